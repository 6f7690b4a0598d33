package store

import (
	"context"
	"fmt"
	"io"
	"os"
	"testing"
)

// These make the test binary another process, at work on the store that they
// name: one builds it to be killed, one decides on it until it is killed, one
// holds it until its input ends.
const (
	buildVariable  = "SITREP_STORE_TEST_BUILD"
	decideVariable = "SITREP_STORE_TEST_DECIDE"
	holdVariable   = "SITREP_STORE_TEST_HOLD"
)

func TestMain(m *testing.M) {
	var err error
	if path := os.Getenv(buildVariable); path != "" {
		err = buildAll(path)
	} else if path := os.Getenv(decideVariable); path != "" {
		err = decideAgain(path)
	} else if path := os.Getenv(holdVariable); path != "" {
		err = hold(path)
	} else {
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func buildAll(path string) error {
	s, err := Open(context.Background(), path, Options{Create: true})
	if err != nil {
		return err
	}
	if err := build(s); err != nil {
		return err
	}
	return s.Close()
}

func hold(path string) error {
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		return err
	}
	fmt.Println("open")
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	return s.Close()
}
