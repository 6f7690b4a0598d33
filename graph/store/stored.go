package store

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"sitrep/graph"
)

// find calls fn for each quad of these values; a nil value matches anything.
func find(ctx context.Context, r reader, subject, predicate, object quad.Value, fn func(quad.Quad) error) error {
	values := []quad.Value{subject, predicate, object}
	refs, err := r.refs(ctx, values)
	if err != nil {
		return err
	}
	for i, v := range values {
		if v != nil && refs[i] == 0 {
			return nil
		}
	}
	err = r.quads(ctx, Pattern{S: refs[0], P: refs[1], O: refs[2]}, fn)
	if errors.Is(err, ErrStop) {
		return nil
	}
	return err
}

// count counts the edges that match, up to most.
func count(ctx context.Context, r reader, p Pattern, most int) (int, error) {
	n := 0
	err := r.edges(ctx, p, func(Edge) error {
		if n++; n >= most {
			return ErrStop
		}
		return nil
	})
	if err != nil && !errors.Is(err, ErrStop) {
		return 0, err
	}
	return n, nil
}

// stored tells whether a document is there, and with which digest.
func stored(ctx context.Context, r reader, id string) (digest string, there bool, err error) {
	err = find(ctx, r, graph.DocumentIRI(id), graph.Type, graph.DocumentClass, func(quad.Quad) error {
		there = true
		return nil
	})
	if err != nil || !there {
		return "", false, err
	}
	err = find(ctx, r, graph.DocumentIRI(id), graph.Digest, nil, func(q quad.Quad) error {
		digest = quad.ToString(q.Object)
		return nil
	})
	return digest, true, err
}

// read gathers what a document holds: the reverse of Document.content.
func read(ctx context.Context, r reader, id string) (*content, error) {
	c := newContent()
	refs, err := r.refs(ctx, []quad.Value{graph.DocumentIRI(id), graph.InDocument, graph.States, graph.Mentions})
	if err != nil || refs[0] == 0 {
		return c, err
	}
	doc, in, states, mentions := refs[0], refs[1], refs[2], refs[3]

	var entities, own []Ref
	var edges []Edge
	keep := func(e Edge) error { edges = append(edges, e); return nil }
	err = r.edges(ctx, Pattern{S: doc}, func(e Edge) error {
		if e.P == mentions && e.L == 0 {
			entities = append(entities, e.O)
		}
		return keep(e)
	})
	if err != nil {
		return c, err
	}
	if in != 0 {
		err = r.edges(ctx, Pattern{P: in, O: doc, L: Unlabelled}, func(e Edge) error {
			own = append(own, e.S)
			return nil
		})
		if err != nil {
			return c, err
		}
	}
	for _, node := range own {
		if err := r.edges(ctx, Pattern{S: node}, keep); err != nil {
			return c, err
		}
	}
	for _, node := range append(own, doc) {
		if err := r.edges(ctx, Pattern{L: node}, keep); err != nil {
			return c, err
		}
	}
	quads, err := name(ctx, r, edges)
	if err != nil {
		return c, err
	}
	for _, q := range quads {
		c.own.add(q)
	}
	if states == 0 {
		return c, nil
	}
	return c, c.readFacts(ctx, r, graph.DocumentIRI(id), entities)
}

// readFacts finds the facts that a document states among those of the entities
// that it mentions.
func (c *content) readFacts(ctx context.Context, r reader, doc quad.IRI, entities []Ref) error {
	stated := map[quad.IRI]bool{}
	for _, q := range c.own.order {
		if iri, ok := q.Object.(quad.IRI); ok && q.Subject == doc && q.Predicate == graph.States {
			stated[iri] = true
		}
	}
	var edges []Edge
	for _, e := range entities {
		err := r.edges(ctx, Pattern{S: e, L: Unlabelled}, func(e Edge) error {
			edges = append(edges, e)
			return nil
		})
		if err != nil {
			return err
		}
	}
	quads, err := name(ctx, r, edges)
	if err != nil {
		return err
	}
	for _, q := range quads {
		if fact := graph.FactIRI(q); stated[fact] {
			c.addFact(fact, q)
		}
	}
	return nil
}

// describeOntology adds the unlabelled quads of the classes and predicates.
func describeOntology(ctx context.Context, r reader, set *quadSet) error {
	for _, class := range []quad.Value{graph.ClassClass, graph.PredicateClass} {
		if err := describe(ctx, r, class, set); err != nil {
			return err
		}
	}
	return nil
}

// describe adds the unlabelled quads of every node of a class to set.
func describe(ctx context.Context, r reader, class quad.Value, set *quadSet) error {
	refs, err := r.refs(ctx, []quad.Value{graph.Type, class})
	if err != nil || refs[0] == 0 || refs[1] == 0 {
		return err
	}
	var nodes []Ref
	err = r.edges(ctx, Pattern{P: refs[0], O: refs[1], L: Unlabelled}, func(e Edge) error {
		nodes = append(nodes, e.S)
		return nil
	})
	if err != nil {
		return err
	}
	for _, node := range nodes {
		err := r.quads(ctx, Pattern{S: node, L: Unlabelled}, func(q quad.Quad) error {
			set.add(q)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
