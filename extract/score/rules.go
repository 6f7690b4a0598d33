package score

import (
	"fmt"
	"strings"
)

// mustRules reads an embedded table of this package: rows of the given number
// of columns with tabs between, after a row of headings; lines that start with
// # are comments. It panics on another table, which no test would pass.
func mustRules(table string, columns int) [][]string {
	var out [][]string
	headed := false
	for n, line := range strings.Split(table, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != columns {
			panic(fmt.Sprintf("line %d: %d columns, want %d: %q", n+1, len(f), columns, line))
		}
		if headed {
			out = append(out, f)
		}
		headed = true
	}
	return out
}
