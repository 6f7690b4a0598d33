package coref

import (
	"maps"
	"slices"
	"strings"

	"sitrep/extract"
)

// landOffice is an institution's words, and whose it is: a naming, later a chain.
type landOffice struct {
	owner int
	words string
}

type seenOffice struct{ naming, place int }

// stateArmy is the list of the nouns for all that a state has under arms.
const stateArmy = "state_army"

// office returns an institution's words, in small letters and without those of
// its owner; empty for what is none. A country's army and its military are one.
func (c *chains) office(i int) string {
	m := &c.d.Mentions[i]
	if m.Class != extract.Organisation {
		return ""
	}
	head := strings.ToLower(c.d.Tokens[m.Head].Text)
	both := head
	if m.Head > m.First {
		both = strings.ToLower(c.d.Tokens[m.Head-1].Text) + " " + head
	}
	if !c.lex.Is("institution", head) && !c.lex.Is("institution", both) {
		return ""
	}
	key := ""
	for k := m.First; k <= m.Head; k++ {
		w := strings.ToLower(c.d.Tokens[k].Text)
		if !c.inOwner(i, k) && !c.lex.Is("determiner", w) && c.d.Tokens[k].Tag != "POS" {
			key += " " + strings.ReplaceAll(w, "defense", "defence")
		}
	}
	if key = strings.TrimSpace(key); c.lex.Is(stateArmy, key) {
		return "army"
	}
	return key
}

// seeOffices remembers the institutions of a part: those with names, and whose
// there are.
func (c *chains) seeOffices() {
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Class != extract.Organisation || m.Form == extract.Pronoun {
			continue
		}
		owner := c.nation(i)
		if owner == 0 {
			continue
		}
		words := c.office(i)
		if words == "" {
			continue
		}
		if !slices.Contains(c.owners[words], owner) {
			c.owners[words] = append(c.owners[words], owner)
		}
		if m.Chain != 0 {
			c.places++
			c.inOffices[landOffice{owner, words}] = seenOffice{m.Chain, c.places}
		}
	}
}

// findOffices gives the institutions their chains; of several, the last one's.
func (c *chains) findOffices() {
	c.offices, c.only = map[landOffice]int{}, map[string]int{}
	order := slices.SortedFunc(maps.Keys(c.inOffices), func(a, b landOffice) int {
		return c.inOffices[a].place - c.inOffices[b].place
	})
	for _, o := range order {
		if n := c.all[c.inOffices[o].naming-1]; n.class == extract.Organisation {
			c.offices[landOffice{c.all[o.owner-1].chain, o.words}] = n.chain
		}
	}
	for words, owners := range c.owners {
		for _, o := range owners {
			if n := c.all[o-1].chain; c.only[words] == 0 {
				c.only[words] = n
			} else if c.only[words] != n {
				c.only[words] = -1
			}
		}
	}
	c.inOffices, c.owners = nil, nil
}

// officeOf returns the chain of a country's institution however it is put, or 0:
// "the Azerbaijani Defence Ministry", "Azerbaijan's defence ministry".
func (c *chains) officeOf(owner int, words string) int {
	if words == "" {
		return 0
	}
	return c.offices[landOffice{owner, words}]
}

// opened remembers the chain of a country's institution that has no name, and
// tells whether it is one.
func (c *chains) opened(owner int, words string, n int) bool {
	if words == "" || owner == 0 || c.list[owner-1].subclass != "Country" {
		return false
	}
	if at := (landOffice{owner, words}); c.offices[at] == 0 {
		c.offices[at] = n
	}
	return true
}

// rebels tells whether a named body is no state's, whatever it calls itself: "the
// army" is not the Northern Liberation Army.
func (c *chains) rebels(ch *chain) bool {
	if ch.subclass == "ArmedGroup" || overlap(c.lex, "rebel_noun", ch.heads) {
		return true
	}
	return ch.key == "" && !ch.nations && slices.ContainsFunc(strings.Fields(ch.name), func(w string) bool { return c.lex.Is("rebel_word", w) })
}

// armsOf tells whether a chain is all that a country has under arms: "the Malian
// army", "the Armed Forces of the Philippines".
func (c *chains) armsOf(ch *chain) bool {
	if strings.HasPrefix(ch.name, "armed forces of ") {
		return true
	}
	if ch.owner == 0 || !ch.nations {
		return false
	}
	return overlap(c.lex, stateArmy, ch.heads) || c.lex.Is(stateArmy, lastWord(ch.name)) || strings.HasSuffix(ch.name, " armed forces")
}

// theOffice returns the chain of the one institution of its words that the document
// gives a country, for a phrase without one, or 0: "the army ... the Malian army".
func (c *chains) theOffice(p phrase, words string) int {
	owner := c.only[words]
	if owner <= 0 || !p.definite || p.owner != 0 || len(p.mods) > 0 && words == "army" {
		return 0
	}
	if home := c.home(); home != 0 && home != owner {
		return 0
	}
	return c.officeOf(owner, words)
}

// counterpart returns the chain of the one ruler or minister of a country spoken of
// lately, for "his Congolese counterpart", or 0.
func (c *chains) counterpart(p phrase) int {
	if p.head != "counterpart" || p.plural || p.owner == 0 || c.list[p.owner-1].subclass != "Country" {
		return 0
	}
	return c.sole(p.mention, func(_ int, ch *chain) bool {
		return ch.class == extract.Person && ch.name != "" && c.landOf(ch) == p.owner && (c.lex.Statesmen[ch.key].Country != "" || overlap(c.lex, "ruler", ch.heads) || overlap(c.lex, "ruler", ch.titles))
	})
}
