package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/hidal-go/hidalgo/kv/flat"
	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// quadsBucket is the bbolt bucket that holds Cayley's keys.
var quadsBucket = []byte("quads")

// boltKV is hidalgo's flat key-value interface over one bbolt bucket.
type boltKV struct {
	db *bbolt.DB
	// open counts the transactions: bbolt's own Close would deadlock with a
	// reader that starts another read while Close waits for the first.
	mu     sync.Mutex
	open   int
	closed bool
	idle   chan struct{}
}

func newBoltKV(db *bbolt.DB) *boltKV { return &boltKV{db: db, idle: make(chan struct{})} }

// Close does nothing: several of Cayley's stores share one boltKV, and any of
// them would close it under the others.
func (kv *boltKV) Close() error { return nil }

// shut refuses new transactions; idle is closed once the last one has ended.
func (kv *boltKV) shut() (first bool) {
	kv.mu.Lock()
	defer kv.mu.Unlock()
	if kv.closed {
		return false
	}
	kv.closed = true
	if kv.open == 0 {
		close(kv.idle)
	}
	return true
}

func (kv *boltKV) closeFile() (err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	return kv.db.Close()
}

func (kv *boltKV) enter() error {
	kv.mu.Lock()
	defer kv.mu.Unlock()
	if kv.closed {
		return ErrClosed
	}
	kv.open++
	return nil
}

func (kv *boltKV) leave() {
	kv.mu.Lock()
	defer kv.mu.Unlock()
	if kv.open--; kv.open == 0 && kv.closed {
		close(kv.idle)
	}
}

// Tx begins a transaction, which must be closed, also after Commit.
func (kv *boltKV) Tx(rw bool) (_ flat.Tx, err error) {
	if err := kv.enter(); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			kv.leave()
		}
	}()
	defer guard(debug.SetPanicOnFault(true), &err)
	tx, err := kv.db.Begin(rw)
	if err != nil {
		if errors.Is(err, berrors.ErrDatabaseReadOnly) {
			err = ErrReadOnly
		}
		return nil, err
	}
	b := tx.Bucket(quadsBucket)
	if b == nil {
		_ = tx.Rollback()
		return nil, fmt.Errorf("%w: its quads are missing", ErrDamaged)
	}
	return &boltTx{kv: kv, tx: tx, b: b}, nil
}

// guard turns a panic, and a fault while reading the mapped file, into
// ErrDamaged: bbolt trusts the file, and panics where it should not have.
// Use: defer guard(debug.SetPanicOnFault(true), &err).
func guard(onFault bool, err *error) {
	debug.SetPanicOnFault(onFault)
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %v", ErrDamaged, r)
	}
}

type boltTx struct {
	kv   *boltKV
	tx   *bbolt.Tx
	b    *bbolt.Bucket
	done bool
}

func (t *boltTx) Commit(ctx context.Context) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer guard(debug.SetPanicOnFault(true), &err)
	err = t.tx.Commit()
	if errors.Is(err, berrors.ErrMaxSizeReached) {
		err = fmt.Errorf("%w: this system lets no more than %d MiB be mapped (see ulimit -v)", ErrFull, t.kv.db.MaxSize>>20)
	}
	return err
}

func (t *boltTx) Close() (err error) {
	if t.done {
		return nil
	}
	t.done = true
	defer t.kv.leave()
	defer guard(debug.SetPanicOnFault(true), &err)
	if err := t.tx.Rollback(); err != nil && !errors.Is(err, berrors.ErrTxClosed) {
		return err
	}
	return nil
}

func (t *boltTx) Get(_ context.Context, k flat.Key) (v flat.Value, err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	if v = t.b.Get(k); v == nil {
		return nil, flat.ErrNotFound
	}
	return v, nil
}

func (t *boltTx) GetBatch(_ context.Context, keys []flat.Key) (values []flat.Value, err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	values = make([]flat.Value, len(keys))
	for i, k := range keys {
		values[i] = t.b.Get(k)
	}
	return values, nil
}

func (t *boltTx) Put(k flat.Key, v flat.Value) (err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	return t.b.Put(k, v)
}

func (t *boltTx) Del(k flat.Key) (err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	return t.b.Delete(k)
}

func (t *boltTx) Scan(prefix flat.Key) flat.Iterator {
	return &boltIterator{tx: t, prefix: prefix}
}

type boltIterator struct {
	tx     *boltTx
	prefix []byte
	c      *bbolt.Cursor
	k, v   []byte
	err    error
}

// Next stops at a cancelled context, which Err then tells.
func (it *boltIterator) Next(ctx context.Context) (ok bool) {
	if it.err != nil {
		return false
	}
	if it.err = ctx.Err(); it.err != nil {
		return false
	}
	defer func() { ok = ok && it.err == nil }()
	defer guard(debug.SetPanicOnFault(true), &it.err)
	if it.c == nil {
		it.c = it.tx.b.Cursor()
		it.k, it.v = it.c.Seek(it.prefix)
	} else {
		it.k, it.v = it.c.Next()
	}
	return it.k != nil && bytes.HasPrefix(it.k, it.prefix)
}

func (it *boltIterator) Key() flat.Key   { return it.k }
func (it *boltIterator) Val() flat.Value { return it.v }
func (it *boltIterator) Err() error      { return it.err }
func (it *boltIterator) Close() error    { return it.err }
