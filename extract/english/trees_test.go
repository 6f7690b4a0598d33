package english

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"sitrep/extract"
	"sitrep/extract/relate"
)

// TestAnyTree: whatever the parser makes of a sentence, its statements are found
// in the end, and hold mentions of their own sentence.
func TestAnyTree(t *testing.T) {
	p := standard(t)
	files, err := filepath.Glob("../../testdata/reports/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	rounds := 20
	if testing.Short() {
		rounds = 1
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		d := document(filepath.Base(f), string(b))
		if err := p.Run(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		parsed := append([]extract.Token(nil), d.Tokens...)
		for round := range rounds {
			copy(d.Tokens, parsed)
			for _, s := range d.Sentences {
				// Few heads are moved at first, then all.
				shake(random, d.Tokens[s.First:s.Last], s.First, 0.02+0.3*float64(round)/float64(rounds))
			}
			d.Statements, d.Incidents = nil, nil
			for _, pass := range relate.New(p.Lexicon).Stage().Passes(d) {
				if err := pass(t.Context(), d); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// rels are those that verbs and their arguments hang by.
var rels = []string{"conj", "advcl", "acl", "acl:relcl", "ccomp", "xcomp", "parataxis", "nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "appos", "compound"}

// shake gives a share of the tokens another head and the relation of another
// token, and leaves a tree.
func shake(random *rand.Rand, tokens []extract.Token, first int, share float64) {
	for i := range tokens {
		if random.Float64() > share {
			continue
		}
		h := random.IntN(len(tokens))
		up := h + first
		for up >= 0 && up != i+first {
			up = tokens[up-first].Head
		}
		if up < 0 && tokens[i].Head >= 0 {
			tokens[i].Head, tokens[i].Rel = h+first, rels[random.IntN(len(rels))]
		}
	}
}
