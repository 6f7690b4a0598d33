package parse

import (
	"sitrep/extract/perceptron"
	"sitrep/extract/tagger"
)

// The transition system is arc-hybrid with the root behind the last token:
//
//	shift      the next token goes onto the stack
//	left(rel)  the top of the stack leaves it, as a dependent of the next token
//	right(rel) the top of the stack leaves it, as a dependent of the one below
//
// A sentence of n tokens takes 2n transitions. The last left takes the root;
// it is allowed only when one token is left, so there is exactly one root.

// none stands for no token in a node's links.
const none = -1

// node is a token on the stack or next in line with what is attached to it.
type node struct {
	token       int32
	left, left2 int32 // outermost dependent on the left, and the next inwards
	right       int32 // outermost on the right, and the next inwards
	right2      int32
	marker      int32 // its preposition, conjunction or other function word
	leftRel     uint8 // relations, as numbers from 1
	left2Rel    uint8
	rightRel    uint8
	right2Rel   uint8
	lefts       uint8 // how many dependents
	rights      uint8
	rels        uint64 // set of relations, by number modulo 64
	below       int32  // the node under it on the stack, an index into nodes
}

func newNode(token int32) node {
	return node{token: token, left: none, left2: none, right: none, right2: none, marker: none, below: none}
}

func (n *node) addLeft(token int32, rel uint8, marks bool) {
	n.left2, n.left2Rel = n.left, n.leftRel
	n.left, n.leftRel = token, rel
	n.lefts++
	n.rels |= 1 << (rel & 63)
	if marks {
		n.marker = token
	}
}

func (n *node) addRight(token int32, rel uint8, marks bool) {
	n.right2, n.right2Rel = n.right, n.rightRel
	n.right, n.rightRel = token, rel
	n.rights++
	n.rels |= 1 << (rel & 63)
	if marks && n.marker == none {
		n.marker = token
	}
}

// state is a point in the parse. The stack is a list through nodes, so states
// of a beam share what they have in common.
type state struct {
	top    int32 // index into nodes, or none
	next   node  // the next token, which may have dependents on its left
	score  int64
	parent int32      // index of the state before, or none
	move   kindOfMove // what led here
	rel    uint8      // of the arc that it made, if any
}

// token is what the features see of a token.
type token struct {
	word, tag, both uint64
	coarse, fine    uint64 // clusters
	// Tags of the mark right before and right after it.
	lead, trail uint64
	// What stands before it, without and with itself.
	before, with passed
}

// passed counts what stands before a token.
type passed struct{ commas, marks, verbs, links uint16 }

func (p *passed) count(tag string) {
	switch {
	case tag == ",":
		p.commas++
	case tag == "":
	case tag == "CC":
		p.links++
	case tag[0] == 'V' || tag == "MD":
		p.verbs++
	case tag[0] == ':' || tag[0] == '-' || tag[0] == '`' || tag[0] == '\'':
		p.marks++
	}
}

// between describes what stands between two tokens: a, and b after it.
func (ws *workspace) between(a, b int32) uint64 {
	if a < 0 || int(b) > ws.n || b <= a {
		return 0
	}
	p, q := &ws.tokens[a].with, &ws.tokens[b].before
	few := func(from, to uint16) uint64 { return uint64(min(to-from, 3)) }
	return 1 + few(p.commas, q.commas)<<1 + few(p.marks, q.marks)<<3 + few(p.verbs, q.verbs)<<5 + few(p.links, q.links)<<7
}

// workspace is what parsing one sentence needs, kept for the next. Its tokens
// are the sentence's words, without the marks.
type workspace struct {
	marks  []bool  // whether a token of the sentence is a mark
	places []int32 // where in the sentence a word stands
	n      int     // words; token n is the root, token n+1 stands for none
	tokens []token
	nodes  []node
	states []state
	feats  perceptron.Features
	scores perceptron.Scores // of kinds
	labels perceptron.Scores // of relations
	best   []candidate
	beam   []int32
	marker marker
	buf    []byte
}

var (
	rootAtom = perceptron.Atom("<root>")
	noneAtom = perceptron.Atom("<none>")
)

// edge is a token that is not in the text.
func edge(a uint64) token { return token{word: a, tag: a, both: a, coarse: a, fine: a} }

// look takes up a sentence: its first state is ws.states[0].
func (ws *workspace) look(words, tags []string, classes *perceptron.Classes) {
	ws.findMarks(words, tags)
	ws.tokens = ws.tokens[:0]
	var so passed
	lead := noneAtom
	for i, w := range words {
		if ws.marks[i] {
			lead = perceptron.Atom(tags[i])
			if k := len(ws.tokens); k > 0 && ws.tokens[k-1].trail == noneAtom {
				ws.tokens[k-1].trail = lead
			}
			so.count(tags[i])
			continue
		}
		ws.buf = tagger.Fold(ws.buf[:0], w)
		t := token{word: perceptron.Atom(ws.buf), tag: perceptron.Atom(tags[i]), lead: lead, trail: noneAtom, before: so}
		t.both = perceptron.Mix(t.word, t.tag)
		c := classes.Of(t.word)
		t.coarse, t.fine = uint64(c[0]), uint64(c[1])
		so.count(tags[i])
		t.with = so
		lead = noneAtom
		ws.tokens = append(ws.tokens, t)
	}
	root, nothing := edge(rootAtom), edge(noneAtom)
	root.before, root.with, root.lead = so, so, lead
	ws.tokens = append(ws.tokens, root, nothing)
	ws.nodes = ws.nodes[:0]
	ws.states = append(ws.states[:0], state{top: none, next: newNode(0), parent: none})
}

// findMarks tells words from marks. Where all are marks, all count as words.
func (ws *workspace) findMarks(words, tags []string) {
	ws.marks, ws.places = ws.marks[:0], ws.places[:0]
	for i, w := range words {
		ws.marks = append(ws.marks, isMark(w, tags[i]))
		if !ws.marks[i] {
			ws.places = append(ws.places, int32(i))
		}
	}
	if len(ws.places) == 0 {
		for i := range words {
			ws.marks[i] = false
			ws.places = append(ws.places, int32(i))
		}
	}
	ws.n = len(ws.places)
}

// at returns a token; an index off the sentence gives the one for none.
func (ws *workspace) at(i int32) *token {
	if i < 0 || int(i) > ws.n {
		i = int32(ws.n + 1)
	}
	return &ws.tokens[i]
}

// allowed tells which kinds of transition a state may take.
func (ws *workspace) allowed(s *state) [kinds]bool {
	atRoot := int(s.next.token) == ws.n
	alone := s.top != none && ws.nodes[s.top].below == none
	return [kinds]bool{shift: !atRoot, left: s.top != none && !atRoot, right: s.top != none && !alone}
}

// apply returns the state after a move; rel is the relation of its arc.
func (ws *workspace) apply(from int32, kind kindOfMove, rel uint8, sys *system) state {
	s := ws.states[from]
	s.parent, s.move, s.rel = from, kind, rel
	switch kind {
	case shift:
		s.next.below = s.top
		s.top = int32(len(ws.nodes))
		ws.nodes = append(ws.nodes, s.next)
		s.next = newNode(s.next.token + 1)
	case left:
		t := &ws.nodes[s.top]
		s.next.addLeft(t.token, rel, sys.marks[rel])
		s.top = t.below
	case right:
		t := ws.nodes[s.top]
		head := ws.nodes[t.below]
		head.addRight(t.token, rel, sys.marks[rel])
		s.top = int32(len(ws.nodes))
		ws.nodes = append(ws.nodes, head)
	}
	return s
}
