package coref

import (
	"strings"

	"sitrep/extract"
)

// firstPersons resolves "we" and "our" in direct speech to the body or country
// that speaks, or for which the speaker does: "'We shot it down,' the army said".
// The speaker often comes last, so all else is resolved before.
func (c *chains) firstPersons(first int) {
	for i := first; i < len(c.d.Mentions); i++ {
		m := &c.d.Mentions[i]
		if m.Form != extract.Pronoun || m.Chain != 0 || !c.lex.Is("first_person", strings.ToLower(c.d.Text[m.Start:m.End])) {
			continue
		}
		if n := c.speaker(m); n != 0 {
			// Found late, it is no mention that later phrases point back to: what they
			// do must not hang on where a part of a long text ends.
			m.Chain, m.Reason = n, "who speaks"
			m.Class, m.Subclass = c.list[n-1].class, c.list[n-1].subclass
		}
	}
}

// speaker returns the chain in whose name the words around a mention are spoken,
// or 0 outside direct speech.
func (c *chains) speaker(m *extract.Mention) int {
	if !c.inQuotes(m.Head) {
		return c.turn(m)
	}
	for t, steps := c.d.Tokens[m.Head].Head, 0; t >= 0 && steps < maxSpan; t, steps = c.d.Tokens[t].Head, steps+1 {
		verb := c.child(t, "parataxis")
		if up := c.d.Tokens[t].Head; up >= 0 && c.rel(t) == "ccomp" {
			verb = up
		}
		if verb < 0 || !c.lex.Is("speech", c.d.Tokens[verb].Lemma) {
			continue
		}
		subject := c.subject(verb)
		for k := range c.d.Mentions {
			a := &c.d.Mentions[k]
			if a.Sentence != m.Sentence || a.Chain == 0 || a == m || !covers(a, subject) || c.nested(k) {
				continue
			}
			switch ch := c.list[a.Chain-1]; {
			case ch.class == extract.Organisation, ch.class == extract.Place && ch.subclass == "Country":
				return a.Chain
			case ch.class == extract.Person:
				return ch.owner
			}
		}
		return 0
	}
	return 0
}

// turn returns the chain for which a person speaks whose turn it is in an
// interview, or 0: "HADDAD: Our guards fired."
func (c *chains) turn(m *extract.Mention) int {
	line := strings.LastIndexByte(c.d.Text[:m.Start], '\n') + 1
	for k := range c.d.Mentions {
		a := &c.d.Mentions[k]
		if a.Start >= m.Start {
			break
		}
		if a.Start == line && a.Form == extract.Name && a.Class == extract.Person && a.Chain != 0 && strings.HasPrefix(c.d.Text[a.End:], ":") {
			return c.list[a.Chain-1].owner
		}
	}
	return 0
}

// issuer returns the chain of the body whose communique a text is, for what that
// calls its own side outside of direct speech ("Our forces ambushed"), or 0: the body
// that the sentence says announced it, else the first armed one named at the head.
func (c *chains) issuer(m *extract.Mention) int {
	if m.Class == extract.Place || m.Class == extract.Weapon || !strings.EqualFold(c.d.Tokens[m.First].Text, "our") || !c.lex.Is("own_side", c.d.Tokens[m.Head].Lemma) || c.inQuotes(m.Head) {
		return 0
	}
	for k := range c.d.Mentions {
		a := &c.d.Mentions[k]
		if a.Sentence != m.Sentence || a.Chain == 0 || a.Form != extract.Name || a.Class != extract.Organisation {
			continue
		}
		if verb := c.predicate(a.Head); verb >= 0 && c.subject(verb) == a.Head && c.lex.Is("speech", c.d.Tokens[verb].Lemma) {
			return a.Chain
		}
		t := a.Head
		if c.d.Tokens[t].Rel == "nmod:poss" && c.d.Tokens[t].Head >= 0 {
			t = c.d.Tokens[t].Head // "by the front's press office"
		}
		if up := c.d.Tokens[t].Head; up >= 0 && c.rel(t) == "nmod" && c.lex.Is("communique", c.d.Tokens[up].Lemma) {
			return a.Chain // "read a statement of the front"
		}
	}
	return c.masthead
}

// headLines is how many sentences may head a communique.
const headLines = 3

// heads notes the first armed body named at a document's head, whose communique it
// may be.
func (c *chains) heads(m *extract.Mention) {
	if c.masthead == 0 && c.before+m.Sentence < headLines && m.Class == extract.Organisation && (m.Subclass == "ArmedGroup" || m.Subclass == "Military" || m.Subclass == "") {
		c.masthead = m.Chain
	}
}
