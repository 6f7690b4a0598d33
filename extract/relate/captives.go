package relate

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// heldFor is how many sentences back those may have been seized who are let go.
const heldFor = 8

// freed records who is let go by nobody named: "the hostages were freed on
// Friday", "has not been released".
func (s *sentence) freed(i int) {
	for _, f := range s.frames(i) {
		if f.Predicate != "released" || f.POS != lexicon.Verb || !s.lex.Is("freeing_verb", f.Lemma) || !s.passive(i) || s.rel(i) == "amod" || len(s.under(i, "by")) > 0 || s.snatched(i) {
			continue
		}
		objects, _ := s.fill(f.Object, i, f, s.lex.Ontology.Predicate(f.Predicate).Object)
		for _, m := range objects {
			d := draft{predicate: f.Predicate, subject: -1, object: m, instrument: -1, trigger: i, last: i, by: -1, place: -1, confidence: byResumption}
			s.circumstances(i, &d)
			s.released = append(s.released, d)
		}
	}
}

// snatched tells whether a phrase says that those were freed by force: "in a raid".
func (s *sentence) snatched(v int) bool {
	for _, prep := range []string{"in", "during", "after"} {
		for _, k := range s.under(v, prep) {
			if s.lex.Is("rescue_operation", s.lemma(k)) {
				return true
			}
		}
	}
	return false
}

// captors returns who let go those who are said to be free: who seized them.
func (r *reading) captors(d *extract.Document, s *sentence, found []extract.Statement) []extract.Statement {
	sentence := s.index + d.Before
	r.held = slices.DeleteFunc(r.held, func(st extract.Statement) bool { return sentence-st.Sentence > heldFor })
	for _, st := range found {
		switch st.Predicate {
		case "abducted", "arrested":
			if st.Status.Holds() && st.Subject != "" {
				st.Sentence = sentence
				r.held = append(r.held, st)
			}
		case "released":
			// Who is free is held no more.
			if st.Status.Holds() {
				r.held = slices.DeleteFunc(r.held, func(h extract.Statement) bool { return h.Object == st.Object })
			}
		}
	}
	var out []extract.Statement
	for _, f := range s.released {
		st, ok := s.statement(f)
		if !ok {
			continue
		}
		for k := len(r.held) - 1; k >= 0; k-- {
			if h := r.held[k]; h.Object == st.Object && (h.Sentence < sentence || h.Trigger.Start < st.Trigger.Start) {
				st.Subject, st.SubjectSpan = h.Subject, st.Trigger
				out = append(out, st)
				break
			}
		}
	}
	return r.sound(d, out)
}
