package console

import (
	"embed"
	_ "embed" // openapi.yaml
	"io/fs"
	"net/http"
	"strings"
)

// built holds what make web made of web/src; without it only the .gitkeep.
//
//go:embed all:web/dist
var built embed.FS

//go:embed openapi.yaml
var openAPI []byte

func (s *Server) description(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/yaml; charset=utf-8")
	_, _ = w.Write(openAPI)
}

const noPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>sitrep</title>
<h1>This sitrep was built without its page</h1>
<p>The API works: <a href="/api/v1/">/api/v1/</a>. For the page, run <code>make web</code> in sitrep's source (it needs Node), build sitrep again, and serve.</p></html>
`

// HasPage tells whether the page was built into this program.
func HasPage() bool {
	_, err := fs.Stat(built, "web/dist/index.html")
	return err == nil
}

// page serves the page and its files, whose names hold a hash of what they hold.
func page() http.Handler {
	files, err := fs.Sub(built, "web/dist")
	if err != nil || !HasPage() {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/" || r.Method != http.MethodGet && r.Method != http.MethodHead {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(noPage))
		})
	}
	server := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			w.Header().Set("Cache-Control", "no-cache")
		}
		server.ServeHTTP(w, r)
	})
}
