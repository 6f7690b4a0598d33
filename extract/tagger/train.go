package tagger

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/perceptron"
)

// Options are the choices of training; zero values take the defaults.
type Options struct {
	Seed   uint64
	Epochs int
	// Runs are made in different orders, and their weights averaged.
	Runs int
	// MaxWeights bounds the model's size.
	MaxWeights int
	// Variation changes sentences anew in each epoch.
	Variation conllu.Variation
	// Classes are learnt by ClassesOf, or by Files.Read.
	Classes WordClasses
	// Notes are kept in the model's header: the data and its licence.
	Notes []string
	// Progress, if not nil, hears a line per epoch.
	Progress func(string)
}

const (
	defaultEpochs     = 5
	defaultRuns       = 3
	defaultMaxWeights = 1_200_000
	// The right tag must win by so much, or weights change.
	enough = 40
	// A word is sure of its tag if it had no other, so many times.
	sureCount = 40
)

// Train learns a model from trees' words and Penn tags. The same sentences
// and options give the same model.
func Train(sentences []conllu.Sentence, o Options) *Model {
	o.Epochs = cmp.Or(o.Epochs, defaultEpochs)
	o.Runs = cmp.Or(o.Runs, defaultRuns)
	o.MaxWeights = cmp.Or(o.MaxWeights, defaultMaxWeights)
	tags := tagsOf(sentences)
	m := newModel(nil, tags)
	m.notes = o.Notes
	m.findSure(sentences)
	m.classes = perceptron.NewClasses(o.Classes.Coarse, o.Classes.Fine, likelyTags(sentences))
	class := map[string]uint8{}
	for i, t := range tags {
		class[t] = uint8(i)
	}

	trainers := make([]*perceptron.Trainer, o.Runs)
	var wait sync.WaitGroup
	for run := range trainers {
		wait.Go(func() { trainers[run] = m.learn(sentences, o, class, run) })
	}
	wait.Wait()
	m.weights = perceptron.Average(o.MaxWeights, trainers...)
	return m
}

// learn makes one run over the sentences, in an order of its own.
func (m *Model) learn(sentences []conllu.Sentence, o Options, class map[string]uint8, run int) *perceptron.Trainer {
	rng := rand.New(rand.NewPCG(o.Seed, uint64(run)))
	learner := perceptron.NewTrainer()
	learner.Positive = true
	order := conllu.Order(sentences)
	ws := &workspace{}
	for epoch := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		right, all := 0, 0
		for _, n := range order {
			s := o.Variation.Apply(sentences[n], rng)
			ws.look(s.Words(), m.classes)
			before, last := uint64(0), uint64(0)
			for i, t := range s.Tokens {
				truth := class[t.XPOS]
				guess, sure := m.sure[ws.at(i).form]
				if !sure {
					ws.scores = perceptron.Scores{}
					f := ws.features(i, last, before)
					learner.Score(f, &ws.scores)
					guess = best(&ws.scores, len(m.tags))
					ws.scores[truth] -= enough
					rival := best(&ws.scores, len(m.tags))
					if rival != truth {
						learner.Update(f, int(truth), 1)
						learner.Update(f, int(rival), -1)
					}
					learner.Tick()
				}
				all++
				if guess == truth {
					right++
				}
				before, last = last, m.atoms[guess]
			}
		}
		if o.Progress != nil && run == 0 {
			o.Progress(fmt.Sprintf("tagger: epoch %d of %d: %.2f%% of %d tokens right while learning", epoch+1, o.Epochs, 100*float64(right)/float64(all), all))
		}
	}
	return learner
}

// tagsOf returns every tag in order, and JJ, which Coarsen may bring in.
func tagsOf(sentences []conllu.Sentence) []string {
	tags := []string{"JJ"}
	for _, s := range sentences {
		tags = append(tags, s.Tags()...)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

func (m *Model) findSure(sentences []conllu.Sentence) {
	type seen struct {
		tag   string
		count int
	}
	words := map[string]*seen{}
	for _, s := range sentences {
		for _, t := range s.Tokens {
			w := string(Fold(nil, t.Form))
			if words[w] == nil {
				words[w] = &seen{tag: t.XPOS}
			}
			if words[w].tag != t.XPOS {
				words[w].tag = ""
			}
			words[w].count++
		}
	}
	for w, s := range words {
		if s.count >= sureCount && s.tag != "" {
			m.sureWords = append(m.sureWords, w)
		}
	}
	slices.SortFunc(m.sureWords, strings.Compare)
	for _, w := range m.sureWords {
		t, _ := slices.BinarySearch(m.tags, words[w].tag)
		m.sureTags = append(m.sureTags, uint8(t))
		m.sure[perceptron.Atom(w)] = uint8(t)
	}
}

// likelyTags groups frequent words by the tags they often have.
func likelyTags(sentences []conllu.Sentence) map[string]int {
	counts := map[string]map[string]int{}
	totals := map[string]int{}
	for _, s := range sentences {
		for _, t := range s.Tokens {
			w := string(Fold(nil, t.Form))
			if counts[w] == nil {
				counts[w] = map[string]int{}
			}
			counts[w][t.XPOS]++
			totals[w]++
		}
	}
	sets := map[string][]string{}
	for w, tags := range counts {
		if totals[w] < likelyCount {
			continue
		}
		var set []string
		for t, n := range tags {
			if n*likelyShare >= totals[w] {
				set = append(set, t)
			}
		}
		slices.Sort(set)
		key := strings.Join(set, " ")
		sets[key] = append(sets[key], w)
	}
	out := map[string]int{}
	for i, key := range slices.Sorted(maps.Keys(sets)) {
		for _, w := range sets[key] {
			out[w] = i + 1
		}
	}
	return out
}

// A word seen so many times has as likely tags those of one in so many of
// its uses.
const (
	likelyCount = 5
	likelyShare = 12
)

// Accuracy counts the tokens whose predicted tag is the treebank's.
func Accuracy(m *Model, sentences []conllu.Sentence) (right, all int) {
	var tags []string
	for _, s := range sentences {
		tags = m.Tag(s.Words(), tags[:0])
		for i, t := range s.Tokens {
			if tags[i] == t.XPOS {
				right++
			}
		}
		all += len(tags)
	}
	return right, all
}
