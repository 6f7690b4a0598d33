package graph

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sitrep/extract"
)

// Decision is what somebody decided by hand about which entities are one. A
// merge says that Other is Entity; a split (Name is not empty) that wherever
// reports call Entity by Name, or where Document does, they mean Other. All but
// Name and Reason are IDs; a split's Entity is as extraction gives it.
type Decision struct {
	Entity   string `json:"entity"`
	Other    string `json:"other"`
	Name     string `json:"name,omitempty"`
	Document string `json:"document,omitempty"`
	Reason   string `json:"reason"`
}

// NewSplit returns the decision to part a name from an entity. The new
// entity's ID follows from what is split alone: it is the same in every store,
// however often the decision is taken back and made again, and no name's.
func NewSplit(entity, name, document, reason string) Decision {
	key := extract.Fold(name)
	other := path.Dir(entity) + "/" + extract.Slug(name) + "-" + extract.Hash(entity, key, document)[:8]
	return Decision{Entity: entity, Other: other, Name: name, Document: document, Reason: reason}
}

// IsSplit tells a split from a merge.
func (d *Decision) IsSplit() bool { return d.Name != "" }

// IRI names the decision's node. An entity is merged once, and a name split
// once from an entity and document.
func (d *Decision) IRI() quad.IRI {
	if d.IsSplit() {
		return quad.IRI(decisionPrefix + extract.Hash("split", d.Entity, extract.Fold(d.Name), d.Document))
	}
	return quad.IRI(decisionPrefix + extract.Hash("merge", d.Other))
}

// Quads returns the decision as the graph keeps it.
func (d *Decision) Quads() []quad.Quad {
	iri := d.IRI()
	var w writer
	add := func(p quad.IRI, o quad.Value) { w.add(iri, p, o, ByHand) }
	if d.IsSplit() {
		add(Type, SplitClass)
		add(SplitFrom, EntityIRI(d.Entity))
		add(SplitOff, EntityIRI(d.Other))
		add(Named, quad.String(d.Name))
		if d.Document != "" {
			add(Within, DocumentIRI(d.Document))
		}
	} else {
		add(Type, MergeClass)
		add(Kept, EntityIRI(d.Entity))
		add(MergedWith, EntityIRI(d.Other))
	}
	if d.Reason != "" {
		add(Reason, quad.String(d.Reason))
	}
	return w.quads
}

// Decisions are all that hold in one graph. Splits come first and apply to what
// extraction gave, merges to what is left: so their order does not matter.
type Decisions struct {
	splits map[string][]*Decision // by entity
	merges map[string]*Decision   // by the entity that was merged
}

// NewDecisions gathers decisions.
func NewDecisions(list ...Decision) *Decisions {
	ds := &Decisions{splits: map[string][]*Decision{}, merges: map[string]*Decision{}}
	for i := range list {
		d := &list[i]
		if d.IsSplit() {
			ds.splits[d.Entity] = append(ds.splits[d.Entity], d)
		} else {
			ds.merges[d.Other] = d
		}
	}
	return ds
}

// ParseDecisions reads decisions back from their quads; others are passed over.
func ParseDecisions(quads []quad.Quad) *Decisions {
	found := map[quad.Value]*Decision{}
	for _, q := range quads {
		if q.Label != ByHand {
			continue
		}
		d := found[q.Subject]
		if d == nil {
			d = &Decision{}
			found[q.Subject] = d
		}
		switch q.Predicate {
		case Kept, SplitFrom:
			d.Entity, _ = EntityID(q.Object)
		case MergedWith, SplitOff:
			d.Other, _ = EntityID(q.Object)
		case Named:
			d.Name = quad.ToString(q.Object)
		case Within:
			d.Document, _ = DocumentID(q.Object)
		case Reason:
			d.Reason = quad.ToString(q.Object)
		}
	}
	list := make([]Decision, 0, len(found))
	for _, d := range found {
		if d.Entity != "" && d.Other != "" {
			list = append(list, *d)
		}
	}
	return NewDecisions(list...)
}

// List returns the decisions in an order in which they can be made one after
// the other: splits, then merges, those into what is merged itself first.
func (ds *Decisions) List() []Decision {
	var list []Decision
	for _, of := range ds.splits {
		for _, d := range of {
			list = append(list, *d)
		}
	}
	for _, d := range ds.merges {
		list = append(list, *d)
	}
	rank := func(d Decision) int {
		if d.IsSplit() {
			return 0
		}
		return len(ds.merges) + 1 - len(ds.path(d.Entity))
	}
	slices.SortFunc(list, func(a, b Decision) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Other, b.Other))
	})
	return list
}

// With and Without return the decisions with some more, or without some.
func (ds *Decisions) With(more ...Decision) *Decisions {
	return NewDecisions(append(ds.Without(more...).List(), more...)...)
}

// Without returns the decisions without some; see With.
func (ds *Decisions) Without(some ...Decision) *Decisions {
	return NewDecisions(slices.DeleteFunc(ds.List(), func(d Decision) bool {
		return slices.ContainsFunc(some, func(s Decision) bool { return s.IRI() == d.IRI() })
	})...)
}

// Any tells whether there are any decisions.
func (ds *Decisions) Any() bool { return len(ds.splits)+len(ds.merges) > 0 }

// Root returns the entity that an ID stands for once all merges are made.
func (ds *Decisions) Root(id string) string {
	if p := ds.path(id); len(p) > 0 {
		return p[len(p)-1].Entity
	}
	return id
}

// Stands returns the entity that a document means where it calls one by a name.
func (ds *Decisions) Stands(entity, name, document string) string {
	if d := ds.split(entity, name, document); d != nil {
		entity = d.Other
	}
	return ds.Root(entity)
}

// split returns the split that parts a name from an entity in a document: what
// is said of the one goes over what is said of all.
func (ds *Decisions) split(entity, name, document string) *Decision {
	var found *Decision
	key := extract.Fold(name)
	for _, d := range ds.splits[entity] {
		if (d.Document == "" && found == nil || d.Document == document) && extract.Fold(d.Name) == key {
			found = d
		}
	}
	return found
}

// path returns the merges from an entity to its root.
func (ds *Decisions) path(id string) []*Decision {
	var p []*Decision
	for d := ds.merges[id]; d != nil && len(p) <= len(ds.merges); d = ds.merges[d.Entity] {
		p = append(p, d)
	}
	return p
}

// Merge returns the merge of an entity into another, or nil.
func (ds *Decisions) Merge(other string) *Decision { return ds.merges[other] }

// Into returns the merges into an entity itself.
func (ds *Decisions) Into(entity string) []*Decision {
	var found []*Decision
	for _, d := range ds.merges {
		if d.Entity == entity {
			found = append(found, d)
		}
	}
	return found
}

// Splits returns what was split from an entity.
func (ds *Decisions) Splits(entity string) []*Decision { return ds.splits[entity] }

// Split returns the split that made an entity, or nil.
func (ds *Decisions) Split(other string) *Decision {
	for _, of := range ds.splits {
		for _, d := range of {
			if d.Other == other {
				return d
			}
		}
	}
	return nil
}

// topClass is the class that an entity's ID begins with.
func topClass(id string) quad.IRI {
	class, _, _ := strings.Cut(id, "/")
	for _, c := range extract.Classes {
		if strings.EqualFold(string(c), class) {
			return ClassIRI(string(c))
		}
	}
	return ClassIRI(class)
}
