package store

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
)

// TestConformance runs Cayley's own suite over the store as it is opened.
func TestConformance(t *testing.T) {
	module, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatalf("where is Cayley's test data: %v", err)
	}
	t.Chdir(filepath.Join(strings.TrimSpace(string(module)), "graph", "kv", "bolt"))
	open := func(t testing.TB) (cgraph.QuadStore, cgraph.Options, func()) {
		d, err := openDisk(context.Background(), filepath.Join(t.TempDir(), "graph.db"), Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		d.bolt.db.NoSync = true
		// The suite leaves iterators open, and with them the file.
		return d.quadStore(), nil, func() {}
	}
	graphtest.TestAll(t, open, &graphtest.Config{NoPrimitives: true})
}
