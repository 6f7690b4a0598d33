package read

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

const (
	minLetters    = 200  // fewer say too little about a language
	sampleLetters = 3000 // more say nothing new
)

// english refuses a text that is surely in another language. Capitals are
// lowered first: the detector knows languages by lower-case trigrams.
func english(text string) error {
	sample, letters := sampleOf(text)
	if letters < minLetters || readsEnglish(sample) {
		return nil
	}
	info := whatlanggo.Detect(sample)
	if info.Lang == whatlanggo.Eng || !info.IsReliable() {
		return nil
	}
	name := info.Lang.String()
	if name == "" {
		name = "another language"
	}
	return fmt.Errorf("%w: it reads as %s (confidence %.2f)", ErrLanguage, name, info.Confidence)
}

func sampleOf(text string) (sample string, letters int) {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
		b.WriteRune(unicode.ToLower(r))
		if letters == sampleLetters || b.Len() > 8*sampleLetters {
			break
		}
	}
	return b.String(), letters
}

// readsEnglish tells whether at least one word in twelve is an English word
// that no other language written in Latin letters uses as often. A report full
// of foreign names passes by it, whatever its trigrams look like.
func readsEnglish(lower string) bool {
	words, known := 0, 0
	for w := range strings.FieldsFuncSeq(lower, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		switch w {
		case "the", "of", "and", "to", "that", "was", "were", "by", "with", "for", "from", "have", "has", "which", "their":
			known++
		}
	}
	return words > 0 && known*12 >= words
}
