package read

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2021-12-20":                      "2021-12-20",
		" 2021-12-20 ":                    "2021-12-20",
		"2021-12-20T23:30:00-05:00":       "2021-12-20",
		"2021-12-20T15:30:00.123Z":        "2021-12-20",
		"2021-12-20 15:30":                "2021-12-20",
		"2021/12/20":                      "2021-12-20",
		"20211220":                        "2021-12-20",
		"20211220T153000Z":                "2021-12-20",
		"December 20, 2021":               "2021-12-20",
		"Dec. 20, 2021":                   "2021-12-20",
		"Dec 20th, 2021 at 3:15 p.m. EST": "2021-12-20",
		"20 December 2021":                "2021-12-20",
		"3rd of January 2020":             "2020-01-03",
		"20-Dec-2021":                     "2021-12-20",
		"20 DEC 21":                       "2021-12-20",
		"201530ZDEC21":                    "2021-12-20",
		"201530Z DEC 2021":                "2021-12-20",
		"Mon, 20 Dec 2021 15:30:00 +0000": "2021-12-20",
		"Sunday 1 May 1994":               "1994-05-01",
		"1 Jan 70":                        "1970-01-01",
		"31/12/2021":                      "2021-12-31",
		"12/31/2021":                      "2021-12-31",
		"7.7.2021":                        "2021-07-07",
		"29 February 2020":                "2020-02-29",

		"":                    "",
		"05/06/2021":          "",
		"2021-02-29":          "",
		"2021-13-01":          "",
		"2021-12":             "",
		"December 2021":       "",
		"last Monday":         "",
		"20 December":         "",
		"about 2021-12-20":    "",
		"2021-12-20 or later": "",
		"201560ZDEC21":        "", // no minute 60
		"0 May 2021":          "",
	} {
		got, err := ParseDate(in)
		if got != want || (err == nil) != (want != "") || err != nil && !errors.Is(err, ErrDate) {
			t.Errorf("ParseDate(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestDateline(t *testing.T) {
	for in, want := range map[string]string{
		"BAGHDAD, Dec. 20, 2021 (Wire) - Two rockets fell.":                        "2021-12-20",
		"BAGHDAD, Iraq (Dec. 20, 2021) — Two rockets fell.":                        "2021-12-20",
		"BAGHDAD, December 20, 2021 /Desk/ -- Two rockets fell.":                   "2021-12-20",
		"ROCKETS HIT GREEN ZONE\n\nBaghdad, 20 December 2021: Two fell.":           "2021-12-20",
		"20 December 2021\nTwo rockets fell.":                                      "2021-12-20",
		"2021-12-20\n\nTwo rockets fell.":                                          "2021-12-20",
		"FLASH 201530ZDEC21\nTWO ROCKETS FELL.":                                    "2021-12-20",
		"FM POST 3\r\nDTG: 201530Z DEC 21\r\nTWO ROCKETS FELL.":                    "2021-12-20",
		"20 DEC 21 - TWO ROCKETS FELL.":                                            "2021-12-20",
		"Date: 2021-12-20 15:30\nTwo rockets fell.":                                "2021-12-20",
		"**Published:** Monday, December 20, 2021 at noon\nTwo fell.":              "2021-12-20",
		"al-Tanf, Syria, 20 December 2021 1530 GMT - Drones came.":                 "2021-12-20",
		"By Ann Lee | December 20, 2021\nDrones came.":                             "2021-12-20",
		"KYIV, Feb. 24, 2022 (Desk) - It began. MOSCOW, Feb. 25, 2022 - X":         "2022-02-24",
		"*Analyst brief, 6 May 2025*\n\nTwo rockets fell.":                         "2025-05-06",
		"Morning summary, 19 November 2024\nTwo rockets fell.":                     "2024-11-19",
		"Note on the ceasefire, 30 August 2023\n\nIt holds.":                       "2023-08-30",
		"Human rights note, week ending 30 March 2025\nIt holds.":                  "2025-03-30",
		"Weekly security update for the Lake region (as of 3 May 2024)\nTwo fell.": "2024-05-03",
		"# Situation report no. 7 - Tuesday, 14 August 2024\nTwo fell.":            "2024-08-14",

		"Two rockets fell on Saturday 18 December 2021, police said.":    "",
		"Report on the attack of 18 December 2021\nTwo fell.":            "",
		"The report said that the town fell on 18 December 2021\nTwo.":   "",
		"A note, found on 18 December 2021\nTwo fell.":                   "",
		"He read the statement, 18 December 2021 or not, aloud.":         "",
		"On January 3, 2020, a missile killed the general.":              "",
		"On January 3, 2020: a missile killed the general.":              "",
		"The general was killed by a missile on 3 January 2020.\nIt ...": "",
		"Rockets Hit Baghdad on December 18, 2021\nTwo fell.":            "",
		"BAGHDAD, Dec. 32, 2021 (Wire) - Two rockets fell.":              "",
		"BAGHDAD, December 2021 - Two rockets fell.":                     "",
		"Flight 120211220 left.":                                         "",
		"No date here.":                                                  "",
		strings.Repeat("x", 301) + "\n2021-12-20\n":                      "",
		strings.Repeat("é", 290) + "\n20 Dec 2021\n":                     "2021-12-20",
	} {
		if got, ok := Dateline(in); got != want || ok != (want != "") {
			t.Errorf("Dateline(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
}

func FuzzDates(f *testing.F) {
	for _, s := range []string{"2021-12-20", "20 Dec 21", "BAGHDAD, Dec. 20, 2021 (Wire) -", "201530ZDEC21", "31/12/2021"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		date, err := ParseDate(s)
		if (err == nil) != (date != "") {
			t.Fatalf("ParseDate(%q) = %q, %v", s, date, err)
		}
		line, ok := Dateline(s)
		if ok != (line != "") {
			t.Fatalf("Dateline(%q) = %q, %v", s, line, ok)
		}
		for _, d := range []string{date, line} {
			if d == "" {
				continue
			}
			if _, err := time.Parse("2006-01-02", d); err != nil {
				t.Fatalf("%q gave %q, no day of the calendar", s, d)
			}
		}
	})
}
