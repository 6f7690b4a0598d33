package gizmo

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	cgizmo "github.com/cayleygraph/cayley/query/gizmo"

	"sitrep/graph/store"
)

// How a worker exits, beside 0. None is 2, which is a Go program's own when it
// panics.
const (
	exitFailed = 1
	exitMemory = 86
	exitOrphan = 87
)

// flushEvery is how long a row may wait for company.
const flushEvery = 20 * time.Millisecond

// Worker is the hidden command: it reads a request from in, runs it, writes
// messages to out, and returns the process's exit code. It gives itself up
// when in ends, since then the parent has.
func Worker(ctx context.Context, in io.Reader, out io.Writer) int {
	signal.Ignore(os.Interrupt) // Ctrl-C reaches the parent too, which decides
	dec := json.NewDecoder(in)
	var req order
	if err := dec.Decode(&req); err != nil {
		return exitFailed
	}
	go func() {
		_, _ = io.Copy(io.Discard, in)
		os.Exit(exitOrphan)
	}()
	limitMemory(req.Memory)
	w := bufio.NewWriterSize(out, 64<<10)
	say := &speaker{w: w, enc: json.NewEncoder(w)}
	say.enc.SetEscapeHTML(false)
	go say.flushNowAndThen()

	if err := work(ctx, req, say); err != nil {
		err = say.last(message{Failure: failureOf(err)})
		if err != nil {
			return exitFailed
		}
	}
	return 0
}

// limitMemory ends the process when its heap and stacks pass the limit. Their
// size is asked of the runtime, since the resident size counts the mapped
// store. A limit on address space would stop bbolt's mapping.
func limitMemory(limit int64) {
	debug.SetMemoryLimit(limit / 10 * 8)                            // collect harder before it comes to that
	debug.SetMaxStack(int(limit / 4))                               // runaway recursion ends soon
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0) // should the system run short, take this process first
	samples := []metrics.Sample{
		{Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/heap/stacks:bytes"},
	}
	go func() {
		for {
			metrics.Read(samples)
			if samples[0].Value.Uint64()+samples[1].Value.Uint64() > uint64(limit) {
				os.Exit(exitMemory)
			}
			time.Sleep(3 * time.Millisecond)
		}
	}()
}

// speaker writes messages. Rows wait a moment for company, and no longer, so
// that a script that is ended has shown what it found.
type speaker struct {
	mu   sync.Mutex
	w    *bufio.Writer
	enc  *json.Encoder
	rows int
}

func (s *speaker) row(v any) error {
	raw, err := marshal(v)
	if err != nil {
		return err
	}
	s.rows++
	return s.say(message{Row: raw})
}

func (s *speaker) say(m message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.enc.Encode(m)
}

func (s *speaker) last(m message) error {
	if err := s.say(m); err != nil {
		return err
	}
	return s.flush()
}

func (s *speaker) flush() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.w.Flush()
}

func (s *speaker) flushNowAndThen() {
	for {
		time.Sleep(flushEvery)
		_ = s.flush() // bufio gives the error again to the next write
	}
}

func work(ctx context.Context, req order, say *speaker) error {
	script := shorten(req.Script)
	if err := script.check(); err != nil {
		return err
	}
	st, err := store.Open(ctx, req.Store, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	// Nothing is closed: the store is only read, the process ends after this,
	// and a script that is cut short still reads.
	qs := st.QuadStore()
	begin := time.Now()
	hints, err := show(ctx, qs, script, req.Limit, say)
	if err != nil {
		return script.mistake(err)
	}
	if err := say.last(message{Done: &done{Hints: hints}}); err != nil || !req.Way {
		return err
	}
	tagged, ok := script.tagWay()
	if !ok {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, max(time.Since(begin), leastWay))
	defer cancel()
	_ = sayWay(ctx, qs, tagged, req.Limit, say) // what is found by then will do
	return say.flush()
}

// show says a script's rows, and one more than the limit, so that the parent
// knows.
func show(ctx context.Context, qs cgraph.QuadStore, s *script, limit int, say *speaker) (hints []string, err error) {
	hints = s.hints()
	return hints, results(ctx, qs, s, func(r *cgizmo.Result) (err error) {
		switch {
		case r.Meta && say.rows > 0:
			// What the last expression is worth is told only if nothing else was.
		case r.Meta && !plain(r.Val):
			hints = append(hints, "the script ends in a path and shows nothing: end it with .all()")
		case r.Tags != nil:
			row := make(map[string]any, len(r.Tags))
			for tag, ref := range r.Tags {
				if v := qs.NameOf(ref); v != nil {
					row[tag] = v
				}
			}
			err = say.row(row)
		default:
			err = say.row(r.Val)
		}
		if err == nil && limit > 0 && say.rows > limit {
			return errEnough
		}
		return err
	})
}

// errEnough ends results early, without an error.
var errEnough = errors.New("enough")

// results runs a script and calls fn with each of its results.
func results(ctx context.Context, qs cgraph.QuadStore, s *script, fn func(*cgizmo.Result) error) error {
	it, err := execute(ctx, qs, s)
	if err != nil {
		return err
	}
	finished := false
	for it.Next(ctx) {
		r, ok := it.Result().(*cgizmo.Result)
		switch {
		case !ok:
			continue
		case r.Val == endMark:
			finished = true
			continue
		}
		if err := fn(r); errors.Is(err, errEnough) {
			return nil
		} else if err != nil {
			return err
		}
	}
	if err := it.Err(); err != nil {
		return err
	}
	if !finished && ctx.Err() == nil {
		// Gizmo's goroutine is dying of a panic, and says so to us first as if
		// the script had ended. Let it take the process along.
		time.Sleep(crashGrace)
		return errors.New("the script broke off")
	}
	return ctx.Err()
}

const (
	// endMark is what the script's own last statement emits.
	endMark    = "\x00sitrep: the script ran to its end"
	crashGrace = 5 * time.Second

	// prelude keeps the end mark out of reach of a script that has its own g,
	// or that has used up a getLimit.
	prelude = `(function(g) {
		Object.defineProperty(this, "__sitrep_end", {value: function() {
			g.V("<>").getLimit(-1);
			g.emit("` + `\u0000sitrep: the script ran to its end` + `");
		}});
	}).call(this, g); null`
	// postlude leaves the value of the script's last expression as it is.
	postlude = "\n;var __sitrep_ended = __sitrep_end();"
)

func execute(ctx context.Context, qs cgraph.QuadStore, s *script) (query.Iterator, error) {
	session := cgizmo.NewSession(qs)
	raw := query.Options{Collation: query.Raw}
	it, err := session.Execute(ctx, prelude, raw)
	if err != nil {
		return nil, err
	}
	// Not closed: that would interrupt the session for good.
	for it.Next(ctx) {
	}
	if err := it.Err(); err != nil {
		return nil, err
	}
	return session.Execute(ctx, s.text+postlude, raw)
}
