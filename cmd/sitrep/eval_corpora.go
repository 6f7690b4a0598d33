package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"sitrep/extract"
	"sitrep/extract/english"
	"sitrep/extract/ner/sequence"
	"sitrep/graph/walk"
)

// evalCorpora scores the whole pipeline's names on corpora that others
// annotated.
func evalCorpora(c *cobra.Command, p *english.Pipeline, paths []string, form string) error {
	find := func(d *extract.Document) ([]sequence.Finding, error) {
		if err := p.Run(c.Context(), d); err != nil {
			return nil, err
		}
		var out []sequence.Finding
		for i := range d.Mentions {
			m := &d.Mentions[i]
			if m.Form != extract.Name {
				continue
			}
			f := sequence.Finding{Span: m.Span, Class: m.Class, Confidence: m.Confidence}
			switch {
			case m.Adjective:
				f.Sense = sequence.Nationality
			case m.Subclass == "Country" && m.Sense == extract.Actor:
				f.Sense = sequence.Actor
			}
			out = append(out, f)
		}
		return out, nil
	}
	results, err := sequence.Measure(find, paths...)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if form == "json" {
		return walk.JSON(c.OutOrStdout(), sequence.Rows(results))
	}
	return sequence.Report(c.OutOrStdout(), results)
}
