package event

import (
	_ "embed"
	"strconv"
	"strings"

	"sitrep/extract"
)

//go:embed words.tsv
var wordsFile string

// numbers are number words with their values, general the nouns for people of
// whom nothing more is said, nameless the nouns and classes of actors who may be
// anybody of their class, ends the words that end a noun phrase's core.
var numbers, general, nameless, ends = readWords(wordsFile)

func readWords(file string) (number map[string]int, general, nameless, ends map[string]bool) {
	number, general, nameless, ends = map[string]int{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(file) {
		cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(cells) < 3 {
			continue
		}
		switch cells[0] {
		case "number":
			number[cells[1]], _ = strconv.Atoi(cells[2])
		case "general":
			general[cells[1]] = true
		case "nameless":
			nameless[cells[1]] = true
		case "ends":
			ends[cells[1]] = true
		}
	}
	return number, general, nameless, ends
}

// phrase reads a common noun phrase: how many it says there are, 0 if it does
// not say, and its head: "at least 17 border guards of X" is 17 guards.
func phrase(name string) (count int, head string) {
	for _, w := range strings.Fields(extract.Fold(strings.ReplaceAll(name, ",", ""))) {
		if ends[w] && head != "" {
			break
		}
		n, ok := numbers[w]
		if digits, err := strconv.Atoi(w); err == nil {
			n, ok = digits, true
		}
		switch {
		case !ok:
			head = w
		case count > 0 && n >= 100: // two hundred
			count *= n
		default: // twenty-five
			count += n
		}
	}
	return count, head
}
