package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// clauses mends clauses that the parser hangs on the wrong word, or takes for
// phrases.
func (t *tree) clauses() {
	for i := 0; i+1 < len(t.tokens); i++ {
		t.settle()
		switch tag := t.tokens[i].Tag; {
		case i < 2 && (tag == "VBN" || tag == "VBD") && t.rel(i) != "root":
			t.befell(i)
		case t.rel(i) == "obj" && (tag == "JJ" || tag == "NN"):
			t.captive(i)
		case t.rel(i) == "root" && tag == "VBN" && i > 0 && t.tokens[i-1].Text == ",":
			t.backed(i)
		case tag == "WP" && i > 0 && t.lemma(i) == "what":
			t.termed(i)
		case (tag == "WDT" || tag == "WP") && i > 1 && t.tokens[i-1].Tag == "IN" && t.tokens[i-2].Text == ",":
			t.wherein(i)
		case t.lemma(i) == "that" && t.rel(i) == "obj" && t.is(t.head(i), "ccomp") && t.complete(t.head(i), i): // "told X that rebels killed Y"
			t.own()
			t.tokens[i].Rel = "mark"
		case t.lemma(i) == "that" && t.rel(i) == "mark":
			t.borne(t.head(i))
		case t.lemma(i) == "those" && t.tokens[i+1].Tag == "VBN":
			t.among(i + 1)
		case t.rel(i) == "case" && t.lemma(i) == "by":
			t.agent(t.head(i))
		case t.rel(i) == "acl:relcl" && (tag == "VBD" || tag == "VBN"):
			t.tailing(i)
			t.swallowing(i)
		case i > 1 && t.tokens[i-1].Text == "," && (tag == "VBN" || tag == "VBD") && t.serial(i):
		case t.rel(i) == "acl" && t.words.Is("objectless", t.lemma(i)) && (tag == "VBN" || tag == "VBD"):
			t.perished(i)
		case t.rel(i) == "xcomp" && (tag == "VBD" || tag == "VBN"):
			t.dubbed(i)
		case (t.rel(i) == "ccomp" || t.rel(i) == "parataxis" || t.rel(i) == "advcl") && tag != "VBG" && t.verb(i) && t.head(i) >= 0 && t.rel(t.head(i)) == "root" && t.child(i, "aux", "cop") >= 0 && t.child(t.head(i), "nsubj") == t.head(i)-1:
			t.raced(i)
		case t.rel(i) == "advcl" && tag == "VBG":
			t.riders(i)
			t.qualifying(i)
		case t.rel(i) == "acl" && (tag == "VBN" || tag == "VBD" || tag == "VBG"):
			t.qualifying(i)
		case t.rel(i) == "advcl":
			t.claimedBy(i)
			t.tailing(i)
			t.upward(i)
		case t.rel(i) == "conj" && t.verb(i):
			t.resumed(i)
			t.adjoining(i)
			t.elliptic(i)
			t.alternative(i)
		case t.rel(i) == "obl" && i > 2:
			t.nearly(i)
		case t.is(i, "nmod"):
			t.accusation(i)
			t.mastered(i)
		}
	}
}

// termed puts what something is called in the place of the clause that calls it
// so: "hit by what officials described as a car bomb", "by what appeared to be".
func (t *tree) termed(what int) {
	v := what + 1
	for v < len(t.tokens) && v-what < 8 && !t.verb(v) {
		v++
	}
	if v >= len(t.tokens) || !t.verb(v) || !t.words.Is("regard", t.lemma(v)) && !t.words.Is("consider", t.lemma(v)) && !t.words.Is("held_to", t.tokens[v].Text) {
		return
	}
	at := v + 1
	for at < len(t.tokens) && (t.tokens[at].Tag == "TO" || t.lemma(at) == "as" || t.lemma(at) == "be") {
		at++
	}
	c, ok := t.conjunct(at)
	if !ok && at+2 < len(t.tokens) && t.tokens[at].Tag == "RB" { // "as domestically produced missiles"
		c, ok = t.conjunct(at + 2)
	}
	p := what - 1
	// "what it called China's attack": it is the attack that is called so.
	if !ok || t.verb(c.head) || c.end < len(t.tokens) && t.tokens[c.end].Tag == "POS" {
		return
	}
	g, rel := p, "obj"
	if t.tokens[p].Tag == "IN" {
		rel = "obl"
		for g = p - 1; g >= 0 && p-g < 8 && !t.verb(g) && !t.event(g); g-- {
		}
		if g >= 0 && t.event(g) && !t.verb(g) {
			rel = "nmod"
		}
	}
	if g < 0 || rel != "nmod" && !t.verb(g) {
		return
	}
	if g == c.head || t.beneath(g, c.head) {
		return
	}
	t.attach(c.head, g, rel)
	for _, k := range slices.Clone(t.kids[c.head]) {
		if k < at {
			t.attach(k, v, "mark")
		}
	}
	t.handOver(v, g, func(k int) bool { return k > c.head })
	t.attach(v, c.head, "acl:relcl")
	t.attach(what, v, "obj")
	if rel != "obj" {
		t.attach(p, c.head, "case")
	}
}

// wherein hangs a clause on the event in which it happens, that is nothing but
// added to the one before: "an attack on a bar, in which three people died".
func (t *tree) wherein(w int) {
	v := w + 1
	for v < len(t.tokens) && v-w < 12 && !strings.HasPrefix(t.tokens[v].Tag, "VB") {
		v++
	}
	if v >= len(t.tokens) || !t.verb(v) {
		return
	}
	if h := t.head(v); t.is(v, "aux") || t.is(v, "cop") {
		v = h
	}
	h := t.head(v)
	if v < w || h < 0 || h > w || t.rel(v) == "acl:relcl" || t.lemma(w-1) != "in" && t.lemma(w-1) != "during" {
		return
	}
	n := -1
	for k := w - 3; k >= 0 && w-k < 14; k-- {
		if t.event(k) {
			n = k
			break
		}
		if t.verb(k) {
			break
		}
	}
	switch {
	case n >= 0:
		t.attach(v, n, "acl:relcl")
		t.attach(w, v, "obl")
		t.attach(w-1, w, "case")
	case t.verb(h) && t.is(v, "advcl"):
		t.attach(v, h, "conj")
		t.attach(w, v, "dep")
	}
}

// claimedBy hangs a participle that says whose an event is on that event: "were killed in
// an ambush on a patrol in Chad claimed by rebels".
func (t *tree) claimedBy(v int) {
	h := t.head(v)
	if h < 0 || h > v || !t.verb(h) || t.child(v, "nsubj", "aux", "mark", "obj") >= 0 || t.tokens[v].Tag != "VBD" && t.tokens[v].Tag != "VBN" || t.tokens[v-1].Text == "," {
		return
	}
	if by := len(t.under(v, "by")) > 0; t.lemma(v) == "claim" && !by || t.lemma(v) != "claim" && (!t.words.Is("attribute", t.lemma(v)) || len(t.under(v, "to"))+len(t.under(v, "on")) == 0) {
		return
	}
	for _, k := range append(t.under(h, "in"), t.under(h, "by")...) {
		if k < v && t.event(k) {
			t.own()
			t.tokens[v].Tag = "VBN"
			t.attach(v, k, "acl")
			return
		}
	}
}

// tailing mends the source at a sentence's end that is taken for a relative
// clause: "..., a source close to the family told the paper".
func (t *tree) tailing(v int) {
	n := t.child(v, "nsubj")
	if n < 0 || n > v || t.relative(n) || t.head(v) > n || t.child(v, "mark", "obj") >= 0 || !t.words.Is("speech", t.lemma(v)) && (!t.words.Is("established_by", t.lemma(v)) || v+1 < len(t.tokens) && t.tokens[v+1].Tag != ".") {
		return
	}
	first := t.leftmost(n)
	if first == 0 || t.tokens[first-1].Text != "," || slices.ContainsFunc(t.kids[v], func(k int) bool { return t.relative(k) || t.is(k, "ccomp") }) {
		return
	}
	for k := v + 1; k < len(t.tokens); k++ {
		if tag := t.tokens[k].Tag; tag == "VBD" || tag == "VBZ" || tag == "VBP" {
			return
		}
	}
	top := t.head(v)
	for steps := 0; t.head(top) >= 0 && steps < 40; steps++ {
		top = t.head(top)
	}
	if top != v && top < first {
		t.attach(v, top, "parataxis")
	}
}

// upward hangs a clause of time on the verb, where the parser takes it for that of
// an adjective: "suffered wounds, two of them grave, when rebels attacked".
func (t *tree) upward(v int) {
	h := t.head(v)
	if h < 0 || h > v || t.verb(h) || t.child(h, "cop", "nsubj") >= 0 || !strings.HasPrefix(t.tokens[h].Tag, "JJ") || !t.is(h, "amod") && !t.is(h, "appos") {
		return
	}
	first := t.leftmost(v)
	if first > 0 && t.tokens[first].Text == "," {
		first++
	}
	switch t.lemma(first) {
	case "when", "after", "as", "while":
	default:
		return
	}
	for h >= 0 && !t.verb(h) {
		h = t.head(h)
	}
	if h >= 0 && h < v {
		t.attach(v, h, "advcl")
	}
}

// resumed mends a verb that goes on from the one before its object, but is
// coordinated with that: "knocked out two plants and set ablaze a silo".
func (t *tree) resumed(v int) {
	n, cc := t.head(v), t.child(v, "cc")
	if n < 0 || n > v || t.verb(n) || t.child(n, "cop", "nsubj") >= 0 || cc < 0 || cc > v || t.child(v, "nsubj", "nsubj:pass", "aux") >= 0 || t.tokens[v].Tag == "VBG" {
		return
	}
	if !t.is(n, "obj") && !t.is(n, "obl") || t.child(v, "obj") < v {
		return
	}
	if h := t.head(n); h >= 0 && t.verb(h) && h < n && !t.infinitive(h) {
		t.attach(v, h, "conj")
		if t.tokens[v].Tag == "VB" && t.tokens[h].Tag == "VBD" && t.words.Is("invariant", t.lemma(v)) {
			t.tokens[v].Tag = "VBD"
		}
	}
}

// adjoining hangs a verb on the one right before its "and", where the parser takes
// one further up: "rejects claims that it harbours and arms the rebels".
func (t *tree) adjoining(v int) {
	h, u := t.head(v), v-2
	if h < 0 || u <= h || !t.verb(u) || t.child(v, "cc") != v-1 || t.tokens[u].Tag != t.tokens[v].Tag || t.child(v, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark") >= 0 || !t.beneath(u, h) {
		return
	}
	t.attach(v, u, "conj")
}

// captive mends what somebody is taken or shot as, which has taken him in: "took the
// captain hostage", "shot two of them dead".
func (t *tree) captive(k int) {
	v := t.head(k)
	if v < 0 || v > k || !slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && f.With == t.lemma(k) && slices.ContainsFunc(f.Object, patient)
	}) {
		return
	}
	for n := k - 1; n > v; n-- {
		if t.head(n) != k || t.is(n, "det") {
			continue
		}
		if m := t.mention(n); m < 0 || t.doc.Mentions[m].Class != extract.Person && t.doc.Mentions[m].Class != extract.Organisation {
			return
		}
		t.attach(n, v, "obj")
		t.handOver(k, n, func(c int) bool { return c < n })
		t.own()
		t.tokens[k].Rel = "xcomp"
		return
	}
}

// alternative hangs a verb after "or" on the one that is said or denied before:
// "denied that its troops had shelled the town or burned its market".
func (t *tree) alternative(v int) {
	h, cc := t.head(v), t.child(v, "cc")
	if h < 0 || h > v || !t.verb(h) || cc < 0 || cc > v || t.lemma(cc) != "or" && t.lemma(cc) != "nor" || t.child(v, "nsubj", "nsubj:pass") >= 0 {
		return
	}
	for _, c := range t.kids[h] {
		if c > h && c < cc && t.verb(c) && (t.is(c, "ccomp") || t.is(c, "xcomp")) {
			t.attach(v, c, "conj")
			return
		}
	}
}

// serial mends the second of three verbs that follow each other with their
// objects: "has bombed a church, burned a mill and killed a nun", where the
// object before is taken for what it qualifies or for its subject.
func (t *tree) serial(v int) bool {
	if o := t.child(v, "obj"); o < v || t.child(v, "aux", "mark") >= 0 {
		return false
	}
	h := t.head(v)
	if h < 0 || h > v {
		return false
	}
	n := t.child(v, "nsubj")
	// "claimed to have shot down a jet, captured a base and killed its commander"
	if c := t.child(h, "xcomp"); t.rel(v) == "parataxis" && n < 0 && t.verb(h) && c > h && c < v && t.infinitive(c) && t.child(c, "aux") >= 0 {
		t.attach(v, c, "conj")
		return true
	}
	switch rel := t.rel(v); {
	case rel == "acl" && n < 0 && t.is(h, "obj"):
		if n, h = h, t.head(h); h < 0 || !t.verb(h) || h > n {
			return false
		}
	case (rel == "parataxis" || rel == "ccomp" || rel == "conj") && n > h && n < v && t.verb(h) && t.child(h, "obj") < 0 && t.doing(h) && !t.words.Is("speech", t.lemma(h)) && t.leftmost(n) == h+1:
	default:
		return false
	}
	// A third goes on from it: without one it may qualify the object.
	if next := t.child(v, "conj"); t.rel(v) == "acl" && (next < 0 || !t.verb(next)) && !slices.ContainsFunc(t.kids[h], func(k int) bool { return k > v && t.is(k, "conj") && t.verb(k) }) {
		return false
	}
	t.attach(v, h, "conj")
	t.attach(n, h, "obj")
	t.tokens[v].Tag = "VBD"
	return true
}

// borne mends a relative clause that is taken for what its noun says: in "the
// siege that the army laid to the town" the verb only carries the noun.
func (t *tree) borne(v int) {
	if v < 0 || t.rel(v) != "acl" || !t.words.Is("light", t.lemma(v)) || t.child(v, "nsubj") < 0 || t.child(v, "obj") >= 0 || !t.event(t.head(v)) {
		return
	}
	t.own()
	t.tokens[v].Rel = "acl:relcl"
}

// among mends the inversion that names whom something was done to: "among those
// killed by the gang were a judge and a guard", "those killed included a judge".
func (t *tree) among(v int) {
	those := v - 1
	be := v + 1
	for be < len(t.tokens) && be-v < 20 && t.tokens[be].Tag != "VBD" && t.tokens[be].Tag != "VBP" && t.tokens[be].Tag != "VBZ" {
		be++
	}
	if be >= len(t.tokens) || !t.verb(be) {
		return
	}
	inverted := those > 0 && strings.EqualFold(t.tokens[those-1].Text, "among")
	if lemma := t.lemma(be); lemma != "be" && lemma != "include" || inverted != (lemma == "be") {
		return
	}
	c, ok := t.conjunct(be + 1)
	if !ok {
		return
	}
	top := be
	if h := t.head(be); h == c.head {
		top = h
	}
	if t.is(be, "acl") && t.head(be) > be { // below the last of a list
		top = c.head
	}
	if top == those || top == v || t.beneath(top, v) || t.beneath(top, those) {
		return
	}
	t.attach(v, t.head(top), t.rel(top))
	t.attach(c.head, v, "nsubj:pass")
	t.attach(be, v, "aux:pass")
	t.attach(those, c.head, "dep")
	for _, x := range []int{be, c.head, those} {
		for _, k := range slices.Clone(t.kids[x]) {
			if t.rel(k) == "parataxis" || t.rel(k) == "punct" || t.is(k, "advcl") || x == be || x == those {
				if k != c.head && k != v {
					t.attach(k, v, t.rel(k))
				}
			}
		}
	}
}

// swallowing gives a sentence its verb back that the relative clause on its subject
// took in with its own object: "The mine that killed the engineers had been laid by".
func (t *tree) swallowing(v int) {
	n, c, w := t.head(v), t.child(v, "ccomp"), t.child(v, "nsubj")
	if n < 0 || c < v || w < 0 || !t.relative(w) || w > v || t.child(v, "obj", "aux:pass") >= 0 || t.words.Is("speech", t.lemma(v)) || t.words.Is("report", t.lemma(v)) || t.child(c, "mark") >= 0 {
		return
	}
	if t.rel(n) != "root" && t.rel(n) != "ccomp" || !strings.HasPrefix(t.tokens[n].Tag, "NN") || t.child(n, "cop") >= 0 || !t.verb(c) {
		return
	}
	o := t.child(c, "nsubj", "nsubj:pass")
	if o < v || t.leftmost(o) != v+1 || len(t.words.Frames[t.lemma(v)]) == 0 {
		return
	}
	rel := t.rel(o)
	t.attach(c, t.head(n), t.rel(n))
	t.attach(o, v, "obj")
	t.attach(n, c, rel)
	t.handOver(n, c, func(k int) bool { return t.rel(k) == "punct" || t.rel(k) == "parataxis" })
}

// befell mends the inversion that opens with what was done: "Killed in the raid were
// the mayor and a guard", "Also wounded was a nun".
func (t *tree) befell(v int) {
	if v > 1 || t.tokens[v].Tag != "VBN" && t.tokens[v].Tag != "VBD" || t.child(v, "nsubj", "nsubj:pass", "obj") >= 0 {
		return
	}
	be := v + 1
	for be < len(t.tokens) && be-v < 24 && !(t.lemma(be) == "be" && t.verb(be) && t.rel(be) != "aux:pass" && (t.head(be) < 0 || t.head(be) > be || t.rel(be) == "root")) {
		be++
	}
	if be >= len(t.tokens) || be-v >= 24 {
		return
	}
	c, ok := t.conjunct(be + 1)
	if !ok || t.verb(c.head) {
		return
	}
	top := c.head
	for h := t.head(top); h >= 0 && !t.verb(h); h = t.head(top) {
		top = h
	}
	if t.beneath(top, v) {
		return
	}
	rel, up := "root", -1
	t.attach(v, up, rel)
	if top != c.head && !t.beneath(c.head, c.head) {
		t.attach(c.head, v, "nsubj:pass")
	}
	t.attach(top, v, "nsubj:pass")
	t.attach(be, v, "aux:pass")
}
