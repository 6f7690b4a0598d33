package walk

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes a text that came out of a report safe to print on a terminal:
// line breaks and tabs become blanks, other control characters and those that
// turn the direction of writing become U+FFFD.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return utf8.RuneError
		}
		return r
	}, s)
}

const (
	// textEvidence is how many events, or sentences that tell none, Text shows
	// for an edge.
	textEvidence = 3
	// textTellings is how many of an event's sentences Text shows; of the others
	// it names the sources.
	textTellings = 5
)

// Text prints each walk on one line and its evidence below:
//
//	Kataib Hezbollah -> attacked -> Ain al-Asad
//	    2021-12-18  reported  "Rockets hit the base." [reports/a.txt]
//
// What several statements tell stands under one line; see Evidence.Event.
func Text(w io.Writer, result Result) error {
	b := bufio.NewWriter(w)
	for _, walk := range result.Walks {
		for i, n := range walk.Nodes {
			if i > 0 {
				b.WriteString(arrow(walk.Edges[i-1]))
			}
			b.WriteString(Clean(n.Name))
		}
		b.WriteByte('\n')
		for i, e := range walk.Edges {
			if len(walk.Edges) > 1 {
				fmt.Fprintf(b, "  %s%s%s\n", Clean(walk.Nodes[i].Name), arrow(e), Clean(walk.Nodes[i+1].Name))
			}
			if e.Weight != nil {
				sentences := "sentences"
				if e.Weight.Count == 1 {
					sentences = "sentence"
				}
				fmt.Fprintf(b, "    together in %d %s, weight %.2f\n", e.Weight.Count, sentences, e.Weight.NPMI)
			}
			writeEvidence(b, e.Evidence, e.Support)
		}
	}
	return b.Flush()
}

func arrow(e Edge) string {
	if e.Forward {
		return " -> " + e.Predicate + " -> "
	}
	return " <- " + e.Predicate + " <- "
}

func writeEvidence(b *bufio.Writer, evidence []Evidence, support int) {
	shown := 0
	for shown < textEvidence && len(evidence) > 0 {
		n := 1
		for n < len(evidence) && evidence[0].Event != nil && evidence[n].Event != nil && *evidence[n].Event == *evidence[0].Event {
			n++
		}
		writeEvent(b, evidence[:n])
		evidence = evidence[n:]
		shown++
	}
	if left := support - shown; left > 0 {
		fmt.Fprintf(b, "    and %d more\n", left)
	}
}

// writeEvent prints what tells one event, or one sentence.
func writeEvent(b *bufio.Writer, told []Evidence) {
	indent := "    "
	// What a sentence says of an actor and of his weapon is told once.
	told = slices.Clone(told)
	said := map[string]bool{}
	told = slices.DeleteFunc(told, func(e Evidence) bool {
		at := fmt.Sprint(e.Document, " ", e.start())
		twice := said[at] && e.As != nil
		said[at] = true
		return twice
	})
	if len(told) > 1 {
		reports := map[string]bool{}
		for _, e := range told {
			reports[e.Document] = true
		}
		if len(reports) > 1 {
			fmt.Fprintf(b, "%sone event, told in %d reports:\n", indent, len(reports))
		} else {
			fmt.Fprintf(b, "%sone event, told more than once in one report:\n", indent)
		}
		indent += "  "
	}
	var others []string
	for i, e := range told {
		if i < textTellings {
			writeSentence(b, indent, e)
		} else if source := "[" + Clean(e.source()) + "]"; !slices.Contains(others, source) {
			others = append(others, source)
		}
	}
	if len(others) > 0 {
		fmt.Fprintf(b, "%salso in %s\n", indent, strings.Join(others, ", "))
	}
}

func writeSentence(b *bufio.Writer, indent string, e Evidence) {
	date := e.Date()
	if date == "" {
		date = "undated"
	}
	fmt.Fprintf(b, "%s%s  ", indent, Clean(date))
	if e.Status != "" {
		b.WriteString(Clean(e.Status))
		if e.AttributedTo != nil {
			b.WriteString(" by " + Clean(e.AttributedTo.Name))
		}
		b.WriteString("  ")
	}
	fmt.Fprintf(b, "\"%s\" [%s]\n", Clean(e.Sentence), Clean(e.source()))
	if e.As != nil {
		fmt.Fprintf(b, "%s  as %s -> %s -> %s\n", indent, Clean(e.As.Subject.Name), e.As.Predicate, Clean(e.As.Object.Name))
	}
}

func (e Evidence) source() string {
	if e.Source == "" {
		return e.Document
	}
	return e.Source
}

// JSONL prints each walk as one JSON object on a line of its own.
func JSONL(w io.Writer, result Result) error {
	for _, walk := range result.Walks {
		if err := JSON(w, walk); err != nil {
			return err
		}
	}
	return nil
}

// JSON prints a value on one line. No character in it can drive a terminal.
func JSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	line := strings.TrimSuffix(b.String(), "\n")
	var safe strings.Builder
	for _, r := range line {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			fmt.Fprintf(&safe, `\u%04x`, r)
		} else {
			safe.WriteRune(r)
		}
	}
	safe.WriteByte('\n')
	_, err := io.WriteString(w, safe.String())
	return err
}

var csvHeader = []string{
	"walk", "step", "subject_id", "subject", "predicate", "object_id", "object",
	"status", "confidence", "from", "to", "attributed_to", "instrument", "place",
	"document", "source", "published", "sentence", "count", "npmi", "event",
}

// CSV prints one row for each piece of evidence, behind a header. Walks and
// their steps are numbered from 1; a row has the edge's own subject and object,
// whichever way the walk took it.
func CSV(w io.Writer, result Result) error {
	out := csv.NewWriter(w)
	if err := out.Write(csvHeader); err != nil {
		return err
	}
	for i, walk := range result.Walks {
		for j, e := range walk.Edges {
			s, o := walk.Nodes[j], walk.Nodes[j+1]
			if !e.Forward {
				s, o = o, s
			}
			for _, ev := range e.Evidence {
				said := Telling{s, e.Predicate, o}
				if ev.As != nil {
					said = *ev.As
				}
				row := []string{
					strconv.Itoa(i + 1), strconv.Itoa(j + 1), said.Subject.ID, said.Subject.Name, said.Predicate, said.Object.ID, said.Object.Name,
					ev.Status, strconv.FormatFloat(ev.Confidence, 'f', -1, 64), "", "",
					name(ev.AttributedTo), name(ev.Instrument), name(ev.Place),
					ev.Document, ev.Source, ev.Published, ev.Sentence, "", "", "",
				}
				if ev.Event != nil {
					row[20] = *ev.Event
				}
				if ev.Time != nil {
					row[9], row[10] = ev.Time.From, ev.Time.To
				}
				if e.Weight != nil {
					row[18], row[19] = strconv.Itoa(e.Weight.Count), strconv.FormatFloat(e.Weight.NPMI, 'f', -1, 64)
				}
				for k := range row {
					row[k] = Clean(row[k])
				}
				if err := out.Write(row); err != nil {
					return err
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}

func name(n *Node) string {
	if n == nil {
		return ""
	}
	return n.Name
}

// DOT prints the walks as one Graphviz graph, each node and edge once, an edge
// with its predicate and the number of events, or sentences that tell none.
func DOT(w io.Writer, result Result) error {
	d := beginDOT(w)
	for _, walk := range result.Walks {
		for _, n := range walk.Nodes {
			d.node(n.ID, n.Name, n.Class())
		}
		for i, e := range walk.Edges {
			from, to := walk.Nodes[i].ID, walk.Nodes[i+1].ID
			if !e.Forward {
				from, to = to, from
			}
			d.edge(from, to, e)
		}
	}
	return d.end()
}

// PictureDOT prints a picture as a Graphviz graph.
func PictureDOT(w io.Writer, p Picture) error {
	d := beginDOT(w)
	for _, n := range p.Nodes {
		class := n.Kind
		if c := n.Class(); c != "" {
			class = c
		}
		d.node(n.ID, n.Name, class)
	}
	for _, l := range p.Links {
		d.edge(l.Subject, l.Object, l.Edge)
	}
	return d.end()
}

type dot struct {
	b    *bufio.Writer
	seen map[string]bool
}

func beginDOT(w io.Writer) *dot {
	d := &dot{bufio.NewWriter(w), map[string]bool{}}
	d.b.WriteString("digraph walk {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n")
	return d
}

func (d *dot) once(format string, args ...any) {
	if line := fmt.Sprintf(format, args...); !d.seen[line] {
		d.seen[line] = true
		d.b.WriteString(line)
	}
}

func (d *dot) node(id, name, class string) {
	d.once("  %s [label=%s, tooltip=%s];\n", dotQuote(id), dotQuote(name), dotQuote(class))
}

func (d *dot) edge(from, to string, e Edge) {
	label := e.Predicate
	if e.Support > 0 {
		label = fmt.Sprintf("%s (%d)", e.Predicate, e.Support)
	}
	d.once("  %s -> %s [label=%s];\n", dotQuote(from), dotQuote(to), dotQuote(label))
}

func (d *dot) end() error {
	d.b.WriteString("}\n")
	return d.b.Flush()
}

// dotQuote writes a DOT string, in which a backslash may start an escape.
func dotQuote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(Clean(s)) + `"`
}

// CardText prints an entity's card.
func CardText(w io.Writer, c Card) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s  (%s)  %s\n", Clean(c.Name), Clean(c.path()), Clean(c.ID))
	if len(c.Aliases) > 0 {
		fmt.Fprintf(b, "also: %s\n", Clean(strings.Join(c.Aliases, "; ")))
	}
	writeResolutions(b, c)
	for _, side := range []struct {
		groups  []Group
		forward bool
	}{{c.Out, true}, {c.In, false}} {
		for _, g := range side.groups {
			fmt.Fprintf(b, "\n%s (%d)\n", strings.TrimSpace(arrow(Edge{Predicate: g.Predicate, Forward: side.forward})), g.Total)
			for _, n := range g.Neighbours {
				fmt.Fprintf(b, "  %s\n", Clean(n.Node.Name))
				writeEvidence(b, n.Evidence, n.Support)
			}
		}
	}
	if len(c.CoOccurring) > 0 {
		b.WriteString("\nnamed together with\n")
		for _, n := range c.CoOccurring {
			fmt.Fprintf(b, "  %5.2f %5d  %s\n", n.Weight.NPMI, n.Weight.Count, Clean(n.Node.Name))
		}
	}
	if len(c.Documents) > 0 {
		b.WriteString("\nnamed by\n")
		for _, d := range c.Documents {
			fmt.Fprintf(b, "  %s\n", Clean(strings.Join(nonEmpty(d.Published, d.Source, d.Title), "  ")))
		}
	}
	return b.Flush()
}

// textDocuments is how many reports CardText names for a reason.
const textDocuments = 3

func writeResolutions(b *bufio.Writer, c Card) {
	if len(c.Resolutions) > 0 {
		b.WriteString("\ntaken for one\n")
	}
	for _, r := range c.Resolutions {
		fmt.Fprintf(b, "  \"%s\"", Clean(r.Name))
		if r.Name != c.Name {
			fmt.Fprintf(b, " = %s", Clean(c.Name))
		}
		var sources []string
		for _, d := range r.Documents[:min(len(r.Documents), textDocuments)] {
			sources = append(sources, Clean(nonEmpty(d.Source, d.ID)[0]))
		}
		more := ""
		if left := r.Total - len(sources); left > 0 {
			more = fmt.Sprintf(" and %d more", left)
		}
		fmt.Fprintf(b, ": %s (%s%s)\n", Clean(r.Reason), strings.Join(sources, ", "), more)
	}
}

// path is the class of a node, from the top.
func (n Node) path() string { return strings.Join(nonEmpty(n.Type, n.Subtype), "/") }

func nonEmpty(texts ...string) []string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}
