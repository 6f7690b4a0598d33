package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

// ioctl asks the terminal's driver; value is its argument, in or out.
func ioctl[T any](t *testing.T, f *os.File, request uintptr, value *T) {
	t.Helper()
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), request, uintptr(unsafe.Pointer(value))); errno != 0 {
		t.Fatal(errno)
	}
}

// openTerminal returns both ends of a new pseudo-terminal.
func openTerminal(t *testing.T) (keyboard, screen *os.File) {
	t.Helper()
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminal: ", err)
	}
	t.Cleanup(func() { keyboard.Close() })
	var unlocked, n int32
	ioctl(t, keyboard, syscall.TIOCSPTLCK, &unlocked)
	ioctl(t, keyboard, syscall.TIOCGPTN, &n)
	screen, err = os.OpenFile("/dev/pts/"+strconv.Itoa(int(n)), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	ioctl(t, screen, syscall.TIOCSWINSZ, &[4]uint16{24, 100}) // rows, columns
	return keyboard, screen
}

// onTerminal runs the command with a terminal for standard error and returns
// what the terminal was sent.
func onTerminal(t *testing.T, dir string, variables []string, args ...string) string {
	t.Helper()
	keyboard, screen := openTerminal(t)
	cmd := exec.Command("sitrep", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), append([]string{"HOME=" + dir, "TERM=xterm", "NO_COLOR="}, variables...)...)
	cmd.Stderr = screen
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	screen.Close()
	var sent bytes.Buffer
	read := make(chan struct{})
	go func() {
		defer close(read)
		_, _ = io.Copy(&sent, keyboard) // ends with an error when the other end closes
	}()
	err := cmd.Wait()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	<-read
	return sent.String()
}

// TestTerminal checks what only a terminal gets: colour, unless NO_COLOR or
// the configuration says otherwise, and the progress bar.
func TestTerminal(t *testing.T) {
	dir := t.TempDir()
	if err := generateFolder(filepath.Join(dir, "reports"), 300, 0); err != nil {
		t.Fatal(err)
	}
	const colour = "\x1b[9" // bright colours
	for _, tt := range []struct {
		name      string
		variables []string
		args      []string
		coloured  bool
	}{
		{"terminal", nil, nil, true},
		{"NO_COLOR", []string{"NO_COLOR=1"}, nil, false},
		{"never", nil, []string{"--color", "never"}, false},
		{"variable", []string{"SITREP_COLOR=never"}, nil, false},
		{"always", []string{"NO_COLOR=1"}, []string{"--color", "always"}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sent := onTerminal(t, dir, tt.variables, append([]string{"extract", "nowhere.txt"}, tt.args...)...)
			if !strings.Contains(sent, "nowhere.txt: no such file") || strings.Contains(sent, colour) != tt.coloured {
				t.Errorf("the terminal was sent %q", sent)
			}
		})
	}
	t.Run("bar", func(t *testing.T) {
		sent := onTerminal(t, dir, nil, "build", "reports")
		for _, want := range []string{" documents ", "B/s"} {
			if !strings.Contains(sent, want) {
				t.Errorf("the bar lacks %q: %q", want, sent)
			}
		}
	})
}
