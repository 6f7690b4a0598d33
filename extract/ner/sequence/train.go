package sequence

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"sitrep/extract/perceptron"
)

// Sentence is a sentence to learn from, or to gather a Context from.
type Sentence struct {
	Words, Tags []string
	Known       []Known
	// Names are in order and don't overlap.
	Names []Name
	// Open marks the tokens outside Names of which it is unknown whether they
	// are part of a name; nil if none is.
	Open []bool
	// Document numbers the document, from 1: its sentences stand together. 0
	// for a sentence by itself.
	Document int

	// allowed are the labels each token may have, if the data's reader has
	// worked them out: it knows of names that may be of several kinds.
	allowed []set
	// open is set where some names bear no label.
	open bool
}

// Options are the choices of training; zero values take the defaults.
type Options struct {
	Seed   uint64
	Epochs int
	// MaxWeights bounds the model's size.
	MaxWeights int
	// Least is how often a feature must be seen to count.
	Least int
	// Rate is the learning rate, Decay the pull of weights towards zero.
	Rate, Decay float64
	// Dropout is the share of features that are hidden at each step.
	Dropout float64
	// Coarse and Fine are clusters of words, Lexis is what the lexicon says of
	// a word, Casing how often it has a capital; all by the words' folded form.
	Coarse, Fine, Lexis, Casing map[string]int
	// Notes are kept in the model's header: the data and its licence.
	Notes []string
	// Progress, if not nil, hears a line per epoch.
	Progress func(string)
}

func (o Options) withDefaults() Options {
	set := func(p *int, v int) {
		if *p == 0 {
			*p = v
		}
	}
	set(&o.Epochs, 6)
	set(&o.MaxWeights, 3_000_000)
	set(&o.Least, 2)
	if o.Rate == 0 {
		o.Rate = 0.1
	}
	if o.Decay == 0 {
		o.Decay = 2e-6
	}
	if o.Dropout == 0 {
		o.Dropout = 0.35
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	return o
}

// Train learns a model. The same sentences and options give the same model.
func Train(sentences []Sentence, o Options) *Model {
	o = o.withDefaults()
	m := newModel(perceptron.NewClasses(o.Coarse, o.Fine, o.Lexis, o.Casing))
	m.notes = o.Notes
	t := newTrainer(m, sentences, o)
	o.Progress(fmt.Sprintf("names: %d sentences, %d features", len(t.examples), len(t.weights)/width-labels))
	rng := rand.New(rand.NewPCG(o.Seed, 2))
	t.rng = rng
	for epoch := range o.Epochs {
		rng.Shuffle(len(t.examples), func(i, j int) { t.examples[i], t.examples[j] = t.examples[j], t.examples[i] })
		loss := 0.0
		for _, e := range t.examples {
			loss += t.step(e)
		}
		if epoch >= o.Epochs/2 {
			t.average()
		}
		o.Progress(fmt.Sprintf("names: epoch %d of %d: loss %.4f a sentence", epoch+1, o.Epochs, loss/float64(len(t.examples))))
	}
	t.finish(m, o.Epochs-o.Epochs/2)
	return m
}

// example is a sentence as the trainer sees it: the rows of its tokens'
// features, and the labels each token may have.
type example struct {
	rows    []uint32 // all tokens' rows, one after another
	ends    []uint32 // of each token in rows
	allowed []set
}

// width is how many numbers a row has: the weights of a feature and as many
// sums of squared gradients.
const width = 2 * labels

// trainer learns the weights by stochastic gradients with a rate of each
// weight's own (AdaGrad). Rows 0 to labels-1 are those of the moves.
type trainer struct {
	examples []example
	features []perceptron.Feature // of each row, from row labels on
	weights  []float32
	averages []float32 // sums of the weights at the ends of the later epochs
	rate     float32
	decay    float32
	lattice
	most int
	rng  *rand.Rand
	drop float64
	// louder makes up for the features that are hidden.
	louder float32
	rows   []uint32 // of the step, without those that are hidden
	ends   []uint32
}

func newTrainer(m *Model, sentences []Sentence, o Options) *trainer {
	t := &trainer{rate: float32(o.Rate), decay: float32(o.Decay), most: o.MaxWeights, drop: o.Dropout, louder: 1}
	if o.Dropout > 0 {
		t.louder = float32(1 / (1 - o.Dropout))
	}
	// Twice over the sentences: features that are seldom seen are left out.
	counts := map[perceptron.Feature]uint32{}
	eachFeatures(m, sentences, func(_ int, ws *workspace, n int) {
		for i := range n {
			for _, f := range ws.features(i) {
				counts[f]++
			}
		}
	})
	for f, n := range counts {
		if int(n) >= o.Least {
			t.features = append(t.features, f)
		}
	}
	slices.Sort(t.features)
	clear(counts)
	for i, f := range t.features {
		counts[f] = uint32(i + labels)
	}
	eachFeatures(m, sentences, func(s int, ws *workspace, n int) {
		e := example{allowed: sentences[s].labels()}
		for i := range n {
			for _, f := range ws.features(i) {
				if r := counts[f]; r != 0 {
					e.rows = append(e.rows, r)
				}
			}
			e.ends = append(e.ends, uint32(len(e.rows)))
		}
		e.rows = slices.Clip(e.rows)
		t.examples = append(t.examples, e)
	})
	t.weights = make([]float32, (len(t.features)+labels)*width)
	return t
}

// eachFeatures shows every sentence in its document's context.
func eachFeatures(m *Model, sentences []Sentence, visit func(s int, ws *workspace, n int)) {
	ws := &workspace{}
	for first := 0; first < len(sentences); {
		last := first + 1
		for sentences[first].Document != 0 && last < len(sentences) && sentences[last].Document == sentences[first].Document {
			last++
		}
		var doc *Context
		if last-first > 1 {
			doc = m.Context(sentences[first:last])
		}
		for i := first; i < last; i++ {
			s := &sentences[i]
			if len(s.Words) == 0 {
				continue
			}
			ws.look(s.Words, s.Tags, s.Known, m.classes, doc)
			visit(i, ws, len(s.Words))
		}
		first = last
	}
}

// labels returns what each token may be.
func (s *Sentence) labels() []set {
	if s.allowed != nil {
		return s.allowed
	}
	out := make([]set, len(s.Words))
	for i := range out {
		out[i] = of(outside)
		if s.Open != nil && s.Open[i] {
			out[i] = anything
		}
	}
	for _, n := range s.Names {
		allow(out, n.First, n.Last, kindsOf(n))
	}
	return out
}

// allow says that the tokens are a name of one of the kinds.
func allow(allowed []set, first, last int, k kindSet) {
	if last-first == 1 {
		allowed[first] = k.place(single)
		return
	}
	for i := first; i < last; i++ {
		allowed[i] = k.place(inner)
	}
	allowed[first], allowed[last-1] = k.place(begin), k.place(end)
}

// average adds the weights to those of earlier epochs: the mean of several is
// steadier than the last.
func (t *trainer) average() {
	if t.averages == nil {
		t.averages = make([]float32, len(t.weights)/2)
	}
	for row := range len(t.weights) / width {
		for l, w := range t.weights[row*width : row*width+labels] {
			t.averages[row*labels+l] += w
		}
	}
}

// finish freezes the weights into the model.
func (t *trainer) finish(m *Model, count int) {
	top := 0.0
	for _, w := range t.averages {
		top = max(top, math.Abs(float64(w)))
	}
	if top == 0 {
		top = 1
	}
	const steps = 1 << 22
	learner := perceptron.NewTrainer()
	for row := range len(t.weights) / width {
		f := move(row)
		if row >= labels {
			f = t.features[row-labels]
		}
		for l, w := range t.averages[row*labels : (row+1)*labels] {
			if v := math.Round(float64(w) / top * steps); math.Abs(v) > 16 {
				learner.Update([]perceptron.Feature{f}, l, int32(v))
			}
		}
	}
	// Averages weigh by time: after so many ticks they are the weights.
	for range 1 << 24 {
		learner.Tick()
	}
	w := learner.Average(t.most)
	m.freeze(w, top/float64(count)/(math.MaxInt8*math.MaxInt8))
}
