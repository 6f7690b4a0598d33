//go:build unix && !aix && !android && !solaris

package store

import (
	"os"
	"syscall"
)

// unlock lets go of a file that bbolt locked, mapped and then panicked on:
// closing it does not, as long as it is mapped.
func unlock(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
