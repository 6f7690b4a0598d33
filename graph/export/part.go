package export

import (
	"context"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"sitrep/graph"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

// Part selects the quads that an answer rests on: its nodes, statements,
// sentences and documents.
type Part struct {
	nodes, statements map[quad.Value]bool
}

// NewPart returns a part that holds nothing.
func NewPart() *Part {
	return &Part{map[quad.Value]bool{}, map[quad.Value]bool{}}
}

// Walks adds what walks rest on.
func (p *Part) Walks(result walk.Result) {
	for _, w := range result.Walks {
		for _, n := range w.Nodes {
			p.nodes[graph.EntityIRI(n.ID)] = true
		}
		for _, e := range w.Edges {
			p.edge(e)
		}
	}
}

// Picture adds what a picture shows.
func (p *Part) Picture(picture walk.Picture) {
	for _, n := range picture.Nodes {
		iri := walk.NodeIRI(n.ID)
		p.nodes[iri] = true
		if n.Link != nil {
			p.statements[iri] = true
		}
	}
	for _, l := range picture.Links {
		p.edge(l.Edge)
	}
}

func (p *Part) edge(e walk.Edge) {
	for _, ev := range e.Evidence {
		if ev.Statement != "" {
			p.statements[graph.StatementIRI(ev.Statement)] = true
		}
		p.nodes[graph.DocumentIRI(ev.Document)] = true
		p.nodes[ev.SentenceNode] = true
		if ev.Event != nil {
			p.nodes[graph.EventIRI(*ev.Event)] = true
		}
		about := []*walk.Node{ev.AttributedTo, ev.Instrument, ev.Place}
		if ev.As != nil {
			about = append(about, &ev.As.Subject, &ev.As.Object)
		}
		for _, n := range about {
			if n != nil {
				p.nodes[graph.EntityIRI(n.ID)] = true
			}
		}
	}
}

// quads calls fn for each quad of the part, and reads no others but those of its
// nodes.
func (p *Part) quads(ctx context.Context, s *store.Store, fn func(quad.Quad) error) error {
	edges, err := p.edges(ctx, s)
	if err != nil {
		return err
	}
	quads, err := s.Name(ctx, edges...)
	if err != nil {
		return err
	}
	for _, q := range quads {
		if !p.has(q) {
			continue
		}
		if err := fn(q); err != nil {
			return err
		}
	}
	return nil
}

// edges reads what a part may hold, each edge once: what its nodes and statements
// say without a label, what reports say of its nodes by one, and what bears a
// statement or sentence of it as a label.
func (p *Part) edges(ctx context.Context, s *store.Store) ([]store.Edge, error) {
	values := slices.AppendSeq(slices.Collect(maps.Keys(p.statements)), maps.Keys(p.nodes))
	nodes, err := s.Refs(ctx, values...)
	if err != nil {
		return nil, err
	}
	labelled, err := s.Refs(ctx, graph.Resolved, graph.Called, graph.Includes)
	if err != nil {
		return nil, err
	}
	pairs, _, err := s.Ref(ctx, graph.CoOccursWith)
	if err != nil {
		return nil, err
	}
	found := map[store.Edge]bool{}
	for i, n := range nodes {
		if n == 0 {
			continue // another build took it away
		}
		patterns := []store.Pattern{{S: n, L: store.Unlabelled}}
		for _, predicate := range labelled {
			if predicate != 0 {
				patterns = append(patterns, store.Pattern{S: n, P: predicate})
			}
		}
		if p.statements[values[i]] {
			patterns = append(patterns, store.Pattern{L: n})
		} else if pairs != 0 {
			patterns = append(patterns, store.Pattern{L: n, P: pairs})
		}
		for _, pattern := range patterns {
			err := s.Edges(ctx, pattern, func(e store.Edge) error {
				found[e] = true
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return slices.Collect(maps.Keys(found)), nil
}

// bookkeeping is what a report's node says of the whole report's quads.
var bookkeeping = map[quad.Value]bool{
	graph.States: true, graph.Mentions: true, graph.DecidedBy: true, graph.Extracted: true, graph.Rewritten: true,
}

// has tells whether a quad is in the part.
func (p *Part) has(q quad.Quad) bool {
	switch {
	case q.Predicate == graph.Resolved || q.Predicate == graph.Called:
		return p.nodes[q.Subject] && p.nodes[q.Label]
	case q.Predicate == graph.Includes:
		return p.nodes[q.Subject] && p.statements[q.Object]
	case q.Predicate == graph.CoOccursWith:
		return p.nodes[q.Label] && p.nodes[q.Subject] && p.nodes[q.Object]
	case q.Label != nil:
		return p.statements[q.Label]
	case p.statements[q.Subject]:
		return true
	}
	return p.nodes[q.Subject] && !bookkeeping[q.Predicate]
}
