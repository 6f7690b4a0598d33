package console

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// measures are what /metrics tells, in a registry of the server's own.
type measures struct {
	registry         *prometheus.Registry
	requests         *prometheus.CounterVec
	seconds          *prometheus.HistogramVec
	queries          *prometheus.HistogramVec
	running, waiting prometheus.Gauge
	refused          prometheus.Counter
}

func newMeasures() *measures {
	m := &measures{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sitrep_http_requests_total", Help: "Requests by route and status."}, []string{"route", "status"}),
		seconds:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "sitrep_http_request_seconds", Help: "Time of requests by route, waiting included.", Buckets: prometheus.ExponentialBuckets(0.001, 4, 8)}, []string{"route"}),
		queries:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "sitrep_query_seconds", Help: "Time of queries by language and outcome.", Buckets: prometheus.ExponentialBuckets(0.001, 4, 8)}, []string{"language", "outcome"}),
		running:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "sitrep_queries_running", Help: "Queries that run now."}),
		waiting:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "sitrep_queries_waiting", Help: "Queries that wait for their turn."}),
		refused:  prometheus.NewCounter(prometheus.CounterOpts{Name: "sitrep_queries_refused_total", Help: "Queries that were refused since too many waited."}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.queries, m.running, m.waiting, m.refused,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *measures) serve(w http.ResponseWriter, r *http.Request) {
	promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}

// counted measures the requests of a route.
func (m *measures) counted(pattern string, h http.Handler) http.Handler {
	_, route, _ := strings.Cut(pattern, " ")
	if route == "" {
		route = pattern
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		seen := &recorder{ResponseWriter: w}
		h.ServeHTTP(seen, r)
		m.requests.WithLabelValues(route, strconv.Itoa(seen.code())).Inc()
		m.seconds.WithLabelValues(route).Observe(time.Since(begin).Seconds())
	})
}

// asked measures a query.
func (m *measures) asked(language string, err error, took time.Duration) {
	if language != "walk" && language != "gizmo" {
		language = "other"
	}
	outcome := "ok"
	if err != nil {
		outcome = "internal"
		for _, c := range codes {
			if errors.Is(err, c.err) {
				outcome = c.code
				break
			}
		}
	}
	m.queries.WithLabelValues(language, outcome).Observe(took.Seconds())
}
