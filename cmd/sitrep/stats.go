package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"sitrep/graph/walk"
)

func newStats(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "stats",
		Short: "Count what the graph holds",
		Long: `Counts the graph's documents, entities by class, statements by predicate and
status, and the events that several statements tell.`,
		Example: `  sitrep stats
  sitrep stats --json | jq .statements`,
		Args: cobra.NoArgs,
	}
	reports := reportsFlag(c)
	format := formatFlag(c, "text", "json")
	c.RunE = func(c *cobra.Command, _ []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		st, err := a.open(c.Context(), c, *reports)
		if err != nil {
			return err
		}
		defer st.Close()
		counts, err := walk.Count(c.Context(), st)
		if err != nil {
			return err
		}
		size, err := st.Stats(c.Context())
		if err != nil {
			return err
		}
		counts.Quads, counts.Bytes = size.Quads, size.Bytes
		if form == "json" {
			return walk.JSON(c.OutOrStdout(), counts)
		}
		w := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
		fmt.Fprintf(w, "documents\t%d\n", counts.Documents)
		fmt.Fprintf(w, "quads\t%d\n", counts.Quads)
		fmt.Fprintf(w, "bytes\t%d\n", counts.Bytes)
		for _, part := range []struct {
			title string
			rows  map[string]int
		}{{"entities", counts.Entities}, {"statements", counts.Statements}, {"status", counts.Status}} {
			fmt.Fprintf(w, "%s\t%d\n", part.title, walk.Sum(part.rows))
			for _, k := range walk.Keys(part.rows) {
				fmt.Fprintf(w, "  %s\t%d\n", k, part.rows[k])
			}
		}
		fmt.Fprintf(w, "events told more than once\t%d\n", counts.Events)
		fmt.Fprintf(w, "co-occurrences\t%d\n", counts.Cooccurrences)
		return w.Flush()
	}
	return c
}
