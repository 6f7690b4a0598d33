package coref

import (
	"strings"

	"sitrep/extract"
)

// How far back, in sentences, an antecedent may stand.
const (
	nominalReach = 12
	pronounReach = 2
)

// nominal resolves a common noun phrase: to what it points back to, or to a
// chain of its own.
func (c *chains) nominal(i int) {
	m := &c.d.Mentions[i]
	head := c.d.Tokens[m.Head].Lemma
	definite, mods := c.describe(m)
	for k := len(c.recent) - 1; k >= 0; k-- {
		n := c.recent[k]
		ch := c.list[n-1]
		if m.Sentence-ch.sentence > nominalReach {
			break
		}
		if ch.class != m.Class && !(c.lex.Is("generic_organisation", head) && ch.class == extract.Organisation) {
			continue
		}
		if c.overlapsLast(i, ch) {
			continue
		}
		if reason := c.pointsTo(m, ch, head, mods, definite); reason != "" {
			c.join(i, n, reason)
			return
		}
	}
	n := c.open(&chain{class: m.Class, subclass: m.Subclass, head: head, mods: mods, plural: plural(c.d, m)})
	c.join(i, n, "new description")
}

// overlapsLast tells whether mention i overlaps the chain's last one.
func (c *chains) overlapsLast(i int, ch *chain) bool {
	return ch.last >= 0 && c.d.Mentions[ch.last].Overlaps(c.d.Mentions[i].Span)
}

// describe returns whether the phrase points back ("the", "these"), and the
// lemmas of what qualifies its head, names by their entity.
func (c *chains) describe(m *extract.Mention) (definite bool, mods map[string]bool) {
	mods = map[string]bool{}
	for i := m.First; i < m.Last; i++ {
		t := c.d.Tokens[i]
		w := strings.ToLower(t.Text)
		switch {
		case i == m.Head:
		case c.lex.Is("definite", w) && i < m.Head:
			definite = true
		case c.lex.Is("determiner", w), t.Tag == "IN", t.Tag == "POS", t.Tag == "CD":
		default:
			mods[extract.Fold(t.Text)] = true
		}
	}
	return definite, mods
}

// pointsTo tells why a phrase stands for a chain, or "" if it doesn't.
func (c *chains) pointsTo(m *extract.Mention, ch *chain, head string, mods map[string]bool, definite bool) string {
	named := ch.head == ""
	switch {
	case !named && ch.head == head && ch.class == m.Class:
		// The same words again, or fewer of them.
		if !subset(mods, ch.mods) || ch.plural != plural(c.d, m) {
			return ""
		}
		if definite || len(mods) > 0 && len(mods) == len(ch.mods) {
			return "same head"
		}
	case !definite:
	case !named && ch.subclass == m.Subclass && m.Subclass == "ArmedGroup" && len(mods) == 0:
		return "same kind"
	case named && ch.class == extract.Person && m.Class == extract.Person:
		if ch.titles[head] && len(mods) == 0 {
			return "title"
		}
	case named && ch.class == extract.Organisation:
		if len(mods) > 0 || c.d.Tokens[m.Head].Tag == "NNS" {
			return ""
		}
		if c.lex.Is("generic_organisation", head) && (ch.subclass == "ArmedGroup" || ch.subclass == "Party" || ch.subclass == "" || ch.subclass == "Intergovernmental") {
			return "the group"
		}
		if ch.subclass == m.Subclass && m.Subclass == "ArmedGroup" || hasWord(ch.name, head) {
			return "its kind"
		}
	case named && (ch.class == extract.Place || ch.class == extract.Weapon):
		if ch.subclass != "" && ch.subclass == m.Subclass && len(mods) == 0 && (hasWord(ch.name, head) || m.Subclass == "City" || ch.class == extract.Weapon) {
			return "its kind"
		}
	}
	return ""
}

func subset(a, b map[string]bool) bool {
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

func hasWord(name, w string) bool { return strings.Contains(" "+name+" ", " "+w+" ") }

// pronoun resolves a pronoun to the nearest fitting antecedent, subjects first;
// it stays unresolved where none fits.
func (c *chains) pronoun(i int) {
	m := &c.d.Mentions[i]
	w := strings.ToLower(c.d.Slice(m.Span))
	best, score := 0, 0
	for k := len(c.recent) - 1; k >= 0; k-- {
		n := c.recent[k]
		ch := c.list[n-1]
		gap := m.Sentence - ch.sentence
		if gap > pronounReach {
			break
		}
		if !agrees(w, ch) {
			continue
		}
		s := 10 - 4*gap
		if ch.subject {
			s += 3
		}
		if ch.head == "" {
			s++
		}
		if ch.class == extract.Place && ch.subclass != "Country" || ch.class == extract.Weapon {
			s -= 4
		}
		if s > score {
			best, score = n, s
		}
	}
	if best != 0 && score >= 5 {
		c.join(i, best, "pronoun")
	}
}

// agrees tells whether a pronoun may stand for a chain, by person and number.
func agrees(w string, ch *chain) bool {
	switch w {
	case "he", "him", "his", "himself":
		return ch.class == extract.Person && !ch.plural && ch.gender != 'f'
	case "she", "her", "hers", "herself":
		return ch.class == extract.Person && !ch.plural && ch.gender != 'm'
	case "they", "them", "their", "themselves":
		return ch.plural || ch.class == extract.Organisation
	default:
		return ch.class != extract.Person && !ch.plural
	}
}
