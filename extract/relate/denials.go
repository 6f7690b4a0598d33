package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// denials records who takes back what was told before without saying again what
// it is, beyond what the frames of denial reach: "the army said it had not",
// "called the claim a lie", "a charge Oman rejects", "denied planting it".
func (s *sentence) denials() {
	for i := range s.tokens {
		if !s.verb(i) {
			continue
		}
		who, part := -1, false
		switch {
		case s.lex.Is("speech", s.lemma(i)) && s.contradicts(i), s.lex.Is("brand", s.lemma(i)) && s.branded(i):
			who = s.source(i, -1)
		case s.denial(i):
			if who = s.disputer(i); who < 0 && s.disowns(i) {
				who, part = s.source(i, -1), true
			}
		}
		if who < 0 {
			continue
		}
		d := incident{draft: draft{predicate: "denied", subject: who, object: -1, instrument: -1, trigger: i, last: i, by: -1, place: -1, confidence: byResumption}, again: true, part: part}
		d.status = s.local(i)
		s.addIncident(d)
	}
}

// denial tells whether a verb denies.
func (s *sentence) denial(i int) bool {
	return slices.ContainsFunc(s.lex.Frames[s.lemma(i)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && f.Predicate == "denied"
	})
}

// contradicts tells whether what the verb of saying at i leads to says only that
// it is not so: "it had not", "that is a lie", "the report was false".
func (s *sentence) contradicts(i int) bool {
	k := s.child(i, "ccomp")
	if k < 0 {
		return false
	}
	if s.lex.Is("false", s.lemma(k)) {
		subj := s.child(k, "nsubj")
		return subj >= 0 && s.charges(subj) && s.local(k) != extract.Denied
	}
	switch s.lemma(k) {
	case "have", "do", "be":
	default:
		return false
	}
	return s.negated(k) && !slices.ContainsFunc(s.kids[k], func(c int) bool {
		return c > k && s.tokens[c].Tag != "RB" && s.rel(c) != "punct"
	})
}

// branded tells whether the verb at i calls what is charged false.
func (s *sentence) branded(i int) bool {
	o := s.child(i, "obj")
	return o >= 0 && s.charges(o) && slices.ContainsFunc(append([]int{}, append(s.kids[i], s.kids[o]...)...), func(k int) bool {
		return k > o && s.lex.Is("false", s.lemma(k))
	})
}

// charges tells whether a word stands for what was said before: "it", "the
// report".
func (s *sentence) charges(o int) bool {
	return s.lex.Is("charge", s.lemma(o)) && !s.explained(o)
}

// disputer returns who denies the charge or event that a clause after a comma
// hangs on, or -1: ", which the army denied", ", an accusation Oman rejects".
// Parsers seldom see such clauses.
func (s *sentence) disputer(v int) int {
	k := v - 1
	for k > 0 && (s.rel(k) == "aux" || s.tokens[k].Tag == "RB") {
		k--
	}
	if k < 2 || s.cover[k] < 0 {
		return -1
	}
	m := s.cover[k]
	from := s.doc.Mentions[m].First - s.first
	if from > 0 && s.tokens[from-1].Tag == "DT" && s.lemma(from-1) == "the" {
		from--
	}
	if from > 0 && (s.lemma(from-1) == "that" || s.lemma(from-1) == "which") {
		from--
	}
	switch w := from - 1; {
	case from > 0 && s.lemma(from) == "which" && s.tokens[w].Text == ",":
		return m
	case w > 1 && s.lex.Is("charge", s.lemma(w)) && s.tokens[w-1].Tag == "DT" && s.tokens[w-2].Text == ",":
		return m
	}
	return -1
}

// disowns tells whether who denies at i denies to have done what was told
// before: "denied planting it", "denied having a hand in the attack".
func (s *sentence) disowns(i int) bool {
	x := s.child(i, "xcomp")
	if x < 0 || s.tokens[x].Tag != "VBG" {
		return false
	}
	if s.lex.Is("partake", s.lemma(x)) {
		o := s.child(x, "obj")
		if o < 0 || !s.lex.Is("part_in", s.lemma(o)) {
			return false
		}
		for _, k := range slices.Concat(s.under(o, "in"), s.under(x, "in"), s.under(x, "with")) {
			if s.tokens[k].Tag == "PRP" || s.hostile(k) && s.definite(k) {
				return true
			}
		}
		return false
	}
	o := s.child(x, "obj")
	return o >= 0 && strings.EqualFold(s.tokens[o].Text, "it") && (s.hostile(x) || s.among("light_actor", x))
}
