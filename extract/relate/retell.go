package relate

import (
	"slices"

	"sitrep/extract"
)

// retold records what somebody says of an event that he does not name again:
// "condemned the attack", "called for an inquiry into the deaths", "blamed the
// ELN for the blast". The event stands in the sentences before.
func (s *sentence) retold(i int) {
	for _, f := range s.frames(i) {
		if !s.lex.Is("retelling", f.Predicate) {
			continue
		}
		def := s.lex.Ontology.Predicate(f.Predicate)
		subjects, _ := s.fill(f.Subject, i, f, s.actors(def))
		if len(subjects) == 0 {
			continue
		}
		for _, e := range s.complements(i, 3) {
			of := s.backward(e)
			if of == "" {
				continue
			}
			d := incident{draft: draft{predicate: f.Predicate, object: -1, instrument: -1, trigger: i, last: i, by: -1, place: -1, confidence: byResumption}, again: true, of: of}
			s.circumstances(i, &d.draft)
			for _, d.subject = range subjects {
				s.addIncident(d)
			}
			return
		}
	}
}

// blamed records who is blamed for an event told before.
func (s *sentence) blamed(e, actor, by int) {
	if of := s.backward(e); of != "" {
		s.addIncident(incident{draft: draft{predicate: of, subject: actor, object: -1, instrument: -1, trigger: e, last: e, status: extract.Reported, by: by, place: -1, confidence: byResumption}, again: true, blame: true})
	}
}

// fingered records who is blamed or suspected where the sentence does not say of what:
// "police suspect the ELN".
func (s *sentence) fingered(i, actor, by int) {
	if !s.lex.Is("fingering", s.lemma(i)) || !s.verb(i) || len(s.complements(i, 4)) > 0 || slices.ContainsFunc(s.kids[i], func(k int) bool {
		if o := s.child(k, "acl"); k > i && s.is(k, "obj") && o > k {
			return true // "blamed Chad, which denied it"
		}
		return k > i && (s.is(k, "obl") && !s.dated(k) || s.is(k, "xcomp") || s.is(k, "ccomp") || s.is(k, "advcl"))
	}) {
		return
	}
	s.addIncident(incident{draft: draft{predicate: "attacked", subject: actor, object: -1, instrument: -1, trigger: i, last: i, status: extract.Reported, by: by, place: -1, confidence: byResumption}, again: true, blame: true})
}

// backward returns the predicate of the event told before that a noun points
// back to, "attacked" where any harm may be meant, or an empty string.
func (s *sentence) backward(e int) string {
	if s.verb(e) || !s.definite(e) || len(s.memo[e]) > 0 || s.targets(e, true) != nil || len(s.under(e, "of")) > 0 || len(s.under(e, "on")) > 0 {
		return ""
	}
	if s.lex.Is("incident", s.lemma(e)) {
		return "attacked"
	}
	for _, f := range s.frames(e) {
		if p := s.lex.Ontology.Predicate(f.Predicate); s.lex.Is("hostile", f.Predicate) && p.Name != "clashed_with" {
			if p.Parent == "attacked" {
				return "attacked"
			}
			return p.Name
		}
	}
	return ""
}
