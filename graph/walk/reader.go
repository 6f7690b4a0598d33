package walk

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// reader reads one store for one question and remembers what it has read. It
// is used by one goroutine, and thrown away with the answer.
type reader struct {
	ctx      context.Context
	store    *store.Store
	ontology *ontology

	refs       map[quad.Value]ref
	values     map[store.Ref]quad.Value
	types      map[store.Ref][]store.Ref
	nodes      map[store.Ref]Node
	statements map[store.Ref]*statement
	documents  map[store.Ref]*document
	sentences  map[store.Ref]*sentence
	weights    weights
	// events holds the event of each statement, or the statement itself.
	events map[store.Ref]store.Ref
	// unheld are the statements without a plain edge that count, once they had
	// to be listed.
	unheld map[store.Ref]bool
}

// ref is a value's place in the store. A value that the store does not hold
// has no Ref, and the zero Ref must never reach a Pattern, where it means any.
type ref struct {
	store.Ref
	known bool
}

func newReader(ctx context.Context, st *store.Store) (*reader, error) {
	r := &reader{
		ctx:        ctx,
		store:      st,
		refs:       map[quad.Value]ref{},
		values:     map[store.Ref]quad.Value{},
		types:      map[store.Ref][]store.Ref{},
		nodes:      map[store.Ref]Node{},
		statements: map[store.Ref]*statement{},
		documents:  map[store.Ref]*document{},
		sentences:  map[store.Ref]*sentence{},
		events:     map[store.Ref]store.Ref{},
	}
	var err error
	if r.ontology, err = r.readOntology(); err != nil {
		return nil, fmt.Errorf("read the graph's ontology: %w", err)
	}
	return r, nil
}

func (r *reader) ref(v quad.Value) (ref, error) {
	if known, ok := r.refs[v]; ok {
		return known, nil
	}
	found, ok, err := r.store.Ref(r.ctx, v)
	if err != nil {
		return ref{}, err
	}
	r.refs[v] = ref{found, ok}
	if ok {
		r.values[found] = v
	}
	return r.refs[v], nil
}

// load fetches the values of refs that are not known yet, in one batch.
func (r *reader) load(refs []store.Ref) error {
	var missing []store.Ref
	var none store.Ref
	for _, ref := range refs {
		if _, ok := r.values[ref]; !ok && ref != none {
			missing = append(missing, ref)
			r.values[ref] = nil
		}
	}
	if len(missing) == 0 {
		return nil
	}
	values, err := r.store.Values(r.ctx, missing...)
	if err != nil {
		return err
	}
	for i, v := range values {
		r.values[missing[i]] = v
	}
	return nil
}

func (r *reader) value(ref store.Ref) (quad.Value, error) {
	err := r.load([]store.Ref{ref})
	return r.values[ref], err
}

// objects returns what a node's predicate points to.
func (r *reader) objects(s store.Ref, predicate quad.IRI) ([]store.Ref, error) {
	p, err := r.ref(predicate)
	if err != nil || !p.known {
		return nil, err
	}
	var found []store.Ref
	err = r.store.Edges(r.ctx, store.Pattern{S: s, P: p.Ref}, func(e store.Edge) error {
		found = append(found, e.O)
		return nil
	})
	return found, err
}

// subjects returns the nodes whose predicate points to the object.
func (r *reader) subjects(predicate quad.IRI, o store.Ref) ([]store.Ref, error) {
	p, err := r.ref(predicate)
	if err != nil || !p.known {
		return nil, err
	}
	var found []store.Ref
	err = r.store.Edges(r.ctx, store.Pattern{P: p.Ref, O: o}, func(e store.Edge) error {
		found = append(found, e.S)
		return nil
	})
	return found, err
}

// subjectsOf is subjects for an object given by its value.
func (r *reader) subjectsOf(predicate quad.IRI, object quad.Value) ([]store.Ref, error) {
	o, err := r.ref(object)
	if err != nil || !o.known {
		return nil, err
	}
	return r.subjects(predicate, o.Ref)
}

// texts returns the literals that a node's predicate points to, sorted.
func (r *reader) texts(s store.Ref, predicate quad.IRI) ([]string, error) {
	refs, err := r.objects(s, predicate)
	if err != nil {
		return nil, err
	}
	if err := r.load(refs); err != nil {
		return nil, err
	}
	var found []string
	for _, ref := range refs {
		found = append(found, text(r.values[ref]))
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// text is a literal's text, or an IRI's.
func text(v quad.Value) string {
	switch v := v.(type) {
	case nil:
		return ""
	case quad.String:
		return string(v)
	case quad.IRI:
		return string(v)
	default:
		return fmt.Sprint(v.Native())
	}
}

func (r *reader) typesOf(n store.Ref) ([]store.Ref, error) {
	if t, ok := r.types[n]; ok {
		return t, nil
	}
	t, err := r.objects(n, graph.Type)
	if err != nil {
		return nil, err
	}
	r.types[n] = t
	return t, nil
}

// node describes an entity. Where documents give it several classes or names,
// the deepest class and the name that its ID was made of win, then the longest.
func (r *reader) node(n store.Ref) (Node, error) {
	if node, ok := r.nodes[n]; ok {
		return node, nil
	}
	v, err := r.value(n)
	if err != nil {
		return Node{}, err
	}
	node := Node{ID: text(v)}
	if id, ok := graph.EntityID(v); ok {
		node.ID = id
	}
	types, err := r.typesOf(n)
	if err != nil {
		return Node{}, err
	}
	var best *class
	for _, t := range types {
		if c := r.ontology.classes[t]; c != nil && (best == nil || c.depth > best.depth || c.depth == best.depth && c.name < best.name) {
			best = c
		}
	}
	if best != nil {
		if node.Type = best.top().name; best.parent != nil {
			node.Subtype = best.name
		}
	}
	names, err := r.texts(n, graph.Named)
	if err != nil {
		return Node{}, err
	}
	node.Name = preferredName(node.ID, names)
	r.nodes[n] = node
	return node, nil
}

func preferredName(id string, names []string) string {
	if len(names) == 0 {
		return strings.ReplaceAll(path.Base(id), "-", " ")
	}
	return slices.MinFunc(names, func(a, b string) int {
		own := func(name string) int {
			if extract.Slug(name) == path.Base(id) {
				return 0
			}
			return 1
		}
		if d := own(a) - own(b); d != 0 {
			return d
		}
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
}
