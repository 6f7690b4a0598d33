package perceptron

import (
	"math"
	"math/bits"
)

// values are the weights that eight bits stand for: signed squares, since
// there are many small weights and few large ones, and both matter.
var values = func() (v [256]int32) {
	for q := -math.MaxInt8; q <= math.MaxInt8; q++ {
		v[uint8(int8(q))] = int32(q * max(q, -q))
	}
	return v
}()

// Weights are frozen weights: eight bits each, only those that matter. Safe
// for concurrent use.
type Weights struct {
	// slots is a hash table in the order of its keys: a feature stands at
	// feature>>shift or after it, with no free slot and no larger feature
	// between. It fills in one pass over sorted rows, so loading is fast.
	slots []slot
	shift uint
	// filter has a bit for the top bits of every feature there is.
	filter      []uint8
	filterShift uint
	cells       []uint16
	rows        int
}

// slot holds a feature and its cells: position<<8 | count-1, plus 1 so that
// zero is free. 24 bits of position limit a model to 16.7 million weights.
type slot struct {
	feature Feature
	cells   uint32
}

// MaxWeights is how many weights a model may hold.
const MaxWeights = 1<<24 - 1

type row struct {
	feature Feature
	cells   []uint16
}

func packCell(class uint8, weight int8) uint16 { return uint16(class)<<8 | uint16(uint8(weight)) }

func newWeights(rows []row) *Weights {
	b := newBuilder(len(rows))
	for _, r := range rows {
		b.add(r.feature, len(r.cells))
		b.cells = append(b.cells, r.cells...)
	}
	return b.weights()
}

// builder fills a table from rows in the order of their features.
type builder struct {
	Weights
	next int // the first slot not yet passed
}

func newBuilder(rows int) *builder {
	width := uint(bits.Len(uint(rows + rows/2 + 1)))
	b := &builder{}
	b.shift = 32 - width
	b.slots = make([]slot, 1<<width, 1<<width+1024)
	b.filterShift = max(b.shift, 3+1) - 1 // eight to sixteen bits for a feature
	b.filter = make([]uint8, 1<<(32-b.filterShift))
	return b
}

// add enters a feature whose cells, count of them, will stand at the end of
// b.cells as it is now.
func (b *builder) add(f Feature, count int) {
	at := max(int(f>>b.shift), b.next)
	for at >= len(b.slots) {
		b.slots = append(b.slots, slot{})
	}
	b.slots[at] = slot{feature: f, cells: uint32(len(b.cells))<<8 | uint32(count-1)}
	b.slots[at].cells++
	b.filter[f>>b.filterShift] |= 1 << (f >> (b.filterShift - 3) & 7)
	b.next = at + 1
	b.rows++
}

func (b *builder) weights() *Weights {
	b.slots = append(b.slots, slot{}) // ends every probe
	w := b.Weights
	return &w
}

// Len returns how many features and how many weights there are.
func (w *Weights) Len() (features, weights int) { return w.rows, len(w.cells) }

// Score adds to scores the weights of the features. It passes over them three
// times, so that the memory of one is on its way while another is looked up.
func (w *Weights) Score(features []Feature, scores *Scores) {
	for len(features) > block {
		w.score(features[:block], scores)
		features = features[block:]
	}
	w.score(features, scores)
}

const block = 256

func (w *Weights) score(features []Feature, scores *Scores) {
	var maybe [block]Feature
	n := 0
	for _, f := range features {
		// Most features have no weights: the filter, which fits the cache,
		// rules them out.
		maybe[n&(block-1)] = f
		n += int(w.filter[f>>w.filterShift] >> (f >> (w.filterShift - 3) & 7) & 1)
	}
	var found [block]uint32
	k := 0
	slots := w.slots
	for _, f := range maybe[:n] {
		i := int(f >> w.shift)
		for slots[i].feature < f && slots[i].cells != 0 {
			i++
		}
		if slots[i].feature == f && slots[i].cells != 0 {
			found[k&(block-1)] = slots[i].cells - 1
			k++
		}
	}
	for _, c := range found[:k] {
		at := int(c >> 8)
		for _, c := range w.cells[at : at+int(c&0xff)+1] {
			scores[c>>8] += values[uint8(c)]
		}
	}
}
