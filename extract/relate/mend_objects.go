package relate

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// addressed mends a name that is taken for a clause before what it is to do:
// "urged the United Nations to lift".
func (t *tree) addressed(n int) {
	if v := t.head(n); v >= 0 && v < n && t.cover[n] >= 0 && t.demands(v) && t.child(n, "nsubj", "cop") < 0 && t.child(v, "obj") < 0 {
		t.own()
		t.tokens[n].Rel = "obj"
	}
}

// receiver mends a name that is taken for part of the object though a number
// parts them: "gave Mali two helicopters".
func (t *tree) receiver(n int) {
	o, a := t.head(n), n
	for a > 0 && t.tokens[a-1].Tag == "CD" {
		a-- // "5.1 million"
	}
	r := a - 1
	// "took from the guards two rifles"
	if v := t.head(o); o > n && r > 0 && t.cover[r] >= 0 && t.head(r) == o && t.is(o, "obl") && v >= 0 && t.child(v, "obj") < 0 && t.child(o, "case") >= 0 && t.child(o, "case") < r {
		t.attach(r, v, "obl")
		t.handOver(o, r, func(k int) bool { return k < r })
		t.attach(o, v, "obj")
		return
	}
	if o < n || r < 0 || t.cover[r] < 0 || !t.is(o, "obj") || t.rel(r) != "compound" && t.rel(r) != "nmod:unmarked" {
		return
	}
	if h := t.head(r); h != o && (h < a || h > n) {
		return
	}
	if v := t.head(o); v == r-1 || v >= 0 && v < r && t.verb(v) {
		t.attach(r, v, "iobj")
	}
}

// sold mends a country or a group that is taken for part of the weapon it gets:
// "sells Egypt AW149 helicopters", "has sent Hezbollah missiles".
func (t *tree) sold(n int) {
	o, v := t.head(n), n-1
	for v > 0 && t.lemma(v) == "the" {
		v--
	}
	if o < n || v < 0 || t.head(o) != v || !t.is(o, "obj") || !t.gives(v) || t.cover[n] < 0 || t.cover[n] == t.cover[o] {
		return
	}
	w := t.cover[o]
	if w < 0 && t.quantity(o) {
		w = t.mention(o) // "sold Mali dozens of rockets"
	}
	m := &t.doc.Mentions[t.cover[n]]
	if m.Subclass != "Country" && m.Class != extract.Organisation || m.Form != extract.Name || m.Adjective || w < 0 || t.doc.Mentions[w].Class != extract.Weapon {
		return
	}
	t.attach(n, v, "iobj")
}

// recipient mends a pronoun that is taken for one of two objects: "sells it
// missiles".
func (t *tree) recipient(p int) {
	v := t.head(p)
	if v != p-1 || !t.gives(v) {
		return
	}
	for _, k := range t.kids[v] {
		if k > p && t.is(k, "obj") {
			t.own()
			t.tokens[p].Rel = "iobj"
			return
		}
	}
}

// gives tells whether a verb takes whom something is given to as an object.
func (t *tree) gives(v int) bool {
	return slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool { return slices.Contains(f.Object, "iobj") })
}

// those mends a pronoun that is taken for a determiner, with the participle
// after it for an adjective: "was among those killed by the gunmen".
func (t *tree) those(i int) {
	h, v := t.head(i), i+1
	if v >= len(t.tokens) || h <= v || t.tokens[v].Tag != "VBN" || t.head(v) != h || t.preposition(h) == "" {
		return
	}
	above, rel := t.head(h), t.rel(h)
	var behind string // the preposition that is the noun's own
	for _, k := range slices.Clone(t.kids[h]) {
		if k > v && k < h && t.is(k, "case") {
			behind = t.lemma(k)
		}
	}
	if behind == "" {
		return
	}
	t.attach(i, above, rel)
	t.handOver(h, i, func(k int) bool { return k < i })
	t.attach(v, i, "acl")
	if rel = "obl"; behind == "by" {
		rel = "obl:agent"
	}
	t.attach(h, v, rel)
}

// described mends a name that is taken for whom the sentence speaks to, since
// the description after it is taken for the subject: "X, a former judge, was
// arrested".
func (t *tree) described(n int) {
	v := t.head(n)
	s := t.child(v, "nsubj")
	if s < n || n+1 >= len(t.tokens) || t.tokens[n+1].Text != "," || t.leftmost(s) != n+2 || t.cover[n] < 0 || t.tokens[n+2].Tag == "PRP" {
		return
	}
	if v <= s || !slices.ContainsFunc(t.tokens[s:v], func(k extract.Token) bool { return k.Text == "," }) {
		return
	}
	t.attach(n, v, t.rel(s))
	t.attach(s, n, "appos")
}

// given mends what is given where the parser takes whom it is given to for the
// object: "has given Ukraine 14 jets".
func (t *tree) given(n int) {
	v := t.head(n)
	if v < 0 {
		return
	}
	// "led the captain away"
	if h := t.head(v); h >= 0 && t.is(v, "advmod") && t.verb(h) {
		if t.child(h, "obj") < 0 && t.carried(n, h, v) {
			t.attach(n, h, "obj")
		}
		return
	}
	o := t.child(v, "obj")
	if o < 0 || o > n || t.cover[n] < 0 || t.cover[o] < 0 || t.doc.Mentions[t.cover[n]].Class != extract.Weapon || t.doc.Mentions[t.cover[o]].Class == extract.Weapon || !t.gives(v) {
		return
	}
	t.attach(o, v, "iobj")
	t.attach(n, v, "obj")
}

// carried tells whether a noun between a verb and its particle is the verb's
// object.
func (t *tree) carried(n, v, particle int) bool {
	return v < n && n < particle && t.leftmost(n) == v+1 && t.cover[n] >= 0 && !t.passive(v) && slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && f.With == t.lemma(particle) && slices.ContainsFunc(f.Object, patient)
	})
}
