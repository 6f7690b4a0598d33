package english

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sitrep/extract"
	"sitrep/graph"
)

// reports returns the texts of testdata/reports, and their tokens' number.
func reports(tb testing.TB, p *Pipeline) (texts []string, bytes, tokens int) {
	tb.Helper()
	files, err := filepath.Glob("../../testdata/reports/*.txt")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no reports: %v", err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		d := document(f, string(b))
		if err := p.Run(context.Background(), d); err != nil {
			tb.Fatal(err)
		}
		texts = append(texts, string(b))
		bytes += len(b)
		tokens += len(d.Tokens)
	}
	return texts, bytes, tokens
}

func document(id, text string) *extract.Document {
	return &extract.Document{ID: id, Source: id, Published: "2024-05-06", Text: text}
}

func pipeline(tb testing.TB) *Pipeline {
	tb.Helper()
	p, err := New(Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// BenchmarkStages measures each stage by itself over testdata/reports, one
// goroutine: tokens/s and MB/s are of the stage, ns/op also of those before it.
func BenchmarkStages(b *testing.B) {
	p := pipeline(b)
	texts, bytes, tokens := reports(b, p)
	stages := p.Stages()
	for i, s := range stages {
		b.Run(s.Name, func(b *testing.B) {
			var took time.Duration
			for b.Loop() {
				for k, text := range texts {
					d := document(string(rune('a'+k)), text)
					for _, before := range stages[:i] {
						if err := before.Apply(b.Context(), d); err != nil {
							b.Fatal(err)
						}
					}
					began := time.Now()
					if err := s.Apply(b.Context(), d); err != nil {
						b.Fatal(err)
					}
					took += time.Since(began)
				}
			}
			seconds := took.Seconds() / float64(b.N)
			b.ReportMetric(float64(tokens)/seconds, "tokens/s")
			b.ReportMetric(float64(bytes)/1e6/seconds, "MB/s")
		})
	}
}

// BenchmarkPipeline measures text to quads, one goroutine.
func BenchmarkPipeline(b *testing.B) {
	p := pipeline(b)
	texts, bytes, tokens := reports(b, p)
	b.SetBytes(int64(bytes))
	quads := 0
	for b.Loop() {
		for k, text := range texts {
			d := document(string(rune('a'+k)), text)
			if err := p.Run(b.Context(), d); err != nil {
				b.Fatal(err)
			}
			quads += len(graph.Quads(d))
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric(float64(quads)/b.Elapsed().Seconds(), "quads/s")
}

// BenchmarkLong measures documents of growing length: tokens/s must not fall.
func BenchmarkLong(b *testing.B) {
	p := pipeline(b)
	texts, _, _ := reports(b, p)
	all := strings.Join(texts, "\n\n")
	for _, n := range []int{1, 4, 16, 64} {
		text := strings.Repeat(all+"\n\n", n)
		b.Run(strconv.Itoa(len(text)>>10)+"KiB", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if err := p.Run(b.Context(), document("long", text)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
