// Package store keeps the graph: Cayley's quad store behind this project's
// own words. A store is one file (bbolt, through Cayley's key-value store) or,
// for trials and tests, the process's memory.
//
// One goroutine writes at a time, any number read beside it. The order in
// which a store gives edges, quads and documents is not promised, and differs
// between builds of the same reports: callers that show results sort them.
//
// A build that is killed at any moment leaves a store that opens and holds
// whole documents only.
package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	cgraph "github.com/cayleygraph/cayley/graph"

	"sitrep/graph"
	"sitrep/graph/event"
)

// Memory is the path of a store that lives and dies with the process.
const Memory = "memory"

// What Open and the methods may return, wrapped with the path and a way out.
var (
	// ErrLocked: another process, or another Store, has the file open.
	ErrLocked = errors.New("the store is in use")
	// ErrDamaged: the file is no store, was cut short, or holds garbage.
	ErrDamaged = errors.New("the store is damaged")
	// ErrNotFound: there is no store at the path, and Options.Create is off.
	ErrNotFound = errors.New("there is no store")
	// ErrVersion: another version made the store, and this one cannot read it.
	ErrVersion = errors.New("the store is of another version")
	// ErrReadOnly: a write to a store that was opened read-only.
	ErrReadOnly = errors.New("the store is open for reading only")
	// ErrFull: the file reached the address space that could be set aside.
	ErrFull = errors.New("the store is full")
	// ErrClosed: the store was closed.
	ErrClosed = errors.New("the store is closed")
	// ErrDocument: a document whose quads the store could not take back again.
	ErrDocument = errors.New("bad document")
	// ErrQuad: a quad that Validate refuses.
	ErrQuad = errors.New("bad quad")

	// ErrStop ends an iteration early and without an error.
	ErrStop = errors.New("stop")
)

// DefaultLockTimeout is how long Open waits for a locked file.
const DefaultLockTimeout = time.Second

// Options say how to open a store. The zero value opens an existing one for
// reading and writing.
type Options struct {
	// Create makes the store where there is none, or an empty file.
	Create bool
	// ReadOnly lets several processes read one file; nobody can write it then.
	ReadOnly bool
	// LockTimeout is how long to wait for another process to let go of the
	// file; zero means DefaultLockTimeout.
	LockTimeout time.Duration
}

// Store is an open graph. Its methods may be called from several goroutines.
type Store struct {
	path    string
	backend backend
	// writing is held by whoever writes, so that plans see their own effect.
	writing sync.Mutex
	// decided are the decisions that hold, nil before they are read.
	decided *graph.Decisions
	// ontology is what grouping needs of the stored one, nil before it is read.
	ontology *event.Ontology
}

// Stats says how much a store holds. Bytes is the size of its file, 0 in
// memory.
type Stats struct {
	Quads int64
	Nodes int64
	Bytes int64
}

// backend is what differs between disk and memory.
type backend interface {
	reader
	// apply writes the deltas whole or not at all. They hold no quad twice,
	// add none that is there and delete none that is not.
	apply(deltas []cgraph.Delta) error
	stats(ctx context.Context) (Stats, error)
	complete(ctx context.Context, prefix string, fn func(Completion) error) error
	quadStore() cgraph.QuadStore
	close() error
}

// Open opens the store in the file at path, or an empty one if path is Memory.
// Errors wrap ErrLocked, ErrDamaged, ErrNotFound or ErrVersion where these are
// the reason.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if path == Memory {
		return &Store{path: path, backend: newMemory()}, nil
	}
	d, err := openDisk(ctx, path, o)
	if err != nil {
		return nil, err
	}
	return &Store{path: path, backend: d}, nil
}

// Path returns the path the store was opened with.
func (s *Store) Path() string { return s.path }

// Close waits for the writer and the readers that are under way, and closes
// the store. New reads and writes fail with ErrClosed. Closing twice is
// harmless.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.backend.close()
}

// Stats counts what is stored.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	st, err := s.backend.stats(ctx)
	return st, s.wrap(ctx, err)
}

// QuadStore returns Cayley's own store, for Gizmo and nothing else: it knows
// neither this package's errors nor its checks. It sees what is stored now,
// and may miss later writes. In memory it is a copy, since Cayley's memory
// store dies of a write beside a read. Closing it does not close the Store.
func (s *Store) QuadStore() cgraph.QuadStore { return s.backend.quadStore() }

// wrap ends a read: it lets a cancelled context speak first, since Cayley
// gives a part of the answer and no error then.
func (s *Store) wrap(ctx context.Context, err error) error {
	if cerr := ctx.Err(); cerr != nil {
		return cerr
	}
	return s.fail(err)
}

// fail names the store in an error.
func (s *Store) fail(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("store %s: %w", s.path, err)
}
