package store

import (
	"context"
	"path/filepath"
	"testing"

	"sitrep/extract"
	"sitrep/graph"
)

// both runs a test on a store of each kind.
func both(t *testing.T, test func(t *testing.T, s *Store)) {
	t.Helper()
	for _, name := range []string{Memory, "disk"} {
		t.Run(name, func(t *testing.T) {
			path := Memory
			if name == "disk" {
				path = filepath.Join(t.TempDir(), "graph.db")
			}
			test(t, open(t, path, Options{Create: true}))
		})
	}
}

func open(t testing.TB, path string, o Options) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// document makes the quads of a report of one sentence a statement, each
// {subject, predicate, object}.
func document(id string, statements ...[3]string) Document {
	d := &extract.Document{ID: id, Source: id + ".txt"}
	for _, st := range statements {
		for _, name := range []string{st[0], st[2]} {
			e := extract.Entity{ID: extract.EntityID(extract.Organisation, name), Class: extract.Organisation, Name: name}
			if d.Entity(e.ID) == nil {
				d.Entities = append(d.Entities, e)
			}
		}
		start := len(d.Text)
		d.Text += st[0] + " " + st[1] + " " + st[2] + ". "
		n := len(d.Sentences)
		d.Sentences = append(d.Sentences, extract.Sentence{Span: extract.Span{Start: start, End: len(d.Text) - 1}})
		s := extract.Statement{
			Subject: extract.EntityID(extract.Organisation, st[0]), Predicate: st[1], Object: extract.EntityID(extract.Organisation, st[2]),
			Status: extract.Asserted, Confidence: 0.5, Sentence: n,
			Trigger: extract.Span{Start: start + len(st[0]) + 1, End: start + len(st[0]) + 1 + len(st[1])},
		}
		s.ID = extract.StatementID(id, &s)
		d.Statements = append(d.Statements, s)
		a, b := s.Subject, s.Object
		if a > b {
			a, b = b, a
		}
		d.Cooccurrences = append(d.Cooccurrences, extract.Cooccurrence{A: a, B: b, Sentence: n})
	}
	quads := graph.Quads(d)
	var all []string
	for _, q := range quads {
		all = append(all, q.NQuad())
	}
	return Document{ID: id, Digest: extract.Hash(all...), Quads: quads}
}
