package gizmo

import (
	"errors"
	"fmt"

	"sitrep/graph/store"
)

// order is what a worker is told.
type order struct {
	Request
	// Way tells that the nodes on the way are wanted.
	Way bool `json:"way"`
}

// message is one line of what a worker says: rows, then a failure or the end, then
// the nodes on the way.
type message struct {
	Row     Row      `json:"row,omitempty"`
	Way     string   `json:"way,omitempty"`
	Failure *failure `json:"failure,omitempty"`
	Done    *done    `json:"done,omitempty"`
}

type done struct {
	Hints []string `json:"hints,omitempty"`
}

// failure carries an error across the process border with what it wraps.
type failure struct {
	Script *ScriptError `json:"script,omitempty"`
	// Store is an index into storeErrors, from 1.
	Store   int    `json:"store,omitempty"`
	Message string `json:"message,omitempty"`
}

var storeErrors = []error{store.ErrLocked, store.ErrDamaged, store.ErrNotFound, store.ErrVersion}

func failureOf(err error) *failure {
	var se *ScriptError
	if errors.As(err, &se) {
		return &failure{Script: se}
	}
	f := &failure{Message: err.Error()}
	for i, target := range storeErrors {
		if errors.Is(err, target) {
			f.Store = i + 1
		}
	}
	return f
}

// err returns the error as it was in the worker: same words, same sentinel.
func (f *failure) err() error {
	switch {
	case f.Script != nil:
		return f.Script
	case f.Store > 0 && f.Store <= len(storeErrors):
		return &carried{f.Message, storeErrors[f.Store-1]}
	}
	return fmt.Errorf("gizmo: %s", f.Message)
}

type carried struct {
	message string
	wraps   error
}

func (c *carried) Error() string { return c.message }
func (c *carried) Unwrap() error { return c.wraps }
