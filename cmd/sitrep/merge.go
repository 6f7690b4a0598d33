package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sitrep/graph"
	"sitrep/graph/identity"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

func newMerge(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "merge KEEP OTHER...",
		Short: "Say that entities are one, and keep it so",
		Long: `Says that each OTHER is KEEP: all that the reports say of it is KEEP's from now
on, in walks, scripts and exports, and its name becomes an alias. Later builds
keep to it. Entities are given by name or id. One that was split from KEEP by
hand is put back; sitrep split takes a merge back.

--list prints what was decided by hand, as commands that decide it again.`,
		Example: `  sitrep merge 'Qasem Soleimani' 'Kassem Sulaimani' --reason 'same post, same day'
  sitrep merge organisation/wagner-group organisation/pmc-wagner --dry-run
  sitrep merge --list > decisions.sh`,
	}
	reason := c.Flags().String("reason", "", "why, for those who read it later")
	try := c.Flags().Bool("dry-run", false, "only say what would change")
	force := c.Flags().Bool("force", false, "merge entities of different classes too")
	list := c.Flags().Bool("list", false, "print what was decided by hand")
	format := formatFlag(c, "text", "jsonl")
	c.Args = func(c *cobra.Command, args []string) error {
		if *list {
			return cobra.NoArgs(c, args)
		}
		return cobra.MinimumNArgs(2)(c, args)
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if *list {
			form, err := format()
			if err != nil {
				return err
			}
			return a.listDecisions(c, form)
		}
		return a.decide(c, *try, func(ctx context.Context, st *store.Store) (identity.Plan, error) {
			return identity.Merge(ctx, st, args[0], args[1:], *reason, *force)
		})
	}
	return c
}

func newSplit(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "split ENTITY NAME",
		Short: "Part from an entity what is called by one of its names",
		Long: `Takes a merge by hand back, where NAME is the name or id of what was merged with
ENTITY. Else the mentions of ENTITY that use NAME, one of the names that sitrep
show gives for it, and the statements that rest on them, become an entity of
their own: in all reports, or in the one of --document. A pronoun goes with the
name before it. Later builds keep to it; sitrep merge takes it back.`,
		Example: `  sitrep split 'Qasem Soleimani' 'Kassem Sulaimani'
  sitrep split 'John Smith' 'John Smith' --document reports/b.txt --reason 'the mayor, not the general'`,
		Args: cobra.ExactArgs(2),
	}
	reason := c.Flags().String("reason", "", "why, for those who read it later")
	try := c.Flags().Bool("dry-run", false, "only say what would change")
	force := c.Flags().Bool("force", false, "even if nothing would be left of the entity")
	document := c.Flags().String("document", "", "part only what this `document` says: its id or source")
	c.RunE = func(c *cobra.Command, args []string) error {
		return a.decide(c, *try, func(ctx context.Context, st *store.Store) (identity.Plan, error) {
			return identity.Split(ctx, st, args[0], args[1], *document, *reason, *force)
		})
	}
	return c
}

// openDecisions opens the configured store, which must be one that stays.
func (a *app) openDecisions(ctx context.Context, readOnly bool) (*store.Store, error) {
	if a.config.Store == store.Memory {
		return nil, fmt.Errorf("%w: a store in memory keeps no decisions; build one with sitrep build", errUsage)
	}
	st, err := store.Open(ctx, a.config.Store, store.Options{ReadOnly: readOnly})
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, store.ErrNotFound) {
		return nil, fmt.Errorf("%w: %w", errOpen, err)
	}
	return st, err
}

// decide plans and makes decisions, and says what they changed.
func (a *app) decide(c *cobra.Command, try bool, plan func(context.Context, *store.Store) (identity.Plan, error)) (err error) {
	st, err := a.openDecisions(c.Context(), try)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := st.Close(); err == nil {
			err = cerr
		}
	}()
	p, err := plan(c.Context(), st)
	if err != nil {
		return err
	}
	effect, err := p.Apply(c.Context(), st, try)
	if err != nil {
		return err
	}
	for _, change := range p.Changes {
		fmt.Fprintln(c.OutOrStdout(), walk.Clean(change))
	}
	done := "changed"
	if try {
		done = "would change"
	}
	documents := "documents"
	if effect.Documents == 1 {
		documents = "document"
	}
	fmt.Fprintf(c.OutOrStdout(), "%d %s %s; %d quads more, %d fewer\n", effect.Documents, documents, done, effect.QuadsAdded, effect.QuadsRemoved)
	return nil
}

func (a *app) listDecisions(c *cobra.Command, form string) error {
	st, err := a.openDecisions(c.Context(), true)
	if err != nil {
		return err
	}
	defer st.Close()
	ds, err := st.Decisions(c.Context())
	if err != nil {
		return err
	}
	for _, d := range ds.List() {
		if form == "jsonl" {
			err = walk.JSON(c.OutOrStdout(), d)
		} else {
			_, err = fmt.Fprintln(c.OutOrStdout(), asCommand(d))
		}
		if err != nil {
			return err
		}
	}
	if !ds.Any() {
		fmt.Fprintln(c.ErrOrStderr(), "sitrep: nothing was decided by hand")
		return errNothing
	}
	return nil
}

// asCommand writes a decision as the command that makes it, for a shell.
func asCommand(d graph.Decision) string {
	command, other := "merge", d.Other
	if d.IsSplit() {
		command, other = "split", d.Name
	}
	// What made sense once may look odd before the decisions that follow.
	words := []string{"sitrep", command, shellQuote(d.Entity), shellQuote(other), "--force"}
	if d.Document != "" {
		words = append(words, "--document", shellQuote(d.Document))
	}
	if d.Reason != "" {
		words = append(words, "--reason", shellQuote(d.Reason))
	}
	return strings.Join(words, " ")
}

func shellQuote(s string) string {
	return "'" + strings.ReplaceAll(walk.Clean(s), "'", `'\''`) + "'"
}
