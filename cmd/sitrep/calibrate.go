package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"sitrep/extract/english"
	"sitrep/extract/relate"
	"sitrep/extract/score"
)

// newCalibrator learns from gold how often statements of a kind are right.
func (a *app) newCalibrator() *cobra.Command {
	c := &cobra.Command{
		Use:   "confidence GOLD...",
		Short: "Learn from gold how sure statements are",
		Long: `Learns from gold how often statements are right that were found in such a way, so
that of those given 0.8 about 80% are: the lexicon's confidence.tsv, a feature
and its weight a line.`,
		Example: "  sitrep train confidence testdata/gold/dev --output extract/lexicon/data/confidence.tsv",
		Args:    cobra.MinimumNArgs(1),
	}
	output := c.Flags().StringP("output", "o", "", "`file` to write")
	c.RunE = func(c *cobra.Command, paths []string) error {
		if *output == "" {
			return fmt.Errorf("%w: train confidence needs --output", errUsage)
		}
		golds, err := score.ReadAll(paths)
		if err != nil {
			return err
		}
		p, err := english.New(english.Options{Overlays: a.config.Lexicon})
		if err != nil {
			return err
		}
		clear(p.Lexicon.Confidence)
		var examples []relate.Example
		for _, g := range golds {
			d, err := runGold(c.Context(), p, g)
			if err != nil {
				return err
			}
			examples = append(examples, relate.Examples(d, score.Right(g, d, p.Symmetric))...)
		}
		var b bytes.Buffer
		fmt.Fprintf(&b, "# How sure a statement is: the sum of its features' weights, as the log of the odds. Written by sitrep train confidence.\nfeature\tweight\n")
		weights := relate.Fit(examples)
		for _, f := range slices.Sorted(maps.Keys(weights)) {
			fmt.Fprintf(&b, "%s\t%.2f\n", f, weights[f])
		}
		if err := os.WriteFile(*output, b.Bytes(), 0o644); err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		_, err = fmt.Fprintf(c.OutOrStdout(), "%s: %d features of %d statements\n", *output, len(weights), len(examples))
		return err
	}
	return c
}
