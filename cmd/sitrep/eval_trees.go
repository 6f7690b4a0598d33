package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sitrep/extract/parse"
	"sitrep/extract/parse/conllu"
	"sitrep/extract/tagger"
	"sitrep/graph/walk"
)

// isTrees tells whether a path holds dependency trees in CoNLL-U.
func isTrees(path string) bool { return strings.HasSuffix(strings.TrimSuffix(path, ".gz"), ".conllu") }

// treeScores are per cent of tokens: right tags, right heads, right heads with
// right relations.
type treeScores struct {
	Sentences int     `json:"sentences"`
	Tokens    int     `json:"tokens"`
	Tags      float64 `json:"tags"`
	UAS       float64 `json:"uas"`
	LAS       float64 `json:"las"`
}

// evalTrees scores the tagger, and the parser on the tagger's tags.
func evalTrees(c *cobra.Command, paths []string, form string) error {
	tags, err := tagger.Default()
	if err != nil {
		return err
	}
	parser, err := parse.Default()
	if err != nil {
		return err
	}
	var s treeScores
	var a parse.Attachment
	var took time.Duration
	right, all := 0, 0
	for _, path := range paths {
		trees, err := conllu.ReadFile(path)
		if err != nil {
			return fmt.Errorf("%w: %w", errUsage, err)
		}
		r, n := tagger.Accuracy(tags, trees)
		right, all = right+r, all+n
		for i := range trees {
			words := trees[i].Words()
			tagged := tags.Tag(words, nil)
			began := time.Now()
			arcs := parser.Parse(words, tagged)
			took += time.Since(began)
			a.Add(&trees[i], arcs)
			s.Sentences++
			s.Tokens += len(words)
		}
	}
	s.Tags, s.UAS, s.LAS = 100*float64(right)/float64(max(all, 1)), a.UAS(), a.LAS()
	fmt.Fprintf(c.ErrOrStderr(), "parser: %.0f tokens/s\n", float64(s.Tokens)/took.Seconds())
	if form == "json" {
		return walk.JSON(c.OutOrStdout(), s)
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "%d sentences, %d tokens: tags %.2f, UAS %.2f, LAS %.2f\n", s.Sentences, s.Tokens, s.Tags, s.UAS, s.LAS)
	return err
}
