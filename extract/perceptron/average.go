package perceptron

import (
	"cmp"
	"math"
	"slices"
)

// Average freezes the averaged weights of trainers that learnt the same task,
// their mean. At most limit weights are kept, those largest in absolute value
// (0 keeps all that do not round to zero).
func Average(limit int, trainers ...*Trainer) *Weights {
	if limit <= 0 || limit > MaxWeights {
		limit = MaxWeights
	}
	var all []weight
	for _, t := range trainers {
		for n, cells := range t.rows {
			for _, c := range cells {
				if a := float64(c.weight) - float64(c.drift)/float64(t.now); a != 0 {
					all = append(all, weight{t.keys[n], c.class, a})
				}
			}
		}
	}
	all = sum(all)
	if len(all) == 0 {
		return newWeights(table{})
	}
	sizes := make([]float64, len(all))
	for i, w := range all {
		sizes[i] = math.Abs(w.value)
	}
	slices.Sort(sizes)
	unit := sizes[len(sizes)-1] / float64(values[math.MaxInt8])
	least := unit / 2
	if len(sizes) > limit {
		least = max(least, sizes[len(sizes)-limit])
	}

	var t table
	for _, w := range all {
		q := math.Round(math.Sqrt(math.Abs(w.value) / unit))
		if math.Abs(w.value) < least || q == 0 {
			continue
		}
		if n := len(t.features); n > 0 && t.features[n-1] == w.feature {
			t.counts[n-1]++
		} else {
			t.features, t.counts = append(t.features, w.feature), append(t.counts, 0)
		}
		t.cells = append(t.cells, packCell(w.class, int8(math.Copysign(q, w.value))))
	}
	return newWeights(t)
}

type weight struct {
	feature Feature
	class   uint8
	value   float64
}

// sum sorts weights and adds up those of one feature and class.
func sum(all []weight) []weight {
	slices.SortStableFunc(all, func(a, b weight) int {
		return cmp.Or(cmp.Compare(a.feature, b.feature), cmp.Compare(a.class, b.class))
	})
	out := all[:0]
	for _, w := range all {
		if n := len(out); n > 0 && out[n-1].feature == w.feature && out[n-1].class == w.class {
			out[n-1].value += w.value
		} else {
			out = append(out, w)
		}
	}
	return out
}
