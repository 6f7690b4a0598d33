package walk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/graph"
)

// attackReports tell one attack three times, another once, and deny it once.
var attackReports = []report{
	{id: "wire", published: "2021-12-19", says: []said{{s: kataib, p: "attacked", o: asad, from: "2021-12-18", confidence: 0.8}}},
	{id: "paper", published: "2021-12-20", says: []said{
		{s: gunmen, p: "attacked", o: asad, from: "2021-12-18"},
		{s: asad, p: "located_in", o: iraq},
	}},
	{id: "ministry", published: "2021-12-20", says: []said{{s: kataib, p: "bombed", o: asad, from: "2021-12-18", with: "Drone:two drones"}}},
	{id: "later", published: "2022-01-19", says: []said{{s: kataib, p: "attacked", o: asad, from: "2022-01-18", confidence: 0.7}}},
	{id: "denial", published: "2021-12-20", says: []said{{s: kataib, p: "attacked", o: asad, from: "2021-12-18", status: "denied"}}},
}

func textOf(t *testing.T, r Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := Text(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGroupedWalk(t *testing.T) {
	st := open(t, attackReports...)
	for _, test := range []struct {
		query string
		o     Options
		want  string
	}{
		{"militia -> attacked -> site", Options{}, `Kataib Hezbollah -> bombed -> Ain al-Asad
    one event, told in 3 reports:
      2021-12-18  asserted  "Kataib Hezbollah bombed Ain al-Asad." [reports/ministry.txt]
      2021-12-18  asserted  "gunmen attacked Ain al-Asad." [reports/paper.txt]
        as gunmen -> attacked -> Ain al-Asad
      2021-12-18  asserted  "Kataib Hezbollah attacked Ain al-Asad." [reports/wire.txt]
        as Kataib Hezbollah -> attacked -> Ain al-Asad
Kataib Hezbollah -> attacked -> Ain al-Asad
    2022-01-18  asserted  "Kataib Hezbollah attacked Ain al-Asad." [reports/later.txt]
`},
		// All sources of an event stand there, also where the edge that names it best
		// is no part of the walk.
		{"gunmen -> attacked -> site -> located_in -> Iraq", Options{}, `gunmen -> attacked -> Ain al-Asad -> located_in -> Iraq
  gunmen -> attacked -> Ain al-Asad
    one event, told in 3 reports:
      2021-12-18  asserted  "gunmen attacked Ain al-Asad." [reports/paper.txt]
      2021-12-18  asserted  "Kataib Hezbollah bombed Ain al-Asad." [reports/ministry.txt]
        as Kataib Hezbollah -> bombed -> Ain al-Asad
      2021-12-18  asserted  "Kataib Hezbollah attacked Ain al-Asad." [reports/wire.txt]
        as Kataib Hezbollah -> attacked -> Ain al-Asad
  Ain al-Asad -> located_in -> Iraq
    2021-12-20  asserted  "Ain al-Asad located_in Iraq." [reports/paper.txt]
`},
		{"militia -> attacked -> site", Options{NoGrouping: true}, `Kataib Hezbollah -> attacked -> Ain al-Asad
    2021-12-18  asserted  "Kataib Hezbollah attacked Ain al-Asad." [reports/wire.txt]
    2022-01-18  asserted  "Kataib Hezbollah attacked Ain al-Asad." [reports/later.txt]
Kataib Hezbollah -> bombed -> Ain al-Asad
    2021-12-18  asserted  "Kataib Hezbollah bombed Ain al-Asad." [reports/ministry.txt]
gunmen -> attacked -> Ain al-Asad
    2021-12-18  asserted  "gunmen attacked Ain al-Asad." [reports/paper.txt]
`},
		{"militia -> attacked -> site <- attacked <- militia", Options{Until: "2021", Document: "paper"}, `gunmen -> attacked -> Ain al-Asad <- attacked <- gunmen
  gunmen -> attacked -> Ain al-Asad
    2021-12-18  asserted  "gunmen attacked Ain al-Asad." [reports/paper.txt]
  Ain al-Asad <- attacked <- gunmen
    2021-12-18  asserted  "gunmen attacked Ain al-Asad." [reports/paper.txt]
`},
	} {
		if diff := cmp.Diff(test.want, textOf(t, run(t, st, test.query, test.o))); diff != "" {
			t.Errorf("%s %+v: %s", test.query, test.o, diff)
		}
	}
}

// TestGroupedSupport: an edge counts events, and MaxEvidence leaves none of an
// event's sources out.
func TestGroupedSupport(t *testing.T) {
	st := open(t, attackReports[0], attackReports[3], attackReports[4], report{id: "again", says: []said{{s: kataib, p: "attacked", o: asad, from: "2021-12-18"}}})
	for _, test := range []struct {
		o                 Options
		support, evidence int
	}{{Options{}, 2, 3}, {Options{MaxEvidence: 1}, 2, 2}, {Options{NoGrouping: true}, 3, 3}, {Options{NoGrouping: true, MaxEvidence: 1}, 3, 1}, {Options{Status: []string{"all"}}, 3, 4}} {
		e := run(t, st, "KH -> attacked -> *", test.o).Walks[0].Edges[0]
		if e.Support != test.support || len(e.Evidence) != test.evidence {
			t.Errorf("%+v: support %d, %d sentences, want %d and %d", test.o, e.Support, len(e.Evidence), test.support, test.evidence)
		}
	}
}

func TestGroupedJSON(t *testing.T) {
	st := open(t, attackReports...)
	var b bytes.Buffer
	if err := JSONL(&b, run(t, st, "KH -> bombed|attacked -> site", Options{})); err != nil {
		t.Fatal(err)
	}
	var events []any
	var as []string
	for line := range bytes.Lines(b.Bytes()) {
		var w struct {
			Edges []struct {
				Evidence []map[string]any
			}
		}
		if err := json.Unmarshal(line, &w); err != nil {
			t.Fatal(err)
		}
		for _, e := range w.Edges[0].Evidence {
			event, ok := e["event"]
			if !ok {
				t.Errorf("evidence without event: %v", e)
			}
			events = append(events, event)
			if said, ok := e["as"].(map[string]any); ok {
				as = append(as, said["predicate"].(string))
			}
		}
	}
	if len(events) != 4 || events[0] == nil || events[0] != events[1] || events[0] != events[2] || events[3] != nil {
		t.Errorf("events %v, want one thrice, then null", events)
	}
	if diff := cmp.Diff([]string{"attacked", "attacked"}, as); diff != "" {
		t.Error(diff)
	}
}

func TestGroupedCard(t *testing.T) {
	st := open(t, attackReports...)
	for _, test := range []struct {
		o    Options
		want map[string]int
	}{
		{Options{Status: []string{"asserted"}}, map[string]int{"attacked": 1, "bombed": 1}},
		{Options{Status: []string{"asserted"}, NoGrouping: true}, map[string]int{"attacked": 3, "bombed": 1}},
	} {
		cards, err := Show(context.Background(), st, graph.Term{Kind: graph.Word, Text: "Ain al-Asad"}, test.o)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, g := range cards[0].In {
			for _, n := range g.Neighbours {
				got[g.Predicate] += n.Support
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%+v: %s", test.o, diff)
		}
	}
}

// TestManyEvents: events are the same whichever way they are found.
func TestManyEvents(t *testing.T) {
	var reports []report
	for i := range manyStatements + 10 {
		place := fmt.Sprint("Site:Fort ", i)
		reports = append(reports, report{id: place, says: []said{{s: kataib, p: "attacked", o: place, from: "2021-12-18"}}})
	}
	reports = append(reports, report{id: "again", says: []said{{s: kataib, p: "attacked", o: "Site:Fort 0", from: "2021-12-18"}}})
	st := open(t, reports...)
	w := run(t, st, "KH -> attacked -> *", Options{})
	if len(w.Walks) != manyStatements+10 {
		t.Fatalf("%d walks", len(w.Walks))
	}
	told := 0
	for _, walk := range w.Walks {
		if len(walk.Edges[0].Evidence) == 2 && walk.Edges[0].Support == 1 {
			told++
		}
	}
	if told != 1 {
		t.Errorf("%d events told twice, want 1", told)
	}
}
