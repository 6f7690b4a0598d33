// Package repl is the console in a terminal: it reads Gizmo scripts, walks and
// commands, runs them over one graph, and shows what they find.
//
// On a terminal a line editor reads them, with history, highlighting and
// completion; elsewhere plain lines are read, and no escape sequence is written.
// The graph is opened anew for each query, so that a console that is left open
// keeps no build from writing.
package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"golang.org/x/term"

	"sitrep/graph"
	"sitrep/graph/answer"
	"sitrep/graph/completion"
	"sitrep/graph/gizmo"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

// Options say what is asked, and how the console looks.
type Options struct {
	// Store is the path of a store on disk.
	Store string
	// Format is one of the answer package's; empty means tables for scripts and
	// text for walks.
	Format string
	// Limit is the number of rows or walks of one answer; 0 is all.
	Limit int
	// Timeout bounds one query, Memory (bytes) one script; 0 means gizmo's own.
	Timeout time.Duration
	Memory  int64
	// In is a terminal. Answers go to Out, all else to Err.
	In       io.Reader
	Out, Err io.Writer
	// Edit tells that all three are one terminal that knows escape sequences.
	Edit   bool
	Colour bool
	// State is the folder of the history and of saved queries; empty keeps none.
	State string
}

// DefaultLimit is how many rows of an answer a console shows unless told.
const DefaultLimit = 100

// reader gives what the user enters, one whole script, walk or command at a
// time. The error is errInterrupted after Ctrl-C, io.EOF at the end.
type reader interface {
	read(ctx context.Context) (string, error)
}

var errInterrupted = errors.New("interrupted")

// console is one session.
type console struct {
	o       Options
	history *history
	saved   saved
	// last is the query that :save keeps.
	last query
	quit bool
}

// query is a Gizmo script or a walk.
type query struct{ language, text string }

const (
	languageGizmo = "gizmo"
	languageWalk  = "walk"
)

// Run reads and runs until the user ends it or ctx does. A query that fails is
// told of, and the console goes on.
func Run(ctx context.Context, o Options) error {
	if o.Timeout <= 0 {
		o.Timeout = gizmo.DefaultTimeout
	}
	c := &console{o: o, saved: saved{o.State}}
	var in reader = newPlain(o)
	if o.Edit {
		c.history = openHistory(o.State)
		in = newEditor(ctx, c)
	}
	fmt.Fprintln(o.Err, "Gizmo scripts and :walk; :help tells more, Ctrl-D ends.")
	for !c.quit && ctx.Err() == nil {
		entry, err := in.read(ctx)
		switch {
		case errors.Is(err, errInterrupted):
			continue
		case errors.Is(err, io.EOF):
			fmt.Fprintln(o.Err)
			return nil
		case err != nil:
			return err
		}
		c.enter(ctx, entry)
	}
	return ctx.Err()
}

// enter runs what was entered. Ctrl-C ends it, and nothing else.
func (c *console) enter(ctx context.Context, entry string) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	if terminal, ok := c.o.In.(*os.File); ok && c.o.Edit {
		defer keepTyped(terminal)()
	}
	var err error
	if entry = strings.TrimSpace(entry); strings.HasPrefix(entry, ":") {
		err = c.command(ctx, entry)
	} else if entry != "" {
		err = c.run(ctx, query{languageGizmo, entry})
	}
	if ctx.Err() != nil || errors.Is(err, context.Canceled) {
		err = errInterrupted
		if !c.o.Edit {
			fmt.Fprintln(c.o.Err) // behind the terminal's own ^C
		}
	}
	if err != nil {
		c.fail(entry, err)
	}
}

// say tells the user something that is no answer, tell in a colour.
func (c *console) say(format string, args ...any) { c.tell("", format, args...) }

func (c *console) tell(colour, format string, args ...any) {
	fmt.Fprintln(c.o.Err, paint(c.o.Colour, colour, walk.Clean(fmt.Sprintf(format, args...))))
}

// fail tells of an error, with a caret under its place if it has one.
func (c *console) fail(entry string, err error) {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, gizmo.ErrTimeout) {
		err = fmt.Errorf("it took more than %v and was ended; narrow it down, or give it more by :time", c.o.Timeout)
	}
	c.tell(red, "%v", err)
	var script *gizmo.ScriptError
	var syntax *graph.SyntaxError
	switch {
	case errors.As(err, &script):
		c.point(script.Caret())
		if isWalk(entry) {
			c.say("It looks like a walk: put :walk before it.")
		}
	case errors.As(err, &syntax):
		c.point(syntax.Caret())
	}
}

// isWalk tells whether a text is a walk.
func isWalk(text string) bool {
	_, err := graph.ParseQuery(text)
	return err == nil
}

// point shows the line of a mistake and a caret beneath, moved so that the place
// is seen in a narrow terminal.
func (c *console) point(text string) {
	line, caret, _ := strings.Cut(text, "\n")
	column := len(strings.TrimRight(caret, "^\n"))
	runes := []rune(line)
	if width := c.width(); width > 0 && len(runes) > width-2 {
		room := max(width-2, 4)
		from := max(0, min(column-room/2, len(runes)-room))
		runes = runes[from:min(len(runes), from+room)]
		column -= from
	}
	if text != "" {
		fmt.Fprintf(c.o.Err, "  %s\n  %s^\n", string(runes), strings.Repeat(" ", column))
	}
}

// width is that of the terminal, 0 where answers go elsewhere.
func (c *console) width() int {
	if f, ok := c.o.Out.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			return width
		}
	}
	return 0
}

func (c *console) open(ctx context.Context) (*store.Store, error) {
	return store.Open(ctx, c.o.Store, store.Options{ReadOnly: true})
}

// with opens the graph for what fn does.
func (c *console) with(ctx context.Context, fn func(*store.Store) error) error {
	st, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	return fn(st)
}

// run asks a query and shows its answer.
func (c *console) run(ctx context.Context, q query) error {
	c.last = q
	begin := time.Now()
	n, of := 0, "rows"
	var err error
	if q.language == languageWalk {
		of = "walks"
		n, err = c.runWalk(ctx, q.text)
	} else {
		n, err = c.runGizmo(ctx, q.text)
	}
	if err != nil || ctx.Err() != nil {
		return err
	}
	if n == 0 {
		c.say("nothing was found")
		return nil
	}
	if n == 1 {
		of = strings.TrimSuffix(of, "s")
	}
	c.tell(dim, "%d %s, %.2f s", n, of, time.Since(begin).Seconds())
	return nil
}

func (c *console) answerOptions(unless string) answer.Options {
	o := answer.Options{Format: c.o.Format, Width: c.width(), Open: c.open}
	if o.Format == "" {
		o.Format = unless
	}
	return o
}

func (c *console) runGizmo(ctx context.Context, script string) (int, error) {
	stats, err := answer.Script(ctx, c.o.Out, gizmo.Request{
		Script: script, Store: c.o.Store, Timeout: c.o.Timeout, Memory: c.o.Memory, Limit: c.o.Limit,
	}, c.answerOptions(answer.Table))
	for _, note := range stats.Hints {
		c.say("%s", note)
	}
	if stats.Cut {
		c.say("only the first %d rows are shown; :limit 0 shows all", stats.Rows)
	}
	return stats.Rows, err
}

// evidence is how many events an edge of a walk comes with.
const evidence = 20

func (c *console) walkOptions() walk.Options {
	return walk.Options{Limit: c.o.Limit, MaxEvidence: evidence}
}

func (c *console) runWalk(ctx context.Context, text string) (int, error) {
	q, err := graph.ParseQuery(text)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	o := c.answerOptions(answer.Text)
	with := c.walkOptions()
	if o.Format == answer.NQuads {
		with.MaxEvidence = 0
	}
	n := 0
	return n, c.with(ctx, func(st *store.Store) error {
		result, err := walk.Run(ctx, st, q, with)
		if err != nil {
			return err
		}
		n = len(result.Walks)
		if err := answer.Walks(ctx, c.o.Out, result, o); err != nil {
			return err
		}
		if result.Cut {
			c.say("only the first %d walks are shown; :limit 0 shows all", n)
		}
		return nil
	})
}

// complete says what may stand at the end of a text.
func (c *console) complete(ctx context.Context, before string) (a completion.Answer, err error) {
	if name, rest, argument := strings.Cut(before, " "); strings.HasPrefix(before, ":") {
		if !argument {
			return completeCommand(name), nil
		}
		return c.completeArgument(ctx, name, strings.TrimLeft(rest, " "))
	}
	return c.completeQuery(ctx, languageGizmo, before)
}

func (c *console) completeQuery(ctx context.Context, language, before string) (a completion.Answer, err error) {
	err = c.with(ctx, func(st *store.Store) error {
		completer, err := completion.New(ctx, st)
		if err != nil {
			return err
		}
		a, err = completer.Complete(ctx, language, before)
		return err
	})
	return a, err
}
