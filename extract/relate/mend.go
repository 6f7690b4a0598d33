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
	t.moves = append(t.moves, move{k, t.head(k), t.rel(k)})
	t.hang(k, h, rel)
}

func (t *tree) hang(k, h int, rel string) {
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

// handOver hangs those tokens below one that are wanted below another, as what they
// were.
func (t *tree) handOver(from, to int, wanted func(k int) bool) {
	for _, k := range slices.Clone(t.kids[from]) {
		if wanted(k) {
			t.attach(k, to, t.rel(k))
		}
	}
}

// move is what a token hung on before a mend.
type move struct {
	token, head int
	rel         string
}

// settle takes back the moves since the last time if they made a ring of the
// tree, as a mend does that takes a tree for one of its class which is none.
func (t *tree) settle() {
	if slices.ContainsFunc(t.moves, func(m move) bool { return t.rings(m.token) }) {
		for _, m := range slices.Backward(t.moves) {
			t.hang(m.token, m.head, m.rel)
		}
	}
	t.moves = t.moves[:0]
}

// rings tells whether the way up from a token never ends.
func (t *tree) rings(i int) bool {
	for range len(t.tokens) {
		if i = t.head(i); i < 0 {
			return false
		}
	}
	return true
}

// mend repairs the tree.
func (t *tree) mend() {
	for i := range t.tokens {
		t.settle()
		switch tag := t.tokens[i].Tag; {
		case tag == "JJ" && strings.HasSuffix(t.lemma(i), "ed"):
			t.participle(i)
			if t.rel(i) == "acl:relcl" {
				t.content(i)
			}
		case t.rel(i) == "fixed" && strings.EqualFold(t.tokens[i].Text, "them"):
			t.included(i)
		case tag == "VBG" && (t.rel(i) == "ccomp" || t.rel(i) == "parataxis" || t.rel(i) == "root"), tag == "VBN" && t.rel(i) == "ccomp" && t.head(i) > i:
			t.accompanying(i)
		case tag == "VBD" && t.rel(i) == "acl":
			t.attributed(i)
		case tag == "VBD" && t.rel(i) == "ccomp":
			t.perpetrated(i)
		case t.rel(i) == "obl:agent" && t.cover[i] < 0:
			t.medium(i)
		case tag == "VBD" && t.child(i, "nsubj") >= 0 && t.child(i, "nsubj") < i && t.suffers(i):
			t.own()
			t.apposite(i)
			t.tokens[i].Tag, t.tokens[t.child(i, "nsubj")].Rel = "VBN", "nsubj:pass"
		case t.rel(i) == "acl:relcl":
			t.remarked(i)
			t.content(i)
		// "It is doubtful that rebels attacked": the rules take it for what is doubted.
		case t.rel(i) == "csubj" && t.head(i) < i && (t.child(t.head(i), "expl") >= 0 || (t.tokens[t.head(i)].Tag == "JJ" || t.child(t.head(i), "nsubj") >= 0) && t.marked(i, "that")):
			t.attach(i, t.head(i), "ccomp")
		case t.rel(i) == "root" && t.lemma(i) == "be":
			t.question(i)
		case t.rel(i) == "parataxis":
			t.interposed(i)
		case t.rel(i) == "mark" && t.lemma(i) == "that" && i > 0 && t.stated(i):
			t.attach(t.head(i), i-1, "acl")
		case t.rel(i) == "advmod" && t.lemma(i) == "namely":
			t.namely(i)
		case t.is(i, "nmod") && t.ofApart(i):
			t.severed(i)
		case tag == "VB" && (t.rel(i) == "advcl" || t.rel(i) == "xcomp"):
			t.undertaken(i)
		case t.rel(i) == "cop":
			t.unchanged(i)
		case t.rel(i) == "cc:preconj":
			t.both(i)
		case tag == "VBD" && t.rel(i) == "advcl" && t.words.Is("held_to", strings.ToLower(t.tokens[i].Text)):
			t.held(i)
		case tag == "VBD" && t.child(i, "nsubj") >= 0 && t.child(i, "nsubj") < i && t.bracketed(i):
			t.own()
			t.tokens[i].Tag, t.tokens[t.child(i, "nsubj")].Rel = "VBN", "nsubj:pass"
		case tag == "MD" && t.rel(i) == "aux":
			t.modal(i)
		case tag == "WDT" && t.rel(i) == "det":
			t.verbal(i)
		case tag == "WP" && t.rel(i) == "det":
			t.whom(i)
		case tag == "VBN" && t.rel(i) == "acl":
			t.told(i)
			t.attributed(i)
		case tag == "VBN" && i > 0 && t.head(i) == i-1 && t.tokens[i-1].Tag == "VBG" && t.lemma(i-1) == "have":
			t.having(i)
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
			t.contact(i)
			t.sold(i)
			t.toDeath(i)
			t.compound(i)
		case t.rel(i) == "mark" && t.lemma(i) == "that" && i > 0 && t.cover[i-1] >= 0:
			t.restricting(i)
		case t.rel(i) == "mark" && t.lemma(i) == "that":
			t.complement(i)
		case t.lemma(i) == "have" && tag != "VB" && t.rel(i) != "aux":
			t.parted(i)
		case t.rel(i) == "mark" && tag == "IN" && t.words.Is("adposition", t.lemma(i)):
			t.stranded(i)
		case t.rel(i) == "case" && i > 0 && t.verb(i-1):
			t.particle(i)
		case (t.rel(i) == "xcomp" || t.rel(i) == "advmod") && t.head(i) == i-1:
			t.idiom(i)
		case t.rel(i) == "appos" && i > 1, t.rel(i) == "obj" && t.head(i) > 0 && t.lemma(t.head(i)-1) == "as":
			t.dismissed(i)
		case t.is(i, "obl") && t.head(i) > i:
			t.riding(i)
		case (t.is(i, "obl") || t.is(i, "obj")) && t.event(i):
			t.deed(i)
		case t.rel(i) == "compound:prt":
			t.preposed(i)
		case tag == "VBG" && t.rel(i) == "advcl":
			t.consequence(i)
			t.inserted(i)
		case tag == "VBG" && t.rel(i) == "acl":
			t.charge(i)
		case (tag == "VB" || tag == "VBN") && t.rel(i) == "acl" && t.infinitive(i):
			t.taken(i)
		case tag == "VBN" && t.rel(i) == "nsubj":
			t.reduced(i)
		case t.rel(i) == "conj" && t.verb(i):
			t.sequence(i)
			t.shared(i)
		case t.rel(i) == "obj" && t.lemma(i) == "face" && i+2 < len(t.tokens) && t.lemma(i+1) == "to" && t.lemma(i+2) == "face":
			t.attach(i, t.head(i), "advmod") // "will meet face to face"
		case t.rel(i) == "obj" && tag == "PRP":
			t.recipient(i)
		case t.rel(i) == "obj" && strings.HasPrefix(tag, "NN"):
			t.given(i) // "sold Kosovo five drones"
		case t.rel(i) == "conj" && strings.HasPrefix(tag, "NN"):
			t.preempted(i)
			t.listed(i)
			t.specified(i)
			t.parallel(i)
		}
	}
	t.settle()
	t.lists()
	t.clauses()
	t.settle()
}

// included hangs who is "among them" on those that the sentence named before.
func (t *tree) included(them int) {
	p := t.head(them)
	k := t.head(p)
	if p < 2 || t.lemma(p) != "among" || k < them {
		return
	}
	for j := p - 2; j >= 0 && !t.verb(j); j-- {
		if m := t.cover[j]; m >= 0 && t.doc.Mentions[m].Head-t.first == j && (t.doc.Mentions[m].Class == extract.Person || t.cover[them] >= 0 && t.doc.Mentions[m].Entity == t.doc.Mentions[t.cover[them]].Entity) {
			// "four of the men, among them": it is of the four
			if h := t.head(j); h >= 0 && t.is(j, "nmod") && t.quantity(h) {
				j = h
			}
			t.attach(k, j, "nmod")
			return
		}
	}
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
	t.handOver(n, v, func(k int) bool { return k < v })
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
	} else if n := t.qualified(h); n >= 0 && n < h && t.lemma(p) == "by" && obj > p && t.leftmost(obj) == p+1 {
		// "rebels armed and trained by Rwanda took the town"
		t.attach(v, t.head(n), t.rel(n))
		t.attach(p, obj, "case")
		t.attach(obj, h, "obl:agent")
		t.attach(n, v, rel)
		return
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

// qualified returns the noun before a participle that this, or what it is
// coordinated with, qualifies, or -1.
func (t *tree) qualified(v int) int {
	if v < 0 || t.tokens[v].Tag != "VBN" || t.child(v, "aux", "nsubj", "nsubj:pass", "obl:agent", "obj") >= 0 {
		return -1
	}
	for h := t.head(v); t.is(v, "conj") && h >= 0; h = t.head(v) {
		v = h
	}
	if n := t.head(v); n >= 0 && (t.rel(v) == "acl" || t.is(v, "amod") && n < v) && t.cover[n] >= 0 {
		return n
	}
	return -1
}

// contact mends a noun that is taken for part of the subject of the clause that
// qualifies it: "free the fishermen its navy arrested".
func (t *tree) contact(k int) {
	n := t.head(k)
	if n < k+2 || t.tokens[k+1].Tag != "PRP$" || t.head(k+1) != n {
		return
	}
	v := t.child(n, "acl")
	if v < n || t.rel(v) == "acl:relcl" || t.tokens[v].Tag != "VBN" && t.tokens[v].Tag != "VBD" || len(t.under(v, "by")) > 0 {
		return
	}
	t.attach(k, t.head(n), t.rel(n))
	t.handOver(n, k, func(c int) bool { return c < k })
	t.attach(v, k, "acl:relcl")
	t.attach(n, v, "nsubj")
	t.tokens[v].Tag = "VBD"
}

// particle mends a particle that is taken for a preposition, where the verb has
// a frame with it: "handed over a hostage", "fought off the rebels".
func (t *tree) particle(p int) {
	v, o := p-1, t.head(p)
	next := t.child(v, "obj")
	if o < p || t.head(o) != v || !t.is(o, "obl") && o != next || next >= 0 && next != o && (next < o || t.tokens[t.leftmost(next)].Text != "," && t.tokens[max(0, t.leftmost(next)-1)].Text != ",") || t.passive(v) {
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
// with the verb: "let go five guards", "set free a nurse", "tore apart a bus".
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
	if v > 0 && t.tokens[v+1].Tag == "DT" {
		v-- // "burned to the ground two schools"
	}
	if o < k || v < 0 || t.head(o) != v || !t.verb(v) || t.rel(v+1) != "case" || t.head(v+1) != o || t.child(v, "obj") >= 0 {
		return
	}
	if slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool { return f.POS == lexicon.Verb && f.With == t.lemma(k) }) {
		t.attach(k, v, "obl")
		for c := v + 1; c < k; c++ {
			t.attach(c, k, t.rel(c))
		}
		t.attach(o, v, "obj")
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

// listed mends a noun that is coordinated with the verb, though it follows the
// "and" after another noun: "signed by the Philippines and the United States".
func (t *tree) listed(n int) {
	v, cc := t.head(n), t.child(n, "cc")
	if v < 0 || v > n || cc < 1 || t.child(n, "cop", "nsubj", "case") >= 0 || t.cover[n] < 0 || t.leftmost(n) != cc {
		return
	}
	m := t.cover[cc-1]
	// "seized a boat ready to sail and twelve mines"
	if o := t.readied(v); o >= 0 && t.doc.Mentions[t.cover[o]].Class == t.doc.Mentions[t.cover[n]].Class {
		t.attach(n, o, "conj")
		return
	}
	if m < 0 || t.doc.Mentions[m].Class != t.doc.Mentions[t.cover[n]].Class {
		return
	}
	h := t.doc.Mentions[m].Head - t.first
	// "accused the army of killing two soldiers and a nurse"
	if up := t.head(h); h > v && (t.verb(v) || t.is(h, "obj") && up > v && t.verb(up)) {
		t.attach(n, h, "conj")
	}
}

// readied returns the object that an adjective with the infinitive at v qualifies, or -1.
func (t *tree) readied(v int) int {
	a := t.head(v)
	if !t.infinitive(v) || a < 0 || a > v || t.tokens[a].Tag != "JJ" || t.child(v, "obj") >= 0 {
		return -1
	}
	if g := t.head(a); g >= 0 && t.verb(g) {
		if o := t.child(g, "obj"); o > g && o < a && t.cover[o] >= 0 {
			return o
		}
	}
	return -1
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
