package relate

import (
	"context"
	"slices"
	"strings"

	"sitrep/extract"
)

// refutes returns the word of a sentence that says, in the report's own voice,
// that what was told before is not so, or -1, and who takes it back, or -1: "They
// are untrue.", "No such strike took place.", "The station withdrew its report."
func (s *sentence) refutes() (k, by int) {
	for i := range s.tokens {
		if !s.predicates(i) {
			continue
		}
		if s.retracts(i) {
			if st, _ := s.status(i); st == extract.Asserted {
				return i, s.source(i, -1)
			}
		}
		if s.unsays(i) {
			if st, by := s.status(i); by < 0 && (st == extract.Asserted || st == extract.Denied) {
				return i, -1
			}
		}
	}
	return -1, -1
}

// retracts tells whether somebody takes back what he said: "withdrew its report".
func (s *sentence) retracts(i int) bool {
	o := s.child(i, "obj")
	return o >= 0 && s.lex.Is("retract", s.lemma(i)) && s.lex.Is("rumoured", s.lemma(o)) && !s.explained(o)
}

// predicates tells whether a word is the predicate of a main clause.
func (s *sentence) predicates(i int) bool {
	return s.rel(i) == "root" || s.is(i, "conj") || s.rel(i) == "parataxis"
}

// unsays tells whether the clause of the predicate at i says that what was told
// before is not so: "they are untrue", "the report proved a hoax", "nothing of the
// kind happened".
func (s *sentence) unsays(i int) bool {
	subj := s.child(i, "nsubj", "nsubj:pass")
	if subj < 0 {
		return false
	}
	st, l := s.local(i), s.lemma(i)
	switch {
	case s.lex.Is("false", l):
		return st == extract.Asserted && s.earlier(subj)
	case s.lex.Is("true", l):
		of := s.under(subj, "of")
		return st == extract.Denied && s.earlier(subj) || s.lemma(subj) == "none" && len(of) > 0 && s.earlier(of[0])
	case s.lex.Is("borne_out", l):
		return st == extract.Asserted && s.earlier(subj) && slices.ContainsFunc(s.kids[i], func(k int) bool { return k > i && s.lex.Is("false", s.lemma(k)) })
	case s.lex.Is("occur", l):
		return st == extract.Denied && s.earlier(subj) || s.noSuch(subj)
	}
	return l == "be" && s.noSuch(subj)
}

// earlier tells whether a word stands for what was told before: "they", "that",
// "the reports".
func (s *sentence) earlier(k int) bool {
	switch w := strings.ToLower(s.tokens[k].Text); {
	case w == "it" || w == "this" || w == "that" || w == "these" || w == "those" || w == "they" || w == "them":
		// A person or body is no report.
		m := s.cover[k]
		return m < 0 || s.doc.Mentions[m].Form == extract.Pronoun && (w == "they" || w == "it")
	}
	return s.lex.Is("rumoured", s.lemma(k)) && !s.explained(k) && (s.definite(k) || s.child(k, "nmod:poss") >= 0)
}

// noSuch tells whether a subject is "no such attack" or "nothing of the kind".
func (s *sentence) noSuch(k int) bool {
	if s.lex.Is("such", s.lemma(k)) && s.voidly(k) {
		return len(s.under(k, "of")) > 0
	}
	return s.negligible(k) && slices.ContainsFunc(s.kids[k], func(c int) bool { return s.lemma(c) == "such" })
}

// refute keeps in mind which events of the sentence before, or of this one so
// far, are refuted in sentence i: those that are only said to be.
func (r *reading) refute(s *sentence, found []extract.Statement) {
	k, by := s.refutes()
	if k < 0 {
		return
	}
	who := ""
	if by >= 0 {
		who = s.doc.Mentions[by].Entity
	}
	at := s.tokens[k].Start
	hedged := func(st extract.Statement) bool {
		return st.Status == extract.Reported && st.Trigger.End <= at && !r.lex.Is("lasting", st.Predicate) && !r.lex.Is("speech_act", st.Predicate)
	}
	claims := slices.Clone(found)
	if !slices.ContainsFunc(claims, hedged) {
		claims = r.before
	}
	for _, st := range claims {
		if hedged(st) {
			r.refuted[st.Trigger] = who
		}
	}
}

// withdraw denies the events that a later sentence refutes.
func (r *reading) withdraw(_ context.Context, d *extract.Document) error {
	for k := range d.Statements {
		st := &d.Statements[k]
		if who, ok := r.refuted[st.Trigger]; ok && st.Status == extract.Reported {
			st.Status, st.AttributedTo = extract.Denied, who
		}
	}
	return nil
}
