package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// agent gives a passive verb the actor that hangs on a place before it: "was
// snatched off the street in Arua by rebels". What is said or made by somebody
// keeps him.
func (t *tree) agent(k int) {
	t.behind(k)
	if k < 0 || !t.is(k, "nmod") || t.cover[k] < 0 || t.doc.Mentions[t.cover[k]].Class == extract.Place && t.doc.Mentions[t.cover[k]].Subclass != "Country" {
		return
	}
	n := t.head(k)
	for n >= 0 && t.is(n, "nmod") && t.located(n) {
		n = t.head(n)
	}
	// "attacked that winter by the rebels"
	if n >= 0 && t.is(n, "obj") && t.words.Is("season", t.lemma(n)) && t.tokens[max(t.head(n), 0)].Tag == "VBN" && t.child(t.head(n), "aux") < 0 {
		v := t.head(n)
		t.attach(n, v, "obl:unmarked")
		t.attach(k, v, "obl:agent")
		return
	}
	if n < 0 || !t.is(n, "obl") || !t.located(n) {
		return
	}
	if v := t.head(n); v >= 0 && v < n && t.verb(v) && t.passive(v) && len(t.under(v, "by")) == 0 {
		t.attach(k, v, "obl:agent")
	}
}

// located tells whether a token is a place or a time, which nobody is the author of.
func (t *tree) located(n int) bool {
	return t.cover[n] >= 0 && t.doc.Mentions[t.cover[n]].Class == extract.Place || t.placeNoun(n)
}

// accusation gives a verb the deed that hangs on who accuses: "are accused by
// Amnesty of the killing of six men".
func (t *tree) accusation(k int) {
	by := t.head(k)
	if by < 0 || by > k || !t.event(k) || t.preposition(by) != "by" || t.cover[by] < 0 {
		return
	}
	switch t.preposition(k) {
	case "of", "for", "with", "over":
	default:
		return
	}
	if v := t.head(by); v >= 0 && t.verb(v) && t.passive(v) && t.words.Is("accusal", t.lemma(v)) {
		t.attach(k, v, "obl")
	}
}

// mastered hangs "under their control" on the verb whose objects are: "have the
// airport and both bridges under their control".
func (t *tree) mastered(k int) {
	if p := t.preposition(k); p != "under" && p != "in" || !t.event(k) {
		return
	}
	n := t.head(k)
	for n >= 0 && (t.is(n, "conj") || t.is(n, "appos")) && !t.verb(n) {
		n = t.head(n)
	}
	if n < 0 || !t.is(n, "obj") {
		return
	}
	if v := t.head(n); v >= 0 && t.words.Is("keeping", t.lemma(v)) {
		t.attach(k, v, "obl")
	}
}

// behind gives a passive its doer who stands behind a clause put in between: "was
// gunned down while saying mass, by a marksman".
func (t *tree) behind(k int) {
	if k < 0 || t.cover[k] < 0 || !t.is(k, "obl") {
		return
	}
	c, first := t.head(k), t.leftmost(k)
	if c < 0 || !t.is(c, "advcl") || t.tokens[c].Tag != "VBG" || c > k || first == 0 || t.tokens[first-1].Text != "," {
		return
	}
	if v := t.head(c); v >= 0 && v < c && t.verb(v) && t.child(v, "nsubj:pass") >= 0 && len(t.under(v, "by")) == 0 {
		t.attach(k, v, "obl:agent")
	}
}

// medium mends what somebody speaks by that is taken for who acts: "denied by
// telephone that".
func (t *tree) medium(k int) {
	if v := t.head(k); v >= 0 && v < k && t.child(v, "nsubj") >= 0 && (t.words.Is("speech", t.lemma(v)) || t.denies(v)) {
		t.own()
		t.tokens[k].Rel, t.tokens[v].Tag = "obl", "VBD"
	}
}

// dismissed mends an object that is taken for another name of what it is held
// to be: "rejected as baseless a report".
func (t *tree) dismissed(o int) {
	a := t.head(o)
	if a < 1 || a > o || t.preposition(a) != "as" || t.tokens[t.leftmost(o)].Tag != "DT" || t.tokens[t.leftmost(o)-1].Text == "," {
		return
	}
	if v := t.head(a); v >= 0 && t.verb(v) && t.child(v, "obj") < 0 {
		t.attach(o, v, "obj")
	}
}

// nearly mends an object that is taken for an adverbial since a word says that it is only
// about so many: "freed close to 1,400 inmates", "took up to 40 pupils".
func (t *tree) nearly(k int) {
	v := t.head(k)
	if v < 0 || v > k || !t.verb(v) || t.preposition(k) != "to" || t.child(v, "obj") >= 0 || t.passive(v) {
		return
	}
	to := t.child(k, "case")
	if to < v+2 || !t.words.Is("approximation", t.lemma(to-1)) || to+1 >= len(t.tokens) || t.tokens[to+1].Tag != "CD" {
		return
	}
	t.own()
	t.tokens[k].Rel, t.tokens[to].Rel = "obj", "advmod"
}

// riding mends a phrase between subject and verb that is taken for the verb's:
// "gunmen on a motorbike opened fire".
func (t *tree) riding(k int) {
	v := t.head(k)
	subj := t.child(v, "nsubj", "nsubj:pass")
	switch t.preposition(k) {
	case "", "according to", "per": // who says so is the verb's
		return
	}
	if !t.verb(v) || subj < 0 || subj >= k {
		return
	}
	end := subj + 1
	if m := t.cover[subj]; m >= 0 {
		end = max(end, t.doc.Mentions[m].Last-t.first)
	}
	if t.leftmost(k) == end {
		t.attach(k, subj, "nmod")
	}
}

// qualifying hangs a participle right after a noun on what it can only be said of:
// "fired on a jeep belonging to the mission", "a cell of Islamic State based in
// Derna", where the name needs nothing to tell it.
func (t *tree) qualifying(p int) {
	n := p - 1
	if n < 0 || !strings.HasPrefix(t.tokens[n].Tag, "NN") {
		return
	}
	if t.lemma(p) == "belong" && t.tokens[p].Tag == "VBG" && t.is(p, "advcl") {
		t.attach(p, n, "acl")
	}
	if m := t.cover[n]; m >= 0 && t.is(p, "acl") && t.rel(p) == "acl" {
		if h := t.narrowed(m); h >= 0 && t.cover[h] >= 0 && h != t.head(p) {
			t.attach(p, h, "acl")
		}
	}
}

// narrowed returns the noun that the name m qualifies as its of-phrase, if it is
// nobody told before: "a faction of the Shining Path", "fighters from Ansaru"; or -1.
func (t *tree) narrowed(m int) int {
	name := &t.doc.Mentions[m]
	k := name.First - 1 - t.first
	if k > 0 && t.lemma(k) == "the" {
		k--
	}
	if name.Form != extract.Name || name.Class != extract.Organisation || k < 1 || t.lemma(k) != "of" && t.lemma(k) != "from" {
		return -1
	}
	o := t.cover[k-1]
	if o < 0 && t.words.Is("part", t.lemma(k-1)) {
		return k - 1
	}
	if o < 0 || t.doc.Mentions[o].Form != extract.Nominal || t.doc.Mentions[o].Class != extract.Organisation && t.doc.Mentions[o].Class != extract.Person {
		return -1
	}
	for n := t.doc.Mentions[o].First - t.first; n < k; n++ {
		if tag := t.tokens[n].Tag; tag == "PRP$" || tag == "POS" || t.lemma(n) == "the" {
			return -1
		}
	}
	return t.doc.Mentions[o].Head - t.first
}

// deed mends phrases that say who does what to whom but are taken for those of
// the verb: "arrested in a raid by police on a flat".
func (t *tree) deed(i int) {
	v, at := t.head(i), i+1
	// "stabbed to death by gunmen": the noun is the verb's.
	if v >= 0 && t.is(i, "obl") && t.passive(v) && slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && f.With == t.lemma(i) && f.Subject[0] == "subj"
	}) {
		return
	}
	// "condemned the attack by rebels on a post"
	for _, k := range t.kids[i] {
		if t.is(i, "obj") && k > i && t.is(k, "nmod") && t.preposition(k) == "by" {
			at = k + 1
		}
	}
	for _, k := range slices.Clone(t.kids[max(v, 0)]) {
		if v < 0 || k < at || !t.is(k, "obl") || t.leftmost(k) != at || t.is(i, "obj") && t.cover[k] < 0 {
			continue
		}
		switch t.preposition(k) {
		case "by", "on", "against":
			t.attach(k, i, "nmod")
			at = k + 1
		}
	}
}
