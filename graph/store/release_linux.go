package store

import (
	"syscall"

	"go.etcd.io/bbolt"
)

// release gives back the pages of the mapped file that were read: they are in
// the system's cache all the same, and would count as the process's memory
// until all of a large store did. Only a writer may call it, as the file must
// not be mapped anew meanwhile.
func release(db *bbolt.DB) {
	_ = db.View(func(tx *bbolt.Tx) error {
		_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, db.Info().Data, uintptr(tx.Size()), syscall.MADV_DONTNEED)
		return nil
	})
}
