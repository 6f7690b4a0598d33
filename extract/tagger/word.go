package tagger

import (
	"unicode"
	"unicode/utf8"

	"sitrep/extract/perceptron"
)

// word is what the features see of a token.
type word struct {
	form   uint64 // folded
	suffix [4]uint64
	prefix [3]uint64
	shape  uint64
	coarse uint64 // classes
	fine   uint64
	likely uint64
}

// letters says how a sentence uses capitals. Where it does not mix them they
// mean nothing, and shapes leave them out.
type letters byte

const (
	mixed letters = 'm'
	upper letters = 'u'
	lower letters = 'l'
)

func lettersOf(words []string) letters {
	var hasUpper, hasLower bool
	for _, w := range words {
		for _, r := range w {
			if r < utf8.RuneSelf {
				hasUpper = hasUpper || 'A' <= r && r <= 'Z'
				hasLower = hasLower || 'a' <= r && r <= 'z'
			} else {
				hasUpper = hasUpper || unicode.IsUpper(r)
				hasLower = hasLower || unicode.IsLower(r)
			}
		}
		if hasUpper && hasLower {
			return mixed
		}
	}
	switch {
	case hasUpper:
		return upper
	case hasLower:
		return lower
	}
	return mixed
}

// look fills the word from a token, using buf for its folded form.
func (w *word) look(token string, mode letters, first bool, buf []byte) []byte {
	buf = Fold(buf[:0], token)
	w.form = perceptron.Atom(buf)
	w.shape = shape(token, mode, first)
	for i := range w.suffix {
		w.suffix[i] = 0
		if k := i + 1; k < len(buf) {
			w.suffix[i] = perceptron.Atom(buf[len(buf)-k:])
		}
	}
	for i := range w.prefix {
		w.prefix[i] = 0
		if k := i + 1; k < len(buf) {
			w.prefix[i] = perceptron.Atom(buf[:k])
		}
	}
	return buf
}

// Fold appends a token as the tagger and the parser know words: lower case,
// digits as 0, quotes and dashes plain.
func Fold(buf []byte, token string) []byte {
	for _, r := range token {
		switch {
		case 'A' <= r && r <= 'Z':
			buf = append(buf, byte(r)|0x20)
		case '0' <= r && r <= '9':
			buf = append(buf, '0')
		case r < utf8.RuneSelf:
			buf = append(buf, byte(r))
		case r == '’' || r == '‘' || r == 'ʼ':
			buf = append(buf, '\'')
		case r == '“' || r == '”':
			buf = append(buf, '"')
		case r == '–' || r == '—' || r == '‑':
			buf = append(buf, '-')
		default:
			buf = utf8.AppendRune(buf, unicode.ToLower(r))
		}
	}
	return buf
}

// shape hashes one letter per run of like characters, after the mode.
func shape(token string, mode letters, first bool) uint64 {
	var runs [12]byte
	runs[0] = byte(mode)
	n := 1
	for i, r := range token {
		kind := kindOf(r)
		switch {
		case kind != 'X':
		case mode != mixed:
			kind = 'x'
		case first && i == 0:
			kind = 'F' // the start of the sentence calls for it
		}
		if n < len(runs) && runs[n-1] != kind {
			runs[n] = kind
			n++
		}
	}
	return perceptron.Atom(runs[:n])
}

func kindOf(r rune) byte {
	switch {
	case 'a' <= r && r <= 'z':
		return 'x'
	case 'A' <= r && r <= 'Z':
		return 'X'
	case '0' <= r && r <= '9':
		return '0'
	case r < utf8.RuneSelf:
		return byte(r)
	case r == '’' || r == '‘' || r == 'ʼ':
		return '\''
	case r == '“' || r == '”':
		return '"'
	case r == '–' || r == '—' || r == '‑':
		return '-'
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r):
		return 'x'
	case unicode.IsDigit(r):
		return '0'
	}
	return '*'
}
