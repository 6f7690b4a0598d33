package sequence

import "math"

// lattice holds all labellings of a sentence while it is learnt from.
type lattice struct {
	scores [][labels]float32
	moves  [labels][labels]float32
	exp    [labels][labels]float64
	free   sums // over every labelling
	gold   sums // over those that the data allow
	grads  [labels]float32
	moved  [labels][labels]float64
}

// sums are forward and backward sums, each column scaled to one.
type sums struct {
	local, alpha, beta [][labels]float64
	scale              []float64
	logZ               float64
}

// step learns from one sentence and returns its loss.
func (t *trainer) step(e example) float64 {
	n := len(e.ends)
	e = t.hide(e)
	t.lookup(e)
	t.free.run(t, nil)
	t.gold.run(t, e.allowed)
	loss := t.free.logZ - t.gold.logZ
	if math.IsInf(loss, 0) || math.IsNaN(loss) {
		return 0
	}
	if loss < 1e-4 {
		return loss
	}
	t.moved = [labels][labels]float64{}
	t.free.expect(&t.exp, &t.moved, 1)
	t.gold.expect(&t.exp, &t.moved, -1)
	from := uint32(0)
	for i := range n {
		for l := range labels {
			t.grads[l] = float32(t.free.marginal(i, l)-t.gold.marginal(i, l)) * t.louder
		}
		for _, r := range e.rows[from:e.ends[i]] {
			t.update(int(r), &t.grads)
		}
		from = e.ends[i]
	}
	for p := range labels {
		for l := range labels {
			t.grads[l] = float32(t.moved[p][l])
		}
		t.update(p, &t.grads)
	}
	return loss
}

// hide returns the sentence without some of its features.
func (t *trainer) hide(e example) example {
	if t.drop <= 0 {
		return e
	}
	t.rows, t.ends = t.rows[:0], t.ends[:0]
	threshold := uint64(t.drop * (1 << 16))
	from := uint32(0)
	var bits uint64
	for _, end := range e.ends {
		for k, r := range e.rows[from:end] {
			if k&3 == 0 {
				bits = t.rng.Uint64()
			}
			if bits&0xffff >= threshold {
				t.rows = append(t.rows, r)
			}
			bits >>= 16
		}
		t.ends = append(t.ends, uint32(len(t.rows)))
		from = end
	}
	return example{rows: t.rows, ends: t.ends, allowed: e.allowed}
}

// lookup sums up the scores of the sentence's tokens.
func (t *trainer) lookup(e example) {
	t.scores = t.scores[:0]
	from := uint32(0)
	for i := range e.ends {
		var s [labels]float32
		for _, r := range e.rows[from:e.ends[i]] {
			w := (*[labels]float32)(t.weights[int(r)*width:])
			for l := range w {
				s[l] += w[l]
			}
		}
		for l := range s {
			s[l] *= t.louder
		}
		t.scores = append(t.scores, s)
		from = e.ends[i]
	}
	for p := range labels {
		t.moves[p] = *(*[labels]float32)(t.weights[p*width:])
		for l := range labels {
			t.exp[p][l] = math.Exp(float64(t.moves[p][l]))
		}
	}
}

// update moves a row against its gradients.
func (t *trainer) update(row int, grads *[labels]float32) {
	w := (*[width]float32)(t.weights[row*width:])
	for l, g := range grads {
		if g > -1e-5 && g < 1e-5 {
			continue
		}
		g += t.decay * w[l]
		w[labels+l] += g * g
		w[l] -= t.rate * g / (float32(math.Sqrt(float64(w[labels+l]))) + 1e-3)
	}
}

// run fills the sums over the labellings that allowed leaves (all, if nil).
func (s *sums) run(t *trainer, allowed []set) {
	n := len(t.scores)
	s.local, s.alpha, s.beta = grow(s.local, n), grow(s.alpha, n), grow(s.beta, n)
	if cap(s.scale) < n {
		s.scale = make([]float64, 2*n)
	}
	s.scale = s.scale[:n]
	s.logZ = 0
	for i := range n {
		top := t.scores[i][0]
		for _, x := range t.scores[i] {
			top = max(top, x)
		}
		s.logZ += float64(top)
		sum := 0.0
		for l := range labels {
			s.local[i][l], s.alpha[i][l] = 0, 0
			if allowed != nil && allowed[i]>>l&1 == 0 {
				continue
			}
			s.local[i][l] = math.Exp(float64(t.scores[i][l] - top))
			a := 0.0
			for _, p := range before[l] {
				switch {
				case i > 0:
					a += s.alpha[i-1][p] * t.exp[p][l]
				case p == outside:
					a = t.exp[outside][l]
				}
			}
			s.alpha[i][l] = a * s.local[i][l]
			sum += s.alpha[i][l]
		}
		if sum == 0 {
			s.logZ = math.Inf(-1)
			return
		}
		s.logZ += math.Log(sum)
		s.scale[i] = 1 / sum
		for l := range labels {
			s.alpha[i][l] *= s.scale[i]
		}
	}
	total := 0.0
	for _, p := range before[labels] {
		total += s.alpha[n-1][p]
	}
	if total == 0 {
		s.logZ = math.Inf(-1)
		return
	}
	s.logZ += math.Log(total)
	s.beta[n-1] = [labels]float64{}
	for _, p := range before[labels] {
		s.beta[n-1][p] = 1 / total
	}
	for i := n - 2; i >= 0; i-- {
		s.beta[i] = [labels]float64{}
		for l := range labels {
			b := s.local[i+1][l] * s.beta[i+1][l] * s.scale[i+1]
			if b == 0 {
				continue
			}
			for _, p := range before[l] {
				s.beta[i][p] += t.exp[p][l] * b
			}
		}
	}
}

func (s *sums) marginal(i, l int) float64 { return s.alpha[i][l] * s.beta[i][l] }

// expect adds sign times how often each move is expected.
func (s *sums) expect(exp, out *[labels][labels]float64, sign float64) {
	for l := range labels {
		if s.alpha[0][l] != 0 {
			out[outside][l] += sign * s.marginal(0, l)
		}
	}
	for i := 1; i < len(s.alpha); i++ {
		for l := range labels {
			b := sign * s.local[i][l] * s.beta[i][l] * s.scale[i]
			if b == 0 {
				continue
			}
			for _, p := range before[l] {
				out[p][l] += s.alpha[i-1][p] * exp[p][l] * b
			}
		}
	}
}

func grow(x [][labels]float64, n int) [][labels]float64 {
	if cap(x) < n {
		return make([][labels]float64, n, 2*n)
	}
	return x[:n]
}
