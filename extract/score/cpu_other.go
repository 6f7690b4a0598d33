//go:build !unix

package score

import "time"

var started = time.Now()

// CPUTime stands in with the time that has passed where the system does not
// tell.
func CPUTime() time.Duration { return time.Since(started) }
