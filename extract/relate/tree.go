package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// tree is one sentence with its dependencies and what its tokens mention.
// Tokens are indexed from 0 in the sentence.
type tree struct {
	words    *lexicon.Lexicon
	doc      *extract.Document
	index    int
	first    int
	tokens   []extract.Token
	owned    bool // tokens is a copy
	moves    []move
	kids     [][]int
	mentions []int
	// cover is the mention that a token speaks for: the innermost name, else
	// the nominal that it heads or is part of, else a pronoun; -1 without one.
	cover []int
}

func newTree(lex *lexicon.Lexicon, d *extract.Document, index int, mentions []int) *tree {
	s := d.Sentences[index]
	t := &tree{words: lex, doc: d, index: index, first: s.First, tokens: d.Tokens[s.First:s.Last], mentions: mentions}
	t.kids = make([][]int, len(t.tokens))
	t.cover = make([]int, len(t.tokens))
	for i := range t.tokens {
		t.cover[i] = -1
		if h := t.head(i); h >= 0 {
			t.kids[h] = append(t.kids[h], i)
		}
	}
	// Longer first, so that what stands inside wins; a nominal covers its own
	// words but for the names in it.
	for _, pass := range []extract.Form{extract.Nominal, extract.Pronoun, extract.Name} {
		for _, i := range mentions {
			m := &d.Mentions[i]
			if m.Form != pass {
				continue
			}
			for k := m.First; k < m.Last; k++ {
				whole := m.Start <= d.Tokens[k].Start && d.Tokens[k].End <= m.End
				if whole && (pass != extract.Nominal || k <= m.Head) {
					t.cover[k-s.First] = i
				}
			}
		}
	}
	t.mend()
	return t
}

// head returns the index of a token's head in the sentence, or -1.
func (t *tree) head(i int) int {
	h := t.tokens[i].Head
	if h < 0 {
		return -1
	}
	return h - t.first
}

func (t *tree) rel(i int) string   { return t.tokens[i].Rel }
func (t *tree) lemma(i int) string { return t.tokens[i].Lemma }

// is tells whether a token's relation is rel or a subtype of it.
func (t *tree) is(i int, rel string) bool {
	r := t.tokens[i].Rel
	return r == rel || strings.HasPrefix(r, rel) && len(r) > len(rel) && r[len(rel)] == ':'
}

// child returns the first child in any of the relations, or -1.
func (t *tree) child(i int, rels ...string) int {
	for _, k := range t.kids[i] {
		for _, r := range rels {
			if t.is(k, r) {
				return k
			}
		}
	}
	return -1
}

// preposition returns the case markers of a token: "by", "according to".
func (t *tree) preposition(i int) string {
	for n, k := range t.kids[i] {
		if t.rel(k) == "case" && t.tokens[k].Tag != "POS" {
			// "out of Mali": the second one tells.
			if n+1 < len(t.kids[i]) && t.kids[i][n+1] == k+1 && t.rel(k+1) == "case" && t.tokens[k+1].Tag != "POS" {
				k++
			}
			p := strings.ToLower(t.tokens[k].Text)
			for _, f := range t.kids[k] {
				if t.rel(f) == "fixed" {
					p += " " + strings.ToLower(t.tokens[f].Text)
				}
			}
			return p
		}
	}
	return ""
}

// under returns the tokens attached to i as nominals with the preposition, and
// the one whose preposition stands right after i wherever the parser hung it.
func (t *tree) under(i int, prep string) []int {
	var out []int
	for _, k := range t.kids[i] {
		if (t.is(k, "obl") || t.is(k, "nmod") || t.is(k, "advcl") || t.is(k, "acl") || t.is(k, "advmod")) && t.preposition(k) == prep {
			out = append(out, k)
		}
	}
	if len(out) == 0 && i+2 < len(t.tokens) && t.rel(i+1) == "case" && strings.EqualFold(t.tokens[i+1].Text, prep) {
		if k := t.head(i + 1); k > i+1 && !t.is(k, "conj") && t.preposition(k) == prep {
			out = append(out, k)
		}
	}
	return out
}

// beside returns the nominals with the preposition that hang on an argument of
// the verb, where they could as well hang on the verb: "fired rockets at the
// base", "moved soldiers to the border".
func (t *tree) beside(v int, prep string) []int {
	var out []int
	for _, k := range t.kids[v] {
		if k < v && !t.is(k, "nsubj:pass") || !(t.is(k, "obj") || t.is(k, "iobj") || t.is(k, "obl") || t.rel(k) == "nsubj:pass") {
			continue
		}
		for _, c := range t.coordinated(k) {
			// "flew to Manila a day after a trip to Hanoi"
			if t.is(k, "obl") && t.cover[c] < 0 && t.event(c) {
				continue
			}
			out = t.nested(out, c, prep, 3)
		}
	}
	return out
}

// nested adds the nominals with the preposition below a noun.
func (t *tree) nested(out []int, i int, prep string, depth int) []int {
	for _, n := range t.kids[i] {
		if n < i || !t.is(n, "nmod") {
			continue
		}
		if t.preposition(n) == prep {
			out = append(out, n)
		}
		if depth > 1 {
			out = t.nested(out, n, prep, depth-1)
		}
	}
	return out
}

// event tells whether a token is a noun of an event, not one of a state that
// somebody is in ("in custody").
func (t *tree) event(i int) bool {
	return strings.HasPrefix(t.tokens[i].Tag, "NN") && slices.ContainsFunc(t.words.Frames[t.lemma(i)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Noun && !strings.Contains(f.Object[0], "^")
	})
}

// quantity tells whether a token only counts or groups what its of-phrase
// names: "two of the soldiers", "dozens of rebels".
func (t *tree) quantity(i int) bool {
	return t.tokens[i].Tag == "CD" || t.words.Is("quantity", t.lemma(i))
}

// placeNoun tells whether a token only says what kind of place its of-phrase
// names: "the village of Nerkin Hand".
func (t *tree) placeNoun(i int) bool {
	n, ok := t.words.Nominals[t.lemma(i)]
	return ok && n.Class == extract.Place && n.Subclass != "Site" || t.words.Is("place_part", t.lemma(i))
}

// mention returns the mention that a token stands for, or -1: its own, that of
// a relative pronoun's antecedent, or what its of-phrase names if the token
// only counts.
func (t *tree) mention(i int) int { return t.mentionWithin(i, maxSteps) }

// maxSteps bounds the way from a token to the mention it stands for: a
// relative pronoun may point back to a noun that counts it ("dozens of which").
const maxSteps = 8

func (t *tree) mentionWithin(i, steps int) int {
	if i < 0 || steps == 0 {
		return -1
	}
	if t.tokens[i].Tag == "WP$" {
		return t.mentionWithin(t.possessor(i), steps-1)
	}
	if t.relative(i) {
		if a := t.antecedent(i); a >= 0 {
			return t.mentionWithin(t.somebody(i, a), steps-1)
		}
		return t.before(i)
	}
	if t.cover[i] >= 0 {
		return t.named(t.cover[i])
	}
	if t.lemma(i) == "what" {
		return t.so(i, steps)
	}
	if t.quantity(i) || t.placeNoun(i) {
		for _, k := range t.under(i, "of") {
			if m := t.mentionWithin(k, steps-1); m >= 0 {
				return m
			}
		}
	}
	// "RSF elements": those are of the body
	if t.lemma(i) == "element" || t.lemma(i) == "elements" {
		for _, k := range t.kids[i] {
			if k < i && t.is(k, "compound") && t.cover[k] >= 0 && t.doc.Mentions[t.cover[k]].Class == extract.Organisation {
				return t.cover[k]
			}
		}
	}
	// "blew off both legs of the sergeant"
	if t.words.Is("body_part", t.lemma(i)) {
		for _, k := range append(t.under(i, "of"), t.child(i, "nmod:poss")) {
			if m := t.mentionWithin(k, steps-1); m >= 0 && t.doc.Mentions[m].Class == extract.Person {
				return m
			}
		}
	}
	// "leads the KFOR mission"
	if i > 0 && t.lemma(i) == "mission" && t.cover[i-1] >= 0 {
		if m := &t.doc.Mentions[t.cover[i-1]]; m.Form == extract.Name && m.Subclass == "Military" {
			return t.cover[i-1]
		}
	}
	// "kill the master, Sergei Orlov"
	for _, k := range t.kids[i] {
		if k > i && t.is(k, "appos") && t.cover[k] >= 0 && t.doc.Mentions[t.cover[k]].Form == extract.Name && t.tokens[i+1].Text == "," && !t.event(i) {
			return t.cover[k]
		}
	}
	return -1
}

// so returns what somebody says that the "what" at i is, or -1: "fired what it
// called a missile", "bombed what it described as a camp", "what appeared to be".
func (t *tree) so(i, steps int) int {
	for _, v := range t.kids[i] {
		if !t.is(v, "acl") && !t.is(v, "ccomp") || !t.words.Is("dubbing", t.lemma(v)) {
			continue
		}
		for _, k := range append(t.under(v, "as"), t.child(v, "obj"), t.child(v, "xcomp"), t.child(v, "ccomp")) {
			if k > v && t.lemma(k) != "what" {
				if m := t.mentionWithin(k, steps-1); m >= 0 {
					return m
				}
			}
		}
	}
	return -1
}

// named returns the name that a nominal introduces, where one of its class
// follows at once: "the tanker Calypso Dawn". Else it returns the mention.
func (t *tree) named(m int) int {
	n := &t.doc.Mentions[m]
	if next := n.Last - t.first; n.Form == extract.Nominal && n.Last == n.Head+1 && next < len(t.tokens) && t.cover[next] >= 0 {
		if o := &t.doc.Mentions[t.cover[next]]; o.Form == extract.Name && o.Class == n.Class && o.First == n.Last {
			return t.cover[next]
		}
	}
	return m
}

// coordinated returns a token, those coordinated with it, and those that it
// includes: "five people, including two journalists".
func (t *tree) coordinated(i int) []int {
	if i < 0 {
		return nil
	}
	if all := t.relativised(i); all != nil {
		return all
	}
	if names := t.apposed(i); names != nil {
		return names
	}
	out := []int{i}
	for _, k := range t.kids[i] {
		if t.is(k, "conj") && !t.excepted(k) || k > i && t.is(k, "nmod") && (t.preposition(k) == "including" || t.preposition(k) == "among them") {
			out = append(out, t.coordinated(k)...)
		}
	}
	for _, k := range t.kids[i] {
		out = append(out, t.afterApposition(i, k)...)
	}
	if one := t.counted(i); one >= 0 {
		out = append(out, t.coordinated(one)...)
	}
	if with := t.jointly(i); with >= 0 {
		out = append(out, t.coordinated(with)...)
	}
	return out
}

// afterApposition returns those that a conjunction and a comma join to the
// apposition k of token i, and so to what it says more of: "Orakzai, the local head
// of IS, and two bodyguards".
func (t *tree) afterApposition(i, k int) []int {
	if k < i || !t.is(k, "appos") || t.cover[i] < 0 || t.cover[k] < 0 || t.doc.Mentions[t.cover[i]].Entity != t.doc.Mentions[t.cover[k]].Entity {
		return nil
	}
	var out []int
	for _, o := range t.kids[k] {
		if cc := t.child(o, "cc"); t.is(o, "conj") && cc > k && t.tokens[cc-1].Text == "," && t.cover[o] >= 0 && !t.excepted(o) {
			out = append(out, t.coordinated(o)...)
		}
	}
	return out
}

// jointly returns who or what is named with the token, or -1: "the mayor along
// with two guards", "frigates, together with a tanker,".
func (t *tree) jointly(i int) int {
	k := i + 1
	if m := t.cover[i]; m >= 0 {
		k = t.doc.Mentions[m].Last - t.first
	}
	if k < len(t.tokens) && t.tokens[k].Text == "," {
		k++
	}
	switch {
	case k+3 < len(t.tokens) && t.lemma(k) == "as" && t.lemma(k+1) == "well" && t.lemma(k+2) == "as":
		k++
	case k+2 >= len(t.tokens) || t.lemma(k) != "along" && t.lemma(k) != "together" || t.lemma(k+1) != "with":
		return -1
	}
	if n := t.head(k + 1); n > k+1 && t.cover[n] >= 0 && n != i {
		return n
	}
	return -1
}

// apposed returns the names that stand in apposition to a plural noun: "two men,
// Philip Khan and Omar Said, were"; nil where there is one at most.
func (t *tree) apposed(i int) []int {
	if t.tokens[i].Tag != "NNS" || t.cover[i] < 0 || i+1 >= len(t.tokens) || t.tokens[i+1].Text != "," {
		return nil
	}
	for _, k := range t.kids[i] {
		if k < i || !t.is(k, "appos") || t.cover[k] < 0 {
			continue
		}
		names := t.coordinated(k)
		for _, n := range names {
			if m := t.cover[n]; m < 0 || t.doc.Mentions[m].Form != extract.Name || t.doc.Mentions[m].Class != t.doc.Mentions[t.cover[i]].Class {
				return nil
			}
		}
		if len(names) > 1 {
			return names
		}
	}
	return nil
}

// counted returns who is said to be one of those that the token names, or -1:
// "a nurse was among those abducted", "one of those killed was a priest".
func (t *tree) counted(i int) int {
	top := i
	switch prep, h := t.preposition(i), t.head(i); {
	case prep == "among":
	case prep == "of" && t.is(i, "nmod") && h >= 0 && t.lemma(h) == "one" && t.lemma(i) == "those":
		top = h
	default:
		return -1
	}
	if t.child(top, "cop") >= 0 {
		return t.child(top, "nsubj")
	}
	if h := t.head(top); h >= 0 && t.is(top, "nsubj") && t.child(h, "cop") >= 0 {
		return h
	}
	return -1
}

// excepted tells whether a nominal is what a coordination leaves out: "every
// town but Tame", "the army but not the police", "the camp rather than the town".
func (t *tree) excepted(k int) bool {
	cc := t.child(k, "cc")
	if cc < 0 || t.verb(k) {
		return false
	}
	switch t.lemma(cc) {
	case "rather", "instead":
		return true
	case "but":
	default:
		return false
	}
	also := t.child(k, "advmod")
	return also < 0 || t.lemma(also) != "also"
}

// possessed tells whether a noun opens a relative clause as what somebody has, so
// that nothing is left out of the clause: "whose battalions fought".
func (t *tree) possessed(n int) bool {
	k := t.child(n, "nmod:poss")
	return k >= 0 && t.tokens[k].Tag == "WP$"
}
