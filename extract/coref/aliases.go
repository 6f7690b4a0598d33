package coref

import (
	"strings"

	"sitrep/extract"
)

// otherName is a place where the text gives one naming as another name of one
// before.
type otherName struct {
	naming, of int
	reason     string
}

// seeOtherName notes whether name i is given as another name of one before.
func (c *chains) seeOtherName(i int) {
	m := &c.d.Mentions[i]
	if n := c.aliasOf(i); n != 0 {
		c.others = append(c.others, otherName{m.Chain, n, "also known as"})
	} else if n := c.bracketed(i); n != 0 {
		c.others = append(c.others, otherName{m.Chain, n, "acronym in brackets"})
	}
}

// aliasOf returns the naming that name i is another one for, by the words
// between them ("X, also known as Y", "X (alias Y)"), or 0.
func (c *chains) aliasOf(i int) int {
	m := &c.d.Mentions[i]
	for j := i - 1; j >= max(0, i-5); j-- {
		n := &c.d.Mentions[j]
		if n.Form != extract.Name || n.Sentence != m.Sentence || n.Last > m.First || c.d.Tokens[n.Last].Tag == "POS" || c.nested(j) ||
			n.Class != m.Class && (m.Key != "" || n.Key != "") {
			continue
		}
		from := n.Last
		for k := j + 1; k < i; k++ {
			// "X, a cleric also known as Y", "X, the group's cleric, alias Y"
			if o := &c.d.Mentions[k]; o.Form == extract.Nominal && o.Class == n.Class && o.First == from+1 && c.d.Tokens[from].Text == "," {
				from = c.andOf(k)
				break
			}
		}
		if to := m.First - len(strings.Fields(m.Title)); from < to && c.lex.AliasPhrase(c.d.Tokens[from:to]) {
			return n.Chain
		}
		if n.Class == m.Class {
			return 0
		}
	}
	return 0
}

// bracketed returns the naming of the name that ends before the bracket in
// which the acronym i stands alone, or 0.
func (c *chains) bracketed(i int) int {
	m := &c.d.Mentions[i]
	s := c.d.Sentences[m.Sentence]
	if !acronym(c.all[m.Chain-1]) || m.First == s.First || m.Last >= s.Last {
		return 0
	}
	if b := c.d.Tokens[m.First-1].Text + c.d.Tokens[m.Last].Text; b != "()" && b != "[]" {
		return 0
	}
	for j := i - 1; j >= max(0, i-4); j-- {
		n := &c.d.Mentions[j]
		// "Army (ELN)" is the end of a longer name.
		if n.Last == m.First-1 && n.Class == m.Class && n.Form == extract.Name && !c.bare(n) {
			return n.Chain
		}
	}
	return 0
}

// bare tells whether a name is but a common noun.
func (c *chains) bare(m *extract.Mention) bool {
	_, common := c.lex.Nominals[strings.ToLower(c.d.Tokens[m.First].Text)]
	return m.Last-m.First == 1 && common
}

// acronym tells whether a naming may be one of an organisation.
func acronym(n *naming) bool {
	return n.class == extract.Organisation && !n.noun && len(n.text) >= 2 && n.text == strings.ToUpper(n.text)
}

// undotted is an acronym without its full stops.
func undotted(s string) string { return strings.ReplaceAll(s, ".", "") }

// redefine takes the identity that the gazetteer gives an acronym from it where
// the text gives it as that of another name: "the People's Defence Force (PDF)"
// is not Panama's.
func (c *chains) redefine() {
	for _, o := range c.others {
		a, of := c.all[o.naming-1], c.all[o.of-1]
		if a.key != "" && a.key != of.key && undotted(a.text) == extract.Initials(of.text) {
			a.key = ""
		}
	}
}

// joinOtherNames joins the chains of names that the text gives as one thing's,
// and an acronym to the one name that has its initials. What a gazetteer knows
// to be two things stays two.
func (c *chains) joinOtherNames() {
	// to is the chain that a chain became part of, why the reason.
	to, why := map[int]int{}, map[int]string{}
	root := func(n int) int {
		for to[n] != 0 {
			if up := to[to[n]]; up != 0 {
				to[n] = up // shortens the way for the next
			}
			n = to[n]
		}
		return n
	}
	equate := func(a, b int, reason string) {
		from, n := root(a), root(b)
		if c.list[from-1].key != "" {
			from, n = n, from
		}
		if from != n && c.list[from-1].key == "" {
			to[from], why[from] = n, reason
		}
	}
	for _, o := range c.others {
		equate(c.all[o.naming-1].chain, c.all[o.of-1].chain, o.reason)
	}
	c.others = nil
	byInitials := c.initials()
	for _, n := range c.all {
		if of := byInitials[undotted(n.text)]; of > 0 && n.key == "" && acronym(n) {
			equate(n.chain, of, "its initials")
		}
	}
	for _, n := range c.all {
		reason, joined := why[n.chain]
		if !joined {
			continue
		}
		n.chain, n.joined = root(n.chain), reason
		ch := c.list[n.chain-1]
		if n.class != ch.class {
			n.class, n.subclass = ch.class, ""
		} else if ch.subclass == "" {
			ch.subclass = n.subclass
		}
	}
}

// initials returns the chains of organisations by the initials of their names;
// -1 where two have the same.
func (c *chains) initials() map[string]int {
	out := map[string]int{}
	for _, n := range c.all {
		if n.noun || n.single || n.class != extract.Organisation {
			continue
		}
		s := extract.Initials(n.text)
		if old, ok := out[s]; ok && old != n.chain {
			out[s] = -1
		} else {
			out[s] = n.chain
		}
	}
	return out
}
