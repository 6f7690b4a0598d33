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
			m.weights.Score(ws.features(i, last, before), &ws.scores)
			class = best(&ws.scores, len(m.tags))
		}
		tags = append(tags, m.tags[class])
		before, last = last, m.atoms[class]
	}
	m.pool.Put(ws)
	return tags
}

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
	feats  []perceptron.Feature
	scores perceptron.Scores
	buf    []byte
}

const margin = 2

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

// features lists the features of token i after two tags.
func (ws *workspace) features(i int, last, before uint64) []perceptron.Feature {
	w, prev, next := ws.at(i), ws.at(i-1), ws.at(i+1)
	prev2, next2 := ws.at(i-2), ws.at(i+2)
	out := ws.feats[:0]
	template := uint64(0)
	one := func(a uint64) {
		template++
		out = append(out, perceptron.Of(perceptron.Mix(perceptron.Template(template), a)))
	}
	two := func(a, b uint64) {
		template++
		out = append(out, perceptron.Of(perceptron.Mix(perceptron.Mix(perceptron.Template(template), a), b)))
	}
	three := func(a, b, c uint64) {
		template++
		out = append(out, perceptron.Of(perceptron.Mix(perceptron.Mix(perceptron.Mix(perceptron.Template(template), a), b), c)))
	}
	one(0)
	one(w.form)
	one(w.shape)
	two(w.form, w.shape)
	for _, s := range w.suffix {
		one(s)
	}
	for _, p := range w.prefix {
		one(p)
	}
	two(w.suffix[2], w.shape)
	two(w.suffix[1], w.shape)

	one(last)
	two(last, before)
	two(last, w.form)
	three(last, before, w.form)
	two(last, w.shape)
	two(last, w.suffix[2])
	two(last, w.suffix[1])

	one(prev.form)
	one(prev2.form)
	one(next.form)
	one(next2.form)
	two(prev.form, w.form)
	two(w.form, next.form)
	two(prev.form, next.form)
	two(prev.form, prev2.form)
	two(next.form, next2.form)
	three(last, w.form, next.form)
	two(last, next.form)
	two(w.suffix[2], next.form)

	one(next.suffix[2])
	one(next.suffix[1])
	one(next.shape)
	one(prev.suffix[2])
	two(w.shape, next.shape)
	two(w.shape, prev.shape)
	two(w.suffix[2], next.suffix[2])
	three(last, w.suffix[2], next.suffix[2])
	three(prev.shape, w.shape, next.shape)

	one(w.coarse)
	one(w.fine)
	two(last, w.fine)
	one(prev.coarse)
	one(next.coarse)
	one(next.fine)
	one(next2.coarse)
	two(prev.coarse, w.coarse)
	two(w.coarse, next.coarse)
	three(prev.coarse, w.coarse, next.coarse)
	two(prev.fine, w.suffix[2])
	two(next.fine, w.suffix[2])
	two(w.form, next.fine)
	two(w.form, prev.coarse)

	one(w.likely)
	one(next.likely)
	two(last, w.likely)
	two(w.likely, next.likely)
	three(last, w.likely, next.likely)
	three(last, before, w.likely)
	three(last, next.likely, next2.likely)
	two(w.form, next.likely)
	three(w.likely, next.likely, next2.likely)
	two(w.shape, next.likely)
	three(last, w.suffix[2], next.likely)
	ws.feats = out
	return out
}
