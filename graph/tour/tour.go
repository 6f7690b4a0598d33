// Package tour shows what a graph can be asked, by queries that have an answer
// in it.
package tour

import (
	"context"
	"errors"
	"strings"

	"sitrep/graph"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

// Example is a query that has an answer. Language is walk or gizmo.
type Example struct {
	Title    string `json:"title"`
	Language string `json:"language"`
	Query    string `json:"query"`
}

// stops is what the examples are made of: walk is tried on the graph, and where it
// has an answer, NAME and ID stand for the first node of the best walk.
var stops = []struct {
	walk     string
	examples []Example
}{
	{"militia -> attacked -> site", []Example{{"Which militias attacked which sites?", "walk", "militia -> attacked -> site"}}},
	{"* -> attacked -> *", []Example{{"Who attacked whom?", "walk", "* -> attacked -> *"}}},
	{"* -> attacked|killed -> *", []Example{
		{"What did NAME attack, and what did that belong to?", "walk", `NAME -> attacked|killed -> * -> part_of|located_in -> *`},
		{"Everything that NAME attacked, with the statements", "gizmo", "g.V(\"<entity/ID>\").out(\"<attacked>\", \"how\").all()"},
	}},
	{"* -> leads -> organisation", []Example{{"Who leads which organisation?", "walk", "person -> leads -> organisation"}}},
	{"* -> uses -> weapon", []Example{{"Who uses which weapons?", "gizmo", "g.V().tag(\"who\").out(\"<uses>\").tag(\"weapon\").all()"}}},
	{"country -> supports|supplied|trains -> *", []Example{{"Which countries back whom, and whom do those attack?", "walk", "country -> supports|supplied|trains -> * -> attacked -> *"}}},
	{"* -> accused -> *", []Example{{"Who accuses whom, and in which sentence?", "gizmo", "g.V(\"<accused>\").in(\"<predicate>\")\n  .save(\"<subject>\", \"who\").save(\"<object>\", \"whom\")\n  .out(\"<sentence>\").save(\"<text>\", \"sentence\").all()"}}},
	{"* -> part_of+ -> country", []Example{{"What belongs to which country, through any number of steps?", "walk", "organisation -> part_of+ -> country"}}},
	{"* -> met -> *", []Example{{"Who met whom?", "walk", "* -> met -> *"}}},
	{"* -> co_occurs_with -> *", []Example{{"What is named together most?", "walk", "* -> co_occurs_with -> *"}}},
}

// Examples returns the tour of a graph, which is empty for an empty one.
func Examples(ctx context.Context, st *store.Store) ([]Example, error) {
	found := []Example{}
	for _, stop := range stops {
		q, err := graph.ParseQuery(stop.walk)
		if err != nil {
			return nil, err
		}
		best, err := walk.Run(ctx, st, q, walk.Options{Limit: 1, MaxEvidence: 1})
		switch {
		case errors.Is(err, walk.ErrUnknown), err == nil && len(best.Walks) == 0:
			continue
		case err != nil:
			return nil, err
		}
		n := best.Walks[0].Nodes[0]
		quoted := graph.Term{Kind: graph.Word, Text: n.Name}.String()
		for _, e := range stop.examples {
			e.Title = strings.ReplaceAll(e.Title, "NAME", n.Name)
			e.Query = strings.NewReplacer("NAME", quoted, "entity/ID", string(graph.EntityIRI(n.ID))).Replace(e.Query)
			found = append(found, e)
		}
	}
	return found, nil
}
