package sequence

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/perceptron"
)

// workspace is what labelling one sentence needs, kept for the next.
type workspace struct {
	words []word // with margins of edge words on both sides
	feats []perceptron.Feature
	runs  []stretch // of each token
	buf   []byte
	memo  perceptron.Memo
	own   int // how many features, the first ones, the last token has by itself
	decoder
}

const margin = 2

// stretch is the run of capitalised words that a token lies in.
type stretch struct{ first, last int }

func (ws *workspace) at(i int) *word { return &ws.words[margin+i] }

// look fills the words of a sentence.
func (ws *workspace) look(words, tags []string, known []Known, classes *perceptron.Classes, doc *Context) {
	mode := lettersOf(words)
	ws.words = append(ws.words[:0], word{form: 1, tag: 1}, word{form: 2, tag: 2})
	first := true
	for i, w := range words {
		ws.words = append(ws.words, word{})
		t := &ws.words[margin+i]
		ws.buf = t.look(w, mode, first, ws.buf)
		t.tag = perceptron.Atom(tags[i])
		c := classes.Of(t.form)
		t.coarse, t.fine, t.lexis, t.casing = uint64(c[0]), uint64(c[1]), uint64(c[2]), uint64(c[3])
		if mode != mixed {
			t.cap = t.casing >= 4 || t.casing != 1 && mode == upper && strings.HasPrefix(tags[i], "NNP")
		}
		// What stands before the first word, a quote or a bullet, does not
		// make the word's capital mean more.
		if first && t.cap && !nominalTag(tags[i]) {
			t.cap, first = false, false
		}
		first = first && !t.cap && !t.lower && !t.digit
	}
	ws.words = append(ws.words, word{form: 3, tag: 3}, word{form: 4, tag: 4})
	for _, k := range known {
		ws.know(k)
	}
	ws.stretches(len(words))
	if doc != nil {
		doc.flag(ws, len(words), mode)
	}
}

// nominalTag tells whether a sentence's first word may open a name: "Near
// Mosul" is none.
func nominalTag(tag string) bool {
	return strings.HasPrefix(tag, "N") || strings.HasPrefix(tag, "J") || tag == "FW" || tag == "CD" || strings.HasPrefix(tag, "VB")
}

var classNumbers = map[extract.Class]uint64{extract.Person: 1, extract.Organisation: 2, extract.Place: 3, extract.Weapon: 4}

func (ws *workspace) know(k Known) {
	entity := classNumbers[k.Class]
	switch {
	case k.Kind != "name":
		entity += 16
	case k.Subclass == "Country":
		entity = 8
	}
	if k.Cue == "context" {
		entity += 32
	}
	if !k.Whole {
		entity += 64
	}
	for i := k.First; i < k.Last; i++ {
		place := uint64(inner)
		switch {
		case k.Last-k.First == 1:
			place = single
		case i == k.First:
			place = begin
		case i == k.Last-1:
			place = end
		}
		w := ws.at(i)
		w.entity, w.known = entity, 1+entity<<2|place
	}
}

// stretches finds the runs of capitalised words, with links between.
func (ws *workspace) stretches(n int) {
	ws.runs = ws.runs[:0]
	for i := 0; i < n; {
		if !ws.at(i).cap {
			ws.runs = append(ws.runs, stretch{i, i})
			i++
			continue
		}
		last := i
		for j := i + 1; j < n; j++ {
			if ws.at(j).cap {
				last = j
			} else if ws.at(j).lexis&linkWord == 0 || j > last+2 {
				break
			}
		}
		for range last - i + 1 {
			ws.runs = append(ws.runs, stretch{i, last})
		}
		i = last + 1
	}
}

// features lists the features of token i.
func (ws *workspace) features(i int) []perceptron.Feature {
	w, prev, next := ws.at(i), ws.at(i-1), ws.at(i+1)
	prev2, next2 := ws.at(i-2), ws.at(i+2)
	out := ws.feats[:0]
	template := uint64(100)
	one := func(a uint64) {
		template++
		out = append(out, perceptron.Of(perceptron.Mix(perceptron.Template(template), a)))
	}
	two := func(a, b uint64) {
		template++
		out = append(out, perceptron.Of(perceptron.Mix(perceptron.Mix(perceptron.Template(template), a), b)))
	}
	three := func(a, b, c uint64) {
		template++
		out = append(out, perceptron.Of(perceptron.Mix(perceptron.Mix(perceptron.Mix(perceptron.Template(template), a), b), c)))
	}
	some := func(a uint64) { // only where there is something
		if template++; a != 0 {
			out = append(out, perceptron.Of(perceptron.Mix(perceptron.Template(template), a)))
		}
	}
	one(0)
	one(w.form)
	one(w.shape)
	two(w.form, w.shape)
	for _, s := range w.suffix[1:] {
		some(s)
	}
	for _, p := range w.prefix[1:] {
		some(p)
	}
	two(w.suffix[2], w.shape)
	two(w.prefix[2], w.shape)
	some(w.stem)
	some(w.tail)
	ws.own = len(out)

	one(prev.form)
	one(next.form)
	one(prev2.form)
	one(next2.form)
	two(prev.form, w.form)
	two(w.form, next.form)
	two(prev.form, w.shape)
	two(w.shape, next.form)
	two(prev2.form, prev.form)
	two(next.form, next2.form)

	one(w.tag)
	two(prev.tag, w.tag)
	two(w.tag, next.tag)
	three(prev.tag, w.tag, next.tag)
	two(w.tag, w.shape)
	two(prev2.tag, prev.tag)
	two(next.tag, next2.tag)

	one(prev.shape)
	one(next.shape)
	two(prev.shape, w.shape)
	two(w.shape, next.shape)
	three(prev.shape, w.shape, next.shape)

	some(w.coarse)
	some(w.fine)
	two(w.fine, w.shape)
	some(prev.fine)
	some(next.fine)
	some(prev2.fine)
	some(next2.fine)
	two(prev.coarse, w.coarse)
	two(w.coarse, next.coarse)
	two(prev.fine, w.shape)
	two(next.fine, w.shape)
	three(prev.coarse, w.coarse, next.coarse)

	some(w.known)
	some(prev.known)
	some(next.known)
	two(w.known, w.shape)
	two(w.known, w.tag)
	two(prev.entity, w.entity)
	two(w.entity, next.entity)
	if w.known != 0 {
		two(w.known, prev.form)
		two(w.known, next.form)
		three(w.known, prev.coarse, next.coarse)
		two(w.entity, next.lexis)
		two(w.entity, next.tag)
		two(w.entity, prev.tag)
		three(w.entity, prev.tag, next.tag)
		two(w.entity, next2.fine)
		two(w.entity, prev2.fine)
	}
	template = 200
	one(w.casing)
	two(w.casing, w.shape)
	three(prev.casing, w.casing, next.casing)
	two(w.casing, w.tag)
	two(prev.casing, w.shape)
	two(next.casing, w.shape)
	three(prev.shape, w.form, next.shape)
	three(prev.lexis, w.form, next.lexis)
	some(w.lexis)
	some(prev.lexis)
	some(next.lexis)
	some(prev2.lexis)
	some(next2.lexis)
	two(w.lexis, w.shape)
	two(prev.lexis, w.shape)
	two(prev.lexis, w.lexis)
	two(w.lexis, next.lexis)
	two(next.lexis, w.shape)
	if r := ws.runs[i]; w.cap || r.last > r.first {
		head, front := ws.at(r.last), ws.at(r.first)
		left, right := ws.at(r.first-1), ws.at(r.last+1)
		size := uint64(min(r.last-r.first, 5))
		place := uint64(0)
		if i > r.first {
			place = 1
		}
		if i == r.last {
			place += 2
		}
		template = 230
		two(head.form, place)
		two(front.form, place)
		two(head.lexis, place)
		two(front.lexis, place)
		three(front.lexis, head.lexis, size)
		two(size, place)
		two(left.form, place)
		two(right.form, place)
		two(left.lexis, right.lexis)
		two(left.fine, place)
		two(right.fine, place)
		three(left.tag, size, place)
		three(right.tag, size, place)
		two(left.form, size)
		two(right.form, size)
		two(head.fine, place)
		two(front.fine, place)
		three(head.suffix[2], size, place)
		two(head.entity, place)
		two(front.entity, place)
		two(right.lexis, size)
		three(front.casing, head.casing, size)
		three(left.casing, right.casing, size)
	}
	if w.flags != 0 {
		template = 270
		one(w.flags)
		two(w.flags, w.shape)
		for b := range uint64(flagCount) {
			if w.flags>>b&1 != 0 {
				two(b, w.lexis)
				template--
			}
		}
	}
	ws.feats = out
	return out
}
