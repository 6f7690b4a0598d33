package perceptron

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// Classes gives known words their class in each of a few groupings. Zero is
// the class of all other words. Immutable, safe for concurrent use.
type Classes struct {
	words     []string
	groupings int
	classes   []uint16 // groupings of them for each word
	index     map[uint64]int32
}

// NewClasses joins groupings, each a map from a word to its class, from 1 on.
func NewClasses(groupings ...map[string]int) *Classes {
	c := &Classes{groupings: len(groupings)}
	for _, g := range groupings {
		for w := range g {
			c.words = append(c.words, w)
		}
	}
	slices.Sort(c.words)
	c.words = slices.Compact(c.words)
	for _, w := range c.words {
		for _, g := range groupings {
			c.classes = append(c.classes, uint16(g[w]))
		}
	}
	c.fill()
	return c
}

func (c *Classes) fill() {
	c.index = make(map[uint64]int32, len(c.words))
	for i, w := range c.words {
		c.index[Atom(w)] = int32(i)
	}
}

// Of returns the class of a word, by its Atom, in each grouping.
func (c *Classes) Of(atom uint64) []uint16 {
	if i, ok := c.index[atom]; ok {
		at := int(i) * c.groupings
		return c.classes[at : at+c.groupings]
	}
	return unknown[:c.groupings]
}

// MaxGroupings is how many groupings Classes may join.
const MaxGroupings = 4

var unknown [MaxGroupings]uint16

// Lists returns the words, in order: with Data, what ReadClasses restores the
// classes from.
func (c *Classes) Lists() []string { return c.words }

// Data returns the classes in bytes, column after column.
func (c *Classes) Data() []byte {
	var out []byte
	for g := range c.groupings {
		for i := range c.words {
			out = binary.AppendUvarint(out, uint64(c.classes[i*c.groupings+g]))
		}
	}
	return out
}

// ReadClasses restores what Lists and Data gave. The error wraps ErrFormat.
func ReadClasses(words []string, data []byte, groupings int) (*Classes, error) {
	c := &Classes{words: words, groupings: groupings, classes: make([]uint16, len(words)*groupings)}
	for g := range groupings {
		for i := range words {
			n, size := binary.Uvarint(data)
			if size <= 0 || n > 1<<16-1 {
				return nil, fmt.Errorf("%w: no class for %q", ErrFormat, words[i])
			}
			data = data[size:]
			c.classes[i*groupings+g] = uint16(n)
		}
	}
	if len(data) != 0 {
		return nil, fmt.Errorf("%w: %d bytes after the word classes", ErrFormat, len(data))
	}
	c.fill()
	return c, nil
}
