package extract

// Span is a half-open range of bytes, [Start, End), into Document.Text.
//
// Invariant: 0 <= Start < End <= len(Text), and both ends lie on UTF-8
// boundaries, so Text[Start:End] is always valid text. Fuzzed in
// extract/english.
type Span struct {
	Start int
	End   int
}

// Len returns the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains tells whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps tells whether s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }
