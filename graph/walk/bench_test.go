package walk

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// bigStore is a graph of reports about 20,000 entities, a few of them named
// far more often than the rest.
func bigStore(b *testing.B, documents int) *store.Store {
	b.Helper()
	ctx := context.Background()
	st, err := store.Open(ctx, filepath.Join(b.TempDir(), "big.db"), store.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	if err := st.PutOntology(ctx, graph.OntologyQuads(testOntology)); err != nil {
		b.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	classes := []string{"Person", "Organisation", "Place", "ArmedGroup", "Country", "Site", "Drone"}
	share := []int{6000, 3000, 4000, 400, 150, 2000, 300}
	popular := rand.NewZipf(random, 1.2, 8, 5999)
	entity := func() string {
		c := random.IntN(len(classes))
		return fmt.Sprintf("%s:%s %d", classes[c], classes[c], int(popular.Uint64())%share[c])
	}
	predicates := []string{"attacked", "bombed", "fired_at", "killed", "supports", "supplied", "part_of", "located_in", "met"}
	var batch []store.Document
	for i := range documents {
		r := report{id: fmt.Sprintf("doc-%d", i), published: fmt.Sprintf("2021-%02d-%02d", 1+i%12, 1+i%28)}
		for range 4 {
			r.says = append(r.says, said{
				s: entity(), p: predicates[random.IntN(len(predicates))], o: entity(),
				status: extract.Statuses[max(0, random.IntN(8)-4)], confidence: 0.5 + float64(random.IntN(5))/10,
			})
		}
		for range 6 {
			r.pairs = append(r.pairs, [2]string{entity(), entity()})
		}
		batch = append(batch, store.Document{ID: r.id, Quads: graph.Quads(r.document())})
		if len(batch) == 500 || i == documents-1 {
			if _, err := st.Put(ctx, batch...); err != nil {
				b.Fatal(err)
			}
			batch = nil
		}
	}
	return st
}

func BenchmarkWalk(b *testing.B) {
	st := bigStore(b, 1000)
	if stats, err := st.Stats(context.Background()); err == nil {
		b.Logf("%d quads", stats.Quads)
	}
	for _, query := range []string{
		"militia -> attacked -> site",
		"militia -> attacked -> site <- located_in <- *",
		"Country 0 -> * -> *",
		"Country 0 -> co_occurs_with -> person",
		"* -> bombed -> *",
		"Person 0 -> part_of+ -> *",
	} {
		for _, o := range []struct {
			name string
			Options
		}{{"plain", Options{Limit: 50, MaxEvidence: 3}}, {"since", Options{Limit: 50, MaxEvidence: 3, Since: "2021-06"}}, {"threatened", Options{Limit: 50, Status: []string{"threatened"}}}} {
			b.Run(query+"/"+o.name, func(b *testing.B) {
				q, err := graph.ParseQuery(query)
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					r, err := Run(context.Background(), st, q, o.Options)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(len(r.Walks)), "walks")
				}
			})
		}
	}
	b.Run("path", func(b *testing.B) {
		for b.Loop() {
			if _, err := Paths(context.Background(), st, graph.Term{Text: "Person 50"}, graph.Term{Text: "Site 90"}, graph.PredicateTerm{}, 4, Options{Limit: 20}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("show", func(b *testing.B) {
		for b.Loop() {
			if _, err := Show(context.Background(), st, graph.Term{Text: "Country 0"}, Options{Limit: 20, MaxEvidence: 3}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("unknown", func(b *testing.B) {
		for b.Loop() {
			if _, err := Show(context.Background(), st, graph.Term{Text: "Kountry 0"}, Options{}); err == nil {
				b.Fatal("found")
			}
		}
	})
}
