package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"github.com/hidal-go/hidalgo/kv"

	"sitrep/extract"
	"sitrep/graph"
)

// TestFull fills a store whose space is small, and goes on with it: what Put
// said is stored is there, and nothing else.
func TestFull(t *testing.T) {
	defer func(sizes []int64) { mapSizes = sizes }(mapSizes)
	mapSizes = []int64{1 << 20}
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "graph.db"), Options{Create: true})
	var stored []Document
	for i, full := 0, 0; full < 5; i++ {
		d := document(fmt.Sprint("report-", i), [3]string{fmt.Sprint("Group ", i), "attacked", "Iraq"})
		r, err := s.Put(ctx, d)
		switch {
		case err == nil:
			stored = append(stored, d)
		case errors.Is(err, ErrFull) && r == (Result{}):
			full++
		default:
			t.Fatalf("%v %+v, want ErrFull", err, r)
		}
	}
	fresh := open(t, Memory, Options{})
	put(t, fresh, stored...)
	if diff := cmp.Diff(dump(t, fresh), dump(t, s)); diff != "" {
		t.Errorf("fresh build (-) and full store (+) differ:\n%s", diff)
	}
}

// failing is a database whose commits fail.
type failing struct{ kv.KV }

type failingTx struct{ kv.Tx }

var errCommit = errors.New("no space left on device")

func (f failing) Tx(rw bool) (kv.Tx, error) {
	tx, err := f.KV.Tx(rw)
	if rw && err == nil {
		return failingTx{tx}, nil
	}
	return tx, err
}

func (failingTx) Commit(context.Context) error { return errCommit }

// TestFailedWrite: nothing of a write that failed is remembered, neither its
// quads nor the node IDs that Cayley had given out.
func TestFailedWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := open(t, path, Options{Create: true})
	put(t, s, second)
	before := dump(t, s)
	d := s.backend.(*disk)
	d.db = failing{d.db}
	if r, err := s.Put(context.Background(), first); !errors.Is(err, errCommit) || r != (Result{}) {
		t.Fatalf("%v %+v", err, r)
	}
	d.db = d.db.(failing).KV
	if diff := cmp.Diff(before, dump(t, s)); diff != "" {
		t.Errorf("after the failure:\n%s", diff)
	}
	put(t, s, edited)
	put(t, s, first)
	fresh := open(t, Memory, Options{})
	put(t, fresh, first, second)
	if diff := cmp.Diff(dump(t, fresh), dump(t, s)); diff != "" {
		t.Errorf("fresh build (-) and store (+) differ:\n%s", diff)
	}
}

func TestBadDocuments(t *testing.T) {
	ctx := context.Background()
	doc := graph.DocumentIRI("x")
	iran := graph.EntityIRI("organisation/iran")
	fact := quad.Quad{Subject: iran, Predicate: graph.Named, Object: quad.String("Iran")}
	tests := []struct {
		name  string
		id    string
		quads []quad.Quad
		says  string
	}{
		{"no ID", "", nil, "no ID"},
		{"a bad quad", "x", []quad.Quad{{Subject: doc, Predicate: graph.Title}}, "missing"},
		{"a fact that is not stated", "x", []quad.Quad{{Subject: doc, Predicate: graph.Mentions, Object: iran}, fact}, "Iran"},
		{"a fact about nobody mentioned", "x", []quad.Quad{{Subject: doc, Predicate: graph.States, Object: graph.FactIRI(fact)}, fact}, "Iran"},
		{"a stated fact that is missing", "x", []quad.Quad{{Subject: doc, Predicate: graph.States, Object: quad.String("?")}}, "does not hold"},
		{"a stranger's label", "x", []quad.Quad{{Subject: iran, Predicate: quad.IRI("attacked"), Object: iran, Label: graph.StatementIRI("s")}}, "neither"},
		{"an entity as its own", "x", []quad.Quad{{Subject: iran, Predicate: graph.InDocument, Object: doc}}, "cannot be its own"},
		{"another digest", "x", []quad.Quad{{Subject: doc, Predicate: graph.Digest, Object: quad.String("other")}}, "digest"},
	}
	for _, tt := range tests {
		both(t, func(t *testing.T, s *Store) {
			r, err := s.Put(ctx, first, Document{ID: tt.id, Digest: "d", Quads: tt.quads}, second)
			if !errors.Is(err, ErrDocument) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%s: %v, want ErrDocument with %q", tt.name, err, tt.says)
			}
			if r.Added != 1 {
				t.Errorf("%s: %+v, want the document before it stored", tt.name, r)
			}
			if ids, err := s.Documents(ctx); err != nil || !slices.Equal(ids, []string{"a"}) {
				t.Errorf("%s: stored are %v, %v", tt.name, ids, err)
			}
		})
	}
}

func TestValidate(t *testing.T) {
	iri, text := quad.IRI("a"), quad.String("a")
	good := []quad.Quad{
		{Subject: iri, Predicate: iri, Object: iri},
		{Subject: quad.BNode("b1"), Predicate: iri, Object: quad.BNode("b2"), Label: quad.BNode("b3")},
		{Subject: iri, Predicate: iri, Object: quad.String("")},
		{Subject: iri, Predicate: iri, Object: quad.String("\x00\"<>\n é")},
		{Subject: iri, Predicate: iri, Object: quad.Int(-1), Label: iri},
		{Subject: iri, Predicate: iri, Object: quad.Float(0.1)},
		{Subject: iri, Predicate: iri, Object: quad.Bool(true)},
		{Subject: iri, Predicate: iri, Object: quad.LangString{Value: "a", Lang: "en-GB"}},
		{Subject: iri, Predicate: iri, Object: quad.TypedString{Value: "a", Type: "urn:own"}},
		{Subject: iri, Predicate: iri, Object: quad.Time(time.Unix(1, 0))},
		{Subject: quad.IRI("entity/person/müller%20x"), Predicate: iri, Object: iri},
	}
	for _, q := range good {
		if err := Validate(q); err != nil {
			t.Errorf("%v: %v", q, err)
		}
	}
	bad := []quad.Quad{
		{},
		{Predicate: iri, Object: iri},
		{Subject: iri, Object: iri},
		{Subject: iri, Predicate: iri},
		{Subject: text, Predicate: iri, Object: iri},
		{Subject: iri, Predicate: text, Object: iri},
		{Subject: iri, Predicate: quad.BNode("b"), Object: iri},
		{Subject: iri, Predicate: iri, Object: iri, Label: text},
		{Subject: iri, Predicate: iri, Object: quad.IRI("")},
		{Subject: iri, Predicate: iri, Object: quad.IRI("a>b")},
		{Subject: iri, Predicate: iri, Object: quad.IRI("a b")},
		{Subject: iri, Predicate: iri, Object: quad.IRI("a\nb")},
		{Subject: iri, Predicate: iri, Object: quad.IRI("\xff")},
		{Subject: iri, Predicate: iri, Object: quad.BNode("")},
		{Subject: iri, Predicate: iri, Object: quad.BNode("memnode1")},
		{Subject: iri, Predicate: iri, Object: quad.BNode("a b")},
		{Subject: iri, Predicate: iri, Object: quad.String("\xff")},
		{Subject: iri, Predicate: iri, Object: quad.Float(math.NaN())},
		{Subject: iri, Predicate: iri, Object: quad.Float(math.Inf(1))},
		{Subject: iri, Predicate: iri, Object: quad.LangString{Value: "a", Lang: "e n"}},
		{Subject: iri, Predicate: iri, Object: quad.TypedString{Value: "1", Type: "xsd:integer"}},
		{Subject: iri, Predicate: iri, Object: quad.TypedString{Value: "1", Type: "a>b"}},
		{Subject: iri, Predicate: iri, Object: quad.Time(time.Unix(1, 1))},
	}
	for _, q := range bad {
		if err := Validate(q); !errors.Is(err, ErrQuad) {
			t.Errorf("%#v: %v, want ErrQuad", q, err)
		}
	}
}

// TestValuesComeBack: each kind of value is read back as it was stored.
func TestValuesComeBack(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		doc := graph.DocumentIRI("x")
		var want []quad.Value
		d := Document{ID: "x", Digest: "1"}
		for i, v := range []quad.Value{
			quad.IRI("a"), quad.BNode("b"), quad.String("\x00\"<>\n é"), quad.String(""), quad.Int(math.MinInt64), quad.Float(0.1),
			quad.Bool(true),
			quad.LangString{Value: "a", Lang: "en"},
			quad.TypedString{Value: "a", Type: "urn:own"},
			quad.Time(time.Date(2021, 12, 20, 12, 0, 0, 0, time.FixedZone("", 3600))),
		} {
			d.Quads = append(d.Quads, quad.Quad{Subject: doc, Predicate: quad.IRI(fmt.Sprint("p", i)), Object: v})
			want = append(want, normal(quad.Quad{Object: v}).Object)
		}
		put(t, s, d)
		for i, v := range want {
			var got quad.Value
			err := find(context.Background(), s.backend, doc, quad.IRI(fmt.Sprint("p", i)), nil, func(q quad.Quad) error { got = normal(q).Object; return nil })
			if err != nil || got != v {
				t.Errorf("%#v came back as %#v, %v", v, got, err)
			}
		}
	})
}

func TestOntology(t *testing.T) {
	ctx := context.Background()
	old := &extract.Ontology{
		Classes:    []extract.ClassDef{{Name: "Place"}, {Name: "Site", Parent: "Place", Synonyms: []string{"base"}}},
		Predicates: []extract.PredicateDef{{Name: "attacked"}, {Name: "bombed", Parent: "attacked"}},
	}
	changed := &extract.Ontology{Classes: []extract.ClassDef{{Name: "Place", Synonyms: []string{"spot"}}}, Predicates: old.Predicates[:1]}
	both(t, func(t *testing.T, s *Store) {
		put(t, s, first)
		for _, o := range []*extract.Ontology{old, old, changed} {
			if err := s.PutOntology(ctx, graph.OntologyQuads(o)); err != nil {
				t.Fatal(err)
			}
		}
		fresh := open(t, Memory, Options{})
		if err := fresh.PutOntology(ctx, graph.OntologyQuads(changed)); err != nil {
			t.Fatal(err)
		}
		put(t, fresh, first)
		if diff := cmp.Diff(dump(t, fresh), dump(t, s)); diff != "" {
			t.Errorf("fresh (-) and changed (+) ontology differ:\n%s", diff)
		}
		bad := []quad.Quad{{Subject: quad.IRI("a"), Predicate: quad.IRI("b"), Object: quad.IRI("c")}}
		if err := s.PutOntology(ctx, bad); !errors.Is(err, ErrQuad) {
			t.Errorf("no class and no predicate: %v", err)
		}
	})
}
