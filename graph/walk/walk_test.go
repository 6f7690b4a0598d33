package walk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/graph"
)

func TestRun(t *testing.T) {
	st := open(t, iraqReports...)
	for _, c := range []struct {
		query string
		o     Options
		want  []string
	}{
		{"militia -> attacked -> site", Options{}, []string{
			"Kataib Hezbollah -> attacked -> Ain al-Asad", // two reports
			"Kataib Hezbollah -> bombed -> U.S. Embassy",
		}},
		{"militias → attacked → *", Options{}, []string{
			"Kataib Hezbollah -> attacked -> Ain al-Asad",
			"Kataib Hezbollah -> attacked -> Baghdad",
			"Kataib Hezbollah -> bombed -> U.S. Embassy",
		}},
		{"embassies <- bombed <- *", Options{}, []string{"U.S. Embassy <- bombed <- Kataib Hezbollah"}},
		{"us embassy <- attacked|killed <- KH", Options{}, []string{"U.S. Embassy <- bombed <- Kataib Hezbollah"}},
		{"place/us-embassy -> located_in -> *", Options{}, []string{"U.S. Embassy -> located_in -> Green Zone"}},
		{"<entity/place/us-embassy> -> located_in -> *", Options{}, []string{"U.S. Embassy -> located_in -> Green Zone"}},
		{"class/Site -> located_in -> *", Options{}, []string{"U.S. Embassy -> located_in -> Green Zone"}},
		{"US Embassy -> located_in+ -> place", Options{}, []string{
			"U.S. Embassy -> located_in -> Green Zone",
			"U.S. Embassy -> located_in -> Green Zone -> located_in -> Baghdad",
			"U.S. Embassy -> located_in -> Green Zone -> located_in -> Baghdad -> located_in -> Iraq",
		}},
		{"Iraq <- located_in+ <- site", Options{}, []string{
			"Iraq <- located_in <- Baghdad <- located_in <- Green Zone <- located_in <- U.S. Embassy",
		}},
		{"Soleimani -> (leads|part_of)+ -> country", Options{}, []string{
			"Qasem Soleimani -> leads -> Quds Force -> part_of -> IRGC -> part_of -> Iran",
		}},
		{"IRGC -> part_of+ -> *", Options{}, []string{"IRGC -> part_of -> Iran"}},
		{"Iran -> part_of|part_of+ -> *", Options{}, []string{"Iran -> part_of -> IRGC"}},
		{"iran -> * -> militia -> attacked -> * -> located_in -> *", Options{}, []string{
			"Iran -> supplied -> Kataib Hezbollah -> attacked -> Baghdad -> located_in -> Iraq",
			"Iran -> supplied -> Kataib Hezbollah -> bombed -> U.S. Embassy -> located_in -> Green Zone",
		}},
		{"Asaib Ahl al-Haq -> met -> *", Options{}, []string{"Asaib Ahl al-Haq -> met -> Qasem Soleimani"}},
		{"Asaib Ahl al-Haq <- met <- *", Options{}, []string{"Asaib Ahl al-Haq -> met -> Qasem Soleimani"}},
		{"* -> supports -> *", Options{}, []string{"Iran -> supplied -> Kataib Hezbollah"}},
		{"* -> met -> *", Options{}, []string{
			"Asaib Ahl al-Haq -> met -> Qasem Soleimani", "Qasem Soleimani -> met -> Asaib Ahl al-Haq",
		}},
		{"Iran -> co_occurs_with -> *", Options{}, []string{
			"Iran -> co_occurs_with -> Qasem Soleimani", "Iran -> co_occurs_with -> Kataib Hezbollah",
		}},
		{"* -> co_occurs_with -> Iran", Options{MinWeight: 0.7}, []string{"Qasem Soleimani -> co_occurs_with -> Iran"}},
		{"KH -> co_occurs_with -> *", Options{MinCount: 2}, []string{"Kataib Hezbollah -> co_occurs_with -> Ain al-Asad"}},
		{"* -> attacked -> *", Options{Status: []string{"threatened"}}, []string{"Kataib Hezbollah -> attacked -> U.S. Embassy"}},
		{"militia -> attacked -> site", Options{Status: []string{"denied", "reported"}}, []string{
			"Asaib Ahl al-Haq -> attacked -> Ain al-Asad", "Kataib Hezbollah -> bombed -> U.S. Embassy",
		}},
		{"militia -> attacked -> site", Options{Status: []string{"reported"}}, []string{"Kataib Hezbollah -> bombed -> U.S. Embassy"}},
		{"militia -> attacked -> site", Options{Since: "2021-12-19"}, []string{"Kataib Hezbollah -> bombed -> U.S. Embassy"}},
		{"militia -> attacked -> site", Options{Until: "2021-12-19"}, []string{"Kataib Hezbollah -> attacked -> Ain al-Asad"}},
		{"militia -> attacked -> site", Options{Since: "2021", Until: "2021-12"}, []string{
			"Kataib Hezbollah -> attacked -> Ain al-Asad", "Kataib Hezbollah -> bombed -> U.S. Embassy",
		}},
		{"militia -> attacked -> *", Options{Document: "b"}, []string{
			"Kataib Hezbollah -> attacked -> Baghdad", "Kataib Hezbollah -> attacked -> Ain al-Asad",
		}},
		{"* -> co_occurs_with -> person", Options{Document: "reports/b.txt"}, []string{"Iran -> co_occurs_with -> Qasem Soleimani"}},
		{"Iran -> supplied -> *", Options{MinConfidence: 0.6}, nil},
		{"Iran -> killed -> *", Options{}, nil},
		{"militia -> attacked -> site <- attacked <- militia", Options{}, []string{
			"Kataib Hezbollah -> attacked -> Ain al-Asad <- attacked <- Kataib Hezbollah",
			"Kataib Hezbollah -> bombed -> U.S. Embassy <- bombed <- Kataib Hezbollah",
		}},
	} {
		if diff := cmp.Diff(c.want, lines(run(t, st, c.query, c.o))); diff != "" {
			t.Errorf("%s %+v: %s", c.query, c.o, diff)
		}
	}
}

// TestRunOrder holds that an answer does not depend on the order of building.
func TestRunOrder(t *testing.T) {
	backwards := slices.Clone(iraqReports)
	slices.Reverse(backwards)
	st, again := open(t, iraqReports...), open(t, backwards...)
	for _, query := range []string{"* -> * -> *", "* -> (part_of|located_in|attacked)+ -> *", "* -> co_occurs_with -> *"} {
		for _, limit := range []int{0, 3} {
			o := Options{Limit: limit, Status: []string{"all"}}
			if diff := cmp.Diff(run(t, st, query, o), run(t, again, query, o)); diff != "" {
				t.Errorf("%s: %s", query, diff)
			}
		}
	}
}

func TestRunEvidence(t *testing.T) {
	st := open(t, iraqReports...)
	r := run(t, st, "KH -> bombed -> *", Options{})
	want := []Walk{{
		Nodes: []Node{
			{"organisation/kataib-hezbollah", "Kataib Hezbollah", "Organisation", "ArmedGroup"},
			{"place/us-embassy", "U.S. Embassy", "Place", "Site"},
		},
		Edges: []Edge{{
			Predicate: "bombed", Forward: true, Support: 1,
			Evidence: []Evidence{{
				Status: "reported", Confidence: 0.9, Document: "a", Source: "reports/a.txt", Published: "2021-12-20",
				Sentence:     "Kataib Hezbollah bombed U.S. Embassy.",
				SentenceNode: graph.SentenceIRI("a", 1),
				SentenceSpan: &Span{39, 76},
				Trigger:      &Trigger{Span{56, 62}, "bombed"},
				SubjectSpan:  &Span{39, 55},
				ObjectSpan:   &Span{63, 75},
				AttributedTo: &Node{"place/iraq", "Iraq", "Place", "Country"},
			}},
		}},
	}}
	if len(r.Walks) != 1 || len(r.Walks[0].Edges[0].Evidence[0].Statement) != 16 {
		t.Fatalf("got %+v", r)
	}
	r.Walks[0].Edges[0].Evidence[0].Statement = ""
	if diff := cmp.Diff(want, r.Walks); diff != "" {
		t.Error(diff)
	}
	twice := run(t, st, "KH -> attacked -> Ain al-Asad", Options{}).Walks[0].Edges[0]
	if len(twice.Evidence) != 2 || twice.Evidence[0].Confidence != 0.9 || twice.Evidence[0].Time == nil || twice.Evidence[1].Document != "b" {
		t.Errorf("got %+v", twice)
	}
	cutOff := run(t, st, "KH -> attacked -> Ain al-Asad", Options{MaxEvidence: 1}).Walks[0].Edges[0]
	if len(cutOff.Evidence) != 1 || cutOff.Evidence[0].Confidence != 0.9 || cutOff.Support != 2 {
		t.Errorf("got %+v", cutOff)
	}
	pair := run(t, st, "KH -> co_occurs_with -> Ain al-Asad", Options{}).Walks[0].Edges[0]
	if pair.Weight == nil || pair.Weight.Count != 2 || pair.Evidence[0].Sentence != "Kataib Hezbollah and Ain al-Asad." || pair.Evidence[0].Document != "a" {
		t.Errorf("got %+v", pair)
	}
}

func TestLimit(t *testing.T) {
	st := open(t, iraqReports...)
	for _, c := range []struct {
		limit int
		cut   bool
		want  int
	}{{1, true, 1}, {2, true, 2}, {3, false, 3}, {0, false, 3}} {
		r := run(t, st, "militia -> attacked -> *", Options{Limit: c.limit})
		if r.Cut != c.cut || len(r.Walks) != c.want {
			t.Errorf("limit %d: %d walks, cut %v", c.limit, len(r.Walks), r.Cut)
		}
	}
}

func TestResolve(t *testing.T) {
	st := open(t, append([]report{{id: "c", says: []said{
		{s: "ArmedGroup:Militia", p: "attacked", o: "Place:Springfield"},
		{s: "Person:Springfield", p: "attacked", o: asad},
	}}}, iraqReports...)...)
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"militia -> attacked -> *", []string{"Militia -> attacked -> Springfield"}}, // the entity wins
		{"name:militia -> attacked -> *", []string{"Militia -> attacked -> Springfield"}},
		{"class:militia -> bombed -> *", []string{"Kataib Hezbollah -> bombed -> U.S. Embassy"}},
		{"* -> attacked -> springfield", []string{"Militia -> attacked -> Springfield"}},
		{"Springfield -> attacked -> *", []string{"Springfield -> attacked -> Ain al-Asad"}}, // of the two, the person
	} {
		if diff := cmp.Diff(c.want, lines(run(t, st, c.query, Options{}))); diff != "" {
			t.Errorf("%s: %s", c.query, diff)
		}
	}
}

// TestRunTooMany walks round a ring from each node to each other.
func TestRunTooMany(t *testing.T) {
	const n = 130 // whose n*n ways are n/2 edges long
	var says []said
	for i := range n {
		says = append(says, said{s: fmt.Sprintf("ArmedGroup:Group %d", i), p: "supports", o: fmt.Sprintf("ArmedGroup:Group %d", (i+1)%n)})
	}
	st := open(t, report{id: "a", says: says})
	if _, err := Run(t.Context(), st, parse(t, "* -> supports+ -> *"), Options{}); !errors.Is(err, ErrTooMany) {
		t.Errorf("got %v", err)
	}
	r, err := Run(t.Context(), st, parse(t, "Group 0 -> supports+ -> *"), Options{})
	if err != nil || len(r.Walks) != n-1 {
		t.Errorf("%v; %d walks of one group, want %d", err, len(r.Walks), n-1)
	}
}

func TestRunErrors(t *testing.T) {
	st := open(t, iraqReports...)
	for _, c := range []struct {
		query string
		o     Options
		is    error
		says  string
	}{
		{"Qasem Suleimani -> * -> *", Options{}, ErrUnknown, `name or class "Qasem Suleimani": not in the graph; nearest: Qasem Soleimani`},
		{"militai -> attacked -> *", Options{}, ErrUnknown, "class:ArmedGroup"},
		{"class:Kataib -> attacked -> *", Options{}, ErrUnknown, `class "Kataib"`},
		{"name:site -> attacked -> *", Options{}, ErrUnknown, `name "site"`},
		{"militia -> atacked -> *", Options{}, ErrUnknown, `predicate "atacked": not in the graph; nearest: attacked`},
		{"militia -> name -> *", Options{}, ErrUnknown, `predicate "name"`},
		{"militia -> attacked -> *", Options{Document: "z"}, ErrUnknown, `document "z"`},
		{"militia -> attacked -> *", Options{Since: "last week"}, ErrOption, "last week"},
		{"militia -> attacked -> *", Options{Since: "2022", Until: "2021"}, ErrOption, "after"},
		{"militia -> attacked -> *", Options{Status: []string{"rumoured"}}, ErrOption, "rumoured"},
		{"militia -> attacked -> *", Options{MinConfidence: 2}, ErrOption, "min-confidence"},
		{"militia -> attacked -> *", Options{Limit: -1}, ErrOption, "limit"},
	} {
		_, err := Run(context.Background(), st, parse(t, c.query), c.o)
		if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %q", c.query, err, c.says)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, st, parse(t, "* -> * -> *"), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

func TestPaths(t *testing.T) {
	st := open(t, iraqReports...)
	for _, c := range []struct {
		from, to, by string
		hops         int
		o            Options
		want         []string
	}{
		{"Iran", "U.S. Embassy", "*", 0, Options{}, []string{"Iran -> supplied -> Kataib Hezbollah -> bombed -> U.S. Embassy"}},
		{"U.S. Embassy", "Iran", "*", 0, Options{}, []string{"U.S. Embassy <- bombed <- Kataib Hezbollah <- supplied <- Iran"}},
		{"Iran", "U.S. Embassy", "*", 1, Options{}, nil},
		{"Iran", "U.S. Embassy", "part_of", 9, Options{}, nil},
		{"Iran", "U.S. Embassy", "supports|located_in|attacked", 0, Options{}, []string{"Iran -> supplied -> Kataib Hezbollah -> bombed -> U.S. Embassy"}},
		{"Soleimani", "Iraq", "*", 9, Options{}, []string{
			"Qasem Soleimani -> leads -> Quds Force -> part_of -> IRGC -> part_of -> Iran -> supplied -> Kataib Hezbollah -> attacked -> Baghdad -> located_in -> Iraq",
			"Qasem Soleimani -> leads -> Quds Force -> part_of -> IRGC <- part_of <- Iran -> supplied -> Kataib Hezbollah -> attacked -> Baghdad -> located_in -> Iraq",
		}},
		{"Soleimani", "Ain al-Asad", "co_occurs_with", 0, Options{}, []string{
			"Qasem Soleimani -> co_occurs_with -> Iran -> co_occurs_with -> Kataib Hezbollah -> co_occurs_with -> Ain al-Asad",
		}},
		{"Asaib Ahl al-Haq", "Soleimani", "*", 0, Options{}, []string{"Asaib Ahl al-Haq -> met -> Qasem Soleimani"}},
		{"Iran", "militia", "*", 0, Options{}, []string{"Iran -> supplied -> Kataib Hezbollah"}},
		{"Asaib Ahl al-Haq", "Ain al-Asad", "*", 1, Options{Status: []string{"all"}}, []string{"Asaib Ahl al-Haq -> attacked -> Ain al-Asad"}},
		{"Iran", "iran", "*", 0, Options{}, []string{"Iran"}},
	} {
		by, err := graph.ParsePredicate(c.by)
		if err != nil {
			t.Fatal(err)
		}
		from, to := graph.Term{Text: c.from}, graph.Term{Text: c.to}
		r, err := Paths(context.Background(), st, from, to, by, c.hops, c.o)
		if err != nil {
			t.Fatalf("%s, %s: %v", c.from, c.to, err)
		}
		if diff := cmp.Diff(c.want, lines(r)); diff != "" {
			t.Errorf("%s to %s by %s: %s", c.from, c.to, c.by, diff)
		}
	}
}

func TestNPMI(t *testing.T) {
	for _, c := range []struct {
		ab, a, b, n int
		want        float64
	}{
		{1, 1, 1, 10, 1},      // never one without the other
		{1, 2, 5, 10, 0},      // as often as by chance
		{10, 10, 10, 10, 1},   // everywhere
		{1, 5, 8, 10, -0.602}, // seldom
	} {
		if got := npmi(c.ab, c.a, c.b, c.n); got < c.want-1e-3 || got > c.want+1e-3 {
			t.Errorf("npmi(%d, %d, %d, %d) = %v, want %v", c.ab, c.a, c.b, c.n, got, c.want)
		}
	}
}
