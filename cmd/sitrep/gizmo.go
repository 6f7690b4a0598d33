package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"sitrep/config"
	"sitrep/graph/answer"
	"sitrep/graph/console/repl"
	"sitrep/graph/gizmo"
	"sitrep/graph/store"
)

func newGizmo(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "gizmo [FILE]",
		Short: "Run a Gizmo script over the graph, or open the console",
		Long: `Runs a script in Gizmo, Cayley's query language: from -e, from FILE or from
standard input. On a terminal, without any of these, it opens the console, with
history, completion and commands (:help lists them; docs/console.md tells more).
IRIs are short: <entity/place/iran>, <class/Site>, <attacked>; the page
docs/graph.md shows the graph's shape and recipes.

A script runs in a process of its own and only reads. It is ended, with an
error, when it takes more time or memory than it may. There is no limit of rows
unless --limit sets one; the console shows 100, and :limit changes that.

table, csv, jsonl and text show the rows; dot and nquads the part of the graph
that they are about: the nodes that rows and script name, those that its paths come by, and
their edges.`,
		Example: `  sitrep gizmo -e 'g.V("<entity/place/iran>").Out("<supports>").All()'
  sitrep gizmo --timeout 1m script.js
  echo 'g.V("<class/Site>").In("<type>").All()' | sitrep gizmo`,
		Args: cobra.MaximumNArgs(1),
	}
	f := c.Flags()
	script := f.StringP("expr", "e", "", "the `script` itself")
	f.Duration("timeout", 0, "time that a script may take (default 10s)")
	f.String("memory", "", "memory that a script may take, such as 512MiB (default 512 MiB)")
	f.Int("limit", 0, "rows after which a script is ended; 0 is none")
	for _, key := range []string{"timeout", "memory", "limit"} {
		_ = config.Bind(f, key, "gizmo."+key)
	}
	reports := reportsFlag(c)
	format := formatFlag(c, answer.JSONL, answer.Text, answer.Table, answer.CSV, answer.DOT, answer.NQuads)
	c.RunE = func(c *cobra.Command, args []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		path, done, err := a.onDisk(c, *reports)
		if err != nil {
			return err
		}
		defer done()
		run := func(script string) error { return a.gizmo(c, path, script, form) }
		switch {
		case *script != "" && len(args) > 0:
			return fmt.Errorf("%w: either -e or a file, not both", errUsage)
		case *script != "":
			return run(*script)
		case len(args) == 1 && args[0] != "-":
			b, err := os.ReadFile(args[0])
			if err != nil {
				return fmt.Errorf("%w: the script cannot be read: %w", errUsage, err)
			}
			return run(string(b))
		case terminal(c.InOrStdin()):
			if !c.Flags().Changed("format") && !c.Flags().Changed("json") {
				form = ""
			}
			return a.console(c, path, form)
		}
		b, err := io.ReadAll(c.InOrStdin())
		if err != nil {
			return err
		}
		return run(string(b))
	}
	return c
}

// onDisk returns the path of a store that the script's process can open: with
// "memory", that of a passing one built of the reports.
func (a *app) onDisk(c *cobra.Command, reports []string) (path string, done func(), err error) {
	if a.config.Store != store.Memory {
		st, err := a.open(c.Context(), c, reports)
		if err != nil {
			return "", nil, err
		}
		return a.config.Store, func() {}, st.Close()
	}
	if len(reports) == 0 {
		return "", nil, fmt.Errorf("%w: a store in memory begins empty; say with --reports what to build it from", errUsage)
	}
	dir, err := os.MkdirTemp("", "sitrep-")
	if err != nil {
		return "", nil, err
	}
	done = func() { os.RemoveAll(dir) }
	path = filepath.Join(dir, "graph.db")
	st, err := store.Open(c.Context(), path, store.Options{Create: true})
	if err == nil {
		_, err = a.build(c.Context(), c, st, reports, false)
		if cerr := st.Close(); err == nil || errors.Is(err, errPartly) {
			err = cerr
		}
	}
	if err != nil {
		done()
		return "", nil, err
	}
	return path, done, nil
}

// gizmo runs one script and prints its rows.
func (a *app) gizmo(c *cobra.Command, path, script, form string) error {
	stats, err := answer.Script(c.Context(), c.OutOrStdout(), gizmo.Request{
		Script: script, Store: path,
		Timeout: a.config.GizmoTimeout, Memory: a.config.GizmoMemory, Limit: a.config.GizmoLimit,
	}, answer.Options{
		Format: form, Width: terminalWidth(c.OutOrStdout()),
		Open: func(ctx context.Context) (*store.Store, error) {
			return store.Open(ctx, path, store.Options{ReadOnly: true})
		},
	})
	for _, note := range stats.Hints {
		fmt.Fprintf(c.ErrOrStderr(), "sitrep: %s\n", note)
	}
	if stats.Cut {
		fmt.Fprintf(c.ErrOrStderr(), "sitrep: only the first %d rows are shown; --limit 0 shows all\n", stats.Rows)
	}
	if err == nil && stats.Rows == 0 {
		fmt.Fprintln(c.ErrOrStderr(), "sitrep: nothing was found")
		return errNothing
	}
	return err
}

// console asks on the terminal until its user ends it.
func (a *app) console(c *cobra.Command, path, form string) error {
	limit := a.config.GizmoLimit
	if limit == 0 && !c.Flags().Changed("limit") {
		limit = repl.DefaultLimit
	}
	in := c.InOrStdin()
	if wrapped, ok := in.(*input); ok {
		in = wrapped.Reader // Ctrl-C is the console's own business
	}
	// Interrupts end a query, not the console; only SIGTERM does that.
	ctx, stop := signal.NotifyContext(context.WithoutCancel(c.Context()), syscall.SIGTERM)
	defer stop()
	return repl.Run(ctx, repl.Options{
		Store: path, Format: form, Limit: limit, Timeout: a.config.GizmoTimeout, Memory: a.config.GizmoMemory,
		In: in, Out: c.OutOrStdout(), Err: c.ErrOrStderr(),
		Edit:   terminal(in) && terminal(c.OutOrStdout()) && terminal(c.ErrOrStderr()) && os.Getenv("TERM") != "dumb",
		Colour: a.colour(c.ErrOrStderr()),
		State:  stateFolder(),
	})
}

// stateFolder is where the user's programs keep their state, by the XDG Base
// Directory Specification; empty if there is no place for it.
func stateFolder() string {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "sitrep")
	}
	if home, err := os.UserHomeDir(); err == nil {
		return filepath.Join(home, ".local", "state", "sitrep")
	}
	return ""
}
