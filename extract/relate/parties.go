package relate

import (
	"slices"
	"strings"
)

// reciprocal tells whether the object of a verb is "each other".
func (s *sentence) reciprocal(v int) bool {
	o := s.child(v, "obj", "obl")
	if k := s.child(v, "nsubj"); k >= 0 && o > 1 && s.lemma(k) == "each" && s.cover[k] < 0 && s.lemma(o) == "other" && s.lemma(o-1) == "the" {
		return true // "each accused the other"
	}
	if o < 0 || o+1 >= len(s.tokens) {
		return false
	}
	if n := s.child(v, "nsubj"); n >= 0 && n < v && s.lemma(n) == "each" && s.lemma(o) == "other" && s.child(o, "det") >= 0 {
		return true // "each accused the other"
	}
	return s.lemma(o) == "each" && s.lemma(o+1) == "other" || s.lemma(o) == "one" && s.lemma(o+1) == "another" || o > 0 && s.lemma(o) == "other" && s.lemma(o-1) == "each"
}

// eachOf returns the two of whom each does to the other what the verb at v says, as the
// verb above tells: "they clashed with the police in May, when each accused the other".
func (s *sentence) eachOf(v int) []int {
	h := s.head(v)
	for h >= 0 && !s.verb(h) {
		h = s.head(h)
	}
	if h < 0 {
		return nil
	}
	for _, d := range s.events(h) {
		if s.lex.Ontology.Predicate(d.predicate).Symmetric {
			return []int{d.subject, d.object}
		}
	}
	var out []int
	for _, k := range s.subjects(h) {
		out = append(out, s.mentionsOf(k)...)
	}
	if len(out) != 2 {
		return nil
	}
	return out
}

// parties returns the countries that qualify the plural at head in coordination, as "the
// French and Egyptian officers" who meet are of two sides.
func (s *sentence) parties(head int) []int {
	if head < 0 || !strings.HasSuffix(s.tokens[head].Tag, "S") {
		return nil
	}
	var out []int
	for k := head - 1; k >= max(0, head-4); k-- {
		switch c := s.cover[k]; {
		case c >= 0 && c != s.cover[head] && s.doc.Mentions[c].Subclass == "Country" && !slices.Contains(out, c):
			out = append(out, c)
		case s.tokens[k].Text != "and" && s.tokens[k].Text != "," && len(out) > 0:
			k = 0
		}
	}
	if len(out) < 2 {
		return nil
	}
	slices.Reverse(out)
	return out
}

// sides returns the countries in coordination that a plural is of: "the leaders
// of Chad and Niger".
func (s *sentence) sides(head int) []int {
	if head < 0 || !strings.HasSuffix(s.tokens[head].Tag, "S") {
		return nil
	}
	for _, prep := range []string{"of", "from"} {
		out := s.prepositional(head, prep)
		if len(out) > 1 && !slices.ContainsFunc(out, func(m int) bool { return s.doc.Mentions[m].Subclass != "Country" }) {
			return out
		}
	}
	return nil
}

// delegations returns the bodies that the plural at head speaks for: "envoys of the
// army and the rebels" who meet are of two sides.
func (s *sentence) delegations(head int) []int {
	if head < 0 || s.tokens[head].Tag != "NNS" || !s.evokes(head, "member_of", "leads") {
		return nil
	}
	for _, prep := range []string{"of", "from", "for"} {
		for _, k := range s.under(head, prep) {
			out := s.mentionsOf(k)
			for _, c := range s.kids[head] {
				if m := s.tree.mention(c); c > k && s.is(c, "conj") && m >= 0 && !slices.Contains(out, m) {
					out = append(out, m)
				}
			}
			if len(out) > 1 && !slices.ContainsFunc(out, func(m int) bool { return !s.force(m) }) {
				return out
			}
		}
	}
	return nil
}
