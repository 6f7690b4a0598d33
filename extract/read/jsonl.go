package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"sitrep/extract"
)

// record is a line of JSON Lines. Other fields are left alone.
type record struct {
	ID    json.RawMessage `json:"id"`
	Title *string         `json:"title"`
	Date  *string         `json:"date"`
	Text  *string         `json:"text"`
}

// keepLine is the line buffer's size that is kept from line to line.
const keepLine = 1 << 20

// lines reads JSON Lines. A bad line is a problem of its own.
func (r *reader) lines(in Input, s *source) error {
	var buf []byte
	found := false
	for n := 1; ; n++ {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if cap(buf) > keepLine {
			buf = nil
		}
		line, size, err := readLine(s.Reader, buf[:0], r.MaxBytes)
		buf = line
		atEnd := err == io.EOF
		if err != nil && !atEnd {
			if ctxErr := r.ctx.Err(); ctxErr != nil {
				return ctxErr
			}
			r.report(in.Source, n, fmt.Errorf("%w; the rest is not read", readError(err)))
			return nil
		}
		if atEnd && size == 0 {
			break
		}
		found = true
		if size > r.MaxBytes {
			r.report(in.Source, n, fmt.Errorf("%w: a line of %d bytes, more than %s", ErrTooLarge, size, megabytes(r.MaxBytes)))
		} else if len(bytes.TrimSpace(line)) > 0 {
			if err := r.record(in, n, line); err != nil {
				return err
			}
		}
		if atEnd {
			break
		}
	}
	if !found {
		r.report(in.Source, 0, fmt.Errorf("%w: no lines", ErrEmpty))
	}
	return nil
}

// readLine appends a line to buf, without its end, and returns its true size.
// Of a line longer than limit only the size is right: its bytes are dropped,
// so that memory stays bounded.
func readLine(r *bufio.Reader, buf []byte, limit int64) (line []byte, size int64, err error) {
	for {
		part, err := r.ReadSlice('\n')
		size += int64(len(part))
		if size <= limit+1 {
			buf = append(buf, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err == nil {
			size--
			buf = bytes.TrimSuffix(buf, []byte("\n"))
		}
		return buf, size, err
	}
}

func (r *reader) record(in Input, n int, line []byte) error {
	if at := invalidUTF8(line); at >= 0 {
		r.report(in.Source, n, fmt.Errorf("%w at byte %d of the line", ErrEncoding, at))
		return nil
	}
	rec, id, err := parseRecord(line)
	if err != nil {
		r.report(in.Source, n, err)
		return nil
	}
	d := &extract.Document{ID: id, Source: fmt.Sprintf("%s#%d", in.Source, n), Text: *rec.Text}
	if rec.Title != nil {
		d.Title = *rec.Title
	}
	if d.ID == "" && in.id != "" {
		d.ID = fmt.Sprintf("%s#%d", in.id, n)
	} else if d.ID == "" {
		d.ID = stdinID(d.Text)
	}
	date := ""
	if rec.Date != nil {
		date = *rec.Date
	}
	return r.deliver(d, date, n)
}

func parseRecord(line []byte) (rec record, id string, err error) {
	if err := json.Unmarshal(line, &rec); err != nil {
		var te *json.UnmarshalTypeError
		var se *json.SyntaxError
		switch {
		case errors.As(err, &te) && te.Field != "":
			return rec, "", fmt.Errorf("%w: %q is a %s, not a string", ErrJSON, te.Field, te.Value)
		case errors.As(err, &te):
			return rec, "", fmt.Errorf("%w: a %s, not an object", ErrJSON, te.Value)
		case errors.As(err, &se):
			return rec, "", fmt.Errorf("%w: column %d: %w", ErrJSON, se.Offset, err)
		}
		return rec, "", fmt.Errorf("%w: %w", ErrJSON, err)
	}
	if rec.Text == nil {
		return rec, "", fmt.Errorf("%w: no \"text\"", ErrJSON)
	}
	switch raw := string(rec.ID); {
	case raw == "" || raw == "null":
	case raw[0] == '"':
		if err := json.Unmarshal(rec.ID, &id); err != nil {
			return rec, "", fmt.Errorf("%w: %w", ErrJSON, err)
		}
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		id = raw
	default:
		return rec, "", fmt.Errorf("%w: \"id\" is neither a string nor a number", ErrJSON)
	}
	return rec, strings.TrimSpace(id), nil
}
