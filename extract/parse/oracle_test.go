package parse

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/perceptron"
)

var noClasses = perceptron.NewClasses(nil, nil)

// words returns n words that are no marks.
func wordsOf(n int) (words, tags []string) {
	for i := range n {
		words, tags = append(words, fmt.Sprint("w", i)), append(tags, "NN")
	}
	return words, tags
}

// Any moves give a tree with one root, and the oracle's moves give that tree
// back: it is projective.
func TestOracleRebuildsTrees(t *testing.T) {
	sys := newSystem([]string{"case", "nsubj", "obj"})
	rapid.Check(t, func(t *rapid.T) {
		words, tags := wordsOf(rapid.IntRange(1, 12).Draw(t, "words"))
		ws := &workspace{}
		walk := func(choose func(s *state) (kindOfMove, uint8)) []Arc {
			ws.look(words, tags, noClasses)
			at := int32(0)
			for range 2*ws.n - 1 {
				kind, rel := choose(&ws.states[at])
				ws.states = append(ws.states, ws.apply(at, kind, rel, sys))
				at = int32(len(ws.states) - 1)
			}
			return ws.arcs(words, at, sys)
		}
		arcs := walk(func(s *state) (kindOfMove, uint8) {
			var kinds []kindOfMove
			for k, can := range ws.allowed(s) {
				if can {
					kinds = append(kinds, kindOfMove(k))
				}
			}
			return rapid.SampledFrom(kinds).Draw(t, "move"), rapid.Uint8Range(0, 2).Draw(t, "relation")
		})
		s := conllu.Sentence{}
		for i, a := range arcs {
			s.Tokens = append(s.Tokens, conllu.Token{Form: words[i], XPOS: tags[i], Head: a.Head, Rel: a.Rel})
		}
		if err := conllu.CheckTree(len(arcs), func(i int) int { return arcs[i].Head }); err != nil {
			t.Fatalf("%v: %v", arcs, err)
		}
		g := newGold(&s, sys, ws)
		again := walk(func(s *state) (kindOfMove, uint8) {
			kind := g.move(ws, s)
			if cost := g.costs(ws, s)[kind]; cost != 0 {
				t.Fatalf("the oracle's move costs %d arcs", cost)
			}
			rel, _ := g.arc(ws, s, kind)
			return kind, rel
		})
		if diff := cmp.Diff(arcs, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestGoldSkipsMarks(t *testing.T) {
	// A word below a mark goes to the word above it; below a mark that is the
	// root, the first such word becomes the root.
	s := conllu.Sentence{Tokens: []conllu.Token{
		{Form: "--", XPOS: ":", Head: Root, Rel: "root"},
		{Form: "a", XPOS: "NN", Head: 0, Rel: "dep"},
		{Form: ",", XPOS: ",", Head: 1, Rel: "punct"},
		{Form: "b", XPOS: "NN", Head: 2, Rel: "dep"},
		{Form: "c", XPOS: "NN", Head: 0, Rel: "dep"},
	}}
	ws := &workspace{}
	ws.look(s.Words(), s.Tags(), noClasses)
	g := newGold(&s, newSystem([]string{"dep"}), ws)
	if want := []int32{3, 0, 0, none}; !slices.Equal(g.head, want) {
		t.Errorf("heads %v, want %v", g.head, want)
	}
}

func TestAttachMarks(t *testing.T) {
	for name, c := range map[string]struct {
		words []string
		heads []int // of marks, any number
		marks []int
		want  []int
	}{
		"full stop at the root": {
			words: []string{"It", "fell", "."}, heads: []int{1, Root, 0}, marks: []int{2}, want: []int{1},
		},
		"comma at the clause before": {
			words: []string{"Rockets", "fell", ",", "he", "said", "."}, heads: []int{1, 4, 0, 4, Root, 0},
			marks: []int{2, 5}, want: []int{1, 4},
		},
		"comma at the next in a list": {
			words: []string{"drones", ",", "rockets", "and", "mines"}, heads: []int{Root, 0, 0, 4, 0},
			marks: []int{1}, want: []int{2},
		},
		"brackets share a head": {
			words: []string{"He", "(", "the", "chief", ")", "left"}, heads: []int{5, 0, 3, 0, 0, Root},
			marks: []int{1, 4}, want: []int{3, 3},
		},
		"quotes share a head": {
			words: []string{"\"", "We", "won", "\"", "he", "said"}, heads: []int{0, 2, 5, 0, 5, Root},
			marks: []int{0, 3}, want: []int{2, 2},
		},
		"nothing in brackets": {
			words: []string{"left", "(", ")"}, heads: []int{Root, 0, 0}, marks: []int{1, 2}, want: []int{0, 0},
		},
	} {
		arcs, marks := make([]Arc, len(c.words)), make([]bool, len(c.words))
		for i, h := range c.heads {
			arcs[i] = Arc{h, "dep"}
			if h == Root {
				arcs[i].Rel = rootRel
			}
		}
		for _, i := range c.marks {
			arcs[i], marks[i] = Arc{}, true
		}
		new(marker).attach(c.words, marks, arcs)
		for k, i := range c.marks {
			if want := (Arc{c.want[k], "punct"}); arcs[i] != want {
				t.Errorf("%s: mark %d: %v, want %v", name, i, arcs[i], want)
			}
		}
	}
}

func TestIsMark(t *testing.T) {
	for token, want := range map[string]bool{
		", ,": true, ". .": true, "- HYPH": true, "“ ``": true, "— :": true, "*** NFP": true, "... .": true,
		":) NFP": false, "said :": false, "7 .": false, "$ $": false, "% NN": false, "é ,": false,
	} {
		var word, tag string
		if _, err := fmt.Sscan(token, &word, &tag); err != nil {
			t.Fatal(err)
		}
		if isMark(word, tag) != want {
			t.Errorf("%s: %v, want %v", token, !want, want)
		}
	}
}
