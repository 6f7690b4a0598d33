package export

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

// TestPart compares what is written of a part with all quads, of which those of
// the part are picked.
func TestPart(t *testing.T) {
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	ontology := &extract.Ontology{
		Classes:    []extract.ClassDef{{Name: "Organisation"}},
		Predicates: []extract.PredicateDef{{Name: "attacked"}, {Name: "co_occurs_with", Symmetric: true}},
	}
	if err := st.PutOntology(t.Context(), graph.OntologyQuads(ontology)); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b"} {
		d := document(id)
		sentence, attacker := graph.SentenceIRI(id, 0), graph.EntityIRI("organisation/Militia <x>")
		d.Quads = append(
			d.Quads,
			quad.Quad{Subject: attacker, Predicate: graph.CoOccursWith, Object: graph.EntityIRI("organisation/Base 7: al-Tanf"), Label: sentence},
			quad.Quad{Subject: attacker, Predicate: graph.Called, Object: quad.String("it"), Label: sentence},
			quad.Quad{Subject: attacker, Predicate: graph.Resolved, Object: quad.String("so"), Label: graph.DocumentIRI(id)},
		)
		if _, err := st.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	picture, err := walk.Draw(t.Context(), st, []string{"organisation/Militia <x>", "organisation/Base 7: al-Tanf"}, walk.Options{Document: "a"})
	if err != nil {
		t.Fatal(err)
	}
	part := NewPart()
	part.Picture(picture)
	var want []string
	of := map[quad.Value]int{}
	err = st.Quads(t.Context(), store.Pattern{}, func(q quad.Quad) error {
		if !part.has(q) {
			return nil
		}
		of[q.Predicate]++
		line, err := Line(q)
		want = append(want, line)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	var b bytes.Buffer
	n, err := NQuads(t.Context(), st, &b, part)
	if err != nil || n != len(want) {
		t.Errorf("%d lines, %v", n, err)
	}
	if diff := cmp.Diff(strings.Join(want, ""), b.String()); diff != "" {
		t.Error(diff)
	}
	for _, p := range []quad.IRI{"attacked", graph.CoOccursWith, graph.Called, graph.Resolved, graph.Source} {
		if of[p] != 1 {
			t.Errorf("the part of one report holds %d quads of %s", of[p], p)
		}
	}
}
