package lexicon

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/extract"
)

func load(t testing.TB, overlays ...string) *Lexicon {
	t.Helper()
	l, err := Load(overlays...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLoad(t *testing.T) {
	l := load(t)
	weapons := 0
	for id := range l.Gazetteer.names {
		if strings.HasPrefix(id, "weapon/") {
			weapons++
		}
	}
	if weapons < 400 {
		t.Errorf("%d weapons systems, want at least 400", weapons)
	}
	for _, p := range l.Ontology.Predicates {
		if len(p.Subject) == 0 || len(p.Object) == 0 {
			t.Errorf("predicate %s takes no subject or no object", p.Name)
		}
		if p.Parent != "" && l.Ontology.Predicate(p.Parent) == nil {
			t.Errorf("predicate %s stands under %s, which is not there", p.Name, p.Parent)
		}
	}
}

// Every embedded file is read by some loader and has a row in SOURCES.md.
func TestEveryFileIsLoadedAndSourced(t *testing.T) {
	sources, err := embedded.ReadFile("data/SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(embedded, "data", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".tsv") {
			return err
		}
		name := strings.TrimPrefix(path, "data/")
		loaded := false
		for _, l := range loaders {
			if ok, _ := filepath.Match(l.pattern, name); ok {
				loaded = true
			}
		}
		if !loaded {
			t.Errorf("%s is read by no loader", name)
		}
		if !strings.Contains(string(sources), filepath.Base(name)) {
			t.Errorf("%s has no row in SOURCES.md", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLookup(t *testing.T) {
	l := load(t)
	for _, c := range []struct {
		name, id string
		kind     Kind
	}{
		{"Iran", "place/iran", Proper},
		{"Iranian", "place/iran", Demonym},
		{"U.S.", "place/united-states", Proper},
		{"quds force", "organisation/quds-force", Proper},
		{"at Tanf", "place/al-tanf", Proper},
		{"IRGC", "organisation/irgc", Proper},
		{"Katyusha", "weapon/katyusha", Proper},
	} {
		found := false
		for _, e := range l.Gazetteer.Lookup(c.name) {
			found = found || e.ID == c.id && e.Kind == c.kind
		}
		if !found {
			t.Errorf("%q is not known as %s (%s): %+v", c.name, c.id, c.kind, l.Gazetteer.Lookup(c.name))
		}
	}
	if id, ok := l.Capital("Kiev"); !ok || id != "place/ukraine" {
		t.Errorf("Kiev is the capital of %q", id)
	}
}

func TestOverlay(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("gazetteer/mine.tsv", "name\tclass\tsubclass\tid\taliases\tcue\nNorth Ridge Column\tOrganisation\tArmedGroup\t\tNRC\t\nKatyusha\tWeapon\tArtillery\t\t\t\n")
	write("nominals_mine.tsv", "head\tclass\tsubclass\tplural\nsangar\tPlace\tSite\t\n")
	l := load(t, dir)
	// The built-in one is the Nuclear Regulatory Commission.
	if e := l.Gazetteer.Lookup("NRC"); len(e) == 0 || e[0].ID != "organisation/north-ridge-column" {
		t.Errorf("NRC: %+v", e)
	}
	if e := l.Gazetteer.Lookup("katyusha"); len(e) != 1 || e[0].Subclass != "Artillery" {
		t.Errorf("the overlay's row does not win: %+v", e)
	}
	if n := l.Nominals["sangar"]; n.Class != extract.Place {
		t.Errorf("sangar: %+v", n)
	}
}

func TestOverlayErrors(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"class":     {"gazetteer/x.tsv", "name\tclass\tsubclass\tid\taliases\tcue\nX\tThing\t\t\t\t\n", "gazetteer/x.tsv:2"},
		"column":    {"titles.tsv", "title\tkind\nGeneral\trank\n", "titles.tsv:1"},
		"cells":     {"given_names.tsv", "name\nJo\tBo\n", "given_names.tsv:2"},
		"predicate": {"frames.tsv", "lemma\tpos\tpredicate\tsubject\tobject\nzap\tverb\tzapped\tsubj\tobj\n", "zapped"},
		"cue":       {"gazetteer/x.tsv", "name\tclass\tsubclass\tid\taliases\tcue\nX\tPlace\t\t\t\tmaybe\n", "maybe"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(c.file)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, c.file), []byte(c.text), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := Load(dir)
			if !errors.Is(err, ErrData) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an ErrData that names %q", err, c.want)
			}
		})
	}
	if _, err := Load("/no/such/folder"); !errors.Is(err, ErrData) {
		t.Errorf("missing overlay: %v", err)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}

// Two lists of one name would run together.
func TestListsHaveNamesOfTheirOwn(t *testing.T) {
	data, err := embedded.ReadFile("data/words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		name, _, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if seen[name] {
			t.Errorf("words.tsv: list %q stands twice", name)
		}
		seen[name] = true
	}
}
