package main

import (
	"bufio"

	"github.com/spf13/cobra"

	"sitrep/extract/english"
	"sitrep/extract/read"
)

func newExtract(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "extract [PATH...]",
		Short: "Print what reports say as JSON, one document a line",
		Long: `Reads reports as build does, and prints what was found in each as one JSON
object a line: text, sentences, entities, mentions, statements. Offsets are
bytes in text. No store is opened.`,
		Example: `  sitrep extract reports/a.txt
  echo 'Rebels shelled the airport on Monday.' | sitrep extract --date 2021-12-20`,
	}
	buildFlags(c)
	format := formatFlag(c, "jsonl")
	c.RunE = func(c *cobra.Command, args []string) error {
		if _, err := format(); err != nil {
			return err
		}
		pipeline, err := english.New(english.Options{Overlays: a.config.Lexicon})
		if err != nil {
			return err
		}
		plan := read.MakePlan(args)
		// Output on a terminal would fight with the bar.
		bar := newProgress(c.ErrOrStderr(), plan, !terminal(c.OutOrStdout()))
		out := bufio.NewWriter(c.OutOrStdout())
		problems, err := a.extractAll(c.Context(), c, plan, bar, pipeline, nil, func(r extracted) error {
			return r.doc.Encode(out)
		})
		bar.finish()
		if ferr := out.Flush(); err == nil {
			err = ferr
		}
		if err == nil && problems > 0 {
			err = errPartly
		}
		return err
	}
	return c
}
