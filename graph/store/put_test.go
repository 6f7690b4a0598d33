package store

import (
	"context"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

// dump lists a store's quads in order.
func dump(t testing.TB, s *Store) []string {
	t.Helper()
	var lines []string
	err := s.Quads(context.Background(), Pattern{}, func(q quad.Quad) error {
		lines = append(lines, q.NQuad())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}

func put(t testing.TB, s *Store, docs ...Document) Result {
	t.Helper()
	r, err := s.Put(context.Background(), docs...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var (
	first  = document("a", [3]string{"Iran", "supports", "Hezbollah"}, [3]string{"Hezbollah", "attacked", "Israel"})
	second = document("b", [3]string{"Israel", "attacked", "Hezbollah"})
	edited = document("a", [3]string{"Iran", "supports", "Hamas"})
)

func TestPutCounts(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		r := put(t, s, first, second)
		st, err := s.Stats(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if want := (Result{Added: 2, QuadsAdded: int(st.Quads)}); r != want {
			t.Errorf("first Put: %+v, want %+v", r, want)
		}
		if st.Quads != int64(len(dump(t, s))) || st.Quads == 0 {
			t.Errorf("%d quads counted, %d listed", st.Quads, len(dump(t, s)))
		}
		if r := put(t, s, first, second); r != (Result{Unchanged: 2}) {
			t.Errorf("second Put: %+v", r)
		}
		r = put(t, s, edited)
		if r.Replaced != 1 || r.QuadsAdded == 0 || r.QuadsRemoved == 0 {
			t.Errorf("changed document: %+v", r)
		}
		after, _ := s.Stats(context.Background())
		if int(after.Quads-st.Quads) != r.QuadsAdded-r.QuadsRemoved {
			t.Errorf("%d quads became %d with %+v", st.Quads, after.Quads, r)
		}
	})
}

func TestReplaceEqualsFreshBuild(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		put(t, s, first, second)
		put(t, s, edited)
		fresh := open(t, Memory, Options{})
		put(t, fresh, second, edited)
		if diff := cmp.Diff(dump(t, fresh), dump(t, s)); diff != "" {
			t.Errorf("fresh build (-) and replaced (+) differ:\n%s", diff)
		}
		for _, q := range dump(t, s) {
			if q == `<entity/organisation/iran> <name> "Iran" .` {
				return
			}
		}
		t.Error("a fact of both versions is gone")
	})
}

func TestRemove(t *testing.T) {
	ctx := context.Background()
	both(t, func(t *testing.T, s *Store) {
		put(t, s, first, second)
		if err := s.Remove(ctx, "a"); err != nil {
			t.Fatal(err)
		}
		fresh := open(t, Memory, Options{})
		put(t, fresh, second)
		if diff := cmp.Diff(dump(t, fresh), dump(t, s)); diff != "" {
			t.Errorf("fresh build (-) and the rest (+) differ:\n%s", diff)
		}
		if _, ok, err := s.Digest(ctx, "a"); ok || err != nil {
			t.Errorf("Digest of a removed document: %v %v", ok, err)
		}
		if ids, err := s.Documents(ctx); err != nil || !slices.Equal(ids, []string{"b"}) {
			t.Errorf("Documents: %v %v", ids, err)
		}
		for range 2 {
			if err := s.Remove(ctx, "b"); err != nil {
				t.Fatal(err)
			}
			if st, err := s.Stats(ctx); err != nil || st.Quads != 0 || st.Nodes != 0 {
				t.Errorf("an emptied store holds %+v, %v", st, err)
			}
		}
		put(t, s, first)
		again := open(t, Memory, Options{})
		put(t, again, first)
		if diff := cmp.Diff(dump(t, again), dump(t, s)); diff != "" {
			t.Errorf("put back:\n%s", diff)
		}
		if digest, ok, err := s.Digest(ctx, "a"); digest != first.Digest || !ok || err != nil {
			t.Errorf("Digest: %q %v %v", digest, ok, err)
		}
	})
}
