package score

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"sitrep/extract"
)

//go:embed plover.tsv
var ploverTable string

var ploverRules = mustRules(ploverTable, 5)

// CodedEvent is what a record of PLOVER marks in its sentence: who did
// something to whom. A pair that agreed or met is both Source and Target.
type CodedEvent struct {
	Code           string
	Source, Target []extract.Span
	// Predicates are those of the ontology that the event may be; none if it
	// lies outside.
	Predicates []string
}

// ReadPlover reads records of the PLOVER project, a JSON object a line, with
// the actors marked in textInfo.markup: (SRC: …), (TAR: …), (SRC/TAR: …).
func ReadPlover(file string, in io.Reader) ([]*Gold, error) {
	var out []*Gold
	scan := bufio.NewScanner(in)
	scan.Buffer(make([]byte, 1<<16), 1<<24)
	for n := 1; scan.Scan(); n++ {
		if strings.TrimSpace(scan.Text()) == "" {
			continue
		}
		var r struct {
			ID, Date, Text, Event, Mode, EventText string
			TextInfo                               json.RawMessage
		}
		if err := json.Unmarshal(scan.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%w: %s:%d: %w", ErrGold, file, n, err)
		}
		markup, err := ploverMarkup(r.TextInfo)
		if r.Event == "" || r.Text == "" || err != nil {
			return nil, fmt.Errorf("%w: %s:%d: no record of PLOVER: it needs event, text and textInfo", ErrGold, file, n)
		}
		g := &Gold{Event: &CodedEvent{Code: r.Event}}
		g.ID, g.Source, g.Published, g.Text = r.ID, file, r.Date, r.Text
		pair := g.Event.mark(r.Text, markup)
		if len(g.Event.Source) > 0 && len(g.Event.Target) > 0 {
			g.Event.Predicates = ploverPredicates(r.Event, r.Mode, r.EventText, pair)
		}
		out = append(out, g)
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrGold, file, err)
	}
	return out, nil
}

// ploverMarkup returns the marked text: textInfo's field, or textInfo itself.
func ploverMarkup(raw json.RawMessage) (string, error) {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text, nil
	}
	var info struct{ Markup string }
	err := json.Unmarshal(raw, &info)
	return info.Markup, err
}

// mark finds the marked actors in the text, each after the one marked before
// it: the marked text need not be the text to the letter. It tells whether
// some are marked as source and target in one.
func (e *CodedEvent) mark(text, markup string) (pair bool) {
	at := 0
	for i := 0; i < len(markup); i++ {
		label, body, ok := marked(markup[i:])
		if !ok {
			continue
		}
		start := strings.Index(text[at:], body)
		if start >= 0 {
			start += at
			at = start
		} else if start = strings.Index(text, body); start < 0 {
			continue
		}
		span := extract.Span{Start: start, End: start + len(body)}
		roles := strings.Split(label, "/")
		source, target := slices.Contains(roles, "SRC"), slices.Contains(roles, "TAR")
		if source {
			e.Source = append(e.Source, span)
		}
		if target {
			e.Target = append(e.Target, span)
		}
		pair = pair || source && target
	}
	return pair
}

// marked reads "(LABEL: body)" at the start of a text. Of marks in the body,
// the first is what it says: a place may hold an actor.
func marked(text string) (label, body string, ok bool) {
	label, rest, ok := strings.Cut(strings.TrimPrefix(text, "("), ":")
	if !ok || text[0] != '(' || label == "" || strings.Trim(label, "ABCDEFGHIJKLMNOPQRSTUVWXYZ/") != "" {
		return "", "", false
	}
	body, _, _ = strings.Cut(rest, ")")
	if strings.Contains(body, "(") {
		return "", "", false
	}
	body = strings.TrimSpace(body)
	return label, body, body != ""
}

// ploverPredicates returns what the first row that fits gives.
func ploverPredicates(event, mode, words string, pair bool) []string {
	fields := strings.Fields(strings.ToLower(words))
	for _, r := range ploverRules {
		if r[0] != event || r[1] != "" && r[1] != mode || r[3] == "pair" && !pair {
			continue
		}
		if r[2] != "" && !slices.ContainsFunc(strings.Split(r[2], "|"), func(stem string) bool {
			return slices.ContainsFunc(fields, func(w string) bool { return strings.HasPrefix(w, stem) })
		}) {
			continue
		}
		if r[4] == "-" {
			return nil
		}
		return strings.Split(r[4], "|")
	}
	return nil
}

// events scores a record: right where a statement of whatever status has one
// of the predicates, a source as its subject and a target as its object.
func (s *Scores) events(g *Gold, d *extract.Document, symmetric func(string) bool) {
	if len(g.Event.Predicates) == 0 {
		s.Outside++
		return
	}
	c := s.Events.at(g.Event.Code)
	c.Gold++
	c.Found++
	if g.Event.told(d, symmetric) {
		c.Right++
		c.Recalled++
	}
}

// told tells whether a document has the event.
func (e *CodedEvent) told(d *extract.Document, symmetric func(string) bool) bool {
	source, target := within(d, e.Source), within(d, e.Target)
	return slices.ContainsFunc(d.Statements, func(st extract.Statement) bool {
		if !slices.Contains(e.Predicates, st.Predicate) {
			return false
		}
		return source[st.Subject] && target[st.Object] || symmetric(st.Predicate) && source[st.Object] && target[st.Subject]
	})
}

// within returns the entities one of whose mentions stands for one of the
// spans: the mention's head is in the span, or the span's last word in the
// mention ("Palestinian" is marked in "Palestinian homes").
func within(d *extract.Document, spans []extract.Span) map[string]bool {
	out := map[string]bool{}
	for _, m := range d.Mentions {
		head := m.Span
		if m.Head >= 0 && m.Head < len(d.Tokens) {
			head = d.Tokens[m.Head].Span
		}
		for _, s := range spans {
			last := extract.Span{Start: s.Start + strings.LastIndexByte(d.Slice(s), ' ') + 1, End: s.End}
			if head.Overlaps(s) || m.Overlaps(last) {
				out[m.Entity] = true
			}
		}
	}
	return out
}

// errors writes a record that was not found: what it marks, and what was drawn.
func (e *CodedEvent) errors(b *strings.Builder, d *extract.Document, symmetric func(string) bool) {
	if len(e.Predicates) == 0 || e.told(d, symmetric) {
		return
	}
	words := func(spans []extract.Span) string {
		var out []string
		for _, s := range spans {
			out = append(out, d.Slice(s))
		}
		return strings.Join(out, " | ")
	}
	fmt.Fprintf(b, "  - %s: %s -> %s -> %s\n", e.Code, words(e.Source), strings.Join(e.Predicates, "|"), words(e.Target))
	for _, st := range d.Statements {
		fmt.Fprintf(b, "    %s -> %s -> %s [%s]\n", d.Slice(st.SubjectSpan), st.Predicate, d.Slice(st.ObjectSpan), st.Status)
	}
}
