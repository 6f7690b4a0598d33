package repl

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"sitrep/graph/answer"
	"sitrep/graph/completion"
	"sitrep/graph/walk"
)

// menu is a completion under way: the first Tab writes what all items share and
// lists them, each further one puts the next in the place of what was typed. It
// is about a text and a cursor, counted in characters, and knows no terminal.
type menu struct {
	items []completion.Item
	// typed is what the items stand for, from the character start on.
	typed string
	start int
	// at is the item that stands in the text, -1 where none does yet.
	at int
	// text and cursor are as the menu left them; any change ends it.
	text   string
	cursor int
}

// on tells whether the menu still is about a text.
func (m *menu) on(text string, cursor int) bool {
	return len(m.items) > 0 && text == m.text && cursor == m.cursor
}

// open begins with an answer about the text before the cursor, and returns the
// text and cursor that come of it.
func (m *menu) open(a completion.Answer, text string, cursor int) (string, int) {
	*m = menu{at: -1, text: text, cursor: cursor, typed: a.Replace}
	runes := []rune(text)
	m.start = cursor - utf8.RuneCountInString(a.Replace)
	if m.start < 0 || cursor > len(runes) || string(runes[m.start:cursor]) != a.Replace {
		return text, cursor // an answer about another text
	}
	for _, item := range a.Items {
		item.Text, item.Label, item.Detail = walk.Clean(item.Text), walk.Clean(item.Label), walk.Clean(item.Detail)
		m.items = append(m.items, item)
	}
	switch len(m.items) {
	case 0:
	case 1:
		m.put(m.items[0].Text)
		m.items = nil
	default:
		if shared := shared(m.items); goesOn(m.typed, shared) {
			m.put(shared)
		}
	}
	return m.text, m.cursor
}

// next goes on to the next item, or the one before, and at either end back to
// what was typed.
func (m *menu) next(step int) (string, int) {
	n := len(m.items) + 1 // what was typed is one more, after the last
	m.at = (m.at+1+step+n)%n - 1
	if m.at < 0 {
		m.put(m.typed)
	} else {
		m.put(m.items[m.at].Text)
	}
	return m.text, m.cursor
}

// put writes a text in the place of what was typed.
func (m *menu) put(text string) {
	runes := []rune(m.text)
	m.text = string(runes[:m.start]) + text + string(runes[m.cursor:])
	m.cursor = m.start + utf8.RuneCountInString(text)
}

// shared is what all items' texts begin with.
func shared(items []completion.Item) string {
	first := items[0].Text
	for _, item := range items[1:] {
		n := 0
		for n < len(first) && n < len(item.Text) && first[n] == item.Text[n] {
			n++
		}
		first = first[:n]
	}
	for !utf8.ValidString(first) {
		first = first[:len(first)-1]
	}
	return strings.TrimRightFunc(first, unicode.IsSpace)
}

// goesOn tells whether a text is what was typed and more: in any case, and with
// the bracket of an IRI or without.
func goesOn(typed, text string) bool {
	typed, bare := strings.ToLower(strings.TrimPrefix(typed, "<")), strings.ToLower(strings.TrimPrefix(text, "<"))
	return len(bare) > len(typed) && strings.HasPrefix(bare, typed)
}

// lines shows the items, each cut to a line, around the one that is chosen.
func (m *menu) lines(width, height int, colour bool) []string {
	if len(m.items) == 0 {
		return nil
	}
	height = max(1, min(height, len(m.items)))
	from := max(0, min(m.at-height/2, len(m.items)-height))
	longest := 0
	for _, item := range m.items[from : from+height] {
		longest = max(longest, uniseg.StringWidth(item.Label))
	}
	longest = min(longest, max(width/2, 12))
	var lines []string
	for i, item := range m.items[from : from+height] {
		label := answer.Cut(item.Label, min(longest, width-2))
		padded := label + strings.Repeat(" ", max(0, longest-uniseg.StringWidth(label)))
		detail := item.Detail
		if signature, ok := strings.CutPrefix(detail, item.Label+"("); ok {
			detail = "(" + signature // the name stands before it
		}
		detail = answer.Cut(detail, max(0, width-longest-5))
		if from+i == m.at {
			padded = paint(colour, reverse, padded)
			if !colour {
				lines = append(lines, "> "+padded+" "+detail)
				continue
			}
		}
		lines = append(lines, strings.TrimRight("  "+padded+" "+paint(colour, dim, detail), " "))
	}
	if left := len(m.items) - height; left > 0 {
		lines = append(lines, answer.Cut(fmt.Sprintf("  and %d more", left), width-1))
	}
	return lines
}
