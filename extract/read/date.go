package read

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

const isoDay = "2006-01-02"

const (
	headRunes = 300 // how far into a text a date may begin
	maxDate   = 80  // runes of a date and what ends a dateline
)

// The forms of a whole date. Numbers with slashes are taken only where day
// and month cannot be confused.
var dateForms = sync.OnceValue(func() []dateForm {
	const (
		month = `(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
		mon   = `(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`
		day   = `(?P<day>[0-3]?\d)(?:st|nd|rd|th)?`
		year  = `(?P<year>(?:19|20)\d\d)`
		clock = `(?:[t ][ \t]*\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?[ \t]*(?:z|[+-]\d\d:?\d\d)?)?`
	)
	var forms []dateForm
	for _, f := range []struct {
		pattern string
		dtg     bool
	}{
		{year + `-(?P<month>\d\d)-(?P<day>\d\d)` + clock, false},
		{year + `[/.](?P<month>\d\d)[/.](?P<day>\d\d)` + clock, false},
		{year + `(?P<month>[01]\d)(?P<day>[0-3]\d)(?:t\d{4,6}z?)?`, false},
		{`(?P<day>[0-3]\d)[0-2]\d[0-5]\d[a-z]?[ \t]*` + mon + `[ \t]*` + `(?P<year>(?:19|20)?\d\d)`, true}, // 201530ZDEC21
		{day + `[ \t-]+(?:of[ \t]+)?` + month + `\.?,?[ \t-]+` + year, false},
		{day + `[ \t-]+` + mon + `\.?[ \t-]+'?(?P<year>\d\d)`, true}, // 20 DEC 21
		{month + `\.?[ \t]+` + day + `,?[ \t]+` + year, false},
		{`(?P<first>\d\d?)[/.](?P<second>\d\d?)[/.]` + year, false},
	} {
		forms = append(forms, dateForm{
			re: regexp.MustCompile(`(?i)` + f.pattern), shortYear: f.dtg,
		})
	}
	return forms
})

type dateForm struct {
	re        *regexp.Regexp
	shortYear bool
}

// ValidDate checks that s is a day of the calendar as YYYY-MM-DD. The error
// wraps ErrDate.
func ValidDate(s string) error {
	if _, err := time.Parse(isoDay, s); err != nil {
		return fmt.Errorf("%w: %q; write YYYY-MM-DD, such as 2021-12-20", ErrDate, s)
	}
	return nil
}

// ParseDate reads a whole string as a date, with or without a time of day and
// a weekday, and returns its day as YYYY-MM-DD, as written: no time zone moves
// it. The error wraps ErrDate.
func ParseDate(s string) (string, error) {
	trimmed := weekday().ReplaceAllString(strings.TrimSpace(s), "")
	for _, f := range dateForms() {
		for _, loc := range f.re.FindAllStringSubmatchIndex(trimmed, 1) {
			if loc[0] != 0 || !clockOnly().MatchString(trimmed[loc[1]:]) {
				continue
			}
			if date, ok := f.date(trimmed, loc); ok {
				return date, nil
			}
		}
	}
	return "", fmt.Errorf("%w: %.40q; write YYYY-MM-DD, such as 2021-12-20", ErrDate, s)
}

var (
	weekday   = lazy(`(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+`)
	clockOnly = lazy(`(?i)^(?:[,\s]*(?:at\s+)?\d\d?[:.]?\d\d(?:[:.]?\d\d(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?\s*(?:\(?[a-z]{1,5}\)?|[+-]\d\d:?\d\d(?:\s*\([a-z]+\))?)?)?\s*$`)
)

func lazy(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// date turns a match into a day, if the calendar has it.
func (f dateForm) date(s string, loc []int) (string, bool) {
	var year, month, day int
	for i, name := range f.re.SubexpNames() {
		if name == "" || loc[2*i] < 0 {
			continue
		}
		g := s[loc[2*i]:loc[2*i+1]]
		n, err := strconv.Atoi(g)
		switch name {
		case "year":
			year = n
			if f.shortYear && len(g) == 2 {
				year = fullYear(n)
			}
		case "day", "second":
			day = n
		case "first":
			month = n
		case "month":
			if month = n; err != nil {
				month = strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(g[:3]))/3 + 1
			}
		}
	}
	if f.re.SubexpIndex("first") >= 0 {
		switch {
		case month > 12 && day <= 12:
			month, day = day, month
		case month <= 12 && day <= 12 && month != day:
			return "", false // 05/06/2021 may be either
		}
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return "", false
	}
	return t.Format(isoDay), true
}

// fullYear reads a two-digit year as the one between 1970 and 2069.
func fullYear(n int) int {
	if n >= 70 {
		return 1900 + n
	}
	return 2000 + n
}

// Dateline finds the day on which a report was written, near its start: in a
// dateline ("BAGHDAD, Dec. 20, 2021 (Wire) -"), a labelled line ("Date: …"), a
// date-time group, or a date on a line of its own. A date inside a sentence
// tells when something else happened, and is not taken.
func Dateline(text string) (date string, ok bool) {
	head := firstRunes(text, headRunes+maxDate)
	best := len(firstRunes(head, headRunes))
	for _, f := range dateForms() {
		for _, loc := range f.re.FindAllStringSubmatchIndex(head, -1) {
			if loc[0] >= best || !standsAlone(head, loc[0], loc[1]) {
				continue
			}
			before := head[strings.LastIndexByte(head[:loc[0]], '\n')+1 : loc[0]]
			if !labelled().MatchString(before) && !(headsReport().MatchString(before) && endsLine().MatchString(head[loc[1]:])) && !(afterPlace(before) && endsDateline().MatchString(head[loc[1]:])) {
				continue
			}
			if d, valid := f.date(head, loc); valid {
				best, date, ok = loc[0], d, true
			}
		}
	}
	return date, ok
}

var (
	labelled = lazy(`(?i)^[\s(*_|#>]*(?:date(?:line)?|published(?: on)?|dated|updated|issued|posted|released?|release date|dtg|report date)[*_]*\s*[:=-]?[*_]*\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?$`)
	// What a report calls itself in a line that its date ends: "Morning summary,
	// 19 November 2024", "Human rights note, week ending 30 March 2025".
	headsReport = lazy(`(?i)^[\s(*_|#>]*(?:[\p{L}\d.'’/&-]+,?[ \t]+){0,7}(?:advisory|alert|assessment|brief|briefing|bulletin|chronology|circular|communiqu[eé]|diary|digest|flash|log|memo|memorandum|minutes|newsletter|note|notes|notice|overview|readout|release|report|review|round-?up|sitrep|statement|summary|transcript|update)\b(?:[ \t]+[\p{L}\d.'’/&#-]+){0,6}[ \t]*(?:[,:|(*_–—-]+[ \t]*(?:as of|as at|for|(?:the )?(?:week|month|period) (?:ending|to))?|\b(?:as of|as at|week ending|week to))[ \t(*_]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?[ \t]*)?$`)
	endsLine    = lazy(`^[)\].*_]*[ \t]*(?:\r?\n|$)`)
	// After the date of a dateline: nothing, or an agency or a time, and then
	// a dash, a colon or the line's end.
	endsDateline = lazy(`(?i)^[)\].]?,?\s*(?:\([^)\n]{1,40}\)|/[^/\n]{1,30}/|\d\d?:?\d\d\s*(?:hrs|hours|z|gmt|utc|local|[ap]\.?m\.?)?)?[)\]*_]*[ \t]*(?:[-–—:|]|\r?\n|$)`)
)

// standsAlone tells whether a match is not part of a longer word or number.
func standsAlone(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	inWord := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	return !inWord(before) && !inWord(after)
}

// afterPlace tells whether what stands before a date on its line can be a
// dateline's beginning: a place, a weekday, an agency, a classification, each
// word with a capital.
func afterPlace(before string) bool {
	words := strings.FieldsFunc(before, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.;:()[]*_|/#>-–—", r) })
	if len(words) > 12 {
		return false
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && w != "al" && w != "el" && w != "de" && w != "and" {
			return false
		}
		if i == len(words)-1 {
			switch strings.ToLower(w) {
			case "on", "in", "since", "by", "before", "after", "until", "from", "of", "to", "for", "and":
				return false
			}
		}
	}
	return true
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
