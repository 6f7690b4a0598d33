package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A listed package, as `go list -json` describes it.
type listed struct {
	ImportPath   string
	Standard     bool
	Imports      []string
	TestImports  []string
	XTestImports []string
	Deps         []string
}

// importRule forbids packages to import others, directly or, if deep, through
// any chain. Tests obey it too, but for those that mayTest lets off.
type importRule struct {
	why     string
	from    func(pkg string) bool
	to      func(imported string) bool
	deep    bool
	mayTest func(pkg string) bool
}

// under tells whether a package is one of the paths, or below one.
func under(paths ...string) func(string) bool {
	return func(pkg string) bool {
		return slices.ContainsFunc(paths, func(p string) bool { return pkg == p || strings.HasPrefix(pkg, p+"/") })
	}
}

func outside(paths ...string) func(string) bool {
	in := under(paths...)
	return func(pkg string) bool { return !in(pkg) }
}

// below is under without the path itself.
func below(path string) func(string) bool {
	return func(pkg string) bool { return strings.HasPrefix(pkg, path+"/") }
}

var importRules = []importRule{
	{
		why:  "extraction knows nothing of the graph",
		from: under("sitrep/extract"), to: under("sitrep/graph"), deep: true,
		mayTest: under("sitrep/extract/english"), // its benchmark measures from text to quads
	},
	{
		why:  "only the command reads the configuration",
		from: under("sitrep/extract", "sitrep/graph"), to: under("sitrep/config"), deep: true,
	},
	{
		why:  "the libraries know nothing of the command",
		from: outside("sitrep/cmd"), to: under("sitrep/cmd"), deep: true,
	},
	{
		why:  "the graph takes extraction's types, not its stages",
		from: under("sitrep/graph"), to: below("sitrep/extract"), deep: true,
		mayTest: under("sitrep/graph"),
	},
	{
		why:  "prose stays behind extract/nlp",
		from: outside("sitrep/extract/nlp"), to: under("github.com/jdkato/prose"),
	},
	{
		why:  "Cayley stays behind graph/store and graph/gizmo; cayleygraph/quad is the common tongue",
		from: outside("sitrep/graph/store", "sitrep/graph/gizmo"), to: under("github.com/cayleygraph/cayley"),
		mayTest: under("sitrep/graph/walk"), // they compare walks with Gizmo
	},
	{
		why:  "viper stays behind config",
		from: outside("sitrep/config"), to: under("github.com/spf13/viper"),
	},
}

func TestImports(t *testing.T) {
	packages := listPackages(t)
	for _, rule := range importRules {
		applied := false
		for _, p := range packages {
			if !under("sitrep")(p.ImportPath) || !rule.from(p.ImportPath) {
				continue
			}
			applied = true
			imports := slices.Clone(p.Imports)
			if rule.deep {
				imports = p.Deps
			}
			if rule.mayTest == nil || !rule.mayTest(p.ImportPath) {
				imports = slices.Concat(imports, p.TestImports, p.XTestImports)
			}
			slices.Sort(imports)
			for _, imported := range slices.Compact(imports) {
				if rule.to(imported) {
					t.Errorf("%s imports %s: %s", p.ImportPath, imported, rule.why)
				}
			}
		}
		if !applied {
			t.Errorf("no package falls under the rule: %s", rule.why)
		}
	}
}

// TestExtractStandsAlone holds the types that all stages share to the standard
// library and golang.org/x/text.
func TestExtractStandsAlone(t *testing.T) {
	packages := listPackages(t)
	p, ok := packages["sitrep/extract"]
	if !ok {
		t.Fatal("go list does not know sitrep/extract")
	}
	allowed := under("golang.org/x/text")
	for _, dep := range p.Deps {
		if d, known := packages[dep]; known && !d.Standard && !allowed(dep) {
			t.Errorf("sitrep/extract needs %s", dep)
		}
	}
}

// TestRulesBite makes sure that each rule finds what it forbids.
func TestRulesBite(t *testing.T) {
	for _, tt := range []struct{ from, to string }{
		{"sitrep/extract/ner", "sitrep/graph/store"},
		{"sitrep/graph", "sitrep/config"},
		{"sitrep/extract", "sitrep/cmd/sitrep"},
		{"sitrep/graph/walk", "sitrep/extract/english"},
		{"sitrep/extract/ner", "github.com/jdkato/prose/v2"},
		{"sitrep/graph/walk", "github.com/cayleygraph/cayley/graph"},
		{"sitrep/graph/store", "github.com/spf13/viper"},
	} {
		if !slices.ContainsFunc(importRules, func(r importRule) bool { return r.from(tt.from) && r.to(tt.to) }) {
			t.Errorf("no rule forbids %s to import %s", tt.from, tt.to)
		}
	}
	for _, tt := range []struct{ from, to string }{
		{"sitrep/graph", "sitrep/extract"},
		{"sitrep/extract/nlp", "github.com/jdkato/prose/v2"},
		{"sitrep/graph/walk", "github.com/cayleygraph/quad"},
		{"sitrep/graph/store", "github.com/cayleygraph/cayley/graph/kv"},
		{"sitrep/config", "github.com/spf13/viper"},
	} {
		for _, r := range importRules {
			if r.from(tt.from) && r.to(tt.to) {
				t.Errorf("%s may import %s, but: %s", tt.from, tt.to, r.why)
			}
		}
	}
}

// listPackages describes the module's packages and all that they need.
func listPackages(t *testing.T) map[string]listed {
	t.Helper()
	packages, err := goList()
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

var goList = sync.OnceValues(func() (map[string]listed, error) {
	c := exec.Command("go", "list", "-deps", "-json=ImportPath,Standard,Imports,TestImports,XTestImports,Deps", "sitrep/...")
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, errs.String())
	}
	packages := map[string]listed{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages[p.ImportPath] = p
	}
})
