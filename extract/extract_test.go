package extract

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"U.S. Embassy", "us embassy"},
		{"al-Tanf", "al tanf"},
		{"  Qāsem  Soleimānī ", "qasem soleimani"},
		{"Sana'a", "sanaa"},
		{"Sana’a", "sanaa"},
		{"Hizb–Allah", "hizb allah"},
		{"ÖZTÜRK", "ozturk"},
		{"…", ""},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
		if again := Fold(Fold(c.in)); again != c.want {
			t.Errorf("Fold(Fold(%q)) = %q", c.in, again)
		}
	}
}

func FuzzSlug(f *testing.F) {
	f.Add("Quds Force")
	f.Add("\xff<>\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		slug := Slug(s)
		if slug == "" || strings.ContainsAny(slug, " <>\"{}|\\^`/") {
			t.Errorf("Slug(%q) = %q", s, slug)
		}
	})
}

func TestIDs(t *testing.T) {
	if got := EntityID(Person, "Qasem Soleimani"); got != "person/qasem-soleimani" {
		t.Error(got)
	}
	a, b := LocalEntityID(Person, "a/report.txt", "two civilians"), LocalEntityID(Person, "b/report.txt", "two civilians")
	if !IsLocal(a) || IsLocal(EntityID(Person, "a/b")) {
		t.Errorf("%s is local, %s is not", a, EntityID(Person, "a/b"))
	}
	if a == b || !strings.HasPrefix(a, "person/report-") || !strings.HasSuffix(a, "/two-civilians") {
		t.Errorf("%s, %s", a, b)
	}
	s := Statement{Subject: "a", Predicate: "p", Object: "b", Trigger: Span{1, 2}}
	other := s
	other.Trigger.End = 3
	if StatementID("d", &s) == StatementID("d", &other) || StatementID("d", &s) == StatementID("e", &s) {
		t.Error("a statement's ID does not follow document, trigger and arguments")
	}
	// The parts' borders count.
	if Hash("ab", "c") == Hash("a", "bc") {
		t.Error("Hash runs its parts together")
	}
}

func TestPipeline(t *testing.T) {
	var order []string
	stage := func(name string, needs ...string) Stage {
		return Stage{Name: name, Requires: needs, Run: func(context.Context, *Document) error {
			order = append(order, name)
			return nil
		}}
	}
	p, err := NewPipeline(stage("a"), stage("b", "a"), stage("c", "a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(t.Context(), &Document{ID: "d"}); err != nil || strings.Join(order, "") != "abc" {
		t.Errorf("%v %v", order, err)
	}
	for name, stages := range map[string][]Stage{
		"order":   {stage("b", "a"), stage("a")},
		"twice":   {stage("a"), stage("a")},
		"no name": {stage("")},
		"no run":  {{Name: "a"}},
	} {
		if _, err := NewPipeline(stages...); !errors.Is(err, ErrStage) {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := errors.New("broken")
	p, err = NewPipeline(Stage{Name: "x", Run: func(context.Context, *Document) error { return broken }})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Run(t.Context(), &Document{ID: "doc"}); !errors.Is(err, broken) || !strings.Contains(err.Error(), "doc: x") {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.Run(ctx, &Document{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestEncodeEmpty(t *testing.T) {
	var b bytes.Buffer
	if err := (&Document{ID: "d", Text: "<b>"}).Encode(&b); err != nil {
		t.Fatal(err)
	}
	want := `{"id":"d","source":"","title":"","published":"","text":"<b>","sentences":[],"entities":[],"mentions":[],"statements":[],"incidents":[],"cooccurrences":[]}` + "\n"
	if b.String() != want {
		t.Errorf("%s", b.String())
	}
}
