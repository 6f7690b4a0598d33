package relate

import "sitrep/extract"

// regarded says of whom somebody describes what is said of the description:
// "Turkey regards the YPG as a wing of the PKK", "was identified as a member of
// ISIL". It is only reported, by who holds it.
func (s *sentence) regarded(drafts []draft) {
	for n := range drafts {
		d := &drafts[n]
		switch d.predicate {
		case "part_of", "member_of", "leads", "allied_with", "supports":
		default:
			continue
		}
		k := d.trigger
		if m := &s.doc.Mentions[d.subject]; m.Form == extract.Nominal {
			k = m.Head - s.first
		}
		v, o := s.opinionOf(k)
		if o < 0 || o == d.object || !s.fits(&s.doc.Mentions[o], s.lex.Ontology.Predicate(d.predicate).Subject) {
			continue
		}
		st, by := s.status(v)
		if d.subject, d.by = o, s.source(v, by); rank[st] > rank[d.status] {
			d.status = st
		}
		if rank[d.status] < rank[extract.Reported] {
			d.status = extract.Reported
		}
	}
}

// opinionOf returns the verb that takes the noun at k as a description, "regard
// as", "consider a", and the mention so described, or -1.
func (s *sentence) opinionOf(k int) (v, described int) {
	v = s.head(k)
	as := s.preposition(k) == "as"
	if as && v >= 0 && !s.verb(v) && s.is(v, "obj") {
		v = s.head(v)
	}
	if v < 0 || !s.verb(v) || !(as && s.lex.Is("regard", s.lemma(v)) || s.is(k, "xcomp") && s.lex.Is("consider", s.lemma(v))) {
		return -1, -1
	}
	of := s.object(v)
	switch {
	case s.is(v, "acl") && s.rel(v) != "acl:relcl" && s.tokens[v].Tag == "VBN":
		of = s.head(v) // "the group, described as a wing of"
	case s.passive(v):
		of = s.subject(v)
	}
	if of < 0 {
		return -1, -1
	}
	return v, s.tree.mention(of)
}
