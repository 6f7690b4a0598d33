package sequence

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
	"sitrep/extract/score"
)

// Annotations that take in articles, titles and descriptions become names.
func TestConvention(t *testing.T) {
	r, err := newReader()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string // with the annotation in brackets
		kind kindSet
		want []string
	}{
		{"Troops met [the Iraqi Prime Minister Haider al-Abadi] there.", persons, []string{"Iraqi/Place", "Haider al-Abadi/Person"}},
		{"It was [Anna Berg, Minister for Trade], who said so.", persons, []string{"Anna Berg/Person"}},
		{"They heard [the Foreign Secretary] on Monday.", persons, nil},
		{"Fighting goes on in [the city of Mosul] today.", places, []string{"Mosul/Place"}},
		{"It happened in [Palmyra, Syria] last week.", places, []string{"Palmyra/Place", "Syria/Place"}},
		{"They left [Anbar province] at night.", places, []string{"Anbar province/Place"}},
		{"The strike hit [ISIL fighters] at dawn.", organisations, []string{"ISIL/Organisation"}},
		{"[The United States] agreed to this.", organisations, []string{"United States/Place"}},
		{"He left [the Harbour Committee's] hall.", organisations, []string{"Harbour Committee/Organisation"}},
		{"They saw [a convoy] pass.", organisations, nil},
	} {
		before, rest, _ := strings.Cut(c.text, "[")
		gold, after, _ := strings.Cut(rest, "]")
		d := &text{re3d: &score.Gold{}}
		d.Text = before + gold + after
		d.gold = []mark{{extract.Span{Start: len(before), End: len(before) + len(gold)}, c.kind}}
		if err := r.process(d); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range r.marks(d) {
			for i, k := range kinds {
				if m.kinds>>i&1 != 0 {
					got = append(got, d.Slice(m.Span)+"/"+string(k.class))
					break
				}
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.text, diff)
		}
	}
}

func TestReadColumns(t *testing.T) {
	r := iobReader{corpus: corpus{}}
	for _, l := range strings.Split("# newdoc id = a\n1\tThe\tO\t-\n2\tHarbour\tB-ORG\tx\n3\tFront\tI-ORG\tx\n\n1\tAda\tB-PER\n2\tran\tO", "\n") {
		if err := r.line(l); err != nil {
			t.Fatal(err)
		}
	}
	r.flush()
	if len(r.out) != 1 || r.out[0].Text != "The Harbour Front\nAda ran\n" {
		t.Fatalf("%+v", r.out)
	}
	want := []mark{{extract.Span{Start: 4, End: 17}, organisations}, {extract.Span{Start: 18, End: 21}, persons}}
	if diff := cmp.Diff(want, r.out[0].gold, cmp.AllowUnexported(mark{})); diff != "" {
		t.Error(diff)
	}
	if err := r.line("word without a tag"); err == nil {
		t.Error("a line without a tag is taken")
	}
}

func TestShout(t *testing.T) {
	d := &text{}
	d.Text = "Ada läuft, ß bleibt ﬁ"
	if got := d.shout(); got.Text != "ADA LÄUFT, ß BLEIBT ﬁ" || len(got.Text) != len(d.Text) {
		t.Errorf("%q", got.Text)
	}
}
