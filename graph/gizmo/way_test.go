package gizmo

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ask runs a script, with the nodes on the way if they are wanted.
func ask(t testing.TB, path, script string, wanted bool) (rows, way []string) {
	t.Helper()
	req := Request{Script: script, Store: path}
	if wanted {
		req.Way = func(iri string) { way = append(way, strings.TrimPrefix(iri, "entity/organisation/")) }
	}
	rows, _, err := run(t, req)
	if err != nil {
		rows = []string{err.Error()}
	}
	slices.Sort(rows)
	slices.Sort(way)
	return rows, way
}

func TestWay(t *testing.T) {
	path := buildLinks(t, link{"a", "attacked", "b"}, link{"b", "supports", "c"}, link{"b", "supports", "d"}, link{"x", "attacked", "y"})
	const a = `"<entity/organisation/a>"`
	for script, want := range map[string]string{
		`g.V(` + a + `).out("<attacked>").out("<supports>").all()`:                              "b",
		`graph.Vertex(` + a + `).Out("<attacked>").Out("<supports>").GetLimit(5)`:               "b",
		`g.V().has("<name>", "a").out("<attacked>").out("<supports>").all()`:                    "a b",
		`g.V().out("<attacked>").all()`:                                                         "a x",
		`var who = ` + a + `; g.V(who).out("<attacked>").all()`:                                 "a",
		`g.V(` + a + `).out("<attacked>").tag("mid").out("<supports>").all()`:                   "b",
		`g.V(` + a + `).follow(g.M().out("<attacked>")).out("<supports>").all()`:                "b",
		`g.V(` + a + `).tag("start").out("<attacked>").back("start").all()`:                     "",
		`g.V(` + a + `).out("<attacked>").out("<supports>").forEach(function(d) { g.emit(d) })`: "",
		`g.emit(g.V(` + a + `).out("<attacked>").out("<supports>").tagArray())`:                 "",
		`g.V(` + a + `).out("<attacked>").out("<supports>").count()`:                            "",
		`g.emit(1)`: "",
	} {
		plain, _ := ask(t, path, script, false)
		rows, way := ask(t, path, script, true)
		if diff := cmp.Diff(plain, rows); diff != "" {
			t.Errorf("%s: the rows differ (-without +with the way):\n%s", script, diff)
		}
		if got := strings.Join(way, " "); got != want || len(rows) == 0 {
			t.Errorf("%s: the way is %q, want %q, of %d rows", script, got, want, len(rows))
		}
	}
}
