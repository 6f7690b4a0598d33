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
	// Kind is method, predicate, class, entity, value or sign.
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
	store    *store.Store
	ontology walk.Ontology
}

// New reads the graph's ontology.
func New(ctx context.Context, st *store.Store) (*Completer, error) {
	o, err := walk.ReadOntology(ctx, st)
	return &Completer{st, o}, err
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
// does: names that begin so first, then the short ones.
func (c *Completer) entities(ctx context.Context, text string) ([]walk.Node, error) {
	key := extract.Fold(text)
	if key == "" {
		return nil, nil
	}
	names := map[string]string{}
	var ids []string
	seen := 0
	err := c.store.Complete(ctx, key, func(n store.Completion) error {
		if seen++; seen > maxSeen {
			return store.ErrStop
		}
		if _, ok := names[n.Entity]; !ok {
			ids = append(ids, n.Entity)
			names[n.Entity] = n.Name
		} else if strings.HasPrefix(n.Name, key) {
			names[n.Entity] = n.Name
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(ids, func(a, b string) int {
		return cmp.Or(later(!strings.HasPrefix(names[a], key), !strings.HasPrefix(names[b], key)), len(names[a])-len(names[b]))
	})
	return walk.Nodes(ctx, c.store, ids[:min(len(ids), MaxItems)])
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

// starting keeps those that begin with the text, without regard to case.
func starting(items []Item, text string) []Item {
	text = strings.ToLower(text)
	return slices.DeleteFunc(items, func(i Item) bool { return !strings.HasPrefix(strings.ToLower(i.Label), text) })
}
