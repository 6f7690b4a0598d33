// Package export writes the graph for other programs, one file a format.
package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"sitrep/graph"
	"sitrep/graph/store"
)

// NQuads writes a part of the graph (nil: all of it) as W3C N-Quads, one quad a
// line, in the lines' byte order: equal graphs give equal files. Short IRIs
// become absolute by graph.Base. It returns the number of lines.
func NQuads(ctx context.Context, s *store.Store, w io.Writer, part *Part) (n int, err error) {
	lines := &sorter{limit: sortBytes}
	defer func() {
		if cerr := lines.close(); err == nil {
			err = cerr
		}
	}()
	add := func(q quad.Quad) error {
		line, err := Line(q)
		if err != nil {
			return err
		}
		return lines.add(line)
	}
	if part != nil {
		err = part.quads(ctx, s, add)
	} else {
		err = s.Quads(ctx, store.Pattern{}, add)
	}
	if err != nil {
		return 0, err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	err = lines.each(func(line string) error {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		n++
		_, err := out.WriteString(line)
		return err
	})
	if err != nil {
		return n, fmt.Errorf("writing N-Quads: %w", err)
	}
	if err := out.Flush(); err != nil {
		return n, fmt.Errorf("writing N-Quads: %w", err)
	}
	return n, nil
}

// Line returns one quad as a line of N-Quads, with its end. The error wraps
// store.ErrQuad, for a quad that no store of ours holds.
func Line(q quad.Quad) (string, error) {
	if err := store.Validate(q); err != nil {
		return "", err
	}
	var b strings.Builder
	for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v != nil {
			term(&b, v)
			b.WriteByte(' ')
		}
	}
	b.WriteString(".\n")
	return b.String(), nil
}

const xsd = "http://www.w3.org/2001/XMLSchema#"

// term writes a value. Numbers take XML Schema's types, which RDF tools know;
// quad's own default is schema.org's.
func term(b *strings.Builder, v quad.Value) {
	switch v := v.(type) {
	case quad.IRI:
		iri(b, v)
	case quad.BNode:
		b.WriteString("_:")
		b.WriteString(string(v))
	case quad.String:
		literal(b, string(v))
	case quad.LangString:
		literal(b, string(v.Value))
		b.WriteByte('@')
		b.WriteString(v.Lang)
	case quad.TypedString:
		literal(b, string(v.Value))
		b.WriteString("^^")
		iri(b, v.Type)
	case quad.Int:
		typed(b, strconv.FormatInt(int64(v), 10), "integer")
	case quad.Float:
		typed(b, strconv.FormatFloat(float64(v), 'E', -1, 64), "double")
	case quad.Bool:
		typed(b, strconv.FormatBool(bool(v)), "boolean")
	case quad.Time:
		typed(b, time.Time(v).UTC().Format(time.RFC3339), "dateTime")
	}
}

func typed(b *strings.Builder, text, xsdType string) {
	literal(b, text)
	b.WriteString("^^<" + xsd + xsdType + ">")
}

var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// iri writes an absolute IRI. One of ours has no scheme, since graph escapes
// colons.
func iri(b *strings.Builder, v quad.IRI) {
	s := string(v)
	b.WriteByte('<')
	if !scheme.MatchString(s) {
		b.WriteString(graph.Base)
	}
	b.WriteString(s)
	b.WriteByte('>')
}

// literal writes a quoted text. Control characters are escaped, the rest
// stands as it is.
func literal(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}
