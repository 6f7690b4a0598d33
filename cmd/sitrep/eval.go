package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"sitrep/extract"
	"sitrep/extract/english"
	"sitrep/extract/score"
	"sitrep/graph/walk"
)

func newEval(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "eval GOLD...",
		Short: "Score extraction against gold",
		Long: `Scores what is extracted against gold: precision, recall and F1 of mentions
(exact and by overlap), entities and statements, by class and predicate, the
accuracy of statuses, and how far confidence can be trusted.

A GOLD is a file of this project's form (.gold; docs/gold.md), a file in CoNLL's
IOB columns (.iob, .iob2, .bio, .conll; also gzipped), a folder with re3d's
documents.json and entities.json, PLOVER's records (.jsonl), a folder with
reports of MUC-3 and MUC-4 and their answer keys (key-*), or a folder of such
files. Files of dependency trees (.conllu, .conllu.gz) score the tagger and the
parser instead.

With --corpora, names are scored on re3d's folders and on IOB files under this
project's conventions (docs/gold.md) beside the corpus's own, as they are and in
capitals: the lines of docs/figures.md.`,
		Example: `  sitrep eval testdata/gold
  sitrep eval --errors testdata/gold/dev/green-zone.gold
  sitrep eval --recogniser prose news.iob2
  sitrep eval --corpora --names unseen.bin re3d/centcom`,
		Args: cobra.MinimumNArgs(1),
	}
	c.Flags().StringSlice("lexicon", nil, "`folders` that overlay the built-in knowledge")
	errorsToo := c.Flags().Bool("errors", false, "list what differs from the gold, before the table")
	recogniser := c.Flags().String("recogniser", "sitrep", "sitrep, or prose: the baseline that finds names by prose's own recogniser")
	names := c.Flags().String("names", "", "`file` of a model of names that sitrep train ner wrote, in place of the one built in")
	corpora := c.Flags().Bool("corpora", false, "score names on corpora of others, as a Markdown table")
	format := formatFlag(c, "text", "json")
	c.RunE = func(c *cobra.Command, args []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		if slices.ContainsFunc(args, isTrees) {
			if !slices.ContainsFunc(args, func(path string) bool { return !isTrees(path) }) {
				return evalTrees(c, args, form)
			}
			return fmt.Errorf("%w: trees (.conllu) are scored by themselves, not with other gold", errUsage)
		}
		pipeline, err := english.New(english.Options{Overlays: a.config.Lexicon, Recogniser: *recogniser, Names: *names})
		if err != nil {
			return err
		}
		if *corpora {
			return evalCorpora(c, pipeline, args, form)
		}
		golds, err := score.ReadAll(args)
		if err != nil {
			return err
		}
		began, tokens := score.CPUTime(), 0
		scores := score.New()
		for _, g := range golds {
			d, err := runGold(c.Context(), pipeline, g)
			if err != nil {
				return err
			}
			tokens += len(d.Tokens)
			if *errorsToo && form == "text" {
				fmt.Fprint(c.OutOrStdout(), score.Errors(g, d, pipeline.Symmetric))
			}
			scores.Add(g, d, pipeline.Symmetric)
		}
		took := score.CPUTime() - began
		if form == "json" {
			err = walk.JSON(c.OutOrStdout(), scores.JSON())
		} else {
			err = scores.Table(c.OutOrStdout())
		}
		fmt.Fprintf(c.ErrOrStderr(), "%d documents, %d tokens in %s of CPU: %.0f tokens/s\n",
			len(golds), tokens, took.Round(time.Millisecond), float64(tokens)/took.Seconds())
		return err
	}
	return c
}

// runGold extracts the text of a gold document.
func runGold(ctx context.Context, p *english.Pipeline, g *score.Gold) (*extract.Document, error) {
	d := &extract.Document{ID: g.ID, Source: g.Source, Title: g.Title, Text: g.Text, Published: g.Published}
	return d, p.Run(ctx, d)
}
