package perceptron

// Memo keeps the scores of lists of features that come again and again, such as
// those of a word by itself: looking up weights is most of the work. It takes
// one list in the place of another, so it stays small. Not safe for concurrent
// use; the zero value is empty.
type Memo struct {
	keys   []uint64
	scores []int32
	// classes is how many scores a list has.
	classes int
}

// memoSize is how many lists are kept: those of the common words, in a memory
// that stays in the processor's cache.
const memoSize = 2048

// ScoreBy is Score where the key tells the first features: equal keys mean equal
// features. There are so many classes.
func (w *Weights) ScoreBy(m *Memo, key uint64, first int, features []Feature, classes int, scores *Scores) {
	if m.keys == nil {
		m.keys, m.scores, m.classes = make([]uint64, memoSize), make([]int32, memoSize*classes), classes
	}
	key |= 1 // 0 is a free place
	at := int(key * mixPrime >> 40 % memoSize)
	kept := m.scores[at*m.classes : (at+1)*m.classes]
	if m.keys[at] != key {
		var own Scores
		w.Score(features[:first], &own)
		m.keys[at] = key
		copy(kept, own[:])
	}
	for c, s := range kept {
		scores[c] += s
	}
	w.Score(features[first:], scores)
}
