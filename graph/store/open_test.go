package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"
)

// made builds a small store and returns its path and quads.
func made(t *testing.T) (path string, want []string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "graph.db")
	s := open(t, path, Options{Create: true})
	put(t, s, first, second)
	want = dump(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, want
}

// change edits a closed store behind its back.
func change(t *testing.T, path string, fn func(tx *bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(fn); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestOpenErrors(t *testing.T) {
	write := func(content string) func(*testing.T) string {
		return func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "graph.db")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}
	}
	mark := func(key, value string) func(*testing.T) string {
		return func(t *testing.T) string {
			path, _ := made(t)
			change(t, path, func(tx *bbolt.Tx) error { return tx.Bucket(marksBucket).Put([]byte(key), []byte(value)) })
			return path
		}
	}
	tests := []struct {
		name string
		path func(t *testing.T) string
		o    Options
		want error
		says string
	}{
		{"no file", func(t *testing.T) string { return filepath.Join(t.TempDir(), "none.db") }, Options{}, ErrNotFound, "sitrep build"},
		{"no file, read-only", func(t *testing.T) string { return filepath.Join(t.TempDir(), "none.db") }, Options{ReadOnly: true, Create: true}, ErrNotFound, "none.db"},
		{"no folder", func(t *testing.T) string { return filepath.Join(t.TempDir(), "none", "graph.db") }, Options{Create: true}, os.ErrNotExist, "none"},
		{"an empty file", write(""), Options{}, ErrNotFound, "sitrep build"},
		{"a folder", func(t *testing.T) string { return t.TempDir() }, Options{Create: true}, ErrDamaged, "no file"},
		{"text", write(strings.Repeat("no store\n", 5000)), Options{Create: true}, ErrDamaged, "graph.db"},
		{"a short text", write("x"), Options{Create: true}, ErrDamaged, "graph.db"},
		{"zeros", write(strings.Repeat("\x00", 1<<16)), Options{Create: true}, ErrDamaged, "graph.db"},
		{"another program's bbolt file", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "graph.db")
			change(t, path, func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err })
			return path
		}, Options{Create: true}, ErrDamaged, "another program"},
		{"another format", mark("format", "99"), Options{}, ErrVersion, `format "99"`},
		{"another quad", mark("quad", "v1.3.0"), Options{Create: true}, ErrVersion, "build it again"},
		{"another cayley", mark("cayley", "v0.8.0"), Options{ReadOnly: true}, ErrVersion, "v0.8.0"},
		{"other indexes", func(t *testing.T) string {
			path, _ := made(t)
			change(t, path, func(tx *bbolt.Tx) error {
				return tx.Bucket(quadsBucket).Put([]byte("meta/indexes"), []byte(`[{"dirs":"Ag==","unique":false}]`))
			})
			return path
		}, Options{}, ErrVersion, "indexes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := tt.path(t)
			before, _ := os.ReadFile(path)
			s, err := Open(context.Background(), path, tt.o)
			if err == nil {
				s.Close()
			}
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %v with %q", err, tt.want, tt.says)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

// TestMarksAreTheModules: a store is marked with the versions it was made by.
func TestMarksAreTheModules(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range marks[:2] {
		found := regexp.MustCompile(`github.com/cayleygraph/` + m.key + ` (\S+)`).FindSubmatch(mod)
		if found == nil || string(found[1]) != m.value {
			t.Errorf("stores are marked with %s %s, go.mod has %s", m.key, m.value, found)
		}
	}
}

func TestLocked(t *testing.T) {
	path, want := made(t)
	writer := open(t, path, Options{})
	for _, o := range []Options{{LockTimeout: time.Millisecond}, {LockTimeout: time.Millisecond, ReadOnly: true}} {
		if _, err := Open(context.Background(), path, o); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), path) {
			t.Errorf("%+v beside a writer: %v, want ErrLocked and the path", o, err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	one, two := open(t, path, Options{ReadOnly: true}), open(t, path, Options{ReadOnly: true})
	for _, s := range []*Store{one, two} {
		if diff := cmp.Diff(want, dump(t, s)); diff != "" {
			t.Errorf("two readers:\n%s", diff)
		}
	}
	if _, err := one.Put(context.Background(), edited); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Put on a read-only store: %v", err)
	}
}

// TestLockedByAnotherProcess holds the lock in a child.
func TestLockedByAnotherProcess(t *testing.T) {
	path, _ := made(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), holdVariable+"="+path)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), path, Options{LockTimeout: 20 * time.Millisecond}); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v, want ErrLocked", err)
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	open(t, path, Options{})
}

// TestHalfMade: a store whose making was cut short at any of its transactions
// is made anew, and is no store before.
func TestHalfMade(t *testing.T) {
	for name, cut := range map[string]func(tx *bbolt.Tx) error{
		"no marks": func(tx *bbolt.Tx) error {
			b := tx.Bucket(marksBucket)
			for _, m := range marks {
				if err := b.Delete([]byte(m.key)); err != nil {
					return err
				}
			}
			return nil
		},
		"no indexes": func(tx *bbolt.Tx) error {
			if err := tx.Bucket(marksBucket).Delete([]byte("format")); err != nil {
				return err
			}
			return tx.Bucket(quadsBucket).Delete([]byte("meta/indexes"))
		},
		"nothing": func(tx *bbolt.Tx) error {
			if err := tx.DeleteBucket(marksBucket); err != nil {
				return err
			}
			return tx.DeleteBucket(quadsBucket)
		},
	} {
		t.Run(name, func(t *testing.T) {
			path, want := made(t)
			change(t, path, cut)
			if _, err := Open(context.Background(), path, Options{}); !errors.Is(err, ErrNotFound) {
				t.Errorf("without Create: %v, want ErrNotFound", err)
			}
			s := open(t, path, Options{Create: true})
			if n := len(dump(t, s)); n != 0 {
				t.Errorf("it holds %d quads", n)
			}
			put(t, s, first, second)
			if diff := cmp.Diff(want, dump(t, s)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLittleAddressSpace: where the space wanted is not to be had, less does.
func TestLittleAddressSpace(t *testing.T) {
	if strconv.IntSize < 64 {
		t.Skip("no size is too large to try")
	}
	defer func(sizes []int64) { mapSizes = sizes }(mapSizes)
	mapSizes = []int64{1 << 47, 1 << 30}
	s := open(t, filepath.Join(t.TempDir(), "graph.db"), Options{Create: true})
	put(t, s, first)
	if got := s.backend.(*disk).bolt.db.MaxSize; got != 1<<30 {
		t.Errorf("the store may grow to %d bytes", got)
	}
}

func TestCutShort(t *testing.T) {
	path, _ := made(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var used int64
	change(t, path, func(tx *bbolt.Tx) error { used = tx.Size(); return nil })
	for i := range int64(40) {
		size := 1 + i*(used-2)/39
		if err := os.WriteFile(path, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		for _, o := range []Options{{}, {Create: true}, {ReadOnly: true}} {
			if _, err := Open(context.Background(), path, o); !errors.Is(err, ErrDamaged) {
				t.Errorf("%d bytes of %d, %+v: %v, want ErrDamaged", size, used, o, err)
			}
		}
	}
}

// TestGarbage writes random bytes into a store. Whatever that does, nothing
// panics, and what fails says that the store is damaged.
func TestGarbage(t *testing.T) {
	path, _ := made(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 300 {
		b := append([]byte(nil), whole...)
		page := r.IntN(40) * 4096 % len(b)
		for range 1 + r.IntN(64) {
			b[(page+r.IntN(512))%len(b)] = byte(r.Uint32())
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, err := range exercise(path) {
			if err != nil {
				found++
				if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) && !errors.Is(err, ErrNotFound) {
					t.Errorf("%v does not say that the store is damaged", err)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no damage was found")
	}
}

// exercise reads all of a store, and returns what failed. It does not write:
// bbolt believes a page's length when it frees the page, however long.
func exercise(path string) []error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		return []error{err}
	}
	defer s.Close()
	var errs []error
	try := func(err error) { errs = append(errs, err) }
	try(s.Quads(ctx, Pattern{}, func(quad.Quad) error { return nil }))
	_, err = s.Stats(ctx)
	try(err)
	_, err = s.Documents(ctx)
	try(err)
	_, _, err = s.Digest(ctx, "a")
	try(err)
	return errs
}
