package console

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// maxBody is the most bytes of a request: a long script.
const maxBody = 1 << 20

// tokenCookie carries the token once the page was opened with ?token=.
const tokenCookie = "sitrep_token"

// policy lets the page load its own files and nothing else, and run no script
// that stands in a text. Styles may stand in elements: the drawing sets them.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guarded wraps all routes in what keeps strangers out: the name of the host
// (a page elsewhere can point its own name here), the origin of the page that
// asks, the token, and what browsers may do with answers.
func (s *Server) guarded(next http.Handler) http.Handler {
	origins := http.NewCrossOriginProtection()
	origins.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, http.StatusForbidden, "a page of another origin asks")
	}))
	checked := origins.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		seen := &recorder{ResponseWriter: w}
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		switch {
		case !s.knownHost(r.Host):
			s.refuse(seen, r, http.StatusMisdirectedRequest, "the host "+r.Host+" is not this server's; say --host if it is")
		case !s.sameSite(r):
			s.refuse(seen, r, http.StatusForbidden, "a page of another origin asks")
		case r.URL.Path != "/healthz" && !s.admitted(seen, r):
			// It has been answered.
		default:
			checked.ServeHTTP(seen, r)
		}
		s.o.Log.Info("request", "method", r.Method, "path", r.URL.Path, "status", seen.code(), "bytes", seen.bytes,
			"ms", time.Since(begin).Milliseconds(), "from", r.RemoteAddr)
	})
}

// knownHost tells whether a request is for this server: an address, the local
// name, or one that its user gave. A name of somebody else's that resolves to
// this machine is not.
func (s *Server) knownHost(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if _, err := netip.ParseAddr(name); err == nil || name == "localhost" {
		return true
	}
	return slices.ContainsFunc(s.o.Hosts, func(h string) bool { return strings.EqualFold(h, name) })
}

// sameSite refuses reads by pages elsewhere too, which browsers would let load
// an answer as a script or picture. Requests of programs say nothing of a site.
func (s *Server) sameSite(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	// A link elsewhere may lead to the page itself.
	return r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/api/") && r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

// admitted checks the token: in the header Authorization, in the cookie, or in
// the page's address, which sets the cookie and is then hidden.
func (s *Server) admitted(w http.ResponseWriter, r *http.Request) bool {
	if s.o.Token == "" {
		return true
	}
	bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if ok && s.isToken(bearer) {
		return true
	}
	if c, err := r.Cookie(tokenCookie); err == nil && s.isToken(c.Value) {
		return true
	}
	if given := r.URL.Query().Get("token"); r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/api/") && s.isToken(given) {
		http.SetCookie(w, &http.Cookie{Name: tokenCookie, Value: given, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil})
		to := *r.URL
		q := to.Query()
		q.Del("token")
		to.RawQuery, to.Scheme, to.Host = q.Encode(), "", ""
		http.Redirect(w, r, to.RequestURI(), http.StatusSeeOther)
		return false
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="sitrep"`)
	s.refuse(w, r, http.StatusUnauthorized, "it wants the token that sitrep serve printed: open the address with ?token=, or send Authorization: Bearer")
	return false
}

// isToken compares in a time that tells nothing.
func (s *Server) isToken(given string) bool {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(s.o.Token))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// recorder remembers how a request was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(code int) {
	if r.status == 0 {
		r.status = code
	}
	r.ResponseWriter.WriteHeader(code)
}

func (r *recorder) Write(b []byte) (int, error) {
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController flush.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) code() int {
	if r.status == 0 {
		return http.StatusOK
	}
	return r.status
}
