package walk

import (
	"sitrep/graph"
	"sitrep/graph/store"
)

// seed gives a query that names no entity a place to start: the class with the
// fewest members, or, where every node is "*", the nodes that have the first
// step's predicates at all.
func (p *plan) seed() error {
	typed := false
	for budget := 1000; ; budget *= 8 {
		for i, t := range p.terms {
			if t.any {
				continue
			}
			typed = true
			members, whole, err := p.members(t.classes, budget)
			if err != nil {
				return err
			}
			if whole {
				p.known[i] = members
				return nil
			}
		}
		if !typed {
			return p.seedByPredicate()
		}
	}
}

// members returns the entities of some classes, up to a budget; whole is false
// where there are more.
func (p *plan) members(classes []*class, budget int) (members *refSet, whole bool, err error) {
	typ, err := p.ref(graph.Type)
	if err != nil || !typ.known {
		return newRefSet(), true, err
	}
	members = newRefSet()
	for _, c := range classes {
		err := p.store.Edges(p.ctx, store.Pattern{P: typ.Ref, O: c.ref}, func(e store.Edge) error {
			if members.add(e.S); len(members.list) > budget {
				return store.ErrStop
			}
			return nil
		})
		if err != nil || len(members.list) > budget {
			return nil, false, err
		}
	}
	return members, true, nil
}

// seedByPredicate finds the first step's left ends from its statements' nodes.
func (p *plan) seedByPredicate() error {
	left := newRefSet()
	p.known[0] = left
	for _, set := range p.steps[0].sets {
		for _, predicate := range set.predicates {
			ends := []bool{p.steps[0].forward}
			if predicate.symmetric {
				ends = []bool{true, false}
			}
			if p.isCoOccurrence(predicate) {
				err := p.store.Edges(p.ctx, store.Pattern{P: predicate.ref}, func(e store.Edge) error {
					left.add(e.S)
					left.add(e.O)
					return nil
				})
				if err != nil {
					return err
				}
				continue
			}
			statements, err := p.subjects(graph.Predicate, predicate.ref)
			if err != nil {
				return err
			}
			for _, s := range statements {
				for _, subject := range ends {
					role := graph.Object
					if subject {
						role = graph.Subject
					}
					found, err := p.objects(s, role)
					if err != nil {
						return err
					}
					for _, n := range found {
						left.add(n)
					}
				}
			}
		}
	}
	return nil
}

// scansPerLookup is how many members of a class are read in the time that one
// node's class is looked up.
const scansPerLookup = 20

// allow returns the nodes that position i may hold, out of those found.
func (p *plan) allow(i int, found *refSet) (*refSet, error) {
	allowed := newRefSet()
	if known := p.known[i]; known != nil {
		for _, n := range found.list {
			if known.has[n] {
				allowed.add(n)
			}
		}
		return allowed, nil
	}
	if p.terms[i].any {
		return found, nil
	}
	members, whole, err := p.members(p.terms[i].classes, scansPerLookup*len(found.list))
	if err != nil {
		return nil, err
	}
	for _, n := range found.list {
		ok := whole && members.has[n]
		if !whole {
			if ok, err = p.isMember(n, p.terms[i].classes); err != nil {
				return nil, err
			}
		}
		if ok {
			allowed.add(n)
		}
	}
	return allowed, nil
}

func (p *plan) isMember(n store.Ref, classes []*class) (bool, error) {
	types, err := p.typesOf(n)
	if err != nil {
		return false, err
	}
	for _, t := range types {
		for _, c := range classes {
			if c.ref == t {
				return true, nil
			}
		}
	}
	return false, nil
}
