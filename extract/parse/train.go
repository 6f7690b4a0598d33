package parse

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/perceptron"
)

// Options are the choices of training; zero values take the defaults.
type Options struct {
	Seed       uint64
	Epochs     int
	MaxWeights int
	Variation  conllu.Variation
	Notes      []string
	Progress   func(string)
	// Tag returns the tags that the parser will see for a sentence, which is
	// number n of those given to Train. Without it the treebank's are used.
	Tag func(n int, words []string) []string
	// Coarse and Fine are clusters of words, folded as by tagger.Fold.
	Coarse, Fine    map[string]int
	Explore         float64
	Beam            int
	MaxLabelWeights int
	Each            func(epoch int, snapshot func(a, b int) *Model)
}

const (
	defaultEpochs          = 10
	defaultMaxWeights      = 1_500_000
	defaultMaxLabelWeights = 500_000
	defaultBeam            = 8
)

// Train learns a model from trees. The same sentences and options give the
// same model.
func Train(sentences []conllu.Sentence, o Options) *Model {
	if o.Epochs == 0 {
		o.Epochs = defaultEpochs
	}
	if o.MaxWeights == 0 {
		o.MaxWeights = defaultMaxWeights
	}
	if o.MaxLabelWeights == 0 {
		o.MaxLabelWeights = defaultMaxLabelWeights
	}
	if o.Beam == 0 {
		o.Beam = defaultBeam
	}
	sys := systemOf(sentences)
	m := newModel(sys)
	m.notes = o.Notes
	m.classes = perceptron.NewClasses(o.Coarse, o.Fine)

	rng := rand.New(rand.NewPCG(o.Seed, 2))
	l := learner{
		ws: &workspace{}, sys: sys, beam: beam{width: o.Beam},
		moves: perceptron.NewTrainer(), labels: perceptron.NewTrainer(),
	}
	order := make([]int, len(sentences))
	for i := range order {
		order[i] = i
	}
	for epoch := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		l.right, l.all, l.rightRels, l.allRels = 0, 0, 0, 0
		for _, n := range order {
			s := o.Variation.Apply(sentences[n], rng)
			words, tags := s.Words(), s.Tags()
			if o.Tag != nil {
				tags = o.Tag(n, words)
			}
			l.ws.look(words, tags, m.classes)
			l.learn(newGold(&s, sys))
		}
		if o.Each != nil {
			o.Each(epoch, func(a, b int) *Model {
				c := newModel(sys)
				c.classes = m.classes
				c.beam = l.beam
				c.moves, c.labels = l.moves.Average(a), l.labels.Average(b)
				return c
			})
		}
		if o.Progress != nil {
			o.Progress(fmt.Sprintf("parser: epoch %d of %d: while learning %.2f%% of moves and %.2f%% of relations right; %d and %d features",
				epoch+1, o.Epochs, percent(l.right, l.all), percent(l.rightRels, l.allRels), l.moves.Features(), l.labels.Features()))
		}
	}
	m.moves, m.labels = l.moves.Average(o.MaxWeights), l.labels.Average(o.MaxLabelWeights)
	m.beam = l.beam
	return m
}

// learner learns from one sentence after another.
type learner struct {
	ws            *workspace
	sys           *system
	beam          beam
	moves, labels *perceptron.Trainer

	right, all, rightRels, allRels int
}

// learn searches with the weights so far and updates them at the move where
// the beam's best state is farthest ahead of the right one (max-violation,
// Huang et al., 2012).
func (l *learner) learn(g gold) {
	ws := l.ws
	ws.beam = append(ws.beam[:0], 0)
	gold := int32(0) // the state after right moves only
	inBeam := true
	var worst int64 = -1
	var worstGold, worstGuess int32
	for range 2*ws.n - 1 {
		kind := g.move(ws, &ws.states[gold])
		parent := gold
		ws.beam = l.beam.advance(ws, ws.beam, l.sys, l.moves, l.labels)
		kept := int32(none)
		if inBeam {
			for _, b := range ws.beam {
				if ws.states[b].parent == parent && ws.states[b].move == kind {
					kept = b
				}
			}
		}
		gold = l.follow(&g, parent, kind, kept != none)
		if kept != none {
			// What the beam holds is the right state if its relation is.
			if ws.states[kept].rel == ws.states[gold].rel {
				gold = kept
			} else {
				ws.states[gold].score = ws.states[kept].score
				for i, b := range ws.beam {
					if b == kept {
						ws.beam[i] = gold
					}
				}
			}
		} else {
			inBeam = false
		}
		l.all++
		if ws.beam[0] == gold {
			l.right++
		} else if d := ws.states[ws.beam[0]].score - ws.states[gold].score; d >= worst {
			worst, worstGold, worstGuess = d, gold, ws.beam[0]
		}
	}
	if ws.beam[0] != gold && worst >= 0 {
		for a, b := worstGold, worstGuess; a != b; {
			from, with := &ws.states[a], &ws.states[b]
			if from.move != with.move || from.parent != with.parent {
				l.moves.Update(ws.features(&ws.states[from.parent]), int(from.move), 1)
				l.moves.Update(ws.features(&ws.states[with.parent]), int(with.move), -1)
			}
			a, b = from.parent, with.parent
		}
	}
	l.moves.Tick()
}

// follow enters the state after a right move, with its score, and learns the
// relation of its arc.
func (l *learner) follow(g *gold, at int32, kind kindOfMove, scored bool) int32 {
	ws := l.ws
	s := &ws.states[at]
	rel, ok := g.arc(ws, s, kind)
	if kind != shift {
		guess := ws.label(s, kind, l.sys, l.labels)
		if ok {
			if guess != rel {
				f := ws.labelFeatures(s, kind)
				l.labels.Update(f, int(rel), 1)
				l.labels.Update(f, int(guess), -1)
			} else {
				l.rightRels++
			}
			l.allRels++
			l.labels.Tick()
		} else {
			rel = guess
		}
	}
	next := ws.apply(at, kind, rel, l.sys)
	if !scored {
		ws.scores = perceptron.Scores{}
		l.moves.Score(ws.features(s), &ws.scores)
		next.score = s.score + int64(ws.scores[kind])
	}
	ws.states = append(ws.states, next)
	return int32(len(ws.states) - 1)
}

// systemOf collects the relations.
func systemOf(sentences []conllu.Sentence) *system {
	var rels []string
	for _, s := range sentences {
		for _, t := range s.Tokens {
			if t.Head != conllu.Root {
				rels = append(rels, t.Rel)
			}
		}
	}
	slices.Sort(rels)
	return newSystem(slices.Compact(rels))
}
