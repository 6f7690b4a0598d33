// Package score compares what the pipeline finds with gold: documents that
// people annotated, in this project's own form, in CoNLL's IOB columns, or in
// re3d's JSON.
package score

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"sitrep/extract"
)

// ErrGold marks a gold file that can't be read; the error names file and line.
var ErrGold = errors.New("gold")

// Gold is one annotated document: its Text, Published, Mentions, Entities and
// Statements are as the pipeline should give them. IDs of entities are the
// file's own.
type Gold struct {
	extract.Document
	// Report is the file that the gold annotates, beside it in reports/.
	Report string
	// Has says what is annotated: a recogniser's gold has no statements.
	HasEntities, HasStatements bool
	// Classes are those annotated, all of them if empty: a mention of another
	// class is neither right nor wrong.
	Classes []extract.Class
	// NamesOnly is set where nominal mentions are not annotated.
	NamesOnly bool
	// Event is set for a record of PLOVER, which is scored by it alone.
	Event *CodedEvent
	// Fillers are those of MUC's answer keys; HasFillers is set where they, and
	// nothing else, are scored, if only to find that there are none.
	Fillers    []Filler
	HasFillers bool
}

// ReadGold reads this project's form; docs/gold.md describes it.
func ReadGold(file string, in io.Reader) (*Gold, error) {
	g := &Gold{HasEntities: true, HasStatements: true}
	g.ID, g.Source = file, file
	r := bufio.NewReader(in)
	section, n := "", 0
	fail := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s:%d: %s", ErrGold, file, n, fmt.Sprintf(format, args...))
	}
	classes := map[string]*extract.Entity{}
	for section != "text" {
		line, err := r.ReadString('\n')
		if err != nil && line == "" {
			return nil, fail("ends before its text section")
		}
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if s, ok := strings.CutPrefix(line, "== "); ok {
			section = strings.TrimSpace(s)
			continue
		}
		switch section {
		case "":
			key, value, ok := strings.Cut(line, ":")
			value = strings.TrimSpace(value)
			switch {
			case ok && key == "report":
				g.Report = value
			case ok && key == "published":
				g.Published = value
			default:
				return nil, fail("%q is none of report:, published:", line)
			}
		case "entities":
			e, err := parseEntity(line)
			if err != nil {
				return nil, fail("%v", err)
			}
			g.Entities = append(g.Entities, e)
		case "statements":
			s, err := parseStatement(line)
			if err != nil {
				return nil, fail("%v", err)
			}
			g.Statements = append(g.Statements, s)
		default:
			return nil, fail("section %q is none of entities, statements, text", section)
		}
	}
	for i := range g.Entities {
		classes[g.Entities[i].ID] = &g.Entities[i]
	}
	for _, s := range g.Statements {
		for _, id := range []string{s.Subject, s.Object, s.AttributedTo, s.Instrument, s.Place} {
			if id != "" && classes[id] == nil {
				return nil, fail("a statement names %q, which is no entity of the file", id)
			}
		}
	}
	body, err := io.ReadAll(r)
	if err != nil {
		return nil, fail("%v", err)
	}
	if err := g.unmark(string(body), classes); err != nil {
		return nil, fail("text: %v", err)
	}
	return g, nil
}

func parseEntity(line string) (extract.Entity, error) {
	f := strings.Split(line, "\t")
	if len(f) < 3 {
		return extract.Entity{}, fmt.Errorf("an entity needs id, class and name, with tabs between")
	}
	class, sub, _ := strings.Cut(f[1], "/")
	e := extract.Entity{ID: f[0], Class: extract.Class(class), Subclass: sub, Name: f[2]}
	if len(f) > 3 && f[3] != "" {
		e.Aliases = strings.Split(f[3], "|")
	}
	return e, nil
}

func parseStatement(line string) (extract.Statement, error) {
	f := strings.Split(line, "\t")
	if len(f) < 4 {
		return extract.Statement{}, fmt.Errorf("a statement needs subject, predicate, object and status, with tabs between")
	}
	s := extract.Statement{Subject: f[0], Predicate: f[1], Object: f[2], Status: extract.Status(f[3])}
	for _, kv := range f[4:] {
		key, value, _ := strings.Cut(kv, "=")
		value = strings.Trim(value, `"`)
		switch key {
		case "by":
			s.AttributedTo = value
		case "with":
			s.Instrument = value
		case "at":
			s.Place = value
		case "time":
			from, to, _ := strings.Cut(value, "/")
			s.Time = &extract.Time{From: from, To: to}
		case "trigger", "sentence", "":
		default:
			return s, fmt.Errorf("%q is none of by, with, at, time, trigger, sentence", key)
		}
	}
	return s, nil
}

// Unmark reads {id|name}, {id~|nominal} and {id^|pronoun}, which may nest, and
// returns the text without its marks and the mentions in the order in which
// they end, each with its span, form and Entity (the id).
func Unmark(body string) (string, []extract.Mention, error) {
	var text strings.Builder
	var open, mentions []extract.Mention
	for i := 0; i < len(body); {
		switch body[i] {
		case '{':
			bar := strings.IndexByte(body[i:], '|')
			if bar < 0 {
				return "", nil, fmt.Errorf("no | after the brace at byte %d", i)
			}
			id, form := body[i+1:i+bar], extract.Name
			if s, ok := strings.CutSuffix(id, "~"); ok {
				id, form = s, extract.Nominal
			} else if s, ok := strings.CutSuffix(id, "^"); ok {
				id, form = s, extract.Pronoun
			}
			open = append(open, extract.Mention{Span: extract.Span{Start: text.Len()}, Form: form, Entity: id})
			i += bar + 1
		case '}':
			if len(open) == 0 {
				return "", nil, fmt.Errorf("a brace closes at byte %d that none opened", i)
			}
			m := open[len(open)-1]
			open = open[:len(open)-1]
			m.End = text.Len()
			mentions = append(mentions, m)
			i++
		default:
			text.WriteByte(body[i])
			i++
		}
	}
	if len(open) > 0 {
		return "", nil, fmt.Errorf("the brace for %q never closes", open[len(open)-1].Entity)
	}
	return text.String(), mentions, nil
}

// unmark fills the text and its mentions from a marked text.
func (g *Gold) unmark(body string, entities map[string]*extract.Entity) (err error) {
	if g.Text, g.Mentions, err = Unmark(body); err != nil {
		return err
	}
	for i := range g.Mentions {
		m := &g.Mentions[i]
		e := entities[m.Entity]
		if e == nil {
			return fmt.Errorf("%q, marked as %q, is no entity of the file", g.Slice(m.Span), m.Entity)
		}
		m.Class, m.Subclass = e.Class, e.Subclass
	}
	return nil
}
