package parse

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/perceptron"
	"sitrep/extract/tagger"
)

func small(t testing.TB) []conllu.Sentence {
	t.Helper()
	s, err := conllu.ReadFile("testdata/small.conllu")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func shipped(t testing.TB) (*tagger.Model, *Model) {
	t.Helper()
	tags, err := tagger.Default()
	if err != nil {
		t.Fatal(err)
	}
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return tags, m
}

func written(t *testing.T, m *Model) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func trainSmall(t *testing.T) []byte {
	return written(t, Train(small(t), Options{Seed: 7, Epochs: 12, Runs: 2, Notes: []string{"a note"}}))
}

func TestTrainLearnsAndIsDeterministic(t *testing.T) {
	data := trainSmall(t)
	if !bytes.Equal(data, trainSmall(t)) {
		t.Fatal("the same training gives different models")
	}
	m, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a note"}, m.Notes()); diff != "" {
		t.Error(diff)
	}
	if !bytes.Equal(data, written(t, m)) {
		t.Error("a loaded model is written otherwise")
	}
	var a Attachment
	for _, s := range small(t) {
		a.Add(&s, m.Parse(s.Words(), s.Tags()))
	}
	if a.LAS() < 97 {
		t.Errorf("LAS %.1f on what it learnt from, want 97", a.LAS())
	}
}

func TestTrainFiles(t *testing.T) {
	files := tagger.Files{Trees: []string{"testdata/small.conllu"}}
	var said []string
	m, err := TrainFiles(files, Options{Epochs: 2, Runs: 1, Progress: func(s string) { said = append(said, s) }}, tagger.Options{Epochs: 2, Runs: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Parse([]string{"Rockets", "fell"}, []string{"NNS", "VBD"}); len(got) != 2 || len(said) != 2 {
		t.Errorf("arcs %v, progress %q", got, said)
	}
	files.Trees = append(files.Trees, "testdata/missing.conllu")
	if _, err := TrainFiles(files, Options{}, tagger.Options{}); err == nil || !strings.Contains(err.Error(), "missing.conllu") {
		t.Errorf("error %v, want one that names the file", err)
	}
}

func TestLoadErrors(t *testing.T) {
	for _, data := range []string{"", "sitrep tagger 1\n\n", "sitrep parser 1\n\nxx"} {
		if _, err := Load([]byte(data)); !errors.Is(err, perceptron.ErrFormat) {
			t.Errorf("%q: error %v, want ErrFormat", data, err)
		}
	}
}

// Whatever the tokens are, the arcs are a tree with one root, and always the
// same one.
func TestParseGivesTrees(t *testing.T) {
	_, m := shipped(t)
	word := rapid.OneOf(rapid.String(), rapid.SampledFrom(strings.Fields("the rocket fired by was , . - ( ) \" ' and of US-led 2021 :) ''")))
	tag := rapid.OneOf(rapid.String(), rapid.SampledFrom(strings.Fields("DT NN NNS NNP VBD VBN IN CC , . : -LRB- -RRB- HYPH NFP `` ''")))
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 0, 40).Draw(t, "words")
		tags := rapid.SliceOfN(tag, len(words), len(words)).Draw(t, "tags")
		arcs := m.Parse(words, tags)
		if len(arcs) != len(words) {
			t.Fatalf("%d arcs for %d words", len(arcs), len(words))
		}
		if len(words) > 0 {
			if err := conllu.CheckTree(len(arcs), func(i int) int { return arcs[i].Head }); err != nil {
				t.Fatalf("%v: %v", arcs, err)
			}
		}
		for _, a := range arcs {
			if a.Rel == "" || (a.Head == Root) != (a.Rel == rootRel) {
				t.Fatalf("arc %v", a)
			}
		}
		if diff := cmp.Diff(arcs, m.Parse(words, tags)); diff != "" {
			t.Fatalf("parsing again differs: %s", diff)
		}
	})
}

func TestConcurrentUse(t *testing.T) {
	tags, m := shipped(t)
	sentences := small(t)
	want := make([][]Arc, len(sentences))
	for i := range sentences {
		want[i] = m.Parse(sentences[i].Words(), tags.Tag(sentences[i].Words(), nil))
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for i := range sentences {
				got := m.Parse(sentences[i].Words(), tags.Tag(sentences[i].Words(), nil))
				if diff := cmp.Diff(want[i], got); diff != "" {
					t.Errorf("sentence %d: %s", i, diff)
				}
			}
		})
	}
	wait.Wait()
}

// The shipped models agree with trees written by hand, in small letters and in
// capitals.
func TestShippedModel(t *testing.T) {
	tags, m := shipped(t)
	for name, change := range map[string]func(string) string{
		"as written": func(s string) string { return s }, "capitals": strings.ToUpper,
	} {
		var a Attachment
		for _, s := range small(t) {
			words := s.Words()
			for i := range words {
				words[i] = change(words[i])
			}
			a.Add(&s, m.Parse(words, tags.Tag(words, nil)))
		}
		if a.UAS() < 90 || a.LAS() < 85 {
			t.Errorf("%s: UAS %.1f, LAS %.1f, want 90 and 85", name, a.UAS(), a.LAS())
		}
	}
	for _, model := range [][]string{m.Notes(), tags.Notes()} {
		if notes := strings.Join(model, "\n"); !strings.Contains(notes, "UD English EWT") || !strings.Contains(notes, "CC BY-SA 4.0") {
			t.Errorf("the model's notes name no data or licence: %q", notes)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	tags, m := shipped(b)
	sentences := small(b)
	var words, tagged [][]string
	tokens := 0
	for i := range sentences {
		words = append(words, sentences[i].Words())
		tagged = append(tagged, tags.Tag(words[i], nil))
		tokens += len(words[i])
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range words {
			m.Parse(words[i], tagged[i])
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
