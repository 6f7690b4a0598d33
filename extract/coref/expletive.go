package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// eventive tells whether "it" stands for what happened or was said: "denied
// it", "a role in it". Such an "it" is no entity.
func (c *chains) eventive(m *extract.Mention) bool {
	if m.Head < 0 || !strings.EqualFold(c.d.Tokens[m.Head].Text, "it") {
		return false
	}
	t := c.d.Tokens[m.Head]
	if c.hasCase(m.Head, "behind") && c.child(m.Head, "cop") >= 0 {
		return true // "who was behind it"
	}
	if t.Head < 0 {
		return false
	}
	switch c.rel(m.Head) {
	case "obj":
		if next := m.Head + 1; next < c.sentenceOf(m.Head).Last && verbal(c.d.Tokens[next].Tag) {
			return false // "denied it had"
		}
		return c.lex.Is("proposition_verb", c.d.Tokens[t.Head].Lemma)
	case "nmod", "obl":
		return c.hasCase(m.Head, "about", "under", "during") ||
			c.hasCase(m.Head, "into") && c.lex.Is("inquire_verb", c.d.Tokens[t.Head].Lemma) ||
			c.hasCase(m.Head, "with") && (c.d.Tokens[t.Head].Lemma == "do" || c.d.Tokens[t.Head].Lemma == "nothing") ||
			c.hasCase(m.Head, "in", "of", "for", "behind") && (c.lex.Is("part_noun", c.d.Tokens[t.Head].Lemma) || c.lex.Is("proposition_verb", c.d.Tokens[t.Head].Lemma))
	}
	return false
}

// pleonastic tells whether "it" points to nothing: "it was a week of ...",
// "it is unclear whether ...".
func (c *chains) pleonastic(m *extract.Mention) bool {
	t := c.d.Tokens[m.Head]
	if t.Lemma != "it" && !strings.EqualFold(t.Text, "it") {
		return false
	}
	if t.Rel == "expl" && t.Head >= 0 && c.rel(t.Head) == "acl" && strings.HasPrefix(c.d.Tokens[m.First-1].Tag, "W") {
		return false // "hostages whom it took"
	}
	if t.Rel == "expl" {
		return t.Head < 0 || !c.lex.Is("minded_adjective", c.d.Tokens[t.Head].Lemma) // "It is ready to talk"
	}
	if c.rel(m.Head) != "nsubj" || t.Head < 0 {
		return false
	}
	head := c.d.Tokens[t.Head]
	switch {
	case t.Rel == "nsubj:pass" && (c.lex.Is("report", head.Lemma) || c.lex.Is("presume", head.Lemma)):
		return c.child(t.Head, "ccomp", "csubj") >= 0 || c.thatNear(t.Head) // "it is expected that"
	case c.lex.Is("impersonal", head.Lemma):
		return !strings.HasPrefix(head.Tag, "VB") || c.child(t.Head, "obj") < 0 // but "until it ends its siege"
	case strings.HasPrefix(head.Tag, "JJ") && c.lex.Is("minded_adjective", head.Lemma):
		return false // "It is ready to talk"
	case strings.HasPrefix(head.Tag, "JJ"):
		return c.child(t.Head, "ccomp", "xcomp", "csubj", "advcl") >= 0
	case strings.HasPrefix(head.Tag, "NN") && c.child(t.Head, "cop") >= 0 && c.cleft(t.Head):
		return true // "It was the rebels who fired first"
	case strings.HasPrefix(head.Tag, "NN"):
		if c.child(t.Head, "case") >= 0 && c.lex.Is("pp_state", head.Lemma) {
			return false // "it was in touch with the family"
		}
		_, thing := c.lex.Nominals[head.Lemma]
		return !thing && c.child(t.Head, "cop") >= 0 && !c.hasCase(t.Head, "behind") // "it was behind the attack"
	}
	return false
}

// cleft tells whether a relative clause of somebody that acts hangs on noun t:
// "it was [his men] who fired".
func (c *chains) cleft(t int) bool {
	clause := c.child(t, "acl")
	if clause < 0 {
		return false
	}
	who := c.child(clause, "nsubj")
	return who >= 0 && strings.EqualFold(c.d.Tokens[who].Text, "who")
}

// thatNear tells whether "that" stands among the three tokens after t.
func (c *chains) thatNear(t int) bool {
	after := c.d.Tokens[t+1 : min(t+4, c.sentenceOf(t).Last)]
	return slices.ContainsFunc(after, func(t extract.Token) bool { return strings.EqualFold(t.Text, "that") })
}
