package completion

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/graph"
)

// half finds an arrow that is begun at the end of a text.
var half = regexp.MustCompile(`(?:^|\s)(<?-*|-+)$`)

// walk completes a walk: names and classes where a node stands, predicates
// between the arrows, and signs behind either.
func (c *Completer) walk(ctx context.Context, before string) (Answer, error) {
	p, ok := graph.PlaceAtEnd(before)
	if !ok {
		return Answer{}, nil
	}
	if m := half.FindStringSubmatch(p.Text); m != nil && m[1] != "" && !p.Open && strings.TrimSpace(p.Text) != m[1] {
		return Answer{m[1], arrows(p, "")}, nil
	}
	if p.Done {
		return Answer{"", signs(p, blankAfter(p.Text))}, nil
	}
	a := Answer{Replace: p.Text}
	var exact bool
	var err error
	if p.Node {
		a.Items, exact, err = c.terms(ctx, p)
	} else {
		a.Items, exact = c.predicates(p)
	}
	if text := strings.TrimRight(p.Text, " \t\n"); !p.Open && text != "" && (exact || text != p.Text) {
		// What is written may be all; then a sign follows. It is the likelier where
		// nothing else is left but what is written.
		next := signs(p, text+" ")
		if exact || len(a.Items) == 0 {
			a.Items = slices.DeleteFunc(a.Items, func(i Item) bool { return i.Text == text })
			a.Items = append(next, a.Items...)
		} else {
			a.Items = append(a.Items, next...)
		}
	}
	return a, err
}

// blankAfter is what keeps a sign apart from the text before it.
func blankAfter(text string) string {
	if strings.TrimRight(text, " \t\n") != text {
		return ""
	}
	return " "
}

// arrows are those that may follow, behind a text.
func arrows(p graph.Place, text string) []Item {
	forward, back := Item{text + "-> ", "->", "sign", "leads to"}, Item{text + "<- ", "<-", "sign", "comes from"}
	switch {
	case p.Node:
		return []Item{forward, back}
	case p.Forward:
		return []Item{forward}
	}
	return []Item{back}
}

func signs(p graph.Place, text string) []Item {
	items := arrows(p, text)
	if !p.Node {
		text = strings.TrimRight(text, " ")
		items = append(items, Item{text + "|", "|", "sign", "or"}, Item{text + "+ ", "+", "sign", "one or more of it"})
	}
	return items
}

// predicates are those that begin with what is written, whose blanks stand for
// underscores. exact tells that it is one of them.
func (c *Completer) predicates(p graph.Place) (items []Item, exact bool) {
	written := strings.TrimLeft(strings.TrimLeft(p.Text, `"“`), " ")
	word := strings.Join(strings.Fields(written), "_")
	if word != "" && blankAfter(written) == "" {
		exact = slices.ContainsFunc(c.ontology, func(i Item) bool { return i.Label == word })
		word += "_"
	}
	for _, i := range c.ontology {
		if strings.HasPrefix(i.Label, strings.ToLower(word)) {
			exact = exact || i.Label == word
			items = append(items, Item{i.Label, i.Label, i.Kind, i.Detail})
		}
	}
	return items, exact
}

// terms are the classes and entities that may stand for a node. exact tells that
// what is written is one of them.
func (c *Completer) terms(ctx context.Context, p graph.Place) (items []Item, exact bool, err error) {
	text := strings.TrimLeft(p.Text, `"“`)
	key := extract.Fold(text)
	prefix := ""
	if p.Kind != graph.NameTerm && !p.Open {
		for _, class := range c.classes {
			for _, word := range class.words {
				if strings.HasPrefix(extract.Fold(word), key) {
					exact = exact || extract.Fold(word) == key
					items = append(items, Item{word, word, "class", class.name})
					break
				}
			}
		}
	}
	if p.Kind == graph.ClassTerm {
		return items, exact, nil
	}
	if class, rest, isID := strings.Cut(text, "/"); isID && !p.Open {
		prefix = class + "/"
		key = extract.Fold(rest)
	}
	nodes, err := c.entities(ctx, key)
	for _, n := range nodes {
		term := Item{graph.Term{Kind: graph.Word, Text: n.Name}.String(), n.Name, "entity", n.Class()}
		switch {
		case prefix != "":
			if !strings.HasPrefix(n.ID, prefix) {
				continue
			}
			term.Text = n.ID
		case p.Open && !strings.HasPrefix(term.Text, `"`):
			term.Text = `"` + term.Text + `"`
		}
		exact = exact || extract.Fold(n.Name) == key && !p.Open
		items = append(items, term)
	}
	return items, exact, err
}
