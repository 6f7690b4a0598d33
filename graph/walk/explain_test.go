package walk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// gizmoRows runs a script and returns its rows' nodes, sorted, each once.
func gizmoRows(st *store.Store, script string, nodes int) ([]string, error) {
	ctx := context.Background()
	qs := st.QuadStore()
	it, err := gizmo.NewSession(qs).Execute(ctx, script, query.Options{Collation: query.Raw, Limit: -1})
	if err != nil {
		return nil, err
	}
	defer it.Close()
	var rows []string
	for it.Next(ctx) {
		var row []string
		for i := range nodes {
			tag := fmt.Sprintf("n%d", i)
			r := it.Result().(*gizmo.Result)
			if r.Tags != nil {
				row = append(row, quad.StringOf(qs.NameOf(r.Tags[tag])))
			} else {
				row = append(row, fmt.Sprint(r.Val.(map[string]any)[tag]))
			}
		}
		rows = append(rows, strings.Join(row, " "))
	}
	slices.Sort(rows)
	return slices.Compact(rows), it.Err()
}

// walkRows returns the same of a result: a repeated step's inner nodes are left
// out by looking only at where its predicates' stretch ends.
func walkRows(q graph.Query, r Result) []string {
	var rows []string
	for _, w := range r.Walks {
		ids := []string{w.Nodes[0].ID}
		if len(w.Edges) == len(q.Steps) {
			for _, n := range w.Nodes[1:] {
				ids = append(ids, n.ID)
			}
		} else { // one step, repeated
			ids = append(ids, w.Nodes[len(w.Nodes)-1].ID)
		}
		for i, id := range ids {
			ids[i] = quad.StringOf(graph.EntityIRI(id))
		}
		rows = append(rows, strings.Join(ids, " "))
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}

// statementsOf lists what a result's evidence says, sorted, each once: statements, and
// as what they stand.
func statementsOf(r Result) []string {
	var all []string
	for _, w := range r.Walks {
		for i, e := range w.Edges {
			s, o := w.Nodes[i], w.Nodes[i+1]
			for _, ev := range e.Evidence {
				said := Telling{s, e.Predicate, o}
				if !e.Forward {
					said.Subject, said.Object = o, s
				}
				if ev.As != nil {
					said = *ev.As
				}
				all = append(all, fmt.Sprint(ev.Statement, " ", said.Subject.ID, " ", said.Predicate, " ", said.Object.ID))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestExplain(t *testing.T) {
	st := open(t, iraqReports...)
	for _, c := range []struct {
		query string
		o     Options
		want  string
	}{
		{"militia -> attacked -> site", Options{}, `// militia -> attacked -> site
g.V("<class/ArmedGroup>").In("<type>").Tag("n0").Out(["<attacked>", "<bombed>", "<fired_at>"]).Has("<type>", "<class/Site>").Tag("n1").All()
`},
		{"* <- met <- Soleimani", Options{}, `// * <- met <- Soleimani
g.V("<entity/person/qasem-soleimani>").Tag("n1").Both("<met>").Tag("n0").All()
`},
		{"KH -> bombed -> *", Options{Status: []string{"threatened"}, MinConfidence: 0.5, Document: "a", Limit: 3}, `// KH -> bombed -> *
// sitrep walk sorts by evidence and shows 3 walks; here are all, unsorted.
g.V("<entity/organisation/kataib-hezbollah>").Tag("n0").In("<subject>").Has("<predicate>", "<bombed>").Has("<status>", "threatened").Has("<confidence>", gte(0.5)).Has("<document>", "<document/a>").Out("<object>").Tag("n1").All()
`},
		{"Iran -> co_occurs_with -> *", Options{MinWeight: 0.3}, `// Iran -> co_occurs_with -> *
// Not said here: the least weight of co_occurs_with, which Gizmo cannot count.
g.V("<entity/place/iran>").Tag("n0").Both("<co_occurs_with>").Tag("n1").All()
`},
		{"embassy -> located_in+ -> *", Options{}, `// embassy -> located_in+ -> *
g.V("<class/Site>").In("<type>").Tag("n0").ForEach(from0);

function from0(row) {
  reach(row.n0, function (p) {
    return [p.Out("<located_in>")];
  }).forEach(next);
  function next(node) {
    g.V(node).Tag("n1").ForEach(function (r) {
      g.Emit({n0: row.n0, n1: r.n1});
    });
  }
}
` + reach},
		{"militia -> met -> site", Options{}, `// militia -> met -> site
g.V("<class/ArmedGroup>").In("<type>").Tag("n0").ForEach(from0);

function from0(row) {
  g.V(row.n0).Out("<met>").ForEach(function (r) { next(r.id); });
  g.V(row.n0).In("<met>").ForEach(function (r) { next(r.id); });
  function next(node) {
    g.V(node).Has("<type>", "<class/Site>").Tag("n1").ForEach(function (r) {
      g.Emit({n0: row.n0, n1: r.n1});
    });
  }
}
`},
	} {
		got, err := Explain(context.Background(), st, parse(t, c.query), c.o)
		if err != nil {
			t.Fatalf("%s: %v", c.query, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.query, diff)
		}
	}
}

// TestExplainAgrees holds what --explain promises: on any graph, for any
// query, the script finds what the walk finds.
func TestExplainAgrees(t *testing.T) {
	entities := []string{kataib, asaib, asad, embassy, iran, soleiman, drone, gunmen}
	predicates := []string{"attacked", "bombed", "supports", "supplied", "met", "part_of"}
	days := []string{"", "2021-12-01", "2021-12-15", "2022-01-01"}
	entity := rapid.SampledFrom(entities)
	rapid.Check(t, func(t *rapid.T) {
		var reports []report
		for i := range rapid.IntRange(1, 3).Draw(t, "reports") {
			r := report{id: fmt.Sprint("d", i), published: rapid.SampledFrom(days).Draw(t, "published")}
			for range rapid.IntRange(0, 8).Draw(t, "statements") {
				r.says = append(r.says, said{
					s: entity.Draw(t, "s"), o: entity.Draw(t, "o"),
					p:          rapid.SampledFrom(predicates).Draw(t, "p"),
					status:     rapid.SampledFrom(extract.Statuses).Draw(t, "status"),
					from:       rapid.SampledFrom(days).Draw(t, "from"),
					confidence: rapid.SampledFrom([]float64{0.3, 0.5, 0.9, 1}).Draw(t, "confidence"),
				})
			}
			for range rapid.IntRange(0, 3).Draw(t, "pairs") {
				a, b := entity.Draw(t, "a"), entity.Draw(t, "b")
				if a != b {
					r.pairs = append(r.pairs, [2]string{a, b})
				}
			}
			// Every name is known, whatever the statements are.
			for _, e := range entities {
				r.says = append(r.says, said{s: e, p: "uses", o: "Drone:Other"})
			}
			reports = append(reports, r)
		}
		st := open(t, reports...)
		defer st.Close()

		terms := []string{"*", "militia", "class:place", "organisation", "site", "KH", "Iran", "soleimani", "shahed"}
		steps := []string{"attacked", "supports|met", "met", "*", "part_of|bombed", "co_occurs_with", "killed"}
		repeated := []string{"part_of+", "(supports|met)+", "attacked|part_of+", "*+", "met+|supports+"}
		arrow := rapid.SampledFrom([]string{"->", "<-"})
		text := rapid.SampledFrom(terms).Draw(t, "term")
		if rapid.Bool().Draw(t, "repeat") {
			a := arrow.Draw(t, "arrow")
			text += " " + a + " " + rapid.SampledFrom(repeated).Draw(t, "step") + " " + a + " " + rapid.SampledFrom(terms).Draw(t, "term")
		} else {
			for range rapid.IntRange(1, 3).Draw(t, "steps") {
				a := arrow.Draw(t, "arrow")
				text += " " + a + " " + rapid.SampledFrom(steps).Draw(t, "step") + " " + a + " " + rapid.SampledFrom(terms).Draw(t, "term")
			}
		}
		o := Options{}
		if rapid.Bool().Draw(t, "filtered") {
			o.Status = rapid.SliceOfDistinct(rapid.SampledFrom([]string{"asserted", "reported", "threatened", "denied"}), rapid.ID[string]).Draw(t, "status")
			o.MinConfidence = rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "min-confidence")
			if !strings.Contains(text, "co_occurs_with") {
				o.Since = rapid.SampledFrom([]string{"", "2021-12-01", "2021-12-10"}).Draw(t, "since")
				o.Until = rapid.SampledFrom([]string{"", "2021-12", "2021-12-15"}).Draw(t, "until")
				o.Document = rapid.SampledFrom([]string{"", "d0"}).Draw(t, "document")
			}
		}
		q, err := graph.ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		grouped, err := Run(ctx, st, q, o)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		o.NoGrouping = true
		result, err := Run(ctx, st, q, o)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		shown := statementsOf(grouped)
		for _, s := range statementsOf(result) {
			if !slices.Contains(shown, s) {
				t.Fatalf("%s %+v: not shown once grouped: %s", text, o, s)
			}
		}
		for _, row := range walkRows(q, grouped) {
			if !slices.Contains(walkRows(q, result), row) {
				t.Fatalf("%s %+v: only grouped: %s", text, o, row)
			}
		}
		script, err := Explain(ctx, st, q, o)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		rows, err := gizmoRows(st, script, len(q.Nodes))
		if err != nil {
			t.Fatalf("%s\n%s\n%v", text, script, err)
		}
		if diff := cmp.Diff(rows, walkRows(q, result)); diff != "" {
			t.Fatalf("%s %+v\n%s\ngizmo and walk: %s", text, o, script, diff)
		}
	})
}
