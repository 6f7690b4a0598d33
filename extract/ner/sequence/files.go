package sequence

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/perceptron"
)

// FileOptions are the choices of training from the corpora of a folder; zero
// values take the defaults.
type FileOptions struct {
	Options
	// Share is the share of the partly labelled corpora to learn from, beside
	// every sentence there that names a weapon.
	Share float64
	// Capitals is the share of documents to learn from in capitals as well.
	Capitals float64
	// CoarseClusters and FineClusters are how many of each to make; -1: none.
	CoarseClusters, FineClusters int
}

func (o FileOptions) withDefaults() FileOptions {
	if o.Share == 0 {
		o.Share = 0.25
	}
	if o.Capitals == 0 {
		o.Capitals = 0.5
	}
	if o.CoarseClusters == 0 {
		o.CoarseClusters = 60
	}
	if o.FineClusters == 0 {
		o.FineClusters = 400
	}
	o.Options = o.Options.withDefaults()
	return o
}

// Notes stand in the header of a model that was trained from Sources.
var Notes = []string{
	"data: Few-NERD (dev, test, big_test), UNER English-EWT, CC BY-SA 4.0; wikigold, WNUT 2017, CC BY 4.0; CrossNER politics, MIT; re3d, public domain and OGL 3.0",
	"words clustered on the same texts and on UD English-EWT (CC BY-SA 4.0)",
	"licence of these weights: CC BY-SA 4.0",
}

// Sources are the files below a folder that the built-in model is trained from,
// without those whose path holds one of the parts, and the trees for its
// clusters.
func Sources(dir string, without []string) (paths, raw []string) {
	keep := func(list *[]string, name string) {
		if !slices.ContainsFunc(without, func(w string) bool { return strings.Contains(name, w) }) {
			*list = append(*list, filepath.Join(dir, filepath.FromSlash(name)))
		}
	}
	for _, c := range corpora {
		keep(&paths, c.name)
	}
	// Not the test file: its texts are those of UNER's.
	keep(&raw, "ud-ewt/train.conllu.gz")
	keep(&raw, "ud-ewt/dev.conllu.gz")
	return paths, raw
}

// TrainFiles learns a model from files in CoNLL's IOB columns, gzipped or not,
// and folders of re3d or of gold in this project's form. Those that
// extract/ner/SOURCES.md lists are treated as it says; another is taken to be
// labelled throughout. Words are clustered on the same texts, and on those of
// raw, trees in CoNLL-U. The same files and options give the same model. The
// error wraps ErrCorpus if one can't be read.
func TrainFiles(paths, raw []string, o FileOptions) (*Model, error) {
	r, err := newReader()
	if err != nil {
		return nil, err
	}
	o = o.withDefaults()
	var sentences, seen []Sentence
	document := 0
	for _, path := range paths {
		c := corpusAt(path)
		texts, err := c.read(path)
		if err != nil {
			return nil, err
		}
		before := len(sentences)
		for i := range texts {
			t := &texts[i]
			if err := r.process(t); err != nil {
				return nil, err
			}
			seen = append(seen, r.sentences(t, nil, 0)...)
			t.part = c.open && !part(i, o.Share)
			if err := r.learnt(t, c, part(i*7, o.Capitals), &document, &sentences); err != nil {
				return nil, err
			}
		}
		o.Progress(fmt.Sprintf("names: %s: %d sentences", c.name, len(sentences)-before))
	}
	company, err := rawText(raw, seen)
	if err != nil {
		return nil, err
	}
	if o.CoarseClusters > 0 {
		o.Coarse = perceptron.Clusters(company, o.CoarseClusters, 4, 8)
	}
	if o.FineClusters > 0 {
		o.Fine = perceptron.Clusters(company, o.FineClusters, 4, 8)
	}
	o.Lexis = lexis(r.lex)
	o.Casing = casing(seen)
	o.Progress(fmt.Sprintf("names: %d words in clusters", len(o.Fine)))
	settle(sentences, o.Options)
	return Train(sentences, o.Options), nil
}

// settle learns from the sentences that are labelled throughout, and takes
// that model's word for what is no name in the others. What it calls a name
// there stays open: it may well be wrong about the class.
func settle(sentences []Sentence, o Options) {
	var closed []Sentence
	for _, s := range sentences {
		if !s.open {
			closed = append(closed, s)
		}
	}
	o.Progress(fmt.Sprintf("names: learning first from %d sentences that are labelled throughout", len(closed)))
	m := Train(closed, o)
	for _, s := range sentences {
		if !s.open {
			continue
		}
		for i, p := range m.outside(&s) {
			if s.allowed[i] == anything && p > sureOutside {
				s.allowed[i] = of(outside)
			}
		}
	}
}

// sureOutside is how likely a token must be no name to be taken for none.
const sureOutside = 0.99

// part tells whether the i-th of many is among the share, evenly spread.
func part(i int, share float64) bool {
	return math.Floor(float64(i+1)*share) > math.Floor(float64(i)*share)
}

// learnt adds a processed document's sentences, and their copies in capitals.
func (r *reader) learnt(t *text, c corpus, capitals bool, document *int, out *[]Sentence) error {
	marks := r.marks(t)
	add := func(t *text) {
		*document++
		for range c.times {
			for _, s := range r.sentences(t, marks, *document) {
				if !t.open || s.holds(weapons) || !t.part && s.holds(anyKind) {
					s.open = t.open
					*out = append(*out, s)
				}
			}
			*document++
		}
	}
	add(t)
	if !capitals {
		return nil
	}
	loud := t.shout()
	if err := r.process(&loud); err != nil {
		return err
	}
	add(&loud)
	return nil
}

// holds tells whether some token is known to be in a name of such a kind.
func (s *Sentence) holds(k kindSet) bool {
	inside := k.place(begin) | k.place(inner) | k.place(end) | k.place(single)
	return slices.ContainsFunc(s.allowed, func(a set) bool { return a&^inside == 0 })
}

// rawText returns the words of sentences and of trees for the clusters, folded.
func rawText(files []string, sentences []Sentence) ([][]string, error) {
	var out [][]string
	for _, s := range sentences {
		if lettersOf(s.Words) == mixed {
			out = append(out, folded(s.Words))
		}
	}
	for _, f := range files {
		trees, err := conllu.ReadFile(f)
		if err != nil {
			return nil, missing(err)
		}
		for _, t := range trees {
			out = append(out, folded(t.Words()))
		}
	}
	return out, nil
}

func folded(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = fold(w)
	}
	return out
}
