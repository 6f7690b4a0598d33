package walk

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"sitrep/graph"
	"sitrep/graph/store"
)

// Explain returns a Gizmo script that finds the same walks as Run: each row
// holds the query's nodes under the tags n0, n1 and so on (nodes inside a
// repeated step have none). Rows are neither sorted nor limited, and repeat
// where an edge has several statements; nothing is grouped by events. What Gizmo cannot say stands in a
// comment at the script's top. Errors are those of Run.
func Explain(ctx context.Context, st *store.Store, q graph.Query, o Options) (string, error) {
	r, err := newReader(ctx, st)
	if err != nil {
		return "", err
	}
	p, err := r.newPlan(q, o)
	if err != nil {
		return "", err
	}
	s := &script{plan: p, last: len(p.terms) - 1}
	// A script starts at what is written first, so a listed entity goes first.
	s.reversed = len(p.terms[0].listed) == 0 && len(p.terms[s.last].listed) > 0
	if err := s.conditions(); err != nil {
		return "", err
	}
	includes, err := r.ref(graph.Includes)
	if err != nil {
		return "", err
	}
	s.grouped = includes.known && p.filter.grouped
	body := s.body()
	if err := s.err(); err != nil {
		return "", err
	}
	return s.header(q, o) + body, nil
}

// script writes a plan as Gizmo. Positions count from where it starts.
type script struct {
	*plan
	last     int
	reversed bool
	// where narrows a statement's node to those that count, but for its
	// predicate.
	where    string
	lines    strings.Builder
	indent   int
	failure  error
	usesPair bool
	// grouped tells that the graph has events that walks show once.
	grouped bool
}

func (s *script) err() error {
	if s.failure != nil {
		return s.failure
	}
	return s.ctx.Err()
}

func (s *script) line(format string, args ...any) {
	s.lines.WriteString(strings.Repeat("  ", s.indent) + fmt.Sprintf(format, args...) + "\n")
}

func (s *script) header(q graph.Query, o Options) string {
	notes := []string{"// " + Clean(q.String())}
	if o.Limit > 0 {
		notes = append(notes, "// sitrep walk sorts by evidence and shows "+strconv.Itoa(o.Limit)+" walks; here are all, unsorted.")
	}
	if s.grouped {
		notes = append(notes, "// sitrep walk shows what tells the same events once; here is every statement, as with --no-grouping.")
	}
	if s.usesPair && (o.MinWeight != 0 || o.MinCount > 0) {
		notes = append(notes, "// Not said here: the least weight of co_occurs_with, which Gizmo cannot count.")
	}
	if s.usesPair && s.filter.byDocument() {
		notes = append(notes, "// Not said here: the document and date of co_occurs_with.")
	}
	return strings.Join(notes, "\n") + "\n"
}

// term and tag are those of a position, step the one that leads on from it.
func (s *script) term(at int) nodeSet { return s.terms[s.index(at)] }

func (s *script) tag(at int) string { return "n" + strconv.Itoa(s.index(at)) }

func (s *script) index(at int) int {
	if s.reversed {
		return s.last - at
	}
	return at
}

func (s *script) step(at int) (sets []predicateSet, out bool) {
	if s.reversed {
		step := s.steps[s.last-1-at]
		return step.sets, !step.forward
	}
	return s.steps[at].sets, s.steps[at].forward
}

// way continues a path over a step, by one way in which it may be stored.
type way func(path string) string

// simple returns how a path goes on over a step, where that is in one way
// only. Cayley's Union and Both lose rows when something behind them asks
// which nodes they hold, so the other steps become functions, but for a Both
// with nothing behind it.
func (s *script) simple(at int) (way, bool) {
	sets, out := s.step(at)
	if len(sets) != 1 || sets[0].repeated {
		return nil, false
	}
	ways := s.ways(sets[0].predicates, out)
	if len(ways) == 1 {
		return ways[0], true
	}
	both := s.where == "" && !slices.ContainsFunc(sets[0].predicates, func(p *predicate) bool { return !p.symmetric })
	if both && at+1 == s.last && s.narrow(at+1) == "" {
		return func(path string) string { return path + ".Both(" + iris(sets[0].predicates) + ")" }, true
	}
	return nil, false
}

// reach is what a repeated step needs: FollowRecursive keeps one start for each
// node that it finds, stops at 50 edges, and comes back to where it began.
const reach = `
// reach lists the nodes that one or more steps lead to, each once.
function reach(start, step) {
  var seen = {}, found = [], queue = [start];
  seen[start] = true;
  function visit(r) {
    if (!seen[r.id]) {
      seen[r.id] = true;
      found.push(r.id);
      queue.push(r.id);
    }
  }
  while (queue.length > 0) {
    step(g.V(queue.shift())).forEach(function (path) { path.ForEach(visit); });
  }
  return found;
}
`

func (s *script) body() string {
	path, at := s.chain(s.start(), 0)
	if at == s.last {
		s.line("%s.All()", path)
		return s.lines.String()
	}
	s.line("%s.ForEach(from%d);", path, at)
	for at < s.last {
		at = s.function(at)
	}
	if slices.ContainsFunc(s.steps, func(step planStep) bool {
		return slices.ContainsFunc(step.sets, func(set predicateSet) bool { return set.repeated })
	}) {
		s.lines.WriteString(reach)
	}
	return s.lines.String()
}

// start is the path of the first position's nodes.
func (s *script) start() string {
	t := s.term(0)
	switch {
	case t.any:
		return "g.V()"
	case len(t.listed) > 0:
		return "g.V(" + s.listed(t) + ")"
	}
	return "g.V(" + classNames(t) + `).In("<type>")`
}

// narrow is what a position's term demands of a path.
func (s *script) narrow(at int) string {
	t := s.term(at)
	switch {
	case t.any:
		return ""
	case len(t.listed) > 0:
		return ".Is(" + s.listed(t) + ")"
	}
	return `.Has("<type>", ` + classNames(t) + ")"
}

// chain tags a path at a position and follows its simple steps.
func (s *script) chain(path string, at int) (string, int) {
	path += ".Tag(" + js(s.tag(at)) + ")"
	for at < s.last {
		follow, ok := s.simple(at)
		if !ok {
			break
		}
		at++
		path = follow(path) + s.narrow(at) + ".Tag(" + js(s.tag(at)) + ")"
	}
	return path, at
}

// function writes what follows a position whose step is not simple; it returns
// the position where the next one begins.
func (s *script) function(at int) int {
	sets, out := s.step(at)
	s.line("")
	s.line("function from%d(row) {", at)
	s.indent++
	here := "row." + s.tag(at)
	for _, set := range sets {
		ways := s.ways(set.predicates, out)
		if !set.repeated {
			for _, follow := range ways {
				s.line("%s.ForEach(function (r) { next(r.id); });", follow("g.V("+here+")"))
			}
			continue
		}
		var paths []string
		for _, follow := range ways {
			paths = append(paths, follow("p"))
		}
		s.line("reach(%s, function (p) {", here)
		s.indent++
		s.line("return [%s];", strings.Join(paths, ", "))
		s.indent--
		s.line("}).forEach(next);")
	}
	s.line("function next(node) {")
	s.indent++
	path, end := s.chain("g.V(node)"+s.narrow(at+1), at+1)
	s.line("%s.ForEach(function (r) {", path)
	s.indent++
	var fields []string
	for i := range s.last + 1 {
		if j := s.index(i); i <= at {
			fields = append(fields, fmt.Sprintf("n%d: row.n%d", j, j))
		} else if i <= end {
			fields = append(fields, fmt.Sprintf("n%d: r.n%d", j, j))
		}
	}
	row := "{" + strings.Join(fields, ", ") + "}"
	if end == s.last {
		s.line("g.Emit(%s);", row)
	} else {
		s.line("from%d(%s);", end, row)
	}
	for _, closing := range []string{"});", "}", "}"} {
		s.indent--
		s.line("%s", closing)
	}
	return end
}

// ways returns every way to follow predicates from a node: as plain edges or
// by their statements' nodes, symmetric ones from both ends.
func (s *script) ways(predicates []*predicate, out bool) []way {
	var plain, stated []*predicate
	for _, p := range predicates {
		s.usesPair = s.usesPair || s.isCoOccurrence(p)
		if s.where == "" || s.isCoOccurrence(p) {
			plain = append(plain, p)
		} else {
			stated = append(stated, p)
		}
	}
	var ways []way
	for _, forth := range []bool{out, !out} {
		if some := directed(plain, forth == out); len(some) > 0 {
			ways = append(ways, func(path string) string { return path + verb(forth) + "(" + iris(some) + ")" })
		}
		some := directed(stated, forth == out)
		if len(some) == 0 {
			continue
		}
		near, far := "<subject>", "<object>"
		if !forth {
			near, far = far, near
		}
		for _, dated := range s.dated() {
			ways = append(ways, func(path string) string {
				return path + ".In(" + js(near) + `).Has("<predicate>", ` + strings.Trim(iris(some), "[]") + ")" +
					s.where + dated + ".Out(" + js(far) + ")"
			})
		}
	}
	if len(ways) == 0 {
		ways = append(ways, func(path string) string { return path + `.Out("<co_occurs_with>")` })
	}
	return ways
}

// directed returns the predicates, or only those that hold backwards too.
func directed(predicates []*predicate, forwards bool) []*predicate {
	if forwards {
		return predicates
	}
	return slices.DeleteFunc(slices.Clone(predicates), func(p *predicate) bool { return !p.symmetric })
}

func verb(out bool) string {
	if out {
		return ".Out"
	}
	return ".In"
}

// conditions writes the options as conditions on a statement's node. None are
// needed where plain edges say it all.
func (s *script) conditions() error {
	f := &s.filter
	if !f.needsStatements() && len(f.unheld) == 0 {
		return nil
	}
	var statuses []string
	for _, status := range f.statuses {
		statuses = append(statuses, js(string(status)))
	}
	s.where = `.Has("<status>", ` + strings.Join(statuses, ", ") + ")"
	if f.minConfidence > 0 {
		s.where += `.Has("<confidence>", ` + atLeast(f.minConfidence) + ")"
	}
	if f.documents == nil {
		return nil
	}
	if err := s.load(f.documents); err != nil {
		return err
	}
	var documents []string
	for _, d := range f.documents {
		documents = append(documents, js(quad.StringOf(s.values[d])))
	}
	s.where += `.Has("<document>", ` + strings.Join(documents, ", ") + ")"
	return nil
}

// atLeast compares with a number. Gizmo takes one without a fraction for an
// integer, and no integer compares with a float.
func atLeast(x float64) string {
	if x == math.Trunc(x) {
		return "gt(" + strconv.FormatFloat(math.Nextafter(x, 0), 'g', -1, 64) + ")"
	}
	return "gte(" + strconv.FormatFloat(x, 'g', -1, 64) + ")"
}

// dated narrows statements to those whose time counts: their own or, where
// they have none, their document's date.
func (s *script) dated() []string {
	f := &s.filter
	if f.since == "" && f.until == "" {
		return []string{""}
	}
	timed, published := "", "g.V()"
	if f.since != "" {
		timed += `.Has("<time_to>", gte(` + js(f.since) + "))"
		published += `.Has("<published>", gte(` + js(f.since) + "))"
	}
	if f.until != "" {
		timed += `.Has("<time_from>", lte(` + js(f.until) + "))"
		published += `.Has("<published>", lte(` + js(f.until) + "))"
	}
	return []string{timed, `.Except(g.V().Has("<time_from>")).Intersect(` + published + `.In("<document>"))`}
}

func (s *script) listed(t nodeSet) string {
	if err := s.load(t.listed); err != nil {
		s.failure = err
	}
	var all []string
	for _, ref := range t.listed {
		all = append(all, js(quad.StringOf(s.values[ref])))
	}
	return strings.Join(all, ", ")
}

func classNames(t nodeSet) string {
	var all []string
	for _, c := range t.classes {
		all = append(all, js(quad.StringOf(graph.ClassIRI(c.name))))
	}
	return strings.Join(all, ", ")
}

func iris(predicates []*predicate) string {
	var all []string
	for _, p := range predicates {
		all = append(all, js(quad.StringOf(quad.IRI(p.name))))
	}
	if len(all) == 1 {
		return all[0]
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// js writes a JavaScript string.
func js(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}
