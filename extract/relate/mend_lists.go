package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// maxList is how many a list may name: longer ones are those of a catalogue.
const maxList = 8

// conjunct is one of those that a list names: its head, the tokens from first up
// to end, and the class of its mention.
type conjunct struct {
	head, first, end int
	class            extract.Class
}

// lists mends enumerations that the parser tears apart: in "killed a guard, his
// brother and two of their friends" whoever stands after a comma is often hung on
// the verb, or taken for another description of the one before.
func (t *tree) lists() {
	for i := 0; i < len(t.tokens); i++ {
		t.settle()
		a, ok := t.conjunct(i)
		if !ok {
			continue
		}
		all, last := []conjunct{a}, false
		for !last && len(all) < maxList {
			k := t.tail(all[len(all)-1].end)
			if k+1 >= len(t.tokens) {
				break
			}
			if comma := t.tokens[k].Text == ","; comma {
				k++
			}
			if at := t.joint(k); at > k {
				if c, ok := t.conjunct(at); ok && alikeClass(c.class, a.class) && t.is(all[len(all)-1].head, "obj") {
					t.enlist(c.head, all[len(all)-1].head)
					for _, j := range slices.Clone(t.kids[c.head]) {
						if j >= k && j < at {
							t.attach(j, c.head, "cc")
						}
					}
				}
				break
			}
			if t.tokens[k].Tag == "CC" && (t.lemma(k) == "and" || t.lemma(k) == "or") {
				last = true
				k++
			} else if t.tokens[k-1].Text != "," {
				break
			}
			c, ok := t.conjunct(k)
			if !ok || !alikeClass(c.class, a.class) {
				last = false
				break
			}
			all = append(all, c)
		}
		if last && len(all) > 2 && t.listable(all) {
			for _, c := range all[1:] {
				t.enlist(c.head, a.head)
			}
		}
		i = a.end - 1
	}
}

// conjunct returns the noun phrase of a mention that starts at i.
func (t *tree) conjunct(i int) (conjunct, bool) {
	k := i
	for k < len(t.tokens) && k-i < 4 && t.cover[k] < 0 && !t.quantity(k) && (t.tokens[k].Tag == "DT" || t.tokens[k].Tag == "PRP$" || t.tokens[k].Tag == "RB" || strings.HasPrefix(t.tokens[k].Tag, "JJ")) {
		k++
	}
	if k >= len(t.tokens) {
		return conjunct{}, false
	}
	// "two of the guards", "dozens of rifles"
	if k+2 < len(t.tokens) && t.cover[k] < 0 && t.quantity(k) && t.lemma(k+1) == "of" {
		if c, ok := t.conjunct(k + 2); ok {
			return conjunct{head: k, first: i, end: c.end, class: c.class}, true
		}
	}
	for k < len(t.tokens) && k-i < 4 && t.cover[k] < 0 && (t.tokens[k].Tag == "CD" || strings.HasPrefix(t.tokens[k].Tag, "NN") && t.is(k, "compound")) {
		k++
	}
	if k >= len(t.tokens) || t.cover[k] < 0 {
		return conjunct{}, false
	}
	best := -1
	for _, m := range t.mentions {
		n := &t.doc.Mentions[m]
		if n.Form != extract.Pronoun && n.First-t.first >= i && n.First-t.first <= k && n.Head-t.first >= k && (best < 0 || n.Last > t.doc.Mentions[best].Last) {
			best = m
		}
	}
	if best < 0 {
		return conjunct{}, false
	}
	n := &t.doc.Mentions[best]
	return conjunct{head: n.Head - t.first, first: i, end: n.Last - t.first, class: n.Class}, true
}

// joint returns the end of the words at k that join two of a list: "as well as",
// "along with", "together with"; k where there are none.
func (t *tree) joint(k int) int {
	if k+3 < len(t.tokens) && t.lemma(k) == "as" && t.lemma(k+1) == "well" && t.lemma(k+2) == "as" {
		return k + 3
	}
	if k+2 < len(t.tokens) && (t.lemma(k) == "along" || t.lemma(k) == "together") && t.lemma(k+1) == "with" {
		return k + 2
	}
	return k
}

// tail returns the end of the prepositional phrase at k, k where there is none:
// "the barracks at Camp Yaya", "a guard of the bank".
func (t *tree) tail(k int) int {
	if k+1 < len(t.tokens) && t.tokens[k].Tag == "IN" && t.words.Is("place_prep", t.lemma(k)) || k+1 < len(t.tokens) && t.lemma(k) == "of" {
		if c, ok := t.conjunct(k + 1); ok {
			return c.end
		}
	}
	return k
}

func alikeClass(a, b extract.Class) bool {
	people := func(c extract.Class) bool { return c == extract.Person || c == extract.Organisation }
	return a == b || people(a) && people(b)
}

// listable tells whether those that stand in a row may be a list: none but the
// first is the subject of what follows, and what is taken for a description is
// none, as its form is that of the first.
func (t *tree) listable(all []conjunct) bool {
	end := all[len(all)-1].end
	first := all[0]
	if t.is(first.head, "appos") || t.is(first.head, "flat") {
		return false
	}
	for _, c := range all[1:] {
		h := t.head(c.head)
		switch rel := t.rel(c.head); {
		case strings.HasPrefix(rel, "nsubj") && h >= end && !strings.HasPrefix(t.rel(first.head), "nsubj"):
			return false
		case t.child(c.head, "case") >= 0 && !t.is(c.head, "conj") && t.child(c.head, "case") < c.head && t.tokens[t.child(c.head, "case")].Tag != "POS":
			return false
		case rel == "appos" && t.article(first) != t.article(c):
			return false
		case rel == "root", t.child(c.head, "cop") >= 0:
			return false
		}
	}
	return true
}

// article returns the determiner, number or possessive that opens a conjunct,
// empty for a name or a bare plural.
func (t *tree) article(c conjunct) string {
	switch k := &t.tokens[c.first]; k.Tag {
	case "DT", "PRP$", "CD":
		if k.Lemma == "an" {
			return "a"
		}
		if k.Lemma != "the" && k.Lemma != "a" {
			return "#"
		}
		return k.Lemma
	}
	return ""
}

// enlist coordinates k with a, unless it already is.
func (t *tree) enlist(k, a int) {
	for h := k; ; h = t.head(h) {
		if h == a {
			return
		}
		if h < 0 || !t.is(h, "conj") {
			break
		}
	}
	// Not below itself.
	for h := t.head(a); h >= 0; h = t.head(h) {
		if h == k {
			return
		}
	}
	t.attach(k, a, "conj")
}

// specified mends whom a conjunction with an adverb picks out of what the object
// names, and who is hung on the verb: "accused Belgrade, and in particular its
// military intelligence, of".
func (t *tree) specified(n int) {
	v, cc := t.head(n), t.child(n, "cc")
	if v < 0 || v > n || !t.verb(v) || cc < 2 || cc > n || t.child(n, "cop", "nsubj") >= 0 || t.cover[n] < 0 {
		return
	}
	word := cc + 1
	if t.tokens[word].Tag == "IN" {
		word++
	}
	k := cc - 1
	if t.tokens[k].Text == "," {
		k--
	}
	if word >= n || !t.words.Is("specifying", t.lemma(word)) || t.cover[k] < 0 {
		return
	}
	if o := t.doc.Mentions[t.cover[k]].Head - t.first; o > v && t.head(o) == v {
		t.attach(n, o, "conj")
	}
}

// shared mends the second of two objects that is taken for the subject of the
// verb after a comma: "killed a guard and two of his friends, wounded a third".
func (t *tree) shared(v int) {
	h, n := t.head(v), t.child(v, "nsubj", "nsubj:pass")
	cc := t.child(v, "cc")
	if h < 0 || h > v || !t.verb(h) || n < 0 || cc < 1 || cc > n || t.leftmost(n) != cc+1 || t.tokens[v-1].Text != "," || t.child(v, "aux") >= 0 || t.tokens[v].Tag != "VBD" && t.tokens[v].Tag != "VBZ" && t.tokens[v].Tag != "VBN" {
		return
	}
	if slices.ContainsFunc(t.tokens[n:v-1], func(k extract.Token) bool { return k.Text == "," }) {
		return
	}
	b, ok := t.conjunct(cc + 1)
	if !ok || t.cover[cc-1] < 0 {
		return
	}
	a := t.doc.Mentions[t.cover[cc-1]]
	if o := a.Head - t.first; o > h && alikeClass(a.Class, b.class) {
		t.attach(n, o, "conj")
		t.attach(cc, n, "cc")
	}
}
