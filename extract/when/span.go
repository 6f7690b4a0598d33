package when

import (
	"strings"
	"time"

	"sitrep/extract"
)

// span reads several days in a row: "22 to 24 October", "between 1 and 6 May",
// "6-12 January 2020", "October 22-24", "28 April to 4 May".
func (f *finder) span(i int) (int, time.Time, time.Time, bool) {
	none := func() (int, time.Time, time.Time, bool) { return 0, time.Time{}, time.Time{}, false }
	// "6-12 January" may be one token.
	if a, b, ok := f.twoDays(i); ok {
		if n, _, to, ok := f.dateOn(i, b); ok && a < b {
			return n, to.AddDate(0, 0, a-b), to, true
		}
		return none()
	}
	if a, ok := f.day(i); ok && f.until(i+1, f.word(i-1)) {
		if b, ok := f.day(i + 2); ok && a < b {
			if n, _, to, ok := f.date(i + 2); ok {
				return n + 2, to.AddDate(0, 0, a-b), to, true
			}
		}
	}
	n, from, _, ok := f.date(i)
	if !ok {
		return none()
	}
	switch {
	case !f.until(i+n, f.word(i-1)):
		return none()
	case f.isMonth(i):
		// "October 22 to 24"
		if b, ok := f.day(i + n + 1); ok && b > from.Day() {
			return n + 2, from, from.AddDate(0, 0, b-from.Day()), true
		}
	}
	if k, to, _, ok := f.date(i + n + 1); ok && to.After(from) {
		return n + 1 + k, from, to, true
	}
	return none()
}

// until tells whether a word joins the first day to the last; before is what
// stands before the first.
func (f *finder) until(i int, before string) bool {
	switch f.word(i) {
	case "to", "-", "–", "—", "until", "through":
		return true
	case "and":
		return before == "between"
	}
	return false
}

func (f *finder) isMonth(i int) bool {
	_, ok := months[f.word(i)]
	return ok
}

// twoDays reads "6-12" in one token.
func (f *finder) twoDays(i int) (a, b int, ok bool) {
	for _, dash := range []string{"-", "–"} {
		left, right, found := strings.Cut(f.word(i), dash)
		if !found {
			continue
		}
		sub := &finder{tokens: make([]extract.Token, 2), words: []string{left, right}}
		a, okA := sub.day(0)
		b, okB := sub.day(1)
		return a, b, okA && okB
	}
	return 0, 0, false
}

// dateOn is date where the token at i stands for the given day.
func (f *finder) dateOn(i, day int) (int, time.Time, time.Time, bool) {
	month, ok := f.monthAt(i + 1)
	if !ok {
		return 0, time.Time{}, time.Time{}, false
	}
	year, n := 0, 2
	if y, ok := f.yearAt(i + 2); ok {
		year, n = y, 3
	} else {
		year = f.nearestYear(month, day)
	}
	d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return n, d, d, d.Day() == day
}

// ahead returns the days that an expression of n tokens at i means where it
// speaks of what is to come: "on Friday" is then the next one, "in June" the
// next June. Zero where that makes no difference.
func (f *finder) ahead(i, n int, from, to time.Time) (time.Time, time.Time) {
	if from.After(f.base) {
		return time.Time{}, time.Time{}
	}
	if _, ok := weekdays[f.word(i)]; ok && n <= 2 {
		return from.AddDate(0, 0, 7), to.AddDate(0, 0, 7)
	}
	if f.isMonth(i) && n == 1 && from.Day() == 1 && from.Before(time.Date(f.base.Year(), f.base.Month(), 1, 0, 0, 0, 0, time.UTC)) {
		from = from.AddDate(1, 0, 0)
		return from, from.AddDate(0, 1, -1)
	}
	return time.Time{}, time.Time{}
}
