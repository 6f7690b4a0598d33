package repl

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/graph/completion"
	"sitrep/graph/store"
)

func TestFinished(t *testing.T) {
	for entry, want := range map[string]bool{
		"":                  true,
		"  ":                true,
		":walk A -> p":      true,
		"1 + 1":             true,
		"g.V().all()":       true,
		"g.V().All()":       true,
		"g.V().all();":      true,
		"g.V().count()":     true,
		"g.V().getLimit(5)": true,
		"g.V().forEach(function(d) { g.emit(d) })": true,
		"g.emit(1)":                        true,
		"var n = g.V().count(); g.emit(n)": true,
		"while (true) {}":                  true,
		"g.V().all() // a comment":         true,
		"x y":                              true, // more does not mend it
		"g.V(\"a":                          true,
		"g.V(":                             false,
		"g.V()":                            false,
		"graph.Vertex(\"a\").Out()":        false,
		"g.V().all":                        false,
		"g.V() // .all()":                  false,
		"// only a comment":                false,
		"/* a comment":                     false,
		"`a text":                          false,
		"var n = g.V()":                    false,
		"function f() {}":                  false,
		"if (true) {":                      false,
		"g.V(\n":                           true, // an empty line runs anything
		"g.V(\n  \t":                       true,
		"g.V(\n\n\"a\"":                    false,
	} {
		if got := finished(entry); got != want {
			t.Errorf("%q: %v", entry, got)
		}
	}
}

var escapes = regexp.MustCompile(`\x1b\[\d+m`)

func FuzzHighlight(f *testing.F) {
	for _, s := range []string{"g.V(\"a\").out('b') // c\nx", ":walk A -> b <- \"c\" ", ":", ": ", "/* a\nb */ 12 `x\ny`", "'\\", "for (var i of [1])", "\"é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "\x1b") {
			t.Skip()
		}
		coloured := highlight(true, text)
		if got := escapes.ReplaceAllString(coloured, ""); got != text {
			t.Errorf("%q became %q", text, got)
		}
		if highlight(false, text) != text {
			t.Errorf("%q changes without colour", text)
		}
		for line := range strings.Lines(coloured) {
			if strings.Count(line, "\x1b[") != 2*strings.Count(line, reset) {
				t.Errorf("%q: a colour goes on behind the line", line)
			}
		}
	})
}

func TestHighlight(t *testing.T) {
	for text, want := range map[string]string{
		`g.V("a").out()`:      "g." + cyan + "V" + reset + "(" + green + `"a"` + reset + ")." + cyan + "out" + reset + "()",
		"// g.V":              dim + "// g.V" + reset,
		"var x = 1":           blue + "var" + reset + " x = " + yellow + "1" + reset,
		":walk a -> b":        magenta + ":walk" + reset + " a " + cyan + "->" + reset + " b",
		"`a\nb`":              green + "`a" + reset + "\n" + green + "b`" + reset,
		`'not closed` + "\nx": green + "'not closed" + reset + "\nx",
	} {
		if diff := cmp.Diff(want, highlight(true, text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func items(texts ...string) (list []completion.Item) {
	for _, text := range texts {
		list = append(list, completion.Item{Text: text, Label: strings.Trim(text, "<>"), Detail: "d"})
	}
	return list
}

// at shows a text with its cursor.
func at(text string, cursor int) string {
	runes := []rune(text)
	return string(runes[:cursor]) + "‸" + string(runes[cursor:])
}

func TestMenu(t *testing.T) {
	for _, tt := range []struct {
		name, text, replace string
		items               []completion.Item
		want                []string // after each Tab
	}{
		{"nothing", "ab‸c", "ab", nil, []string{"ab‸c"}},
		{"one", "g.o‸)", "o", items("out"), []string{"g.out‸)"}},
		{"shared", "x‸", "x", items("xab", "xac"), []string{"xa‸", "xab‸", "xac‸", "x‸", "xab‸"}},
		{"not shared", "(hez‸)", "hez", items("Hezbollah", "Kataib Hezbollah"), []string{"(hez‸)", "(Hezbollah‸)", "(Kataib Hezbollah‸)", "(hez‸)"}},
		{"other case", "HE‸", "HE", items("Hez a", "Hez b"), []string{"Hez‸", "Hez a‸", "Hez b‸", "HE‸"}},
		{"bracket", "sup‸", "sup", items("<supplied>", "<supports>"), []string{"<supp‸", "<supplied>‸"}},
		{"letters", "żół‸ć", "żół", items("żółw", "żółty"), []string{"żół‸ć", "żółw‸ć", "żółty‸ć", "żół‸ć"}},
		{"cut within a letter", "x‸", "x", items("xé", "xè"), []string{"x‸", "xé‸"}},
		{"about another text", "abc‸", "xyz", items("xyzz"), []string{"abc‸"}},
		{"cleaned", "a‸", "a", items("a\x1b[31m"), []string{"a\uFFFD[31m‸"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, after, _ := strings.Cut(tt.text, "‸")
			text, cursor := before+after, len([]rune(before))
			var m menu
			for i, want := range tt.want {
				if m.on(text, cursor) {
					text, cursor = m.next(1)
				} else {
					text, cursor = m.open(completion.Answer{Replace: tt.replace, Items: tt.items}, text, cursor)
				}
				if got := at(text, cursor); got != want {
					t.Fatalf("Tab %d: %s, want %s", i+1, got, want)
				}
			}
		})
	}
}

func TestMenuLines(t *testing.T) {
	var m menu
	var list []completion.Item
	for i := range 30 {
		list = append(list, completion.Item{Text: fmt.Sprint("item", i), Label: fmt.Sprint("item", i), Detail: strings.Repeat("long ", 20)})
	}
	text, cursor := m.open(completion.Answer{Replace: "", Items: list}, "", 0)
	for range 20 {
		for _, width := range []int{20, 80} {
			lines := m.lines(width, 5, false)
			if len(lines) != 6 || lines[5] != "  and 25 more" {
				t.Fatalf("%q", lines)
			}
			for _, line := range lines {
				if len([]rune(line)) >= width {
					t.Errorf("%q does not fit %d", line, width)
				}
			}
			if m.at >= 0 && !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, fmt.Sprint("> item", m.at)) }) {
				t.Errorf("item %d is not shown: %q", m.at, lines)
			}
		}
		if !m.on(text, cursor) {
			t.Fatal("the menu ended")
		}
		text, cursor = m.next(1)
	}
}

func TestHistory(t *testing.T) {
	state := filepath.Join(t.TempDir(), "deep", "state")
	var consoles sync.WaitGroup
	for i := range 4 {
		consoles.Go(func() {
			h := openHistory(state)
			for j := range 25 {
				for _, entry := range []string{fmt.Sprintf("g.emit(\n%d, %d)", i, j), " the same\n", ":quit", " "} {
					if _, err := h.Write(entry); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	consoles.Wait()
	h := openHistory(state)
	if h.Len() != 101 {
		t.Errorf("%d entries are left of 101", h.Len())
	}
	if last, err := h.GetLine(100); last != "the same" || err != nil {
		t.Errorf("the last is %q, %v", last, err)
	}
	if _, err := h.GetLine(101); err == nil {
		t.Error("there is an entry behind the last")
	}
	left, _ := filepath.Glob(filepath.Join(state, "*"))
	if len(left) != 2 {
		t.Errorf("files are left: %q", left)
	}
	for i := range maxHistory + 5 {
		h.entries = added(h.entries, fmt.Sprint(i))
	}
	if first, _ := h.GetLine(0); h.Len() != maxHistory || first != "5" {
		t.Errorf("%d entries, the first is %q", h.Len(), first)
	}
}

// A history that cannot be read or kept is no reason to fail.
func TestHistoryElsewhere(t *testing.T) {
	h := openHistory("")
	if _, err := h.Write("x"); err != nil || h.Len() != 1 {
		t.Errorf("%d, %v", h.Len(), err)
	}
	state := t.TempDir()
	if err := os.WriteFile(filepath.Join(state, "history"), []byte("garbage\n\"good\"\n\x00{\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if h := openHistory(state); !slices.Equal(h.entries, []string{"good"}) {
		t.Errorf("%q", h.entries)
	}
}

func TestSaved(t *testing.T) {
	s := saved{filepath.Join(t.TempDir(), "state")}
	if replaced, err := s.save("a-1", query{languageGizmo, "g.V()\n.all()"}); replaced || err != nil {
		t.Errorf("%v, %v", replaced, err)
	}
	if replaced, err := s.save("a-1", query{languageWalk, "A -> b -> C"}); !replaced || err != nil {
		t.Errorf("%v, %v", replaced, err)
	}
	if q, err := s.load("a-1"); err != nil || q != (query{languageWalk, "A -> b -> C"}) {
		t.Errorf("%+v, %v", q, err)
	}
	if names := s.names(); !slices.Equal(names, []string{"a-1"}) {
		t.Errorf("%q", names)
	}
	for _, name := range []string{"", "..", "../x", "a/b", "a.b", "-x", strings.Repeat("x", 65), "a\x00"} {
		if _, err := s.save(name, query{languageGizmo, "1"}); err == nil {
			t.Errorf("%q is a name", name)
		}
	}
	if _, err := (saved{}).save("a", query{languageGizmo, "1"}); err == nil {
		t.Error("it was kept nowhere")
	}
}

// TestPlain drives the console without a line editor; no answer needs a process.
func TestPlain(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "graph.db")
	st, err := store.Open(ctx, path, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	st.Close()
	var out, errs bytes.Buffer
	in := ":limit\n:limit 7\n:limit\n:limit x\n:time 0s\n:format csv\n:format\n:save x\n:examples\n:history\n:walk A -> b\n:quit\n:limit 9\n"
	if err := Run(ctx, Options{Store: path, In: strings.NewReader(in), Out: &out, Err: &errs, Limit: 5}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"5", "", "7", "x is no number of rows; 0 shows all", "0s is no time span such as 30s or 2m", "", "csv",
		"there is no query to keep yet; run one first", "this graph has an answer to none of them", "there is no history",
		"column 7: expected |, + or -> and a node after the predicate, found the end\n  A -> b\n        ^", "",
	}
	got := strings.Split(errs.String(), prompt)[1:]
	for i := range got {
		got[i] = strings.TrimRight(got[i], "\n")
	}
	if diff := cmp.Diff(want, got); diff != "" || out.Len() > 0 || strings.Contains(errs.String(), "\x1b") {
		t.Errorf("(-want +got):\n%s\n%s", diff, out.String())
	}
	if err := Run(ctx, Options{Store: path, In: strings.NewReader(":limit"), Out: io.Discard, Err: io.Discard}); err != nil {
		t.Error(err)
	}
}
