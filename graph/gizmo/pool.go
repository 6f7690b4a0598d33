package gizmo

import (
	"context"
	"sync"
)

// Pool keeps processes started and waiting, so that a script need not wait for
// its own to start. Each still runs one script and ends. Safe for concurrent
// use; how many scripts run at once is the caller's business.
type Pool struct {
	idle chan *child
	// filling counts the starts under way, which Close waits for.
	filling sync.WaitGroup
	mu      sync.Mutex
	closed  bool
}

// NewPool returns a pool that keeps up to size processes waiting.
func NewPool(size int) *Pool {
	p := &Pool{idle: make(chan *child, size)}
	for range size {
		p.fill()
	}
	return p
}

// Run is the package's Run in a process that waits already, if one does.
func (p *Pool) Run(ctx context.Context, req Request, fn func(Row) error) (Stats, error) {
	return runIn(ctx, req, fn, p.take)
}

func (p *Pool) take() (*child, error) {
	select {
	case c := <-p.idle:
		p.fill()
		c.waited = true
		return c, nil
	default:
		return startChild()
	}
}

// fill starts a process in the background. One that cannot be started is tried
// again by the script that needs it, which then tells why.
func (p *Pool) fill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.filling.Go(func() {
		c, err := startChild()
		if err != nil {
			return
		}
		select {
		case p.idle <- c:
		default:
			c.end(true)
		}
	})
}

// Close ends the waiting processes; running scripts go on. A closed pool still
// runs scripts, in new processes.
func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.filling.Wait()
	for {
		select {
		case c := <-p.idle:
			c.end(true)
		default:
			return
		}
	}
}
