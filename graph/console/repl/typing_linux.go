package repl

import (
	"os"

	"golang.org/x/sys/unix"
)

// keepTyped lets the terminal keep what is typed for the editor, unseen, until the
// returned function is called. Otherwise it would stand among the answer, and
// Ctrl-D be lost. Ctrl-C still interrupts.
func keepTyped(terminal *os.File) (restore func()) {
	fd := int(terminal.Fd())
	before, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return func() {}
	}
	mode := *before
	mode.Lflag &^= unix.ICANON | unix.ECHO
	_ = unix.IoctlSetTermios(fd, unix.TCSETS, &mode)
	return func() { _ = unix.IoctlSetTermios(fd, unix.TCSETS, before) }
}
