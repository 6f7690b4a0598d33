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
	if abbreviated(e.Text) {
		return s.shortForm(to-1) && s.word(from-1) == "," && s.isPlaceName(from-2, true)
	}
	named := s.lex.Given[extract.Fold(e.Text)] || s.lex.Surnames[extract.Fold(e.Text)]
	if e.Subclass == "Country" || !named && e.Subclass != "City" || s.lex.Is("town_prep", s.word(from-1)) || !named && s.lex.Is("place_prep", s.word(from-1)) || s.isPlaceNoun(to) {
		return true
	}
	if s.lex.Is("town_verb", s.lemma(from-1)) && strings.HasPrefix(s.tag(from-1), "VB") && !s.proper(to) {
		return true // "entered Palma"
	}
	if s.word(from-1) == "of" && s.isPlaceNoun(from-2) {
		return true // "the city of Van"
	}
	beside := func(comma, i int) bool {
		switch s.word(comma) {
		case ",", "and", "or":
			return s.isPlaceName(i, false)
		}
		return false
	}
	return beside(to, to+1) || beside(from-1, from-2)
}

// abbreviated tells whether a name is the short form of a state's: "Calif.",
// "CA".
func abbreviated(name string) bool {
	return strings.HasSuffix(name, ".") || len(name) == 2 && strings.ToUpper(name) == name
}

// shortForm tells whether the token at i is written as one: "Miss.", "OR".
func (s *sentence) shortForm(i int) bool {
	w := s.tokens[i].Text
	return !s.caps && (strings.HasSuffix(w, ".") || s.word(i+1) == "." || strings.ToUpper(w) == w)
}

func (s *sentence) isPlaceNoun(i int) bool {
	n, ok := s.nominal(i)
	return ok && n.Class == extract.Place && n.Subclass != "Site"
}

// isPlaceName tells whether the token at i is of a place's name; doubtful, of
// one that is an everyday word too.
func (s *sentence) isPlaceName(i int, doubtful bool) bool {
	if i < 0 || i >= len(s.tokens) || !capitalised(s.tokens[i].Text) {
		return false
	}
	for _, text := range []string{s.tokens[i].Text, s.phrase(max(0, i-1), i+1), s.phrase(i, min(i+2, len(s.tokens)))} {
		for _, e := range s.lex.Gazetteer.Lookup(text) {
			if e.Class == extract.Place && e.Kind == lexicon.Proper && (doubtful || e.Cue != lexicon.Context || abbreviated(e.Text) && s.shortForm(i)) {
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
