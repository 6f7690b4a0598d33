package answer

import (
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"sitrep/graph/walk"
)

const (
	gap = "  "
	// leastColumn is how far a column is cut; where that is not enough, each row
	// is written as a record, a line a cell.
	leastColumn = 10
)

// tableOf writes rows beneath a header, in columns that fit the width.
func tableOf(w io.Writer, width int) func([]string, [][]string) error {
	return func(header []string, rows [][]string) error {
		all := append([][]string{header}, rows...)
		widths := make([]int, len(header))
		for i, row := range all {
			clean := make([]string, len(row))
			for j, text := range row {
				clean[j] = walk.Clean(text)
				widths[j] = max(widths[j], uniseg.StringWidth(clean[j]))
			}
			all[i] = clean
		}
		if width > 0 && !fit(widths, width-len(gap)*(len(widths)-1)) {
			return records(w, all)
		}
		rule := make([]string, len(header))
		for j := range rule {
			rule[j] = strings.Repeat("-", widths[j])
		}
		all = append([][]string{all[0], rule}, all[1:]...)
		for _, row := range all {
			var line strings.Builder
			for j, text := range row {
				text = Cut(text, widths[j])
				line.WriteString(text)
				line.WriteString(strings.Repeat(" ", widths[j]-uniseg.StringWidth(text)) + gap)
			}
			if _, err := fmt.Fprintln(w, strings.TrimRight(line.String(), " ")); err != nil {
				return err
			}
		}
		return nil
	}
}

// fit narrows the widest columns until all fit. It is false where they would
// become too narrow to read.
func fit(widths []int, room int) bool {
	sum, widest := 0, 0
	for _, w := range widths {
		sum += w
		widest = max(widest, w)
	}
	for ; sum > room; widest-- {
		if widest <= leastColumn {
			return false
		}
		for j := range widths {
			if widths[j] == widest {
				widths[j]--
				sum--
			}
		}
	}
	return true
}

// records writes each row as lines of name and cell. all begins with the header.
func records(w io.Writer, all [][]string) error {
	longest := 0
	for _, name := range all[0] {
		longest = max(longest, uniseg.StringWidth(name))
	}
	for i, row := range all[1:] {
		if i > 0 {
			fmt.Fprintln(w)
		}
		for j, text := range row {
			if _, err := fmt.Fprintf(w, "%s%s%s%s\n", all[0][j], strings.Repeat(" ", longest-uniseg.StringWidth(all[0][j])), gap, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// Cut shortens a text to a width in cells of a terminal.
func Cut(text string, width int) string {
	if uniseg.StringWidth(text) <= width {
		return text
	}
	var b strings.Builder
	used := 0
	for graphemes := uniseg.NewGraphemes(text); graphemes.Next(); {
		if used += graphemes.Width(); used > width-1 {
			break
		}
		b.WriteString(graphemes.Str())
	}
	if width > 0 {
		b.WriteString("…")
	}
	return b.String()
}
