package event

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"sitrep/extract"
	"sitrep/graph"
)

// MaxCell is how many statements a cell may hold and still be grouped: what is
// told more often than that cannot be told apart.
const MaxCell = 500

// Reach is by how many months of cells a statement changes others' events. An
// event lies within a week. It depends on statements whose week touches that of
// one of its own, and these on those that touch theirs, no further: 21 days.
const Reach = 1

// Event is two or more statements that tell one event. Its ID follows from them.
type Event struct {
	ID       string
	Tellings []*Telling
}

// Quads returns the event as the graph keeps it.
func (o *Ontology) Quads(e Event) []quad.Quad {
	iri := graph.EventIRI(e.ID)
	quads := []quad.Quad{{Subject: iri, Predicate: graph.Type, Object: graph.EventClass}}
	for _, t := range e.Tellings {
		for _, s := range append([]quad.IRI{t.Statement}, t.With...) {
			quads = append(quads, quad.Quad{Subject: iri, Predicate: graph.Includes, Object: s, Label: o.cell(t)})
		}
	}
	return quads
}

// unit is what is taken for one event so far: every two of its statements may
// tell the same.
type unit struct {
	from, to int
	tellings []*Telling
}

// Events groups the tellings of one cell and those around it. Whoever says most
// goes first, and one that may tell either of two events tells neither: so what
// is vague never makes one event of two.
//
// First come those whose days are known, by their days; then, for what can only
// be told of one day, two events of adjacent days where nothing else comes into
// question, since it is tomorrow elsewhere; then those of a few days or without
// a date, each to the one event that it may tell; and at last these among
// themselves, where each may tell what all others do, and nothing else.
func (o *Ontology) Events(tellings []*Telling) []Event {
	tellings = slices.Clone(tellings)
	slices.SortFunc(tellings, func(a, b *Telling) int {
		return cmp.Or(cmp.Compare(a.vagueness(o), b.vagueness(o)), cmp.Compare(a.Statement, b.Statement))
	})
	var vague []*Telling
	onDays := map[[2]int][]*unit{}
	var units []*unit
	for _, t := range tellings {
		from, to, ok := t.days()
		if !ok {
			continue
		}
		if !o.fixed(t) {
			vague = append(vague, t)
			continue
		}
		key := [2]int{from, to}
		switch fits := o.fitting(onDays[key], t); len(fits) {
		case 0:
			u := &unit{from, to, []*Telling{t}}
			onDays[key], units = append(onDays[key], u), append(units, u)
		case 1:
			fits[0].tellings = append(fits[0].tellings, t)
		}
	}
	units = o.joinAdjacent(units, onDays)
	units = append(units, o.among(o.attach(units, vague))...)
	var events []Event
	for _, u := range units {
		if len(u.tellings) < 2 {
			continue
		}
		slices.SortFunc(u.tellings, func(a, b *Telling) int { return cmp.Compare(a.Statement, b.Statement) })
		events = append(events, Event{extract.Hash("event", string(u.tellings[0].Statement)), u.tellings})
	}
	return events
}

// vagueness orders tellings, those that say most first.
func (t *Telling) vagueness(o *Ontology) int {
	n := 0
	if t.Subject.Local || o.top(t.Subject.Class) == weapon {
		n += 8
	}
	if len(t.Places) == 0 {
		n += 4
	}
	if t.Object.Local && t.Object.Count == 0 {
		n += 2
	}
	if t.Means == "" {
		n++
	}
	return n
}

// fixed tells whether only tellings of the same days can be of the same event.
func (o *Ontology) fixed(t *Telling) bool {
	from, to, _ := t.days()
	return t.dated() && (from == to || to-from >= week || t.Object.Local || !o.single(t.Object.Class))
}

// fits tells whether a telling may be of the same event as all of a unit's.
func (o *Ontology) fits(u *unit, t *Telling) bool {
	return !slices.ContainsFunc(u.tellings, func(other *Telling) bool { return !o.same(other, t) })
}

func (o *Ontology) fitting(units []*unit, t *Telling) []*unit {
	var fits []*unit
	for _, u := range units {
		if o.fits(u, t) {
			fits = append(fits, u)
		}
	}
	return fits
}

// joinAdjacent makes one of two units of adjacent days that fit nothing else.
// A person or a ship is not struck anew the next day, as a town is.
func (o *Ontology) joinAdjacent(units []*unit, onDays map[[2]int][]*unit) []*unit {
	beside := func(u *unit) []*unit {
		first := u.tellings[0]
		if u.from != u.to || first.Object.Local || !o.single(first.Object.Class) || first.Object.Class == site {
			return nil
		}
		var found []*unit
		for _, d := range []int{u.from - 1, u.from + 1} {
			for _, v := range onDays[[2]int{d, d}] {
				apart := slices.ContainsFunc(v.tellings, func(t *Telling) bool {
					return !o.fits(u, t) || slices.ContainsFunc(u.tellings, func(other *Telling) bool { return other.Document == t.Document })
				})
				if !apart {
					found = append(found, v)
				}
			}
		}
		return found
	}
	with := map[*unit]*unit{}
	for _, u := range units {
		if found := beside(u); len(found) == 1 {
			with[u] = found[0]
		}
	}
	return slices.DeleteFunc(units, func(u *unit) bool {
		v := with[u]
		if v == nil || with[v] != u {
			return false
		}
		if u.from > v.from {
			return true // the other takes it in
		}
		u.to = v.to
		u.tellings = append(u.tellings, v.tellings...)
		return false
	})
}

// attach adds each vague telling to the one unit that it fits, and returns those
// that fit none.
func (o *Ontology) attach(units []*unit, vague []*Telling) (left []*Telling) {
	come := map[*unit][]*Telling{}
	for _, t := range vague {
		from, to, _ := t.days()
		near := slices.DeleteFunc(slices.Clone(units), func(u *unit) bool {
			return u.from > to || u.to < from || u.to-u.from >= week || !o.fits(u, t)
		})
		switch len(near) {
		case 0:
			left = append(left, t)
		case 1:
			come[near[0]] = append(come[near[0]], t)
		}
	}
	for _, u := range units {
		for _, t := range come[u] {
			if o.fits(u, t) {
				u.tellings = append(u.tellings, t)
			}
		}
	}
	return left
}

// among groups vague tellings: those of which each may tell what the others of
// its group tell, and what nothing else does.
func (o *Ontology) among(vague []*Telling) []*unit {
	near := make([][]int, len(vague))
	for i, a := range vague {
		for j, b := range vague {
			if i == j || o.same(a, b) && overlap(a, b) {
				near[i] = append(near[i], j)
			}
		}
	}
	var units []*unit
	for i := range vague {
		apart := slices.ContainsFunc(near[i], func(j int) bool { return !slices.Equal(near[i], near[j]) })
		if apart || near[i][0] != i {
			continue
		}
		u := &unit{}
		for _, j := range near[i] {
			u.tellings = append(u.tellings, vague[j])
		}
		units = append(units, u)
	}
	return units
}

func overlap(a, b *Telling) bool {
	from, to, _ := a.days()
	start, end, _ := b.days()
	return from <= end && start <= to
}
