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

	"github.com/google/go-cmp/cmp"

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

// The marked text need not be the text to the letter, and marks may nest.
func TestReadPlover(t *testing.T) {
	golds, err := ReadPlover("p.jsonl", strings.NewReader(`{"id":"a","date":"2000-01-01","event":"ASSAULT","mode":"explosives","eventText":"bombed","text":"The rebels bombed a Chadian base in Chad.","textInfo":{"markup":"The (SRC: rebels) (EVT: bombed ) a (TAR:Chadian) base (LOC: in (TAR: Chad))"}}
{"id":"b","event":"AGREE","mode":null,"eventText":"agreed trade","text":"Chad and Mali agreed on trade.","textInfo":"(SRC/TAR: Chad) and (SRC/TAR: Mali) agreed"}
{"id":"c","event":"PROTEST","eventText":"rioted","text":"Farmers rioted in Lima.","textInfo":{"markup":"(SRC: Farmers) (EVT: rioted) in (TAR: Lima)."}}
`))
	if err != nil || len(golds) != 3 {
		t.Fatalf("%v %v", golds, err)
	}
	texts := func(g *Gold, spans []extract.Span) string {
		var out []string
		for _, s := range spans {
			out = append(out, g.Slice(s))
		}
		return strings.Join(out, ",")
	}
	for i, want := range []string{
		"rebels > Chadian,Chad: attacked fired_at bombed killed wounded damaged",
		"Chad,Mali > Chad,Mali: agreed_with",
		"Farmers > Lima: ",
	} {
		g := golds[i]
		if got := texts(g, g.Event.Source) + " > " + texts(g, g.Event.Target) + ": " + strings.Join(g.Event.Predicates, " "); got != want {
			t.Errorf("%s: got %q, want %q", g.ID, got, want)
		}
	}
	if _, err := ReadPlover("p.jsonl", strings.NewReader(`{"id":"x","text":"A report."}`)); !errors.Is(err, ErrGold) || !strings.Contains(err.Error(), "p.jsonl:1") {
		t.Errorf("%v", err)
	}
}

const answerKeys = `;;; a comment
0.  MESSAGE: ID                     DEV-MUC3-0001 (X)
1.  MESSAGE: TEMPLATE               1
6.  INCIDENT: INSTRUMENT ID         "CAR BOMB"
                                    ? "GRENADES"
9.  PERP: INDIVIDUAL ID             -
10. PERP: ORGANIZATION ID           "ROJO FRONT" / "RF"
12. PHYS TGT: ID                    *
18. HUM TGT: NAME                   "ANA LUZ"
19. HUM TGT: DESCRIPTION            "TEACHER": "ANA LUZ"
                                    "TWO GUARDS"

0.  MESSAGE: ID                     DEV-MUC3-0001 (X)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
9.  PERP: INDIVIDUAL ID             "RF"
12. PHYS TGT: ID                    "THE \"SUR\" MILL"
0.  MESSAGE: ID                     DEV-MUC3-0002 (X)
1.  MESSAGE: TEMPLATE               *
`

func TestReadMUC(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"key-dev": answerKeys, "dev": "DEV-MUC3-0001 (X)\n\n   A BOMB WENT OFF.\n\n\nDEV-MUC3-0002\n\n   IT RAINED.\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	golds, err := ReadAll([]string{dir})
	if err != nil || len(golds) != 2 {
		t.Fatalf("%v %v", golds, err)
	}
	if golds[0].Text != "A BOMB WENT OFF.\n" || len(golds[1].Fillers) != 0 || !golds[1].HasFillers {
		t.Errorf("%+v", golds)
	}
	want := []Filler{
		{"weapon", []string{"CAR BOMB"}, false},
		{"weapon", []string{"GRENADES"}, true},
		{"perpetrator", []string{"ROJO FRONT", "RF"}, false},
		{"victim", []string{"ANA LUZ", "TEACHER"}, false},
		{"victim", []string{"TWO GUARDS"}, false},
		{"target", []string{"THE SUR MILL"}, true},
	}
	if d := cmp.Diff(want, golds[0].Fillers); d != "" {
		t.Error(d)
	}
	if _, err := ReadMUC(filepath.Join(dir, "key-none")); !errors.Is(err, ErrGold) {
		t.Errorf("%v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "dev"), []byte("DEV-MUC3-0002\n\nIT RAINED.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadAll([]string{dir}); !errors.Is(err, ErrGold) || !strings.Contains(err.Error(), "DEV-MUC3-0001") {
		t.Errorf("%v", err)
	}
}

func FuzzReadKeys(f *testing.F) {
	f.Add(answerKeys)
	f.Fuzz(func(t *testing.T, text string) {
		fillers := map[string][]Filler{}
		ids, err := readKeys(strings.NewReader(text), fillers)
		if err != nil {
			return
		}
		for id, all := range fillers {
			if !slices.Contains(ids, id) {
				t.Errorf("fillers of %q, which no key names", id)
			}
			for _, f := range all {
				if f.Role == "" || len(f.Strings) == 0 {
					t.Errorf("%+v", f)
				}
			}
		}
	})
}

func FuzzReadPlover(f *testing.F) {
	f.Add("The rebels hit Ain.", "The (SRC: rebels) (EVT: hit) (LOC: (TAR: Ain))", "FIGHT")
	f.Fuzz(func(t *testing.T, text, markup, code string) {
		e := CodedEvent{Code: code}
		e.mark(text, markup)
		for _, s := range slices.Concat(e.Source, e.Target) {
			if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
				t.Errorf("%+v outside %q", s, text)
			}
		}
	})
}

func TestFillerHas(t *testing.T) {
	for _, c := range []struct {
		found, key string
		person     bool
		want       bool
	}{
		{"the two soldiers", "SOLDIER", false, true},
		{"guerrillas of the front", "FRONT", false, false},
		{"dynamite", "SIX STICKS OF DYNAMITE", false, true},
		{"the army", "ARMY HEADQUARTERS", false, false},
		{"peasant", "THE PEASANTS, WHO LIVED THERE", false, true},
		{"Ana Luz", "ANA LUZ DIAZ", true, true},
		{"Ana Luz", "ANA LUZ DIAZ", false, false},
		{"Díaz", "DIAZ", true, true},
		{"gunmen", "GUNMAN", false, true},
		{"the", "A", false, false},
	} {
		if got := (found{strings: []string{c.found}, person: c.person}).has(c.key); got != c.want {
			t.Errorf("%q names %q: %v, want %v", c.found, c.key, got, c.want)
		}
	}
}

// A filler counts once for all that have its head; optional ones are right if
// found and not missed else, and denials fill nothing.
func TestFillerScores(t *testing.T) {
	d := &extract.Document{
		Entities: []extract.Entity{
			{ID: "g1", Class: extract.Organisation, Subclass: "ArmedGroup", Name: "guerrillas"},
			{ID: "g2", Class: extract.Organisation, Subclass: "ArmedGroup", Name: "the guerrillas"},
			{ID: "b", Class: extract.Weapon, Name: "bomb"},
			{ID: "h", Class: extract.Place, Subclass: "Site", Name: "Sur Mill"},
			{ID: "p", Class: extract.Person, Name: "Ana Luz"},
		},
		Statements: []extract.Statement{
			{Subject: "g1", Predicate: "bombed", Object: "h", Instrument: "b"},
			{Subject: "g2", Predicate: "attacked", Object: "h"},
			{Subject: "g1", Predicate: "killed", Object: "p", Status: extract.Denied},
		},
	}
	g := &Gold{HasFillers: true, Fillers: []Filler{
		{"perpetrator", []string{"GUERRILLAS"}, false},
		{"perpetrator", []string{"RF"}, true},
		{"target", []string{"MILL"}, true},
		{"victim", []string{"ANA"}, false},
	}}
	s := New()
	s.Add(g, d, never)
	want := Counts{"perpetrator": {1, 1, 1, 1}, "target": {1, 1, 1, 1}, "victim": {0, 1, 0, 0}, "weapon": {1, 0, 0, 0}}
	if diff := cmp.Diff(want, s.Fillers); diff != "" {
		t.Error(diff)
	}
}

func TestEventScores(t *testing.T) {
	d := &extract.Document{
		Text:       "Chad met Malian rebels.",
		Mentions:   []extract.Mention{{Span: extract.Span{Start: 0, End: 4}, Head: -1, Entity: "c"}, {Span: extract.Span{Start: 9, End: 22}, Head: -1, Entity: "r"}},
		Statements: []extract.Statement{{Subject: "r", Predicate: "met", Object: "c", Status: extract.Threatened}},
	}
	event := CodedEvent{Code: "CONSULT", Source: []extract.Span{{Start: 0, End: 4}}, Target: []extract.Span{{Start: 9, End: 15}}, Predicates: []string{"met"}}
	outside := event
	outside.Predicates = nil
	s := New()
	for _, e := range []CodedEvent{event, outside} {
		s.Add(&Gold{Event: &e}, d, func(string) bool { return true })
	}
	s.Add(&Gold{Event: &event}, d, never)
	if diff := cmp.Diff(Counts{"CONSULT": {2, 2, 1, 1}}, s.Events); diff != "" || s.Outside != 1 {
		t.Errorf("outside %d, %s", s.Outside, diff)
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

// Of two found entities that share as much with one of the gold, the one with
// its whole span is its pair, whatever their ids.
func TestPairsPreferWholeSpans(t *testing.T) {
	g, err := ReadGold("a.gold", strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	whole := g.Mentions[slices.IndexFunc(g.Mentions, func(m extract.Mention) bool { return m.Entity == "e2" })]
	longer := whole
	longer.End += len(". They")
	for _, ids := range [][2]string{{"a", "b"}, {"b", "a"}} {
		whole.Entity, longer.Entity = ids[0], ids[1]
		d := &extract.Document{
			Text: g.Text, Mentions: []extract.Mention{whole, longer},
			Entities: []extract.Entity{{ID: ids[0], Class: extract.Place}, {ID: ids[1], Class: extract.Place}},
		}
		if pairs := New().entities(g, d); pairs[ids[0]] != "e2" || pairs[ids[1]] == "e2" {
			t.Errorf("pairs %v, want %s with e2 alone", pairs, ids[0])
		}
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
