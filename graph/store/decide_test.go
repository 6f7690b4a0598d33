package store

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/extract"
	"sitrep/graph"
)

// called is an entity by one of its names: the first is the entity's own.
type called struct {
	names []string
	by    int
}

func (c called) id() string { return extract.EntityID(extract.Organisation, c.names[0]) }

// story is a report of one sentence a triple {subject, object, attributed to},
// the last of which is not in the sentence's words if it has no names.
func story(id string, sentences ...[3]called) Document {
	d := &extract.Document{ID: id, Source: id + ".txt"}
	for _, args := range sentences {
		start, n := len(d.Text), len(d.Sentences)
		var spans [3]extract.Span
		for i, c := range args {
			if len(c.names) == 0 {
				continue
			}
			if d.Entity(c.id()) == nil {
				d.Entities = append(d.Entities, extract.Entity{ID: c.id(), Class: extract.Organisation, Name: c.names[0], Aliases: c.names[1:]})
			}
			spans[i] = extract.Span{Start: len(d.Text), End: len(d.Text) + len(c.names[c.by])}
			d.Text += c.names[c.by] + [3]string{" met ", ", said ", ""}[i]
			d.Mentions = append(d.Mentions, extract.Mention{Span: spans[i], Form: extract.Name, Sentence: n, Reason: "gazetteer", Entity: c.id()})
		}
		d.Sentences = append(d.Sentences, extract.Sentence{Span: extract.Span{Start: start, End: len(d.Text)}})
		d.Text += "\n"
		s := extract.Statement{
			Subject: args[0].id(), Predicate: "met", Object: args[1].id(), Status: extract.Asserted, Confidence: 0.5, Sentence: n,
			SubjectSpan: spans[0], ObjectSpan: spans[1], Trigger: extract.Span{Start: spans[0].End + 1, End: spans[0].End + 4},
		}
		if len(args[2].names) > 0 {
			s.AttributedTo = args[2].id()
		}
		s.ID = extract.StatementID(id, &s)
		d.Statements = append(d.Statements, s)
		if a, b := min(s.Subject, s.Object), max(s.Subject, s.Object); a != b {
			d.Cooccurrences = append(d.Cooccurrences, extract.Cooccurrence{A: a, B: b, Sentence: n})
		}
	}
	quads := graph.Quads(d)
	var all []string
	for _, q := range quads {
		all = append(all, q.NQuad())
	}
	return Document{ID: id, Digest: extract.Hash(all...), Quads: quads}
}

var (
	people = [][]string{
		{"Ali \"Abu\" Hassan\u2028 \\x", "Hassan", "Abu"},
		{"Omar Hassan", "Hassan", "Omar"},
		{"Wagner", "PMC Wagner"},
		{"Group 7: Ω"},
	}
	stories = []string{"a", "b c.txt#1", "d/é%"}
)

func anyCalled(t *rapid.T, what string) called {
	c := called{names: rapid.SampledFrom(people).Draw(t, what)}
	c.by = rapid.IntRange(0, len(c.names)-1).Draw(t, what+"'s name")
	return c
}

func anyStory(t *rapid.T) Document {
	var sentences [][3]called
	for range rapid.IntRange(1, 3).Draw(t, "sentences") {
		s := [3]called{anyCalled(t, "subject"), anyCalled(t, "object")}
		if s[0].id() == s[1].id() {
			s[1] = called{names: people[3]}
		}
		if rapid.Bool().Draw(t, "attributed") {
			s[2] = anyCalled(t, "source")
		}
		sentences = append(sentences, s)
	}
	return story(rapid.SampledFrom(stories).Draw(t, "document"), sentences...)
}

// anyDecision makes one that can be made after others: who is merged, and into
// whom, is what the graph holds then.
func anyDecision(t *rapid.T, ds *graph.Decisions) (graph.Decision, bool) {
	who := rapid.SampledFrom(people).Draw(t, "decided")
	id := called{names: who}.id()
	reason := rapid.SampledFrom([]string{"", "same: \"man\"\n"}).Draw(t, "reason")
	if rapid.Bool().Draw(t, "split") {
		in := rapid.SampledFrom(append(stories, "")).Draw(t, "within")
		return graph.NewSplit(id, rapid.SampledFrom(who).Draw(t, "name"), in, reason), true
	}
	ids := []string{"person/nobody"}
	for _, other := range people {
		ids = append(ids, called{names: other}.id())
	}
	for _, d := range ds.List() {
		if d.IsSplit() {
			ids = append(ids, d.Other)
		}
	}
	d := graph.Decision{Entity: ds.Root(id), Other: ds.Root(rapid.SampledFrom(ids).Draw(t, "merged")), Reason: reason}
	return d, d.Entity != d.Other
}

// TestDecisionsCommute: whenever decisions are made, before documents come, are
// changed or go, or after, and whatever was decided and taken back between, a
// store holds what a fresh one does in which the last documents are stored and
// the last decisions made.
func TestDecisionsCommute(t *testing.T) {
	dir := t.TempDir()
	for _, kind := range []string{Memory, "disk"} {
		t.Run(kind, rapid.MakeCheck(func(t *rapid.T) {
			ctx := context.Background()
			check := func(err error) {
				if err != nil {
					t.Fatal(err)
				}
			}
			s := drawn(t, dir, kind)
			last := map[string]Document{}
			holds := graph.NewDecisions()
			for range rapid.IntRange(1, 8).Draw(t, "steps") {
				before := size(t, s)
				switch rapid.IntRange(0, 5).Draw(t, "action") {
				case 0:
					id := rapid.SampledFrom(stories).Draw(t, "removed")
					check(s.Remove(ctx, id))
					delete(last, id)
				case 1, 2:
					d := anyStory(t)
					_, err := s.Put(ctx, d)
					check(err)
					last[d.ID] = d
				case 3:
					if made := holds.List(); len(made) > 0 {
						d := rapid.SampledFrom(made).Draw(t, "taken back")
						e, err := s.Decide(ctx, nil, []graph.Decision{d})
						check(err)
						if got := size(t, s) - before; got != e.QuadsAdded-e.QuadsRemoved {
							t.Fatalf("%+v, but %d more quads", e, got)
						}
						holds = holds.Without(d)
					}
				default:
					d, ok := anyDecision(t, holds)
					if !ok {
						continue
					}
					tried, err := s.TryDecide(ctx, []graph.Decision{d}, nil)
					check(err)
					if size(t, s) != before {
						t.Fatal("a trial wrote something")
					}
					e, err := s.Decide(ctx, []graph.Decision{d}, nil)
					check(err)
					if got := size(t, s) - before; got != e.QuadsAdded-e.QuadsRemoved || e != tried {
						t.Fatalf("%+v, tried %+v, but %d more quads", e, tried, got)
					}
					holds = holds.With(d)
				}
			}
			ids := make([]string, 0, len(last))
			for id := range last {
				ids = append(ids, id)
			}
			slices.Sort(ids)
			for _, first := range []bool{true, false} {
				fresh := drawn(t, dir, Memory)
				decide := func() {
					_, err := fresh.Decide(ctx, holds.List(), nil)
					check(err)
				}
				if first {
					decide()
				}
				for _, id := range ids {
					_, err := fresh.Put(ctx, last[id])
					check(err)
				}
				if !first {
					decide()
				}
				want, nodes := lines(t, fresh)
				got, _ := lines(t, s)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("decided first %v: fresh build (-) and store (+) differ:\n%s", first, diff)
				}
				st, err := s.Stats(ctx)
				check(err)
				if st.Nodes != int64(nodes) {
					t.Fatalf("%d nodes counted, %d found", st.Nodes, nodes)
				}
			}
			if read, err := s.Decisions(ctx); err != nil || !cmp.Equal(read.List(), holds.List()) {
				t.Fatalf("decisions: %v\n%s", err, cmp.Diff(holds.List(), read.List()))
			}

			// Merged entities are nowhere but in the decisions and the journals.
			for _, d := range holds.List() {
				if d.IsSplit() {
					continue
				}
				ref, ok, err := s.Ref(ctx, graph.EntityIRI(d.Other))
				check(err)
				if !ok {
					t.Fatalf("%s is not in its decision", d.Other)
				}
				for _, p := range []Pattern{{S: ref}, {O: ref}} {
					check(s.Edges(ctx, p, func(e Edge) error {
						by, _, err := s.Ref(ctx, graph.ByHand)
						if err == nil && e.L != by {
							err = fmt.Errorf("%s still has an edge", d.Other)
						}
						return err
					}))
				}
			}

			// Taken back, nothing is left of them.
			_, err := s.Decide(ctx, nil, holds.List())
			check(err)
			fresh := drawn(t, dir, Memory)
			for _, id := range ids {
				_, err := fresh.Put(ctx, last[id])
				check(err)
			}
			want, _ := lines(t, fresh)
			got, _ := lines(t, s)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("nothing decided (-) and all taken back (+) differ:\n%s", diff)
			}
		}))
	}
}
