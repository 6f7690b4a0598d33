package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"sitrep/graph/walk"
)

func newConfig(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Print the effective configuration and where each value comes from",
		Long: `Prints every setting, its value and its origin. Of growing strength: the
defaults, sitrep.yaml (in the working folder, else in the user's configuration
folder), SITREP_* variables, flags.`,
		Example: `  sitrep config
  SITREP_STORE=/data/graph.db sitrep config --json`,
		Args: cobra.NoArgs,
	}
	buildFlags(c)
	format := formatFlag(c, "text", "json")
	c.RunE = func(c *cobra.Command, _ []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		if form == "json" {
			type setting struct {
				Key    string `json:"key"`
				Value  string `json:"value"`
				Origin string `json:"origin"`
			}
			var all []setting
			for _, s := range a.config.Origins() {
				all = append(all, setting(s))
			}
			return walk.JSON(c.OutOrStdout(), all)
		}
		w := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
		for _, s := range a.config.Origins() {
			fmt.Fprintf(w, "%s\t%s\t%s\n", s.Key, s.Value, s.Origin)
		}
		return w.Flush()
	}
	return c
}
