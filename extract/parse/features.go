package parse

import "sitrep/extract/perceptron"

// distance sorts lengths into few kinds.
func distance(a, b int32) uint64 {
	d := b - a
	switch {
	case d <= 5:
		return uint64(d)
	case d <= 7:
		return 6
	case d <= 10:
		return 7
	}
	return 8
}

// features lists the features of a state, after Zhang and Nivre (2011) with
// templates for the arc-hybrid system and for UD, whose prepositions hang
// below their nouns. s0 and s1 are on the stack, b0 is next.
func (ws *workspace) features(s *state) []perceptron.Feature {
	f := &ws.feats
	f.Start(0)

	empty := newNode(none)
	n0, n1, n2 := &empty, &empty, &empty
	if s.top != none {
		n0 = &ws.nodes[s.top]
		if n0.below != none {
			n1 = &ws.nodes[n0.below]
			if n1.below != none {
				n2 = &ws.nodes[n1.below]
			}
		}
	}
	nb := &s.next
	s0, s1, s2 := ws.at(n0.token), ws.at(n1.token), ws.at(n2.token)
	b0, b1, b2 := ws.at(nb.token), ws.at(nb.token+1), ws.at(nb.token+2)
	b3 := ws.at(nb.token + 3)
	near := ws.at(n0.token + 1) // the token after s0, wherever it went
	before := ws.at(nb.token - 1)

	// Single tokens.
	f.One(s0.word)
	f.One(s0.tag)
	f.One(s0.both)
	f.One(s1.word)
	f.One(s1.tag)
	f.One(s1.both)
	f.One(s2.tag)
	f.One(s2.both)
	f.One(b0.word)
	f.One(b0.tag)
	f.One(b0.both)
	f.One(b1.word)
	f.One(b1.tag)
	f.One(b1.both)
	f.One(b2.word)
	f.One(b2.tag)
	f.One(b2.both)

	// Pairs.
	f.Two(s0.both, b0.both)
	f.Two(s0.both, b0.word)
	f.Two(s0.word, b0.both)
	f.Two(s0.both, b0.tag)
	f.Two(s0.tag, b0.both)
	f.Two(s0.word, b0.word)
	f.Two(s0.tag, b0.tag)
	f.Two(s1.both, s0.both)
	f.Two(s1.word, s0.word)
	f.Two(s1.both, s0.tag)
	f.Two(s1.tag, s0.both)
	f.Two(s1.tag, s0.tag)
	f.Two(s1.both, b0.tag)
	f.Two(s1.tag, b0.both)
	f.Two(s1.word, b0.word)
	f.Two(b0.tag, b1.tag)
	f.Two(b0.word, b1.tag)
	f.Two(b0.tag, b1.word)
	f.Two(b0.word, b1.word)

	// Triples of tags and a word.
	f.Three(b0.tag, b1.tag, b2.tag)
	f.Four(b0.tag, b1.tag, b2.tag, b3.tag)
	f.Three(s0.tag, b0.tag, b1.tag)
	f.Three(s0.word, b0.tag, b1.tag)
	f.Three(s0.tag, b0.word, b1.tag)
	f.Three(s0.tag, b0.tag, b1.word)
	f.Four(s0.tag, b0.tag, b1.tag, b2.tag)
	f.Three(s1.tag, s0.tag, b0.tag)
	f.Three(s1.word, s0.tag, b0.tag)
	f.Three(s1.tag, s0.word, b0.tag)
	f.Three(s1.tag, s0.tag, b0.word)
	f.Four(s1.tag, s0.tag, b0.tag, b1.tag)
	f.Three(s2.tag, s1.tag, s0.tag)
	f.Four(s2.tag, s1.tag, s0.tag, b0.tag)
	f.Three(s0.tag, near.tag, b0.tag)
	f.Three(s0.tag, before.tag, b0.tag)

	// Distance.
	d0, d1 := distance(n0.token, nb.token), distance(n1.token, n0.token)
	f.Two(s0.word, d0)
	f.Two(s0.tag, d0)
	f.Two(b0.word, d0)
	f.Two(b0.tag, d0)
	f.Three(s0.tag, b0.tag, d0)
	f.Three(s0.word, b0.word, d0)
	f.Two(s1.word, d1)
	f.Two(s1.tag, d1)
	f.Two(s0.word, d1)
	f.Three(s1.tag, s0.tag, d1)
	f.Three(s1.word, s0.word, d1)

	// How many dependents, and which relations.
	l0, r0, l1, r1, lb := uint64(n0.lefts), uint64(n0.rights), uint64(n1.lefts), uint64(n1.rights), uint64(nb.lefts)
	f.Two(s0.word, r0)
	f.Two(s0.tag, r0)
	f.Two(s0.word, l0)
	f.Two(s0.tag, l0)
	f.Two(s1.word, r1)
	f.Two(s1.tag, r1)
	f.Two(s1.tag, l1)
	f.Two(b0.word, lb)
	f.Two(b0.tag, lb)
	f.Two(s0.tag, n0.rels)
	f.Two(s0.word, n0.rels)
	f.Two(s1.tag, n1.rels)
	f.Two(s1.word, n1.rels)
	f.Two(b0.tag, nb.rels)
	f.Two(b0.word, nb.rels)
	f.Three(s1.tag, s0.tag, n1.rels)
	f.Three(s1.tag, s0.tag, n0.rels)
	f.Three(s0.tag, b0.tag, n0.rels)
	f.Three(s0.tag, b0.tag, nb.rels)

	// Dependents.
	s0l, s0r, s1l, s1r, b0l := ws.at(n0.left), ws.at(n0.right), ws.at(n1.left), ws.at(n1.right), ws.at(nb.left)
	s0l2, s0r2, s1r2, b0l2 := ws.at(n0.left2), ws.at(n0.right2), ws.at(n1.right2), ws.at(nb.left2)
	f.One(s0l.word)
	f.One(s0l.tag)
	f.One(uint64(n0.leftRel))
	f.One(s0r.word)
	f.One(s0r.tag)
	f.One(uint64(n0.rightRel))
	f.One(s1l.tag)
	f.One(uint64(n1.leftRel))
	f.One(s1r.word)
	f.One(s1r.tag)
	f.One(uint64(n1.rightRel))
	f.One(b0l.word)
	f.One(b0l.tag)
	f.One(uint64(nb.leftRel))
	f.One(s0l2.tag)
	f.One(s0r2.tag)
	f.One(b0l2.tag)
	f.Three(s0.tag, s0l.tag, b0.tag)
	f.Three(s0.tag, s0r.tag, b0.tag)
	f.Three(s0.tag, b0.tag, b0l.tag)
	f.Three(s0.tag, s0l.tag, s0l2.tag)
	f.Three(s0.tag, s0r.tag, s0r2.tag)
	f.Three(b0.tag, b0l.tag, b0l2.tag)
	f.Three(s1.tag, s0.tag, s0l.tag)
	f.Three(s1.tag, s0.tag, s0r.tag)
	f.Three(s1.tag, s0.tag, s1l.tag)
	f.Three(s1.tag, s0.tag, s1r.tag)
	f.Three(s1.tag, s1r.tag, s1r2.tag)
	f.Three(s1.tag, s0.tag, uint64(n1.rightRel))
	f.Three(s1.tag, s0.tag, uint64(n0.leftRel))
	f.Three(s0.tag, b0.tag, uint64(n0.rightRel))
	f.Three(s0.tag, b0.tag, uint64(n0.leftRel))
	f.Three(s0.tag, b0.tag, uint64(nb.leftRel))

	// Function words of nouns and clauses: what to attach where.
	m0, m1, mb := ws.at(n0.marker), ws.at(n1.marker), ws.at(nb.marker)
	f.Two(m0.word, s1.word)
	f.Two(m0.word, s1.tag)
	f.Two(m0.word, s0.word)
	f.Three(m0.word, s0.tag, s1.tag)
	f.Three(m0.word, s0.tag, b0.tag)
	f.Three(m0.word, s1.word, s0.word)
	f.Three(m0.word, s1.tag, s2.tag)
	f.Three(m0.word, s1.word, s2.tag)
	f.Three(m0.word, s2.word, s1.tag)
	f.Two(mb.word, b0.tag)
	f.Three(mb.word, s0.word, b0.tag)
	f.Three(mb.word, s0.tag, b0.tag)
	f.Three(m1.word, s1.tag, s0.tag)
	f.Three(m1.word, m0.word, s1.tag)

	// What stands between.
	g0, g1 := ws.between(n0.token, nb.token), ws.between(n1.token, n0.token)
	f.Three(s0.tag, b0.tag, g0)
	f.Two(s0.word, g0)
	f.Two(b0.word, g0)
	f.Three(s1.tag, s0.tag, g1)
	f.Two(s1.word, g1)
	f.Two(s0.word, g1)
	f.Four(s1.tag, s0.tag, g1, m0.word)
	f.Four(s1.tag, s0.tag, b0.tag, g1)

	// Marks beside the words.
	f.Two(s0.tag, b0.lead)
	f.Two(s0.word, b0.lead)
	f.Two(b0.word, b0.lead)
	f.Three(s0.tag, b0.tag, b0.lead)
	f.Three(s0.tag, b0.tag, s0.trail)
	f.Three(s0.tag, b0.tag, s0.lead)
	f.Three(s1.tag, s0.tag, s0.lead)
	f.Three(s1.tag, s0.tag, s0.trail)
	f.Three(s1.tag, s0.tag, s1.trail)
	f.Four(s1.tag, s0.tag, b0.tag, b0.lead)
	f.Four(s1.tag, s0.tag, s0.lead, b0.lead)
	f.Three(b0.tag, b1.tag, b1.lead)
	f.Four(s0.tag, b0.tag, b0.lead, b0.trail)

	// Clusters.
	f.One(s0.fine)
	f.One(s1.fine)
	f.One(b0.fine)
	f.One(b1.coarse)
	f.Two(s0.fine, b0.fine)
	f.Two(s1.fine, s0.fine)
	f.Two(s0.coarse, b0.coarse)
	f.Two(s1.coarse, s0.coarse)
	f.Two(s0.fine, b0.tag)
	f.Two(s0.tag, b0.fine)
	f.Two(s1.fine, s0.tag)
	f.Two(s1.tag, s0.fine)
	f.Two(s0.word, b0.coarse)
	f.Two(s1.word, s0.coarse)
	f.Two(s1.coarse, s0.word)
	f.Three(m0.word, s1.fine, s0.fine)
	f.Three(m0.word, s1.coarse, s0.coarse)
	f.Three(s1.coarse, s0.coarse, b0.tag)
	f.Three(s0.coarse, b0.coarse, b1.coarse)
	return f.List
}
