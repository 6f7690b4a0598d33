package coref

import (
	"strings"
	"unicode"
)

// sound is one consonant of a name and the vowels after it.
type sound struct {
	consonant string
	vowels    string
}

// digraphs are consonants that transliteration writes with two letters.
var digraphs = []string{"dh", "gh", "kh", "sh", "th", "ch", "ph", "zh", "dj", "ck"}

// sounds parts a folded word into its consonants, doubled ones once; the first
// sound has no consonant where the word begins with a vowel. "Soleimani" is
// s-o, l-ei, m-a, n-i. A final h is silent: "Fallujah".
func sounds(word string) []sound {
	if n := len(word); n > 3 && word[n-1] == 'h' && strings.IndexByte("aeiou", word[n-2]) >= 0 {
		word = word[:n-1]
	}
	var out []sound
	for i := 0; i < len(word); {
		ch := word[i : i+1]
		for _, d := range digraphs {
			if strings.HasPrefix(word[i:], d) {
				ch = d
			}
		}
		i += len(ch)
		switch ch {
		case "y":
			ch = "i"
		case "w":
			if i == len(word) || !strings.ContainsAny(word[i:i+1], "aeiou") {
				ch = "u" // "Tawfik", but not "Marwan"
			}
		}
		if strings.Contains("aeiou", ch) {
			if len(out) == 0 {
				out = append(out, sound{})
			}
			out[len(out)-1].vowels += ch
			continue
		}
		if n := len(out); n > 0 && out[n-1].consonant == ch && out[n-1].vowels == "" {
			continue
		}
		out = append(out, sound{consonant: ch})
	}
	return out
}

// letter writes a consonant so that those which transliterations interchange
// are one: the ق of Qadhafi, Gaddafi and Kadafi.
func letter(consonant string) string {
	switch consonant {
	case "q", "g", "gh", "c", "ck":
		return "k"
	case "dh", "z":
		return "d"
	case "th":
		return "t"
	case "dj":
		return "j"
	}
	return consonant
}

// skeleton is the key under which a folded name's spellings lie together: its
// words' consonants.
func skeleton(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		for _, s := range sounds(w) {
			b.WriteString(letter(s.consonant))
		}
	}
	return b.String()
}

// alike tells whether two folded words can be spellings of one name in another
// script: Soleimani and Suleimani, Kadhimi and Kazemi, but not Hassan and
// Hussein.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	x, y := sounds(a), sounds(b)
	if len(x) != len(y) || strings.ContainsFunc(a+b, unicode.IsDigit) {
		return false
	}
	for i := range x {
		if !interchanged(x[i].consonant, y[i].consonant) || !sameVowels(x[i].vowels, y[i].vowels) {
			return false
		}
	}
	return true
}

// interchanged tells whether two consonants write one of another script.
func interchanged(a, b string) bool {
	if a == b {
		return true
	}
	if a > b {
		a, b = b, a
	}
	switch a + " " + b {
	case "k q", "g q", "g gh", "gh q", "d dh", "dh z", "t th", "c k", "ck k", "dj j":
		return true
	}
	return false
}

// sameVowels tells whether two groups of vowels can write one: o for u, e for
// i or a, ei and ai for i; but none is none.
func sameVowels(a, b string) bool {
	if a == b {
		return true
	}
	if a == "" || b == "" {
		return false
	}
	if a == "e" && strings.Contains(b, "a") || b == "e" && strings.Contains(a, "a") {
		return true
	}
	one := strings.NewReplacer("o", "u", "e", "i")
	return strings.ContainsAny(one.Replace(a), one.Replace(b))
}

// consonants counts those that a word is made of: fewer than three say little.
func consonants(word string) int {
	n := 0
	for _, s := range sounds(word) {
		if s.consonant != "" {
			n++
		}
	}
	return n
}
