package repl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/reeflective/readline"
	"github.com/rivo/uniseg"
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
	// The editor asks the terminal for the cursor's place at every key, and keys
	// that come along with the answer are lost. See editor.prompt.
	"cursor-position-probe": false,

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
	e.shell.Prompt.Primary(e.prompt)
	e.shell.AcceptMultiline = func(line []rune) bool { return finished(string(line)) }
	e.shell.SyntaxHighlighter = e.highlight
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
		// Within an entry of several lines, Up and Down are about its lines.
		for keys, bind := range e.shell.Config.Binds[keymap] {
			if within, ok := map[string]string{"previous-history": "up-line-or-history", "next-history": "down-line-or-history"}[bind.Action]; ok {
				_ = e.shell.Config.Bind(keymap, keys, within, false)
			}
		}
	}
	return e
}

// prompt is what stands before the text, each time that it is drawn. As the
// editor does not know where on the screen it is, it needs a free row below the
// text: the prompt makes the rows, by index and cursor up, which it takes for
// nothing printed.
func (e *editor) prompt() string {
	width, _ := size()
	below := 1
	for i, line := range strings.Split(string(*e.shell.Line()), "\n") {
		below += lineWidth(line)/width + min(i, 1)
	}
	text := strings.TrimRight(prompt, " ")
	return fmt.Sprintf("%s\x1b[%dA%s ", strings.Repeat("\x1bD", below), below, paint(e.c.o.Colour, magenta, text))
}

// lineWidth is what a line takes with the prompt before it, as the editor shows
// tabs.
func lineWidth(line string) int {
	return len(prompt) + uniseg.StringWidth(strings.ReplaceAll(line, "\t", "     "))
}

// highlight colours the text. The editor takes colours for characters when it
// decides whether to clear behind a line, so that is done here: but not behind a
// full one, where the terminal's cursor is still on the last character.
func (e *editor) highlight(text []rune) string {
	width, _ := size()
	lines := strings.Split(string(text), "\n")
	coloured := strings.Split(highlight(e.c.o.Colour, string(text)), "\n")
	for i := range len(lines) - 1 {
		if lineWidth(lines[i])%width != 0 {
			coloured[i] += "\x1b[K"
		}
	}
	return strings.Join(coloured, "\n")
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
	e.shell.Line().Set() // the prompt is drawn before the editor empties it
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
