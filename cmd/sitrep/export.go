package main

import (
	"bufio"
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"sitrep/graph"
	"sitrep/graph/export"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

func newExport(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "export",
		Short: "Write the graph, or a walk's part of it, for other tools",
		Long: `Writes the graph as N-Quads (W3C), one quad a line, sorted: equal graphs give
equal files. Short IRIs become absolute, under ` + graph.Base + `. With --walk only the
part that the walk's answer rests on is written: its entities, statements,
sentences and documents.`,
		Example: `  sitrep export > graph.nq
  sitrep export --walk 'militia -> attacked -> site' --output attacks.nq`,
		Args: cobra.NoArgs,
	}
	options := walkFlags(c, a)
	reports := reportsFlag(c)
	part := c.Flags().String("walk", "", "only what the answer of this `walk` rests on")
	output := c.Flags().StringP("output", "o", "", "`file` to write (default standard output)")
	format := formatFlag(c, "nquads")
	c.RunE = func(c *cobra.Command, _ []string) (err error) {
		if _, err := format(); err != nil {
			return err
		}
		st, err := a.open(c.Context(), c, *reports)
		if err != nil {
			return err
		}
		defer st.Close()
		var selected *export.Part
		if *part != "" {
			o := options()
			if !c.Flags().Changed("limit") {
				o.Limit = 0
			}
			if selected, err = partOf(c.Context(), st, *part, o); err != nil {
				return err
			}
		}
		to := c.OutOrStdout()
		if *output != "" {
			f, err := os.Create(*output)
			if err != nil {
				return err
			}
			defer func() {
				if cerr := f.Close(); err == nil {
					err = cerr
				}
			}()
			to = f
		}
		w := bufio.NewWriter(to)
		n, err := export.NQuads(c.Context(), st, w, selected)
		if ferr := w.Flush(); err == nil {
			err = ferr
		}
		if err == nil && n == 0 {
			fmt.Fprintln(c.ErrOrStderr(), "sitrep: nothing was found")
			return errNothing
		}
		return err
	}
	return c
}

// partOf selects the quads that a walk's answer rests on.
func partOf(ctx context.Context, st *store.Store, text string, o walk.Options) (*export.Part, error) {
	query, err := graph.ParseQuery(text)
	if err != nil {
		return nil, err
	}
	result, err := walk.Run(ctx, st, query, o)
	if err != nil {
		return nil, err
	}
	part := export.NewPart()
	part.Walks(result)
	return part, nil
}
