package main

import (
	"github.com/spf13/cobra"

	"sitrep/graph"
	"sitrep/graph/answer"
	"sitrep/graph/walk"
)

func newPath(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "path FROM TO",
		Short: "Find the shortest connections between two entities",
		Long: `Finds the shortest connections between two nodes, over edges of either
direction. FROM and TO are named as in a walk. All predicates count but
co_occurs_with, unless --via names some.`,
		Example: `  sitrep path Iran 'U.S. Embassy'
  sitrep path 'Quds Force' militia --via 'supports|part_of' --max-hops 3`,
		Args: cobra.ExactArgs(2),
	}
	options := walkFlags(c, a)
	reports := reportsFlag(c)
	hops := c.Flags().Int("max-hops", walk.DefaultMaxHops, "most edges of a connection")
	via := c.Flags().String("via", "", "`predicates` that count, such as 'attacked|supports' (default all)")
	format := formatFlag(c, answer.WalkFormats...)
	c.RunE = func(c *cobra.Command, args []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		from, err := graph.ParseTerm(args[0])
		if err != nil {
			return err
		}
		to, err := graph.ParseTerm(args[1])
		if err != nil {
			return err
		}
		var by graph.PredicateTerm
		if *via != "" {
			if by, err = graph.ParsePredicate(*via); err != nil {
				return err
			}
		}
		st, err := a.open(c.Context(), c, *reports)
		if err != nil {
			return err
		}
		defer st.Close()
		result, err := walk.Paths(c.Context(), st, from, to, by, *hops, options())
		if err != nil {
			return err
		}
		return a.printWalks(c, form, result)
	}
	return c
}
