package graph

import (
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/extract"
)

// told is a report of one sentence in which Smith's long and short names both
// stand, one with the short name and a pronoun, and one with another person.
func told() *extract.Document {
	d := &extract.Document{ID: "r", Source: "r"}
	john := extract.Entity{ID: "person/john-smith", Class: extract.Person, Name: "John Smith", Aliases: []string{"Smith", "J. Smith"}}
	mary := extract.Entity{ID: "person/mary-jones", Class: extract.Person, Name: "Mary Jones"}
	base := extract.Entity{ID: "place/base", Class: extract.Place, Subclass: "Site", Name: "Base"}
	d.Entities = []extract.Entity{john, mary, base}
	sentence := func() { d.Sentences = append(d.Sentences, extract.Sentence{}) }
	say := func(text string, entity string, form extract.Form, reason string) extract.Span {
		n := len(d.Sentences) - 1
		if d.Sentences[n].Span == (extract.Span{}) {
			d.Sentences[n].Start = len(d.Text)
		}
		s := extract.Span{Start: len(d.Text), End: len(d.Text) + len(text)}
		d.Text += text + " "
		d.Sentences[n].End = len(d.Text)
		if entity != "" {
			d.Mentions = append(d.Mentions, extract.Mention{Span: s, Form: form, Reason: reason, Sentence: n, Entity: entity})
		}
		return s
	}
	state := func(subject, object string, s, o extract.Span, by string) {
		st := extract.Statement{Subject: subject, Predicate: "attacked", Object: object, Status: extract.Asserted, SubjectSpan: s, ObjectSpan: o, AttributedTo: by, Sentence: len(d.Sentences) - 1}
		st.ID = subject[len(subject)-5:] + "-" + object[len(object)-4:]
		d.Statements = append(d.Statements, st)
	}
	sentence()
	long := say("John Smith", john.ID, extract.Name, extract.FirstMention)
	short := say("Smith", john.ID, extract.Name, "part of a longer name")
	at := say("Base", base.ID, extract.Name, extract.FirstMention)
	state(john.ID, base.ID, short, at, "")
	state(base.ID, john.ID, at, long, "")
	sentence()
	say("Smith", john.ID, extract.Name, "part of a longer name")
	he := say("He", john.ID, extract.Pronoun, "pronoun")
	other := say("Mary Jones", mary.ID, extract.Name, extract.FirstMention)
	state(john.ID, mary.ID, he, other, john.ID)
	d.Cooccurrences = []extract.Cooccurrence{{A: john.ID, B: base.ID, Sentence: 0}, {A: john.ID, B: mary.ID, Sentence: 1}}
	return d
}

// about lists, in short, the quads that name an entity.
func about(quads []quad.Quad, id string) []string {
	var lines []string
	for _, q := range quads {
		if q.Predicate != States && (q.Subject == EntityIRI(id) || q.Object == EntityIRI(id)) {
			lines = append(lines, strings.TrimSuffix(q.NQuad(), " ."))
		}
	}
	slices.Sort(lines)
	return lines
}

func TestNames(t *testing.T) {
	var got []string
	for _, q := range Quads(told()) {
		if q.Predicate == Resolved || q.Predicate == Called {
			got = append(got, quad.ToString(q.Object)+" in "+quad.StringOf(q.Label))
		}
	}
	want := []string{
		`"John Smith": first mention in <document/r>`, `"Smith": part of a longer name in <document/r>`,
		`John Smith in <sentence/r/0>`, `Smith in <sentence/r/0>`, `Smith in <sentence/r/1>`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRewriteSplit(t *testing.T) {
	split := NewSplit("person/john-smith", "smith", "", "a mayor")
	quads, by := NewDecisions(split).Rewrite("r", Quads(told()))
	if len(by) != 1 || *by[0] != split {
		t.Errorf("decided by %v", by)
	}
	iri := quad.StringOf(EntityIRI(split.Other))
	want := []string{
		`<document/r> <mentions> ` + iri,
		iri + ` <attacked> <entity/person/mary-jones> <statement/smith-ones>`,
		iri + ` <attacked> <entity/place/base> <statement/smith-base>`,
		iri + ` <called> "Smith" <sentence/r/0>`,
		iri + ` <called> "Smith" <sentence/r/1>`,
		iri + ` <co_occurs_with> <entity/place/base> <sentence/r/0>`,
		iri + ` <key> "smith"`,
		iri + ` <name> "Smith"`,
		iri + ` <resolved> "\"Smith\": split by hand from person/john-smith: a mayor" <document/r>`,
		iri + ` <type> <class/Person>`,
		`<entity/person/mary-jones> <co_occurs_with> ` + iri + ` <sentence/r/1>`,
		`<statement/smith-base> <subject> ` + iri,
		`<statement/smith-ones> <attributed_to> ` + iri,
		`<statement/smith-ones> <subject> ` + iri,
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, about(quads, split.Other)); diff != "" {
		t.Errorf("the new entity (-want +got):\n%s", diff)
	}
	want = []string{
		`<document/r> <mentions> <entity/person/john-smith>`,
		`<entity/person/john-smith> <alias> "J. Smith"`,
		`<entity/person/john-smith> <called> "John Smith" <sentence/r/0>`,
		`<entity/person/john-smith> <co_occurs_with> <entity/place/base> <sentence/r/0>`,
		`<entity/person/john-smith> <key> "j smith"`,
		`<entity/person/john-smith> <key> "john smith"`,
		`<entity/person/john-smith> <name> "John Smith"`,
		`<entity/person/john-smith> <resolved> "\"John Smith\": first mention" <document/r>`,
		`<entity/person/john-smith> <type> <class/Person>`,
		`<entity/place/base> <attacked> <entity/person/john-smith> <statement//base-mith>`,
		`<statement//base-mith> <object> <entity/person/john-smith>`,
	}
	if diff := cmp.Diff(want, about(quads, "person/john-smith")); diff != "" {
		t.Errorf("the old entity (-want +got):\n%s", diff)
	}
	// In another report, or by another name, nothing is changed.
	for _, d := range []Decision{
		NewSplit("person/john-smith", "smith", "r2", ""), NewSplit("person/john-smith", "Jones", "", ""), NewSplit("person/jane-smith", "smith", "", ""),
	} {
		if _, by := NewDecisions(d).Rewrite("r", Quads(told())); by != nil {
			t.Errorf("%+v changed something", d)
		}
	}
}

// What is said of one report goes over what is said of all, and a name that is
// the only one takes the entity with it.
func TestRewriteSplitWhole(t *testing.T) {
	all, one := NewSplit("person/mary-jones", "Mary Jones", "", ""), NewSplit("person/mary-jones", "mary jones", "r", "")
	quads, by := NewDecisions(all, one).Rewrite("r", Quads(told()))
	if len(by) != 1 || *by[0] != one || len(about(quads, "person/mary-jones")) != 0 || len(about(quads, all.Other)) != 0 {
		t.Errorf("decided by %v; %v", by, about(quads, "person/mary-jones"))
	}
	if got := about(quads, one.Other); !slices.Contains(got, quad.StringOf(EntityIRI(one.Other))+` <name> "Mary Jones"`) {
		t.Errorf("the new entity: %v", got)
	}
}

func TestRewriteMerge(t *testing.T) {
	merges := []Decision{
		{Entity: "person/mary-jones", Other: "person/john-smith", Reason: "why: not"},
		{Entity: "organisation/a", Other: "person/mary-jones"},
	}
	ds := NewDecisions(merges...)
	quads, by := ds.Rewrite("r", Quads(told()))
	if len(by) != 2 {
		t.Errorf("decided by %v", by)
	}
	for _, gone := range []string{"person/mary-jones", "person/john-smith"} {
		if got := about(quads, gone); len(got) != 0 {
			t.Errorf("%s is still there: %v", gone, got)
		}
	}
	want := []string{
		`<document/r> <mentions> <entity/organisation/a>`,
		`<entity/organisation/a> <alias> "J. Smith"`,
		`<entity/organisation/a> <alias> "John Smith"`,
		`<entity/organisation/a> <alias> "Mary Jones"`,
		`<entity/organisation/a> <alias> "Smith"`,
		`<entity/organisation/a> <attacked> <entity/place/base> <statement/smith-base>`,
		`<entity/organisation/a> <called> "John Smith" <sentence/r/0>`,
		`<entity/organisation/a> <called> "Smith" <sentence/r/0>`,
		`<entity/organisation/a> <called> "Smith" <sentence/r/1>`,
		`<entity/organisation/a> <co_occurs_with> <entity/place/base> <sentence/r/0>`,
		`<entity/organisation/a> <key> "j smith"`,
		`<entity/organisation/a> <key> "john smith"`,
		`<entity/organisation/a> <key> "mary jones"`,
		`<entity/organisation/a> <key> "smith"`,
		`<entity/organisation/a> <resolved> "\"John Smith\": first mention" <document/r>`,
		`<entity/organisation/a> <resolved> "\"John Smith\": merged by hand: why: not" <document/r>`,
		`<entity/organisation/a> <resolved> "\"Mary Jones\": merged by hand" <document/r>`,
		`<entity/organisation/a> <resolved> "\"Smith\": part of a longer name" <document/r>`,
		`<entity/organisation/a> <type> <class/Organisation>`,
		`<entity/place/base> <attacked> <entity/organisation/a> <statement//base-mith>`,
		`<statement//base-mith> <object> <entity/organisation/a>`,
		`<statement/smith-base> <subject> <entity/organisation/a>`,
		`<statement/smith-ones> <attributed_to> <entity/organisation/a>`,
		`<statement/smith-ones> <object> <entity/organisation/a>`,
		`<statement/smith-ones> <subject> <entity/organisation/a>`,
	}
	if diff := cmp.Diff(want, about(quads, "organisation/a")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := ds.List(); !cmp.Equal(got, merges) {
		t.Errorf("listed as %v: what is merged itself must be merged into first", got)
	}
}

func TestDecisionQuads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zé/ "%:\\]{1,6}`)
		d := Decision{Entity: text.Draw(t, "entity"), Other: text.Draw(t, "other"), Reason: rapid.String().Draw(t, "reason")}
		if rapid.Bool().Draw(t, "split") {
			d = NewSplit(d.Entity, text.Draw(t, "name"), rapid.SampledFrom([]string{"", "a b.txt"}).Draw(t, "document"), d.Reason)
		}
		if got := ParseDecisions(d.Quads()).List(); !cmp.Equal(got, []Decision{d}) {
			t.Fatalf("%+v came back as %+v", d, got)
		}
	})
}

func TestResolutionComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Resolution{rapid.String().Draw(t, "name"), rapid.String().Draw(t, "reason")}
		if got, ok := ParseResolution(r.value()); !ok || got != r {
			t.Fatalf("%+v came back as %+v, %v", r, got, ok)
		}
	})
	for _, v := range []quad.Value{nil, quad.IRI("a"), quad.String(`x`), quad.String(`"x" y`)} {
		if r, ok := ParseResolution(v); ok {
			t.Errorf("%v is %+v", v, r)
		}
	}
}
