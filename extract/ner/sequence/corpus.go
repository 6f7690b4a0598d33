package sequence

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
	"sitrep/extract/nlp"
	"sitrep/extract/parse/conllu"
	"sitrep/extract/score"
	"sitrep/extract/tagger"
)

// ErrCorpus marks training data that can't be used; the error names the file
// and what is wrong with it.
var ErrCorpus = errors.New("training data")

// corpus is one file of the training data, or one folder of re3d.
type corpus struct {
	name string
	// open: what bears no label may still be a name, of a type that the file
	// does not label.
	open bool
	// block is how many sentences make a document where the file does not say;
	// 0: each stands alone.
	block int
	// blend: how often the corpus is learnt from in each epoch.
	times int
}

var corpora = []corpus{
	{name: "ner/fewnerd.dev.iob2.gz", open: true, times: 1},
	{name: "ner/fewnerd.test.iob2.gz", open: true, times: 1},
	{name: "ner/fewnerd.big_test.iob2.gz", open: true, times: 1},
	{name: "ner/wnut17.train.iob2.gz", times: 1},
	{name: "ner/wikigold.iob2.gz", block: 15, times: 1},
	{name: "ner/crossner.politics.train.iob2.gz", times: 2},
	{name: "ner/crossner.politics.dev.iob2.gz", times: 2},
	{name: "ner/uner-ewt.dev.iob2.gz", times: 2},
	{name: "ner/uner-ewt.test.iob2.gz", times: 2},
	{name: "re3d/centcom", times: 3},
	{name: "re3d/uk-government", times: 3},
	{name: "re3d/us-state-department", times: 3},
}

// labelKinds maps the corpora's labels to what their names may be. A label
// that is not here stands for something outside the ontology.
func labelKinds(label string) kindSet {
	switch label {
	case "PER", "person", "politician":
		return persons
	case "ORG", "corporation", "group", "organisation", "politicalparty":
		return organisations
	case "LOC", "location", "country":
		return places
	case "product_weapon", "product_airplane", "product_ship":
		return weapons
	case "building_hospital", "building_hotel", "building_restaurant", "building_theater":
		return places | organisations
	}
	switch coarse, _, _ := strings.Cut(label, "_"); coarse {
	case "person":
		return persons
	case "organization":
		return organisations
	case "location", "building":
		return places
	}
	return 0
}

// mark says what a stretch of text is: a name of one of the kinds, or, without
// a kind, something of which that is unknown.
type mark struct {
	extract.Span
	kinds kindSet
}

// text is an annotated document.
type text struct {
	extract.Document
	gold []mark      // as the corpus has them, a kind-less one is no name
	re3d *score.Gold // as it stands there; nil for another corpus
	open bool
	part bool // only its sentences with weapons are learnt from
	lone bool // its sentences have nothing to do with each other
}

// reader brings corpora into the form of the pipeline.
type reader struct {
	lex *lexicon.Lexicon
	nlp *nlp.Processor
}

func newReader() (*reader, error) {
	lex, err := lexicon.Load()
	if err != nil {
		return nil, err
	}
	t, err := tagger.Default()
	if err != nil {
		return nil, err
	}
	p, err := nlp.New(t)
	if err != nil {
		return nil, err
	}
	return &reader{lex: lex, nlp: p}, nil
}

// corpusAt is the corpus that a path names; one that is not listed is labelled
// throughout.
func corpusAt(path string) corpus {
	for _, c := range corpora {
		if strings.HasSuffix(filepath.ToSlash(path), c.name) {
			return c
		}
	}
	return corpus{name: filepath.Base(path), times: 1}
}

// read reads a corpus from its file, or from its folder of re3d or of gold.
func (c corpus) read(path string) ([]text, error) {
	if i, err := os.Stat(path); err == nil && i.IsDir() {
		if _, err := os.Stat(filepath.Join(path, "documents.json")); err != nil {
			return readGold(path)
		}
		return readRe3d(path)
	}
	in, err := conllu.Open(path)
	if err != nil {
		return nil, missing(err)
	}
	defer in.Close()
	r := iobReader{corpus: c}
	scan := bufio.NewScanner(in)
	for n := 1; scan.Scan(); n++ {
		if err := r.line(scan.Text()); err != nil {
			return nil, fmt.Errorf("%w: %s:%d: %w", ErrCorpus, path, n, err)
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrCorpus, path, err)
	}
	r.flush()
	return r.out, nil
}

func missing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w (it needs the sets that extract/ner/SOURCES.md lists)", ErrCorpus, err)
	}
	return fmt.Errorf("%w: %w", ErrCorpus, err)
}

func readRe3d(dir string) ([]text, error) {
	golds, err := score.ReadRe3d(dir)
	if err != nil {
		return nil, missing(err)
	}
	var out []text
	for _, g := range golds {
		t := text{re3d: g}
		t.ID, t.Text = g.ID, g.Text
		for _, m := range g.Mentions {
			t.gold = append(t.gold, mark{m.Span, kindsOf(Name{Class: m.Class})})
		}
		out = append(out, t)
	}
	return out, nil
}

// readGold reads the names of gold in this project's own form.
func readGold(dir string) ([]text, error) {
	golds, err := score.ReadAll([]string{dir})
	if err != nil {
		return nil, missing(err)
	}
	var out []text
	for _, g := range golds {
		var t text
		t.ID, t.Text = g.ID, g.Text
		for _, m := range g.Mentions {
			if m.Form == extract.Name {
				t.gold = append(t.gold, mark{m.Span, kindsOf(Name{Class: m.Class})})
			}
		}
		slices.SortFunc(t.gold, func(a, b mark) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
		out = append(out, t)
	}
	return out, nil
}

// iobReader reads sentences in columns: the word, after an index or first, and
// its tag.
type iobReader struct {
	corpus
	out       []text
	now       text
	body      strings.Builder
	start     int // of the sentence in the body
	sentences int
	newdocs   bool
}

func (r *iobReader) line(line string) error {
	line = strings.TrimRight(line, "\r")
	switch {
	case strings.HasPrefix(line, "# newdoc"):
		r.newdocs = true
		r.flush()
		return nil
	case strings.HasPrefix(line, "# ") && !strings.Contains(line, "\t"):
		return nil
	case strings.TrimSpace(line) == "":
		r.endSentence()
		return nil
	}
	word, tag, err := score.IOBLine(line)
	if err == nil {
		r.word(word, tag)
	}
	return err
}

func (r *iobReader) word(w, tag string) {
	if r.body.Len() > r.start {
		r.body.WriteByte(' ')
	}
	span := extract.Span{Start: r.body.Len(), End: r.body.Len() + len(w)}
	r.body.WriteString(w)
	prefix, label, _ := strings.Cut(tag, "-")
	gold := &r.now.gold
	switch {
	case prefix == "O":
	case prefix == "I" && len(*gold) > 0 && (*gold)[len(*gold)-1].End == span.Start-1:
		(*gold)[len(*gold)-1].End = span.End
	default:
		*gold = append(*gold, mark{span, labelKinds(label)})
	}
}

func (r *iobReader) endSentence() {
	if r.body.Len() == r.start {
		return
	}
	r.now.Sentences = append(r.now.Sentences, extract.Sentence{Span: extract.Span{Start: r.start, End: r.body.Len()}})
	r.body.WriteByte('\n')
	r.start = r.body.Len()
	if r.sentences++; !r.newdocs && r.sentences >= max(r.block, 50) || r.block > 0 && r.sentences >= r.block {
		r.flush()
	}
}

func (r *iobReader) flush() {
	r.endSentence()
	if r.body.Len() > 0 {
		r.now.Text, r.now.open, r.now.lone = r.body.String(), r.open, r.block == 0 && !r.newdocs
		r.out = append(r.out, r.now)
	}
	r.now, r.start, r.sentences = text{}, 0, 0
	r.body.Reset()
}

// process runs the pipeline up to the tags.
func (r *reader) process(t *text) error {
	if t.Sentences == nil {
		if err := r.nlp.Segment().Apply(context.Background(), &t.Document); err != nil {
			return err
		}
	}
	return r.nlp.Tag().Apply(context.Background(), &t.Document)
}

// shout returns the text in capitals, each character in its place.
func (t *text) shout() text {
	var b strings.Builder
	for i, r := range t.Text {
		u := unicode.ToUpper(r)
		if next := b.Len() + len(string(u)); next != i+len(string(r)) {
			u = r
		}
		b.WriteRune(u)
	}
	out := *t
	out.Text = b.String()
	out.Tokens = nil
	out.Sentences = nil
	for _, s := range t.Sentences {
		out.Sentences = append(out.Sentences, extract.Sentence{Span: s.Span})
	}
	return out
}

// sentences lays marks over the document's tokens.
func (r *reader) sentences(t *text, marks []mark, number int) []Sentence {
	out := Prepare(r.lex.Gazetteer, &t.Document)
	at := 0
	for k, s := range t.Sentences {
		tokens := t.Tokens[s.First:s.Last]
		sent := &out[k]
		if !t.lone {
			sent.Document = number
		}
		sent.allowed = make([]set, len(tokens))
		for i := range sent.allowed {
			sent.allowed[i] = of(outside)
		}
		for ; at < len(marks) && marks[at].Start < s.End; at++ {
			first, last := touched(tokens, marks[at].Span)
			switch {
			case first == last:
			case marks[at].kinds != 0:
				allow(sent.allowed, first, last, marks[at].kinds)
			default:
				for i := first; i < last; i++ {
					sent.allowed[i] = anything
				}
			}
		}
	}
	return out
}

// touched returns the tokens that a span touches.
func touched(tokens []extract.Token, s extract.Span) (first, last int) {
	for first < len(tokens) && tokens[first].End <= s.Start {
		first++
	}
	for last = first; last < len(tokens) && tokens[last].Start < s.End; last++ {
	}
	return first, last
}
