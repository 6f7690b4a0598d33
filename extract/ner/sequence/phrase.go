package sequence

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// phrases widens names to the noun phrases that re3d annotates, with article,
// title and head noun, so that they can be scored by its own spans: "the Iraqi
// Prime Minister Haider al-Abadi", "ISIL fighters". A name that a wider one
// takes in is dropped, and a nationality by itself.
func (r *reader) phrases(t *text, found []Finding) []extract.Mention {
	var out []extract.Mention
	for _, s := range t.Sentences {
		tokens := t.Tokens[s.First:s.Last]
		for _, f := range found {
			if !f.Overlaps(s.Span) {
				continue
			}
			first, last := touched(tokens, f.Span)
			class := f.Class
			switch f.Sense {
			case Actor:
				class = extract.Organisation
			case Nationality:
				class = ""
			}
			for last < len(tokens) && f.Class != extract.Person && plainNoun(tokens[last]) && tokens[last-1].End+1 == tokens[last].Start {
				if n, ok := r.lex.Nominals[tokens[last].Lemma]; ok {
					class = n.Class
				}
				last++
			}
			for first > 0 && tokens[first].Start <= tokens[first-1].End+1 && modifies(tokens[first-1]) {
				first--
			}
			if first > 0 && (tokens[first-1].Tag == "DT" || tokens[first-1].Tag == "PRP$") {
				first--
			}
			if class != "" {
				span := extract.Span{Start: tokens[first].Start, End: tokens[last-1].End}
				out = slices.DeleteFunc(out, func(m extract.Mention) bool { return m.Overlaps(span) })
				out = append(out, extract.Mention{Span: span, Class: class, Form: extract.Name})
			}
		}
	}
	return out
}

func plainNoun(t extract.Token) bool { return t.Tag == "NN" || t.Tag == "NNS" }

func modifies(t extract.Token) bool {
	return strings.HasPrefix(t.Tag, "NN") || strings.HasPrefix(t.Tag, "JJ") && hasLetter(t.Text)
}
