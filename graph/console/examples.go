package console

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"sitrep/graph"
	"sitrep/graph/walk"
)

// example is a query that has an answer in this graph.
type example struct {
	Title    string `json:"title"`
	Language string `json:"language"`
	Query    string `json:"query"`
}

// tour is what the examples are made of: walk is tried on the graph, and where it
// has an answer, NAME and ID stand for the first node of the best walk.
var tour = []struct {
	walk     string
	examples []example
}{
	{"militia -> attacked -> site", []example{{"Which militias attacked which sites?", "walk", "militia -> attacked -> site"}}},
	{"* -> attacked -> *", []example{{"Who attacked whom?", "walk", "* -> attacked -> *"}}},
	{"* -> attacked|killed -> *", []example{
		{"What did NAME attack, and what did that belong to?", "walk", `NAME -> attacked|killed -> * -> part_of|located_in -> *`},
		{"Everything that NAME attacked, with the statements", "gizmo", "g.V(\"<entity/ID>\").out(\"<attacked>\", \"how\").all()"},
	}},
	{"* -> leads -> organisation", []example{{"Who leads which organisation?", "walk", "person -> leads -> organisation"}}},
	{"* -> uses -> weapon", []example{{"Who uses which weapons?", "gizmo", "g.V().tag(\"who\").out(\"<uses>\").tag(\"weapon\").all()"}}},
	{"country -> supports|supplied|trains -> *", []example{{"Which countries back whom, and whom do those attack?", "walk", "country -> supports|supplied|trains -> * -> attacked -> *"}}},
	{"* -> accused -> *", []example{{"Who accuses whom, and in which sentence?", "gizmo", "g.V(\"<accused>\").in(\"<predicate>\")\n  .save(\"<subject>\", \"who\").save(\"<object>\", \"whom\")\n  .out(\"<sentence>\").save(\"<text>\", \"sentence\").all()"}}},
	{"* -> part_of+ -> country", []example{{"What belongs to which country, through any number of steps?", "walk", "organisation -> part_of+ -> country"}}},
	{"* -> met -> *", []example{{"Who met whom?", "walk", "* -> met -> *"}}},
	{"* -> co_occurs_with -> *", []example{{"What is named together most?", "walk", "* -> co_occurs_with -> *"}}},
}

// examples answers with the tour of this graph.
func (s *Server) examples(w http.ResponseWriter, r *http.Request) {
	found, err := s.tour(r.Context())
	s.answer(w, r, map[string]any{"examples": found}, err)
}

func (s *Server) tour(ctx context.Context) ([]example, error) {
	s.once.Lock()
	defer s.once.Unlock()
	if s.toured != nil {
		return s.toured, nil
	}
	found := []example{}
	for _, stop := range tour {
		q, err := graph.ParseQuery(stop.walk)
		if err != nil {
			return nil, err
		}
		best, err := walk.Run(ctx, s.o.Store, q, walk.Options{Limit: 1, MaxEvidence: 1})
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
	s.toured = found
	return found, nil
}
