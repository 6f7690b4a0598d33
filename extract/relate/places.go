package relate

import (
	"strings"

	"sitrep/extract"
)

// Confidence of "near" and "south of": rule 8 of the ontology.
const nearby = 0.5

// situated reads where a place, a site or a body is: "the base at al-Tanf",
// "Tripoli, Libya", "a village near Mosul", "the UN force in Lebanon".
func (s *sentence) situated(i int, m *extract.Mention) []draft {
	if m.Class != extract.Place && m.Class != extract.Organisation || m.Subclass == "Country" {
		return nil
	}
	var out []draft
	head := m.Head - s.first
	for _, k := range s.kids[head] {
		if !s.is(k, "nmod") || k < head {
			continue
		}
		// Where a body is said to be only tells where it acts, unless that is
		// said of what it is: "UNIFIL, the UN force in Lebanon".
		if m.Class == extract.Organisation && s.rel(head) != "appos" && s.child(head, "cop") < 0 {
			continue
		}
		out = s.within(out, i, m, k, head)
	}
	// Whatever the parser hung it on, a place right after a place is where
	// that lies: "stormed the prison in Port-au-Prince".
	if after := m.Last - s.first; m.Class == extract.Place && len(out) == 0 && after+1 < len(s.tokens) {
		if s.tokens[after].Text == "," && s.tokens[after+1].Tag == "IN" {
			after++
		}
		if s.rel(after) == "case" && s.head(after) > after {
			out = s.within(out, i, m, s.head(after), head)
		}
	}
	// "Baghdad's Green Zone"
	if k := m.First - s.first - 2; k >= 0 && s.tokens[k+1].Tag == "POS" && s.cover[k] >= 0 && m.Class == extract.Place && m.Form == extract.Name {
		if o := &s.doc.Mentions[s.cover[k]]; o.Class == extract.Place && o.Subclass != "Site" {
			out = append(out, s.phrase("located_in", i, s.cover[k], k, k, byPhrase))
		}
	}
	// A nominal may hold the place itself: "the U.S. base at al-Tanf".
	if m.Form == extract.Nominal && m.Last > m.Head+1 && m.Class == extract.Place {
		if o := s.cover[m.Last-1-s.first]; o >= 0 && o != i {
			if len(out) == 0 && s.preposition(m.Last-1-s.first) != "of" {
				out = append(out, s.phrase("located_in", i, o, head+1, head+1, byPhrase))
			}
			return out // what follows the comma says where that one is
		}
	}
	// "Y, X"
	after := m.Last - s.first
	if m.Class == extract.Place && after+1 < len(s.tokens) && s.tokens[after].Text == "," {
		if o := s.cover[after+1]; o >= 0 && s.contains(o, m) && !s.listed(o) {
			out = append(out, s.phrase("located_in", i, o, after, after, byPhrase))
		}
	}
	return out
}

// within adds that mention i lies in or near the places that the nominal at k
// names.
func (s *sentence) within(out []draft, i int, m *extract.Mention, k, head int) []draft {
	prep := s.preposition(k)
	confidence := byPhrase
	switch prep {
	case "in", "inside":
	case "at", "on":
		if m.Class == extract.Organisation {
			return out
		}
	case "near", "outside", "of":
		confidence = nearby
		if m.Class == extract.Organisation || prep == "of" && !directional(s.lemma(head)) {
			return out
		}
	default:
		return out
	}
	// Only the first of a list: what lies in one place lies in no other.
	if o := s.tree.mention(k); o >= 0 {
		// A site is in no site of another name, and a city in no site.
		if n := &s.doc.Mentions[o]; n.Class == extract.Place && n.Form != extract.Pronoun && (n.Subclass != "Site" || m.Subclass == "Site" && prep != "in") {
			out = append(out, s.phrase("located_in", i, o, head, head, confidence))
		}
	}
	return out
}

func directional(lemma string) bool {
	switch lemma {
	case "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outskirts", "outskirt":
		return true
	}
	return false
}

// contains tells whether mention o right after a comma may be where m is: a
// country, or a region for a city or a site.
func (s *sentence) contains(o int, m *extract.Mention) bool {
	n := &s.doc.Mentions[o]
	if n.Form != extract.Name || n.Class != extract.Place || s.qualifier(n) {
		return false
	}
	switch n.Subclass {
	case "Country":
		return true
	case "Region":
		return m.Subclass != "Region"
	case "City":
		return m.Subclass == "Site"
	}
	return false
}

// qualifier tells whether a name only qualifies what follows it: "Across the
// frontier, Venezuelan soldiers".
func (s *sentence) qualifier(n *extract.Mention) bool {
	k := n.Last - 1 - s.first
	return strings.HasPrefix(s.tokens[k].Tag, "JJ") || s.head(k) > k && (s.is(k, "amod") || s.is(k, "compound") || s.rel(k) == "nmod:poss")
}

// listed tells whether what follows a comma goes on as a list: "Mosul, Iraq
// and Syria", "Iran, Iraq".
func (s *sentence) listed(o int) bool {
	n := &s.doc.Mentions[o]
	after := n.Last - s.first
	if after >= len(s.tokens) {
		return false
	}
	switch s.tokens[after].Text {
	case "and", "or":
		return true
	}
	return false
}
