// Package completion says what may stand at the cursor of a query: methods,
// predicates, classes, and the names of entities as the graph has them.
package completion

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

// Item is something that may stand at the cursor.
type Item struct {
	// Text is what to write, Label what to show.
	Text  string `json:"text"`
	Label string `json:"label"`
	// Kind is method, predicate, class, entity, value, tag or sign.
	Kind string `json:"kind"`
	// Detail tells more: a method's signature and use, an entity's class.
	Detail string `json:"detail"`
}

// Answer holds the items, the likeliest first. They stand in the place of
// Replace, which is the end of the text before the cursor.
type Answer struct {
	Replace string `json:"replace"`
	Items   []Item `json:"items"`
}

// MaxItems is how many items an answer holds.
const MaxItems = 50

// maxSeen bounds the names that are looked at for one answer.
const maxSeen = 500

// Completer completes queries over one graph, whose ontology it reads once. Safe
// for concurrent use.
type Completer struct {
	store *store.Store
	// ontology are its predicates, shapes those of the graph's own.
	ontology, shapes []Item
	classes          []class
}

// class is a class and the words for it in walks, its name first.
type class struct {
	name  string
	words []string
}

// New reads the graph's ontology.
func New(ctx context.Context, st *store.Store) (*Completer, error) {
	o, err := walk.ReadOntology(ctx, st)
	if err != nil {
		return nil, err
	}
	c := &Completer{store: st}
	for _, p := range o.Predicates {
		c.ontology = append(c.ontology, Item{"<" + p.Name + ">", p.Name, "predicate", p.Detail()})
	}
	for _, name := range shapes {
		if !slices.ContainsFunc(c.ontology, func(i Item) bool { return i.Label == name }) {
			c.shapes = append(c.shapes, Item{"<" + name + ">", name, "predicate", "of the graph's own"})
		}
	}
	for _, k := range o.Classes {
		c.classes = append(c.classes, class{k.Name, append([]string{spaced(k.Name)}, k.Synonyms...)})
	}
	return c, nil
}

// spaced writes ArmedGroup as "armed group".
func spaced(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

// Complete answers for the text before the cursor, in a language: walk or gizmo.
func (c *Completer) Complete(ctx context.Context, language, before string) (Answer, error) {
	var a Answer
	var err error
	if language == "walk" {
		a, err = c.walk(ctx, before)
	} else {
		a, err = c.gizmo(ctx, before)
	}
	if a.Items == nil {
		a.Items = []Item{}
	}
	a.Items = a.Items[:min(len(a.Items), MaxItems)]
	return a, err
}

// entities finds entities of which a name has a word that begins as the text
// does: the name itself first, then those that begin so, then the short ones.
func (c *Completer) entities(ctx context.Context, text string) ([]walk.Node, error) {
	key := extract.Fold(text)
	if key == "" {
		return nil, nil
	}
	best := map[string]string{}
	var ids []string
	seen := 0
	err := c.store.Complete(ctx, key, func(n store.Completion) error {
		if seen++; seen > maxSeen {
			return store.ErrStop
		}
		name, ok := best[n.Entity]
		if !ok {
			ids = append(ids, n.Entity)
		}
		if !ok || closer(key, n.Name, name) < 0 {
			best[n.Entity] = n.Name
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(ids, func(a, b string) int { return closer(key, best[a], best[b]) })
	return walk.Nodes(ctx, c.store, ids[:min(len(ids), MaxItems)])
}

// closer compares two names by how near they are to what was written.
func closer(key, a, b string) int {
	return cmp.Or(later(!strings.HasPrefix(a, key), !strings.HasPrefix(b, key)), len(a)-len(b))
}

func later(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// starting are the items that begin with a text, without regard to case.
func starting(text string, lists ...[]Item) []Item {
	var items []Item
	text = strings.ToLower(text)
	for _, list := range lists {
		for _, i := range list {
			if strings.HasPrefix(strings.ToLower(i.Label), text) {
				items = append(items, i)
			}
		}
	}
	return items
}
