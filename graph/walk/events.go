package walk

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// manyStatements is from where on listing all events may beat looking up the
// event of each statement.
const manyStatements = 1000

// readEvents finds the events of statements that are not known yet: one that
// tells none is its own.
func (r *reader) readEvents(statements []store.Ref) error {
	var missing []store.Ref
	for _, s := range statements {
		if _, ok := r.events[s]; !ok {
			r.events[s] = s
			missing = append(missing, s)
		}
	}
	includes, err := r.ref(graph.Includes)
	if err != nil || !includes.known || len(missing) == 0 {
		return err
	}
	if len(missing) >= manyStatements {
		all, err := r.subjectsOf(graph.Type, graph.EventClass)
		if err != nil {
			return err
		}
		if len(all) < len(missing) {
			for _, event := range all {
				told, err := r.objects(event, graph.Includes)
				if err != nil {
					return err
				}
				for _, s := range told {
					r.events[s] = event
				}
			}
			return nil
		}
	}
	for _, s := range missing {
		err := r.store.Edges(r.ctx, store.Pattern{P: includes.Ref, O: s}, func(e store.Edge) error {
			r.events[s] = e.S
			return store.ErrStop
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// group finds which events the labels of arcs tell; without grouping, each
// label is its own.
func (r *reader) group(f *filter, arcs []*arc) error {
	var labels []store.Ref
	for _, a := range arcs {
		if f.grouped && !r.isCoOccurrence(a.predicate) {
			labels = append(labels, a.labels...)
		}
	}
	if err := r.readEvents(labels); err != nil {
		return err
	}
	for _, a := range arcs {
		a.events = make(map[store.Ref]bool, len(a.labels))
		for _, label := range a.labels {
			event := r.eventOf(label)
			a.events[event] = event != label
		}
	}
	return nil
}

// eventOf is what counts a label: its event or, where it tells none, itself.
func (r *reader) eventOf(label store.Ref) store.Ref {
	if event, ok := r.events[label]; ok {
		return event
	}
	return label
}

// span are the legs from one to another in which a route may say less than
// another that tells the same events.
type span struct{ from, to int }

// spans lists the stretches of one or two legs: the two on both sides of a node
// change with it.
func spans(legs int) []span {
	var all []span
	for i := range legs {
		all = append(all, span{i, i + 1})
		if i+2 <= legs {
			all = append(all, span{i, i + 2})
		}
	}
	return all
}

// around is what two routes have in common outside a span, and the event that
// the span begins with.
func (r route) around(s span, event store.Ref) string {
	var b strings.Builder
	fmt.Fprint(&b, s, event, len(r.legs))
	at := r.start
	for i, l := range r.legs {
		// The span's own ends are free at the ends of the route.
		if i < s.from || i > s.to || i == s.from && i > 0 || i == s.to {
			fmt.Fprint(&b, " ", i, ":", at)
		}
		if i < s.from || i >= s.to {
			fmt.Fprint(&b, " ", l.arc.predicate.name, r.forward[i])
		}
		at = l.to
	}
	if s.to < len(r.legs) {
		fmt.Fprint(&b, " ", at)
	}
	return b.String()
}

// fold counts each event once among routes that differ in one node or one
// predicate: the route that tells it with most precision keeps it. Gunmen
// attacked a base, and so did the group that they were of, where reports tell
// one event. A route that keeps no event is left out. The others keep their
// order.
func (r *reader) fold(routes []route) ([]route, error) {
	arcs := map[store.Ref]*arc{}
	shared := map[store.Ref]bool{}
	for _, route := range routes {
		for _, l := range route.legs {
			for event, several := range l.arc.events {
				if first, ok := arcs[event]; ok && first != l.arc && several {
					shared[event] = true
				}
				arcs[event] = l.arc
			}
		}
	}
	if len(shared) == 0 {
		return routes, nil
	}
	f := folding{reader: r, routes: routes, shared: shared, telling: map[string][]int{}, left: make([]bool, len(routes)), gone: map[[2]int][]store.Ref{}}
	for i, route := range routes {
		for _, s := range spans(len(route.legs)) {
			for event := range route.legs[s.from].arc.events {
				if shared[event] {
					key := route.around(s, event)
					f.telling[key] = append(f.telling[key], i)
				}
			}
		}
	}
	for i, route := range routes {
		for _, s := range spans(len(route.legs)) {
			if err := f.cede(i, s); err != nil {
				return nil, err
			}
		}
	}
	return f.result(), nil
}

// folding is a fold under way.
type folding struct {
	*reader
	routes  []route
	shared  map[store.Ref]bool
	telling map[string][]int
	// left are the routes that are left out.
	left []bool
	// gone are the events that a leg of a route gave up.
	gone map[[2]int][]store.Ref
}

// cede gives a span's events up to the routes that tell them with more
// precision: of one leg single events, of two only all of them.
func (f *folding) cede(i int, s span) error {
	route := f.routes[i]
	if f.left[i] {
		return nil
	}
	var ceded []store.Ref
	for _, event := range sorted(route.legs[s.from].arc.events) {
		if !f.shared[event] {
			continue
		}
		best := i
		for _, j := range f.telling[route.around(s, event)] {
			if j == i || !f.says(i, j, s, event) {
				continue
			}
			better, err := f.morePrecise(f.routes, j, best)
			if err != nil {
				return err
			}
			if better {
				best = j
			}
		}
		if best != i {
			ceded = append(ceded, event)
		}
	}
	if len(ceded) == len(route.legs[s.from].arc.events) {
		f.left[i] = true
	} else if s.to == s.from+1 && len(ceded) > 0 {
		f.gone[[2]int{i, s.from}] = ceded
	}
	return nil
}

// says tells whether a route says of an event what another does not: a meeting
// that stands both ways round is no two tellings. Of two legs, the other must
// tell all events.
func (f *folding) says(i, j int, s span, event store.Ref) bool {
	a, b := f.routes[i].legs[s.from].arc, f.routes[j].legs[s.from].arc
	other := slices.ContainsFunc(a.labels, func(label store.Ref) bool {
		return f.eventOf(label) == event && !slices.Contains(b.labels, label)
	})
	if !other || s.to == s.from+1 {
		return other
	}
	for leg := s.from; leg < s.to; leg++ {
		for event := range f.routes[i].legs[leg].arc.events {
			if !f.routes[j].legs[leg].arc.events[event] {
				return false
			}
		}
	}
	return true
}

// result lists the routes that keep an event, with what they keep.
func (f *folding) result() []route {
	var kept []route
	for i, route := range f.routes {
		if f.left[i] {
			continue
		}
		route.legs = slices.Clone(route.legs)
		for leg := range route.legs {
			if ceded := f.gone[[2]int{i, leg}]; ceded != nil {
				route.legs[leg].arc = f.without(route.legs[leg].arc, ceded)
			}
		}
		kept = append(kept, route)
	}
	return kept
}

// without returns an arc that does not tell some of its events.
func (r *reader) without(a *arc, events []store.Ref) *arc {
	left := &arc{to: a.to, predicate: a.predicate, events: map[store.Ref]bool{}, confidence: -1}
	for _, label := range a.labels {
		if event := r.eventOf(label); !slices.Contains(events, event) {
			left.labels = append(left.labels, label)
			left.events[event] = a.events[event]
		}
	}
	return left
}

func sorted(events map[store.Ref]bool) []store.Ref { return slices.Sorted(maps.Keys(events)) }

// morePrecise orders routes that tell the same: first those that name whom they
// mean, then those with an actor instead of a weapon, with a narrower predicate,
// with more events.
func (r *reader) morePrecise(routes []route, i, j int) (bool, error) {
	if i == j {
		return false, nil
	}
	a, err := r.vagueness(routes[i])
	if err != nil {
		return false, err
	}
	b, err := r.vagueness(routes[j])
	if err != nil {
		return false, err
	}
	return cmp.Or(slices.Compare(a, b), cmp.Compare(i, j)) < 0, nil
}

func (r *reader) vagueness(route route) ([]int, error) {
	nameless, weapons, wide, events := 0, 0, 0, 0
	refs := []store.Ref{route.start}
	for _, l := range route.legs {
		refs = append(refs, l.to)
		wide += len(l.arc.predicate.children)
		events += len(l.arc.events)
	}
	for _, ref := range refs {
		n, err := r.node(ref)
		if err != nil {
			return nil, err
		}
		if extract.IsLocal(n.ID) {
			nameless++
		}
		if n.Type == string(extract.Weapon) {
			weapons++
		}
	}
	return []int{nameless, weapons, wide, -events}, nil
}

// tellings returns what else the graph holds of events that an arc's labels
// tell, and that counts: statements of other edges.
func (r *reader) tellings(f *filter, a *arc, labels []store.Ref) ([]Evidence, error) {
	var others []store.Ref
	seen := map[store.Ref]bool{}
	for _, label := range labels {
		event := r.eventOf(label)
		if !a.events[event] || seen[event] {
			continue
		}
		seen[event] = true
		told, err := r.objects(event, graph.Includes)
		if err != nil {
			return nil, err
		}
		for _, s := range told {
			r.events[s] = event
			if !slices.Contains(a.labels, s) {
				others = append(others, s)
			}
		}
	}
	if err := r.readStatements(others); err != nil {
		return nil, err
	}
	var counting []store.Ref
	for _, s := range others {
		ok, err := r.counts(f, s)
		if err != nil {
			return nil, err
		}
		if ok {
			counting = append(counting, s)
		}
	}
	all, err := r.evidence(a.predicate, counting)
	if err != nil {
		return nil, err
	}
	for i := range all {
		s, _, err := r.store.Ref(r.ctx, graph.StatementIRI(all[i].Statement))
		if err != nil {
			return nil, err
		}
		if all[i].As, err = r.telling(r.statements[s]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (r *reader) telling(s *statement) (*Telling, error) {
	t := &Telling{Predicate: s.text(graph.Predicate)}
	var err error
	if t.Subject, err = r.node(s.facts[graph.Subject]); err != nil {
		return nil, err
	}
	t.Object, err = r.node(s.facts[graph.Object])
	return t, err
}

// together moves the evidence of each event behind its best.
func together(all []Evidence) []Evidence {
	sorted := make([]Evidence, 0, len(all))
	done := map[string]bool{}
	for _, e := range all {
		if e.Event == nil {
			sorted = append(sorted, e)
			continue
		}
		if done[*e.Event] {
			continue
		}
		done[*e.Event] = true
		for _, o := range all {
			if o.Event != nil && *o.Event == *e.Event {
				sorted = append(sorted, o)
			}
		}
	}
	return sorted
}
