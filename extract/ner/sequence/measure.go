package sequence

import (
	"fmt"
	"io"
	"maps"
	"math/bits"
	"path/filepath"
	"sort"
	"strings"
	"text/tabwriter"

	"sitrep/extract"
	"sitrep/extract/score"
)

// Result is how a model does on one corpus.
type Result struct {
	Corpus   string
	Capitals bool // in a copy in capitals
	// Exact and Overlap are by this project's conventions; OwnExact and
	// OwnOverlap by the corpus's spans and classes as they are, nationalities
	// left out and, for re3d, names widened to their noun phrases.
	Exact, Overlap, OwnExact, OwnOverlap score.Counts
	// Calibration counts names by confidence, in tenths.
	Calibration [10]score.Count
	Tokens      int
	// Errors lists what differs, by this project's conventions: - missed, +
	// found and not there.
	Errors []string
}

// Measure scores a model on corpora, by parts of their names, as they are and
// in capitals.
func Measure(m *Model, dir string, names ...string) ([]Result, error) {
	r, err := newReader()
	if err != nil {
		return nil, err
	}
	var out []Result
	for _, c := range corpora {
		for _, n := range names {
			if !strings.Contains(c.name, n) {
				continue
			}
			for _, loud := range []bool{false, true} {
				res, err := r.measure(m, c, dir, loud)
				if err != nil {
					return nil, err
				}
				out = append(out, res)
			}
		}
	}
	return out, nil
}

func (r *reader) measure(m *Model, c corpus, dir string, loud bool) (Result, error) {
	res := Result{Corpus: c.name, Capitals: loud, Exact: score.Counts{}, Overlap: score.Counts{}}
	texts, err := c.read(dir)
	if err != nil {
		return res, err
	}
	golds, err := c.golds(dir, texts)
	if err != nil {
		return res, err
	}
	own := score.New()
	for i := range texts {
		t := &texts[i]
		if err := r.process(t); err != nil {
			return res, err
		}
		marks := r.marks(t)
		if loud {
			copied := t.shout()
			if t.re3d {
				copied.Sentences = nil // found anew
			}
			if t = &copied; r.process(t) != nil {
				continue
			}
		}
		found := r.label(m, t)
		res.tally(t, found, marks)
		res.Tokens += len(t.Tokens)
		d := t.Document
		d.Mentions = nil
		if t.re3d {
			d.Mentions = r.phrases(t, found)
		} else {
			for _, f := range found {
				if f.Sense != Nationality {
					d.Mentions = append(d.Mentions, extract.Mention{Span: f.Span, Class: f.Class, Form: extract.Name})
				}
			}
		}
		own.Add(golds[i], &d, func(string) bool { return false })
	}
	res.OwnExact, res.OwnOverlap = own.Exact, own.Overlap
	return res, nil
}

// golds are the corpus's own annotations.
func (c corpus) golds(dir string, texts []text) ([]*score.Gold, error) {
	if texts[0].re3d {
		return score.ReadRe3d(filepath.Join(dir, filepath.FromSlash(c.name)))
	}
	var out []*score.Gold
	for _, t := range texts {
		g := &score.Gold{NamesOnly: true, Classes: extract.Classes}
		for _, m := range t.gold {
			if m.kinds != 0 {
				class := kinds[bits.TrailingZeros8(uint8(m.kinds))].class
				g.Mentions = append(g.Mentions, extract.Mention{Span: m.Span, Class: class, Form: extract.Name})
			}
		}
		out = append(out, g)
	}
	return out, nil
}

// finding is a name in the text.
type finding struct {
	extract.Span
	Name
}

// label finds the names of a processed document.
func (r *reader) label(m *Model, t *text) []finding {
	sentences := r.sentences(t, nil, 1)
	doc := m.Context(sentences)
	var out []finding
	var names []Name
	for i, s := range sentences {
		names = m.LabelIn(doc, s.Words, s.Tags, s.Known, names[:0])
		tokens := t.Tokens[t.Sentences[i].First:]
		for _, n := range names {
			out = append(out, finding{extract.Span{Start: tokens[n.First].Start, End: tokens[n.Last-1].End}, n})
		}
	}
	return out
}

// tally compares names with marks. What touches an unknown stretch and no
// gold name is neither right nor wrong.
func (res *Result) tally(t *text, found []finding, marks []mark) {
	at := func(c score.Counts, class extract.Class) *score.Count {
		if c[string(class)] == nil {
			c[string(class)] = &score.Count{}
		}
		return c[string(class)]
	}
	// classes share spans, so one gold name may stand for several classes.
	is := func(m mark, f finding) bool {
		for i, k := range kinds {
			if m.kinds>>i&1 != 0 && k.class == f.Class {
				return true
			}
		}
		return false
	}
	for _, f := range found {
		exact, overlap, open := false, false, false
		for _, m := range near(marks, f.Span) {
			exact = exact || m.Span == f.Span && is(m, f)
			overlap = overlap || is(m, f)
			open = open || m.kinds == 0
		}
		if open && !overlap {
			continue
		}
		e, o := at(res.Exact, f.Class), at(res.Overlap, f.Class)
		e.Found++
		o.Found++
		c := &res.Calibration[min(9, int(f.Confidence*10))]
		c.Found++
		if exact {
			e.Right++
			c.Right++
		} else {
			res.Errors = append(res.Errors, t.describe("+", f.Span, string(f.Class)+" "+string(f.Sense)))
		}
		if overlap {
			o.Right++
		}
	}
	for _, m := range marks {
		if m.kinds == 0 {
			continue
		}
		class := extract.Class("")
		exact, overlap := false, false
		for i := len(kinds) - 1; i >= 0; i-- {
			if m.kinds>>i&1 != 0 {
				class = kinds[i].class
			}
		}
		for _, f := range found {
			if f.Overlaps(m.Span) && is(m, f) {
				overlap, class = true, f.Class
				exact = exact || f.Span == m.Span
			}
		}
		e, o := at(res.Exact, class), at(res.Overlap, class)
		e.Gold++
		o.Gold++
		if exact {
			e.Recalled++
		} else {
			res.Errors = append(res.Errors, t.describe("-", m.Span, string(class)))
		}
		if overlap {
			o.Recalled++
		}
	}
}

// describe shows a stretch of text in a line with some of what is around it.
func (t *text) describe(sign string, s extract.Span, class string) string {
	from, to := max(0, s.Start-40), min(len(t.Text), s.End+40)
	line := t.Text[from:s.Start] + "[" + t.Text[s.Start:s.End] + "]" + t.Text[s.End:to]
	return fmt.Sprintf("%s %-12s %s", sign, class, strings.ToValidUTF8(strings.ReplaceAll(line, "\n", " "), ""))
}

func near(marks []mark, s extract.Span) []mark {
	from := sort.Search(len(marks), func(i int) bool { return marks[i].End > s.Start })
	to := from
	for to < len(marks) && marks[to].Start < s.End {
		to++
	}
	return marks[from:to]
}

// Report writes results as a table.
func Report(out io.Writer, results []Result) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "corpus\tclass\tgold\texact P\tR\tF1\toverlap F1\town exact F1\town overlap F1\t")
	for _, r := range results {
		name := r.Corpus
		if r.Capitals {
			name += " CAPITALS"
		}
		line := func(class string, e, o, oe, oo score.Count) {
			fmt.Fprintf(w, "%s\t%s\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t\n", name, class, e.Gold, e.Precision(), e.Recall(), e.F1(), o.F1(), oe.F1(), oo.F1())
		}
		pick := func(c score.Counts, class string) score.Count {
			if c[class] == nil {
				return score.Count{}
			}
			return *c[class]
		}
		for _, class := range extract.Classes {
			c := string(class)
			if e := pick(r.Exact, c); e.Gold+e.Found > 0 {
				line(c, e, pick(r.Overlap, c), pick(r.OwnExact, c), pick(r.OwnOverlap, c))
			}
		}
		if _, ok := r.Exact[string(extract.Weapon)]; ok {
			three := func(c score.Counts) score.Count {
				c = maps.Clone(c)
				delete(c, string(extract.Weapon))
				return c.Total()
			}
			line("all but weapons", three(r.Exact), three(r.Overlap), three(r.OwnExact), three(r.OwnOverlap))
		}
		line("all", r.Exact.Total(), r.Overlap.Total(), r.OwnExact.Total(), r.OwnOverlap.Total())
	}
	w.Flush()
}
