package console

import (
	"context"
	"fmt"
	"net/http"

	"sitrep/graph"
	"sitrep/graph/tour"
	"sitrep/graph/walk"
)

// health says that the server runs.
func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ok")
}

func (s *Server) about(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/api/v1/" {
		s.unknown(w, r)
		return
	}
	s.write(w, http.StatusOK, map[string]any{
		"name": "sitrep", "version": s.o.Version, "api": "/api/v1/openapi.yaml",
		"rows": s.o.Rows, "seconds": s.o.Timeout.Seconds(),
	})
}

func (s *Server) stats(w http.ResponseWriter, r *http.Request) {
	counts, err := walk.Count(r.Context(), s.o.Store)
	s.answer(w, r, counts, err)
}

func (s *Server) ontology(w http.ResponseWriter, r *http.Request) {
	o, err := walk.ReadOntology(r.Context(), s.o.Store)
	s.answer(w, r, o, err)
}

// id reads the parameter by which a request names a node.
func id(r *http.Request, name string) (string, error) {
	v := r.URL.Query().Get(name)
	if v == "" {
		return "", fmt.Errorf("%w: %s is missing", errRequest, name)
	}
	return v, nil
}

// cardLimit is how many neighbours of each predicate a card holds unless asked.
const cardLimit = 20

func (s *Server) entity(w http.ResponseWriter, r *http.Request) {
	id, err := id(r, "id")
	if err != nil {
		s.fail(w, r, err)
		return
	}
	f, err := asked(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if f.Limit == 0 {
		f.Limit = cardLimit
	}
	cards, err := walk.Show(r.Context(), s.o.Store, graph.Term{Kind: graph.Word, Text: id}, s.options(f))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.write(w, http.StatusOK, cards[0])
}

// drawn is a picture as answers hold it.
type drawn struct {
	Nodes []walk.PictureNode `json:"nodes"`
	Edges []link             `json:"edges"`
	Cut   bool               `json:"cut"`
}

func picture(p walk.Picture) drawn {
	d := drawn{Nodes: p.Nodes, Edges: []link{}, Cut: p.Cut}
	for _, l := range p.Links {
		d.Edges = append(d.Edges, link{linkID(l), l})
	}
	return d
}

// neighbourLimit is how many neighbours a node is expanded by unless asked.
const neighbourLimit = 30

func (s *Server) neighbours(w http.ResponseWriter, r *http.Request) {
	id, err := id(r, "id")
	if err != nil {
		s.fail(w, r, err)
		return
	}
	f, err := asked(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if f.Limit == 0 {
		f.Limit = neighbourLimit
	}
	p, err := walk.Neighbourhood(r.Context(), s.o.Store, id, s.options(f))
	s.answer(w, r, picture(p), err)
}

// picture answers with the nodes that are asked for, and the edges between them.
func (s *Server) picture(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Nodes []string `json:"nodes"`
		filters
	}
	if err := body(r, &q); err != nil {
		s.fail(w, r, err)
		return
	}
	p, err := walk.Draw(r.Context(), s.o.Store, q.Nodes, s.options(q.filters))
	s.answer(w, r, picture(p), err)
}

// evidence answers with every statement of one edge.
func (s *Server) evidence(w http.ResponseWriter, r *http.Request) {
	subject, err := id(r, "subject")
	predicate, err2 := id(r, "predicate")
	object, err3 := id(r, "object")
	for _, err := range []error{err, err2, err3} {
		if err != nil {
			s.fail(w, r, err)
			return
		}
	}
	f, err := asked(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	o := s.options(f)
	o.MaxEvidence = 0
	e, err := walk.EdgeBetween(r.Context(), s.o.Store, subject, predicate, object, o)
	s.answer(w, r, link{linkID(e), e}, err)
}

func (s *Server) report(w http.ResponseWriter, r *http.Request) {
	id, err := id(r, "id")
	if err != nil {
		s.fail(w, r, err)
		return
	}
	report, err := walk.ReadReport(r.Context(), s.o.Store, id)
	s.answer(w, r, report, err)
}

// examples answers with the tour of this graph.
func (s *Server) examples(w http.ResponseWriter, r *http.Request) {
	found, err := s.tour(r.Context())
	s.answer(w, r, map[string]any{"examples": found}, err)
}

func (s *Server) tour(ctx context.Context) ([]tour.Example, error) {
	s.once.Lock()
	defer s.once.Unlock()
	if s.toured == nil {
		found, err := tour.Examples(ctx, s.o.Store)
		if err != nil {
			return nil, err
		}
		s.toured = found
	}
	return s.toured, nil
}
