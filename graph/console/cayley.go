package console

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"sitrep/graph/gizmo"
)

// cayley answers queries as Cayley's own HTTP API does
// (/api/v2/query?lang=gizmo), for clients written for it: the script is the body,
// or qu in the address, the answer {"result": [...]} or {"error": "..."}. Beside a
// result that is cut stands "cut".
func (s *Server) cayley(w http.ResponseWriter, r *http.Request) {
	fail := func(status int, err error) {
		s.write(w, status, map[string]string{"error": err.Error()})
	}
	if lang := r.URL.Query().Get("lang"); lang != "gizmo" {
		fail(http.StatusBadRequest, fmt.Errorf("lang %q is not served; only gizmo is", lang))
		return
	}
	script := r.URL.Query().Get("qu")
	if r.Method == http.MethodPost {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			fail(http.StatusBadRequest, err)
			return
		}
		script = string(b)
	}
	f, err := asked(r)
	if err != nil {
		fail(http.StatusBadRequest, err)
		return
	}
	rows := []json.RawMessage{}
	stats, err := s.pool.Run(r.Context(), gizmo.Request{
		Script: script, Store: s.o.Store.Path(), Timeout: s.o.Timeout, Memory: s.o.Memory, Limit: s.options(f).Limit,
	}, func(v gizmo.Row) error {
		rows = append(rows, v)
		return nil
	})
	if err != nil {
		_, status := s.problem(err)
		fail(status, err)
		return
	}
	answer := map[string]any{"result": rows}
	if stats.Cut {
		answer["cut"] = true
	}
	s.write(w, http.StatusOK, answer)
}
