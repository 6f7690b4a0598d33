package when

import (
	"strconv"
	"time"
)

// relative reads "yesterday", "last night", "last week", "the week before",
// "this month".
func (f *finder) relative(i int) (int, time.Time, time.Time, bool) {
	none := func() (int, time.Time, time.Time, bool) { return 0, time.Time{}, time.Time{}, false }
	day := func(n, shift int) (int, time.Time, time.Time, bool) {
		d := f.base.AddDate(0, 0, shift)
		return n, d, d, true
	}
	switch f.word(i) {
	case "today", "tonight":
		return day(1, 0)
	case "yesterday":
		n := 1
		if partOfDay[f.word(i+1)] {
			n++
		}
		return day(n, -1)
	case "tomorrow":
		return day(1, 1)
	case "overnight":
		d := f.base
		return 1, d.AddDate(0, 0, -1), d, true
	case "last", "past", "previous", "this", "next", "earlier":
		shift := map[string]int{"this": 0, "next": 1, "earlier": 0}
		by, ok := shift[f.word(i)]
		if !ok {
			by = -1
		}
		if f.word(i+1) == "night" && by == -1 {
			return day(2, -1)
		}
		n := 1
		if f.word(i) == "earlier" {
			if f.word(i+1) != "this" {
				return none()
			}
			n = 2
		}
		if partOfDay[f.word(i+n)] && f.word(i+n-1) == "this" {
			return day(n+1, 0)
		}
		if m, ok := f.monthAt(i + n); ok && by == -1 {
			year := f.base.Year()
			if m >= f.base.Month() {
				year--
			}
			from := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
			return n + 1, from, from.AddDate(0, 1, -1), true
		}
		if from, to, ok := f.period(f.word(i+n), by); ok {
			return n + 1, from, to, true
		}
	case "the", "a":
		// the week before, the previous month
		unit, n := f.word(i+1), 3
		mark := f.word(i + 2)
		if w := f.word(i + 1); w == "previous" || w == "past" || w == "preceding" {
			unit, mark = f.word(i+2), "before"
		}
		switch mark {
		case "before", "earlier":
			if mark == "before" && f.word(i+2) == "before" && !f.lone(i+3) {
				return none()
			}
			if unit == "day" {
				return day(n, -1)
			}
			if from, to, ok := f.period(unit, -1); ok {
				return n, from, to, true
			}
		}
	}
	return none()
}

// period returns the week (Monday to Sunday), month or year that lies by units
// from the report's.
func (f *finder) period(unit string, by int) (from, to time.Time, ok bool) {
	y, m, _ := f.base.Date()
	switch unit {
	case "week":
		from = f.base.AddDate(0, 0, 7*by-(int(f.base.Weekday())+6)%7)
		return from, from.AddDate(0, 0, 6), true
	case "month":
		from = time.Date(y, m+time.Month(by), 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(0, 1, -1), true
	case "year":
		from = time.Date(y+by, 1, 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(1, 0, -1), true
	case "weekend":
		from = f.base.AddDate(0, 0, 7*by+7-(int(f.base.Weekday())+6)%7-2)
		return from, from.AddDate(0, 0, 1), true
	}
	return from, to, false
}

// lone tells whether "before", which ends before token i, is an adverb: "two days
// before, rebels", not "two days before the raid", which counts from the raid.
func (f *finder) lone(i int) bool {
	switch f.word(i) {
	case "", ",", ".", ";", ":", ")", "”", "\"", "''", "—", "–", "-", "and", "but", "when", "in", "at", "on", "near", "as", "while", "that":
		return true
	}
	return false
}

// ago reads "two days ago", "three weeks earlier".
func (f *finder) ago(i int) (int, time.Time, time.Time, bool) {
	count, ok := numbers[f.word(i)]
	if !ok {
		c, err := strconv.Atoi(f.word(i))
		if err != nil || c < 1 || c > 1000 {
			return 0, time.Time{}, time.Time{}, false
		}
		count = c
	}
	switch f.word(i + 2) {
	case "ago", "earlier":
	case "before":
		if !f.lone(i + 3) {
			return 0, time.Time{}, time.Time{}, false
		}
	default:
		return 0, time.Time{}, time.Time{}, false
	}
	var from, to time.Time
	switch f.word(i + 1) {
	case "day", "days":
		from = f.base.AddDate(0, 0, -count)
		to = from
	case "hour", "hours":
		from, to = f.base.Add(-time.Duration(count)*time.Hour).Truncate(24*time.Hour), f.base
	case "week", "weeks":
		from, to, _ = f.period("week", -count)
	case "month", "months":
		from, to, _ = f.period("month", -count)
	case "year", "years":
		from, to, _ = f.period("year", -count)
	default:
		return 0, time.Time{}, time.Time{}, false
	}
	return 3, from, to, true
}

// frequency reads "dozens of times", "three times", "twice a day": it tells how
// often, and no days.
func (f *finder) frequency(i int) (int, time.Time, time.Time, bool) {
	n := 0
	switch w := f.word(i); {
	case (w == "dozens" || w == "scores" || w == "hundreds" || w == "thousands") && f.word(i+1) == "of":
		n = 2
	case w == "several" || w == "many" || w == "numerous" || w == "countless" || w == "multiple" || f.tokens[i].Tag == "CD":
		n = 1
	}
	if n == 0 || f.word(i+n) != "times" {
		return 0, time.Time{}, time.Time{}, false
	}
	return n + 1, time.Time{}, time.Time{}, true
}

// year reads "in 2019", "since 2014": a bare number is no year.
func (f *finder) year(i int) (int, time.Time, time.Time, bool) {
	y, ok := f.yearAt(i)
	if !ok {
		return 0, time.Time{}, time.Time{}, false
	}
	switch f.word(i - 1) {
	case "in", "during", "of", "early", "late":
		from := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
		return 1, from, from.AddDate(1, 0, -1), true
	}
	return 0, time.Time{}, time.Time{}, false
}
