package main

import (
	"context"
	"os"
	"runtime/debug"
)

const (
	// memoryGoal is what the process should take at most with documents of up to
	// flightBytes: Go's collector lets memory grow to twice what is in use, and
	// works harder instead where that is more than the goal. The rest to 300 MB
	// is what Go does not count: the program's own pages.
	memoryGoal = 210 << 20
	// gcPercent lets memory grow to five times what is in use, below the goal.
	gcPercent = 400
	// perByte is what a byte of text in flight takes beyond that.
	perByte = 24
	// flightBytes is how many bytes of text may be in flight at once, from being
	// read to being stored or printed; a longer document is so alone.
	flightBytes = 10 << 20
)

// limitMemory sets the collector's goal, unless GOMEMLIMIT does.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryGoal)
		if os.Getenv("GOGC") == "" {
			// Up to the goal there is no need to collect often: 8% less time.
			debug.SetGCPercent(gcPercent)
		}
	}
}

// flight counts the text in flight. One goroutine calls takeOff, another land.
type flight struct {
	bytes  int
	landed chan int
}

// newFlight returns a count for at most so many documents at once.
func newFlight(documents int) *flight { return &flight{landed: make(chan int, documents)} }

// takeOff waits until there is room for a document of n bytes.
func (f *flight) takeOff(ctx context.Context, n int) error {
	for {
		select {
		case m := <-f.landed:
			f.bytes -= m
			continue
		default:
		}
		if f.bytes == 0 || f.bytes+n <= flightBytes {
			break
		}
		select {
		case m := <-f.landed:
			f.bytes -= m
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	f.bytes += n
	if goal := memoryGoal + perByte*int64(n-flightBytes); n > flightBytes && goal > debug.SetMemoryLimit(-1) && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(goal)
	}
	return nil
}

// land makes room again.
func (f *flight) land(n int) { f.landed <- n }
