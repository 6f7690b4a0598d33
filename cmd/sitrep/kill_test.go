package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

const (
	// kills is how many builds are killed; leastKilled of them must not have
	// ended before.
	kills       = 24
	leastKilled = 20
	killReports = 200
)

// sitrep runs the command in a folder and returns its output.
func sitrep(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("sitrep", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("sitrep %q: %v\n%s", args, err, exit.Stderr)
		}
		t.Fatal(err)
	}
	return string(out)
}

// killedAfter starts a build and kills it after a delay; false if it had ended.
func killedAfter(t *testing.T, dir, db string, delay time.Duration) bool {
	t.Helper()
	cmd := exec.Command("sitrep", "build", "--store", db, "reports")
	cmd.Dir = dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(delay)
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	s, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && s.Signaled() && s.Signal() == syscall.SIGKILL
}

// TestKill kills builds with SIGKILL at moments spread over a build's life:
// every other one of a new store, the rest of one that holds an earlier state
// of the reports. The store must open, and building again must give the graph
// of a clean build: nothing lost, nothing twice.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("builds some hundred reports 25 times and more")
	}
	dir := t.TempDir()
	for generation, name := range []string{"old", "new"} {
		if err := generateFolder(filepath.Join(dir, name, "reports"), killReports, generation); err != nil {
			t.Fatal(err)
		}
	}
	// IDs are paths relative to the working folder, equal for both states.
	before, after := filepath.Join(dir, "old"), filepath.Join(dir, "new")
	sitrep(t, before, "build", "--store", "../old.db", "reports")
	began := time.Now()
	sitrep(t, after, "extract", "reports/report-0000.md")
	load := time.Since(began) // nothing is stored before
	began = time.Now()
	sitrep(t, after, "build", "--store", "../clean.db", "reports")
	life := max(time.Since(began), load)
	want := sitrep(t, after, "export", "--store", "../clean.db")
	old, err := os.ReadFile(filepath.Join(dir, "old.db"))
	if err != nil {
		t.Fatal(err)
	}

	killed, partial := 0, 0
	for i := range kills {
		db := filepath.Join(dir, fmt.Sprintf("%d.db", i))
		// A build that ends before it is killed, as on a machine that has become
		// faster, is tried again and killed sooner.
		for delay := load/2 + (life-load/2)*time.Duration(i)/(kills+2); ; delay = delay * 3 / 4 {
			if err := os.RemoveAll(db); err != nil {
				t.Fatal(err)
			}
			if i%2 == 1 {
				if err := os.WriteFile(db, old, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if killedAfter(t, after, db, delay) {
				killed++
				break
			}
			if delay < time.Millisecond {
				break
			}
		}
		// exec.Command's own error, or a damaged store, ends the test here.
		summary := sitrep(t, after, "build", "--store", db, "reports")
		var documents, added, replaced, unchanged int
		if _, err := fmt.Sscanf(summary, "%d documents: %d added, %d replaced, %d unchanged", &documents, &added, &replaced, &unchanged); err != nil || documents != killReports {
			t.Fatalf("killed as number %d of %d, then: %s", i+1, kills, summary)
		}
		if i%2 == 0 && unchanged > 0 && added > 0 || i%2 == 1 && replaced > 0 && replaced < killReports/2 {
			partial++
		}
		if got := sitrep(t, after, "export", "--store", db); got != want {
			t.Fatalf("killed as number %d of %d, building again gave another graph:\n%s", i+1, kills, firstDifference(want, got))
		}
		if err := os.Remove(db); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed %d of %d builds, %d of them with a part stored; a build takes %v, %v of it to load", killed, kills, partial, life, load)
	if killed < leastKilled {
		t.Errorf("only %d of %d builds were still running when they were to be killed", killed, kills)
	}
}
