package english

import (
	"context"
	"os"
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// TestStatus runs testdata/status.tsv: what is denied, only threatened or left
// open is never a plain edge; nearly all else is found with its status.
func TestStatus(t *testing.T) {
	p := standard(t)
	b, err := os.ReadFile("testdata/status.tsv")
	if err != nil {
		t.Fatal(err)
	}
	found, there := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(b)) {
		cols := strings.Split(strings.TrimSpace(line), "\t")
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(cols) != 5 {
			t.Fatalf("testdata/status.tsv: %d columns, want 5: %s", len(cols), line)
		}
		e := lexicon.Example{Predicate: cols[0], Subject: cols[1], Object: cols[2], Status: extract.Status(cols[3]), Sentence: cols[4]}
		d := &extract.Document{ID: "status", Text: e.Sentence, Published: "2024-05-15"}
		if err := p.Run(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if !e.Status.Holds() {
			edge := e
			if edge.Status = ""; says(d, edge) {
				t.Errorf("%s(%s, %s) is %s, and yet a plain edge: %s", e.Predicate, e.Subject, e.Object, cols[3], e.Sentence)
			}
		}
		if cols[3] == "none" {
			continue
		}
		there[cols[3]]++
		if says(d, e) {
			found[cols[3]]++
		} else {
			t.Logf("missed: %s", line)
		}
	}
	for status, n := range there {
		if found[status]*100 < n*70 {
			t.Errorf("%s: %d of %d found, want 70%%", status, found[status], n)
		}
	}
}
