package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
	"sitrep/extract/english"
	"sitrep/graph"
)

// What the pages under docs/ show of the program is its own output: a comment
// says what made the block or table after it, and -update makes it anew.
//
//	<!-- output: sitrep walk 'a -> b -> c' -->    then a fence: both outputs
//	<!-- stage: tokens -->                        then a table, see stageTables
var (
	outputs = regexp.MustCompile("(?ms)^<!-- output: sitrep ([^\n]*) -->\n```[^\n]*\n(.*?)^```$")
	stages  = regexp.MustCompile(`(?m)^<!-- stage: (\w+) -->\n((?:\|[^\n]*\n)+)`)
	words   = regexp.MustCompile(`'([^']*)'|"([^"]*)"|(\S+)`)
)

// TestDocOutput runs the commands that the pages show, over a graph of
// testdata/reports.
func TestDocOutput(t *testing.T) {
	t.Setenv("SITREP_STORE", filepath.Join(t.TempDir(), "graph.db"))
	t.Chdir(home)
	sitrep := func(args ...string) string {
		var out bytes.Buffer
		run(args, strings.NewReader(""), &out, &out)
		return strings.TrimRight(out.String(), "\n") + "\n"
	}
	sitrep("build", "testdata/reports")
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, path := range pages {
		rewrite(t, path, outputs, func(command, _ string) string {
			found++
			var args []string
			for _, m := range words.FindAllStringSubmatch(command, -1) {
				args = append(args, m[1]+m[2]+m[3])
			}
			shown := sitrep(args...)
			if strings.Contains(shown, "nothing was found") {
				t.Errorf("%s shows a command that finds nothing: sitrep %s", path, command)
			}
			return shown
		})
	}
	if found == 0 {
		t.Error("docs/*.md show no output")
	}
}

// rewrite compares each match's second group with what it should be, or, with
// -update, writes that into the page.
func rewrite(t *testing.T, path string, blocks *regexp.Regexp, want func(name, old string) string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, last := string(b), 0
	var page strings.Builder
	for _, at := range blocks.FindAllStringSubmatchIndex(text, -1) {
		name, old := text[at[2]:at[3]], text[at[4]:at[5]]
		now := want(name, old)
		if diff := cmp.Diff(now, old); diff != "" && !*update {
			t.Errorf("%s shows another output of %s (go test ./cmd/sitrep -update mends it):\n%s", path, name, diff)
		}
		page.WriteString(text[last:at[4]] + now)
		last = at[5]
	}
	page.WriteString(text[last:])
	if *update {
		if err := os.WriteFile(path, []byte(page.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDocStages follows the sentence of docs/how-it-works.md.
func TestDocStages(t *testing.T) {
	const path = "docs/how-it-works.md"
	m := regexp.MustCompile(`(?m)^> (.+)$`).FindStringSubmatch(readPage(t, path).text)
	if m == nil {
		t.Fatalf("%s quotes no sentence", path)
	}
	d := &extract.Document{ID: "example", Source: "example", Published: "2021-12-20", Text: m[1]}
	p, err := english.New(english.Options{})
	if err == nil {
		err = p.Run(t.Context(), d)
	}
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(d.Statements, func(s extract.Statement) bool { return s.Predicate == "attacked" })
	if at < 0 {
		t.Fatalf("%q gives no statement of an attack", d.Text)
	}
	tables := stageTables(p, d)
	tables["quads"] = quadTable(d, d.Statements[at])
	found := map[string]bool{}
	rewrite(t, filepath.Join(home, path), stages, func(name, old string) string {
		found[name] = true
		rows, ok := tables[name]
		if !ok {
			t.Errorf("%s shows a stage %q that the test does not know", path, name)
			return old
		}
		return table(rows)
	})
	for name := range tables {
		if !found[name] {
			t.Errorf("%s does not show %s", path, name)
		}
	}
}

// stageTables are the tables of what extraction finds, a row's cells each.
func stageTables(p *english.Pipeline, d *extract.Document) map[string][][]string {
	pipeline := [][]string{{"stage", "adds"}}
	for _, s := range p.Stages() {
		pipeline = append(pipeline, []string{s.Name, s.Doc})
	}
	tokens := [][]string{{"", "token", "tag", "lemma", "head", "relation"}}
	for i, t := range d.Tokens {
		head := "–"
		if t.Head >= 0 {
			head = fmt.Sprintf("%d %s", t.Head+1, d.Tokens[t.Head].Text)
		}
		tokens = append(tokens, []string{fmt.Sprint(i + 1), t.Text, t.Tag, t.Lemma, head, t.Rel})
	}
	mentions := [][]string{{"bytes", "text", "class", "form", "found by", "entity"}}
	for _, m := range d.Mentions {
		class := strings.TrimSuffix(string(m.Class)+"/"+m.Subclass, "/")
		mentions = append(mentions, []string{fmt.Sprintf("%d–%d", m.Start, m.End), d.Slice(m.Span), class, string(m.Form), m.FoundBy, "`" + m.Entity + "`"})
	}
	statements := [][]string{{"subject", "predicate", "object", "status", "instrument", "time", "trigger", "confidence"}}
	for _, s := range d.Statements {
		days := ""
		if s.Time != nil {
			days = s.Time.From + " to " + s.Time.To
		}
		name := func(id string) string {
			if e := d.Entity(id); e != nil {
				return e.Name
			}
			return id
		}
		statements = append(statements, []string{name(s.Subject), s.Predicate, name(s.Object), string(s.Status), name(s.Instrument), days, d.Slice(s.Trigger), fmt.Sprintf("%.2f", s.Confidence)})
	}
	return map[string][][]string{"pipeline": pipeline, "tokens": tokens, "mentions": mentions, "statements": statements}
}

// quadTable shows the quads of a statement and of its object.
func quadTable(d *extract.Document, s extract.Statement) [][]string {
	quads := [][]string{{"subject", "predicate", "object", "label"}}
	show := func(v quad.Value) string {
		if v == nil {
			return ""
		}
		return "`" + quad.StringOf(v) + "`"
	}
	for _, q := range graph.Quads(d) {
		if q.Label == graph.StatementIRI(s.ID) || q.Subject == graph.StatementIRI(s.ID) || q.Subject == graph.EntityIRI(s.Object) && q.Label == nil {
			quads = append(quads, []string{show(q.Subject), show(q.Predicate), show(q.Object), show(q.Label)})
		}
	}
	return quads
}

func table(rows [][]string) string {
	var b strings.Builder
	for i, cells := range rows {
		for j, c := range cells {
			cells[j] = strings.ReplaceAll(c, "|", `\|`)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
		if i == 0 {
			fmt.Fprintf(&b, "|%s\n", strings.Repeat(" --- |", len(cells)))
		}
	}
	return b.String()
}

// TestDocOverlay builds the overlay of docs/ontology.md's worked example, and
// finds with it what the page says.
func TestDocOverlay(t *testing.T) {
	text := readPage(t, "docs/ontology.md").text
	dir := t.TempDir()
	files := regexp.MustCompile("(?ms)^<!-- overlay: (\\S+) -->\n```[^\n]*\n(.*?)^```$").FindAllStringSubmatch(text, -1)
	if len(files) == 0 {
		t.Fatal("docs/ontology.md shows no overlay")
	}
	for _, m := range files {
		path := filepath.Join(dir, filepath.FromSlash(m[1]))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(m[2]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	says := regexp.MustCompile(`<!-- overlay says: (\S+) (\S+) -->\n` + "```\necho '([^']+)'").FindStringSubmatch(text)
	if says == nil {
		t.Fatal("docs/ontology.md shows no sentence for its overlay")
	}
	extracted := func(args ...string) string {
		var out, errs bytes.Buffer
		if code := run(append([]string{"extract", "--date", "2021-12-20"}, args...), strings.NewReader(says[3]), &out, &errs); code != exitDone {
			t.Fatalf("exit code %d: %s", code, errs.String())
		}
		return out.String()
	}
	want := fmt.Sprintf(`"subject":%q,"predicate":%q`, says[1], says[2])
	if got := extracted("--lexicon", dir); !strings.Contains(got, want) {
		t.Errorf("with the overlay, no %s in %s", want, got)
	}
	if got := extracted(); !strings.Contains(got, `"statements":[]`) {
		t.Errorf("without the overlay there are statements: %s", got)
	}
}
