package english

import (
	"context"
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// TestExamples runs every example of the lexicon. A learned tagger and parser
// stand below, so a few may fail; a counter-example that becomes an edge is
// worse than an example that is missed.
func TestExamples(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	right, wrong := map[bool]int{}, map[bool]int{}
	seen, counter := map[string]int{}, map[string]int{}
	for _, e := range p.Lexicon.Examples {
		if p.Lexicon.Ontology.Predicate(e.Predicate) == nil {
			t.Errorf("%q is no predicate: %s", e.Predicate, e.Sentence)
			continue
		}
		d := &extract.Document{ID: "example", Text: e.Sentence, Published: "2024-05-15"}
		if err := p.Run(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		counts := e.Status == ""
		if counts {
			counter[e.Predicate]++
		} else {
			seen[e.Predicate]++
		}
		if says(d, e) != counts {
			right[counts]++
			continue
		}
		wrong[counts]++
		t.Logf("%s %q -> %q [%s]: %s", e.Predicate, e.Subject, e.Object, e.Status, e.Sentence)
	}
	for _, def := range p.Lexicon.Ontology.Predicates {
		switch def.Name {
		case "same_as", "co_occurs_with":
			continue
		}
		if seen[def.Name] < 3 || counter[def.Name] < 2 {
			t.Errorf("%s has %d examples and %d counter-examples; it needs 3 and 2", def.Name, seen[def.Name], counter[def.Name])
		}
	}
	if n := right[false] + wrong[false]; right[false]*100 < n*85 {
		t.Errorf("%d of %d examples found, want 85%%", right[false], n)
	}
	if n := right[true] + wrong[true]; right[true]*100 < n*95 {
		t.Errorf("%d of %d counter-examples give no edge, want 95%%", right[true], n)
	}
}

// says tells whether the document states the example; for a counter-example,
// whether it has the edge that must not be.
func says(d *extract.Document, e lexicon.Example) bool {
	for _, s := range d.Statements {
		if s.Predicate != e.Predicate {
			continue
		}
		if e.Status == "" && !s.Status.Holds() || e.Status != "" && s.Status != e.Status {
			continue
		}
		forth := names(d, s.Subject, s.SubjectSpan, e.Subject) && names(d, s.Object, s.ObjectSpan, e.Object)
		back := names(d, s.Subject, s.SubjectSpan, e.Object) && names(d, s.Object, s.ObjectSpan, e.Subject)
		if forth || back && symmetric[e.Predicate] {
			return true
		}
	}
	return false
}

var symmetric = map[string]bool{"clashed_with": true, "met": true, "agreed_with": true, "allied_with": true}

func names(d *extract.Document, id string, span extract.Span, want string) bool {
	if want == "-" {
		return true
	}
	want = extract.Fold(want)
	name := ""
	if e := d.Entity(id); e != nil {
		name = e.Name + " " + strings.Join(e.Aliases, " ")
	}
	return strings.Contains(extract.Fold(name), want) || strings.Contains(extract.Fold(d.Slice(span)), want)
}
