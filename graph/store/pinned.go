package store

import (
	"context"
	"errors"
	"fmt"

	cgraph "github.com/cayleygraph/cayley/graph"
	ckv "github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"
	"github.com/hidal-go/hidalgo/kv"
)

// pinned is a database whose every transaction is one and the same, ended by
// whoever began it. A Cayley store over it reads one state whatever is written
// meanwhile, and writes several times at once. For one goroutine.
type pinned struct{ tx kv.Tx }

func (p pinned) Tx(bool) (kv.Tx, error) { return endless{p.tx}, nil }
func (p pinned) Close() error           { return nil }

// endless outlives what its users believe to be its end.
type endless struct{ kv.Tx }

func (endless) Commit(context.Context) error { return nil }
func (endless) Close() error                 { return nil }

// pin runs fn on a Cayley store with one transaction, and commits what it
// wrote.
func (d *disk) pin(ctx context.Context, rw bool, fn func(*ckv.QuadStore, kv.Tx) error) error {
	tx, err := d.db.Tx(rw)
	if err != nil {
		return err
	}
	defer tx.Close()
	qs, err := cayley(pinned{tx})
	if err != nil {
		return err
	}
	if err := fn(qs, tx); err != nil || !rw {
		return err
	}
	return tx.Commit(ctx)
}

// quads reads whole quads from one state of the store.
func (d *disk) quads(ctx context.Context, p Pattern, fn func(quad.Quad) error) error {
	return d.pin(ctx, false, func(qs *ckv.QuadStore, _ kv.Tx) error {
		return eachQuad(ctx, view{qs}, p, fn)
	})
}

// apply adds first and then deletes, in one transaction but not in one call:
// Cayley adds a quad without those nodes that the same call makes rarer.
func (d *disk) apply(deltas []cgraph.Delta) error {
	if d.broken.Load() {
		return fmt.Errorf("%w: an earlier write failed on it", ErrDamaged)
	}
	var adds, deletes []cgraph.Delta
	for _, delta := range deltas {
		if delta.Action == cgraph.Add {
			adds = append(adds, delta)
		} else {
			deletes = append(deletes, delta)
		}
	}
	err := d.pin(context.Background(), true, func(qs *ckv.QuadStore, tx kv.Tx) error {
		if err := indexNames(tx, deltas); err != nil {
			return err
		}
		for _, some := range [][]cgraph.Delta{adds, deletes} {
			if len(some) == 0 {
				continue
			}
			if err := applyTo(qs, some); err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, ErrDamaged) {
		d.broken.Store(true)
	}
	if err != nil {
		return err
	}
	return d.renew()
}

// view reads through one Cayley store.
type view struct{ qs *ckv.QuadStore }

func (v view) values(ctx context.Context, r []Ref) ([]quad.Value, error) {
	return values(ctx, v.qs, r)
}

func (v view) edges(ctx context.Context, p Pattern, fn func(Edge) error) error {
	return edges(ctx, v.qs, p, fn)
}
