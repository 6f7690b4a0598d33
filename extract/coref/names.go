package coref

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"sitrep/extract"
)

// naming is one of the ways in which a document names things: all mentions of
// the same words that were found to be the same.
type naming struct {
	namingKey
	name string // folded
	// mentions is how often it stands, last the place of the last one.
	mentions, last int
	chain          int
	// first says why its first mention is in the chain, reason why the others
	// are, joined why the chain became part of another.
	first, reason, joined string
	seen                  bool
}

// namingKey is what tells namings apart.
type namingKey struct {
	text     string
	class    extract.Class
	subclass string
	key      string
	// noun is set for a common noun phrase that the gazetteer knows.
	noun bool
	// single is set for one token.
	single bool
}

// namings are all of a document. Until its names are resolved, the chain of a
// mention is its naming: n stands for all[n-1].
type namings struct {
	all  []*naming
	find map[namingKey]int
	// place counts what was seen, so that the last of several can be told.
	place int
	// surnames are those of people named in full who are not well known.
	surnames map[string]bool
	// opening are the names of the first two sentences.
	opening  []int
	acronyms []acronym
	// inOffices are the named institutions of countries.
	inOffices map[landOffice]seenOffice
}

// acronym is a mention of an unknown organisation in capitals, and the naming
// after which it stands in brackets, or 0.
type acronym struct{ naming, after int }

// landOffice is an institution's name, and whose it is.
type landOffice struct {
	owner int
	words string
}

type seenOffice struct{ naming, place int }

func newNamings() namings {
	return namings{find: map[namingKey]int{}, surnames: map[string]bool{}, inOffices: map[landOffice]seenOffice{}}
}

// seeNames gives each name of a part its naming.
func (c *chains) seeNames() {
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Form != extract.Name && m.Key == "" {
			continue
		}
		k := namingKey{c.d.Slice(m.Span), m.Class, m.Subclass, m.Key, m.Form != extract.Name, m.Last-m.First == 1}
		at, ok := c.find[k]
		if !ok {
			c.all = append(c.all, &naming{namingKey: k, name: extract.Fold(k.text)})
			at = len(c.all)
			c.find[k] = at
		}
		m.Chain = at
		n := c.all[at-1]
		n.mentions++
		c.place++
		n.last = c.place
		if k.noun {
			continue
		}
		if c.before+m.Sentence <= 1 {
			c.opening = append(c.opening, at)
		}
		if k.class == extract.Person && !k.single && k.key == "" {
			c.surnames[extract.Fold(c.d.Tokens[m.Last-1].Text)] = true
		}
		if k.class == extract.Organisation && k.key == "" && len(k.text) >= 2 && k.text == strings.ToUpper(k.text) {
			c.acronyms = append(c.acronyms, acronym{at, c.bracketed(i)})
		}
	}
}

// joinNames opens the chains of names: those with a gazetteer's identity first,
// then full names, then what shortens them. It sees the whole document, so
// that a surname may stand before the full name.
func (c *chains) joinNames() {
	c.disown()
	byName := map[string]int{}
	var order []*naming
	for _, n := range c.all {
		if n.key == "" {
			order = append(order, n)
			continue
		}
		at, ok := c.byKey[n.key]
		if !ok {
			at = c.open(&chain{class: n.class, subclass: n.subclass, key: n.key, name: n.name})
			c.byKey[n.key] = at
		}
		c.assign(n, at, "gazetteer", "gazetteer")
		if n.noun {
			continue
		}
		order = append(order, n)
		if _, ok := byName[nameKey(n.class, n.name)]; !ok {
			byName[nameKey(n.class, n.name)] = at
		}
	}
	// Longer names first, so that the short ones find them.
	slices.SortStableFunc(order, func(a, b *naming) int { return len(b.name) - len(a.name) })
	index := newNameIndex()
	for _, n := range order {
		if n.chain != 0 {
			index.add(n.name, n.class, n.chain)
			continue
		}
		if at, ok := byName[nameKey(n.class, n.name)]; ok {
			c.assign(n, at, "same name", "same name")
			continue
		}
		at, reason := index.find(n.name, n.class)
		if at == 0 {
			at, reason = c.open(&chain{class: n.class, subclass: n.subclass, name: n.name}), "new name"
		}
		c.assign(n, at, reason, "same name")
		byName[nameKey(n.class, n.name)] = at
		index.add(n.name, n.class, at)
	}
}

// disown takes a well-known person's identity from a bare surname where the
// report names somebody else by it in full, and never that person.
func (c *chains) disown() {
	full := map[string]bool{}
	for _, n := range c.all {
		if n.class == extract.Person && !n.single && !n.noun && n.key != "" {
			full[n.key] = true
		}
	}
	for _, n := range c.all {
		if n.class == extract.Person && n.single && !n.noun && n.key != "" && !full[n.key] && c.surnames[n.name] {
			n.key = ""
		}
	}
}

func nameKey(class extract.Class, name string) string { return string(class) + "/" + name }

func (c *chains) assign(n *naming, at int, first, reason string) {
	n.chain, n.first, n.reason = at, first, reason
	ch := c.list[at-1]
	if len(n.name) > len(ch.name) && n.key == ch.key {
		ch.name = n.name
	}
	if ch.subclass == "" {
		ch.subclass = n.subclass
	}
}

// resolveNames gives mentions with a naming its chain.
func (c *chains) resolveNames(mentions []extract.Mention) {
	for i := range mentions {
		m := &mentions[i]
		if m.Chain == 0 {
			continue
		}
		n := c.all[m.Chain-1]
		m.Chain, m.Key = n.chain, n.key
		switch {
		case n.joined != "":
			m.Reason = n.joined
		case m.Reason != "":
		case n.seen:
			m.Reason = n.reason
		default:
			m.Reason = n.first
		}
		n.seen = true
	}
}

// joinAcronyms joins "Islamic Revolutionary Guard Corps (IRGC)": a name right
// after another in brackets, or one that is the other's initials.
func (c *chains) joinAcronyms() {
	longs := slices.DeleteFunc(slices.Clone(c.all), func(n *naming) bool {
		return n.noun || n.single || n.class != extract.Organisation
	})
	slices.SortFunc(longs, func(a, b *naming) int { return a.last - b.last })
	byInitials := map[string]int{}
	for _, n := range longs {
		byInitials[extract.Initials(n.text)] = n.chain
	}
	members := make([][]*naming, len(c.list)+1)
	for _, n := range c.all {
		members[n.chain] = append(members[n.chain], n)
	}
	merge := func(from, to int, reason string) {
		for _, n := range members[from] {
			n.chain, n.joined = to, reason
		}
		members[to] = append(members[to], members[from]...)
		members[from] = nil
	}
	for _, a := range c.acronyms {
		n, after := c.all[a.naming-1], 0
		if a.after != 0 {
			after = c.all[a.after-1].chain
		}
		if after != 0 && after != n.chain {
			merge(n.chain, after, "acronym in brackets")
		} else if at, ok := byInitials[strings.ReplaceAll(n.text, ".", "")]; ok && at != n.chain {
			merge(n.chain, at, "initials")
		}
	}
}

// bracketed returns the naming of the name that ends before the bracket in
// which mention i stands alone.
func (c *chains) bracketed(i int) int {
	m := &c.d.Mentions[i]
	if m.First == 0 || m.Last >= len(c.d.Tokens) {
		return 0
	}
	if b := c.d.Tokens[m.First-1].Text + c.d.Tokens[m.Last].Text; b != "()" && b != "[]" {
		return 0
	}
	for j := i - 1; j >= max(0, i-4); j-- {
		n := &c.d.Mentions[j]
		if n.Last == m.First-1 && n.Class == m.Class && n.Chain != 0 {
			return n.Chain
		}
	}
	return 0
}

// seeOffices remembers the named institutions of a part.
func (c *chains) seeOffices() {
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Chain == 0 || m.Class != extract.Organisation {
			continue
		}
		if owner := c.nation(i); owner != 0 {
			if words := c.office(i); words != "" {
				c.place++
				c.inOffices[landOffice{owner, words}] = seenOffice{m.Chain, c.place}
			}
		}
	}
}

// findOffices gives the institutions their chains; of several, the last one's.
func (c *chains) findOffices() {
	c.offices = map[string]int{}
	order := slices.SortedFunc(maps.Keys(c.inOffices), func(a, b landOffice) int {
		return c.inOffices[a].place - c.inOffices[b].place
	})
	for _, o := range order {
		c.offices[officeOf(c.all[o.owner-1].chain, o.words)] = c.all[c.inOffices[o].naming-1].chain
	}
	c.inOffices = nil
}

// officeOf is what identifies a country's institution however it is put: "the
// Azerbaijani Defence Ministry", "Azerbaijan's defence ministry".
func officeOf(owner int, words string) string { return strconv.Itoa(owner) + words }
