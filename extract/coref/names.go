package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// naming is one of the ways in which a document names things: all mentions of
// the same words that were found to be the same.
type naming struct {
	namingKey
	name     string // folded
	mentions int
	chain    int
	// first says why its first mention is in the chain, reason why the others
	// are, joined why the chain became part of another.
	first, reason, joined string
	seen                  bool
	// introduced is set for a surname that begins somebody's description, before
	// anybody is named by it in full: it stands for no longer name.
	introduced bool
	// kin is set for a full name that is given as that of somebody's relative:
	// "his brother, Hamza Karra". The surname alone is not theirs.
	kin bool
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
	// state is the ID of the state that a town's name may stand for here.
	state string
}

// namings are all of a document. Until its names are resolved, the chain of a
// mention is its naming: n stands for all[n-1].
type namings struct {
	all  []*naming
	find map[namingKey]int
	// surnames are those of all people named in full, unknown those of people
	// who are not well known.
	surnames, unknown map[string]bool
	// opening are the names of the first two sentences.
	opening []int
	// others are the namings that the text gives as another name of one.
	others []otherName
	// inOffices are the named institutions of countries; places counts them, so
	// that the last of several can be told.
	inOffices map[landOffice]seenOffice
	places    int
	// bodies are the single words, taken for people, that a body's description
	// stands beside.
	bodies map[string]bool
	// owners are the countries, as namings, whose institutions of some words the
	// document speaks of.
	owners map[string][]int
}

func newNamings() namings {
	return namings{
		find: map[namingKey]int{}, surnames: map[string]bool{}, unknown: map[string]bool{},
		inOffices: map[landOffice]seenOffice{}, owners: map[string][]int{}, bodies: map[string]bool{},
	}
}

// seeNames gives each name of a part its naming.
func (c *chains) seeNames() {
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Form != extract.Name && m.Key == "" {
			continue
		}
		k := namingKey{c.d.Slice(m.Span), m.Class, m.Subclass, m.Key, m.Form != extract.Name, m.Last-m.First == 1, c.governed(m)}
		at, ok := c.find[k]
		if !ok {
			name := extract.Fold(k.text)
			c.all = append(c.all, &naming{
				namingKey: k, name: name,
				introduced: k.class == extract.Person && k.single && !c.surnames[name] && c.aged(m),
			})
			at = len(c.all)
			c.find[k] = at
		}
		m.Chain = at
		n := c.all[at-1]
		n.mentions++
		n.kin = n.kin || k.class == extract.Person && !k.single && c.related(m)
		if k.noun {
			continue
		}
		if k.class == extract.Person && k.single && k.key == "" && m.Title == "" && c.besideBody(i) {
			c.bodies[k.text] = true
		}
		if c.before+m.Sentence <= 1 {
			c.opening = append(c.opening, at)
		}
		if k.class == extract.Person && !k.single {
			w := extract.Fold(c.d.Tokens[m.Last-1].Text)
			c.surnames[w], c.surnames[lastWord(w)] = true, true // "al-Sharaa" is one token
			if k.key == "" {
				c.unknown[w] = true
			}
		}
		c.seeOtherName(i)
	}
}

// aged tells whether an age follows a name: "Mr Khan, 45,".
func (c *chains) aged(m *extract.Mention) bool {
	end := c.d.Sentences[m.Sentence].Last
	return m.Last+2 < end && c.d.Tokens[m.Last].Text == "," && c.d.Tokens[m.Last+1].Tag == "CD" && c.d.Tokens[m.Last+2].Text == ","
}

// related tells whether a name stands beside a noun for somebody's relative.
func (c *chains) related(m *extract.Mention) bool {
	s := c.d.Sentences[m.Sentence]
	kin := func(t int) bool {
		return t > s.First && t < s.Last && c.lex.Is("relative", c.d.Tokens[t].Lemma) && (c.d.Tokens[t-1].Tag == "PRP$" || c.d.Tokens[t-1].Tag == "POS")
	}
	if m.Last+2 < s.Last && c.d.Tokens[m.Last].Text == "," && kin(m.Last+2) {
		return true
	}
	if t := m.First - 2; t > s.First && c.d.Tokens[t+1].Lemma == "of" && c.lex.Is("relative", c.d.Tokens[t].Lemma) {
		return true // "the son of Hamza Karra"
	}
	return kin(m.First-1) || m.First-2 > s.First && c.d.Tokens[m.First-1].Text == "," && kin(m.First-2)
}

// joinNames opens the chains of names: those with a gazetteer's identity first,
// then full names, then what shortens them. It sees the whole document, so
// that a surname may stand before the full name.
func (c *chains) joinNames() {
	c.redefine()
	c.govern()
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
			if n.class == extract.Organisation && n.subclass != "ArmedGroup" {
				for _, name := range c.lex.Gazetteer.Names(n.key) {
					if name = extract.Fold(name); strings.Contains(name, " ") {
						c.list[at-1].ends(name)
					}
				}
			}
		}
		c.assign(n, at, "a known name", "a known name")
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
	index := newNameIndex(c.lex)
	for _, n := range order {
		if n.chain != 0 {
			if index.add(n.name, n.class, n.chain); n.kin {
				index.cede(n.name, n.chain)
			}
			continue
		}
		if at, ok := byName[nameKey(n.class, n.name)]; ok {
			c.assign(n, at, "same name", "same name")
			continue
		}
		at, reason := 0, ""
		if !n.introduced {
			at, reason = index.find(n.name, n.class)
		}
		if at == 0 {
			at, reason = c.open(&chain{class: n.class, subclass: n.subclass, name: n.name}), firstName
		}
		c.assign(n, at, reason, "same name")
		byName[nameKey(n.class, n.name)] = at
		if index.add(n.name, n.class, at); n.kin {
			index.cede(n.name, at)
		}
	}
}

// disown takes a well-known person's identity from a bare surname where the
// report names somebody else by it in full, and never that person. It also
// makes a person of a surname that was taken for an organisation or place.
func (c *chains) disown() {
	full, others, ends := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, n := range c.all {
		if n.class != extract.Person || n.single || n.noun {
			continue
		}
		words := strings.Fields(n.name)
		others[words[0]] = true
		for i := 1; i+1 < len(words); i++ {
			ends[strings.Join(words[i:], " ")] = true
		}
		if n.key != "" {
			full[n.key] = true
		}
	}
	for _, n := range c.all {
		switch {
		case n.class == extract.Organisation && n.key == "" && !n.single && !n.noun && ends[n.name]:
			n.class, n.subclass = extract.Person, "" // "Ag Ghaly", of Iyad Ag Ghaly
		case !n.single || n.noun:
		case n.class == extract.Person && n.key == "" && c.bodies[n.text] && !c.surnames[n.name]:
			n.class, n.subclass = extract.Organisation, ""
		case n.class == extract.Person && n.key != "" && !full[n.key] && c.lex.Given[n.name] && others[n.name]:
			n.key = "" // "Saddam", where a Saddam Haftar is spoken of
		case n.class == extract.Person && n.key != "" && !full[n.key] && c.unknown[n.name]:
			n.key = ""
		case (n.class == extract.Organisation && n.subclass != "Intergovernmental" || n.class == extract.Place && n.key == "") && c.surnames[n.name]:
			// A surname that is a town's or a brigade's name too; "UN" is
			// nobody's, whoever Kim Jong Un is.
			n.class, n.subclass, n.key = extract.Person, "", ""
		}
	}
}

func nameKey(class extract.Class, name string) string { return string(class) + "/" + name }

func (c *chains) assign(n *naming, at int, first, reason string) {
	n.chain, n.first, n.reason = at, first, reason
	ch := c.list[at-1]
	if ch.gender == 0 && n.class == extract.Person && !n.single {
		ch.gender = c.givenGender(n.name)
	}
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
		if m.Class != n.class {
			m.Class, m.Sense = n.class, ""
		}
		m.Chain, m.Subclass, m.Key = n.chain, n.subclass, n.key
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
