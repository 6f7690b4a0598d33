package export

import (
	"github.com/cayleygraph/quad"

	"sitrep/graph"
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

// Empty tells whether it selects nothing.
func (p *Part) Empty() bool { return len(p.nodes)+len(p.statements) == 0 }

// bookkeeping is what a report's node says of the whole report's quads.
var bookkeeping = map[quad.Value]bool{
	graph.States: true, graph.Mentions: true, graph.DecidedBy: true, graph.Extracted: true, graph.Rewritten: true,
}

// Has tells whether a quad is in the part.
func (p *Part) Has(q quad.Quad) bool {
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
