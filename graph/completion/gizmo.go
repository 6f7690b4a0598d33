package completion

import (
	"context"
	_ "embed" // methods.tsv
	"fmt"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/graph"
)

//go:embed methods.tsv
var methodsTSV string

// method is a row of methods.tsv.
type method struct{ name, on, signature, argument, help string }

var methods = func() (list []method) {
	for n, line := range strings.Split(strings.TrimSpace(methodsTSV), "\n") {
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "name\t") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			panic(fmt.Sprintf("methods.tsv:%d: %d columns", n+1, len(f)))
		}
		list = append(list, method{f[0], f[1], f[2], f[3], f[4]})
	}
	return list
}()

// shapes are the predicates of the graph's own that scripts use; see
// docs/graph.md.
var shapes = []string{
	"type", "name", "alias", "key", "status", "subject", "predicate", "object", "attributed_to", "instrument", "place",
	"time_from", "time_to", "confidence", "document", "sentence", "text", "trigger", "source", "title", "published",
	"mentions", "includes", "subclass_of", "subpredicate_of", "co_occurs_with",
}

// gizmo completes a script: methods after a dot, and in quotes whatever the
// method takes.
func (c *Completer) gizmo(ctx context.Context, before string) (Answer, error) {
	s := scan(before)
	if s.comment {
		return Answer{}, nil
	}
	if s.quote != 0 {
		return c.quoted(ctx, s)
	}
	word := before[len(strings.TrimRightFunc(before, isWord)):]
	head := strings.TrimRight(before[:len(before)-len(word)], " \t\n")
	on := "top"
	if chain, dot := strings.CutSuffix(head, "."); dot {
		on = "path"
		if last := strings.TrimRight(chain, " \t\n"); strings.HasSuffix(last, "g") || strings.HasSuffix(last, "graph") {
			on = "g"
		}
	}
	var items []Item
	for _, m := range methods {
		if m.on != on || !strings.HasPrefix(strings.ToLower(m.name), strings.ToLower(word)) {
			continue
		}
		name := m.name
		if word != "" && unicode.IsUpper(rune(word[0])) {
			name = strings.ToUpper(name[:1]) + name[1:]
		}
		items = append(items, Item{name, name, "method", m.signature + ": " + m.help})
	}
	return Answer{word, items}, nil
}

func isWord(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// scanned is where the cursor stands in a script.
type scanned struct {
	comment bool
	// quote is the mark of the string that is open, 0 if none is; text is what it
	// holds so far.
	quote byte
	text  string
	// method is the call whose argument it is, and before the arguments before
	// it.
	method string
	before []string
}

// scan reads a script up to the cursor: strings, comments and brackets.
func scan(script string) scanned {
	type call struct {
		method string
		args   []string
	}
	var calls []call
	var s scanned
	start := 0
	for i := 0; i < len(script); i++ {
		ch := script[i]
		switch {
		case s.quote != 0 && ch == '\\':
			i++
		case s.quote != 0 && ch == s.quote:
			if len(calls) > 0 {
				last := &calls[len(calls)-1]
				last.args = append(last.args, script[start:i])
			}
			s.quote = 0
		case s.quote != 0:
		case ch == '"' || ch == '\'' || ch == '`':
			s.quote, start = ch, i+1
		case strings.HasPrefix(script[i:], "//"):
			end := strings.IndexByte(script[i:], '\n')
			if end < 0 {
				return scanned{comment: true}
			}
			i += end
		case strings.HasPrefix(script[i:], "/*"):
			end := strings.Index(script[i:], "*/")
			if end < 0 {
				return scanned{comment: true}
			}
			i += end + 1
		case ch == '(':
			head := strings.TrimRight(script[:i], " \t\n")
			calls = append(calls, call{method: head[len(strings.TrimRightFunc(head, isWord)):]})
		case ch == ')' && len(calls) > 0:
			calls = calls[:len(calls)-1]
		}
	}
	if s.quote != 0 && start <= len(script) {
		s.text = script[start:]
	}
	if len(calls) > 0 {
		s.method, s.before = calls[len(calls)-1].method, calls[len(calls)-1].args
	}
	return s
}

// quoted completes a string by what its method takes.
func (c *Completer) quoted(ctx context.Context, s scanned) (Answer, error) {
	argument := "node"
	for _, m := range methods {
		if strings.EqualFold(m.name, s.method) {
			argument = m.argument
		}
	}
	if argument == "predicate" && len(s.before) > 0 {
		switch {
		case strings.EqualFold(s.method, "has"):
			return c.values(ctx, s, s.before[len(s.before)-1])
		case strings.EqualFold(s.method, "hasR"):
			argument = "node"
		default:
			argument = "tag"
		}
	}
	a := Answer{Replace: s.text}
	word := strings.TrimPrefix(s.text, "<")
	switch argument {
	case "predicate":
		for _, p := range c.ontology.Predicates {
			a.Items = append(a.Items, Item{"<" + p.Name + ">", p.Name, "predicate", p.Detail()})
		}
		for _, name := range shapes {
			a.Items = append(a.Items, Item{"<" + name + ">", name, "predicate", "of the graph's own"})
		}
		a.Items = starting(a.Items, word)
		return a, nil
	case "node":
		return c.nodes(ctx, a, word)
	}
	return Answer{}, nil
}

// nodes completes an IRI by its beginning, or by an entity's name.
func (c *Completer) nodes(ctx context.Context, a Answer, word string) (Answer, error) {
	name := word
	if rest, ok := strings.CutPrefix(word, "entity/"); ok {
		name = strings.ReplaceAll(rest[strings.LastIndexByte(rest, '/')+1:], "-", " ")
	}
	for _, class := range c.ontology.Classes {
		if iri := string(graph.ClassIRI(class.Name)); word != "" && (strings.HasPrefix(iri, word) || strings.HasPrefix(strings.ToLower(class.Name), strings.ToLower(word))) {
			a.Items = append(a.Items, Item{"<" + iri + ">", class.Name, "class", "class"})
		}
	}
	nodes, err := c.entities(ctx, name)
	for _, n := range nodes {
		a.Items = append(a.Items, Item{"<" + string(graph.EntityIRI(n.ID)) + ">", n.Name, "entity", n.Class()})
	}
	return a, err
}

// values completes the second argument of has.
func (c *Completer) values(ctx context.Context, s scanned, predicate string) (Answer, error) {
	a := Answer{Replace: s.text}
	switch strings.Trim(predicate, "<>") {
	case "status":
		for _, status := range []string{"asserted", "reported", "threatened", "denied"} {
			a.Items = append(a.Items, Item{status, status, "value", "status"})
		}
		a.Items = starting(a.Items, s.text)
		return a, nil
	case "predicate":
		for _, p := range c.ontology.Predicates {
			a.Items = append(a.Items, Item{"<" + p.Name + ">", p.Name, "predicate", p.Detail()})
		}
		a.Items = starting(a.Items, strings.TrimPrefix(s.text, "<"))
		return a, nil
	case "type":
		for _, class := range c.ontology.Classes {
			a.Items = append(a.Items, Item{"<" + string(graph.ClassIRI(class.Name)) + ">", class.Name, "class", "class"})
		}
		a.Items = starting(a.Items, strings.TrimPrefix(strings.TrimPrefix(s.text, "<"), "class/"))
		return a, nil
	case "name", "alias":
		nodes, err := c.entities(ctx, s.text)
		for _, n := range nodes {
			a.Items = append(a.Items, Item{n.Name, n.Name, "entity", n.Class()})
		}
		return a, err
	case "key":
		nodes, err := c.entities(ctx, s.text)
		for _, n := range nodes {
			a.Items = append(a.Items, Item{extract.Fold(n.Name), n.Name, "entity", n.Class()})
		}
		return a, err
	}
	return c.nodes(ctx, a, strings.TrimPrefix(s.text, "<"))
}
