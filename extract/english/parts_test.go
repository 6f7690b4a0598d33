package english

import (
	"bytes"
	"os"
	"path/filepath"
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
	var all strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
		all.WriteString("\n\n")
	}
	wrapped := strings.ReplaceAll(all.String(), " ", "\n")
	for name, text := range map[string]string{
		"reports": all.String(), "capitals": strings.ToUpper(all.String()), "lines": wrapped,
		"empty": "\n\n \n\n", "one": "Rebels shelled Goma.", "dots": strings.Repeat(". \n\n", 50),
	} {
		t.Run(name, func(t *testing.T) {
			want := encoded(t, document("long", text), func(d *extract.Document) error { return p.Run(t.Context(), d) })
			for _, size := range []int{1, 200, 5000} {
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
