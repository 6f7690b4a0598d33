// Package identity turns what a person says about entities, that two are one or
// that a name means somebody else, into decisions that a store keeps.
package identity

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sitrep/graph"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

var (
	// ErrRefused: what was asked for makes no sense, or wants more words. The
	// error says which.
	ErrRefused = errors.New("refused")
	// ErrNothing: it is so already.
	ErrNothing = errors.New("nothing to do")
)

// Plan is what to decide. Changes say it in words, one each.
type Plan struct {
	Make, Undo []graph.Decision
	Changes    []string
}

// Apply decides what the plan says, or only counts what that would change.
func (p Plan) Apply(ctx context.Context, st *store.Store, try bool) (store.Effect, error) {
	if try {
		return st.TryDecide(ctx, p.Make, p.Undo)
	}
	return st.Decide(ctx, p.Make, p.Undo)
}

// Merge plans to take other entities for one, all given by name or ID. An
// entity that was split from it is put back. It refuses entities of different
// classes unless force is set. Errors wrap ErrRefused, ErrNothing or
// walk.ErrUnknown where these are the reason.
func Merge(ctx context.Context, st *store.Store, keep string, others []string, reason string, force bool) (Plan, error) {
	var p Plan
	ds, err := st.Decisions(ctx)
	if err != nil {
		return p, err
	}
	// By ID a split can be taken back even where it left nothing of the entity.
	rest := slices.DeleteFunc(slices.Clone(others), func(text string) bool {
		d := ds.Split(text)
		if d == nil || d.Entity != keep || ds.Merge(text) != nil || len(ds.Into(text)) > 0 {
			return false
		}
		p.Undo = append(p.Undo, *d)
		p.Changes = append(p.Changes, fmt.Sprintf(again, text, keep))
		return true
	})
	if len(rest) == 0 {
		return p, nil
	}
	kept, err := one(ctx, st, keep)
	if err != nil {
		return p, err
	}
	already := ""
	for _, text := range rest {
		other, err := one(ctx, st, text)
		if err != nil {
			return p, err
		}
		if slices.ContainsFunc(p.Make, func(d graph.Decision) bool { return d.Other == other.ID }) {
			continue
		}
		switch split, back := ds.Split(other.ID), ds.Split(kept.ID); {
		case other.ID == kept.ID:
			already = fmt.Sprintf("%q is %s already", text, title(kept))
		case back != nil && ds.Root(back.Entity) == other.ID:
			return p, fmt.Errorf("%w: %s was split by hand from %s; to take that back: sitrep merge %s %s", ErrRefused, title(kept), title(other), other.ID, kept.ID)
		case split != nil && ds.Root(split.Entity) == kept.ID && len(ds.Into(other.ID)) == 0:
			p.Undo = append(p.Undo, *split)
			p.Changes = append(p.Changes, fmt.Sprintf(again, title(other), title(kept)))
		case other.Type != kept.Type && !force:
			return p, fmt.Errorf("%w: %s is a %s, %s a %s: one thing is hardly both; --force merges them all the same", ErrRefused, title(kept), kept.Type, title(other), other.Type)
		default:
			p.Make = append(p.Make, graph.Decision{Entity: kept.ID, Other: other.ID, Reason: reason})
			p.Changes = append(p.Changes, fmt.Sprintf("%s is %s", title(other), title(kept)))
		}
	}
	if len(p.Changes) == 0 {
		return p, fmt.Errorf("%w: %s", ErrNothing, already)
	}
	return p, nil
}

const again = "%s, which was split by hand, is %s again"

// one finds the one entity that a text names.
func one(ctx context.Context, st *store.Store, text string) (walk.Node, error) {
	t, err := graph.ParseTerm(text)
	if err != nil {
		return walk.Node{}, err
	}
	found, err := walk.Entities(ctx, st, t)
	if err != nil {
		return walk.Node{}, err
	}
	if len(found) > 1 {
		var ids []string
		for _, n := range found {
			ids = append(ids, n.ID)
		}
		return walk.Node{}, fmt.Errorf("%w: %q names several entities; give the id of one: %s", ErrRefused, text, some(ids))
	}
	return found[0], nil
}

// maxListed bounds the names that an error lists.
const maxListed = 10

func some(list []string) string {
	if len(list) > maxListed {
		return strings.Join(list[:maxListed], ", ") + fmt.Sprintf(" and %d more", len(list)-maxListed)
	}
	return strings.Join(list, ", ")
}

func title(n walk.Node) string {
	if n.Name == n.ID {
		return n.ID
	}
	return n.Name + " (" + n.ID + ")"
}
