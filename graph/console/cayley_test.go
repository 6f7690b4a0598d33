package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestCayley asks as programs written for Cayley's own server do.
func TestCayley(t *testing.T) {
	s := served(t, Options{Rows: 2})
	const route = "/api/v2/query?lang=gizmo"
	for _, c := range []struct {
		name, method, target, body string
		code                       int
		want                       string
	}{
		{"body", "POST", route, `g.V("<entity/organisation/red-militia>").out("<bombed>").all()`, http.StatusOK, `{"result":[{"id":"\u003centity/place/green-base\u003e"}]}`},
		{"address", "GET", route + "&qu=" + url.QueryEscape(`g.emit(1)`), "", http.StatusOK, `{"result":[1]}`},
		{"nothing", "POST", route, `g.V("<nowhere>").out().all()`, http.StatusOK, `{"result":[]}`},
		{"cut", "POST", route, `g.emit(1); g.emit(2); g.emit(3)`, http.StatusOK, `{"cut":true,"result":[1,2]}`},
		{"limit", "POST", route + "&limit=1", `g.emit(1); g.emit(2)`, http.StatusOK, `{"cut":true,"result":[1]}`},
		{"mistake", "POST", route, `g.V((`, http.StatusBadRequest, `{"error":"the Gizmo script is wrong: line 1, column 6: Unexpected end of input"}`},
		{"other language", "POST", "/api/v2/query?lang=mql", `[]`, http.StatusBadRequest, `{"error":"lang \"mql\" is not served; only gizmo is"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(s, c.method, c.target, c.body)
			if got := strings.TrimSpace(w.Body.String()); w.Code != c.code || got != c.want {
				t.Errorf("%d %s, want %d %s", w.Code, got, c.code, c.want)
			}
		})
	}
}
