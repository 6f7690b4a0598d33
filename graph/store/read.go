package store

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"sitrep/graph"
)

// Ref is a node of an open store: comparable, a map key, meaningless in
// another store or after the node was removed. The zero Ref is no node.
type Ref uint64

// Unlabelled, as a Pattern's L, matches only edges without a label.
const Unlabelled = ^Ref(0)

// Edge is a quad by its nodes. L is zero where the edge has no label.
type Edge struct{ S, P, O, L Ref }

// Pattern selects edges: a zero field matches anything, an L of Unlabelled
// only edges without a label. Fast are patterns with S, with O, or with L; one
// of P alone reads the whole store.
type Pattern struct{ S, P, O, L Ref }

// matches tells whether the pattern selects the edge.
func (p Pattern) matches(e Edge) bool {
	switch {
	case p.S != 0 && p.S != e.S, p.P != 0 && p.P != e.P, p.O != 0 && p.O != e.O:
		return false
	case p.L == Unlabelled:
		return e.L == 0
	}
	return p.L == 0 || p.L == e.L
}

// namer reads edges and what their nodes are called.
type namer interface {
	// values gives nil for a Ref that is not there, or zero.
	values(ctx context.Context, refs []Ref) ([]quad.Value, error)
	// edges passes on fn's error unchanged, also ErrStop.
	edges(ctx context.Context, p Pattern, fn func(Edge) error) error
}

// reader is one way of reading a store; see the methods of Store.
type reader interface {
	// refs gives a zero Ref for a value that is not there.
	refs(ctx context.Context, values []quad.Value) ([]Ref, error)
	namer
	// quads passes on fn's error unchanged. All are of one state of the store.
	quads(ctx context.Context, p Pattern, fn func(quad.Quad) error) error
}

// Ref returns the node of a value; ok is false where no quad holds it.
func (s *Store) Ref(ctx context.Context, v quad.Value) (r Ref, ok bool, err error) {
	refs, err := s.Refs(ctx, v)
	if err != nil {
		return 0, false, err
	}
	return refs[0], refs[0] != 0, nil
}

// Refs returns the nodes of several values at once, zero for what is not there.
func (s *Store) Refs(ctx context.Context, values ...quad.Value) ([]Ref, error) {
	refs, err := s.backend.refs(ctx, values)
	return refs, s.wrap(ctx, err)
}

// Values returns the values of nodes, in their order. It is nil for a zero Ref
// and for a node that was removed since. One call for many is far faster than
// many calls.
func (s *Store) Values(ctx context.Context, refs ...Ref) ([]quad.Value, error) {
	values, err := s.backend.values(ctx, refs)
	return values, s.wrap(ctx, err)
}

// Name returns edges as quads, in their order.
func (s *Store) Name(ctx context.Context, edges ...Edge) ([]quad.Quad, error) {
	quads, err := name(ctx, s.backend, edges)
	return quads, s.wrap(ctx, err)
}

// Edges calls fn for each edge that the pattern selects, in no promised order,
// as they stand when it starts. fn may read the store but not write to it, and
// ends the iteration by returning ErrStop (Edges then returns nil) or another
// error (returned as it is). A cancelled context gives its error, even if some
// edges were passed already.
func (s *Store) Edges(ctx context.Context, p Pattern, fn func(Edge) error) error {
	var ferr error
	err := s.backend.edges(ctx, p, func(e Edge) error {
		ferr = fn(e)
		return ferr
	})
	switch {
	case errors.Is(ferr, ErrStop):
		return nil
	case ferr != nil:
		return ferr
	}
	return s.wrap(ctx, err)
}

// quadsBatch is how many edges Quads names at once.
const quadsBatch = 1000

// Quads calls fn for each quad that the pattern selects, all from one state of
// the store; see Edges.
func (s *Store) Quads(ctx context.Context, p Pattern, fn func(quad.Quad) error) error {
	var ferr error
	err := s.backend.quads(ctx, p, func(q quad.Quad) error {
		ferr = fn(q)
		return ferr
	})
	switch {
	case errors.Is(ferr, ErrStop):
		return nil
	case ferr != nil:
		return ferr
	}
	return s.wrap(ctx, err)
}

// eachQuad names edges in batches.
func eachQuad(ctx context.Context, r namer, p Pattern, fn func(quad.Quad) error) error {
	var batch []Edge
	flush := func() error {
		quads, err := name(ctx, r, batch)
		if err != nil {
			return err
		}
		batch = batch[:0]
		for _, q := range quads {
			if err := fn(q); err != nil {
				return err
			}
		}
		return nil
	}
	err := r.edges(ctx, p, func(e Edge) error {
		if batch = append(batch, e); len(batch) < quadsBatch {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}

// name turns edges into quads, reading each node once.
func name(ctx context.Context, r namer, edges []Edge) ([]quad.Quad, error) {
	at := make(map[Ref]int)
	var refs []Ref
	for _, e := range edges {
		for _, ref := range [...]Ref{e.S, e.P, e.O, e.L} {
			if _, ok := at[ref]; !ok && ref != 0 {
				at[ref] = len(refs)
				refs = append(refs, ref)
			}
		}
	}
	values, err := r.values(ctx, refs)
	if err != nil {
		return nil, err
	}
	quads := make([]quad.Quad, len(edges))
	for i, e := range edges {
		quads[i] = quad.Quad{Subject: values[at[e.S]], Predicate: values[at[e.P]], Object: values[at[e.O]]}
		if e.L != 0 {
			quads[i].Label = values[at[e.L]]
		}
	}
	return quads, nil
}

// Digest returns the digest that a document was stored with; ok is false for a
// document that is not there.
func (s *Store) Digest(ctx context.Context, id string) (digest string, ok bool, err error) {
	digest, ok, err = stored(ctx, s.backend, id)
	return digest, ok, s.wrap(ctx, err)
}

// Documents returns the IDs of the stored documents, in no promised order.
func (s *Store) Documents(ctx context.Context) ([]string, error) {
	var ids []string
	err := find(ctx, s.backend, nil, graph.Type, graph.DocumentClass, func(q quad.Quad) error {
		if id, ok := graph.DocumentID(q.Subject); ok {
			ids = append(ids, id)
		}
		return nil
	})
	return ids, s.wrap(ctx, err)
}
