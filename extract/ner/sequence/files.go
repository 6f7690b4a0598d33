package sequence

import (
	"fmt"
	"math"
	"os"
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
	// Without names corpora, by parts of their names, to leave out.
	Without []string
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

// Notes stand in the header of a model that TrainFiles made.
var Notes = []string{
	"data: Few-NERD (dev, test, big_test), UNER English-EWT, CC BY-SA 4.0; wikigold, WNUT 2017, CC BY 4.0; CrossNER politics, MIT; re3d, public domain and OGL 3.0",
	"words clustered on the same texts and on UD English-EWT (CC BY-SA 4.0)",
	"licence of these weights: CC BY-SA 4.0",
}

// TrainFiles learns a model from the corpora below a folder: ner/*.iob2.gz,
// re3d/* and ud-ewt/*.conllu.gz; extract/ner/SOURCES.md lists them. The same files and
// options give the same model. The error wraps ErrCorpus if one is missing.
func TrainFiles(dir string, o FileOptions) (*Model, error) {
	r, err := newReader()
	if err != nil {
		return nil, err
	}
	o = o.withDefaults()
	if o.Notes == nil {
		o.Notes = Notes
	}
	var sentences, raw []Sentence
	document := 0
	for _, c := range corpora {
		if slices.ContainsFunc(o.Without, func(w string) bool { return strings.Contains(c.name, w) }) {
			continue
		}
		texts, err := c.read(filepath.Join(dir, filepath.FromSlash(c.name)))
		if err != nil {
			return nil, err
		}
		before := len(sentences)
		for i := range texts {
			t := &texts[i]
			if err := r.process(t); err != nil {
				return nil, err
			}
			raw = append(raw, r.sentences(t, nil, 0)...)
			t.part = c.open && !part(i, o.Share)
			if err := r.learnt(t, c, part(i*7, o.Capitals), &document, &sentences); err != nil {
				return nil, err
			}
		}
		o.Progress(fmt.Sprintf("names: %s: %d sentences", c.name, len(sentences)-before))
	}
	company, err := rawText(dir, raw)
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
	o.Casing = casing(raw)
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

// rawText returns the words of all texts for the clusters, folded.
func rawText(dir string, sentences []Sentence) ([][]string, error) {
	var out [][]string
	for _, s := range sentences {
		if lettersOf(s.Words) != mixed {
			continue
		}
		words := make([]string, len(s.Words))
		for i, w := range s.Words {
			words[i] = fold(w)
		}
		out = append(out, words)
	}
	files, err := filepath.Glob(filepath.Join(dir, "ud-ewt", "*.conllu.gz"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, missing(fmt.Errorf("%s: %w", filepath.Join(dir, "ud-ewt"), os.ErrNotExist))
	}
	for _, f := range files {
		trees, err := conllu.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCorpus, err)
		}
		for _, t := range trees {
			words := t.Words()
			for i, w := range words {
				words[i] = fold(w)
			}
			out = append(out, words)
		}
	}
	return out, nil
}
