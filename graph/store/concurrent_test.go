package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/cayleygraph/quad"

	"sitrep/graph"
)

// TestReadersBesideAWriter reads in every way while documents come, change and
// go. Each pass of Quads must see whole documents.
func TestReadersBesideAWriter(t *testing.T) {
	ctx := context.Background()
	both(t, func(t *testing.T, s *Store) {
		if d, ok := s.backend.(*disk); ok {
			d.bolt.db.NoSync = true
		}
		put(t, s, document("still", [3]string{"Iran", "attacked", "Iraq"}))
		sizes := map[string]map[int]bool{}
		docs := [][]Document{generation(0), generation(1)}
		for _, ds := range docs {
			for _, d := range ds {
				if sizes[d.ID] == nil {
					sizes[d.ID] = map[int]bool{0: true}
				}
				sizes[d.ID][stated(d.Quads, d.ID)] = true
			}
		}
		var done atomic.Bool
		var wg sync.WaitGroup
		errs := make(chan error, 100)
		reader := func(read func() error) {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for !done.Load() {
					if err := read(); err != nil {
						errs <- err
						return
					}
				}
			}()
		}
		reader(func() error {
			var all []quad.Quad
			if err := s.Quads(ctx, Pattern{}, func(q quad.Quad) error { all = append(all, q); return nil }); err != nil {
				return err
			}
			for id, want := range sizes {
				if n := stated(all, id); !want[n] {
					return fmt.Errorf("%s with %d statements was seen, want one of %v", id, n, want)
				}
			}
			return nil
		})
		reader(func() error {
			r, ok, err := s.Ref(ctx, graph.EntityIRI("organisation/iran"))
			if err != nil || !ok {
				return fmt.Errorf("entity: %v %w", ok, err)
			}
			return s.Edges(ctx, Pattern{S: r}, func(e Edge) error {
				_, err := s.Values(ctx, e.S, e.P, e.O, e.L)
				return err
			})
		})
		reader(func() error {
			if _, err := s.Documents(ctx); err != nil {
				return err
			}
			_, err := s.Stats(ctx)
			return err
		})
		reader(func() error {
			qs := s.QuadStore()
			it := qs.NodesAllIterator()
			defer it.Close()
			for it.Next(ctx) {
				qs.NameOf(it.Result())
			}
			return it.Err()
		})
		for round := range 3 {
			ds := docs[round%2]
			for some := range slices.Chunk(ds, 10) {
				put(t, s, some...)
			}
			if err := s.Remove(ctx, ds[round].ID); err != nil {
				t.Fatal(err)
			}
		}
		done.Store(true)
		wg.Wait()
		close(errs)
		for err := range errs {
			t.Error(err)
		}
	})
}

// stated counts a document's own nodes.
func stated(quads []quad.Quad, id string) int {
	n := 0
	for _, q := range quads {
		if q.Predicate == graph.InDocument && q.Object == graph.DocumentIRI(id) {
			n++
		}
	}
	return n
}

// TestWritersTakeTurns: Put from several goroutines is one writer at a time.
func TestWritersTakeTurns(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		var wg sync.WaitGroup
		for _, d := range generation(0) {
			wg.Add(1)
			go func() {
				defer wg.Done()
				if _, err := s.Put(context.Background(), d); err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		ids, err := s.Documents(context.Background())
		if err != nil || len(ids) != len(generation(0)) {
			t.Errorf("%d documents, %v", len(ids), err)
		}
	})
}
