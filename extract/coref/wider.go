package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// wider returns the one chain lately mentioned that a definite phrase stands for
// by a noun that takes in what the chain was called, or 0: "the ambassador ...
// the diplomat", "39 pupils ... the children". Of two it stands for none.
func (c *chains) wider(p phrase) int {
	if !p.definite || p.restricted || c.qualified(p.mention, "nmod", "acl") {
		return 0
	}
	nouns, words := c.narrower(p)
	if nouns == nil {
		return 0
	}
	found := 0
	for n, ch := range c.lately(p.mention) {
		if p.mention.Class == extract.Person && c.gap(p.mention, n) == 0 {
			continue // "the negotiator held talks with the envoy"
		}
		if p.mention.Subclass == "ArmedGroup" && ch.subclass == "ArmedGroup" && ch.name != "" {
			return 0 // "the rebels" may be those named
		}
		if n == p.owner || n == p.actor || ch.none || c.gap(p.mention, n) > widerReach || c.around(p, n) || !c.fitsWider(p, ch, words) {
			continue
		}
		if !slices.ContainsFunc(nouns, func(noun []string) bool { return ch.goesBy(noun) }) {
			continue
		}
		if found != 0 {
			return 0
		}
		found = n
	}
	return found
}

// qualified tells whether what follows a phrase at once, in one of the relations,
// says which one is meant.
func (c *chains) qualified(m *extract.Mention, rels ...string) bool {
	if m.Last >= len(c.d.Tokens) || c.d.Tokens[m.Last].Text == "," || c.child(m.Head, rels...) < m.Head {
		return false
	}
	verb := c.predicate(m.Head) // "accused the general of murder" says nothing of him
	return c.d.Tokens[m.Last].Lemma != "of" || c.rel(m.Head) != "obj" || verb < 0 || !c.lex.Is("of_verb", c.d.Tokens[verb].Lemma)
}

// narrower returns what the longest noun that ends a phrase may stand for, and
// of how many words that noun is.
func (c *chains) narrower(p phrase) ([][]string, int) {
	at := p.mention.Head
	for n := 3; n > 0; n-- {
		if at-n+1 < p.mention.First {
			continue
		}
		noun := p.head
		for k := at - 1; k > at-n; k-- {
			noun = strings.ToLower(c.d.Tokens[k].Text) + " " + noun
		}
		if of := c.lex.Hypernyms[noun]; of != nil {
			return of, n
		}
	}
	return nil, 0
}

// fitsWider tells whether what a phrase says beside its noun, which is of some
// words, fits a chain: class, number, owner and modifiers.
func (c *chains) fitsWider(p phrase, ch *chain, words int) bool {
	if ch.class != p.mention.Class && !(people(ch.class) && people(p.mention.Class) && ch.name == "" && ch.plural && p.plural) {
		return false
	}
	plural := p.plural || c.lex.Is("collective", p.head)
	if plural != (ch.plural || overlap(c.lex, "collective", ch.heads)) && !(ch.many && plural) && !(p.mention.Class == extract.Organisation && ch.name == "") {
		return false
	}
	if p.owner != 0 && !(p.owner == ch.owner && ch.nations && !p.plural && strings.EqualFold(c.d.Tokens[p.mention.First].Text, "the")) || !counts(p, ch) {
		return false
	}
	for k := p.mention.First; k < p.mention.Head-words+1; k++ {
		w := extract.Fold(c.d.Tokens[k].Text)
		if p.mods[w] && !ch.mods[w] && !c.lex.Is("plight", w) && !c.lex.Is("group_modifier", w) && w != "former" {
			return false
		}
	}
	return true
}

// goesBy tells whether a thing was called by a noun of one or more words, or, if
// it is no person, has a name that ends in it.
func (ch *chain) goesBy(noun []string) bool {
	last := noun[len(noun)-1]
	named := ch.name != "" && ch.class != extract.Person
	if !ch.heads[last] && !ch.titles[last] && !(named && (lastWord(ch.name) == last || extract.HeadWord(ch.name) == last || ch.endings[last])) {
		return false
	}
	for _, w := range noun[:len(noun)-1] {
		if !ch.mods[w] && !ch.titles[w] && !(named && subsetOf(map[string]bool{w: true}, ch.name)) {
			return false
		}
	}
	return true
}

// byEpithet returns the one chain named so far that a definite phrase is known to
// stand for, the latest if others were named long before it, or 0: "the kingdom",
// "the West African nation", "the world body".
func (c *chains) byEpithet(p phrase) int {
	if !p.definite || p.plural || p.restricted || p.number != "" {
		return 0
	}
	words := []string{}
	for k := p.mention.First; k <= p.mention.Head; k++ {
		if w := strings.ToLower(c.d.Tokens[k].Text); !c.lex.Is("determiner", w) {
			words = append(words, strings.ToLower(c.d.Tokens[k].Lemma))
		}
	}
	if len(words) > 0 && (p.head == "nation" || p.head == "state") {
		words[len(words)-1] = "country"
	}
	ids := c.lex.Epithets[strings.Join(words, " ")]
	found := 0
	for n, ch := range c.lately(p.mention) {
		if ch.key == "" || n == p.actor || !slices.Contains(ids, ch.key) {
			continue
		}
		if found != 0 && c.gap(p.mention, n)-c.gap(p.mention, found) < 2 {
			return 0
		}
		if found == 0 {
			found = n
		}
	}
	return found
}
