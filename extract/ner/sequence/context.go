package sequence

import (
	"math"

	"sitrep/extract/perceptron"
)

// Context is what a document's sentences say of each other's words: that a
// word has small letters elsewhere, follows a title elsewhere, is part of a
// known name elsewhere. Safe for concurrent use once it is gathered.
type Context struct {
	seen map[uint64]*[flagCount]uint16
}

const (
	seenCapital = iota // within a sentence
	seenLower
	seenAfterTitle
	seenAfterGiven
	seenAfterIn
	seenBeforeSpeech
	seenPerson // in a known name of several words
	seenOrganisation
	seenPlace
	seenWeapon
	flagCount
)

var formIn, formSaid = perceptron.Atom("in"), perceptron.Atom("said")

// Context gathers a document's sentences; of each, Words, Tags and Known.
func (m *Model) Context(sentences []Sentence) *Context {
	c := NewContext()
	m.Observe(c, sentences)
	return c
}

// NewContext returns what nothing has been observed of yet.
func NewContext() *Context { return &Context{seen: map[uint64]*[flagCount]uint16{}} }

// Observe adds sentences to a context that is still being gathered.
func (m *Model) Observe(c *Context, sentences []Sentence) {
	ws := m.pool.Get().(*workspace)
	for _, s := range sentences {
		ws.look(s.Words, s.Tags, s.Known, m.classes, nil)
		mode := lettersOf(s.Words)
		for i := range s.Words {
			flags := ws.evidence(i, mode)
			if flags == 0 {
				continue
			}
			w := ws.at(i)
			n := c.seen[w.form]
			if n == nil {
				n = new([flagCount]uint16)
				c.seen[w.form] = n
			}
			for b := range flagCount {
				if flags>>b&1 != 0 && n[b] < math.MaxUint16 {
					n[b]++
				}
			}
		}
	}
	m.pool.Put(ws)
}

// flag gives each word what the other places of the document say of it.
func (c *Context) flag(ws *workspace, n int, mode letters) {
	for i := range n {
		w := ws.at(i)
		seen := c.seen[w.form]
		if seen == nil || !w.cap {
			continue
		}
		own := ws.evidence(i, mode)
		for b := range flagCount {
			if seen[b] > uint16(own>>b&1) {
				w.flags |= 1 << b
			}
		}
	}
}

// evidence says what one place tells of the word there.
func (ws *workspace) evidence(i int, mode letters) (flags uint64) {
	w, prev, next := ws.at(i), ws.at(i-1), ws.at(i+1)
	if w.lower && mode == mixed {
		return 1 << seenLower
	}
	if !w.cap {
		return 0
	}
	add := func(flag int, ok bool) {
		if ok {
			flags |= 1 << flag
		}
	}
	add(seenCapital, mode == mixed && (prev.lower || prev.cap))
	add(seenAfterTitle, prev.lexis&titleWord != 0 && prev.cap)
	add(seenAfterGiven, prev.lexis&givenName != 0 && prev.cap)
	add(seenAfterIn, prev.form == formIn)
	add(seenBeforeSpeech, next.form == formSaid)
	if known := w.known; known != 0 && (known-1)&3 != single && w.entity <= 4 {
		add(seenPerson+int(w.entity)-1, true)
	}
	return flags
}
