package graph

import (
	"slices"
	"strings"
)

// Query is a walk as its user writes it:
//
//	militia -> attacked|killed -> * <- member_of+ <- "Abu Mahdi"
//
// Invariant of a parsed query: len(Nodes) == len(Steps)+1, len(Steps) > 0, and
// ParseQuery(q.String()) equals q. Fuzzed.
type Query struct {
	Nodes []Term
	// Steps[i] lies between Nodes[i] and Nodes[i+1].
	Steps []Step
}

// TermKind says how a node of a query is to be read.
type TermKind int

// The kinds of a term. A Word is whatever it turns out to be: an ID, a name or
// alias, a class or its synonym, in that order.
const (
	Word TermKind = iota
	ClassTerm
	NameTerm
	AnyNode
)

// Term stands for a set of nodes. Text is empty for AnyNode only.
type Term struct {
	Kind TermKind
	Text string
}

// Step is one edge of a walk, or a stretch of edges. Forward steps lead from
// the node on the left to the node on the right.
type Step struct {
	Predicate PredicateTerm
	Forward   bool
}

// AnyPredicate, as a name in a PredicateTerm, stands for every predicate of
// the ontology but co_occurs_with.
const AnyPredicate = "*"

// PredicateTerm stands for the edges that one step may take: one edge of Once,
// or one or more edges of any one set in Repeated. Brackets and nested
// repetitions are resolved by the parser: (a|b+)+ is (a|b)+.
type PredicateTerm struct {
	Once     []string
	Repeated [][]string
}

// String prints the query so that it parses to itself.
func (q Query) String() string {
	var b strings.Builder
	for i, n := range q.Nodes {
		if i > 0 {
			arrow := " -> "
			if !q.Steps[i-1].Forward {
				arrow = " <- "
			}
			b.WriteString(arrow + q.Steps[i-1].Predicate.String() + arrow)
		}
		b.WriteString(n.String())
	}
	return b.String()
}

// String prints the term, quoted where it would read as something else.
func (t Term) String() string {
	prefix := ""
	switch t.Kind {
	case AnyNode:
		return "*"
	case ClassTerm:
		prefix = classWord + ":"
	case NameTerm:
		prefix = nameWord + ":"
	}
	if text, ok := plainTerm(t.Text); ok {
		return prefix + text
	}
	return prefix + quote(t.Text)
}

// plainTerm tells whether a text reads as itself without quotes.
func plainTerm(text string) (string, bool) {
	l := lexer{input: []rune(text)}
	term, err := l.term()
	return text, err == nil && l.pos == len(l.input) && term == Term{Kind: Word, Text: text}
}

// String prints the alternatives, single predicates first.
func (p PredicateTerm) String() string {
	var parts []string
	for _, n := range p.Once {
		parts = append(parts, predicateWord(n))
	}
	for _, set := range p.Repeated {
		words := make([]string, len(set))
		for i, n := range set {
			words[i] = predicateWord(n)
		}
		if len(words) == 1 {
			parts = append(parts, words[0]+"+")
		} else {
			parts = append(parts, "("+strings.Join(words, "|")+")+")
		}
	}
	return strings.Join(parts, "|")
}

func predicateWord(name string) string {
	if name == AnyPredicate {
		return name
	}
	l := lexer{input: []rune(name)}
	word, err := l.predicateName()
	if err == nil && word == name && l.pos == len(l.input) {
		return name
	}
	return quote(name)
}

func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "”", `\”`).Replace(text) + `"`
}

// ParseQuery reads a walk. Every error is a *SyntaxError.
func ParseQuery(text string) (Query, error) {
	l, err := newLexer(text)
	if err != nil {
		return Query{}, err
	}
	var q Query
	for {
		term, err := l.term()
		if err != nil {
			return Query{}, err
		}
		q.Nodes = append(q.Nodes, term)
		if l.end() && len(q.Steps) > 0 {
			return q, nil
		}
		step, err := l.step()
		if err != nil {
			return Query{}, err
		}
		q.Steps = append(q.Steps, step)
	}
}

// ParsePredicate reads what may stand between two arrows, such as
// "attacked|killed+". Every error is a *SyntaxError.
func ParsePredicate(text string) (PredicateTerm, error) {
	l, err := newLexer(text)
	if err != nil {
		return PredicateTerm{}, err
	}
	p, err := l.predicate()
	if err == nil && !l.end() {
		err = l.fail("| or the end of the predicate")
	}
	if err != nil {
		return PredicateTerm{}, err
	}
	return p, nil
}

// ParseTerm reads one node of a walk. Every error is a *SyntaxError.
func ParseTerm(text string) (Term, error) {
	l, err := newLexer(text)
	if err != nil {
		return Term{}, err
	}
	t, err := l.term()
	if err == nil && !l.end() {
		err = l.fail("one name, class or id, and nothing after it")
	}
	if err != nil {
		return Term{}, err
	}
	return t, nil
}

// step reads an arrow, a predicate, and the same arrow again.
func (l *lexer) step() (Step, error) {
	l.space()
	forward, ok, err := l.arrow()
	if err != nil {
		return Step{}, err
	}
	if !ok {
		return Step{}, l.fail("-> or <-")
	}
	p, err := l.predicate()
	if err != nil {
		return Step{}, err
	}
	l.space()
	start := l.pos
	again, ok, err := l.arrow()
	if err != nil {
		return Step{}, err
	}
	want := "->"
	if !forward {
		want = "<-"
	}
	if !ok || again != forward {
		l.pos = start
		if !ok {
			want = "|, + or " + want
		}
		return Step{}, l.fail(want + " and a node after the predicate")
	}
	return Step{Predicate: p, Forward: forward}, nil
}

// predicate reads alternatives up to an arrow, a closing bracket or the end.
func (l *lexer) predicate() (PredicateTerm, error) {
	if l.depth++; l.depth > maxDepth {
		return PredicateTerm{}, l.fail("fewer brackets inside one another")
	}
	defer func() { l.depth-- }()
	var p PredicateTerm
	for {
		factor, err := l.factor()
		if err != nil {
			return PredicateTerm{}, err
		}
		p = p.or(factor)
		l.space()
		if l.peek() != '|' {
			return p, nil
		}
		l.pos++
	}
}

// factor reads a name, * or bracketed alternatives, and any + behind.
func (l *lexer) factor() (PredicateTerm, error) {
	var p PredicateTerm
	l.space()
	switch l.peek() {
	case '(':
		l.pos++
		inner, err := l.predicate()
		if err != nil {
			return p, err
		}
		if l.space(); l.peek() != ')' {
			return p, l.fail("| or )")
		}
		l.pos++
		p = inner
	case '*':
		l.pos++
		p.Once = []string{AnyPredicate}
	default:
		name, err := l.predicateName()
		if err != nil {
			return p, err
		}
		p.Once = []string{name}
	}
	for l.space(); l.peek() == '+'; l.space() {
		l.pos++
		p = p.repeat()
	}
	return p, nil
}

// or joins two terms, each alternative kept once.
func (p PredicateTerm) or(q PredicateTerm) PredicateTerm {
	for _, n := range q.Once {
		if !slices.Contains(p.Once, n) {
			p.Once = append(p.Once, n)
		}
	}
	for _, set := range q.Repeated {
		if !slices.ContainsFunc(p.Repeated, func(s []string) bool { return slices.Equal(s, set) }) {
			p.Repeated = append(p.Repeated, set)
		}
	}
	return p
}

// repeat is (p)+: any mixture of p's predicates, one or more times.
func (p PredicateTerm) repeat() PredicateTerm {
	all := PredicateTerm{Once: p.Once}
	for _, set := range p.Repeated {
		all = all.or(PredicateTerm{Once: set})
	}
	return PredicateTerm{Repeated: [][]string{all.Once}}
}
