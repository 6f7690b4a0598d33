package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"sitrep/config"
	"sitrep/graph/gizmo"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

func newGizmo(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "gizmo [FILE]",
		Short: "Run a Gizmo script over the graph",
		Long: `Runs a script in Gizmo, Cayley's query language: from -e, from FILE, from
standard input, or, on a terminal, from a prompt (an empty line runs what was
typed). IRIs are short: <entity/place/iran>, <class/Site>, <attacked>; the page
docs/graph.md shows the graph's shape and recipes.

A script runs in a process of its own and only reads. It is ended, with an
error, when it takes more time or memory than it may. There is no limit of rows
unless --limit sets one.`,
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
	format := formatFlag(c, "jsonl", "text")
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
			return a.prompt(c, run)
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

// gizmo runs one script and prints its rows as they come.
func (a *app) gizmo(c *cobra.Command, path, script, form string) error {
	out := bufio.NewWriter(c.OutOrStdout())
	stats, err := gizmo.Run(c.Context(), gizmo.Request{
		Script: script, Store: path,
		Timeout: a.config.GizmoTimeout, Memory: a.config.GizmoMemory, Limit: a.config.GizmoLimit,
	}, func(row gizmo.Row) error {
		text := string(row)
		if form == "text" {
			text = strings.Trim(text, `"`)
		}
		_, err := fmt.Fprintln(out, walk.Clean(text))
		return err
	})
	if ferr := out.Flush(); err == nil {
		err = ferr
	}
	for _, hint := range stats.Hints {
		fmt.Fprintf(c.ErrOrStderr(), "sitrep: %s\n", hint)
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

// prompt reads scripts from a terminal; an empty line runs what was typed. A
// script that fails is reported, and the prompt goes on.
func (a *app) prompt(c *cobra.Command, run func(string) error) error {
	w := c.ErrOrStderr()
	fmt.Fprintln(w, "Gizmo; an empty line runs the script, Ctrl-D ends.")
	in := bufio.NewScanner(c.InOrStdin())
	var script strings.Builder
	for {
		fmt.Fprint(w, map[bool]string{true: "gizmo> ", false: "  ...> "}[script.Len() == 0])
		more := in.Scan()
		line := in.Text()
		if more && strings.TrimSpace(line) != "" {
			script.WriteString(line + "\n")
			continue
		}
		if script.Len() > 0 {
			if err := run(script.String()); err != nil && !errors.Is(err, errNothing) {
				if errors.Is(err, context.Canceled) {
					return err
				}
				report(w, err)
			}
			script.Reset()
		}
		if !more {
			fmt.Fprintln(w)
			return in.Err()
		}
	}
}
