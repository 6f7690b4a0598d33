// Package tagger assigns Penn Treebank part-of-speech tags to the tokens of a
// sentence, from left to right, by an averaged perceptron. It gives equal tags
// for equal input, always.
package tagger

import (
	"fmt"
	"io"
	"slices"
	"sync"

	"sitrep/extract/perceptron"
)

// Model tags sentences. Safe for concurrent use.
type Model struct {
	weights *perceptron.Weights
	tags    []string
	atoms   []uint64 // of tags
	// sure holds the tag of frequent words that never had another.
	sure      map[uint64]uint8
	classes   *perceptron.Classes
	sureWords []string
	sureTags  []byte
	notes     []string
	pool      sync.Pool
}

const kind = "sitrep tagger 1"

// groupings of words: coarse clusters, fine clusters, sets of likely tags.
const groupings = 3

// Load reads a model that Write wrote. The error wraps perceptron.ErrFormat if
// data is something else.
func Load(data []byte) (*Model, error) {
	f, err := perceptron.Read(data, kind)
	if err != nil {
		return nil, fmt.Errorf("tagger: %w", err)
	}
	if len(f.Lists) != 3 || len(f.Weights) != 1 || len(f.Lists[0]) == 0 || len(f.Lists[0]) > perceptron.MaxClasses || len(f.Data) < len(f.Lists[1]) {
		return nil, fmt.Errorf("tagger: %w: no list of tags", perceptron.ErrFormat)
	}
	m := newModel(f.Weights[0], f.Lists[0])
	m.notes = f.Notes
	for i, w := range f.Lists[1] {
		if int(f.Data[i]) >= len(m.tags) {
			return nil, fmt.Errorf("tagger: %w: no tag for %q", perceptron.ErrFormat, w)
		}
		m.sure[perceptron.Atom(w)] = f.Data[i]
	}
	m.sureWords, m.sureTags = f.Lists[1], f.Data[:len(f.Lists[1])]
	if m.classes, err = perceptron.ReadClasses(f.Lists[2], f.Data[len(f.Lists[1]):], groupings); err != nil {
		return nil, fmt.Errorf("tagger: %w", err)
	}
	return m, nil
}

func newModel(w *perceptron.Weights, tags []string) *Model {
	m := &Model{weights: w, tags: tags, sure: map[uint64]uint8{}}
	for _, t := range tags {
		m.atoms = append(m.atoms, perceptron.Atom(t))
	}
	m.pool.New = func() any { return new(workspace) }
	return m
}

// Write writes the model. The same model gives the same bytes.
func (m *Model) Write(out io.Writer) error {
	f := perceptron.File{
		Kind: kind, Notes: m.notes, Weights: []*perceptron.Weights{m.weights},
		Lists: [][]string{m.tags, m.sureWords, m.classes.Lists()},
		Data:  slices.Concat(m.sureTags, m.classes.Data()),
	}
	return f.Write(out)
}

// Notes returns the lines of the model's header: its data and licence.
func (m *Model) Notes() []string { return m.notes }

// Tag appends one tag per word of a sentence to tags.
func (m *Model) Tag(words, tags []string) []string {
	ws := m.pool.Get().(*workspace)
	ws.look(words, m.classes)
	before, last := uint64(0), uint64(0)
	for i := range words {
		class, ok := m.sure[ws.at(i).form]
		if !ok {
			ws.scores = perceptron.Scores{}
			w := ws.at(i)
			m.weights.ScoreBy(&ws.memo, perceptron.Mix(w.form, w.shape), ownFeatures, ws.features(i, last, before), len(m.tags), &ws.scores)
			class = best(&ws.scores, len(m.tags))
		}
		tags = append(tags, m.tags[class])
		before, last = last, m.atoms[class]
	}
	if cap(ws.words) <= hugeSentence {
		m.pool.Put(ws)
	}
	return tags
}

// hugeSentence is how many words' memory is not kept for the next sentence.
const hugeSentence = 1 << 14

// best returns the class with the highest score, the first of equals.
func best(scores *perceptron.Scores, n int) uint8 {
	top := 0
	for c := 1; c < n; c++ {
		if scores[c] > scores[top] {
			top = c
		}
	}
	return uint8(top)
}

// workspace is what tagging one sentence needs, kept for the next.
type workspace struct {
	words  []word // with margins of edge words on both sides
	feats  perceptron.Features
	scores perceptron.Scores
	buf    []byte
	memo   perceptron.Memo
}

const margin = 2

// look takes up a sentence.
func (ws *workspace) look(words []string, classes *perceptron.Classes) {
	mode := lettersOf(words)
	ws.words = append(ws.words[:0], word{form: 1}, word{form: 2})
	for i, w := range words {
		ws.words = append(ws.words, word{})
		t := &ws.words[margin+i]
		ws.buf = t.look(w, mode, i == 0, ws.buf)
		c := classes.Of(t.form)
		t.coarse, t.fine, t.likely = uint64(c[0]), uint64(c[1]), uint64(c[2])
	}
	ws.words = append(ws.words, word{form: 3}, word{form: 4})
}

func (ws *workspace) at(i int) *word { return &ws.words[margin+i] }

// ownFeatures is how many features, the first ones, a word has by itself: by its
// form and shape.
const ownFeatures = 13

// features lists the features of token i after two tags.
func (ws *workspace) features(i int, last, before uint64) []perceptron.Feature {
	w, prev, next := ws.at(i), ws.at(i-1), ws.at(i+1)
	prev2, next2 := ws.at(i-2), ws.at(i+2)
	f := &ws.feats
	f.Start(0)
	f.One(0)
	f.One(w.form)
	f.One(w.shape)
	f.Two(w.form, w.shape)
	for _, s := range w.suffix {
		f.One(s)
	}
	for _, p := range w.prefix {
		f.One(p)
	}
	f.Two(w.suffix[2], w.shape)
	f.Two(w.suffix[1], w.shape)

	f.One(last)
	f.Two(last, before)
	f.Two(last, w.form)
	f.Three(last, before, w.form)
	f.Two(last, w.shape)
	f.Two(last, w.suffix[2])
	f.Two(last, w.suffix[1])

	f.One(prev.form)
	f.One(prev2.form)
	f.One(next.form)
	f.One(next2.form)
	f.Two(prev.form, w.form)
	f.Two(w.form, next.form)
	f.Two(prev.form, next.form)
	f.Two(prev.form, prev2.form)
	f.Two(next.form, next2.form)
	f.Three(last, w.form, next.form)
	f.Two(last, next.form)
	f.Two(w.suffix[2], next.form)

	f.One(next.suffix[2])
	f.One(next.suffix[1])
	f.One(next.shape)
	f.One(prev.suffix[2])
	f.Two(w.shape, next.shape)
	f.Two(w.shape, prev.shape)
	f.Two(w.suffix[2], next.suffix[2])
	f.Three(last, w.suffix[2], next.suffix[2])
	f.Three(prev.shape, w.shape, next.shape)

	f.One(w.coarse)
	f.One(w.fine)
	f.Two(last, w.fine)
	f.One(prev.coarse)
	f.One(next.coarse)
	f.One(next.fine)
	f.One(next2.coarse)
	f.Two(prev.coarse, w.coarse)
	f.Two(w.coarse, next.coarse)
	f.Three(prev.coarse, w.coarse, next.coarse)
	f.Two(prev.fine, w.suffix[2])
	f.Two(next.fine, w.suffix[2])
	f.Two(w.form, next.fine)
	f.Two(w.form, prev.coarse)

	f.One(w.likely)
	f.One(next.likely)
	f.Two(last, w.likely)
	f.Two(w.likely, next.likely)
	f.Three(last, w.likely, next.likely)
	f.Three(last, before, w.likely)
	f.Three(last, next.likely, next2.likely)
	f.Two(w.form, next.likely)
	f.Three(w.likely, next.likely, next2.likely)
	f.Two(w.shape, next.likely)
	f.Three(last, w.suffix[2], next.likely)
	return f.List
}
