package relate

import (
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// circumstances sets what surrounds an event: its status, who says so, time
// and place.
func (s *sentence) circumstances(i int, d *draft) {
	d.status, d.by = s.status(i)
	d.time = s.timeOf(i)
	d.place = s.placeOf(i)
	// "ambushed a convoy near Ghazni on Friday, killing nine soldiers": what came
	// of it came about then and there.
	for v, steps := s.along(i), 0; v >= 0 && steps < 3; v, steps = s.along(v), steps+1 {
		if d.time == nil && d.predicate != "uses" {
			d.time = s.timeOf(v)
		}
		if d.place < 0 && s.scattered(v) {
			d.place = s.placeOf(v)
		}
	}
	if s.lex.Is("placeless", d.predicate) {
		d.place = -1
	}
}

// scattered tells whether what the verb does has no place for its target, so
// that where it happened holds for what came of it too.
func (s *sentence) scattered(v int) bool {
	for k := v + 1; k < len(s.tokens) && !s.verb(k); k++ {
		if m := s.cover[k]; m >= 0 && s.doc.Mentions[m].Class == extract.Place && s.doc.Mentions[m].Head-s.first == k {
			return s.preposition(k) != "on" && s.doc.Mentions[m].Form == extract.Name && s.doc.Mentions[m].Subclass != "Site"
		}
	}
	return true
}

// moves tells whether a verb says that somebody goes or is sent somewhere.
func (s *sentence) moves(v int) bool {
	return slices.ContainsFunc(s.frames(v), func(f lexicon.Frame) bool {
		return f.Predicate == "visited" || f.Predicate == "withdrew_from" || f.Predicate == "deployed_to"
	})
}

// along returns the verb that the one at i only goes on from, without a subject
// of its own: ", killing nine soldiers", "and killed nine soldiers"; or -1.
func (s *sentence) along(i int) int {
	h := s.head(i)
	if h < 0 || h > i || !s.verb(i) || !s.verb(h) || s.moves(h) || s.child(i, "nsubj", "nsubj:pass", "mark") >= 0 {
		return -1
	}
	if s.is(i, "conj") && !s.apart(i, h) && s.child(i, "aux") < 0 || s.is(i, "advcl") && s.tokens[i].Tag == "VBG" && i > 0 && s.tokens[i-1].Text == "," {
		return h
	}
	return -1
}

// ahead moves the time of an event that is yet to come: "will meet on Friday".
func (s *sentence) ahead(d *draft) {
	if d.status != extract.Threatened || d.time == nil {
		return
	}
	for _, e := range s.times {
		if e.Time == *d.time && e.Ahead.From != "" {
			t := e.Ahead
			d.time = &t
		}
	}
}

// timeOf returns the time of the event at i: of the expressions in its own
// clause the nearest, else one that its governing clauses share.
func (s *sentence) timeOf(i int) *extract.Time {
	best, far := -1, 1<<30
	for n, e := range s.times {
		dist, ok := s.clauseDistance(i, e.First-s.first, e.Last-s.first)
		if !ok {
			continue
		}
		if dist < far {
			best, far = n, dist
		}
	}
	if best < 0 && s.leadTime(i) {
		best = 0
	}
	if best < 0 {
		// "Speaking in Juba on Monday, he accused": he did so then.
		for _, k := range s.kids[i] {
			if k < i && s.is(k, "advcl") && s.tokens[k].Tag == "VBG" && s.lex.Is("speaking", s.lemma(k)) {
				return s.timeOf(k)
			}
		}
		return nil
	}
	// Who "accuses" does so now, whenever what he speaks of was.
	if tag := s.tokens[i].Tag; (tag == "VBZ" || tag == "VBP") && s.spoken(i) && s.times[best].First-s.first > i {
		return nil
	}
	t := s.times[best].Time
	return &t
}

// leadTime tells whether the sentence's first expression of time heads it, as in
// lists of incidents ("9 January, Harem: abduction of ..."; "03 June - Gunmen
// ..."), and so holds for what is said at i. A date with its year before a dash
// is a dateline's.
func (s *sentence) leadTime(i int) bool {
	if len(s.times) == 0 {
		return false
	}
	first, last := s.times[0].First-s.first, s.times[0].Last-s.first
	for k := range first {
		if s.doc.Tokens[s.first+k].Tag != ":" && len(s.tokens[k].Text) > 1 {
			return false
		}
	}
	for k := last; k < min(last+8, i); k++ {
		switch w := s.tokens[k].Text; {
		case w == ":":
			return true
		case strings.Trim(w, "-–—") == "":
			return !strings.ContainsFunc(s.tokens[last-1].Text, unicode.IsDigit) || len(s.tokens[last-1].Text) < 4
		case s.verb(k):
			return false
		}
	}
	return false
}

// clauseDistance tells how far, in tokens, the tokens first:last stand from
// the event, if one of them attaches to it or to a phrase of its clause.
func (s *sentence) clauseDistance(i, first, last int) (int, bool) {
	top := first
	for k := first; k < last; k++ {
		if h := s.head(k); h < first || h >= last {
			top = k
			break
		}
	}
	own := s.clause(i)
	for h, steps := s.head(top), 0; h >= 0 && steps < 8; h, steps = s.head(h), steps+1 {
		if h == i || h == own || h == s.lightVerb(i) {
			d := first - i
			if d < 0 {
				d = -d
			}
			return d, true
		}
		if s.rel(h) == "parataxis" && h == 0 {
			return 0, false // the dateline's
		}
		// "condemned the attack on Monday on the port"
		if !s.verb(h) && s.spoken(i) && len(s.frames(h)) > 0 {
			return 0, false
		}
		if s.verb(h) && !s.is(h, "amod") {
			// It belongs to another verb; that shares it only if it is one
			// whose complement the event is.
			if s.governs(h, i) && !s.lex.Is("report", s.lemma(h)) && !s.spoken(h) && !(s.preterite(h) && s.among("threaten", h)) && (first < h || !s.crosses(h, i)) {
				return 100 + first, true
			}
			return 0, false
		}
	}
	return 0, false
}

// clause returns the verb of the clause in which the token at i stands.
func (s *sentence) clause(i int) int {
	if s.verb(i) {
		return i
	}
	for h, k := s.head(i), i; h >= 0; k, h = h, s.head(h) {
		if s.verb(h) {
			if s.is(k, "obj") || s.rel(k) == "nsubj:pass" || s.is(k, "nsubj") || s.is(k, "obl") {
				return h
			}
			return i
		}
	}
	return i
}

// crosses tells whether a clause with a subject of its own lies between h and i.
func (s *sentence) crosses(h, i int) bool {
	for k := i; k >= 0 && k != h; k = s.head(k) {
		if s.is(k, "conj") && s.child(k, "nsubj", "nsubj:pass") >= 0 {
			return true
		}
	}
	return false
}

// governs tells whether h is an ancestor of i by complements.
func (s *sentence) governs(h, i int) bool {
	for k := i; k >= 0; k = s.head(k) {
		if k == h {
			return true
		}
		if !(s.is(k, "xcomp") || s.is(k, "obj") || s.is(k, "conj") || s.rel(k) == "nsubj:pass" || s.is(k, "ccomp")) {
			return false
		}
	}
	return false
}

// placeOf returns the place of the event at i by its prepositional phrases, or
// -1.
func (s *sentence) placeOf(i int) int {
	// "a clinic where four women were killed"
	if s.verb(i) {
		for _, m := range s.where(i) {
			return m
		}
	}
	heads := []int{i}
	if v := s.lightVerb(i); v >= 0 {
		heads = append(heads, v)
	}
	for _, h := range heads {
		for _, prep := range placePreps {
			for _, k := range s.under(h, prep) {
				if m := s.scene(k); m >= 0 {
					return m
				}
			}
		}
	}
	// "killed X at Y" may read as "X at Y": people and weapons are not told
	// apart by where they are.
	for _, h := range heads {
		for _, prep := range placePreps {
			for _, k := range s.around(h, prep) {
				if m := s.scene(k); m >= 0 {
					return m
				}
			}
		}
	}
	// "killed nine men in a raid near Ituri"
	if s.verb(i) {
		for _, e := range append(s.under(i, "in"), s.under(i, "during")...) {
			if !s.eventNoun(e) && !s.fight(e) && !s.lex.Is("incident", s.lemma(e)) {
				continue
			}
			for _, prep := range placePreps {
				if prep == "on" {
					continue // that is attacked
				}
				for _, k := range s.under(e, prep) {
					if m := s.scene(k); m >= 0 {
						return m
					}
				}
			}
		}
	}
	return s.leadPlace(i)
}

// around returns the nominals with the preposition that hang on those who take
// part in the event at h: "killed X at Y", "the execution of X in Y".
func (s *sentence) around(h int, prep string) []int {
	if s.verb(h) {
		return s.beside(h, prep)
	}
	var out []int
	for _, k := range s.kids[h] {
		if m := s.tree.mention(k); k > h && s.is(k, "nmod") && m >= 0 && s.doc.Mentions[m].Class != extract.Place {
			for _, c := range s.coordinated(k) {
				out = s.nested(out, c, prep, 2)
			}
		}
	}
	return out
}

// leadPlace returns the place in the head of an entry, "9 January, Harem:
// abduction of", or -1.
func (s *sentence) leadPlace(i int) int {
	if !s.leadTime(i) {
		return -1
	}
	for k := s.times[0].Last - s.first; k < i; k++ {
		if m := s.cover[k]; m >= 0 && s.doc.Mentions[m].Class == extract.Place && s.doc.Mentions[m].Subclass != "Country" {
			return m
		}
		if s.tokens[k].Text == ":" {
			break
		}
	}
	return -1
}

var placePreps = []string{"in", "at", "near", "outside", "inside", "on", "over", "off", "around", "along"}

// outgrows tells whether a place is too large to lie in the one that the nominal
// at k names: "hosted Iran in Baghdad".
func (s *sentence) outgrows(m, k int) bool {
	o := s.tree.mention(k)
	if o < 0 || s.doc.Mentions[o].Class != extract.Place {
		return false
	}
	size := map[string]int{"Site": 1, "City": 2, "Region": 3, "Country": 4}
	a, b := size[s.doc.Mentions[m].Subclass], size[s.doc.Mentions[o].Subclass]
	return a > b && b > 0
}

// scene returns the place that the nominal at k names, unless that follows
// another place and says where that one is: "bombed the camp in Iraq".
func (s *sentence) scene(k int) int {
	for _, c := range s.kids[k] {
		if s.rel(c) != "case" || c == 0 {
			continue
		}
		before := c - 1
		if s.tokens[before].Text == "," && before > 0 {
			before--
		}
		if m := s.cover[before]; m >= 0 && s.doc.Mentions[m].Class == extract.Place && !s.outgrows(m, k) {
			return -1
		}
		break
	}
	for _, m := range s.mentionsOf(k) {
		if s.doc.Mentions[m].Class == extract.Place {
			return m
		}
	}
	return -1
}
