package sequence

import (
	"fmt"
	"math/bits"
	"slices"
	"sort"
	"strings"
	"time"

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
	// Spent is the CPU time that finding took.
	Spent time.Duration
	// Errors lists what differs, by this project's conventions: - missed, +
	// found and not there.
	Errors []string
}

// Finder finds the names of a document of which the text is given.
type Finder func(d *extract.Document) ([]Finding, error)

// Finding is a name in the text.
type Finding struct {
	extract.Span
	Class      extract.Class
	Sense      Sense
	Confidence float64
}

// Measure scores a finder on corpora, given by their files and folders, as they
// are and in capitals. The error wraps ErrCorpus if one can't be read.
func Measure(find Finder, paths ...string) ([]Result, error) {
	r, err := newReader()
	if err != nil {
		return nil, err
	}
	var out []Result
	for _, path := range paths {
		plain, capitals, err := r.measure(find, path)
		if err != nil {
			return nil, err
		}
		out = append(out, plain, capitals)
	}
	return out, nil
}

func (r *reader) measure(find Finder, path string) (plain, capitals Result, err error) {
	c := corpusAt(path)
	texts, err := c.read(path)
	if err != nil {
		return plain, capitals, err
	}
	one := &measuring{reader: r, find: find, own: score.New(), Result: newResult(c.name, false)}
	two := &measuring{reader: r, find: find, own: score.New(), Result: newResult(c.name, true)}
	for i := range texts {
		t := &texts[i]
		if err := r.process(t); err != nil {
			return plain, capitals, err
		}
		marks := t.unsaid(r.marks(t))
		if err := one.add(t, marks); err != nil {
			return plain, capitals, err
		}
		loud := t.shout()
		if r.process(&loud) != nil {
			continue
		}
		if err := two.add(&loud, marks); err != nil {
			return plain, capitals, err
		}
	}
	return one.done(), two.done(), nil
}

// measuring is a result in the making.
type measuring struct {
	Result
	*reader
	find Finder
	own  *score.Scores
}

func newResult(corpus string, capitals bool) Result {
	return Result{Corpus: corpus, Capitals: capitals, Exact: score.Counts{}, Overlap: score.Counts{}}
}

// add finds the names of a text and compares them with its marks.
func (m *measuring) add(t *text, marks []mark) error {
	d := extract.Document{ID: t.ID, Text: t.Text}
	began := score.CPUTime()
	found, err := m.find(&d)
	if err != nil {
		return err
	}
	m.Spent += score.CPUTime() - began
	m.Tokens += len(d.Tokens)
	m.tally(t, found, marks)
	d.Mentions = nil
	if t.re3d != nil {
		d.Mentions = m.phrases(t, found)
	} else {
		for _, f := range found {
			if f.Sense != Nationality {
				d.Mentions = append(d.Mentions, extract.Mention{Span: f.Span, Class: f.Class, Form: extract.Name})
			}
		}
	}
	m.own.Add(t.annotations(), &d, func(string) bool { return false })
	return nil
}

func (m *measuring) done() Result {
	m.OwnExact, m.OwnOverlap = m.own.Exact, m.own.Overlap
	return m.Result
}

// unsaid adds what bears a label for something outside the ontology, such as an
// election: of the names within it nothing is said.
func (t *text) unsaid(marks []mark) []mark {
	for _, g := range t.gold {
		if g.kinds == 0 && len(near(marks, g.Span)) == 0 {
			marks = append(marks, g)
		}
	}
	slices.SortFunc(marks, func(a, b mark) int { return a.Start - b.Start })
	return marks
}

// annotations are the corpus's own.
func (t *text) annotations() *score.Gold {
	if t.re3d != nil {
		return t.re3d
	}
	g := &score.Gold{NamesOnly: true, Classes: extract.Classes}
	for _, m := range t.gold {
		if m.kinds != 0 {
			class := kinds[bits.TrailingZeros8(uint8(m.kinds))].class
			g.Mentions = append(g.Mentions, extract.Mention{Span: m.Span, Class: class, Form: extract.Name})
		}
	}
	return g
}

// tally compares names with marks. What touches an unknown stretch and no
// gold name is neither right nor wrong.
func (res *Result) tally(t *text, found []Finding, marks []mark) {
	at := func(c score.Counts, class extract.Class) *score.Count {
		if c[string(class)] == nil {
			c[string(class)] = &score.Count{}
		}
		return c[string(class)]
	}
	// classes share spans, so one gold name may stand for several classes.
	is := func(m mark, f Finding) bool {
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
