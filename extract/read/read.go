// Package read turns files, folders, globs and standard input into documents.
//
// Nothing is lost silently: whatever could not be read, or was read with a
// doubt, is handed to the caller as a Problem that names the place and the
// reason, and the rest is read.
package read

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"sitrep/extract"
)

// DefaultMaxBytes is the size of a document, unpacked, from which it is refused.
const DefaultMaxBytes = 64 << 20

// Reasons of problems; test with errors.Is.
var (
	ErrMissing    = errors.New("no such file or folder")
	ErrGlob       = errors.New("bad pattern")
	ErrNoReports  = errors.New("no reports")
	ErrUnreadable = errors.New("cannot be read")
	ErrEmpty      = errors.New("empty")
	ErrBinary     = errors.New("binary, not text")
	ErrType       = errors.New("not a report")
	ErrGzip       = errors.New("broken gzip")
	ErrTooLarge   = errors.New("too large")
	ErrEncoding   = errors.New("invalid UTF-8")
	ErrLanguage   = errors.New("not English")
	ErrJSON       = errors.New("bad JSON line")
	ErrMetadata   = errors.New("bad metadata")
	ErrDate       = errors.New("not a date")
	ErrNoDate     = errors.New("no date")
	ErrDuplicate  = errors.New("duplicate")
)

// Options says how to read. The zero value is ready for use.
type Options struct {
	// Date (YYYY-MM-DD) is for documents that hold no date of their own.
	Date string
	// MaxBytes limits one unpacked document, or one line of JSON Lines; 0
	// means DefaultMaxBytes.
	MaxBytes int64
	// Stdin is what the path "-" reads.
	Stdin io.Reader
	// Progress, if set, gets the number of bytes taken from an input since the
	// last call, as stored (still compressed). Over a whole run they add up to
	// Plan.Bytes, standard input aside.
	Progress func(n int64)
}

// Problem is something the reader has to say about one input.
type Problem struct {
	// Source is the path as people know it.
	Source string
	// Line is counted from 1, or 0 where it does not matter.
	Line int
	// Err wraps one of this package's reasons.
	Err error
	// Warning tells that nothing was lost: the document was read all the same,
	// or its equal was.
	Warning bool
}

// Error implements error.
func (p Problem) Error() string {
	if p.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", p.Source, p.Line, p.Err)
	}
	return p.Source + ": " + p.Err.Error()
}

// Unwrap returns the reason.
func (p Problem) Unwrap() error { return p.Err }

// Read plans the paths and reads them; see MakePlan and Plan.Read.
func Read(ctx context.Context, paths []string, o Options, fn func(*extract.Document) error, problem func(Problem)) error {
	return MakePlan(paths).Read(ctx, o, fn, problem)
}

// Read hands every document to fn, in the plan's order, and every problem to
// problem (which may be nil); neither is called concurrently. At most one
// document is held in memory. The error is that of ctx, of fn, or of a bad
// Options.Date; inputs that cannot be read are problems, not errors.
func (p *Plan) Read(ctx context.Context, o Options, fn func(*extract.Document) error, problem func(Problem)) error {
	if o.Date != "" {
		if err := ValidDate(o.Date); err != nil {
			return err
		}
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.Progress == nil {
		o.Progress = func(int64) {}
	}
	if problem == nil {
		problem = func(Problem) {}
	}
	r := &reader{ctx: ctx, Options: o, fn: fn, problem: problem, seen: newSeen()}
	for _, in := range p.Inputs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if in.problem != nil {
			problem(*in.problem)
			continue
		}
		if err := r.input(in); err != nil {
			return err
		}
	}
	return nil
}

// reader is one run of Plan.Read. Its methods return only errors that end the
// run.
type reader struct {
	Options
	ctx     context.Context
	fn      func(*extract.Document) error
	problem func(Problem)
	seen    *seen
}

func (r *reader) report(source string, line int, err error) {
	r.problem(Problem{Source: source, Line: line, Err: err})
}

func (r *reader) warn(source string, line int, err error) {
	r.problem(Problem{Source: source, Line: line, Err: err, Warning: true})
}

// input reads one input, be it one document or many.
func (r *reader) input(in Input) error {
	s, err := r.open(in)
	if err != nil {
		if ctxErr := r.ctx.Err(); ctxErr != nil {
			return ctxErr
		}
		r.report(in.Source, 0, err)
		return nil
	}
	defer s.Close()
	if s.kind == kindJSONL {
		return r.lines(in, s)
	}
	raw, err := s.all(r.MaxBytes)
	if ctxErr := r.ctx.Err(); ctxErr != nil {
		return ctxErr
	}
	if err != nil {
		r.report(in.Source, 0, err)
		return nil
	}
	page, ok := r.page(in, s, raw)
	if !ok {
		return nil
	}
	d := &extract.Document{ID: in.id, Source: in.Source, Title: page.title, Text: page.text}
	if d.ID == "" {
		d.ID = stdinID(page.text)
	}
	return r.deliver(d, page.date, 0)
}

// page is what a format yields: metadata, still unchecked, and the text.
type page struct {
	title string
	date  string
	text  string
}

// page takes one document's bytes apart by its kind.
func (r *reader) page(in Input, s *source, raw []byte) (p page, ok bool) {
	if len(raw) == 0 {
		r.report(in.Source, 0, fmt.Errorf("%w: no bytes", ErrEmpty))
		return p, false
	}
	if err := binary(raw); err != nil {
		r.report(in.Source, 0, err)
		return p, false
	}
	if s.kind == kindHTML {
		text, err := decodeHTML(raw, s.bom)
		if err != nil {
			r.warn(in.Source, 0, err)
		}
		p, err = mainContent(text)
		if err != nil {
			r.report(in.Source, 0, err)
			return p, false
		}
		return p, true
	}
	text, read, err := decodeText(raw, s.bom)
	if err != nil {
		r.problem(Problem{Source: in.Source, Err: err, Warning: read})
	}
	if !read {
		return p, false
	}
	if s.kind == kindMarkdown {
		p, line, err := splitFrontMatter(text)
		if err != nil {
			r.warn(in.Source, line, err)
		}
		return p, true
	}
	return page{text: text}, true
}

// deliver settles a document's date and identity and hands it on. The line is
// 0 except in JSON Lines.
func (r *reader) deliver(d *extract.Document, metaDate string, line int) error {
	source := d.Source
	if line > 0 {
		source = strings.TrimSuffix(source, fmt.Sprintf("#%d", line))
	}
	if strings.TrimSpace(d.Text) == "" {
		r.report(source, line, fmt.Errorf("%w: no text", ErrEmpty))
		return nil
	}
	if err := english(d.Text); err != nil {
		r.report(source, line, err)
		return nil
	}
	id, err := r.seen.name(d.ID, d.Text)
	if err != nil {
		r.warn(source, line, err)
	}
	if id == "" {
		return nil
	}
	d.ID = id
	d.Published = r.published(d, metaDate, func(err error) { r.warn(source, line, err) })
	return r.fn(d)
}

// published picks the date: the document's metadata, else its dateline, else
// the caller's.
func (r *reader) published(d *extract.Document, metaDate string, warn func(error)) string {
	if strings.TrimSpace(metaDate) != "" {
		date, err := ParseDate(metaDate)
		if err == nil {
			return date
		}
		warn(fmt.Errorf("%w: date: %w", ErrMetadata, err))
	}
	if date, ok := Dateline(d.Text); ok {
		return date
	}
	if r.Date != "" {
		return r.Date
	}
	warn(fmt.Errorf("%w: give one by --date, or words such as \"last week\" stay open", ErrNoDate))
	return ""
}
