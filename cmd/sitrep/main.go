// Command sitrep turns reports into a knowledge graph whose every edge cites
// its sentence, and answers walks over it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"sitrep/graph"
	"sitrep/graph/gizmo"
	"sitrep/graph/identity"
	"sitrep/graph/store"
	"sitrep/graph/walk"
)

// Exit codes that other programs rely on.
const (
	exitDone        = 0
	exitNothing     = 1   // done, but nothing was found, or there was nothing to change
	exitUsage       = 2   // wrong usage or configuration
	exitPartly      = 3   // some inputs could not be read, the rest were done
	exitStore       = 4   // the store cannot be opened, is damaged or locked
	exitInterrupted = 130 // what was reported as stored is on disk
)

var (
	errUsage   = errors.New("usage")
	errNothing = errors.New("nothing was found")
	errPartly  = errors.New("some inputs were left out")
	// errInterrupted is for people; the context tells the exit code.
	errInterrupted = errors.New("interrupted")
)

func main() {
	// The child process of a Gizmo script: see graph/gizmo.
	if len(os.Args) == 2 && os.Args[1] == gizmo.WorkerCommand {
		os.Exit(gizmo.Worker(context.Background(), os.Stdin, os.Stdout))
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is main without the process: what the commands' tests call.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(&input{Reader: in, ctx: ctx})
	root.SetOut(out)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	code := exitCode(ctx, err)
	if err != nil && !errors.Is(err, errNothing) && !errors.Is(err, errPartly) {
		report(errs, err)
	}
	return code
}

// report prints an error for people: a mistake in a walk or script with a caret
// under it.
func report(w io.Writer, err error) {
	if err == context.Canceled {
		err = errInterrupted
	}
	fmt.Fprintf(w, "sitrep: %s\n", walk.Clean(err.Error()))
	var syntax *graph.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Fprintln(w, syntax.Caret())
	}
	var script *gizmo.ScriptError
	if errors.As(err, &script) && script.Caret() != "" {
		fmt.Fprintln(w, script.Caret())
	}
}

func exitCode(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil || errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.Is(err, errPartly):
		return exitPartly
	case errors.Is(err, store.ErrLocked), errors.Is(err, store.ErrDamaged), errors.Is(err, store.ErrVersion),
		errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrFull), errors.Is(err, store.ErrReadOnly), errors.Is(err, errOpen):
		return exitStore
	case errors.Is(err, errNothing), errors.Is(err, walk.ErrUnknown), errors.Is(err, identity.ErrNothing):
		return exitNothing
	}
	// Whatever else went wrong, something has to be put right before it can
	// work: the arguments, the configuration and its limits, an output file.
	return exitUsage
}
