package console

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"
)

// errBusy: as many queries run and wait as may.
var errBusy = errors.New("too many queries at once; try again in a moment")

// retryAfter is what a refused client is told to wait.
const retryAfter = 2 * time.Second

// gate lets some queries run at once, and more wait.
type gate struct {
	running chan struct{}
	waiting chan struct{}
	metrics *measures
}

func newGate(atOnce, waiting int, m *measures) *gate {
	return &gate{make(chan struct{}, atOnce), make(chan struct{}, waiting), m}
}

// enter waits for a query's turn; leave must be called after it. The error is
// errBusy, or the context's.
func (g *gate) enter(ctx context.Context) (leave func(), err error) {
	leave = func() { <-g.running; g.metrics.running.Dec() }
	select {
	case g.running <- struct{}{}:
		g.metrics.running.Inc()
		return leave, nil
	default:
	}
	select {
	case g.waiting <- struct{}{}:
	default:
		g.metrics.refused.Inc()
		return nil, errBusy
	}
	g.metrics.waiting.Inc()
	defer func() { <-g.waiting; g.metrics.waiting.Dec() }()
	select {
	case g.running <- struct{}{}:
		g.metrics.running.Inc()
		return leave, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// queued lets a handler that reads the graph wait for its turn, and bounds its
// time from then on.
func (s *Server) queued(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		leave, err := s.gate.enter(r.Context())
		if err != nil {
			if errors.Is(err, errBusy) {
				w.Header().Set("Retry-After", strconv.Itoa(int(retryAfter.Seconds())))
			}
			s.fail(w, r, err)
			return
		}
		defer leave()
		// A little longer than a query, whose own error tells more.
		ctx, cancel := context.WithTimeout(r.Context(), s.o.Timeout+time.Second)
		defer cancel()
		h(w, r.WithContext(ctx))
	}
}
