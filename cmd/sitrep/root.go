package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/lmittmann/tint"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"sitrep/config"
	"sitrep/graph/store"
)

// errOpen marks whatever kept a store from being opened.
var errOpen = errors.New("opening the store")

// app is what every command shares once the configuration is read.
type app struct {
	config *config.Config
	log    *slog.Logger
	level  slog.Level
}

func newRoot() *cobra.Command {
	a := &app{}
	root := &cobra.Command{
		Use:   "sitrep",
		Short: "Reports in, a knowledge graph out, every edge citing its sentence",
		Long: `sitrep reads English news and security reports and draws a graph of who did
what to whom, with what, where, when, and who says so. It works offline, gives
the same graph for the same reports, and every edge leads back to its sentence.`,
		Example: `  sitrep build reports/
  sitrep walk 'militia -> attacked -> site'
  sitrep show 'Quds Force'`,
		SilenceUsage:               true,
		SilenceErrors:              true,
		Args:                       unknownCommand,
		RunE:                       func(c *cobra.Command, _ []string) error { return c.Help() },
		SuggestionsMinimumDistance: 2,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			for up := c; up != nil; up = up.Parent() {
				switch up.Name() {
				case "help", "completion", "version": // these must work whatever the configuration holds
					return nil
				}
			}
			return a.configure(c)
		},
	}
	f := root.PersistentFlags()
	f.String("config", "", "configuration `file` (default sitrep.yaml here, else in the user's configuration folder)")
	f.String("store", "", "graph store: a `path`, or memory (default \"sitrep.db\")")
	f.String("log-level", "", "what to log: debug, info, warn or error (default \"info\")")
	f.String("color", "", "colour: auto, always or never (default \"auto\")")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return fmt.Errorf("%w: %w", errUsage, err) })
	root.AddCommand(
		newBuild(a), newExtract(a), newWalk(a), newPath(a), newShow(a), newGizmo(a), newServe(a),
		newMerge(a), newSplit(a), newExport(a), newStats(a), newEval(a), newTrain(a), newConfig(a), newVersion(),
	)
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() == "help" {
			c.Args = func(_ *cobra.Command, args []string) error {
				if found, _, err := root.Find(args); err != nil || found == root {
					return unknownCommand(root, args)
				}
				return nil
			}
			continue
		}
		checkArgs(c)
	}
	return root
}

// unknownCommand is what an argument of sitrep itself comes to.
func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "sitrep help lists the commands"
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return fmt.Errorf("%w: there is no command %q; %s", errUsage, args[0], hint)
}

// checkArgs makes wrong arguments an error of usage that tells the right ones.
func checkArgs(c *cobra.Command) {
	check := c.Args
	if check == nil {
		return
	}
	c.Args = func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return fmt.Errorf("%w: %w; it is: sitrep %s (sitrep help %s tells more)", errUsage, err, c.Use, c.Name())
		}
		return nil
	}
}

func (a *app) configure(c *cobra.Command) error {
	file, _ := c.Flags().GetString("config")
	cfg, err := config.Load(c.Flags(), file)
	if err != nil {
		return err
	}
	a.config = cfg
	if err := a.level.UnmarshalText([]byte(cfg.LogLevel)); err != nil {
		return fmt.Errorf("%w: log level: %w", errUsage, err)
	}
	a.log = slog.New(tint.NewTextHandler(c.ErrOrStderr(), &tint.Options{Level: a.level, NoColor: !a.colour(c.ErrOrStderr()), TimeFormat: "15:04:05"}))
	return nil
}

// colour tells whether w gets colour: a terminal, unless NO_COLOR or the
// configuration says otherwise.
func (a *app) colour(w io.Writer) bool {
	switch a.config.Color {
	case "always":
		return true
	case "never":
		return false
	}
	return terminal(w) && os.Getenv("NO_COLOR") == ""
}

func terminal(w any) bool {
	if in, ok := w.(*input); ok {
		w = in.Reader
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// terminalWidth is 0 where w is no terminal.
func terminalWidth(w any) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// formatFlag adds --format with the values allowed, and --json for the one
// that programs read. The first value is the default.
func formatFlag(c *cobra.Command, values ...string) func() (string, error) {
	format := c.Flags().StringP("format", "f", values[0], "output: "+strings.Join(values, ", "))
	machine := ""
	for _, v := range values {
		if strings.HasPrefix(v, "json") {
			machine = v
			break
		}
	}
	asJSON := false
	if machine != "" {
		c.Flags().BoolVar(&asJSON, "json", false, "the same as --format "+machine)
	}
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	return func() (string, error) {
		if asJSON {
			return machine, nil
		}
		if !slices.Contains(values, *format) {
			return "", fmt.Errorf("%w: --format %s is none of %s", errUsage, *format, strings.Join(values, ", "))
		}
		return *format, nil
	}
}

// reportsFlag adds --reports, for a graph in memory.
func reportsFlag(c *cobra.Command) *[]string {
	return c.Flags().StringSlice("reports", nil, "with --store memory: the `paths` of the reports to build the graph from")
}

// open opens the configured store for reading; with "memory" it builds a graph
// of the reports first.
func (a *app) open(ctx context.Context, c *cobra.Command, reports []string) (*store.Store, error) {
	if a.config.Store != store.Memory {
		if len(reports) > 0 {
			return nil, fmt.Errorf("%w: --reports goes with --store memory; for %s use sitrep build", errUsage, a.config.Store)
		}
		st, err := store.Open(ctx, a.config.Store, store.Options{ReadOnly: true})
		if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, store.ErrNotFound) {
			return nil, fmt.Errorf("%w: %w", errOpen, err)
		}
		return st, err
	}
	if len(reports) == 0 {
		return nil, fmt.Errorf("%w: a store in memory begins empty; say with --reports what to build it from", errUsage)
	}
	st, err := store.Open(ctx, store.Memory, store.Options{Create: true})
	if err != nil {
		return nil, err
	}
	if _, err := a.build(ctx, c, st, reports, false); err != nil && !errors.Is(err, errPartly) {
		st.Close()
		return nil, err
	}
	return st, nil
}
