package perceptron

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// learnColours teaches that the class is the sum of two features.
func learnColours(positive bool) *Trainer {
	t := NewTrainer()
	t.Positive = positive
	for range 20 {
		for a := range 4 {
			for b := range 4 {
				f := pairFeatures(a, b)
				var s Scores
				t.Score(f, &s)
				if guess := best(&s, 7); guess != a+b {
					t.Update(f, a+b, 1)
					t.Update(f, guess, -1)
				}
				t.Tick()
			}
		}
	}
	return t
}

func pairFeatures(a, b int) []Feature {
	x, y := uint64(a), uint64(b)
	return []Feature{
		Of(Mix(Template(1), x)), Of(Mix(Template(2), y)), Of(Mix(Mix(Template(3), x), y)),
	}
}

func best(s *Scores, n int) int {
	top := 0
	for c := range n {
		if s[c] > s[top] {
			top = c
		}
	}
	return top
}

func TestLearns(t *testing.T) {
	for _, positive := range []bool{false, true} {
		w := learnColours(positive).Average(0)
		for a := range 4 {
			for b := range 4 {
				var s Scores
				w.Score(pairFeatures(a, b), &s)
				if got := best(&s, 7); got != a+b {
					t.Errorf("positive %v: %d and %d: class %d, want %d", positive, a, b, got, a+b)
				}
			}
		}
	}
}

func TestAverageOfEqualRunsIsTheRun(t *testing.T) {
	one, three := Average(0, learnColours(true)), Average(0, learnColours(true), learnColours(true), learnColours(true))
	if !bytes.Equal(one.append(nil), three.append(nil)) {
		t.Error("three equal runs differ from one")
	}
}

func TestAverageKeepsTheLargest(t *testing.T) {
	l := NewTrainer()
	for i := range 10 {
		l.Update([]Feature{Feature(100 * i)}, i%3, int32(10*(i+1)))
	}
	l.Tick()
	w := l.Average(4)
	if features, weights := w.Len(); features != 4 || weights != 4 {
		t.Fatalf("%d features and %d weights, want 4 and 4", features, weights)
	}
	for i := range 10 {
		var s Scores
		w.Score([]Feature{Feature(100 * i)}, &s)
		if kept := s[i%3] != 0; kept != (i >= 6) {
			t.Errorf("weight %d kept: %v", i, kept)
		}
	}
}

type row struct {
	feature Feature
	cells   []uint16
}

func tableOf(rows []row) (t table) {
	for _, r := range rows {
		t.features = append(t.features, r.feature)
		t.counts = append(t.counts, uint8(len(r.cells)-1))
		t.cells = append(t.cells, r.cells...)
	}
	return t
}

// rowsOf draws a table of weights over the given number of classes.
func rowsOf(classes int) *rapid.Generator[[]row] {
	return rapid.Custom(func(t *rapid.T) []row {
		near := rapid.Uint32Range(0, 300) // features that crowd one place
		features := rapid.SliceOfNDistinct(rapid.OneOf(rapid.Uint32(), near), 0, 60, rapid.ID[uint32]).Draw(t, "features")
		slices.Sort(features)
		var rows []row
		for _, f := range features {
			r := row{feature: Feature(f)}
			for _, c := range sortedDistinct(t, classes) {
				v := rapid.Int8Range(1, 127).Draw(t, "weight")
				if rapid.Bool().Draw(t, "negative") {
					v = -v
				}
				r.cells = append(r.cells, packCell(uint8(c), v))
			}
			rows = append(rows, r)
		}
		return rows
	})
}

func sortedDistinct(t *rapid.T, classes int) []int {
	c := rapid.SliceOfNDistinct(rapid.IntRange(0, classes-1), 1, min(classes, 8), rapid.ID[int]).Draw(t, "classes")
	slices.Sort(c)
	return c
}

// Scores are the plain sums, whatever the table looks like inside, and the
// file gives the same table back.
func TestScoreAndFile(t *testing.T) {
	for _, classes := range []int{1, 3, 4, 5, 256} {
		t.Run(fmt.Sprint(classes), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				rows := rowsOf(classes).Draw(t, "rows")
				w := newWeights(tableOf(rows))
				asked := rapid.SliceOf(rapid.Uint32()).Draw(t, "other")
				for _, r := range rows {
					asked = append(asked, uint32(r.feature), uint32(r.feature)+1)
				}
				var features []Feature
				for _, f := range asked {
					features = append(features, Feature(f))
				}
				var want Scores
				for _, f := range features {
					for _, r := range rows {
						for _, c := range r.cells {
							if r.feature == f {
								want[c>>8] += values[uint8(c)]
							}
						}
					}
				}
				var got Scores
				w.Score(features, &got)
				if got != want {
					t.Fatalf("scores %v, want %v", got, want)
				}
				in, out := &File{Weights: []*Weights{w}}, &File{}
				if !out.parse(in.body()) {
					t.Fatal("the weights cannot be read again")
				}
				if diff := cmp.Diff(in, out, cmp.AllowUnexported(Weights{}, slot{}), cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("reading changed the weights (-in +out):\n%s", diff)
				}
			})
		})
	}
}

func TestFile(t *testing.T) {
	in := &File{
		Kind: "test 1", Notes: []string{"a note"}, Lists: [][]string{{"a", ""}, {}},
		Numbers: []uint64{7}, Data: []byte("data"), Weights: []*Weights{learnColours(true).Average(0), newWeights(table{})},
	}
	var b bytes.Buffer
	if err := in.Write(&b); err != nil {
		t.Fatal(err)
	}
	out, err := Read(b.Bytes(), "test 1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(in, out, cmp.AllowUnexported(Weights{}, slot{}), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("the file changed the model (-in +out):\n%s", diff)
	}
	for _, notes := range [][]string{{""}, {"two\nlines"}} {
		if err := (&File{Kind: "test 1", Notes: notes, Weights: in.Weights}).Write(&b); err == nil {
			t.Errorf("notes %q were taken", notes)
		}
	}
}

func TestReadErrors(t *testing.T) {
	var b bytes.Buffer
	f := &File{Kind: "test 1", Weights: []*Weights{learnColours(true).Average(0)}}
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	good := b.String()
	for name, data := range map[string]string{
		"empty":      "",
		"other kind": strings.Replace(good, "test 1", "test 2", 1),
		"no header":  "test 1\n",
		"cut":        good[:len(good)-3],
		"no stream":  "test 1\n\nplain text",
	} {
		if _, err := Read([]byte(data), "test 1"); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: error %v, want ErrFormat", name, err)
		}
	}
}

func FuzzBody(f *testing.F) {
	w := learnColours(true).Average(0)
	f.Add((&File{Lists: [][]string{{"a", "b"}}, Numbers: []uint64{1}, Weights: []*Weights{w, newWeights(table{})}}).body())
	f.Fuzz(func(t *testing.T, body []byte) {
		file := &File{}
		if !file.parse(body) {
			return
		}
		again := &File{}
		if !again.parse(file.body()) {
			t.Fatal("what was read cannot be read again")
		}
		if diff := cmp.Diff(file, again, cmp.AllowUnexported(Weights{}, slot{}), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		var s Scores
		for _, w := range file.Weights {
			w.Score([]Feature{0, 1, 1 << 31, 1<<32 - 1}, &s)
		}
	})
}

func TestClusters(t *testing.T) {
	var sentences [][]string
	for _, noun := range []string{"rocket", "drone", "shell", "mine"} {
		for _, verb := range []string{"fell", "burst", "struck", "failed"} {
			sentences = append(sentences, []string{"the", noun, verb}, []string{"a", noun, verb, "again"})
		}
	}
	c := Clusters(sentences, 4, 2, 10)
	for _, group := range [][]string{{"rocket", "drone", "shell", "mine"}, {"fell", "burst", "struck", "failed"}, {"the", "a"}} {
		for _, w := range group {
			if c[w] != c[group[0]] || c[w] < 1 || c[w] > 4 {
				t.Errorf("%s is in cluster %d, %s in %d", w, c[w], group[0], c[group[0]])
			}
		}
	}
	if c["rocket"] == c["fell"] {
		t.Error("nouns and verbs share a cluster")
	}
	if diff := cmp.Diff(c, Clusters(sentences, 4, 2, 10)); diff != "" {
		t.Errorf("clusters differ from run to run:\n%s", diff)
	}
}

func TestClasses(t *testing.T) {
	c := NewClasses(map[string]int{"a": 3, "b": 300}, map[string]int{"b": 1})
	r, err := ReadClasses(c.Lists(), c.Data(), 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []*Classes{c, r} {
		for word, want := range map[string][]uint16{"a": {3, 0}, "b": {300, 1}, "c": {0, 0}} {
			if diff := cmp.Diff(want, x.Of(Atom(word))); diff != "" {
				t.Errorf("%s: %s", word, diff)
			}
		}
	}
	if _, err := ReadClasses(c.Lists(), c.Data()[1:], 2); !errors.Is(err, ErrFormat) {
		t.Errorf("error %v, want ErrFormat", err)
	}
}
