package perceptron

import (
	"cmp"
	"math"
	"slices"
)

// Clusters groups the words of raw sentences into k classes of like company,
// by the exchange algorithm (Kneser and Ney, 1993): each word in turn moves to
// the class that makes a bigram model over classes likeliest. Words seen fewer
// than least times get no class. Classes are numbered from 1 to k.
func Clusters(sentences [][]string, k, least, rounds int) map[string]int {
	c := newClustering(sentences, k, least)
	for range rounds {
		moved := 0
		for w := firstWord; w < len(c.words); w++ {
			if c.exchange(w) {
				moved++
			}
		}
		if moved == 0 {
			break
		}
	}
	out := make(map[string]int, len(c.words))
	for w := firstWord; w < len(c.words); w++ {
		out[c.words[w]] = c.class[w] - firstWord + 1
	}
	return out
}

// Words 0 and 1 are the edge of a sentence and every rare word; each has a
// class of its own.
const firstWord = 2

type neighbour struct {
	word  int
	count int
}

type clustering struct {
	words  []string
	class  []int
	count  []int
	before [][]neighbour // of each word, without itself
	after  [][]neighbour
	self   []int

	classes int
	pairs   []int // [first*classes+second]
	totals  []int
	// Class counts of one word's neighbours, and which are not zero.
	left, right []int
	touched     []int
}

func newClustering(sentences [][]string, k, least int) *clustering {
	freq := map[string]int{}
	for _, s := range sentences {
		for _, w := range s {
			freq[w]++
		}
	}
	c := &clustering{words: []string{"", ""}, classes: k + firstWord}
	for w, n := range freq {
		if n >= least {
			c.words = append(c.words, w)
		}
	}
	slices.SortFunc(c.words[firstWord:], func(a, b string) int {
		return cmp.Or(cmp.Compare(freq[b], freq[a]), cmp.Compare(a, b))
	})
	number := make(map[string]int, len(c.words))
	c.class = make([]int, len(c.words))
	c.class[1] = 1
	for i, w := range c.words[firstWord:] {
		number[w] = i + firstWord
		c.class[i+firstWord] = i%k + firstWord
	}

	type pair struct{ a, b int }
	bigrams := map[pair]int{}
	c.count = make([]int, len(c.words))
	for _, s := range sentences {
		last := 0
		c.count[0]++
		for _, w := range s {
			n, ok := number[w]
			if !ok {
				n = 1
			}
			bigrams[pair{last, n}]++
			c.count[n]++
			last = n
		}
		bigrams[pair{last, 0}]++
	}
	c.before = make([][]neighbour, len(c.words))
	c.after = make([][]neighbour, len(c.words))
	c.self = make([]int, len(c.words))
	c.pairs = make([]int, c.classes*c.classes)
	c.totals = make([]int, c.classes)
	c.left, c.right = make([]int, c.classes), make([]int, c.classes)
	for p, n := range bigrams {
		c.pairs[c.class[p.a]*c.classes+c.class[p.b]] += n
		if p.a == p.b {
			c.self[p.a] = n
			continue
		}
		c.after[p.a] = append(c.after[p.a], neighbour{p.b, n})
		c.before[p.b] = append(c.before[p.b], neighbour{p.a, n})
	}
	for w, n := range c.count {
		c.totals[c.class[w]] += n
	}
	return c
}

// exchange moves a word to its best class and tells whether that is another.
func (c *clustering) exchange(w int) bool {
	for _, t := range c.touched {
		c.left[t], c.right[t] = 0, 0
	}
	c.touched = c.touched[:0]
	touch := func(t int) {
		if c.left[t] == 0 && c.right[t] == 0 {
			c.touched = append(c.touched, t)
		}
	}
	for _, n := range c.before[w] {
		touch(c.class[n.word])
		c.left[c.class[n.word]] += n.count
	}
	for _, n := range c.after[w] {
		touch(c.class[n.word])
		c.right[c.class[n.word]] += n.count
	}
	slices.Sort(c.touched) // sums of floats in a fixed order

	from := c.class[w]
	c.add(w, from, -1)
	best, top := from, c.gain(w, from)
	for to := firstWord; to < c.classes; to++ {
		if g := c.gain(w, to); g > top {
			best, top = to, g
		}
	}
	c.class[w] = best
	c.add(w, best, 1)
	return best != from
}

func (c *clustering) add(w, class, sign int) {
	for _, t := range c.touched {
		c.pairs[t*c.classes+class] += sign * c.left[t]
		c.pairs[class*c.classes+t] += sign * c.right[t]
	}
	c.pairs[class*c.classes+class] += sign * c.self[w]
	c.totals[class] += sign * c.count[w]
}

// gain is how the log-likelihood rises if the word joins the class.
func (c *clustering) gain(w, class int) float64 {
	sum := 0.0
	rise := func(from, by int) {
		if by != 0 {
			sum += xlogx(from+by) - xlogx(from)
		}
	}
	for _, t := range c.touched {
		if t != class {
			rise(c.pairs[t*c.classes+class], c.left[t])
			rise(c.pairs[class*c.classes+t], c.right[t])
		}
	}
	rise(c.pairs[class*c.classes+class], c.left[class]+c.right[class]+c.self[w])
	n := c.totals[class]
	return sum - 2*(xlogx(n+c.count[w])-xlogx(n))
}

var xlogxTable = func() (t [1 << 16]float64) {
	for i := 1; i < len(t); i++ {
		t[i] = float64(i) * math.Log(float64(i))
	}
	return t
}()

func xlogx(n int) float64 {
	if n < len(xlogxTable) {
		return xlogxTable[n]
	}
	return float64(n) * math.Log(float64(n))
}
