package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestInputEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	waiting, writer := io.Pipe() // nobody writes
	defer writer.Close()
	in := &input{Reader: waiting, ctx: ctx}
	ended := make(chan error)
	go func() {
		_, err := io.ReadAll(in)
		ended <- err
	}()
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the read ended with %v", err)
	}
}

func TestInputReadsOn(t *testing.T) {
	text := strings.Repeat("0123456789", 5000)
	got, err := io.ReadAll(&input{Reader: slow{strings.NewReader(text)}, ctx: t.Context()})
	if err != nil || string(got) != text {
		t.Errorf("read %d bytes of %d, %v", len(got), len(text), err)
	}
}

// slow gives a few bytes at a time.
type slow struct{ r io.Reader }

func (s slow) Read(p []byte) (int, error) { return s.r.Read(p[:min(len(p), 7)]) }
