package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// ErrData marks a lexicon file that can't be used; the error names file and
// line.
var ErrData = errors.New("lexicon")

// row is one line of a table, under the names of its columns.
type row struct {
	file  string
	line  int
	head  []string
	cells []string
}

// get returns the cell of a column, or "" where the line ends before it.
func (r row) get(col string) string {
	if i := slices.Index(r.head, col); i >= 0 && i < len(r.cells) {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

func (r row) list(col string) []string { return splitList(r.get(col)) }

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("%w: %s:%d: %s", ErrData, r.file, r.line, fmt.Sprintf(format, args...))
}

func splitList(s string) []string {
	if s == "" {
		return nil
	}
	parts := strings.Split(s, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// readTable hands each row of a TSV file to a function: the first line that is
// no comment names the columns; columns lists those that must be there. A row
// and its cells are only good until the next.
func readTable(fsys fs.FS, file string, columns []string, take func(row) error) error {
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return err
	}
	r := row{file: file}
	for line := range strings.Lines(string(b)) {
		r.line++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if r.head == nil {
			r.head = strings.Split(line, "\t")
			for _, c := range columns {
				if !slices.Contains(r.head, c) {
					return r.errorf("the header has no column %q", c)
				}
			}
			continue
		}
		r.cells = slices.AppendSeq(r.cells[:0], strings.SplitSeq(line, "\t"))
		if len(r.cells) > len(r.head) {
			return r.errorf("%d cells under %d columns", len(r.cells), len(r.head))
		}
		if r.get(r.head[0]) == "" {
			return r.errorf("the first cell (%s) is empty", r.head[0])
		}
		if err := take(r); err != nil {
			return err
		}
	}
	return nil
}
