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

// row is one line of a table, by column name.
type row struct {
	file string
	line int
	cell map[string]string
}

func (r row) get(col string) string    { return r.cell[col] }
func (r row) list(col string) []string { return splitList(r.cell[col]) }

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

// readTable reads a TSV file: the first line that is no comment names the
// columns; columns lists those that must be there.
func readTable(fsys fs.FS, file string, columns ...string) ([]row, error) {
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	var head []string
	var rows []row
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if head == nil {
			head = cells
			for _, c := range columns {
				if !slices.Contains(head, c) {
					return nil, fmt.Errorf("%w: %s:%d: the header has no column %q", ErrData, file, n, c)
				}
			}
			continue
		}
		if len(cells) > len(head) {
			return nil, fmt.Errorf("%w: %s:%d: %d cells under %d columns", ErrData, file, n, len(cells), len(head))
		}
		r := row{file: file, line: n, cell: make(map[string]string, len(head))}
		for i, c := range cells {
			r.cell[head[i]] = strings.TrimSpace(c)
		}
		if r.get(head[0]) == "" {
			return nil, r.errorf("the first cell (%s) is empty", head[0])
		}
		rows = append(rows, r)
	}
	return rows, nil
}
