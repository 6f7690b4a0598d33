// Package gizmo runs Gizmo scripts, Cayley's query language in JavaScript, in
// a child process: a script can loop without end, fill the memory, or bring
// Cayley's Gizmo down from a goroutine of its own where nobody can recover.
// None of that reaches the parent.
//
// The child is this same program, started with the argument WorkerCommand; its
// main function hands over to Worker then.
package gizmo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sitrep/graph/store"
)

// WorkerCommand is the hidden command that runs Worker.
const WorkerCommand = "__gizmo-worker"

// What Run may return, beside the sentinels of the store package and the
// context's own errors.
var (
	// ErrScript: the script is wrong. The error is a *ScriptError.
	ErrScript = errors.New("the Gizmo script is wrong")
	// ErrTimeout: the script ran longer than Request.Timeout, and was ended.
	ErrTimeout = errors.New("the Gizmo script ran out of time")
	// ErrMemory: the script took more than Request.Memory, and was ended.
	ErrMemory = errors.New("the Gizmo script ran out of memory")
	// ErrCrashed: the script brought its process down.
	ErrCrashed = errors.New("the Gizmo script crashed its process")
	// ErrNoFile: the store is in memory, where no other process sees it.
	ErrNoFile = errors.New("no store on disk")
)

// The limits that a zero Request stands for, and the least memory that a
// child can start in.
const (
	DefaultTimeout = 10 * time.Second
	DefaultMemory  = 512 << 20
	LeastMemory    = 16 << 20
)

// Request is a script and its limits.
type Request struct {
	Script string `json:"script"`
	// Store is the path of a store on disk. It is opened for reading only.
	Store string `json:"store"`
	// Timeout is wall-clock time, the store's opening and the receiver's own
	// time included; 0 means DefaultTimeout.
	Timeout time.Duration `json:"-"`
	// Memory is in bytes; 0 means DefaultMemory. The store's file, which the
	// system maps, does not count.
	Memory int64 `json:"memory"`
	// Limit is the number of rows after which the script is ended; 0 is none.
	Limit int `json:"limit"`
	// Way, if it is set, is called after the last row with each node that the
	// paths come by before their end, once: its IRI without brackets. Nodes that
	// the script names are not among them. They are looked for as long as the
	// script took, and no error of that is told.
	Way func(iri string) `json:"-"`
}

// Row is one result, a JSON value. A path's result is an object of its tags
// ("id" is the path's end); IRIs stand in angle brackets. What a script emits
// stands as it is.
type Row = json.RawMessage

// Stats says how a run went.
type Stats struct {
	Rows int
	// Cut tells that Request.Limit ended the script, and there are more rows.
	Cut  bool
	Time time.Duration
	// Hints say what else the script's author should know.
	Hints []string
}

// ScriptError is a mistake in a script. Line and Column count from 1, in
// characters, and are 0 where the engine does not tell, as for a wrong argument
// of a path's method.
type ScriptError struct {
	Message string `json:"message"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	// script is the whole of it, for Caret.
	script string
}

// Caret returns the line of the script that holds the mistake, and below it a
// caret under the mistake, as two lines; or nothing where the place is not known.
func (e *ScriptError) Caret() string {
	lines := strings.Split(e.script, "\n")
	if e.Line < 1 || e.Line > len(lines) {
		return ""
	}
	line := strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, lines[e.Line-1])
	return line + "\n" + strings.Repeat(" ", max(0, min(e.Column-1, utf8.RuneCountInString(line)))) + "^\n"
}

// Error implements error.
func (e *ScriptError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%v: %s", ErrScript, e.Message)
	}
	return fmt.Sprintf("%v: line %d, column %d: %s", ErrScript, e.Line, e.Column, e.Message)
}

// Unwrap returns ErrScript.
func (e *ScriptError) Unwrap() error { return ErrScript }

// Run runs a script and hands its rows to fn as they come. Rows that came
// before an error have been handed over; an error of fn ends the run and is
// returned.
func Run(ctx context.Context, req Request, fn func(Row) error) (Stats, error) {
	return runIn(ctx, req, fn, startChild)
}

// runIn runs a script in the process that start gives.
func runIn(ctx context.Context, req Request, fn func(Row) error, start func() (*child, error)) (stats Stats, err error) {
	begin := time.Now()
	defer func() { stats.Time = time.Since(begin) }()
	if req.Store == store.Memory {
		return stats, fmt.Errorf("%w: no other process sees a store in memory; build one with --store PATH", ErrNoFile)
	}
	if req.Timeout <= 0 {
		req.Timeout = DefaultTimeout
	}
	if req.Memory <= 0 {
		req.Memory = DefaultMemory
	}
	req.Memory = max(req.Memory, LeastMemory)

	timed, cancel := context.WithTimeout(ctx, req.Timeout)
	defer cancel()
	c, err := start()
	if err != nil {
		return stats, err
	}
	c.begin(timed, req)
	finished, err := c.receive(req, fn, &stats)
	var mistake *ScriptError
	if errors.As(err, &mistake) {
		mistake.script = req.Script
	}
	late := timed.Err() // before the kill below hides the reason
	end := c.end(finished || err != nil)
	switch {
	case finished || err != nil:
		return stats, err
	case ctx.Err() != nil:
		return stats, ctx.Err()
	case end.interrupted:
		return stats, context.Canceled
	case end.memory:
		return stats, fmt.Errorf("%w: more than %d MiB; narrow it down, or raise gizmo.memory", ErrMemory, req.Memory>>20)
	case late == nil && c.waited && end.silent && stats.Rows == 0:
		// It was dead before the script came.
		return runIn(ctx, req, fn, startChild)
	case late != nil:
		return stats, fmt.Errorf("%w: more than %v; narrow it down, or raise gizmo.timeout", ErrTimeout, req.Timeout)
	}
	return stats, fmt.Errorf("%w: %s", ErrCrashed, end.reason)
}
