package relate

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"sitrep/extract"
)

// atMost keeps what is merely near at 0.5, whatever the calibration says: the
// ontology's rule 8.
const atMost = nearby

// calibrate turns the first guess of how sure a statement is into how often
// such statements were right in gold. mentions are those of its sentence.
func (r *Relater) calibrate(d *extract.Document, mentions []int, st *extract.Statement) {
	if len(r.lex.Confidence) == 0 {
		return
	}
	first := st.Confidence
	sum := 0.0
	for _, f := range features(d, mentions, st) {
		sum += r.lex.Confidence[f]
	}
	st.Confidence = math.Round(1000/(1+math.Exp(-sum))) / 1000
	if first <= atMost {
		st.Confidence = min(st.Confidence, atMost)
	}
}

// features are what tells how likely a statement is right: how it was found
// (by its first confidence), its predicate, how its arguments are named, how
// far apart they stand, and the length and letters of its sentence.
func features(d *extract.Document, mentions []int, st *extract.Statement) []string {
	s := d.Sentences[st.Sentence]
	tokens := d.Tokens[s.First:s.Last]
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(tokens, offset, func(t extract.Token, o int) int { return t.Start - o })
		return i
	}
	out := []string{"any", "predicate " + st.Predicate, "status " + string(st.Status), fmt.Sprintf("first %.1f", math.Floor(st.Confidence*10)/10)}
	trigger := at(st.Trigger.Start)
	far := 0
	for _, arg := range []struct {
		role string
		span extract.Span
	}{{"subject", st.SubjectSpan}, {"object", st.ObjectSpan}} {
		far = max(far, at(arg.span.Start)-trigger, trigger-at(arg.span.Start))
		for _, i := range mentions {
			if m := &d.Mentions[i]; m.Span == arg.span {
				out = append(out, arg.role+" "+string(m.Form))
				if m.FoundBy == "model" {
					out = append(out, arg.role+" model")
				}
				break
			}
		}
	}
	out = append(out, "far "+step(far, 3, 7, 13), "length "+step(len(tokens), 16, 28, 40))
	if trigger < len(tokens) {
		tag := tokens[trigger].Tag
		out = append(out, "trigger "+tag[:min(2, len(tag))])
	}
	if text := d.Slice(s.Span); text == strings.ToUpper(text) {
		out = append(out, "capitals")
	}
	return out
}

// step tells between which of the bounds a number lies.
func step(n int, bounds ...int) string {
	i, found := slices.BinarySearch(bounds, n)
	if found {
		i++
	}
	return fmt.Sprint(i)
}

// Examples are a document's statements as Fit learns from them; right tells of
// each whether gold has it. Confidences must be the first ones: the lexicon has
// no weights yet.
func Examples(d *extract.Document, right []bool) []Example {
	mentions := bySentence(d)
	out := make([]Example, len(d.Statements))
	for i := range d.Statements {
		st := &d.Statements[i]
		out[i] = Example{features(d, mentions[st.Sentence], st), right[i]}
	}
	return out
}

// Example is a statement's features, and whether gold has it.
type Example struct {
	Features []string
	Right    bool
}

// Fit learns the weights of features by logistic regression, those of rare
// features drawn towards zero; in the order of their names, to two decimals.
func Fit(examples []Example) map[string]float64 {
	const (
		rounds = 600
		rate   = 0.5
		pull   = 2.0 // as many imagined examples say nothing of each feature
	)
	counts := map[string]float64{}
	for _, e := range examples {
		for _, f := range e.Features {
			counts[f]++
		}
	}
	names := make([]string, 0, len(counts))
	for f := range counts {
		names = append(names, f)
	}
	slices.Sort(names)
	weights := make(map[string]float64, len(names))
	for range rounds {
		slopes := map[string]float64{}
		for _, e := range examples {
			sum := 0.0
			for _, f := range e.Features {
				sum += weights[f]
			}
			off := -1 / (1 + math.Exp(-sum))
			if e.Right {
				off++
			}
			for _, f := range e.Features {
				slopes[f] += off
			}
		}
		for _, f := range names {
			w, n := weights[f], counts[f]
			held := pull
			if f == "any" {
				held = 0
			}
			weights[f] = w + rate*(slopes[f]-held*w)/(n+held)/4
		}
	}
	for _, f := range names {
		weights[f] = math.Round(weights[f]*100) / 100
	}
	return weights
}
