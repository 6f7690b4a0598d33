package walk

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// arc leads from a node to a neighbour: all edges of one predicate between the
// two, with the labels (statements or sentences) that count for it.
type arc struct {
	to        store.Ref
	predicate *predicate
	labels    []store.Ref
	// events are those that the labels tell, once they are grouped: true where
	// statements elsewhere may tell them too. A label without one is its own.
	events map[store.Ref]bool
	weight *Weight
	// confidence is the best of the labels', or negative while unknown.
	confidence float64
}

// manyPredicates is from where on one scan of a node's edges beats a look-up
// for each predicate.
const manyPredicates = 6

// arcsAt returns the arcs that leave a node, or enter it, by one of the
// predicates. Symmetric predicates do both.
func (r *reader) arcsAt(f *filter, n store.Ref, predicates []*predicate, out bool) ([]*arc, error) {
	g := gathering{at: map[arcKey]*arc{}}
	if err := r.edgesAt(f, n, predicates, out, &g); err != nil {
		return nil, err
	}
	if len(f.unheld) > 0 {
		if err := r.statedAt(f, n, predicates, out, &g); err != nil {
			return nil, err
		}
	}
	var kept []*arc
	for _, a := range g.arcs {
		ok, err := r.keep(f, n, a)
		if err != nil {
			return nil, err
		}
		if ok {
			kept = append(kept, a)
		}
	}
	return kept, nil
}

// keep reduces an arc's labels to those that count, and tells whether any do.
func (r *reader) keep(f *filter, n store.Ref, a *arc) (bool, error) {
	all := len(a.labels)
	var err error
	if a.labels, err = r.survivors(f, a.predicate, a.labels); err != nil || len(a.labels) == 0 {
		return false, err
	}
	if !r.isCoOccurrence(a.predicate) {
		return true, nil
	}
	if a.weight, err = r.weigh(n, a.to, all); err != nil {
		return false, err
	}
	light := f.minWeight != 0 && a.weight.NPMI < f.minWeight || a.weight.Count < f.minCount
	return !light, nil
}

type arcKey struct {
	to        store.Ref
	predicate *predicate
}

// gathering gathers labels by arc, in the order in which arcs are first seen.
type gathering struct {
	at   map[arcKey]*arc
	arcs []*arc
}

func (g *gathering) add(p *predicate, to, label store.Ref) {
	key := arcKey{to, p}
	a := g.at[key]
	if a == nil {
		a = &arc{to: to, predicate: p, confidence: -1}
		g.at[key] = a
		g.arcs = append(g.arcs, a)
	}
	a.labels = append(a.labels, label)
}

// edgesAt gathers plain edges.
func (r *reader) edgesAt(f *filter, n store.Ref, predicates []*predicate, out bool, g *gathering) error {
	for _, outgoing := range []bool{true, false} {
		wanted := map[store.Ref]*predicate{}
		for _, p := range predicates {
			if (p.symmetric || outgoing == out) && (len(f.held) > 0 || r.isCoOccurrence(p)) {
				wanted[p.ref] = p
			}
		}
		scan := func(pattern store.Pattern) error {
			if pattern.O = n; outgoing {
				pattern.S, pattern.O = n, 0
			}
			return r.store.Edges(r.ctx, pattern, func(e store.Edge) error {
				p := wanted[e.P]
				if p == nil || e.L == 0 || e.S == e.O && outgoing != out {
					return nil
				}
				to := e.S
				if outgoing {
					to = e.O
				}
				g.add(p, to, e.L)
				return nil
			})
		}
		if len(wanted) >= manyPredicates {
			if err := scan(store.Pattern{}); err != nil {
				return err
			}
			continue
		}
		for _, p := range predicates {
			if wanted[p.ref] == nil {
				continue
			}
			if err := scan(store.Pattern{P: p.ref}); err != nil {
				return err
			}
		}
	}
	return nil
}

// statedAt gathers the edges of statements that hold of no plain edge.
func (r *reader) statedAt(f *filter, n store.Ref, predicates []*predicate, out bool, g *gathering) error {
	for _, outgoing := range []bool{true, false} {
		near, far := graph.Subject, graph.Object
		if !outgoing {
			near, far = far, near
		}
		if outgoing != out && !slices.ContainsFunc(predicates, func(p *predicate) bool { return p.symmetric }) {
			continue
		}
		found, err := r.subjects(near, n)
		if err != nil {
			return err
		}
		if found, err = r.withStatus(f, found); err != nil {
			return err
		}
		for _, ref := range found {
			facts := r.statements[ref].facts
			p := r.ontology.byRef[facts[graph.Predicate]]
			to, ok := facts[far]
			if !ok || p == nil || !slices.Contains(predicates, p) {
				continue
			}
			if outgoing == out || p.symmetric && to != n {
				g.add(p, to, ref)
			}
		}
	}
	return nil
}

// fewStatements is up to where reading statements beats listing a status.
const fewStatements = 100

// withStatus reads those of the statements that have one of the filter's
// statuses without a plain edge.
func (r *reader) withStatus(f *filter, refs []store.Ref) ([]store.Ref, error) {
	if len(refs) > fewStatements {
		if r.unheld == nil {
			r.unheld = map[store.Ref]bool{}
			for _, s := range f.unheld {
				found, err := r.subjectsOf(graph.Status, quad.String(s))
				if err != nil {
					return nil, err
				}
				for _, ref := range found {
					r.unheld[ref] = true
				}
			}
		}
		refs = slices.DeleteFunc(refs, func(ref store.Ref) bool { return !r.unheld[ref] })
	}
	if err := r.readStatements(refs); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(refs, func(ref store.Ref) bool {
		return !slices.Contains(f.unheld, extract.Status(r.statements[ref].text(graph.Status)))
	}), nil
}

// sortArcs orders arcs by predicate and by the ID that they lead to.
func (r *reader) sortArcs(arcs []*arc) error {
	refs := make([]store.Ref, len(arcs))
	for i, a := range arcs {
		refs[i] = a.to
	}
	if err := r.load(refs); err != nil {
		return err
	}
	slices.SortFunc(arcs, func(a, b *arc) int {
		return cmp.Or(cmp.Compare(a.predicate.name, b.predicate.name), cmp.Compare(text(r.values[a.to]), text(r.values[b.to])))
	})
	return nil
}

// best returns the greatest confidence of an arc's labels; for a co-occurrence
// it is the weight that compares.
func (r *reader) best(a *arc) (float64, error) {
	if a.weight != nil {
		return a.weight.NPMI, nil
	}
	if a.confidence >= 0 {
		return a.confidence, nil
	}
	a.confidence = 0
	for _, label := range a.labels[:min(len(a.labels), maxExamined)] {
		c, err := r.confidence(label)
		if err != nil {
			return 0, err
		}
		a.confidence = max(a.confidence, c)
	}
	return a.confidence, nil
}

// maxExamined bounds the labels of one arc that are looked into for the best:
// a pair of states may meet in a hundred thousand sentences.
const maxExamined = 1000

func (r *reader) confidence(label store.Ref) (float64, error) {
	if s := r.statements[label]; s != nil {
		return s.number(graph.Confidence), nil
	}
	refs, err := r.objects(label, graph.Confidence)
	if err != nil || len(refs) == 0 {
		return 0, err
	}
	if err := r.load(refs[:1]); err != nil {
		return 0, err
	}
	return number(r.values[refs[0]]), nil
}
