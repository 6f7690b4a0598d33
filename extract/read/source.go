package read

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

type kind int

const (
	kindUnknown kind = iota // to be sniffed
	kindText
	kindMarkdown
	kindHTML
	kindJSONL
	kindOther // data, not a report
)

var kinds = map[string]kind{
	".txt": kindText, ".text": kindText,
	".md": kindMarkdown, ".markdown": kindMarkdown,
	".html": kindHTML, ".htm": kindHTML, ".xhtml": kindHTML,
	".jsonl": kindJSONL, ".ndjson": kindJSONL,

	".ann": kindOther, ".conll": kindOther, ".css": kindOther, ".csv": kindOther, ".gold": kindOther,
	".js": kindOther, ".json": kindOther, ".tsv": kindOther, ".toml": kindOther, ".xml": kindOther,
	".yaml": kindOther, ".yml": kindOther,
}

func kindOf(path string) kind {
	path = strings.ToLower(path)
	return kinds[filepath.Ext(strings.TrimSuffix(path, ".gz"))]
}

const (
	sniffBytes = 4096
	// A gzip that unpacks to more than bombRatio times its size is taken for
	// a bomb once it has passed bombFloor; English packs about 3:1.
	bombRatio = 250
	bombFloor = 16 << 20
)

// source is an opened input: a stream of unpacked bytes without byte order
// mark, and what is known of them.
type source struct {
	*bufio.Reader
	kind kind
	// bom tells that a byte order mark settled the encoding, and the stream is
	// UTF-8.
	bom  bool
	size int64
	file io.Closer
}

func (s *source) Close() {
	if s.file != nil {
		s.file.Close()
	}
}

// open opens an input and finds out its compression, encoding and kind.
func (r *reader) open(in Input) (*source, error) {
	s := &source{kind: kindOf(in.Source), size: in.Bytes}
	var raw io.Reader = r.Stdin
	if in.Source != "-" {
		f, err := os.Open(in.Source)
		if err != nil {
			return nil, unreadable(err)
		}
		raw, s.file = f, f
	} else if raw == nil {
		raw = bytes.NewReader(nil)
	}
	stored := &counter{ctx: r.ctx, r: raw, progress: r.Progress}
	s.Reader = bufio.NewReaderSize(stored, 64<<10)

	if err := s.unzip(in.Source, stored); err != nil {
		s.Close()
		return nil, err
	}
	if err := s.dropMark(); err != nil {
		s.Close()
		return nil, err
	}
	if s.kind == kindUnknown || s.kind == kindOther {
		head, err := s.peek(sniffBytes)
		if err != nil {
			s.Close()
			return nil, err
		}
		s.kind = sniff(head)
	}
	return s, nil
}

func (s *source) unzip(path string, stored *counter) error {
	magic, err := s.peek(2)
	if err != nil {
		return err
	}
	if string(magic) != "\x1f\x8b" {
		if strings.HasSuffix(strings.ToLower(path), ".gz") && len(magic) > 0 {
			return fmt.Errorf("%w: not gzip at all", ErrGzip)
		}
		return nil
	}
	zr, err := gzip.NewReader(s.Reader)
	if err != nil {
		return readError(err)
	}
	s.size = 0
	s.Reader = bufio.NewReaderSize(&bombGuard{r: zr, stored: stored}, 64<<10)
	return nil
}

// dropMark takes off a byte order mark, and turns UTF-16 into UTF-8.
func (s *source) dropMark() error {
	head, err := s.peek(3)
	if err != nil {
		return err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		s.Discard(3)
		s.bom = true
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		utf16 := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
		s.Reader = bufio.NewReaderSize(transform.NewReader(s.Reader, utf16), 64<<10)
		s.bom = true
		s.size = 0
	}
	return nil
}

// peek returns up to n bytes; a short input is no error.
func (s *source) peek(n int) ([]byte, error) {
	head, err := s.Peek(n)
	if err != nil && err != io.EOF {
		return nil, readError(err)
	}
	return head, nil
}

// all reads the rest, at most limit bytes.
func (s *source) all(limit int64) ([]byte, error) {
	if s.size > limit {
		return nil, tooLarge(limit)
	}
	var buf bytes.Buffer
	buf.Grow(int(s.size) + bytes.MinRead)
	take := limit
	if take < math.MaxInt64 {
		take++ // one more, to see whether the limit is passed
	}
	if _, err := buf.ReadFrom(io.LimitReader(s, take)); err != nil {
		return nil, readError(err)
	}
	if int64(buf.Len()) > limit {
		return nil, tooLarge(limit)
	}
	return buf.Bytes(), nil
}

func tooLarge(limit int64) error {
	return fmt.Errorf("%w: more than %s in one document; split it, or raise build.max_bytes", ErrTooLarge, megabytes(limit))
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d MiB", n>>20)
}

// readError gives an error of the stream its reason.
func readError(err error) error {
	switch {
	case errors.Is(err, ErrTooLarge):
		return err
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return fmt.Errorf("%w: %w", ErrGzip, err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: cut short", ErrGzip)
	case errors.As(err, new(flate.CorruptInputError)):
		return fmt.Errorf("%w: %w", ErrGzip, err)
	}
	return unreadable(err)
}

// counter reports progress and ends a read when the run is over.
type counter struct {
	ctx      context.Context
	r        io.Reader
	n        int64
	progress func(int64)
}

func (c *counter) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(b)
	c.n += int64(n)
	if n > 0 {
		c.progress(int64(n))
	}
	return n, err
}

type bombGuard struct {
	r      io.Reader
	n      int64
	stored *counter
}

func (g *bombGuard) Read(b []byte) (int, error) {
	n, err := g.r.Read(b)
	g.n += int64(n)
	if g.n > bombFloor && g.n > bombRatio*g.stored.n {
		return 0, fmt.Errorf("%w: unpacks to more than %d times its size, as a gzip bomb does", ErrTooLarge, bombRatio)
	}
	return n, err
}

var htmlStart = regexp.MustCompile(`(?i)^\s*(<!--.{0,500}?-->\s*)*<(!doctype html|html|head|body|article|main|div|p)\b`)

// sniff guesses the kind of an input from its first bytes.
func sniff(head []byte) kind {
	switch line, _, _ := bytes.Cut(bytes.TrimLeft(head, " \t\r\n"), []byte("\n")); {
	case bytes.HasPrefix(head, []byte("---\n")), bytes.HasPrefix(head, []byte("---\r\n")):
		return kindMarkdown
	case htmlStart.Match(head):
		return kindHTML
	case len(line) > 0 && line[0] == '{' && (json.Valid(line) || jsonText.Match(line)):
		return kindJSONL
	}
	return kindText
}

// jsonText finds a report's text in a line too long to be seen whole.
var jsonText = regexp.MustCompile(`"(?i:text)"\s*:\s*"`)
