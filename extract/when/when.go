// Package when finds expressions of time in a sentence and resolves them to
// whole days against the report's date.
package when

import (
	"context"
	"strconv"
	"strings"
	"time"

	"sitrep/extract"
)

// Stage finds the expressions of time in every sentence.
func Stage() extract.Stage {
	return extract.Stage{
		Name: "time", Doc: "finds the expressions of time", Requires: []string{"tag"},
		Run: func(_ context.Context, d *extract.Document) error {
			for i, s := range d.Sentences {
				for _, m := range Find(d.Text, d.Tokens[s.First:s.Last], d.Published) {
					m.First, m.Last, m.Sentence = m.First+s.First, m.Last+s.First, i
					d.Times = append(d.Times, m)
				}
			}
			return nil
		},
	}
}

const iso = "2006-01-02"

// Find returns the expressions of time in tokens, indexed from 0. published is
// the report's ISO date or empty; without it only dates that name their year
// resolve, the others have no From. A missing date stays missing.
func Find(text string, tokens []extract.Token, published string) []extract.TimeMention {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = strings.ToLower(strings.TrimSuffix(t.Text, "."))
	}
	find := func(base time.Time) []extract.TimeMention {
		return (&finder{tokens: tokens, words: words, base: base}).all(text)
	}
	if base, err := time.Parse(iso, published); err == nil {
		return find(base)
	}
	// What resolves to the same days whatever the report's date needs none.
	out, other := find(time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)), find(time.Date(2012, 8, 15, 0, 0, 0, 0, time.UTC))
	for i := range out {
		if i >= len(other) || out[i].Time != other[i].Time {
			out[i].Time.From, out[i].Time.To = "", ""
			out[i].Ahead = extract.Time{}
		}
	}
	return out
}

func (f *finder) all(text string) []extract.TimeMention {
	var out []extract.TimeMention
	for i := 0; i < len(f.tokens); {
		n, from, to, ok := f.at(i)
		if !ok {
			i++
			continue
		}
		m := extract.TimeMention{First: i, Last: i + n, Time: extract.Time{Text: text[f.tokens[i].Start:f.tokens[i+n-1].End]}}
		if !from.IsZero() {
			m.Time.From, m.Time.To = from.Format(iso), to.Format(iso)
			if from, to = f.ahead(i, n, from, to); !from.IsZero() {
				m.Ahead = m.Time
				m.Ahead.From, m.Ahead.To = from.Format(iso), to.Format(iso)
			}
		}
		out = append(out, m)
		i += n
	}
	return out
}

type finder struct {
	tokens []extract.Token
	words  []string
	base   time.Time
}

func (f *finder) word(i int) string {
	if i < 0 || i >= len(f.words) {
		return ""
	}
	return f.words[i]
}

// at tries every kind of expression that may start at i, the longest first.
func (f *finder) at(i int) (n int, from, to time.Time, ok bool) {
	for _, try := range []func(int) (int, time.Time, time.Time, bool){f.isoDate, f.span, f.partOfMonth, f.date, f.month, f.weekday, f.relative, f.ago, f.year, f.frequency} {
		if n, from, to, ok = try(i); ok {
			return n, from, to, ok
		}
	}
	return 0, from, to, false
}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]time.Weekday{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"sun": 0, "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thurs": 4, "fri": 5, "sat": 6,
}

var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12,
}

// monthAt tells the month a token names; "may" and "march" count only where
// the tagger sees a name or a number stands beside them.
func (f *finder) monthAt(i int) (time.Month, bool) {
	m, ok := months[f.word(i)]
	if !ok {
		return 0, false
	}
	switch f.word(i) {
	case "may", "march", "mar", "sat", "sun":
		t := f.tokens[i]
		if t.Text == strings.ToLower(t.Text) || strings.HasPrefix(t.Tag, "MD") || strings.HasPrefix(t.Tag, "VB") {
			_, before := f.day(i - 1)
			_, after := f.day(i + 1)
			_, year := f.yearAt(i + 1)
			return m, before || after || year
		}
	}
	return m, true
}

func (f *finder) day(i int) (int, bool) {
	w := strings.TrimRight(f.word(i), "stndrh")
	d, err := strconv.Atoi(w)
	return d, err == nil && d >= 1 && d <= 31 && len(w) <= 2
}

func (f *finder) yearAt(i int) (int, bool) {
	w := f.word(i)
	y, err := strconv.Atoi(w)
	return y, err == nil && len(w) == 4 && y >= 1900 && y <= 2100
}

func (f *finder) isoDate(i int) (int, time.Time, time.Time, bool) {
	d, err := time.Parse(iso, f.word(i))
	return 1, d, d, err == nil
}

// date reads "18 December 2021", "December 18, 2021", "Dec. 18", "the 18th of
// December"; a date without a year is the one nearest before the report, or
// soon after it.
func (f *finder) date(i int) (int, time.Time, time.Time, bool) {
	day, month, n := 0, time.Month(0), 0
	if d, ok := f.day(i); ok {
		next := i + 1
		if f.word(next) == "of" {
			next++
		}
		if m, ok := f.monthAt(next); ok {
			day, month, n = d, m, next+1-i
		}
	} else if m, ok := f.monthAt(i); ok {
		next := i + 1
		if f.tokens[min(next, len(f.tokens)-1)].Text == "." { // "Sept. 25", split
			next++
		}
		if d, ok := f.day(next); ok {
			day, month, n = d, m, next+1-i
		}
	}
	if n == 0 {
		return 0, time.Time{}, time.Time{}, false
	}
	year := 0
	if y, ok := f.yearAt(i + n); ok {
		year, n = y, n+1
	} else if f.word(i+n) == "," {
		if y, ok := f.yearAt(i + n + 1); ok {
			year, n = y, n+2
		}
	}
	if year == 0 {
		year = f.nearestYear(month, day)
	}
	d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return n, d, d, d.Day() == day
}

// nearestYear picks the year that puts a day at most two months after the
// report, else the last one before it.
func (f *finder) nearestYear(m time.Month, day int) int {
	limit := f.base.AddDate(0, 2, 0)
	for y := f.base.Year() + 1; ; y-- {
		if !time.Date(y, m, day, 0, 0, 0, 0, time.UTC).After(limit) {
			return y
		}
	}
}

// partOfMonth reads "early November", "late in 2019", "mid-December 2021".
func (f *finder) partOfMonth(i int) (int, time.Time, time.Time, bool) {
	part, n := f.word(i), 1
	if rest, ok := strings.CutPrefix(part, "mid-"); ok {
		if m, ok := months[rest]; ok {
			return f.within(i, 1, m, "mid")
		}
		return 0, time.Time{}, time.Time{}, false
	}
	switch part {
	case "early", "late", "mid":
	case "beginning", "start":
		part = "early"
	case "end":
		part = "late"
	case "middle":
		part = "mid"
	default:
		return 0, time.Time{}, time.Time{}, false
	}
	for f.word(i+n) == "in" || f.word(i+n) == "of" || f.word(i+n) == "-" {
		n++
	}
	m, ok := f.monthAt(i + n)
	if !ok {
		return 0, time.Time{}, time.Time{}, false
	}
	return f.within(i, n+1, m, part)
}

// within returns a third of a month, n tokens read so far.
func (f *finder) within(i, n int, m time.Month, part string) (int, time.Time, time.Time, bool) {
	n, from, to, ok := f.wholeMonth(i, n, m)
	if !ok {
		return 0, from, to, false
	}
	switch part {
	case "early":
		to = from.AddDate(0, 0, 9)
	case "mid":
		from, to = from.AddDate(0, 0, 10), from.AddDate(0, 0, 19)
	case "late":
		from = from.AddDate(0, 0, 20)
	}
	return n, from, to, true
}

func (f *finder) wholeMonth(i, n int, m time.Month) (int, time.Time, time.Time, bool) {
	year, ok := f.yearAt(i + n)
	switch {
	case ok:
		n++
	default:
		year = f.base.Year()
		if m > f.base.Month() {
			year--
		}
	}
	from := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	return n, from, from.AddDate(0, 1, -1), true
}

// month reads "November", "in November 2019".
func (f *finder) month(i int) (int, time.Time, time.Time, bool) {
	m, ok := f.monthAt(i)
	if !ok {
		return 0, time.Time{}, time.Time{}, false
	}
	_, day := f.day(i - 1)
	if prev := f.word(i - 1); day || prev == "last" || prev == "next" {
		return 0, time.Time{}, time.Time{}, false
	}
	return f.wholeMonth(i, 1, m)
}

// weekday reads "Saturday", "last Friday", "Monday night".
func (f *finder) weekday(i int) (int, time.Time, time.Time, bool) {
	n, shift := 0, 0
	switch f.word(i) {
	case "last", "past", "this":
		n = 1
	case "next":
		n, shift = 1, 7
	}
	day, ok := weekdays[f.word(i+n)]
	if !ok || len(f.word(i+n)) < 6 && f.tokens[i+n].Text == strings.ToLower(f.tokens[i+n].Text) {
		return 0, time.Time{}, time.Time{}, false
	}
	back := (int(f.base.Weekday()) - int(day) + 7) % 7
	if f.word(i) == "last" && back == 0 {
		back = 7
	}
	d := f.base.AddDate(0, 0, shift-back)
	n++
	if partOfDay[f.word(i+n)] {
		n++
	}
	// "Saturday 18 December": the date says it better.
	if k, from, to, ok := f.date(i + n); ok {
		return n + k, from, to, true
	}
	if f.word(i+n) == "," {
		if k, from, to, ok := f.date(i + n + 1); ok {
			return n + 1 + k, from, to, true
		}
	}
	return n, d, d, true
}

var partOfDay = map[string]bool{"morning": true, "afternoon": true, "evening": true, "night": true, "noon": true, "midnight": true, "dawn": true}
