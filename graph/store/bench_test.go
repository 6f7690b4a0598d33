package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"sitrep/graph"
)

// corpus makes documents of four statements about entities of which few are
// popular and most rare.
func corpus(n int) []Document {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.2, 4, 5000)
	predicates := []string{"attacked", "supports", "threatened", "met", "killed"}
	name := func() string { return fmt.Sprint("Group ", zipf.Uint64()) }
	var docs []Document
	for i := range n {
		var statements [][3]string
		for range 4 {
			statements = append(statements, [3]string{name(), predicates[r.IntN(len(predicates))], name()})
		}
		docs = append(docs, document(fmt.Sprint("report-", i), statements...))
	}
	return docs
}

func eachKind(b *testing.B, bench func(b *testing.B, path string)) {
	b.Run(Memory, func(b *testing.B) { bench(b, Memory) })
	b.Run("disk", func(b *testing.B) { bench(b, filepath.Join(b.TempDir(), "graph.db")) })
}

// BenchmarkPut loads 2,000 documents, and then the same again.
func BenchmarkPut(b *testing.B) {
	docs := corpus(2000)
	eachKind(b, func(b *testing.B, path string) {
		for i := 0; b.Loop(); i++ {
			p := path
			if p != Memory {
				p = fmt.Sprint(path, i)
			}
			s := open(b, p, Options{Create: true})
			r := put(b, s, docs...)
			b.ReportMetric(float64(r.QuadsAdded)*float64(i+1)/b.Elapsed().Seconds(), "quads/s")
		}
	})
}

// BenchmarkPutEvents loads documents of four deeds each, of the same few and
// many, in a year: without grouping, with it, and twice as many with it.
func BenchmarkPutEvents(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.2, 4, 5000)
	name := func() string { return fmt.Sprint("Group ", zipf.Uint64()) }
	var docs []Document
	for i := range 4000 {
		day := func() string { return fmt.Sprintf("2024-%02d-%02d", 1+i*12/4000, 1+r.IntN(28)) }
		var deeds []deed
		for j := range 4 {
			is := deed{name(), []string{"attacked", "killed"}[j%2], name(), day()}
			if r.IntN(3) == 0 {
				is.day = ""
			}
			deeds = append(deeds, is)
		}
		docs = append(docs, telling(fmt.Sprint("report-", i), day(), deeds...))
	}
	for _, c := range []struct {
		name string
		docs int
		own  []quad.Quad
	}{{"without", 2000, nil}, {"with", 2000, eventOntology("killing")}, {"twice-with", 4000, eventOntology("killing")}} {
		b.Run(c.name, func(b *testing.B) {
			eachKind(b, func(b *testing.B, path string) {
				for i := 0; b.Loop(); i++ {
					p := path
					if p != Memory {
						p = fmt.Sprint(path, i)
					}
					s := open(b, p, Options{Create: true})
					if err := s.PutOntology(context.Background(), c.own); err != nil {
						b.Fatal(err)
					}
					for chunk := range slices.Chunk(docs[:c.docs], 100) {
						put(b, s, chunk...)
					}
					b.ReportMetric(float64(c.docs)*float64(i+1)/b.Elapsed().Seconds(), "documents/s")
					b.ReportMetric(float64(eventsIn(b, s)), "events")
				}
			})
		})
	}
}

// BenchmarkReplace exchanges one document of a store of 2,000.
func BenchmarkReplace(b *testing.B) {
	docs := corpus(2000)
	eachKind(b, func(b *testing.B, path string) {
		s := open(b, path, Options{Create: true})
		put(b, s, docs...)
		for i := 0; b.Loop(); i++ {
			d := docs[i%len(docs)]
			d.Digest = fmt.Sprint(i)
			put(b, s, d)
		}
	})
}

// BenchmarkDecide merges two of the most popular entities of 2,000 documents,
// and takes that back.
func BenchmarkDecide(b *testing.B) {
	ctx := context.Background()
	docs := corpus(2000)
	merge := []graph.Decision{{Entity: "organisation/group-0", Other: "organisation/group-1"}}
	eachKind(b, func(b *testing.B, path string) {
		s := open(b, path, Options{Create: true})
		put(b, s, docs...)
		n := 0
		for b.Loop() {
			for _, undo := range [][]graph.Decision{nil, merge} {
				e, err := s.Decide(ctx, merge[len(undo):], undo)
				if err != nil {
					b.Fatal(err)
				}
				n += e.Documents
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "documents/s")
	})
}

// BenchmarkEdges follows one hop from each of the hundred most popular
// entities, and one from rare ones.
func BenchmarkEdges(b *testing.B) {
	ctx := context.Background()
	docs := corpus(2000)
	eachKind(b, func(b *testing.B, path string) {
		s := open(b, path, Options{Create: true})
		put(b, s, docs...)
		attacked, _, err := s.Ref(ctx, graph.PredicateIRI("attacked"))
		if err != nil {
			b.Fatal(err)
		}
		for _, from := range []int{0, 1000} {
			var refs []Ref
			for i := from; len(refs) < 100 && i < 6000; i++ {
				r, ok, err := s.Ref(ctx, graph.EntityIRI(fmt.Sprint("organisation/group-", i)))
				if err != nil {
					b.Fatal(err)
				}
				if ok {
					refs = append(refs, r)
				}
			}
			b.Run(fmt.Sprint("from-", from), func(b *testing.B) {
				n, i := 0, 0
				for b.Loop() {
					err := s.Edges(ctx, Pattern{S: refs[i%len(refs)], P: attacked}, func(Edge) error { n++; return nil })
					if err != nil {
						b.Fatal(err)
					}
					i++
				}
				b.ReportMetric(float64(n)/float64(b.N), "edges/op")
			})
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "graph.db")
	s := open(b, path, Options{Create: true})
	put(b, s, corpus(2000)...)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		open(b, path, Options{}).Close()
	}
}
