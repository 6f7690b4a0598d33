package coref

import (
	"context"
	"slices"
	"strings"

	"sitrep/extract"
)

// reveal joins what was only described so far to the name that a definite phrase
// for it is now given: "killed a man in Tyre. ... The man, Qassem Hosni, had led".
func (c *chains) reveal(p phrase, n int) {
	named := c.list[n-1]
	if now := c.before + p.mention.Sentence; !p.definite || p.plural || named.since >= 0 && named.since < now {
		return
	}
	if named.since >= 0 && !c.ends(p.mention.Last, p.mention.Sentence) {
		return // "the Noor Jahan, the tanker seized off Gibraltar"
	}
	from, why := c.antecedent(p)
	if from == 0 && c.lex.Is("people", p.head) && len(p.mods) == 0 {
		from, why = c.lonePerson(p), "the man"
	}
	if from == 0 || from == n {
		return
	}
	if ch := c.list[from-1]; ch.name == "" && ch.key == "" && ch.class == named.class && !ch.plural && !ch.none && (why == sameNoun || why == sameOffice || why == "the man" || why == "its kind" && c.onlyCraft(p, n) == from) {
		c.merge(p, from, n)
	}
}

// merge makes one chain, that phrase p points back to, part of another. Mentions in
// parts that were left follow when all have been seen.
func (c *chains) merge(p phrase, from, into int) {
	old, ch := c.list[from-1], c.list[into-1]
	c.became[from] = into
	for w := range old.heads {
		ch.heads[w] = true
	}
	if ch.mods == nil {
		ch.mods = map[string]bool{}
	}
	for w := range old.mods {
		ch.mods[w] = true
	}
	for w := range old.suffered {
		if ch.suffered == nil {
			ch.suffered = map[string]bool{}
		}
		ch.suffered[w] = true
	}
	ch.assailed = ch.assailed || old.assailed
	if ch.gender == 0 {
		ch.gender = old.gender
	}
	c.belongs(into, old.owner)
	for _, n := range c.recent {
		if c.list[n-1].owner == from {
			c.list[n-1].owner = into
		}
	}
	gone := func(n int) bool { return n == from }
	c.recent, c.loose = slices.DeleteFunc(c.recent, gone), slices.DeleteFunc(c.loose, gone)
	for i := p.index; i >= 0 && c.before+c.d.Mentions[i].Sentence >= old.since; i-- {
		c.follow(&c.d.Mentions[i])
	}
}

// follow gives a mention the chain that its own became part of.
func (c *chains) follow(m *extract.Mention) {
	for n := c.became[m.Chain]; n != 0; n = c.became[n] {
		m.Chain = n
	}
}

// settled gives the mentions of each part the chains that theirs became part of.
func (c *chains) settled(_ context.Context, d *extract.Document) error {
	if len(c.became) == 0 {
		return nil
	}
	for i := range d.Mentions {
		c.follow(&d.Mentions[i])
	}
	return nil
}

// identified returns the chain of the name that a clause says a definite phrase is
// the bearer of, or 0: "named the suspect as Ali Reza", "The dead man was Ali Reza".
func (c *chains) identified(i int) int {
	m := &c.d.Mentions[i]
	if plural(c.d.Tokens[m.Head]) || !c.definite(m) || m.Class == extract.Place || c.nested(i) {
		return 0
	}
	for j := i + 1; j < min(len(c.d.Mentions), i+8); j++ {
		n := &c.d.Mentions[j]
		if n.Sentence != m.Sentence {
			return 0
		}
		if n.Form != extract.Name || n.Class != m.Class || n.Chain == 0 || n.Overlaps(m.Span) || c.d.Tokens[min(n.Last, len(c.d.Tokens)-1)].Tag == "POS" {
			continue
		}
		verb := c.d.Tokens[n.Head].Head
		switch {
		case c.child(n.Head, "cop") >= 0 && c.child(n.Head, "nsubj") == m.Head && c.child(n.Head, "case") < 0 && !c.doubted(n.Head):
			return n.Chain
		case verb >= 0 && c.lex.Is("identify_verb", c.d.Tokens[verb].Lemma) && c.asName(m, n) && c.d.Tokens[m.Head].Head == verb && !c.doubted(verb):
			if rel := c.d.Tokens[m.Head].Rel; rel == "obj" || rel == "nsubj:pass" {
				return n.Chain
			}
		}
	}
	return 0
}

// asName tells whether "as", and perhaps a title, leads to a name.
func (c *chains) asName(m, n *extract.Mention) bool {
	for k := n.First - 1; k >= max(m.Last, n.First-4-len(strings.Fields(n.Title))); k-- {
		if c.d.Tokens[k].Lemma == "as" {
			return true
		}
	}
	return false
}

// lonePerson returns the chain of the only person, no relative of another, who was
// spoken of without a name in this sentence and the two before, or 0.
func (c *chains) lonePerson(p phrase) int {
	return c.sole(p.mention, func(n int, ch *chain) bool {
		return c.gap(p.mention, n) <= 2 && ch.class == extract.Person && !ch.plural && ch.name == "" && !ch.none && ch.number == "" && !overlap(c.lex, "relative", ch.heads) && n != p.actor
	})
}

// introduced joins the one person who spoke without a name in the two sentences before
// to the full name that now speaks, where nothing says who bears it: "the regional
// governor said. ... Alexander Bogomaz said".
func (c *chains) introduced(i int) {
	m := &c.d.Mentions[i]
	named := c.list[m.Chain-1]
	now := c.before + m.Sentence
	if named.class != extract.Person || named.key != "" || named.since != now || named.told != now || m.Title != "" || len(named.heads) > 0 || m.Last-m.First < 2 {
		return
	}
	if c.ownAffairs(m) {
		return // "Hassan Adan said his shop had been burned"
	}
	if after := c.d.Tokens[m.Last]; after.Lemma != c.lemma(c.predicate(m.Head)) {
		return // "Omar Adan, a resident, said"
	}
	from := c.sole(m, func(n int, ch *chain) bool {
		return n != m.Chain && ch.class == extract.Person && !ch.plural && ch.told >= 0 && c.before+m.Sentence-ch.told <= introductionReach && ch.told < now
	})
	if from == 0 || m.First > 0 && c.rel(m.First-1) == "compound" {
		return
	}
	if ch := c.list[from-1]; ch.name == "" && ch.key == "" && ch.known && !ch.none && overlap(c.lex, "named_later", ch.heads) {
		c.merge(phrase{mention: m, index: i}, from, m.Chain)
	}
}

// ownAffairs tells whether somebody's words are about what is his, as a witness's are
// and an official's are not.
func (c *chains) ownAffairs(m *extract.Mention) bool {
	for t := m.Last; t+1 < c.d.Sentences[m.Sentence].Last; t++ {
		if w := strings.ToLower(c.d.Tokens[t].Text); (w == "his" || w == "her") && !c.lex.Is("client", c.d.Tokens[t+1].Lemma) {
			return true
		}
	}
	return false
}

// introductionReach is within how many sentences who speaks without a name is named.
const introductionReach = 2

// roleOfSpeaker returns the chain of the one person of whom nothing but the name was
// said, who spoke in the sentence before where now somebody speaks in a role, or 0:
// "Soren Thomassen said ... The police chief said".
func (c *chains) roleOfSpeaker(p phrase) int {
	if !p.definite || p.plural || p.restricted || p.owner != 0 && c.list[p.owner-1].subclass != "Country" || p.number != "" || p.mention.Class != extract.Person || !c.lex.Is("named_later", p.head) || !c.isSubject(p.index) || c.qualified(p.mention, "nmod", "acl", "appos") {
		return 0
	}
	found := c.sole(p.mention, func(n int, ch *chain) bool {
		return ch.class == extract.Person && !ch.plural && ch.told >= 0 && c.before+p.mention.Sentence-ch.told <= introductionReach
	})
	if found == 0 {
		return 0
	}
	if verb := c.predicate(p.mention.Head); verb < 0 || !c.lex.Is("speech", c.d.Tokens[verb].Lemma) && !c.lex.Is("telling_verb", c.d.Tokens[verb].Lemma) {
		return 0
	}
	if ch := c.list[found-1]; ch.name == "" || ch.key != "" || len(ch.heads) > 0 || len(ch.titles) > 0 || ch.told == c.before+p.mention.Sentence || p.owner != 0 && c.foreign(ch, p.owner) || !strings.Contains(ch.name, " ") {
		return 0
	}
	return found
}

// identifies joins the one person whom the sentence before described to the full name
// that this one tells more of: "A spy chief was found dead. Patrick Karegeya had fled".
func (c *chains) identifies(i int) {
	m := &c.d.Mentions[i]
	named := c.list[m.Chain-1]
	now := c.before + m.Sentence
	if named.class != extract.Person || named.key != "" || named.since != now || m.Title != "" || len(named.heads) > 0 || m.Last-m.First < 2 || m.First != c.d.Sentences[m.Sentence].First || !c.isSubject(i) || !c.tellsMore(m) {
		return
	}
	from, several := 0, false
	for n, ch := range c.lately(m) {
		if n == m.Chain || ch.class != extract.Person || ch.plural || c.gap(m, n) > 1 {
			continue
		}
		several = from != 0
		from = n
	}
	if from == 0 || several {
		return
	}
	if ch := c.list[from-1]; ch.name == "" && ch.key == "" && !ch.known && !ch.none && ch.number == "" && ch.since == now-1 && ch.told < 0 && (ch.suffered != nil || ch.subject == now-1) {
		c.merge(phrase{mention: m, index: i}, from, m.Chain)
	}
}

// tellsMore tells whether what follows a name says who its bearer is or what went
// before: an age, "was a teacher", "was working", "had fled".
func (c *chains) tellsMore(m *extract.Mention) bool {
	t := c.d.Tokens[m.Last]
	if t.Text == "," {
		return m.Last+2 < c.d.Sentences[m.Sentence].Last && c.d.Tokens[m.Last+1].Tag == "CD" && c.d.Tokens[m.Last+2].Text == ","
	}
	verb := c.predicate(m.Head)
	switch {
	case t.Lemma == "have" && t.Tag == "VBD":
		return verb > m.Last && !c.lex.Is("witness_verb", c.d.Tokens[verb].Lemma)
	case t.Lemma != "be" || t.Tag != "VBD" || verb < 0:
		return false
	}
	return c.d.Tokens[verb].Tag == "VBG" || c.lex.Is("tells_who", c.d.Tokens[verb].Lemma) || strings.HasPrefix(c.d.Tokens[verb].Tag, "NN") && c.child(verb, "cop") >= 0 || c.d.Tokens[verb].Tag == "CD"
}

// onlyCraft returns the chain of the only craft of a phrase's kind, but for chain n,
// that was spoken of lately, or 0.
func (c *chains) onlyCraft(p phrase, n int) int {
	return c.sole(p.mention, func(other int, ch *chain) bool {
		return other != n && ch.class == extract.Weapon && ch.subclass == p.mention.Subclass && !ch.plural
	})
}
