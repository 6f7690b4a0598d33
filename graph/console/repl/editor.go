package repl

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"github.com/reeflective/readline"
	"golang.org/x/term"

	"sitrep/graph/completion"
)

// editor reads from a terminal, by a line editor whose keys are the user's own
// (~/.inputrc).
type editor struct {
	c     *console
	shell *readline.Shell
	menu  menu
}

// settings are what the console needs of the editor, whatever ~/.inputrc says.
var settings = map[string]any{
	"convert-meta": false, "input-meta": true, "output-meta": true, // letters beyond ASCII
	"enable-bracketed-paste": true, // a pasted script is one entry
	"multiline-column":       false,
	"history-autosuggest":    false,
	"autocomplete":           false,
	"comment-begin":          "\x00", // else the editor colours what follows "#" by itself
}

func newEditor(ctx context.Context, c *console) *editor {
	e := &editor{c: c, shell: readline.NewShell()}
	for name, value := range settings {
		_ = e.shell.Config.Set(name, value) // fails for values of another type only
	}
	e.shell.Prompt.Primary(func() string { return paint(c.o.Colour, magenta, strings.TrimRight(prompt, " ")) + " " })
	e.shell.AcceptMultiline = func(line []rune) bool { return finished(string(line)) }
	e.shell.SyntaxHighlighter = func(line []rune) string { return highlight(c.o.Colour, string(line)) }
	e.shell.History.Add("history", c.history)
	forward, back := func() { e.tab(ctx, 1) }, func() { e.tab(ctx, -1) }
	// The editor's own completion takes only what begins with what was typed, and
	// a name may hold it anywhere.
	e.shell.Keymap.Register(map[string]func(){
		"complete": forward, "possible-completions": forward, "menu-complete": forward, "menu-complete-backward": back,
	})
	for _, keymap := range []string{"emacs", "emacs-standard", "vi-insert"} {
		_ = e.shell.Config.Bind(keymap, "\t", "complete", false)
		_ = e.shell.Config.Bind(keymap, "\x1b[Z", "menu-complete-backward", false)
	}
	return e
}

func (e *editor) read(ctx context.Context) (string, error) {
	// When the console is to end, nothing else wakes the editor, and the terminal
	// would stay as the editor needs it.
	wake := context.AfterFunc(ctx, func() {
		e.shell.Keys.Feed(false, '\x03')
		e.shell.Keys.RequestRefresh()
	})
	defer wake()
	e.menu = menu{}
	entry, err := e.shell.Readline()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, readline.ErrInterrupt):
		return "", errInterrupted
	case err != nil:
		return "", io.EOF // the terminal is gone, or Ctrl-D
	}
	return entry, nil
}

// completeWithin bounds a completion, so that Tab never hangs.
const completeWithin = 2 * time.Second

// tab is what Tab does, and with a negative step Shift-Tab.
func (e *editor) tab(ctx context.Context, step int) {
	e.shell.History.SkipSave()
	line, cursor := e.shell.Line(), e.shell.Cursor()
	text, at := string(*line), cursor.Pos()
	if e.menu.on(text, at) {
		text, at = e.menu.next(step)
	} else {
		ctx, cancel := context.WithTimeout(ctx, completeWithin)
		defer cancel()
		a, err := e.c.complete(ctx, string((*line)[:at]))
		if err != nil {
			a = completion.Answer{}
			e.shell.Hint.SetTemporary(err.Error())
		}
		text, at = e.menu.open(a, text, at)
	}
	line.Set([]rune(text)...)
	cursor.Set(at)
	width, height := size()
	if lines := e.menu.lines(width, min(10, height/2), e.c.o.Colour); len(lines) > 0 {
		e.shell.Hint.SetTemporary(strings.Join(lines, "\r\n"))
	}
}

// size is that of the terminal.
func size() (width, height int) {
	width, height, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil || width <= 0 || height <= 0 {
		return 80, 24
	}
	return width, height
}
