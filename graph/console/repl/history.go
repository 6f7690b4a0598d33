package repl

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// maxHistory bounds the history; the oldest entries go first.
const maxHistory = 1000

// history is what was entered, each entry once, the newest last. It is kept in a
// file, a JSON string a line, which several consoles may share: each adds to what
// the others wrote. It is the line editor's source.
type history struct {
	path    string // empty where none is kept
	entries []string
}

// openHistory reads the history of a state folder. One that cannot be read is
// begun anew when it is written: it is not worth an error.
func openHistory(state string) *history {
	h := &history{}
	if state != "" {
		h.path = filepath.Join(state, "history")
		h.entries, _ = readHistory(h.path)
	}
	return h
}

func readHistory(path string) ([]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var entries []string
	for line := range bytes.Lines(b) {
		var entry string
		if json.Unmarshal(line, &entry) == nil && entry != "" {
			entries = append(entries, entry)
		}
	}
	return entries, nil
}

// added returns the entries with one more.
func added(entries []string, entry string) []string {
	entries = slices.DeleteFunc(slices.Clone(entries), func(e string) bool { return e == entry })
	entries = append(entries, entry)
	return entries[max(0, len(entries)-maxHistory):]
}

// Write adds an entry, to the file too.
func (h *history) Write(entry string) (int, error) {
	entry = strings.TrimSpace(entry)
	if entry == "" || entry == ":quit" {
		return len(h.entries), nil
	}
	h.entries = added(h.entries, entry)
	if h.path == "" {
		return len(h.entries), nil
	}
	return len(h.entries), h.store(entry)
}

// store replaces the file by one that holds what it held, and the entry. The lock
// is a file of its own, since the history itself is exchanged as a whole.
func (h *history) store(entry string) error {
	if err := os.MkdirAll(filepath.Dir(h.path), 0o700); err != nil {
		return err
	}
	unlock, err := lockedfile.MutexAt(h.path + ".lock").Lock()
	if err != nil {
		return err
	}
	defer unlock()
	stored, err := readHistory(h.path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	h.entries = added(stored, entry)
	var b bytes.Buffer
	for _, e := range h.entries {
		line, err := json.Marshal(e)
		if err != nil {
			return err
		}
		b.Write(append(line, '\n'))
	}
	return replaceFile(h.path, b.Bytes())
}

// replaceFile writes a file whole, or leaves it as it was.
func replaceFile(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

var errNoEntry = errors.New("there is no such entry")

// GetLine returns an entry, counted from 0.
func (h *history) GetLine(i int) (string, error) {
	if i < 0 || i >= len(h.entries) {
		return "", errNoEntry
	}
	return h.entries[i], nil
}

// Len is the number of entries.
func (h *history) Len() int { return len(h.entries) }

// Dump returns the entries.
func (h *history) Dump() any { return h.entries }
