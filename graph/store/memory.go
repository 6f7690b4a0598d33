package store

import (
	"context"
	"reflect"
	"sync"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
)

// memory is Cayley's memory store behind a lock: a read beside a write is a
// fatal map crash there. The lock is never held while a caller's function
// runs, so that the function may read again.
type memory struct {
	mu     sync.RWMutex
	qs     *memstore.QuadStore
	closed bool
}

func newMemory() *memory { return &memory{qs: memstore.New()} }

// memoryNode is the type by which the memory store refers to a node: an int64
// under a name that is not exported, so reflection makes and reads it.
var memoryNode = func() reflect.Type {
	qs := memstore.New()
	qs.AddValue(quad.IRI("a"))
	return reflect.TypeOf(qs.ValueOf(quad.IRI("a")))
}()

func fromMemory(r cgraph.Ref) Ref {
	if r == nil {
		return 0
	}
	return Ref(reflect.ValueOf(r).Int())
}

func toMemory(r Ref) cgraph.Ref {
	return reflect.ValueOf(int64(r)).Convert(memoryNode).Interface().(cgraph.Ref)
}

func (m *memory) refs(ctx context.Context, values []quad.Value) ([]Ref, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.closed {
		return nil, ErrClosed
	}
	refs := make([]Ref, len(values))
	for i, v := range values {
		refs[i] = fromMemory(m.qs.ValueOf(v))
	}
	return refs, ctx.Err()
}

func (m *memory) values(ctx context.Context, refs []Ref) ([]quad.Value, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.closed {
		return nil, ErrClosed
	}
	values := make([]quad.Value, len(refs))
	for i, r := range refs {
		if r != 0 {
			values[i] = m.qs.NameOf(toMemory(r))
		}
	}
	return values, ctx.Err()
}

func (m *memory) edges(ctx context.Context, p Pattern, fn func(Edge) error) error {
	return collect(ctx, m, p, m.edge, fn)
}

func (m *memory) quads(ctx context.Context, p Pattern, fn func(quad.Quad) error) error {
	return collect(ctx, m, p, func(r cgraph.Ref) quad.Quad { return m.qs.Quad(r) }, fn)
}

// collect copies what matches under the lock, and then calls fn for each.
func collect[T any](ctx context.Context, m *memory, p Pattern, read func(cgraph.Ref) T, fn func(T) error) error {
	var found []T
	err := m.scan(ctx, p, func(r cgraph.Ref) { found = append(found, read(r)) })
	if err != nil {
		return err
	}
	for _, x := range found {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := fn(x); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) scan(ctx context.Context, p Pattern, fn func(cgraph.Ref)) error {
	label := p.L
	if label == Unlabelled {
		label = 0
	}
	bound := map[quad.Direction]Ref{quad.Subject: p.S, quad.Predicate: p.P, quad.Object: p.O, quad.Label: label}
	if p.S == 0 && p.P == 0 && p.O == 0 && label == 0 {
		// Reading all of it writes a flag inside the store.
		m.mu.Lock()
		defer m.mu.Unlock()
	} else {
		m.mu.RLock()
		defer m.mu.RUnlock()
	}
	if m.closed {
		return ErrClosed
	}
	it, err := m.shortest(ctx, bound)
	if err != nil {
		return err
	}
	defer it.Close()
	for it.Next(ctx) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if p.matches(m.edge(it.Result())) {
			fn(it.Result())
		}
	}
	return it.Err()
}

// shortest gives the quads of the bound node that has the fewest.
func (m *memory) shortest(ctx context.Context, bound map[quad.Direction]Ref) (cgraph.Iterator, error) {
	var best quad.Direction
	var least int64
	for _, d := range quad.Directions {
		if bound[d] == 0 {
			continue
		}
		size, err := m.qs.QuadIteratorSize(ctx, d, toMemory(bound[d]))
		if err != nil {
			return nil, err
		}
		if best == quad.Any || size.Size < least {
			best, least = d, size.Size
		}
	}
	if best == quad.Any {
		return m.qs.QuadsAllIterator(), nil
	}
	return m.qs.QuadIterator(best, toMemory(bound[best])), nil
}

func (m *memory) edge(r cgraph.Ref) Edge {
	return Edge{
		S: fromMemory(m.qs.QuadDirection(r, quad.Subject)),
		P: fromMemory(m.qs.QuadDirection(r, quad.Predicate)),
		O: fromMemory(m.qs.QuadDirection(r, quad.Object)),
		L: fromMemory(m.qs.QuadDirection(r, quad.Label)),
	}
}

func (m *memory) apply(deltas []cgraph.Delta) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return ErrClosed
	}
	return m.qs.ApplyDeltas(deltas, lenient)
}

func (m *memory) stats(ctx context.Context) (Stats, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.closed {
		return Stats{}, ErrClosed
	}
	st, err := m.qs.Stats(ctx, true)
	return Stats{Quads: st.Quads.Size, Nodes: st.Nodes.Size}, err
}

// quadStore gives a copy, empty if the store is closed.
func (m *memory) quadStore() cgraph.QuadStore {
	qs := memstore.New()
	_ = m.quads(context.Background(), Pattern{}, func(q quad.Quad) error {
		qs.AddQuad(q)
		return nil
	})
	return qs
}

func (m *memory) close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}
