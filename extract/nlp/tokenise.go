package nlp

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"

	"sitrep/extract"
)

// Bounds that keep prose's tokeniser linear: it is quadratic in a run of
// punctuation and slow on a word of megabytes. Bytes.
const (
	maxRun  = 4
	maxWord = 120
)

// cleaned is a sentence as prose may see it, and the character of the sentence,
// from its first byte to after its last, that each byte stands for.
type cleaned struct {
	text  []byte
	chars []extract.Span
}

// tokenise splits the sentence s of text into tokens with their offsets. What
// prose can't digest falls back to splitting at spaces and marks.
func tokenise(text string, s extract.Span) []extract.Token {
	c := clean(text[s.Start:s.End])
	tokens, ok := c.align(proseTokens(string(c.text)))
	if !ok {
		tokens = c.split()
	}
	tokens = closed(tokens, text[s.Start:s.End])
	for i := range tokens {
		tokens[i].Start += s.Start
		tokens[i].End += s.Start
		tokens[i].Text = asciiQuotes.Replace(text[tokens[i].Start:tokens[i].End])
	}
	return tokens
}

var asciiQuotes = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`)

// clean sets apart the marks that prose leaves inside words, blanks out
// Markdown's, and maps typographic quotes to plain ones.
func clean(s string) cleaned {
	c := cleaned{text: make([]byte, 0, len(s)+16), chars: make([]extract.Span, 0, len(s)+16)}
	run, word := 0, 0
	for i, size := 0, 0; i < len(s); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(s[i:])
		char := s[i : i+size]
		put := func(bytes string) {
			for k := range len(bytes) {
				c.text = append(c.text, bytes[k])
				c.chars = append(c.chars, extract.Span{Start: i, End: i + size})
			}
		}
		if unicode.IsPunct(r) || unicode.IsSymbol(r) {
			if run++; run%maxRun == 0 {
				put(" ")
			}
		} else {
			run = 0
		}
		if word += size; word > maxWord {
			put(" ")
			word = 0
		}
		switch {
		case r == '/' && lettered(s, i):
			put(char)
		case unicode.IsSpace(r) || !unicode.IsPrint(r) || r == '*' || r == '`' || r == '#' || r == '_':
			put(" ")
			word = 0
		case (r == '\'' || r == '‘') && opens(s, i, size):
			put(" ' ")
			word = 0
		case r == '’' || r == '‘' || r == 'ʼ' || r == '′':
			put("'")
		case r == '“' || r == '”' || r == '«' || r == '»' || r == '„':
			put(` " `)
		case strings.ContainsRune("—–…/|()[]{}<>;=+~•·", r), r == '-' && lonely(s, i), r == ',' && !betweenDigits(s, i), r == ':' && !betweenDigits(s, i):
			put(" " + char + " ")
			word = 0
		case utf8.RuneLen(unicode.ToLower(r)) != size:
			// prose indexes the word by its lower-case copy.
			put("X")
		default:
			put(char)
		}
	}
	return c
}

// opens tells whether the single quote at i, of some bytes, opens a quotation: a
// capital or an article follows. "'em" is left as it is.
func opens(s string, i, size int) bool {
	rest := s[i+size:]
	next, _ := utf8.DecodeRuneInString(rest)
	return (i == 0 || isGap(s[i-1])) && (unicode.IsUpper(next) || strings.HasPrefix(rest, "the "))
}

// lettered tells whether the slash at i stands in a name, after one capital and
// before another: "M/V Hope Star", "Kebede W/Mariam".
func lettered(s string, i int) bool {
	upper := func(k int) bool { return k < len(s) && s[k] >= 'A' && s[k] <= 'Z' }
	return i > 0 && upper(i-1) && (i == 1 || s[i-2] == ' ' || s[i-2] == '(') && upper(i+1)
}

// lonely tells whether the hyphen at i is a dash: not between two letters or
// digits, or doubled.
func lonely(s string, i int) bool {
	return i == 0 || i+1 >= len(s) || isGap(s[i-1]) || isGap(s[i+1])
}

func isGap(b byte) bool {
	return b < utf8.RuneSelf && !unicode.IsLetter(rune(b)) && !unicode.IsDigit(rune(b))
}

func betweenDigits(s string, i int) bool {
	digit := func(j int) bool { return j >= 0 && j < len(s) && s[j] >= '0' && s[j] <= '9' }
	return digit(i-1) && digit(i+1)
}

// proseTokens runs prose's tokeniser; nil where it panics.
func proseTokens(text string) (words []string) {
	defer func() {
		if recover() != nil {
			words = nil
		}
	}()
	doc, err := prose.NewDocument(text, prose.WithSegmentation(false), prose.WithTagging(false), prose.WithExtraction(false))
	if err != nil {
		return nil
	}
	for _, t := range doc.Tokens() {
		if w := strings.TrimSpace(t.Text); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// align finds the words in order; ok is false when one is missing.
func (c *cleaned) align(words []string) (tokens []extract.Token, ok bool) {
	tokens = make([]extract.Token, 0, len(words))
	at := 0
	for _, w := range words {
		for at < len(c.text) && c.text[at] == ' ' {
			at++
		}
		if !strings.HasPrefix(string(c.text[at:min(len(c.text), at+len(w))]), w) {
			return nil, false
		}
		tokens = append(tokens, c.token(at, at+len(w)))
		at += len(w)
	}
	for ; at < len(c.text); at++ {
		if c.text[at] != ' ' {
			return nil, false
		}
	}
	return tokens, true
}

// closed sets the full stop of a sentence apart from a short name before it,
// which prose takes for an abbreviation: "in the Red Sea.", "left Bor."
func closed(tokens []extract.Token, sentence string) []extract.Token {
	if len(tokens) == 0 {
		return tokens
	}
	last := &tokens[len(tokens)-1]
	word, ok := strings.CutSuffix(sentence[last.Start:last.End], ".")
	if low := strings.ToLower(word); !ok || len(word) < 3 || strings.Contains(word, ".") || slices.Contains(abbreviations, low) || slices.Contains(stopped, low) {
		return tokens
	}
	last.End--
	return append(tokens, extract.Token{Span: extract.Span{Start: last.End, End: last.End + 1}})
}

// stopped are short forms that names end in.
var stopped = []string{"inc", "ltd", "corp", "bros", "jnr", "snr", "plc", "etc"}

// token returns the token that text[from:to] stands for.
func (c *cleaned) token(from, to int) extract.Token {
	return extract.Token{Span: extract.Span{Start: c.chars[from].Start, End: c.chars[to-1].End}}
}

// split is the fallback: words are runs of letters, digits and inner hyphens
// or apostrophes; any other mark is a token.
func (c *cleaned) split() []extract.Token {
	var tokens []extract.Token
	for i, size := 0, 0; i < len(c.text); i += size {
		var r rune
		r, size = utf8.DecodeRune(c.text[i:])
		if r == ' ' {
			continue
		}
		end := i + size
		if isWordRune(r) {
			for end < len(c.text) {
				next, n := utf8.DecodeRune(c.text[end:])
				if !isWordRune(next) && next != '-' && next != '\'' {
					break
				}
				end += n
			}
		}
		tokens = append(tokens, c.token(i, end))
		size = end - i
	}
	return tokens
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
