package walk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"sitrep/graph"
	"sitrep/graph/store"
)

// DefaultMaxHops is how far Paths looks where its caller does not say.
const DefaultMaxHops = 4

// Paths finds the shortest connections between what two terms stand for, over
// edges of either direction, up to maxHops edges (0: DefaultMaxHops). The zero
// PredicateTerm stands for every predicate but co_occurs_with. All that are
// equally short are found, up to the limit. Errors are those of Run.
func Paths(ctx context.Context, st *store.Store, from, to graph.Term, by graph.PredicateTerm, maxHops int, o Options) (Result, error) {
	if from.Kind == graph.AnyNode || to.Kind == graph.AnyNode {
		return Result{}, fmt.Errorf("%w: a path leads from one name or class to another, not to *", ErrOption)
	}
	if maxHops < 0 {
		return Result{}, fmt.Errorf("%w: max-hops %d: want 1 or more", ErrOption, maxHops)
	}
	r, err := newReader(ctx, st)
	if err != nil {
		return Result{}, err
	}
	p := &paths{reader: r}
	if p.filter, err = r.newFilter(o); err != nil {
		return Result{}, err
	}
	if err := p.choose(by); err != nil {
		return Result{}, err
	}
	for i, t := range []graph.Term{from, to} {
		set, err := r.resolve(t)
		if err != nil {
			return Result{}, err
		}
		if err := p.start(i, set); err != nil {
			return Result{}, err
		}
	}
	meeting, err := p.search(cmp.Or(maxHops, DefaultMaxHops))
	if err != nil || len(meeting) == 0 {
		return Result{}, err
	}
	routes, cut, err := p.join(meeting)
	if err != nil {
		return Result{}, err
	}
	return r.answer(&p.filter, routes, cut, o)
}

// paths is a breadth-first search from both ends at once.
type paths struct {
	*reader
	filter filter
	// both are followed either way; oneWay leaves the symmetric ones out, which
	// the other direction has covered.
	both, oneWay []*predicate
	sides        [2]side
}

// side is what one end has reached: how[n] are the last edges of all shortest
// ways to n.
type side struct {
	depth    int
	frontier []store.Ref
	how      map[store.Ref][]link
	at       map[store.Ref]int
}

// link leads from a node nearer to its side's start. Out means that its edge
// points away from that start.
type link struct {
	from store.Ref
	arc  *arc
	out  bool
}

func (p *paths) choose(by graph.PredicateTerm) error {
	if len(by.Once) == 0 && len(by.Repeated) == 0 {
		by.Once = []string{graph.AnyPredicate}
	}
	sets, err := p.resolvePredicate(by)
	if err != nil {
		return err
	}
	for _, set := range sets {
		for _, predicate := range set.predicates {
			if slices.Contains(p.both, predicate) {
				continue
			}
			p.both = append(p.both, predicate)
			if !predicate.symmetric {
				p.oneWay = append(p.oneWay, predicate)
			}
		}
	}
	return nil
}

func (p *paths) start(i int, set nodeSet) error {
	refs := set.listed
	if len(set.classes) > 0 {
		members, _, err := (&plan{reader: p.reader}).members(set.classes, maxWalks)
		if err != nil {
			return err
		}
		if members == nil {
			return fmt.Errorf("%w: a class of more than %d members: name one of them", ErrOption, maxWalks)
		}
		refs = members.list
	}
	p.sides[i] = side{frontier: refs, how: map[store.Ref][]link{}, at: map[store.Ref]int{}}
	for _, ref := range refs {
		p.sides[i].at[ref] = 0
	}
	return nil
}

// search returns the nodes where the two sides meet first. Whichever side has
// the smaller frontier goes on.
func (p *paths) search(maxHops int) ([]store.Ref, error) {
	a, b := &p.sides[0], &p.sides[1]
	met := func(s, other *side) []store.Ref {
		return slices.DeleteFunc(slices.Clone(s.frontier), func(n store.Ref) bool {
			_, ok := other.at[n]
			return !ok
		})
	}
	meeting := met(a, b)
	for len(meeting) == 0 && a.depth+b.depth < maxHops {
		s, other := a, b
		if len(b.frontier) < len(a.frontier) {
			s, other = b, a
		}
		if len(s.frontier) == 0 {
			return nil, nil
		}
		if err := p.advance(s); err != nil {
			return nil, err
		}
		meeting = met(s, other)
	}
	return meeting, p.sortByID(meeting)
}

// advance moves a side one edge further.
func (p *paths) advance(s *side) error {
	s.depth++
	var next []store.Ref
	for _, n := range s.frontier {
		for _, out := range []bool{true, false} {
			predicates := p.both
			if !out {
				predicates = p.oneWay
			}
			arcs, err := p.arcsAt(&p.filter, n, predicates, out)
			if err != nil {
				return err
			}
			for _, a := range arcs {
				at, seen := s.at[a.to]
				if seen && at < s.depth {
					continue
				}
				if !seen {
					s.at[a.to] = s.depth
					next = append(next, a.to)
				}
				s.how[a.to] = append(s.how[a.to], link{n, a, out})
			}
		}
	}
	s.frontier = next
	return nil
}

// join lists every way from the first side to the second by a meeting node.
func (p *paths) join(meeting []store.Ref) (routes []route, cut bool, err error) {
	for _, s := range p.sides {
		for _, links := range s.how {
			refs := make([]store.Ref, len(links))
			for i, l := range links {
				refs[i] = l.from
			}
			if err := p.load(refs); err != nil {
				return nil, false, err
			}
			slices.SortFunc(links, func(a, b link) int {
				return cmp.Or(
					cmp.Compare(text(p.values[a.from]), text(p.values[b.from])),
					cmp.Compare(a.arc.predicate.name, b.arc.predicate.name),
					compareBool(b.out, a.out),
				)
			})
		}
	}
	for _, m := range meeting {
		var heads []route
		p.heads(m, route{}, &heads)
		for _, h := range heads {
			p.tails(m, h, &routes)
		}
	}
	if len(routes) > maxWalks {
		routes, cut = routes[:maxWalks], true
	}
	slices.SortStableFunc(routes, p.compareRoutes)
	return routes, cut, p.ctx.Err()
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func (p *paths) compareRoutes(a, b route) int {
	id := func(n store.Ref) string { return text(p.values[n]) }
	return cmp.Or(cmp.Compare(id(a.start), id(b.start)), slices.CompareFunc(a.legs, b.legs, func(a, b leg) int {
		return cmp.Or(cmp.Compare(id(a.to), id(b.to)), cmp.Compare(a.arc.predicate.name, b.arc.predicate.name))
	}))
}

// heads lists the ways from the first side to a node; rest is what follows it.
func (p *paths) heads(n store.Ref, rest route, found *[]route) {
	if len(*found) > maxWalks {
		return
	}
	links := p.sides[0].how[n]
	if len(links) == 0 {
		rest.start = n
		*found = append(*found, rest)
		return
	}
	for _, l := range links {
		p.heads(l.from, route{
			legs:    slices.Concat([]leg{{n, l.arc}}, rest.legs),
			forward: slices.Concat([]bool{l.out || l.arc.predicate.symmetric}, rest.forward),
		}, found)
	}
}

// tails lists the ways from a node to the second side, behind what led to it.
func (p *paths) tails(n store.Ref, head route, found *[]route) {
	if len(*found) > maxWalks {
		return
	}
	links := p.sides[1].how[n]
	if len(links) == 0 {
		*found = append(*found, head)
		return
	}
	for _, l := range links {
		p.tails(l.from, route{
			start:   head.start,
			legs:    slices.Concat(head.legs, []leg{{l.from, l.arc}}),
			forward: slices.Concat(head.forward, []bool{!l.out || l.arc.predicate.symmetric}),
		}, found)
	}
}
