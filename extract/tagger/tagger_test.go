package tagger

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/perceptron"
)

const trees = "../parse/testdata/small.conllu"

func small(t testing.TB) []conllu.Sentence {
	t.Helper()
	s, err := conllu.ReadFile(trees)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func shipped(t testing.TB) *Model {
	t.Helper()
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func written(t *testing.T, m *Model) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTrainLearnsAndIsDeterministic(t *testing.T) {
	train := func() []byte {
		m, err := TrainFiles(Files{Trees: []string{trees}}, Options{Seed: 3, Runs: 2, Notes: []string{"a note"}})
		if err != nil {
			t.Fatal(err)
		}
		return written(t, m)
	}
	data := train()
	if !bytes.Equal(data, train()) {
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
	if right, all := Accuracy(m, small(t)); right < all*98/100 {
		t.Errorf("%d of %d right on what it learnt from", right, all)
	}
}

func TestLoadErrors(t *testing.T) {
	for _, data := range []string{"", "sitrep parser 1\n\n", "sitrep tagger 1\n\nxx"} {
		if _, err := Load([]byte(data)); !errors.Is(err, perceptron.ErrFormat) {
			t.Errorf("%q: error %v, want ErrFormat", data, err)
		}
	}
}

func TestShippedModel(t *testing.T) {
	m := shipped(t)
	for sentence, want := range map[string]string{
		"Two Katyusha rockets were fired at the US-led coalition 's base in Iraq .":  "CD NNP NNS VBD VBN IN DT JJ NN POS NN IN NNP .",
		"TWO ROCKETS WERE FIRED AT THE EMBASSY BY THE MILITIA .":                     "CD NNS VBD VBN IN DT NN IN DT NN .",
		"Militants who attacked the base fled to Syria , officials said on Saturday": "NNS WP VBD DT NN VBD IN NNP , NNS VBD IN NNP",
		"No group has claimed responsibility for the attack .":                       "DT NN VBZ VBN NN IN DT NN .",
	} {
		got := m.Tag(strings.Fields(sentence), nil)
		wrong := 0
		for i, tag := range strings.Fields(want) {
			if got[i] != tag {
				wrong++
			}
		}
		if wrong > 1 {
			t.Errorf("%s\ngot  %s\nwant %s", sentence, strings.Join(got, " "), want)
		}
	}
	if got := m.Tag(nil, []string{"kept"}); !slices.Equal(got, []string{"kept"}) {
		t.Errorf("tags of nothing: %q", got)
	}
}

// Whatever the words are, each gets a tag of the model's, always the same.
func TestTagsAnything(t *testing.T) {
	m := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.String()).Draw(t, "words")
		tags := m.Tag(words, nil)
		if len(tags) != len(words) {
			t.Fatalf("%d tags for %d words", len(tags), len(words))
		}
		for _, tag := range tags {
			if !slices.Contains(m.tags, tag) {
				t.Fatalf("tag %q", tag)
			}
		}
		if diff := cmp.Diff(tags, m.Tag(words, nil)); diff != "" {
			t.Fatalf("tagging again differs: %s", diff)
		}
	})
}

func TestConcurrentUse(t *testing.T) {
	m := shipped(t)
	sentences := small(t)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for i := range sentences {
				first, second := m.Tag(sentences[i].Words(), nil), m.Tag(sentences[i].Words(), nil)
				if diff := cmp.Diff(first, second); diff != "" {
					t.Errorf("sentence %d: %s", i, diff)
				}
			}
		})
	}
	wait.Wait()
}

func TestFold(t *testing.T) {
	for token, want := range map[string]string{
		"U.S.": "u.s.", "2021": "0000", "’s": "'s", "“": "\"", "—": "-", "ÉTAT": "état", "": "",
	} {
		if got := string(Fold(nil, token)); got != want {
			t.Errorf("%q: %q, want %q", token, got, want)
		}
	}
}

func TestLettersOf(t *testing.T) {
	for sentence, want := range map[string]letters{
		"The Army left": mixed, "THE ARMY LEFT 3": upper, "the army": lower, "12 : 30": mixed, "ÉTAT": upper,
	} {
		if got := lettersOf(strings.Fields(sentence)); got != want {
			t.Errorf("%q: %c, want %c", sentence, got, want)
		}
	}
}

func BenchmarkTag(b *testing.B) {
	m := shipped(b)
	sentences := small(b)
	var words [][]string
	tokens := 0
	for i := range sentences {
		words = append(words, sentences[i].Words())
		tokens += len(words[i])
	}
	var tags []string
	b.ReportAllocs()
	for b.Loop() {
		for i := range words {
			tags = m.Tag(words[i], tags[:0])
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
