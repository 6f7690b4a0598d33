package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"runtime/debug"
	"slices"
	"strings"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/hidal-go/hidalgo/kv"

	"sitrep/extract"
	"sitrep/graph"
)

// namesKey begins the keys of the index of names, beside Cayley's own: the name
// from the start of one of its words on, zero, the entity's ID, zero, the name's
// words before, since two names of an entity may end alike. Cayley finds values
// by their hash alone, so it knows no name by its beginning.
var namesKey = []byte("names")

// maxNameWords bounds the entries of one name.
const maxNameWords = 8

// Completion is a name with a word that begins as was asked.
type Completion struct {
	// Name is folded, as in <key>.
	Name string
	// Entity is an ID.
	Entity string
}

// Complete calls fn for names of which a word, and what follows it, begins with
// the prefix (folded, see extract.Fold): in the order of what follows, whole
// names and parts alike. Entities without a name of their own have none. fn ends
// it by returning ErrStop.
func (s *Store) Complete(ctx context.Context, prefix string, fn func(Completion) error) error {
	err := s.backend.complete(ctx, extract.Fold(prefix), fn)
	if errors.Is(err, ErrStop) {
		return nil
	}
	return s.wrap(ctx, err)
}

// nameStarts calls fn with a name from each of its words on.
func nameStarts(name string, fn func(from string)) {
	for range maxNameWords {
		fn(name)
		_, rest, more := strings.Cut(name, " ")
		if !more {
			return
		}
		name = rest
	}
}

// nameOf tells whether a quad gives an entity with a name of its own a name.
func nameOf(q quad.Quad) (Completion, bool) {
	if q.Predicate != graph.Key || q.Label != nil {
		return Completion{}, false
	}
	id, ok := graph.EntityID(q.Subject)
	name, isText := q.Object.(quad.String)
	return Completion{string(name), id}, ok && isText && !extract.IsLocal(id)
}

// indexNames keeps the index of names with the quads, in their transaction.
func indexNames(tx kv.Tx, deltas []cgraph.Delta) error {
	for _, delta := range deltas {
		c, ok := nameOf(delta.Quad)
		if !ok {
			continue
		}
		var err error
		nameStarts(c.Name, func(from string) {
			key := kv.Key{namesKey, []byte(from + "\x00" + c.Entity + "\x00" + strings.TrimSuffix(c.Name, from))}
			switch {
			case err != nil:
			case delta.Action == cgraph.Add:
				err = tx.Put(key, kv.Value(c.Name))
			default:
				err = tx.Del(key)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *disk) complete(ctx context.Context, prefix string, fn func(Completion) error) (err error) {
	tx, err := d.db.Tx(false)
	if err != nil {
		return err
	}
	defer tx.Close()
	it := tx.Scan(kv.Key{namesKey, []byte(prefix)})
	defer it.Close()
	for it.Next(ctx) {
		c, err := completion(it)
		if err != nil {
			return err
		}
		if err := fn(c); err != nil {
			return err
		}
	}
	return damaged(it.Err())
}

// completion reads one entry; guarded apart from the caller's function.
func completion(it kv.Iterator) (c Completion, err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	key := it.Key()
	if len(key) != 2 {
		return c, ErrDamaged
	}
	_, rest, _ := bytes.Cut(key[1], []byte{0})
	id, _, _ := bytes.Cut(rest, []byte{0})
	return Completion{string(it.Val()), string(id)}, nil
}

// complete looks at every name: a store in memory is small.
func (m *memory) complete(ctx context.Context, prefix string, fn func(Completion) error) error {
	type entry struct {
		from string
		Completion
	}
	var found []entry
	err := find(ctx, m, nil, graph.Key, nil, func(q quad.Quad) error {
		if c, ok := nameOf(q); ok {
			nameStarts(c.Name, func(from string) {
				if strings.HasPrefix(from, prefix) {
					found = append(found, entry{from, c})
				}
			})
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b entry) int {
		return cmp.Or(strings.Compare(a.from, b.from), strings.Compare(a.Entity, b.Entity), strings.Compare(a.Name, b.Name))
	})
	for _, e := range found {
		if err := fn(e.Completion); err != nil {
			return err
		}
	}
	return nil
}
