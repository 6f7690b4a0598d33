// Package console serves a graph over HTTP: the API under /api/v1 that
// openapi.yaml describes, the page in web that uses it, and the few routes of
// Cayley's own API by which its clients ask queries.
//
// It only reads. Walks run here, within a time; Gizmo scripts run in processes
// of their own, which can fail without harm (see graph/gizmo).
package console

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"sitrep/graph/completion"
	"sitrep/graph/gizmo"
	"sitrep/graph/store"
	"sitrep/graph/tour"
)

// Options say what is served, and within which bounds. Zero values stand for
// the defaults.
type Options struct {
	// Store is open for reading, and its path is that of a file on disk.
	Store *store.Store
	// Token, if any, is what every request but /healthz must bring.
	Token string
	// Hosts are names under which the server may be asked for, beside those of
	// the machine itself.
	Hosts []string
	// Timeout and Memory (bytes) bound one query, Rows is the most that one
	// gives.
	Timeout time.Duration
	Memory  int64
	Rows    int
	// AtOnce is how many queries run at once, Waiting how many more may wait.
	AtOnce  int
	Waiting int
	Version string
	Log     *slog.Logger
}

// The bounds that a zero Options stands for.
const (
	DefaultTimeout = 10 * time.Second
	DefaultRows    = 1000
	DefaultAtOnce  = 4
	DefaultWaiting = 64
)

// Server answers requests about one graph. Safe for concurrent use.
type Server struct {
	o       Options
	pool    *gizmo.Pool
	gate    *gate
	metrics *measures
	handler http.Handler

	completer lazy[*completion.Completer]
	toured    lazy[[]tour.Example]
}

// New returns a server; Close ends what it started.
func New(o Options) *Server {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Rows <= 0 {
		o.Rows = DefaultRows
	}
	if o.AtOnce <= 0 {
		o.AtOnce = DefaultAtOnce
	}
	if o.Waiting <= 0 {
		o.Waiting = DefaultWaiting
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	s := &Server{o: o, pool: gizmo.NewPool(min(o.AtOnce, 4)), metrics: newMeasures()}
	s.gate = newGate(o.AtOnce, o.Waiting, s.metrics)
	s.handler = s.guarded(s.routes())
	return s
}

// Close ends the processes that wait for scripts.
func (s *Server) Close() { s.pool.Close() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// handlers are the routes but the page's.
func (s *Server) handlers() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /healthz":             s.health,
		"GET /metrics":             s.metrics.serve,
		"GET /api/v1/":             s.version,
		"GET /api/v1/openapi.yaml": s.description,
		"GET /api/v1/stats":        s.answered(s.stats),
		"GET /api/v1/ontology":     s.answered(s.ontology),
		"GET /api/v1/examples":     s.answered(s.examples),
		"GET /api/v1/complete":     s.complete,
		"POST /api/v1/query":       s.queued(s.query),
		"POST /api/v1/picture":     s.answered(s.picture),
		"GET /api/v1/neighbours":   s.answered(s.neighbours),
		"GET /api/v1/entity":       s.answered(s.entity),
		"GET /api/v1/evidence":     s.answered(s.evidence),
		"GET /api/v1/report":       s.answered(s.report),
		"POST /api/v1/explain":     s.answered(s.explain),
		"POST /api/v2/query":       s.queued(s.cayley),
		"GET /api/v2/query":        s.queued(s.cayley),
		"/api/":                    s.unknown,
	}
}

func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for pattern, h := range s.handlers() {
		mux.Handle(pattern, s.metrics.counted(pattern, h))
	}
	mux.Handle("/", page())
	return mux
}

// Serve answers on a listener until ctx ends, and lets requests that are under
// way end for a moment.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(s.o.Log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		_ = server.Close()
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
