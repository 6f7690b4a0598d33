// Package nlp finds sentences, tokens, tags and lemmas. It is the only
// importer of prose, whose traps it guards: prose gives no offsets, panics on
// some input and is quadratic in runs of punctuation.
package nlp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sitrep/extract"
)

// Tagger appends the Penn Treebank tag of each word of a sentence to tags. It
// must be deterministic and safe for concurrent use.
type Tagger interface {
	Tag(words, tags []string) []string
}

// Processor holds what is loaded once and shared by all documents.
type Processor struct {
	segmenter *segmenter
	lemmas    *lemmatiser
	tagger    Tagger
}

// New loads the models (about 0.1 s).
func New(t Tagger) (*Processor, error) {
	seg, err := newSegmenter()
	if err != nil {
		return nil, fmt.Errorf("loading the sentence model: %w", err)
	}
	lem, err := newLemmatiser()
	if err != nil {
		return nil, fmt.Errorf("loading the lemmas: %w", err)
	}
	return &Processor{segmenter: seg, lemmas: lem, tagger: t}, nil
}

// Segment is the stage that finds sentences.
func (p *Processor) Segment() extract.Stage {
	return extract.Stage{
		Name: "segment",
		Doc:  "finds the sentences",
		Cut:  cut,
		Passes: func(d *extract.Document) []extract.Pass {
			longest := longestLine(d.Text)
			return []extract.Pass{func(_ context.Context, part *extract.Document) error {
				r := part.Range
				if r.Len() == 0 {
					r.End = len(part.Text)
				}
				for _, s := range p.segmenter.segment(part.Text, r, longest) {
					part.Sentences = append(part.Sentences, extract.Sentence{Span: s})
				}
				return nil
			}}
		},
	}
}

// Tag is the stage that finds tokens, their tags and lemmas. A sentence
// without a token is dropped.
func (p *Processor) Tag() extract.Stage {
	return extract.Stage{
		Name:     "tag",
		Doc:      "finds the tokens, their tags and lemmas",
		Requires: []string{"segment"},
		Run: func(ctx context.Context, d *extract.Document) error {
			kept := d.Sentences[:0]
			for _, s := range d.Sentences {
				if err := ctx.Err(); err != nil {
					return err
				}
				s.First = len(d.Tokens)
				d.Tokens = append(d.Tokens, p.tokens(d.Text, s.Span)...)
				s.Last = len(d.Tokens)
				if s.Last > s.First {
					kept = append(kept, s)
				}
			}
			d.Sentences = kept
			return nil
		},
	}
}

// tokens tokenises, tags and lemmatises one sentence.
func (p *Processor) tokens(text string, s extract.Span) []extract.Token {
	tokens := tokenise(text, s)
	if len(tokens) == 0 {
		return nil
	}
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Text
	}
	if allCaps(words) {
		p.lemmas.truecase(words)
	}
	tags := p.tagger.Tag(words, nil)
	if p.lemmas.titled(words) {
		cased := slices.Clone(words)
		p.lemmas.truecase(cased)
		// A heading without a verb is a name, most likely.
		if headed := p.tagger.Tag(cased, nil); predicated(headed) {
			words, tags = cased, headed
		}
	}
	p.repair(words, tags)
	for i, tag := range tags {
		tokens[i].Tag = tag
		tokens[i].Lemma = p.lemmas.lemma(words[i], tag)
	}
	return tokens
}

// predicated tells whether a headline's tags hold a verb after its first word: a
// finite one, or a participle that no noun follows.
func predicated(tags []string) bool {
	for i, tag := range tags {
		next := ""
		if i+1 < len(tags) {
			next = tags[i+1]
		}
		switch {
		case i == 0:
		case tag == "VBZ", tag == "VBP", tag == "VBD", tag == "VBN" && !strings.HasPrefix(next, "NN") && next != "JJ":
			return true
		}
	}
	return false
}
