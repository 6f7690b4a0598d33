package english

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"sitrep/extract"
)

// TestParts: a document that is worked on in parts gives, byte for byte, what
// it gives as a whole, wherever the parts begin.
func TestParts(t *testing.T) {
	p := standard(t)
	files, err := filepath.Glob("../../testdata/reports/*.*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	if testing.Short() {
		files = files[:len(files)/4]
	}
	var all strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
		all.WriteString("\n\n")
		// Each by itself too: how a report begins may tell what it is.
		want := encoded(t, document("short", string(b)), func(d *extract.Document) error { return p.Run(t.Context(), d) })
		got := encoded(t, document("short", string(b)), func(d *extract.Document) error { return p.RunParts(t.Context(), d, 1) })
		if at := differ(want, got); at >= 0 {
			t.Errorf("%s: byte %d: %.200q, want %.200q", f, at, got[at:], want[at:])
		}
	}
	wrapped := strings.ReplaceAll(all.String(), " ", "\n")
	for name, text := range map[string]string{
		"reports": all.String(), "capitals": strings.ToUpper(all.String()), "lines": wrapped,
		"empty": "\n\n \n\n", "one": "Rebels shelled Goma.", "dots": strings.Repeat(". \n\n", 50),
	} {
		t.Run(name, func(t *testing.T) {
			want := encoded(t, document("long", text), func(d *extract.Document) error { return p.Run(t.Context(), d) })
			sizes := []int{1, 200, 5000}
			if testing.Short() {
				sizes = sizes[1:2]
			}
			for _, size := range sizes {
				got := encoded(t, document("long", text), func(d *extract.Document) error { return p.RunParts(t.Context(), d, size) })
				if at := differ(want, got); at >= 0 {
					t.Fatalf("parts of %d bytes: byte %d: %.200q, want %.200q", size, at, got[at:], want[at:])
				}
			}
		})
	}
}

func encoded(t *testing.T, d *extract.Document, run func(*extract.Document) error) string {
	t.Helper()
	if err := run(d); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := d.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// differ returns where two strings first differ, or -1.
func differ(a, b string) int {
	if a == b {
		return -1
	}
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return i
}

// TestLinear: twice the text takes about twice the allocations, and what stays
// packed is a small multiple of the text.
func TestLinear(t *testing.T) {
	p := standard(t)
	b, err := os.ReadFile("../../testdata/reports/biographies.txt")
	if err != nil {
		t.Fatal(err)
	}
	work := func(n int) (objects uint64, kept int64) {
		text := strings.Repeat(string(b)+"\n\n", n)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		d := document("long", text)
		if err := p.RunParts(t.Context(), d, 8<<10); err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(d)
		return after.Mallocs - before.Mallocs, int64(after.HeapAlloc) - int64(before.HeapAlloc)
	}
	work(1) // what is made once
	n := 100_000 / len(b)
	once, _ := work(n)
	twice, kept := work(2 * n)
	if ratio := float64(twice) / float64(once); ratio > 2.3 {
		t.Errorf("twice the text takes %.2f times the allocations", ratio)
	}
	if text := int64(2 * n * len(b)); kept > 12*text {
		t.Errorf("%d bytes stay for a text of %d", kept, text)
	}
}
