package score

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/extract/lexicon"
	"sitrep/extract/read"
)

const small = `report: a.txt
published: 2021-12-20

== entities
e1	Organisation/ArmedGroup	rebels
e2	Place/Site	Ain Base	Ain
e3	Place/Country	Iran

== statements
e1	attacked	e2	asserted	time=2021-12-18/2021-12-18	trigger="hit"
e1	attacked	e3	denied

== text
{e1~|Rebels} hit {e2|{e3|Iran} Base}. {e1^|They} did not hit {e3|Iran}.
`

func TestReadGold(t *testing.T) {
	g, err := ReadGold("a.gold", strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Rebels hit Iran Base. They did not hit Iran.\n"; g.Text != want {
		t.Errorf("text %q, want %q", g.Text, want)
	}
	var got []string
	for _, m := range g.Mentions {
		got = append(got, g.Text[m.Start:m.End]+"/"+string(m.Form))
	}
	slices.Sort(got)
	if want := "Iran Base/name Iran/name Iran/name Rebels/nominal They/pronoun"; strings.Join(got, " ") != want {
		t.Errorf("mentions %v", got)
	}
	if len(g.Statements) != 2 || g.Statements[0].Time.From != "2021-12-18" || g.Statements[1].Status != extract.Denied {
		t.Errorf("statements %+v", g.Statements)
	}
}

func TestReadGoldErrors(t *testing.T) {
	for name, text := range map[string]string{
		"x.gold:6":          "report: a.txt\npublished:\n\n== entities\n\nbad line\n",
		"no entity":         strings.Replace(small, "e1	attacked	e3", "e9	attacked	e3", 1),
		"ends before":       "report: a.txt\n",
		"never closes":      small + "{e1|x",
		"none opened":       small + "}",
		"is none of report": "who: me\n",
	} {
		if _, err := ReadGold("x.gold", strings.NewReader(text)); !errors.Is(err, ErrGold) || !strings.Contains(err.Error(), name) && name != "x.gold:6" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func FuzzReadGold(f *testing.F) {
	f.Add(small)
	f.Add("== text\n{a|b}")
	f.Fuzz(func(t *testing.T, text string) {
		g, err := ReadGold("f.gold", strings.NewReader(text))
		if err != nil {
			return
		}
		for _, m := range g.Mentions {
			if m.Start < 0 || m.End > len(g.Text) || m.Start > m.End {
				t.Errorf("mention %+v outside the text", m)
			}
		}
	})
}

func FuzzReadIOB(f *testing.F) {
	f.Add("1\tIran\tB-LOC\n2\tsaid\tO\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		golds, err := ReadIOB("f.iob2", strings.NewReader(text))
		if err != nil {
			return
		}
		for _, g := range golds {
			for _, m := range g.Mentions {
				if m.Start < 0 || m.End > len(g.Text) || m.Start >= m.End {
					t.Errorf("mention %+v outside the text", m)
				}
			}
		}
	})
}

func TestReadIOB(t *testing.T) {
	golds, err := ReadIOB("a.iob2", strings.NewReader("# newdoc\n1\tTampa\tB-LOC\t-\n2\tBay\tI-LOC\t-\n3\tran\tO\n\n1\tAnn\tB-PER\n"))
	if err != nil || len(golds) != 1 {
		t.Fatalf("%v %v", golds, err)
	}
	g := golds[0]
	if g.Text != "Tampa Bay ran\nAnn\n" || len(g.Mentions) != 2 || g.Mentions[0].Class != extract.Place || g.Text[g.Mentions[1].Start:g.Mentions[1].End] != "Ann" {
		t.Errorf("%q %+v", g.Text, g.Mentions)
	}
	if _, err := ReadIOB("b.iob2", strings.NewReader("word\n")); !errors.Is(err, ErrGold) || !strings.Contains(err.Error(), "b.iob2:1") {
		t.Errorf("%v", err)
	}
}

// Offsets of re3d count code points.
func TestReadRe3d(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("documents.json", `{"_id":"D","title":"T","text":"“Döner” rebels left Īrān."}`)
	write("entities.json", `{"documentId":"D","begin":20,"end":24,"type":"Location","confidence":0.9}
{"documentId":"D","begin":8,"end":14,"type":"Organisation","confidence":0.9}
{"documentId":"D","begin":0,"end":3,"type":"Person","confidence":0.2}
{"documentId":"D","begin":15,"end":19,"type":"Temporal","confidence":0.9}`)
	golds, err := ReadAll([]string{dir})
	if err != nil || len(golds) != 1 {
		t.Fatalf("%v %v", golds, err)
	}
	var got []string
	for _, m := range golds[0].Mentions {
		got = append(got, golds[0].Text[m.Start:m.End]+"/"+string(m.Form))
	}
	if strings.Join(got, " ") != "rebels/nominal Īrān/name" {
		t.Errorf("%v", got)
	}
}

func never(string) bool { return false }

// What is found exactly as the gold has it scores 100; nothing scores 0.
func TestScores(t *testing.T) {
	g, err := ReadGold("a.gold", strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	perfect := g.Document
	perfect.Statements = slices.Clone(g.Statements)
	s := New()
	s.Add(g, &perfect, never)
	for name, c := range map[string]Counts{"exact": s.Exact, "nominals": s.Nominals, "pronouns": s.Pronouns, "entities": s.Entities, "statements": s.Statements} {
		if f := c.Total().F1(); f != 100 {
			t.Errorf("%s of the gold itself: %.1f", name, f)
		}
	}
	if s.StatusAccuracy() != 100 || s.FalseEdges != 0 {
		t.Errorf("status %.1f, false edges %d", s.StatusAccuracy(), s.FalseEdges)
	}
	s = New()
	s.Add(g, &extract.Document{Text: g.Text}, never)
	if s.Exact.Total().F1() != 0 || s.Statements.Total().Gold != 2 {
		t.Errorf("nothing found: %+v", s.Exact.Total())
	}
	// A denied statement as a plain edge is counted.
	wrong := perfect
	wrong.Statements = slices.Clone(g.Statements)
	wrong.Statements[1].Status = extract.Asserted
	s = New()
	s.Add(g, &wrong, never)
	if s.FalseEdges != 1 || s.StatusAccuracy() != 50 || s.Statements.Total().F1() != 100 {
		t.Errorf("false edges %d, status %.1f", s.FalseEdges, s.StatusAccuracy())
	}
	var text bytes.Buffer
	if err := s.Table(&text); err != nil || !strings.Contains(text.String(), "statements: attacked") {
		t.Errorf("%v %s", err, text.String())
	}
	if _, err := json.Marshal(s.JSON()); err != nil {
		t.Error(err)
	}
}

func TestSymmetric(t *testing.T) {
	g, err := ReadGold("a.gold", strings.NewReader(strings.ReplaceAll(small, "attacked", "met")))
	if err != nil {
		t.Fatal(err)
	}
	turned := g.Document
	turned.Statements = slices.Clone(g.Statements)
	for i := range turned.Statements {
		st := &turned.Statements[i]
		st.Subject, st.Object = st.Object, st.Subject
	}
	s := New()
	s.Add(g, &turned, func(p string) bool { return p == "met" })
	if s.Statements.Total().Right != 2 {
		t.Errorf("%+v", s.Statements.Total())
	}
	s = New()
	turned.Statements = slices.Clone(turned.Statements)
	s.Add(g, &turned, never)
	if s.Statements.Total().Right != 0 {
		t.Errorf("%+v", s.Statements.Total())
	}
}

// Every gold is about its report, byte for byte, and says only what the
// ontology allows.
func TestGoldOfTheRepository(t *testing.T) {
	golds, err := ReadAll([]string{"../../testdata/gold"})
	if err != nil {
		t.Fatal(err)
	}
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	err = read.Read(t.Context(), []string{"../../testdata/reports"}, read.Options{}, func(d *extract.Document) error {
		texts[filepath.Base(d.ID)] = d.Text
		texts[filepath.Base(d.Source)] = d.Text
		return nil
	}, func(p read.Problem) { t.Errorf("%v", p) })
	if err != nil {
		t.Fatal(err)
	}
	if len(golds) < 60 {
		t.Errorf("%d reports with gold, want at least 60", len(golds))
	}
	for _, g := range golds {
		_, id, jsonl := strings.Cut(g.Report, "#")
		key := g.Report
		if jsonl {
			key = id
		}
		if text, ok := texts[key]; !ok || text != g.Text {
			t.Errorf("%s: the text is not that of %s", g.ID, g.Report)
		}
		for _, e := range g.Entities {
			def := lex.Ontology.Class(e.Subclass)
			if !slices.Contains(extract.Classes, e.Class) || e.Subclass != "" && (def == nil || def.Parent != string(e.Class)) {
				t.Errorf("%s: %s is %s/%s", g.ID, e.Name, e.Class, e.Subclass)
			}
		}
		for _, s := range g.Statements {
			if lex.Ontology.Predicate(s.Predicate) == nil || !slices.Contains(extract.Statuses, s.Status) {
				t.Errorf("%s: %s %s %s [%s]", g.ID, s.Subject, s.Predicate, s.Object, s.Status)
			}
		}
	}
}
