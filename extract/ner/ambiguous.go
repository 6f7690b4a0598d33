package ner

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// placeContext tells whether a word that is a person's name or an everyday word
// too is a place here. A country is, unless it is part of a person's name: it
// acts, where a town of that name mostly stands after a preposition, beside
// another place or before its kind.
func (s *sentence) placeContext(e lexicon.Entry, from, to int) bool {
	if s.partOfPerson(from) || s.sentenceStart(from) && s.tag(from) != "NNP" {
		return false
	}
	if s.word(from-1) == "the" && (e.Subclass == "City" || e.Subclass == "Country") {
		return false
	}
	named := s.lex.Given[extract.Fold(e.Text)] || s.lex.Surnames[extract.Fold(e.Text)]
	if e.Subclass == "Country" || !named && e.Subclass != "City" || s.lex.Is("town_prep", s.word(from-1)) || !named && s.lex.Is("place_prep", s.word(from-1)) || s.isPlaceNoun(to) {
		return true
	}
	if s.word(from-1) == "of" && s.isPlaceNoun(from-2) {
		return true // "the city of Van"
	}
	beside := func(comma, i int) bool {
		switch s.word(comma) {
		case ",", "and", "or":
			return s.isPlaceName(i)
		}
		return false
	}
	return beside(to, to+1) || beside(from-1, from-2)
}

func (s *sentence) isPlaceNoun(i int) bool {
	n, ok := s.nominal(i)
	return ok && n.Class == extract.Place && n.Subclass != "Site"
}

// isPlaceName tells whether the token at i is of a place's name, whatever the
// context.
func (s *sentence) isPlaceName(i int) bool {
	if i < 0 || i >= len(s.tokens) || !capitalised(s.tokens[i].Text) {
		return false
	}
	for _, text := range []string{s.tokens[i].Text, s.phrase(max(0, i-1), i+1), s.phrase(i, min(i+2, len(s.tokens)))} {
		for _, e := range s.lex.Gazetteer.Lookup(text) {
			if e.Class == extract.Place && e.Kind == lexicon.Proper {
				return true
			}
		}
	}
	return false
}

// organisationContext tells whether an everyday word stands among the words for
// what such an organisation has, does or is.
func (s *sentence) organisationContext(e lexicon.Entry, from, to int) bool {
	if s.partOfPerson(from) || s.sentenceStart(from) && s.tag(from) != "NNP" {
		return false
	}
	list := strings.ToLower(e.Subclass) + "_cue"
	if e.Subclass == "" {
		list = "organisation_cue"
	}
	for i := max(0, from-3); i < min(to+4, len(s.tokens)); i++ {
		if (i < from || i >= to) && s.lex.Is(list, s.lemma(i)) {
			return true
		}
	}
	return false
}
