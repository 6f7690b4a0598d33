package conllu

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Variation says how often, of 1, a training sentence is changed to look like
// other texts than those of the treebank: reports in capitals, headlines,
// tokens as the pipeline cuts them.
type Variation struct {
	Coarse float64 // tokens merged as by Coarsen with Split
	Upper  float64 // ALL CAPITALS
	Lower  float64 // all lower case
	Title  float64 // Every Longer Word With A Capital
	NoStop float64 // the last full stop missing
}

// News is the variation that the shipped models are trained with.
var News = Variation{Coarse: 0.5, Upper: 0.1, Lower: 0.02, Title: 0.03, NoStop: 0.1}

// Apply returns the sentence, or a changed copy.
func (v Variation) Apply(s Sentence, rng *rand.Rand) Sentence {
	// Draw first, so that the numbers used do not depend on the sentence.
	coarse, stop, letters := rng.Float64(), rng.Float64(), rng.Float64()
	if coarse < v.Coarse {
		s = Coarsen(s, Split)
	}
	if stop < v.NoStop {
		s = withoutStop(s)
	}
	switch {
	case letters < v.Upper:
		s = withForms(s, strings.ToUpper)
	case letters < v.Upper+v.Lower:
		s = withForms(s, strings.ToLower)
	case letters < v.Upper+v.Lower+v.Title:
		s = withForms(s, title)
	}
	return s
}

func withForms(s Sentence, change func(string) string) Sentence {
	tokens := make([]Token, len(s.Tokens))
	for i, t := range s.Tokens {
		t.Form = change(t.Form)
		tokens[i] = t
	}
	s.Tokens = tokens
	return s
}

func title(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	if len(word) < 4 || !unicode.IsLower(r) {
		return word
	}
	return string(unicode.ToUpper(r)) + word[size:]
}

func withoutStop(s Sentence) Sentence {
	last := len(s.Tokens) - 1
	if last < 1 || s.Tokens[last].Form != "." || s.Tokens[last].Head == Root {
		return s
	}
	for _, t := range s.Tokens {
		if t.Head == last {
			return s
		}
	}
	s.Tokens = s.Tokens[:last:last]
	return s
}
