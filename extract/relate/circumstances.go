package relate

import (
	"strings"
	"unicode"

	"sitrep/extract"
)

// circumstances sets what surrounds an event: its status, who says so, time
// and place.
func (s *sentence) circumstances(i int, d *draft) {
	d.status, d.by = s.status(i)
	d.time = s.timeOf(i)
	d.place = s.placeOf(i)
	if s.lex.Is("placeless", d.predicate) {
		d.place = -1
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
		if s.verb(h) && !s.is(h, "amod") {
			// It belongs to another verb; that shares it only if it is one
			// whose complement the event is.
			if s.governs(h, i) && !s.lex.Is("report", s.lemma(h)) {
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
		if !s.verb(h) {
			continue
		}
		for _, prep := range placePreps {
			for _, k := range s.beside(h, prep) {
				if m := s.scene(k); m >= 0 {
					return m
				}
			}
		}
	}
	return -1
}

var placePreps = []string{"in", "at", "near", "outside", "inside", "on", "over", "off"}

// scene returns the place that the nominal at k names, unless that follows
// another place and says where that one is: "bombed the camp in Iraq".
func (s *sentence) scene(k int) int {
	for _, c := range s.kids[k] {
		if s.rel(c) != "case" || c == 0 {
			continue
		}
		if m := s.cover[c-1]; m >= 0 && s.doc.Mentions[m].Class == extract.Place {
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
