package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"sitrep/config"
	"sitrep/graph"
	"sitrep/graph/answer"
	"sitrep/graph/walk"
)

func newWalk(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "walk 'A -> p -> B'",
		Short: "Walk the graph: militia -> attacked -> site",
		Long: `Answers a walk with its evidence. A node is a name or alias, a class such as
militia or site (subclasses included), an id, or *; a predicate is a name
(sub-predicates included), a|b, *, or p+ for one or more. An arrow may point
either way, and a walk may go on: A -> p -> B <- q <- C. The page docs/walks.md
has the whole language.

Only statements that the reports assert or report answer; --status asks for
others. An event that several of them tell counts once, with all its sources
beneath; --no-grouping counts each. Without an answer the exit code is 1.`,
		Example: `  sitrep walk 'militia -> attacked -> site'
  sitrep walk '"Quds Force" -> part_of+ -> *'
  sitrep walk 'weapon -> killed|wounded -> person' --since 2020-01 --format jsonl
  sitrep walk 'Iran -> co_occurs_with -> *' --min-weight 0.2`,
		Args: cobra.ExactArgs(1),
	}
	options := walkFlags(c, a)
	reports := reportsFlag(c)
	explain := c.Flags().Bool("explain", false, "print the Gizmo script that gives the same answer, and don't walk")
	format := formatFlag(c, answer.WalkFormats...)
	c.RunE = func(c *cobra.Command, args []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		query, err := graph.ParseQuery(args[0])
		if err != nil {
			return err
		}
		st, err := a.open(c.Context(), c, *reports)
		if err != nil {
			return err
		}
		defer st.Close()
		if *explain {
			script, err := walk.Explain(c.Context(), st, query, options())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), script)
			return err
		}
		result, err := walk.Run(c.Context(), st, query, options())
		if err != nil {
			return err
		}
		return a.printWalks(c, form, result)
	}
	return c
}

// walkFlags adds the options that say which evidence counts.
func walkFlags(c *cobra.Command, a *app) func() walk.Options {
	f := c.Flags()
	var o walk.Options
	f.StringVar(&o.Since, "since", "", "only what happened on or after this `date` (YYYY, YYYY-MM or YYYY-MM-DD)")
	f.StringVar(&o.Until, "until", "", "only what happened on or before this `date`")
	f.StringSliceVar(&o.Status, "status", nil, "statuses that count: asserted, reported, threatened, denied or all (default asserted,reported)")
	f.Float64Var(&o.MinConfidence, "min-confidence", 0, "least confidence of a statement, 0 to 1")
	f.StringVar(&o.Document, "document", "", "only what this `document` says: its id or source")
	f.Float64Var(&o.MinWeight, "min-weight", 0, "least weight of co_occurs_with (normalised pointwise mutual information)")
	f.IntVar(&o.MinCount, "min-count", 0, "least number of sentences of co_occurs_with")
	f.IntVar(&o.MaxEvidence, "max-evidence", 0, "most events, or sentences that tell none, shown for an edge; 0 shows all")
	f.BoolVar(&o.NoGrouping, "no-grouping", false, "count every statement, also where several tell one event")
	f.Int("limit", 0, "most walks shown; 0 shows all (default 100)")
	_ = config.Bind(f, "limit", "walk.limit")
	return func() walk.Options {
		o.Limit = a.config.WalkLimit
		return o
	}
}

// printWalks prints a result, and says on standard error what was cut.
func (a *app) printWalks(c *cobra.Command, form string, result walk.Result) error {
	if err := answer.Walks(c.Context(), c.OutOrStdout(), result, answer.Options{Format: form}); err != nil {
		return err
	}
	if result.Cut {
		fmt.Fprintf(c.ErrOrStderr(), "sitrep: only the first %d walks are shown; --limit 0 shows all\n", len(result.Walks))
	}
	if len(result.Walks) == 0 {
		fmt.Fprintln(c.ErrOrStderr(), "sitrep: nothing was found")
		return errNothing
	}
	return nil
}
