package ner

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// unmade drops the makers of weapons that stand before a weapon's noun, where
// they only say which kind it is: "the army's Sukhoi jets".
func (s *sentence) unmade(found []extract.Mention) []extract.Mention {
	return slices.DeleteFunc(found, func(m extract.Mention) bool {
		return m.Form == extract.Name && m.Class == extract.Organisation && s.lex.Is("maker", strings.ToLower(s.doc.Slice(m.Span))) &&
			slices.ContainsFunc(found, func(o extract.Mention) bool {
				return o.Class == extract.Weapon && o.Contains(m.Span) && o.Head == m.Last
			})
	})
}

// resolveOverlaps is the one overlap policy: names don't overlap names, nor
// nominals nominals; the longer wins, then the surer. A name may stand inside
// a nominal, a country or a union at the start of what it owns ("[U.S.] Navy"), and the
// body that owns a weapon, sends somebody or has parts inside what it has
// ("[army] jets", "[army] spokesman"), and whoever owns it by an apostrophe
// ("[the gang]'s leader"), which owns tells.
func resolveOverlaps(in []extract.Mention, owns func(extract.Mention) bool) []extract.Mention {
	slices.SortStableFunc(in, func(a, b extract.Mention) int {
		if d := b.Len() - a.Len(); d != 0 {
			return d
		}
		switch {
		case a.Confidence > b.Confidence:
			return -1
		case a.Confidence < b.Confidence:
			return 1
		}
		return a.Start - b.Start
	})
	var out []extract.Mention
	for _, m := range in {
		clash := slices.ContainsFunc(out, func(o extract.Mention) bool {
			if !m.Overlaps(o.Span) {
				return false
			}
			if m.Form == extract.Nominal && o.Form == extract.Nominal && o.Contains(m.Span) && m.Last < o.Head && owns(m) {
				return false
			}
			if m.Form == extract.Nominal && o.Form == extract.Nominal && m.Class == extract.Organisation && (o.Class == extract.Weapon || o.Class != extract.Place && m.Subclass != "ArmedGroup") && o.Contains(m.Span) && m.Last <= o.Head {
				return false
			}
			// "deputy chief of [the Japanese navy]"
			if m.Form == extract.Nominal && o.Form == extract.Nominal && m.Class == extract.Organisation && o.Class == extract.Person && o.Contains(m.Span) && m.First > o.Head {
				return false
			}
			if m.Form == o.Form {
				if m.Subclass == "Intergovernmental" && o.Class == extract.Organisation && m.Start == o.Start && m.FoundBy == "gazetteer" && m.Last-m.First <= 2 && m.Last < o.Last {
					return false
				}
				return !(m.Subclass == "Country" && o.Subclass != "Region" && o.Class != extract.Person && (m.Start == o.Start && m.Last < o.Last || m.End == o.End && m.First > o.First+1 || m.First == o.First+1 && m.Last == o.Last-1))
			}
			// A name and a nominal may only nest, the name inside.
			return m.Form == extract.Nominal || !o.Contains(m.Span)
		})
		if !clash {
			out = append(out, m)
		}
	}
	return out
}
