package store

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
	"sitrep/graph"
)

// completed lists what a prefix gives, as "name ID".
func completed(t interface{ Fatal(...any) }, s *Store, prefix string, most int) []string {
	found := []string{}
	err := s.Complete(context.Background(), prefix, func(c Completion) error {
		if len(found) == most {
			return ErrStop
		}
		found = append(found, c.Name+" "+c.Entity)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestComplete(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		put(t, s, document("a",
			[3]string{"Kata'ib Hezbollah", "attacked", "Ain al-Asad"},
			[3]string{"Hezbollah", "supports", "Asa'ib Ahl al-Haq"},
		))
		const (
			kataib    = "kataib hezbollah organisation/kataib-hezbollah"
			hezbollah = "hezbollah organisation/hezbollah"
			ain       = "ain al asad organisation/ain-al-asad"
			asaib     = "asaib ahl al haq organisation/asaib-ahl-al-haq"
		)
		for _, c := range []struct {
			prefix string
			most   int
			want   []string
		}{
			{"kat", 9, []string{kataib}},
			{"Kata'ib  H", 9, []string{kataib}},
			{"hezb", 9, []string{hezbollah, kataib}},
			{"hezb", 1, []string{hezbollah}},
			{"al", 9, []string{ain, asaib}},
			{"asa", 9, []string{ain, asaib}},
			{"nobody", 9, []string{}},
		} {
			if diff := cmp.Diff(c.want, completed(t, s, c.prefix, c.most)); diff != "" {
				t.Errorf("%q, at most %d (-want +got):\n%s", c.prefix, c.most, diff)
			}
		}
		put(t, s, document("a", [3]string{"Hezbollah", "attacked", "Ain al-Asad"}))
		if got := completed(t, s, "hezb", 9); !slices.Equal(got, []string{hezbollah}) {
			t.Errorf("after the report changed: %q", got)
		}
	})
}

// Names of an entity that end alike are all there, and leave one by one.
func TestCompleteNamesThatEndAlike(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		report := func(names ...string) Document {
			d := &extract.Document{ID: "a", Source: "a.txt", Text: "."}
			d.Entities = []extract.Entity{{ID: "place/iran", Class: extract.Place, Name: names[0], Aliases: names[1:]}}
			doc := document("a")
			doc.Quads, doc.Digest = graph.Quads(d), names[len(names)-1]
			return doc
		}
		put(t, s, report("Iran", "Islamic Republic of Iran"))
		if diff := cmp.Diff([]string{"iran place/iran", "islamic republic of iran place/iran"}, completed(t, s, "ira", 9)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		put(t, s, report("Iran"))
		if diff := cmp.Diff([]string{"iran place/iran"}, completed(t, s, "ira", 9)); diff != "" {
			t.Errorf("after one is gone (-want +got):\n%s", diff)
		}
	})
}

func TestCompleteErrors(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		put(t, s, first)
		bad := errors.New("bad")
		if err := s.Complete(context.Background(), "", func(Completion) error { return bad }); !errors.Is(err, bad) {
			t.Errorf("the caller's error became %v", err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := s.Complete(ctx, "", func(Completion) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled context gave %v", err)
		}
		s.Close()
		if err := s.Complete(context.Background(), "", func(Completion) error { return nil }); !errors.Is(err, ErrClosed) {
			t.Errorf("a closed store gave %v", err)
		}
	})
}

// What a report's unnamed people are called completes nothing.
func TestCompleteLeavesOutUnnamed(t *testing.T) {
	local := extract.LocalEntityID(extract.Person, "a.txt", "two civilians")
	q := quad.Make(quad.IRI("entity/"+local), quad.IRI("key"), quad.String("two civilians"), nil)
	if c, ok := nameOf(q); ok {
		t.Errorf("%+v", c)
	}
}
