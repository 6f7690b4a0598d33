package parse

import (
	"fmt"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/tagger"
)

// folds is how many parts the trees are cut into to tag them: each part by a
// tagger that learnt from the others, so that the parser learns from tags as
// wrong as those that it will see. A part is made of every fifth block of
// sentences, so that each kind of text is in all parts.
const folds, block = 5, 50

// TrainFiles trains a model on files, with tags predicted by taggers trained
// with the given options, but their word classes, which are learnt anew.
func TrainFiles(f tagger.Files, o Options, t tagger.Options) (*Model, error) {
	trees, err := f.Read(&t)
	if err != nil {
		return nil, err
	}
	o.Classes = t.Classes
	o.Tag = Jackknife(trees, t)
	return Train(trees, o), nil
}

// Jackknife returns the tags of sentence n by a tagger that did not learn from
// it. It trains the taggers one after another.
func Jackknife(trees []conllu.Sentence, o tagger.Options) func(n int, words []string) []string {
	fold := func(n int) int { return n / block % folds }
	taggers := make([]*tagger.Model, folds)
	for k := range taggers {
		var others []conllu.Sentence
		for n := range trees {
			if fold(n) != k {
				others = append(others, trees[n])
			}
		}
		if o.Progress != nil {
			o.Progress(fmt.Sprintf("training tagger %d of %d", k+1, folds))
		}
		quiet := o
		quiet.Progress = nil
		taggers[k] = tagger.Train(others, quiet)
	}
	return func(n int, words []string) []string {
		return taggers[fold(n)].Tag(words, make([]string, 0, len(words)))
	}
}
