package gizmo

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"

	"sitrep/graph"
)

// script is a Gizmo script ready to run, which remembers what was taken out of
// it so that mistakes are shown where people see them.
type script struct {
	text string
	cuts []int // offsets in text at which graph.Base was cut out
}

// longIRI finds absolute IRIs of the graph where a script names a node: in
// angle brackets, or as the whole of a string for iri(). The store knows them
// by their short form.
var longIRI = regexp.MustCompile("[<\"'`]" + regexp.QuoteMeta(graph.Base))

func shorten(text string) *script {
	s := &script{}
	var b strings.Builder
	last := 0
	for _, loc := range longIRI.FindAllStringIndex(text, -1) {
		b.WriteString(text[last : loc[0]+1])
		s.cuts = append(s.cuts, b.Len())
		last = loc[1]
	}
	b.WriteString(text[last:])
	s.text = b.String()
	return s
}

// position turns a place in the shortened text, its column in bytes, into one in
// the original, its column in characters.
func (s *script) position(line, column int) (int, int) {
	start := 0
	for range line - 1 {
		i := strings.IndexByte(s.text[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	at := min(start+column-1, len(s.text))
	column = utf8.RuneCountInString(s.text[start:at]) + 1
	for _, cut := range s.cuts {
		if cut >= start && cut <= at {
			column += len(graph.Base)
		}
	}
	return line, column
}

func (s *script) errorAt(p file.Position, message string) *ScriptError {
	e := &ScriptError{Message: message}
	if p.Line > 0 {
		e.Line, e.Column = s.position(p.Line, p.Column)
	}
	return e
}

// check finds mistakes of syntax, with their place.
func (s *script) check() error {
	if strings.TrimSpace(s.text) == "" {
		return &ScriptError{Message: "it is empty"}
	}
	program, err := parser.ParseFile(nil, "", s.text, 0)
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return s.errorAt(list[0].Position, list[0].Message)
	}
	if err == nil {
		_, err = goja.CompileAST(program, false)
	}
	if err != nil {
		return s.mistake(err)
	}
	return nil
}

// mistake words an error of the engine.
func (s *script) mistake(err error) *ScriptError {
	var syntax *goja.CompilerSyntaxError
	var thrown *goja.Exception
	switch {
	case errors.As(err, &syntax) && syntax.File != nil:
		return s.errorAt(syntax.File.Position(syntax.Offset), syntax.Message)
	case errors.As(err, &thrown):
		message := "an error without words"
		if v := thrown.Value(); v != nil {
			message = strings.TrimPrefix(v.String(), "GoError: ")
		}
		for _, frame := range thrown.Stack() {
			if p := frame.Position(); p.Line > 0 {
				return s.errorAt(p, message)
			}
		}
		return &ScriptError{Message: message}
	}
	return &ScriptError{Message: err.Error()}
}

var (
	getLimit = regexp.MustCompile(`\.(?:get|Get)Limit\s*\(`)
	moreRows = regexp.MustCompile(`\.(?:all|All|emit|Emit|getLimit|GetLimit)\s*\(`)
)

// hints warns of Cayley's getLimit, which keeps limiting all that the script
// shows afterwards.
func (s *script) hints() []string {
	if loc := getLimit.FindStringIndex(s.text); loc != nil && moreRows.MatchString(s.text[loc[1]:]) {
		return []string{"getLimit(n) also limits every .all() and g.emit() after it: write .limit(n).all()"}
	}
	return nil
}
