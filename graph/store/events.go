package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"sitrep/graph"
	"sitrep/graph/event"
)

// told returns the content with what its statements tell of events, in the
// place of what it held of that before.
func (c *content) told(id string, o *event.Ontology) *content {
	doc := graph.DocumentIRI(id)
	var tellings []*event.Telling
	if o.Any() {
		tellings = o.Tellings(doc, c.quads(doc))
	}
	next := c.untold()
	if len(tellings) == 0 {
		return next
	}
	if next == c {
		next = c.clone()
	}
	for _, t := range tellings {
		next.own.add(o.Quad(t))
	}
	return next
}

// untold returns the content without what its statements tell of events.
func (c *content) untold() *content {
	if !slices.ContainsFunc(c.own.order, func(q quad.Quad) bool { return q.Predicate == graph.ToldAs }) {
		return c
	}
	next := c.clone()
	next.own = quadSet{}
	for _, q := range c.own.order {
		if q.Predicate != graph.ToldAs {
			next.own.add(q)
		}
	}
	return next
}

func (c *content) clone() *content {
	next := &content{facts: c.facts, factOrder: c.factOrder}
	for _, q := range c.own.order {
		next.own.add(q)
	}
	return next
}

// ontologyNow returns what grouping needs of the stored ontology. For whoever
// holds writing.
func (s *Store) ontologyNow(ctx context.Context) (*event.Ontology, error) {
	if s.ontology == nil {
		var terms quadSet
		if err := describeOntology(ctx, s.backend, &terms); err != nil {
			return nil, err
		}
		s.ontology = event.ParseOntology(terms.order)
	}
	return s.ontology, nil
}

// retell plans all documents anew, for an ontology by which they may tell other
// events.
func (p *plan) retell(ctx context.Context) error {
	var ids []string
	err := find(ctx, p.r, nil, graph.Type, graph.DocumentClass, func(q quad.Quad) error {
		if id, ok := graph.DocumentID(q.Subject); ok {
			ids = append(ids, id)
		}
		return nil
	})
	for _, id := range ids {
		if err != nil {
			return err
		}
		var last *content
		if last, err = read(ctx, p.r, id); err == nil {
			p.replace(last, last.told(id, p.ontology))
		}
	}
	return err
}

// cells are the tellings that a plan adds to each cell and takes out of it.
type cells map[quad.IRI]*cellChange

type cellChange struct{ add, remove map[quad.IRI]quad.Quad }

func (c cells) change(q quad.Quad, a cgraph.Procedure) {
	cell, ok := q.Label.(quad.IRI)
	statement, isNode := q.Subject.(quad.IRI)
	if !ok || !isNode {
		return
	}
	if c[cell] == nil {
		c[cell] = &cellChange{map[quad.IRI]quad.Quad{}, map[quad.IRI]quad.Quad{}}
	}
	if a == cgraph.Add {
		c[cell].add[statement] = q
	} else {
		c[cell].remove[statement] = q
	}
}

// group plans the events that follow from the tellings that the plan changes.
// It reads the cells that these depend on and no more: see event.Reach.
func (p *plan) group(ctx context.Context) error {
	// Cells that touch are grouped together, each once.
	sets := map[quad.IRI]*cellSet{}
	for cell := range p.cells {
		changed := event.Around(cell, event.Reach)
		set := &cellSet{changed: map[quad.IRI]bool{}, needed: map[quad.IRI]bool{}}
		for _, c := range changed {
			set.changed[c] = true
		}
		for _, c := range event.Around(cell, 2*event.Reach) {
			set.needed[c] = true
			if other := sets[c]; other != nil && other != set {
				set.join(other)
			}
		}
		for c := range set.needed {
			sets[c] = set
		}
	}
	var ordered []quad.IRI
	for c := range sets {
		ordered = append(ordered, c)
	}
	slices.Sort(ordered)
	// An event may move from one set to another.
	var before, after quadSet
	done := map[*cellSet]bool{}
	for _, c := range ordered {
		if set := sets[c]; !done[set] {
			done[set] = true
			if err := p.groupCells(ctx, set, &before, &after); err != nil {
				return err
			}
		}
	}
	for _, q := range before.order {
		if !after.contains(q) {
			p.change(q, cgraph.Delete)
		}
	}
	for _, q := range after.order {
		if !before.contains(q) {
			p.change(q, cgraph.Add)
		}
	}
	return nil
}

// cellSet are cells whose events may change, and those that are needed to tell.
type cellSet struct{ changed, needed map[quad.IRI]bool }

func (s *cellSet) join(o *cellSet) {
	maps.Copy(s.changed, o.changed)
	maps.Copy(s.needed, o.needed)
}

// groupCells adds the quads of a set's events before and after the plan.
func (p *plan) groupCells(ctx context.Context, set *cellSet, before, after *quadSet) error {
	cells := slices.Sorted(maps.Keys(set.needed))
	var values []quad.Value
	for _, c := range cells {
		values = append(values, c)
	}
	refs, err := p.r.refs(ctx, append(values, graph.ToldAs))
	if err != nil {
		return err
	}
	toldAs := refs[len(cells)]
	var tellings []*event.Telling
	in := map[quad.IRI]quad.IRI{} // the cell of each statement
	events := map[quad.Value]bool{}
	var includes []quad.Quad
	for i, cell := range cells {
		told, stored, err := p.readCell(ctx, refs[i], toldAs, cell)
		if err != nil {
			return err
		}
		for _, q := range stored {
			includes = append(includes, q)
			if set.changed[cell] {
				events[q.Subject] = true
			}
		}
		for _, t := range told {
			tellings = append(tellings, t)
			in[t.Statement] = cell
		}
	}
	for _, q := range includes {
		if events[q.Subject] {
			before.add(quad.Quad{Subject: q.Subject, Predicate: graph.Type, Object: graph.EventClass})
			before.add(q)
		}
	}
	for _, e := range p.ontology.Events(tellings) {
		if !slices.ContainsFunc(e.Tellings, func(t *event.Telling) bool { return set.changed[in[t.Statement]] }) {
			continue
		}
		for _, q := range p.ontology.Quads(e) {
			after.add(q)
		}
	}
	return nil
}

// readCell returns a cell's tellings as the plan will leave them, none where
// they are too many to be grouped, and what it includes in events now.
func (p *plan) readCell(ctx context.Context, ref, toldAs Ref, cell quad.IRI) (told []*event.Telling, includes []quad.Quad, err error) {
	change := p.cells[cell]
	most := event.MaxCell
	if change != nil {
		most += len(change.remove)
	}
	var edges []Edge
	n := 0
	if ref != 0 {
		err = p.r.edges(ctx, Pattern{L: ref}, func(e Edge) error {
			if e.P == toldAs {
				if n++; n > most {
					return ErrStop
				}
			}
			edges = append(edges, e)
			return nil
		})
		if errors.Is(err, ErrStop) {
			return nil, nil, nil // as before
		}
		if err != nil {
			return nil, nil, err
		}
	}
	quads, err := name(ctx, p.r, edges)
	if err != nil {
		return nil, nil, err
	}
	now := map[quad.IRI]quad.Quad{}
	for _, q := range quads {
		if q.Predicate == graph.Includes {
			includes = append(includes, q)
		} else if s, ok := q.Subject.(quad.IRI); ok && q.Predicate == graph.ToldAs {
			now[s] = q
		}
	}
	if change != nil {
		for s, q := range change.remove {
			if now[s] == q {
				delete(now, s)
			}
		}
		maps.Copy(now, change.add)
	}
	if len(now) > event.MaxCell {
		return nil, includes, nil
	}
	for _, s := range slices.Sorted(maps.Keys(now)) {
		t, err := event.ParseQuad(now[s])
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		told = append(told, t)
	}
	return told, includes, nil
}
