package relate

import (
	"strings"

	"sitrep/extract"
)

// quotation is what is known of direct speech from one sentence to the next:
// "..., the colonel said. "They took the bridge.""
type quotation struct {
	open  bool
	voice string // the entity that speaks, if one is named
	turn  string // whose turn it is in an interview
}

// quoted makes what a sentence says in quotation marks, without naming who
// speaks, the report of who spoke in the sentence before. found are its
// statements.
func (q *quotation) quoted(s *sentence, found []extract.Statement) {
	first, last := s.doc.Tokens[s.first], s.doc.Tokens[s.first+len(s.tokens)-1]
	// Of the text, since the token before may stand in another part.
	before := len(strings.TrimRight(s.doc.Text[:first.Start], " \t\r\n"))
	if strings.Contains(s.doc.Text[before:first.Start], "\n\n") {
		q.open = false
	}
	q.takesTurn(s, before == 0 || strings.Contains(s.doc.Text[before:first.Start], "\n"))
	if q.turn != "" {
		for k := range found {
			if st := &found[k]; st.Status == extract.Asserted && st.AttributedTo == "" && !s.lex.Is("lasting", st.Predicate) {
				st.Status, st.AttributedTo = extract.Reported, q.turn
			}
		}
	}
	own := s.speaker()
	runs := q.open || quoteMark(first.Text)
	if own == "" && runs && q.voice != "" {
		end := last.End
		from := first.Start
		if q.open {
			end = s.closes(end)
		}
		for k := range found {
			st := &found[k]
			if st.Status == extract.Asserted && st.AttributedTo == "" && from <= st.Trigger.Start && st.Trigger.End <= end {
				st.Status, st.AttributedTo = extract.Reported, q.voice
			}
		}
	}
	marks := false
	for i := range s.tokens {
		switch s.tokens[i].Text {
		case "“", "«", "„", "``":
			q.open, marks = true, true
		case "”", "»", "''":
			q.open, marks = false, true
		case "\"":
			q.open, marks = !q.open, true
		}
	}
	switch {
	case own != "" && marks:
		q.voice = own
	case !runs && !marks:
		q.voice = ""
	}
}

// takesTurn finds whose turn it is in an interview: "HADDAD: Smugglers fired at
// our post." It lasts until the next line.
func (q *quotation) takesTurn(s *sentence, line bool) {
	if !line {
		return
	}
	q.turn = ""
	for _, i := range s.mentions {
		m := &s.doc.Mentions[i]
		if m.First == s.first && m.Form == extract.Name && m.Class == extract.Person && m.Last < s.first+len(s.tokens)-1 && s.doc.Tokens[m.Last].Text == ":" {
			q.turn = m.Entity
		}
	}
}

func quoteMark(word string) bool {
	switch word {
	case "“", "«", "„", "``", "\"":
		return true
	}
	return false
}

// closes returns where the first closing mark of the sentence stands, or end.
func (s *sentence) closes(end int) int {
	for i := range s.tokens {
		switch s.tokens[i].Text {
		case "”", "»", "''", "\"":
			return s.tokens[i].Start
		}
	}
	return end
}

// speaker returns the entity that the sentence names as who says something.
func (s *sentence) speaker() string {
	for i := range s.tokens {
		if !s.verb(i) || !s.lex.Is("speech", s.lemma(i)) {
			continue
		}
		if m := s.source(i, -1); m >= 0 {
			return s.doc.Mentions[m].Entity
		}
	}
	return ""
}
