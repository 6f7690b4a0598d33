package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// transcript is a fence of README whose marker names the command that printed
// it. A first line "$ COMMAND" is for the reader, and no output.
var transcript = regexp.MustCompile("(?m)^<!-- transcript: (.+) -->\n(```.*\n(?:\\$ .*\n)?)((?:.*\n)*?)```\\s*$")

// What differs from run to run and from machine to machine.
var passing = []struct {
	pattern *regexp.Regexp
	text    string
}{
	{regexp.MustCompile(`\b[0-9.]+(ns|µs|ms|s)\b`), "0.5s"},
	{regexp.MustCompile(`main\.version=[^']*`), "main.version=dev"},
	{regexp.MustCompile(`(?m)^go: downloading .*\n`), ""},
}

func settled(text string) string {
	for _, p := range passing {
		text = p.pattern.ReplaceAllString(text, p.text)
	}
	return text
}

// TestReadme holds README's transcripts to what the commands print on standard
// output, in order, in one folder that looks like a clone; -update rewrites
// them.
func TestReadme(t *testing.T) {
	const readme = "../../README.md"
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Skip(err)
	}
	clone := likeAClone(t)
	changed := false
	out := transcript.ReplaceAllStringFunc(string(text), func(fence string) string {
		parts := transcript.FindStringSubmatch(fence)
		command, open, want := parts[1], parts[2], parts[3]
		got := runAsTyped(t, clone, command)
		if diff := cmp.Diff(settled(want), settled(got)); diff != "" {
			if !*update {
				t.Errorf("%s: README (-) and the command (+) differ; go test ./cmd/sitrep -run Readme -update mends it:\n%s", command, diff)
			}
			changed = true
			return strings.Replace(fence, open+want, open+got, 1)
		}
		return fence
	})
	if *update && changed {
		if err := os.WriteFile(readme, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// runAsTyped returns what a shell command prints on standard output.
func runAsTyped(t *testing.T, dir, command string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = dir
	// go itself is not run: the binary under test stands in bin already. Nor
	// may a make around this test show through.
	cmd.Env = append(os.Environ(), "GO=go", "MAKEFLAGS=", "MAKELEVEL=", "HOME="+dir,
		"PATH="+filepath.Join(dir, "stub")+string(filepath.ListSeparator)+os.Getenv("PATH"))
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("%s: %v\n%s", command, err, errs.String())
	}
	return string(out)
}

// likeAClone makes a folder with the repository's Makefile and testdata, and
// with the command under test as bin/sitrep.
func likeAClone(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	self, err := exec.LookPath("sitrep")
	if err != nil {
		t.Fatal(err)
	}
	for _, sub := range []string{"bin", "stub"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for from, to := range map[string]string{
		filepath.Join(root, "Makefile"): "Makefile", filepath.Join(root, "testdata"): "testdata",
		self: filepath.Join("bin", "sitrep"), "/bin/true": filepath.Join("stub", "go"),
	} {
		if err := os.Symlink(from, filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
