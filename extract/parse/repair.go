package parse

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// straighten mends trees that no sentence has: a gerund as the adjective of
// the noun that is its object, and a finite verb under the noun that is its
// subject. words are the tokens of one tree, root its root; it returns the root.
func (r *reduction) straighten(words []int, root int) int {
	for n, k := range words {
		r.gerund(words, k)
		r.perfect(words, k)
		r.overPreposition(words, k)
		r.ownDemand(k)
		if k != root {
			r.coordinateVerb(words, k)
			if n > 0 {
				r.subordinate(words, words[n-1], k)
			}
		}
	}
	if root < 0 {
		return root
	}
	if h := r.tok(root).Head; h >= 0 {
		root = h - r.first // a clause took the noun's place
	}
	return r.verbless(words, root)
}

// overPreposition reads "the commander Abu Mahdi at the airport" where the
// parser makes the name part of the noun after the preposition: it takes that
// noun's place, and the noun hangs on it.
func (r *reduction) overPreposition(words []int, k int) {
	t := r.tok(k)
	if t.Rel != "compound" && t.Rel != "flat" && t.Rel != "nmod:desc" && t.Rel != "amod" || t.Head < k+r.first {
		return
	}
	noun := t.Head - r.first
	over := false
	for _, j := range words {
		over = over || k < j && j < noun && r.tok(j).Head == t.Head && r.tok(j).Rel == "case" && r.tok(j).Tag != "POS"
	}
	n := r.tok(noun)
	if !over || n.Head < 0 {
		return
	}
	r.attach(k, n.Head-r.first, n.Rel)
	r.attach(noun, k, "nmod")
	for _, j := range words {
		if j < k && r.tok(j).Head == noun+r.first {
			r.attach(j, k, r.tok(j).Rel)
		}
	}
}

// ownDemand reads "they demand that the troops leave and threaten to attack
// them", "denied that it hit the camp and accused the rebels": nobody demands to
// be threatened, nor does one deny what one accuses another of.
func (r *reduction) ownDemand(k int) {
	t := r.tok(k)
	if t.Rel != "conj" || t.Head < 0 || !r.evokes(t.Lemma, "threatened", "demanded", "accused", "condemned", "denied") {
		return
	}
	h := r.doc.Tokens[t.Head]
	if h.Rel == "ccomp" && h.Head >= 0 && r.evokes(r.doc.Tokens[h.Head].Lemma, "demanded", "denied") {
		r.attach(k, h.Head-r.first, "conj")
	}
}

// evokes tells whether a verb has a frame of one of the predicates.
func (r *reduction) evokes(lemma string, predicates ...string) bool {
	return slices.ContainsFunc(r.lex.Frames[lemma], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && slices.Contains(predicates, f.Predicate)
	})
}

// intransitive tells whether the lexicon knows a verb, and no object of it, so
// that its participle is no passive.
func (r *reduction) intransitive(lemma string) bool {
	known := false
	for _, f := range r.lex.Frames[lemma] {
		if f.POS != lexicon.Verb {
			continue
		}
		if known = true; slices.Contains(f.Object, "obj") || slices.Contains(f.Subject, "obj") {
			return false
		}
	}
	return known
}

// above returns the nearest ancestor of a token that ok takes, or -1.
func (r *reduction) above(k int, ok func(int) bool) int {
	for steps := 0; steps < len(r.fold) && r.tok(k).Head >= 0; steps++ {
		if k = r.tok(k).Head - r.first; ok(k) {
			return k
		}
	}
	return -1
}

// under tells whether a token hangs below another.
func (r *reduction) under(k, head int) bool {
	return r.above(k, func(h int) bool { return h == head }) >= 0
}

func (r *reduction) verbal(k int) bool { return strings.HasPrefix(r.tok(k).Tag, "VB") }

func (r *reduction) tok(k int) *extract.Token { return &r.doc.Tokens[k+r.first] }

// gerund reads "of bombing his trucks", ", wounding nine nurses" where the
// parser reads "wounding nurses" as it would "surviving nurses".
func (r *reduction) gerund(words []int, k int) {
	t := r.tok(k)
	if t.Tag == "VBG" && k > 0 && (t.Rel == "acl" || t.Rel == "advcl" || t.Rel == "nmod" || t.Rel == "appos") && t.Head >= 0 && t.Head < k+r.first && r.tok(k-1).Text == "," {
		// ", killing four men" says what the sentence's verb did.
		if h := r.above(k, func(h int) bool { return h < k && r.finite(words, h) }); h >= 0 {
			r.attach(k, h, "advcl")
		}
		return
	}
	if t.Tag != "VBG" && t.Tag != "VBN" || t.Rel != "amod" && t.Rel != "compound" || t.Head < 0 {
		return
	}
	noun := t.Head - r.first
	if noun <= k || noun >= len(r.fold) {
		return
	}
	verb := t.Tag == "VBG" && k > 0 && r.tok(k-1).Text == ","
	for _, j := range words {
		// An adjective has no auxiliary and no subject.
		if r.tok(j).Head == k+r.first && (r.tok(j).Rel == "aux" || strings.HasPrefix(r.tok(j).Rel, "nsubj")) {
			r.clauseOf(words, k, noun)
			return
		}
	}
	for j := k + 1; j < noun && t.Tag == "VBG"; j++ {
		if tag := r.tok(j).Tag; r.tok(j).Head == t.Head && (tag == "DT" || tag == "CD" || tag == "PRP$" || tag == "PRP") || r.tok(j).Rel == "nmod:poss" {
			verb = true
		}
	}
	if !verb {
		return
	}
	n := r.tok(noun)
	// Its governor is the nearest verb before it, else what the noun hung on.
	if n.Head < 0 {
		return
	}
	h := r.above(noun, func(h int) bool { return h < k && r.verbal(h) })
	if h < 0 {
		h = n.Head - r.first
	}
	r.attach(k, h, "advcl")
	for _, j := range words {
		if j < k && r.tok(j).Head == noun+r.first {
			rel := r.tok(j).Rel
			if rel == "case" {
				rel = "mark"
			}
			r.attach(j, k, rel)
		}
	}
	r.attach(noun, k, "obj")
	// What was coordinated with the noun by another gerund goes with this one.
	for _, j := range words {
		if j > noun && r.tok(j).Head == noun+r.first && r.tok(j).Tag == "VBG" {
			r.attach(j, k, "conj")
		}
	}
}

// perfect reads "to have executed four members", "and arrested its crew" where
// the parser makes the participle an adjective of what is its object: no
// adjective stands before an article, a number or a possessive.
func (r *reduction) perfect(words []int, k int) {
	t := r.tok(k)
	if t.Tag != "VBN" || t.Rel != "amod" || t.Head < 0 || k == 0 {
		return
	}
	noun := t.Head - r.first
	if noun <= k || noun >= len(r.fold) {
		return
	}
	opened := false
	for j := k + 1; j < noun; j++ {
		if tag := r.tok(j).Tag; r.tok(j).Head == t.Head && (tag == "DT" || tag == "CD" || tag == "PRP$") {
			opened = true
		}
	}
	prev := slices.Index(words, k) - 1
	if !opened || prev < 0 {
		return
	}
	n := r.tok(noun)
	switch p := r.tok(words[prev]); {
	case p.Lemma == "have" && n.Head == words[prev]+r.first && n.Rel == "obj":
		have := words[prev]
		for _, j := range words {
			if r.tok(j).Head == have+r.first && j != noun {
				r.attach(j, k, r.tok(j).Rel)
			}
		}
		if t.Head, t.Rel = p.Head, p.Rel; p.Head < 0 {
			t.Rel = "root"
		}
		r.attach(have, k, "aux")
		r.attach(noun, k, "obj")
	case p.Tag == "CC" && n.Rel == "conj":
		h := r.above(noun, func(h int) bool { return h < k && r.verbal(h) })
		if h < 0 {
			return
		}
		t.Tag = "VBD"
		r.attach(k, h, "conj")
		r.attach(words[prev], k, "cc")
		r.attach(noun, k, "obj")
		for _, j := range words {
			if j > noun && r.tok(j).Head == noun+r.first && strings.HasPrefix(r.tok(j).Tag, "VB") {
				r.attach(j, k, r.tok(j).Rel)
			}
		}
	}
}

// coordinateVerb reads "stormed the palace and detained the president" where
// the parser coordinates the second verb with the first one's object.
func (r *reduction) coordinateVerb(words []int, k int) {
	t := r.tok(k)
	if t.Tag != "VBN" && t.Tag != "VBD" || t.Rel != "conj" || t.Head < 0 || !strings.HasPrefix(r.doc.Tokens[t.Head].Tag, "NN") {
		return
	}
	object := false
	for _, j := range words {
		if r.tok(j).Head != k+r.first {
			continue
		}
		switch rel := r.tok(j).Rel; {
		case strings.HasPrefix(rel, "nsubj"), rel == "obl:agent", strings.HasPrefix(rel, "aux"):
			return
		case (rel == "obj" || rel == "xcomp") && j > k:
			object = true
		}
	}
	if !object {
		return
	}
	if h := r.above(k, r.verbal); h >= 0 && h < k {
		r.attach(k, h, "conj")
		t.Tag = "VBD"
	}
}

// subordinate reads "after Ethiopian troops withdrew" where the parser takes
// the troops for the object of a preposition; noun stands right before the verb k.
func (r *reduction) subordinate(words []int, noun, k int) {
	t, n := r.tok(k), r.tok(noun)
	if t.Tag != "VBD" && t.Tag != "VBZ" && t.Tag != "VBP" || !strings.HasPrefix(n.Tag, "NN") && n.Tag != "PRP" || !strings.HasPrefix(n.Rel, "nmod") && !strings.HasPrefix(n.Rel, "obl") {
		return
	}
	mark := -1
	for _, j := range words {
		switch {
		case r.tok(j).Head == k+r.first && strings.HasPrefix(r.tok(j).Rel, "nsubj"):
			return
		case r.tok(j).Head == noun+r.first && r.tok(j).Rel == "case" && r.lex.Is("subordinator", r.tok(j).Lemma):
			mark = j
		}
	}
	if mark < 0 || n.Head < 0 || n.Head == k+r.first {
		return
	}
	h := r.above(noun, func(h int) bool { return h != k && r.verbal(h) })
	if h < 0 || h >= mark || r.under(h, k) {
		return
	}
	r.attach(k, h, "advcl")
	r.attach(noun, k, "nsubj")
	r.attach(mark, k, "mark")
}

// finite tells whether the token is a finite verb or has an auxiliary.
func (r *reduction) finite(words []int, k int) bool {
	switch r.tok(k).Tag {
	case "VBD", "VBZ", "VBP":
		return true
	case "VB", "VBN", "VBG":
		for _, j := range words {
			if r.tok(j).Head == k+r.first && strings.HasPrefix(r.tok(j).Rel, "aux") {
				return true
			}
		}
	}
	return false
}

// clauseOf puts the verb at k in the place of the noun that is its object.
func (r *reduction) clauseOf(words []int, k, noun int) {
	n := r.tok(noun)
	t := r.tok(k)
	t.Head, t.Rel = n.Head, n.Rel
	if n.Head < 0 {
		t.Rel = "root"
	}
	r.attach(noun, k, "obj")
	for _, j := range words {
		if j < k && r.tok(j).Head == noun+r.first {
			r.attach(j, k, r.tok(j).Rel)
		}
	}
}

// verbless makes a finite verb the root of a tree whose root is a noun without
// a copula: "Chad moved soldiers to the border".
func (r *reduction) verbless(words []int, root int) int {
	if tag := r.tok(root).Tag; !strings.HasPrefix(tag, "NN") && tag != "PRP" {
		return root
	}
	verb, pass := -1, false
	anyFinite := false
	subject := map[int]bool{}
	aux := map[int]bool{}
	object := map[int]bool{}
	agent := map[int]bool{}
	passive := map[int]bool{}
	for _, k := range words {
		t := r.tok(k)
		h := t.Head - r.first
		switch {
		case t.Head == root+r.first && (t.Rel == "cop" || strings.HasPrefix(t.Rel, "nsubj") || t.Rel == "case" || t.Rel == "expl"):
			return root
		case strings.HasPrefix(t.Rel, "nsubj"):
			subject[h] = true
		case strings.HasPrefix(t.Rel, "aux"):
			aux[h] = aux[h] || t.Tag != "TO"
			passive[h] = passive[h] || t.Rel == "aux:pass"
		case t.Rel == "mark" && t.Tag == "TO":
			subject[h] = true
		case t.Rel == "obj" || t.Rel == "xcomp" || t.Rel == "ccomp":
			object[h] = true
		case t.Rel == "obl:agent":
			agent[h] = true
		}
		if t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP" || t.Tag == "MD" {
			anyFinite = true
		}
	}
	for _, k := range words {
		t := r.tok(k)
		if k <= root || subject[k] || !strings.HasPrefix(t.Tag, "VB") || t.Tag == "VBG" || strings.HasPrefix(t.Rel, "aux") || t.Rel == "cop" {
			continue
		}
		finite := t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP" || aux[k] || t.Tag == "VB" && !anyFinite ||
			t.Tag == "VBN" && !anyFinite && !agent[k] && (object[k] || r.intransitive(t.Lemma) || k+1 < len(r.fold) && goesWith(r.lex, t.Lemma, r.tok(k+1).Lemma) && r.tok(k+1).Lemma != "by")
		if finite {
			verb, pass = k, passive[k]
			break
		}
	}
	if verb < 0 {
		return r.coordinate(words, root)
	}
	r.tok(verb).Head, r.tok(verb).Rel = -1, "root"
	if r.tok(verb).Tag == "VBN" && !aux[verb] || r.tok(verb).Tag == "VB" {
		r.tok(verb).Tag = "VBD"
	}
	rel := "nsubj"
	if pass {
		rel = "nsubj:pass"
	}
	for _, k := range words {
		if k > verb && r.tok(k).Head == root+r.first {
			r.attach(k, verb, r.tok(k).Rel)
		}
	}
	r.attach(root, verb, rel)
	return verb
}

// coordinate reads "X and Y were taken" where the parser coordinates X with
// what Y does.
func (r *reduction) coordinate(words []int, root int) int {
	for _, k := range words {
		t := r.tok(k)
		if t.Head != root+r.first || t.Rel != "conj" || !strings.HasPrefix(t.Tag, "VB") {
			continue
		}
		cc, subject := -1, -1
		for _, j := range words {
			switch {
			case r.tok(j).Head != k+r.first || j > k:
			case r.tok(j).Rel == "cc":
				cc = j
			case strings.HasPrefix(r.tok(j).Rel, "nsubj"):
				subject = j
			}
		}
		if cc < 0 || subject < cc || cc == 0 || r.tok(cc-1).Text == "," {
			return root
		}
		t.Head, t.Rel = -1, "root"
		r.attach(root, k, r.tok(subject).Rel)
		r.attach(subject, root, "conj")
		r.attach(cc, subject, "cc")
		return k
	}
	return root
}
