package completion

import (
	"context"
	_ "embed" // methods.tsv
	"fmt"
	"regexp"
	"slices"
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
	"time_from", "time_to", "time_text", "confidence", "document", "sentence", "text", "trigger", "source", "title", "published",
	"mentions", "includes", "event_type", "resolved", "called", "subclass_of", "subpredicate_of", "synonym", "co_occurs_with",
}

// entityShapes are those of them whose values are entities.
var entityShapes = []string{"subject", "object", "attributed_to", "instrument", "place", "mentions", "co_occurs_with"}

// gizmo completes a script: methods after a dot, and in quotes whatever the
// method takes.
func (c *Completer) gizmo(ctx context.Context, before string) (Answer, error) {
	s := scan(before)
	if s.comment {
		return Answer{}, nil
	}
	if s.quote != 0 {
		return c.quoted(ctx, s, before)
	}
	word := lastWord(before)
	head := strings.TrimRight(before[:len(before)-len(word)], " \t\r\n")
	on := "top"
	if chain, dot := strings.CutSuffix(head, "."); dot {
		on = "path"
		if last := lastWord(strings.TrimRight(chain, " \t\r\n")); last == "g" || last == "graph" {
			on = "g"
		}
	}
	capital := capitals(head)
	if first := []rune(word); len(first) > 0 {
		capital = unicode.IsUpper(first[0])
	}
	var items []Item
	for _, m := range methods {
		if m.on != on || !strings.HasPrefix(strings.ToLower(m.name), strings.ToLower(word)) {
			continue
		}
		name := m.name
		if capital && on != "top" {
			name = strings.ToUpper(name[:1]) + name[1:]
		}
		items = append(items, Item{name, name, "method", m.signature + ": " + m.help})
	}
	return Answer{word, items}, nil
}

func lastWord(text string) string {
	return text[len(strings.TrimRightFunc(text, isWord)):]
}

func isWord(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// called finds the methods of a script; V and M are capitals in any style.
var called = regexp.MustCompile(`\.\s*([A-Za-z]{2,})\s*\(`)

// capitals tells whether a script writes its methods with capitals, as Cayley
// takes them too.
func capitals(script string) bool {
	all := called.FindAllStringSubmatch(script, -1)
	return len(all) > 0 && unicode.IsUpper(rune(all[len(all)-1][1][0]))
}

// quoted completes a string by what its method takes.
func (c *Completer) quoted(ctx context.Context, s scanned, script string) (Answer, error) {
	argument := "node"
	for _, m := range methods {
		if strings.EqualFold(m.name, s.method) {
			argument = m.argument
		}
	}
	if argument == "predicate" && len(s.before) > 0 {
		switch strings.ToLower(s.method) {
		case "has":
			return c.values(ctx, s)
		case "hasr":
			argument = "node"
		default:
			argument = "tag"
		}
	}
	a := Answer{Replace: s.text}
	switch argument {
	case "predicate":
		a.Items = starting(strings.TrimPrefix(s.text, "<"), c.ontology, c.shapes)
	case "node":
		return c.nodes(ctx, s)
	case "tag":
		if strings.EqualFold(s.method, "back") {
			a.Items = tags(s.text, script)
		}
	}
	return a, nil
}

var tagged = regexp.MustCompile(`(?i)\.\s*tag\s*\(\s*["']([^"'\\]+)["']`)

// tags are those that a script sets.
func tags(text, script string) []Item {
	var items []Item
	for _, m := range tagged.FindAllStringSubmatch(script, -1) {
		item := Item{m[1], m[1], "tag", "set by tag"}
		if !slices.Contains(items, item) {
			items = append(items, item)
		}
	}
	return starting(text, items)
}

// nodes completes an IRI by its beginning, or by an entity's name.
func (c *Completer) nodes(ctx context.Context, s scanned) (Answer, error) {
	a := Answer{Replace: s.text}
	word := strings.TrimPrefix(strings.TrimPrefix(s.text, "<"), graph.Base)
	name, folder := word, ""
	if strings.HasPrefix(word, "entity/") {
		cut := strings.LastIndexByte(word, '/') + 1
		folder, name = word[:cut], strings.ReplaceAll(word[cut:], "-", " ")
	}
	if word != "" {
		a.Items = c.classesStarting(word)
	}
	nodes, err := c.entities(ctx, name)
	for _, n := range nodes {
		if iri := string(graph.EntityIRI(n.ID)); strings.HasPrefix(iri, folder) {
			a.Items = append(a.Items, Item{"<" + iri + ">", n.Name, "entity", n.Class()})
		}
	}
	return a, err
}

// classesStarting are the classes of which the name or the IRI begins so.
func (c *Completer) classesStarting(word string) []Item {
	var items []Item
	for _, class := range c.classes {
		if iri := string(graph.ClassIRI(class.name)); strings.HasPrefix(iri, word) || strings.HasPrefix(strings.ToLower(class.name), strings.ToLower(word)) {
			items = append(items, Item{"<" + iri + ">", class.name, "class", "class"})
		}
	}
	return items
}

// values completes what has looks for: values of its first argument.
func (c *Completer) values(ctx context.Context, s scanned) (Answer, error) {
	a := Answer{Replace: s.text}
	word := strings.TrimPrefix(s.text, "<")
	predicate := strings.Trim(s.before[0], "<>")
	switch predicate {
	case "status":
		for _, status := range extract.Statuses {
			a.Items = append(a.Items, Item{string(status), string(status), "value", "status"})
		}
		a.Items = starting(s.text, a.Items)
	case "predicate":
		a.Items = starting(word, c.ontology)
	case "type":
		a.Items = c.classesStarting(word)
	case "name", "alias", "key":
		nodes, err := c.entities(ctx, s.text)
		for _, n := range nodes {
			text := escaped(n.Name, s.quote)
			if predicate == "key" {
				text = extract.Fold(n.Name)
			}
			a.Items = append(a.Items, Item{text, n.Name, "entity", n.Class()})
		}
		return a, err
	default:
		if !slices.Contains(shapes, predicate) || slices.Contains(entityShapes, predicate) {
			return c.nodes(ctx, s)
		}
	}
	return a, nil
}

// escaped writes a text as it stands in quotes.
func escaped(text string, quote byte) string {
	q := string(quote)
	return strings.NewReplacer(`\`, `\\`, q, `\`+q, "\n", `\n`).Replace(text)
}
