package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"sitrep/config"
	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// home is the repository's folder, where README.md and docs/ are.
const home = "../.."

// page is one of the documents, by its path from the root.
type page struct {
	path string
	text string
}

func readPage(t *testing.T, path string) page {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(home, path))
	if err != nil {
		t.Fatal(err)
	}
	return page{path, string(b)}
}

func readPages(t *testing.T) []page {
	t.Helper()
	docs, err := filepath.Glob(filepath.Join(home, "docs", "*.md"))
	if err != nil || len(docs) == 0 {
		t.Fatalf("docs/*.md: %d pages, %v", len(docs), err)
	}
	pages := []page{readPage(t, "README.md"), readPage(t, "CHANGELOG.md")}
	for _, d := range docs {
		pages = append(pages, readPage(t, filepath.ToSlash(filepath.Join("docs", filepath.Base(d)))))
	}
	return pages
}

var (
	links    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	headings = regexp.MustCompile(`(?m)^#+ +(.+)$`)
	fences   = regexp.MustCompile("(?ms)^```[^\n]*\n(.*?)^```$")
	inline   = regexp.MustCompile("`([^`\n]+)`")
	notSlug  = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// anchors lists what a link into a page may name.
func anchors(text string) []string {
	var all []string
	for _, m := range headings.FindAllStringSubmatch(fences.ReplaceAllString(text, ""), -1) {
		all = append(all, strings.ReplaceAll(notSlug.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-"))
	}
	return all
}

func TestDocLinks(t *testing.T) {
	found := 0
	for _, p := range readPages(t) {
		for _, m := range links.FindAllStringSubmatch(fences.ReplaceAllString(p.text, ""), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			found++
			target, anchor, _ := strings.Cut(m[1], "#")
			path := p.path
			if target != "" {
				path = filepath.Join(filepath.Dir(p.path), target)
			}
			b, err := os.ReadFile(filepath.Join(home, path))
			if _, serr := os.Stat(filepath.Join(home, path)); serr != nil {
				t.Errorf("%s links to %s, which is not there", p.path, m[1])
			} else if anchor != "" && (err != nil || !slices.Contains(anchors(string(b)), anchor)) {
				t.Errorf("%s links to %s, which has no such heading", p.path, m[1])
			}
		}
	}
	if found == 0 {
		t.Error("no links were found")
	}
}

func TestReadmeListsPages(t *testing.T) {
	readme := readPage(t, "README.md")
	for _, p := range readPages(t) {
		if p.path != "README.md" && !strings.Contains(readme.text, "("+p.path+")") {
			t.Errorf("README.md does not link to %s", p.path)
		}
	}
}

func TestDocKeys(t *testing.T) {
	text := readPage(t, "docs/configuration.md").text
	keys := config.Keys()
	for _, key := range keys {
		if !strings.Contains(text, "\n| `"+key+"` |") {
			t.Errorf("docs/configuration.md has no row for %s", key)
		}
		if v := "`SITREP_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_")) + "`"; !strings.Contains(text, v) {
			t.Errorf("docs/configuration.md does not name %s", v)
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(text, -1) {
		if !slices.Contains(keys, m[1]) {
			t.Errorf("docs/configuration.md has a row for %s, which is no key", m[1])
		}
	}
}

var (
	// commandLine finds the command's name and what it is given, up to the end
	// of the line or a pipe.
	commandLine = regexp.MustCompile(`(?m)(?:^|[|$] |\bbin/|\w=\S+ )sitrep +([a-z][a-z-]*)([^|\n#]*)`)
	quoted      = regexp.MustCompile(`'[^']*'|"[^"]*"`)
	flagWord    = regexp.MustCompile(`(?:^|\s)(--[a-z-]+|-[a-z])\b`)
	makeLine    = regexp.MustCompile(`(?m)^make ([a-z]+)`)
)

// codeOf returns the code of a page: fenced blocks, and spans within lines.
func codeOf(text string) []string {
	var all []string
	for _, m := range fences.FindAllStringSubmatch(text, -1) {
		all = append(all, m[1])
	}
	for _, m := range inline.FindAllStringSubmatch(fences.ReplaceAllString(text, ""), -1) {
		all = append(all, m[1])
	}
	return all
}

// TestDocCommands checks that commands, flags and make targets that the pages
// name are there, and that README names every command.
func TestDocCommands(t *testing.T) {
	makefile := readPage(t, "Makefile").text
	command := newRoot()
	command.InitDefaultCompletionCmd()
	command.InitDefaultHelpCmd()
	named := map[string]bool{}
	for _, p := range readPages(t) {
		for _, code := range codeOf(p.text) {
			for _, m := range makeLine.FindAllStringSubmatch(code, -1) {
				if !strings.Contains(makefile, "\n"+m[1]+":") {
					t.Errorf("%s: make %s is no target", p.path, m[1])
				}
			}
			for _, m := range commandLine.FindAllStringSubmatch(code, -1) {
				c, _, err := command.Find([]string{m[1]})
				if err != nil || c == command {
					t.Errorf("%s: sitrep %s is no command", p.path, m[1])
					continue
				}
				if p.path == "README.md" {
					named[c.Name()] = true
				}
				checkFlags(t, p.path, c, quoted.ReplaceAllString(m[2], ""))
			}
		}
	}
	for _, c := range command.Commands() {
		if !named[c.Name()] && c.Name() != "help" {
			t.Errorf("README.md does not show sitrep %s", c.Name())
		}
	}
}

func checkFlags(t *testing.T, path string, c *cobra.Command, args string) {
	t.Helper()
	for _, m := range flagWord.FindAllStringSubmatch(args, -1) {
		name := strings.TrimLeft(m[1], "-")
		known := c.Flags().Lookup(name) != nil || c.InheritedFlags().Lookup(name) != nil
		if len(m[1]) == 2 {
			known = c.Flags().ShorthandLookup(name) != nil
		}
		if !known && name != "help" {
			t.Errorf("%s: sitrep %s has no flag %s", path, c.Name(), m[1])
		}
	}
}

func TestDocOntology(t *testing.T) {
	text := readPage(t, "docs/ontology.md").text
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range lex.Ontology.Predicates {
		if !strings.Contains(text, "\n| `"+p.Name+"` |") {
			t.Errorf("docs/ontology.md has no row for %s", p.Name)
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\|").FindAllStringSubmatch(text, -1) {
		if lex.Ontology.Predicate(m[1]) == nil {
			t.Errorf("docs/ontology.md has a row for %s, which is no predicate", m[1])
		}
	}
	for _, c := range lex.Ontology.Classes {
		if !regexp.MustCompile(`(?m)^\|.*\b` + c.Name + `\b`).MatchString(text) {
			t.Errorf("docs/ontology.md does not list class %s", c.Name)
		}
	}
	for _, class := range extract.Classes {
		if !strings.Contains(text, "\n| "+string(class)+" |") {
			t.Errorf("docs/ontology.md has no row for %s", class)
		}
	}
}

// TestDocVocabulary holds docs/graph.md to the graph's own predicates.
func TestDocVocabulary(t *testing.T) {
	text := readPage(t, "docs/graph.md").text
	names := regexp.MustCompile(`quad\.IRI\("([^"]+)"\)`).FindAllStringSubmatch(readPage(t, "graph/vocab.go").text, -1)
	if len(names) == 0 {
		t.Fatal("graph/vocab.go names no predicate")
	}
	for _, m := range names {
		if !strings.Contains(text, "<"+m[1]+">") {
			t.Errorf("docs/graph.md does not explain <%s>", m[1])
		}
	}
}

func TestDocPackages(t *testing.T) {
	text := readPage(t, "docs/how-it-works.md").text
	for path := range listPackages(t) {
		if name, ok := strings.CutPrefix(path, "sitrep/"); ok && !under("cmd/scratch")(name) && !strings.Contains(text, "| `"+name+"` |") {
			t.Errorf("docs/how-it-works.md has no row for package %s", name)
		}
	}
}

// TestDocDependencies holds docs/dependencies.md to what the packages import
// and to the versions of go.mod.
func TestDocDependencies(t *testing.T) {
	text := readPage(t, "docs/dependencies.md").text
	versions := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^(?:require)?\s+(\S+) (v\S+)`).FindAllStringSubmatch(readPage(t, "go.mod").text, -1) {
		versions[m[1]] = m[2]
	}
	pseudo := regexp.MustCompile(`-\d{14}-`)
	needed := map[string]bool{}
	for path, p := range listPackages(t) {
		if !under("sitrep")(path) {
			continue
		}
		for _, imported := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			module := ""
			for m := range versions {
				if under(m)(imported) && len(m) > len(module) {
					module = m
				}
			}
			if module != "" {
				needed[module] = true
			}
		}
	}
	for module := range needed {
		if !regexp.MustCompile(regexp.QuoteMeta(module) + `[ ,|)]`).MatchString(text) {
			t.Errorf("docs/dependencies.md does not explain %s", module)
		}
		if v := versions[module]; !pseudo.MatchString(v) && !strings.Contains(text, v) {
			t.Errorf("docs/dependencies.md does not give %s %s", module, v)
		}
	}
}
