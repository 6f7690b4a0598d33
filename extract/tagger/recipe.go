package tagger

import (
	"slices"
	"strings"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/perceptron"
)

// Files are what a model is trained on.
type Files struct {
	// Trees are CoNLL-U files, gzipped if their names end in .gz.
	Trees []string
	// Own are CoNLL-U files of texts like those that sitrep reads, which a learner
	// meets ownTimes in an epoch.
	Own []string
	// Raw are files of one token a line, the word first (such as IOB files),
	// from which word classes are learnt together with the trees' words.
	Raw []string
}

// ownTimes was chosen on testdata/trees/test.conllu; more make no difference.
const ownTimes = 2

// Notes stand in the header of models trained on the shipped models' data.
var Notes = []string{
	"Trained on UD English EWT (https://universaldependencies.org), CC BY-SA 4.0.",
	"Word classes learnt from its words and those of Few-NERD (CC BY-SA 4.0), wikigold (CC BY 4.0), WNUT 2017 (CC BY 4.0), CrossNER politics (MIT).",
	"These weights: CC BY-SA 4.0.",
}

// Read reads the trees, and fills the options' word classes.
func (f Files) Read(o *Options) ([]conllu.Sentence, error) {
	var trees []conllu.Sentence
	var raw [][]string
	for _, path := range f.Raw {
		s, err := conllu.ReadWords(path)
		if err != nil {
			return nil, err
		}
		raw = append(raw, s...)
	}
	raw = distinct(raw)
	for _, path := range slices.Concat(f.Trees, f.Own) {
		s, err := conllu.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if slices.Contains(f.Own, path) {
			for i := range s {
				s[i].Times = ownTimes
			}
		}
		trees = append(trees, s...)
	}
	for i := range trees {
		raw = append(raw, trees[i].Words())
	}
	if o.Progress != nil {
		o.Progress("learning word classes")
	}
	o.Classes = ClassesOf(raw)
	return trees, nil
}

// TrainFiles trains a model on files.
func TrainFiles(f Files, o Options) (*Model, error) {
	trees, err := f.Read(&o)
	if err != nil {
		return nil, err
	}
	return Train(trees, o), nil
}

// WordClasses are clusters of folded words.
type WordClasses struct{ Coarse, Fine map[string]int }

// How many clusters there are, and how often a word must be seen to be in one.
const (
	coarseClusters = 128
	coarseLeast    = 4
	fineClusters   = 500
	fineLeast      = 3
	clusterRounds  = 12
)

// ClassesOf learns word classes from sentences.
func ClassesOf(sentences [][]string) WordClasses {
	folded := make([][]string, len(sentences))
	var buf []byte
	for i, s := range sentences {
		folded[i] = make([]string, len(s))
		for j, w := range s {
			buf = Fold(buf[:0], w)
			folded[i][j] = string(buf)
		}
	}
	return WordClasses{
		Coarse: perceptron.Clusters(folded, coarseClusters, coarseLeast, clusterRounds),
		Fine:   perceptron.Clusters(folded, fineClusters, fineLeast, clusterRounds),
	}
}

// distinct drops repeated sentences, and those too short to tell anything.
func distinct(sentences [][]string) [][]string {
	const short = 4
	seen := map[string]bool{}
	var out [][]string
	for _, s := range sentences {
		key := strings.Join(s, " ")
		if len(s) >= short && !seen[key] {
			seen[key] = true
			out = append(out, s)
		}
	}
	return out
}
