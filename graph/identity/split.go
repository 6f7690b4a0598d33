package identity

import (
	"context"
	"fmt"
	"path"
	"slices"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

// Split plans to part a name from an entity: to take a merge by hand back, or
// else to make an entity of its own of the mentions that use the name, in one
// document (an ID or source) if that is not empty. It refuses to leave nothing
// of the entity unless force is set. Errors are as of Merge.
func Split(ctx context.Context, st *store.Store, entity, name, document, reason string, force bool) (Plan, error) {
	ds, err := st.Decisions(ctx)
	if err != nil {
		return Plan{}, err
	}
	// By ID a merge can be taken back even where no report is left of either.
	if d := ds.Merge(name); d != nil && document == "" && (d.Entity == entity || ds.Root(name) == entity) {
		return undo(*d), nil
	}
	is, err := one(ctx, st, entity)
	if err != nil {
		return Plan{}, err
	}
	if extract.Fold(name) == "" {
		return Plan{}, fmt.Errorf("%w: %q is no name", ErrRefused, name)
	}
	if document != "" {
		ids, err := walk.Documents(ctx, st, document)
		if err != nil {
			return Plan{}, err
		}
		if len(ids) > 1 {
			return Plan{}, fmt.Errorf("%w: %q is the source of several documents; give the id of one: %s", ErrRefused, document, some(ids))
		}
		document = ids[0]
	}
	u, err := readUsage(ctx, st, ds, is.ID)
	if err != nil {
		return Plan{}, err
	}
	if document == "" {
		switch merges := u.merges(ds, is.ID, name); len(merges) {
		case 0:
		case 1:
			return undo(merges[0]), nil
		default:
			var ids []string
			for _, d := range merges {
				ids = append(ids, d.Other)
			}
			return Plan{}, fmt.Errorf("%w: %q names several that were merged by hand; give the id of one: %s", ErrRefused, name, some(ids))
		}
	}
	return u.part(is, name, document, reason, force)
}

func undo(d graph.Decision) Plan {
	return Plan{Undo: []graph.Decision{d}, Changes: []string{fmt.Sprintf("%s, which was merged by hand, is no longer %s", d.Other, d.Entity)}}
}

// usage is what the reports call one entity.
type usage struct {
	uses []use
	// own are the folded names that the entities bore which were merged into it.
	own map[string][]string
}

// use is one name in one document, for an entity as extraction has it.
type use struct{ entity, name, document string }

func readUsage(ctx context.Context, st *store.Store, ds *graph.Decisions, id string) (usage, error) {
	u := usage{own: map[string][]string{}}
	documents, err := st.DocumentsOf(ctx, graph.Mentions, graph.EntityIRI(id))
	if err != nil {
		return u, err
	}
	for _, doc := range documents {
		quads, err := st.Extracted(ctx, doc)
		if err != nil {
			return u, err
		}
		for _, q := range quads {
			entity, ok := graph.EntityID(q.Object)
			if !ok || q.Predicate != graph.Mentions {
				continue
			}
			calls := graph.CallsIn(quads, q.Object)
			for _, name := range calls.Names {
				if ds.Stands(entity, name, doc) == id {
					u.uses = append(u.uses, use{entity, name, doc})
				}
			}
			if ds.Root(entity) == id {
				u.own[entity] = append(u.own[entity], extract.Fold(calls.Own))
			}
		}
	}
	return u, nil
}

// merges returns the merges by hand into an entity of those that had the name,
// or have it as their ID.
func (u usage) merges(ds *graph.Decisions, id, name string) []graph.Decision {
	var found []graph.Decision
	for _, d := range ds.List() {
		if d.IsSplit() || ds.Root(d.Other) != id {
			continue
		}
		if name == d.Other {
			return []graph.Decision{d}
		}
		split := ds.Split(d.Other)
		if slices.Contains(u.own[d.Other], extract.Fold(name)) || path.Base(d.Other) == extract.Slug(name) ||
			split != nil && extract.Fold(split.Name) == extract.Fold(name) {
			found = append(found, d)
		}
	}
	return found
}

// part plans an entity of its own for the mentions that use a name.
func (u usage) part(is walk.Node, name, document, reason string, force bool) (Plan, error) {
	var p Plan
	var others, from []string
	stays := false
	for _, use := range u.uses {
		if extract.Fold(use.name) != extract.Fold(name) {
			others = append(others, use.name)
			stays = true
		} else if document != "" && use.document != document {
			stays = true
		} else {
			from = append(from, use.entity)
		}
	}
	slices.Sort(from)
	from = slices.Compact(from)
	slices.Sort(others)
	others = slices.Compact(others)
	where := ""
	if document != "" {
		where = " in " + document
	}
	switch {
	case len(from) == 0:
		return p, fmt.Errorf("%w: nothing calls %s %q%s; its names in the reports: %s", ErrNothing, title(is), name, where, some(others))
	case stays || force:
	case document == "":
		return p, fmt.Errorf("%w: all reports call %s %q, so nothing would be left of it; --document parts what one report says", ErrRefused, title(is), name)
	default:
		return p, fmt.Errorf("%w: only %s names %s, and only so: nothing would be left of it", ErrRefused, document, title(is))
	}
	for _, entity := range from {
		p.Make = append(p.Make, graph.NewSplit(entity, name, document, reason))
	}
	// Several that were merged may share the name: what is parted is one.
	first := p.Make[0].Other
	for _, d := range p.Make[1:] {
		p.Make = append(p.Make, graph.Decision{Entity: first, Other: d.Other, Reason: reason})
	}
	p.Changes = []string{fmt.Sprintf("%q%s is no longer %s but %s", name, where, title(is), first)}
	return p, nil
}
