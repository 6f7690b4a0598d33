package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// Mends of what a tagger and parser trained on other texts often get wrong as a
// class. The document's own tokens stay as they are: the first mend copies the
// sentence's.

// own copies the tokens before they are changed.
func (t *tree) own() {
	if !t.owned {
		t.tokens, t.owned = slices.Clone(t.tokens), true
	}
}

// attach hangs token k on h, or makes it the root.
func (t *tree) attach(k, h int, rel string) {
	t.own()
	if old := t.head(k); old >= 0 {
		t.kids[old] = slices.DeleteFunc(t.kids[old], func(c int) bool { return c == k })
	}
	t.tokens[k].Rel = rel
	if t.tokens[k].Head = -1; h >= 0 {
		t.tokens[k].Head = h + t.first
		at, _ := slices.BinarySearch(t.kids[h], k)
		t.kids[h] = slices.Insert(t.kids[h], at, k)
	}
}

// mend repairs the tree.
func (t *tree) mend() {
	for i := range t.tokens {
		switch tag := t.tokens[i].Tag; {
		case t.rel(i) == "acl:relcl":
			t.content(i)
		case t.rel(i) == "root" && t.lemma(i) == "be":
			t.question(i)
		case tag == "MD" && t.rel(i) == "aux":
			t.modal(i)
		case tag == "WDT" && t.rel(i) == "det":
			t.verbal(i)
		case tag == "WP" && t.rel(i) == "det":
			t.whom(i)
		case tag == "VBN" && t.rel(i) == "acl":
			t.told(i)
		case tag == "VBN" && i > 0 && t.head(i) == i-1 && t.tokens[i-1].Tag == "VBG" && t.lemma(i-1) == "have":
			t.having(i)
		case tag == "JJ" && strings.HasSuffix(t.lemma(i), "ed"):
			t.participle(i)
		case t.rel(i) == "nummod":
			t.receiver(i)
		case (tag == "VBZ" || tag == "VBP") && t.rel(i) == "obj":
			t.next(i)
		case t.rel(i) == "det" && t.lemma(i) == "those":
			t.those(i)
		case t.rel(i) == "vocative":
			t.described(i)
		case t.rel(i) == "obl:unmarked":
			t.given(i)
		case t.rel(i) == "ccomp" && strings.HasPrefix(tag, "NNP"):
			t.addressed(i)
		case t.rel(i) == "compound":
			t.sold(i)
			t.toDeath(i)
			t.compound(i)
		case t.rel(i) == "mark" && tag == "IN" && t.words.Is("adposition", t.lemma(i)):
			t.stranded(i)
		case t.rel(i) == "case" && i > 0 && t.verb(i-1):
			t.particle(i)
		case t.rel(i) == "xcomp" && t.head(i) == i-1:
			t.idiom(i)
		case t.is(i, "obl") && t.head(i) > i:
			t.riding(i)
		case t.is(i, "obl") && t.event(i):
			t.deed(i)
		case t.rel(i) == "compound:prt":
			t.preposed(i)
		case tag == "VBG" && t.rel(i) == "advcl":
			t.consequence(i)
		case tag == "VBN" && t.rel(i) == "nsubj":
			t.reduced(i)
		case t.rel(i) == "conj" && strings.HasPrefix(tag, "NN"):
			t.preempted(i)
			t.listed(i)
		}
	}
}

// content mends a clause that is taken for a relative one though it says what
// a noun reports: in "the claim that Uganda arms the rebels" nothing is left
// for "that" to stand for.
func (t *tree) content(v int) {
	h := t.head(v)
	if h < 0 || t.child(v, "nsubj") < 0 {
		return
	}
	// "claims by residents that", "demands from the rebels that": the claim is
	// what the clause says.
	if g := t.head(h); g >= 0 && t.is(h, "nmod") && t.words.Is("proposition", t.lemma(g)) {
		for _, k := range t.kids[v] {
			if k < v && t.lemma(k) == "that" && g < h && t.preposition(h) == "by" && t.complete(v, k) {
				t.attach(v, g, "acl:relcl")
				break
			}
		}
		h = g
	}
	if !t.words.Is("proposition", t.lemma(h)) {
		return
	}
	for _, k := range t.kids[v] {
		if k < v && t.lemma(k) == "that" {
			if !strings.HasPrefix(t.rel(k), "nsubj") && t.complete(v, k) {
				t.own()
				t.tokens[k].Rel = "mark"
				t.attach(v, h, "acl")
			}
			return
		}
	}
}

// question mends a question whose verb is taken to qualify its subject: "Are the
// rebels attacking the base?"
func (t *tree) question(be int) {
	subj := t.child(be, "nsubj")
	if be > 1 || subj < be {
		return
	}
	v := t.child(subj, "acl")
	if v < subj || t.rel(v) == "acl:relcl" || !t.verb(v) || t.tokens[len(t.tokens)-1].Text != "?" {
		return
	}
	t.attach(v, -1, "root")
	t.attach(subj, v, "nsubj")
	for _, k := range slices.Clone(t.kids[be]) {
		t.attach(k, v, t.rel(k))
	}
	t.attach(be, v, "aux")
	if t.tokens[v].Tag != "VBG" {
		t.tokens[subj].Rel, t.tokens[be].Rel = "nsubj:pass", "aux:pass"
	}
}

// complete tells whether a clause has an object beside its "that", or a verb
// after it that shares one.
func (t *tree) complete(v, that int) bool {
	for _, k := range t.kids[v] {
		switch {
		case k != that && k > v && t.is(k, "obj"), t.rel(k) == "nsubj:pass":
			return true
		case t.is(k, "conj") && t.child(k, "obj") >= 0:
			return true
		}
	}
	return false
}

// modal mends a verb that is taken for a part of its object after a modal:
// "will free 36 prisoners", "could target ships".
func (t *tree) modal(md int) {
	n, v := t.head(md), md+1
	for v < len(t.tokens) && t.tokens[v].Tag == "RB" {
		v++
	}
	if n <= v || !strings.HasPrefix(t.tokens[n].Tag, "NN") || t.head(v) != n || t.child(n, "cop") >= 0 || !t.doing(v) {
		return
	}
	t.own()
	t.tokens[v].Tag = "VB"
	t.attach(v, t.head(n), t.rel(n))
	for _, k := range slices.Clone(t.kids[n]) {
		if k < v || t.rel(k) == "punct" || t.is(k, "conj") && t.verb(k) {
			t.attach(k, v, t.rel(k))
		}
	}
	t.attach(n, v, "obj")
}

// verbal mends a verb that is taken for a noun after a relative pronoun:
// "Iran, which arms the Houthis".
func (t *tree) verbal(w int) {
	v := w + 1
	if v+1 >= len(t.tokens) || t.tokens[v].Tag != "NNS" || t.head(w) != v || !t.doing(v) {
		return
	}
	a := w - 1
	for a >= 0 && (t.tokens[a].Text == "," || t.tokens[a].Tag == "IN") {
		a--
	}
	o := v + 1
	for o < len(t.tokens)-1 && t.cover[o] < 0 && (t.tokens[o].Tag == "DT" || strings.HasPrefix(t.tokens[o].Tag, "JJ")) {
		o++
	}
	if a < 0 || t.cover[a] < 0 || t.cover[o] < 0 {
		return
	}
	o = t.doc.Mentions[t.cover[o]].Head - t.first
	// The pronoun's noun is the subject of the verb that took it.
	if g := t.head(v); g >= 0 && strings.HasPrefix(t.rel(v), "nsubj") {
		if t.head(a) == g {
			t.attach(g, t.head(a), "root")
		}
	}
	t.own()
	t.tokens[v].Tag = "VBZ"
	t.attach(v, a, "acl:relcl")
	t.attach(w, v, "nsubj")
	t.attach(o, v, "obj")
}

// addressed mends a name that is taken for a clause before what it is to do:
// "urged the United Nations to lift".
func (t *tree) addressed(n int) {
	if v := t.head(n); v >= 0 && v < n && t.cover[n] >= 0 && t.demands(v) && t.child(n, "nsubj", "cop") < 0 && t.child(v, "obj") < 0 {
		t.own()
		t.tokens[n].Rel = "obj"
	}
}

// participle mends a verb that is taken for an adjective though it has a
// subject: "gunmen ambushed and killed", "the boat was rammed".
func (t *tree) participle(v int) {
	subj := t.child(v, "nsubj")
	if subj < 0 || subj > v || t.is(v, "amod") {
		return
	}
	stem := strings.TrimSuffix(t.lemma(v), "ed")
	for _, lemma := range []string{stem, stem + "e", stem[:max(0, len(stem)-1)]} {
		if !slices.ContainsFunc(t.words.Frames[lemma], func(f lexicon.Frame) bool { return f.POS == lexicon.Verb && f.With == "" }) {
			continue
		}
		t.own()
		t.tokens[v].Lemma, t.tokens[v].Tag = lemma, "VBD"
		if c := t.child(v, "cop"); c >= 0 {
			t.tokens[v].Tag, t.tokens[c].Rel, t.tokens[subj].Rel = "VBN", "aux:pass", "nsubj:pass"
		}
		return
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

// sold mends a country that is taken for part of the weapon it gets: "sells
// Egypt AW149 helicopters", "has sent Iran missiles".
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
	if m := &t.doc.Mentions[t.cover[n]]; m.Subclass != "Country" || m.Adjective || w < 0 || t.doc.Mentions[w].Class != extract.Weapon {
		return
	}
	t.attach(n, v, "iobj")
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
	for _, k := range slices.Clone(t.kids[h]) {
		if k < i {
			t.attach(k, i, t.rel(k))
		}
	}
	t.attach(v, i, "acl")
	if rel = "obl"; behind == "by" {
		rel = "obl:agent"
	}
	t.attach(h, v, rel)
}

// next mends a verb that is taken for the object of the one it goes on from:
// "funds, arms and trains Hezbollah".
func (t *tree) next(v int) {
	if h := t.head(v); h >= 0 && h < v && t.verb(h) && t.tokens[h].Tag == t.tokens[v].Tag && t.chained(h, v) {
		t.own()
		t.tokens[v].Rel = "conj"
	}
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
	if o < 0 || o > n || t.cover[n] < 0 || t.cover[o] < 0 || t.doc.Mentions[t.cover[n]].Class != extract.Weapon || !t.gives(v) {
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

// compound mends a verb that is taken for the first part of its object, though
// words stand between that never part a compound: "and trains Ukrainian crews".
func (t *tree) compound(v int) {
	n := t.head(v)
	if n < v+2 || t.tokens[v].Tag != "NNS" && t.tokens[v].Tag != "NN" || t.head(v+1) != n || t.cover[v] >= 0 && t.doc.Mentions[t.cover[v]].Form == extract.Name || !t.doing(v) {
		return
	}
	if !t.is(v+1, "amod") && !t.is(v+1, "det") && !t.is(v+1, "nmod:poss") && !t.is(v+1, "nummod") || t.cover[n] < 0 {
		return
	}
	h := t.head(n)
	for h >= 0 && !t.verb(h) {
		h = t.head(h)
	}
	if h < 0 || h > v || v == 0 || t.tokens[v-1].Tag != "CC" && t.tokens[v-1].Text != "," {
		return
	}
	t.own()
	t.tokens[v].Tag = "VBZ"
	t.attach(v, h, "conj")
	for _, k := range slices.Clone(t.kids[n]) {
		if k < v {
			t.attach(k, v, t.rel(k))
		}
	}
	t.attach(n, v, "obj")
}

// stranded mends a preposition that is taken to open a clause, so that what it
// leads to seems to act: "air strikes on Ariha killed", "gangs linked to Chad
// attacked". What stands before it is the verb's subject.
func (t *tree) stranded(p int) {
	v := t.head(p)
	obj, h, rel := t.child(v, "nsubj"), t.head(v), "nsubj"
	if pass := t.child(v, "nsubj:pass"); pass >= 0 && t.child(v, "aux:pass") > pass {
		obj, rel = pass, "nsubj:pass" // "men held by rebels were freed"
	} else if tag := t.tokens[v].Tag; tag != "VBD" && tag != "VBZ" && tag != "VBP" {
		return
	}
	if obj < p || obj > v || h < 0 || h > p || t.leftmost(obj) != p+1 {
		return
	}
	subj := h
	if t.verb(h) {
		if subj = t.child(h, "nsubj", "nsubj:pass"); subj < 0 || subj > h || t.child(h, "obj", "aux") >= 0 || !t.is(v, "advcl") && !t.is(v, "ccomp") && !t.is(v, "xcomp") {
			return
		}
	} else if !t.is(v, "acl") {
		return
	}
	t.attach(v, t.head(h), t.rel(h))
	t.attach(p, obj, "case")
	if subj == h {
		t.attach(obj, h, "nmod")
	} else {
		t.attach(obj, h, "obl")
		t.attach(h, subj, "acl")
		t.tokens[h].Tag = "VBN"
	}
	t.attach(subj, v, rel)
}

// particle mends a particle that is taken for a preposition, where the verb has
// a frame with it: "handed over a hostage", "fought off the rebels".
func (t *tree) particle(p int) {
	v, o := p-1, t.head(p)
	if o < p || t.head(o) != v || !t.is(o, "obl") || t.child(v, "obj") >= 0 || t.passive(v) {
		return
	}
	for _, f := range t.words.Frames[t.lemma(v)] {
		if f.POS == lexicon.Verb && f.With == t.lemma(p) && !slices.Contains(f.Object, f.With) && (slices.ContainsFunc(f.Object, patient) || slices.ContainsFunc(f.Instrument, patient)) {
			t.attach(p, v, "compound:prt")
			t.attach(o, v, "obj")
			return
		}
	}
}

// idiom mends an object that is taken for that of the word which makes an idiom
// with the verb: "let go five guards", "set free a nurse".
func (t *tree) idiom(x int) {
	v, o := t.head(x), t.child(x, "obj")
	if o < x || t.child(v, "obj") >= 0 || t.infinitive(x) {
		return
	}
	if slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool { return f.POS == lexicon.Verb && f.With == t.lemma(x) }) {
		t.attach(o, v, "obj")
	}
}

// toDeath mends an idiom between the verb and its object, which has taken it
// in: "hacked to death nine farmers".
func (t *tree) toDeath(k int) {
	o, v := t.head(k), k-2
	if o < k || v < 0 || t.head(o) != v || !t.verb(v) || t.rel(k-1) != "case" || t.head(k-1) != o || t.child(v, "obj") >= 0 {
		return
	}
	if slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool { return f.POS == lexicon.Verb && f.With == t.lemma(k) }) {
		t.attach(k, v, "obl")
		t.attach(k-1, k, "case")
		t.attach(o, v, "obj")
	}
}

// having mends "having captured the town, the rebels", where the auxiliary is
// taken for the verb.
func (t *tree) having(v int) {
	have := v - 1
	t.attach(v, t.head(have), t.rel(have))
	t.attach(have, v, "aux")
	for _, k := range slices.Clone(t.kids[have]) {
		t.attach(k, v, t.rel(k))
	}
}

// whom mends a relative pronoun that is taken for the subject's determiner: "a
// nurse, whom rebels had abducted".
func (t *tree) whom(w int) {
	subj := t.head(w)
	if v := t.head(subj); v > subj && subj == w+1 && t.rel(v) == "acl:relcl" && t.is(subj, "nsubj") && t.child(v, "obj") < 0 {
		t.attach(w, v, "obj")
	}
}

// preempted mends an object before a comma that is taken for the subject, with
// the subject coordinated: "after freeing the hostages, the rebels left".
func (t *tree) preempted(n int) {
	o := t.head(n)
	if o < 0 || o > n || t.child(n, "cc") >= 0 || !strings.HasPrefix(t.rel(o), "nsubj") {
		return
	}
	v, h := t.leftmost(o)-1, t.head(o)
	if v < 0 || h < n || t.head(v) != h || t.rel(v) != "advcl" || !t.verb(v) || t.child(v, "obj") >= 0 || t.tokens[v].Tag != "VBG" && t.tokens[v].Tag != "VB" {
		return
	}
	if first := t.leftmost(n); t.tokens[first].Text != "," {
		return
	}
	t.attach(n, h, t.rel(o))
	t.attach(o, v, "obj")
}

// told mends a finite verb that is taken for a participle, so that its subject
// seems to be what is said: "said Turkish jets bombed the village".
func (t *tree) told(v int) {
	n := t.head(v)
	if n < 0 || n > v || !t.is(n, "obj") || t.child(v, "obj") < v || t.child(v, "aux", "obl:agent", "nsubj") >= 0 || v == 0 || t.tokens[v-1].Text == "," {
		return
	}
	if h := t.head(n); h >= 0 && t.words.Is("speech", t.lemma(h)) {
		t.own()
		t.tokens[v].Tag = "VBD"
		t.attach(v, h, "ccomp")
		t.attach(n, v, "nsubj")
	}
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

// deed mends phrases that say who does what to whom but are taken for those of
// the verb: "arrested in a raid by police on a flat".
func (t *tree) deed(i int) {
	v, at := t.head(i), i+1
	for _, k := range slices.Clone(t.kids[max(v, 0)]) {
		if v < 0 || k < at || !t.is(k, "obl") || t.leftmost(k) != at {
			continue
		}
		switch t.preposition(k) {
		case "by", "on", "against":
			t.attach(k, i, "nmod")
			at = k + 1
		}
	}
}

// preposed mends a preposition that is taken for a particle, though the object
// stands before it: "seized a boat off Esmeraldas".
func (t *tree) preposed(p int) {
	v := t.head(p)
	if v < 0 || !t.verb(v) || v == p-1 {
		return
	}
	first, second := -1, -1
	for _, k := range t.kids[v] {
		if t.is(k, "obj") && k < p {
			first = k
		} else if t.is(k, "obj") && k > p && second < 0 {
			second = k
		}
	}
	if first < 0 || second < 0 || t.leftmost(second) != p+1 {
		return
	}
	t.attach(p, second, "case")
	t.attach(second, v, "obl")
}

// consequence mends a participle that is taken for what the source did: in
// "the army said rebels shelled the town, wounding a farmer" the rebels did it.
func (t *tree) consequence(v int) {
	h := t.head(v)
	if h < 0 || !t.words.Is("report", t.lemma(h)) || v == 0 || t.tokens[v-1].Text != "," || t.child(v, "mark") >= 0 || t.child(v, "nsubj") >= 0 || !t.harms(v) {
		return
	}
	if c := t.child(h, "ccomp"); c > h && c < v && t.verb(c) && t.harms(c) {
		t.attach(v, c, "advcl")
	}
}

// harms tells whether a verb has a frame of an event that does harm.
func (t *tree) harms(v int) bool {
	return slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && t.words.Is("hostile", f.Predicate)
	})
}

// reduced mends a participle that is taken for the subject with what it
// qualifies below it: "the group, long allied with Iran, could shell".
func (t *tree) reduced(p int) {
	v, subj := t.head(p), t.child(p, "nsubj")
	if v < p || !t.verb(v) || subj < 0 || subj > p || t.child(p, "aux") >= 0 {
		return
	}
	t.attach(subj, v, "nsubj")
	t.attach(p, subj, "acl")
}

// listed mends a noun that is coordinated with the verb, though it follows the
// "and" after another noun: "signed by the Philippines and the United States".
func (t *tree) listed(n int) {
	v, cc := t.head(n), t.child(n, "cc")
	if v < 0 || v > n || !t.verb(v) || cc < 1 || t.child(n, "cop", "nsubj", "case") >= 0 || t.cover[n] < 0 || t.leftmost(n) != cc {
		return
	}
	m := t.cover[cc-1]
	if m < 0 || t.doc.Mentions[m].Class != t.doc.Mentions[t.cover[n]].Class {
		return
	}
	if h := t.doc.Mentions[m].Head - t.first; h > v {
		t.attach(n, h, "conj")
	}
}

// patient tells whether a role is that of a verb's object.
func patient(role string) bool { return role == "obj" || strings.HasPrefix(role, "obj:") }

// leftmost returns the first token below i.
func (t *tree) leftmost(i int) int {
	for len(t.kids[i]) > 0 && t.kids[i][0] < i {
		i = t.kids[i][0]
	}
	return i
}

// doing tells whether a word may be a verb with frames.
func (t *tree) doing(i int) bool {
	return slices.ContainsFunc(t.words.Frames[t.lemma(i)], func(f lexicon.Frame) bool { return f.POS == lexicon.Verb && f.With == "" })
}

// swallowed returns the subject of a finite verb that an adverbial before it
// has taken in: "in a night raid soldiers freed", "on Thursday rebels seized";
// -1 without one.
func (t *tree) swallowed(v int) int {
	switch t.rel(v) {
	case "root", "ccomp", "parataxis":
	default:
		return -1
	}
	if tag := t.tokens[v].Tag; tag == "VB" && t.child(v, "aux") < 0 || tag == "VBG" && t.child(v, "aux") < 0 || t.infinitive(v) {
		return -1
	}
	j := v - 1
	for j >= 0 && (t.head(j) == v && (t.is(j, "aux") || t.is(j, "advmod")) || t.tokens[j].Text == ")") {
		if t.tokens[j].Text == ")" {
			for j > 0 && t.tokens[j].Text != "(" {
				j--
			}
		}
		j--
	}
	for steps := 0; j >= 0 && steps < 4; steps++ {
		m := t.cover[j]
		if m < 0 || t.doc.Mentions[m].Form == extract.Pronoun {
			return -1
		}
		first := t.doc.Mentions[m].First - t.first
		for first > 0 && t.within(first-1, m) {
			first--
		}
		switch p := first - 1; {
		case p < 0, t.mismatched(first, m), strings.HasPrefix(t.tokens[p].Tag, "NN"), t.tokens[p].Tag == "CD", t.tokens[p].Text == ",", t.tokens[p].Tag == "CC":
			return t.doc.Mentions[m].Head - t.first
		case t.rel(p) == "case" && t.lemma(p) == "of" && p > 0:
			j = p - 1 // "rebels of the movement"
		case t.rel(p) == "case" && t.village(first, m):
			return t.doc.Mentions[m].Head - t.first
		default:
			return -1
		}
	}
	return -1
}

// village tells whether a plural mention begins with a town, which the
// preposition before it leads to: "in [Goma rebels] attacked".
func (t *tree) village(first, m int) bool {
	n := &t.doc.Mentions[m]
	h := n.Head - t.first
	if n.Form != extract.Nominal || t.tokens[h].Tag != "NNS" {
		return false
	}
	c := t.cover[first]
	return c >= 0 && c != m && t.doc.Mentions[c].Class == extract.Place && t.doc.Mentions[c].Last-t.first == h && t.tokens[first].Tag != "JJ"
}

// mismatched tells whether a mention begins with the article of another noun:
// "in [a night raid special forces] freed".
func (t *tree) mismatched(first, m int) bool {
	h := t.doc.Mentions[m].Head - t.first
	return t.words.Is("article", t.lemma(first)) && (t.tokens[h].Tag == "NNS" || t.tokens[h].Tag == "NNPS")
}

// within tells whether a token is a determiner or adjective of a mention.
func (t *tree) within(k, m int) bool {
	h := t.doc.Mentions[m].Head - t.first
	return t.head(k) == h && (t.is(k, "det") || t.is(k, "amod") || t.is(k, "nummod") && t.tokens[k].Tag == "CD")
}
