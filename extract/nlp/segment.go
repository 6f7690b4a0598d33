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
	// maxBlock bounds what Punkt sees at once, in bytes: it takes many times the
	// memory.
	maxBlock = 64 << 10
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

// segment returns the sentences of a range of text in order; they don't
// overlap, and hold no space at either end. Longest is the text's longest line.
func (s *segmenter) segment(text string, r extract.Span, longest int) []extract.Span {
	var out []extract.Span
	blocks(text, r, longest, func(b extract.Span) {
		for _, span := range s.sentences(text, b) {
			out = appendBounded(out, text, span)
		}
	})
	return out
}

// cut parts text into ranges of about size bytes, at the ends of blocks.
func cut(text string, size int) []extract.Span {
	var out []extract.Span
	start := 0
	whole := extract.Span{End: len(text)}
	blocks(text, whole, longestLine(text), func(b extract.Span) {
		if b.End-start >= size {
			out = append(out, extract.Span{Start: start, End: b.End})
			start = b.End
		}
	})
	if rest := (extract.Span{Start: start, End: len(text)}); trim(text, rest).Len() > 0 {
		out = append(out, rest)
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

// longestLine returns the length of a text's longest line in bytes.
func longestLine(text string) int {
	longest := 0
	for line := range strings.Lines(text) {
		longest = max(longest, len(strings.TrimSuffix(line, "\n")))
	}
	return longest
}

// blocks calls f with the stretches of a range of text that no sentence goes
// beyond: parted by empty lines, before bullets and headings, after a headline,
// and at every line end of a text whose lines are not wrapped.
func blocks(text string, r extract.Span, longest int, f func(extract.Span)) {
	var open extract.Span
	flush := func() {
		for t := trim(text, open); t.Len() > 0; {
			piece := t
			if t.Len() > maxBlock {
				piece.End = breakAt(text, t.Start, longest)
			}
			t = trim(text, extract.Span{Start: piece.End, End: t.End})
			f(trim(text, piece))
		}
		open = extract.Span{}
	}
	for start := r.Start; start < r.End; {
		l := extract.Span{Start: start, End: r.End}
		if n := strings.IndexByte(text[start:r.End], '\n'); n >= 0 {
			l.End = start + n
		}
		start = l.End + 1
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
}

// breakAt returns where a block that is too long, from start, may best be
// broken: after a full stop, a line of a text whose lines are wrapped, a space,
// else between two characters.
func breakAt(text string, start, longest int) int {
	marks := []string{". ", ".\n", " "}
	if longest <= wrapped {
		marks = []string{".\n", "\n"}
	}
	end := start + maxBlock
	for _, mark := range marks {
		if i := strings.LastIndex(text[start:end], mark); i > 0 {
			return start + i + 1
		}
	}
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return end
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
