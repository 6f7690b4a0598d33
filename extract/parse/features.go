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
	out := ws.feats[:0]
	t := uint64(0)
	one := func(a uint64) {
		t++
		out = append(out, perceptron.Of(perceptron.Mix(perceptron.Template(t), a)))
	}
	two := func(a, b uint64) {
		t++
		out = append(out, perceptron.Of(perceptron.Mix(perceptron.Mix(perceptron.Template(t), a), b)))
	}
	three := func(a, b, c uint64) {
		t++
		out = append(out, perceptron.Of(perceptron.Mix(perceptron.Mix(perceptron.Mix(perceptron.Template(t), a), b), c)))
	}
	four := func(a, b, c, d uint64) {
		t++
		out = append(out, perceptron.Of(perceptron.Mix(perceptron.Mix(perceptron.Mix(perceptron.Mix(perceptron.Template(t), a), b), c), d)))
	}

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
	one(s0.word)
	one(s0.tag)
	one(s0.both)
	one(s1.word)
	one(s1.tag)
	one(s1.both)
	one(s2.tag)
	one(s2.both)
	one(b0.word)
	one(b0.tag)
	one(b0.both)
	one(b1.word)
	one(b1.tag)
	one(b1.both)
	one(b2.word)
	one(b2.tag)
	one(b2.both)

	// Pairs.
	two(s0.both, b0.both)
	two(s0.both, b0.word)
	two(s0.word, b0.both)
	two(s0.both, b0.tag)
	two(s0.tag, b0.both)
	two(s0.word, b0.word)
	two(s0.tag, b0.tag)
	two(s1.both, s0.both)
	two(s1.word, s0.word)
	two(s1.both, s0.tag)
	two(s1.tag, s0.both)
	two(s1.tag, s0.tag)
	two(s1.both, b0.tag)
	two(s1.tag, b0.both)
	two(s1.word, b0.word)
	two(b0.tag, b1.tag)
	two(b0.word, b1.tag)
	two(b0.tag, b1.word)
	two(b0.word, b1.word)

	// Triples of tags and a word.
	three(b0.tag, b1.tag, b2.tag)
	four(b0.tag, b1.tag, b2.tag, b3.tag)
	three(s0.tag, b0.tag, b1.tag)
	three(s0.word, b0.tag, b1.tag)
	three(s0.tag, b0.word, b1.tag)
	three(s0.tag, b0.tag, b1.word)
	four(s0.tag, b0.tag, b1.tag, b2.tag)
	three(s1.tag, s0.tag, b0.tag)
	three(s1.word, s0.tag, b0.tag)
	three(s1.tag, s0.word, b0.tag)
	three(s1.tag, s0.tag, b0.word)
	four(s1.tag, s0.tag, b0.tag, b1.tag)
	three(s2.tag, s1.tag, s0.tag)
	four(s2.tag, s1.tag, s0.tag, b0.tag)
	three(s0.tag, near.tag, b0.tag)
	three(s0.tag, before.tag, b0.tag)

	// Distance.
	d0, d1 := distance(n0.token, nb.token), distance(n1.token, n0.token)
	two(s0.word, d0)
	two(s0.tag, d0)
	two(b0.word, d0)
	two(b0.tag, d0)
	three(s0.tag, b0.tag, d0)
	three(s0.word, b0.word, d0)
	two(s1.word, d1)
	two(s1.tag, d1)
	two(s0.word, d1)
	three(s1.tag, s0.tag, d1)
	three(s1.word, s0.word, d1)

	// How many dependents, and which relations.
	l0, r0, l1, r1, lb := uint64(n0.lefts), uint64(n0.rights), uint64(n1.lefts), uint64(n1.rights), uint64(nb.lefts)
	two(s0.word, r0)
	two(s0.tag, r0)
	two(s0.word, l0)
	two(s0.tag, l0)
	two(s1.word, r1)
	two(s1.tag, r1)
	two(s1.tag, l1)
	two(b0.word, lb)
	two(b0.tag, lb)
	two(s0.tag, n0.rels)
	two(s0.word, n0.rels)
	two(s1.tag, n1.rels)
	two(s1.word, n1.rels)
	two(b0.tag, nb.rels)
	two(b0.word, nb.rels)
	three(s1.tag, s0.tag, n1.rels)
	three(s1.tag, s0.tag, n0.rels)
	three(s0.tag, b0.tag, n0.rels)
	three(s0.tag, b0.tag, nb.rels)

	// Dependents.
	s0l, s0r, s1l, s1r, b0l := ws.at(n0.left), ws.at(n0.right), ws.at(n1.left), ws.at(n1.right), ws.at(nb.left)
	s0l2, s0r2, s1r2, b0l2 := ws.at(n0.left2), ws.at(n0.right2), ws.at(n1.right2), ws.at(nb.left2)
	one(s0l.word)
	one(s0l.tag)
	one(uint64(n0.leftRel))
	one(s0r.word)
	one(s0r.tag)
	one(uint64(n0.rightRel))
	one(s1l.tag)
	one(uint64(n1.leftRel))
	one(s1r.word)
	one(s1r.tag)
	one(uint64(n1.rightRel))
	one(b0l.word)
	one(b0l.tag)
	one(uint64(nb.leftRel))
	one(s0l2.tag)
	one(s0r2.tag)
	one(b0l2.tag)
	three(s0.tag, s0l.tag, b0.tag)
	three(s0.tag, s0r.tag, b0.tag)
	three(s0.tag, b0.tag, b0l.tag)
	three(s0.tag, s0l.tag, s0l2.tag)
	three(s0.tag, s0r.tag, s0r2.tag)
	three(b0.tag, b0l.tag, b0l2.tag)
	three(s1.tag, s0.tag, s0l.tag)
	three(s1.tag, s0.tag, s0r.tag)
	three(s1.tag, s0.tag, s1l.tag)
	three(s1.tag, s0.tag, s1r.tag)
	three(s1.tag, s1r.tag, s1r2.tag)
	three(s1.tag, s0.tag, uint64(n1.rightRel))
	three(s1.tag, s0.tag, uint64(n0.leftRel))
	three(s0.tag, b0.tag, uint64(n0.rightRel))
	three(s0.tag, b0.tag, uint64(n0.leftRel))
	three(s0.tag, b0.tag, uint64(nb.leftRel))

	// Function words of nouns and clauses: what to attach where.
	m0, m1, mb := ws.at(n0.marker), ws.at(n1.marker), ws.at(nb.marker)
	two(m0.word, s1.word)
	two(m0.word, s1.tag)
	two(m0.word, s0.word)
	three(m0.word, s0.tag, s1.tag)
	three(m0.word, s0.tag, b0.tag)
	three(m0.word, s1.word, s0.word)
	three(m0.word, s1.tag, s2.tag)
	three(m0.word, s1.word, s2.tag)
	three(m0.word, s2.word, s1.tag)
	two(mb.word, b0.tag)
	three(mb.word, s0.word, b0.tag)
	three(mb.word, s0.tag, b0.tag)
	three(m1.word, s1.tag, s0.tag)
	three(m1.word, m0.word, s1.tag)

	// What stands between.
	g0, g1 := ws.between(n0.token, nb.token), ws.between(n1.token, n0.token)
	three(s0.tag, b0.tag, g0)
	two(s0.word, g0)
	two(b0.word, g0)
	three(s1.tag, s0.tag, g1)
	two(s1.word, g1)
	two(s0.word, g1)
	four(s1.tag, s0.tag, g1, m0.word)
	four(s1.tag, s0.tag, b0.tag, g1)

	// Marks beside the words.
	two(s0.tag, b0.lead)
	two(s0.word, b0.lead)
	two(b0.word, b0.lead)
	three(s0.tag, b0.tag, b0.lead)
	three(s0.tag, b0.tag, s0.trail)
	three(s0.tag, b0.tag, s0.lead)
	three(s1.tag, s0.tag, s0.lead)
	three(s1.tag, s0.tag, s0.trail)
	three(s1.tag, s0.tag, s1.trail)
	four(s1.tag, s0.tag, b0.tag, b0.lead)
	four(s1.tag, s0.tag, s0.lead, b0.lead)
	three(b0.tag, b1.tag, b1.lead)
	four(s0.tag, b0.tag, b0.lead, b0.trail)

	// Clusters.
	one(s0.fine)
	one(s1.fine)
	one(b0.fine)
	one(b1.coarse)
	two(s0.fine, b0.fine)
	two(s1.fine, s0.fine)
	two(s0.coarse, b0.coarse)
	two(s1.coarse, s0.coarse)
	two(s0.fine, b0.tag)
	two(s0.tag, b0.fine)
	two(s1.fine, s0.tag)
	two(s1.tag, s0.fine)
	two(s0.word, b0.coarse)
	two(s1.word, s0.coarse)
	two(s1.coarse, s0.word)
	three(m0.word, s1.fine, s0.fine)
	three(m0.word, s1.coarse, s0.coarse)
	three(s1.coarse, s0.coarse, b0.tag)
	three(s0.coarse, b0.coarse, b1.coarse)
	ws.feats = out
	return out
}
