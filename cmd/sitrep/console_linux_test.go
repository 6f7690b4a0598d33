package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/hinshun/vt10x"
)

// terminalUser is sitrep gizmo in a terminal, of which the test is the keyboard and
// sees the screen.
type terminalUser struct {
	*testing.T
	keyboard *os.File
	screen   vt10x.Terminal
	cmd      *exec.Cmd
	ended    chan error
}

// consoleHome makes a folder with a graph of one report.
func consoleHome(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	report := "Iran supports Hezbollah. Iran supports Hamas. Hezbollah attacked Haifa. Kataib Hezbollah attacked Erbil.\n"
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte(report), 0o644); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("sitrep", "build", "--date", "2021-12-20", "a.txt")
	build.Dir = dir
	build.Env = append(os.Environ(), "HOME="+dir)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

func openConsole(t *testing.T, dir string, columns, rows int, args ...string) *terminalUser {
	t.Helper()
	keyboard, tty := openTerminal(t)
	ioctl(t, tty, syscall.TIOCSWINSZ, &[4]uint16{uint16(rows), uint16(columns)})
	cmd := exec.Command("sitrep", append([]string{"gizmo"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_STATE_HOME=", "INPUTRC=/dev/null", "TERM=xterm", "NO_COLOR=")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	tty.Close()
	c := &terminalUser{t, keyboard, vt10x.New(vt10x.WithSize(columns, rows), vt10x.WithWriter(keyboard)), cmd, make(chan error, 1)}
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := keyboard.Read(b)
			_, _ = c.screen.Write(b[:n])
			if err != nil {
				c.ended <- cmd.Wait()
				return
			}
		}
	}()
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	c.sees("gizmo>")
	return c
}

// shown is the screen, without the blanks at the ends of its lines.
func (c *terminalUser) shown() string {
	lines := strings.Split(c.screen.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

func (c *terminalUser) wait(what string, come func() bool) {
	c.Helper()
	for end := time.Now().Add(patience); !come(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			c.Fatalf("waited in vain for %s; the screen is:\n%s", what, c.shown())
		}
	}
}

// sees waits until a pattern is on the screen; ^ and $ are those of lines.
func (c *terminalUser) sees(pattern string) {
	c.Helper()
	re := regexp.MustCompile("(?m)" + pattern)
	c.wait(pattern, func() bool { return re.MatchString(c.shown()) })
}

// seesOnly waits until the screen is this and nothing else.
func (c *terminalUser) seesOnly(lines ...string) {
	c.Helper()
	want := strings.Join(lines, "\n")
	c.wait(fmt.Sprintf("a screen of only\n%s\n", want), func() bool { return c.shown() == want })
}

func (c *terminalUser) types(keys string) {
	c.Helper()
	if _, err := c.keyboard.WriteString(keys); err != nil {
		c.Fatal(err)
	}
}

const (
	enter = "\r"
	tab   = "\t"
	up    = "\x1b[A"
	ctrlC = "\x03"
	ctrlD = "\x04"
	ctrlL = "\x0c"
)

// cooked tells whether the terminal is as a running query has it, or what runs
// after the console: it makes signals of keys.
func (c *terminalUser) cooked() bool {
	var mode syscall.Termios
	ioctl(c.T, c.keyboard, syscall.TCGETS, &mode)
	return mode.Lflag&syscall.ISIG != 0
}

// runs enters a line and waits until it is under way.
func (c *terminalUser) runs(line string) {
	c.Helper()
	c.types(line + enter)
	c.wait(line+" to run", c.cooked)
}

// ready waits for the editor.
func (c *terminalUser) ready() {
	c.Helper()
	c.wait("the editor", func() bool { return !c.cooked() })
	c.sees(`gizmo>\n*\z`)
}

// clear empties the screen, and leaves the prompt.
func (c *terminalUser) clear() {
	c.Helper()
	c.ready()
	c.types(ctrlL)
	c.seesOnly("gizmo>")
}

// quits ends the console as its user does.
func (c *terminalUser) quits() {
	c.Helper()
	c.ready()
	c.types(ctrlD)
	select {
	case err := <-c.ended:
		if err != nil {
			c.Errorf("it ended with %v", err)
		}
	case <-time.After(patience):
		c.Fatalf("it goes on after Ctrl-D; the screen is:\n%s", c.shown())
	}
}

func TestConsole(t *testing.T) {
	c := openConsole(t, consoleHome(t), 100, 40)
	c.types("g.V(\"ira" + tab)
	c.sees(`^gizmo> g.V\("<entity/place/iran>$`)
	c.types("\").out(\"sup" + tab + "o" + tab + "\").a" + tab)
	c.sees(`out\("<supports>"\).a$`)
	c.sees(`^  all +\(\): shows all$`)
	c.types("ll()" + enter)
	c.sees(`^<entity/organisation/hamas>$`)
	c.sees(`^2 rows, \d`)
	c.clear()

	// Two Tabs choose, Shift-Tab goes back to what was typed.
	c.types("g.V(\"hez" + tab)
	c.sees(`^  Kataib Hezbollah +ArmedGroup`)
	c.types(tab + tab)
	c.sees(`V\("<entity/organisation/kataib-hezbollah>$`)
	c.types("\x1b[Z\x1b[Z")
	c.sees(`V\("hez$`)
	c.types(ctrlC)
	c.clear()

	// A path without an end goes on; so does an open bracket. An empty line runs
	// what there is.
	c.types("g.V(\"<entity/place/iran>\") // a comment" + enter)
	c.types(".out(" + enter + "\"<supports>\").all()" + enter)
	c.sees(`^2 rows`)
	c.types("g.V(" + enter + enter)
	c.sees(`wrong: line 1, column 5: Unexpected end`)
	c.clear()

	// A mistake is pointed at.
	c.types("g.V().out(\"é\") x" + enter)
	c.sees(`^  g.V\(\).out\("é"\) x\n {17}\^`)
	c.types("g.V(\"<a>\").Out({x:1})" + enter + enter)
	c.sees(`^gizmo>\n*\z`)
	c.clear()

	// Letters beyond ASCII; and Ctrl-C clears the line.
	c.types("// żółć naïve")
	c.sees(`^gizmo> // żółć naïve$`)
	c.types(ctrlC)
	c.ready()

	c.quits()
	if !c.cooked() {
		t.Error("the terminal stays as the editor had it")
	}
}

func TestConsoleInterrupt(t *testing.T) {
	c := openConsole(t, consoleHome(t), 80, 24, "--timeout", "1h")
	c.runs("while(true){}")
	c.types(ctrlC)
	c.sees(`^interrupted$`)
	c.ready()
	c.runs("for (var i = 0; ; i++) g.emit(i % 2)")
	c.types(ctrlC)
	c.sees(`(?s)interrupted.*gizmo> for.*interrupted`)
	c.types("g.emit(40 + 2)" + enter)
	c.sees(`^42$`)
	c.types(":time 50ms" + enter + "while(true){}" + enter)
	c.sees(`it took more than 50ms and was ended; .*:time`)
	c.ready()

	// SIGTERM ends it at the prompt too, and leaves the terminal in order.
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-c.ended:
		if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
			t.Errorf("it ended with %v", err)
		}
	case <-time.After(patience):
		t.Fatal("it goes on after SIGTERM")
	}
	if !c.cooked() {
		t.Error("the terminal stays as the editor had it")
	}
}

// TestConsoleTypedAhead types while a query runs: the editor takes it up afterwards,
// and it does not stand among the answer.
func TestConsoleTypedAhead(t *testing.T) {
	const slow = "var b = Date.now(); while (Date.now() - b < 500) {}; g.emit('%d')"
	c := openConsole(t, consoleHome(t), 80, 24)
	c.runs(fmt.Sprintf(slow, 1))
	c.types("g.emit(7)" + enter + "g.emit(8")
	c.sees(`g.emit\('1'\)\nvalue\n-----\n1\n1 row, \d.*\ngizmo> g.emit\(7\)\nvalue\n-----\n7\n1 row, \d.*\ngizmo> g.emit\(8$`)
	c.types(")" + enter)
	c.sees(`^8$`)
	c.clear()
	c.runs(fmt.Sprintf(slow, 2))
	c.types(ctrlD)
	select {
	case err := <-c.ended:
		if err != nil {
			t.Errorf("it ended with %v", err)
		}
	case <-time.After(patience):
		t.Fatalf("it goes on after Ctrl-D; the screen is:\n%s", c.shown())
	}
}

func TestConsoleCommands(t *testing.T) {
	c := openConsole(t, consoleHome(t), 100, 50)
	for _, step := range []struct{ entered, seen string }{
		{":he" + tab, `^gizmo> :help$`},
		{enter, `^  :explain A -> p -> B +show the Gizmo script`},
		{":help save" + enter, `^:save NAME: keep the last query`},
		{":nonsense" + enter, `^there is no command :nonsense; :help lists them$`},
		{":walk" + enter, `^it is :walk A -> p -> B$`},
		{":walk Iran -> suppo" + tab + " -> Hama" + tab + enter, `^Iran -> supports -> Hamas\n +2021-12-20  asserted  "Iran supports Hamas."`},
		{":walk Iran -> supports" + enter, `^  Iran -> supports\n +\^`},
		{"Iran -> supports -> *" + enter, `^It looks like a walk: put :walk before it.$`},
		{":walk Irann -> supports -> *" + enter, `"Irann".*nearest: Iran`},
		{":save bac" + enter, `^kept as bac$`},
		{"g.V(\"<entity/place/iran>\").out(\"<supports>\").all()" + enter, `^2 rows`},
		{":save backed" + enter, `^kept as backed$`},
		{":load" + enter, `^backed  g.V`},
		{":limit 1" + enter + ":load backed" + enter, `^only the first 1 rows are shown; :limit 0 shows all$`},
		{":load ../x" + enter, `a name is letters`},
		{":format js" + tab + enter + ":load backed" + enter, `^{"id":"<entity/organisation/\w+>"}$`},
		{":limit 0" + enter + ":format csv" + enter + ":load backed" + enter, `^id\n<entity/organisation/\w+>\n<entity`},
		{":format dot" + enter + ":load backed" + enter, `^  "place/iran" -> "organisation/hamas" \[label="supports \(1\)"\];$`},
		{":format nquads" + enter + ":load backed" + enter, `<urn:sitrep:predicate> <urn:sitrep:supports> \.$`},
		{":format xml" + enter, `^xml is none of table, json, csv, dot, nquads, text$`},
		{":format text" + enter + ":explain Iran -> supports -> *" + enter, `^g.V\("<entity/place/iran>"\)`},
		{":show Hezb" + tab + tab + enter, `^Hezbollah  \(Organisation/ArmedGroup\)`},
		{":examples" + enter, `^ 1  Which militias|^ 1  Who attacked whom\?`},
		{":examples 99" + enter, `^there are examples 1 to \d`},
		{":history" + enter, `^ +\d+  :examples 99$`},
	} {
		c.types(step.entered)
		c.sees(step.seen)
		if strings.HasSuffix(step.entered, enter) {
			c.clear()
		}
	}
	c.types(":quit" + enter)
	if err := <-c.ended; err != nil {
		t.Error(err)
	}
}

func TestConsoleHistory(t *testing.T) {
	dir := consoleHome(t)
	first, second := openConsole(t, dir, 80, 24), openConsole(t, dir, 80, 24)
	for _, step := range []struct {
		c    *terminalUser
		line string
	}{{first, "g.emit(1001)"}, {second, "g.emit(1002)"}, {first, "g.emit(1003)"}, {first, "g.emit(1001)"}, {second, "g.emit(\r1004)"}} {
		step.c.clear()
		step.c.types(step.line + enter)
		step.c.sees(`^` + regexp.MustCompile(`\d+`).FindString(step.line) + `$`)
		step.c.ready()
	}
	first.quits()
	second.quits()

	c := openConsole(t, dir, 80, 24)
	c.types(up)
	c.seesOnly("Gizmo scripts and :walk; :help tells more, Ctrl-D ends.", "gizmo> g.emit(", "       1004)")
	c.types(ctrlC)
	c.clear()
	for n, want := range []string{"1001", "1003", "1002"} {
		c.types(strings.Repeat(up, n+3)) // two of them within the two lines
		c.seesOnly("gizmo> g.emit(" + want + ")")
		c.types(ctrlC)
		c.clear()
	}
	c.types(strings.Repeat(up, 12)) // further than there is
	c.seesOnly("gizmo> g.emit(1002)")
	c.types(ctrlC)
	c.quits()
	b, err := os.ReadFile(filepath.Join(dir, ".local", "state", "sitrep", "history"))
	if want := "\"g.emit(1002)\"\n\"g.emit(1003)\"\n\"g.emit(1001)\"\n\"g.emit(\\n1004)\"\n"; err != nil || string(b) != want {
		t.Errorf("%v; the history holds\n%s", err, b)
	}
}

// TestConsoleNarrow types more than a line in a small terminal, at its bottom.
func TestConsoleNarrow(t *testing.T) {
	c := openConsole(t, consoleHome(t), 30, 10)
	c.types(strings.Repeat(":limit\r", 6))
	c.sees(`\Agizmo> :limit\n100\n(gizmo> :limit\n100\n)*gizmo>\n*\z`)
	c.types(`g.V("<entity/place/iran>").out("<suppo`)
	c.sees(`^gizmo> g.V\("<entity/place/iran\n>"\).out\("<suppo$`)
	c.types(tab + "\")")
	c.sees(`^gizmo> g.V\("<entity/place/iran\n>"\).out\("<supports>"\)$`)
	c.types(strings.Repeat("\x7f", 18))
	c.sees(`^gizmo> g.V\("<entity/place/iran\n>"\)\n*\z`)
	c.types(ctrlC)
	c.clear()

	// The list fits, and leaves nothing.
	c.types("g.V().o" + tab)
	c.sees(`^  out +\(predicate,…$`)
	for _, line := range strings.Split(c.shown(), "\n") {
		if len([]rune(line)) > 30 {
			t.Errorf("%q is too long", line)
		}
	}
	c.types("rder")
	c.seesOnly("gizmo> g.V().order")
	c.types(ctrlC)
	c.clear()

	// Lines of one entry that become shorter leave nothing.
	c.types("g.emit(\"a\" + // one two" + enter + "\"b\")")
	c.seesOnly(`gizmo> g.emit("a" + // one two`, `       "b")`)
	c.types(up + strings.Repeat("\x1b[C", 19) + strings.Repeat("\x7f", 8))
	c.seesOnly(`gizmo> g.emit("a" + //`, `       "b")`)
	c.types(ctrlC)
	c.clear()
	c.types(`g.emit({a: "something long", b: "and more than fits"})` + enter)
	c.sees(`^something long  and more than…\n1 row,`)
	c.types(`g.emit({a: "something long", b: "more of the same", c: "again, as long"})` + enter)
	c.sees(`^a  something long\nb  more of the same\nc  again, as long\n1 row,`)
	c.quits()
}
