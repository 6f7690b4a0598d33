package coref

import (
	"strings"

	"sitrep/extract"
)

// rel returns the relation of a token without its subtype.
func (c *chains) rel(t int) string {
	r, _, _ := strings.Cut(c.d.Tokens[t].Rel, ":")
	return r
}

// isSubject tells whether a mention is the subject of its clause, and no part
// of a longer one.
func (c *chains) isSubject(i int) bool {
	return c.rel(c.d.Mentions[i].Head) == "nsubj" && !c.nested(i)
}

// nested tells whether a mention stands inside another that is another thing:
// the Iraq of "Iraq's army".
func (c *chains) nested(i int) bool { return c.outer[i] >= 0 }

// maxSpan bounds how far a token's dependents are sought, and how deep a tree
// is climbed, so that no sentence takes long.
const maxSpan = 80

// clause returns the predicate that a token belongs to: the nearest token
// above it that heads a clause; -1 where the tree has none.
func (c *chains) clause(t int) int {
	for range maxSpan {
		switch c.rel(t) {
		case "root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj":
			return t
		case "conj":
			if strings.HasPrefix(c.d.Tokens[t].Tag, "VB") {
				return t
			}
		}
		if t = c.d.Tokens[t].Head; t < 0 {
			return -1
		}
	}
	return -1
}

// predicate returns the verb or noun that a token is an argument of.
func (c *chains) predicate(t int) int { return c.d.Tokens[t].Head }

// child returns the first token of a sentence with the given head and one of
// the relations, or -1.
func (c *chains) child(head int, rels ...string) int {
	if head < 0 {
		return -1
	}
	s := c.sentenceOf(head)
	for t := max(s.First, head-maxSpan); t < min(s.Last, head+maxSpan); t++ {
		if c.d.Tokens[t].Head != head {
			continue
		}
		for _, r := range rels {
			if c.rel(t) == r {
				return t
			}
		}
	}
	return -1
}

func (c *chains) sentenceOf(t int) extract.Sentence {
	lo, hi := 0, len(c.d.Sentences)
	for lo+1 < hi {
		mid := (lo + hi) / 2
		if c.d.Sentences[mid].First <= t {
			lo = mid
		} else {
			hi = mid
		}
	}
	return c.d.Sentences[lo]
}

// subject returns the token that is the subject of a clause, its own or the
// one that controls it: in "urged the army to hold its fire" the army holds;
// -1 where there is none.
func (c *chains) subject(clause int) int {
	for range 6 {
		if clause < 0 {
			return -1
		}
		up := c.d.Tokens[clause].Head
		if s := c.child(clause, "nsubj"); s >= 0 {
			if strings.HasPrefix(c.d.Tokens[s].Tag, "W") && c.rel(clause) == "acl" && up >= 0 {
				return up // "the group, which said it"
			}
			return s
		}
		switch c.rel(clause) {
		case "xcomp", "advcl", "ccomp":
			if up < 0 {
				return -1
			}
			if o := c.controller(up, clause); o >= 0 {
				return o
			}
		case "acl":
			switch c.d.Tokens[clause].Tag {
			case "VBG", "VBD", "VBZ", "VBP":
				return up
			}
		case "conj", "parataxis":
			// "urged Chad to stop and to free them"
			if up >= 0 && c.d.Tokens[clause].Tag == "VB" && clause > 0 && c.d.Tokens[clause-1].Lemma == "to" && c.d.Tokens[up].Tag != "VB" {
				if o := c.controller(up, clause); o >= 0 {
					return o
				}
			}
		default:
			return -1
		}
		clause = up
	}
	return -1
}

// controller returns the token of whom a verb asks or makes do what a clause says, or
// -1: none in "sent troops to protect its citizens".
func (c *chains) controller(verb, clause int) int {
	if !c.lex.Is("object_control", c.d.Tokens[verb].Lemma) {
		return -1
	}
	if o := c.child(verb, "obj", "iobj"); o >= 0 && o < clause {
		return o
	}
	// "calls on Azerbaijan to withdraw": whom the verb addresses.
	if o := c.child(verb, "obl"); o >= 0 && c.hasCase(o, "on", "upon", "to") && o < clause {
		return o
	}
	return -1
}

func (c *chains) hasCase(t int, words ...string) bool {
	k := c.child(t, "case")
	if k < 0 {
		return false
	}
	for _, w := range words {
		if c.d.Tokens[k].Lemma == w {
			return true
		}
	}
	return false
}

// covers tells whether a mention holds a token.
func covers(m *extract.Mention, t int) bool { return m.First <= t && t < m.Last }
