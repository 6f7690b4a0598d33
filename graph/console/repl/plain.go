package repl

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"sitrep/graph/gizmo"
)

// finished tells whether what was entered can be run: commands are one line,
// scripts end where their grammar says so, and an empty line ends anything.
func finished(entry string) bool {
	text := strings.TrimSpace(entry)
	if text == "" || strings.HasPrefix(text, ":") {
		return true
	}
	if i := strings.LastIndexByte(entry, '\n'); i >= 0 && strings.TrimSpace(entry[i:]) == "" {
		return true
	}
	return gizmo.Finished(entry)
}

const (
	prompt     = "gizmo> "
	promptMore = "  ...> "
)

// plain reads lines from a terminal without writing escape sequences.
type plain struct {
	o     Options
	lines chan string
	err   error // set before lines is closed
}

func newPlain(o Options) *plain { return &plain{o: o} }

// scan reads ahead, so that Ctrl-C need not wait for the line's end.
func (p *plain) scan() {
	p.lines = make(chan string)
	go func() {
		defer close(p.lines)
		in := bufio.NewReader(p.o.In)
		for {
			line, err := in.ReadString('\n')
			if line != "" {
				p.lines <- strings.TrimRight(line, "\r\n")
			}
			if err != nil {
				p.err = err
				return
			}
		}
	}()
}

func (p *plain) read(ctx context.Context) (string, error) {
	if p.lines == nil {
		p.scan()
	}
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	var entry []string
	fmt.Fprint(p.o.Err, prompt)
	for {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-interrupts:
			fmt.Fprintln(p.o.Err)
			return "", errInterrupted
		case line, more := <-p.lines:
			if more {
				entry = append(entry, line)
			}
			if text := strings.Join(entry, "\n"); len(entry) > 0 && (!more || finished(text)) {
				return text, nil
			}
			if !more {
				if p.err == nil {
					return "", io.EOF
				}
				return "", p.err
			}
			fmt.Fprint(p.o.Err, promptMore)
		}
	}
}
