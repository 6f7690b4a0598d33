package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// capitals turns a capital that acts or speaks into its country: "Cairo denied
// it", "accused Ankara of", "Baku's claim", "talks between Tehran and
// Washington". "In Cairo" stays the city.
func (c *chains) capitals() {
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Form != extract.Name || m.Subclass != "City" {
			continue
		}
		if id, ok := c.lex.Capital(c.d.Slice(m.Span)); ok && !c.dateline(m) && (c.acts(m.Head, 3) || c.joined(m)) {
			names := c.lex.Gazetteer.Lookup(c.d.Slice(m.Span))
			if !slices.ContainsFunc(names, func(e lexicon.Entry) bool { return e.ID == m.Key }) {
				continue
			}
			m.Key, m.Subclass, m.Reason = id, "Country", "a capital for its government"
		}
	}
}

// governed returns the ID of the state or province that is called like a town,
// where a name stands beside what only a state has: "the governor of Kaduna".
func (c *chains) governed(m *extract.Mention) string {
	if m.Subclass != "City" || !c.hasGovernor(m) {
		return ""
	}
	for _, kind := range [...]string{" state", " province", " region", " governorate"} {
		for _, e := range c.lex.Gazetteer.Lookup(c.d.Slice(m.Span) + kind) {
			if e.Subclass == "Region" {
				return e.ID
			}
		}
	}
	return ""
}

// govern makes states of the towns' names that stand for them, where the document
// names the state as such, too.
func (c *chains) govern() {
	for _, n := range c.all {
		if n.state != "" && slices.ContainsFunc(c.all, func(o *naming) bool { return o.key == n.state }) {
			n.key, n.subclass = n.state, "Region"
		}
	}
}

// hasGovernor tells whether a governor's title stands before a name, perhaps with
// the bearer's name and "of", or after it.
func (c *chains) hasGovernor(m *extract.Mention) bool {
	s := c.d.Sentences[m.Sentence]
	if m.Last < s.Last && c.lex.Is("state_office", c.d.Tokens[m.Last].Lemma) {
		return true
	}
	if m.First-1 <= s.First || c.d.Tokens[m.First-1].Lemma != "of" {
		return m.Last+1 < s.Last && c.d.Tokens[m.Last].Tag == "POS" && c.lex.Is("state_office", c.d.Tokens[m.Last+1].Lemma)
	}
	t := m.First - 2
	for t > s.First && c.d.Tokens[t].Tag == "NNP" && !c.lex.Is("state_office", c.d.Tokens[t].Lemma) {
		t-- // "Governor Nasir El-Rufai of Kaduna"
	}
	return c.lex.Is("state_office", c.d.Tokens[t].Lemma)
}

// joined tells whether a name says who backs, leads or makes what follows it:
// "Tehran-backed", but not "Tehran-based".
func (c *chains) joined(m *extract.Mention) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(c.d.Text[m.End:max(m.End, c.d.Tokens[m.Last-1].End)]), "-")
	return ok && (c.lex.Is("backed", rest) || c.lex.Is("led", rest) || c.lex.Is("made", rest) || c.lex.Is("owned", rest))
}

// dateline tells whether a name begins a sentence as the place of writing:
// "Doha, 4 May -", "GOMA, DR Congo, Jan. 5, 2024 -".
func (c *chains) dateline(m *extract.Mention) bool {
	s := c.d.Sentences[m.Sentence]
	if m.First != s.First || m.Last+1 >= s.Last {
		return false
	}
	switch c.d.Tokens[m.Last].Text {
	case "-", "--", "–", "—", "(":
		return true
	case ",":
		// A day, before or after its month.
		if c.d.Tokens[m.Last+1].Tag == "CD" || m.Last+2 < s.Last && c.d.Tokens[m.Last+2].Tag == "CD" {
			return true
		}
		for _, t := range c.d.Tokens[m.Last:min(s.Last, m.Last+maxDateline)] {
			switch {
			case t.Text == "-", t.Text == "--", t.Text == "–", t.Text == "—":
				return true
			case t.Tag != "CD" && t.Text != "," && t.Text != "." && t.Text != "(" && t.Text != ")" && t.Text == strings.ToLower(t.Text):
				return false
			}
		}
	}
	return false
}

// maxDateline is how many tokens may stand between a dateline's town and its dash.
const maxDateline = 12

// acts tells whether the token stands where only somebody who acts can: as the
// subject of a verb that people and states are the subjects of, as the object
// of one that addresses them, as whose claim or decision something is.
func (c *chains) acts(t, depth int) bool {
	tok := c.d.Tokens[t]
	if tok.Head < 0 || depth == 0 {
		return false
	}
	head := c.d.Tokens[tok.Head]
	verb := strings.HasPrefix(head.Tag, "VB")
	switch {
	case c.clearlyActs(t):
		return true
	case tok.Rel == "nsubj" && verb && c.lex.Is("place_state", head.Lemma):
		object := c.child(tok.Head, "obj")
		return object >= 0 && head.Lemma == "have" && (c.lex.Is("minded_noun", c.d.Tokens[object].Lemma) || c.lex.Is("state_noun", c.d.Tokens[object].Lemma))
	case tok.Rel == "nsubj" && verb:
		return true
	case tok.Rel == "nsubj":
		return c.lex.Is("minded_adjective", head.Lemma)
	case (c.rel(t) == "obj" || c.rel(t) == "iobj" || tok.Rel == "nsubj:pass") && verb:
		return c.lex.Is("addressed_verb", head.Lemma) || c.lex.Is("told_verb", head.Lemma) || c.lex.TakesActor(head.Lemma, "obj")
	case c.rel(t) == "nmod" && c.hasCase(t, "to") && c.rel(tok.Head) == "obj" && head.Head >= 0:
		return c.lex.TakesActor(c.d.Tokens[head.Head].Lemma, "to")
	case (c.rel(t) == "obl" || c.rel(t) == "nmod") && c.hasCase(t, "to") && c.equips(t, "equip_verb"):
		return true
	// "bought six helicopters from Moscow"
	case (c.rel(t) == "obl" || c.rel(t) == "nmod") && c.hasCase(t, "from") && c.equips(t, "acquire_verb"):
		return true
	case c.rel(t) == "obl" && c.hasCase(t, "accord"):
		return true
	case tok.Rel == "nmod:poss":
		return c.lex.Is("state_noun", head.Lemma)
	case c.rel(t) == "nmod" && c.hasCase(t, "between", "with"):
		return c.lex.Is("state_noun", head.Lemma)
	// "an apology by Rome", "a demand from Beirut"
	case c.rel(t) == "nmod" && c.hasCase(t, "by", "from"):
		return c.lex.Is("state_noun", head.Lemma) && head.Lemma != "border" && !(c.hasCase(t, "from") && c.lex.Is("deployed_noun", head.Lemma)) || c.lex.Is("duty", head.Lemma) && c.hasCase(t, "by")
	case c.rel(t) == "obl" && verb && c.hasCase(t, "to", "with", "on", "against"):
		return c.lex.TakesActor(head.Lemma, c.d.Tokens[c.child(t, "case")].Lemma)
	case c.rel(t) == "conj":
		return c.acts(tok.Head, depth-1)
	}
	return false
}

// clearlyActs tells by the words around token t alone, whatever the tree, that
// somebody acts: "handed back by Moscow", "Seoul itself", "sold Algiers six
// jets", "; Beijing freed four".
func (c *chains) clearlyActs(t int) bool {
	s := c.sentenceOf(t)
	at := func(k int) extract.Token {
		if k < s.First || k >= s.Last {
			return extract.Token{}
		}
		return c.d.Tokens[k]
	}
	before, after := at(t-1), at(t+1)
	switch {
	case before.Lemma == "by":
		done := at(t - 2)
		if done.Tag == "RP" || done.Tag == "RB" {
			done = at(t - 3)
		}
		return done.Tag == "VBN" && !c.lex.Is("beside_verb", done.Lemma) && !strings.HasPrefix(after.Tag, "NN")
	case strings.EqualFold(after.Text, "itself"):
		return true
	case c.lex.Is("equip_verb", before.Lemma) && strings.HasPrefix(before.Tag, "VB"):
		// Its weapons follow: "sold Algiers S-300 batteries".
		if slices.ContainsFunc(c.d.Mentions, func(m extract.Mention) bool { return m.First == t+1 && m.Class == extract.Weapon }) {
			return true
		}
		for k := t + 1; k < min(t+6, s.Last); k++ {
			n := c.d.Tokens[k]
			if n.Tag == "IN" || n.Tag == "," {
				return false
			}
			if strings.HasPrefix(n.Tag, "NN") && c.lex.Nominals[n.Lemma].Class == extract.Weapon {
				return true
			}
		}
	case after.Tag == "VBD" || after.Tag == "VBZ":
		return (before.Text == ":" || before.Text == ";" || c.lex.Is("clause_opener", before.Lemma)) && !c.lex.Is("place_state", after.Lemma)
	}
	return false
}

// equips tells whether weapons go to or come from what token t names, by a verb of
// the list: "promised to send tanks to Kyiv".
func (c *chains) equips(t int, verbs string) bool {
	up := c.d.Tokens[t].Head
	if c.rel(up) == "obj" {
		up = c.d.Tokens[up].Head
	}
	if up < 0 || !c.lex.Is(verbs, c.d.Tokens[up].Lemma) {
		return false
	}
	object := c.child(up, "obj")
	if object < 0 {
		return false
	}
	weapon := c.lex.Nominals[c.d.Tokens[object].Lemma]
	flies := slices.Contains([]string{"Drone", "Missile", "Rocket", "Helicopter", "Ship"}, weapon.Subclass)
	named := slices.ContainsFunc(c.d.Mentions, func(m extract.Mention) bool {
		return m.Form == extract.Name && m.Class == extract.Weapon && m.First <= object && object < m.Last
	})
	return (weapon.Class == extract.Weapon || named) && !(flies && c.d.Tokens[up].Lemma == "send")
}

// government joins a government to its country: "the Iraqi government", and
// "the government" or "the country" to the one that the report is about.
func (c *chains) government(i int, owner int, mods map[string]bool, definite bool) bool {
	m := &c.d.Mentions[i]
	head := c.d.Tokens[m.Head]
	if head.Tag == "NNS" && head.Lemma != "authorities" {
		return false
	}
	switch {
	case m.Class == extract.Organisation && c.lex.Is("government", head.Lemma):
	case m.Class == extract.Place && m.Subclass == "Country":
		// "his country" is the one he serves
		if owner != 0 && (c.list[owner-1].class != extract.Person || c.list[owner-1].owner == 0 && c.landOf(c.list[owner-1]) == 0) {
			return false
		}
	default:
		return false
	}
	if len(c.lex.Epithets[head.Lemma]) > 0 {
		return false // not every country is a kingdom
	}
	n := 0
	switch {
	case m.Class == extract.Place && strings.EqualFold(c.d.Tokens[m.First].Text, "that"):
		n = c.latestCountry(m) // "that country" is not the one reported from
	case owner != 0 && c.list[owner-1].subclass == "Country":
		n = owner
	case owner != 0 && m.Class == extract.Place:
		if n = c.list[owner-1].owner; n == 0 {
			n = c.landOf(c.list[owner-1])
		}
	case owner == 0 && definite && len(mods) == 0:
		if n = c.called(m, head.Lemma); n == 0 {
			n = c.accused(m)
		}
		if n == 0 {
			n = c.home()
		}
		if n != 0 && head.Lemma == "country" && c.hasCase(m.Head, "to", "against", "on", "with") && n == c.actorAbove(i) {
			n = c.latestBut(m, n) // "Washington would review its aid to the country"
		}
		if n == 0 && head.Lemma == "country" {
			n = c.sole(m, func(_ int, ch *chain) bool { return ch.land && ch.subclass == "Country" })
		}
		if n == 0 && head.Lemma == "country" {
			n = c.latestBut(m, c.actorOn(i))
		}
	}
	if n == 0 || c.list[n-1].subclass != "Country" || owner == 0 && c.actsOn(i, n) {
		return false
	}
	c.list[n-1].heads[head.Lemma] = true
	reason := "the country"
	if m.Class == extract.Organisation {
		reason = "a country's government"
	}
	m.Class, m.Subclass = extract.Place, "Country"
	c.join(i, n, reason)
	return true
}

// called returns the chain that was last called by a noun for governments, or 0:
// "the regime" is the one so called, whatever country is named most.
func (c *chains) called(m *extract.Mention, noun string) int {
	if !c.lex.Is("government", noun) {
		return 0
	}
	for n, ch := range c.lately(m) {
		if ch.heads[noun] {
			return n
		}
	}
	return 0
}

// latestCountry returns the chain of the country named last, or 0.
func (c *chains) latestCountry(m *extract.Mention) int {
	for n, ch := range c.lately(m) {
		if ch.subclass == "Country" {
			return n
		}
	}
	return 0
}

// latestBut returns the chain of the country named last, in this sentence or the
// one before, that is not the given one, or 0: "Haiti ... Canada sent the country".
func (c *chains) latestBut(m *extract.Mention, actor int) int {
	for n, ch := range c.lately(m) {
		if ch.subclass == "Country" && n != actor && c.gap(m, n) <= 1 && !(c.gap(m, n) == 0 && ch.subject == ch.sentence) {
			return n
		}
	}
	return 0
}

// census counts how often each country is named: in all, so far, and 3 for a
// capital in the dateline.
type census struct {
	all, sofar map[int]int
}

func (c *chains) count() {
	c.countries = census{all: map[int]int{}, sofar: map[int]int{}}
	country := func(n *naming) bool { return c.list[n.chain-1].subclass == "Country" }
	for _, n := range c.all {
		if !n.noun && country(n) {
			c.countries.all[n.chain] += n.mentions
		}
	}
	for _, at := range c.opening {
		if n := c.all[at-1]; !country(n) && n.subclass == "City" {
			if id, ok := c.lex.Capital(n.text); ok && c.byKey[id] != 0 {
				c.countries.sofar[c.byKey[id]] += 3
			}
		}
	}
}

// home returns the chain of the country that a report is about, or 0: the one
// named most, above all up to here; none where another comes near.
func (c *chains) home() int {
	best, most, next := 0, 0, 0
	for n, all := range c.countries.all {
		switch count := all + c.countries.sofar[n]; {
		case count > most:
			best, most, next = n, count, most
		case count > next:
			next = count
		}
	}
	if 4*most < 5*next {
		return 0
	}
	return best
}

// actorAbove returns the chain of the subject of the clause that mention i stands in,
// or 0.
func (c *chains) actorAbove(i int) int {
	m := &c.d.Mentions[i]
	subject := c.subject(c.clause(m.Head))
	for k := i - 1; subject >= 0 && k >= 0 && c.d.Mentions[k].Sentence == m.Sentence; k-- {
		if a := &c.d.Mentions[k]; a.Head == subject && !c.nested(k) {
			return a.Chain
		}
	}
	return 0
}

// actsOn tells whether the verb of which mention i is the subject has a chain as its
// object: "The government blamed Chad" is not Chad's.
func (c *chains) actsOn(i, n int) bool {
	m := &c.d.Mentions[i]
	verb := c.predicate(m.Head)
	if verb < 0 || c.d.Tokens[m.Head].Rel != "nsubj" {
		return false
	}
	for k := i + 1; k < len(c.d.Mentions) && c.d.Mentions[k].Sentence == m.Sentence; k++ {
		if a := &c.d.Mentions[k]; a.Chain == n && c.d.Tokens[a.Head].Head == verb && (c.rel(a.Head) == "obj" || c.rel(a.Head) == "iobj") {
			return true
		}
	}
	return false
}
