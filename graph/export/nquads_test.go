package export

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// statement is the grammar of a line in the W3C recommendation "RDF 1.1
// N-Quads", with absolute IRIs only.
var statement = func() *regexp.Regexp {
	const (
		hex       = `[0-9A-Fa-f]`
		uchar     = `(?:\\u` + hex + `{4}|\\U` + hex + `{8})`
		iriref    = `<[A-Za-z][A-Za-z0-9+.-]*:(?:[^\x00-\x20<>"{}|^` + "`" + `\\]|` + uchar + `)*>`
		base      = `A-Za-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}\x{200C}-\x{200D}\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}`
		label     = `_:[` + base + `_:0-9](?:[` + base + `_:0-9.\x{B7}\x{300}-\x{36F}\x{203F}-\x{2040}-]*[` + base + `_:0-9\x{B7}\x{300}-\x{36F}\x{203F}-\x{2040}-])?`
		quoted    = `"(?:[^\x22\x5C\x0A\x0D]|\\[tbnrf"'\\]|` + uchar + `)*"`
		literal   = quoted + `(?:\^\^` + iriref + `|@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)?`
		node      = `(?:` + iriref + `|` + label + `)`
		object    = `(?:` + iriref + `|` + label + `|` + literal + `)`
		wholeLine = `^` + node + ` ` + iriref + ` ` + object + `(?: ` + node + `)? \.$`
	)
	return regexp.MustCompile(wholeLine)
}()

// parse reads N-Quads by Cayley's parser, and shortens our IRIs again.
func parse(t testing.TB, raw []byte) []quad.Quad {
	t.Helper()
	r := nquads.NewReader(bytes.NewReader(raw), false)
	defer r.Close()
	var all []quad.Quad
	for {
		q, err := r.ReadQuad()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		q.Subject, q.Predicate, q.Object, q.Label = short(q.Subject), short(q.Predicate), short(q.Object), short(q.Label)
		all = append(all, q)
	}
}

func short(v quad.Value) quad.Value {
	switch v := v.(type) {
	case quad.IRI:
		return quad.IRI(strings.TrimPrefix(string(v), graph.Base))
	case quad.TypedString:
		v.Type = quad.IRI(strings.TrimPrefix(string(v.Type), graph.Base))
		if n, err := v.ParseValue(); err == nil {
			return n
		}
		return v
	}
	return v
}

func document(id string) store.Document {
	d := &extract.Document{ID: id, Source: "a \"quoted\"\tpath\\" + id, Title: "Line\r\none – “é” \u2028 𝄞", Published: "2021-12-20", Text: "Militia attacked base."}
	d.Sentences = []extract.Sentence{{Span: extract.Span{Start: 0, End: 22}}}
	for _, name := range []string{"Militia <x>", "Base 7: al-Tanf"} {
		d.Entities = append(d.Entities, extract.Entity{ID: "organisation/" + name, Class: extract.Organisation, Name: name})
	}
	s := extract.Statement{Subject: d.Entities[0].ID, Predicate: "attacked", Object: d.Entities[1].ID, Status: extract.Asserted, Trigger: extract.Span{Start: 8, End: 16}, Confidence: 0.25}
	s.ID = extract.StatementID(d.ID, &s)
	d.Statements = []extract.Statement{s}
	return store.Document{ID: d.ID, Quads: graph.Quads(d)}
}

func TestNQuads(t *testing.T) {
	var files [][]byte
	for _, order := range [][]string{{"a", "b é#/%"}, {"b é#/%", "a"}} {
		st, err := store.Open(t.Context(), store.Memory, store.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		for _, id := range order {
			if _, err := st.Put(t.Context(), document(id)); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		n, err := NQuads(t.Context(), st, &b, nil)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if n != len(lines) || !slices.IsSorted(lines) {
			t.Errorf("%d lines counted, %d written, sorted %v", n, len(lines), slices.IsSorted(lines))
		}
		for _, line := range lines {
			if !statement.MatchString(line) {
				t.Errorf("not N-Quads: %s", line)
			}
		}
		want := map[string]bool{}
		err = st.Quads(t.Context(), store.Pattern{}, func(q quad.Quad) error { want[q.String()] = true; return nil })
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, q := range parse(t, b.Bytes()) {
			got[q.String()] = true
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		files = append(files, b.Bytes())
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the order of building shows in the export")
	}
}

func TestLines(t *testing.T) {
	at := time.Date(2021, 12, 20, 15, 30, 0, 0, time.FixedZone("", 3*3600))
	for want, o := range map[string]quad.Value{
		`<urn:sitrep:entity/a>`:      quad.IRI("entity/a"),
		`<http://example.org/a#b>`:   quad.IRI("http://example.org/a#b"),
		`_:b1`:                       quad.BNode("b1"),
		`"a\"\\\n\r\t\u0000\u007Fé"`: quad.String("a\"\\\n\r\t\x00\x7fé"),
		`"x"@en-GB`:                  quad.LangString{Value: "x", Lang: "en-GB"},
		`"x"^^<urn:sitrep:t>`:        quad.TypedString{Value: "x", Type: "t"},
		`"-7"^^<http://www.w3.org/2001/XMLSchema#integer>`:                    quad.Int(-7),
		`"2.5E-01"^^<http://www.w3.org/2001/XMLSchema#double>`:                quad.Float(0.25),
		`"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`:                  quad.Bool(true),
		`"2021-12-20T12:30:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>`: quad.Time(at),
	} {
		line, err := Line(quad.Quad{Subject: quad.IRI("s"), Predicate: quad.IRI("p"), Object: o, Label: quad.IRI("l")})
		if want = "<urn:sitrep:s> <urn:sitrep:p> " + want + " <urn:sitrep:l> .\n"; err != nil || line != want {
			t.Errorf("got %s, %v; want %s", line, err, want)
		}
	}
	for _, q := range []quad.Quad{{}, {Subject: quad.IRI("a> <b"), Predicate: quad.IRI("p"), Object: quad.Int(1)}} {
		if line, err := Line(q); !errors.Is(err, store.ErrQuad) {
			t.Errorf("%v gave %q, %v", q, line, err)
		}
	}
}

func TestAnyTextSurvives(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.String().Draw(rt, "text")
		doc := rapid.String().Filter(func(s string) bool { return !strings.ContainsRune(s, '\uFFFD') }).Draw(rt, "document")
		q := quad.Quad{Subject: graph.DocumentIRI(doc), Predicate: graph.Text, Object: quad.String(text)}
		line, err := Line(q)
		if err != nil {
			rt.Fatal(err)
		}
		if !statement.MatchString(strings.TrimSuffix(line, "\n")) {
			rt.Fatalf("not N-Quads: %q", line)
		}
		if got := parse(t, []byte(line)); len(got) != 1 || got[0] != q {
			rt.Fatalf("%q came back as %v", line, got)
		}
	})
}

func TestSorterSpills(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOf(rapid.StringMatching(`[a-c]{0,4}`)).Draw(rt, "words")
		s := &sorter{limit: rapid.IntRange(1, 40).Draw(rt, "limit")}
		var want, got []string
		for _, w := range words {
			want = append(want, w+"\n")
			if err := s.add(w + "\n"); err != nil {
				rt.Fatal(err)
			}
		}
		slices.Sort(want)
		if err := s.each(func(line string) error { got = append(got, line); return nil }); err != nil {
			rt.Fatal(err)
		}
		if err := s.close(); err != nil {
			rt.Fatal(err)
		}
		if !slices.Equal(want, got) {
			rt.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestEndings(t *testing.T) {
	st, err := store.Open(t.Context(), store.Memory, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if _, err := st.Put(t.Context(), document("a")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := NQuads(ctx, st, io.Discard, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := NQuads(t.Context(), st, full{}, nil); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("a full disk: %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
