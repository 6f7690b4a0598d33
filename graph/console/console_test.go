package console

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/gizmo"
	"sitrep/graph/store"
)

// TestMain makes the test binary its own worker for scripts.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == gizmo.WorkerCommand {
		os.Exit(gizmo.Worker(context.Background(), os.Stdin, os.Stdout))
	}
	goleak.VerifyTestMain(m)
}

// hostile is a name that a report may hold.
const hostile = "<script>alert(1)</script>\x1b[2J"

// stored holds two reports: one of attacks, one that a careless page would run.
func stored(t testing.TB) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph.db")
	st, err := store.Open(t.Context(), path, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	ontology := &extract.Ontology{
		Classes:    []extract.ClassDef{{Name: "Organisation"}, {Name: "ArmedGroup", Parent: "Organisation", Synonyms: []string{"militia"}}, {Name: "Place"}, {Name: "Site", Parent: "Place", Synonyms: []string{"base"}}},
		Predicates: []extract.PredicateDef{{Name: "attacked"}, {Name: "bombed", Parent: "attacked"}},
	}
	if err := st.PutOntology(t.Context(), graph.OntologyQuads(ontology)); err != nil {
		t.Fatal(err)
	}
	for _, d := range []*extract.Document{
		report("a.txt", [3]string{"Red Militia", "attacked", "Blue Base"}, [3]string{"Red Militia", "bombed", "Green Base"}),
		report("b.txt", [3]string{hostile, "attacked", "Blue Base"}),
	} {
		if _, err := st.Put(t.Context(), store.Document{ID: d.ID, Quads: graph.Quads(d)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	st, err = store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

func report(id string, statements ...[3]string) *extract.Document {
	d := &extract.Document{ID: id, Source: id, Published: "2024-05-06"}
	entity := func(name string) string {
		class, sub := extract.Organisation, "ArmedGroup"
		if strings.HasSuffix(name, "Base") {
			class, sub = extract.Place, "Site"
		}
		e := extract.Entity{ID: extract.EntityID(class, name), Class: class, Subclass: sub, Name: name}
		if d.Entity(e.ID) == nil {
			d.Entities = append(d.Entities, e)
		}
		return e.ID
	}
	for i, st := range statements {
		start := len(d.Text)
		d.Text += st[0] + " " + st[1] + " " + st[2] + ". "
		d.Sentences = append(d.Sentences, extract.Sentence{Span: extract.Span{Start: start, End: len(d.Text) - 1}})
		verb := start + len(st[0]) + 1
		s := extract.Statement{
			Subject: entity(st[0]), Predicate: st[1], Object: entity(st[2]), Status: extract.Asserted, Confidence: 0.9, Sentence: i,
			Trigger:     extract.Span{Start: verb, End: verb + len(st[1])},
			SubjectSpan: extract.Span{Start: start, End: verb - 1},
			ObjectSpan:  extract.Span{Start: verb + len(st[1]) + 1, End: len(d.Text) - 2},
		}
		s.ID = extract.StatementID(id, &s)
		d.Statements = append(d.Statements, s)
	}
	return d
}

func served(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Store == nil {
		o.Store = stored(t)
	}
	s := New(o)
	t.Cleanup(s.Close)
	return s
}

// ask makes a request as a program on this machine would.
func ask(s *Server, method, target, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Host = "127.0.0.1:7677"
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// lines reads an answer's lines.
func lines(t testing.TB, w *httptest.ResponseRecorder) []message {
	t.Helper()
	var all []message
	scan := bufio.NewScanner(bytes.NewReader(w.Body.Bytes()))
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		var m message
		if err := json.Unmarshal(scan.Bytes(), &m); err != nil {
			t.Fatalf("%v: %s", err, scan.Text())
		}
		all = append(all, m)
	}
	return all
}

func query(t testing.TB, s *Server, language, text string) []message {
	t.Helper()
	b, _ := json.Marshal(map[string]string{"language": language, "query": text})
	return lines(t, ask(s, "POST", "/api/v1/query", string(b)))
}

// outline tells an answer's lines in short.
func outline(all []message) string {
	var b strings.Builder
	for _, m := range all {
		switch {
		case m.Row != nil:
			fmt.Fprintf(&b, "row %s\n", strings.Join(m.Row.Nodes, " "))
		case m.Node != nil:
			fmt.Fprintf(&b, "node %s %s\n", m.Node.Kind, m.Node.Name)
		case m.Edge != nil:
			fmt.Fprintf(&b, "edge %s (%d)\n", m.Edge.ID, m.Edge.Support)
		case m.Done != nil:
			fmt.Fprintf(&b, "done %d\n", m.Done.Rows)
		case m.Error != nil:
			fmt.Fprintf(&b, "error %s %d:%d\n", m.Error.Code, m.Error.Line, m.Error.Column)
		}
	}
	return b.String()
}

func TestQuery(t *testing.T) {
	s := served(t, Options{Timeout: time.Second})
	for _, c := range []struct{ name, language, query, want string }{
		{"walk", "walk", "militia -> bombed -> site", `node entity Red Militia
node entity Green Base
edge organisation/red-militia bombed place/green-base (1)
row organisation/red-militia place/green-base
done 1
`},
		{"against the edge", "walk", "\"Green Base\" <- bombed <- militia", `node entity Green Base
node entity Red Militia
edge organisation/red-militia bombed place/green-base (1)
row place/green-base organisation/red-militia
done 1
`},
		{"no answer", "walk", "\"Green Base\" -> attacked -> *", "done 0\n"},
		// The script names where it starts from: that is drawn too.
		{"path", "gizmo", `g.V("<entity/organisation/red-militia>").out("<bombed>").all()`, `row place/green-base
node entity Red Militia
node entity Green Base
edge organisation/red-militia bombed place/green-base (1)
done 1
`},
		// What lies on the way is drawn too.
		{"two hops", "gizmo", `g.V("<entity/organisation/red-militia>").out("<bombed>").in("<bombed>").all()`, `row organisation/red-militia
node entity Red Militia
node entity Green Base
edge organisation/red-militia bombed place/green-base (1)
done 1
`},
		{"two columns", "gizmo", `g.V("<entity/place/blue-base>").tag("where").in("<attacked>").has("<name>", "Red Militia").all()`, `row organisation/red-militia place/blue-base
node entity Blue Base
node entity Red Militia
edge organisation/red-militia attacked place/blue-base (1)
done 1
`},
		{"statements", "gizmo", `g.V("<bombed>").in("<predicate>").all()`, `row statement/ID
node statement Red Militia bombed Green Base
node entity Red Militia
node entity Green Base
edge organisation/red-militia bombed place/green-base (1)
done 1
`},
		{"no nodes", "gizmo", `g.emit({n: 1})`, "row \ndone 1\n"},
		{"syntax", "gizmo", "g.V(\n  ,)", "error query 2:3\n"},
		{"loop", "gizmo", "g.emit(1); while(true){}", "row \nerror timeout 0:0\n"},
		{"crash", "gizmo", `g.V("<a>").Out({x:1})`, "error crashed 0:0\n"},
		{"wrong walk", "walk", "militia ->", "error query 1:11\n"},
		{"unknown word", "walk", "militai -> attacked -> *", "error unknown 0:0\n"},
		{"unknown language", "sql", "select 1", "error request 0:0\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, _ := json.Marshal(map[string]string{"language": c.language, "query": c.query})
			w := ask(s, "POST", "/api/v1/query", string(b))
			got := outline(lines(t, w))
			if i := strings.Index(got, "statement/"); i >= 0 {
				end := i + strings.IndexByte(got[i:], '\n')
				got = got[:i] + "statement/ID" + got[end:]
			}
			if got != c.want {
				t.Errorf("%d:\n%swant:\n%s", w.Code, got, c.want)
			}
		})
	}
}

// TestEvidenceInShort: an edge that many reports tell comes with the best in full,
// and with the dates of all.
func TestEvidenceInShort(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	st, err := store.Open(t.Context(), path, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	ontology := &extract.Ontology{Classes: []extract.ClassDef{{Name: "Organisation"}, {Name: "Place"}}, Predicates: []extract.PredicateDef{{Name: "attacked"}}}
	if err := st.PutOntology(t.Context(), graph.OntologyQuads(ontology)); err != nil {
		t.Fatal(err)
	}
	const told = maxEvidence + 10
	for i := range told {
		d := report(fmt.Sprintf("%02d.txt", i), [3]string{"Red Militia", "attacked", "Blue Base"})
		d.Published = fmt.Sprintf("%d-05-06", 1990+i)
		if _, err := st.Put(t.Context(), store.Document{ID: d.ID, Quads: graph.Quads(d)}); err != nil {
			t.Fatal(err)
		}
	}
	s := served(t, Options{Store: st})
	for _, m := range query(t, s, "walk", "\"Red Militia\" -> attacked -> *") {
		if m.Edge == nil {
			continue
		}
		years := map[string]bool{}
		for _, e := range m.Edge.Evidence {
			years[e.Published] = true
		}
		for _, e := range m.Edge.More {
			years[e.From] = e.From == e.To && e.Status == "asserted" && e.Confidence == 0.9 && strings.HasSuffix(e.Document, ".txt")
		}
		delete(years, "")
		if len(m.Edge.Evidence) != maxEvidence || len(years) != told || m.Edge.Support != told {
			t.Errorf("%d in full, %d in short, %d dates, support %d", len(m.Edge.Evidence), len(m.Edge.More), len(years), m.Edge.Support)
		}
		for year, right := range years {
			if !right {
				t.Errorf("%s is told wrongly", year)
			}
		}
		return
	}
	t.Error("no edge came")
}

// A query that ends badly is nobody else's trouble.
func TestOthersGoOn(t *testing.T) {
	s := served(t, Options{Timeout: 5 * time.Second, Memory: 32 << 20, AtOnce: 3})
	bad := make(chan string, 2)
	for _, script := range []string{"while(true){}", `let a = []; while(true){ a.push("x".repeat(1 << 20) + a.length) }`} {
		go func() { bad <- outline(query(t, s, "gizmo", script)) }()
	}
	for range 20 {
		if got := outline(query(t, s, "walk", "militia -> bombed -> site")); !strings.HasSuffix(got, "done 1\n") {
			t.Fatal(got)
		}
	}
	got := []string{<-bad, <-bad}
	for _, want := range []string{"timeout", "memory"} {
		if !strings.Contains(strings.Join(got, ""), "error "+want) {
			t.Errorf("no %s in %q", want, got)
		}
	}
}

func TestBusy(t *testing.T) {
	s := served(t, Options{Timeout: 2 * time.Second, AtOnce: 1, Waiting: 1})
	leave, err := s.gate.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	waits := make(chan string)
	go func() { waits <- outline(query(t, s, "walk", "militia -> bombed -> site")) }()
	for len(s.gate.waiting) == 0 {
		time.Sleep(time.Millisecond)
	}
	w := ask(s, "POST", "/api/v1/query", `{"language":"walk","query":"militia -> bombed -> site"}`)
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), `"busy"`) {
		t.Errorf("one too many: %d %v %s", w.Code, w.Header(), w.Body)
	}
	leave()
	if got := <-waits; !strings.HasSuffix(got, "done 1\n") {
		t.Errorf("the one that waited: %s", got)
	}
}

// Names and texts of reports come as JSON that no browser takes for a page.
func TestHostileReport(t *testing.T) {
	s := served(t, Options{})
	for _, target := range []string{
		"/api/v1/report?id=b.txt", "/api/v1/complete?language=walk&before=script", "/api/v1/neighbours?id=place/blue-base",
		"/api/v1/entity?id=place/blue-base",
	} {
		w := ask(s, "GET", target, "")
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `script\u003e`) || strings.ContainsAny(w.Body.String(), "<\x1b") {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
		if h := w.Header(); !strings.HasPrefix(h.Get("Content-Type"), "application/json") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", target, h)
		}
	}
}
