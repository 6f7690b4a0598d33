// Package parse finds the dependency tree of a tagged sentence, in the
// relations of Universal Dependencies, by a transition-based parser with a
// beam and averaged perceptrons: one chooses the moves, another labels the
// arcs. It takes time linear in the sentence's length and gives equal trees
// for equal input, always.
package parse

import (
	"fmt"
	"io"
	"math"
	"sync"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/perceptron"
)

// Root is the head of a sentence's root.
const Root = conllu.Root

// Arc attaches a token to its head, an index into the sentence or Root.
type Arc struct {
	Head int
	Rel  string
}

// Model parses sentences. Safe for concurrent use.
type Model struct {
	moves   *perceptron.Weights
	labels  *perceptron.Weights
	system  *system
	classes *perceptron.Classes
	notes   []string
	beam    beam
	pool    sync.Pool
}

const kind = "sitrep parser 1"

// groupings of words: coarse clusters, fine clusters.
const groupings = 2

// Load reads a model that Write wrote. The error wraps perceptron.ErrFormat if
// data is something else.
func Load(data []byte) (*Model, error) {
	f, err := perceptron.Read(data, kind)
	if err != nil {
		return nil, fmt.Errorf("parser: %w", err)
	}
	if len(f.Lists) != 2 || len(f.Lists[0]) == 0 || len(f.Lists[0]) > perceptron.MaxClasses || len(f.Weights) != 2 || len(f.Numbers) != 2 {
		return nil, fmt.Errorf("parser: %w: no relations", perceptron.ErrFormat)
	}
	m := newModel(newSystem(f.Lists[0]))
	m.moves, m.labels = f.Weights[0], f.Weights[1]
	m.beam = beam{width: int(min(max(f.Numbers[0], 1), maxWidth)), margin: int64(f.Numbers[1] & math.MaxInt32)}
	m.notes = f.Notes
	if m.classes, err = perceptron.ReadClasses(f.Lists[1], f.Data, groupings); err != nil {
		return nil, fmt.Errorf("parser: %w", err)
	}
	return m, nil
}

const maxWidth = 64

func newModel(s *system) *Model {
	m := &Model{system: s}
	m.pool.New = func() any { return new(workspace) }
	return m
}

// Write writes the model. The same model gives the same bytes.
func (m *Model) Write(out io.Writer) error {
	f := perceptron.File{
		Kind: kind, Notes: m.notes,
		Lists:   [][]string{m.system.rels, m.classes.Lists()},
		Numbers: []uint64{uint64(m.beam.width), uint64(m.beam.margin)},
		Data:    m.classes.Data(),
		Weights: []*perceptron.Weights{m.moves, m.labels},
	}
	return f.Write(out)
}

// Notes returns the lines of the model's header: its data and licence.
func (m *Model) Notes() []string { return m.notes }

// Parse returns one arc per word: a tree with exactly one root, whatever the
// words and their Penn tags, one for each, are. Without words it returns nil.
func (m *Model) Parse(words, tags []string) []Arc {
	if len(words) == 0 {
		return nil
	}
	ws := m.pool.Get().(*workspace)
	defer m.release(ws)
	ws.look(words, tags, m.classes)
	at := m.beam.search(ws, m.system, m.moves, m.labels)
	return ws.arcs(words, at, m.system)
}

// release keeps the workspace for the next sentence, unless it is huge.
func (m *Model) release(ws *workspace) {
	const huge = 1 << 15
	if cap(ws.states) <= huge {
		m.pool.Put(ws)
	}
}

// arcs reads the tree off the moves that led to a final state.
func (ws *workspace) arcs(words []string, at int32, sys *system) []Arc {
	out := make([]Arc, len(words))
	out[ws.places[ws.nodes[ws.states[at].top].token]] = Arc{Root, rootRel}
	for ws.states[at].parent != none {
		v := &ws.states[at]
		at = v.parent
		s := &ws.states[at]
		switch v.move {
		case left:
			t := ws.nodes[s.top].token
			out[ws.places[t]] = Arc{int(ws.places[s.next.token]), sys.rels[v.rel]}
		case right:
			t := &ws.nodes[s.top]
			out[ws.places[t.token]] = Arc{int(ws.places[ws.nodes[t.below].token]), sys.rels[v.rel]}
		}
	}
	ws.marker.attach(words, ws.marks, out)
	return out
}
