package walk

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// sample is an answer whose report tries to drive the terminal.
func sample() Result {
	evidence := Evidence{
		Statement: "0123456789abcdef", Status: "reported", Confidence: 0.9,
		Time: &Time{"2021-12-18", "2021-12-19", "at the weekend"}, Document: "a", Source: "reports/a.txt",
		Sentence:     "A \"rocket\"\x1b[2J hit\nit\u009b31m, \u202etxt.",
		AttributedTo: &Node{Name: "Iraq"},
	}
	return Result{Walks: []Walk{{
		Nodes: []Node{{"organisation/a", "A\x07", "Organisation", "ArmedGroup"}, {"place/b", `B "C" \`, "Place", ""}, {"place/d", "D", "Place", ""}},
		Edges: []Edge{
			{Predicate: "attacked", Forward: true, Evidence: []Evidence{evidence}, Support: 5},
			{Predicate: "co_occurs_with", Evidence: []Evidence{{Confidence: 1, Sentence: "B and D.", Document: "b"}}, Support: 1, Weight: &Weight{1, 0.25}},
		},
	}}}
}

func TestText(t *testing.T) {
	var b bytes.Buffer
	if err := Text(&b, sample()); err != nil {
		t.Fatal(err)
	}
	want := `A` + "\uFFFD" + ` -> attacked -> B "C" \ <- co_occurs_with <- D
  A` + "\uFFFD" + ` -> attacked -> B "C" \
    2021-12-18 to 2021-12-19  reported by Iraq  "A "rocket"` + "\uFFFD[2J hit it\uFFFD31m, \uFFFDtxt." + `" [reports/a.txt]
    and 4 more
  B "C" \ <- co_occurs_with <- D
    together in 1 sentence, weight 0.25
    undated  "B and D." [b]
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestJSONL(t *testing.T) {
	var b bytes.Buffer
	if err := JSONL(&b, sample()); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\x07\u009b\u202e") || strings.Count(b.String(), "\n") != 1 {
		t.Errorf("got %q", b.String())
	}
	var got Walk
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sample().Walks[0], got); diff != "" {
		t.Error(diff)
	}
	// What other programs rely on.
	var raw struct {
		Nodes []map[string]any
		Edges []struct {
			Predicate string
			Forward   *bool
			Evidence  []map[string]any
		}
	}
	if err := json.Unmarshal(b.Bytes(), &raw); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"id", "name", "type", "subtype"} {
		if _, ok := raw.Nodes[1][field]; !ok {
			t.Errorf("a node has no %s", field)
		}
	}
	for _, field := range []string{"statement", "status", "confidence", "time", "document", "source", "sentence", "event"} {
		if _, ok := raw.Edges[1].Evidence[0][field]; !ok {
			t.Errorf("evidence has no %s", field)
		}
	}
	if raw.Edges[1].Forward == nil {
		t.Error("an edge has no forward")
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := CSV(&b, sample()); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v, %v", rows, err)
	}
	want := []string{"1", "2", "place/d", "D", "co_occurs_with", "place/b", `B "C" \`, "", "1", "", "", "", "", "", "b", "", "", "B and D.", "1", "0.25", ""}
	if diff := cmp.Diff(want, rows[2]); diff != "" {
		t.Error(diff)
	}
	if rows[1][9] != "2021-12-18" || rows[1][10] != "2021-12-19" || rows[1][11] != "Iraq" {
		t.Errorf("got %q", rows[1])
	}
}

func TestDOT(t *testing.T) {
	r := sample()
	r.Walks = append(r.Walks, r.Walks[0])
	var b bytes.Buffer
	if err := DOT(&b, r); err != nil {
		t.Fatal(err)
	}
	want := `digraph walk {
  rankdir=LR;
  node [shape=box, style=rounded];
  "organisation/a" [label="A` + "\uFFFD" + `", tooltip="ArmedGroup"];
  "place/b" [label="B \"C\" \\", tooltip="Place"];
  "place/d" [label="D", tooltip="Place"];
  "organisation/a" -> "place/b" [label="attacked (5)"];
  "place/d" -> "place/b" [label="co_occurs_with (1)"];
}
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriteErrors(t *testing.T) {
	for name, render := range map[string]func(io.Writer, Result) error{"text": Text, "jsonl": JSONL, "csv": CSV, "dot": DOT} {
		if err := render(broken{}, sample()); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestShow(t *testing.T) {
	st := open(t, iraqReports...)
	cards, err := Show(context.Background(), st, graph.Term{Text: "kh"}, Options{})
	if err != nil || len(cards) != 1 {
		t.Fatalf("%v, %v", cards, err)
	}
	var b bytes.Buffer
	if err := CardText(&b, cards[0]); err != nil {
		t.Fatal(err)
	}
	want := `Kataib Hezbollah  (Organisation/ArmedGroup)  organisation/kataib-hezbollah
also: KH

taken for one
  "Kataib Hezbollah": same name and class (reports/a.txt, reports/b.txt)

-> attacked -> (3)
  Ain al-Asad
    2021-12-18  asserted  "Kataib Hezbollah attacked Ain al-Asad." [reports/a.txt]
    undated  asserted  "Kataib Hezbollah attacked Ain al-Asad." [reports/b.txt]
  Baghdad
    undated  asserted  "Kataib Hezbollah attacked Baghdad." [reports/b.txt]
  U.S. Embassy
    2021-12-20  threatened  "Kataib Hezbollah attacked U.S. Embassy." [reports/a.txt]

-> bombed -> (1)
  U.S. Embassy
    2021-12-20  reported by Iraq  "Kataib Hezbollah bombed U.S. Embassy." [reports/a.txt]

<- supplied <- (1)
  Iran
    2021-12-20  asserted  "Iran supplied Kataib Hezbollah." [reports/a.txt]

named together with
   0.82     2  Ain al-Asad
   0.39     1  Iran

named by
  2021-12-20  reports/a.txt
  reports/b.txt
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	cards, err = Show(context.Background(), st, graph.Term{Text: "KH"}, Options{Limit: 1})
	if err != nil || !cards[0].Cut || len(cards[0].Out[0].Neighbours) != 1 || cards[0].Out[0].Total != 3 || len(cards[0].Documents) != 1 {
		t.Errorf("%+v, %v", cards, err)
	}
	for _, c := range []struct {
		term graph.Term
		is   error
	}{{graph.Term{Text: "Katab Hezbollah"}, ErrUnknown}, {graph.Term{Text: "militia"}, ErrUnknown}, {graph.Term{Kind: graph.AnyNode}, ErrOption}} {
		if _, err := Show(context.Background(), st, c.term, Options{}); !errors.Is(err, c.is) {
			t.Errorf("%v: got %v", c.term, err)
		}
	}
	if !slices.IsSortedFunc(cards[0].Out, func(a, b Group) int { return strings.Compare(a.Predicate, b.Predicate) }) {
		t.Error("groups are not sorted")
	}
}

// TestResolutions: names of one report, of several, and of none but another
// name; the entity's own stands first.
func TestResolutions(t *testing.T) {
	st := open(t)
	named := func(id string, names ...string) {
		d := &extract.Document{ID: id, Source: id}
		e := extract.Entity{ID: "person/john-smith", Class: extract.Person, Name: "John Smith"}
		d.Entities = []extract.Entity{e}
		for _, name := range names {
			reason := map[string]string{"Smith": "part of a longer name", "Jack": "gazetteer"}[name]
			if reason == "" {
				reason = extract.FirstMention
			}
			d.Mentions = append(d.Mentions, extract.Mention{Span: extract.Span{Start: len(d.Text), End: len(d.Text) + len(name)}, Form: extract.Name, Entity: e.ID, Reason: reason})
			d.Text += name + " "
		}
		if _, err := st.Put(t.Context(), store.Document{ID: id, Quads: graph.Quads(d)}); err != nil {
			t.Fatal(err)
		}
	}
	show := func(limit int) string {
		cards, err := Show(t.Context(), st, graph.Term{Text: "John Smith"}, Options{Limit: limit})
		if err != nil || len(cards) != 1 {
			t.Fatalf("%v, %v", cards, err)
		}
		var b bytes.Buffer
		if err := CardText(&b, cards[0]); err != nil {
			t.Fatal(err)
		}
		text, _, _ := strings.Cut(b.String(), "\nnamed by")
		return text
	}
	const head = "John Smith  (Person)  person/john-smith\n"
	named("a", "John Smith", "Smith", "Smith")
	want := head + "\ntaken for one\n  \"Smith\" = John Smith: part of a longer name (a)\n"
	if diff := cmp.Diff(want, show(0)); diff != "" {
		t.Error(diff)
	}
	named("b", "John Smith")
	named("c", "Jack")
	named("d", "Smith", "John Smith")
	for _, id := range []string{"e", "f", "g"} {
		named(id, "Jack", "Smith")
	}
	want = head + `
taken for one
  "John Smith": same name and class (a, b, d)
  "Smith" = John Smith: part of a longer name (a, d, e and 2 more)
  "Jack" = John Smith: gazetteer (c, e, f and 1 more)
`
	if diff := cmp.Diff(want, show(0)); diff != "" {
		t.Error(diff)
	}
	cards, err := Show(t.Context(), st, graph.Term{Text: "John Smith"}, Options{Limit: 2})
	if err != nil || !cards[0].Cut || len(cards[0].Resolutions) != 2 || cards[0].Resolutions[1].Total != 5 || len(cards[0].Resolutions[1].Documents) != 2 {
		t.Errorf("%+v, %v", cards, err)
	}
}
