package english

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sitrep/extract"
)

// FuzzPipeline holds what every stage promises of any text: valid spans,
// tokens and sentences in order, and no reference to what is not there.
func FuzzPipeline(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(testdata, "reports", "*.txt"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no reports: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, s := range []string{
		"", " ", ".", "\n\n\n", "He said he would. They did. It was it.",
		"Gen. Gen. Gen.", "the the the militia of the militia of the militia", "Iran-backed Iran-led Iran's Iran, Iran (Iran)",
		"IRAN ATTACKED IRAN ON 31 FEBRUARY 2021 BEFORE 30:99 P.M.", "on on last Friday week next month early in late 99999",
		"“‘Hamas’s’ ‘rockets’” — said Öcalan’s İstanbul… Ⱥ ȺȾ", "a-b-c--d---e - f – g — h", "AGM-114 F-16 9K720 M1A2 C-RAM S-300",
		"bad \xff\xfe bytes \xe2\x82", "nul\x00 \u202e \u200b \ufeff e\u0301 👩‍👩‍👧", strings.Repeat("!", 300), strings.Repeat("Iran ", 300),
		strings.Repeat("attacked ", 200), strings.Repeat("x", 4000), strings.Repeat("and ", 300), strings.Repeat("(", 200) + "Iran" + strings.Repeat(")", 200),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 10_000 {
			return
		}
		d := &extract.Document{ID: "fuzz", Source: "fuzz.txt", Published: "2021-12-20", Text: strings.ToValidUTF8(text, "\uFFFD")}
		if err := standard(t).Run(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		checkInvariants(t, d)
	})
}

func checkInvariants(t *testing.T, d *extract.Document) {
	t.Helper()
	span := func(what string, s extract.Span) {
		if s.Start < 0 || s.Start >= s.End || s.End > len(d.Text) || !utf8.RuneStart(d.Text[s.Start]) || s.End < len(d.Text) && !utf8.RuneStart(d.Text[s.End]) {
			t.Fatalf("%s has span %v in a text of %d bytes", what, s, len(d.Text))
		}
	}
	at, next := 0, 0
	for i, s := range d.Sentences {
		span("a sentence", s.Span)
		if s.Start < at || s.First != next || s.Last <= s.First || s.Last > len(d.Tokens) {
			t.Fatalf("sentence %d is %+v, after byte %d and token %d", i, s, at, next)
		}
		word := s.Start
		for n, tok := range d.Tokens[s.First:s.Last] {
			span("a token", tok.Span)
			if tok.Start < word || tok.End > s.End {
				t.Fatalf("token %d is %v, after byte %d of sentence %v", s.First+n, tok.Span, word, s.Span)
			}
			if tok.Head != -1 && (tok.Head < s.First || tok.Head >= s.Last || tok.Head == s.First+n) {
				t.Fatalf("token %d hangs on %d, its sentence is %d to %d", s.First+n, tok.Head, s.First, s.Last)
			}
			if tok.Tag == "" || tok.Text == "" {
				t.Fatalf("token %+v", tok)
			}
			word = tok.End
		}
		at, next = s.End, s.Last
	}
	if next != len(d.Tokens) {
		t.Fatalf("%d of %d tokens lie in sentences", next, len(d.Tokens))
	}
	checkMentions(t, d, span)
	checkStatements(t, d, span)
}

func checkMentions(t *testing.T, d *extract.Document, span func(string, extract.Span)) {
	t.Helper()
	for i, e := range d.Entities {
		if e.ID == "" || e.Name == "" || !slices.Contains(extract.Classes, e.Class) {
			t.Fatalf("entity %+v", e)
		}
		if slices.ContainsFunc(d.Entities[:i], func(o extract.Entity) bool { return o.ID == e.ID }) {
			t.Fatalf("entity %s stands twice", e.ID)
		}
	}
	for _, m := range d.Mentions {
		span("a mention", m.Span)
		if m.Sentence < 0 || m.Sentence >= len(d.Sentences) || !d.Sentences[m.Sentence].Contains(m.Span) {
			t.Fatalf("mention %+v lies outside its sentence", m)
		}
		if m.First >= m.Last || m.Head < m.First || m.Head >= m.Last || d.Tokens[m.First].Start > m.Start || d.Tokens[m.Last-1].End < m.End {
			t.Fatalf("mention %q %v has tokens %d to %d, head %d", d.Slice(m.Span), m.Span, m.First, m.Last, m.Head)
		}
		if m.Entity != "" && d.Entity(m.Entity) == nil {
			t.Fatalf("mention %q stands for %q, which is no entity", d.Slice(m.Span), m.Entity)
		}
		if m.Confidence < 0 || m.Confidence > 1 || !slices.Contains(extract.Classes, m.Class) {
			t.Fatalf("mention %+v", m)
		}
	}
}

func checkStatements(t *testing.T, d *extract.Document, span func(string, extract.Span)) {
	t.Helper()
	known := func(what, id string) {
		if d.Entity(id) == nil {
			t.Fatalf("%s is %q, which is no entity", what, id)
		}
	}
	seen := map[string]bool{}
	for _, s := range d.Statements {
		if s.Sentence < 0 || s.Sentence >= len(d.Sentences) {
			t.Fatalf("statement in sentence %d of %d", s.Sentence, len(d.Sentences))
		}
		for what, at := range map[string]extract.Span{"a trigger": s.Trigger, "a subject": s.SubjectSpan, "an object": s.ObjectSpan} {
			span(what, at)
			if !d.Sentences[s.Sentence].Contains(at) {
				t.Fatalf("%s %q lies outside its sentence", what, d.Slice(at))
			}
		}
		known("a subject", s.Subject)
		known("an object", s.Object)
		for _, id := range []string{s.AttributedTo, s.Instrument, s.Place} {
			if id != "" {
				known("a role", id)
			}
		}
		if s.ID == "" || seen[s.ID] {
			t.Fatalf("statement %q of %s stands twice, or has no ID", s.ID, s.Predicate)
		}
		seen[s.ID] = true
		if s.Predicate == "" || !slices.Contains(extract.Statuses, s.Status) || !(s.Confidence >= 0 && s.Confidence <= 1) {
			t.Fatalf("statement %+v", s)
		}
		if s.Time != nil {
			for _, day := range []string{s.Time.From, s.Time.To} {
				if _, err := time.Parse(time.DateOnly, day); err != nil {
					t.Fatalf("time %+v: %v", *s.Time, err)
				}
			}
			if s.Time.From > s.Time.To {
				t.Fatalf("time %+v ends before it begins", *s.Time)
			}
		}
	}
	for _, s := range d.Incidents {
		span("a trigger", s.Trigger)
		for _, id := range []string{s.Subject, s.Object, s.AttributedTo, s.Instrument, s.Place} {
			if id != "" {
				known("a role of an incident", id)
			}
		}
		if s.Subject != "" && s.Object != "" || s.Subject+s.Object+s.Instrument == "" {
			t.Fatalf("incident %+v tells all or nothing", s)
		}
	}
	for _, c := range d.Cooccurrences {
		known("a pair's entity", c.A)
		known("a pair's entity", c.B)
		if c.A >= c.B || c.Sentence < 0 || c.Sentence >= len(d.Sentences) {
			t.Fatalf("pair %+v", c)
		}
	}
}
