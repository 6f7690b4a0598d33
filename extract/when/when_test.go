package when

import (
	"strings"
	"testing"

	"sitrep/extract"
)

// tokens splits at spaces and sets commas apart; tags are left empty but for
// the words that the finder asks about.
func tokens(text string) []extract.Token {
	var out []extract.Token
	at := 0
	for _, w := range strings.Fields(strings.NewReplacer(",", " , ").Replace(text)) {
		at += strings.Index(text[at:], w)
		t := extract.Token{Span: extract.Span{Start: at, End: at + len(w)}, Text: w}
		if w == "may" {
			t.Tag = "MD"
		}
		out = append(out, t)
		at += len(w)
	}
	return out
}

func TestFind(t *testing.T) {
	const monday = "2021-12-20"
	for _, c := range []struct{ text, published, want string }{
		{"on 18 December 2021", "", "2021-12-18/2021-12-18"},
		{"on December 18, 2021", "", "2021-12-18/2021-12-18"},
		{"on Dec. 18", monday, "2021-12-18/2021-12-18"},
		{"on the 3rd of January 2020", "", "2020-01-03/2020-01-03"},
		{"on Sept . 25 , 2019", "", "2019-09-25/2019-09-25"},
		{"on 2020-01-03", "", "2020-01-03/2020-01-03"},
		{"on 31 February 2020", "", ""},
		{"on January 5", monday, "2022-01-05/2022-01-05"},
		{"on November 5", "2022-01-03", "2021-11-05/2021-11-05"},
		{"on Saturday", monday, "2021-12-18/2021-12-18"},
		{"on Monday", monday, "2021-12-20/2021-12-20"},
		{"last Monday", monday, "2021-12-13/2021-12-13"},
		{"last Friday", monday, "2021-12-17/2021-12-17"},
		{"on Saturday night", monday, "2021-12-18/2021-12-18"},
		{"on Saturday 18 December", monday, "2021-12-18/2021-12-18"},
		{"on Saturday, December 18", monday, "2021-12-18/2021-12-18"},
		{"he sat down", monday, ""},
		{"they may attack", monday, ""},
		{"in May", monday, "2021-05-01/2021-05-31"},
		{"they march on the capital", monday, ""},
		{"yesterday", monday, "2021-12-19/2021-12-19"},
		{"last night", monday, "2021-12-19/2021-12-19"},
		{"this morning", monday, "2021-12-20/2021-12-20"},
		{"last week", monday, "2021-12-13/2021-12-19"},
		{"the week before", monday, "2021-12-13/2021-12-19"},
		{"the previous week", monday, "2021-12-13/2021-12-19"},
		{"last month", "2022-01-03", "2021-12-01/2021-12-31"},
		{"last year", monday, "2020-01-01/2020-12-31"},
		{"last March", monday, "2021-03-01/2021-03-31"},
		{"early November", monday, "2021-11-01/2021-11-10"},
		{"in late October 2020", "", "2020-10-21/2020-10-31"},
		{"mid-June", monday, "2021-06-11/2021-06-20"},
		{"in November", monday, "2021-11-01/2021-11-30"},
		{"in 2019", "", "2019-01-01/2019-12-31"},
		{"2019 people", monday, ""},
		{"two days ago", monday, "2021-12-18/2021-12-18"},
		{"two days before, rebels fled", monday, "2021-12-18/2021-12-18"},
		{"two days before the raid", monday, ""},
		{"held for two days before being freed", monday, ""},
		{"the day before the vote", monday, ""},
		{"three weeks earlier", monday, "2021-11-29/2021-12-05"},
		{"yesterday", "", ""},
		{"on Friday", "", ""},
		{"from 22 to 24 October", monday, "2021-10-22/2021-10-24"},
		{"between 1 and 6 May 2021", "", "2021-05-01/2021-05-06"},
		{"from 28 April to 4 May", monday, "2021-04-28/2021-05-04"},
		{"October 22 to 24", monday, "2021-10-22/2021-10-24"},
		{"6 - 12 January 2020", "", "2020-01-06/2020-01-12"},
		{"1 and 6 May", monday, "2021-05-06/2021-05-06"},
		{"two civilians", monday, ""},
		{"attacked dozens of times", monday, ""},
	} {
		var got []string
		for _, e := range Find(c.text, tokens(c.text), c.published) {
			if e.Time.From != "" {
				got = append(got, e.Time.From+"/"+e.Time.To)
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q in a report of %q: %q, want %q", c.text, c.published, g, c.want)
		}
	}
}

func TestFindText(t *testing.T) {
	text := "Rebels attacked on Saturday night, and again on 3 January 2022."
	got := Find(text, tokens(text), "2022-01-04")
	if len(got) != 2 || got[0].Time.Text != "Saturday night" || got[1].Time.Text != "3 January 2022." {
		t.Errorf("%+v", got)
	}
}

// How often something happened is an expression of time that gives no days.
func TestFindFrequency(t *testing.T) {
	text := "They attacked it dozens of times last week"
	got := Find(text, tokens(text), "2021-12-20")
	if len(got) != 2 || got[0].Time.Text != "dozens of times" || got[0].Time.From != "" || got[1].Time.From != "2021-12-13" {
		t.Errorf("%+v", got)
	}
}

// What is yet to come on Friday comes on the next one.
func TestFindAhead(t *testing.T) {
	for text, want := range map[string]string{
		"on Friday": "2021-12-24", "on Monday night": "2021-12-27", "in June": "2022-06-01", "next Friday": "", "in June 2021": "", "last Friday": "", "tomorrow": "", "on 3 May": "",
	} {
		got := Find(text, tokens(text), "2021-12-20")
		if len(got) != 1 || got[0].Ahead.From != want {
			t.Errorf("%q: %+v, want ahead %q", text, got, want)
		}
	}
}
