package read

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sitrep/extract"
)

const report = "BAGHDAD, Dec. 20, 2021 (Wire) - Two rockets fell near the embassy.\n"

// files writes a tree and makes it the working folder.
func files(t *testing.T, tree map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range tree {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

// readAll gives the documents without their Source, unless it differs from the
// ID, and problems as text.
func readAll(t *testing.T, o Options, paths ...string) (docs []extract.Document, problems []Problem) {
	t.Helper()
	err := Read(t.Context(), paths, o, func(d *extract.Document) error {
		docs = append(docs, *d)
		return nil
	}, func(p Problem) { problems = append(problems, p) })
	if err != nil {
		t.Fatal(err)
	}
	return docs, problems
}

func ids(docs []extract.Document) string {
	var all []string
	for _, d := range docs {
		all = append(all, d.ID)
	}
	return strings.Join(all, " ")
}

func TestFormats(t *testing.T) {
	const crlf = "BAGHDAD, Dec. 20, 2021 - “Two”  rockets.\r\n\r\n\tEnd \n"
	utf16le := []byte{0xff, 0xfe}
	utf16be := []byte{0xfe, 0xff}
	for _, r := range crlf {
		utf16le = append(utf16le, byte(r), byte(r>>8))
		utf16be = append(utf16be, byte(r>>8), byte(r))
	}
	doc := func(title, date, text string) extract.Document {
		return extract.Document{Title: title, Published: date, Text: text}
	}
	for _, tt := range []struct {
		name, file string
		want       extract.Document
	}{
		{"a.txt", crlf, doc("", "2021-12-20", crlf)},
		{"a.TXT.GZ", gz(crlf), doc("", "2021-12-20", crlf)},
		{"packed.txt", gz(crlf), doc("", "2021-12-20", crlf)},
		{"noext", crlf, doc("", "2021-12-20", crlf)},
		{"bom.txt", "\ufeff" + crlf, doc("", "2021-12-20", crlf)},
		{"le.txt", string(utf16le), doc("", "2021-12-20", crlf)},
		{"be.txt", string(utf16be), doc("", "2021-12-20", crlf)},
		{"a.md", "---\ntitle: 'Two: rockets'\ndate: 2021-12-19\ntags: [a]\n---\n\n# Head\n" + crlf, doc("Two: rockets", "2021-12-19", "\n# Head\n"+crlf)},
		{"crlf.md", "---\r\nTitle: T\r\n---\r\n" + crlf, doc("T", "2021-12-20", crlf)},
		{"plain.md", "# Head\n---\n" + crlf, doc("", "2021-12-20", "# Head\n---\n"+crlf)},
		{"rule.md", "---\nJust a rule.\n---\n" + report, doc("", "2021-12-20", "---\nJust a rule.\n---\n"+report)},
		{"open.md", "---\ntitle: T\n" + report, doc("", "2021-12-20", "---\ntitle: T\n"+report)},
		{"sniffed", "---\ntitle: T\ndate: 2021-01-02\n---\nText.\n", doc("T", "2021-01-02", "Text.\n")},
		{"a.jsonl", `{"title":"T","date":"2021-01-02","text":"A\r\n\u00e9\tb "}` + "\n", doc("T", "2021-01-02", "A\r\né\tb ")},
		{"packed.ndjson.gz", gz(`{"text":"A","date":"2021-01-02"}`), doc("", "2021-01-02", "A")},
		{"sniffed-jsonl", `{"date":"2021-01-02","text":"A"}`, doc("", "2021-01-02", "A")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files(t, map[string]string{tt.name: tt.file})
			docs, problems := readAll(t, Options{}, tt.name)
			if len(docs) != 1 {
				t.Fatalf("%d documents, problems %v", len(docs), problems)
			}
			tt.want.ID, tt.want.Source = tt.name, tt.name
			if strings.Contains(tt.name, "json") {
				tt.want.ID, tt.want.Source = tt.name+"#1", tt.name+"#1"
			}
			if diff := cmp.Diff(tt.want, docs[0], cmpopts.IgnoreUnexported(extract.Document{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	german := strings.Repeat("Die Regierung hat am Montag mitgeteilt, dass zwei Raketen in der Nähe der Botschaft eingeschlagen sind. ", 4)
	russian := strings.Repeat("Две ракеты упали недалеко от посольства, сообщили власти в понедельник. ", 6)
	notice := map[error]bool{ErrType: true, ErrNoDate: true, ErrDuplicate: true, ErrMetadata: true}
	for _, tt := range []struct {
		name, file string
		want       error
		says       string
		docs       int
	}{
		{"empty.txt", "", ErrEmpty, "empty.txt: empty", 0},
		{"blank.txt", " \n\t\n", ErrEmpty, "no text", 0},
		{"empty.txt.gz", gz(""), ErrEmpty, "", 0},
		{"empty.jsonl", "", ErrEmpty, "", 0},
		{"nul.txt", "Two rockets\x00 fell.", ErrBinary, "", 0},
		{"image.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ErrBinary, "image/png", 0},
		{"a.pdf", "%PDF-1.4\n1 0 obj", ErrBinary, "application/pdf", 0},
		{"utf16.txt", "T\x00w\x00o\x00", ErrBinary, "", 0},
		{"german.txt", german, ErrLanguage, "German", 0},
		{"GERMAN.txt", strings.ToUpper(german), ErrLanguage, "German", 0},
		{"russian.txt", russian, ErrLanguage, "Russian", 0},
		{"short.txt", "2021-12-20\nZwei Raketen trafen die Botschaft.", nil, "", 1},
		{"capitals.txt", strings.ToUpper(strings.Repeat(report, 5)), nil, "", 1},
		{"cut.txt.gz", gz(strings.Repeat(report, 90))[:60], ErrGzip, "cut short", 0},
		{"damaged.txt.gz", strings.Replace(gz(report), "\xff", "\xfe", 1)[:len(gz(report))-6] + "xxxxxx", ErrGzip, "", 0},
		{"not.txt.gz", report, ErrGzip, "not gzip", 0},
		{"bomb.txt.gz", gz(strings.Repeat(" ", 40<<20)), ErrTooLarge, "bomb", 0},
		{"large.txt", strings.Repeat(report, 40_000), ErrTooLarge, "more than 1 MiB", 0},
		{"large.txt.gz", gz(strings.Repeat(report, 40_000)), ErrTooLarge, "", 0},
		{"latin.txt", report + "Forces near Mal\xe9 \x96 \x93caf\xe9\x94 vis-\xe0-vis.", ErrEncoding, "at byte 82: read as Windows-1252", 1},
		{"noise.txt", report + "attacked \xff\xfe the base", ErrEncoding, "at byte 76 (0xFF)", 0},
		{"damage.txt", report + "Malé and Mal\xc3 again", ErrEncoding, "at byte 80 (0xC3)", 0},
		{"open.txt", report + "caf\x81", ErrEncoding, "", 0},
		{"undated.txt", "Two rockets fell.", ErrNoDate, "--date", 1},
		{"baddate.md", "---\ndate: soon\n---\n" + report, ErrMetadata, `"soon"`, 1},
		{"badyaml.md", "---\ntitle: [a\n---\n" + report, ErrMetadata, "badyaml.md:", 1},
		{"baddate.jsonl", `{"date":"2021-02-30","text":"BAGHDAD, Dec. 20, 2021 - X"}`, ErrMetadata, "2021-02-30", 1},
		{"bad.jsonl", `{"text":"a","date":"2021-01-01"}` + "\nnonsense\n" + `{"text":"b","date":"2021-01-01"}`, ErrJSON, "bad.jsonl:2:", 2},
		{"number.jsonl", `{"text":5}`, ErrJSON, `"text" is a number`, 0},
		{"array.jsonl", `["text"]`, ErrJSON, "a array, not an object", 0},
		{"notext.jsonl", `{"id":"x"}`, ErrJSON, `no "text"`, 0},
		{"id.jsonl", `{"id":{},"text":"a"}`, ErrJSON, `"id"`, 0},
		{"blank.jsonl", `{"id":"x","text":""}`, ErrEmpty, "blank.jsonl:1:", 0},
		{"utf8.jsonl", "{\"text\":\"a\xff\"}\n" + `{"text":"b","date":"2021-01-01"}`, ErrEncoding, "utf8.jsonl:1:", 1},
		{"long.jsonl", `{"text":"` + strings.Repeat("x", 3<<20) + "\"}\n" + `{"text":"b","date":"2021-01-01"}`, ErrTooLarge, "long.jsonl:1:", 1},
		{"cut.jsonl.gz", gz(`{"text":"a","date":"2021-01-01"}` + "\n" + strings.Repeat("x", 500))[:40], ErrGzip, "", -1},
		{"empty.html", "<html><body><script>x</script></body></html>", ErrEmpty, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files(t, map[string]string{"in/" + tt.name: tt.file, "in/z.txt": report})
			docs, problems := readAll(t, Options{MaxBytes: 1 << 20}, "in")
			if n := len(docs); tt.docs >= 0 && n != tt.docs+1 || docs[n-1].ID != "in/z.txt" {
				t.Errorf("%d documents: %s", n, ids(docs))
			}
			if tt.want == nil {
				if len(problems) > 0 {
					t.Error(problems)
				}
				return
			}
			if len(problems) != 1 {
				t.Fatalf("problems %v", problems)
			}
			p := problems[0]
			if !errors.Is(p, tt.want) || !strings.Contains(p.Error(), tt.says) || !strings.HasPrefix(p.Error(), "in/"+tt.name) {
				t.Errorf("%v; want %v, saying %q", p, tt.want, tt.says)
			}
			if want := notice[tt.want] || tt.want == ErrEncoding && strings.Contains(p.Error(), "read as"); p.Warning != want {
				t.Errorf("Warning is %v: %v", p.Warning, p)
			}
		})
	}
}

func TestPaths(t *testing.T) {
	numbered := func(n int) string { return fmt.Sprintf("2021-01-%02d\n", n) }
	files(t, map[string]string{
		"in/b.txt": numbered(1), "in/a/z.md": numbered(2), "in/a/.hidden.txt": numbered(3), "in/.git/x.txt": numbered(4),
		"in/c.csv": "a,b", "in/B.txt": numbered(5), "other/one.txt": numbered(6), "other/two.md": numbered(7),
		"void/.x": "", "data/x.csv": "a",
		"[odd].txt": numbered(8),
	})
	if err := os.Symlink("../other", "in/link"); err != nil {
		t.Skip(err)
	}
	outside := filepath.Join(t.TempDir(), "out.txt")
	if err := os.WriteFile(outside, []byte(numbered(9)), 0o644); err != nil {
		t.Fatal(err)
	}
	stdin := numbered(10)
	for _, tt := range []struct {
		paths    []string
		ids      string
		problems []error
	}{
		{[]string{"in"}, "in/B.txt in/a/z.md in/b.txt", []error{ErrType, ErrUnreadable}},
		{[]string{"./in/../in/b.txt"}, "in/b.txt", nil},
		{[]string{"other/*"}, "other/one.txt other/two.md", nil},
		{[]string{"other/*.txt", "in/b.txt"}, "other/one.txt in/b.txt", nil},
		{[]string{"[odd].txt"}, "[odd].txt", nil},
		{[]string{"other/two.md", "other"}, "other/two.md other/one.txt", []error{ErrDuplicate}},
		{[]string{outside}, filepath.ToSlash(outside), nil},
		{[]string{"in/link"}, "in/link/one.txt in/link/two.md", nil},
		{[]string{"in/a/.hidden.txt"}, "in/a/.hidden.txt", nil},
		{[]string{"-"}, "stdin-" + extract.Hash(stdin)[:8], nil},
		{nil, "stdin-" + extract.Hash(stdin)[:8], nil},
		{[]string{"-", "-"}, "stdin-" + extract.Hash(stdin)[:8], []error{ErrEmpty}},
		{[]string{"none.txt", "in/b.txt", "no*.txt", "in/**", "in/[b.txt"}, "in/b.txt", []error{ErrMissing, ErrMissing, ErrGlob, ErrGlob}},
		{[]string{"void"}, "", []error{ErrNoReports}},
		{[]string{"data"}, "", []error{ErrType, ErrNoReports}},
	} {
		docs, problems := readAll(t, Options{Stdin: strings.NewReader(stdin)}, tt.paths...)
		if got := ids(docs); got != tt.ids {
			t.Errorf("%v: read %q, want %q", tt.paths, got, tt.ids)
		}
		if len(problems) != len(tt.problems) {
			t.Errorf("%v: problems %v, want %v", tt.paths, problems, tt.problems)
			continue
		}
		for i, want := range tt.problems {
			if !errors.Is(problems[i], want) {
				t.Errorf("%v: problem %v, want %v", tt.paths, problems[i], want)
			}
		}
	}
}

func TestInvalidNames(t *testing.T) {
	files(t, map[string]string{"a\xff.txt": report, "a\xfe.txt": report + "2", "é.txt": report + "3"})
	docs, problems := readAll(t, Options{}, ".")
	if got := ids(docs); got != "a%FE.txt a%FF.txt é.txt" {
		t.Errorf("read %q, problems %v", got, problems)
	}
}

func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	files(t, map[string]string{"in/a.txt": report, "in/b.txt": report + "b"})
	if err := os.Chmod("in/a.txt", 0); err != nil {
		t.Fatal(err)
	}
	docs, problems := readAll(t, Options{}, "in")
	if ids(docs) != "in/b.txt" || len(problems) != 1 || !errors.Is(problems[0], ErrUnreadable) {
		t.Errorf("read %s, problems %v", ids(docs), problems)
	}
}

func TestSameID(t *testing.T) {
	lines := `{"id":"x","text":"a","date":"2021-01-01"}
{"id":"x","text":"b","date":"2021-01-01"}
{"id":"x","text":"a","date":"2021-01-01"}
{"id":"x","text":"c","date":"2021-01-01"}
{"id":"x","text":"b","date":"2021-01-01"}
{"id":7,"text":"d","date":"2021-01-01"}
`
	files(t, map[string]string{"a.jsonl": lines})
	docs, problems := readAll(t, Options{}, "a.jsonl")
	if got := ids(docs); got != "x x~2 x~3 7" {
		t.Errorf("read %s", got)
	}
	if len(problems) != 4 {
		t.Fatalf("problems %v", problems)
	}
	for i, says := range []string{"kept as \"x~2\"", "read once", "kept as \"x~3\"", "\"x~2\", with the same text"} {
		if p := problems[i]; !errors.Is(p, ErrDuplicate) || !strings.Contains(p.Error(), says) || p.Line != i+2 {
			t.Errorf("problem %v, want %q", p, says)
		}
	}
}

func TestDatesGrowInStrength(t *testing.T) {
	files(t, map[string]string{
		"1.txt": "Two rockets fell.", "2.txt": report, "3.md": "---\ndate: 2021-12-22\n---\n" + report,
	})
	docs, problems := readAll(t, Options{Date: "2021-12-01"}, ".")
	var dates []string
	for _, d := range docs {
		dates = append(dates, d.Published)
	}
	if diff := cmp.Diff([]string{"2021-12-01", "2021-12-20", "2021-12-22"}, dates); diff != "" || len(problems) > 0 {
		t.Error(diff, problems)
	}
	if err := Read(t.Context(), nil, Options{Date: "yesterday"}, nil, nil); !errors.Is(err, ErrDate) {
		t.Errorf("a bad --date gave %v", err)
	}
}

func TestErrorsEndTheRun(t *testing.T) {
	files(t, map[string]string{"1.txt": report, "2.txt": report + "2"})
	stop := errors.New("stop")
	if err := Read(t.Context(), []string{"."}, Options{}, func(*extract.Document) error { return stop }, nil); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := Read(ctx, []string{"."}, Options{}, func(*extract.Document) error { n++; cancel(); return nil }, nil)
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("got %v after %d documents", err, n)
	}
}

func TestProgress(t *testing.T) {
	files(t, map[string]string{
		"in/a.txt": report, "in/b.txt.gz": gz(report), "in/c.jsonl": `{"text":"a"}` + "\nbad\n", "in/d.html": "<p>Two rockets fell.</p>",
	})
	var got int64
	p := MakePlan([]string{"in", "missing"})
	err := p.Read(t.Context(), Options{Progress: func(n int64) { got += n }}, func(*extract.Document) error { return nil }, nil)
	if err != nil || got != p.Bytes() || got == 0 {
		t.Errorf("%d bytes reported of %d, %v", got, p.Bytes(), err)
	}
	if p.Files() != 4 || len(p.Problems()) != 1 {
		t.Errorf("%d files, problems %v", p.Files(), p.Problems())
	}
}

// TestEndlessLine reads a line of 100 MB in JSON Lines: what is kept of it
// must stay near the limit.
func TestEndlessLine(t *testing.T) {
	last := `{"id":"last","text":"b","date":"2021-01-01"}`
	in := io.MultiReader(strings.NewReader("{\"text\":\""), io.LimitReader(letters{}, 100<<20), strings.NewReader("\"}\n"+last))
	before := allocated()
	docs, problems := readAll(t, Options{Stdin: in, MaxBytes: 1 << 20}, "-")
	after := allocated()
	if ids(docs) != "last" || len(problems) != 1 || !errors.Is(problems[0], ErrTooLarge) || problems[0].Line != 1 {
		t.Errorf("read %s, problems %v", ids(docs), problems)
	}
	if grew := after - before; grew > 16<<20 {
		t.Errorf("allocated %d MiB for a line that is skipped", grew>>20)
	}
}

// allocated returns all bytes ever taken from the heap.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

type letters struct{}

func (letters) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		report, "\ufeff" + report, "---\ntitle: T\n---\n" + report, "<html><title>T</title><body><p>" + report, gz(report),
		`{"id":"x","title":"T","date":"2021-01-01","text":"a\u00e9\ud800"}`, "\xff\xfeT\x00w\x00", "\xfe\xff\x00T", "caf\xe9",
		"{\"text\":\"a\"}\n{\"text\":\"b\"}\nx\n", "---\n? [\n---\n", "<meta charset=utf-16><p>x",
	} {
		for _, name := range []string{"in", "in.txt", "in.md", "in.html", "in.jsonl", "in.txt.gz"} {
			f.Add(name, []byte(s))
		}
	}
	names := []string{"in", "in.txt", "in.md", "in.html", "in.jsonl", "in.txt.gz"}
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		dir := t.TempDir()
		path := filepath.Join(dir, "in")
		for _, n := range names {
			if n == name {
				path = filepath.Join(dir, name)
			}
		}
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		said := 0
		var docs []extract.Document
		err := Read(context.Background(), []string{path}, Options{MaxBytes: 1 << 16}, func(d *extract.Document) error {
			docs = append(docs, *d)
			return nil
		}, func(p Problem) {
			said++
			if p.Err == nil || p.Source != path {
				t.Fatalf("problem without reason or place: %+v", p)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(docs) == 0 && said == 0 && len(bytes.TrimSpace(raw)) > 0 && !bytes.HasPrefix(raw, []byte("\x1f\x8b")) {
			t.Fatal("nothing read and nothing said")
		}
		for _, d := range docs {
			if !utf8.ValidString(d.Text) || !utf8.ValidString(d.ID) || strings.TrimSpace(d.Text) == "" {
				t.Fatalf("bad document %+v", d)
			}
		}
		switch filepath.Ext(path) {
		case ".txt":
			if len(docs) == 1 && utf8.Valid(raw) && !bytes.HasPrefix(raw, []byte("\x1f\x8b")) && docs[0].Text != strings.TrimPrefix(string(raw), "\ufeff") {
				t.Fatalf("text changed: %q became %q", raw, docs[0].Text)
			}
		}
	})
}

// FuzzJSONText checks that a text comes out of JSON Lines as it went in.
func FuzzJSONText(f *testing.F) {
	for _, s := range []string{report, "a\r\n\tb ", "é\u2028“x”", "\x00", "<b>&"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.TrimSpace(text) == "" {
			t.Skip()
		}
		line, err := json.Marshal(map[string]string{"id": "x", "text": text, "date": "2021-01-01"})
		if err != nil {
			t.Fatal(err)
		}
		rec, id, err := parseRecord(line)
		if err != nil || id != "x" || *rec.Text != text {
			t.Fatalf("%q came out as %v, %v", text, rec.Text, err)
		}
	})
}
