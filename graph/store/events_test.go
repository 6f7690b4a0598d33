package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/event"
)

// eventOntology has one predicate of events for each way of grouping.
func eventOntology(killing string) []quad.Quad {
	return graph.OntologyQuads(&extract.Ontology{
		Classes: []extract.ClassDef{
			{Name: "Person"},
			{Name: "Organisation"},
			{Name: "Place"},
			{Name: "ArmedGroup", Parent: "Organisation"},
			{Name: "City", Parent: "Place"},
		},
		Predicates: []extract.PredicateDef{
			{Name: "attacked", Event: "attack"},
			{Name: "killed", Event: killing},
			{Name: "part_of"},
		},
	})
}

// deed is a statement of a report: somebody killed or attacked somebody, on a
// day of 2024 or, without one, about when the report was published.
type deed struct{ subject, predicate, object, day string }

// telling makes the quads of a report of deeds, a sentence each. Who has a name
// in lower case has none.
func telling(id, published string, deeds ...deed) Document {
	d := &extract.Document{ID: id, Source: id + ".txt", Published: published}
	entity := func(name string, class extract.Class, subclass string) string {
		e := extract.Entity{ID: extract.EntityID(class, name), Class: class, Subclass: subclass, Name: name}
		if name == strings.ToLower(name) {
			e.ID = extract.LocalEntityID(class, id, name)
		}
		if d.Entity(e.ID) == nil {
			d.Entities = append(d.Entities, e)
		}
		return e.ID
	}
	for i, is := range deeds {
		start := len(d.Text)
		d.Text += is.subject + " " + is.predicate + " " + is.object + ".\n"
		d.Sentences = append(d.Sentences, extract.Sentence{Span: extract.Span{Start: start, End: len(d.Text) - 1}})
		s := extract.Statement{
			Subject: entity(is.subject, extract.Organisation, "ArmedGroup"), Predicate: is.predicate,
			Status: extract.Asserted, Confidence: 0.5, Sentence: i,
			Trigger: extract.Span{Start: start + len(is.subject) + 1, End: start + len(is.subject) + 1 + len(is.predicate)},
		}
		if is.predicate == "killed" {
			s.Object = entity(is.object, extract.Person, "")
		} else {
			s.Object = entity(is.object, extract.Place, "City")
		}
		if is.day != "" {
			s.Time = &extract.Time{From: is.day, To: is.day, Text: "then"}
		}
		s.ID = extract.StatementID(id, &s)
		d.Statements = append(d.Statements, s)
	}
	quads := graph.Quads(d)
	all := []string{published}
	for _, q := range quads {
		all = append(all, q.NQuad())
	}
	return Document{ID: id, Digest: extract.Hash(all...), Quads: quads}
}

var tellers = []string{"a", "b", "c", "d", "e"}

func anyTelling(t *rapid.T) Document {
	day := func(what string) string {
		return rapid.SampledFrom([]string{"2024-01-30", "2024-01-31", "2024-02-01", "2024-02-02", "2024-02-20", "2024-03-05"}).Draw(t, what)
	}
	var deeds []deed
	for range rapid.IntRange(0, 3).Draw(t, "deeds") {
		is := deed{
			subject:   rapid.SampledFrom([]string{"Lions", "Tigers", "gunmen"}).Draw(t, "subject"),
			predicate: rapid.SampledFrom([]string{"killed", "attacked"}).Draw(t, "predicate"),
			object:    rapid.SampledFrom([]string{"Ann", "Bob"}).Draw(t, "object"),
		}
		if rapid.Bool().Draw(t, "dated") {
			is.day = day("day")
		}
		deeds = append(deeds, is)
	}
	return telling(rapid.SampledFrom(tellers).Draw(t, "report"), day("published"), deeds...)
}

var anyMerge = [][]graph.Decision{
	{{Entity: "organisation/lions", Other: "organisation/tigers", Reason: "a test"}},
	{{Entity: "person/ann", Other: "person/bob", Reason: "a test"}},
}

func eventsIn(t interface{ Fatal(...any) }, s *Store) int {
	n := 0
	err := s.Quads(context.Background(), Pattern{}, func(q quad.Quad) error {
		if q.Object == graph.EventClass {
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestEventsEqualFreshBuild: whatever was put, replaced, removed, decided and
// taken back before, and whatever the ontology was, a store holds the events of
// a clean build.
func TestEventsEqualFreshBuild(t *testing.T) {
	dir := t.TempDir()
	ctx := context.Background()
	seen := 0
	for _, kind := range []string{Memory, "disk"} {
		t.Run(kind, rapid.MakeCheck(func(t *rapid.T) {
			s := drawn(t, dir, kind)
			ontology := ""
			last := map[string]Document{}
			decided := graph.NewDecisions()
			must := func(err error) {
				if err != nil {
					t.Fatal(err)
				}
			}
			for range rapid.IntRange(1, 10).Draw(t, "steps") {
				before := size(t, s)
				switch rapid.IntRange(0, 7).Draw(t, "action") {
				case 0:
					id := rapid.SampledFrom(tellers).Draw(t, "removed")
					must(s.Remove(ctx, id))
					delete(last, id)
				case 1:
					d := rapid.SampledFrom(anyMerge).Draw(t, "decision")
					more, fewer := d, []graph.Decision(nil)
					if decided.Merge(d[0].Other) != nil {
						more, fewer = fewer, more
					}
					e, err := s.Decide(ctx, more, fewer)
					must(err)
					decided = decided.Without(fewer...).With(more...)
					if got := size(t, s) - before; got != e.QuadsAdded-e.QuadsRemoved {
						t.Fatalf("%+v, but %d more quads", e, got)
					}
				case 2:
					ontology = rapid.SampledFrom([]string{"", "killing"}).Draw(t, "ontology")
					must(s.PutOntology(ctx, eventOntology(ontology)))
				default:
					var docs []Document
					for range rapid.IntRange(1, 3).Draw(t, "documents") {
						docs = append(docs, anyTelling(t))
					}
					r, err := s.Put(ctx, docs...)
					must(err)
					if got := size(t, s) - before; got != r.QuadsAdded-r.QuadsRemoved {
						t.Fatalf("%+v, but %d more quads", r, got)
					}
					for _, d := range docs {
						last[d.ID] = d
					}
				}
			}
			must(s.PutOntology(ctx, eventOntology(ontology)))
			seen += eventsIn(t, s)

			fresh, err := Open(ctx, Memory, Options{})
			must(err)
			must(fresh.PutOntology(ctx, eventOntology(ontology)))
			for _, d := range last {
				_, err := fresh.Put(ctx, d)
				must(err)
			}
			_, err = fresh.Decide(ctx, decided.List(), nil)
			must(err)
			want, nodes := lines(t, fresh)
			got, _ := lines(t, s)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("fresh build (-) and store (+) differ:\n%s", diff)
			}
			st, err := s.Stats(ctx)
			must(err)
			if st.Nodes != int64(nodes) || st.Quads != int64(len(got)) {
				t.Fatalf("%+v, want %d quads of %d nodes", st, len(got), nodes)
			}
		}))
	}
	if seen == 0 {
		t.Error("not one event")
	}
}

// TestEventsOfADecision: a merge by hand makes one event of two, and a split of
// the reports' own makes two of one.
func TestEventsOfADecision(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		if err := s.PutOntology(ctx, eventOntology("killing")); err != nil {
			t.Fatal(err)
		}
		put(t, s, telling("a", "", deed{"Lions", "killed", "Ann", "2024-03-05"}), telling("b", "", deed{"Tigers", "killed", "Ann", "2024-03-05"}))
		for _, step := range []struct {
			more, fewer []graph.Decision
			want        int
		}{{nil, nil, 0}, {anyMerge[0], nil, 1}, {nil, anyMerge[0], 0}} {
			if _, err := s.Decide(ctx, step.more, step.fewer); err != nil {
				t.Fatal(err)
			}
			if got := eventsIn(t, s); got != step.want {
				t.Errorf("%d events after %+v, want %d", got, step, step.want)
			}
		}
	})
}

// TestCrowdedCell: what is told too often is not grouped, and is again once it
// is told less.
func TestCrowdedCell(t *testing.T) {
	ctx := context.Background()
	s := open(t, Memory, Options{})
	if err := s.PutOntology(ctx, eventOntology("killing")); err != nil {
		t.Fatal(err)
	}
	var docs []Document
	for i := range event.MaxCell + 2 {
		docs = append(docs, telling(fmt.Sprint("r", i), "", deed{"Lions", "attacked", "Ann", "2024-03-05"}))
	}
	for chunk := range slices.Chunk(docs[:event.MaxCell], 100) {
		put(t, s, chunk...)
	}
	check := func(want int) {
		t.Helper()
		if got := eventsIn(t, s); got != want {
			t.Errorf("%d events, want %d", got, want)
		}
	}
	check(1)
	put(t, s, docs[event.MaxCell:]...)
	check(0)
	for i := range 2 {
		if err := s.Remove(ctx, docs[i].ID); err != nil {
			t.Fatal(err)
		}
		check(i)
	}
}
