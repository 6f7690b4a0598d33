package gizmo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// TestMain makes the test binary its own worker.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == WorkerCommand {
		os.Exit(Worker(context.Background(), os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// build stores one report in which the first name attacked all others.
func build(t testing.TB, names ...string) (path string) {
	t.Helper()
	var links []link
	for _, name := range names[1:] {
		links = append(links, link{names[0], "attacked", name})
	}
	return buildLinks(t, links...)
}

// link is an edge between organisations, by their names.
type link struct{ subject, predicate, object string }

// buildLinks stores one report that says the links.
func buildLinks(t testing.TB, links ...link) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "graph.db")
	st, err := store.Open(t.Context(), path, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	d := &extract.Document{ID: "report", Source: "report.txt", Text: "attacked"}
	d.Sentences = []extract.Sentence{{Span: extract.Span{Start: 0, End: 8}}}
	known := map[string]bool{}
	entity := func(name string) string {
		id := extract.EntityID(extract.Organisation, name)
		if !known[id] {
			known[id] = true
			d.Entities = append(d.Entities, extract.Entity{ID: id, Class: extract.Organisation, Name: name})
		}
		return id
	}
	for _, l := range links {
		s := extract.Statement{Subject: entity(l.subject), Predicate: l.predicate, Object: entity(l.object), Status: extract.Asserted, Trigger: extract.Span{Start: 0, End: 8}}
		s.ID = extract.StatementID(d.ID, &s)
		d.Statements = append(d.Statements, s)
	}
	if _, err := st.Put(t.Context(), store.Document{ID: d.ID, Quads: graph.Quads(d)}); err != nil {
		t.Fatal(err)
	}
	return path
}

func run(t testing.TB, req Request) (rows []string, stats Stats, err error) {
	t.Helper()
	stats, err = Run(t.Context(), req, func(r Row) error {
		rows = append(rows, string(r))
		return nil
	})
	if stats.Rows != len(rows) {
		t.Errorf("%d rows counted, %d given", stats.Rows, len(rows))
	}
	return rows, stats, err
}

func TestScripts(t *testing.T) {
	path := build(t, "Militia", "Base", "Embassy")
	const both = `{"id":"<entity/organisation/base>"} {"id":"<entity/organisation/embassy>"}`
	for name, tt := range map[string]struct {
		script string
		want   string // rows, sorted
		hint   string
	}{
		"path":           {`g.V("<entity/organisation/militia>").out("<attacked>").all()`, both, ""},
		"absolute IRI":   {`g.V("<urn:sitrep:entity/organisation/militia>").out("<urn:sitrep:attacked>").all()`, both, ""},
		"absolute iri()": {`g.V(iri('urn:sitrep:entity/organisation/militia')).out(g.IRI("urn:sitrep:attacked")).all()`, both, ""},
		"tags":           {`g.V().has("<name>", "Base").tag("b").in("<attacked>").all()`, `{"b":"<entity/organisation/base>","id":"<entity/organisation/militia>"}`, ""},
		"emit":           {`g.emit({a: [1, 2.5, "x", null, true], b: 0/0, c: iri("x")}); g.emit("<s>&")`, `"<s>&" {"a":[1,2.5,"x",null,true],"b":"NaN","c":"<x>"}`, ""},
		"last value":     {`g.V("<entity/organisation/militia>").out("<attacked>").count()`, "2", ""},
		"no last value":  {`g.emit(1); 2`, "1", ""},
		"array":          {`g.V("<entity/organisation/militia>").out("<name>").toArray()`, `["Militia"]`, ""},
		"tag array":      {`g.V("<entity/organisation/militia>").out("<name>").tagArray()`, `[{"id":"Militia"}]`, ""},
		"for each":       {`g.V("<entity/organisation/militia>").out("<attacked>").forEach(function(d) { g.emit(d.id) })`, `"<entity/organisation/base>" "<entity/organisation/embassy>"`, ""},
		"modern":         {"const n = `x`; for (const v of [1]) { g.emit(v) }; [2].forEach(v => g.emit(v))", "1 2", ""},
		"comments":       {"// don't \"stop\n/* it's */ g.emit('a // b') // \"\n// 'end", `"a // b"`, ""},
		"nothing":        {`g.V("<nobody>").all()`, "", ""},
		"own g":          {`g.V("<nobody>").getLimit(1); var g = 5, graph = 6; g`, "5", ""},
		"path only":      {`g.V("<entity/organisation/militia>")`, "", ".all()"},
		"getLimit":       {`g.V().getLimit(1); g.emit(2)`, "*", "getLimit(n) also limits"},
		"last getLimit":  {`g.emit(2); g.V("<entity/organisation/militia>").getLimit(1)`, `2 {"id":"<entity/organisation/militia>"}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			rows, stats, err := run(t, Request{Script: tt.script, Store: path})
			if err != nil {
				t.Fatal(err)
			}
			sort.Strings(rows)
			if got := strings.Join(rows, " "); got != tt.want && tt.want != "*" {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if hints := strings.Join(stats.Hints, "\n"); (hints != "") != (tt.hint != "") || !strings.Contains(hints, tt.hint) {
				t.Errorf("hints %q, want %q", hints, tt.hint)
			}
		})
	}
}

func TestMistakes(t *testing.T) {
	path := build(t, "Militia", "Base")
	for name, tt := range map[string]struct {
		script       string
		line, column int
		says         string
	}{
		"syntax":          {"g.V().all()\ng.V(.all()", 2, 5, "Unexpected token"},
		"after an IRI":    {`g.V("<urn:sitrep:entity/a>").out("<urn:sitrep:b>").all(]`, 1, 56, "Unexpected token"},
		"between IRIs":    {`g.V("<urn:sitrep:a>" ]"<urn:sitrep:b>")`, 1, 22, "Unexpected token"},
		"declared twice":  {"let a = 1;\nlet a = 2", 2, 5, "already been declared"},
		"unknown name":    {"g.emit(1);\n  nobody()", 2, 9, "nobody is not defined"},
		"unknown method":  {"g.V().walk()", 1, 11, "walk"},
		"thrown":          {"throw 'x'", 1, 1, "x"},
		"thrown error":    {"throw new Error('my words')", 1, 7, "my words"},
		"argument":        {"g.V(function() {}).all()", 0, 0, "not a quad.Value"},
		"empty":           {" \n", 0, 0, "empty"},
		"cyclic last one": {"var a = {}; a.a = a; a", 0, 0, "holds itself"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := run(t, Request{Script: tt.script, Store: path})
			var se *ScriptError
			if !errors.Is(err, ErrScript) || !errors.As(err, &se) {
				t.Fatalf("got %v", err)
			}
			if se.Line != tt.line || se.Column != tt.column || !strings.Contains(se.Message, tt.says) {
				t.Errorf("got %d:%d %s; want %d:%d %s", se.Line, se.Column, se.Message, tt.line, tt.column, tt.says)
			}
		})
	}
}

// TestTraps runs scripts that would end or freeze the whole process if they
// ran inside it.
func TestTraps(t *testing.T) {
	path := build(t, "Militia", "Base", "Embassy")
	for name, tt := range map[string]struct {
		script string
		want   error
		says   string
	}{
		"endless loop":       {`while(true){}`, ErrTimeout, "gizmo.timeout"},
		"endless emit":       {`while(true){ g.emit(1) }`, ErrTimeout, ""},
		"bad predicate":      {`g.V("<a>").Out({x:1})`, ErrCrashed, "unsupported type: map[string]interface {}"},
		"labels in FollowR":  {`g.V("<a>").FollowR(g.M().Labels()).All()`, ErrCrashed, ""},
		"cyclic emit":        {`var a = {}; a.a = a; g.emit(a)`, ErrCrashed, "holds itself"},
		"memory, arrays":     {`var a = []; while(true){ a.push(new Array(1000).fill(a.length)) }`, ErrMemory, "gizmo.memory"},
		"memory, strings":    {`var s = "0123456789"; var a = []; while(true){ s = s + s; a.push(s + "x") }`, ErrMemory, ""},
		"memory, one string": {`"x".repeat(1 << 30).repeat(2)`, ErrMemory, ""},
		"path without end":   {`function up(p) { return up(p.out("<attacked>")) }; up(g.V("<entity/organisation/militia>")).all()`, ErrMemory, "gizmo.memory"},
		"memory, recursion":  {`function f(n) { return [n, f(n + 1)] }; f(0)`, ErrMemory, ""},
	} {
		t.Run(name, func(t *testing.T) {
			req := Request{Script: tt.script, Store: path, Memory: 64 << 20, Timeout: 30 * time.Second}
			if tt.want == ErrTimeout {
				req.Timeout = 300 * time.Millisecond
			}
			_, _, err := run(t, req)
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %v, saying %q", err, tt.want, tt.says)
			}
			if strings.Contains(err.Error(), "goroutine") || strings.Contains(err.Error(), "\n") {
				t.Errorf("a trace reaches the user: %v", err)
			}
		})
	}
}

// Cayley's own recursion ends on a cycle by itself.
func TestRecursionOverACycle(t *testing.T) {
	path := buildLinks(t, link{"a", "supports", "b"}, link{"b", "supports", "c"}, link{"c", "supports", "a"})
	for _, step := range []string{`"<supports>"`, `g.M().out("<supports>")`} {
		rows, _, err := run(t, Request{Script: `g.V("<entity/organisation/a>").followRecursive(` + step + `).all()`, Store: path})
		if err != nil || len(rows) != 3 {
			t.Errorf("followRecursive(%s) gave %v and %v, want each node once", step, rows, err)
		}
	}
}

func TestRowsBeforeAnError(t *testing.T) {
	path := build(t, "Militia", "Base")
	for script, want := range map[string]error{
		`g.emit(1); nobody()`:              ErrScript,
		`g.emit(1); while(true){}`:         ErrTimeout,
		`g.emit(1); g.V("<a>").Out({x:1})`: ErrCrashed, // its rows may be lost
	} {
		rows, _, err := run(t, Request{Script: script, Store: path, Timeout: 2 * time.Second})
		if !errors.Is(err, want) || want != ErrCrashed && len(rows) != 1 {
			t.Errorf("%s gave %v and %v", script, rows, err)
		}
	}
}

func TestNoSilentLimit(t *testing.T) {
	path := build(t, "Militia", "Base")
	const script = `for (var i = 0; i < 5000; i++) { g.emit({i: i, pad: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}) }`
	rows, stats, err := run(t, Request{Script: script, Store: path})
	if err != nil || len(rows) != 5000 || stats.Cut {
		t.Errorf("%d rows, %+v, %v", len(rows), stats, err)
	}
	for limit, cut := range map[int]bool{1: true, 4999: true, 5000: false, 5001: false} {
		rows, stats, err := run(t, Request{Script: script, Store: path, Limit: limit})
		if err != nil || len(rows) != min(limit, 5000) || stats.Cut != cut {
			t.Errorf("limit %d: %d rows, %+v, %v", limit, len(rows), stats, err)
		}
	}
	// An endless script stops at its limit.
	rows, stats, err = run(t, Request{Script: `while(true) g.emit(1)`, Store: path, Limit: 10})
	if err != nil || len(rows) != 10 || !stats.Cut {
		t.Errorf("%d rows, %+v, %v", len(rows), stats, err)
	}
}

func TestEndings(t *testing.T) {
	path := build(t, "Militia", "Base")
	stop := errors.New("stop")
	if _, err := Run(t.Context(), Request{Script: `while(true) g.emit(1)`, Store: path}, func(Row) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the receiver's error became %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := Run(ctx, Request{Script: `while(true) g.emit(1)`, Store: path}, func(Row) error { cancel(); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run gave %v", err)
	}
}

func TestStores(t *testing.T) {
	path := build(t, "Militia", "Base")
	damaged := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(damaged, []byte(strings.Repeat("no store", 4096)), 0o644); err != nil {
		t.Fatal(err)
	}
	for store_, want := range map[string]error{
		store.Memory: ErrNoFile, filepath.Join(t.TempDir(), "none.db"): store.ErrNotFound, damaged: store.ErrDamaged,
	} {
		if _, _, err := run(t, Request{Script: "1", Store: store_}); !errors.Is(err, want) {
			t.Errorf("%s gave %v, want %v", store_, err, want)
		}
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if rows, _, err := run(t, Request{Script: `g.V().count()`, Store: path}); err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Error("reading changed the store", err)
	}
	writer, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	if _, _, err := run(t, Request{Script: "1", Store: path}); !errors.Is(err, store.ErrLocked) {
		t.Errorf("a store that is being written gave %v", err)
	}
}

// TestNoChildRemains looks for workers that outlive their run.
func TestNoChildRemains(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("looks into /proc")
	}
	path := build(t, "Militia", "Base")
	for _, script := range []string{"1", "while(true){}", `g.V("<a>").Out({x:1})`, `while(true) g.emit(1)`} {
		_, _, _ = run(t, Request{Script: script, Store: path, Timeout: 300 * time.Millisecond, Limit: 5})
	}
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", os.Getpid(), os.Getpid()))
	if err != nil {
		t.Skip(err)
	}
	if left := strings.TrimSpace(string(children)); left != "" {
		t.Errorf("children left: %s", left)
	}
}

func TestShortenKeepsPositions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"g.V(", `"<urn:sitrep:a>"`, "'urn:sitrep:b'", "urn:sitrep:", "\n", ") ", "<", "@"})
		parts := rapid.SliceOfN(piece, 1, 30).Draw(t, "parts")
		text := strings.Join(parts, "")
		s := shorten(text)
		// Every '@' is where the positions say.
		line, column := 1, 1
		for i := range s.text {
			if s.text[i] == '@' {
				l, c := s.position(line, column)
				lines := strings.Split(text, "\n")
				if l > len(lines) || c > len(lines[l-1]) || lines[l-1][c-1] != '@' {
					t.Fatalf("%q: '@' at %d:%d is taken for %d:%d", text, line, column, l, c)
				}
			}
			column++
			if s.text[i] == '\n' {
				line, column = line+1, 1
			}
		}
	})
}

func BenchmarkStart(b *testing.B) {
	path := build(b, "Militia", "Base")
	for b.Loop() {
		if _, _, err := run(b, Request{Script: "1", Store: path}); err != nil {
			b.Fatal(err)
		}
	}
}
