package ner

import "sitrep/extract"

// bodies returns the bodies that only qualify a noun, but tell whose it is: "an
// [army] patrol", "[Nigeria's army] spokesman", "an [army] truck".
func (s *sentence) bodies(inName []bool) []extract.Mention {
	var out []extract.Mention
	for i := range s.tokens {
		next := i + 1
		if inName[i] || next >= len(s.tokens) || inName[next] || !s.lex.Is("body", s.lemma(i)) && !s.lex.Is("body", s.word(i-1)+" "+s.lemma(i)) {
			continue
		}
		n, width, ok := s.headNoun(i)
		of, _, head := s.headNoun(next)
		if !ok || !head || n.Class != extract.Organisation || of.Class != extract.Person && of.Class != extract.Weapon && !s.lex.Is("detachment", s.lemma(next)) {
			continue
		}
		if _, _, more := s.headNoun(next + 1); more || s.lex.Is("commonplace", s.word(i)+" "+s.lemma(next)) {
			continue
		}
		from := next - width
		if k := from - 2; k >= 0 && s.tag(from-1) == "POS" && inName[k] {
			for from = k; from > 0 && inName[from-1] && s.tag(from-1) != "POS"; {
				from--
			}
		} else if k := from - 1; k >= 0 && inName[k] && s.nationality(k, from) == 1 {
			from = k
		}
		if from == next-width && s.lex.Is("body_of_sorts", s.word(i)) {
			continue // "a police chief", but "[Kenya's police] chief"
		}
		m := s.mention(from, next)
		m.Class, m.Subclass, m.Form = n.Class, n.Subclass, extract.Nominal
		m.FoundBy, m.Confidence = "nominal", nominal
		out = append(out, m)
	}
	return out
}
