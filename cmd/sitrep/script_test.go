package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sitrep/graph/store"
)

var update = flag.Bool("update", false, "rewrite the scripts' expected files and README's transcripts")

// TestMain makes the test binary the command itself, its Gizmo worker
// included, when it is called as sitrep.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sitrep": main})
}

// patience bounds what must happen soon; a busy machine may need much of it.
const patience = 60 * time.Second

// TestScripts runs testdata/script: the command line's specification.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("REPOSITORY", root)
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": code, "gz": gz, "bytes": writeBytes, "repeat": repeat, "damage": damage, "generate": generate,
			"start": start, "await": await, "locked": locked, "interrupt": interrupt,
		},
	})
}

// code N COMMAND... runs a command that must end with exit code N.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command...")
	}
	err := ts.Exec(args[1], args[2:]...)
	if got := exitOf(err); strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit code %d (%v), want %s", got, err, args[0])
	}
}

// exitOf returns a process's exit code, or -1 where a signal ended it.
func exitOf(err error) int {
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return exit.ExitCode()
	}
	if err != nil {
		return -1
	}
	return 0
}

// gz FILE... packs each file into FILE.gz and removes it.
func gz(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		path := ts.MkAbs(name)
		f, err := os.Create(path + ".gz")
		ts.Check(err)
		w := gzip.NewWriter(f)
		_, err = w.Write([]byte(ts.ReadFile(name)))
		ts.Check(errors.Join(err, w.Close(), f.Close(), os.Remove(path)))
	}
}

// bytes FILE TEXT writes a text with Go's escapes, such as \x00.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// repeat FILE N TEXT writes the text N times.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(args[2], n)), 0o644))
}

// damage STORE fills the pages behind a store's head with garbage.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteAt(bytes.Repeat([]byte{0xa5}, 200<<10), 8<<10)
	ts.Check(errors.Join(err, f.Close()))
}

// started is a process in the background, whose standard input stays open.
type started struct {
	cmd   *exec.Cmd
	input io.Closer
	errs  *output
}

// output is what a running process has written so far.
type output struct {
	mu sync.Mutex
	b  strings.Builder
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// background holds each script's started process.
var background sync.Map

// start FILE COMMAND... starts a command that finds FILE's text on its
// standard input, and then waits for more.
func start(ts *testscript.TestScript, _ bool, args []string) {
	cmd := exec.Command(args[1], args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "HOME="+cmd.Dir, "NO_COLOR=1")
	p := &started{cmd: cmd, errs: &output{}}
	cmd.Stderr = p.errs
	in, err := cmd.StdinPipe()
	ts.Check(err)
	p.input = in
	ts.Check(cmd.Start())
	ts.Defer(func() {
		in.Close()
		cmd.Process.Kill()
		cmd.Wait()
	})
	background.Store(ts, p)
	_, err = io.WriteString(in, ts.ReadFile(args[0]))
	ts.Check(err)
}

func running(ts *testscript.TestScript) *started {
	p, ok := background.Load(ts)
	if !ok {
		ts.Fatalf("nothing was started")
	}
	return p.(*started)
}

// await PATTERN waits until the started process has said so on standard error.
func await(ts *testscript.TestScript, _ bool, args []string) {
	p, want := running(ts), regexp.MustCompile("(?m)"+args[0])
	soon(ts, func() bool { return want.MatchString(p.errs.String()) }, func() string { return args[0] + " on standard error, which is:\n" + p.errs.String() })
}

// locked STORE waits until a process has the store open for writing.
func locked(ts *testscript.TestScript, _ bool, args []string) {
	soon(ts, func() bool {
		st, err := store.Open(context.Background(), ts.MkAbs(args[0]), store.Options{ReadOnly: true, LockTimeout: time.Millisecond})
		if err == nil {
			st.Close()
		}
		return errors.Is(err, store.ErrLocked)
	}, func() string { return "a lock on " + args[0] })
}

// interrupt N interrupts the started process, which must end with code N. What
// it said on standard error can then be checked; $STORED is the number of
// documents that it reported as stored.
func interrupt(ts *testscript.TestScript, _ bool, args []string) {
	p := running(ts)
	ts.Check(p.cmd.Process.Signal(os.Interrupt))
	ended := make(chan error, 1)
	go func() { ended <- p.cmd.Wait() }()
	select {
	case err := <-ended:
		if got := exitOf(err); strconv.Itoa(got) != args[0] {
			ts.Fatalf("exit code %d (%v), want %s; standard error:\n%s", got, err, args[0], p.errs)
		}
		fmt.Fprint(ts.Stderr(), p.errs)
		if m := regexp.MustCompile(`(\d+) documents are stored`).FindStringSubmatch(p.errs.String()); m != nil {
			ts.Setenv("STORED", m[1])
		}
	case <-time.After(patience):
		ts.Fatalf("still running; standard error:\n%s", p.errs)
	}
}

// soon waits for something that must come.
func soon(ts *testscript.TestScript, come func() bool, what func() string) {
	for end := time.Now().Add(patience); !come(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			ts.Fatalf("waited %s in vain for %s", patience, what())
		}
	}
}
