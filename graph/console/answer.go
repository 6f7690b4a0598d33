package console

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"sitrep/graph"
	"sitrep/graph/gizmo"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

// problem is how errors are told.
type problem struct {
	// Code is for programs: see codes.
	Code    string `json:"code"`
	Message string `json:"message"`
	// Line and Column count from 1, in characters, and are 0 where the mistake
	// has no place in the query.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
}

// errRequest marks a request that is wrong in itself.
var errRequest = errors.New("bad request")

// codes says how errors are answered, the first that fits.
var codes = []struct {
	err    error
	code   string
	status int
}{
	{errBusy, "busy", http.StatusTooManyRequests},
	{errRequest, "request", http.StatusBadRequest},
	{walk.ErrOption, "request", http.StatusBadRequest},
	{walk.ErrTooMany, "memory", http.StatusUnprocessableEntity},
	{walk.ErrUnknown, "unknown", http.StatusNotFound},
	{gizmo.ErrScript, "query", http.StatusBadRequest},
	{gizmo.ErrTimeout, "timeout", http.StatusUnprocessableEntity},
	{gizmo.ErrMemory, "memory", http.StatusUnprocessableEntity},
	{gizmo.ErrCrashed, "crashed", http.StatusUnprocessableEntity},
	{context.DeadlineExceeded, "timeout", http.StatusUnprocessableEntity},
	{context.Canceled, "cancelled", 499},
	{store.ErrLocked, "store", http.StatusServiceUnavailable},
	{store.ErrDamaged, "store", http.StatusServiceUnavailable},
}

func (s *Server) problem(err error) (problem, int) {
	var syntax *graph.SyntaxError
	if errors.As(err, &syntax) {
		return problem{Code: "query", Message: err.Error(), Line: 1, Column: syntax.Column}, http.StatusBadRequest
	}
	p, status := problem{Code: "internal", Message: err.Error()}, http.StatusInternalServerError
	for _, c := range codes {
		if errors.Is(err, c.err) {
			p.Code, status = c.code, c.status
			break
		}
	}
	var script *gizmo.ScriptError
	if errors.As(err, &script) {
		p.Message, p.Line, p.Column = script.Message, script.Line, script.Column
	}
	if errors.Is(err, context.DeadlineExceeded) {
		p.Message = fmt.Sprintf("it took more than %v; narrow it down", s.o.Timeout)
	}
	return p, status
}

// fail answers with an error.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p, status := s.problem(err)
	if p.Code == "internal" {
		s.o.Log.Error("request failed", "path", r.URL.Path, "error", err)
	}
	s.write(w, status, map[string]problem{"error": p})
}

// refuse answers a request that is not let in.
func (s *Server) refuse(w http.ResponseWriter, _ *http.Request, status int, why string) {
	s.write(w, status, map[string]problem{"error": {Code: "refused", Message: why}})
}

func (s *Server) unknown(w http.ResponseWriter, r *http.Request) {
	s.write(w, http.StatusNotFound, map[string]problem{"error": {Code: "unknown", Message: "there is no " + r.Method + " " + r.URL.Path + "; see /api/v1/openapi.yaml"}})
}

// write answers with JSON, which no browser takes for a page.
func (s *Server) write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// answer writes what was found, or the error.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, v any, err error) {
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.write(w, http.StatusOK, v)
}

// body reads a request's JSON. The error wraps errRequest.
func body(r *http.Request, v any) error {
	dec := json.NewDecoder(r.Body)
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		var big *http.MaxBytesError
		if errors.As(err, &big) {
			return fmt.Errorf("%w: the body is more than %d bytes", errRequest, big.Limit)
		}
		return fmt.Errorf("%w: the body is not as openapi.yaml has it: %w", errRequest, err)
	}
	return nil
}

// filters are the options of walks as requests give them.
type filters struct {
	Since         string   `json:"since"`
	Until         string   `json:"until"`
	Status        []string `json:"status"`
	MinConfidence float64  `json:"min_confidence"`
	Document      string   `json:"document"`
	Limit         int      `json:"limit"`
}

// maxEvidence is how many events an edge comes with.
const maxEvidence = 20

func (s *Server) options(f filters) walk.Options {
	limit := f.Limit
	if limit <= 0 || limit > s.o.Rows {
		limit = s.o.Rows
	}
	return walk.Options{
		Since: f.Since, Until: f.Until, Status: f.Status, MinConfidence: f.MinConfidence, Document: f.Document,
		Limit: limit, MaxEvidence: maxEvidence, Brief: true,
	}
}

// asked reads the same from an address.
func asked(r *http.Request) (f filters, err error) {
	q := r.URL.Query()
	f = filters{Since: q.Get("since"), Until: q.Get("until"), Document: q.Get("document")}
	for _, list := range q["status"] {
		f.Status = append(f.Status, strings.Split(list, ",")...)
	}
	if v := q.Get("limit"); v != "" {
		if f.Limit, err = strconv.Atoi(v); err != nil {
			return f, fmt.Errorf("%w: limit %q is no number", errRequest, v)
		}
	}
	if v := q.Get("min_confidence"); v != "" {
		if f.MinConfidence, err = strconv.ParseFloat(v, 64); err != nil {
			return f, fmt.Errorf("%w: min_confidence %q is no number", errRequest, v)
		}
	}
	return f, nil
}
