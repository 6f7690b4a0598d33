package extract

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// ErrStage marks a pipeline that is wired wrongly.
var ErrStage = errors.New("pipeline")

// Stage is one step of extraction. It adds to the document and may not change
// what earlier stages wrote, except to resolve it (a mention's entity). It must
// be safe for concurrent use on different documents.
//
// A long document comes in parts, see Document.Parts. A stage whose sentences
// have nothing to do with one another gives Run, and sees part after part. One
// that has to know the whole document before it can go on gives Passes.
type Stage struct {
	Name string
	// Doc says in one line what the stage adds.
	Doc string
	// Requires names the stages that must run before.
	Requires []string
	Run      Pass
	// Passes begins a document: each pass walks over all its parts, in their
	// order, before the next does. What the passes share is theirs.
	Passes func(d *Document) []Pass
	// Cut, of a pipeline's first stage, parts a text into ranges of about size
	// bytes, so that the stage finds in each what it would find in the whole.
	Cut func(text string, size int) []Span
}

// Pass is one walk of a stage over a document, called with each part.
type Pass func(ctx context.Context, part *Document) error

// passes returns the stage's walks over a document.
func (s Stage) passes(d *Document) []Pass {
	if s.Passes != nil {
		return s.Passes(d)
	}
	return []Pass{s.Run}
}

// Apply runs a single stage on a whole document.
func (s Stage) Apply(ctx context.Context, d *Document) error {
	for _, p := range s.passes(d) {
		if err := p(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// Pipeline is a validated sequence of stages.
type Pipeline struct {
	stages []Stage
}

// NewPipeline checks that every stage is complete, named once, and comes after
// what it requires. The error wraps ErrStage.
func NewPipeline(stages ...Stage) (*Pipeline, error) {
	var seen []string
	for _, s := range stages {
		switch {
		case s.Name == "" || (s.Run == nil) == (s.Passes == nil):
			return nil, fmt.Errorf("%w: stage %q has no name or nothing to run", ErrStage, s.Name)
		case slices.Contains(seen, s.Name):
			return nil, fmt.Errorf("%w: stage %q stands twice", ErrStage, s.Name)
		}
		for _, need := range s.Requires {
			if !slices.Contains(seen, need) {
				return nil, fmt.Errorf("%w: stage %q must come after %q", ErrStage, s.Name, need)
			}
		}
		seen = append(seen, s.Name)
	}
	return &Pipeline{stages: slices.Clone(stages)}, nil
}

// Stages returns the stages in order.
func (p *Pipeline) Stages() []Stage { return slices.Clone(p.stages) }

// PartBytes is the size of a part that keeps the memory of a long document
// small, while most reports are of one part.
const PartBytes = 128 << 10

// Run takes the document through every stage. An error names the stage and
// the document.
func (p *Pipeline) Run(ctx context.Context, d *Document) error {
	return p.RunParts(ctx, d, len(d.Text))
}

// RunParts is Run for a document of any length: one of more than about size
// bytes is worked on in parts, and what was found stays packed in them, without
// tokens, so read it by Document.Parts. The findings are those of Run.
func (p *Pipeline) RunParts(ctx context.Context, d *Document, size int) error {
	ranges := []Span{{End: len(d.Text)}}
	if len(d.Text) > size && len(p.stages) > 0 && p.stages[0].Cut != nil {
		ranges = p.stages[0].Cut(d.Text, size)
	}
	walks := p.walks(d)
	if len(ranges) < 2 {
		for _, w := range walks {
			if err := w.run(ctx, d); err != nil {
				return err
			}
		}
		return nil
	}
	d.parts = newParts(len(ranges))
	sentences := 0
	for n, w := range walks {
		for i, r := range ranges {
			part := d.part()
			if n == 0 {
				part.Range, part.Before = r, sentences
			} else {
				d.parts.unpack(i, part)
			}
			if err := w.run(ctx, part); err != nil {
				return err
			}
			if n == 0 {
				sentences += len(part.Sentences)
			}
			if n == len(walks)-1 {
				part.Tokens, part.Times = nil, nil
			}
			d.parts.pack(i, part)
			d.Entities = part.Entities
		}
	}
	return nil
}

// walk is what is done to a part before the next part's turn: every pass that
// need not wait until the one before has seen the whole document.
type walk struct {
	id     string
	stages []string
	passes []Pass
}

func (p *Pipeline) walks(d *Document) []walk {
	out := []walk{{id: d.ID}}
	for _, s := range p.stages {
		for i, pass := range s.passes(d) {
			if i > 0 {
				out = append(out, walk{id: d.ID})
			}
			w := &out[len(out)-1]
			w.stages, w.passes = append(w.stages, s.Name), append(w.passes, pass)
		}
	}
	return out
}

func (w *walk) run(ctx context.Context, part *Document) error {
	for i, pass := range w.passes {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := pass(ctx, part); err != nil {
			return fmt.Errorf("%s: %s: %w", w.id, w.stages[i], err)
		}
	}
	return nil
}
