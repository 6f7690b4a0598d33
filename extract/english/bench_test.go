package english

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
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

// BenchmarkRecognition measures all but the parser and the statements:
// sentences, tags, times, names, coreference, links.
func BenchmarkRecognition(b *testing.B) {
	p := pipeline(b)
	texts, bytes, tokens := reports(b, p)
	b.SetBytes(int64(bytes))
	var took time.Duration
	for b.Loop() {
		for k, text := range texts {
			d := document(string(rune('a'+k)), text)
			for _, s := range p.Stages() {
				began := time.Now()
				if err := s.Apply(b.Context(), d); err != nil {
					b.Fatal(err)
				}
				if s.Name != "parse" && s.Name != "relate" && s.Name != "co-occurrence" {
					took += time.Since(began)
				}
			}
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/took.Seconds(), "tokens/s")
}

// BenchmarkLong measures documents of growing length, worked on in parts, to
// the JSON that is thrown away: MB/s must not fall. peak-MB is the most that the
// heap held, the models too, under the goal that the command sets.
func BenchmarkLong(b *testing.B) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(210 << 20))
	p := pipeline(b)
	texts, _, _ := reports(b, p)
	all := strings.Join(texts, "\n\n") + "\n\n"
	for _, size := range []int{100_000, 1_000_000, 10_000_000} {
		text := strings.Repeat(all, size/len(all)+1)[:size]
		b.Run(strconv.Itoa(size/1000)+"kB", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			peak := watchHeap(b)
			for b.Loop() {
				d := document("long", text)
				if err := p.RunParts(b.Context(), d, extract.PartBytes); err != nil {
					b.Fatal(err)
				}
				if err := d.Encode(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			most := float64(peak()) / 1e6
			if b.ReportMetric(most, "peak-MB"); most > 260 {
				b.Errorf("the heap grew to %.0f MB", most)
			}
		})
	}
}

// watchHeap samples how much memory the heap takes until peak is called.
func watchHeap(b *testing.B) (peak func() uint64) {
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		var m runtime.MemStats
		top := uint64(0)
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			runtime.ReadMemStats(&m)
			top = max(top, m.HeapInuse)
			select {
			case <-tick.C:
			case <-stop:
				tick.Stop()
				most <- top
				return
			}
		}
	}()
	return func() uint64 { close(stop); return <-most }
}
