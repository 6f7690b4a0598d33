package console

import (
	"fmt"
	"net/http"
	"sync"

	"sitrep/graph"
	"sitrep/graph/tour"
	"sitrep/graph/walk"
)

// health says that the server runs.
func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ok")
}

func (s *Server) version(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/api/v1/" {
		s.unknown(w, r)
		return
	}
	s.write(w, http.StatusOK, map[string]any{
		"name": "sitrep", "version": s.o.Version, "api": "/api/v1/openapi.yaml",
		"rows": s.o.Rows, "seconds": s.o.Timeout.Seconds(),
	})
}

// read is a handler that only finds something out.
type read func(*http.Request) (any, error)

// answered waits for the turn of a handler that reads the graph, and writes what
// it found, or its error.
func (s *Server) answered(h read) http.HandlerFunc {
	return s.queued(func(w http.ResponseWriter, r *http.Request) {
		v, err := h(r)
		s.answer(w, r, v, err)
	})
}

func (s *Server) stats(r *http.Request) (any, error) { return walk.Count(r.Context(), s.o.Store) }

func (s *Server) ontology(r *http.Request) (any, error) {
	return walk.ReadOntology(r.Context(), s.o.Store)
}

// id reads the parameter by which a request names a node.
func id(r *http.Request, name string) (string, error) {
	v := r.URL.Query().Get(name)
	if v == "" {
		return "", fmt.Errorf("%w: %s is missing", errRequest, name)
	}
	return v, nil
}

// about reads which node a request is about, and which evidence counts; limit is
// the limit where none is asked for.
func (s *Server) about(r *http.Request, limit int) (string, walk.Options, error) {
	node, err := id(r, "id")
	if err != nil {
		return "", walk.Options{}, err
	}
	f, err := asked(r)
	if f.Limit == 0 {
		f.Limit = limit
	}
	return node, s.options(f), err
}

// cardLimit is how many neighbours of each predicate a card holds unless asked.
const cardLimit = 20

func (s *Server) entity(r *http.Request) (any, error) {
	node, o, err := s.about(r, cardLimit)
	if err != nil {
		return nil, err
	}
	o.Brief = false
	cards, err := walk.Show(r.Context(), s.o.Store, graph.Term{Kind: graph.Word, Text: node}, o)
	if err != nil {
		return nil, err
	}
	return cards[0], nil
}

// drawn is a picture as answers hold it.
type drawn struct {
	Nodes []walk.PictureNode `json:"nodes"`
	Edges []link             `json:"edges"`
	Cut   bool               `json:"cut"`
}

func picture(p walk.Picture, err error) (any, error) {
	d := drawn{Nodes: p.Nodes, Edges: []link{}, Cut: p.Cut}
	for _, l := range p.Links {
		d.Edges = append(d.Edges, link{linkID(l), l})
	}
	return d, err
}

// neighbourLimit is how many neighbours a node is expanded by unless asked.
const neighbourLimit = 30

func (s *Server) neighbours(r *http.Request) (any, error) {
	node, o, err := s.about(r, neighbourLimit)
	if err != nil {
		return nil, err
	}
	return picture(walk.Neighbourhood(r.Context(), s.o.Store, node, o))
}

// picture answers with the nodes that are asked for, and the edges between them.
func (s *Server) picture(r *http.Request) (any, error) {
	var q struct {
		Nodes []string `json:"nodes"`
		filters
	}
	if err := body(r, &q); err != nil {
		return nil, err
	}
	return picture(walk.Draw(r.Context(), s.o.Store, q.Nodes, s.options(q.filters)))
}

// evidence answers with every statement of one edge.
func (s *Server) evidence(r *http.Request) (any, error) {
	var ends [3]string
	for i, name := range []string{"subject", "predicate", "object"} {
		var err error
		if ends[i], err = id(r, name); err != nil {
			return nil, err
		}
	}
	f, err := asked(r)
	if err != nil {
		return nil, err
	}
	o := s.options(f)
	o.MaxEvidence = 0
	e, err := walk.EdgeBetween(r.Context(), s.o.Store, ends[0], ends[1], ends[2], o)
	return link{linkID(e), e}, err
}

func (s *Server) report(r *http.Request) (any, error) {
	node, err := id(r, "id")
	if err != nil {
		return nil, err
	}
	return walk.ReadReport(r.Context(), s.o.Store, node)
}

// examples answers with the tour of this graph.
func (s *Server) examples(r *http.Request) (any, error) {
	found, err := s.toured.get(func() ([]tour.Example, error) { return tour.Examples(r.Context(), s.o.Store) })
	return map[string]any{"examples": found}, err
}

// lazy is made of the graph when it is first asked for, and kept: the graph does
// not change while it is open for reading. What fails is made anew.
type lazy[T any] struct {
	mu    sync.Mutex
	made  bool
	value T
}

func (l *lazy[T]) get(make func() (T, error)) (T, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.made {
		value, err := make()
		if err != nil {
			return value, err
		}
		l.value, l.made = value, true
	}
	return l.value, nil
}
