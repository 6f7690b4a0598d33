package coref_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/extract/english"
	"sitrep/extract/score"
)

// mention is a marked mention and what the pipeline made of it.
type mention struct {
	extract.Mention
	text string
	// found is the entity that the pipeline gives it, or empty.
	found, reason string
}

// testCase is a text, or a set of them, of testdata/cases.txt.
type testCase struct {
	number   int
	class    string
	mentions []mention
}

// readCases reads the cases and runs the pipeline on them.
func readCases(t *testing.T) []testCase {
	t.Helper()
	data, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	p, err := english.New(english.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []testCase
	blocks := strings.Split("\n"+string(data), "\n== ")
	for _, block := range blocks[1:] {
		head, body, _ := strings.Cut(block, "\n")
		var c testCase
		if _, err := fmt.Sscanf(head, "%d %s", &c.number, &c.class); err != nil || c.number != len(out)+1 {
			t.Fatalf("testdata/cases.txt: %q is not == %d CLASS", head, len(out)+1)
		}
		for i, text := range strings.Split("\n"+body, "\n--\n") {
			if strings.TrimSpace(text) == "" {
				continue
			}
			plain, marks, err := score.Unmark(strings.TrimSpace(text) + "\n")
			if err != nil {
				t.Fatalf("testdata/cases.txt: == %s: %v", head, err)
			}
			d := &extract.Document{ID: fmt.Sprintf("%d-%d", c.number, i), Text: plain, Published: "2023-05-10"}
			if err := p.Run(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			c.mentions = append(c.mentions, align(d, marks)...)
		}
		out = append(out, c)
	}
	return out
}

// align finds the mention that the pipeline has for each that is marked, one
// to one: the same span before the same end or start.
func align(d *extract.Document, marks []extract.Mention) []mention {
	out := make([]mention, len(marks))
	taken := make([]bool, len(d.Mentions))
	for i, g := range marks {
		out[i] = mention{Mention: g, text: d.Slice(g.Span)}
	}
	for _, same := range []func(g, m extract.Mention) bool{
		func(g, m extract.Mention) bool { return g.Span == m.Span && g.Form == m.Form },
		func(g, m extract.Mention) bool { return g.Span == m.Span },
		func(g, m extract.Mention) bool { return g.End == m.End && g.Form == m.Form },
		func(g, m extract.Mention) bool { return g.Start == m.Start && g.Form == m.Form },
		func(g, m extract.Mention) bool {
			return g.Form == m.Form && g.Form != extract.Pronoun && g.Overlaps(m.Span)
		},
		func(g, m extract.Mention) bool { return g.End == m.End },
	} {
		for i, g := range marks {
			if out[i].found != "" {
				continue
			}
			if k := slices.IndexFunc(d.Mentions, func(m extract.Mention) bool { return same(g, m) }); k >= 0 && !taken[k] {
				taken[k] = true
				out[i].found, out[i].reason = d.Mentions[k].Entity, d.Mentions[k].Reason
			}
		}
	}
	return out
}

// together tells whether gold, and whether the pipeline, holds two mentions of
// a case for one thing.
func together(a, b mention) (gold, found bool) {
	return a.Entity == b.Entity && a.Entity != "0", a.found == b.found && a.found != ""
}

// tally counts pairs of mentions, and B-cubed's sums over mentions.
type tally struct {
	right, found, gold  int
	precision, recall   float64
	mentions, unmatched int
}

func (c *testCase) tally(t *tally) {
	for i, a := range c.mentions {
		both, inFound, inGold := 1.0, 1.0, 1.0
		for j, b := range c.mentions {
			if i == j {
				continue
			}
			gold, found := together(a, b)
			if gold {
				inGold++
			}
			if found {
				inFound++
			}
			if gold && found {
				both++
			}
			if i < j {
				t.gold += count(gold)
				t.found += count(found)
				t.right += count(gold && found)
			}
		}
		t.precision += both / inFound
		t.recall += both / inGold
		t.mentions++
		t.unmatched += count(a.found == "")
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func f1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// pairs and bcubed return precision, recall and F1 in per cent.
func (t *tally) pairs() (p, r, f float64) {
	p, r = 100*float64(t.right)/float64(max(1, t.found)), 100*float64(t.right)/float64(max(1, t.gold))
	return p, r, f1(p, r)
}

func (t *tally) bcubed() (p, r, f float64) {
	p, r = 100*t.precision/float64(t.mentions), 100*t.recall/float64(t.mentions)
	return p, r, f1(p, r)
}

// TestCases scores coreference and linking on cases of our own: pairs of
// mentions, and B-cubed. A mention that no recogniser finds counts as missed.
func TestCases(t *testing.T) {
	var development, test tally
	classes := map[string]*tally{}
	var order []string
	for _, c := range readCases(t) {
		if c.number%2 == 0 {
			c.tally(&test)
			continue
		}
		c.tally(&development)
		if classes[c.class] == nil {
			classes[c.class] = &tally{}
			order = append(order, c.class)
		}
		c.tally(classes[c.class])
		for i, a := range c.mentions {
			for _, b := range c.mentions[i+1:] {
				if gold, found := together(a, b); gold && !found {
					t.Logf("%d %s: missed: %s = %s", c.number, c.class, a.text, b.text)
				} else if found && !gold {
					t.Logf("%d %s: wrong: %s = %s (%s; %s)", c.number, c.class, a.text, b.text, a.reason, b.reason)
				}
			}
		}
	}
	for _, name := range order {
		c := classes[name]
		t.Logf("%-15s %3d of %3d pairs right, %3d in gold", name, c.right, c.found, c.gold)
	}
	for _, s := range []struct {
		name string
		*tally
		precision, f1 float64
	}{
		{"development", &development, 98, 93},
		{"test", &test, 93, 88},
	} {
		p, r, f := s.pairs()
		bp, br, bf := s.bcubed()
		t.Logf("%-11s pairs P %.1f R %.1f F1 %.1f, B-cubed P %.1f R %.1f F1 %.1f, %d of %d mentions not found", s.name, p, r, f, bp, br, bf, s.unmatched, s.mentions)
		if p < s.precision || f < s.f1 {
			t.Errorf("%s: pairs' precision %.1f and F1 %.1f, want at least %.1f and %.1f", s.name, p, f, s.precision, s.f1)
		}
	}
}
