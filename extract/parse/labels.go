package parse

import (
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
)

// dateline hangs "BAGHDAD, Dec 20 (Wire) - [Text]" on its first token, which the
// parser does not see either: it is no part of the sentence.
func (r *reduction) dateline(s extract.Sentence) {
	t := r.doc.Tokens[s.First:s.Last]
	if len(t) < 6 || !shouted(t[0].Text) {
		return
	}
	for k := 1; k < min(len(t)-3, maxDateline); k++ {
		switch t[k].Text {
		case "-", "—", "–", "--":
			for k = labels(t, k); k >= 0; k-- {
				r.hang(s.First+k, s.First, "parataxis")
			}
			return
		}
		if w := t[k].Tag; len(w) >= 2 && w[:2] == "VB" {
			return
		}
	}
}

// label hangs the places and days that head an entry of a list ("03 June - Mali,
// Gao region - Gunmen attacked", "Thailand. A bomb hit", "Kenya (Garissa): A
// bomb hit") on its first token.
func (r *reduction) label(s extract.Sentence, mentions []extract.Mention, times []extract.TimeMention) {
	t := r.doc.Tokens[s.First:s.Last]
	if r.fold[0] >= 0 {
		return
	}
	place := func(k int) bool {
		for i := range mentions {
			m := &mentions[i]
			if m.First > s.First+k {
				break
			}
			if m.Class == extract.Place && s.First+k < m.Last {
				return true
			}
		}
		return false
	}
	day := func(k int) bool {
		return len(times) > 0 && times[0].First <= s.First+k && s.First+k < times[0].Last
	}
	end, named, bold := -1, false, max(r.bold(t), r.turn(t))
scan:
	for k := 0; k < min(len(t)-3, maxDateline); k++ {
		switch text := t[k].Text; {
		case k == bold:
			end, named = k, true
			break scan
		case k < bold, k == 0 && bullet(text):
		case place(k):
			named = true
		case day(k), text == ",":
		case strings.Trim(text, "-–—") == "" && k > 0:
			if named {
				end = k
			}
		case text == "(" && named, text == ")" && named:
		case text == "." && named && end < 0, text == ":" && named:
			end = k
			break scan
		default:
			break scan
		}
	}
	// "The Gedaref - Kassala road" is no label.
	if end < 0 || end != bold && t[end].Text != ":" && place(end+1) && t[end+1].Tag != "JJ" {
		return
	}
	for k := end; k >= 0; k-- {
		r.hang(s.First+k, s.First, "parataxis")
	}
}

// bold returns the full stop or colon that ends what a sentence begins with in
// Markdown's bold type, "- **5 May, Zliten.** A bomb", or -1.
func (r *reduction) bold(t []extract.Token) int {
	const mark = "**"
	first := 0
	if len(t) > 0 && bullet(t[0].Text) {
		first = 1
	}
	if first >= len(t) || !strings.HasSuffix(strings.TrimSuffix(r.doc.Text[:t[first].Start], " "), mark) {
		return -1
	}
	for k := first; k < min(len(t)-1, maxDateline); k++ {
		if strings.HasPrefix(r.doc.Text[t[k].End:], mark) {
			// "**18:40** Officers say"
			if w := t[k].Text; w == "." || w == ":" || t[k].Tag == "CD" && strings.ContainsAny(w, ":.") {
				return k
			}
			return -1
		}
	}
	return -1
}

// turn returns the colon after whose turn it is in an interview that begins a
// line, "HADDAD: Smugglers fired", "Q (Reuters): Who", or -1.
func (r *reduction) turn(t []extract.Token) int {
	if len(t) == 0 || t[0].Start > 0 && !strings.HasSuffix(strings.TrimRight(r.doc.Text[:t[0].Start], " *"), "\n") {
		return -1
	}
	for k := range min(len(t)-1, maxDateline) {
		switch w := t[k].Text; {
		case w == ":" && k > 0:
			return k
		case k == 0 && (w == "Q" || w == "A") || shouted(w) && unicode.IsUpper(rune(w[0])) || k > 0 && (w == "." || w == "(" || w == ")"):
		case k > 1 && t[k-1].Text == "(":
		default:
			return -1
		}
	}
	return -1
}

func bullet(w string) bool { return w == "-" || w == "*" || w == "•" || w == "–" }

// labels returns the last token of the labels in square brackets after a
// dateline's dash at k: "[Text]", "[Report] [Jane Doe]"; k without any.
func labels(t []extract.Token, k int) int {
	if k+1 < len(t) && t[k+1].Text == t[k].Text {
		k++ // "--"
	}
	for k+2 < len(t) && t[k+1].Text == "[" {
		end := slices.IndexFunc(t[k+1:min(len(t)-1, k+maxDateline)], func(t extract.Token) bool { return t.Text == "]" })
		if end < 0 {
			break
		}
		k += 1 + end
	}
	return k
}

func shouted(w string) bool {
	for _, c := range w {
		if c >= 'a' && c <= 'z' {
			return false
		}
	}
	return len(w) > 2
}
