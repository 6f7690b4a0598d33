package parse

import "sitrep/extract/perceptron"

// scorer is the weights of a perceptron, learnt or being learnt.
type scorer interface {
	Score(features []perceptron.Feature, scores *perceptron.Scores)
}

// candidate is a move from a state.
type candidate struct {
	score int64
	from  int32
	kind  kindOfMove
}

// beam says how to search: how many states to keep, and how far behind the
// best one they may lie (0 for any distance).
type beam struct {
	width  int
	margin int64
}

// advance replaces a list of states after the same number of moves by the best
// states one move later, the best first. Of equals the first stays first.
func (b beam) advance(ws *workspace, at []int32, sys *system, moves, labels scorer, g *gold) []int32 {
	ws.best = ws.best[:0]
	for _, from := range at {
		s := &ws.states[from]
		can := ws.allowed(s)
		ws.scores = perceptron.Scores{}
		moves.Score(ws.features(s), &ws.scores)
		for k := shift; k < kinds; k++ {
			if !can[k] {
				continue
			}
			c := candidate{s.score + int64(ws.scores[k]), from, k}
			if g != nil && k != shift {
				if _, ok := g.arc(ws, s, k); !ok {
					c.score += enoughMove
				}
			}
			b.consider(ws, c)
		}
	}
	at = at[:0]
	for _, c := range ws.best {
		if b.margin > 0 && c.score < ws.best[0].score-b.margin {
			break
		}
		rel := uint8(0)
		if c.kind != shift {
			rel = ws.label(&ws.states[c.from], c.kind, sys, labels)
		}
		s := ws.apply(c.from, c.kind, rel, sys)
		s.score = c.score
		at = append(at, int32(len(ws.states)))
		ws.states = append(ws.states, s)
	}
	return at
}

func (b beam) consider(ws *workspace, c candidate) {
	if n := len(ws.best); n < b.width {
		ws.best = append(ws.best, c)
	} else if c.score <= ws.best[n-1].score {
		return
	}
	i := len(ws.best) - 1
	for ; i > 0 && ws.best[i-1].score < c.score; i-- {
		ws.best[i] = ws.best[i-1]
	}
	ws.best[i] = c
}

// label returns the likeliest relation of the arc that a move makes.
func (ws *workspace) label(s *state, kind kindOfMove, sys *system, labels scorer) uint8 {
	ws.labels = perceptron.Scores{}
	labels.Score(ws.labelFeatures(s, kind), &ws.labels)
	return ws.bestLabel(sys)
}

func (ws *workspace) bestLabel(sys *system) uint8 {
	top := 0
	for r := range sys.rels {
		if ws.labels[r] > ws.labels[top] {
			top = r
		}
	}
	return uint8(top)
}

// search returns the best final state.
func (b beam) search(ws *workspace, sys *system, moves, labels scorer) int32 {
	ws.beam = append(ws.beam[:0], 0)
	for range 2*ws.n - 1 {
		ws.beam = b.advance(ws, ws.beam, sys, moves, labels, nil)
	}
	return ws.beam[0]
}
