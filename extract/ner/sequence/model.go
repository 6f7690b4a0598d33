// Package sequence recognises names, of people, organisations, places and
// weapons, by a linear-chain model over hashed features: a conditional random
// field, whose weights are frozen to integers, so that equal input gives equal
// names on every machine.
package sequence

import (
	_ "embed"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"

	"sitrep/extract"
	"sitrep/extract/perceptron"
)

// Name is a name in a sentence, words[First:Last]. Confidence is the
// probability that a name of this class has just these words.
type Name struct {
	First, Last int
	Class       extract.Class
	Sense       Sense
	Confidence  float64
}

// Model finds names. Safe for concurrent use.
type Model struct {
	weights *perceptron.Weights
	classes *perceptron.Classes
	// unit is what one in the weights' integers stands for.
	unit  float64
	moves moves
	steps [labels][labels]float64 // exponentials of moves
	notes []string
	pool  sync.Pool
}

const kind = "sitrep names 1"

// groupings of words: coarse clusters, fine clusters, lexis, casing.
const groupings = 4

// See extract/ner/SOURCES.md for its data, licence and recipe.
//
//go:embed model.bin
var embedded []byte

// Default returns the embedded model, loaded once.
var Default = sync.OnceValues(func() (*Model, error) { return Load(embedded) })

// Load reads a model that Write wrote. The error wraps perceptron.ErrFormat if
// data is something else.
func Load(data []byte) (*Model, error) {
	f, err := perceptron.Read(data, kind)
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	if len(f.Lists) != 1 || len(f.Weights) != 1 || len(f.Numbers) != 2 || f.Numbers[0] != uint64(labels) {
		return nil, fmt.Errorf("names: %w: it lacks a part", perceptron.ErrFormat)
	}
	unit := math.Float64frombits(f.Numbers[1])
	if !(unit > 0 && unit < 1) {
		return nil, fmt.Errorf("names: %w: a weight's unit is %v", perceptron.ErrFormat, unit)
	}
	classes, err := perceptron.ReadClasses(f.Lists[0], f.Data, groupings)
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	m := newModel(classes)
	m.freeze(f.Weights[0], unit)
	m.notes = f.Notes
	return m, nil
}

func newModel(classes *perceptron.Classes) *Model {
	m := &Model{classes: classes}
	m.pool.New = func() any { return new(workspace) }
	return m
}

func (m *Model) freeze(w *perceptron.Weights, unit float64) {
	m.weights, m.unit = w, unit
	for p := range labels {
		var s perceptron.Scores
		w.Score([]perceptron.Feature{move(p)}, &s)
		for l := range labels {
			m.moves[p][l] = s[l]
			m.steps[p][l] = math.Exp(float64(s[l]) * unit)
		}
	}
}

// move is the feature of standing after a label.
func move(label int) perceptron.Feature {
	return perceptron.Of(perceptron.Mix(perceptron.Template(1), uint64(label)))
}

// Write writes the model. The same model gives the same bytes.
func (m *Model) Write(out io.Writer) error {
	f := perceptron.File{
		Kind: kind, Notes: m.notes, Weights: []*perceptron.Weights{m.weights},
		Lists: [][]string{m.classes.Lists()}, Data: m.classes.Data(),
		Numbers: []uint64{uint64(labels), math.Float64bits(m.unit)},
	}
	return f.Write(out)
}

// Notes returns the lines of the model's header: its data and licence.
func (m *Model) Notes() []string { return slices.Clone(m.notes) }

// Label appends the names of a sentence to out, in order; they don't overlap.
// Tags are the words' Penn tags, known the gazetteer's matches.
func (m *Model) Label(words, tags []string, known []Known, out []Name) []Name {
	return m.LabelIn(nil, words, tags, known, out)
}

// LabelIn is Label with what the rest of the document tells; doc may be nil.
func (m *Model) LabelIn(doc *Context, words, tags []string, known []Known, out []Name) []Name {
	if len(words) == 0 {
		return out
	}
	ws := m.pool.Get().(*workspace)
	defer m.pool.Put(ws)
	m.score(ws, doc, words, tags, known)
	path := ws.viterbi(&m.moves)
	first := len(out)
	for i := 0; i < len(path); i++ {
		if path[i] == outside {
			continue
		}
		n := Name{First: i, Class: kinds[kindOf(path[i])].class, Sense: kinds[kindOf(path[i])].sense}
		for !closes(path[i]) {
			i++
		}
		n.Last = i + 1
		out = append(out, n)
	}
	if len(out) > first {
		total := ws.sum(m)
		for i := range out[first:] {
			ws.confide(&out[first+i], m, total)
		}
	}
	return out
}

// score sums up the weights for each token and label.
func (m *Model) score(ws *workspace, doc *Context, words, tags []string, known []Known) {
	ws.look(words, tags, known, m.classes, doc)
	ws.size(len(words))
	for i := range words {
		var s perceptron.Scores
		w, feats := ws.at(i), ws.features(i)
		m.weights.ScoreBy(&ws.memo, perceptron.Mix(perceptron.Mix(w.form, w.shape), w.stem), ws.own, feats, labels, &s)
		copy(ws.scores[i][:], s[:labels])
	}
}

// Common tells whether the model has often seen a word, and mostly without a
// capital where none was called for. Names and rare words are not common.
func (m *Model) Common(word string) bool {
	casing := m.classes.Of(perceptron.Atom(fold(word)))[3]
	return casing == 1 || casing == 2
}

// outside returns, for each token, how likely it is in no name.
func (m *Model) outside(s *Sentence) []float64 {
	ws := m.pool.Get().(*workspace)
	defer m.pool.Put(ws)
	m.score(ws, nil, s.Words, s.Tags, s.Known)
	total := ws.sum(m)
	out := make([]float64, len(s.Words))
	for i := range out {
		out[i] = ws.alpha[i][outside] * ws.beta[i][outside] / total
	}
	return out
}
