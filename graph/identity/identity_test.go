package identity

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

// report says that each of its entities is named once, by some text.
func report(id string, called ...[2]string) store.Document {
	d := &extract.Document{ID: id, Source: id + ".txt"}
	for _, c := range called {
		class, name, _ := strings.Cut(c[0], ":")
		e := extract.Entity{ID: extract.EntityID(extract.Class(class), name), Class: extract.Class(class), Name: name}
		if d.Entity(e.ID) == nil {
			d.Entities = append(d.Entities, e)
		}
		d.Mentions = append(d.Mentions, extract.Mention{
			Span: extract.Span{Start: len(d.Text), End: len(d.Text) + len(c[1])}, Form: extract.Name, Entity: e.ID, Reason: "gazetteer",
		})
		d.Text += c[1] + " "
	}
	d.Sentences = []extract.Sentence{{Span: extract.Span{End: len(d.Text)}}}
	return store.Document{ID: id, Quads: graph.Quads(d)}
}

func open(t *testing.T) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), store.Memory, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	ontology := &extract.Ontology{Classes: []extract.ClassDef{{Name: "Person"}, {Name: "Place"}}}
	if err := st.PutOntology(t.Context(), graph.OntologyQuads(ontology)); err != nil {
		t.Fatal(err)
	}
	_, err = st.Put(t.Context(),
		report("a", [2]string{"Person:John Smith", "John Smith"}, [2]string{"Person:John Smith", "Smith"}),
		report("b", [2]string{"Person:John Smith", "John Smith"}),
		report("c", [2]string{"Person:Jon Smyth", "Jon Smyth"}, [2]string{"Person:Jon Smyth", "Smith"}, [2]string{"Place:Rome", "Rome"}),
		report("d", [2]string{"Person:Jack", "Smith"}),
	)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// apply makes a plan, which must succeed.
func apply(t *testing.T, st *store.Store, p Plan, err error) {
	t.Helper()
	if err == nil {
		_, err = p.Apply(t.Context(), st, false)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// ids are the entities of the graph, with the reports that mention each.
func ids(t *testing.T, st *store.Store) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := st.Quads(t.Context(), store.Pattern{}, func(q quad.Quad) error {
		if q.Predicate == graph.Mentions {
			id, _ := graph.EntityID(q.Object)
			doc, _ := graph.DocumentID(q.Subject)
			found[id] = append(found[id], doc)
			slices.Sort(found[id])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestMergeAndBack(t *testing.T) {
	st, ctx := open(t), context.Background()
	before := ids(t, st)
	p, err := Merge(ctx, st, "John Smith", []string{"Jon Smyth", "person/jon-smyth", "Jack"}, "why", false)
	apply(t, st, p, err)
	want := map[string][]string{"person/john-smith": {"a", "b", "c", "d"}, "place/rome": {"c"}}
	if diff := cmp.Diff(want, ids(t, st)); diff != "" {
		t.Error(diff)
	}
	// What was merged is found by its name, and by the ID that it had.
	for _, text := range []string{"Jon Smyth", "person/jon-smyth", "Jack"} {
		if n, err := one(ctx, st, text); err != nil || n.ID != "person/john-smith" {
			t.Errorf("%s is %v, %v", text, n, err)
		}
	}
	for _, undo := range []string{"jon smyth", "person/jack"} {
		p, err := Split(ctx, st, "John Smith", undo, "", "", false)
		apply(t, st, p, err)
	}
	if diff := cmp.Diff(before, ids(t, st)); diff != "" {
		t.Error(diff)
	}
}

func TestMergeInto(t *testing.T) {
	st, ctx := open(t), context.Background()
	p, err := Merge(ctx, st, "Jon Smyth", []string{"Jack"}, "", false)
	apply(t, st, p, err)
	p, err = Merge(ctx, st, "John Smith", []string{"Jack"}, "", false)
	apply(t, st, p, err)
	// Jack was Smyth by then; taking that back leaves Smyth where he is.
	p, err = Split(ctx, st, "John Smith", "Jack", "", "", false)
	apply(t, st, p, err)
	want := map[string][]string{"person/john-smith": {"a", "b", "c"}, "person/jack": {"d"}, "place/rome": {"c"}}
	if diff := cmp.Diff(want, ids(t, st)); diff != "" {
		t.Error(diff)
	}
}

func TestSplitAndBack(t *testing.T) {
	st, ctx := open(t), context.Background()
	before := ids(t, st)
	other := graph.NewSplit("person/john-smith", "smith", "", "").Other
	p, err := Split(ctx, st, "John Smith", "Smith", "", "why", false)
	apply(t, st, p, err)
	want := map[string][]string{
		"person/john-smith": {"a", "b"}, other: {"a"}, "person/jon-smyth": {"c"}, "person/jack": {"d"}, "place/rome": {"c"},
	}
	if diff := cmp.Diff(want, ids(t, st)); diff != "" {
		t.Error(diff)
	}
	if _, err := Split(ctx, st, "John Smith", "Smith", "", "", false); !errors.Is(err, ErrNothing) {
		t.Errorf("split again: %v", err)
	}
	if _, err := Merge(ctx, st, other, []string{"person/john-smith"}, "", false); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "sitrep merge person/john-smith "+other) {
		t.Errorf("merged into what was split off: %v", err)
	}
	p, err = Merge(ctx, st, "person/john-smith", []string{other}, "", false)
	apply(t, st, p, err)
	if diff := cmp.Diff(before, ids(t, st)); diff != "" {
		t.Error(diff)
	}
	if ds, err := st.Decisions(ctx); err != nil || ds.Any() {
		t.Errorf("decisions left: %v, %v", ds.List(), err)
	}
}

func TestSplitOneReport(t *testing.T) {
	st, ctx := open(t), context.Background()
	other := graph.NewSplit("person/john-smith", "john smith", "b", "").Other
	p, err := Split(ctx, st, "person/john-smith", "John Smith", "b.txt", "", false)
	apply(t, st, p, err)
	want := map[string][]string{
		"person/john-smith": {"a"}, other: {"b"}, "person/jon-smyth": {"c"}, "person/jack": {"d"}, "place/rome": {"c"},
	}
	if diff := cmp.Diff(want, ids(t, st)); diff != "" {
		t.Error(diff)
	}
}

// What was merged by hand can be parted by a name that both have: it becomes
// one entity.
func TestSplitWhatIsMerged(t *testing.T) {
	st, ctx := open(t), context.Background()
	p, err := Merge(ctx, st, "John Smith", []string{"Jon Smyth"}, "", false)
	apply(t, st, p, err)
	p, err = Split(ctx, st, "John Smith", "Smith", "", "", false)
	apply(t, st, p, err)
	other := graph.NewSplit("person/john-smith", "smith", "", "").Other
	want := map[string][]string{"person/john-smith": {"a", "b", "c"}, other: {"a", "c"}, "person/jack": {"d"}, "place/rome": {"c"}}
	if diff := cmp.Diff(want, ids(t, st)); diff != "" {
		t.Error(diff)
	}
}

func TestRefused(t *testing.T) {
	st, ctx := open(t), context.Background()
	merge := func(keep string, others ...string) func() (Plan, error) {
		return func() (Plan, error) { return Merge(ctx, st, keep, others, "", false) }
	}
	split := func(entity, name, document string) func() (Plan, error) {
		return func() (Plan, error) { return Split(ctx, st, entity, name, document, "", false) }
	}
	for name, c := range map[string]struct {
		plan func() (Plan, error)
		want error
		says string
	}{
		"itself":            {merge("Jack", "person/jack"), ErrNothing, "Jack"},
		"another class":     {merge("Jack", "Rome"), ErrRefused, "--force"},
		"nobody":            {merge("Jack", "Jacky"), walk.ErrUnknown, "nearest"},
		"a class":           {merge("class:Person", "Jack"), walk.ErrOption, "not a class"},
		"split of nobody":   {split("Nobody", "Smith", ""), walk.ErrUnknown, "Nobody"},
		"no such name":      {split("John Smith", "Johnny", ""), ErrNothing, "John Smith, Smith"},
		"no name":           {split("John Smith", "!", ""), ErrRefused, "no name"},
		"no such document":  {split("John Smith", "Smith", "x"), walk.ErrUnknown, "document"},
		"not in that one":   {split("John Smith", "Smith", "b"), ErrNothing, "in b"},
		"nothing left":      {split("Jack", "Smith", ""), ErrRefused, "--document"},
		"nothing left of 1": {split("Jack", "Smith", "d"), ErrRefused, "only d"},
	} {
		t.Run(name, func(t *testing.T) {
			if p, err := c.plan(); !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%+v, %v; want %v with %q", p, err, c.want, c.says)
			}
		})
	}
	// Two who share a name by hand are told apart by ID.
	p, err := Merge(ctx, st, "Jack", []string{"Rome"}, "", true)
	apply(t, st, p, err)
	p, err = Split(ctx, st, "Jon Smyth", "Smith", "", "", false)
	apply(t, st, p, err)
	p, err = Split(ctx, st, "John Smith", "Smith", "", "", false)
	apply(t, st, p, err)
	if _, err := Merge(ctx, st, "Jack", []string{"Smith"}, "", false); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "person/smith-") {
		t.Errorf("an ambiguous name: %v", err)
	}
	if _, err := Split(ctx, st, "Jack", "Smith", "", "", true); err != nil {
		t.Errorf("by force: %v", err)
	}
}
