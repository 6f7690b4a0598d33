package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// How far back, in sentences, a phrase may point: by the same noun, and by
// another noun for the kind of thing.
const (
	nominalReach = 12
	kindReach    = 3
	widerReach   = 6
)

// phrase is a common noun phrase and what it says of its head.
type phrase struct {
	mention *extract.Mention
	index   int
	head    string
	// definite phrases point back: "the", "these", "its". Others name something
	// else ("other groups", "a second base"), or, if none, nothing ("no group").
	definite, other, none bool
	// restricted is set where a relative clause says which one is meant.
	restricted bool
	mods       map[string]bool
	owner      int
	number     string
	plural     bool
	// entire phrases count all there are: "all ten attackers".
	entire bool
	// actor is the subject of the clause whose object the phrase is, or 0: a
	// phrase stands for another.
	actor int
}

// nominal resolves a common noun phrase: to what it points back to, or to a
// chain of its own.
func (c *chains) nominal(i int) {
	m := &c.d.Mentions[i]
	p := c.phrase(i)
	if c.d.Tokens[m.Head].Tag == "CD" && m.Last-m.First == 2 && p.definite {
		if n := c.asMany(p); n != 0 {
			c.join(i, n, "as many")
		}
		return
	}
	if n := c.issuer(m); n != 0 {
		c.join(i, n, "who issues it")
		return
	}
	if n := c.named(i); n != 0 {
		c.describe(n, p)
		c.join(i, n, "the name and its kind")
		return
	}
	if n, reason := c.beside(i); n != 0 {
		if reason != "" {
			c.reveal(p, n)
		}
		c.describe(n, p)
		if reason == "" {
			return // only a type before the name: "the tanker Calypso Dawn"
		}
		c.join(i, n, reason)
		return
	}
	if n := c.besideNoun(i); n != 0 {
		c.describe(n, p)
		c.join(i, n, "apposition")
		return
	}
	if n := c.identified(i); n != 0 {
		c.reveal(p, n)
		c.describe(n, p)
		c.join(i, n, "identified as")
		return
	}
	if n := c.predicated(i); n != 0 {
		c.describe(n, p)
		c.join(i, n, "said to be that")
		return
	}
	if c.government(i, p.owner, p.mods, p.definite) {
		return
	}
	if n := c.neighbour(p); n != 0 {
		c.join(i, n, "the other country")
		return
	}
	if n := c.people(i, p); n != 0 {
		c.join(i, n, "a people for its country")
		return
	}
	words := c.office(i)
	n := 0
	if p.owner != 0 {
		n = c.officeOf(p.owner, words)
	}
	if n == 0 && !p.other && !p.none && !p.restricted {
		n = c.theOffice(p, words)
	}
	if n != 0 {
		c.list[n-1].heads[p.head] = true
		c.belongs(n, p.owner)
		c.join(i, n, sameOffice)
		return
	}
	if n := c.counterpart(p); n != 0 {
		c.join(i, n, "the counterpart")
		return
	}
	if n, reason := c.antecedent(p); n != 0 {
		c.belongs(n, p.owner)
		if ch := c.list[n-1]; ch.name == "" || m.Subclass == "City" && len(p.mods) == 0 {
			ch.heads[p.head] = true
		}
		c.opened(p.owner, words, n)
		c.join(i, n, reason)
		return
	}
	n = c.open(&chain{
		class: m.Class, subclass: m.Subclass, heads: map[string]bool{p.head: true},
		mods: p.mods, number: p.number, plural: p.plural, none: p.none, known: p.definite, rank: c.rank(m),
	})
	if !c.opened(p.owner, words, n) {
		c.loose = append(c.loose, n)
	}
	c.belongs(n, p.owner)
	c.nounGender(n, p.head)
	c.join(i, n, firstDescription)
}

// people returns the chain of the country whose people a phrase names where
// they act as only a state or its forces do, or 0: "the Iranians accused".
func (c *chains) people(i int, p phrase) int {
	m := &c.d.Mentions[i]
	if m.Class != extract.Person || !p.definite || m.Last-m.First != 2 || !c.acts(m.Head, 3) {
		return 0
	}
	for _, e := range c.lex.Gazetteer.Lookup(c.d.Tokens[m.Head].Text) {
		if e.Kind == lexicon.Demonym && e.Subclass == "Country" {
			return c.byKey[e.ID]
		}
	}
	return 0
}

// describe keeps what a phrase says of the chain that it stands for.
func (c *chains) describe(n int, p phrase) {
	ch := c.list[n-1]
	ch.heads[p.head] = true
	if ch.mods == nil {
		ch.mods = map[string]bool{}
	}
	for w := range p.mods {
		ch.mods[w] = true
	}
	c.belongs(n, p.owner)
	c.nounGender(n, p.head)
}

// actorOn returns the chain of the subject whose verb mention i is an object of,
// or 0.
func (c *chains) actorOn(i int) int {
	m := &c.d.Mentions[i]
	if rel := c.rel(m.Head); rel != "obj" && rel != "iobj" && rel != "obl" {
		return 0
	}
	subject := c.subject(c.d.Tokens[m.Head].Head)
	for k := i - 1; subject >= 0 && k >= 0 && c.d.Mentions[k].Sentence == m.Sentence; k-- {
		if a := &c.d.Mentions[k]; a.Head == subject && !c.nested(k) {
			return a.Chain
		}
	}
	return 0
}

// phrase describes mention i.
func (c *chains) phrase(i int) phrase {
	m := &c.d.Mentions[i]
	t := c.d.Tokens[m.Head]
	p := phrase{mention: m, index: i, head: t.Lemma, mods: map[string]bool{}}
	p.plural = (plural(t) && (m.Class != extract.Place || !c.lex.Is("one_in_s", strings.ToLower(t.Text))) || c.lex.Is("the_many", t.Lemma)) && !c.lex.Is("collective", t.Lemma)
	// "an [army] patrol" is one of the army that was named.
	p.definite = m.Class == extract.Organisation && m.Last < len(c.d.Tokens) && (m.First == m.Head && c.lex.Is("body", t.Lemma) || c.lex.Is("body", strings.ToLower(c.d.Slice(m.Span)))) && (strings.HasPrefix(c.d.Tokens[m.Last].Tag, "NN") || c.lex.Titles[c.d.Tokens[m.Last].Lemma].Kind == "role") && c.d.Tokens[m.Last].Start < c.d.Sentences[m.Sentence].End && (m.First == 0 || c.d.Tokens[m.First-1].Tag != "POS")
	// "Police arrested two men": there is one, with an article or without.
	if w := strings.ToLower(t.Text); c.lex.Is("body", w) && c.lex.Is("bare", w) {
		p.plural = false // "Police", whatever the tag
	}
	p.definite = p.definite || m.Class == extract.Organisation && m.First == m.Head && !p.plural && c.lex.Is("bare", t.Lemma) && c.lex.Is("body", t.Lemma)
	for j := i + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < m.End; j++ {
		in := &c.d.Mentions[j]
		if partial := in.End < c.d.Tokens[in.Last-1].End; partial {
			continue // "Panama-flagged" owns nothing
		}
		if in.Chain != 0 && in.First > m.Head+1 && c.lex.Is("government", p.head) && in.Form == extract.Name {
			p.owner = in.Chain // "the government of Mali"
			continue
		}
		if in.Chain != 0 && in.First > m.Head+1 && m.Class == extract.Person && in.Form == extract.Name && in.Subclass == "Country" && c.d.Tokens[m.Head+1].Lemma == "of" && c.lex.Is("ruler", p.head) && p.owner == 0 {
			p.owner = in.Chain // "the president of Mali"
			continue
		}
		if in.Chain != 0 && in.Last <= m.Head && (p.owner == 0 || in.Form != extract.Nominal) {
			p.owner = in.Chain
		}
	}
	if p.owner == 0 {
		p.owner = c.possessor(i)
	}
	p.actor = c.actorOn(i)
	// "two of the girls" are not all of them.
	if k := m.First - 1; k > 0 && m.Class != extract.Weapon && c.d.Tokens[k].Lemma == "of" && p.plural && (c.d.Tokens[k-1].Tag == "CD" || c.lex.Is("some", c.d.Tokens[k-1].Lemma)) {
		p.other = true
		return p
	}
	if c.d.Tokens[m.First].Tag == "CD" && m.First+1 < m.Head && c.d.Tokens[m.First+1].Lemma == "of" {
		p.other, p.number = true, strings.ToLower(c.d.Tokens[m.First].Text)
		p.plural = p.plural && p.number != "one"
		return p
	}
	// "the gang that runs the port"
	p.restricted = m.Last < len(c.d.Tokens) && strings.HasPrefix(c.d.Tokens[m.Last].Tag, "W") && slices.ContainsFunc(c.d.Tokens[m.Last:c.sentenceOf(m.Head).Last], func(t extract.Token) bool {
		return t.Head == m.Head && t.Rel == "acl:relcl"
	})
	// "The North's army", whoever that is, is none named before.
	p.other = p.owner == 0 && m.First > 0 && c.d.Tokens[m.First-1].Tag == "POS" && !c.covered[max(0, m.First-2)]
	for k := m.First; k < m.Last; k++ {
		tok := c.d.Tokens[k]
		w := strings.ToLower(tok.Text)
		if k < m.Head && !c.inOwner(i, k) {
			p.other = p.other || c.lex.Is("other", w)
			p.none = p.none || c.lex.Is("none", w)
			// "Its network" of nobody known is no network named before.
			p.other = p.other || p.owner == 0 && tok.Tag == "PRP$"
		}
		switch {
		case k == m.Head:
		case tok.Tag == "CD" && k < m.Head && !c.countsMembers(w):
			p.number = w
			p.plural = p.plural || w != "one" && w != "1" && !c.lex.Is("collective", p.head)
		case k == m.First && w == "all" && c.d.Tokens[k+1].Tag == "CD":
			p.definite, p.entire = true, p.head != "people" // "all ten attackers"
		case c.lex.Is("definite", w) && k < m.Head, w == "'s", w == "’s", w == "'", w == "’":
			p.definite = true
		case c.lex.Is("determiner", w), tok.Tag == "IN", tok.Tag == "POS":
		case k > m.Head && c.inOwner(i, k) && c.lex.Is("government", p.head):
		case k > m.Head:
			p.mods[extract.Fold(tok.Text)] = true
		case c.inOwner(i, k):
		default:
			p.mods[extract.Fold(tok.Text)] = true
		}
	}
	return p
}

// possessor returns the chain of the name that follows a phrase after "of", or
// 0: "the militia of Ahmed Dbeibah".
func (c *chains) possessor(i int) int {
	m := &c.d.Mentions[i]
	if m.Last >= c.d.Sentences[m.Sentence].Last || m.Last != m.Head+1 || c.d.Tokens[m.Last].Lemma != "of" && (m.Class != extract.Person || c.d.Tokens[m.Last].Lemma != "for") {
		return 0
	}
	for j := i + 1; j < len(c.d.Mentions) && c.d.Mentions[j].First <= m.Last+2; j++ {
		if n := &c.d.Mentions[j]; n.First > m.Last && n.Form == extract.Name && n.Sentence == m.Sentence {
			return n.Chain
		}
	}
	return 0
}

// inOwner tells whether a token of mention i belongs to a mention inside it.
func (c *chains) inOwner(i, t int) bool {
	for j := i + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < c.d.Mentions[i].End; j++ {
		if covers(&c.d.Mentions[j], t) {
			return true
		}
	}
	return false
}

// named returns the chain of the name that stands between "the" and the noun
// for its kind, or 0: "the Redut company", but not "a Taliban unit".
func (c *chains) named(i int) int {
	m := &c.d.Mentions[i]
	head := c.d.Tokens[m.Head]
	if plural(head) || !strings.EqualFold(c.d.Tokens[m.First].Text, "the") || !c.lex.Is("generic_organisation", head.Lemma) && !c.lex.Is("kind_noun", head.Lemma) {
		return 0
	}
	for j := i + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < m.End; j++ {
		if n := &c.d.Mentions[j]; n.Form == extract.Name && n.Class == m.Class && n.First == m.First+1 && n.Last == m.Head && n.End == c.d.Tokens[n.Last-1].End && c.d.Tokens[n.Last-1].Tag != "JJ" {
			return n.Chain
		}
	}
	return 0
}

// definite tells whether a phrase speaks of one that is known: "the governor",
// "its governor", "Cauca's governor".
func (c *chains) definite(m *extract.Mention) bool {
	for k := m.First; k <= m.Head; k++ {
		if t := c.d.Tokens[k]; c.lex.Is("definite", strings.ToLower(t.Text)) && k == m.First || t.Tag == "POS" || t.Tag == "PRP$" {
			return true
		}
	}
	return m.First > 0 && c.d.Tokens[m.First-1].Tag == "POS"
}

// roleOf tells whether a phrase says what a person is somewhere: "the governor
// of Cauca", "commander of the brigade", "Iran's president".
func (c *chains) roleOf(m *extract.Mention) bool {
	if m.Class != extract.Person {
		return false
	}
	if c.definite(m) {
		return true
	}
	t := c.d.Tokens[m.Head]
	_, title := c.lex.Titles[extract.Fold(t.Lemma)]
	if m.Head > m.First && !title {
		_, title = c.lex.Titles[extract.Fold(c.d.Tokens[m.Head-1].Lemma+" "+t.Lemma)]
	}
	return (title || c.lex.Is("needs_of", t.Lemma)) && m.Head+1 < len(c.d.Tokens) && (c.d.Tokens[m.Head+1].Lemma == "of" || c.d.Tokens[m.Head+1].Lemma == "for")
}

// predicated returns the chain of the subject that a phrase is predicated of,
// or 0: "He was a colonel", "Karim became governor", "she served as an envoy".
func (c *chains) predicated(i int) int {
	m := &c.d.Mentions[i]
	t := c.d.Tokens[m.Head]
	if plural(t) && (m.Class != extract.Person || c.child(m.Head, "cop") < 0) || m.Subclass == "Country" || c.child(m.Head, "cop") >= 0 && c.child(m.Head, "case") >= 0 {
		return 0 // "was among the dead"
	}
	named := m.Class == extract.Place || m.Class == extract.Weapon // of these, only what has a name
	clause := m.Head
	switch {
	case c.child(m.Head, "cop") >= 0:
	case t.Head >= 0 && (c.lex.Is("become", c.d.Tokens[t.Head].Lemma) && c.rel(m.Head) != "nsubj" ||
		c.lex.Is("serve", c.d.Tokens[t.Head].Lemma) && c.hasCase(m.Head, "as")):
		clause = t.Head
	default:
		return 0
	}
	subject := c.child(clause, "nsubj")
	if subject < 0 || subject > m.First || c.doubted(clause) || c.doubted(m.Head) {
		return 0
	}
	for j := i - 1; j >= max(0, i-6); j-- {
		n := &c.d.Mentions[j]
		if n.Sentence == m.Sentence && n.Chain != 0 && n.Class == m.Class && (n.Form == extract.Name || !named) && n.Head == subject && !c.nested(j) && !n.Overlaps(m.Span) {
			return n.Chain
		}
	}
	return 0
}

// doubted tells whether a clause is denied, asked or only possible.
func (c *chains) doubted(clause int) bool {
	s := c.sentenceOf(clause)
	for t := max(s.First, clause-maxSpan); t < clause; t++ {
		if tok := c.d.Tokens[t]; tok.Head == clause && (c.lex.Is("negation", tok.Lemma) || c.lex.Is("modal", tok.Lemma) || c.lex.Is("condition", tok.Lemma)) {
			return true
		}
	}
	return false
}

func plural(t extract.Token) bool {
	return t.Tag == "NNS" || t.Tag == "NNPS" || strings.HasSuffix(strings.ToLower(t.Text), "men")
}
