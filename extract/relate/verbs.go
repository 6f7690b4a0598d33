package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// chained tells whether nothing but verbs stands between two verbs: "arms,
// trains and funds".
func (t *tree) chained(v, k int) bool {
	for j := v + 1; j < k; j++ {
		if t.tokens[j].Text != "," && t.tokens[j].Tag != "CC" && !t.verb(j) {
			return false
		}
	}
	return true
}

// joined returns the verbs after one that are coordinated with it without a word
// of their own between.
func (t *tree) joined(v int) (out []int) {
	first := v
	for h := t.head(first); t.is(first, "conj") && h >= 0 && t.verb(h); h = t.head(first) {
		first = h
	}
	for k := v + 1; k < min(v+8, len(t.tokens)); k++ {
		h := t.head(k)
		for h > first && t.is(h, "conj") {
			h = t.head(h)
		}
		if t.verb(k) && t.is(k, "conj") && h == first && (k-v <= 2 || t.chained(v, k)) {
			out = append(out, k)
		}
	}
	return out
}

// verb tells whether a token is used as a verb.
func (t *tree) verb(i int) bool { return strings.HasPrefix(t.tokens[i].Tag, "VB") }

// passive tells whether a verb is in the passive: with its auxiliary, as a
// participle that qualifies a noun, or coordinated with such a one.
func (t *tree) passive(v int) bool {
	if t.child(v, "nsubj:pass", "aux:pass", "csubj:pass") >= 0 {
		return true
	}
	if t.tokens[v].Tag != "VBN" && t.tokens[v].Tag != "VBD" {
		return false
	}
	if t.tokens[v].Tag == "VBN" && t.child(v, "aux", "obj") < 0 && t.child(v, "obl:agent") >= 0 {
		return true
	}
	if t.is(v, "acl") && t.rel(v) != "acl:relcl" && t.child(v, "nsubj") < 0 {
		return true
	}
	if t.rel(v) == "amod" {
		return true
	}
	// "Ambushed twice on the road, the column turned back"
	if t.rel(v) == "advcl" && t.tokens[v].Tag == "VBN" && v < t.head(v) && t.child(v, "nsubj", "aux", "obj", "mark") < 0 {
		return true
	}
	if t.child(v, "nsubj", "obj") < 0 && len(t.under(v, "by")) > 0 && t.child(v, "aux") < 0 {
		return true
	}
	if t.is(v, "conj") && t.tokens[v].Tag == "VBN" && t.child(v, "nsubj", "aux", "obj") < 0 {
		if h := t.head(v); h >= 0 && t.verb(h) {
			return t.passive(h)
		}
	}
	return false
}

// subjects returns the subject of a verb with what the parser should have
// coordinated with it: "Two soldiers and a boy were killed".
func (t *tree) subjects(v int) []int {
	s := t.subject(v)
	if s < 0 {
		return nil
	}
	out := []int{s}
	cc := false
	for _, k := range t.kids[v] {
		if k >= v {
			break
		}
		if cc = cc || k > s && t.rel(k) == "cc"; cc && k > s && t.rel(k) == t.rel(s) {
			out = append(out, k)
		}
	}
	return out
}

// subject returns the surface subject of a verb, its own or one that it shares
// by coordination or control; -1 without one. patient is set where that is an
// antecedent or controller known to be the patient.
func (t *tree) subject(v int) int { return t.subjectWithin(v, 6) }

func (t *tree) subjectWithin(v, steps int) int {
	if s := t.child(v, "nsubj", "nsubj:pass"); s >= 0 {
		return s
	}
	// "says it is willing": an "it" that stands for something is no expletive.
	if s := t.child(v, "expl"); s >= 0 && t.cover[s] >= 0 {
		return s
	}
	h := t.head(v)
	if h < 0 && t.tokens[v].Tag == "VBN" && t.leftmost(v) == 0 && t.child(v, "aux") < 0 {
		if s := t.announced(v); s >= 0 {
			return s
		}
	}
	if s := t.swallowed(v); s >= 0 {
		return s
	}
	if h < 0 || steps == 0 {
		return -1
	}
	switch {
	case t.is(v, "conj") && t.verb(h):
		return t.subjectWithin(h, steps-1)
	case t.is(v, "conj"):
		return -1
	case t.is(v, "xcomp"), t.is(v, "advcl"), t.is(v, "ccomp"), t.is(v, "obl"):
		if !t.verb(h) && t.lemma(h) == "only" && t.outcome(v) && t.head(h) >= 0 {
			h = t.head(h)
		}
		if t.is(v, "ccomp") && !t.infinitive(v) || t.is(v, "obl") && t.tokens[v].Tag != "VBG" {
			return -1
		}
		// "urged Iran to withdraw": whom the governor addresses acts.
		// "those whom he refused to meet": he, not they.
		if o := t.child(h, "obj"); !t.is(v, "advcl") && t.child(h, "obj", "iobj") >= 0 && t.verb(h) && (t.infinitive(v) || t.tokens[v].Tag == "VB" && t.is(v, "xcomp")) && !(o >= 0 && o < h && t.relative(o) && !t.demands(h)) {
			return t.child(h, "obj", "iobj")
		}
		if t.verb(h) && !t.is(v, "advcl") {
			for _, k := range t.under(h, "on") {
				if t.mention(k) >= 0 {
					return k
				}
			}
		}
		// "called on Azerbaijan to withdraw"
		if t.verb(h) && t.infinitive(v) && t.demands(h) {
			if k := t.child(h, "obj", "iobj", "nsubj:pass"); k >= 0 {
				return k
			}
			for _, p := range []string{"on", "upon", "to"} {
				for _, k := range t.under(h, p) {
					return k
				}
			}
		}
		// "accused Egypt of bombing", "blamed Iran for attacking"
		if o := t.child(h, "obj", "nsubj:pass"); o >= 0 && t.tokens[v].Tag == "VBG" && (t.marked(v, "of", "for", "from", "against", "into") || t.marked(v, "with", "over") && t.words.Is("accusal", t.lemma(h))) {
			return o
		}
		// ", suspected of murdering": who is suspected stands before.
		if (t.is(h, "advcl") || t.is(h, "acl")) && t.tokens[h].Tag == "VBN" && t.words.Is("accusal", t.lemma(h)) && t.child(h, "nsubj", "aux") < 0 {
			if m := t.before(h); m >= 0 && t.doc.Mentions[m].Class != extract.Place {
				return t.doc.Mentions[m].Head - t.first
			}
		}
		// "a company accused of arming the rebels"
		if t.tokens[v].Tag == "VBG" && t.is(h, "acl") && t.rel(h) != "acl:relcl" && t.words.Is("accusal", t.lemma(h)) && t.tokens[h].Tag == "VBN" && t.marked(v, "of", "for", "with", "over") {
			return t.head(h)
		}
		// "stopped gunmen kidnapping the bishop"
		if o := t.child(h, "obj"); o >= 0 && o < v && t.is(v, "xcomp") && t.tokens[v].Tag == "VBG" && !t.marked(v, "by", "without", "while", "after", "before") {
			return o
		}
		// "freed by the rebels, the nun was flown out": the same suffered both.
		if t.verb(h) && t.is(v, "advcl") && t.passive(h) && !t.outcome(v) && !(v < h && t.tokens[v].Tag == "VBN" && t.passive(v)) {
			// "a grenade was thrown at the bus, wounding a boy"
			if n := t.child(h, "nsubj:pass"); n >= 0 && t.tokens[v].Tag == "VBG" && v > h && t.cover[n] >= 0 && t.doc.Mentions[t.cover[n]].Class == extract.Weapon && t.harms(v) {
				return n
			}
			return -1
		}
		return t.subjectWithin(h, steps-1)
	case t.is(v, "csubj") && t.infinitive(v):
		// "it is willing to withdraw"
		if k := t.child(h, "expl"); k >= 0 && t.cover[k] >= 0 {
			return k
		}
		return -1
	case t.is(v, "acl") && t.rel(v) != "acl:relcl":
		switch t.tokens[v].Tag {
		case "VBG", "VBN", "VBD":
			// "found the man guilty of bombing": a word for guilt names nobody.
			if g := t.head(h); t.words.Is("accusal", t.lemma(h)) && t.cover[h] < 0 {
				for _, c := range t.kids[h] {
					if c < h && (t.is(c, "compound") || t.is(c, "nsubj")) && t.cover[c] >= 0 {
						return c
					}
				}
				if g >= 0 && t.verb(g) {
					return t.child(g, "obj", "nsubj:pass")
				}
			}
			// "the UK's commitment to supporting": whose it is acts.
			if p := t.child(h, "nmod:poss"); p >= 0 && t.tokens[v].Tag == "VBG" && t.marked(v, "to", "of", "for") && t.cover[h] < 0 {
				return p
			}
			// "accused by its neighbours of harbouring": who is accused acts.
			if g := t.head(h); t.tokens[v].Tag == "VBG" && g >= 0 && t.verb(g) && t.passive(g) && t.marked(v, "of", "for") && t.preposition(h) == "by" && t.words.Is("accusal", t.lemma(g)) {
				return t.child(g, "nsubj:pass", "nsubj")
			}
			// "issued a declaration accusing": it speaks for who issued it.
			if g := t.head(h); t.tokens[v].Tag == "VBG" && g >= 0 && t.verb(g) && t.is(h, "obj") && t.cover[h] < 0 && (len(t.words.Frames[t.lemma(h)]) == 0 || t.words.Is("charge", t.lemma(h)) && t.denies(g)) && !t.quantity(h) {
				return t.subjectWithin(g, steps-1)
			}
			return h
		}
		// "urged the bloc to send": whom the governor addresses acts.
		if g := t.head(h); g >= 0 && t.verb(g) && t.is(h, "obj") && t.demands(g) && t.mention(h) >= 0 {
			return h
		}
		// "a plan by rebels to attack", "Iran's plan to attack"
		for _, k := range t.under(h, "by") {
			return k
		}
		if p := t.child(h, "nmod:poss"); p >= 0 {
			return p
		}
		// "a plan to attack": who plans is who acts.
		if g := t.head(h); g >= 0 && t.verb(g) && t.is(h, "obj") && !t.words.Is("onlooker", t.lemma(g)) {
			return t.subjectWithin(g, steps-1)
		}
	case t.rel(v) == "acl:relcl":
		if t.child(v, "obj") >= 0 || t.passive(v) {
			return h
		}
	}
	return -1
}

// outcome tells whether an infinitive tells what came of it: "was caught, only
// to be freed by a judge", "came home to find".
func (t *tree) outcome(v int) bool {
	if h := t.head(v); h >= 0 && t.words.Is("finding", t.lemma(v)) && t.words.Is("arriving", t.lemma(h)) {
		return true
	}
	for _, k := range t.kids[v] {
		if t.tokens[k].Tag == "TO" {
			return k > 0 && t.lemma(k-1) == "only"
		}
	}
	return false
}

// demands tells whether a verb asks somebody to do what its complement says.
func (t *tree) demands(v int) bool {
	for _, f := range t.words.Frames[t.lemma(v)] {
		if f.Predicate == "demanded" && f.POS == lexicon.Verb && t.goesWith(v, f.With) {
			return true
		}
	}
	return false
}

// denies tells whether a verb denies what its complement says.
func (t *tree) denies(v int) bool {
	for _, f := range t.words.Frames[t.lemma(v)] {
		if f.Predicate == "denied" && f.POS == lexicon.Verb && t.goesWith(v, f.With) {
			return true
		}
	}
	return false
}

// goesWith tells whether a verb has the word that a frame needs, as far as can
// be told before the tree is mended.
func (t *tree) goesWith(v int, with string) bool {
	if with == "" || with == "to" {
		return true
	}
	list, many := strings.CutPrefix(with, "#")
	return slices.ContainsFunc(t.kids[v], func(k int) bool {
		return k > v && (t.lemma(k) == with || many && t.words.Is(list, t.lemma(k)))
	})
}

// marked tells whether a clause opens with one of the words.
func (t *tree) marked(v int, words ...string) bool {
	for _, k := range t.kids[v] {
		if t.is(k, "mark") || t.is(k, "case") {
			for _, w := range words {
				if t.lemma(k) == w {
					return true
				}
			}
		}
	}
	return false
}

func (t *tree) infinitive(v int) bool {
	for _, k := range t.kids[v] {
		// At the start of a sentence it is often taken for a preposition.
		if t.tokens[k].Tag == "TO" || t.rel(k) == "mark" && t.lemma(k) == "to" && t.tokens[v].Tag == "VB" {
			return true
		}
	}
	return false
}

// object returns the object of a verb, or the noun that its relative clause
// qualifies; -1 without one.
func (t *tree) object(v int) int {
	if o := t.child(v, "obj"); o >= 0 {
		return o
	}
	// "gave up the town": what nobody receives anything else with is the object.
	if o := t.child(v, "iobj"); o > v && !t.passive(v) {
		return o
	}
	// A noun is no open clause: the parser means the object.
	if x := t.child(v, "xcomp"); x > v && strings.HasPrefix(t.tokens[x].Tag, "NN") && t.preposition(x) == "" && t.child(x, "cop") < 0 && !t.passive(v) {
		return x
	}
	if t.rel(v) == "acl:relcl" && t.child(v, "nsubj") >= 0 {
		if s := t.child(v, "nsubj"); t.tokens[s].Tag != "WDT" && t.tokens[s].Tag != "WP" && !t.possessed(s) {
			return t.head(v)
		}
	}
	// "the town, which Kyiv said it had taken"
	if h := t.head(v); h >= 0 && t.is(v, "ccomp") && t.rel(h) == "acl:relcl" && t.child(v, "nsubj") >= 0 && !t.passive(v) && t.child(v, "mark") < 0 {
		if w := t.child(h, "obj"); w >= 0 && w < h && (t.tokens[w].Tag == "WDT" || t.tokens[w].Tag == "WP") {
			return t.head(h)
		}
	}
	// "rebels whom Chad arms and trains"
	if h := t.head(v); h >= 0 && h < v && t.is(v, "conj") && t.verb(h) && t.rel(h) == "acl:relcl" && !t.passive(v) && t.child(v, "nsubj", "ccomp", "xcomp") < 0 && t.chained(h, v) {
		if n := t.child(h, "nsubj"); n >= 0 && n < h && !t.relative(n) {
			return t.object(h)
		}
	}
	// "a synagogue that they meant to blow up"
	if h := t.head(v); h >= 0 && t.is(v, "xcomp") && t.infinitive(v) && !t.passive(v) && t.rel(h) == "acl:relcl" && t.verb(h) && t.words.Is("threaten", t.lemma(h)) {
		if n := t.child(h, "nsubj"); n >= 0 && n < h && !t.relative(n) {
			if o := t.child(h, "obj"); o < 0 || o < h {
				return t.head(h)
			}
		}
	}
	// Coordinated verbs share the object that follows the last of them.
	if !t.passive(v) {
		for _, k := range t.joined(v) {
			if t.child(k, "nsubj") < 0 && t.child(k, "obj") >= 0 {
				return t.child(k, "obj")
			}
		}
	}
	return -1
}
