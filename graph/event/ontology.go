// Package event finds the statements that tell one event, in one report or in
// several. It is pure: what is one event follows from the statements alone,
// whatever the order in which they came.
package event

import (
	"github.com/cayleygraph/quad"

	"sitrep/extract"
	"sitrep/graph"
)

// Ontology is what grouping needs to know of the graph's own terms.
type Ontology struct {
	// Predicates that tell of events, by name.
	predicates map[string]kind
	// parents holds the class over each class, and the predicate over each
	// predicate of an event.
	parents map[string]string
}

// kind is what the ontology says of one predicate.
type kind struct {
	event     string
	symmetric bool
}

// ParseOntology reads the quads of graph.OntologyQuads; others are passed over.
func ParseOntology(quads []quad.Quad) *Ontology {
	o := &Ontology{predicates: map[string]kind{}, parents: map[string]string{}}
	for _, q := range quads {
		if q.Predicate == graph.EventType {
			o.predicates[bare(q.Subject)] = kind{event: bare(q.Object)}
		}
	}
	for _, q := range quads {
		name := bare(q.Subject)
		k, tells := o.predicates[name]
		switch {
		case q.Predicate == graph.SubclassOf, q.Predicate == graph.SubpredicateOf && tells:
			o.parents[name] = bare(q.Object)
		case q.Predicate == graph.Type && q.Object == graph.SymmetricClass && tells:
			k.symmetric = true
			o.predicates[name] = k
		}
	}
	return o
}

// Any tells whether there are predicates of events at all.
func (o *Ontology) Any() bool { return len(o.predicates) > 0 }

// under tells whether a term is another or lies below it.
func (o *Ontology) under(term, over string) bool {
	for range len(o.parents) + 1 {
		if term == over {
			return true
		}
		if term = o.parents[term]; term == "" {
			break
		}
	}
	return false
}

// related tells whether one of two terms lies over the other, or they are one.
func (o *Ontology) related(a, b string) bool { return o.under(a, b) || o.under(b, a) }

// top is the class over all classes over one.
func (o *Ontology) top(class string) string {
	for range o.parents {
		over := o.parents[class]
		if over == "" {
			break
		}
		class = over
	}
	return class
}

// narrowest returns the deepest of an entity's classes, the first by name where
// several are.
func (o *Ontology) narrowest(classes []string) string {
	best := ""
	for _, c := range classes {
		if best == "" || o.depth(c) > o.depth(best) || o.depth(c) == o.depth(best) && c < best {
			best = c
		}
	}
	return best
}

func (o *Ontology) depth(class string) int {
	n := 0
	for n <= len(o.parents) && o.parents[class] != "" {
		class = o.parents[class]
		n++
	}
	return n
}

var (
	weapon  = string(graph.ClassIRI(string(extract.Weapon)))
	person  = string(graph.ClassIRI(string(extract.Person)))
	country = string(graph.ClassIRI("Country"))
	site    = string(graph.ClassIRI("Site"))
)

// single tells whether things of the class are struck, taken or met one at a
// time, so that two reports of few days that tell of it tell the same. Towns
// and countries are shelled every day, and so are armies.
func (o *Ontology) single(class string) bool {
	top := o.top(class)
	return top == person || top == weapon || class == site
}
