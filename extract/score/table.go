package score

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"text/tabwriter"

	"sitrep/extract"
)

// section is a part of the scores as people and programs see it.
type section struct {
	name   string
	counts Counts
}

func (s *Scores) sections() []section {
	return []section{
		{"names, exact", s.Exact},
		{"names, overlap", s.Overlap},
		{"nominals", s.Nominals},
		{"pronouns", s.Pronouns},
		{"entities", s.Entities},
		{"statements", s.Statements},
		{"status", s.Status},
		{"details", s.Details},
		{"events", s.Events},
		{"fillers", s.Fillers},
	}
}

// keys lists the rows of a section: the classes and statuses in their own
// order, anything else by name.
func keys(c Counts) []string {
	var fixed []string
	for _, class := range extract.Classes {
		fixed = append(fixed, string(class))
	}
	for _, st := range extract.Statuses {
		fixed = append(fixed, string(st))
	}
	var out, rest []string
	for _, k := range fixed {
		if c[k] != nil {
			out = append(out, k)
		}
	}
	for k := range c {
		if !slices.Contains(fixed, k) {
			rest = append(rest, k)
		}
	}
	sort.Strings(rest)
	return append(out, rest...)
}

// Table prints the scores for people; the same scores give the same text.
func (s *Scores) Table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "%d documents\t precision\t recall\t F1\t found\t gold\t right\t\n", s.Documents)
	row := func(name string, c Count) {
		fmt.Fprintf(t, "%s\t %.1f\t %.1f\t %.1f\t %d\t %d\t %d\t\n", name, c.Precision(), c.Recall(), c.F1(), c.Found, c.Gold, c.Right)
	}
	for _, sec := range s.sections() {
		if len(sec.counts) == 0 {
			continue
		}
		for _, k := range keys(sec.counts) {
			row(sec.name+": "+k, *sec.counts[k])
		}
		row(sec.name, sec.counts.Total())
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if len(s.Events) > 0 {
		fmt.Fprintf(w, "records outside the ontology, not scored: %d\n", s.Outside)
	}
	if len(s.Status) > 0 {
		fmt.Fprintf(w, "status accuracy %.1f; plain edges that the gold denies or only threatens: %d\n", s.StatusAccuracy(), s.FalseEdges)
		fmt.Fprintf(w, "confidence  statements  right\n")
		for i, c := range s.Calibration {
			if c.Found > 0 {
				fmt.Fprintf(w, "%.1f-%.1f     %10d  %4.0f%%\n", float64(i)/10, float64(i+1)/10, c.Found, percent(c.Right, c.Found))
			}
		}
	}
	return nil
}

// jsonCount is a count with what follows from it.
type jsonCount struct {
	Count
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// JSON returns the scores as a value that encodes to JSON: sections by name,
// each with its rows and "total".
func (s *Scores) JSON() any {
	out := map[string]any{"documents": s.Documents}
	for _, sec := range s.sections() {
		if len(sec.counts) == 0 {
			continue
		}
		rows := map[string]jsonCount{"total": count(sec.counts.Total())}
		for k, c := range sec.counts {
			rows[k] = count(*c)
		}
		out[sec.name] = rows
	}
	if len(s.Events) > 0 {
		out["outside"] = s.Outside
	}
	if len(s.Status) > 0 {
		out["status_accuracy"] = s.StatusAccuracy()
		out["false_edges"] = s.FalseEdges
		out["calibration"] = s.Calibration
	}
	return out
}

func count(c Count) jsonCount {
	return jsonCount{Count: c, Precision: c.Precision(), Recall: c.Recall(), F1: c.F1()}
}
