package store

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// Validate tells whether the graph may hold the quad; the error wraps ErrQuad
// and names the part. Cayley itself takes quads with missing parts, and values
// that break an export or fall together with another value's node.
func Validate(q quad.Quad) error {
	for _, part := range []struct {
		name  string
		value quad.Value
		check func(quad.Value) error
	}{
		{"subject", q.Subject, checkNode},
		{"predicate", q.Predicate, checkPredicate},
		{"object", q.Object, checkValue},
		{"label", q.Label, checkLabel},
	} {
		if err := part.check(part.value); err != nil {
			return fmt.Errorf("%w: %s of %s %s %s: %w", ErrQuad, part.name,
				quad.StringOf(q.Subject), quad.StringOf(q.Predicate), quad.StringOf(q.Object), err)
		}
	}
	return nil
}

func checkNode(v quad.Value) error {
	switch v.(type) {
	case nil, quad.IRI, quad.BNode:
		return checkValue(v)
	}
	return fmt.Errorf("a %T, want an IRI or a blank node", v)
}

func checkPredicate(v quad.Value) error {
	if _, ok := v.(quad.IRI); !ok && v != nil {
		return fmt.Errorf("a %T, want an IRI", v)
	}
	return checkValue(v)
}

func checkLabel(v quad.Value) error {
	if v == nil {
		return nil
	}
	return checkNode(v)
}

func checkValue(v quad.Value) error {
	switch v := v.(type) {
	case nil:
		return fmt.Errorf("is missing")
	case quad.IRI:
		return checkIRI(string(v))
	case quad.BNode:
		return checkBlank(string(v))
	case quad.String:
		return checkText(string(v))
	case quad.LangString:
		if v.Lang == "" || strings.Trim(v.Lang, alphanumeric+"-") != "" {
			return fmt.Errorf("the language tag %q is not valid", v.Lang)
		}
		return checkText(string(v.Value))
	case quad.TypedString:
		if quad.HasStringConversion(v.Type.Full()) {
			return fmt.Errorf("a text of type %s, want the value itself: both would be one node", v.Type)
		}
		if err := checkIRI(string(v.Type)); err != nil {
			return err
		}
		return checkText(string(v.Value))
	case quad.Float:
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			return fmt.Errorf("%v is no number", float64(v))
		}
	case quad.Time:
		if time.Time(v).Nanosecond() != 0 {
			return fmt.Errorf("the time has a fraction of a second: times within one second would be one node; keep it as a text")
		}
	case quad.Int, quad.Bool:
	default:
		return fmt.Errorf("a %T cannot be stored", v)
	}
	return nil
}

const alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// checkIRI refuses what would end an IRI early in N-Quads, as its grammar has
// it.
func checkIRI(s string) error {
	if s == "" {
		return fmt.Errorf("an empty IRI")
	}
	for i, r := range s {
		if r <= ' ' || r == utf8.RuneError || strings.ContainsRune("<>\"{}|^`\\", r) {
			return fmt.Errorf("the IRI %q may not hold %q (byte %d); percent-encode it", s, r, i)
		}
	}
	return nil
}

// memoryBlank begins the names that Cayley's memory store gives to its own
// blank nodes.
const memoryBlank = "memnode"

func checkBlank(s string) error {
	if s == "" || strings.Trim(s, alphanumeric+"_") != "" || strings.HasPrefix(s, memoryBlank) {
		return fmt.Errorf("the blank node's name %q is not valid: letters, digits and _, and not %s…", s, memoryBlank)
	}
	return nil
}

func checkText(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("the text %.40q is not valid UTF-8", s)
	}
	return nil
}

// normal gives the one form of a quad's values that reading gives back, so
// that quads can be compared: a time is kept in UTC.
func normal(q quad.Quad) quad.Quad {
	if t, ok := q.Object.(quad.Time); ok {
		q.Object = quad.Time(time.Time(t).UTC().Round(0))
	}
	if f, ok := q.Object.(quad.Float); ok && f == 0 {
		q.Object = quad.Float(0) // -0 equals 0 but would be another node
	}
	return q
}
