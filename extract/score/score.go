package score

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"sitrep/extract"
)

// Count is what precision, recall and F1 are made of. Precision counts the
// found that are right, recall the gold that was found.
type Count struct {
	Found    int `json:"found"`
	Gold     int `json:"gold"`
	Right    int `json:"right"`
	Recalled int `json:"recalled"`
}

// Precision, Recall and F1 are in per cent; 0 where nothing was to be counted.
func (c Count) Precision() float64 { return percent(c.Right, c.Found) }

// Recall is the share of the gold that was found.
func (c Count) Recall() float64 { return percent(c.Recalled, c.Gold) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func percent(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}

// Counts are counts by class, predicate or status.
type Counts map[string]*Count

func (c Counts) at(key string) *Count {
	if c[key] == nil {
		c[key] = &Count{}
	}
	return c[key]
}

// Total adds up the counts.
func (c Counts) Total() Count {
	var t Count
	for _, n := range c {
		t.Found += n.Found
		t.Gold += n.Gold
		t.Right += n.Right
		t.Recalled += n.Recalled
	}
	return t
}

// Scores is what Add accumulates over documents.
type Scores struct {
	Documents int
	// Exact and Overlap score named mentions by class; Nominals and Pronouns
	// score theirs by class, by the overlap of their spans.
	Exact, Overlap, Nominals, Pronouns Counts
	// Entities scores entities by class: found and gold entities are paired
	// one to one by the mentions they share.
	Entities Counts
	// Statements scores subject, predicate and object by predicate.
	Statements Counts
	// Status scores the statuses of the statements that are right.
	Status Counts
	// Details scores attributed_to, instrument, place and time of those.
	Details Counts
	// Events scores the records of PLOVER by their code; Outside counts those
	// that the ontology has no predicate for.
	Events  Counts
	Outside int
	// Fillers scores the fillers of MUC's answer keys by their role.
	Fillers Counts
	// FalseEdges counts plain edges that the gold denies or only threatens.
	FalseEdges int
	// Calibration counts statements by confidence, in tenths.
	Calibration [10]Count
}

// New returns empty scores.
func New() *Scores {
	return &Scores{Exact: Counts{}, Overlap: Counts{}, Nominals: Counts{}, Pronouns: Counts{}, Entities: Counts{}, Statements: Counts{}, Status: Counts{}, Details: Counts{}, Events: Counts{}, Fillers: Counts{}}
}

// Add scores what was found in a document against its gold; symmetric says
// which predicates hold both ways.
func (s *Scores) Add(g *Gold, d *extract.Document, symmetric func(predicate string) bool) {
	s.Documents++
	switch {
	case g.Event != nil:
		s.events(g, d, symmetric)
		return
	case g.HasFillers:
		s.fillers(g, d)
		return
	}
	s.mentions(g, d)
	if !g.HasEntities {
		return
	}
	pairs := s.entities(g, d)
	if g.HasStatements {
		s.statements(g, d, pairs, symmetric)
	}
}

func (s *Scores) mentions(g *Gold, d *extract.Document) {
	for _, form := range []extract.Form{extract.Name, extract.Nominal, extract.Pronoun} {
		gold := slices.Clone(g.Mentions)
		gold = slices.DeleteFunc(gold, func(m extract.Mention) bool { return m.Form != form })
		var found []extract.Mention
		for _, m := range d.Mentions {
			if m.Outward() == form && (len(g.Classes) == 0 || slices.Contains(g.Classes, m.Class)) {
				found = append(found, m)
			}
		}
		switch {
		case form == extract.Name:
			tally(s.Exact, found, gold, func(a, b extract.Mention) bool { return a.Span == b.Span })
			tally(s.Overlap, found, gold, func(a, b extract.Mention) bool { return a.Overlaps(b.Span) })
		case g.NamesOnly:
		case form == extract.Nominal:
			tally(s.Nominals, found, gold, func(a, b extract.Mention) bool { return a.Overlaps(b.Span) })
		default:
			tally(s.Pronouns, found, gold, func(a, b extract.Mention) bool { return a.Span == b.Span })
		}
	}
}

// tally counts the found that match a gold mention of their class and the gold
// that a found one matches.
func tally(c Counts, found, gold []extract.Mention, match func(a, b extract.Mention) bool) {
	hits := func(m extract.Mention, in []extract.Mention) bool {
		i := sort.Search(len(in), func(i int) bool { return in[i].Start >= m.End })
		for i--; i >= 0 && m.Start-in[i].Start < 1000; i-- {
			if in[i].Class == m.Class && match(m, in[i]) {
				return true
			}
		}
		return false
	}
	byStart := func(a, b extract.Mention) int { return a.Start - b.Start }
	slices.SortStableFunc(found, byStart)
	slices.SortStableFunc(gold, byStart)
	for _, m := range found {
		n := c.at(string(m.Class))
		n.Found++
		if hits(m, gold) {
			n.Right++
		}
	}
	for _, m := range gold {
		n := c.at(string(m.Class))
		n.Gold++
		if hits(m, found) {
			n.Recalled++
		}
	}
}

// entities pairs found entities with gold ones of the same class, those that
// share most mentions first, of several those that share most whole spans, and
// counts the pairs. It returns found → gold.
func (s *Scores) entities(g *Gold, d *extract.Document) map[string]string {
	shared, exact := map[[2]string]int{}, map[[2]string]int{}
	for _, f := range d.Mentions {
		for _, m := range g.Mentions {
			if f.Overlaps(m.Span) && (f.Span == m.Span || similar(f, m)) {
				shared[[2]string{f.Entity, m.Entity}]++
			}
			if f.Span == m.Span {
				exact[[2]string{f.Entity, m.Entity}]++
			}
		}
	}
	classOf := map[string]extract.Class{}
	for _, e := range g.Entities {
		classOf[e.ID] = e.Class
		s.Entities.at(string(e.Class)).Gold++
	}
	found := map[string]extract.Class{}
	for _, e := range d.Entities {
		found[e.ID] = e.Class
		s.Entities.at(string(e.Class)).Found++
	}
	keys := make([][2]string, 0, len(shared))
	for k := range shared {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		if shared[a] != shared[b] {
			return shared[a] > shared[b]
		}
		if exact[a] != exact[b] {
			return exact[a] > exact[b]
		}
		return a[0]+"\x00"+a[1] < b[0]+"\x00"+b[1]
	})
	pairs, taken := map[string]string{}, map[string]bool{}
	for _, k := range keys {
		if _, ok := pairs[k[0]]; ok || taken[k[1]] || found[k[0]] != classOf[k[1]] {
			continue
		}
		pairs[k[0]], taken[k[1]] = k[1], true
		n := s.Entities.at(string(classOf[k[1]]))
		n.Right++
		n.Recalled++
	}
	return pairs
}

// similar tells whether two overlapping mentions stand for the same phrase,
// however much of it they take in: same form, and the same end or start.
func similar(a, b extract.Mention) bool {
	return a.Outward() == b.Outward() && a.Class == b.Class && (a.End == b.End || a.Start == b.Start)
}

func (s *Scores) statements(g *Gold, d *extract.Document, pairs map[string]string, symmetric func(string) bool) {
	for _, st := range g.Statements {
		s.Statements.at(st.Predicate).Gold++
		s.Status.at(string(st.Status)).Gold++
	}
	for i, j := range match(g, d, pairs, symmetric) {
		f := &d.Statements[i]
		s.Statements.at(f.Predicate).Found++
		s.Calibration[tenth(f.Confidence)].Found++
		if j >= 0 {
			s.right(f, &g.Statements[j], pairs)
		} else if f.Status.Holds() && s.contradicted(g, f, pairs, symmetric) {
			s.FalseEdges++
		}
	}
}

// match pairs the statements that were found with the gold's: the index of that
// of each, or -1. Where a triple stands with several statuses, the same status
// is matched first.
func match(g *Gold, d *extract.Document, pairs map[string]string, symmetric func(string) bool) []int {
	out := slices.Repeat([]int{-1}, len(d.Statements))
	used := make([]bool, len(g.Statements))
	for pass := range 2 {
		for i := range d.Statements {
			f := &d.Statements[i]
			for j := range g.Statements {
				m := &g.Statements[j]
				if out[i] < 0 && !used[j] && f.Predicate == m.Predicate && same(f, m, pairs, symmetric) && (f.Status == m.Status) == (pass == 0) {
					out[i], used[j] = j, true
				}
			}
		}
	}
	return out
}

// Right tells which of the statements that were found in a gold's text the gold
// has, of whatever status.
func Right(g *Gold, d *extract.Document, symmetric func(string) bool) []bool {
	var out []bool
	for _, j := range match(g, d, New().entities(g, d), symmetric) {
		out = append(out, j >= 0)
	}
	return out
}

func tenth(c float64) int { return min(9, max(0, int(c*10))) }

func same(f, m *extract.Statement, pairs map[string]string, symmetric func(string) bool) bool {
	a, b := pairs[f.Subject], pairs[f.Object]
	return a == m.Subject && b == m.Object || symmetric(f.Predicate) && a == m.Object && b == m.Subject
}

// contradicted tells whether the gold holds the statement, but only as denied
// or threatened.
func (s *Scores) contradicted(g *Gold, f *extract.Statement, pairs map[string]string, symmetric func(string) bool) bool {
	against := false
	for j := range g.Statements {
		if m := &g.Statements[j]; m.Predicate == f.Predicate && same(f, m, pairs, symmetric) {
			if m.Status.Holds() {
				return false
			}
			against = true
		}
	}
	return against
}

func (s *Scores) right(f, m *extract.Statement, pairs map[string]string) {
	n := s.Statements.at(f.Predicate)
	n.Right++
	n.Recalled++
	s.Calibration[tenth(f.Confidence)].Right++
	s.Status.at(string(f.Status)).Found++
	if f.Status == m.Status {
		s.Status.at(string(f.Status)).Right++
		s.Status.at(string(m.Status)).Recalled++
	} else if f.Status.Holds() && !m.Status.Holds() {
		s.FalseEdges++
	}
	detail := func(name, found, gold string) {
		c := s.Details.at(name)
		if found != "" {
			c.Found++
		}
		if gold != "" {
			c.Gold++
		}
		if found != "" && found == gold {
			c.Right++
			c.Recalled++
		}
	}
	id := func(e string) string {
		if e == "" {
			return ""
		}
		if g, ok := pairs[e]; ok {
			return g
		}
		return "?" + e
	}
	detail("attributed_to", id(f.AttributedTo), m.AttributedTo)
	detail("instrument", id(f.Instrument), m.Instrument)
	detail("place", id(f.Place), m.Place)
	detail("time", interval(f.Time), interval(m.Time))
}

func interval(t *extract.Time) string {
	if t == nil {
		return ""
	}
	return t.From + "/" + t.To
}

// StatusAccuracy is the share of right statements whose status is right too,
// in per cent.
func (s *Scores) StatusAccuracy() float64 {
	t := s.Status.Total()
	return percent(t.Right, t.Found)
}

// re3dForm tells a name from a description by its capitals.
func re3dForm(text string) extract.Form {
	words := strings.Fields(text)
	for i, w := range words {
		r := []rune(w)
		if unicode.IsUpper(r[0]) && (i > 0 || len(words) == 1 || !isDeterminer(w)) {
			return extract.Name
		}
	}
	return extract.Nominal
}

func isDeterminer(w string) bool {
	switch strings.ToLower(w) {
	case "the", "a", "an", "this", "these", "our", "their", "its", "his", "two", "three", "one", "all", "some":
		return true
	}
	return false
}
