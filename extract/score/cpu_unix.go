//go:build unix

package score

import (
	"syscall"
	"time"
)

// CPUTime is what this process has used of all processors, for measuring work
// on a machine that does other things too.
func CPUTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
