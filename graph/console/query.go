package console

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"sitrep/graph"
	"sitrep/graph/gizmo"
	"sitrep/graph/walk"
)

// request is a query.
type request struct {
	Language string `json:"language"`
	Query    string `json:"query"`
	// NoPicture leaves nodes and edges out, where only rows are wanted.
	NoPicture bool `json:"no_picture"`
	filters
}

// message is a line of an answer: one of its fields is set. The last line is
// done or error; rows that came before an error stand.
type message struct {
	Row   *row              `json:"row,omitempty"`
	Node  *walk.PictureNode `json:"node,omitempty"`
	Edge  *link             `json:"edge,omitempty"`
	Done  *done             `json:"done,omitempty"`
	Error *problem          `json:"error,omitempty"`
}

// row is one result. Nodes and Edges are IDs of what else the answer holds.
type row struct {
	// Value is what a script gave: an object of its tags, or any other value.
	Value json.RawMessage `json:"value,omitempty"`
	Nodes []string        `json:"nodes,omitempty"`
	Edges []string        `json:"edges,omitempty"`
}

// link is an edge with an ID of its own.
type link struct {
	ID string `json:"id"`
	walk.Link
}

type done struct {
	Rows int `json:"rows"`
	// Cut tells that there are more rows, PictureCut that not all was drawn.
	Cut        bool     `json:"cut"`
	PictureCut bool     `json:"picture_cut"`
	Seconds    float64  `json:"seconds"`
	Hints      []string `json:"hints,omitempty"`
}

// query answers with a stream of lines of JSON, as results come.
func (s *Server) query(w http.ResponseWriter, r *http.Request) {
	var q request
	if err := body(r, &q); err != nil {
		s.fail(w, r, err)
		return
	}
	a := &answering{s: s, w: w, r: r, q: q, begin: time.Now(), known: map[string]bool{}}
	defer a.close()
	var err error
	switch q.Language {
	case "walk":
		err = a.walk()
	case "gizmo":
		err = a.gizmo()
	default:
		err = fmt.Errorf("%w: language %q is neither walk nor gizmo", errRequest, q.Language)
	}
	s.metrics.asked(q.Language, err, time.Since(a.begin))
	if err != nil && !a.begun {
		s.fail(w, r, err)
		return
	}
	if err != nil {
		p, _ := s.problem(err)
		_ = a.say(message{Error: &p})
	}
}

// answering is one query under way.
type answering struct {
	s     *Server
	w     http.ResponseWriter
	r     *http.Request
	q     request
	begin time.Time
	begun bool
	out   *lineWriter
	done  done
	// known are the IDs of the nodes and edges that the answer holds.
	known map[string]bool
}

func (a *answering) say(m message) error {
	if !a.begun {
		a.begun = true
		a.w.Header().Set("Content-Type", "application/x-ndjson; charset=utf-8")
		a.w.Header().Set("Cache-Control", "no-store")
		a.out = newLineWriter(a.w)
	}
	return a.out.write(m)
}

// close ends what was begun: nothing is written once the handler has returned.
func (a *answering) close() {
	if a.begun {
		a.out.close()
	}
}

func (a *answering) end() error {
	a.done.Seconds = time.Since(a.begin).Seconds()
	return a.say(message{Done: &a.done})
}

func (a *answering) walk() error {
	q, err := graph.ParseQuery(a.q.Query)
	if err != nil {
		return err
	}
	found, err := walk.Run(a.r.Context(), a.s.o.Store, q, a.s.options(a.q.filters))
	if err != nil {
		return err
	}
	a.done.Cut = found.Cut
	for _, wk := range found.Walks {
		line := row{}
		for _, n := range wk.Nodes {
			line.Nodes = append(line.Nodes, n.ID)
			if err := a.node(walk.PictureNode{Node: n, Kind: "entity"}); err != nil {
				return err
			}
		}
		for i, e := range wk.Edges {
			l := walk.Link{Subject: wk.Nodes[i].ID, Object: wk.Nodes[i+1].ID, Edge: e}
			if !e.Forward {
				l.Subject, l.Object, l.Forward = l.Object, l.Subject, true
			}
			line.Edges = append(line.Edges, linkID(l))
			if err := a.edge(l); err != nil {
				return err
			}
		}
		a.done.Rows++
		if err := a.say(message{Row: &line}); err != nil {
			return err
		}
	}
	return a.end()
}

// linkID names an edge by what it is.
func linkID(l walk.Link) string { return l.Subject + " " + l.Predicate + " " + l.Object }

func (a *answering) node(n walk.PictureNode) error {
	if a.known["node "+n.ID] {
		return nil
	}
	a.known["node "+n.ID] = true
	return a.say(message{Node: &n})
}

func (a *answering) edge(l walk.Link) error {
	id := linkID(l)
	if a.known["edge "+id] {
		return nil
	}
	a.known["edge "+id] = true
	return a.say(message{Edge: &link{id, l}})
}

func (a *answering) gizmo() error {
	nodes := gizmo.NodesOf(a.q.Query)
	o := a.s.options(a.q.filters)
	asked := gizmo.Request{Script: a.q.Query, Store: a.s.o.Store.Path(), Timeout: a.s.o.Timeout, Memory: a.s.o.Memory, Limit: o.Limit}
	if !a.q.NoPicture {
		asked.Way = func(iri string) { nodes.Add(iri) }
	}
	stats, err := a.s.pool.Run(a.r.Context(), asked, func(v gizmo.Row) error {
		return a.say(message{Row: &row{Value: v, Nodes: nodes.AddRow(v)}})
	})
	a.done.Rows, a.done.Cut, a.done.Hints = stats.Rows, stats.Cut, stats.Hints
	if err != nil {
		return err
	}
	if err := a.picture(nodes.IDs, o); err != nil {
		return err
	}
	return a.end()
}

// picture adds the nodes of the rows and the edges between them.
func (a *answering) picture(ids []string, o walk.Options) error {
	if a.q.NoPicture || len(ids) == 0 {
		return nil
	}
	p, err := walk.Draw(a.r.Context(), a.s.o.Store, ids, o)
	if err != nil {
		return err
	}
	return a.tell(p)
}

func (a *answering) tell(p walk.Picture) error {
	a.done.PictureCut = p.Cut
	for _, n := range p.Nodes {
		if err := a.node(n); err != nil {
			return err
		}
	}
	for _, l := range p.Links {
		if err := a.edge(l); err != nil {
			return err
		}
	}
	return nil
}

// explain answers with a script that finds what a walk finds.
func (s *Server) explain(r *http.Request) (any, error) {
	var q request
	if err := body(r, &q); err != nil {
		return nil, err
	}
	parsed, err := graph.ParseQuery(q.Query)
	if err != nil {
		return nil, err
	}
	script, err := walk.Explain(r.Context(), s.o.Store, parsed, s.options(q.filters))
	return map[string]string{"gizmo": script}, err
}
