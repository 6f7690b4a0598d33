package perceptron

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// ErrFormat marks a file that is no model, or a damaged one.
var ErrFormat = errors.New("not a valid model file")

// File is a model as it is stored: a header of readable lines (the kind and
// version first, then notes on data and licence), an empty line, and a zstd
// stream that holds lists of strings, the rest of the model's own data, and
// the weights.
type File struct {
	// Kind names the model and its version, such as "sitrep tagger 1".
	Kind  string
	Notes []string
	// Lists are the model's lists of strings, such as its classes.
	Lists [][]string
	// Numbers and Data are what else the model wants to keep.
	Numbers []uint64
	Data    []byte
	Weights []*Weights
}

// maxHeader bounds the header, and maxBody the stream once unpacked.
const (
	maxHeader = 4 << 10
	maxBody   = 256 << 20
)

// Write writes the file. The same file gives the same bytes.
func (f *File) Write(out io.Writer) error {
	b := bufio.NewWriter(out)
	for _, line := range append([]string{f.Kind}, f.Notes...) {
		if line == "" || strings.ContainsAny(line, "\r\n") {
			return fmt.Errorf("model header: a line is empty or holds a line break: %q", line)
		}
		fmt.Fprintln(b, line)
	}
	fmt.Fprintln(b)
	z, err := zstd.NewWriter(b, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return err
	}
	if _, err := z.Write(f.body()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return b.Flush()
}

func (f *File) body() []byte {
	var out []byte
	text := func(s string) { out = append(binary.AppendUvarint(out, uint64(len(s))), s...) }
	out = binary.AppendUvarint(out, uint64(len(f.Lists)))
	for _, list := range f.Lists {
		out = binary.AppendUvarint(out, uint64(len(list)))
		for _, s := range list {
			text(s)
		}
	}
	out = binary.AppendUvarint(out, uint64(len(f.Numbers)))
	for _, n := range f.Numbers {
		out = binary.AppendUvarint(out, n)
	}
	text(string(f.Data))
	out = binary.AppendUvarint(out, uint64(len(f.Weights)))
	for _, w := range f.Weights {
		out = w.append(out)
	}
	return out
}

// append writes four columns, which pack better than rows do: the features as
// differences, the number of cells of each, the cells' classes, their weights.
func (w *Weights) append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(w.rows))
	out = binary.AppendUvarint(out, uint64(w.count))
	last := Feature(0)
	var counts, classes, weights []byte
	w.each(func(f Feature, cells []uint16) {
		out = binary.AppendUvarint(out, uint64(f-last))
		last = f
		counts = append(counts, byte(len(cells)-1))
		for _, c := range cells {
			classes = append(classes, byte(c>>8))
			weights = append(weights, byte(c))
		}
	})
	return slices.Concat(out, counts, classes, weights)
}

// Read reads a file of the given kind. The error wraps ErrFormat if the file
// is of another kind or damaged.
func Read(data []byte, kind string) (*File, error) {
	header, _, ok := strings.Cut(string(data[:min(len(data), maxHeader)]), "\n\n")
	if !ok {
		return nil, fmt.Errorf("%w: no header", ErrFormat)
	}
	lines := strings.Split(header, "\n")
	if lines[0] != kind {
		return nil, fmt.Errorf("%w: it begins with %.40q, want %q", ErrFormat, lines[0], kind)
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBody))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	raw, err := z.DecodeAll(data[len(header)+2:], nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	f := &File{Kind: kind, Notes: lines[1:]}
	if !f.parse(raw) {
		return nil, fmt.Errorf("%w: the body is cut short or damaged", ErrFormat)
	}
	return f, nil
}

// parse is body's inverse; it tells whether the body is whole.
func (f *File) parse(body []byte) bool {
	d := decoder{data: body}
	for range d.count() {
		var list []string
		for range d.count() {
			list = append(list, string(d.bytes(d.count())))
		}
		f.Lists = append(f.Lists, list)
	}
	for range d.count() {
		f.Numbers = append(f.Numbers, d.number())
	}
	f.Data = d.bytes(d.count())
	for range d.count() {
		f.Weights = append(f.Weights, d.weights())
	}
	return !d.failed && len(d.data) == 0
}

// decoder reads a body; after a failure it returns zeros.
type decoder struct {
	data   []byte
	failed bool
}

// count reads a number of things of at least one byte each, so a number larger
// than what is left is a failure, and no allocation follows a damaged one.
func (d *decoder) count() int {
	n := d.number()
	if n > uint64(len(d.data)) {
		d.failed = true
		return 0
	}
	return int(n)
}

func (d *decoder) number() uint64 {
	n, size := binary.Uvarint(d.data)
	if d.failed || size <= 0 {
		d.failed = true
		return 0
	}
	d.data = d.data[size:]
	return n
}

func (d *decoder) bytes(n int) []byte {
	if n > len(d.data) {
		d.failed = true
		return nil
	}
	out := d.data[:n]
	d.data = d.data[n:]
	return out
}

func (d *decoder) weights() *Weights {
	rows, cells := d.count(), d.count()
	if d.failed || cells > MaxWeights || rows > cells {
		d.failed = true
		return nil
	}
	features := make([]Feature, rows)
	last := uint64(0)
	for i := range features {
		step := d.number()
		if last += step; last > 1<<32-1 || i > 0 && step == 0 {
			d.failed = true
			return nil
		}
		features[i] = Feature(last)
	}
	counts, classes, values := d.bytes(rows), d.bytes(cells), d.bytes(cells)
	if d.failed {
		return nil
	}
	t := table{features, counts, make([]uint16, cells)}
	for i := range t.cells {
		if values[i] == 0 {
			d.failed = true
			return nil
		}
		t.cells[i] = packCell(classes[i], int8(values[i]))
	}
	at := 0
	for _, c := range counts {
		next := at + int(c) + 1
		if next > cells || !ascending(t.cells[at:next]) {
			d.failed = true
			return nil
		}
		at = next
	}
	if at != cells {
		d.failed = true
		return nil
	}
	return newWeights(t)
}

// ascending tells whether each cell's class is larger than the one before.
func ascending(cells []uint16) bool {
	for i := 1; i < len(cells); i++ {
		if cells[i]>>8 <= cells[i-1]>>8 {
			return false
		}
	}
	return true
}
