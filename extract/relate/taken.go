package relate

import (
	"strings"

	"sitrep/extract"
)

// takenFor returns the country or the body that a mention is believed to be of,
// the mention of that, or -1: "aircraft believed to be Israeli", "militants
// suspected of belonging to the ADF".
func (s *sentence) takenFor(m int) int {
	for _, k := range s.kids[s.doc.Mentions[m].Head-s.first] {
		if !s.is(k, "acl") || !s.lex.Is("hearsay", strings.ToLower(s.tokens[k].Text)) {
			continue
		}
		x := s.child(k, "xcomp")
		if x < 0 || s.cover[x] < 0 {
			continue
		}
		switch o := &s.doc.Mentions[s.cover[x]]; {
		case o.Adjective, o.Form == extract.Name && o.Class == extract.Organisation:
			return s.cover[x]
		case o.Class == extract.Person && s.doc.Mentions[m].Class == extract.Organisation:
			// "gunmen thought to be members of Boko Haram"
			for _, n := range s.prepositional(x, "of") {
				if s.doc.Mentions[n].Class == extract.Organisation {
					return n
				}
			}
		}
	}
	return -1
}

// taken says of a mention whose it is believed to be.
func (s *sentence) taken(i int, m *extract.Mention) []draft {
	o := s.takenFor(i)
	if o < 0 {
		return nil
	}
	var d draft
	head := m.Head - s.first
	owner := &s.doc.Mentions[o]
	at := owner.First - s.first
	switch m.Class {
	case extract.Weapon:
		d = s.phrase("uses", o, i, head, head, byPhrase)
	case extract.Organisation:
		if owner.Class != extract.Organisation {
			return nil
		}
		d = s.phrase("part_of", i, o, at, at, byPhrase)
	case extract.Person:
		d = s.phrase("member_of", i, o, at, at, byPhrase)
	default:
		return nil
	}
	d.status = extract.Reported
	return []draft{d}
}
