package coref

import (
	"slices"

	"sitrep/extract"
)

// landOf returns the chain of the country that a person is known to be of, by the
// text or to the world, or 0 where the report doesn't name it.
func (c *chains) landOf(ch *chain) int {
	if ch.owner != 0 && ch.nations {
		return ch.owner
	}
	return c.byKey[c.lex.Statesmen[ch.key].Country]
}

// office kinds, as statesmen.tsv has them.
const (
	headOffice    = "head"
	foreignOffice = "foreign"
	defenceOffice = "defence"
)

// officeKind tells which office a phrase speaks of, or "": "the Russian foreign
// minister", "the premier".
func (c *chains) officeKind(p phrase) string {
	kind := ""
	for w := range p.mods {
		switch {
		case w == "prime", w == "former", w == "supreme", c.lex.Is("plight", w):
		case w == "foreign", p.head == "diplomat" && (w == "top" || w == "chief"):
			kind = foreignOffice
		case w == "defence", w == "defense":
			kind = defenceOffice
		default:
			return ""
		}
	}
	switch {
	case kind != "" && (c.lex.Is("minister", p.head) || p.head == "diplomat"):
		return kind
	case kind != "" || p.head == "minister" && !p.mods["prime"] || !c.lex.Is("ruler", p.head) || p.head == "head":
		return ""
	}
	return headOffice
}

// statesman returns the one well-known person named lately who held the office that
// a phrase speaks of, or 0: "Lavrov spoke in Delhi. The Russian foreign minister".
func (c *chains) statesman(p phrase) int {
	kind := c.officeKind(p)
	if kind == "" || !p.definite || p.plural || p.restricted || p.mention.Class != extract.Person || p.owner != 0 && c.list[p.owner-1].subclass != "Country" {
		return 0
	}
	for n, ch := range c.lately(p.mention) {
		if p.owner == 0 && c.gap(p.mention, n) <= kindReach && ch.class == extract.Person && ch.name != "" && ch.key == "" && len(ch.titles) == 0 && len(ch.heads) == 0 {
			return 0 // a stranger may hold it as well
		}
	}
	return c.sole(p.mention, func(n int, ch *chain) bool {
		known, ok := c.lex.Statesmen[ch.key]
		return ok && ch.class == extract.Person && slices.Contains(known.Offices, kind) && n != p.actor && c.gap(p.mention, n) > 0 && c.gap(p.mention, n) <= widerReach &&
			(p.owner == 0 || c.landOf(ch) == p.owner)
	})
}
