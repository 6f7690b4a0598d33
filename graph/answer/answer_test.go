package answer

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"sitrep/graph/gizmo"
)

// written is what rows become.
func written(t *testing.T, o Options, rows ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := newRows(&b, o)
	for _, row := range rows {
		if err := w.row(gizmo.Row(row)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.end(context.Background()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRows(t *testing.T) {
	rows := []string{
		`{"id":"<entity/place/iran>","who":"<a>","n":3}`,
		`{"id":"<b>","name":"a, \"b\"\nc"}`,
		`"plain"`,
		`[1,null]`,
		`null`,
	}
	for _, tt := range []struct {
		name string
		o    Options
		rows []string
		want string
	}{
		{"jsonl", Options{Format: JSONL}, rows[:1], rows[0] + "\n"},
		{"text", Options{Format: Text}, rows[2:4], "plain\n[1,null]\n"},
		{"escapes", Options{Format: Text}, []string{"\"a\u009b31m\u202eb\""}, "a\uFFFD31m\uFFFDb\n"},
		{"csv", Options{Format: CSV}, rows, "n,name,value,who,id\n3,,,<a>,<entity/place/iran>\n,\"a, \"\"b\"\" c\",,,<b>\n,,plain,,\n,,\"[1,null]\",,\n,,null,,\n"},
		{"table", Options{Format: Table}, rows[:2], "n  name      who  id\n-  --------  ---  -------------------\n3            <a>  <entity/place/iran>\n   a, \"b\" c       <b>\n"},
		{"table cut", Options{Format: Table, Width: 30}, rows[:1], "n  who  id\n-  ---  -------------------\n3  <a>  <entity/place/iran>\n"},
		{"table cut more", Options{Format: Table, Width: 24}, rows[:1], "n  who  id\n-  ---  ----------------\n3  <a>  <entity/place/i…\n"},
		{"records", Options{Format: Table, Width: 15}, rows[:1], "n    3\nwho  <a>\nid   <entity/place/iran>\n"},
		{"wide letters", Options{Format: Table}, []string{`{"a":"日本","b":1}`, `{"a":"x","b":2}`}, "a     b\n----  -\n日本  1\nx     2\n"},
		{"none", Options{Format: Table}, nil, ""},
		{"none as csv", Options{Format: CSV}, nil, ""},
	} {
		if diff := cmp.Diff(tt.want, written(t, tt.o, tt.rows...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A long answer is written as several tables, a long CSV as one.
func TestManyRows(t *testing.T) {
	var rows []string
	for i := range 2*tableRows + 5 {
		rows = append(rows, fmt.Sprintf(`{"n":%d}`, i))
	}
	for format, headers := range map[string]int{Table: 3, CSV: 1} {
		got := written(t, Options{Format: format}, rows...)
		if n := strings.Count("\n"+got, "\nn\n"); n != headers || !strings.HasSuffix(got, fmt.Sprintf("\n%d\n", len(rows)-1)) {
			t.Errorf("%s: %d headers, want %d", format, n, headers)
		}
	}
}

func FuzzCut(f *testing.F) {
	f.Add("日本語 text é\u0301 👩‍👩‍👧", 5)
	f.Add("", 0)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = max(0, min(width, 1000))
		if got := Cut(text, width); uniseg.StringWidth(got) > width {
			t.Errorf("%q cut to %d is %q", text, width, got)
		}
	})
}
