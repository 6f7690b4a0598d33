package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// generateReport makes the text of a small report, always the same for the
// same numbers; another generation of it says something else.
func generateReport(n, generation int) string {
	r := rand.New(rand.NewPCG(uint64(n), uint64(generation)))
	actors := []string{"Hamas", "Hezbollah", "Kataib Hezbollah", "The Taliban", "Iran", "Turkey", "Russia", "Boko Haram"}
	verbs := []string{"attacked", "bombed", "supports", "condemned", "threatened to attack", "denied supporting"}
	targets := []string{"the Green Zone", "Ain al-Asad air base", "Bagram Airfield", "Hamas", "Iraq", "the U.S. Embassy in Baghdad", "two drones"}
	var b strings.Builder
	for range 2 + n%3 {
		fmt.Fprintf(&b, "%s %s %s on %d December 2021. ", actors[r.IntN(len(actors))], verbs[r.IntN(len(verbs))], targets[r.IntN(len(targets))], 1+r.IntN(28))
	}
	return strings.TrimSpace(b.String()) + "\n"
}

// generateFolder writes n reports of a generation; only every second report
// differs from generation to generation.
func generateFolder(dir string, n, generation int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range n {
		text := "---\ndate: 2021-12-29\n---\n" + generateReport(i, generation*(i%2))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("report-%04d.md", i)), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// generate PATH N makes N small reports: a folder, or JSON Lines if PATH ends
// in .jsonl.
func generate(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	path := ts.MkAbs(args[0])
	if !strings.HasSuffix(path, ".jsonl") {
		ts.Check(generateFolder(path, n, 0))
		return
	}
	var b strings.Builder
	for i := range n {
		date := "2021-12-29"
		if i == 0 {
			date = "" // of which the reader warns
		}
		fmt.Fprintf(&b, "{\"id\":\"r%d\",\"date\":%q,\"text\":%q}\n", i, date, generateReport(i, 0))
	}
	ts.Check(os.WriteFile(path, []byte(b.String()), 0o644))
}
