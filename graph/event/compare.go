package event

import "slices"

// same tells whether two statements may tell one event, but for their days. It
// is careful: what is wrongly taken for one is hidden from whoever counts.
func (o *Ontology) same(a, b *Telling) bool {
	if !o.akin(a.Predicate, b.Predicate) || !o.comparableMeans(a, b) || !samePlace(a, b) {
		return false
	}
	exact := a.Subject.ID == b.Subject.ID && a.Object.ID == b.Object.ID ||
		o.predicates[a.Predicate].symmetric && a.Subject.ID == b.Object.ID && a.Object.ID == b.Subject.ID
	if a.Document == b.Document {
		// A report has one name for one thing, once it is resolved; and what a
		// sentence joins by "and" it tells apart.
		means := a.Object.ID == b.Object.ID && (a.Instrument == b.Subject.ID || b.Instrument == a.Subject.ID)
		return (exact || means) && a.Sentence != b.Sentence
	}
	return exact || o.sameSubject(a, b) && o.sameObject(a, b)
}

// akin tells whether two predicates may be said of one event: of one type, and
// not two that a parent tells apart, as it does shelling and bombing.
func (o *Ontology) akin(a, b string) bool {
	if a == b {
		return true
	}
	if o.predicates[a].event != o.predicates[b].event {
		return false
	}
	return o.related(a, b) || o.parents[a] == "" || o.parents[a] != o.parents[b]
}

// comparableMeans tells whether the means agree: a drone is no rocket.
func (o *Ontology) comparableMeans(a, b *Telling) bool {
	if a.Means == "" || b.Means == "" || a.Instrument == b.Instrument {
		return true
	}
	return o.related(a.Means, b.Means) && (local(a.Instrument) || local(b.Instrument))
}

// samePlace tells whether the places agree: one of them is not given, or lies
// in the other.
func samePlace(a, b *Telling) bool {
	return len(a.Places) == 0 || len(b.Places) == 0 ||
		slices.Contains(a.Places, b.Places[0]) || slices.Contains(b.Places, a.Places[0])
}

// sameSubject tells whether one subject may be the other, in two reports. One
// without a name may be anybody of its class, and a weapon is somebody's.
func (o *Ontology) sameSubject(a, b *Telling) bool {
	s, t := a.Subject, b.Subject
	if s.ID == t.ID {
		return true
	}
	armed, armedToo := o.top(s.Class) == weapon, o.top(t.Class) == weapon
	if s.Count > 0 && t.Count > 0 && s.Count != t.Count || !agree(s, t) {
		return false
	}
	switch {
	case !s.Local && !t.Local && armed == armedToo:
		return false
	case a.Object.Class == country || b.Object.Class == country:
		return false // somebody attacks a country every day
	case armed != armedToo:
		// comparableMeans has compared the weapon. One with a name, such as a
		// ship's, may be anybody's.
		return armed && s.Local || armedToo && t.Local || owns(s, t) || owns(t, s) || a.Instrument == b.Instrument
	case armed:
		return o.related(s.Class, t.Class)
	case s.Local && t.Local:
		return s.Class == t.Class && s.anybody() && t.anybody()
	}
	return owns(s, t) || owns(t, s) || o.related(s.Class, t.Class) && (s.anybody() || t.anybody())
}

// anybody tells whether an actor may be anybody of its class: gunmen may, and a
// minister not.
func (a Argument) anybody() bool { return a.Local && (nameless[a.Class] || nameless[a.Head]) }

// agree tells whether two belong to the same side, as far as they say.
func agree(s, t Argument) bool {
	if len(s.Sides) == 0 || len(t.Sides) == 0 {
		if s.Local && t.Local || len(s.Sides) == 0 && len(t.Sides) == 0 {
			return true
		}
		// Turkish drones are Turkey's, and nobody else's whose side is not known.
		return s.Local && len(s.Sides) == 0 || t.Local && len(t.Sides) == 0 || owns(s, t) || owns(t, s)
	}
	return owns(s, t) || owns(t, s) || slices.ContainsFunc(s.Sides, func(side string) bool { return slices.Contains(t.Sides, side) })
}

func owns(s, t Argument) bool { return slices.Contains(t.Sides, s.ID) }

// sameObject tells whether those to whom it was done, and who have no name, may
// be the same: of one class, one number and one noun.
func (o *Ontology) sameObject(a, b *Telling) bool {
	s, t := a.Object, b.Object
	if s.ID == t.ID {
		return true
	}
	if !s.Local || !t.Local || s.Class != t.Class || !agree(s, t) || s.Count > 0 && t.Count > 0 && s.Count != t.Count {
		return false
	}
	if s.Head != t.Head && !(o.top(s.Class) == person && (general[s.Head] || general[t.Head])) {
		return false
	}
	// Without a place, "civilians" on one day may be others, and two of them not.
	return len(a.Places) > 0 && len(b.Places) > 0 || s.Count > 0 && s.Count == t.Count || o.top(s.Class) != person
}
