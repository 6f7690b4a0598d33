package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// tellByDeeds tells by what happens whether armed people are a group or so
// many persons: "nine pirates boarded the ship" act as one, in "killed nine
// pirates" each is somebody; "three men" who kidnap are a group, detained they
// are not.
func (c *chains) tellByDeeds() {
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Form != extract.Nominal || !plural(c.d.Tokens[m.Head]) {
			continue
		}
		noun := c.d.Tokens[m.Head].Lemma
		switch {
		case m.Class == extract.Organisation && c.lex.Is("fighter_alone", noun) && (c.counted(m) && c.suffering(m.Head) || c.captured(m) || c.oneOf(m)):
			m.Class, m.Subclass = extract.Person, ""
		case m.Class == extract.Person && c.lex.Is("band", noun) && !c.definite(m) && !c.suffering(m.Head) && (c.assails(m.Head) || c.armed(m)),
			m.Class == extract.Person && c.lex.Is("band", noun) && c.owned(m) && !c.suffering(m.Head):
			m.Class, m.Subclass = extract.Organisation, "ArmedGroup"
		}
	}
}

// oneOf tells whether a phrase is one of several: "one of the attackers".
func (c *chains) oneOf(m *extract.Mention) bool {
	return m.First+1 < m.Head && c.d.Tokens[m.First].Lemma == "one" && c.d.Tokens[m.First+1].Lemma == "of"
}

// counted tells whether a phrase says how many they are: "two rebels", "two of
// the rebels", but not that these are all: "all ten attackers".
func (c *chains) counted(m *extract.Mention) bool {
	if c.lex.Is("whole", c.d.Tokens[m.First].Lemma) {
		return false
	}
	if k := m.First - 1; k > c.d.Sentences[m.Sentence].First && c.d.Tokens[k].Lemma == "of" && c.d.Tokens[k-1].Tag == "CD" {
		return true
	}
	return slices.ContainsFunc(c.d.Tokens[m.First:m.Head], func(t extract.Token) bool {
		return t.Tag == "CD" || c.lex.Is("number", strings.ToLower(t.Text))
	})
}

// captured tells whether a participle says what became of those of a phrase:
// "captured fighters".
func (c *chains) captured(m *extract.Mention) bool {
	return slices.ContainsFunc(c.d.Tokens[m.First:m.Head], func(t extract.Token) bool {
		return (t.Tag == "VBN" || t.Tag == "VBD" || t.Tag == "JJ") && c.lex.Is("captured", strings.ToLower(t.Text))
	})
}

// suffering tells whether people at token t are killed, wounded, taken or freed.
func (c *chains) suffering(t int) bool {
	for range 4 {
		up := c.d.Tokens[t].Head
		if up < 0 {
			return false
		}
		verb := c.d.Tokens[up]
		switch role := c.rel(t); {
		case role == "conj", role == "nmod" && c.hasCase(t, "of") && verb.Tag == "CD":
			t = up // "two of the insurgents"
			continue
		case role == "obj", c.d.Tokens[t].Rel == "nsubj:pass":
			// "carried off ten men", not "carrying ten men"
			return slices.ContainsFunc(c.lex.Frames[verb.Lemma], func(f lexicon.Frame) bool {
				return f.POS == lexicon.Verb && c.lex.Is("harm_to_people", f.Predicate) && (f.With == "" || c.near(up, f.With))
			})
		case role == "nmod" && c.hasCase(t, "of"):
			return c.does(verb.Lemma, lexicon.Noun, "harm_to_people")
		default:
			return false
		}
	}
	return false
}

// near tells whether a word stands within a few tokens after a verb.
func (c *chains) near(verb int, word string) bool {
	after := c.d.Tokens[verb+1 : min(verb+6, c.sentenceOf(verb).Last)]
	return slices.ContainsFunc(after, func(t extract.Token) bool { return t.Lemma == word })
}

// assails tells whether people at token t do harm, or did: "men shot dead a
// judge", "kidnapped by men in uniform", "six men stopped a bus and abducted".
func (c *chains) assails(t int) bool { return c.doing(t, "hostile") }

// doing tells whether those at token t do what one of a list of predicates says.
func (c *chains) doing(t int, list string) bool {
	up := c.d.Tokens[t].Head
	if up < 0 {
		return false
	}
	verb := c.d.Tokens[up]
	switch rel := c.d.Tokens[t].Rel; {
	case rel == "nsubj" && strings.HasPrefix(verb.Tag, "VB"):
		if c.does(verb.Lemma, lexicon.Verb, list) {
			return true
		}
		for k := up + 1; k < min(up+maxSpan, c.sentenceOf(up).Last); k++ {
			if next := c.d.Tokens[k]; next.Head == up && c.rel(k) == "conj" && c.child(k, "nsubj") < 0 && c.does(next.Lemma, lexicon.Verb, list) {
				return true
			}
		}
		return false
	case c.rel(t) == "obl" && c.hasCase(t, "by"):
		return c.does(verb.Lemma, lexicon.Verb, list)
	case c.rel(t) == "nmod" && c.hasCase(t, "by"):
		return c.does(verb.Lemma, lexicon.Noun, list)
	case c.hasCase(t, "from"):
		// "came under fire from fighters"
		for k := t - 1; k > max(c.sentenceOf(t).First+1, t-maxSpan); k-- {
			if c.d.Tokens[k-1].Lemma == "under" {
				return verb.Lemma == "come" && (c.d.Tokens[k].Lemma == "fire" || c.does(c.d.Tokens[k].Lemma, lexicon.Noun, list))
			}
		}
	}
	return false
}

// armed tells whether people have arms: "men armed with rifles", "armed youths".
func (c *chains) armed(m *extract.Mention) bool {
	k := m.Head + 1
	if slices.ContainsFunc(c.d.Tokens[m.First:m.Head], func(t extract.Token) bool { return c.lex.Is("armed_adjective", strings.ToLower(t.Text)) }) {
		return true
	}
	return k+1 < c.d.Sentences[m.Sentence].Last && strings.EqualFold(c.d.Tokens[k].Text, "armed") && c.d.Tokens[k+1].Lemma == "with"
}

// does tells whether a verb or noun says what one of a list of predicates does.
func (c *chains) does(lemma, pos, list string) bool {
	return slices.ContainsFunc(c.lex.Frames[lemma], func(f lexicon.Frame) bool {
		return f.POS == pos && c.lex.Is(list, f.Predicate)
	})
}

// owned tells whether men are somebody's: "whose men", "Haftar's men".
func (c *chains) owned(m *extract.Mention) bool {
	before := ""
	if m.First > c.d.Sentences[m.Sentence].First {
		before = c.d.Tokens[m.First-1].Tag
	}
	if before == "WP$" || before == "POS" {
		return true
	}
	return slices.ContainsFunc(c.d.Tokens[m.First:m.Head], func(t extract.Token) bool { return t.Tag == "POS" || t.Tag == "PRP$" })
}
