package parse

import (
	"slices"
	"strings"
)

type kindOfMove uint8

// The kinds of move are the classes of the first perceptron.
const (
	shift kindOfMove = iota
	left
	right
	kinds
)

// system holds the relations, the classes of the second perceptron.
type system struct {
	rels  []string
	marks []bool // relations of prepositions and conjunctions
}

// rootRel is the relation of the root, which no move gives.
const rootRel = "root"

// newSystem takes the relations in order.
func newSystem(rels []string) *system {
	s := &system{rels: rels, marks: make([]bool, len(rels))}
	for i, r := range rels {
		base, _, _ := strings.Cut(r, ":")
		s.marks[i] = base == "case" || base == "mark" || base == "cc"
	}
	return s
}

// rel returns the number of a relation; unknown ones count as the first.
func (s *system) rel(name string) uint8 {
	n, ok := slices.BinarySearch(s.rels, name)
	if !ok {
		return 0
	}
	return uint8(n)
}
