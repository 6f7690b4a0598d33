package sequence

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/extract"
	"sitrep/extract/lexicon"
	"sitrep/extract/perceptron"
)

// parse reads "Captain [Ada Lund|Person] left [Porto Vero|Place] .", words
// parted by spaces; a word with a capital is tagged NNP.
func parse(line string) Sentence {
	var s Sentence
	open := -1
	for _, w := range strings.Fields(line) {
		if rest, ok := strings.CutPrefix(w, "["); ok {
			open, w = len(s.Words), rest
		}
		w, class, closed := strings.Cut(w, "|")
		s.Words = append(s.Words, w)
		tag := "NN"
		if hasCapital(w) {
			tag = "NNP"
		}
		s.Tags = append(s.Tags, tag)
		if closed {
			s.Names = append(s.Names, Name{First: open, Last: len(s.Words), Class: extract.Class(strings.TrimSuffix(class, "]"))})
			open = -1
		}
	}
	return s
}

var lessons = []string{
	"captain [Ada Lund|Person] sailed from [Porto Vero|Place] to [Mirova|Place] .",
	"colonel [Ivo Marsh|Person] spoke in [Mirova|Place] on friday .",
	"troops of the [Harbour Front|Organisation] fired two [Kestrel|Weapon] missiles near [Porto Vero|Place] .",
	"the [Harbour Front|Organisation] said colonel [Ada Marsh|Person] had left .",
	"the [Northern Front|Organisation] denied that it fired [Osprey-2|Weapon] missiles .",
	"captain [Ben Lund|Person] was seen near [Mirova|Place] .",
	"a truck with [Kestrel|Weapon] missiles was found in [Porto Vero|Place] .",
	"they drove on through the night and saw nobody .",
	"nobody in [Mirova|Place] knew captain [Ben Marsh|Person] .",
}

func train(t testing.TB, o Options) *Model {
	t.Helper()
	var sentences []Sentence
	for _, l := range lessons {
		sentences = append(sentences, parse(l))
	}
	o.Epochs, o.Least, o.Dropout = 20, 1, 0.2
	return Train(sentences, o)
}

func written(t testing.TB, m *Model) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLearns(t *testing.T) {
	m := train(t, Options{})
	for _, line := range append(lessons,
		"colonel [Ben Ivo|Person] spoke near [Porto Vero|Place] .",
		"the [Southern Front|Organisation] fired [Osprey-7|Weapon] missiles .",
	) {
		want := parse(line)
		got := m.Label(want.Words, want.Tags, nil, nil)
		for i := range got {
			if c := got[i].Confidence; c <= 0 || c > 1 {
				t.Errorf("%s: confidence %v", line, c)
			}
			got[i].Confidence = 0
		}
		if diff := cmp.Diff(want.Names, got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", line, diff)
		}
	}
}

func TestTrainingIsDeterministic(t *testing.T) {
	a, b := written(t, train(t, Options{Seed: 7})), written(t, train(t, Options{Seed: 7}))
	if !bytes.Equal(a, b) {
		t.Error("the same sentences and seed gave two models")
	}
	if bytes.Equal(a, written(t, train(t, Options{Seed: 8}))) {
		t.Error("another seed gave the same model")
	}
}

func TestWriteAndLoad(t *testing.T) {
	m := train(t, Options{Notes: []string{"data: own"}})
	data := written(t, m)
	back, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m.Notes(), back.Notes()); diff != "" {
		t.Error(diff)
	}
	s := parse(lessons[2])
	if diff := cmp.Diff(m.Label(s.Words, s.Tags, nil, nil), back.Label(s.Words, s.Tags, nil, nil)); diff != "" {
		t.Errorf("the model that was read labels otherwise: %s", diff)
	}
	if !bytes.Equal(data, written(t, back)) {
		t.Error("the model that was read writes other bytes")
	}
	for name, bad := range map[string][]byte{"empty": nil, "other": []byte("sitrep tagger 1\n\n"), "cut": data[:len(data)-20]} {
		if _, err := Load(bad); !errors.Is(err, perceptron.ErrFormat) {
			t.Errorf("%s: %v, want ErrFormat", name, err)
		}
	}
}

// What is open may become a name; what is not becomes none.
func TestOpenStretches(t *testing.T) {
	sentences := []Sentence{parse("captain Ada Lund sailed from [Porto Vero|Place] .")}
	for _, l := range lessons {
		sentences = append(sentences, parse(l))
	}
	learn := func(open bool) []Name {
		s := &sentences[0]
		s.Open = nil
		if open {
			s.Open = make([]bool, len(s.Words))
			s.Open[1], s.Open[2] = true, true
		}
		m := Train(sentences, Options{Epochs: 20, Least: 1, Dropout: 0.1})
		return m.Label(s.Words, s.Tags, nil, nil)
	}
	if got := learn(true); len(got) != 2 || got[0].Class != extract.Person || got[0].First != 1 || got[0].Last != 3 {
		t.Errorf("open: %+v", got)
	}
	if got := learn(false); len(got) != 1 {
		t.Errorf("closed: %+v", got)
	}
}

// Names are in order, within the sentence, and don't overlap, whatever the
// sentence and the matches.
func TestNamesAreSpans(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	word := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"the", "of", "Mirova", "U.S.", "General", "Ada", "S-300", "al-Tanf", ",", "“", "Army", "IN", "İ"}))
	tag := rapid.SampledFrom([]string{"NNP", "NN", "IN", "DT", "VBD", ",", "JJ", ""})
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 0, 30).Draw(t, "words")
		tags := rapid.SliceOfN(tag, len(words), len(words)).Draw(t, "tags")
		var known []Known
		for at := 0; at < len(words); {
			first := rapid.IntRange(at, len(words)-1).Draw(t, "first")
			last := rapid.IntRange(first+1, len(words)).Draw(t, "last")
			known = append(known, Known{
				First: first, Last: last, Class: rapid.SampledFrom(extract.Classes).Draw(t, "class"),
				Kind: rapid.SampledFrom([]lexicon.Kind{lexicon.Proper, lexicon.Demonym, lexicon.Seat}).Draw(t, "kind"), Whole: rapid.Bool().Draw(t, "whole"),
			})
			at = last
		}
		doc := m.Context([]Sentence{{Words: words, Tags: tags, Known: known}, parse(lessons[0])})
		kept := []Name{{First: 1, Last: 2}}
		got := m.LabelIn(doc, words, tags, known, kept)
		if got[0] != kept[0] {
			t.Fatal("what was in out is gone")
		}
		at := 0
		for _, n := range got[1:] {
			if n.First < at || n.Last <= n.First || n.Last > len(words) {
				t.Fatalf("%+v after %d in %d words", n, at, len(words))
			}
			if n.Confidence < 0 || n.Confidence > 1 || classNumbers[n.Class] == 0 {
				t.Fatalf("%+v", n)
			}
			at = n.Last
		}
	})
}

func TestConcurrentUse(t *testing.T) {
	m := train(t, Options{})
	s := parse(lessons[0])
	want := m.Label(s.Words, s.Tags, nil, nil)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if diff := cmp.Diff(want, m.Label(s.Words, s.Tags, nil, nil)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	group.Wait()
}

func TestShape(t *testing.T) {
	look := func(token string, mode letters) word {
		var w word
		w.look(token, mode, false, nil)
		return w
	}
	if look("Mirova", mixed).form != look("MIROVA", mixed).form {
		t.Error("case changes the form")
	}
	if look("Mirova", mixed).shape == look("MIROVA", mixed).shape {
		t.Error("case does not change the shape")
	}
	if look("mirova", upper).shape != look("MIROVA", upper).shape {
		t.Error("case changes the shape of a sentence in capitals")
	}
	if w := look("al-Tanf", mixed); !w.cap || w.lower {
		t.Errorf("al-Tanf: %+v", w)
	}
	if w := look("T-72", mixed); !w.cap || !w.digit || w.stem != perceptron.Atom("t") {
		t.Errorf("T-72: %+v", w)
	}
}

func BenchmarkLabel(b *testing.B) {
	m, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	var sentences []Sentence
	tokens := 0
	for _, l := range lessons {
		s := parse(l)
		sentences = append(sentences, s)
		tokens += len(s.Words)
	}
	var names []Name
	for b.Loop() {
		for _, s := range sentences {
			names = m.Label(s.Words, s.Tags, nil, names[:0])
		}
	}
	b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// BenchmarkDocument gathers the context first, as the pipeline does.
func BenchmarkDocument(b *testing.B) {
	m, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	var sentences []Sentence
	tokens := 0
	for range 20 {
		for _, l := range lessons {
			sentences = append(sentences, parse(l))
			tokens += len(sentences[len(sentences)-1].Words)
		}
	}
	var names []Name
	for b.Loop() {
		doc := m.Context(sentences)
		for _, s := range sentences {
			names = m.LabelIn(doc, s.Words, s.Tags, s.Known, names[:0])
		}
	}
	b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
