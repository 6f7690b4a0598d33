package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	ckv "github.com/cayleygraph/cayley/graph/kv"
	"github.com/hidal-go/hidalgo/kv"
	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// What a store is marked with. Cayley's data and quad's hashes of literals
// change with their versions, and with them every key: a test holds these to
// go.mod.
var marks = []struct{ key, value string }{
	{"cayley", "v0.7.7"},
	{"quad", "v1.2.4"},
	// Last, since it says that the store was made to the end.
	{"format", "2"},
}

var marksBucket = []byte("sitrep")

// mapSizes are the address space to set aside for the file, the first that the
// system gives. A file that outgrows it must be mapped anew, and that
// deadlocks with readers; so it also bounds the file.
var mapSizes = func() []int64 {
	switch {
	case strconv.IntSize == 32:
		return []int64{1 << 30, 1 << 28}
	case runtime.GOOS == "windows": // the file takes all of it on disk
		return []int64{1 << 30}
	}
	return []int64{64 << 30, 8 << 30, 1 << 30, 1 << 28}
}()

// growBytes is the step in which the file grows.
const growBytes = 4 << 20

func openBolt(path string, o Options) (*bbolt.DB, error) {
	create := o.Create && !o.ReadOnly
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !create:
		return nil, notFound(path)
	case errors.Is(err, fs.ErrNotExist):
		info = nil
	case err != nil:
		return nil, fmt.Errorf("store: %w", err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%w: %s is no file", ErrDamaged, path)
	case info.Size() == 0 && !create:
		return nil, notFound(path)
	}
	for i, size := range mapSizes {
		if info != nil {
			size = max(size, info.Size()*2)
		}
		db, err := openMapped(path, o, size)
		if err == nil {
			db.AllocSize = growBytes
			return db, nil
		}
		if !errors.Is(err, syscall.ENOMEM) || i == len(mapSizes)-1 {
			return nil, err
		}
	}
	return nil, fmt.Errorf("store %s: no size to map", path)
}

func notFound(path string) error {
	return fmt.Errorf("%w at %s: build one with sitrep build --store %s", ErrNotFound, path, path)
}

func openMapped(path string, o Options, size int64) (db *bbolt.DB, err error) {
	timeout := o.LockTimeout
	if timeout <= 0 {
		timeout = DefaultLockTimeout
	}
	var file *os.File
	panicked := true
	defer func() {
		// bbolt leaves the file open, and locked, when it panics on it.
		if panicked && file != nil {
			unlock(file)
			_ = file.Close()
		}
	}()
	defer guard(debug.SetPanicOnFault(true), &err)
	opened, err := bbolt.Open(path, 0o644, &bbolt.Options{
		Timeout:         timeout,
		ReadOnly:        o.ReadOnly,
		InitialMmapSize: int(size),
		MaxSize:         int(size),
		FreelistType:    bbolt.FreelistMapType,
		NoStatistics:    true,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			var err error
			file, err = os.OpenFile(name, flag, mode)
			return file, err
		},
	})
	panicked = false
	switch {
	case err == nil:
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf("%w: %s is open in another process; wait for it to end, or end it", ErrLocked, path)
	case errors.Is(err, syscall.ENOMEM), errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("store: %w", err)
	default:
		return nil, fmt.Errorf("%w: %s is no store: %w", ErrDamaged, path, err)
	}
	if err := checkLength(opened, path); err != nil {
		_ = opened.Close()
		return nil, err
	}
	return opened, nil
}

// checkLength finds a file that was cut short, before a read past its end.
func checkLength(db *bbolt.DB, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return db.View(func(tx *bbolt.Tx) error {
		if info.Size() < tx.Size() {
			return fmt.Errorf("%w: %s was cut short: %d bytes of %d", ErrDamaged, path, info.Size(), tx.Size())
		}
		return nil
	})
}

// prepare makes a new store, or checks that an old one can be read.
func (d *disk) prepare(ctx context.Context, o Options) (err error) {
	defer guard(debug.SetPanicOnFault(true), &err)
	found, err := d.marks()
	if err != nil {
		return err
	}
	if _, made := found["format"]; !made {
		// Nothing yet, or the making was cut short.
		if !o.Create || o.ReadOnly {
			return notFound(d.path)
		}
		return d.make(ctx)
	}
	var differ []string
	for _, m := range marks {
		if found[m.key] != m.value {
			differ = append(differ, fmt.Sprintf("%s %q, this sitrep has %q", m.key, found[m.key], m.value))
		}
	}
	if len(differ) > 0 {
		return fmt.Errorf("%w: %s; build it again from its reports into a new file, or use the sitrep that made it", ErrVersion, strings.Join(differ, ", "))
	}
	return d.checkIndexes(ctx)
}

// checkIndexes makes sure of the indexes that edges are read by: one that is
// not there reads as empty.
func (d *disk) checkIndexes(ctx context.Context) error {
	want, err := json.Marshal(ckv.DefaultQuadIndexes)
	if err != nil {
		return err
	}
	return kv.View(d.db, func(tx kv.Tx) error {
		got, err := tx.Get(ctx, kv.SKey("meta", "indexes"))
		if err != nil {
			return fmt.Errorf("%w: no list of indexes: %w", ErrDamaged, err)
		}
		if !bytes.Equal(got, want) {
			return fmt.Errorf("%w: it has the indexes %s, want %s; build it again from its reports into a new file", ErrVersion, got, want)
		}
		return nil
	})
}

// marks reads how the file is marked: empty for a new file, ErrDamaged for
// somebody else's.
func (d *disk) marks() (map[string]string, error) {
	found := map[string]string{}
	err := d.bolt.db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(marksBucket)
		if b == nil {
			return tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
				return fmt.Errorf("%w: it belongs to another program", ErrDamaged)
			})
		}
		return b.ForEach(func(k, v []byte) error {
			found[string(k)] = string(v)
			return nil
		})
	})
	return found, err
}

// make builds an empty store in a file that holds none, or the beginnings of
// one. Cayley's Init takes several transactions; the marks come last.
func (d *disk) make(ctx context.Context) error {
	err := d.bolt.db.Update(func(tx *bbolt.Tx) error {
		if _, err := tx.CreateBucketIfNotExists(marksBucket); err != nil {
			return err
		}
		if err := tx.DeleteBucket(quadsBucket); err != nil && !errors.Is(err, berrors.ErrBucketNotFound) {
			return err
		}
		_, err := tx.CreateBucket(quadsBucket)
		return err
	})
	if err != nil {
		return err
	}
	if err := ckv.Init(d.db, noBloom); err != nil {
		return fmt.Errorf("making the store: %w", err)
	}
	if err := d.checkIndexes(ctx); err != nil {
		return err
	}
	return d.bolt.db.Update(func(tx *bbolt.Tx) error {
		for _, m := range marks {
			if err := tx.Bucket(marksBucket).Put([]byte(m.key), []byte(m.value)); err != nil {
				return err
			}
		}
		return nil
	})
}
