package walk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"sitrep/graph"
	"sitrep/graph/store"
)

// plan is a query whose words are resolved, and what is known of its answer so
// far. Steps are taken in the order of their cost: always from the smallest
// set of nodes that is known, so that "* -> attacked -> Iran" starts at Iran.
type plan struct {
	*reader
	filter filter
	terms  []nodeSet
	steps  []planStep
	// known[i] are the nodes that position i may still hold, nil while it may
	// hold whatever terms[i] allows.
	known []*refSet
	// followed counts the edges that hops lead over.
	followed int
}

// maxFollowed bounds the edges that one question follows, and so its memory: from
// every node to every other lead far more than anybody looks at.
const maxFollowed = 1_000_000

// ErrTooMany marks a question that leads over more edges than are followed.
var ErrTooMany = errors.New("it leads too far")

type planStep struct {
	sets    []predicateSet
	forward bool
	taken   bool
	hops    []hop
	arcs    map[arcsKey][]*arc
}

type arcsKey struct {
	node store.Ref
	set  int
	out  bool
}

// hop leads over one step from left to right, by one leg or, over a repeated
// predicate, several.
type hop struct {
	left store.Ref
	legs []leg
}

type leg struct {
	to  store.Ref
	arc *arc
}

func (h hop) right() store.Ref { return h.legs[len(h.legs)-1].to }

// refSet is a set that keeps its order.
type refSet struct {
	list []store.Ref
	has  map[store.Ref]bool
}

func newRefSet(refs ...store.Ref) *refSet {
	s := &refSet{has: make(map[store.Ref]bool, len(refs))}
	for _, ref := range refs {
		s.add(ref)
	}
	return s
}

func (s *refSet) add(ref store.Ref) {
	if !s.has[ref] {
		s.has[ref] = true
		s.list = append(s.list, ref)
	}
}

func (r *reader) newPlan(q graph.Query, o Options) (*plan, error) {
	f, err := r.newFilter(o)
	if err != nil {
		return nil, err
	}
	p := &plan{reader: r, filter: f, known: make([]*refSet, len(q.Nodes))}
	for i, t := range q.Nodes {
		set, err := r.resolve(t)
		if err != nil {
			return nil, err
		}
		p.terms = append(p.terms, set)
		if len(set.listed) > 0 {
			p.known[i] = newRefSet(set.listed...)
		}
	}
	for _, s := range q.Steps {
		sets, err := r.resolvePredicate(s.Predicate)
		if err != nil {
			return nil, err
		}
		p.steps = append(p.steps, planStep{sets: sets, forward: s.Forward, arcs: map[arcsKey][]*arc{}})
	}
	return p, nil
}

// run takes every step and then drops the hops that lead nowhere. It returns
// false as soon as nothing can be found.
func (p *plan) run() (bool, error) {
	if !slices.ContainsFunc(p.known, func(s *refSet) bool { return s != nil }) {
		if err := p.seed(); err != nil {
			return false, err
		}
	}
	for range p.steps {
		step, fromLeft := p.cheapest()
		if err := p.take(step, fromLeft); err != nil {
			return false, err
		}
		if len(p.steps[step].hops) == 0 {
			return false, nil
		}
	}
	return p.reduce(), nil
}

// cheapest finds the step to take next, and from which end.
func (p *plan) cheapest() (step int, fromLeft bool) {
	best := -1
	for i, s := range p.steps {
		if s.taken {
			continue
		}
		for _, end := range []int{i, i + 1} {
			if known := p.known[end]; known != nil && (best < 0 || len(known.list) < best) {
				best, step, fromLeft = len(known.list), i, end == i
			}
		}
	}
	return step, fromLeft
}

// take follows one step from the end that is known.
func (p *plan) take(i int, fromLeft bool) error {
	s := &p.steps[i]
	s.taken = true
	near, far := i, i+1
	if !fromLeft {
		near, far = far, near
	}
	var hops []hop
	for set, predicates := range s.sets {
		for _, n := range p.known[near].list {
			found, err := p.hopsFrom(s, set, predicates, n, fromLeft)
			if err != nil {
				return err
			}
			hops = append(hops, found...)
		}
	}
	ends := newRefSet()
	for _, h := range hops {
		ends.add(h.end(fromLeft))
	}
	allowed, err := p.allow(far, ends)
	if err != nil {
		return err
	}
	p.known[near], p.known[far] = newRefSet(), newRefSet()
	seen := map[string]bool{}
	for _, h := range hops {
		if len(s.sets) > 1 { // "a|a+" finds some twice
			if key := h.key(); seen[key] {
				continue
			} else {
				seen[key] = true
			}
		}
		if allowed.has[h.end(fromLeft)] {
			s.hops = append(s.hops, h)
			p.known[near].add(h.end(!fromLeft))
			p.known[far].add(h.end(fromLeft))
		}
	}
	return nil
}

// follow counts edges that are followed.
func (p *plan) follow(edges int) error {
	if p.followed += edges; p.followed > maxFollowed {
		return fmt.Errorf("%w: more than %d edges lie on its way; name an entity, or a narrower class or predicate", ErrTooMany, maxFollowed)
	}
	return p.ctx.Err()
}

func (h hop) end(right bool) store.Ref {
	if right {
		return h.right()
	}
	return h.left
}

// key tells hops apart.
func (h hop) key() string {
	var b strings.Builder
	fmt.Fprint(&b, h.left)
	for _, l := range h.legs {
		fmt.Fprint(&b, " ", l.arc.predicate.name, " ", l.to)
	}
	return b.String()
}

// hopsFrom returns the hops between a node and everything that one set of
// predicates reaches from it: towards the right, or from the right.
func (p *plan) hopsFrom(s *planStep, set int, predicates predicateSet, n store.Ref, fromLeft bool) ([]hop, error) {
	out := s.forward == fromLeft
	if !predicates.repeated {
		arcs, err := p.arcsAt(&p.filter, n, predicates.predicates, out)
		if err != nil {
			return nil, err
		}
		if err := p.follow(len(arcs)); err != nil {
			return nil, err
		}
		hops := make([]hop, len(arcs))
		for i, a := range arcs {
			if fromLeft {
				hops[i] = hop{n, []leg{{a.to, a}}}
			} else {
				hops[i] = hop{a.to, []leg{{n, a}}}
			}
		}
		return hops, nil
	}
	return p.stretches(s, set, predicates, n, fromLeft)
}

// stretches follows a repeated predicate breadth first: one shortest stretch
// to every node within reach, the same whatever order the store reads in. No
// node comes twice in a stretch, so cycles end.
func (p *plan) stretches(s *planStep, set int, predicates predicateSet, n store.Ref, fromLeft bool) ([]hop, error) {
	out := s.forward == fromLeft
	type reached struct {
		from store.Ref
		arc  *arc
	}
	how := map[store.Ref]reached{n: {}}
	var hops []hop
	for queue := []store.Ref{n}; len(queue) > 0; queue = queue[1:] {
		key := arcsKey{queue[0], set, out}
		arcs, ok := s.arcs[key]
		if !ok {
			var err error
			if arcs, err = p.arcsAt(&p.filter, key.node, predicates.predicates, out); err != nil {
				return nil, err
			}
			if err := p.sortArcs(arcs); err != nil {
				return nil, err
			}
			s.arcs[key] = arcs
		}
		for _, a := range arcs {
			if _, seen := how[a.to]; seen {
				continue
			}
			how[a.to] = reached{key.node, a}
			queue = append(queue, a.to)
			h := hop{left: n}
			if !fromLeft {
				h.left = a.to
			}
			for at := a.to; at != n; at = how[at].from {
				if fromLeft {
					h.legs = append(h.legs, leg{at, how[at].arc})
				} else {
					h.legs = append(h.legs, leg{how[at].from, how[at].arc})
				}
			}
			if fromLeft {
				slices.Reverse(h.legs)
			}
			if err := p.follow(len(h.legs)); err != nil {
				return nil, err
			}
			hops = append(hops, h)
		}
	}
	return hops, nil
}

// reduce drops every hop that is no part of a whole walk, so that listing the
// walks never runs into a dead end.
func (p *plan) reduce() bool {
	alive := p.known[0].has
	for i := range p.steps {
		alive = p.steps[i].restrict(alive, false)
	}
	for i := len(p.steps) - 1; i >= 0; i-- {
		alive = p.steps[i].restrict(alive, true)
	}
	return len(alive) > 0
}

// restrict keeps the hops that end in alive on one side, and returns their
// other ends.
func (s *planStep) restrict(alive map[store.Ref]bool, right bool) map[store.Ref]bool {
	s.hops = slices.DeleteFunc(s.hops, func(h hop) bool { return !alive[h.end(right)] })
	ends := make(map[store.Ref]bool, len(s.hops))
	for _, h := range s.hops {
		ends[h.end(!right)] = true
	}
	return ends
}
