package english

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
	"sitrep/extract/read"
	"sitrep/extract/score"
)

var update = flag.Bool("update", false, "rewrite testdata/golden")

const testdata = "../../testdata"

// loaded is the standard pipeline, loaded once for all tests.
var loaded = sync.OnceValues(func() (*Pipeline, error) { return New(Options{}) })

func standard(t testing.TB) *Pipeline {
	t.Helper()
	p, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// inputs reads testdata/reports, with paths from testdata.
func inputs(t testing.TB) []*extract.Document {
	t.Helper()
	t.Chdir(testdata)
	var docs []*extract.Document
	err := read.Read(t.Context(), []string{"reports"}, read.Options{}, func(d *extract.Document) error {
		docs = append(docs, d)
		return nil
	}, func(p read.Problem) {
		if !p.Warning {
			t.Errorf("%v", p)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// encode runs the pipeline on a copy of a report that was read.
func encode(p *Pipeline, d *extract.Document) (string, error) {
	fresh := *d
	if err := p.Run(context.Background(), &fresh); err != nil {
		return "", err
	}
	var b bytes.Buffer
	err := fresh.Encode(&b)
	return b.String(), err
}

// TestGolden compares what is extracted from every report, as "sitrep extract"
// prints it but indented, with testdata/golden.
func TestGolden(t *testing.T) {
	p, docs := standard(t), inputs(t)
	want := map[string]bool{"eval-dev.txt": true, "eval-test.txt": true}
	for _, d := range docs {
		line, err := encode(p, d)
		if err != nil {
			t.Fatal(err)
		}
		name := goldenName(d.ID)
		want[name] = true
		golden(t, filepath.Join("golden", name), readable(t, line))
	}
	files, err := filepath.Glob("golden/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if want[filepath.Base(f)] {
			continue
		}
		if !*update {
			t.Errorf("%s is the golden of no report", f)
		} else if err := os.Remove(f); err != nil {
			t.Fatal(err)
		}
	}
}

// goldenName names a report's golden; IDs are paths, or a record's own.
func goldenName(id string) string {
	name := strings.TrimPrefix(filepath.ToSlash(id), "reports/")
	return strings.NewReplacer("/", "-", "#", "-").Replace(name) + ".jsonl"
}

// readable lays one line of JSON out so that a change of one mention or
// statement is a change of one line, or a few.
func readable(t *testing.T, line string) string {
	t.Helper()
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(line), &fields); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("{\n")
	order := []string{"id", "source", "title", "published", "text", "sentences", "entities", "mentions", "statements", "incidents", "cooccurrences"}
	if len(order) != len(fields) {
		t.Fatalf("%d fields, %d are known", len(fields), len(order))
	}
	for i, name := range order {
		fmt.Fprintf(&b, "%q: ", name)
		var items []json.RawMessage
		if json.Unmarshal(fields[name], &items) == nil && len(items) > 0 {
			b.WriteString("[\n  ")
			for j, item := range items {
				if j > 0 {
					b.WriteString(",\n  ")
				}
				b.Write(item)
			}
			b.WriteString("\n]")
		} else {
			b.Write(fields[name])
		}
		if i < len(order)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("}\n")
	return b.String()
}

// golden compares a text with a file, or rewrites the file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err == nil && string(want) == got {
		return
	}
	if !*update {
		t.Errorf("%s is out of date (go test ./extract/english -update rewrites it): %v\n%s", file, err, cmp.Diff(string(want), got))
		return
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestEvalGolden holds the scores on the parts of testdata/gold: a change of
// quality shows as a change of these tables.
func TestEvalGolden(t *testing.T) {
	p := standard(t)
	t.Chdir(testdata)
	for _, part := range []string{"dev", "test"} {
		t.Run(part, func(t *testing.T) { evalGolden(t, p, part) })
	}
}

func evalGolden(t *testing.T, p *Pipeline, part string) {
	golds, err := score.ReadAll([]string{filepath.Join("gold", part)})
	if err != nil {
		t.Fatal(err)
	}
	scores := score.New()
	for _, g := range golds {
		d := &extract.Document{ID: g.ID, Source: g.Source, Title: g.Title, Text: g.Text, Published: g.Published}
		if err := p.Run(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		scores.Add(g, d, p.Symmetric)
	}
	var b bytes.Buffer
	if err := scores.Table(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("golden", "eval-"+part+".txt"), b.String())
}

// TestDeterminism extracts every report again, alone and from several
// goroutines on one pipeline, and from another pipeline: all must agree.
func TestDeterminism(t *testing.T) {
	p, docs := standard(t), inputs(t)
	want := make([]string, len(docs))
	for i, d := range docs {
		var err error
		if want[i], err = encode(p, d); err != nil {
			t.Fatal(err)
		}
	}
	other, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			// Each goroutine begins elsewhere, so that different reports meet.
			for i := range docs {
				n := (i + g*len(docs)/4) % len(docs)
				for _, p := range []*Pipeline{p, other}[:1+g%2] {
					if got, err := encode(p, docs[n]); err != nil || got != want[n] {
						t.Errorf("%s differs from run to run (%v):\n%s", docs[n].ID, err, cmp.Diff(want[n], got))
					}
				}
			}
		})
	}
	wg.Wait()
}
