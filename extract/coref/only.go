package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// townSince tells whether another town was named for its own sake since a chain was
// last mentioned, and not called by another noun than the phrase's.
func (c *chains) townSince(p phrase, ch *chain) bool {
	for _, other := range c.lately(p.mention) {
		if other != ch && other.class == extract.Place && (other.subclass == "City" || other.subclass == "") && other.name != "" && !other.aside && !other.dateline && other.sentence > ch.sentence && len(other.heads) == 0 {
			return true
		}
	}
	return false
}

// onlyTown tells whether no town but a chain's was named lately.
func (c *chains) onlyTown(p phrase, ch *chain) bool {
	for _, other := range c.lately(p.mention) {
		if other != ch && other.subclass == "City" && other.name != "" && !other.dateline {
			return false
		}
	}
	return ch.subclass == "City" && !ch.dateline
}

// onlyGroup returns the one group or company named lately that a phrase may stand
// for which says whose it is or who backs it, or 0: "the Palestinian group", "the
// Iran-backed movement", "the Somali militants", "the Canadian firm".
func (c *chains) onlyGroup(p phrase) int {
	if !p.definite || p.restricted || p.mention.Class != extract.Organisation || p.number != "" {
		return 0
	}
	kinds := []string{"ArmedGroup", "Party", ""}
	switch kind := p.mention.Subclass; {
	case p.plural && c.lex.Is("faction", p.head), !p.plural && p.head == "militia":
	case p.mention.Subclass == "ArmedGroup" && !p.plural && c.lex.Is("armed_body", p.head):
	case !p.plural && c.lex.Is("generic_organisation", p.head) && !c.lex.Is("members_body", p.head):
	case !p.plural && (kind == "Company" || kind == "Media") && c.lex.Is(kind+"_noun", p.head):
		kinds = []string{kind}
	default:
		return 0
	}
	told := p.owner != 0 && c.list[p.owner-1].subclass == "Country" || p.mention.Subclass == "ArmedGroup" && !p.plural
	for w := range p.mods {
		_, after, joined := strings.Cut(w, " ") // folded: "iran backed"
		joined = joined && (c.lex.Is("backed", after) || c.lex.Is("linked", after))
		if told = told || joined; !joined && !c.lex.Is("group_modifier", w) && !c.lex.Is("people_adjective", w) {
			return 0
		}
	}
	if !told {
		return 0
	}
	found := 0
	for n, ch := range c.lately(p.mention) {
		if ch.class != extract.Organisation || ch.name == "" || n == p.owner || c.gap(p.mention, n) > kindReach || !slices.Contains(kinds, ch.subclass) {
			continue
		}
		if p.owner != 0 && ch.owner != 0 && ch.owner != p.owner {
			continue
		}
		if found != 0 || n == p.actor || c.around(p, n) {
			return 0
		}
		found = n
	}
	return found
}

// onlyPerson returns the one person named in the two sentences before whom a
// phrase describes as no bystander is described, or 0: "Ousmane Sonko was barred.
// The politician", "the warlord", "the 49-year-old", "the former tax inspector".
func (c *chains) onlyPerson(p phrase) int {
	if !p.definite || p.plural || p.restricted || p.number != "" || p.mention.Class != extract.Person || c.qualified(p.mention, "nmod", "acl", "appos") {
		return 0
	}
	if p.owner != 0 && (c.list[p.owner-1].class != extract.Place || c.d.Tokens[p.mention.Head-1].Tag == "POS") {
		return 0
	}
	told, aged := c.epithet(p)
	if !told {
		return 0
	}
	found, plain, others := 0, 0, 0
	for n, ch := range c.lately(p.mention) {
		gap := c.gap(p.mention, n)
		if gap > 2 {
			break
		}
		switch {
		case ch.class != extract.Person || ch.plural || n == p.actor:
		case ch.name != "" && overlap(c.lex, "relative", ch.heads):
			// "his wife, Mona Idris"
		case p.owner != 0 && c.list[p.owner-1].subclass == "Country" && c.foreign(ch, p.owner):
		case ch.name == "" && !aged && gap <= 1 && overlap(c.lex, "people", ch.heads), ch.name == "" && !aged && overlap(c.lex, "epithet", ch.heads):
			return 0
		case (ch.name != "" || aged) && gap > 0:
			others++
			found = n
			if !overlap(c.lex, "speaking_role", ch.titles) && !overlap(c.lex, "speaking_role", ch.heads) {
				if plain != 0 {
					return 0
				}
				plain = n
			}
		}
	}
	if others > 1 {
		return plain
	}
	return found
}

// epithet tells whether a phrase describes somebody by what only one who was spoken of
// is described, and whether by age: "the 49-year-old", "the veteran opposition leader".
func (c *chains) epithet(p phrase) (told, aged bool) {
	var words []string
	former, known := false, false
	for k := p.mention.First; k <= p.mention.Head; k++ {
		w := strings.ToLower(c.d.Tokens[k].Text)
		switch {
		case strings.HasSuffix(w, "-year-old"):
			aged = true
		case k < p.mention.Head && (w == "former" || w == "retired" || w == "ex"):
			former = true
		case k < p.mention.Head && c.lex.Is("epithet_adjective", w):
			known = true
		case c.lex.Is("determiner", w), k < p.mention.Head && (c.lex.Is("plight", w) || c.inOwner(p.index, k)):
		default:
			words = append(words, w)
		}
	}
	return (former || aged) && len(words) <= 3 || known && len(words) == 1 && words[0] == "leader" || c.lex.Is("epithet", strings.Join(words, " ")), aged
}

// foreign tells whether a person is known to be of another country.
func (c *chains) foreign(ch *chain, country int) bool {
	if ch.owner != 0 && ch.nations {
		return ch.owner != country
	}
	known := c.lex.Statesmen[ch.key].Country
	return known != "" && known != c.list[country-1].key
}

// otherMission tells whether another body than a chain is lately named that may
// be called a force, too: a mission.
func (c *chains) otherMission(p phrase, ch *chain) bool {
	for n, other := range c.lately(p.mention) {
		if other != ch && other.subclass == "Intergovernmental" && (other.endings["mission"] || other.endings["operation"]) && c.gap(p.mention, n) <= kindReach {
			return true
		}
	}
	return false
}

// byDeed returns the one person told of lately who did, or to whom was done, what
// a phrase says, or 0: "Rahimi shot dead a judge. The gunman ... the victim".
func (c *chains) byDeed(p phrase) int {
	if !p.definite || p.plural || p.restricted || p.owner != 0 || p.number != "" || !c.listedMods(p, "plight") || c.qualified(p.mention, "nmod", "acl", "appos") {
		return 0
	}
	return c.sole(p.mention, func(n int, ch *chain) bool {
		gap := c.gap(p.mention, n)
		return ch.class == extract.Person && !ch.plural && gap > 0 && gap <= kindReach && (ch.assailed && c.lex.Is("deed_doer", p.head) || c.befell(p.head, ch))
	})
}

// onlyVictims returns the one chain of people to whom was done what a phrase in the
// plural says, farther back than others are pointed to, or 0: "killed two fans. ...
// The victims".
func (c *chains) onlyVictims(p phrase) int {
	if !p.definite || !p.plural || p.restricted || p.owner != 0 || p.number != "" || p.mention.Class != extract.Person || !c.listedMods(p, "plight") || c.qualified(p.mention, "nmod", "acl", "appos") {
		return 0
	}
	return c.sole(p.mention, func(n int, ch *chain) bool {
		return ch.class == extract.Person && ch.plural && c.befell(p.head, ch)
	})
}

// asCounted returns the one chain of as many people as a phrase says, or 0: "took
// 22 worshippers ... the 22 hostages".
func (c *chains) asCounted(p phrase) int {
	if !p.definite || !p.plural || p.number == "" || p.owner != 0 || len(p.mods) > 1 || !people(p.mention.Class) {
		return 0
	}
	return c.sole(p.mention, func(n int, ch *chain) bool {
		return ch.number == p.number && ch.plural && people(ch.class) && n != p.actor && !c.around(p, n) && c.gap(p.mention, n) <= widerReach
	})
}

// people tells whether things of a class are people or made up of them.
func people(class extract.Class) bool {
	return class == extract.Person || class == extract.Organisation
}

// neighbour returns the one other country named lately where a country's
// neighbour is spoken of, or 0: "Ethiopia thanked its neighbour".
func (c *chains) neighbour(p phrase) int {
	if p.owner == 0 || p.plural || c.list[p.owner-1].subclass != "Country" || p.head != "neighbour" && p.head != "neighbor" {
		return 0
	}
	return c.sole(p.mention, func(n int, ch *chain) bool {
		return ch.subclass == "Country" && n != p.owner && c.gap(p.mention, n) <= kindReach
	})
}

// accused returns the chain of the country that the sentence before accuses,
// where "the country" now denies something, or 0.
func (c *chains) accused(m *extract.Mention) int {
	verb := c.predicate(m.Head)
	if c.rel(m.Head) != "nsubj" || verb < 0 || !c.lex.Is("denying", c.d.Tokens[verb].Lemma) {
		return 0
	}
	for k := range c.d.Mentions {
		n := &c.d.Mentions[k]
		if n.Sentence >= m.Sentence {
			break
		}
		if n.Sentence == m.Sentence-1 && n.Chain != 0 && n.Subclass == "Country" && c.rel(n.Head) == "obj" && c.lex.Is("accusing", c.d.Tokens[c.predicate(n.Head)].Lemma) {
			return n.Chain
		}
	}
	return 0
}

// ordinal returns the chain that a definite phrase picks by its rank out of those
// called so, or 0: "A drone hit the depot. A second drone was shot down. The first
// drone ... the second drone".
func (c *chains) ordinal(p phrase) int {
	rank := c.rank(p.mention)
	if rank == "" || p.plural || p.owner != 0 || !strings.EqualFold(c.d.Tokens[p.mention.First].Text, "the") {
		return 0
	}
	first, others := 0, 0
	for n, ch := range c.lately(p.mention) {
		switch {
		case ch.class != p.mention.Class || ch.plural || ch.name != "" || !ch.heads[p.head]:
		case ch.rank == rank:
			return n
		case ch.rank != "":
			others++
		case first != 0:
			return 0
		default:
			first = n
		}
	}
	if rank != "first" || others == 0 {
		return 0
	}
	return first
}

// rank returns the ordinal of a phrase of three words, or "": "a second drone",
// "another drone".
func (c *chains) rank(m *extract.Mention) string {
	at := m.First
	if m.Head == m.First+2 {
		at++
	}
	switch w := strings.ToLower(c.d.Tokens[at].Text); {
	case m.Head != at+1:
		return ""
	case w == "another":
		return "second"
	case w == "first" || c.lex.Is("ordinal", w):
		return w
	}
	return ""
}
