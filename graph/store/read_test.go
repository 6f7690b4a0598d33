package store

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"sitrep/graph"
)

// TestPatterns holds every combination of bound parts against a plain filter
// of all quads.
func TestPatterns(t *testing.T) {
	ctx := context.Background()
	both(t, func(t *testing.T, s *Store) {
		put(t, s, first, second)
		var all []quad.Quad
		if err := s.Quads(ctx, Pattern{}, func(q quad.Quad) error { all = append(all, q); return nil }); err != nil {
			t.Fatal(err)
		}
		tried := map[Pattern]bool{}
		for _, q := range all {
			refs, err := s.Refs(ctx, q.Subject, q.Predicate, q.Object, q.Label)
			if err != nil {
				t.Fatal(err)
			}
			for bits := range 16 {
				part := func(i int) Ref {
					switch {
					case bits>>i&1 == 0:
						return 0
					case i == 3 && q.Label == nil:
						return Unlabelled
					}
					return refs[i]
				}
				p := Pattern{S: part(0), P: part(1), O: part(2), L: part(3)}
				if tried[p] {
					continue
				}
				tried[p] = true
				var want, got, edges []string
				for _, o := range all {
					if (p.S == 0 || o.Subject == q.Subject) && (p.P == 0 || o.Predicate == q.Predicate) &&
						(p.O == 0 || o.Object == q.Object) && (p.L == 0 || o.Label == q.Label) {
						want = append(want, o.NQuad())
					}
				}
				if err := s.Quads(ctx, p, func(o quad.Quad) error { got = append(got, o.NQuad()); return nil }); err != nil {
					t.Fatal(err)
				}
				err := s.Edges(ctx, p, func(e Edge) error {
					v, err := s.Values(ctx, e.S, e.P, e.O, e.L) // reading inside is allowed
					edges = append(edges, quad.Quad{Subject: v[0], Predicate: v[1], Object: v[2], Label: v[3]}.NQuad())
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				for _, lines := range []*[]string{&want, &got, &edges} {
					slices.Sort(*lines)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("Quads of %+v:\n%s", p, diff)
				}
				if diff := cmp.Diff(want, edges); diff != "" {
					t.Fatalf("Edges of %+v:\n%s", p, diff)
				}
			}
		}
	})
}

func TestRefs(t *testing.T) {
	ctx := context.Background()
	both(t, func(t *testing.T, s *Store) {
		put(t, s, first)
		iran := graph.EntityIRI("organisation/iran")
		r, ok, err := s.Ref(ctx, iran)
		if err != nil || !ok || r == 0 {
			t.Fatalf("Ref: %v %v %v", r, ok, err)
		}
		if _, ok, err := s.Ref(ctx, quad.IRI("nowhere")); ok || err != nil {
			t.Errorf("Ref of a missing node: %v %v", ok, err)
		}
		if _, ok, err := s.Ref(ctx, nil); ok || err != nil {
			t.Errorf("Ref of nil: %v %v", ok, err)
		}
		values, err := s.Values(ctx, r, 0, r, 1<<40)
		if diff := cmp.Diff([]quad.Value{iran, nil, iran, nil}, values); diff != "" || err != nil {
			t.Errorf("Values: %v\n%s", err, diff)
		}
	})
}

func TestStopErrorAndCancel(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		put(t, s, first, second)
		mine := errors.New("mine")
		for _, end := range []error{ErrStop, mine} {
			want := end
			if end == ErrStop {
				want = nil
			}
			n := 0
			if err := s.Edges(context.Background(), Pattern{}, func(Edge) error { n++; return end }); err != want || n != 1 {
				t.Errorf("Edges ended by %v: %v after %d", end, err, n)
			}
			n = 0
			if err := s.Quads(context.Background(), Pattern{}, func(quad.Quad) error { n++; return end }); err != want || n != 1 {
				t.Errorf("Quads ended by %v: %v after %d", end, err, n)
			}
		}
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		err := s.Edges(ctx, Pattern{}, func(Edge) error { n++; cancel(); return nil })
		if !errors.Is(err, context.Canceled) || n != 1 {
			t.Errorf("Edges cancelled inside: %v after %d edges", err, n)
		}
		for name, read := range map[string]func() error{
			"Edges":     func() error { return s.Edges(ctx, Pattern{}, func(Edge) error { return nil }) },
			"Quads":     func() error { return s.Quads(ctx, Pattern{}, func(quad.Quad) error { return nil }) },
			"Values":    func() error { _, err := s.Values(ctx, 1); return err },
			"Refs":      func() error { _, err := s.Refs(ctx, graph.Type); return err },
			"Stats":     func() error { _, err := s.Stats(ctx); return err },
			"Documents": func() error { _, err := s.Documents(ctx); return err },
			"Digest":    func() error { _, _, err := s.Digest(ctx, "a"); return err },
			"Put":       func() error { _, err := s.Put(ctx, edited); return err },
			"Remove":    func() error { return s.Remove(ctx, "a") },
		} {
			if err := read(); !errors.Is(err, context.Canceled) {
				t.Errorf("%s of a cancelled context: %v", name, err)
			}
		}
	})
}

func TestClosed(t *testing.T) {
	ctx := context.Background()
	both(t, func(t *testing.T, s *Store) {
		put(t, s, first)
		// Closing beside a reader waits for it; the reader's next read fails.
		closed := make(chan error)
		err := s.Edges(ctx, Pattern{}, func(Edge) error {
			go func() { closed <- s.Close() }()
			for {
				if _, err := s.Refs(ctx, graph.Type); err != nil {
					return err
				}
			}
		})
		if !errors.Is(err, ErrClosed) {
			t.Errorf("reading while it is closed: %v", err)
		}
		if err := <-closed; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("closing twice: %v", err)
		}
		if _, err := s.Put(ctx, second); !errors.Is(err, ErrClosed) {
			t.Errorf("Put: %v", err)
		}
		if err := s.Quads(ctx, Pattern{}, func(quad.Quad) error { return nil }); !errors.Is(err, ErrClosed) {
			t.Errorf("Quads: %v", err)
		}
		if _, err := s.Stats(ctx); !errors.Is(err, ErrClosed) {
			t.Errorf("Stats: %v", err)
		}
	})
}

// TestRawStoreCachesNothingForTheWriter: node IDs that a reader's Cayley store
// remembers from before a removal do not reach what is written next.
func TestRawStoreCachesNothingForTheWriter(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		put(t, s, first)
		raw := s.QuadStore()
		iran := graph.EntityIRI("organisation/iran")
		if raw.ValueOf(iran) == nil {
			t.Fatal("the raw store does not know the entity")
		}
		if err := s.Remove(context.Background(), "a"); err != nil {
			t.Fatal(err)
		}
		raw.ValueOf(iran)
		put(t, s, first)
		want := open(t, Memory, Options{})
		put(t, want, first)
		if diff := cmp.Diff(dump(t, want), dump(t, s)); diff != "" {
			t.Error(diff)
		}
		if q := s.QuadStore(); q.NameOf(q.ValueOf(iran)) != iran {
			t.Error("a new raw store does not find the entity")
		}
		if err := raw.Close(); err != nil {
			t.Fatal(err)
		}
		dump(t, s) // closing a raw store does not close the store
	})
}
