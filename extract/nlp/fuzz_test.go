package nlp

import (
	"context"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sitrep/extract"
)

// nounTagger calls everything a noun: offsets don't depend on tags.
type nounTagger struct{}

func (nounTagger) Tag(words, tags []string) []string {
	for range words {
		tags = append(tags, "NN")
	}
	return tags
}

// FuzzTokenise holds the segmenter and the tokeniser to their invariant: spans
// lie in order, on rune boundaries, without overlap, and leave out nothing but
// what is no text.
func FuzzTokenise(f *testing.F) {
	for _, s := range []string{
		"", " \n\t", "Rockets hit the base.", "He said: \"No.\" They left, 3:15 p.m.!",
		"U.S. troops can't stay; they'll leave al-Tanf's base - or won't they -- ever?",
		"“Ça suffit,” said José Ñáñez of São Paulo’s militia… l’État – Öcalan",
		"İSTANBUL: İ İran'ın Ⱥ ȺȾ K Å ſ DŽ", // letters whose lower case has another length
		strings.Repeat("!", 500), strings.Repeat("-.'\"", 300), strings.Repeat("'s", 200), "...---...",
		"# Heading\n\n* one\n* two\n1. three\n\n`code` **bold** _under_",
		"bad \xff\xfe bytes \xc3( in \xe2\x82 text", "nul\x00 bell\a \u200b\u200e\u202e\ufeff joiners e\u0301 🚀🚀 👩‍👩‍👧",
		strings.Repeat("a", 5000), strings.Repeat("é", 3001), strings.Repeat("ab ", 2000), "$1,000,000.50 50% km/h AGM-114 10:30-11:45 a@b.c http://x.y/z?q=1#w",
		"\u2028line\u2029separators\u0085and\u00a0spaces\u3000", "1", ".", "'", "’’’", "a’b’’c", "can not cannot gonna d'ye",
	} {
		f.Add(s)
	}
	p, err := New(nounTagger{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		if len(text) > 20_000 {
			return
		}
		d := &extract.Document{Text: text}
		for _, stage := range []extract.Stage{p.Segment(), p.Tag()} {
			if err := stage.Apply(context.Background(), d); err != nil {
				t.Fatal(err)
			}
		}
		at, next := 0, 0
		for i, s := range d.Sentences {
			checkSpan(t, text, s.Span, at)
			gap(t, text, at, s.Start)
			if s.First != next || s.Last <= s.First || s.Last > len(d.Tokens) {
				t.Fatalf("sentence %d holds tokens %d to %d, after %d of %d", i, s.First, s.Last, next, len(d.Tokens))
			}
			within := s.Start
			for _, tok := range d.Tokens[s.First:s.Last] {
				checkSpan(t, text, tok.Span, within)
				gap(t, text, within, tok.Start)
				if !s.Contains(tok.Span) {
					t.Fatalf("token %v lies outside its sentence %v", tok.Span, s.Span)
				}
				if want := asciiQuotes.Replace(text[tok.Start:tok.End]); tok.Text != want {
					t.Fatalf("token %v is %q, the text has %q", tok.Span, tok.Text, want)
				}
				within = tok.End
			}
			gap(t, text, within, s.End)
			at, next = s.End, s.Last
		}
		gap(t, text, at, len(text))
		if next != len(d.Tokens) {
			t.Fatalf("%d of %d tokens lie in sentences", next, len(d.Tokens))
		}
	})
}

func checkSpan(t *testing.T, text string, s extract.Span, after int) {
	t.Helper()
	if s.Start < after || s.Start >= s.End || s.End > len(text) {
		t.Fatalf("span %v after byte %d of %d", s, after, len(text))
	}
	if !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
		t.Fatalf("span %v cuts a character of %q", s, text)
	}
}

// gap checks that what no token covers is no word.
func gap(t *testing.T, text string, from, to int) {
	t.Helper()
	if i := strings.IndexFunc(text[from:to], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }); i >= 0 {
		t.Fatalf("%q at byte %d of %q is in no token", text[from+i:to], from+i, text)
	}
}
