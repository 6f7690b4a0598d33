package event

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/extract"
	"sitrep/graph"
)

var testOntology = ParseOntology(graph.OntologyQuads(&extract.Ontology{
	Classes: []extract.ClassDef{
		{Name: "Person"},
		{Name: "Organisation"},
		{Name: "Place"},
		{Name: "Weapon"},
		{Name: "ArmedGroup", Parent: "Organisation"},
		{Name: "Military", Parent: "Organisation"},
		{Name: "Country", Parent: "Place"},
		{Name: "City", Parent: "Place"},
		{Name: "Site", Parent: "Place"},
		{Name: "Drone", Parent: "Weapon"},
		{Name: "Rocket", Parent: "Weapon"},
		{Name: "Ship", Parent: "Weapon"},
	},
	Predicates: []extract.PredicateDef{
		{Name: "attacked", Event: "attack"},
		{Name: "bombed", Parent: "attacked", Event: "attack"},
		{Name: "fired_at", Parent: "attacked", Event: "attack"},
		{Name: "killed", Event: "killing"},
		{Name: "abducted", Event: "capture"},
		{Name: "seized", Event: "capture"},
		{Name: "met", Symmetric: true, Event: "meeting"},
		{Name: "uses"},
		{Name: "part_of"},
		{Name: "located_in"},
	},
}))

// doc makes the quads of a report from lines "subject|predicate|object", then
// options: "with=", "at=", "on=DAY" or "on=FROM..TO", "status=", "same" for the
// sentence of the line before. An entity is "Class:Name"; one in lower case has
// no name of its own.
func doc(id, published string, lines ...string) []*Telling {
	d := &extract.Document{ID: id, Published: published}
	entity := func(short string) string {
		class, name, _ := strings.Cut(short, ":")
		e := extract.Entity{Class: extract.Class(class), Name: name}
		if parent := testOntology.parents[string(graph.ClassIRI(class))]; parent != "" {
			e.Class, e.Subclass = extract.Class(strings.TrimPrefix(parent, "class/")), class
		}
		if e.ID = extract.EntityID(e.Class, name); name == strings.ToLower(name) {
			e.ID = extract.LocalEntityID(e.Class, id, name)
		}
		if d.Entity(e.ID) == nil {
			d.Entities = append(d.Entities, e)
		}
		return e.ID
	}
	for i, line := range lines {
		parts := strings.Split(line, "|")
		s := extract.Statement{
			Subject: entity(parts[0]), Predicate: parts[1], Object: entity(parts[2]), Status: extract.Asserted,
			Trigger: extract.Span{Start: 10 * i, End: 10*i + 3}, Sentence: i,
		}
		for _, option := range parts[3:] {
			key, value, _ := strings.Cut(option, "=")
			switch key {
			case "with":
				s.Instrument = entity(value)
			case "at":
				s.Place = entity(value)
			case "on":
				from, to, ok := strings.Cut(value, "..")
				if !ok {
					to = from
				}
				s.Time = &extract.Time{From: from, To: to}
			case "status":
				s.Status = extract.Status(value)
			case "same":
				s.Sentence, s.Trigger = i-1, extract.Span{Start: 10 * (i - 1), End: 10*i - 7}
			}
		}
		d.Text = strings.Repeat(" ", 10*len(lines))
		d.Sentences = append(d.Sentences, extract.Sentence{})
		s.ID = fmt.Sprint(id, i)
		d.Statements = append(d.Statements, s)
	}
	return testOntology.Tellings(graph.DocumentIRI(id), graph.Quads(d))
}

// groups lists the statements of each event, sorted.
func groups(events []Event) []string {
	var all []string
	for _, e := range events {
		var ids []string
		for _, q := range testOntology.Quads(e) {
			if id, ok := graph.StatementID(q.Object); ok {
				ids = append(ids, id)
			}
		}
		slices.Sort(ids)
		all = append(all, strings.Join(ids, " "))
	}
	slices.Sort(all)
	return all
}

func TestEvents(t *testing.T) {
	tests := []struct {
		name     string
		tellings []*Telling
		want     []string
	}{
		{"one event in two reports", slices.Concat(
			doc("a", "2024-03-06", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05"),
			doc("b", "2024-03-20", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05")), []string{"a0 b0"}},
		{"and by a narrower predicate", slices.Concat(
			doc("a", "", "ArmedGroup:Lions|attacked|City:Aden|on=2024-03-05"),
			doc("b", "", "ArmedGroup:Lions|bombed|City:Aden|on=2024-03-05")), []string{"a0 b0"}},
		{"shelled and bombed", slices.Concat(
			doc("a", "", "ArmedGroup:Lions|fired_at|City:Aden|on=2024-03-05"),
			doc("b", "", "ArmedGroup:Lions|bombed|City:Aden|on=2024-03-05")), nil},
		{"a month later", slices.Concat(
			doc("a", "2024-03-06", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05"),
			doc("b", "2024-04-06", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-04-05")), nil},
		{"two towns on one day", slices.Concat(
			doc("a", "", "Country:Aria|attacked|City:Aden|on=2024-03-05"),
			doc("b", "", "Country:Aria|attacked|City:Bend|on=2024-03-05")), nil},
		{"one target, two towns", slices.Concat(
			doc("a", "", "Country:Aria|attacked|ArmedGroup:Lions|at=City:Aden|on=2024-03-05"),
			doc("b", "", "Country:Aria|attacked|ArmedGroup:Lions|at=City:Bend|on=2024-03-05")), nil},
		{"a report that gives no place goes with neither of two", slices.Concat(
			doc("a", "", "Country:Aria|attacked|ArmedGroup:Lions|at=City:Aden|on=2024-03-05"),
			doc("b", "", "Country:Aria|attacked|ArmedGroup:Lions|at=City:Bend|on=2024-03-05"),
			doc("c", "", "Country:Aria|attacked|ArmedGroup:Lions|on=2024-03-05")), nil},
		{"a place in the other", slices.Concat(
			doc("a", "", "Country:Aria|attacked|ArmedGroup:Lions|at=City:Aden|on=2024-03-05", "City:Aden|located_in|Country:Borduria"),
			doc("b", "", "Country:Aria|attacked|ArmedGroup:Lions|at=Country:Borduria|on=2024-03-05")), []string{"a0 b0"}},
		{"a denial beside an assertion", slices.Concat(
			doc("a", "", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05"),
			doc("b", "", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05|status=denied")), nil},
		{"towns are shelled every day", slices.Concat(
			doc("a", "", "Country:Aria|attacked|City:Aden|on=2024-03-05"),
			doc("b", "", "Country:Aria|attacked|City:Aden|on=2024-03-06")), nil},
		{"a ship is not", slices.Concat(
			doc("a", "", "Country:Aria|attacked|Ship:Reed|on=2024-03-05"),
			doc("b", "", "Country:Aria|attacked|Ship:Reed|on=2024-03-06")), []string{"a0 b0"}},
		{"unless the days make a chain", slices.Concat(
			doc("a", "", "Country:Aria|attacked|Ship:Reed|on=2024-03-05"),
			doc("b", "", "Country:Aria|attacked|Ship:Reed|on=2024-03-06"),
			doc("c", "", "Country:Aria|attacked|Ship:Reed|on=2024-03-07")), nil},
		{"or one report has both days", slices.Concat(
			doc("a", "", "Country:Aria|attacked|Ship:Reed|on=2024-03-05", "Country:Aria|attacked|Ship:Reed|on=2024-03-06")), nil},
		{"no date, reports of two days", slices.Concat(
			doc("a", "2024-03-05", "ArmedGroup:Lions|attacked|Site:Fort A"),
			doc("b", "2024-03-06", "ArmedGroup:Lions|attacked|Site:Fort A")), []string{"a0 b0"}},
		{"over the turn of a month", slices.Concat(
			doc("a", "2024-02-29", "ArmedGroup:Lions|attacked|Site:Fort A"),
			doc("b", "2024-03-03", "ArmedGroup:Lions|attacked|Site:Fort A"),
			doc("c", "2024-03-03", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-02-29")), []string{"a0 b0 c0"}},
		{"no date, reports of two weeks", slices.Concat(
			doc("a", "2024-03-05", "ArmedGroup:Lions|attacked|Site:Fort A"),
			doc("b", "2024-03-16", "ArmedGroup:Lions|attacked|Site:Fort A")), nil},
		{"no date and a town", slices.Concat(
			doc("a", "2024-03-05", "ArmedGroup:Lions|attacked|City:Aden"),
			doc("b", "2024-03-05", "ArmedGroup:Lions|attacked|City:Aden")), nil},
		{"what has no date joins no two", slices.Concat(
			doc("a", "2024-03-07", "ArmedGroup:Lions|attacked|Site:Fort A"),
			doc("b", "", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05"),
			doc("c", "", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-07")), nil},
		{"undated reports make no chain", slices.Concat(
			doc("a", "2024-03-05", "ArmedGroup:Lions|attacked|Site:Fort A"),
			doc("b", "2024-03-08", "ArmedGroup:Lions|attacked|Site:Fort A"),
			doc("c", "2024-03-11", "ArmedGroup:Lions|attacked|Site:Fort A")), nil},
		{"last week, and its Tuesday", slices.Concat(
			doc("a", "2024-03-12", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-04..2024-03-10"),
			doc("b", "2024-03-06", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05")), []string{"a0 b0"}},
		{"last year, and a day of it", slices.Concat(
			doc("a", "2024-03-12", "ArmedGroup:Lions|attacked|Site:Fort A|on=2023-01-01..2023-12-31"),
			doc("b", "2023-03-06", "ArmedGroup:Lions|attacked|Site:Fort A|on=2023-03-05")), nil},
		{"gunmen and their group", slices.Concat(
			doc("a", "", "ArmedGroup:gunmen|attacked|Site:Fort A|on=2024-03-05"),
			doc("b", "", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05")), []string{"a0 b0"}},
		{"gunmen, and two groups", slices.Concat(
			doc("a", "", "ArmedGroup:gunmen|attacked|Site:Fort A|on=2024-03-05"),
			doc("b", "", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05"),
			doc("c", "", "ArmedGroup:Tigers|attacked|Site:Fort A|on=2024-03-05")), nil},
		{"a minister, and a president", slices.Concat(
			doc("a", "", "Person:minister|attacked|City:Aden|on=2024-03-05"),
			doc("b", "", "Person:Ann|attacked|City:Aden|on=2024-03-05"),
			doc("c", "", "Person:two men|attacked|City:Bend|on=2024-03-05"),
			doc("d", "", "Person:Bob|attacked|City:Bend|on=2024-03-05")), []string{"c0 d0"}},
		{"gunmen and an army", slices.Concat(
			doc("a", "", "ArmedGroup:gunmen|attacked|Site:Fort A|on=2024-03-05"),
			doc("b", "", "Military:Army of Aria|attacked|Site:Fort A|on=2024-03-05")), nil},
		{"troops of one country and those of another", slices.Concat(
			doc("a", "", "Military:arian troops|attacked|Site:Fort A|on=2024-03-05", "Military:arian troops|part_of|Country:Aria"),
			doc("b", "", "Military:Bordurian Army|attacked|Site:Fort A|on=2024-03-05", "Military:Bordurian Army|part_of|Country:Borduria"),
			doc("c", "", "Country:Aria|attacked|Site:Fort A|on=2024-03-05")), []string{"a0 c0"}},
		{"the drone and whoever flew it", slices.Concat(
			doc("a", "", "Drone:drone|attacked|Site:Fort A|on=2024-03-05"),
			doc("b", "", "Country:Aria|attacked|Site:Fort A|with=Drone:two drones|on=2024-03-05", "Drone:two drones|attacked|Site:Fort A|on=2024-03-05|same"),
			doc("c", "", "ArmedGroup:Lions|attacked|Site:Fort A|with=Rocket:rocket|on=2024-03-05")), []string{"a0 b0 b1"}},
		{"a ship and a country", slices.Concat(
			doc("a", "", "Ship:Reed|attacked|Site:Fort A|on=2024-03-05"),
			doc("b", "", "Country:Aria|attacked|Site:Fort A|on=2024-03-05"),
			doc("c", "", "Ship:Reed|attacked|Site:Fort B|on=2024-03-05", "Country:Aria|uses|Ship:Reed"),
			doc("d", "", "Country:Aria|attacked|Site:Fort B|on=2024-03-05")), []string{"c0 d0"}},
		{"drones of others", slices.Concat(
			doc("a", "", "Drone:arian drone|attacked|Site:Fort A|on=2024-03-05", "Country:Aria|uses|Drone:arian drone"),
			doc("b", "", "Country:Borduria|attacked|Site:Fort A|on=2024-03-05")), nil},
		{"a weapon and its owner alone are told once", doc("b", "",
			"Country:Aria|attacked|Site:Fort A|with=Drone:drone|on=2024-03-05", "Drone:drone|attacked|Site:Fort A|on=2024-03-05|same"), nil},
		{"what a sentence joins", doc("a", "",
			"ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05", "ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05|same"), nil},
		{"a report that comes back to it", doc("a", "2024-03-06",
			"ArmedGroup:Lions|attacked|Site:Fort A|on=2024-03-05", "ArmedGroup:Lions|attacked|Site:Fort A"), []string{"a0 a1"}},
		{"hijacked and seized", slices.Concat(
			doc("a", "", "ArmedGroup:Lions|abducted|Ship:Reed|on=2024-03-05"),
			doc("b", "", "ArmedGroup:armed men|seized|Ship:Reed|on=2024-03-05")), []string{"a0 b0"}},
		{"victims without a name", slices.Concat(
			doc("a", "", "Country:Aria|killed|Person:two civilians|at=City:Aden|on=2024-03-05"),
			doc("b", "", "Country:Aria|killed|Person:2 people|at=City:Aden|on=2024-03-05"),
			doc("c", "", "Rocket:rockets|killed|Person:civilians|at=City:Aden|on=2024-03-05")), []string{"a0 b0 c0"}},
		{"more victims, others, elsewhere, the next day", slices.Concat(
			doc("a", "", "Country:Aria|killed|Person:two civilians|at=City:Aden|on=2024-03-05"),
			doc("b", "", "Country:Aria|killed|Person:three civilians|at=City:Aden|on=2024-03-05"),
			doc("c", "", "Country:Aria|killed|Person:two soldiers|at=City:Aden|on=2024-03-05"),
			doc("d", "", "Country:Aria|killed|Person:two civilians|at=City:Bend|on=2024-03-05"),
			doc("e", "", "Country:Aria|killed|Person:two civilians|at=City:Aden|on=2024-03-06")), nil},
		{"met, either way round", slices.Concat(
			doc("a", "", "Person:Ann|met|Person:Bob|on=2024-03-05"),
			doc("b", "", "Person:Bob|met|Person:Ann|on=2024-03-05")), []string{"a0 b0"}},
		{"a state is no event", slices.Concat(
			doc("a", "2024-03-05", "ArmedGroup:Lions|part_of|Country:Aria"),
			doc("b", "2024-03-05", "ArmedGroup:Lions|part_of|Country:Aria")), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, groups(eventsOf(test.tellings))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// eventsOf groups bucket by bucket, as a store does.
func eventsOf(tellings []*Telling) []Event {
	buckets := map[quad.IRI][]*Telling{}
	for _, t := range tellings {
		cell := testOntology.cell(t)
		at := strings.LastIndexByte(string(cell), '/')
		if len(Around(cell, 1)) == 1 {
			at = len(cell)
		}
		buckets[cell[:at]] = append(buckets[cell[:at]], t)
	}
	var events []Event
	for _, b := range buckets {
		events = append(events, testOntology.Events(b)...)
	}
	return events
}

func TestPhrase(t *testing.T) {
	for _, test := range []struct {
		name  string
		count int
		head  string
	}{
		{"gunmen", 0, "gunmen"},
		{"At least 17 border guards of Aria", 17, "guards"},
		{"1,200 people", 1200, "people"},
		{"two hundred and five men", 205, "men"},
		{"twenty-five others", 25, "others"},
		{"23 crew members hostage", 23, "members"},
		{"", 0, ""},
	} {
		if count, head := phrase(test.name); count != test.count || head != test.head {
			t.Errorf("%q: %d %q, want %d %q", test.name, count, head, test.count, test.head)
		}
	}
}

// anyTellings are statements about few things in half a year.
func anyTellings(t *rapid.T) []*Telling {
	var all []*Telling
	for i := range rapid.IntRange(1, 25).Draw(t, "reports") {
		day := func(what string) string {
			return date(19700 + rapid.IntRange(0, 100).Draw(t, what)).Format("2006-01-02")
		}
		line := rapid.SampledFrom([]string{"ArmedGroup:Lions", "ArmedGroup:gunmen", "Drone:drone", "ArmedGroup:Tigers"}).Draw(t, "subject") +
			"|" + rapid.SampledFrom([]string{"attacked", "bombed"}).Draw(t, "predicate") +
			"|" + rapid.SampledFrom([]string{"Site:Fort A", "Ship:Reed", "City:Aden"}).Draw(t, "object")
		if from := day("from"); rapid.Bool().Draw(t, "dated") {
			line += "|on=" + from
			if rapid.Bool().Draw(t, "interval") {
				d, _ := (&Telling{Published: from}).publishedDay()
				line += ".." + date(d+rapid.IntRange(0, 9).Draw(t, "length")).Format("2006-01-02")
			}
		}
		if rapid.Bool().Draw(t, "placed") {
			line += "|at=" + rapid.SampledFrom([]string{"City:Aden", "City:Bend"}).Draw(t, "place")
		}
		all = append(all, doc(fmt.Sprint("d", i), day("published"), line)...)
	}
	return all
}

func (t *Telling) publishedDay() (int, bool) { return day(t.Published) }

// TestReach: the events that touch a month follow from its tellings and those
// of the months around it.
func TestReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyTellings(t)
		for _, one := range all {
			cell := testOntology.cell(one)
			near := map[quad.IRI]bool{}
			for _, c := range Around(cell, Reach) {
				near[c] = true
			}
			var some []*Telling
			for _, other := range all {
				if near[testOntology.cell(other)] {
					some = append(some, other)
				}
			}
			with := func(events []Event) []Event {
				return slices.DeleteFunc(events, func(e Event) bool { return !slices.Contains(e.Tellings, one) })
			}
			if diff := cmp.Diff(groups(with(eventsOf(all))), groups(with(eventsOf(some)))); diff != "" {
				t.Fatalf("%s: all (-) and near (+):\n%s", one.Statement, diff)
			}
		}
	})
}

// TestOrder: the order of the tellings is nothing, and a telling survives the
// store.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyTellings(t)
		want := groups(eventsOf(all))
		var read []*Telling
		for _, i := range rapid.Permutation(slices.Collect(indices(len(all)))).Draw(t, "order") {
			back, err := ParseQuad(testOntology.Quad(all[i]))
			if err != nil {
				t.Fatal(err)
			}
			read = append(read, back)
		}
		if diff := cmp.Diff(want, groups(eventsOf(read))); diff != "" {
			t.Fatal(diff)
		}
		for _, e := range eventsOf(all) {
			for i, a := range e.Tellings {
				for _, b := range e.Tellings[:i] {
					if !testOntology.same(a, b) {
						t.Fatalf("%s and %s are one event and cannot be", a.Statement, b.Statement)
					}
				}
			}
		}
	})
}

func indices(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestParseQuad(t *testing.T) {
	for _, object := range []quad.Value{quad.String("{"), quad.Int(1), quad.String(`{"object": 1}`)} {
		if _, err := ParseQuad(quad.Quad{Subject: quad.IRI("statement/1"), Predicate: graph.ToldAs, Object: object}); err == nil {
			t.Errorf("%v: want an error", object)
		}
	}
}
