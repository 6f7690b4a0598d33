package parse

import "sitrep/extract/perceptron"

// labelFeatures lists the features by which the arc of a move is labelled: h
// is its head, d its dependent.
func (ws *workspace) labelFeatures(s *state, kind kindOfMove) []perceptron.Feature {
	out := ws.feats[:0]
	t := uint64(kind) << 32
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

	dn := &ws.nodes[s.top]
	hn := &s.next
	empty := newNode(none)
	on := &empty // the node beyond: below the dependent or below the head
	if kind == right {
		hn = &ws.nodes[dn.below]
		if hn.below != none {
			on = &ws.nodes[hn.below]
		}
	} else if dn.below != none {
		on = &ws.nodes[dn.below]
	}
	d, h, o := ws.at(dn.token), ws.at(hn.token), ws.at(on.token)
	dm, hm := ws.at(dn.marker), ws.at(hn.marker)
	b0, b1 := ws.at(s.next.token), ws.at(s.next.token+1)
	dl, dr := ws.at(dn.left), ws.at(dn.right)
	before, after := ws.at(dn.token-1), ws.at(dn.token+1)
	hbefore, hafter := ws.at(hn.token-1), ws.at(hn.token+1)
	dist := distance(min(dn.token, hn.token), max(dn.token, hn.token))

	one(0)
	one(d.word)
	one(d.tag)
	one(d.both)
	one(d.fine)
	one(h.word)
	one(h.tag)
	one(h.both)
	one(h.fine)
	two(h.tag, d.tag)
	two(h.word, d.tag)
	two(h.tag, d.word)
	two(h.word, d.word)
	two(h.both, d.tag)
	two(h.tag, d.both)
	two(h.fine, d.fine)
	two(h.coarse, d.coarse)
	two(h.tag, d.fine)
	two(h.fine, d.tag)
	three(h.tag, d.tag, dist)
	two(d.word, dist)

	one(dm.word)
	two(dm.word, h.tag)
	two(dm.word, d.tag)
	two(dm.word, d.word)
	two(dm.word, d.fine)
	two(dm.word, h.word)
	three(dm.word, h.tag, d.tag)
	two(hm.word, d.tag)

	two(d.tag, dn.rels)
	two(h.tag, dn.rels)
	three(h.tag, d.tag, dn.rels)
	two(h.tag, hn.rels)
	two(d.tag, hn.rels)
	two(h.word, hn.rels)
	three(h.tag, d.tag, hn.rels)
	three(d.tag, uint64(hn.rightRel), uint64(hn.leftRel))
	three(h.tag, d.tag, uint64(hn.rights))
	three(h.tag, d.tag, uint64(dn.leftRel))
	three(h.tag, d.tag, uint64(dn.rightRel))
	three(h.tag, d.tag, dl.tag)
	three(h.tag, d.tag, dr.tag)
	two(d.tag, dl.word)
	two(d.word, dl.word)

	three(h.tag, d.tag, o.tag)
	two(d.tag, before.tag)
	two(d.tag, after.tag)
	three(before.tag, d.tag, after.tag)
	two(d.tag, before.word)
	two(d.tag, after.word)
	two(d.word, after.word)
	three(h.tag, d.tag, b0.tag)
	three(d.tag, b0.tag, b1.tag)
	three(h.tag, hafter.tag, d.tag)
	three(h.tag, hbefore.tag, d.tag)
	two(d.tag, hbefore.word)
	g := ws.between(min(dn.token, hn.token), max(dn.token, hn.token))
	three(h.tag, d.tag, g)
	three(d.tag, dm.word, g)
	three(h.tag, d.tag, d.lead)
	three(h.tag, d.tag, d.trail)
	three(h.tag, d.tag, h.trail)
	two(d.word, d.lead)
	ws.feats = out
	return out
}
