package extract

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// ErrStage marks a pipeline that is wired wrongly.
var ErrStage = errors.New("pipeline")

// Stage is one step of extraction. Run adds to the document and may not
// change what earlier stages wrote, except to resolve it (a mention's entity).
// Run must be safe for concurrent use on different documents.
type Stage struct {
	Name string
	// Doc says in one line what the stage adds.
	Doc string
	// Requires names the stages that must run before.
	Requires []string
	Run      func(ctx context.Context, d *Document) error
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
		case s.Name == "" || s.Run == nil:
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

// Run takes the document through every stage. An error names the stage and
// the document.
func (p *Pipeline) Run(ctx context.Context, d *Document) error {
	for _, s := range p.stages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.Run(ctx, d); err != nil {
			return fmt.Errorf("%s: %s: %w", d.ID, s.Name, err)
		}
	}
	return nil
}
