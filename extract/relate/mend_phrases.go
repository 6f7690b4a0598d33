package relate

import "sitrep/extract"

// agent gives a passive verb the actor that hangs on a place before it: "was
// snatched off the street in Arua by rebels". What is said or made by somebody
// keeps him.
func (t *tree) agent(k int) {
	if k < 0 || !t.is(k, "nmod") || t.cover[k] < 0 || t.doc.Mentions[t.cover[k]].Class == extract.Place && t.doc.Mentions[t.cover[k]].Subclass != "Country" {
		return
	}
	n := t.head(k)
	for n >= 0 && t.is(n, "nmod") && t.located(n) {
		n = t.head(n)
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
