package sequence

import (
	"math"
	"slices"
)

// moves are the scores of one label after another.
type moves [labels][labels]int32

// decoder finds the best labels of a sentence and how sure they are.
type decoder struct {
	scores [][labels]int32
	back   [][labels]uint8
	path   []int
	// Of the sums over all paths: potentials, forward and backward.
	alpha, beta, local [][labels]float64
	scale              []float64
}

func (d *decoder) size(n int) {
	d.scores = slices.Grow(d.scores[:0], n)[:n]
	d.back = slices.Grow(d.back[:0], n)[:n]
	d.path = slices.Grow(d.path[:0], n)[:n]
}

// viterbi returns the labels of the best path; of equals, the lower numbers.
func (d *decoder) viterbi(m *moves) []int {
	const never = math.MinInt32 / 2
	var last, now [labels]int32
	for l := range labels {
		last[l] = never
	}
	last[outside] = 0
	for i := range d.scores {
		for l := range labels {
			best, from := int32(never), 0
			for _, p := range before[l] {
				if s := last[p] + m[p][l]; s > best {
					best, from = s, p
				}
			}
			now[l] = max(best+d.scores[i][l], never)
			d.back[i][l] = uint8(from)
		}
		last = now
	}
	best, at := int32(never), 0
	for _, p := range before[labels] {
		if last[p] > best {
			best, at = last[p], p
		}
	}
	for i := len(d.path) - 1; i >= 0; i-- {
		d.path[i] = at
		at = int(d.back[i][at])
	}
	return d.path
}

// sum fills the forward and backward sums over all paths, and returns the
// share that every token's products of the two add up to. Each column is
// scaled to a sum of one.
func (d *decoder) sum(m *Model) float64 {
	n := len(d.scores)
	d.alpha = slices.Grow(d.alpha[:0], n)[:n]
	d.beta = slices.Grow(d.beta[:0], n)[:n]
	d.local = slices.Grow(d.local[:0], n)[:n]
	for i := range d.scores {
		top := slices.Max(d.scores[i][:])
		for l := range labels {
			d.local[i][l] = math.Exp(float64(d.scores[i][l]-top) * m.unit)
		}
	}
	d.scale = slices.Grow(d.scale[:0], n)[:n]
	for i := range n {
		sum := 0.0
		for l := range labels {
			a := 0.0
			for _, p := range before[l] {
				switch {
				case i > 0:
					a += d.alpha[i-1][p] * m.steps[p][l]
				case p == outside:
					a = m.steps[outside][l]
				}
			}
			a *= d.local[i][l]
			d.alpha[i][l] = a
			sum += a
		}
		d.scale[i] = 1 / sum
		for l := range labels {
			d.alpha[i][l] *= d.scale[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for p := range labels {
			d.beta[i][p] = 0
			if i == n-1 && (p == outside || closes(p)) {
				d.beta[i][p] = 1
			}
		}
		if i == n-1 {
			continue
		}
		for l := range labels {
			b := d.local[i+1][l] * d.beta[i+1][l] * d.scale[i+1]
			for _, p := range before[l] {
				d.beta[i][p] += m.steps[p][l] * b
			}
		}
	}
	total := 0.0
	for l := range labels {
		total += d.alpha[n-1][l] * d.beta[n-1][l]
	}
	return total
}

// confide gives a name the share of all paths, by their weight, that hold a
// name of its class there, whatever its sense.
func (d *decoder) confide(name *Name, m *Model, total float64) {
	sum := 0.0
	for c := range kinds {
		if kinds[c].class == name.Class {
			sum += d.segment(name.First, name.Last-1, c, m)
		}
	}
	if !(total > 0) { // every path underflowed
		sum, total = 1, 2
	}
	p := min(1, max(0, sum/total))
	yes, no := math.Pow(p, temper), math.Pow(1-p, temper)
	name.Confidence = math.Round(yes/(yes+no)*1000) / 1000
}

// temper draws shares towards a half: the sums are surer than they are right.
// Found on the sources left out, see extract/ner/SOURCES.md.
const temper = 0.55

// segment sums the paths with a name of the kind from token i to token j.
func (d *decoder) segment(i, j, c int, m *Model) float64 {
	if i == j {
		l := labelOf(c, single)
		return d.alpha[i][l] * d.beta[i][l]
	}
	sum := d.alpha[i][labelOf(c, begin)]
	last := labelOf(c, begin)
	for k := i + 1; k <= j; k++ {
		l := labelOf(c, inner)
		if k == j {
			l = labelOf(c, end)
		}
		sum *= m.steps[last][l] * d.local[k][l] * d.scale[k]
		last = l
	}
	return sum * d.beta[j][last]
}
