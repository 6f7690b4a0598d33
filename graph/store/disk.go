package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync/atomic"
	"time"

	cgraph "github.com/cayleygraph/cayley/graph"
	ckv "github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/hidal-go/hidalgo/kv"
	"github.com/hidal-go/hidalgo/kv/flat"
)

// disk is Cayley's key-value store in one bbolt file.
//
// Cayley caches node IDs, and a cache that outlives a failed write, or that a
// reader fills from an older state while the writer removes nodes, sends the
// next writes to wrong nodes. So every write has a Cayley store of its own,
// and readers get a new one after each write: nothing stale survives.
type disk struct {
	path   string
	bolt   *boltKV
	db     kv.KV
	reader atomic.Pointer[ckv.QuadStore]
	// broken is set when a write met damage: bbolt may have kept its lock, and
	// the next write would wait for good.
	broken atomic.Bool
}

// closeWait is how long Close waits for readers, since one that was lost
// inside Cayley would keep it waiting for good.
const closeWait = 2 * time.Second

// index is one of Cayley's quad indexes; their keys are prefixes for edges.
func index(dirs ...quad.Direction) ckv.QuadIndex { return ckv.QuadIndex{Dirs: dirs} }

var (
	bySubject = index(quad.Subject, quad.Predicate)
	byObject  = index(quad.Object, quad.Predicate, quad.Subject)
	byLabel   = index(quad.Label, quad.Subject, quad.Predicate)
)

func init() {
	// Only what Init reads here becomes an index of a new store. The first two
	// are Cayley's own; the third finds a label's quads, a node's unlabelled
	// ones, and known quads.
	ckv.DefaultQuadIndexes = []ckv.QuadIndex{bySubject, byObject, byLabel}
}

// noBloom keeps Cayley from filters of 0.6 GB.
var noBloom = cgraph.Options{ckv.OptNoBloom: true}

func openDisk(ctx context.Context, path string, o Options) (*disk, error) {
	db, err := openBolt(path, o)
	if err != nil {
		return nil, err
	}
	d := &disk{path: path, bolt: newBoltKV(db)}
	d.db = flat.Upgrade(d.bolt)
	err = d.prepare(ctx, o)
	if err == nil {
		err = d.renew()
	}
	if err != nil {
		_ = d.close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}

// cayley gives a fresh Cayley store over a database.
func cayley(db kv.KV) (qs *ckv.QuadStore, err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	raw, err := ckv.New(db, noBloom)
	if err != nil {
		return nil, damaged(err)
	}
	return raw.(*ckv.QuadStore), nil
}

// renew gives readers a Cayley store that has cached nothing yet.
func (d *disk) renew() error {
	qs, err := cayley(d.db)
	if err == nil {
		d.reader.Store(qs)
	}
	return err
}

// damaged marks an error of reading: what this package does not know itself
// comes from bytes that Cayley cannot read.
func damaged(err error) error {
	for _, known := range []error{nil, ErrClosed, ErrDamaged, ErrReadOnly, ErrStop, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

func (d *disk) refs(ctx context.Context, values []quad.Value) ([]Ref, error) {
	return refs(ctx, d.reader.Load(), values)
}

func refs(ctx context.Context, qs *ckv.QuadStore, values []quad.Value) (refs []Ref, err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	found, err := qs.RefsOf(ctx, values)
	if err != nil {
		return nil, damaged(err)
	}
	refs = make([]Ref, len(found))
	for i, r := range found {
		refs[i] = Ref(r.(ckv.Int64Value))
	}
	return refs, nil
}

func (d *disk) values(ctx context.Context, refs []Ref) ([]quad.Value, error) {
	return values(ctx, d.reader.Load(), refs)
}

func values(ctx context.Context, qs *ckv.QuadStore, refs []Ref) (values []quad.Value, err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	nodes := make([]cgraph.Ref, len(refs))
	for i, r := range refs {
		nodes[i] = ckv.Int64Value(r)
	}
	values, err = qs.ValuesOf(ctx, nodes)
	if err != nil {
		return nil, damaged(err)
	}
	return values, nil
}

func (d *disk) edges(ctx context.Context, p Pattern, fn func(Edge) error) error {
	return edges(ctx, d.reader.Load(), p, fn)
}

// prefix chooses the index for a pattern and the start of its keys. Without a
// prefix it is all quads.
func (p Pattern) prefix() (ckv.QuadIndex, []uint64) {
	s, pred, o, l := uint64(p.S), uint64(p.P), uint64(p.O), uint64(p.L)
	if p.L == Unlabelled {
		l = 0
	}
	switch {
	case o != 0 && pred != 0 && s != 0:
		return byObject, []uint64{o, pred, s}
	case p.L != 0 && s != 0 && pred != 0:
		return byLabel, []uint64{l, s, pred}
	case p.L != 0 && s != 0:
		return byLabel, []uint64{l, s}
	case p.L != 0 && p.L != Unlabelled && o == 0:
		return byLabel, []uint64{l}
	case s != 0 && pred != 0:
		return bySubject, []uint64{s, pred}
	case o != 0 && pred != 0:
		return byObject, []uint64{o, pred}
	case s != 0:
		return bySubject, []uint64{s}
	case o != 0:
		return byObject, []uint64{o}
	case p.L != 0:
		return byLabel, []uint64{l}
	}
	return bySubject, nil
}

func edges(ctx context.Context, qs *ckv.QuadStore, p Pattern, fn func(Edge) error) error {
	ind, prefix := p.prefix()
	it := ckv.NewQuadIterator(qs, ind, prefix).AsShape().Iterate()
	defer it.Close()
	for {
		prim, err := next(ctx, it)
		if err != nil || prim == nil {
			return damaged(err)
		}
		e := Edge{S: Ref(prim.Subject), P: Ref(prim.Predicate), O: Ref(prim.Object), L: Ref(prim.Label)}
		if !p.matches(e) {
			continue
		}
		if err := fn(e); err != nil {
			return err
		}
	}
}

// next reads one quad, nil after the last; guarded apart from the caller's
// function, whose panics are its own.
func next(ctx context.Context, it cgraph.Scanner) (prim *proto.Primitive, err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !it.Next(ctx) {
		if err := it.Err(); err != nil {
			return nil, err
		}
		return nil, ctx.Err()
	}
	return it.Result().(*proto.Primitive), nil
}

func applyTo(qs *ckv.QuadStore, deltas []cgraph.Delta) (err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	return qs.ApplyDeltas(deltas, lenient)
}

// stats counts nodes by the keys that find them: Cayley guesses, or reads all.
func (d *disk) stats(ctx context.Context) (st Stats, err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	tx, err := d.bolt.Tx(false)
	if err != nil {
		return st, err
	}
	defer tx.Close()
	it := tx.Scan(flat.Key("v"))
	for it.Next(ctx) {
		st.Nodes++
	}
	if err := it.Err(); err != nil {
		return st, damaged(err)
	}
	st.Quads = d.reader.Load().Size()
	info, err := os.Stat(d.path)
	if err != nil {
		return st, err
	}
	st.Bytes = info.Size()
	return st, nil
}

func (d *disk) quadStore() cgraph.QuadStore { return d.reader.Load() }

// close leaves the file to be closed when the last reader ends, should one
// take too long.
func (d *disk) close() error {
	if !d.bolt.shut() {
		return nil
	}
	closed := make(chan error, 1)
	go func() {
		<-d.bolt.idle
		closed <- d.bolt.closeFile()
	}()
	select {
	case err := <-closed:
		return err
	case <-time.After(closeWait):
		return fmt.Errorf("store %s: a reader is still under way after %v, so the file stays open", d.path, closeWait)
	}
}
