package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// content mends a clause that is taken for a relative one though it says what
// a noun reports: in "the claim that Uganda arms the rebels" nothing is left
// for "that" to stand for.
func (t *tree) content(v int) {
	t.spoken(v)
	h := t.head(v)
	if h < 0 || t.child(v, "nsubj") < 0 || t.rel(v) != "acl:relcl" {
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
	// "informed the public that its troops had freed them"
	if g := t.head(h); g >= 0 && t.is(h, "obj") && t.words.Is("informing", t.lemma(g)) {
		for _, k := range t.kids[v] {
			if k == h+1 && k < v && t.lemma(k) == "that" && !strings.HasPrefix(t.rel(k), "nsubj") && t.complete(v, k) {
				t.own()
				// What one wishes to inform of is so.
				if t.tokens[k].Rel = "mark"; t.rel(g) != "xcomp" {
					t.attach(v, g, "ccomp")
				}
				return
			}
		}
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

// complement mends a clause after "that" that hangs beside the word it belongs to:
// "contrary to reports that rebels took it", "remains unconvinced that they did".
func (t *tree) complement(that int) {
	v := t.head(that)
	if v < that || that == 0 {
		return
	}
	switch k := that - 1; {
	case t.rel(v) == "advcl" && t.tokens[k].Tag[:1] == "N" && t.words.Is("proposition", t.lemma(k)) && k != t.head(v):
		t.attach(v, k, "acl")
	case t.rel(v) == "ccomp" && t.is(k, "xcomp") && t.tokens[k].Tag == "JJ" && t.head(k) == t.head(v):
		t.attach(v, k, "ccomp")
	}
}

// held mends an object that is taken for the subject of what is held of it:
// "arrested a man believed to have trained the gunmen".
func (t *tree) held(v int) {
	h, n := t.head(v), t.child(v, "nsubj")
	if h < 0 || h > n || n != v-1 || !t.verb(h) || t.child(h, "obj") >= 0 || t.child(v, "xcomp") < v || t.child(v, "aux") >= 0 {
		return
	}
	for _, k := range slices.Clone(t.kids[v]) {
		if k < n && (t.is(k, "mark") || t.is(k, "det")) && t.lemma(k) != "that" {
			t.attach(k, n, "det")
		}
	}
	t.attach(n, h, "obj")
	t.attach(v, n, "acl")
	t.tokens[v].Tag = "VBN"
}

// both mends an object that is taken for an adverbial: "asked both Mali and Niger
// for".
func (t *tree) both(w int) {
	k := t.head(w)
	if v := t.head(k); v >= 0 && v == w-1 && t.verb(v) && t.rel(k) == "obl" && t.cover[k] >= 0 && t.preposition(k) == "" && t.child(v, "obj") < 0 {
		t.own()
		t.tokens[k].Rel = "obj"
	}
}

// bracketed tells whether a verb in the past tense is a participle, as a comma
// and nothing but adverbs stand between its noun and it and somebody did it:
// "the group, long branded a gang by Paris, was".
func (t *tree) bracketed(v int) bool {
	j := v - 1
	for j > 0 && t.tokens[j].Tag == "RB" {
		j--
	}
	if j < 1 || t.tokens[j].Text != "," || t.tokens[j-1].Text == "," {
		return false
	}
	if s := t.child(v, "nsubj"); s != j-1 && !(t.cover[j-1] >= 0 && t.cover[j-1] == t.cover[s]) {
		return false
	}
	for k := v + 1; k < len(t.tokens) && t.tokens[k].Text != ","; k++ {
		if t.lemma(k) == "by" && t.rel(k) == "case" {
			n := t.head(k)
			return n > k && (t.head(n) == v || t.is(t.head(n), "obj") && t.head(t.head(n)) == v)
		}
		if t.verb(k) {
			return false
		}
	}
	return false
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
	t.handOver(be, v, func(int) bool { return true })
	t.attach(be, v, "aux")
	if t.tokens[v].Tag != "VBG" {
		t.tokens[subj].Rel, t.tokens[be].Rel = "nsubj:pass", "aux:pass"
	}
}

// complete tells whether a clause has an object beside its "that", what its verb
// takes instead of one ("fired on the vehicles"), or a verb after it that shares
// one.
func (t *tree) complete(v, that int) bool {
	for _, k := range t.kids[v] {
		switch {
		case k != that && k > v && t.is(k, "obj"), t.rel(k) == "nsubj:pass":
			return true
		case t.is(k, "conj") && t.child(k, "obj") >= 0:
			return true
		case k > v && t.is(k, "obl") && slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool {
			return f.POS == lexicon.Verb && f.With == "" && slices.Contains(f.Object, t.preposition(k))
		}):
			return true
		}
	}
	return false
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

// next mends a verb that is taken for the object of the one it goes on from:
// "funds, arms and trains Hezbollah".
func (t *tree) next(v int) {
	if h := t.head(v); h >= 0 && h < v && t.verb(h) && t.tokens[h].Tag == t.tokens[v].Tag && t.chained(h, v) {
		t.own()
		t.tokens[v].Rel = "conj"
	}
}

// restricting mends a relative clause that is taken for one of the main verb:
// "without the shells that Chad has been sending them".
func (t *tree) restricting(that int) {
	v, n := t.head(that), that-1
	subj := t.child(v, "nsubj")
	if v < that || !t.verb(v) || subj < that || t.child(v, "obj", "nsubj:pass", "ccomp") >= 0 || t.doc.Mentions[t.cover[n]].Head-t.first != n || t.head(n) == v {
		return
	}
	// Who is told that something is so is an object before a "that", too.
	if h := t.head(v); t.doc.Mentions[t.cover[n]].Class != extract.Weapon && (t.rel(v) != "ccomp" || h < 0 || t.head(n) != h || !t.is(n, "obj") || t.words.Is("report", t.lemma(h)) || t.words.Is("speech", t.lemma(h)) || t.words.Is("threaten", t.lemma(h))) {
		return
	}
	t.attach(v, n, "acl:relcl")
	t.attach(that, v, "obj")
	t.tokens[that].Tag = "WDT"
}

// whom mends a relative pronoun that is taken for the subject's determiner: "a
// nurse, whom rebels had abducted".
func (t *tree) whom(w int) {
	subj := t.head(w)
	if v := t.head(subj); v > subj && subj == w+1 && t.rel(v) == "acl:relcl" && t.is(subj, "nsubj") && t.child(v, "obj") < 0 {
		t.attach(w, v, "obj")
	}
}

// told mends a finite verb that is taken for a participle, so that its subject
// seems to be what is said: "said Turkish jets bombed the village".
func (t *tree) told(v int) {
	n := t.head(v)
	if n < 0 || n > v || !t.is(n, "obj") || t.child(v, "obj") < v || t.child(v, "aux", "obl:agent", "nsubj") >= 0 || v == 0 || t.tokens[v-1].Text == "," {
		return
	}
	if h := t.head(n); h >= 0 && (t.words.Is("speech", t.lemma(h)) || t.words.Is("belief", t.lemma(h))) {
		t.own()
		t.tokens[v].Tag = "VBD"
		t.attach(v, h, "ccomp")
		t.attach(n, v, "nsubj")
	}
}

// interposed mends what somebody is said to believe within a relative clause, where
// it is taken for a remark on all: "a man who, police believe, shot the judge".
func (t *tree) interposed(v int) {
	first, n := t.leftmost(v), len(t.tokens)
	if t.tokens[first].Text == "," {
		first++
	}
	if first < 2 || v+1 >= n || t.tokens[first-1].Text != "," || t.tokens[v+1].Text != "," || !t.relative(first-2) {
		return
	}
	if r := t.head(first - 2); r > v && t.rel(r) == "acl:relcl" && t.head(v) != r {
		t.attach(v, r, "parataxis")
	}
}

// undertaken mends an infinitive that is taken for what a verb is done for though
// the noun before it says what it is of: "went back on its promise to free them".
func (t *tree) undertaken(v int) {
	to := t.child(v, "mark")
	if to < 2 || t.tokens[to].Tag != "TO" || !strings.HasPrefix(t.tokens[to-1].Tag, "NN") || t.head(to-1) != t.head(v) || !t.is(to-1, "obl") || !t.words.Is("asking", t.lemma(to-1)) {
		return
	}
	t.attach(v, to-1, "acl")
}

// namely mends a clause that says what a noun before it reports: "the rumour that
// went round, namely that rebels had attacked".
func (t *tree) namely(w int) {
	v := t.head(w)
	if v <= w+1 || !t.verb(v) || t.lemma(w+1) != "that" {
		return
	}
	for n := w - 1; n >= 0; n-- {
		if strings.HasPrefix(t.tokens[n].Tag, "NN") && t.words.Is("proposition", t.lemma(n)) {
			t.attach(w+1, v, "mark")
			t.attach(v, n, "acl")
			return
		}
	}
}

// severed mends an of-phrase that a remark between commas parts from the noun that
// it belongs to: "reports, so far without proof, of gunships firing".
func (t *tree) severed(k int) {
	c := t.child(k, "case")
	for j := c - 3; j > 0; j-- {
		if t.tokens[j].Text != "," {
			continue
		}
		if n := j - 1; t.head(k) > j && t.words.Is("proposition", t.lemma(n)) && strings.HasPrefix(t.tokens[n].Tag, "NN") {
			t.attach(k, n, "nmod")
		}
		return
	}
}

// ofApart tells whether a comma stands before an of-phrase.
func (t *tree) ofApart(k int) bool {
	c := t.child(k, "case")
	return c > 3 && t.lemma(c) == "of" && t.tokens[c-1].Text == ","
}

// stated tells whether a that-clause says what the noun before it reports, though
// it hangs on the verb: "fled despite denials that rebels had attacked".
func (t *tree) stated(that int) bool {
	n, v := that-1, t.head(that)
	if v < that || t.rel(v) != "ccomp" || !strings.HasPrefix(t.tokens[n].Tag, "NN") || !t.words.Is("proposition", t.lemma(n)) {
		return false
	}
	h := t.head(v)
	return h >= 0 && h < n && t.head(n) == h && t.is(n, "obl") && !t.words.Is("speech", t.lemma(h)) && !t.words.Is("report", t.lemma(h)) && !t.words.Is("threaten", t.lemma(h))
}
