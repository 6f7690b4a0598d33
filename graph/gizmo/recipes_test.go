package gizmo

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"sitrep/extract"
	"sitrep/extract/english"
	"sitrep/extract/read"
	"sitrep/graph"
	"sitrep/graph/store"
)

// recipe is a script of docs/graph.md, after a comment that says how many rows
// it gives at least.
var recipe = regexp.MustCompile("(?ms)^<!-- recipe: at least (\\d+) rows -->\n```js\n(.*?)^```$")

// TestRecipes runs the recipes of docs/graph.md on the graph of
// testdata/reports.
func TestRecipes(t *testing.T) {
	page, err := os.ReadFile("../../docs/graph.md")
	if err != nil {
		t.Fatal(err)
	}
	recipes := recipe.FindAllStringSubmatchIndex(string(page), -1)
	if blocks := regexp.MustCompile("(?m)^```js$").FindAll(page, -1); len(recipes) < 12 || len(blocks) != len(recipes) {
		t.Fatalf("%d scripts, of which %d are recipes with a number of rows", len(blocks), len(recipes))
	}
	path := buildReports(t)
	for _, at := range recipes {
		least, err := strconv.Atoi(string(page[at[2]:at[3]]))
		if err != nil || least < 1 {
			t.Fatalf("at least %s rows: want 1 or more", page[at[2]:at[3]])
		}
		// The race detector and a busy machine make scripts slow.
		rows, stats, err := run(t, Request{Script: string(page[at[4]:at[5]]), Store: path, Timeout: time.Minute})
		if err != nil || len(rows) < least || len(stats.Hints) > 0 {
			t.Errorf("%d rows, want at least %d; hints %q, %v, from\n%s", len(rows), least, stats.Hints, err, page[at[4]:at[5]])
		}
	}
}

// buildReports stores the graph of testdata/reports.
func buildReports(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "reports.db")
	st, err := store.Open(t.Context(), path, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	pipeline, err := english.New(english.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.PutOntology(t.Context(), graph.OntologyQuads(pipeline.Lexicon.Ontology)); err != nil {
		t.Fatal(err)
	}
	var documents []store.Document
	err = read.Read(t.Context(), []string{"../../testdata/reports"}, read.Options{}, func(d *extract.Document) error {
		if err := pipeline.Run(t.Context(), d); err != nil {
			return err
		}
		documents = append(documents, store.Document{ID: d.ID, Quads: graph.Quads(d)})
		return nil
	}, func(p read.Problem) {
		if !p.Warning {
			t.Error(p)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Put(t.Context(), documents...); err != nil {
		t.Fatal(err)
	}
	return path
}
