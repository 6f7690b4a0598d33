package tagger

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/extract/perceptron"
)

// word is what the features see of a token.
type word struct {
	form   uint64 // lower case, digits as 0, quotes and dashes plain
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

// look fills the word from a token, using buf for its normal form.
func (w *word) look(token string, mode letters, first bool, buf []byte) []byte {
	buf = buf[:0]
	// shape: one letter per run of like characters, after the mode.
	var shape [12]byte
	shape[0] = byte(mode)
	n := 1
	for i, r := range token {
		kind := byte('-')
		switch {
		case 'a' <= r && r <= 'z':
			kind = 'x'
			buf = append(buf, byte(r))
		case 'A' <= r && r <= 'Z':
			kind = 'X'
			buf = append(buf, byte(r)|0x20)
		case '0' <= r && r <= '9':
			kind = '0'
			buf = append(buf, '0')
		case r < utf8.RuneSelf:
			buf = append(buf, byte(r))
			kind = byte(r)
		default:
			switch r {
			case '’', '‘', 'ʼ':
				r, kind = '\'', '\''
			case '“', '”':
				r, kind = '"', '"'
			case '–', '—', '‑':
				r, kind = '-', '-'
			default:
				switch {
				case unicode.IsUpper(r):
					kind = 'X'
				case unicode.IsLetter(r):
					kind = 'x'
				case unicode.IsDigit(r):
					kind = '0'
				default:
					kind = '*'
				}
				r = unicode.ToLower(r)
			}
			buf = utf8.AppendRune(buf, r)
		}
		if kind == 'X' && mode != mixed {
			kind = 'x'
		}
		// A capital that the start of the sentence calls for says little.
		if kind == 'X' && first && i == 0 {
			kind = 'F'
		}
		if n < len(shape) && shape[n-1] != kind {
			shape[n] = kind
			n++
		}
	}
	w.form = perceptron.Atom(buf)
	w.shape = perceptron.Atom(shape[:n])
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

// Fold writes a token as the models see it: lower case, digits as 0, quotes
// and dashes plain.
func Fold(token string) string {
	var w word
	return strings.Clone(string(w.look(token, mixed, false, nil)))
}
