package repl

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// saved are queries kept under names, a file each in the folder "queries" of the
// state folder: NAME.gizmo or NAME.walk.
type saved struct{ state string }

var queryName = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$`)

var (
	errNoState = errors.New("there is no folder for queries: set XDG_STATE_HOME or HOME")
	errNotSure = errors.New("a name is letters, digits, - and _, at most 64 of them")
)

func (s saved) folder() string { return filepath.Join(s.state, "queries") }

func (s saved) path(name, language string) string {
	return filepath.Join(s.folder(), name+"."+language)
}

func (s saved) check(name string) error {
	if s.state == "" {
		return errNoState
	}
	if !queryName.MatchString(name) {
		return fmt.Errorf("%q: %w", name, errNotSure)
	}
	return nil
}

// save keeps a query. It tells whether another one of that name was replaced.
func (s saved) save(name string, q query) (replaced bool, err error) {
	if err := s.check(name); err != nil {
		return false, err
	}
	if _, err := s.load(name); err == nil {
		replaced = true
	}
	if err := os.MkdirAll(s.folder(), 0o700); err != nil {
		return false, err
	}
	if err := replaceFile(s.path(name, q.language), []byte(q.text+"\n")); err != nil {
		return false, err
	}
	for _, other := range []string{languageGizmo, languageWalk} {
		if other != q.language {
			_ = os.Remove(s.path(name, other)) // mostly there is none
		}
	}
	return replaced, nil
}

// load returns the query of a name.
func (s saved) load(name string) (query, error) {
	if err := s.check(name); err != nil {
		return query{}, err
	}
	for _, language := range []string{languageGizmo, languageWalk} {
		b, err := os.ReadFile(s.path(name, language))
		if err == nil {
			return query{language, strings.TrimSpace(string(b))}, nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			return query{}, err
		}
	}
	return query{}, fmt.Errorf("there is no query %q; :load lists them", name)
}

// names lists what is saved.
func (s saved) names() []string {
	var names []string
	files, _ := os.ReadDir(s.folder()) // none is saved where there is no folder
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), filepath.Ext(f.Name()))
		if queryName.MatchString(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
