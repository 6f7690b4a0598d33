package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// possesses scores a chain as the owner of what follows a possessive by what that
// is: a crew is a ship's, an owner rather a shop's, members no country's, and
// widows are people's.
func (c *chains) possesses(p seat, ch *chain) int {
	if !p.possessive {
		return 0
	}
	head := c.d.Tokens[p.mention.Head].Head
	owned := c.lemma(head)
	if c.lex.Is("personal", owned) {
		if p.word == "their" && ch.class == extract.Person {
			return 4
		} else if p.word == "their" && ch.class == extract.Organisation && !ch.plural {
			return -4
		}
		return 0
	}
	if p.word != "its" && p.word != "her" && p.word != "their" {
		return 0
	}
	switch {
	case c.lex.Is("craft_people", owned), c.lex.Is("craft_people", c.lemma(head-1)):
		if ch.class == extract.Weapon && c.lex.Is("manned", strings.ToLower(ch.subclass)) {
			return 12 // also of one that the subject seized
		}
	case c.lex.Is("munition_part", owned):
		if ch.class == extract.Weapon && !c.lex.Is("manned", strings.ToLower(ch.subclass)) {
			return 8
		}
	case c.lex.Is("state_land", owned), c.lex.Is("state_people", owned):
		switch {
		case p.word == "their" || p.word == "her":
		case ch.subclass == "Country":
			return 3
		case ch.class == extract.Organisation:
			return -3
		}
	case p.word == "their":
	case c.lex.Is("site_part", owned):
		if ch.class == extract.Place && ch.subclass == "Site" {
			return 12
		}
	case c.lex.Is("site_people", owned):
		if ch.class == extract.Place && ch.subclass == "Site" {
			return 8
		}
	case c.lex.Is("body_people", owned):
		if ch.class == extract.Organisation {
			return 3
		}
		return -3
	}
	return 0
}

// selected scores a chain by its class where a verb outside the frames, or a
// preposition, tells what a pronoun stands for: bombs are defused and planes land,
// people are treated and die, bridges are rebuilt, boats are moored near a town.
func (c *chains) selected(p seat, ch *chain) int {
	if p.verb < 0 || p.possessive || p.reflexive {
		return 0
	}
	t := c.d.Tokens[p.mention.Head]
	role := ""
	switch {
	case t.Rel == "nsubj:pass", c.rel(p.mention.Head) == "obj" && !p.isSubject:
		role = "_object"
	case t.Rel == "nsubj":
		role = "_subject"
	case p.word == "it" && (c.hasCase(p.mention.Head, "in", "aboard") && (c.rel(p.mention.Head) != "obl" || c.lex.Is("found_in", c.lemma(p.verb))) || c.hasCase(p.mention.Head, "near", "inside", "outside", "around", "into", "through", "past", "beneath", "above", "aboard", "toward", "towards")):
		switch {
		case ch.class == extract.Place && ch.subclass != "Country":
			return 5
		case ch.class == extract.Weapon && (c.lex.Is("manned", strings.ToLower(ch.subclass)) || !c.hasCase(p.mention.Head, "in", "aboard", "inside")):
			return 4
		}
		return -3
	default:
		return 0
	}
	verb := c.d.Tokens[p.verb].Lemma
	if p.word == "it" && role == "_subject" && c.lex.Is("flight_verb", verb) {
		switch {
		case ch.class == extract.Weapon && !ch.plural && ch.subclass != "SmallArms":
			return 6
		case ch.subclass == "Country":
			return -3
		}
	}
	known := false
	for _, class := range []extract.Class{extract.Weapon, extract.Person, extract.Place} {
		if !c.lex.Is(string(class)+role, verb) {
			continue
		}
		known = true
		switch {
		case ch.class == extract.Weapon && c.lex.Is("munition_verb", verb) && c.lex.Is("manned", strings.ToLower(ch.subclass)):
		case ch.class == class && ch.subclass != "Country":
			return 6
		case class == extract.Person && ch.class == extract.Organisation && ch.plural:
			return 2
		}
	}
	if known || role == "_subject" && ch.subclass == "SmallArms" {
		return -5
	}
	return c.fated(p, ch, role == "_subject")
}

// fated scores a chain by what befell it: who was taken is released, and the dead
// neither speak nor are accused.
func (c *chains) fated(p seat, ch *chain, subject bool) int {
	verb := c.d.Tokens[p.verb].Lemma
	switch {
	case ch.suffered == nil:
		return 0
	case ch.suffered["killed"] && subject && p.word != "it" && c.lex.TakesActor(verb, "subj") && strings.HasPrefix(c.d.Tokens[p.verb].Tag, "VB") && c.d.Tokens[p.verb].Tag != "VBG":
		return -3
	case ch.suffered["killed"] && (p.speaks || !subject && c.lex.Is("address_verb", verb)):
		return -5
	case !subject && (ch.suffered["abducted"] || ch.suffered["arrested"]) && slices.ContainsFunc(c.lex.Frames[verb], func(f lexicon.Frame) bool { return f.Predicate == "released" }):
		return 4
	}
	return 0
}
