package graph

import (
	"unicode"
	"unicode/utf8"
)

// Place is where an unfinished walk breaks off, for completion.
type Place struct {
	// Node tells that a node stands there, else a predicate. Forward is the
	// direction of the arrow before a predicate.
	Node    bool
	Forward bool
	// Kind is ClassTerm or NameTerm behind "class:" or "name:".
	Kind TermKind
	// Text is what is written of it, up to the end: an open quotation mark and
	// blanks after words included, alternatives before it not.
	Text string
	// Open tells that Text is in quotes that are not closed, Done that only a sign
	// may follow: behind closed quotes, *, a bracket or +.
	Open bool
	Done bool
}

// PlaceAtEnd finds where a text breaks off that begins as a walk does. A text
// that is not UTF-8 breaks off nowhere: ok is false.
func PlaceAtEnd(text string) (p Place, ok bool) {
	if !utf8.ValidString(text) {
		return Place{}, false
	}
	l := &lexer{input: []rune(text)}
	for {
		p := Place{Node: true, Kind: l.prefix()}
		if l.until(&p, "") {
			return p, true
		}
		_, forward := l.pass()
		p = Place{Forward: forward}
		if l.until(&p, "|(") {
			return p, true
		}
		l.pass()
	}
}

// pass goes over the arrow at the position.
func (l *lexer) pass() (n int, forward bool) {
	n, forward = l.arrowLen()
	l.pos += n
	return n, forward
}

// until reads up to an arrow, or to the end: then it is true. What stands before
// one of the separators is forgotten.
func (l *lexer) until(p *Place, separators string) bool {
	l.space()
	start := l.pos
	for {
		r := l.peek()
		if n, _ := l.arrowLen(); n > 0 {
			return false
		}
		switch {
		case r == eof:
			p.Text = string(l.input[start:])
			return true
		case opensQuote(r) && l.pos == start:
			if _, err := l.quoted(); err != nil {
				p.Open = true
				p.Text = string(l.input[start:])
				return true
			}
			p.Done = true
			continue
		case separators != "" && (r == '|' || r == '('):
			l.pos++
			l.space()
			start, p.Done = l.pos, false
			continue
		case separators != "" && (r == ')' || r == '+' || r == '*'), r == '*' && l.pos == start:
			p.Done = true
		case p.Done && !unicode.IsSpace(r):
			p.Done = false
		}
		l.pos++
	}
}
