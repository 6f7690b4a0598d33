package perceptron

import (
	"cmp"
	"math"
	"os"
	"slices"
)

// MaxClasses is the largest number of classes: a class is one byte.
const MaxClasses = 256

// Scores holds one score per class.
type Scores [MaxClasses]int32

// Trainer learns weights by the averaged perceptron. It is deterministic: the
// same calls give the same weights. Not safe for concurrent use.
type Trainer struct {
	index []uint32 // open addressing: 1 + position in keys, 0 is free
	keys  []Feature
	rows  [][]cell
	now   int64
}

// cell is the weight of one class for one feature. drift sums now*delta over
// the updates, so that the average is weight - drift/now.
type cell struct {
	drift  int64
	weight int32
	class  uint8
}

// NewTrainer returns a trainer whose weights are all zero.
func NewTrainer() *Trainer {
	return &Trainer{index: make([]uint32, 1<<16), now: 1}
}

// Score adds to scores the weights of the features.
func (t *Trainer) Score(features []Feature, scores *Scores) {
	for _, f := range features {
		if i := t.find(f); t.index[i] != 0 {
			for _, c := range t.rows[t.index[i]-1] {
				scores[c.class] += c.weight
			}
		}
	}
}

// Update adds delta to the weights of a class for the features.
func (t *Trainer) Update(features []Feature, class int, delta int32) {
	for _, f := range features {
		t.update(f, uint8(class), delta)
	}
}

// Tick ends one decision: averages weigh every weight by the decisions it saw.
func (t *Trainer) Tick() { t.now++ }

func (t *Trainer) update(f Feature, class uint8, delta int32) {
	i := t.find(f)
	if t.index[i] == 0 {
		if delta < 0 && Positive {
			return
		}
		t.keys = append(t.keys, f)
		t.rows = append(t.rows, nil)
		t.index[i] = uint32(len(t.keys))
		if len(t.keys)*2 > len(t.index) {
			t.grow()
			i = t.find(f)
		}
	}
	row := &t.rows[t.index[i]-1]
	for j := range *row {
		if c := &(*row)[j]; c.class == class {
			c.weight += delta
			c.drift += t.now * int64(delta)
			return
		}
	}
	*row = append(*row, cell{drift: t.now * int64(delta), weight: delta, class: class})
}

var Positive = os.Getenv("POS") != ""
var Loose = os.Getenv("LOOSE") != ""

// find returns the place of a feature in the index, or the free place for it.
func (t *Trainer) find(f Feature) int {
	mask := len(t.index) - 1
	i := int(f) & mask
	for t.index[i] != 0 && t.keys[t.index[i]-1] != f {
		i = (i + 1) & mask
	}
	return i
}

func (t *Trainer) grow() {
	t.index = make([]uint32, 2*len(t.index))
	for n, f := range t.keys {
		t.index[t.find(f)] = uint32(n + 1)
	}
}

// Features returns how many features have been updated so far.
func (t *Trainer) Features() int { return len(t.keys) }

// Average freezes the averaged weights. At most maxWeights of them are kept,
// those largest in absolute value (0 keeps all that do not round to zero).
func (t *Trainer) Average(maxWeights int) *Weights {
	average := func(c cell) float64 { return float64(c.weight) - float64(c.drift)/float64(t.now) }
	var sizes []float64
	for _, row := range t.rows {
		for _, c := range row {
			if a := math.Abs(average(c)); a > 0 {
				sizes = append(sizes, a)
			}
		}
	}
	if len(sizes) == 0 {
		return newWeights(nil)
	}
	slices.Sort(sizes)
	unit := sizes[len(sizes)-1] / float64(values[math.MaxInt8])
	least := unit / 2
	if maxWeights > 0 && len(sizes) > maxWeights {
		least = max(least, sizes[len(sizes)-maxWeights])
	}

	var kept []row
	for n, cells := range t.rows {
		r := row{feature: t.keys[n]}
		for _, c := range cells {
			a := average(c)
			if math.Abs(a) < least {
				continue
			}
			if q := math.Round(math.Sqrt(math.Abs(a) / unit)); q != 0 {
				r.cells = append(r.cells, packCell(c.class, int8(math.Copysign(q, a))))
			}
		}
		if len(r.cells) > 0 {
			slices.Sort(r.cells)
			kept = append(kept, r)
		}
	}
	slices.SortFunc(kept, func(a, b row) int { return cmp.Compare(a.feature, b.feature) })
	return newWeights(kept)
}
