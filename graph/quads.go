package graph

import (
	"slices"

	"github.com/cayleygraph/quad"

	"sitrep/extract"
)

// Quads returns everything that the graph says because of one document, in a
// fixed order. It is pure: equal documents give equal quads.
//
// Facts about an entity (type, name, alias) carry no label and are shared by
// every document that states them; the document points to each by a fact node
// (<document/D> <states> <fact/H>), so that the store can tell which facts go
// when a document goes. Plain edges carry their statement as label. What a
// document calls an entity, and why, carries the document.
func Quads(d *extract.Document) []quad.Quad {
	w := writer{doc: DocumentIRI(d.ID)}
	w.document(d)
	for i := range d.Entities {
		w.entity(&d.Entities[i])
	}
	names := newNaming(d)
	for part := range d.Parts() {
		names.read(part, w.sentences(part))
	}
	w.names(names)
	return w.quads
}

// sentences adds what a part's sentences say, and returns which say something.
func (w *writer) sentences(d *extract.Document) map[int]bool {
	used := map[int]bool{}
	for i := range d.Statements {
		used[d.Statements[i].Sentence] = true
		w.statement(d, &d.Statements[i])
	}
	for _, c := range d.Cooccurrences {
		used[c.Sentence] = true
		w.add(EntityIRI(c.A), CoOccursWith, EntityIRI(c.B), SentenceIRI(d.ID, d.Before+c.Sentence))
	}
	for i, s := range d.Sentences {
		if used[i] {
			w.sentence(d, i, s)
		}
	}
	return used
}

// FactIRI names an unlabelled quad, so that documents can point to it.
func FactIRI(q quad.Quad) quad.IRI {
	return quad.IRI(factPrefix + extract.Hash(quad.StringOf(q.Subject), quad.StringOf(q.Predicate), quad.StringOf(q.Object)))
}

// OntologyQuads returns the ontology as part of the graph: classes hang
// together by subclass_of, predicates by subpredicate_of, and both carry the
// words by which a walk may name them.
func OntologyQuads(o *extract.Ontology) []quad.Quad {
	var w writer
	for _, c := range o.Classes {
		w.add(ClassIRI(c.Name), Type, ClassClass, nil)
		w.add(ClassIRI(c.Name), Named, quad.String(c.Name), nil)
		if c.Parent != "" {
			w.add(ClassIRI(c.Name), SubclassOf, ClassIRI(c.Parent), nil)
		}
		for _, s := range c.Synonyms {
			w.add(ClassIRI(c.Name), Synonym, quad.String(s), nil)
		}
	}
	for _, p := range o.Predicates {
		w.add(PredicateIRI(p.Name), Type, PredicateClass, nil)
		w.add(PredicateIRI(p.Name), Named, quad.String(p.Name), nil)
		if p.Symmetric {
			w.add(PredicateIRI(p.Name), Type, SymmetricClass, nil)
		}
		w.text(PredicateIRI(p.Name), EventType, p.Event)
		if p.Parent != "" {
			w.add(PredicateIRI(p.Name), SubpredicateOf, PredicateIRI(p.Parent), nil)
		}
	}
	return w.quads
}

type writer struct {
	doc   quad.IRI
	quads []quad.Quad
}

func (w *writer) add(s, p, o, label quad.Value) {
	w.quads = append(w.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
}

// fact adds an unlabelled quad that other documents may state too.
func (w *writer) fact(s, p, o quad.Value) {
	q := quad.Quad{Subject: s, Predicate: p, Object: o}
	w.quads = append(w.quads, q)
	w.add(w.doc, States, FactIRI(q), nil)
}

func (w *writer) text(s quad.Value, p quad.IRI, text string) {
	if text != "" {
		w.add(s, p, quad.String(text), nil)
	}
}

func (w *writer) document(d *extract.Document) {
	w.add(w.doc, Type, DocumentClass, nil)
	w.text(w.doc, Source, d.Source)
	w.text(w.doc, Title, d.Title)
	w.text(w.doc, Published, d.Published)
	w.text(w.doc, Text, d.Text)
}

func (w *writer) entity(e *extract.Entity) {
	iri := EntityIRI(e.ID)
	class := e.Subclass
	if class == "" {
		class = string(e.Class)
	}
	w.add(w.doc, Mentions, iri, nil)
	w.fact(iri, Type, ClassIRI(class))
	w.fact(iri, Named, quad.String(e.Name))
	w.keys(iri, e)
	for _, a := range e.Aliases {
		w.fact(iri, Alias, quad.String(a))
	}
}

// keys adds the folded form of the name and of each alias, once each.
func (w *writer) keys(iri quad.IRI, e *extract.Entity) {
	var seen []string
	for _, n := range append([]string{e.Name}, e.Aliases...) {
		if key := extract.Fold(n); key != "" && !slices.Contains(seen, key) {
			seen = append(seen, key)
			w.fact(iri, Key, quad.String(key))
		}
	}
}

func (w *writer) sentence(d *extract.Document, n int, s extract.Sentence) {
	iri := SentenceIRI(d.ID, d.Before+n)
	w.add(iri, Type, SentenceClass, nil)
	w.add(iri, Text, quad.String(d.Slice(s.Span)), nil)
	w.add(iri, InDocument, w.doc, nil)
	w.add(iri, Start, quad.Int(s.Start), nil)
}

func (w *writer) statement(d *extract.Document, s *extract.Statement) {
	iri := StatementIRI(s.ID)
	subject, predicate, object := EntityIRI(s.Subject), PredicateIRI(s.Predicate), EntityIRI(s.Object)
	if s.Status.Holds() {
		w.add(subject, predicate, object, iri)
	}
	w.add(iri, Type, StatementClass, nil)
	w.add(iri, Subject, subject, nil)
	w.add(iri, Predicate, predicate, nil)
	w.add(iri, Object, object, nil)
	w.text(iri, Status, string(s.Status))
	for _, role := range []struct {
		p  quad.IRI
		id string
	}{{AttributedTo, s.AttributedTo}, {Instrument, s.Instrument}, {AtPlace, s.Place}} {
		if role.id != "" {
			w.add(iri, role.p, EntityIRI(role.id), nil)
		}
	}
	if s.Time != nil {
		w.text(iri, TimeFrom, s.Time.From)
		w.text(iri, TimeTo, s.Time.To)
		w.text(iri, TimeText, s.Time.Text)
	}
	w.add(iri, Confidence, quad.Float(s.Confidence), nil)
	w.add(iri, InDocument, w.doc, nil)
	w.add(iri, InSentence, SentenceIRI(d.ID, d.Before+s.Sentence), nil)
	w.add(iri, Start, quad.Int(s.Trigger.Start), nil)
	w.add(iri, End, quad.Int(s.Trigger.End), nil)
	w.text(iri, TriggerText, d.Slice(s.Trigger))
	w.add(iri, SubjectStart, quad.Int(s.SubjectSpan.Start), nil)
	w.add(iri, SubjectEnd, quad.Int(s.SubjectSpan.End), nil)
	w.add(iri, ObjectStart, quad.Int(s.ObjectSpan.Start), nil)
	w.add(iri, ObjectEnd, quad.Int(s.ObjectSpan.End), nil)
}
