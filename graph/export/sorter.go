package export

import (
	"bufio"
	"container/heap"
	"errors"
	"io"
	"os"
	"slices"
)

// sortBytes of lines are sorted in memory; more goes to temporary files.
const sortBytes = 256 << 20

// sorter sorts lines, each with its end and none inside, in bounded memory.
type sorter struct {
	limit int
	size  int
	lines []string
	runs  []*os.File
}

func (s *sorter) add(line string) error {
	s.lines = append(s.lines, line)
	s.size += len(line)
	if s.size < s.limit {
		return nil
	}
	return s.spill()
}

// spill writes a sorted run to a file.
func (s *sorter) spill() error {
	f, err := os.CreateTemp("", "sitrep-export-*")
	if err != nil {
		return err
	}
	s.runs = append(s.runs, f)
	slices.Sort(s.lines)
	w := bufio.NewWriterSize(f, 1<<20)
	for _, line := range s.lines {
		if _, err := w.WriteString(line); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	s.lines, s.size = nil, 0
	_, err = f.Seek(0, io.SeekStart)
	return err
}

// each calls fn for all lines in byte order.
func (s *sorter) each(fn func(string) error) error {
	slices.Sort(s.lines)
	if len(s.runs) == 0 {
		for _, line := range s.lines {
			if err := fn(line); err != nil {
				return err
			}
		}
		return nil
	}
	if err := s.spill(); err != nil {
		return err
	}
	var m merge
	for _, f := range s.runs {
		r := &run{r: bufio.NewReaderSize(f, 1<<20)}
		if err := r.next(); err == nil {
			m = append(m, r)
		} else if err != io.EOF {
			return err
		}
	}
	heap.Init(&m)
	for len(m) > 0 {
		if err := fn(m[0].line); err != nil {
			return err
		}
		switch err := m[0].next(); err {
		case nil:
			heap.Fix(&m, 0)
		case io.EOF:
			heap.Pop(&m)
		default:
			return err
		}
	}
	return nil
}

// close removes the temporary files.
func (s *sorter) close() error {
	var errs []error
	for _, f := range s.runs {
		errs = append(errs, f.Close(), os.Remove(f.Name()))
	}
	return errors.Join(errs...)
}

// run is a sorted file being read.
type run struct {
	r    *bufio.Reader
	line string
}

func (r *run) next() (err error) {
	r.line, err = r.r.ReadString('\n')
	return err
}

// merge is a heap of runs by their next line.
type merge []*run

func (m merge) Len() int           { return len(m) }
func (m merge) Less(i, j int) bool { return m[i].line < m[j].line }
func (m merge) Swap(i, j int)      { m[i], m[j] = m[j], m[i] }
func (m *merge) Push(x any)        { *m = append(*m, x.(*run)) }
func (m *merge) Pop() any {
	last := (*m)[len(*m)-1]
	*m = (*m)[:len(*m)-1]
	return last
}
