package parse

import "sitrep/extract/perceptron"

// labelFeatures lists the features by which the arc of a move is labelled: h
// is its head, d its dependent.
func (ws *workspace) labelFeatures(s *state, kind kindOfMove) []perceptron.Feature {
	f := &ws.feats
	f.Start(uint64(kind) << 32)

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

	f.One(0)
	f.One(d.word)
	f.One(d.tag)
	f.One(d.both)
	f.One(d.fine)
	f.One(h.word)
	f.One(h.tag)
	f.One(h.both)
	f.One(h.fine)
	f.Two(h.tag, d.tag)
	f.Two(h.word, d.tag)
	f.Two(h.tag, d.word)
	f.Two(h.word, d.word)
	f.Two(h.both, d.tag)
	f.Two(h.tag, d.both)
	f.Two(h.fine, d.fine)
	f.Two(h.coarse, d.coarse)
	f.Two(h.tag, d.fine)
	f.Two(h.fine, d.tag)
	f.Three(h.tag, d.tag, dist)
	f.Two(d.word, dist)

	f.One(dm.word)
	f.Two(dm.word, h.tag)
	f.Two(dm.word, d.tag)
	f.Two(dm.word, d.word)
	f.Two(dm.word, d.fine)
	f.Two(dm.word, h.word)
	f.Three(dm.word, h.tag, d.tag)
	f.Two(hm.word, d.tag)

	f.Two(d.tag, dn.rels)
	f.Two(h.tag, dn.rels)
	f.Three(h.tag, d.tag, dn.rels)
	f.Two(h.tag, hn.rels)
	f.Two(d.tag, hn.rels)
	f.Two(h.word, hn.rels)
	f.Three(h.tag, d.tag, hn.rels)
	f.Three(d.tag, uint64(hn.rightRel), uint64(hn.leftRel))
	f.Three(h.tag, d.tag, uint64(hn.rights))
	f.Three(h.tag, d.tag, uint64(dn.leftRel))
	f.Three(h.tag, d.tag, uint64(dn.rightRel))
	f.Three(h.tag, d.tag, dl.tag)
	f.Three(h.tag, d.tag, dr.tag)
	f.Two(d.tag, dl.word)
	f.Two(d.word, dl.word)

	f.Three(h.tag, d.tag, o.tag)
	f.Two(d.tag, before.tag)
	f.Two(d.tag, after.tag)
	f.Three(before.tag, d.tag, after.tag)
	f.Two(d.tag, before.word)
	f.Two(d.tag, after.word)
	f.Two(d.word, after.word)
	f.Three(h.tag, d.tag, b0.tag)
	f.Three(d.tag, b0.tag, b1.tag)
	f.Three(h.tag, hafter.tag, d.tag)
	f.Three(h.tag, hbefore.tag, d.tag)
	f.Two(d.tag, hbefore.word)
	g := ws.between(min(dn.token, hn.token), max(dn.token, hn.token))
	f.Three(h.tag, d.tag, g)
	f.Three(d.tag, dm.word, g)
	f.Three(h.tag, d.tag, d.lead)
	f.Three(h.tag, d.tag, d.trail)
	f.Three(h.tag, d.tag, h.trail)
	f.Two(d.word, d.lead)
	return f.List
}
