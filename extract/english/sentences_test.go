package english

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sitrep/extract"
)

// annotated is one line of testdata/mentions.txt: a sentence and its mentions.
type annotated struct {
	line     int
	section  string
	text     string
	mentions []expected
}

// expected is a mention as the file has it; Kind is a subclass or a class.
type expected struct {
	extract.Span
	kind  string
	form  extract.Form
	sense extract.Sense
}

// readAnnotated reads a file of sentences in braces; see its head.
func readAnnotated(t *testing.T, file string) []annotated {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []annotated
	section, n := "", 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "== "); ok {
			section = name
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		a := annotated{line: n, section: section}
		var text strings.Builder
		var open []expected
		for rest := line; rest != ""; {
			at := strings.IndexAny(rest, "{}")
			if at < 0 {
				at = len(rest)
			}
			text.WriteString(rest[:at])
			rest = rest[at:]
			if mark, ok := strings.CutPrefix(rest, "{"); ok {
				label, after, ok := strings.Cut(mark, "|")
				if !ok {
					t.Fatalf("%s:%d: a brace without a label", file, n)
				}
				kind, sense, _ := strings.Cut(label, "=")
				e := expected{Span: extract.Span{Start: text.Len()}, form: extract.Name, sense: extract.Sense(sense)}
				if k, nominal := strings.CutSuffix(kind, "~"); nominal {
					kind, e.form = k, extract.Nominal
				}
				e.kind = kind
				open, rest = append(open, e), after
			} else if after, ok := strings.CutPrefix(rest, "}"); ok {
				if len(open) == 0 {
					t.Fatalf("%s:%d: a brace too many", file, n)
				}
				e := open[len(open)-1]
				e.End, open, rest = text.Len(), open[:len(open)-1], after
				a.mentions = append(a.mentions, e)
			}
		}
		a.text = text.String()
		out = append(out, a)
	}
	return out
}

// tally counts what was right of what was found and of what is there.
type tally struct{ right, found, there int }

func (c *tally) f1() float64 {
	if c.found+c.there == 0 {
		return 100
	}
	return 200 * float64(c.right) / float64(c.found+c.there)
}

// TestSentences scores mentions and senses over testdata/mentions.txt, one
// half for development (its errors are logged), the other as a test. The
// floors are what the extraction reached, less a margin for chance.
func TestSentences(t *testing.T) {
	p := standard(t)
	type score struct{ names, loose, nominals, subclass, sense, clean tally }
	scores := map[string]*score{}
	half, section := 0, ""
	var sections []string
	for _, a := range readAnnotated(t, "testdata/mentions.txt") {
		if a.section != section {
			section, half = a.section, 0
			sections = append(sections, section)
		}
		half++
		part := []string{"test", "development"}[half%2]
		d := &extract.Document{ID: "test", Text: a.text, Published: "2022-06-15"}
		if err := p.Run(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		var wrong []string
		for _, key := range []string{part + " " + section, part} {
			if scores[key] == nil {
				scores[key] = &score{}
			}
			s := scores[key]
			var errs []string
			tell := func(mark string, span extract.Span, what string) {
				errs = append(errs, fmt.Sprintf("%s%s %q", mark, what, d.Slice(span)))
			}
			used := map[int]bool{}
			for _, e := range a.mentions {
				overlap := slices.IndexFunc(d.Mentions, func(m extract.Mention) bool {
					return m.Form == e.form && e.is(m) && m.Overlaps(e.Span) && (e.form == extract.Nominal || m.Span == e.Span)
				})
				exact := overlap >= 0
				if !exact {
					overlap = slices.IndexFunc(d.Mentions, func(m extract.Mention) bool { return m.Form == e.form && e.is(m) && m.Overlaps(e.Span) })
				}
				c := &s.names
				if e.form == extract.Nominal {
					c = &s.nominals
				} else {
					s.loose.there++
				}
				c.there++
				if exact {
					c.right++
				} else {
					tell("-", e.Span, e.kind)
				}
				if overlap < 0 {
					continue
				}
				m := d.Mentions[overlap]
				used[overlap] = true
				if e.form == extract.Name {
					s.loose.right++
				}
				if exact && e.kind != string(m.Class) {
					s.subclass.found, s.subclass.there = s.subclass.found+1, s.subclass.there+1
					if e.kind == m.Subclass {
						s.subclass.right++
					} else {
						tell("~", m.Span, m.Subclass+" for "+e.kind)
					}
				}
				if e.sense != "" {
					s.sense.found, s.sense.there = s.sense.found+1, s.sense.there+1
					if m.Sense == e.sense {
						s.sense.right++
					} else {
						tell("=", m.Span, string(m.Sense)+" for "+string(e.sense))
					}
				}
			}
			for i, m := range d.Mentions {
				c := &s.names
				switch m.Form {
				case extract.Pronoun:
					continue
				case extract.Nominal:
					c = &s.nominals
				default:
					s.loose.found++
				}
				c.found++
				if !used[i] {
					tell("+", m.Span, string(m.Form)+" "+string(m.Class)+"/"+m.Subclass)
				}
			}
			s.clean.found, s.clean.there = s.clean.found+1, s.clean.there+1
			if len(errs) == 0 {
				s.clean.right++
			}
			wrong = errs
		}
		if half%2 == 1 && len(wrong) > 0 && testing.Verbose() {
			t.Logf("%d %s\n\t%s", a.line, a.text, strings.Join(wrong, "; "))
		}
	}
	for _, part := range []string{"development", "test"} {
		for _, name := range append(slices.Clone(sections), "") {
			key := strings.TrimSpace(part + " " + name)
			s := scores[key]
			t.Logf("%-28s names %5.1f, by overlap %5.1f; nominals %5.1f; subclass %5.1f; sense %5.1f; sentences without an error %5.1f of %d",
				key, s.names.f1(), s.loose.f1(), s.nominals.f1(), s.subclass.f1(), s.sense.f1(), s.clean.f1(), s.clean.there)
		}
	}
	for _, c := range []struct {
		part                             string
		names, nominals, subclass, sense float64
	}{
		{"development", 96, 94, 97, 93},
		{"test", 90, 87, 95, 95},
	} {
		s := scores[c.part]
		for _, v := range []struct {
			what      string
			got, want float64
		}{{"names", s.names.f1(), c.names}, {"nominals", s.nominals.f1(), c.nominals}, {"subclasses", s.subclass.f1(), c.subclass}, {"senses", s.sense.f1(), c.sense}} {
			if v.got < v.want {
				t.Errorf("%s half: %s at %.1f, want %.1f", c.part, v.what, v.got, v.want)
			}
		}
	}
}

// is tells whether a mention is of the class that is expected, or of one with
// that subclass.
func (e expected) is(m extract.Mention) bool { return string(m.Class) == classOf(e.kind) }

func classOf(kind string) string {
	switch kind {
	case "Government", "Military", "ArmedGroup", "Police", "Party", "Company", "Media", "Intergovernmental":
		return string(extract.Organisation)
	case "Country", "Region", "City", "Site", "Water":
		return string(extract.Place)
	case string(extract.Person), string(extract.Organisation), string(extract.Place):
		return kind
	}
	return string(extract.Weapon)
}
