package store

import (
	"fmt"

	"github.com/cayleygraph/quad"

	"sitrep/graph"
)

// Document is what one report adds to the graph, as graph.Quads gives it.
//
// Each quad must be one that the store finds again when the document goes:
// its subject or label is the document, or a node of the document's own (one
// with <document> <document/ID>: statements, sentences); or it is a fact about
// a mentioned entity, unlabelled, for which the document has <states> <fact/H>.
type Document struct {
	ID string
	// Digest tells whether the document changed: one that is stored under the
	// same digest is not looked at. An empty one always counts as changed.
	Digest string
	Quads  []quad.Quad
}

// content is a document's quads as the store keeps them: valid, normal, each
// once, in the document's order.
type content struct {
	own quadSet
	// facts are shared with other documents, by the IRI that a document
	// states them by.
	facts     map[quad.IRI]quad.Quad
	factOrder []quad.IRI
}

func newContent() *content { return &content{facts: map[quad.IRI]quad.Quad{}} }

// size is how many quads the document itself brings.
func (c *content) size() int { return len(c.own.order) + len(c.facts) }

func (c *content) addFact(iri quad.IRI, q quad.Quad) {
	if _, ok := c.facts[iri]; !ok {
		c.factOrder = append(c.factOrder, iri)
	}
	c.facts[iri] = q
}

// quadSet is a set that keeps its order. The zero value is empty.
type quadSet struct {
	has   map[quad.Quad]struct{}
	order []quad.Quad
}

func (s *quadSet) add(q quad.Quad) {
	if s.contains(q) {
		return
	}
	if s.has == nil {
		s.has = map[quad.Quad]struct{}{}
	}
	s.has[q] = struct{}{}
	s.order = append(s.order, q)
}

func (s *quadSet) contains(q quad.Quad) bool {
	_, ok := s.has[q]
	return ok
}

// content sorts a document's quads. The error wraps ErrDocument and names the
// document and the quad.
func (d Document) content() (*content, error) {
	c := newContent()
	if d.ID == "" {
		return c, fmt.Errorf("%w: it has no ID", ErrDocument)
	}
	doc := graph.DocumentIRI(d.ID)
	fail := func(q quad.Quad, why string) (*content, error) {
		return c, fmt.Errorf("%w %s: %s: %s %s %s %s", ErrDocument, d.ID, why,
			quad.StringOf(q.Subject), quad.StringOf(q.Predicate), quad.StringOf(q.Object), quad.StringOf(q.Label))
	}
	quads := append([]quad.Quad{{Subject: doc, Predicate: graph.Type, Object: graph.DocumentClass}}, d.Quads...)
	if d.Digest != "" {
		quads = append(quads, quad.Quad{Subject: doc, Predicate: graph.Digest, Object: quad.String(d.Digest)})
	}
	own := map[quad.Value]bool{doc: true}
	stated := map[quad.Value]bool{}
	mentioned := map[quad.Value]bool{}
	for i, q := range quads {
		if err := Validate(q); err != nil {
			return c, fmt.Errorf("%w %s: %w", ErrDocument, d.ID, err)
		}
		quads[i] = normal(q)
		switch {
		case q.Label != nil:
		case q.Predicate == graph.InDocument && q.Object == doc:
			if shared(q.Subject) {
				return fail(q, "a document, entity or class cannot be its own")
			}
			own[q.Subject] = true
		case q.Subject == doc && q.Predicate == graph.States:
			stated[q.Object] = true
		case q.Subject == doc && q.Predicate == graph.Mentions:
			mentioned[q.Object] = true
		case q.Subject == doc && q.Predicate == graph.Digest && q.Object != quad.String(d.Digest):
			return fail(q, "the digest is another")
		}
	}
	for _, q := range quads {
		if own[q.Subject] || q.Label != nil && own[q.Label] {
			c.own.add(q)
			continue
		}
		fact := graph.FactIRI(q)
		if q.Label != nil || !stated[fact] || !mentioned[q.Subject] {
			return fail(q, "it is neither the document's own nor a fact that it states about an entity that it mentions")
		}
		c.addFact(fact, q)
	}
	for fact := range stated {
		iri, _ := fact.(quad.IRI)
		if _, ok := c.facts[iri]; !ok {
			return fail(quad.Quad{Subject: doc, Predicate: graph.States, Object: fact}, "it states a fact that it does not hold")
		}
	}
	return c, nil
}

// shared tells whether the node may belong to several documents.
func shared(v quad.Value) bool {
	if _, ok := graph.DocumentID(v); ok {
		return true
	}
	if _, ok := graph.EntityID(v); ok {
		return true
	}
	_, ok := graph.ClassName(v)
	return ok
}
