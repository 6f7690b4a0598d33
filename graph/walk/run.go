package walk

import (
	"cmp"
	"context"
	"math"
	"slices"

	"sitrep/graph"
	"sitrep/graph/store"
)

// Run answers a query. A word that the graph does not hold gives an error that
// wraps ErrUnknown, a bad option one that wraps ErrOption; a question without
// an answer gives no walks and no error.
func Run(ctx context.Context, st *store.Store, q graph.Query, o Options) (Result, error) {
	r, err := newReader(ctx, st)
	if err != nil {
		return Result{}, err
	}
	p, err := r.newPlan(q, o)
	if err != nil {
		return Result{}, err
	}
	found, err := p.run()
	if err != nil || !found {
		return Result{}, err
	}
	routes, cut, err := p.routes()
	if err != nil {
		return Result{}, err
	}
	return r.answer(&p.filter, routes, cut, o)
}

// route is a walk before its evidence is read.
type route struct {
	start store.Ref
	legs  []leg
	// forward holds for each leg whether its edge points along the walk.
	forward []bool
	support int
	// quality is the least of the legs' best confidences or weights.
	quality float64
}

// routes lists the walks of a reduced plan in the order of their nodes' IDs.
func (p *plan) routes() (routes []route, cut bool, err error) {
	var ends []store.Ref
	for _, s := range p.steps {
		for _, h := range s.hops {
			ends = append(ends, h.left)
			for _, l := range h.legs {
				ends = append(ends, l.to)
			}
		}
	}
	if err := p.load(ends); err != nil {
		return nil, false, err
	}
	from := make([]map[store.Ref][]hop, len(p.steps))
	for i, s := range p.steps {
		slices.SortStableFunc(s.hops, p.compareHops)
		from[i] = map[store.Ref][]hop{}
		for _, h := range s.hops {
			from[i][h.left] = append(from[i][h.left], h)
		}
	}
	var extend func(route, store.Ref, int) bool
	extend = func(r route, at store.Ref, step int) bool {
		if step == len(p.steps) {
			if len(routes) == maxWalks {
				cut = true
				return false
			}
			routes = append(routes, r)
			return true
		}
		for _, h := range from[step][at] {
			next := route{start: r.start, legs: slices.Concat(r.legs, h.legs), forward: slices.Clone(r.forward)}
			for _, l := range h.legs {
				next.forward = append(next.forward, p.steps[step].forward || l.arc.predicate.symmetric)
			}
			if !extend(next, h.right(), step+1) {
				return false
			}
		}
		return true
	}
	var last store.Ref
	for _, h := range p.steps[0].hops {
		if h.left == last {
			continue
		}
		if last = h.left; !extend(route{start: last}, last, 0) {
			break
		}
	}
	return routes, cut, p.ctx.Err()
}

func (p *plan) compareHops(a, b hop) int {
	id := func(n store.Ref) string { return text(p.values[n]) }
	return cmp.Or(
		cmp.Compare(id(a.left), id(b.left)),
		cmp.Compare(id(a.right()), id(b.right())),
		slices.CompareFunc(a.legs, b.legs, func(a, b leg) int {
			return cmp.Or(cmp.Compare(a.arc.predicate.name, b.arc.predicate.name), cmp.Compare(id(a.to), id(b.to)))
		}),
	)
}

// answer ranks routes that come in the order of their IDs, cuts them to the
// limit, and reads the evidence of those that are left.
func (r *reader) answer(f *filter, routes []route, cut bool, o Options) (Result, error) {
	var arcs []*arc
	seen := map[*arc]bool{}
	for _, route := range routes {
		for _, l := range route.legs {
			if !seen[l.arc] {
				seen[l.arc] = true
				arcs = append(arcs, l.arc)
			}
		}
	}
	if err := r.group(f, arcs); err != nil {
		return Result{}, err
	}
	routes, err := r.fold(routes)
	if err != nil {
		return Result{}, err
	}
	if err := r.rank(routes, o.limit()); err != nil {
		return Result{}, err
	}
	if len(routes) > o.limit() {
		routes, cut = routes[:o.limit()], true
	}
	result := Result{Walks: make([]Walk, len(routes)), Cut: cut}
	edges := map[*arc]Edge{}
	for i, route := range routes {
		start, err := r.node(route.start)
		if err != nil {
			return Result{}, err
		}
		w := Walk{Nodes: []Node{start}}
		for j, l := range route.legs {
			node, err := r.node(l.to)
			if err != nil {
				return Result{}, err
			}
			e, ok := edges[l.arc]
			if !ok {
				if e, err = r.edge(f, l.arc, o); err != nil {
					return Result{}, err
				}
				edges[l.arc] = e
			}
			e.Forward = route.forward[j]
			w.Nodes = append(w.Nodes, node)
			w.Edges = append(w.Edges, e)
		}
		result.Walks[i] = w
	}
	return result, r.ctx.Err()
}

// rank sorts routes; those within the limit are right, which spares reading
// the confidence of what is cut off.
func (r *reader) rank(routes []route, limit int) error {
	for i := range routes {
		routes[i].support = math.MaxInt
		for _, l := range routes[i].legs {
			support := len(l.arc.events)
			if l.arc.weight != nil {
				support = 0 // the weight decides
			}
			routes[i].support = min(routes[i].support, support)
		}
	}
	slices.SortStableFunc(routes, func(a, b route) int { return cmp.Compare(b.support, a.support) })
	for i := 0; i < min(limit, len(routes)); {
		same := i
		for same < len(routes) && routes[same].support == routes[i].support {
			if err := r.qualify(&routes[same]); err != nil {
				return err
			}
			same++
		}
		slices.SortStableFunc(routes[i:same], func(a, b route) int {
			return cmp.Or(cmp.Compare(b.quality, a.quality), cmp.Compare(b.pairs(), a.pairs()), cmp.Compare(len(a.legs), len(b.legs)))
		})
		i = same
	}
	return nil
}

func (r *reader) qualify(route *route) error {
	route.quality = math.MaxFloat64
	for _, l := range route.legs {
		best, err := r.best(l.arc)
		if err != nil {
			return err
		}
		route.quality = min(route.quality, best)
	}
	return nil
}

// pairs is the least number of sentences of a route's co-occurrences.
func (r route) pairs() int {
	least := math.MaxInt
	for _, l := range r.legs {
		if l.arc.weight != nil {
			least = min(least, l.arc.weight.Count)
		}
	}
	return least
}

// edge reads the evidence of up to o.MaxEvidence of an arc's events, and what
// other edges tell of them.
func (r *reader) edge(f *filter, a *arc, o Options) (Edge, error) {
	labels := a.labels
	var more []Brief
	if limit := o.MaxEvidence; limit > 0 && len(a.events) > limit {
		var err error
		if labels, err = r.mostConfident(labels, limit); err != nil {
			return Edge{}, err
		}
		if o.Brief {
			if more, err = r.brief(a, labels); err != nil {
				return Edge{}, err
			}
		}
	}
	evidence, err := r.evidence(a.predicate, labels)
	if err != nil {
		return Edge{}, err
	}
	others, err := r.tellings(f, a, labels)
	if err != nil {
		return Edge{}, err
	}
	evidence = together(append(evidence, others...))
	return Edge{Predicate: a.predicate.name, Evidence: evidence, Support: len(a.events), More: more, Weight: a.weight}, nil
}

// mostConfident picks the labels of limit events, by their IRIs where confidence
// is the same.
func (r *reader) mostConfident(labels []store.Ref, limit int) ([]store.Ref, error) {
	if err := r.load(labels); err != nil {
		return nil, err
	}
	labels = slices.Clone(labels)
	slices.SortFunc(labels, func(a, b store.Ref) int { return cmp.Compare(text(r.values[a]), text(r.values[b])) })
	labels = labels[:min(len(labels), maxExamined)]
	confidence := make(map[store.Ref]float64, len(labels))
	for _, label := range labels {
		c, err := r.confidence(label)
		if err != nil {
			return nil, err
		}
		confidence[label] = c
	}
	slices.SortStableFunc(labels, func(a, b store.Ref) int { return cmp.Compare(confidence[b], confidence[a]) })
	picked := map[store.Ref]bool{}
	return slices.DeleteFunc(labels, func(label store.Ref) bool {
		event := r.eventOf(label)
		if !picked[event] && len(picked) < limit {
			picked[event] = true
		}
		return !picked[event]
	}), nil
}
