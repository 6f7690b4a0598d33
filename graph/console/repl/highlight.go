package repl

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The colours, of the sixteen that every terminal has and its user chose.
const (
	reset   = "\x1b[0m"
	dim     = "\x1b[2m"
	reverse = "\x1b[7m"
	red     = "\x1b[31m"
	green   = "\x1b[32m"
	yellow  = "\x1b[33m"
	blue    = "\x1b[34m"
	magenta = "\x1b[35m"
	cyan    = "\x1b[36m"
)

// paint colours a text, if colour is on and there is one.
func paint(on bool, colour, text string) string {
	if !on || colour == "" || text == "" {
		return text
	}
	return colour + text + reset
}

var keywords = []string{
	"break", "case", "catch", "const", "continue", "default", "do", "else", "false", "finally", "for", "function",
	"if", "in", "instanceof", "let", "new", "null", "of", "return", "switch", "this", "throw", "true", "try", "typeof",
	"undefined", "var", "void", "while",
}

// highlight colours what may be entered: a script, or a command with its walk.
// Without colour it changes nothing; with it, only colours are added.
func highlight(on bool, text string) string {
	if !on {
		return text
	}
	if name, rest, _ := strings.Cut(text, " "); strings.HasPrefix(text, ":") {
		if name = paint(on, magenta, name); len(rest) == 0 && !strings.Contains(text, " ") {
			return name
		}
		return name + " " + highlightWalk(rest)
	}
	var b strings.Builder
	after := byte(0)
	for text != "" {
		n, colour := token(text, after)
		b.WriteString(paintLines(colour, text[:n]))
		if trimmed := strings.TrimSpace(text[:n]); trimmed != "" {
			after = trimmed[len(trimmed)-1]
		}
		text = text[n:]
	}
	return b.String()
}

// paintLines colours each line by itself, since editors redraw lines.
func paintLines(colour, text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = paint(true, colour, lines[i])
	}
	return strings.Join(lines, "\n")
}

// token is the length of the script's first token and its colour; after is the
// last character before it.
func token(text string, after byte) (n int, colour string) {
	switch first, size := utf8.DecodeRuneInString(text); {
	case strings.HasPrefix(text, "//"):
		return len(text) - len(strings.TrimLeftFunc(text, func(r rune) bool { return r != '\n' })), dim
	case strings.HasPrefix(text, "/*"):
		if end := strings.Index(text, "*/"); end >= 0 {
			return end + 2, dim
		}
		return len(text), dim
	case first == '"' || first == '\'' || first == '`':
		return stringEnd(text), green
	case isWord(first):
		n = len(text) - len(strings.TrimLeftFunc(text, isWord))
		switch word := text[:n]; {
		case after == '.':
			return n, cyan
		case unicode.IsDigit(first):
			return n, yellow
		case slices.Contains(keywords, word):
			return n, blue
		}
		return n, ""
	default:
		return size, ""
	}
}

func isWord(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// stringEnd is the length of the string that a text begins with; one that is not
// closed ends with its line.
func stringEnd(text string) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case text[i] == text[0]:
			return i + 1
		case text[i] == '\n' && text[0] != '`':
			return i
		}
	}
	return len(text)
}

// highlightWalk colours arrows and what is quoted.
func highlightWalk(text string) string {
	var b strings.Builder
	for text != "" {
		n, colour := 1, ""
		switch {
		case strings.HasPrefix(text, "->"), strings.HasPrefix(text, "<-"):
			n, colour = 2, cyan
		case text[0] == '"':
			n, colour = stringEnd(text), green
		default:
			_, n = utf8.DecodeRuneInString(text)
		}
		b.WriteString(paint(true, colour, text[:n]))
		text = text[n:]
	}
	return b.String()
}
