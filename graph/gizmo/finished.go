package gizmo

import (
	"errors"
	"slices"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

// Finished tells whether a script can be run as it stands: it is no beginning of
// a longer one, by its grammar and by what it ends in. A path that nobody asks
// for its results, or a declaration, shows nothing, so more has to follow. A
// script with a mistake is finished, since more text does not mend it.
func Finished(text string) bool {
	program, err := parser.ParseFile(nil, "", text, 0)
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return list[0].Message != "Unexpected end of input" && !strings.HasPrefix(list[0].Message, "Missing catch")
	}
	if err != nil || len(program.Body) == 0 {
		return err != nil
	}
	switch last := program.Body[len(program.Body)-1].(type) {
	case *ast.VariableStatement, *ast.LexicalDeclaration, *ast.FunctionDeclaration:
		return false
	case *ast.ExpressionStatement:
		return !openPath(last.Expression)
	}
	return true
}

// ends are the methods that a path ends in.
var ends = []string{
	"all", "getlimit", "count", "foreach", "toarray", "tagarray", "tovalue", "tagvalue",
	"emit", "addnamespace", "adddefaultnamespaces", "loadnamespaces", "uri", "iri",
}

// openPath tells whether an expression is a chain from g that ends in none of
// them.
func openPath(e ast.Expression) bool {
	method := ""
	for {
		switch part := e.(type) {
		case *ast.CallExpression:
			if dot, ok := part.Callee.(*ast.DotExpression); ok && method == "" {
				method = string(dot.Identifier.Name)
			}
			e = part.Callee
		case *ast.DotExpression:
			e = part.Left
		case *ast.Identifier:
			return (part.Name == "g" || part.Name == "graph") && !slices.Contains(ends, strings.ToLower(method))
		default:
			return false
		}
	}
}
