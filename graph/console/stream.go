package console

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// flushAfter is how long a line may wait for company.
const flushAfter = 50 * time.Millisecond

// lineWriter writes values as lines of JSON, and sends them on soon: a line is
// under way after flushAfter, also if no other follows it.
type lineWriter struct {
	mu    sync.Mutex
	enc   *json.Encoder
	flush func() error
	// waiting tells that a flush is due, closed that none may come any more.
	waiting, closed bool
}

func newLineWriter(w http.ResponseWriter) *lineWriter {
	return &lineWriter{enc: json.NewEncoder(w), flush: http.NewResponseController(w).Flush}
}

func (l *lineWriter) write(v any) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.waiting {
		l.waiting = true
		time.AfterFunc(flushAfter, l.flushNow)
	}
	return l.enc.Encode(v)
}

func (l *lineWriter) flushNow() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting && !l.closed {
		l.waiting = false
		_ = l.flush() // the writer may have none
	}
}

// close ends the flushing; what is left is sent as the handler returns.
func (l *lineWriter) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
}
