package sequence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/extract/perceptron"
)

// word is what the features see of a token.
type word struct {
	form   uint64 // lower case, digits as 0, quotes and dashes plain
	shape  uint64
	suffix [4]uint64
	prefix [4]uint64
	stem   uint64 // what stands before the first hyphen, with its digits
	tail   uint64 // what stands after the last hyphen
	tag    uint64
	coarse uint64 // clusters
	fine   uint64
	lexis  uint64 // what the lexicon says of the word, see lexis.go
	casing uint64 // how often the word has a capital, see lexis.go
	known  uint64 // the gazetteer's match it lies in, and where in it
	entity uint64 // the class of that match, alone
	flags  uint64 // what the rest of the document says of it
	cap    bool   // begins with a capital, or with a small link to one
	lower  bool   // has small letters only
	digit  bool
}

// letters says how a sentence uses capitals. Where it does not mix them they
// mean nothing, and shapes leave them out.
type letters byte

const (
	mixed letters = 'm'
	upper letters = 'u'
	lower letters = 'l'
)

// lettersOf allows a caps sentence one small letter in eight: "al", "McNAMARA".
func lettersOf(words []string) letters {
	ups, lows := 0, 0
	for _, w := range words {
		for _, r := range w {
			switch {
			case unicode.IsUpper(r):
				ups++
			case unicode.IsLower(r):
				lows++
			}
		}
	}
	switch {
	case ups > 0 && lows*8 <= ups:
		return upper
	case ups == 0 && lows > 0:
		return lower
	}
	return mixed
}

// look fills the word from a token, using buf for its normal form, which it
// returns.
func (w *word) look(token string, mode letters, first bool, buf []byte) []byte {
	*w = word{}
	buf = buf[:0]
	var shape [14]byte
	shape[0] = byte(mode)
	n := 1
	hyphen, tail := -1, -1
	ups, lows := 0, 0
	for i, r := range token {
		kind := byte('-')
		switch {
		case 'a' <= r && r <= 'z':
			kind = 'x'
			lows++
			buf = append(buf, byte(r))
		case 'A' <= r && r <= 'Z':
			kind = 'X'
			ups++
			buf = append(buf, byte(r)|0x20)
		case '0' <= r && r <= '9':
			kind = '0'
			w.digit = true
			buf = append(buf, '0')
		case r < utf8.RuneSelf:
			kind = byte(r)
			if r == '-' {
				if hyphen < 0 {
					hyphen = len(buf)
				}
				tail = len(buf) + 1
			}
			buf = append(buf, byte(r))
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
					ups++
				case unicode.IsLetter(r):
					kind = 'x'
					lows++
				case unicode.IsDigit(r):
					kind = '0'
				default:
					kind = '*'
				}
				r = unicode.ToLower(r)
			}
			buf = utf8.AppendRune(buf, r)
		}
		if i == 0 && kind == 'X' || kind == 'X' && n > 1 && shape[n-1] != 'X' {
			w.cap = true
		}
		if kind == 'X' && mode != mixed {
			kind = 'x'
		}
		// One letter for a run of like ones, two for a run of capitals, which
		// tells "NATO" from "Nato".
		if n < len(shape) && (shape[n-1] != kind || kind == 'X' && (n < 2 || shape[n-2] != 'X')) {
			shape[n] = kind
			n++
		}
	}
	w.lower = lows > 0 && ups == 0
	w.form = perceptron.Atom(buf)
	w.shape = perceptron.Atom(shape[:n])
	if first {
		w.shape++
	}
	for i := range w.suffix {
		if k := i + 1; k < len(buf) {
			w.suffix[i] = perceptron.Atom(buf[len(buf)-k:])
		}
	}
	for i := range w.prefix {
		if k := i + 1; k < len(buf) {
			w.prefix[i] = perceptron.Atom(buf[:k])
		}
	}
	if hyphen > 0 {
		w.stem = perceptron.Atom(buf[:hyphen])
		w.tail = perceptron.Atom(buf[tail:])
	}
	return buf
}

// fold writes a token as the model sees it.
func fold(token string) string {
	var w word
	return strings.Clone(string(w.look(token, mixed, false, nil)))
}
