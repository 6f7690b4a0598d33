package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// incident is an event told in part.
type incident struct {
	draft
	extract.Statement
	// again is set where it speaks of an event told before: "the attack", or a
	// claim that does not say what for.
	again bool
	// part is set where who denies speaks of himself alone: he had no hand in it.
	part bool
	// doer is the entity that is denied to have done it, if not who denies.
	doer string
	// about is the predicate that the word for an event told before evokes, if any.
	about string
	// outcome is set where it may be what came of an attack told before.
	outcome bool
	// uniformed is set where it befell soldiers or police.
	uniformed bool
	// of is the predicate of an event told before that the statement is about:
	// who condemns or investigates "the arrests".
	of string
	// assail is set where its actor goes on against whom he attacked before.
	assail bool
	// retort is set where its actor fires back.
	retort bool
	// freed is set where those taken before are let go.
	freed bool
	// blame is set where somebody else says who did it.
	blame bool
}

// incident records what the sentence tells of an event of harm at i that makes
// no statement, as its actor or its target is not named.
func (s *sentence) incident(i int) {
	for _, f := range s.frames(i) {
		claim := f.Predicate == "claimed_responsibility" || f.Predicate == "denied"
		// That there are murderers tells of no murder.
		freed := s.verb(i) && s.passive(i) && s.lex.Is("letting_go", f.Lemma) && !s.snatched(i)
		if !claim && !freed && !s.lex.Is("hostile", f.Predicate) || f.Subject[0] == "self" {
			continue
		}
		def := s.lex.Ontology.Predicate(f.Predicate)
		instrument := s.instrument(f, i)
		subjects, _ := s.fill(f.Subject, i, f, s.actors(def))
		objects, _ := s.fill(f.Object, i, f, def.Object)
		if len(subjects) == 1 && len(f.Instrument) == 0 && s.doc.Mentions[subjects[0]].Class == extract.Weapon {
			instrument, subjects = subjects[0], nil
		}
		if !s.needed(f, i, instrument) {
			continue
		}
		assail := s.unaimed(f, i)
		retort := assail && s.retorts(f)
		if !claim && !assail && !s.aimed(f, i, instrument) {
			subjects = nil
		}
		if len(subjects) > 0 == (len(objects) > 0) && instrument < 0 {
			continue
		}
		d := incident{draft: draft{predicate: f.Predicate, subject: -1, object: -1, instrument: instrument, trigger: i, last: i, by: -1, place: -1, confidence: byResumption}}
		d.retort = retort && len(subjects) > 0
		d.assail, d.freed = assail && len(subjects) > 0, freed && f.Predicate == "released"
		d.again = claim && s.claims(f, i) || f.POS == lexicon.Noun && s.definite(i)
		if o := s.object(i); f.Predicate == "denied" && o >= 0 {
			d.part = s.lex.Is("part_noun", s.lemma(o)) || s.hostile(o)
		}
		if claim && f.With != "" {
			k := s.companion(i, f.With)
			d.trigger, d.last = min(i, k), max(i, k)
		}
		s.circumstances(i, &d.draft)
		for _, m := range subjects {
			d.subject = m
			s.addIncident(d)
		}
		d.subject = -1
		for _, m := range objects {
			d.object = m
			s.addIncident(d)
		}
		if len(subjects) == 0 && len(objects) == 0 {
			s.addIncident(d)
		}
	}
}

// snatched tells whether a phrase says that those set free were freed by force:
// "in a raid".
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

func (s *sentence) addIncident(d incident) {
	if !slices.Contains(s.incidents, d) {
		s.incidents = append(s.incidents, d)
	}
}

// claims tells whether a claim is one of a deed: "claimed responsibility",
// "claimed the attack", not "claimed they left".
func (s *sentence) claims(f lexicon.Frame, i int) bool {
	o := s.object(i)
	if f.Predicate == "denied" {
		return o >= 0 && (s.hostile(o) && s.definite(o) || s.lex.Is("charge", s.lemma(o)) && !s.explained(o))
	}
	return f.With != "" || o >= 0 && s.hostile(o)
}

// explained tells whether a charge says itself what it is: "the claim that".
func (s *sentence) explained(o int) bool {
	if o+1 >= len(s.tokens) {
		return false
	}
	next := s.lemma(o + 1)
	return next == "that" || next == "of" || next == "by"
}

// retorts tells whether a frame is one of firing back: "returned fire", "shot back".
func (s *sentence) retorts(f lexicon.Frame) bool {
	return f.With == "back" || f.Lemma == "return" && f.With == "fire"
}

// unaimed tells whether the verb at i says that somebody opens fire, not on whom.
func (s *sentence) unaimed(f lexicon.Frame, i int) bool {
	if f.Predicate != "fired_at" || !s.verb(i) || s.passive(i) || f.With != "fire" && !s.lex.Is("shooting", f.Lemma) && !s.retorts(f) {
		return false
	}
	for k := i + 1; k < len(s.tokens) && s.tokens[k].Text != ","; k++ {
		if t := s.lemma(k); s.rel(k) == "case" && (t == "on" || t == "at" || t == "into" || t == "towards" || t == "toward" || t == "in" || t == "over") && !s.dated(k+1) {
			return false
		}
	}
	return true
}

// definite tells whether a noun has an article that points back.
func (s *sentence) definite(i int) bool {
	k := s.child(i, "det")
	return k >= 0 && s.lex.Is("definite", s.lemma(k))
}

// aimed tells whether an event is surely one of harm though no target is named:
// a noun of one, a verb with a weapon, or with an object that nothing is known
// of. "The gunmen fired" alone tells little.
func (s *sentence) aimed(f lexicon.Frame, i, instrument int) bool {
	if f.POS == lexicon.Noun || instrument >= 0 {
		return true
	}
	o := s.object(i)
	return o >= 0 && slices.Contains(f.Object, "obj") && s.cover[o] < 0 && strings.HasPrefix(s.tokens[o].Tag, "NN")
}
