package relate

import "sitrep/extract"

// alias reads "X, also known as Y" of two names that the gazetteer knows as
// two: coreference makes one entity of any others.
func (s *sentence) alias(i int, m *extract.Mention) []draft {
	if m.Form != extract.Name || i+1 >= len(s.doc.Mentions) {
		return nil
	}
	n := &s.doc.Mentions[i+1]
	if n.Form != extract.Name || n.Class != m.Class || n.Sentence != m.Sentence || n.Entity == m.Entity || n.First < m.Last ||
		!s.lex.AliasPhrase(s.doc.Tokens[m.Last:n.First]) {
		return nil
	}
	return []draft{s.phrase("same_as", i, i+1, m.Last-s.first, n.First-s.first-1, byPhrase)}
}
