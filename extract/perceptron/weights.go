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
	// narrow: there are at most four classes, and a slot holds all weights of
	// its feature. Otherwise it points to cells.
	narrow bool
	cells  []uint16
	rows   int
	count  int
}

// slot holds a feature and its weights: a byte per class if narrow, otherwise
// where its cells are, position<<8 | count-1, plus 1. Zero is a free slot. The
// position has 24 bits, which limits a model to 16.7 million weights.
type slot struct {
	feature Feature
	weights uint32
}

// MaxWeights is how many weights a model may hold.
const MaxWeights = 1<<24 - 1

const narrowClasses = 4

// row is a feature and its cells, in the order of their classes.
type row struct {
	feature Feature
	cells   []uint16
}

func packCell(class uint8, weight int8) uint16 { return uint16(class)<<8 | uint16(uint8(weight)) }

// newWeights takes rows in the order of their features, none of them empty and
// no weight zero.
func newWeights(rows []row) *Weights {
	w := &Weights{rows: len(rows), narrow: true}
	for _, r := range rows {
		w.count += len(r.cells)
		w.narrow = w.narrow && r.cells[len(r.cells)-1]>>8 < narrowClasses
	}
	if !w.narrow {
		w.cells = make([]uint16, 0, w.count)
	}
	width := uint(bits.Len(uint(len(rows) + len(rows)/2 + 1)))
	w.shift = 32 - width
	w.slots = make([]slot, 1<<width, 1<<width+1024)
	w.filterShift = max(w.shift, 3+1) - 1 // eight to sixteen bits for a feature
	w.filter = make([]uint8, 1<<(32-w.filterShift))
	next := 0 // the first slot not yet passed
	for _, r := range rows {
		f := r.feature
		at := max(int(f>>w.shift), next)
		for at >= len(w.slots) {
			w.slots = append(w.slots, slot{})
		}
		w.slots[at] = slot{f, w.place(r.cells)}
		next = at + 1
		w.filter[f>>w.filterShift] |= 1 << (f >> (w.filterShift - 3) & 7)
	}
	w.slots = append(w.slots, slot{}) // ends every probe
	return w
}

// place returns what a slot holds for a row's cells.
func (w *Weights) place(cells []uint16) (weights uint32) {
	if !w.narrow {
		weights = uint32(len(w.cells))<<8 | uint32(len(cells)-1)
		w.cells = append(w.cells, cells...)
		return weights + 1
	}
	for _, c := range cells {
		weights |= uint32(uint8(c)) << (8 * (c >> 8))
	}
	return weights
}

// each calls f with every feature, in order, and its cells.
func (w *Weights) each(f func(feature Feature, cells []uint16)) {
	var own [narrowClasses]uint16
	for _, s := range w.slots {
		switch {
		case s.weights == 0:
		case w.narrow:
			cells := own[:0]
			for class := range uint8(narrowClasses) {
				if weight := int8(s.weights >> (8 * class)); weight != 0 {
					cells = append(cells, packCell(class, weight))
				}
			}
			f(s.feature, cells)
		default:
			at := int((s.weights - 1) >> 8)
			f(s.feature, w.cells[at:at+int((s.weights-1)&0xff)+1])
		}
	}
}

// Len returns how many features and how many weights there are.
func (w *Weights) Len() (features, weights int) { return w.rows, w.count }

// Score adds to scores the weights of the features. It passes over them more
// than once, so that the memory of one is on its way while another is looked
// up.
func (w *Weights) Score(features []Feature, scores *Scores) {
	for len(features) > block {
		w.score(features[:block], scores)
		features = features[block:]
	}
	w.score(features, scores)
}

const block = 256

func (w *Weights) score(features []Feature, scores *Scores) {
	// Most features have no weights: the filter, which fits the cache, rules
	// them out.
	var maybe [block]Feature
	n := 0
	for _, f := range features {
		maybe[n&(block-1)] = f
		n += int(w.filter[f>>w.filterShift] >> (f >> (w.filterShift - 3) & 7) & 1)
	}
	var found [block]uint32
	k := 0
	slots := w.slots
	for _, f := range maybe[:n] {
		i := int(f >> w.shift)
		for slots[i].feature < f && slots[i].weights != 0 {
			i++
		}
		if slots[i].feature == f && slots[i].weights != 0 {
			found[k&(block-1)] = slots[i].weights
			k++
		}
	}
	if w.narrow {
		var a, b, c, d int32
		for _, v := range found[:k] {
			a += values[uint8(v)]
			b += values[uint8(v>>8)]
			c += values[uint8(v>>16)]
			d += values[uint8(v>>24)]
		}
		scores[0] += a
		scores[1] += b
		scores[2] += c
		scores[3] += d
		return
	}
	for _, v := range found[:k] {
		at := int((v - 1) >> 8)
		for _, c := range w.cells[at : at+int((v-1)&0xff)+1] {
			scores[c>>8] += values[uint8(c)]
		}
	}
}
