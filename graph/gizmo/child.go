package gizmo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

const (
	// pollEvery is how often the parent looks at the child's memory; the child
	// itself looks more often, and mostly comes first.
	pollEvery = 20 * time.Millisecond
	// slack is what a child needs besides its heap: code, stacks, buffers.
	slack = 64 << 20
	// stderrBytes of what a dying child says are kept.
	stderrBytes = 64 << 10
)

// child is a running worker process.
type child struct {
	cmd    *exec.Cmd
	stdin  io.WriteCloser // held open: the child ends when it closes
	out    io.Reader
	stderr *head
	done   chan struct{}
	tooBig atomic.Bool
	// waited tells that it was started before its request came.
	waited bool
}

// startChild starts a worker, which waits for its request.
func startChild() (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("starting the Gizmo process: %w", err)
	}
	cmd := exec.Command(self, WorkerCommand)
	cmd.Args[0] = os.Args[0] // a program may go by what it was called as
	cmd.Env = append(os.Environ(), "GOTRACEBACK=single")
	cmd.WaitDelay = time.Second
	c := &child{cmd: cmd, stderr: &head{}, done: make(chan struct{})}
	cmd.Stderr = c.stderr
	if c.stdin, err = cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting the Gizmo process: %w", err)
	}
	if c.out, err = cmd.StdoutPipe(); err != nil {
		return nil, fmt.Errorf("starting the Gizmo process: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the Gizmo process: %w", err)
	}
	return c, nil
}

// begin hands the worker its request. It is killed when ctx ends.
func (c *child) begin(ctx context.Context, req Request) {
	context.AfterFunc(ctx, c.kill)
	go c.watch(req.Memory + slack)
	// A child that died is found out by reading from it.
	_ = json.NewEncoder(c.stdin).Encode(order{req, req.Way != nil})
}

func (c *child) kill() { _ = c.cmd.Process.Kill() }

// receive hands on rows until the child's last message, and the nodes on the way
// behind it. It is not finished if that message never comes.
func (c *child) receive(req Request, fn func(Row) error, stats *Stats) (finished bool, err error) {
	dec := json.NewDecoder(c.out)
	for {
		var m message
		if dec.Decode(&m) != nil {
			return finished, nil // the exit code tells why
		}
		switch {
		case m.Row != nil:
			if req.Limit > 0 && stats.Rows == req.Limit {
				stats.Cut = true
				if req.Way == nil {
					return true, nil
				}
				continue
			}
			stats.Rows++
			if err := fn(m.Row); err != nil {
				return false, err
			}
		case m.Failure != nil:
			return true, m.Failure.err()
		case m.Done != nil:
			stats.Hints, finished = m.Done.Hints, true
			if req.Way == nil {
				return true, nil
			}
		case m.Way != "":
			req.Way(m.Way)
		}
	}
}

// ending says how a child ended.
type ending struct {
	memory bool
	// interrupted: Ctrl-C came before the child was as far as to ignore it.
	interrupted bool
	// silent tells that it left no word of why.
	silent bool
	reason string
}

// end waits for the child, after killing it if nobody listens any more.
func (c *child) end(kill bool) ending {
	if kill {
		c.kill()
	}
	_ = c.stdin.Close()
	err := c.cmd.Wait()
	close(c.done)
	said := c.stderr.String()
	code := c.cmd.ProcessState.ExitCode()
	return ending{
		memory: c.tooBig.Load() || code == exitMemory || strings.Contains(said, "fatal error: runtime: out of memory"),
		silent: said == "",

		interrupted: err != nil && err.Error() == "signal: "+os.Interrupt.String(),
		reason:      crashReason(said, err),
	}
}

var (
	panicLine = regexp.MustCompile(`(?m)^(?:panic|fatal error): (.*)$`)
	addresses = regexp.MustCompile(` ?\[recovered.*\]$|\(0x[0-9a-f, x]+\)$`)
)

// crashReason finds what people can use in a dead Go program's last words.
func crashReason(said string, err error) string {
	if strings.Contains(said, "stack overflow") {
		return "it nests without end: an object that holds itself cannot be emitted"
	}
	if m := panicLine.FindStringSubmatch(said); m != nil {
		return addresses.ReplaceAllString(strings.TrimSpace(m[1]), "") + "; check what is passed to the path's methods"
	}
	if err != nil {
		return err.Error()
	}
	return "it ended without an answer"
}

// watch kills the child when its memory passes the limit, should the child's
// own watch not get to it. Where there is no /proc it does nothing.
func (c *child) watch(limit int64) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-c.done:
			return
		case <-tick.C:
			used, err := privateBytes(c.cmd.Process.Pid)
			if err != nil {
				return
			}
			if used > limit {
				c.tooBig.Store(true)
				c.kill()
				return
			}
		}
	}
}

// privateBytes is a process's resident memory without mapped files.
func privateBytes(pid int) (int64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(raw))
	if len(fields) < 3 {
		return 0, errors.New("statm is too short")
	}
	resident, err1 := strconv.ParseInt(fields[1], 10, 64)
	shared, err2 := strconv.ParseInt(fields[2], 10, 64)
	return (resident - shared) * int64(os.Getpagesize()), errors.Join(err1, err2)
}

// head keeps the first bytes written to it, and drops the rest.
type head struct{ bytes.Buffer }

func (h *head) Write(b []byte) (int, error) {
	if room := stderrBytes - h.Len(); room > 0 {
		h.Buffer.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}
