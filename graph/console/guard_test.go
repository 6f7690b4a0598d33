package console

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestGuard(t *testing.T) {
	st := stored(t)
	open := served(t, Options{Store: st, Hosts: []string{"graph.example.org"}})
	closed := served(t, Options{Store: st, Token: "s3cret"})
	post := `{"language":"walk","query":"militia -> bombed -> site"}`
	for _, c := range []struct {
		name   string
		s      *Server
		method string
		target string
		header []string
		want   int
	}{
		{"program", open, "POST", "/api/v1/query", nil, 200},
		{"localhost", open, "GET", "/api/v1/", []string{"Host", "localhost:7677"}, 200},
		{"IPv6", open, "GET", "/api/v1/", []string{"Host", "[::1]:7677"}, 200},
		{"own name", open, "GET", "/api/v1/", []string{"Host", "Graph.example.org"}, 200},
		{"another's name", open, "GET", "/api/v1/", []string{"Host", "evil.example:7677"}, 421},
		{"another's name that ends like ours", open, "GET", "/api/v1/", []string{"Host", "evil.localhost"}, 421},
		{"no host", open, "GET", "/api/v1/", []string{"Host", ""}, 421},
		{"own page", open, "POST", "/api/v1/query", []string{"Sec-Fetch-Site", "same-origin", "Origin", "http://127.0.0.1:7677"}, 200},
		{"another page posts", open, "POST", "/api/v1/query", []string{"Origin", "http://evil.example"}, 403},
		{"another page reads", open, "GET", "/api/v1/stats", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"another port's page reads", open, "GET", "/api/v1/stats", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"a link from elsewhere", open, "GET", "/", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 200},
		{"a link from elsewhere to the API", open, "GET", "/api/v1/stats", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 403},
		{"no token", closed, "GET", "/api/v1/", nil, 401},
		{"no token for the page", closed, "GET", "/", nil, 401},
		{"no token for metrics", closed, "GET", "/metrics", nil, 401},
		{"health needs none", closed, "GET", "/healthz", nil, 200},
		{"wrong token", closed, "GET", "/api/v1/", []string{"Authorization", "Bearer s3cre"}, 401},
		{"token", closed, "GET", "/api/v1/", []string{"Authorization", "Bearer s3cret"}, 200},
		{"cookie", closed, "GET", "/api/v1/", []string{"Cookie", "sitrep_token=s3cret"}, 200},
		{"token in the page's address", closed, "GET", "/?token=s3cret", nil, 303},
		{"token in the API's address", closed, "GET", "/api/v1/?token=s3cret", nil, 401},
		{"no such route", open, "GET", "/api/v1/nothing", nil, 404},
		{"wrong method", open, "DELETE", "/api/v1/query", nil, 404},
		{"no such file", open, "GET", "/console.go", nil, 404},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(c.s, c.method, c.target, post, c.header...)
			if w.Code != c.want {
				t.Errorf("%d, want %d: %s", w.Code, c.want, w.Body)
			}
			csp := w.Header().Get("Content-Security-Policy")
			if !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "script-src 'self';") {
				t.Errorf("policy %q", csp)
			}
			if w.Code == 303 {
				cookie := w.Header().Get("Set-Cookie")
				if to := w.Header().Get("Location"); to != "/" || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") {
					t.Errorf("to %q with %q", to, cookie)
				}
			}
		})
	}
}

func TestBodyLimit(t *testing.T) {
	s := served(t, Options{})
	w := ask(s, "POST", "/api/v1/query", `{"language":"gizmo","query":"`+strings.Repeat("x", maxBody)+`"}`)
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "more than 1048576 bytes") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// openapi.yaml and the routes are the same.
func TestOpenAPI(t *testing.T) {
	var doc struct {
		Paths map[string]map[string]any
	}
	if err := yaml.Unmarshal(openAPI, &doc); err != nil {
		t.Fatal(err)
	}
	var described []string
	for path, methods := range doc.Paths {
		for method := range methods {
			described = append(described, strings.ToUpper(method)+" "+path)
		}
	}
	slices.Sort(described)
	var routes []string
	for pattern := range served(t, Options{}).handlers() {
		if strings.Contains(pattern, " ") {
			routes = append(routes, pattern)
		}
	}
	slices.Sort(routes)
	if !slices.Equal(described, routes) {
		t.Errorf("described %q\nserved %q", described, routes)
	}
}
