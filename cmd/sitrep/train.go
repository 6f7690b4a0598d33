package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"sitrep/extract/ner/sequence"
	"sitrep/extract/parse"
	"sitrep/extract/parse/conllu"
	"sitrep/extract/tagger"
)

func newTrain(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "train",
		Short: "Train the models that extraction is built on",
		Long: `Trains a model from files and writes it: the tagger, or the parser (with tags as
taggers trained on the rest of the files predict them), or the recogniser of
names. The same files, options and seed give the same bytes. make model trains
those that are built in; a new one counts after the next build of sitrep.`,
		Example: `  sitrep train tagger --trees en-train.conllu.gz --output extract/tagger/model.bin
  sitrep train parser --trees en-train.conllu.gz --own testdata/trees/train.conllu --output extract/parse/model.bin`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(
		a.newTrainer("tagger", "Train the part-of-speech tagger", func(f tagger.Files, t tagger.Options) (writer, error) {
			return tagger.TrainFiles(f, t)
		}),
		a.newTrainer("parser", "Train the dependency parser", func(f tagger.Files, t tagger.Options) (writer, error) {
			return parse.TrainFiles(f, parse.Options{Seed: t.Seed, Variation: t.Variation, Notes: t.Notes, Progress: t.Progress}, t)
		}),
		a.newNameTrainer(),
		a.newCalibrator(),
	)
	for _, sub := range c.Commands() {
		checkArgs(sub)
	}
	return c
}

// exitOnInterrupt ends the process when it is interrupted: training holds
// nothing that would have to be kept. What it returns takes that back.
func exitOnInterrupt(ctx context.Context) (done func() bool) {
	return context.AfterFunc(ctx, func() { os.Exit(exitInterrupted) })
}

// writer is a trained model.
type writer interface{ Write(io.Writer) error }

func (a *app) newTrainer(name, short string, train func(tagger.Files, tagger.Options) (writer, error)) *cobra.Command {
	c := &cobra.Command{
		Use:     name,
		Short:   short,
		Long:    short + " on dependency trees in CoNLL-U (Penn tags in XPOS), gzipped or not.",
		Example: "  sitrep train " + name + " --trees en-train.conllu.gz --raw news.iob2.gz --output model.bin",
		Args:    cobra.NoArgs,
	}
	f := c.Flags()
	trees := f.StringSlice("trees", nil, "CoNLL-U `files`")
	own := f.StringSlice("own", nil, "CoNLL-U `files` of texts like those to be read, each learnt from twice as often")
	raw := f.StringSlice("raw", nil, "`files` of a token a line, to learn word classes from beside the trees")
	output := f.StringP("output", "o", "", "`file` to write")
	seed := f.Uint64("seed", 1, "seed of the order in which sentences are learnt from")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if len(*trees) == 0 || *output == "" {
			return fmt.Errorf("%w: train %s needs --trees and --output", errUsage, name)
		}
		for _, path := range slices.Concat(*trees, *own, *raw) {
			if _, err := os.Stat(path); err != nil {
				return fmt.Errorf("%w: %w; the data is no part of sitrep: SOURCES.md beside the model says where it is from", errUsage, err)
			}
		}
		defer exitOnInterrupt(c.Context())()
		m, err := train(tagger.Files{Trees: *trees, Own: *own, Raw: *raw}, tagger.Options{
			Seed: *seed, Variation: conllu.News, Notes: tagger.Notes,
			Progress: func(line string) { a.log.Info(line) },
		})
		if err != nil {
			return err
		}
		return writeModel(c, m, *output)
	}
	return c
}

// newNameTrainer trains from corpora each of which labels names in a way of its
// own.
func (a *app) newNameTrainer() *cobra.Command {
	c := &cobra.Command{
		Use:   "ner [PATH...]",
		Short: "Train the recogniser of names",
		Long: `Trains the recogniser of names from files in CoNLL's IOB columns (PER, ORG, LOC
and their like; gzipped or not), folders of re3d and of gold (docs/gold.md), and,
with --data, the corpora below one folder that extract/ner/SOURCES.md lists: the
built-in one from all of them. Notes stand in the model's header: say there what
the data is, and under which licence.`,
		Example: `  sitrep train ner news.iob2 re3d/centcom --note 'data: ours, CC BY 4.0' --output names.bin
  sitrep eval --names names.bin more-news.iob2
  sitrep train ner --data ../shared/data --without re3d/centcom --output unseen.bin`,
	}
	f := c.Flags()
	data := f.String("data", "", "`folder` of the corpora: ner/*.iob2.gz, re3d/*, ud-ewt/*.conllu.gz")
	without := f.StringSlice("without", nil, "parts of the `paths` of corpora of --data to leave out, to score the model on them")
	raw := f.StringSlice("raw", nil, "CoNLL-U `files` whose words are clustered too")
	notes := f.StringArray("note", nil, "`line` of the model's header")
	output := f.StringP("output", "o", "", "`file` to write")
	seed := f.Uint64("seed", 1, "seed of the order in which sentences are learnt from")
	c.RunE = func(c *cobra.Command, paths []string) error {
		if *data == "" && len(paths) == 0 || *output == "" {
			return fmt.Errorf("%w: train ner needs files to learn from, or --data, and --output", errUsage)
		}
		if *data != "" {
			listed, trees := sequence.Sources(*data, *without)
			paths, *raw = append(listed, paths...), append(trees, *raw...)
			*notes = append(slices.Clone(sequence.Notes), *notes...)
		}
		defer exitOnInterrupt(c.Context())()
		m, err := sequence.TrainFiles(paths, *raw, sequence.FileOptions{Options: sequence.Options{
			Seed: *seed, Notes: *notes, Progress: func(line string) { a.log.Info(line) },
		}})
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		return writeModel(c, m, *output)
	}
	return c
}

// writeModel writes a trained model to a file.
func writeModel(c *cobra.Command, m writer, path string) error {
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		return err
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	_, err := fmt.Fprintf(c.OutOrStdout(), "%s: %d bytes\n", path, b.Len())
	return err
}
