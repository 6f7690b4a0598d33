package coref

import (
	"slices"

	"sitrep/extract"
)

// enter turns to a part of the document.
func (c *chains) enter(d *extract.Document) {
	c.d, c.before = d, d.Before
	c.outer = slices.Grow(c.outer[:0], len(d.Mentions))[:len(d.Mentions)]
	c.covered = slices.Grow(c.covered[:0], len(d.Tokens))[:len(d.Tokens)]
	clear(c.covered)
	var open []int
	for i := range d.Mentions {
		for len(open) > 0 && d.Mentions[open[len(open)-1]].End <= d.Mentions[i].Start {
			open = open[:len(open)-1]
		}
		c.outer[i] = -1
		if len(open) > 0 {
			c.outer[i] = open[len(open)-1]
		}
		open = append(open, i)
		for t := d.Mentions[i].First; t < d.Mentions[i].Last; t++ {
			c.covered[t] = true
		}
	}
}

// enterAfter turns to a part with the end of the one before in front, and
// returns the part's first mention.
func (c *chains) enterAfter(d *extract.Document) int {
	c.forget(d.Before)
	if len(c.tail.Sentences) == 0 {
		c.enter(d)
		return 0
	}
	joined := &extract.Document{
		ID: d.ID, Text: d.Text, Before: d.Before - len(c.tail.Sentences),
		Sentences: slices.Concat(c.tail.Sentences, d.Sentences),
		Tokens:    slices.Concat(c.tail.Tokens, d.Tokens),
		Mentions:  slices.Concat(c.tail.Mentions, d.Mentions),
	}
	n := len(c.tail.Mentions)
	move(joined, len(c.tail.Sentences), len(c.tail.Tokens), n, +1)
	c.enter(joined)
	return n
}

// leave ends a part: its mentions are what has become of them.
func (c *chains) leave(d *extract.Document) {
	joined := c.d
	sentences, tokens := len(joined.Sentences)-len(d.Sentences), len(joined.Tokens)-len(d.Tokens)
	mentions := len(joined.Mentions) - len(d.Mentions)
	c.keepTail(joined)
	if joined != d {
		move(joined, sentences, tokens, mentions, -1)
		copy(d.Mentions, joined.Mentions[mentions:])
	}
	c.d = nil
}

// keepTail copies the last sentences, as many as a pronoun reaches back.
func (c *chains) keepTail(d *extract.Document) {
	from := max(0, len(d.Sentences)-pronounReach)
	if from == len(d.Sentences) {
		return
	}
	token := d.Sentences[from].First
	mention := len(d.Mentions)
	for mention > 0 && d.Mentions[mention-1].Sentence >= from {
		mention--
	}
	c.tail = extract.Document{
		Sentences: slices.Clone(d.Sentences[from:]),
		Tokens:    slices.Clone(d.Tokens[token:]),
		Mentions:  slices.Clone(d.Mentions[mention:]),
	}
	all := extract.Document{Sentences: c.tail.Sentences, Tokens: c.tail.Tokens, Mentions: c.tail.Mentions}
	shift(&all, -from, -token)
}

// move shifts what stands behind the first sentences, tokens and mentions by as
// many, forth or back.
func move(d *extract.Document, sentences, tokens, mentions, sign int) {
	rest := extract.Document{Sentences: d.Sentences[sentences:], Tokens: d.Tokens[tokens:], Mentions: d.Mentions[mentions:]}
	shift(&rest, sign*sentences, sign*tokens)
}

// shift adds to every number of a sentence or token.
func shift(d *extract.Document, sentences, tokens int) {
	for i := range d.Sentences {
		d.Sentences[i].First += tokens
		d.Sentences[i].Last += tokens
	}
	for i := range d.Tokens {
		if d.Tokens[i].Head >= 0 {
			d.Tokens[i].Head += tokens
		}
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		m.First, m.Last, m.Head, m.Sentence = m.First+tokens, m.Last+tokens, m.Head+tokens, m.Sentence+sentences
	}
}

// forget drops the chains that nothing can point to any more: without a name,
// and last mentioned too many sentences before.
func (c *chains) forget(sentence int) {
	kept := c.loose[:0]
	for _, n := range c.loose {
		if c.list[n-1].sentence < sentence-max(nominalReach, pronounReach) {
			c.list[n-1] = nil
		} else {
			kept = append(kept, n)
		}
	}
	c.loose = kept
	c.recent = slices.DeleteFunc(c.recent, func(n int) bool { return c.list[n-1] == nil })
}
