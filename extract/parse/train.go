package parse

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/perceptron"
	"sitrep/extract/tagger"
)

// Options are the choices of training; zero values take the defaults, with
// which the shipped model was trained (and Variation conllu.News).
type Options struct {
	Seed   uint64
	Epochs int
	// Runs are made in different orders, and their weights averaged; as many at
	// a time as there are cores.
	Runs int
	// MaxWeights and MaxLabelWeights bound the model's size: the weights for
	// moves and for relations.
	MaxWeights      int
	MaxLabelWeights int
	// LearnBeam is how many states are kept while learning, Beam while parsing;
	// there Margin drops those that lie farther behind the best.
	LearnBeam int
	Beam      int
	Margin    int64
	// Tag returns the tags that the parser will see for a sentence, which is
	// number n of those given to Train. Without it the treebank's are used. It
	// must be safe for concurrent use.
	Tag func(n int, words []string) []string
	// Classes are learnt by tagger.ClassesOf.
	Classes tagger.WordClasses
	// Variation changes sentences anew in each epoch.
	Variation conllu.Variation
	// Notes are kept in the model's header: the data and its licence.
	Notes []string
	// Progress, if not nil, hears a line per epoch.
	Progress func(string)
}

const (
	defaultEpochs          = 6
	defaultRuns            = 3
	defaultMaxWeights      = 1_200_000
	defaultMaxLabelWeights = 500_000
	defaultLearnBeam       = 4
	defaultBeam            = 8
	defaultMargin          = 35_000
	// By so much, for each wrong arc, the right moves must win, and by so much
	// the right relation, or weights change.
	enoughMove  = 60
	enoughLabel = 40
)

func (o Options) withDefaults() Options {
	o.Epochs = cmp.Or(o.Epochs, defaultEpochs)
	o.Runs = cmp.Or(o.Runs, defaultRuns)
	o.MaxWeights = cmp.Or(o.MaxWeights, defaultMaxWeights)
	o.MaxLabelWeights = cmp.Or(o.MaxLabelWeights, defaultMaxLabelWeights)
	o.LearnBeam = cmp.Or(o.LearnBeam, defaultLearnBeam)
	o.Beam = cmp.Or(o.Beam, defaultBeam)
	o.Margin = cmp.Or(o.Margin, defaultMargin)
	return o
}

// Train learns a model from trees. The same sentences and options give the
// same model.
func Train(sentences []conllu.Sentence, o Options) *Model {
	o = o.withDefaults()
	sys := systemOf(sentences)
	m := newModel(sys)
	m.beam = beam{width: o.Beam, margin: o.Margin}
	m.notes = o.Notes
	m.classes = perceptron.NewClasses(o.Classes.Coarse, o.Classes.Fine)

	moves, labels := make([]*perceptron.Trainer, o.Runs), make([]*perceptron.Trainer, o.Runs)
	var wait sync.WaitGroup
	cores := make(chan struct{}, runtime.GOMAXPROCS(0)) // a run takes a gigabyte
	for run := range o.Runs {
		l := &learner{ws: &workspace{}, sys: sys, beam: beam{width: o.LearnBeam}, classes: m.classes}
		l.moves, l.labels = perceptron.NewTrainer(), perceptron.NewTrainer()
		l.moves.Positive, l.labels.Positive = true, true
		moves[run], labels[run] = l.moves, l.labels
		wait.Go(func() {
			cores <- struct{}{}
			l.run(sentences, o, run)
			<-cores
		})
	}
	wait.Wait()
	m.moves = perceptron.Average(o.MaxWeights, moves...)
	m.labels = perceptron.Average(o.MaxLabelWeights, labels...)
	return m
}

// learner learns from one sentence after another.
type learner struct {
	ws            *workspace
	sys           *system
	beam          beam
	classes       *perceptron.Classes
	moves, labels *perceptron.Trainer

	right, all, rightRels, allRels int
}

// run goes over all sentences in an order of its own.
func (l *learner) run(sentences []conllu.Sentence, o Options, run int) {
	rng := rand.New(rand.NewPCG(o.Seed, uint64(run)))
	order := conllu.Order(sentences)
	for epoch := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		l.right, l.all, l.rightRels, l.allRels = 0, 0, 0, 0
		for _, n := range order {
			s := o.Variation.Apply(sentences[n], rng)
			words, tags := s.Words(), s.Tags()
			if o.Tag != nil {
				tags = o.Tag(n, words)
			}
			l.ws.look(words, tags, l.classes)
			l.learn(newGold(&s, l.sys, l.ws))
		}
		if o.Progress != nil && run == 0 {
			o.Progress(fmt.Sprintf("parser: epoch %d of %d: while learning %.2f%% of moves and %.2f%% of relations right; %d and %d features",
				epoch+1, o.Epochs, percent(l.right, l.all), percent(l.rightRels, l.allRels), l.moves.Features(), l.labels.Features()))
		}
	}
}

// learn searches with the weights so far and updates them at the move where
// the beam's best state is farthest ahead of the right one (max-violation,
// Huang et al., 2012).
func (l *learner) learn(g gold) {
	ws := l.ws
	ws.beam = append(ws.beam[:0], 0)
	right := int32(0) // the state after right moves only
	inBeam := true
	var behind int64 = -1 // how far the right state was behind, at the worst
	var worst, rival int32
	for range 2*ws.n - 1 {
		parent, kind := right, g.move(ws, &ws.states[right])
		ws.beam = l.beam.advance(ws, ws.beam, l.sys, l.moves, l.labels, &g)
		place := -1
		if inBeam {
			place = slices.IndexFunc(ws.beam, func(b int32) bool {
				return ws.states[b].parent == parent && ws.states[b].move == kind
			})
		}
		if inBeam = place >= 0; inBeam {
			right = l.follow(&g, parent, kind, ws.states[ws.beam[place]].score)
			ws.beam[place] = right // with the right relation
		} else {
			right = l.follow(&g, parent, kind, l.score(&g, parent, kind))
		}
		l.all++
		if ws.beam[0] == right {
			l.right++
		} else if d := ws.states[ws.beam[0]].score - ws.states[right].score; d >= behind {
			behind, worst, rival = d, right, ws.beam[0]
		}
	}
	if ws.beam[0] != right && behind >= 0 {
		l.update(worst, rival)
	}
	l.moves.Tick()
}

// update favours the moves that led to one state over those to another.
func (l *learner) update(right, wrong int32) {
	ws := l.ws
	for right != wrong {
		a, b := &ws.states[right], &ws.states[wrong]
		if a.move != b.move || a.parent != b.parent {
			l.moves.Update(ws.features(&ws.states[a.parent]), int(a.move), 1)
			l.moves.Update(ws.features(&ws.states[b.parent]), int(b.move), -1)
		}
		right, wrong = a.parent, b.parent
	}
}

// score returns a state's score after a move, as the beam reckons it.
func (l *learner) score(g *gold, at int32, kind kindOfMove) int64 {
	s := &l.ws.states[at]
	l.ws.scores = perceptron.Scores{}
	l.moves.Score(l.ws.features(s), &l.ws.scores)
	score := s.score + int64(l.ws.scores[kind])
	if _, ok := g.arc(l.ws, s, kind); !ok && kind != shift {
		score += enoughMove
	}
	return score
}

// follow enters the state after a move with its score, and learns the relation
// of its arc if that is right.
func (l *learner) follow(g *gold, at int32, kind kindOfMove, score int64) int32 {
	ws := l.ws
	rel := uint8(0)
	if kind != shift {
		rel = l.relation(g, &ws.states[at], kind)
	}
	next := ws.apply(at, kind, rel, l.sys)
	next.score = score
	ws.states = append(ws.states, next)
	return int32(len(ws.states) - 1)
}

// relation returns the right relation of an arc, once learnt, or the likeliest
// where the arc itself is wrong.
func (l *learner) relation(g *gold, s *state, kind kindOfMove) uint8 {
	ws := l.ws
	guess := ws.label(s, kind, l.sys, l.labels)
	rel, ok := g.arc(ws, s, kind)
	if !ok {
		return guess
	}
	l.allRels++
	if guess == rel {
		l.rightRels++
	}
	ws.labels[rel] -= enoughLabel
	if rival := ws.bestLabel(l.sys); rival != rel {
		f := ws.labelFeatures(s, kind)
		l.labels.Update(f, int(rel), 1)
		l.labels.Update(f, int(rival), -1)
	}
	l.labels.Tick()
	return rel
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
