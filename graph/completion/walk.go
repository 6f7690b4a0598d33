package completion

import (
	"context"
	"strings"

	"sitrep/graph"
)

// walk completes a walk: names and classes where a node stands, predicates
// between the arrows.
func (c *Completer) walk(ctx context.Context, before string) (Answer, error) {
	at, node := place(before)
	if !node {
		word := at[strings.LastIndexAny(at, "|( ")+1:]
		var items []Item
		for _, p := range c.ontology.Predicates {
			items = append(items, Item{p.Name, p.Name, "predicate", p.Detail()})
		}
		return Answer{word, starting(items, word)}, nil
	}
	if text := strings.TrimRight(at, " "); text != at && text != "" && !strings.HasPrefix(text, `"`) {
		// A blank after a term: an arrow may follow, or more of the name.
		found, err := c.terms(ctx, at)
		if err == nil && len(found) == 0 {
			return Answer{"", []Item{{"-> ", "->", "sign", "leads to"}, {"<- ", "<-", "sign", "comes from"}}}, nil
		}
		return Answer{at, found}, err
	}
	found, err := c.terms(ctx, at)
	return Answer{at, found}, err
}

// place cuts a walk down to what stands since its last arrow, and tells whether
// that is a node, as after every second one.
func place(before string) (at string, node bool) {
	arrows, start := 0, 0
	quoted := false
	for i := 0; i < len(before); i++ {
		switch {
		case before[i] == '\\' && quoted:
			i++
		case before[i] == '"':
			quoted = !quoted
		case quoted:
		case strings.HasPrefix(before[i:], "->"), strings.HasPrefix(before[i:], "<-"):
			arrows++
			i++
			start = i + 1
		}
	}
	return strings.TrimLeft(before[start:], " \t\n"), arrows%2 == 0
}

func (c *Completer) terms(ctx context.Context, at string) ([]Item, error) {
	text := strings.Trim(at, `"`)
	quoted := strings.HasPrefix(at, `"`)
	var items []Item
	if !quoted {
		for _, class := range c.ontology.Classes {
			for _, word := range append([]string{strings.ToLower(class.Name)}, class.Synonyms...) {
				if text != "" && strings.HasPrefix(word, strings.ToLower(text)) {
					items = append(items, Item{word, word, "class", class.Name})
					break
				}
			}
			if text == "" {
				word := strings.ToLower(class.Name)
				items = append(items, Item{word, word, "class", class.Name})
			}
		}
	}
	nodes, err := c.entities(ctx, text)
	for _, n := range nodes {
		term := graph.Term{Kind: graph.Word, Text: n.Name}.String()
		if quoted && !strings.HasPrefix(term, `"`) {
			term = `"` + term + `"`
		}
		items = append(items, Item{term, n.Name, "entity", n.Class()})
	}
	return items, err
}
