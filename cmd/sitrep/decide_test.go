package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// TestDecisionsOnReports decides on the repository's reports, by name, whatever
// can be: every name that is not an entity's own is split off, and entities of
// one class are merged two by two. The decisions must hold in a build of the
// rest of the reports, be listed so that they can be made again, and leave
// nothing once they are taken back.
func TestDecisionsOnReports(t *testing.T) {
	reports, err := filepath.Abs("../../testdata/reports")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	run := func(db string, args ...string) string {
		return sitrep(t, dir, append(args, "--store", db)...)
	}
	run("clean.db", "build", reports)
	clean := run("clean.db", "export")

	// The first part is enough to decide on.
	some := []string{"green-zone.txt", "denials.txt", "truce-talks.txt"}
	for _, name := range some {
		run("decided.db", "build", filepath.Join(reports, name))
	}
	type resolved struct {
		ID          string
		Name        string
		Type        string
		Resolutions []struct{ Name, Reason string }
	}
	var persons []string
	splits := 0
	for line := range strings.Lines(run("decided.db", "gizmo", "--limit", "0", "-e", `g.V("<class/Document>").In("<type>").Out("<mentions>").Unique().All()`)) {
		var node struct{ ID string }
		if err := json.Unmarshal([]byte(line), &node); err != nil {
			t.Fatal(err)
		}
		id := strings.Trim(node.ID, "<>")
		var e resolved
		if err := json.Unmarshal([]byte(run("decided.db", "show", id, "--json")), &e); err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if e.Type == "Person" {
			persons = append(persons, e.ID)
		}
		for _, r := range e.Resolutions {
			if r.Name != e.Name && splits < 6 {
				splits++
				run("decided.db", "split", e.ID, r.Name, "--force", "--reason", r.Reason)
			}
		}
	}
	merges := 0
	for i := 0; i+1 < len(persons) && merges < 4; i += 2 {
		merges++
		run("decided.db", "merge", persons[i], persons[i+1])
	}
	if splits < 5 || merges < 4 {
		t.Fatalf("%d splits and %d merges: too few", splits, merges)
	}
	run("decided.db", "build", reports)
	decided := run("decided.db", "export")
	if decided == clean {
		t.Fatal("the decisions changed nothing")
	}

	// Made again on a whole build, as listed.
	list := run("decided.db", "merge", "--list", "--format", "jsonl")
	run("again.db", "build", reports)
	var taken [][2]string
	for line := range strings.Lines(list) {
		var d struct{ Entity, Other, Name, Document, Reason string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		if d.Name != "" {
			run("again.db", "split", d.Entity, d.Name, "--force", "--reason", d.Reason)
			taken = append(taken, [2]string{"merge", d.Entity + " " + d.Other})
		} else {
			run("again.db", "merge", d.Entity, d.Other, "--reason", d.Reason)
			taken = append(taken, [2]string{"split", d.Entity + " " + d.Other})
		}
	}
	if got := run("again.db", "export"); got != decided {
		t.Errorf("decided before the rest was built (-) and after (+) differ:\n%s", firstDifference(decided, got))
	}
	if got := run("again.db", "merge", "--list", "--format", "jsonl"); got != list {
		t.Errorf("the lists differ:\n%s", firstDifference(list, got))
	}
	for i := len(taken) - 1; i >= 0; i-- {
		run("again.db", append([]string{taken[i][0]}, strings.Fields(taken[i][1])...)...)
	}
	if got := run("again.db", "export"); got != clean {
		t.Errorf("nothing decided (-) and all taken back (+) differ:\n%s", firstDifference(clean, got))
	}
}
