package parse

import (
	"math"

	"sitrep/extract/parse/conllu"
)

// gold is a sentence's right tree. Heads of -1 become n, the root's place
// behind the last token.
type gold struct {
	head []int32
	rel  []uint8
}

// newGold reads the tree over the words that ws looks at. A word below a mark
// goes to the word above that.
func newGold(s *conllu.Sentence, sys *system, ws *workspace) gold {
	n := ws.n
	g := gold{head: make([]int32, n+1), rel: make([]uint8, n+1)}
	index := make([]int32, len(s.Tokens))
	for i, place := range ws.places {
		index[place] = int32(i)
	}
	root := int32(none)
	for i, place := range ws.places {
		h := s.Tokens[place].Head
		for h != conllu.Root && ws.marks[h] {
			h = s.Tokens[h].Head
		}
		switch {
		case h != conllu.Root:
			g.head[i] = index[h]
		case root == none:
			root, g.head[i] = int32(i), int32(n)
		default:
			g.head[i] = root
		}
		g.rel[i] = sys.rel(s.Tokens[place].Rel)
	}
	g.head[n] = none
	return g
}

// costs counts, for each kind of move, the right arcs that it would put out of
// reach (the dynamic oracle of Goldberg and Nivre, 2013).
func (g *gold) costs(ws *workspace, s *state) (cost [kinds]int) {
	next := s.next.token
	n := int32(ws.n)
	if next < n {
		// Shifting loses the next token's head below the top, and its
		// dependents on the stack.
		for i := s.top; i != none; i = ws.nodes[i].below {
			t := ws.nodes[i].token
			if g.head[t] == next || i != s.top && g.head[next] == t {
				cost[shift]++
			}
		}
	}
	if s.top != none {
		top := &ws.nodes[s.top]
		t := top.token
		for b := next; b < n; b++ {
			if g.head[b] == t { // dependents still in line
				cost[left]++
				cost[right]++
			}
		}
		if g.head[t] > next || top.below != none && g.head[t] == ws.nodes[top.below].token {
			cost[left]++
		}
		if g.head[t] >= next {
			cost[right]++
		}
	}
	return cost
}

// move returns the static oracle's move: to the left or right as soon as that
// costs least.
func (g *gold) move(ws *workspace, s *state) kindOfMove {
	can, cost := ws.allowed(s), g.costs(ws, s)
	best, least := shift, math.MaxInt
	for _, k := range []kindOfMove{left, right, shift} {
		if can[k] && cost[k] < least {
			best, least = k, cost[k]
		}
	}
	return best
}

// arc returns the right relation of the arc that a move makes, and whether the
// arc itself is right.
func (g *gold) arc(ws *workspace, s *state, k kindOfMove) (rel uint8, ok bool) {
	if k == shift {
		return 0, false
	}
	t := &ws.nodes[s.top]
	head := s.next.token
	if k == right {
		head = ws.nodes[t.below].token
	}
	return g.rel[t.token], g.head[t.token] == head
}
