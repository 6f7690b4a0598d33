package english

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sitrep/extract"
)

// TestTrees asserts that each sentence keeps one tree, however it is cut up
// before parsing and mended after: heads lie in the sentence, and from every
// token the way up ends.
func TestTrees(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, e := range p.Lexicon.Examples {
		words = append(words, strings.Fields(strings.TrimSuffix(e.Sentence, "."))...)
	}
	words = append(words, ",", ",", "who", "which", "where", "—", "said", "according", "to", "on Monday", "last week", ", however,", "“", "”", "and", "wounding", "after")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 40).Draw(t, "words"), " ") + "."
		d := &extract.Document{ID: "random", Text: text, Published: "2024-05-15"}
		if err := p.Run(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		for _, s := range d.Sentences {
			for k := s.First; k < s.Last; k++ {
				at := k
				for steps := 0; d.Tokens[at].Head >= 0; steps++ {
					if at = d.Tokens[at].Head; at < s.First || at >= s.Last || steps > s.Last-s.First {
						t.Fatalf("token %d (%s) has no way to a root in %q", k, d.Tokens[k].Text, text)
					}
				}
			}
		}
	})
}
