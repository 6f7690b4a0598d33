package ner

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// headline tells whether a sentence's words are capitalised whether they are
// names or not.
func (s *sentence) headline() bool {
	large, small := s.letters()
	return large > 3 && large > 6*small
}

// isHeadline tells whether all longer words have a capital, a verb too, so that it
// is no list of names.
func (s *sentence) isHeadline() bool {
	large, small := s.letters()
	if large < 4 || small > 0 || s.word(len(s.tokens)-1) == "." {
		return false
	}
	if slices.ContainsFunc(s.tokens, func(t extract.Token) bool { return t.Text == "(" }) {
		return false
	}
	for i := 1; i < len(s.tokens); i++ {
		switch next := s.tag(i + 1); s.tag(i) {
		case "VBZ", "VBP", "VBD":
			return true
		case "VBN":
			if !strings.HasPrefix(next, "NN") && next != "JJ" {
				return true
			}
		}
	}
	return false
}

// letters counts the longer words that begin with a large and with a small letter.
func (s *sentence) letters() (large, small int) {
	for _, t := range s.tokens {
		switch {
		case len(t.Text) < 4 || strings.HasPrefix(t.Tag, "IN"):
		case capitalised(t.Text):
			large++
		case t.Text == strings.ToLower(t.Text) && t.Text != strings.ToUpper(t.Text):
			small++
		}
	}
	return large, small
}
