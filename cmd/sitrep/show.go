package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"sitrep/graph"
	"sitrep/graph/walk"
)

func newShow(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "show ENTITY",
		Short: "Show what the graph knows about an entity",
		Long: `Shows an entity's class and aliases, the statements it takes part in by
predicate (an event that several tell counts once), the entities named beside it by weight, and the documents that name
it. A name may stand for several entities; each gets its card.`,
		Example: `  sitrep show 'Quds Force'
  sitrep show place/iraq --format json`,
		Args: cobra.ExactArgs(1),
	}
	options := walkFlags(c, a)
	reports := reportsFlag(c)
	format := formatFlag(c, "text", "json")
	c.RunE = func(c *cobra.Command, args []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		term, err := graph.ParseTerm(args[0])
		if err != nil {
			return err
		}
		st, err := a.open(c.Context(), c, *reports)
		if err != nil {
			return err
		}
		defer st.Close()
		cards, err := walk.Show(c.Context(), st, term, options())
		if err != nil {
			return err
		}
		cut := false
		for _, card := range cards {
			print := walk.CardText
			if form == "json" {
				err = walk.JSON(c.OutOrStdout(), card)
			} else {
				err = print(c.OutOrStdout(), card)
			}
			if err != nil {
				return err
			}
			cut = cut || card.Cut
		}
		if cut {
			fmt.Fprintf(c.ErrOrStderr(), "sitrep: lists are cut at %d; --limit 0 shows all\n", a.config.WalkLimit)
		}
		if len(cards) == 0 {
			return errNothing
		}
		return nil
	}
	return c
}
