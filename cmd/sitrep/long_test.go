package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
	"sitrep/extract/english"
	"sitrep/graph"
)

// TestQuadsOfParts: a long document gives the quads that it gives as a whole,
// in some order, wherever its parts begin.
func TestQuadsOfParts(t *testing.T) {
	p, err := english.New(english.Options{})
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../testdata/reports/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	var text strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(b)
		text.WriteString("\n\n")
	}
	quads := func(size int) []string {
		d := &extract.Document{ID: "long", Source: "long.txt", Published: "2021-12-20", Text: text.String()}
		if err := p.RunParts(context.Background(), d, size); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, q := range graph.Quads(d) {
			out = append(out, q.String())
		}
		slices.Sort(out)
		return out
	}
	whole := quads(text.Len())
	for _, size := range []int{1, 3000} {
		if diff := cmp.Diff(whole, quads(size)); diff != "" {
			t.Errorf("parts of %d bytes: %s", size, diff)
		}
	}
}
