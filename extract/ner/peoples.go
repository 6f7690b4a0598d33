package ner

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// peoples returns the people named by a demonym: "two Iraqis", "an Iraqi was".
func (s *sentence) peoples(inName []bool) []extract.Mention {
	var out []extract.Mention
	for i := range s.tokens {
		if inName[i] || (s.tag(i) != "NNPS" && s.tag(i) != "NNS" && !s.compatriot(i, i+1)) || !capitalised(s.tokens[i].Text) {
			continue
		}
		_, people, _ := strings.Cut(s.tokens[i].Text, "-") // "two Haitian-Americans"
		for _, e := range append(s.lex.Gazetteer.Lookup(s.tokens[i].Text), s.lex.Gazetteer.Lookup(people)...) {
			if e.Kind == lexicon.Demonym {
				m := s.mention(s.extend(i, inName), i+1)
				m.Class, m.Form, m.FoundBy, m.Confidence = extract.Person, extract.Nominal, "nominal", nominal
				out = append(out, m)
				break
			}
		}
	}
	return out
}

// compatriot tells whether the demonym from:to stands for one of its people: "an
// Iraqi was arrested", but not "an Iraqi general".
func (s *sentence) compatriot(from, to int) bool {
	for first := from; from > 0 && first-from < 2 && s.tag(from-1) == "JJ"; {
		from-- // "a 29-year-old Iraqi"
	}
	if !s.lex.Is("one_of", s.word(from-1)) || s.caps {
		return false
	}
	switch tag := s.tag(to); tag {
	case "VBD", "VBZ", "VBN", "MD", "WP", "IN", ".":
		return true
	case ",":
		// "a Yemeni, had been stabbed", but "an Israeli, Egyptian and U.S. team"
		return !s.proper(to+1) && s.tag(to+1) != "JJ"
	case "CC":
		// "a Tunisian and an Egyptian, were"
		return (s.lex.Is("one_of", s.word(to+1)) || s.tag(to+1) == "CD") && (s.nationality(to+2, to+3) != 1 || !strings.HasPrefix(s.tag(to+3), "NN") && s.tag(to+3) != "JJ")
	}
	return false
}
