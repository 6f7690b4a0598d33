package coref

import (
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
)

// names opens the chains of names: those with a gazetteer's identity first,
// then full names, then what shortens them. It sees the whole document, so
// that a surname may stand before the full name.
func (c *chains) names() {
	byName := map[string]int{}
	var order []int
	for i := range c.d.Mentions {
		if c.d.Mentions[i].Form == extract.Name {
			order = append(order, i)
		}
	}
	c.disown(order)
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Key == "" {
			continue
		}
		n, ok := c.byKey[m.Key]
		if !ok {
			n = c.open(&chain{class: m.Class, subclass: m.Subclass, key: m.Key, name: c.fold(m)})
			c.byKey[m.Key] = n
		}
		c.assign(m, n, "gazetteer")
		if m.Form != extract.Name {
			continue
		}
		if _, ok := byName[nameKey(m.Class, c.fold(m))]; !ok {
			byName[nameKey(m.Class, c.fold(m))] = n
		}
	}
	// Longer names first, so that the short ones find them.
	slices.SortStableFunc(order, func(a, b int) int {
		return len(c.fold(&c.d.Mentions[b])) - len(c.fold(&c.d.Mentions[a]))
	})
	index := c.newNameIndex()
	for _, i := range order {
		m := &c.d.Mentions[i]
		if m.Chain != 0 {
			index.add(c.fold(m), m.Class, m.Chain)
			continue
		}
		name := c.fold(m)
		if n, ok := byName[nameKey(m.Class, name)]; ok {
			c.assign(m, n, "same name")
			continue
		}
		n, reason := index.find(name, m)
		if n == 0 {
			n, reason = c.open(&chain{class: m.Class, subclass: m.Subclass, name: name}), "new name"
		}
		c.assign(m, n, reason)
		byName[nameKey(m.Class, name)] = n
		index.add(name, m.Class, n)
	}
	c.acronyms()
}

// disown takes a well-known person's identity from a bare surname where the
// report names somebody else by it in full, and never that person.
func (c *chains) disown(order []int) {
	full, others := map[string]bool{}, map[string]bool{}
	for _, i := range order {
		m := &c.d.Mentions[i]
		if m.Class != extract.Person || m.Last-m.First < 2 {
			continue
		}
		if m.Key != "" {
			full[m.Key] = true
			continue
		}
		others[extract.Fold(c.d.Tokens[m.Last-1].Text)] = true
	}
	for _, i := range order {
		m := &c.d.Mentions[i]
		if m.Class == extract.Person && m.Key != "" && m.Last-m.First == 1 && !full[m.Key] && others[c.fold(m)] {
			m.Key = ""
		}
	}
}

func (c *chains) fold(m *extract.Mention) string { return extract.Fold(c.d.Slice(m.Span)) }

func nameKey(class extract.Class, name string) string { return string(class) + "/" + name }

func (c *chains) assign(m *extract.Mention, n int, reason string) {
	m.Chain = n
	if m.Reason == "" {
		m.Reason = reason
	}
	ch := c.list[n-1]
	if name := c.fold(m); len(name) > len(ch.name) && m.Key == ch.key {
		ch.name = name
	}
	if ch.subclass == "" {
		ch.subclass = m.Subclass
	}
}

// nameIndex finds the longer name that a shorter one stands for.
type nameIndex struct {
	// last and first words of persons' names, any word of an organisation's;
	// the value is 0 where two chains share one.
	words    map[string]int
	skeleton map[string]int
}

func (c *chains) newNameIndex() *nameIndex {
	return &nameIndex{words: map[string]int{}, skeleton: map[string]int{}}
}

func (x *nameIndex) put(m map[string]int, key string, n int) {
	if old, ok := m[key]; ok && old != n {
		m[key] = -1
		return
	}
	m[key] = n
}

func (x *nameIndex) add(name string, class extract.Class, n int) {
	words := strings.Fields(name)
	switch {
	case class == extract.Person && len(words) > 1:
		// The surname, with and without its particle, and everything but the
		// first name.
		for i := 1; i < len(words); i++ {
			x.put(x.words, nameKey(class, strings.Join(words[i:], " ")), n)
		}
		x.put(x.words, nameKey(class, words[0]), n)
	case class == extract.Organisation && len(words) > 2:
		for i := 1; i < len(words)-1; i++ {
			x.put(x.words, nameKey(class, strings.Join(words[i:], " ")), n)
			x.put(x.words, nameKey(class, strings.Join(words[:len(words)-i], " ")), n)
		}
	case class == extract.Place && len(words) > 1 || class == extract.Weapon && len(words) > 1:
		x.put(x.words, nameKey(class, strings.Join(words[:len(words)-1], " ")), n)
	}
	if class == extract.Person || class == extract.Place {
		if sk := skeleton(words[len(words)-1]); len(sk) >= 3 {
			x.put(x.skeleton, nameKey(class, sk), n)
		}
	}
}

func (x *nameIndex) find(name string, m *extract.Mention) (int, string) {
	if n := x.words[nameKey(m.Class, name)]; n > 0 {
		return n, "part of a longer name"
	}
	words := strings.Fields(name)
	if len(words) == 1 && (m.Class == extract.Person || m.Class == extract.Place) {
		if sk := skeleton(name); len(sk) >= 3 && len(name) >= 6 {
			if n := x.skeleton[nameKey(m.Class, sk)]; n > 0 {
				return n, "spelling variant"
			}
		}
	}
	return 0, ""
}

// skeleton is a name without vowels and doubled letters: the same for the
// transliterations Soleimani and Suleimani.
func skeleton(w string) string {
	var b strings.Builder
	var last rune
	for _, r := range w {
		switch {
		case !unicode.IsLetter(r) || strings.ContainsRune("aeiouyw", r):
			continue
		case r == 'q':
			r = 'k'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// acronyms joins "Islamic Revolutionary Guard Corps (IRGC)": a name right
// after another in brackets, or one that is the other's initials.
func (c *chains) acronyms() {
	byInitials := map[string]int{}
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Form == extract.Name && m.Class == extract.Organisation && m.Last-m.First > 1 {
			byInitials[extract.Initials(c.d.Slice(m.Span))] = m.Chain
		}
	}
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Form != extract.Name || m.Class != extract.Organisation || m.Key != "" {
			continue
		}
		text := c.d.Slice(m.Span)
		if text != strings.ToUpper(text) || len(text) < 2 {
			continue
		}
		if n := c.bracketed(i); n != 0 && n != m.Chain {
			c.merge(m.Chain, n, "acronym in brackets")
		} else if n, ok := byInitials[strings.ReplaceAll(text, ".", "")]; ok && n != m.Chain {
			c.merge(m.Chain, n, "initials")
		}
	}
}

// bracketed returns the chain of the name that ends before the bracket in
// which mention i stands alone.
func (c *chains) bracketed(i int) int {
	m := &c.d.Mentions[i]
	if m.First == 0 || c.d.Tokens[m.First-1].Text != "(" || m.Last >= len(c.d.Tokens) || c.d.Tokens[m.Last].Text != ")" {
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
