package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"sitrep/graph"
)

// Effect counts what decisions change: the documents whose quads are written
// anew, and quads as in Result.
type Effect struct {
	Documents    int
	QuadsAdded   int
	QuadsRemoved int
}

// Decisions returns what was decided by hand.
func (s *Store) Decisions(ctx context.Context) (*graph.Decisions, error) {
	ds, err := decisions(ctx, s.backend)
	return ds, s.wrap(ctx, err)
}

// Decide makes some decisions and takes others back, in one transaction with
// all documents that they change. Decisions hold from then on: Put applies them
// to whatever it stores. Once a decision is taken back, the store holds what it
// would without it. Making one that holds already changes nothing.
func (s *Store) Decide(ctx context.Context, more, fewer []graph.Decision) (Effect, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.decide(ctx, more, fewer, true)
}

// TryDecide counts what Decide would change, and writes nothing.
func (s *Store) TryDecide(ctx context.Context, more, fewer []graph.Decision) (Effect, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.decide(ctx, more, fewer, false)
}

// Extracted returns the quads of a document as extraction gave them, before any
// decision, in no promised order; none for a document that is not there.
func (s *Store) Extracted(ctx context.Context, id string) ([]quad.Quad, error) {
	c, err := read(ctx, s.backend, id)
	if err == nil {
		c, err = c.extracted(id)
	}
	if err != nil {
		return nil, s.wrap(ctx, err)
	}
	return c.quads(graph.DocumentIRI(id)), ctx.Err()
}

// DocumentsOf returns the IDs of the documents that lead to a node by a
// predicate, sorted: those that mention an entity, that a decision changed.
func (s *Store) DocumentsOf(ctx context.Context, predicate quad.IRI, node quad.Value) ([]string, error) {
	ids, err := documentsOf(ctx, s.backend, predicate, node)
	return ids, s.wrap(ctx, err)
}

func documentsOf(ctx context.Context, r reader, predicate quad.IRI, node quad.Value) ([]string, error) {
	var ids []string
	err := find(ctx, r, nil, predicate, node, func(q quad.Quad) error {
		if id, ok := graph.DocumentID(q.Subject); ok {
			ids = append(ids, id)
		}
		return nil
	})
	slices.Sort(ids)
	return ids, err
}

func (s *Store) decide(ctx context.Context, more, fewer []graph.Decision, write bool) (Effect, error) {
	before, err := decisions(ctx, s.backend)
	if err != nil {
		return Effect{}, s.fail(err)
	}
	after := before.Without(fewer...).With(more...)
	p, err := s.newPlan(ctx, after)
	if err != nil {
		return Effect{}, s.fail(err)
	}
	ids, err := p.touched(ctx, before, after)
	if err != nil {
		return Effect{}, s.fail(err)
	}
	var effect Effect
	for _, id := range ids {
		changed, err := p.redecide(ctx, id)
		if err != nil {
			return Effect{}, s.fail(err)
		}
		if changed {
			effect.Documents++
		}
	}
	p.exchange(before, after)
	if write {
		s.decided = nil
		err = p.commit(ctx, &Result{})
	} else {
		err = p.settle(ctx)
	}
	if err != nil {
		return Effect{}, s.fail(err)
	}
	effect.QuadsAdded, effect.QuadsRemoved = p.result.QuadsAdded, p.result.QuadsRemoved
	return effect, nil
}

// decisions reads all of them.
func decisions(ctx context.Context, r reader) (*graph.Decisions, error) {
	refs, err := r.refs(ctx, []quad.Value{graph.ByHand})
	if err != nil || refs[0] == 0 {
		return graph.NewDecisions(), err
	}
	var quads []quad.Quad
	err = r.quads(ctx, Pattern{L: refs[0]}, func(q quad.Quad) error {
		quads = append(quads, q)
		return nil
	})
	return graph.ParseDecisions(quads), err
}

// decidedNow returns the decisions that hold, which only this store's own
// writes change. For whoever holds writing.
func (s *Store) decidedNow(ctx context.Context) (*graph.Decisions, error) {
	if s.decided == nil {
		ds, err := decisions(ctx, s.backend)
		if err != nil {
			return nil, err
		}
		s.decided = ds
	}
	return s.decided, nil
}

// touched returns the documents that a change of decisions may change: those
// that a decision changed which is taken back, and those that mention an entity
// which a new one is about.
func (p *plan) touched(ctx context.Context, before, after *graph.Decisions) ([]string, error) {
	var ids []string
	from := func(predicate quad.IRI, object quad.Value) error {
		found, err := documentsOf(ctx, p.r, predicate, object)
		ids = append(ids, found...)
		return err
	}
	for _, d := range gone(before, after) {
		if err := from(graph.DecidedBy, d.IRI()); err != nil {
			return nil, err
		}
	}
	for _, d := range gone(after, before) {
		if d.IsSplit() && d.Document != "" {
			ids = append(ids, d.Document)
			continue
		}
		about := []string{d.Entity}
		if d.IsSplit() {
			for _, other := range before.Splits(d.Entity) {
				about = append(about, other.Other)
			}
		} else {
			about = []string{d.Other}
		}
		for _, id := range about {
			if err := from(graph.Mentions, graph.EntityIRI(before.Root(id))); err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// gone lists the decisions of one set that another does not hold as they are.
func gone(of, from *graph.Decisions) []graph.Decision {
	list := from.List()
	return slices.DeleteFunc(of.List(), func(d graph.Decision) bool { return slices.Contains(list, d) })
}

// redecide plans a stored document as the plan's decisions have it.
func (p *plan) redecide(ctx context.Context, id string) (changed bool, err error) {
	last, err := read(ctx, p.r, id)
	if err != nil || last.size() == 0 {
		return false, err
	}
	raw, err := last.extracted(id)
	if err != nil {
		return false, err
	}
	n := len(p.deltas)
	p.replace(last, raw.decided(id, p.decisions).told(id, p.ontology))
	return len(p.deltas) > n, nil
}

// exchange plans the quads of the decisions themselves.
func (p *plan) exchange(before, after *graph.Decisions) {
	last, next := newContent(), newContent()
	for c, ds := range map[*content]*graph.Decisions{last: before, next: after} {
		for _, d := range ds.List() {
			for _, q := range d.Quads() {
				c.own.add(q)
			}
		}
	}
	p.replace(last, next)
}

// quads lists the content but for what follows from the facts: that the
// document states them.
func (c *content) quads(doc quad.IRI) []quad.Quad {
	quads := make([]quad.Quad, 0, c.size())
	for _, q := range c.own.order {
		if q.Subject != doc || q.Predicate != graph.States {
			quads = append(quads, q)
		}
	}
	for _, fact := range c.factOrder {
		quads = append(quads, c.facts[fact])
	}
	return quads
}

// fromQuads is the reverse of quads. An unlabelled quad of an entity is a fact.
func fromQuads(doc quad.IRI, quads []quad.Quad) *content {
	c := newContent()
	for _, q := range quads {
		if _, ok := graph.EntityID(q.Subject); !ok || q.Label != nil {
			c.own.add(q)
			continue
		}
		fact := graph.FactIRI(q)
		c.addFact(fact, q)
		c.own.add(quad.Quad{Subject: doc, Predicate: graph.States, Object: fact})
	}
	return c
}

// decided returns the content as decisions have it. What they took out and put
// in stands beside it, so that extracted finds the way back, whatever rules
// another version may have.
func (c *content) decided(id string, ds *graph.Decisions) *content {
	doc := graph.DocumentIRI(id)
	before := c.quads(doc)
	after, by := ds.Rewrite(id, before)
	if len(by) == 0 {
		return c
	}
	next := fromQuads(doc, after)
	was, is := newContent(), newContent()
	for _, q := range before {
		was.own.add(q)
	}
	for _, q := range after {
		is.own.add(q)
	}
	for _, d := range by {
		next.own.add(quad.Quad{Subject: doc, Predicate: graph.DecidedBy, Object: d.IRI()})
	}
	next.own.add(quad.Quad{Subject: doc, Predicate: graph.Extracted, Object: difference(&was.own, &is.own)})
	next.own.add(quad.Quad{Subject: doc, Predicate: graph.Rewritten, Object: difference(&is.own, &was.own)})
	return next
}

// difference lists the quads of one set that another does not hold, as
// N-Quads in their lines' order.
func difference(of, from *quadSet) quad.String {
	var lines []string
	for _, q := range of.order {
		if !from.contains(q) {
			lines = append(lines, q.NQuad())
		}
	}
	slices.Sort(lines)
	return quad.String(strings.Join(lines, "\n"))
}

// extracted returns the content as extraction gave it.
func (c *content) extracted(id string) (*content, error) {
	c = c.untold()
	doc := graph.DocumentIRI(id)
	var in, out []quad.Quad
	found := false
	for _, q := range c.own.order {
		if q.Subject != doc || q.Predicate != graph.Extracted && q.Predicate != graph.Rewritten {
			continue
		}
		found = true
		for line := range strings.Lines(quad.ToString(q.Object)) {
			is, err := nquads.Parse(strings.TrimSuffix(line, "\n"))
			if err != nil {
				return nil, fmt.Errorf("%w: document %s: %s: %w", ErrDamaged, id, quad.StringOf(q.Predicate), err)
			}
			if q.Predicate == graph.Extracted {
				in = append(in, is)
			} else {
				out = append(out, is)
			}
		}
	}
	if !found {
		return c, nil
	}
	var drop quadSet
	for _, q := range out {
		drop.add(q)
	}
	quads := slices.DeleteFunc(c.quads(doc), func(q quad.Quad) bool {
		journal := q.Subject == doc && (q.Predicate == graph.DecidedBy || q.Predicate == graph.Extracted || q.Predicate == graph.Rewritten)
		return journal || drop.contains(q)
	})
	return fromQuads(doc, append(quads, in...)), nil
}
