package console

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"sitrep/graph/completion"
)

// completeWithin bounds a completion: a later one helps nobody.
const completeWithin = time.Second

// complete answers with what may stand at the end of the text.
func (s *Server) complete(w http.ResponseWriter, r *http.Request) {
	language := r.URL.Query().Get("language")
	if language != "walk" && language != "gizmo" {
		s.fail(w, r, fmt.Errorf("%w: language %q is neither walk nor gizmo", errRequest, language))
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), completeWithin)
	defer cancel()
	c, err := s.completer.get(func() (*completion.Completer, error) { return completion.New(ctx, s.o.Store) })
	if err != nil {
		s.fail(w, r, err)
		return
	}
	a, err := c.Complete(ctx, language, r.URL.Query().Get("before"))
	s.answer(w, r, a, err)
}
