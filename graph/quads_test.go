package graph

import (
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
)

func sample() *extract.Document {
	text := "Rebels hit Ain Base. Nobody hit Iran."
	return &extract.Document{
		ID: "a b.txt", Source: "a b.txt", Published: "2021-12-20", Text: text,
		Sentences: []extract.Sentence{{Span: extract.Span{Start: 0, End: 20}}, {Span: extract.Span{Start: 21, End: 37}}},
		Entities: []extract.Entity{
			{ID: "organisation/x/rebels", Class: extract.Organisation, Subclass: "ArmedGroup", Name: "rebels"},
			{ID: "place/ain-base", Class: extract.Place, Subclass: "Site", Name: "Ain Base", Aliases: []string{"Ain"}},
			{ID: "place/iran", Class: extract.Place, Subclass: "Country", Name: "Iran"},
		},
		Statements: []extract.Statement{
			{ID: "s1", Subject: "organisation/x/rebels", Predicate: "attacked", Object: "place/ain-base", Status: extract.Asserted, Trigger: extract.Span{Start: 7, End: 10}, SubjectSpan: extract.Span{Start: 0, End: 6}, ObjectSpan: extract.Span{Start: 11, End: 19}, Confidence: 0.5, Time: &extract.Time{From: "2021-12-18", To: "2021-12-18", Text: "Saturday"}},
			{ID: "s2", Subject: "organisation/x/rebels", Predicate: "attacked", Object: "place/iran", Status: extract.Denied, Trigger: extract.Span{Start: 28, End: 31}, SubjectSpan: extract.Span{Start: 0, End: 6}, ObjectSpan: extract.Span{Start: 32, End: 36}, Sentence: 1, Confidence: 0.5},
		},
		Cooccurrences: []extract.Cooccurrence{{A: "place/ain-base", B: "place/iran", Sentence: 1}},
	}
}

// A plain edge never asserts what the text denies.
func TestOnlyWhatHoldsIsAnEdge(t *testing.T) {
	var objects []quad.Value
	for _, q := range Quads(sample()) {
		if q.Predicate == PredicateIRI("attacked") {
			objects = append(objects, q.Object)
		}
	}
	if want := []quad.Value{EntityIRI("place/ain-base")}; !cmp.Equal(objects, want) {
		t.Errorf("plain edges to %v, want %v", objects, want)
	}
}

func TestQuadsLabels(t *testing.T) {
	for _, q := range Quads(sample()) {
		switch {
		case q.Predicate == PredicateIRI("attacked"):
			if q.Label != StatementIRI("s1") {
				t.Errorf("%v: the label is not the statement", q)
			}
		case q.Predicate == CoOccursWith:
			if q.Label != SentenceIRI("a b.txt", 1) {
				t.Errorf("%v: the label is not the sentence", q)
			}
		case q.Label != nil:
			t.Errorf("%v has a label", q)
		}
	}
}

// Every fact about an entity can be traced to the document by its fact node.
func TestFactsAreStated(t *testing.T) {
	quads := Quads(sample())
	stated := map[quad.Value]bool{}
	for _, q := range quads {
		if q.Predicate == States {
			stated[q.Object] = true
		}
	}
	n := 0
	for _, q := range quads {
		if _, ok := EntityID(q.Subject); ok && q.Label == nil {
			n++
			if !stated[FactIRI(q)] {
				t.Errorf("%v is not stated", q)
			}
		}
	}
	if n != len(stated) || n == 0 {
		t.Errorf("%d facts, %d stated", n, len(stated))
	}
}

func TestQuadsPure(t *testing.T) {
	if diff := cmp.Diff(Quads(sample()), Quads(sample())); diff != "" {
		t.Error(diff)
	}
}

func TestIRIs(t *testing.T) {
	for _, id := range []string{"a b.txt", "x<y>", "100%", "http://e.org/a?b#c", "é/ü", "\u202e", "\ufffd", `q"\`, ""} {
		iri := DocumentIRI(id)
		if strings.ContainsAny(string(iri), " <>\"{}|\\^`") {
			t.Errorf("%q gives %q, which is no IRI", id, iri)
		}
		if got, ok := DocumentID(iri); !ok || got != id {
			t.Errorf("%q comes back as %q", id, got)
		}
	}
	if _, ok := EntityID(quad.String("entity/x")); ok {
		t.Error("a literal is no entity")
	}
}

func TestOntologyQuads(t *testing.T) {
	o := &extract.Ontology{
		Classes:    []extract.ClassDef{{Name: "Place"}, {Name: "Site", Parent: "Place", Synonyms: []string{"base"}}},
		Predicates: []extract.PredicateDef{{Name: "attacked"}, {Name: "bombed", Parent: "attacked"}, {Name: "met", Symmetric: true}},
	}
	got := map[string]bool{}
	for _, q := range OntologyQuads(o) {
		got[quad.StringOf(q.Subject)+" "+quad.StringOf(q.Predicate)+" "+quad.StringOf(q.Object)] = true
	}
	for _, want := range []string{
		"<class/Site> <subclass_of> <class/Place>", `<class/Site> <synonym> "base"`,
		"<bombed> <subpredicate_of> <attacked>", "<met> <type> <class/SymmetricPredicate>",
	} {
		if !got[want] {
			t.Errorf("no %s in %v", want, got)
		}
	}
}
