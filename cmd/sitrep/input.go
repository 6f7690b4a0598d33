package main

import (
	"context"
	"io"
)

// input is standard input whose reads end with the context: a plain read from
// a terminal or a pipe would sit through an interrupt.
type input struct {
	io.Reader
	ctx context.Context
}

// Read implements io.Reader. A read that the context ends goes on in the
// background, into a buffer of its own, until the process exits.
func (in *input) Read(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	buf := make([]byte, len(p))
	done := make(chan result, 1)
	go func() {
		n, err := in.Reader.Read(buf)
		done <- result{n, err}
	}()
	select {
	case r := <-done:
		return copy(p, buf[:r.n]), r.err
	case <-in.ctx.Done():
		return 0, in.ctx.Err()
	}
}
