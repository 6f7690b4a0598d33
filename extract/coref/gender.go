package coref

import (
	"strings"

	"sitrep/extract"
)

// givenGender tells by a full name's first word, all folded, whether a man or a
// woman bears it: 'm', 'f', or 0.
func (c *chains) givenGender(name string) byte {
	first, _, _ := strings.Cut(name, " ")
	return c.gendered("name", first)
}

// nounGender tells it by a noun: "spokeswoman".
func (c *chains) nounGender(n int, noun string) {
	if ch := c.list[n-1]; ch.class == extract.Person && ch.gender == 0 && !ch.plural {
		ch.gender = c.gendered("noun", noun)
	}
}

// gendered looks a word up in the lists of one kind, such as male_title.
func (c *chains) gendered(kind, word string) byte {
	male, female := c.lex.Is("male_"+kind, word), c.lex.Is("female_"+kind, word)
	switch {
	case male && !female:
		return 'm'
	case female && !male:
		return 'f'
	}
	return 0
}

// pronounGender tells it by a pronoun.
func pronounGender(word string) byte {
	switch word {
	case "he", "him", "his", "himself":
		return 'm'
	case "she", "her", "hers", "herself":
		return 'f'
	}
	return 0
}
