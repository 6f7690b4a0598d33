package completion

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

var howMany = flag.Int("entities", 20_000, "entities of the benchmark's store")

// madeUp is a name of two words out of syllables, of which some are common.
func madeUp(r *rand.Rand) string {
	syllables := []string{"al", "ka", "ra", "ma", "ha", "shi", "qas", "sul", "mo", "ne", "bar", "dir", "zor", "tel", "yus", "om"}
	word := func() string {
		var b strings.Builder
		for range 2 + r.IntN(3) {
			b.WriteString(syllables[min(r.IntN(len(syllables)), r.IntN(len(syllables)))])
		}
		w := b.String()
		return strings.ToUpper(w[:1]) + w[1:]
	}
	return word() + " " + word()
}

// BenchmarkComplete measures a completion as the console asks for it: the store
// is opened and the ontology read for each.
func BenchmarkComplete(b *testing.B) {
	ctx := context.Background()
	path := filepath.Join(b.TempDir(), "graph.db")
	st, err := store.Open(ctx, path, store.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	if err := st.PutOntology(ctx, graph.OntologyQuads(testOntology)); err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	const each = 500
	for i := 0; i < *howMany; i += each {
		d := &extract.Document{ID: fmt.Sprint("d", i), Source: "x", Text: "."}
		for j := range each {
			name := fmt.Sprint(madeUp(r), " ", i+j)
			d.Entities = append(d.Entities, extract.Entity{ID: extract.EntityID(extract.Person, name), Class: extract.Person, Name: name})
		}
		if _, err := st.Put(ctx, store.Document{ID: d.ID, Quads: graph.Quads(d)}); err != nil {
			b.Fatal(err)
		}
	}
	if err := st.Close(); err != nil {
		b.Fatal(err)
	}
	for _, q := range []struct{ name, language, before string }{
		{"method", "gizmo", "g.V().o"},
		{"one-letter", "walk", "a"},
		{"word", "walk", "kara"},
		{"iri", "gizmo", `g.V("qasshi`},
		{"none", "walk", "xyz"},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				st, err := store.Open(ctx, path, store.Options{ReadOnly: true})
				if err != nil {
					b.Fatal(err)
				}
				c, err := New(ctx, st)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := c.Complete(ctx, q.language, q.before); err != nil {
					b.Fatal(err)
				}
				st.Close()
			}
		})
	}
}
