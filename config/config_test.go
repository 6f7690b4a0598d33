package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/spf13/pflag"
)

// place makes an empty working folder and user folder, without variables.
func place(t *testing.T) (work, user string) {
	t.Helper()
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); strings.HasPrefix(name, variablePrefix) {
			t.Setenv(name, "")
		}
	}
	work, home := t.TempDir(), t.TempDir()
	t.Chdir(work)
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	t.Setenv("AppData", home)
	dir, err := os.UserConfigDir()
	if err != nil {
		t.Fatal(err)
	}
	return work, filepath.Join(dir, "sitrep", FileName)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func flagSet(t *testing.T, args ...string) *pflag.FlagSet {
	t.Helper()
	f := pflag.NewFlagSet("sitrep", pflag.ContinueOnError)
	f.String("store", "flag default", "")
	f.String("log-level", "", "")
	f.StringSlice("lexicon", nil, "")
	f.Int("limit", 7, "")
	f.Duration("timeout", 0, "")
	f.Bool("json", false, "")
	for flag, key := range map[string]string{"limit": "walk.limit", "timeout": "gizmo.timeout"} {
		if err := Bind(f, flag, key); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Parse(args); err != nil {
		t.Fatal(err)
	}
	return f
}

func origins(c *Config) map[string]string {
	m := map[string]string{}
	for _, s := range c.Origins() {
		if s.Origin != "default" {
			m[s.Key] = s.Value + " from " + s.Origin
		}
	}
	return m
}

var onlyFields = cmpopts.IgnoreUnexported(Config{})

func TestDefaults(t *testing.T) {
	place(t)
	got, err := Load(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Store: "sitrep.db", LogLevel: "info", Color: "auto", BuildMaxBytes: 64 << 20, WalkLimit: 100,
		GizmoTimeout: 10 * time.Second, GizmoMemory: 512 << 20,
		ServeListen: "127.0.0.1:7677", ServeRows: 1000, ServeAtOnce: 4,
	}
	if diff := cmp.Diff(want, got, onlyFields, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if len(got.Origins()) != len(Keys()) || len(origins(got)) != 0 {
		t.Errorf("origins %v", got.Origins())
	}
}

func TestStrength(t *testing.T) {
	_, user := place(t)
	write(t, user, "store: user.db\nworkers: 3\n")
	got, err := Load(nil, "")
	if err != nil || got.Store != "user.db" {
		t.Fatalf("the user's file gave %+v, %v", got, err)
	}

	write(t, "more/x.tsv", "")
	write(t, FileName, `# settings
store: file.db
date: 2021-12-20
lexicon: [more]
log:
  level: debug
walk: {limit: 5}
build.max_bytes: 8 MiB
gizmo:
  timeout: 1m
  memory: 33554432
serve: {listen: "[::1]:80", hosts: [graph.example.org], at_once: 2}
`)
	t.Setenv("SITREP_LOG_LEVEL", "warn")
	t.Setenv("SITREP_STORE", "variable.db")
	t.Setenv("SITREP_COLOR", "") // as if unset
	t.Setenv("SITREP_WALK_LIMIT", "6")
	t.Setenv("SITREP_SERVE_TOKEN", "of nobody's business")
	got, err = Load(flagSet(t, "--store", "flag.db", "--timeout", "2s", "--json"), "")
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Store: "flag.db", Date: "2021-12-20", Lexicon: []string{"more"}, LogLevel: "warn", Color: "auto",
		BuildMaxBytes: 8 << 20, WalkLimit: 6, GizmoTimeout: 2 * time.Second, GizmoMemory: 32 << 20,
		ServeListen: "[::1]:80", ServeToken: "of nobody's business", ServeHosts: []string{"graph.example.org"}, ServeRows: 1000, ServeAtOnce: 2,
	}
	if diff := cmp.Diff(want, got, onlyFields); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{
		"store":           "flag.db from --store",
		"date":            "2021-12-20 from sitrep.yaml:3",
		"serve.listen":    "[::1]:80 from sitrep.yaml:12",
		"serve.token":     "(set) from SITREP_SERVE_TOKEN",
		"serve.hosts":     "graph.example.org from sitrep.yaml:12",
		"serve.at_once":   "2 from sitrep.yaml:12",
		"lexicon":         "more from sitrep.yaml:4",
		"log.level":       "warn from SITREP_LOG_LEVEL",
		"walk.limit":      "6 from SITREP_WALK_LIMIT",
		"build.max_bytes": "8MiB from sitrep.yaml:8",
		"gizmo.timeout":   "2s from --timeout",
		"gizmo.memory":    "32MiB from sitrep.yaml:11",
	}, origins(got)); diff != "" {
		t.Error(diff)
	}
}

func TestExplicitFile(t *testing.T) {
	place(t)
	write(t, FileName, "store: working.db\n")
	write(t, "conf/a.yaml", "store: a.db\nlexicon: words\n")
	write(t, "conf/words/x.tsv", "")
	write(t, "b.yaml", "store: b.db\n")
	t.Setenv("SITREP_CONFIG", "b.yaml")
	for file, want := range map[string]string{"": "b.db", "conf/a.yaml": "a.db"} {
		got, err := Load(nil, file)
		if err != nil || got.Store != want {
			t.Errorf("%q gave %+v, %v", file, got, err)
		}
		if file != "" && (len(got.Lexicon) != 1 || got.Lexicon[0] != filepath.Join("conf", "words")) {
			t.Errorf("lexicon %v", got.Lexicon)
		}
	}
	if _, err := Load(nil, "none.yaml"); !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), "none.yaml") {
		t.Errorf("a missing file gave %v", err)
	}
}

func TestMistakesInFiles(t *testing.T) {
	for text, says := range map[string]string{
		"store: a\nstor: b\n":             `sitrep.yaml:2: unknown key "stor"; did you mean store?`,
		"log:\n  levl: debug\n":           `sitrep.yaml:2: unknown key "log.levl"; did you mean log.level?`,
		"Store: a\n":                      `sitrep.yaml:1: unknown key "Store"; did you mean store?`,
		"zzzzzzzz: 1\n":                   `sitrep.yaml:1: unknown key "zzzzzzzz"; known are store, workers`,
		"workers: many\n":                 `sitrep.yaml:1: workers: "many" is not a whole number`,
		"\n\nworkers: -1\n":               `sitrep.yaml:3: workers: "-1"`,
		"workers: [1]\n":                  `sitrep.yaml:1: workers: expected a single value`,
		"workers: 1.5\n":                  `sitrep.yaml:1: workers: "1.5"`,
		"store: ''\n":                     `sitrep.yaml:1: store: is empty`,
		"store:\n":                        `sitrep.yaml:1: store has no value`,
		"store: a\nstore: b\n":            `sitrep.yaml:2: `,
		"date: 20 Dec\n":                  `sitrep.yaml:1: date: "20 Dec" is not a date`,
		"log: debug\n":                    `sitrep.yaml:1: log: expected keys below it`,
		"log:\n  level: loud\n":           `sitrep.yaml:2: log.level: "loud" is not one of debug, info, warn, error`,
		"color: never\nlog: {level: x}":   `sitrep.yaml:2: log.level`,
		"color: yes\n":                    `sitrep.yaml:1: color: "yes" is not one of auto, always, never`,
		"gizmo:\n  timeout: 10\n":         `sitrep.yaml:2: gizmo.timeout: "10" is not a time span`,
		"gizmo:\n  memory: 1MiB\n":        `sitrep.yaml:2: gizmo.memory: "1MiB" is not a size from 16MiB`,
		"build:\n  max_bytes: lots\n":     `sitrep.yaml:2: build.max_bytes: "lots"`,
		"lexicon: [none]\n":               `sitrep.yaml:1: lexicon: "none" is not a folder`,
		"lexicon: [1]\n":                  `sitrep.yaml:1: lexicon: 1 is not the name`,
		"lexicon: {a: b}\n":               `sitrep.yaml:1: lexicon: expected a list`,
		"- store\n":                       `sitrep.yaml:1: expected keys and values`,
		"store: a\nworkers: [\n":          `sitrep.yaml:`,
		"walk: {limit: 1}\nwalk.limit: 2": `sitrep.yaml:2: walk.limit stands twice, also at sitrep.yaml:1`,
	} {
		place(t)
		write(t, FileName, text)
		_, err := Load(nil, "")
		if !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q gave %v, want %q", text, err, says)
		}
	}
	for _, text := range []string{"", "# nothing\n", "log:\n", "---\n"} {
		place(t)
		write(t, FileName, text)
		if _, err := Load(nil, ""); err != nil {
			t.Errorf("%q gave %v", text, err)
		}
	}
}

func TestMistakesElsewhere(t *testing.T) {
	for name, tt := range map[string]struct {
		variable, value string
		args            []string
		says            string
	}{
		"unknown variable": {"SITREP_STOER", "x", nil, "unknown variable SITREP_STOER; did you mean SITREP_STORE?"},
		"bad variable":     {"SITREP_WORKERS", "x", nil, `SITREP_WORKERS: workers: "x"`},
		"bad flag":         {"", "", []string{"--limit", "-3"}, `--limit: walk.limit: "-3"`},
		"bad folder":       {"", "", []string{"--lexicon", "none"}, `--lexicon: lexicon: "none" is not a folder`},
	} {
		t.Run(name, func(t *testing.T) {
			place(t)
			if tt.variable != "" {
				t.Setenv(tt.variable, tt.value)
			}
			if _, err := Load(flagSet(t, tt.args...), ""); !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %q", err, tt.says)
			}
		})
	}
}

func TestLists(t *testing.T) {
	place(t)
	write(t, "a/x", "")
	write(t, "b/x", "")
	t.Setenv("SITREP_LEXICON", "a"+string(filepath.ListSeparator)+"b")
	got, err := Load(nil, "")
	if err != nil || !cmp.Equal(got.Lexicon, []string{"a", "b"}) {
		t.Errorf("variable: %v, %v", got, err)
	}
	got, err = Load(flagSet(t, "--lexicon", "b", "--lexicon", "a"), "")
	if err != nil || !cmp.Equal(got.Lexicon, []string{"b", "a"}) {
		t.Errorf("flags: %v, %v", got, err)
	}
}

func TestSizes(t *testing.T) {
	for in, want := range map[string]int64{
		"0": 0, "5": 5, "5B": 5, "64MiB": 64 << 20, "64 mib": 64 << 20, "1k": 1024, "2GB": 2e9, "1G": 1 << 30,
	} {
		if got, ok := parseSize(in); !ok || got != want {
			t.Errorf("%q is %d, %v", in, got, ok)
		}
	}
	for _, in := range []string{"", "MiB", "-1", "1.5M", "1TiB", "9223372036854775807G", "1 M M"} {
		if got, ok := parseSize(in); ok {
			t.Errorf("%q is %d", in, got)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(nil, ""); err != nil {
			b.Fatal(err)
		}
	}
}
