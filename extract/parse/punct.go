package parse

import "strings"

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

// lists holds linked lists of numbers below n, each number in one list at most.
type lists struct{ first, next []int }

func (l *lists) reset(n int) {
	l.first, l.next = l.first[:0], l.next[:0]
	for range n {
		l.first, l.next = append(l.first, none), append(l.next, none)
	}
}

// push puts an item in front of a list.
func (l *lists) push(list, item int) {
	l.next[item], l.first[list] = l.first[list], item
}

// marker is what attaching marks needs, kept for the next sentence.
type marker struct {
	ends, begins lists // dependents, by the right and the left ends of arcs
	open         []int // dependents of the arcs over a place, the shortest last
	pairs        []int // opening marks that nothing has closed yet
}

// attach gives every mark its head, once the words have theirs: the dependent
// of the shortest arc over the mark, or the root where none is over it; marks
// in pairs share the top word between them. It takes linear time.
func (m *marker) attach(words []string, marks []bool, arcs []Arc) {
	root := m.enter(marks, arcs)
	m.open, m.pairs = m.open[:0], m.pairs[:0]
	end := func(d int) int { return max(d, arcs[d].Head) }
	for i := range arcs {
		for len(m.open) > 0 && end(m.open[len(m.open)-1]) <= i {
			m.open = m.open[:len(m.open)-1]
		}
		if !marks[i] {
			for d := m.begins.first[i]; d != none; d = m.begins.next[d] {
				m.open = append(m.open, d)
			}
			continue
		}
		arcs[i] = Arc{root, "punct"}
		if len(m.open) > 0 {
			arcs[i].Head = m.open[len(m.open)-1]
		}
		if k := len(m.pairs); k > 0 && closing[words[m.pairs[k-1]]] == words[i] {
			if top, ok := topBetween(m.pairs[k-1], i, marks, arcs); ok {
				arcs[m.pairs[k-1]].Head, arcs[i].Head = top, top
			}
			m.pairs = m.pairs[:k-1]
		} else if closing[words[i]] != "" {
			m.pairs = append(m.pairs, i)
		}
	}
}

// enter lists the words' arcs by their left ends, the longest first, and
// returns the root.
func (m *marker) enter(marks []bool, arcs []Arc) (root int) {
	m.ends.reset(len(arcs))
	m.begins.reset(len(arcs))
	for d, a := range arcs {
		switch {
		case marks[d]:
		case a.Head == Root:
			root = d
		default:
			m.ends.push(max(d, a.Head), d)
		}
	}
	for _, d := range m.ends.first {
		for ; d != none; d = m.ends.next[d] {
			m.begins.push(min(d, arcs[d].Head), d)
		}
	}
	return root
}

// closing gives the marks that close what a mark opens.
var closing = map[string]string{
	"(": ")", "-LRB-": "-RRB-", "[": "]", "{": "}", "<": ">", "*": "*",
	"``": "''", "“": "”", "\"": "\"", "'": "'", "‘": "’", "«": "»",
}

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
