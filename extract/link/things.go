package link

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"sitrep/extract"
)

// things are what a document's chains stand for.
type things struct {
	*Linker
	doc     string
	byChain []*thing
	order   []int // chains, by their first mentions
	// entities, and which of them each chain is, are made once the whole document
	// is known, and the things let go.
	entities []extract.Entity
	made     []linked
}

// linked is the entity of a chain; reason is why its first mention has one that
// was there before.
type linked struct{ id, reason string }

// thing is one chain: what its mentions say of it together.
type thing struct {
	class    extract.Class
	subclass string
	// rank and length are those of the mention that describes it best; name is
	// how that puts it.
	rank, length int32
	name         string
	// located is set where the description says where a site is.
	located bool
	key     string
	names   []string
	// kinds are the subclasses of mentions of each class, the first ones.
	kinds []kind
	// country and trade are what tells a person from namesakes, see qualify.
	country, trade string
	// plural is set where a noun phrase in the plural stands for it.
	plural bool
}

type kind struct {
	class    extract.Class
	subclass string
}

// gather adds a part's mentions to their chains.
func (t *things) gather(_ context.Context, d *extract.Document) error {
	for i := range d.Mentions {
		m := &d.Mentions[i]
		for m.Chain >= len(t.byChain) {
			t.byChain = append(t.byChain, nil)
		}
		x := t.byChain[m.Chain]
		if x == nil {
			x = &thing{rank: -1}
			t.byChain[m.Chain] = x
			t.order = append(t.order, m.Chain)
		}
		t.add(x, d, i)
	}
	return nil
}

// rank prefers names to nominals to pronouns.
func rank(f extract.Form) int32 {
	switch f {
	case extract.Name:
		return 2
	case extract.Nominal:
		return 1
	}
	return 0
}

// add adds mention i to its chain.
func (t *things) add(x *thing, d *extract.Document, i int) {
	m := &d.Mentions[i]
	text := d.Slice(m.Span)
	// Of two names the longer describes better.
	if r := rank(m.Form); r > x.rank || r == x.rank && m.Form == extract.Name && int32(m.Len()) > x.length {
		x.rank, x.length = r, int32(m.Len())
		x.class, x.subclass = m.Class, m.Subclass
		switch m.Form {
		case extract.Name:
			x.name = t.properCase(text)
		case extract.Nominal:
			x.name, x.located = t.description(d, m), t.located(d, m)
		}
	}
	if x.key == "" {
		x.key = m.Key
	}
	if m.Class == extract.Person {
		t.qualify(x, d, i)
	}
	x.plural = x.plural || m.Form == extract.Nominal && strings.HasSuffix(d.Tokens[m.Head].Tag, "S")
	if m.Form == extract.Name {
		if n := t.properCase(text); !slices.Contains(x.names, n) {
			x.names = append(x.names, n)
		}
	}
	if m.Subclass != "" && !slices.ContainsFunc(x.kinds, func(k kind) bool { return k.class == m.Class }) {
		x.kinds = append(x.kinds, kind{m.Class, m.Subclass})
	}
}

// give gives the mentions of a part their entities.
func (t *things) give(_ context.Context, d *extract.Document) error {
	if t.made == nil {
		t.make()
	}
	d.Entities = t.entities
	for i := range d.Mentions {
		m := &d.Mentions[i]
		x := t.made[m.Chain]
		m.Entity = x.id
		if x.reason != "" && strings.HasPrefix(m.Reason, extract.FirstMention) {
			m.Reason = x.reason
		}
	}
	d.Mentions = slices.DeleteFunc(d.Mentions, func(m extract.Mention) bool { return m.Entity == "" })
	return nil
}

// make makes the entities. Equal IDs are one entity, but two groups of gunmen
// are two, however alike their words.
func (t *things) make() {
	at := map[string]int{}
	// next is the number from which an ID may still be free.
	next := map[string]int{}
	t.made = make([]linked, len(t.byChain)+1)
	for _, n := range t.order {
		x := t.byChain[n]
		t.byChain[n] = nil
		if x.rank == 0 {
			continue // a pronoun alone is never a node
		}
		e, local := t.entity(x)
		if _, taken := at[e.ID]; local && taken && !t.kind(e, x) {
			base, k := e.ID, max(2, next[e.ID])
			for ; taken; k++ {
				e.ID = base + "-" + strconv.Itoa(k)
				_, taken = at[e.ID]
			}
			next[base] = k
		}
		reason := ""
		if i, ok := at[e.ID]; ok {
			// The first mention of its chain, but not of the entity.
			if reason = "same name"; local {
				reason = "the same kind of weapon"
			}
			t.entities[i].Absorb(e)
		} else {
			at[e.ID] = len(t.entities)
			t.entities = append(t.entities, e)
		}
		t.made[n] = linked{e.ID, reason}
	}
	t.byChain, t.order = nil, nil
}

// kind tells whether an entity without a name stands for all of its kind: a
// rocket and the rockets do, while "a tanker" and "a tanker" are two.
func (t *things) kind(e extract.Entity, x *thing) bool {
	return e.Class == extract.Weapon && (x.plural || !t.lex.Is("craft", strings.ToLower(e.Subclass)))
}

// entity describes a thing; local tells whether it is known only inside its
// document.
func (t *things) entity(x *thing) (e extract.Entity, local bool) {
	e.Class, e.Subclass, e.Name = x.class, x.subclass, x.name
	for _, k := range x.kinds {
		if e.Subclass == "" && k.class == e.Class {
			e.Subclass = k.subclass
		}
	}
	switch {
	case x.key != "":
		e.ID = x.key
		known := t.lex.Gazetteer.Names(x.key)
		e.Name = known[0]
		e.Aliases = known[1:]
		for _, n := range x.names {
			if !t.demonym(n, x.key) {
				e.Aliases = append(slices.Clip(e.Aliases), n)
			}
		}
	case x.rank == rank(extract.Name):
		e.ID = extract.EntityID(e.Class, t.spelling(e.Class, e.Name)+t.qualifier(x, e))
		e.Aliases = x.names
	case x.located:
		e.ID = extract.EntityID(e.Class, e.Name)
	default:
		e.ID, local = extract.LocalEntityID(e.Class, t.doc, e.Name), true
	}
	e.Aliases = distinct(e.Name, e.Aliases)
	return e, local
}
