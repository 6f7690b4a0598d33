package lexicon

import (
	"slices"

	"sitrep/extract"
)

// Example is a sentence with a statement that it makes or, where Status is
// empty, one from which no such plain edge may come ("-" stands for anything):
// how a predicate is meant, and what the tests hold the pipeline to.
type Example struct {
	Predicate string
	// Subject and Object are words of the expected mentions or of their names.
	Subject, Object string
	Status          extract.Status
	Sentence        string
}

// addExample adds a row of examples.tsv; the status "none" marks a
// counter-example.
func (l *Lexicon) addExample(r row) error {
	e := Example{Predicate: r.get("predicate"), Subject: r.get("subject"), Object: r.get("object"), Sentence: r.get("sentence")}
	if l.Ontology.Predicate(e.Predicate) == nil {
		return r.errorf("%q is no predicate of the ontology", e.Predicate)
	}
	if status := extract.Status(r.get("status")); status != "none" {
		if !slices.Contains(extract.Statuses, status) {
			return r.errorf("%q is neither a status nor none", status)
		}
		e.Status = status
	}
	l.Examples = append(l.Examples, e)
	return nil
}
