package sequence

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/perceptron"
)

// workspace is what labelling one sentence needs, kept for the next.
type workspace struct {
	words []word // with margins of edge words on both sides
	feats perceptron.Features
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
	f := &ws.feats
	f.Start(100)
	f.One(0)
	f.One(w.form)
	f.One(w.shape)
	f.Two(w.form, w.shape)
	for _, s := range w.suffix[1:] {
		f.Some(s)
	}
	for _, p := range w.prefix[1:] {
		f.Some(p)
	}
	f.Two(w.suffix[2], w.shape)
	f.Two(w.prefix[2], w.shape)
	f.Some(w.stem)
	f.Some(w.tail)
	ws.own = len(f.List)

	f.One(prev.form)
	f.One(next.form)
	f.One(prev2.form)
	f.One(next2.form)
	f.Two(prev.form, w.form)
	f.Two(w.form, next.form)
	f.Two(prev.form, w.shape)
	f.Two(w.shape, next.form)
	f.Two(prev2.form, prev.form)
	f.Two(next.form, next2.form)

	f.One(w.tag)
	f.Two(prev.tag, w.tag)
	f.Two(w.tag, next.tag)
	f.Three(prev.tag, w.tag, next.tag)
	f.Two(w.tag, w.shape)
	f.Two(prev2.tag, prev.tag)
	f.Two(next.tag, next2.tag)

	f.One(prev.shape)
	f.One(next.shape)
	f.Two(prev.shape, w.shape)
	f.Two(w.shape, next.shape)
	f.Three(prev.shape, w.shape, next.shape)

	f.Some(w.coarse)
	f.Some(w.fine)
	f.Two(w.fine, w.shape)
	f.Some(prev.fine)
	f.Some(next.fine)
	f.Some(prev2.fine)
	f.Some(next2.fine)
	f.Two(prev.coarse, w.coarse)
	f.Two(w.coarse, next.coarse)
	f.Two(prev.fine, w.shape)
	f.Two(next.fine, w.shape)
	f.Three(prev.coarse, w.coarse, next.coarse)

	f.Some(w.known)
	f.Some(prev.known)
	f.Some(next.known)
	f.Two(w.known, w.shape)
	f.Two(w.known, w.tag)
	f.Two(prev.entity, w.entity)
	f.Two(w.entity, next.entity)
	if w.known != 0 {
		f.Two(w.known, prev.form)
		f.Two(w.known, next.form)
		f.Three(w.known, prev.coarse, next.coarse)
		f.Two(w.entity, next.lexis)
		f.Two(w.entity, next.tag)
		f.Two(w.entity, prev.tag)
		f.Three(w.entity, prev.tag, next.tag)
		f.Two(w.entity, next2.fine)
		f.Two(w.entity, prev2.fine)
	}
	f.From(200)
	f.One(w.casing)
	f.Two(w.casing, w.shape)
	f.Three(prev.casing, w.casing, next.casing)
	f.Two(w.casing, w.tag)
	f.Two(prev.casing, w.shape)
	f.Two(next.casing, w.shape)
	f.Three(prev.shape, w.form, next.shape)
	f.Three(prev.lexis, w.form, next.lexis)
	f.Some(w.lexis)
	f.Some(prev.lexis)
	f.Some(next.lexis)
	f.Some(prev2.lexis)
	f.Some(next2.lexis)
	f.Two(w.lexis, w.shape)
	f.Two(prev.lexis, w.shape)
	f.Two(prev.lexis, w.lexis)
	f.Two(w.lexis, next.lexis)
	f.Two(next.lexis, w.shape)
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
		f.From(230)
		f.Two(head.form, place)
		f.Two(front.form, place)
		f.Two(head.lexis, place)
		f.Two(front.lexis, place)
		f.Three(front.lexis, head.lexis, size)
		f.Two(size, place)
		f.Two(left.form, place)
		f.Two(right.form, place)
		f.Two(left.lexis, right.lexis)
		f.Two(left.fine, place)
		f.Two(right.fine, place)
		f.Three(left.tag, size, place)
		f.Three(right.tag, size, place)
		f.Two(left.form, size)
		f.Two(right.form, size)
		f.Two(head.fine, place)
		f.Two(front.fine, place)
		f.Three(head.suffix[2], size, place)
		f.Two(head.entity, place)
		f.Two(front.entity, place)
		f.Two(right.lexis, size)
		f.Three(front.casing, head.casing, size)
		f.Three(left.casing, right.casing, size)
	}
	if w.flags != 0 {
		f.From(270)
		f.One(w.flags)
		f.Two(w.flags, w.shape)
		for b := range uint64(flagCount) {
			if w.flags>>b&1 != 0 {
				f.From(272) // one template for all of them
				f.Two(b, w.lexis)
			}
		}
	}
	return f.List
}
