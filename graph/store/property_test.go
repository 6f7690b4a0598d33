package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestAnySequenceEqualsFreshBuild: whatever was put, replaced and removed
// before, a store holds what a fresh build of its last documents holds, and no
// node more.
func TestAnySequenceEqualsFreshBuild(t *testing.T) {
	names := []string{"Iran", "Iraq", "Hamas", "NATO"}
	predicates := []string{"attacked", "supports"}
	dir := t.TempDir()
	for _, kind := range []string{Memory, "disk"} {
		t.Run(kind, rapid.MakeCheck(func(t *rapid.T) {
			ctx := context.Background()
			s := drawn(t, dir, kind)
			statement := rapid.Custom(func(t *rapid.T) [3]string {
				return [3]string{rapid.SampledFrom(names).Draw(t, "subject"), rapid.SampledFrom(predicates).Draw(t, "predicate"), rapid.SampledFrom(names).Draw(t, "object")}
			})
			report := func() Document {
				id := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "document")
				return document(id, rapid.SliceOfN(statement, 0, 3).Draw(t, "statements")...)
			}
			last := map[string]Document{}
			for range rapid.IntRange(1, 6).Draw(t, "steps") {
				if rapid.IntRange(0, 3).Draw(t, "action") == 0 {
					id := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "removed")
					if err := s.Remove(ctx, id); err != nil {
						t.Fatal(err)
					}
					delete(last, id)
					continue
				}
				var docs []Document
				for range rapid.IntRange(1, 4).Draw(t, "documents") {
					docs = append(docs, report())
				}
				before := size(t, s)
				r, err := s.Put(ctx, docs...)
				if err != nil {
					t.Fatal(err)
				}
				if got := size(t, s) - before; got != r.QuadsAdded-r.QuadsRemoved {
					t.Fatalf("%+v, but %d more quads", r, got)
				}
				for _, d := range docs {
					last[d.ID] = d
				}
			}
			fresh, err := Open(ctx, Memory, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range last {
				if _, err := fresh.Put(ctx, d); err != nil {
					t.Fatal(err)
				}
			}
			want, nodes := lines(t, fresh)
			got, _ := lines(t, s)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("fresh build (-) and store (+) differ:\n%s", diff)
			}
			if diff := cmp.Diff(completed(t, fresh, "", -1), completed(t, s, "", -1)); diff != "" {
				t.Fatalf("names of a fresh build (-) and of the store (+) differ:\n%s", diff)
			}
			st, err := s.Stats(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if st.Nodes != int64(nodes) || st.Quads != int64(len(got)) {
				t.Fatalf("%+v, want %d quads of %d nodes", st, len(got), nodes)
			}
		}))
	}
}

// drawn opens an empty store of a kind, Memory or "disk" with a file in dir, for
// one check of a property. It need not survive the machine, so writes are not
// synced.
func drawn(t *rapid.T, dir, kind string) *Store {
	path := Memory
	if kind == "disk" {
		file, err := os.CreateTemp(dir, "*.db")
		if err != nil {
			t.Fatal(err)
		}
		file.Close()
		path = filepath.Join(dir, filepath.Base(file.Name()))
		t.Cleanup(func() { os.Remove(path) })
	}
	s, err := Open(context.Background(), path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if d, ok := s.backend.(*disk); ok {
		d.bolt.db.NoSync = true
	}
	return s
}

func size(t *rapid.T, s *Store) int {
	st, err := s.Stats(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return int(st.Quads)
}

// lines gives each quad with how often it is stored, and the number of nodes.
func lines(t *rapid.T, s *Store) (map[string]int, int) {
	found := map[string]int{}
	nodes := map[quad.Value]bool{}
	err := s.Quads(context.Background(), Pattern{}, func(q quad.Quad) error {
		found[q.NQuad()]++
		for _, d := range quad.Directions {
			if v := q.Get(d); v != nil {
				nodes[v] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found, len(nodes)
}
