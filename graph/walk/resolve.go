package walk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/hbollon/go-edlib"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// ErrUnknown marks a name, class, predicate or document that the graph does
// not hold. The error names the nearest ones that it does hold.
var ErrUnknown = errors.New("not in the graph")

// nodeSet is what a term stands for: any entity, the members of some classes,
// or the listed entities.
type nodeSet struct {
	any     bool
	classes []*class
	listed  []store.Ref
}

// resolve finds what a term stands for. A name may stand for several entities;
// all are taken. An entity's name comes before a class's, but not that of a
// thing without a name of its own: "militia" is the class, even where a report
// speaks of "the militia". The error wraps ErrUnknown.
func (r *reader) resolve(t graph.Term) (nodeSet, error) {
	if t.Kind == graph.AnyNode {
		return nodeSet{any: true}, nil
	}
	if t.Kind != graph.ClassTerm {
		listed, err := r.entities(t)
		if err != nil {
			return nodeSet{}, err
		}
		if c := r.ontology.class(t.Text); c != nil && t.Kind == graph.Word && !slices.ContainsFunc(listed, r.named) {
			return nodeSet{classes: c.under()}, nil
		}
		if len(listed) > 0 {
			return nodeSet{listed: listed}, nil
		}
	}
	if t.Kind == graph.ClassTerm {
		if c := r.ontology.class(t.Text); c != nil {
			return nodeSet{classes: c.under()}, nil
		}
	}
	what := "name or class"
	switch t.Kind {
	case graph.ClassTerm:
		what = "class"
	case graph.NameTerm:
		what = "name"
	}
	near, err := r.nearNames(t)
	if err != nil {
		return nodeSet{}, err
	}
	return nodeSet{}, unknown(what, t.Text, near)
}

// named tells whether an entity has a name of its own.
func (r *reader) named(ref store.Ref) bool {
	id, ok := graph.EntityID(r.values[ref])
	return ok && !extract.IsLocal(id)
}

// entities finds entities by ID, or by name or alias.
func (r *reader) entities(t graph.Term) ([]store.Ref, error) {
	if t.Kind == graph.Word && strings.Contains(t.Text, "/") {
		id := strings.TrimPrefix(strings.Trim(t.Text, "<>"), "entity/")
		// An ID as shown, or already escaped as in an IRI.
		for _, iri := range []quad.IRI{graph.EntityIRI(id), quad.IRI("entity/" + id)} {
			found, err := r.ref(iri)
			if err != nil {
				return nil, err
			}
			if !found.known {
				continue
			}
			if types, err := r.typesOf(found.Ref); err != nil || len(types) > 0 {
				return []store.Ref{found.Ref}, err
			}
			if kept, err := r.keptFor(found.Ref); err != nil || len(kept) > 0 {
				return kept, err
			}
		}
	}
	var found []store.Ref
	for _, fact := range []struct {
		predicate quad.IRI
		text      string
	}{{graph.Key, extract.Fold(t.Text)}, {graph.Named, t.Text}, {graph.Alias, t.Text}} {
		refs, err := r.subjectsOf(fact.predicate, quad.String(fact.text))
		if err != nil {
			return nil, err
		}
		if err := r.load(refs); err != nil {
			return nil, err
		}
		for _, ref := range refs {
			if _, ok := graph.EntityID(r.values[ref]); ok && !slices.Contains(found, ref) {
				found = append(found, ref)
			}
		}
	}
	return found, r.sortByID(found)
}

// keptFor returns the entity with which one was merged by hand, so that the ID
// that it had still finds it.
func (r *reader) keptFor(merged store.Ref) ([]store.Ref, error) {
	for range maxMerges {
		decisions, err := r.subjects(graph.MergedWith, merged)
		if err != nil || len(decisions) == 0 {
			return nil, err
		}
		kept, err := r.objects(decisions[0], graph.Kept)
		if err != nil || len(kept) == 0 {
			return nil, err
		}
		types, err := r.typesOf(kept[0])
		if err != nil {
			return nil, err
		}
		if len(types) > 0 {
			return kept[:1], r.load(kept[:1])
		}
		merged = kept[0]
	}
	return nil, nil
}

// maxMerges bounds the merges followed, one into the other.
const maxMerges = 100

// documentsNamed finds documents by ID, or by source. The error wraps ErrUnknown.
func (r *reader) documentsNamed(text string) ([]store.Ref, error) {
	doc, err := r.ref(graph.DocumentIRI(text))
	if err != nil {
		return nil, err
	}
	if doc.known {
		return []store.Ref{doc.Ref}, nil
	}
	found, err := r.subjectsOf(graph.Source, quad.String(text))
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("document %q: %w; give the id or the source that show and walk print", text, ErrUnknown)
	}
	return found, err
}

// sortByID puts nodes into an order that does not depend on the store.
func (r *reader) sortByID(refs []store.Ref) error {
	if err := r.load(refs); err != nil {
		return err
	}
	slices.SortFunc(refs, func(a, b store.Ref) int { return strings.Compare(text(r.values[a]), text(r.values[b])) })
	return nil
}

// predicateSet is what one step may take: the predicates of one edge, or of a
// stretch of edges.
type predicateSet struct {
	predicates []*predicate
	repeated   bool
}

// resolvePredicate finds the predicates of a step, sub-predicates included.
// The error wraps ErrUnknown.
func (r *reader) resolvePredicate(t graph.PredicateTerm) ([]predicateSet, error) {
	var sets []predicateSet
	add := func(names []string, repeated bool) error {
		set := predicateSet{repeated: repeated}
		for _, name := range names {
			found, err := r.predicatesNamed(name)
			if err != nil {
				return err
			}
			for _, p := range found {
				if !slices.Contains(set.predicates, p) {
					set.predicates = append(set.predicates, p)
				}
			}
		}
		sets = append(sets, set)
		return nil
	}
	if len(t.Once) > 0 {
		if err := add(t.Once, false); err != nil {
			return nil, err
		}
	}
	for _, names := range t.Repeated {
		if err := add(names, true); err != nil {
			return nil, err
		}
	}
	return sets, nil
}

func (r *reader) predicatesNamed(name string) ([]*predicate, error) {
	if name == graph.AnyPredicate {
		return r.ontology.all, nil
	}
	key := strings.ReplaceAll(extract.Fold(name), " ", "_")
	if p := r.ontology.predicates[key]; p != nil {
		return p.under(), nil
	}
	if key == string(graph.CoOccursWith) {
		return nil, nil // a graph without a pair: nothing is found, nothing is wrong
	}
	near := nearest{text: key}
	for known := range r.ontology.predicates {
		near.add(known, known)
	}
	return nil, unknown("predicate", name, near.texts())
}

func unknown(what, text string, near []string) error {
	hint := ""
	if len(near) > 0 {
		hint = "; nearest: " + strings.Join(near, ", ")
	}
	return fmt.Errorf("%s %q: %w%s", what, text, ErrUnknown, hint)
}

// maxBeginning and maxCompared bound the search for names like an unknown one, so
// that a mistake in a graph of millions of entities is reported at once.
const (
	maxBeginning = 1000
	maxCompared  = 20_000
)

// nearNames returns the names and class words that are most like the term's.
func (r *reader) nearNames(t graph.Term) ([]string, error) {
	near := nearest{text: extract.Fold(t.Text)}
	if t.Kind != graph.NameTerm {
		for word, c := range r.ontology.words {
			near.add(word, "class:"+c.name)
		}
	}
	if t.Kind == graph.ClassTerm {
		return near.texts(), nil
	}
	// Names of which a word begins as the text does, as far as need be to find
	// enough; where that finds none, whatever names come first.
	begin := []rune(near.text)
	for n := len(begin); n > 0 && len(near.best) < maxNear; n-- {
		if err := r.compare(&near, string(begin[:n]), maxBeginning); err != nil {
			return nil, err
		}
	}
	if len(near.best) == 0 {
		if err := r.compare(&near, "", maxCompared); err != nil {
			return nil, err
		}
	}
	return r.properNames(near.texts())
}

// compare adds names of which a word begins as is said.
func (r *reader) compare(near *nearest, begin string, most int) error {
	compared := 0
	return r.store.Complete(r.ctx, begin, func(c store.Completion) error {
		near.add(c.Name, c.Name)
		if compared++; compared >= most {
			return store.ErrStop
		}
		return nil
	})
}

// properNames writes each key as the entity that it belongs to is named, where
// the graph says so.
func (r *reader) properNames(keys []string) ([]string, error) {
	var names []string
	for _, key := range keys {
		name := key
		if !strings.HasPrefix(key, "class:") {
			found, err := r.entities(graph.Term{Kind: graph.NameTerm, Text: key})
			if err != nil {
				return nil, err
			}
			for _, ref := range found {
				node, err := r.node(ref)
				if err != nil {
					return nil, err
				}
				if extract.Fold(node.Name) == key {
					name = node.Name
				}
			}
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, nil
}

// nearest keeps the texts that are most like one.
type nearest struct {
	text string
	best []candidate
}

type candidate struct {
	shown      string
	similarity float32
}

const (
	maxNear       = 5
	minSimilarity = 0.75
)

func (n *nearest) add(key, shown string) {
	similarity := edlib.JaroWinklerSimilarity(n.text, key)
	if similarity < minSimilarity {
		return
	}
	if i := slices.IndexFunc(n.best, func(c candidate) bool { return c.shown == shown }); i >= 0 {
		n.best[i].similarity = max(n.best[i].similarity, similarity)
	} else {
		n.best = append(n.best, candidate{shown, similarity})
	}
	slices.SortFunc(n.best, func(a, b candidate) int {
		if a.similarity != b.similarity {
			if a.similarity > b.similarity {
				return -1
			}
			return 1
		}
		return strings.Compare(a.shown, b.shown)
	})
	n.best = n.best[:min(len(n.best), maxNear+1)]
}

func (n *nearest) texts() []string {
	var texts []string
	for _, c := range n.best[:min(len(n.best), maxNear)] {
		texts = append(texts, c.shown)
	}
	return texts
}
