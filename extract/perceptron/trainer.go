package perceptron

// MaxClasses is the largest number of classes: a class is one byte.
const MaxClasses = 256

// Scores holds one score per class.
type Scores [MaxClasses]int32

// Trainer learns weights by the averaged perceptron. It is deterministic: the
// same calls give the same weights. Not safe for concurrent use.
type Trainer struct {
	// Positive leaves out features that were never in favour of any class: they
	// are many, and add little. Set it before the first update.
	Positive bool

	index []entry // open addressing
	keys  []Feature
	rows  [][]cell
	now   int64
}

// entry is a feature and 1 + its position in rows; 0 is free.
type entry struct {
	feature Feature
	row     uint32
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
	return &Trainer{index: make([]entry, 1<<16), now: 1}
}

// Score adds to scores the weights of the features.
func (t *Trainer) Score(features []Feature, scores *Scores) {
	for _, f := range features {
		if row := t.index[t.find(f)].row; row != 0 {
			for _, c := range t.rows[row-1] {
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
	if t.index[i].row == 0 {
		if t.Positive && delta < 0 {
			return
		}
		t.keys = append(t.keys, f)
		t.rows = append(t.rows, nil)
		t.index[i] = entry{f, uint32(len(t.keys))}
		if len(t.keys)*2 > len(t.index) {
			t.grow()
			i = t.find(f)
		}
	}
	row := &t.rows[t.index[i].row-1]
	for j := range *row {
		if c := &(*row)[j]; c.class == class {
			c.weight += delta
			c.drift += t.now * int64(delta)
			return
		}
	}
	*row = append(*row, cell{drift: t.now * int64(delta), weight: delta, class: class})
}

// find returns the place of a feature in the index, or the free place for it.
func (t *Trainer) find(f Feature) int {
	mask := len(t.index) - 1
	i := int(f) & mask
	for t.index[i].row != 0 && t.index[i].feature != f {
		i = (i + 1) & mask
	}
	return i
}

func (t *Trainer) grow() {
	t.index = make([]entry, 2*len(t.index))
	for n, f := range t.keys {
		t.index[t.find(f)] = entry{f, uint32(n + 1)}
	}
}

// Average freezes the averaged weights, at most limit of them; see Average.
func (t *Trainer) Average(limit int) *Weights { return Average(limit, t) }

// Features returns how many features have been updated so far.
func (t *Trainer) Features() int { return len(t.keys) }
