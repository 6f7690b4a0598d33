package config

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Values come as YAML's types from a file, and as strings or the flag's type
// from elsewhere; asText evens them out for the parsers below.
func asText(raw any) (string, error) {
	switch v := raw.(type) {
	case string:
		return strings.TrimSpace(v), nil
	case time.Time: // YAML reads an unquoted day so
		return v.Format("2006-01-02"), nil
	case bool, int, int64, uint64, float64, time.Duration:
		return fmt.Sprint(v), nil
	}
	return "", errors.New("expected a single value")
}

func text(field *string, key, value string, check func(string) error) entry {
	return entry{key, value, func(raw any) error {
		s, err := asText(raw)
		if err != nil {
			return err
		}
		*field = s
		return check(s)
	}, func() string { return *field }}
}

// secret hides what it holds from those who look at the settings.
func secret(e entry) entry {
	show := e.show
	e.show = func() string {
		if show() == "" {
			return ""
		}
		return "(set)"
	}
	return e
}

func anyText(string) error { return nil }

func nonEmpty(s string) error {
	if s == "" {
		return errors.New("is empty")
	}
	return nil
}

func emptyOrDay(s string) error {
	if s == "" {
		return nil
	}
	if _, err := time.Parse("2006-01-02", s); err != nil {
		return fmt.Errorf("%q is not a date; write YYYY-MM-DD", s)
	}
	return nil
}

func oneOf(words ...string) func(string) error {
	return func(s string) error {
		if !slices.Contains(words, s) {
			return fmt.Errorf("%q is not one of %s", s, strings.Join(words, ", "))
		}
		return nil
	}
}

func number(field *int, key string, value, least int) entry {
	return entry{key, value, func(raw any) error {
		s, err := asText(raw)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < least {
			return fmt.Errorf("%q is not a whole number from %d", s, least)
		}
		*field = n
		return nil
	}, func() string { return strconv.Itoa(*field) }}
}

func duration(field *time.Duration, key string, value time.Duration) entry {
	return entry{key, value, func(raw any) error {
		s, err := asText(raw)
		if err != nil {
			return err
		}
		d, err := time.ParseDuration(s)
		if err != nil || d <= 0 {
			return fmt.Errorf("%q is not a time span above 0, such as 10s or 1m30s", s)
		}
		*field = d
		return nil
	}, func() string { return field.String() }}
}

var units = []struct {
	name  string
	bytes int64
}{
	{"KiB", 1 << 10},
	{"MiB", 1 << 20},
	{"GiB", 1 << 30},
	{"KB", 1e3},
	{"MB", 1e6},
	{"GB", 1e9},
	{"K", 1 << 10},
	{"M", 1 << 20},
	{"G", 1 << 30},
	{"B", 1},
}

func size(field *int64, key string, value, least int64) entry {
	return entry{key, value, func(raw any) error {
		s, err := asText(raw)
		if err != nil {
			return err
		}
		n, ok := parseSize(s)
		if !ok || n < least {
			return fmt.Errorf("%q is not a size from %s, such as 64MiB or 67108864", s, showSize(least))
		}
		*field = n
		return nil
	}, func() string { return showSize(*field) }}
}

func parseSize(s string) (int64, bool) {
	factor := int64(1)
	for _, u := range units {
		if rest, ok := cutSuffixFold(s, u.name); ok {
			s, factor = strings.TrimSpace(rest), u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || n > math.MaxInt64/factor {
		return 0, false
	}
	return n * factor, true
}

func cutSuffixFold(s, suffix string) (string, bool) {
	if len(s) < len(suffix) || !strings.EqualFold(s[len(s)-len(suffix):], suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

func showSize(n int64) string {
	for _, u := range []int{2, 1, 0} {
		if unit := units[u]; n >= unit.bytes && n%unit.bytes == 0 {
			return strconv.FormatInt(n/unit.bytes, 10) + unit.name
		}
	}
	return strconv.FormatInt(n, 10)
}

// folders reads a list; in one string, such as a variable's, the folders are
// parted as in PATH.
func folders(field *[]string, key string) entry {
	return list(field, key, "the name of a folder", filepath.SplitList, func(dir string) error {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return fmt.Errorf("%q is not a folder", dir)
		}
		return nil
	})
}

// list is of texts that are what they should be; split parts a variable's.
func list(field *[]string, key, what string, split func(string) []string, check func(string) error) entry {
	return entry{key, []string{}, func(raw any) error {
		var list []string
		switch v := raw.(type) {
		case []string:
			list = v
		case []any:
			for _, item := range v {
				s, ok := item.(string)
				if !ok {
					return fmt.Errorf("%v is not %s", item, what)
				}
				list = append(list, s)
			}
		case string:
			list = split(v)
		default:
			return fmt.Errorf("expected a list, each %s", what)
		}
		for _, s := range list {
			if err := check(s); err != nil {
				return err
			}
		}
		*field = list
		return nil
	}, func() string { return strings.Join(*field, string(filepath.ListSeparator)) }}
}

// commas parts a variable's list.
func commas(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}
