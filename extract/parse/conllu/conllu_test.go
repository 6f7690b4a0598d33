package conllu

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// tree writes a sentence from "form tag head rel" lines; a form that ends in +
// is glued to the next.
func tree(t *testing.T, lines ...string) Sentence {
	t.Helper()
	var s Sentence
	for _, line := range lines {
		var tk Token
		if _, err := fmt.Sscan(line, &tk.Form, &tk.XPOS, &tk.Head, &tk.Rel); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		tk.Form, tk.Glued = strings.CutSuffix(tk.Form, "+")
		tk.Head--
		s.Tokens = append(s.Tokens, tk)
	}
	return s
}

const sample = `# sent_id = one
# text = It doesn't work.
1	It	it	PRON	PRP	_	4	nsubj	_	_
2-3	doesn't	_	_	_	_	_	_	_	_
2	does	do	AUX	VBZ	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	work	work	VERB	VB	_	0	root	_	SpaceAfter=No
4.1	shown	show	VERB	VBN	_	_	_	4:conj	_
5	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = two
1	Stop	stop	VERB	VB	_	0	root	_	_
`

func TestRead(t *testing.T) {
	got, err := Read("sample", strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	want := []Sentence{
		{ID: "one", Text: "It doesn't work.", Tokens: []Token{
			{"It", "it", "PRON", "PRP", 3, "nsubj", false},
			{"does", "do", "AUX", "VBZ", 3, "aux", true},
			{"n't", "not", "PART", "RB", 3, "advmod", false},
			{"work", "work", "VERB", "VB", Root, "root", true},
			{".", ".", "PUNCT", ".", 3, "punct", false},
		}},
		{ID: "two", Tokens: []Token{{"Stop", "stop", "VERB", "VB", Root, "root", false}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	crlf, err := Read("sample", strings.NewReader(strings.ReplaceAll(sample, "\n", "\r\n")))
	if diff := cmp.Diff(want, crlf); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestReadErrors(t *testing.T) {
	row := func(id, head string) string { return id + "\tw\tw\tX\tNN\t_\t" + head + "\tdep\t_\t_\n" }
	for name, c := range map[string]struct{ in, want string }{
		"columns":        {"# a\n1\tw\n", "f:2: not valid CoNLL-U: 2 columns"},
		"skipped ID":     {row("1", "0") + row("3", "1"), `f:2: not valid CoNLL-U: ID "3", want 2`},
		"no number":      {row("x", "0"), `f:1: not valid CoNLL-U: ID "x"`},
		"no head":        {row("1", "_"), `f:1: not valid CoNLL-U: head "_"`},
		"own head":       {row("1", "1"), `f:1: not valid CoNLL-U: head "1" of token 1`},
		"head too large": {row("1", "0") + row("2", "9") + "\n", "f:3: not valid CoNLL-U: sentence \"\": head 9"},
		"two roots":      {row("1", "0") + row("2", "0"), "2 roots"},
		"cycle":          {row("1", "0") + row("2", "3") + row("3", "2"), "in a cycle"},
		"range":          {"2-3\tw\t_\t_\t_\t_\t_\t_\t_\t_\n", "out of place"},
		"open range":     {"1-2\tw\t_\t_\t_\t_\t_\t_\t_\t_\n" + row("1", "0"), "ends inside a multiword token"},
		"empty form":     {"1\t\tw\tX\tNN\t_\t0\troot\t_\t_\n", "the form is empty"},
	} {
		_, err := Read("f", strings.NewReader(c.in))
		if !errors.Is(err, ErrSyntax) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sample))
	f.Fuzz(func(t *testing.T, data []byte) {
		sentences, err := Read("fuzz", bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, s := range sentences {
			for _, c := range []Sentence{s, Coarsen(s, Split)} {
				if err := CheckTree(len(c.Tokens), func(i int) int { return c.Tokens[i].Head }); err != nil || len(c.Tokens) == 0 {
					t.Fatalf("%v: %v", c, err)
				}
			}
		}
	})
}

func TestCoarsen(t *testing.T) {
	for name, c := range map[string]struct{ in, want Sentence }{
		"modifier becomes JJ": {
			tree(t, "the DT 5 det", "US+ NNP 4 compound", "-+ HYPH 4 punct", "led VBN 5 amod", "force NN 0 root"),
			tree(t, "the DT 3 det", "US-led JJ 3 amod", "force NN 0 root"),
		},
		"name": {
			tree(t, "al+ NNP 0 root", "-+ HYPH 3 punct", "Tanf NNP 1 flat", "base+ NN 1 flat", ". . 1 punct"),
			tree(t, "al-Tanf NNP 0 root", "base+ NN 1 flat", ". . 1 punct"),
		},
		"clitics stay": {
			tree(t, "can+ MD 3 aux", "not RB 3 advmod", "do+ VB 0 root", "n't RB 3 advmod"),
			tree(t, "cannot MD 2 aux", "do+ VB 0 root", "n't RB 2 advmod"),
		},
		"a piece would cut a token": {
			tree(t, "wait+ VB 0 root", "... . 1 punct"),
			tree(t, "wait+ VB 0 root", "... . 1 punct"),
		},
	} {
		got := Coarsen(c.in, Split)
		if diff := cmp.Diff(c.want, got, cmp.FilterPath(func(p cmp.Path) bool {
			return slices.Contains([]string{".Lemma", ".UPOS"}, p.Last().String())
		}, cmp.Ignore())); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestSplit(t *testing.T) {
	for word, want := range map[string]string{
		"US-led": "US-led", "(US-led": "( US-led", "Iran's": "Iran 's", "don't": "do n't", "it’s": "it ’s",
		"$100,": "$ 100 ,", "U.S.": "U.S.", "Gen.": "Gen.", "said.": "said .", `"We'll`: `" We 'll`,
		"end.)": "end . )", "?!": "? !", ".": ".", "": "",
	} {
		if got := strings.Join(Split(word), " "); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.String().Draw(t, "word")
		if got := strings.Join(Split(word), ""); got != word {
			t.Fatalf("the pieces of %q make %q", word, got)
		}
	})
}

func TestVariation(t *testing.T) {
	s := tree(t, "The DT 2 det", "army NN 3 nsubj", "left+ VBD 0 root", ". . 3 punct")
	for name, c := range map[string]struct {
		v    Variation
		want string
	}{
		"none":   {Variation{}, "The army left ."},
		"upper":  {Variation{Upper: 1}, "THE ARMY LEFT ."},
		"lower":  {Variation{Lower: 1}, "the army left ."},
		"title":  {Variation{Title: 1}, "The Army Left ."},
		"nostop": {Variation{NoStop: 1}, "The army left"},
	} {
		v := c.v.Apply(s, rand.New(rand.NewPCG(1, 1)))
		if got := strings.Join(v.Words(), " "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := strings.Join(s.Words(), " "); got != "The army left ." {
		t.Errorf("the sentence itself changed: %q", got)
	}
}

func TestReadWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.iob2")
	if err := os.WriteFile(path, []byte("The\tO\nUN B-org\n\n\nIt O\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := ReadWords(path)
	if diff := cmp.Diff([][]string{{"The", "UN"}, {"It"}}, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if _, err := ReadWords(path + ".missing"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v, want one for a missing file", err)
	}
}

// TestOwnTrees: the project's own trees are trees, and none is both learnt from and
// for testing.
func TestOwnTrees(t *testing.T) {
	seen := map[string]string{}
	for _, part := range []string{"train", "test"} {
		sentences, err := ReadFile("../../../testdata/trees/" + part + ".conllu")
		if err != nil || len(sentences) == 0 {
			t.Fatal(len(sentences), err)
		}
		for _, s := range sentences {
			// Short ones ("He said so.") may well stand twice.
			if other := seen[s.Text]; len(s.Tokens) > 8 && other != "" && other != part {
				t.Errorf("%s: %q is for %s too", s.ID, s.Text, other)
			}
			seen[s.Text] = part
		}
	}
}

func TestOrder(t *testing.T) {
	got := Order([]Sentence{{}, {Times: 3}, {Times: 1}})
	if diff := cmp.Diff([]int{0, 1, 1, 1, 2}, got); diff != "" {
		t.Error(diff)
	}
}
