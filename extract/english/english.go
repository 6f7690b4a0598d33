// Package english wires the standard pipeline: every stage in its place, in one
// readable list.
package english

import (
	"errors"
	"fmt"
	"os"

	"sitrep/extract"
	"sitrep/extract/coref"
	"sitrep/extract/lexicon"
	"sitrep/extract/link"
	"sitrep/extract/ner"
	"sitrep/extract/ner/sequence"
	"sitrep/extract/nlp"
	"sitrep/extract/parse"
	"sitrep/extract/relate"
	"sitrep/extract/sense"
	"sitrep/extract/tagger"
	"sitrep/extract/when"
)

// ErrRecogniser marks an unknown recogniser's name.
var ErrRecogniser = errors.New("no such recogniser")

// Options of the standard pipeline.
type Options struct {
	// Overlays are folders of the lexicon's layout, read over its files.
	Overlays []string
	// Recogniser is "sitrep" (also if empty), or "prose": the baseline, whose
	// names are those of prose's own recogniser.
	Recogniser string
	// Names is the file of a model of names to use in place of the one built in.
	Names string
}

// Pipeline is the standard pipeline with the lexicon it was built on.
type Pipeline struct {
	*extract.Pipeline
	Lexicon *lexicon.Lexicon
}

// New loads the models and the lexicon once (about 0.5 s) and returns the
// pipeline, safe for concurrent use.
func New(o Options) (*Pipeline, error) {
	lex, err := lexicon.Load(o.Overlays...)
	if err != nil {
		return nil, err
	}
	tags, err := tagger.Default()
	if err != nil {
		return nil, fmt.Errorf("loading the tagger: %w", err)
	}
	parser, err := parse.Default()
	if err != nil {
		return nil, fmt.Errorf("loading the parser: %w", err)
	}
	words, err := nlp.New(tags)
	if err != nil {
		return nil, err
	}
	names, err := nameModel(o.Names)
	if err != nil {
		return nil, fmt.Errorf("loading the model of names: %w", err)
	}
	mentions := ner.New(lex, names).Stage()
	switch o.Recogniser {
	case "", "sitrep":
	case "prose":
		mentions = nlp.Baseline()
	default:
		return nil, fmt.Errorf("%w: %q; sitrep and prose are", ErrRecogniser, o.Recogniser)
	}
	linker := link.New(lex)
	p, err := extract.NewPipeline(
		words.Segment(),
		words.Tag(),
		when.Stage(),
		mentions,
		parse.Stage(parser, lex),
		coref.New(lex).Stage(),
		sense.Stage(lex),
		linker.Stage(),
		relate.New(lex).Stage(),
		linker.Cooccurrences(),
	)
	if err != nil {
		return nil, err
	}
	return &Pipeline{Pipeline: p, Lexicon: lex}, nil
}

// nameModel reads a model of names, the one built in if no file is named.
func nameModel(file string) (*sequence.Model, error) {
	if file == "" {
		return sequence.Default()
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return sequence.Load(data)
}

// Symmetric tells whether a predicate holds both ways.
func (p *Pipeline) Symmetric(predicate string) bool {
	def := p.Lexicon.Ontology.Predicate(predicate)
	return def != nil && def.Symmetric
}
