package read

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Input is one file, or standard input, that Plan.Read will open.
type Input struct {
	// Source is the path as people know it; "-" is standard input.
	Source string
	// Bytes is the size as stored, or 0 where it is unknown (standard input, a
	// pipe).
	Bytes int64

	id      string
	problem *Problem // stands in the input's place, so that order is kept
}

// Plan is what a list of paths comes to, in reading order.
type Plan struct {
	Inputs []Input
}

// Bytes returns the size of all inputs, for a progress bar.
func (p *Plan) Bytes() int64 {
	var n int64
	for _, in := range p.Inputs {
		n += in.Bytes
	}
	return n
}

// Files returns how many inputs will be opened.
func (p *Plan) Files() int {
	n := 0
	for _, in := range p.Inputs {
		if in.problem == nil {
			n++
		}
	}
	return n
}

// Problems returns what is already known to be wrong. Read reports the same
// problems again, each in its place.
func (p *Plan) Problems() []Problem {
	var all []Problem
	for _, in := range p.Inputs {
		if in.problem != nil {
			all = append(all, *in.problem)
		}
	}
	return all
}

// MakePlan resolves the paths without opening a file. Folders are walked in
// the order of names, and leave out hidden files, symbolic links to folders
// and, by their names, files that cannot be reports; a path named outright is
// always taken. No path at all means standard input.
func MakePlan(paths []string) *Plan {
	p := &planner{}
	p.cwd, _ = os.Getwd()
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	for _, path := range paths {
		p.path(path)
	}
	return &Plan{Inputs: p.inputs}
}

type planner struct {
	cwd    string
	stdin  bool
	inputs []Input
}

func (p *planner) fail(source string, err error) {
	p.inputs = append(p.inputs, Input{Source: source, problem: &Problem{Source: source, Err: err}})
}

func (p *planner) path(path string) {
	if path == "-" {
		if p.stdin {
			p.fail(path, fmt.Errorf("%w: standard input is named twice", ErrEmpty))
			return
		}
		p.stdin = true
		p.inputs = append(p.inputs, Input{Source: "-"})
		return
	}
	if path != "" {
		path = filepath.Clean(path) // ./a and a are one report
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		p.folder(path)
	case err == nil:
		p.file(path, info)
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(path, "*?["):
		p.glob(path)
	case errors.Is(err, fs.ErrNotExist):
		p.fail(path, ErrMissing)
	default:
		p.fail(path, unreadable(err))
	}
}

func (p *planner) glob(pattern string) {
	if strings.Contains(pattern, "**") {
		p.fail(pattern, fmt.Errorf("%w: ** is not understood; name the folder, which is walked", ErrGlob))
		return
	}
	matches, err := filepath.Glob(pattern)
	if err != nil {
		p.fail(pattern, fmt.Errorf("%w: %w", ErrGlob, err))
		return
	}
	if !hidden(filepath.Base(pattern)) {
		matches = slices.DeleteFunc(matches, func(m string) bool { return hidden(filepath.Base(m)) })
	}
	if len(matches) == 0 {
		p.fail(pattern, fmt.Errorf("%w matches the pattern", ErrMissing))
		return
	}
	for _, m := range matches {
		info, err := os.Stat(m)
		switch {
		case err != nil:
			p.fail(m, unreadable(err))
		case info.IsDir():
			p.folder(m)
		default:
			p.file(m, info)
		}
	}
}

func (p *planner) folder(root string) {
	before := len(p.inputs)
	p.walk(root)
	taken := func(in Input) bool { return in.problem == nil || !in.problem.Warning }
	if !slices.ContainsFunc(p.inputs[before:], taken) {
		p.fail(root, fmt.Errorf("%w in this folder: looked for text, Markdown, HTML and JSON Lines, also gzipped", ErrNoReports))
	}
}

func (p *planner) walk(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		p.fail(dir, unreadable(err))
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case hidden(e.Name()):
		case e.IsDir():
			p.walk(path)
		case kindOf(path) == kindOther:
			p.inputs = append(p.inputs, Input{Source: path, problem: &Problem{
				Source: path, Warning: true,
				Err: fmt.Errorf("%w by its name; to read it, name the file itself", ErrType),
			}})
		default:
			info, err := os.Stat(path)
			switch {
			case err != nil:
				p.fail(path, unreadable(err))
			case info.IsDir():
				p.fail(path, fmt.Errorf("%w: symbolic link to a folder, which a walk does not follow", ErrUnreadable))
			case !info.Mode().IsRegular():
				p.fail(path, fmt.Errorf("%w: not a regular file", ErrUnreadable))
			default:
				p.file(path, info)
			}
		}
	}
}

func (p *planner) file(path string, info fs.FileInfo) {
	in := Input{Source: path, id: p.documentID(path)}
	if info.Mode().IsRegular() {
		in.Bytes = info.Size()
	}
	p.inputs = append(p.inputs, in)
}

// documentID is the path relative to the working folder, if it lies inside,
// so that the graph does not depend on where the folder stands.
func (p *planner) documentID(path string) string {
	abs := path
	if !filepath.IsAbs(path) {
		abs = filepath.Join(p.cwd, path)
	}
	abs = filepath.Clean(abs)
	if rel, err := filepath.Rel(p.cwd, abs); err == nil && filepath.IsLocal(rel) {
		abs = rel
	}
	return validName(filepath.ToSlash(abs))
}

// validName percent-encodes what is not UTF-8 in a file's name, so that two
// names stay two IDs.
func validName(path string) string {
	if utf8.ValidString(path) {
		return path
	}
	var b strings.Builder
	for len(path) > 0 {
		r, n := utf8.DecodeRuneInString(path)
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, "%%%02X", path[0])
		} else {
			b.WriteString(path[:n])
		}
		path = path[n:]
	}
	return b.String()
}

func hidden(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." && name != ".."
}

// unreadable words an error of the file system without repeating the path.
func unreadable(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return fmt.Errorf("%w: %w", ErrUnreadable, err)
}
