// Package answer writes what queries find, rows of Gizmo scripts and walks, in
// the formats that people and programs ask for. Names and texts are cleaned:
// nothing from a report drives a terminal.
package answer

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"sitrep/graph/export"
	"sitrep/graph/gizmo"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

// The formats. DOT and NQuads write the part of the graph that the answer rests
// on: its nodes, and the edges between them.
const (
	Text   = "text"
	JSONL  = "jsonl"
	Table  = "table"
	CSV    = "csv"
	DOT    = "dot"
	NQuads = "nquads"
)

// Options say how an answer is written.
type Options struct {
	Format string
	// Width is that of the terminal, to which tables are cut; 0 cuts nothing.
	Width int
	// Open opens the graph, which DOT and NQuads of a script, and NQuads of walks,
	// read again.
	Open func(context.Context) (*store.Store, error)
}

// Script runs a script and writes its rows as they come. Rows that came before an
// error stand. The hints also say what the format left out.
func Script(ctx context.Context, w io.Writer, req gizmo.Request, o Options) (gizmo.Stats, error) {
	r := newRows(w, o)
	if p, ok := r.(*picture); ok {
		p.nodes = gizmo.NodesOf(req.Script)
		req.Way = func(iri string) { p.nodes.Add(iri) }
	}
	stats, err := gizmo.Run(ctx, req, r.row)
	notes, ended := r.end(ctx)
	if err == nil {
		err = ended
	}
	stats.Hints = append(stats.Hints, notes...)
	return stats, err
}

// rows writes the rows of a script. Its methods are called from one goroutine.
type rows interface {
	row(gizmo.Row) error
	// end writes what is left. The notes are for people: what was left out.
	end(context.Context) (notes []string, err error)
}

func newRows(w io.Writer, o Options) rows {
	out := bufio.NewWriter(w)
	switch o.Format {
	case Table:
		return &columns{write: tableOf(out, o.Width), most: tableRows, flush: out.Flush}
	case CSV:
		return &columns{write: csvOf(out), flush: out.Flush}
	case DOT, NQuads:
		return &picture{w: w, o: o}
	}
	return &lines{out, o.Format == Text}
}

// lines writes each row as JSON on a line of its own; as text, a string stands
// without its quotes.
type lines struct {
	out  *bufio.Writer
	text bool
}

func (l *lines) row(row gizmo.Row) error {
	text := string(row)
	if l.text {
		text = strings.Trim(text, `"`)
	}
	_, err := fmt.Fprintln(l.out, walk.Clean(text))
	return err
}

func (l *lines) end(context.Context) ([]string, error) { return nil, l.out.Flush() }

// picture gathers the nodes of rows, and draws them at the end.
type picture struct {
	w     io.Writer
	o     Options
	nodes *gizmo.Nodes
}

func (p *picture) row(row gizmo.Row) error {
	p.nodes.AddRow(row)
	return nil
}

func (p *picture) end(ctx context.Context) (notes []string, err error) {
	st, err := p.o.Open(ctx)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	drawn, err := walk.Draw(ctx, st, p.nodes.IDs, walk.Options{})
	if err != nil {
		return nil, err
	}
	if len(drawn.Nodes) == 0 {
		notes = append(notes, "the answer holds no nodes of the graph, and so "+p.o.Format+" shows nothing; try another format")
	}
	if drawn.Cut {
		notes = append(notes, fmt.Sprintf("only %d nodes and %d edges are shown, the most that a picture holds", len(drawn.Nodes), len(drawn.Links)))
	}
	if p.o.Format == DOT {
		return notes, walk.PictureDOT(p.w, drawn)
	}
	part := export.NewPart()
	part.Picture(drawn)
	_, err = export.NQuads(ctx, st, p.w, part)
	return notes, err
}

var walkPrinters = map[string]func(io.Writer, walk.Result) error{
	Text: walk.Text, JSONL: walk.JSONL, CSV: walk.CSV, DOT: walk.DOT,
}

// WalkFormats are those of walks that need no terminal.
var WalkFormats = []string{Text, JSONL, CSV, DOT}

// Walks writes walks.
func Walks(ctx context.Context, w io.Writer, result walk.Result, o Options) error {
	if print, ok := walkPrinters[o.Format]; ok {
		return print(w, result)
	}
	if o.Format == NQuads {
		part := export.NewPart()
		part.Walks(result)
		st, err := o.Open(ctx)
		if err != nil {
			return err
		}
		defer st.Close()
		_, err = export.NQuads(ctx, st, w, part)
		return err
	}
	out := bufio.NewWriter(w)
	if err := walkTable(out, o.Width, result); err != nil {
		return err
	}
	return out.Flush()
}

// walkTable writes a line for each edge, with its best sentence.
func walkTable(w io.Writer, width int, result walk.Result) error {
	var rows [][]string
	for i, wk := range result.Walks {
		for j, e := range wk.Edges {
			from, to := wk.Nodes[j].Name, wk.Nodes[j+1].Name
			if !e.Forward {
				from, to = to, from
			}
			row := []string{fmt.Sprint(i + 1), from, e.Predicate, to, fmt.Sprint(e.Support), "", ""}
			if len(e.Evidence) > 0 {
				row[5], row[6] = e.Evidence[0].Date(), e.Evidence[0].Sentence
			}
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return tableOf(w, width)([]string{"walk", "subject", "predicate", "object", "events", "date", "sentence"}, rows)
}

func csvOf(w io.Writer) func([]string, [][]string) error {
	return func(header []string, rows [][]string) error {
		out := csv.NewWriter(w)
		for _, row := range append([][]string{header}, rows...) {
			row = slices.Clone(row)
			for i := range row {
				row[i] = walk.Clean(row[i])
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	}
}
