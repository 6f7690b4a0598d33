package parse

import (
	"slices"
	"strings"
)

// isMark tells whether a token is a punctuation mark. The transitions leave
// marks out, since what they are attached to follows from the tree of the
// words, and the words see them as features.
func isMark(word, tag string) bool {
	switch tag {
	case ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH":
	case "NFP":
		if strings.ContainsAny(word, ":;=") && strings.ContainsAny(word, "()") {
			return false // :-)
		}
	default:
		return false
	}
	for i := range len(word) {
		c := word[i]
		if '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || 0xc3 <= c && c < 0xe2 {
			return false
		}
	}
	return true
}

// attachMarks gives every mark its head, once the words have theirs: the
// dependent of the shortest arc over the mark, or the root where none is over
// it; marks in pairs share the top word between them. It takes linear time.
func attachMarks(words []string, marks []bool, arcs []Arc) {
	root := slices.IndexFunc(arcs, func(a Arc) bool { return a.Head == Root && a.Rel == rootRel })
	begin := beginnings(marks, arcs)
	var (
		open  []int // dependents of the arcs over here, the shortest arc last
		pairs []int // opening marks
	)
	end := func(d int) int { return max(d, arcs[d].Head) }
	for i := range arcs {
		for len(open) > 0 && end(open[len(open)-1]) <= i {
			open = open[:len(open)-1]
		}
		if !marks[i] {
			open = append(open, begin[i]...)
			continue
		}
		arcs[i] = Arc{root, "punct"}
		if len(open) > 0 {
			arcs[i].Head = open[len(open)-1]
		}
		if k := len(pairs); k > 0 && closes(words[pairs[k-1]], words[i]) {
			if top, ok := topBetween(pairs[k-1], i, marks, arcs); ok {
				arcs[pairs[k-1]].Head, arcs[i].Head = top, top
			}
			pairs = pairs[:k-1]
		} else if opens(words[i]) {
			pairs = append(pairs, i)
		}
	}
}

// beginnings lists, by their left ends, the dependents of the words' arcs, the
// longest arc first.
func beginnings(marks []bool, arcs []Arc) [][]int {
	byEnd := make([][]int, len(arcs))
	for d, a := range arcs {
		if !marks[d] && a.Head != Root {
			byEnd[max(d, a.Head)] = append(byEnd[max(d, a.Head)], d)
		}
	}
	begin := make([][]int, len(arcs))
	for _, dependents := range slices.Backward(byEnd) {
		for _, d := range dependents {
			left := min(d, arcs[d].Head)
			begin[left] = append(begin[left], d)
		}
	}
	return begin
}

// closing gives the marks that close what a mark opens.
var closing = map[string]string{
	"(": ")", "-LRB-": "-RRB-", "[": "]", "{": "}", "<": ">", "*": "*",
	"``": "''", "“": "”", "\"": "\"", "'": "'", "‘": "’", "«": "»",
}

func opens(mark string) bool         { return closing[mark] != "" }
func closes(mark, other string) bool { return closing[mark] == other }

// topBetween returns the highest word between two marks, as seen from the
// first of them.
func topBetween(a, b int, marks []bool, arcs []Arc) (int, bool) {
	i := a + 1
	for i < b && marks[i] {
		i++
	}
	if i == b {
		return 0, false
	}
	for range maxClimb {
		h := arcs[i].Head
		if h <= a || h >= b {
			return i, true
		}
		i = h
	}
	return 0, false
}

// maxClimb keeps the search for the top linear.
const maxClimb = 50
