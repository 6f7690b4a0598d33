package nlp

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/neurosnap/sentences.v1"
	"gopkg.in/neurosnap/sentences.v1/data"
	"gopkg.in/neurosnap/sentences.v1/english"

	"sitrep/extract"
)

const (
	// maxSentence bounds a sentence in bytes, so that text without an end of
	// sentence stays cheap for every later stage.
	maxSentence = 3000
	// wrapped is the longest line, in bytes, of a text whose lines are taken
	// for wrapped; a text with longer lines has a paragraph a line.
	wrapped = 100
)

// abbreviations that do not end a sentence, beside those of the trained model.
var abbreviations = []string{
	"adm", "brig", "capt", "cdr", "cmdr", "col", "comdr", "cpl", "gen", "lt", "maj", "pvt", "rev", "sgt", "supt", "hon",
	"gov", "rep", "sen", "dr", "mr", "mrs", "ms", "st", "mt", "no", "vs", "approx", "dept", "est", "fig",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "al", "u.s", "u.k", "u.n",
}

// segmenter finds sentences by neurosnap's Punkt, one block of text at a time.
type segmenter struct {
	punkt *sentences.DefaultSentenceTokenizer
}

func newSegmenter() (*segmenter, error) {
	b, err := data.Asset("data/english.json")
	if err != nil {
		return nil, err
	}
	training, err := sentences.LoadTraining(b)
	if err != nil {
		return nil, err
	}
	for _, a := range abbreviations {
		training.AbbrevTypes.Add(a)
	}
	punkt, err := english.NewSentenceTokenizer(training)
	if err != nil {
		return nil, err
	}
	return &segmenter{punkt: punkt}, nil
}

// segment returns the sentences of text in order; they don't overlap, and hold
// no space at either end.
func (s *segmenter) segment(text string) []extract.Span {
	var out []extract.Span
	for _, b := range blocks(text) {
		for _, span := range s.sentences(text, b) {
			out = appendBounded(out, text, span)
		}
	}
	return out
}

// sentences splits one block; the whole block where Punkt fails.
func (s *segmenter) sentences(text string, b extract.Span) (out []extract.Span) {
	defer func() {
		if recover() != nil {
			out = []extract.Span{b}
		}
	}()
	at := b.Start
	for _, sent := range s.punkt.Tokenize(text[b.Start:b.End]) {
		// Punkt's own offsets count what it trimmed, so align instead.
		body := strings.TrimSpace(sent.Text)
		i := strings.Index(text[at:b.End], body)
		if body == "" || i < 0 {
			continue
		}
		out = append(out, extract.Span{Start: at + i, End: at + i + len(body)})
		at += i + len(body)
	}
	if rest := trim(text, extract.Span{Start: at, End: b.End}); rest.Len() > 0 {
		out = append(out, rest)
	}
	return out
}

// appendBounded cuts a span at spaces so that no piece exceeds maxSentence.
func appendBounded(out []extract.Span, text string, s extract.Span) []extract.Span {
	for s.Len() > maxSentence {
		cut := strings.LastIndexFunc(text[s.Start:s.Start+maxSentence], unicode.IsSpace)
		if cut <= 0 {
			for cut = maxSentence; !utf8.RuneStart(text[s.Start+cut]); cut-- {
			}
		}
		if piece := trim(text, extract.Span{Start: s.Start, End: s.Start + cut}); piece.Len() > 0 {
			out = append(out, piece)
		}
		s = trim(text, extract.Span{Start: s.Start + cut, End: s.End})
	}
	if s.Len() > 0 {
		out = append(out, s)
	}
	return out
}

// blocks splits text where no sentence goes on: at empty lines, before bullets
// and headings, after a headline, and at every line end of a text whose lines
// are not wrapped.
func blocks(text string) []extract.Span {
	var lines []extract.Span
	longest := 0
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		lines = append(lines, extract.Span{Start: start, End: end})
		longest = max(longest, end-start)
		start = end + 1
	}
	var out []extract.Span
	var open extract.Span
	flush := func() {
		if t := trim(text, open); t.Len() > 0 {
			out = append(out, t)
		}
		open = extract.Span{}
	}
	for _, l := range lines {
		line := strings.TrimSpace(text[l.Start:l.End])
		switch {
		case line == "":
			flush()
			continue
		case open.Len() == 0:
			open = l
		case isBullet(line) || longest > wrapped:
			flush()
			open = l
		default:
			open.End = l.End
		}
		if endsBlock(line, longest) {
			flush()
		}
	}
	flush()
	return out
}

// isBullet tells whether a line opens a list item or a heading.
func isBullet(line string) bool {
	r, size := utf8.DecodeRuneInString(line)
	switch {
	case strings.ContainsRune("-*•–·+", r) && size < len(line) && line[size] == ' ', r == '#':
		return true
	case unicode.IsDigit(r):
		rest := strings.TrimLeft(line, "0123456789")
		return strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")
	}
	return false
}

// endsBlock tells whether a wrapped text's line is so short that its
// paragraph ends there: a headline, a caption, a heading.
func endsBlock(line string, longest int) bool {
	return strings.HasPrefix(line, "#") || len(line) < longest*6/10
}

func trim(text string, s extract.Span) extract.Span {
	body := text[s.Start:s.End]
	s.Start += len(body) - len(strings.TrimLeftFunc(body, unicode.IsSpace))
	s.End -= len(body) - len(strings.TrimRightFunc(body, unicode.IsSpace))
	if s.Start > s.End {
		s.Start = s.End
	}
	return s
}
