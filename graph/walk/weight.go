package walk

import (
	"math"

	"sitrep/graph"
	"sitrep/graph/store"
)

// Weight says how strongly two entities go together.
type Weight struct {
	// Count is the number of sentences that name both.
	Count int `json:"count"`
	// NPMI is their normalised pointwise mutual information over sentences, in
	// [-1, 1]: 0 as often as by chance, 1 never one without the other.
	NPMI float64 `json:"npmi"`
}

// weights holds what the measure counts, each counted once.
type weights struct {
	sentences int
	of        map[store.Ref]int
}

// weigh measures a pair that some sentences name together.
func (r *reader) weigh(a, b store.Ref, together int) (*Weight, error) {
	n, err := r.allSentences()
	if err != nil {
		return nil, err
	}
	na, err := r.sentencesOf(a)
	if err != nil {
		return nil, err
	}
	nb, err := r.sentencesOf(b)
	if err != nil {
		return nil, err
	}
	return &Weight{Count: together, NPMI: npmi(together, na, nb, n)}, nil
}

// npmi is ln(p(a,b) / (p(a) p(b))) / -ln p(a,b). A pair in every sentence
// tells nothing about chance, and is taken as bound together.
func npmi(ab, a, b, n int) float64 {
	if ab >= n {
		return 1
	}
	value := math.Log(float64(ab)*float64(n)/(float64(a)*float64(b))) / -math.Log(float64(ab)/float64(n))
	return math.Round(max(-1, min(1, value))*1e4) / 1e4
}

// allSentences counts the sentences of the graph. It holds only those that a
// statement or a pair points to; counting the pairs' alone would read every
// edge of the graph.
func (r *reader) allSentences() (int, error) {
	if r.weights.sentences > 0 {
		return r.weights.sentences, nil
	}
	all, err := r.subjectsOf(graph.Type, graph.SentenceClass)
	r.weights.sentences = len(all)
	return len(all), err
}

// sentencesOf counts the sentences that name an entity beside another.
func (r *reader) sentencesOf(n store.Ref) (int, error) {
	if count, ok := r.weights.of[n]; ok {
		return count, nil
	}
	co, err := r.ref(graph.CoOccursWith)
	if err != nil || !co.known {
		return 0, err
	}
	sentences := map[store.Ref]struct{}{}
	for _, pattern := range []store.Pattern{{S: n, P: co.Ref}, {O: n, P: co.Ref}} {
		err := r.store.Edges(r.ctx, pattern, func(e store.Edge) error {
			sentences[e.L] = struct{}{}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	if r.weights.of == nil {
		r.weights.of = map[store.Ref]int{}
	}
	r.weights.of[n] = len(sentences)
	return len(sentences), nil
}
