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
	// slots is a hash table in the order of its keys: a feature stands at its
	// home or after it, with no free slot and no larger feature between. It
	// fills in one pass over sorted rows, so loading is fast.
	slots []slot
	// homes is how many slots are the home of features: as feature lies in 32
	// bits, so lies its home in homes.
	homes uint64
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

func packCell(class uint8, weight int8) uint16 { return uint16(class)<<8 | uint16(uint8(weight)) }

// table is weights on their way into Weights: a row per feature, in order,
// none of them empty, its cells in the order of their classes, none of them 0.
type table struct {
	features []Feature
	counts   []uint8 // cells of each row, less one
	cells    []uint16
}

func newWeights(t table) *Weights {
	w := &Weights{rows: len(t.features), count: len(t.cells), narrow: true}
	for _, c := range t.cells {
		w.narrow = w.narrow && c>>8 < narrowClasses
	}
	if !w.narrow {
		w.cells = t.cells
	}
	w.homes = uint64(2*w.rows) + 1 // half of the slots are free: few probes leave the line they began in
	w.slots = make([]slot, w.homes, w.homes+1024)
	w.filterShift = max(32-uint(bits.Len64(uint64(w.rows))), 3) // some eight bits for each feature
	w.filter = make([]uint8, 1<<(32-w.filterShift))
	next := 0 // the first slot not yet passed
	first := 0
	for i, f := range t.features {
		count := int(t.counts[i]) + 1
		at := max(w.home(f), next)
		for at >= len(w.slots) {
			w.slots = append(w.slots, slot{})
		}
		w.slots[at] = slot{f, uint32(first)<<8 | uint32(count-1) + 1}
		if w.narrow {
			w.slots[at].weights = packRow(t.cells[first : first+count])
		}
		next = at + 1
		first += count
		w.filter[f>>w.filterShift] |= 1 << (f >> (w.filterShift - 3) & 7)
	}
	w.slots = append(w.slots, slot{}) // ends every probe
	return w
}

func (w *Weights) home(f Feature) int { return int(uint64(f) * w.homes >> 32) }

// packRow returns what a narrow slot holds for a row's cells.
func packRow(cells []uint16) (weights uint32) {
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
	// Reading every first slot before looking at any lets the reads overlap.
	var near [block]slot
	slots, homes := w.slots, w.homes
	for i, f := range maybe[:n] {
		near[i] = slots[uint64(f)*homes>>32]
	}
	var found [block]uint32
	k := 0
	for j, f := range maybe[:n] {
		s := near[j]
		for i := uint64(f) * homes >> 32; s.feature < f && s.weights != 0; {
			i++
			s = slots[i]
		}
		found[k&(block-1)] = s.weights
		if s.feature == f && s.weights != 0 {
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
	// The same goes for the first cells of every row.
	cells := w.cells
	var first [block]uint16
	for i, v := range found[:k] {
		first[i] = cells[(v-1)>>8]
	}
	for i, v := range found[:k] {
		c := first[i]
		scores[c>>8] += values[uint8(c)]
		at := int((v-1)>>8) + 1
		for _, c := range cells[at : at+int((v-1)&0xff)] {
			scores[c>>8] += values[uint8(c)]
		}
	}
}
