package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// How far back, in sentences, a phrase may point: by the same noun, and by
// another noun for the kind of thing.
const (
	nominalReach = 12
	kindReach    = 3
)

// phrase is a common noun phrase and what it says of its head.
type phrase struct {
	mention *extract.Mention
	index   int
	head    string
	// definite phrases point back: "the", "these", "its".
	definite bool
	mods     map[string]bool
	owner    int
	number   string
	plural   bool
}

// nominal resolves a common noun phrase: to what it points back to, or to a
// chain of its own.
func (c *chains) nominal(i int) {
	m := &c.d.Mentions[i]
	if n := c.named(i); n != 0 {
		c.list[n-1].heads[c.d.Tokens[m.Head].Lemma] = true
		c.join(i, n, "the name and its kind")
		return
	}
	if n, reason := c.beside(i); n != 0 {
		c.list[n-1].heads[c.d.Tokens[m.Head].Lemma] = true
		if reason == "" {
			return // only a type before the name: "the tanker Calypso Dawn"
		}
		c.join(i, n, reason)
		return
	}
	if n := c.predicated(i); n != 0 {
		c.list[n-1].heads[c.d.Tokens[m.Head].Lemma] = true
		c.join(i, n, "said to be that")
		return
	}
	p := c.phrase(i)
	if c.government(i, p.owner, p.mods, p.definite) {
		return
	}
	if p.owner != 0 {
		if words := c.office(i); words != "" && c.offices[officeOf(p.owner, words)] != 0 {
			c.join(i, c.offices[officeOf(p.owner, words)], "the same institution")
			return
		}
	}
	if n, reason := c.antecedent(p); n != 0 {
		ch := c.list[n-1]
		if ch.owner == 0 {
			ch.owner = p.owner
		}
		if ch.name == "" {
			ch.heads[p.head] = true
		}
		c.join(i, n, reason)
		return
	}
	n := c.open(&chain{
		class: m.Class, subclass: m.Subclass, heads: map[string]bool{p.head: true},
		mods: p.mods, owner: p.owner, number: p.number, plural: p.plural,
	})
	c.loose = append(c.loose, n)
	c.join(i, n, "new description")
}

// office returns an institution's words, in small letters and without those of
// its owner; empty for what is none.
func (c *chains) office(i int) string {
	m := &c.d.Mentions[i]
	if m.Class != extract.Organisation || !c.lex.Is("institution", strings.ToLower(c.d.Tokens[m.Head].Text)) {
		return ""
	}
	key := ""
	for k := m.First; k <= m.Head; k++ {
		w := strings.ToLower(c.d.Tokens[k].Text)
		if !c.inOwner(i, k) && !c.lex.Is("determiner", w) && c.d.Tokens[k].Tag != "POS" {
			key += " " + strings.ReplaceAll(w, "defense", "defence")
		}
	}
	return key
}

// phrase describes mention i.
func (c *chains) phrase(i int) phrase {
	m := &c.d.Mentions[i]
	t := c.d.Tokens[m.Head]
	p := phrase{mention: m, index: i, head: t.Lemma, mods: map[string]bool{}}
	p.plural = plural(t)
	// "an [army] patrol" is one of the army that was named.
	p.definite = m.Class == extract.Organisation && m.Last < len(c.d.Tokens) && (m.First == m.Head && c.lex.Is("body", t.Lemma) || c.lex.Is("body", strings.ToLower(c.d.Slice(m.Span)))) && (strings.HasPrefix(c.d.Tokens[m.Last].Tag, "NN") || c.lex.Titles[c.d.Tokens[m.Last].Lemma].Kind == "role") && c.d.Tokens[m.Last].Start < c.d.Sentences[m.Sentence].End && (m.First == 0 || c.d.Tokens[m.First-1].Tag != "POS")
	for j := i + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < m.End; j++ {
		in := &c.d.Mentions[j]
		if partial := in.End < c.d.Tokens[in.Last-1].End; partial {
			continue // "Panama-flagged" owns nothing
		}
		if in.Chain != 0 && in.First > m.Head+1 && c.lex.Is("government", p.head) && in.Form == extract.Name {
			p.owner = in.Chain // "the government of Mali"
			continue
		}
		if in.Chain != 0 && in.Last <= m.Head && (p.owner == 0 || in.Form != extract.Nominal) {
			p.owner = in.Chain
		}
	}
	for k := m.First; k < m.Last; k++ {
		tok := c.d.Tokens[k]
		w := strings.ToLower(tok.Text)
		switch {
		case k == m.Head:
		case tok.Tag == "CD" && k < m.Head:
			p.number = w
			p.plural = p.plural || w != "one" && w != "1"
		case c.lex.Is("definite", w) && k < m.Head, w == "'s", w == "’s", w == "'", w == "’":
			p.definite = true
		case c.lex.Is("determiner", w), tok.Tag == "IN", tok.Tag == "POS":
		case k > m.Head && c.inOwner(i, k) && c.lex.Is("government", p.head):
		case k > m.Head:
			p.mods[extract.Fold(tok.Text)] = true
		case c.inOwner(i, k):
		default:
			p.mods[extract.Fold(tok.Text)] = true
		}
	}
	return p
}

// inOwner tells whether a token of mention i belongs to a mention inside it.
func (c *chains) inOwner(i, t int) bool {
	for j := i + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < c.d.Mentions[i].End; j++ {
		if covers(&c.d.Mentions[j], t) {
			return true
		}
	}
	return false
}

// named returns the chain of the name that stands between "the" and the noun
// for its kind, or 0: "the Redut company", but not "a Taliban unit".
func (c *chains) named(i int) int {
	m := &c.d.Mentions[i]
	head := c.d.Tokens[m.Head]
	if plural(head) || !strings.EqualFold(c.d.Tokens[m.First].Text, "the") || !c.lex.Is("generic_organisation", head.Lemma) && !c.lex.Is("kind_noun", head.Lemma) {
		return 0
	}
	for j := i + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < m.End; j++ {
		if n := &c.d.Mentions[j]; n.Form == extract.Name && n.Class == m.Class && n.First == m.First+1 && n.Last == m.Head {
			return n.Chain
		}
	}
	return 0
}

// beside returns the chain of a name that a phrase stands in apposition to:
// "Soleimani, the commander", "Colombia's state oil company, Ecopetrol". The
// reason is empty where the phrase only types the name after it.
func (c *chains) beside(i int) (int, string) {
	m := &c.d.Mentions[i]
	for j := max(0, i-4); j < min(len(c.d.Mentions), i+6); j++ {
		n := &c.d.Mentions[j]
		if n.Form != extract.Name || n.Chain == 0 || n.Class != m.Class || n.Sentence != m.Sentence || n.Overlaps(m.Span) {
			continue
		}
		head, name := c.d.Tokens[m.Head], c.d.Tokens[n.Head]
		if m.Class == extract.Place && m.Subclass != n.Subclass {
			continue // "the base at al-Tanf, Syria"
		}
		switch {
		case n.Last+1 == m.First && c.d.Tokens[n.Last].Text == "," && c.lex.Is("article", strings.ToLower(c.d.Tokens[m.First].Text)) && !plural(head):
			// "the Segunda Marquetalia, a dissident group"
			return n.Chain, "apposition"
		case n.Last+3 == m.First && c.d.Tokens[n.Last].Text == "," && c.d.Tokens[n.Last+1].Tag == "CD" && c.d.Tokens[n.Last+2].Text == "," && !plural(head):
			// "Viktor Zhdanov, 54, a former colonel"
			return n.Chain, "apposition"
		case n.First == m.Last && m.Last == m.Head+1 && !plural(head):
			if head.Head >= 0 && covers(n, head.Head) {
				return n.Chain, ""
			}
			return n.Chain, "the noun before the name"
		case head.Rel == "appos" && head.Head >= 0 && covers(n, head.Head),
			name.Rel == "appos" && name.Head >= 0 && covers(m, name.Head):
			if plural(head) && n.Class == extract.Person {
				continue
			}
			return n.Chain, "apposition"
		}
	}
	return 0, ""
}

// predicated returns the chain of the subject that a phrase is predicated of,
// or 0: "He was a colonel", "Karim became governor", "she served as an envoy".
func (c *chains) predicated(i int) int {
	m := &c.d.Mentions[i]
	t := c.d.Tokens[m.Head]
	if plural(t) || m.Class == extract.Place || m.Class == extract.Weapon {
		return 0
	}
	clause := m.Head
	switch {
	case c.child(m.Head, "cop") >= 0:
	case t.Head >= 0 && (c.lex.Is("become", c.d.Tokens[t.Head].Lemma) && c.rel(m.Head) != "nsubj" ||
		c.lex.Is("serve", c.d.Tokens[t.Head].Lemma) && c.hasCase(m.Head, "as")):
		clause = t.Head
	default:
		return 0
	}
	subject := c.child(clause, "nsubj")
	if subject < 0 || subject > m.First || c.doubted(clause) || c.doubted(m.Head) {
		return 0
	}
	for j := i - 1; j >= max(0, i-6); j-- {
		n := &c.d.Mentions[j]
		if n.Sentence == m.Sentence && n.Chain != 0 && n.Class == m.Class && n.Head == subject && !c.nested(j) && !n.Overlaps(m.Span) {
			return n.Chain
		}
	}
	return 0
}

// doubted tells whether a clause is denied, asked or only possible.
func (c *chains) doubted(clause int) bool {
	s := c.sentenceOf(clause)
	for t := max(s.First, clause-maxSpan); t < clause; t++ {
		if tok := c.d.Tokens[t]; tok.Head == clause && (c.lex.Is("negation", tok.Lemma) || c.lex.Is("modal", tok.Lemma) || c.lex.Is("condition", tok.Lemma)) {
			return true
		}
	}
	return false
}

func plural(t extract.Token) bool {
	return t.Tag == "NNS" || t.Tag == "NNPS" || strings.HasSuffix(strings.ToLower(t.Text), "men")
}

// antecedent returns the chain that a phrase stands for, or 0: the latest that
// was called by the same noun, else the latest of its kind.
func (c *chains) antecedent(p phrase) (int, string) {
	for _, test := range []func(phrase, *chain, int) string{c.sameHead, c.sameKind} {
		for k := len(c.recent) - 1; k >= 0; k-- {
			n := c.recent[k]
			ch := c.list[n-1]
			gap := c.before + p.mention.Sentence - ch.sentence
			if gap > nominalReach {
				break
			}
			if n == p.owner || c.around(p, n) {
				continue
			}
			if reason := test(p, ch, gap); reason != "" {
				return n, reason
			}
		}
	}
	return 0, ""
}

// around tells whether a chain has a mention that overlaps the phrase's.
func (c *chains) around(p phrase, n int) bool {
	for j := p.index - 1; j >= max(0, p.index-3); j-- {
		if m := &c.d.Mentions[j]; m.Chain == n && m.Overlaps(p.mention.Span) {
			return true
		}
	}
	for j := p.index + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < p.mention.End; j++ {
		if c.d.Mentions[j].Chain == n {
			return true
		}
	}
	return false
}

// sameHead tells why a phrase stands for a chain that its noun was used of.
func (c *chains) sameHead(p phrase, ch *chain, _ int) string {
	if ch.class != p.mention.Class {
		return ""
	}
	institution := c.lex.Is("institution", p.head)
	called := ch.heads[p.head]
	if !called && ch.name != "" {
		called = lastWord(ch.name) == p.head && ch.class != extract.Person && (!institution || ch.subclass == p.mention.Subclass) ||
			ch.class == extract.Person && c.titled(ch, p.head)
		if called && len(p.mods) > 0 && !subsetOf(p.mods, ch.name) && !subset(p.mods, ch.titles) {
			return ""
		}
		if called && p.owner != 0 && p.owner != ch.owner {
			return ""
		}
	}
	if !called || p.plural != ch.plural && ch.name == "" {
		return ""
	}
	if institution && ch.name == "" {
		// One army to a country.
		switch {
		case !subset(p.mods, ch.mods) || !subset(ch.mods, p.mods):
			return ""
		case p.owner == ch.owner, p.owner == 0 && p.definite:
			return "the same institution"
		case ch.owner == 0 && p.owner == c.home():
			return "the same institution"
		}
		return ""
	}
	switch {
	case !subset(p.mods, ch.mods) && ch.name == "", p.number != "" && p.number != ch.number:
		return ""
	case p.owner != 0 && p.owner != ch.owner && (ch.name == "" || !p.definite):
		return ""
	case p.definite:
		return "same head"
	case len(p.mods) > 0 && len(p.mods) == len(ch.mods) && p.owner == ch.owner && p.plural:
		return "same description"
	case p.owner != 0 && p.owner == ch.owner && len(p.mods) == len(ch.mods) && p.plural:
		return "same description"
	}
	return ""
}

// titled tells whether a person's titles make "the HEAD" them: "Gen." and
// "the general", "Dr." and "the doctor".
func (c *chains) titled(ch *chain, head string) bool {
	if ch.titles[head] {
		return true
	}
	for t := range ch.titles {
		if c.lex.Is(head+"_title", t) {
			return true
		}
	}
	return false
}

// sameKind tells why a definite phrase stands for a chain by another noun for
// its kind: "the group", "the pair", "the rebels", "the vessel".
func (c *chains) sameKind(p phrase, ch *chain, gap int) string {
	if !p.definite || p.owner != 0 || p.number != "" && !c.lex.Is("generic_pair", p.head) {
		return ""
	}
	m := p.mention
	named := ch.name != ""
	bare := true
	for w := range p.mods {
		bare = bare && (c.lex.Is("group_modifier", w) || c.lex.Is("people_adjective", w))
	}
	switch {
	case c.lex.Is("generic_pair", p.head):
		if ch.plural && (ch.number == "two" || ch.number == "2") && ch.class != extract.Place && gap <= kindReach {
			return "the pair"
		}
	case c.lex.Is("generic_organisation", p.head) && !p.plural:
		if named && bare && ch.class == extract.Organisation && slices.Contains([]string{"ArmedGroup", "Party", "", "Intergovernmental"}, ch.subclass) {
			return "the group"
		}
	case c.lex.Is("soldiery", p.head) && ch.subclass == "Military" && m.Class == extract.Organisation:
		if len(p.mods) == 0 && gap <= kindReach && (ch.heads["army"] || ch.heads["military"]) && ch.owner != 0 {
			return "its kind"
		}
	case p.head == "force" && !p.plural:
		if bare && ch.class == extract.Organisation && (ch.subclass == "Police" || ch.subclass == "Military") && !ch.plural && gap <= kindReach {
			return "the force"
		}
	case ch.class != m.Class:
	case m.Subclass == "ArmedGroup" && ch.subclass == "ArmedGroup" && bare && p.plural:
		if named && c.lex.Is("faction", p.head) || !named && ch.plural && ch.owner == 0 && !c.lex.Is("faction", p.head) {
			return "its kind"
		}
	case m.Class == extract.Organisation && named && bare && !p.plural && m.Subclass == ch.subclass && m.Subclass == "ArmedGroup":
		return "its kind"
	case m.Class == extract.Person && bare && p.plural && c.lex.Is("people", p.head):
		if !named && ch.plural && gap <= kindReach {
			return "the men"
		}
	case m.Subclass == "Ship" && ch.subclass == "Ship", m.Subclass == "Aircraft" && ch.subclass == "Aircraft":
		if c.lex.Is("generic_craft", p.head) && (p.head == "aircraft" || p.plural == (ch.plural || ch.many)) && gap <= kindReach {
			return "its kind"
		}
	case m.Class == extract.Weapon && named && m.Subclass == ch.subclass && bare && !p.plural && gap <= kindReach && m.Subclass != "Ship" && m.Subclass != "Vehicle":
		return "its kind"
	case m.Subclass == "City" && ch.subclass == "City" && named && bare && !p.plural && gap <= kindReach:
		return "its kind"
	case m.Subclass == "Region" && ch.subclass == "Region" && named && bare && !p.plural && gap <= kindReach && c.lex.Is("region_noun", p.head):
		return "its kind"
	case m.Subclass == "Site" && ch.subclass == "Site" && bare && !p.plural && gap <= 1 && c.lex.Is("generic_site", p.head):
		return "its kind"
	}
	return ""
}

func lastWord(name string) string {
	return name[strings.LastIndexByte(name, ' ')+1:]
}

func subset(a, b map[string]bool) bool {
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

// subsetOf tells whether every modifier is a word of a name.
func subsetOf(mods map[string]bool, name string) bool {
	for k := range mods {
		if !strings.Contains(" "+name+" ", " "+k+" ") {
			return false
		}
	}
	return true
}
