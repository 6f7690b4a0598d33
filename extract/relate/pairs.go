package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// couple is what two do of whom the sentence before told who they are: "the two
// signed a truce", "each accused the other of breaking it".
type couple struct {
	draft
	// mutual is set where each does it to the other, bodies where no people do it.
	mutual, bodies bool
}

// bothOf tells whether the subject of the verb at i stands for two named before:
// "the pair agreed", "both sides signed", "each accused the other".
func (s *sentence) bothOf(i int) bool {
	k := s.child(i, "nsubj")
	if k < 0 || k > i || s.passive(i) {
		return false
	}
	switch s.lemma(k) {
	case "each", "both":
		return s.child(k, "nmod") < 0
	case "they":
		return s.cover[k] < 0
	case "pair", "duo", "two":
		return s.child(k, "nmod", "amod", "acl:relcl") < 0 && s.child(k, "det") >= 0
	}
	if s.tokens[k].Tag != "NNS" || s.child(k, "nmod", "amod", "appos", "acl:relcl", "conj", "nmod:poss") >= 0 {
		return false
	}
	first := s.leftmost(k)
	return s.lemma(first) == "both" || s.lemma(first) == "the" && first+1 < k && s.lemma(first+1) == "two"
}

// bodiesOnly tells whether the two are no people: "both sides", "the two forces",
// for whom those speak who met.
func (s *sentence) bodiesOnly(i int) bool {
	k := s.child(i, "nsubj")
	return k >= 0 && s.lex.Is("delegation", s.lemma(k))
}

// earlierPair returns the two of whom the sentence told before the token at i what
// they did with or to each other, -1 where there are none or more.
func (s *sentence) earlierPair(i int) (a, b int) {
	for k := i - 1; k >= 0; k-- {
		var found []draft
		for _, d := range s.memo[k] {
			if s.lex.Ontology.Predicate(d.predicate).Symmetric && d.subject >= 0 && d.object >= 0 {
				found = append(found, d)
			}
		}
		if len(found) > 0 {
			if len(found) > 1 {
				return -1, -1
			}
			return found[0].subject, found[0].object
		}
	}
	return -1, -1
}

// papers tells whether what two sign, reach or strike is an agreement.
func (s *sentence) papers(o int) bool {
	if s.lex.Is("accord", s.lemma(o)) || s.lex.Is("signed_paper", s.lemma(o)) {
		return true
	}
	return slices.ContainsFunc(s.under(o, "of"), func(k int) bool { return s.lex.Is("accord", s.lemma(k)) })
}

// couples returns what the two did of whom the sentence before told that they met,
// fought or agreed.
func (r *reading) couples(d *extract.Document, s *sentence) []extract.Statement {
	if len(s.couples) == 0 {
		return nil
	}
	var pair *extract.Statement
	for k := range r.before {
		if st := &r.before[k]; r.lex.Ontology.Predicate(st.Predicate).Symmetric {
			if pair != nil && !(same(pair, st.Subject) && same(pair, st.Object)) {
				return nil
			}
			pair = st
		}
	}
	if pair == nil {
		return nil
	}
	var out []extract.Statement
	for _, c := range s.couples {
		st, ok := s.statement(c.draft)
		if e := r.entities[pair.Subject]; !ok || c.bodies && e != nil && e.Class == extract.Person {
			continue
		}
		st.Confidence = byResumption
		st.Subject, st.SubjectSpan, st.Object, st.ObjectSpan = pair.Subject, st.Trigger, pair.Object, st.Trigger
		out = append(out, st)
		if c.mutual {
			st.Subject, st.Object = st.Object, st.Subject
			out = append(out, st)
		}
	}
	return r.sound(d, out)
}

// same tells whether an entity is one of the two of a statement.
func same(st *extract.Statement, id string) bool {
	return strings.EqualFold(st.Subject, id) || strings.EqualFold(st.Object, id)
}
