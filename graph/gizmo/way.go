package gizmo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	cgraph "github.com/cayleygraph/cayley/graph"
	cgizmo "github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

// wayTag begins the tags of the nodes that paths come by. No script's own tag
// begins so.
const wayTag = "\x00way"

// leastWay is how long the nodes on the way may be looked for at least.
const leastWay = 200 * time.Millisecond

// The methods of a path that lead to other nodes, and those that show its results
// as they are. A callback or an array would show the tags to the script.
var (
	hops  = []string{"in", "out", "both", "follow", "followr"}
	shows = []string{"all", "getlimit"}
)

// tagWay returns the script with tags for the nodes at which its paths set out for
// others, where its own statements show the path's results. Nodes that the script
// names need no tag. It runs beside the script and not in its place: by tags,
// Cayley gives a result of a union more often.
func (s *script) tagWay() (tagged *script, ok bool) {
	program, err := parser.ParseFile(nil, "", s.text, 0)
	if err != nil {
		return nil, false
	}
	var at []int
	for _, statement := range program.Body {
		if e, ok := statement.(*ast.ExpressionStatement); ok {
			at = append(at, wayOf(e.Expression)...)
		}
	}
	slices.Sort(at)
	text := s.text
	for i, offset := range slices.Backward(at) {
		text = fmt.Sprintf(`%s.tag("%s%d")%s`, text[:offset], `\u0000way`, i, text[offset:])
	}
	return &script{text: text}, len(at) > 0
}

// sayWay says each node on the way of a tagged script once, for rows up to the
// limit.
func sayWay(ctx context.Context, qs cgraph.QuadStore, tagged *script, limit int, say *speaker) error {
	said := map[string]bool{}
	rows := 0
	return results(ctx, qs, tagged, func(r *cgizmo.Result) error {
		if rows++; limit > 0 && rows > limit {
			return errEnough
		}
		for _, tag := range slices.Sorted(maps.Keys(r.Tags)) {
			if !strings.HasPrefix(tag, wayTag) {
				continue
			}
			iri, ok := qs.NameOf(r.Tags[tag]).(quad.IRI)
			if !ok || said[string(iri)] {
				continue
			}
			said[string(iri)] = true
			if err := say.say(message{Way: string(iri)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// wayOf returns the offsets in bytes behind what an expression's hops start from.
func wayOf(e ast.Expression) (at []int) {
	call, method := lastCall(e)
	if call == nil || !slices.Contains(shows, method) {
		return nil
	}
	for {
		from := call.Callee.(*ast.DotExpression).Left
		before, name := lastCall(from)
		switch {
		case before == nil && fromGraph(from):
			return at
		case before == nil || name == "back": // which goes by tags
			return nil
		case slices.Contains(hops, method) && !(fromGraph(before.Callee.(*ast.DotExpression).Left) && named(before)):
			at = append(at, int(before.Idx1())-1)
		}
		call, method = before, name
	}
}

// lastCall takes a call of a method apart, if an expression is one. Methods are
// known by two names, all() and All().
func lastCall(e ast.Expression) (call *ast.CallExpression, method string) {
	call, ok := e.(*ast.CallExpression)
	if !ok {
		return nil, ""
	}
	dot, ok := call.Callee.(*ast.DotExpression)
	if !ok {
		return nil, ""
	}
	return call, strings.ToLower(string(dot.Identifier.Name))
}

func fromGraph(e ast.Expression) bool {
	name, ok := e.(*ast.Identifier)
	return ok && (name.Name == "g" || name.Name == "graph")
}

// named tells whether a call has arguments, and all of them are written out.
func named(call *ast.CallExpression) bool {
	for _, argument := range call.ArgumentList {
		if _, ok := argument.(*ast.StringLiteral); !ok {
			return false
		}
	}
	return len(call.ArgumentList) > 0
}
