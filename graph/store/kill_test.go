package store

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/graph"
)

const kills = 24

// generation makes the documents of one build; in the second, every other
// document has changed.
func generation(n int) []Document {
	names := []string{"Iran", "Iraq", "Hamas", "NATO", "Turkey", "Syria", "Qatar"}
	var docs []Document
	for i := range 24 {
		changed := n * (i % 2)
		var deeds []deed
		for j := range 4 {
			predicate := []string{"attacked", "killed"}[j%2]
			deeds = append(deeds, deed{names[(i+j)%7], predicate, names[(i*j+changed+1)%7], "2024-03-05"})
		}
		docs = append(docs, telling(fmt.Sprint("report-", i), "2024-03-06", deeds...))
	}
	return docs
}

// build stores both generations, a few documents a transaction.
func build(s *Store) error {
	if err := s.PutOntology(context.Background(), eventOntology("killing")); err != nil {
		return err
	}
	for n := range 2 {
		for some := range slices.Chunk(generation(n), 4) {
			if _, err := s.Put(context.Background(), some...); err != nil {
				return err
			}
		}
	}
	return nil
}

// TestKill kills a building process at moments spread over its whole life. The
// store must open, hold whole documents only, and be completed by building
// again.
func TestKill(t *testing.T) {
	start := func(path string) *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), buildVariable+"="+path)
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	dir := t.TempDir()
	began := time.Now()
	if err := start(filepath.Join(dir, "whole.db")).Wait(); err != nil {
		t.Fatal(err)
	}
	life := time.Since(began)

	clean := fresh(t, generation(1)...)
	want := dump(t, clean)
	if eventsIn(t, clean) == 0 {
		t.Fatal("not one event")
	}
	versions := map[string][]*content{}
	for n := range 2 {
		for _, d := range generation(n) {
			c, err := d.content()
			if err != nil {
				t.Fatal(err)
			}
			versions[d.ID] = append(versions[d.ID], c)
		}
	}

	killed, partial := 0, 0
	for i := 0; killed < kills && i < 4*kills; i++ {
		path := filepath.Join(dir, fmt.Sprint(i, ".db"))
		cmd := start(path)
		moment := time.Duration(i%kills) * life / kills
		time.Sleep(moment)
		_ = cmd.Process.Kill() // it may have ended by itself
		if err := cmd.Wait(); err != nil {
			killed++
		}
		s, err := Open(context.Background(), path, Options{Create: true})
		if err != nil {
			t.Fatalf("killed after %v: %v", moment, err)
		}
		ids, err := s.Documents(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if len(ids) > 0 && len(ids) < len(versions) {
			partial++
		}
		var there []Document
		for _, id := range ids {
			v := whole(t, s, id, versions[id])
			if v < 0 {
				t.Errorf("killed after %v: document %s is not whole", moment, id)
				continue
			}
			there = append(there, generation(v)[slices.IndexFunc(generation(v), func(d Document) bool { return d.ID == id })])
		}
		if len(ids) > 0 {
			if diff := cmp.Diff(dump(t, fresh(t, there...)), dump(t, s)); diff != "" {
				t.Errorf("killed after %v: clean build of what is there (-) and store (+) differ:\n%s", moment, diff)
			}
		}
		s.backend.(*disk).bolt.db.NoSync = true // nobody kills this one
		if err := build(s); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, dump(t, s)); diff != "" {
			t.Fatalf("killed after %v: clean build (-) and completed one (+) differ:\n%s", moment, diff)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed %d, %d of them with some documents stored; a whole life is %v", killed, partial, life)
	if killed < kills || partial == 0 {
		t.Errorf("killed %d of %d in time, %d of them with some documents stored", killed, kills, partial)
	}
}

// fresh builds some documents in memory.
func fresh(t *testing.T, docs ...Document) *Store {
	t.Helper()
	s := open(t, Memory, Options{})
	if err := s.PutOntology(context.Background(), eventOntology("killing")); err != nil {
		t.Fatal(err)
	}
	put(t, s, docs...)
	return s
}

// whole returns which of its versions a stored document is, or -1.
func whole(t *testing.T, s *Store, id string, versions []*content) int {
	got, err := read(context.Background(), s.backend, id)
	if err != nil {
		t.Fatal(err)
	}
	got = got.untold()
	return slices.IndexFunc(versions, func(want *content) bool {
		return cmp.Equal(want.own.has, got.own.has) && cmp.Equal(want.facts, got.facts)
	})
}

// killDecision is about an entity that every document of a generation names.
var killDecision = []graph.Decision{{Entity: "organisation/iran", Other: "organisation/iraq", Reason: "a test"}}

// decideAgain makes a decision and takes it back until it is killed.
func decideAgain(path string) error {
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		return err
	}
	fmt.Println("open")
	for {
		for _, d := range [][]graph.Decision{nil, killDecision} {
			if _, err := s.Decide(context.Background(), killDecision[len(d):], d); err != nil {
				return err
			}
		}
	}
}

// TestKillDecide kills processes that decide: the store must hold the graph
// with the decision or the one without it, whole.
func TestKillDecide(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := open(t, path, Options{Create: true})
	if err := s.PutOntology(context.Background(), eventOntology("killing")); err != nil {
		t.Fatal(err)
	}
	put(t, s, generation(0)...)
	without := dump(t, s)
	decide := func(s *Store, more, fewer []graph.Decision) {
		if _, err := s.Decide(context.Background(), more, fewer); err != nil {
			t.Fatal(err)
		}
	}
	decide(s, killDecision, nil)
	with := dump(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	states := map[bool]int{}
	for i := range kills {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), decideVariable+"="+path)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(i) * 7 * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		s, err := Open(context.Background(), path, Options{})
		if err != nil {
			t.Fatalf("killed as number %d: %v", i, err)
		}
		is, err := s.Decisions(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		want := without
		if is.Any() {
			want = with
		}
		states[is.Any()]++
		if diff := cmp.Diff(want, dump(t, s)); diff != "" {
			t.Fatalf("killed as number %d, decided %v:\n%s", i, is.Any(), diff)
		}
		// The next one goes on from the other state.
		if is.Any() {
			decide(s, nil, killDecision)
		} else {
			decide(s, killDecision, nil)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("decided or not: %v", states)
}
