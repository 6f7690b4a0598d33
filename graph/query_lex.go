package graph

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	classWord = "class"
	nameWord  = "name"
	// maxDepth and maxQuery keep a hostile query from costing more than itself.
	maxDepth = 32
	maxQuery = 10_000
)

// SyntaxError is a mistake in a query.
type SyntaxError struct {
	Query string
	// Column counts characters from 1; one past the last for the query's end.
	Column   int
	Expected string
	// Found is what stands there instead.
	Found string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("column %d: expected %s, found %s", e.Column, e.Expected, e.Found)
}

// Caret returns the query's text and below it a caret under the mistake, as
// two lines. Control characters are shown as blanks, so that both line up.
func (e *SyntaxError) Caret() string {
	line := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, e.Query)
	return line + "\n" + strings.Repeat(" ", e.Column-1) + "^\n"
}

// lexer reads the parts of a query. Which characters mean something depends on
// what is expected, so there is no token list: a name may hold "+" or "(".
type lexer struct {
	input []rune
	pos   int
	depth int
}

func newLexer(text string) (*lexer, error) {
	if !utf8.ValidString(text) {
		column := 1
		for rest := text; ; column++ {
			r, n := utf8.DecodeRuneInString(rest)
			if r == utf8.RuneError && n <= 1 {
				break
			}
			rest = rest[n:]
		}
		return nil, &SyntaxError{Query: strings.ToValidUTF8(text, "\uFFFD"), Column: column, Expected: "UTF-8 text", Found: "other bytes"}
	}
	l := &lexer{input: []rune(text)}
	if len(l.input) > maxQuery {
		l.pos = maxQuery
		return nil, l.fail(fmt.Sprintf("the end within %d characters", maxQuery))
	}
	return l, nil
}

const eof = rune(-1)

func (l *lexer) peek() rune { return l.at(0) }

func (l *lexer) at(n int) rune {
	if l.pos+n < len(l.input) {
		return l.input[l.pos+n]
	}
	return eof
}

func (l *lexer) space() {
	for unicode.IsSpace(l.peek()) {
		l.pos++
	}
}

func (l *lexer) end() bool {
	l.space()
	return l.peek() == eof
}

func (l *lexer) fail(expected string) *SyntaxError {
	found := "the end"
	if n, _ := l.arrowLen(); n > 0 {
		found = string(l.input[l.pos : l.pos+n])
	} else if r := l.peek(); r != eof {
		found = fmt.Sprintf("%q", r)
	}
	return &SyntaxError{Query: string(l.input), Column: l.pos + 1, Expected: expected, Found: found}
}

// arrowLen returns the length of the arrow at the position, or 0. Two or more
// dashes are the same arrow.
func (l *lexer) arrowLen() (n int, forward bool) {
	switch l.peek() {
	case '→':
		return 1, true
	case '←':
		return 1, false
	case '-':
		for n = 1; l.at(n) == '-'; n++ {
		}
		if l.at(n) == '>' {
			return n + 1, true
		}
	case '<':
		for n = 1; l.at(n) == '-'; n++ {
		}
		if n > 1 {
			return n, false
		}
	}
	return 0, false
}

func (l *lexer) arrow() (forward, ok bool, err error) {
	n, forward := l.arrowLen()
	if n == 0 {
		return false, false, nil
	}
	if !forward && l.at(n) == '>' {
		return false, false, l.fail("an arrow of one direction, -> or <-")
	}
	l.pos += n
	return forward, true, nil
}

// term reads a node: *, a quoted text or words up to an arrow, perhaps behind
// "class:" or "name:".
func (l *lexer) term() (Term, error) {
	t := Term{Kind: l.prefix()}
	l.space()
	start := l.pos
	if opensQuote(l.peek()) {
		text, err := l.quoted()
		if err != nil {
			return Term{}, err
		}
		t.Text = text
		l.space()
		if n, _ := l.arrowLen(); n == 0 && l.peek() != eof {
			return Term{}, l.fail("an arrow or the end after the quoted name")
		}
		return t, nil
	}
	text, err := l.words()
	switch {
	case err != nil:
		return Term{}, err
	case text == "":
		l.pos = start
		return Term{}, l.fail(t.Kind.wanted())
	case text == "*" && t.Kind == Word:
		return Term{Kind: AnyNode}, nil
	}
	t.Text = text
	return t, nil
}

func (k TermKind) wanted() string {
	switch k {
	case ClassTerm:
		return "a class after " + classWord + ":"
	case NameTerm:
		return "a name after " + nameWord + ":"
	}
	return "a name, class, id or *"
}

// prefix reads "class:" or "name:", in any case.
func (l *lexer) prefix() TermKind {
	l.space()
	for word, kind := range map[string]TermKind{classWord: ClassTerm, nameWord: NameTerm} {
		n := len(word)
		if l.at(n) == ':' && strings.EqualFold(string(l.input[l.pos:l.pos+n]), word) {
			l.pos += n + 1
			return kind
		}
	}
	return Word
}

// words reads unquoted text up to an arrow, runs of blanks as one.
func (l *lexer) words() (string, error) {
	var b strings.Builder
	blank := false
	for {
		r := l.peek()
		if n, _ := l.arrowLen(); n > 0 || r == eof {
			return b.String(), nil
		}
		switch {
		case r == '|':
			return "", l.fail("one name (quote a name that holds |)")
		case opensQuote(r) || r == '”':
			return "", l.fail("an arrow, or quotes around the whole name")
		case unicode.IsSpace(r):
			blank = b.Len() > 0
		default:
			if blank {
				b.WriteByte(' ')
				blank = false
			}
			b.WriteRune(r)
		}
		l.pos++
	}
}

// predicateName reads a predicate; several words are joined as the ontology
// joins them, by underscores.
func (l *lexer) predicateName() (string, error) {
	l.space()
	if opensQuote(l.peek()) {
		start := l.pos
		text, err := l.quoted()
		if err == nil && text == AnyPredicate {
			l.pos = start
			err = l.fail("a predicate's name inside the quotes")
		}
		return text, err
	}
	var words []string
	for {
		l.space()
		start := l.pos
		for !l.endsPredicate() {
			l.pos++
		}
		if l.pos == start {
			break
		}
		words = append(words, string(l.input[start:l.pos]))
	}
	if len(words) == 0 {
		return "", l.fail("a predicate")
	}
	return strings.Join(words, "_"), nil
}

func (l *lexer) endsPredicate() bool {
	r := l.peek()
	if r == eof || unicode.IsSpace(r) || strings.ContainsRune("|+()*", r) || opensQuote(r) || r == '”' {
		return true
	}
	n, _ := l.arrowLen()
	return n > 0
}

func opensQuote(r rune) bool { return r == '"' || r == '“' }

// quoted reads a text in straight or curly double quotes. A backslash takes
// the next character as it is.
func (l *lexer) quoted() (string, error) {
	closing := '"'
	if l.peek() == '“' {
		closing = '”'
	}
	start := l.pos
	l.pos++
	var b strings.Builder
	for {
		switch r := l.peek(); r {
		case eof:
			return "", l.fail("a closing " + string(closing))
		case closing:
			if strings.TrimSpace(b.String()) == "" {
				l.pos = start
				return "", l.fail("a name between the quotes")
			}
			l.pos++
			return b.String(), nil
		case '\\':
			if l.pos++; l.peek() == eof {
				return "", l.fail("a closing " + string(closing))
			}
		}
		b.WriteRune(l.peek())
		l.pos++
	}
}
