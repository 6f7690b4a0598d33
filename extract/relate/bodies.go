package relate

import (
	"strings"

	"sitrep/extract"
)

// wholes reads what a body is part of from what stands beside its name: "the
// Zeinab Brigade, a branch of Hezbollah", "EULEX, the European Union's police
// mission", "3rd Battalion, 9th Brigade".
func (s *sentence) wholes(i int, m *extract.Mention) []draft {
	k := m.Last - s.first
	if m.Class != extract.Organisation || m.Form != extract.Name || k+2 >= len(s.tokens) || !isBreak(s.tokens[k].Text) {
		return nil
	}
	if o := s.cover[k+1]; o >= 0 && s.tokens[k].Text == "," && s.above(m, &s.doc.Mentions[o]) {
		return []draft{s.phrase("part_of", i, o, k, k, byPhrase)}
	}
	part := -1
	owner := -1
	for n := k + 1; n < min(k+8, len(s.tokens)); n++ {
		tag := s.tokens[n].Tag
		if s.cover[n] >= 0 {
			if o := &s.doc.Mentions[s.cover[n]]; o.Form == extract.Name && (o.Class == extract.Organisation || o.Subclass == "Country") && owner < 0 {
				owner = s.cover[n]
			}
		}
		switch {
		case strings.HasPrefix(tag, "NN") && s.lex.Is("part", s.lemma(n)) && (n+1 == len(s.tokens) || !strings.HasPrefix(s.tokens[n+1].Tag, "NN")):
			part = n
		case tag == "DT" || tag == "POS" || strings.HasPrefix(tag, "JJ") || strings.HasPrefix(tag, "NN"):
			continue
		}
		break
	}
	if part < 0 {
		return nil
	}
	if owner >= 0 {
		if o := &s.doc.Mentions[owner]; o.Last-s.first <= part && (s.tokens[min(o.Last-s.first, part)].Tag == "POS" || o.Class == extract.Organisation && s.tokens[k+1].Tag == "DT") {
			return append(s.told(i, m, part+1), s.phrase("part_of", i, owner, part, part, byPhrase))
		}
	}
	if part+2 < len(s.tokens) && s.lemma(part+1) == "of" {
		if o := s.phraseAt(part+2, i); o >= 0 && s.doc.Mentions[o].Class == extract.Organisation {
			return append(s.told(i, m, s.doc.Mentions[o].Last-s.first), s.phrase("part_of", i, o, part, part+1, byPhrase))
		}
	}
	return nil
}

// told reads what follows the description of a body: "JNIM - al-Qaeda's branch
// in the Sahel, led by X".
func (s *sentence) told(i int, m *extract.Mention, k int) (out []draft) {
	if k+1 < len(s.tokens) && s.lemma(k) == "in" {
		if o := s.phraseAt(k+1, i); o >= 0 && s.doc.Mentions[o].Class == extract.Place {
			out = append(out, s.phrase("located_in", i, o, k, k, byPhrase))
			k = s.doc.Mentions[o].Last - s.first
		}
	}
	if k < len(s.tokens) {
		out = append(out, s.postmodifiedFrom(i, m, k)...)
	}
	return out
}

// above tells whether a unit is of a higher echelon than another, so that the
// one named after the other is what it is part of.
func (s *sentence) above(low, high *extract.Mention) bool {
	a, b := s.echelon(low), s.echelon(high)
	return high.Form == extract.Name && a >= 0 && b > a
}

// echelons are lists of words for units, from the smallest to the largest.
var echelons = []string{"company_unit", "battalion_unit", "brigade_unit", "division_unit", "corps_unit"}

// echelon returns the size of a unit by the last word of its name, -1 for
// anything else.
func (s *sentence) echelon(m *extract.Mention) int {
	word := s.lemma(m.Last - 1 - s.first)
	if m.Class != extract.Organisation {
		return -1
	}
	for n, list := range echelons {
		if s.lex.Is(list, word) {
			return n
		}
	}
	return -1
}
