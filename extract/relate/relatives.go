package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// before returns the mention that ends right before a relative word, or the
// comma before it, where the tree does not tell the antecedent.
func (t *tree) before(i int) int {
	for k := i - 1; k >= max(0, i-3); k-- {
		switch {
		case t.cover[k] >= 0:
			return t.person(i, t.cover[k])
		case t.tokens[k].Text != "," && t.tokens[k].Tag != "IN":
			return -1
		}
	}
	return -1
}

// person returns the mention m, or where "who" asks for somebody, the person whose
// description ends with it: "the envoy of the United Nations, who".
func (t *tree) person(who, m int) int {
	if l := t.lemma(who); l != "who" && l != "whom" || t.doc.Mentions[m].Class == extract.Person {
		return m
	}
	for _, o := range t.mentions {
		if p := &t.doc.Mentions[o]; p.Class == extract.Person && p.Last == t.doc.Mentions[m].Last {
			return o
		}
	}
	return m
}

// somebody returns the person whose body "who" was hung on, "the head of the
// commission who leads", else the antecedent itself.
func (t *tree) somebody(who, a int) int {
	h := t.head(a)
	if h >= 0 && t.cover[h] < 0 && t.is(h, "appos") {
		h = t.head(h)
	}
	if t.stands(a) && t.acts(t.head(who)) {
		return h // "the plant in Alabama, which turns out missiles"
	}
	if t.lemma(who) != "who" || h < 0 || !t.is(a, "nmod") || t.cover[a] < 0 || t.tokens[a].Tag == "NNS" || t.doc.Mentions[t.cover[a]].Class != extract.Organisation {
		return a
	}
	_, role := t.words.Titles[t.lemma(h)]
	if t.cover[h] >= 0 && t.doc.Mentions[t.cover[h]].Class == extract.Person || t.cover[h] < 0 && role {
		return h
	}
	return a
}

// stands tells whether a noun only says where somebody is, or what makes or does
// something: "the mission in Mali", "a plant near Turin".
func (t *tree) stands(a int) bool {
	h := t.head(a)
	if h < 0 || !t.is(a, "nmod") || t.cover[a] < 0 || t.cover[h] < 0 || t.doc.Mentions[t.cover[a]].Class != extract.Place {
		return false
	}
	switch t.preposition(a) {
	case "in", "near", "at", "outside", "off":
		return t.doc.Mentions[t.cover[h]].Class != extract.Place
	}
	return false
}

// acts tells whether a verb says what only somebody does, or a weapon.
func (t *tree) acts(v int) bool {
	return v >= 0 && t.verb(v) && !t.passive(v) && slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && (t.words.Is("hostile", f.Predicate) || t.words.Is("backing", f.Predicate) || f.Predicate == "produces" || f.Predicate == "uses")
	})
}

// possessor returns the noun that a "whose" stands for, or -1.
func (t *tree) possessor(whose int) int {
	for v, n := t.head(whose), 0; v >= 0 && n < maxSteps; v, n = t.head(v), n+1 {
		if t.is(v, "acl") {
			return t.head(v)
		}
	}
	return -1
}

// antecedent returns the noun that a relative pronoun's clause qualifies.
func (t *tree) antecedent(i int) int {
	for v := t.head(i); v >= 0; v = t.head(v) {
		if t.is(v, "acl") {
			a := t.head(v)
			if t.is(a, "appos") && t.mention(a) < 0 && t.head(a) >= 0 {
				a = t.head(a)
			}
			return t.nearer(i, a)
		}
		if !t.is(v, "conj") && !t.is(v, "xcomp") && !t.is(v, "ccomp") && !t.is(v, "aux") && !t.is(v, "obl") && !t.is(v, "nmod") &&
			!(v == t.head(i) && t.quantity(v)) { // "drones, one of which killed"
			break
		}
	}
	return -1
}

// nearer returns the agent of a passive, where the parser takes a "who" after him for
// its subject: "were seized by men in a boat, who later let them go".
func (t *tree) nearer(who, a int) int {
	v := t.head(a)
	// "Prosecutors are looking into a firm, X, which sold": nothing stands so far off.
	if t.tokens[who].Tag == "WDT" && who > 1 && t.tokens[who-1].Text == "," && t.predicated(a, who) {
		if m := t.before(who); m >= 0 && t.doc.Mentions[m].Class != extract.Place {
			return t.doc.Mentions[m].Head - t.first
		}
	}
	if t.tokens[who].Tag != "WP" || t.rel(a) != "nsubj:pass" || v < a || who < v || t.tokens[who-1].Text != "," {
		return a
	}
	for _, k := range t.under(v, "by") {
		if k > v && k < who && t.cover[k] >= 0 && t.doc.Mentions[t.cover[k]].Class != extract.Weapon {
			return k
		}
	}
	return a
}

// predicated tells whether a finite verb stands between two words, other than that of a
// relative clause.
func (t *tree) predicated(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if tag := t.tokens[k].Tag; (tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD") && !t.is(k, "acl") && (t.head(k) < 0 || !t.is(t.head(k), "acl")) {
			return true
		}
	}
	return false
}

// relative tells whether a token is a relative pronoun.
func (t *tree) relative(i int) bool {
	tag := t.tokens[i].Tag
	return tag == "WDT" || tag == "WP" || t.lemma(i) == "that" && strings.HasPrefix(t.rel(i), "nsubj")
}

// identified returns whom a sentence says to be what the noun at i calls him, the
// antecedent of a relative clause, or i: "X is one of the few envoys whom he met".
func (t *tree) identified(i int) int {
	if i < 0 || t.child(i, "cop") < 0 || t.child(i, "acl:relcl") < i {
		return i
	}
	k := t.child(i, "nsubj")
	if k < 0 || k > i || t.cover[k] < 0 || t.tokens[k].Tag == "EX" || slices.ContainsFunc(t.kids[i], func(c int) bool { return t.lemma(c) == "not" || t.tokens[c].Tag == "MD" }) {
		return i
	}
	a, b := &t.doc.Mentions[t.cover[k]], t.cover[i]
	if a.Form == extract.Pronoun && strings.EqualFold(t.tokens[k].Text, "it") || b >= 0 && (t.doc.Mentions[b].Form == extract.Name || t.doc.Mentions[b].Class != a.Class) {
		return i
	}
	return k
}

// relativised returns the coordinated nouns that a relative pronoun after a
// comma stands for, if its verb does not say that it is only the last: "Armenia
// and Azerbaijan, which had agreed a truce"; nil where it is one.
func (t *tree) relativised(i int) []int {
	if tag := t.tokens[i].Tag; tag != "WDT" && tag != "WP" || i == 0 || t.tokens[i-1].Text != "," {
		return nil
	}
	a := t.antecedent(i)
	if a < 0 {
		return nil
	}
	for steps := 0; t.is(a, "conj") && t.head(a) >= 0 && !t.verb(t.head(a)) && steps < maxSteps; steps++ {
		a = t.head(a)
	}
	if v := t.head(i); v >= 0 {
		for _, k := range append([]int{v}, t.kids[v]...) {
			if t.tokens[k].Tag == "VBZ" || t.lemma(k) == "be" && strings.EqualFold(t.tokens[k].Text, "was") {
				if strings.HasPrefix(t.rel(i), "nsubj") {
					return nil
				}
			}
		}
	}
	all := slices.DeleteFunc(t.coordinated(a), func(k int) bool { return k > i })
	if len(all) < 2 {
		return nil
	}
	return all
}
