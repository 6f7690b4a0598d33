package relate

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// journeys returns the visits that no frame tells: who was somewhere on
// business, and where a trip took somebody.
func (s *sentence) journeys(i int) []draft {
	who, where, due := []int(nil), []int(nil), false
	switch {
	// "was in Cairo for talks with", "is in Doha to meet"
	case s.child(i, "cop") >= 0 && (s.preposition(i) == "in" || s.preposition(i) == "at") && s.errand(i):
		who, where = s.mentionsOf(s.subject(i)), s.mentionsOf(i)
	// "the tour took him to Amman and Doha"
	case s.verb(i) && s.lex.Is("conveying", s.lemma(i)) && (s.evokes(s.subject(i), "visited") || s.rel(i) == "acl:relcl" && s.evokes(s.head(i), "visited")):
		who, where = s.mentionsOf(s.object(i)), s.prepositional(i, "to")
	// "is due in Paris on Tuesday"
	case s.lemma(i) == "due" && s.child(i, "cop") >= 0:
		who, where, due = s.mentionsOf(s.subject(i)), append(s.prepositional(i, "in"), s.prepositional(i, "at")...), true
	}
	var out []draft
	for _, a := range who {
		for _, o := range where {
			if s.doc.Mentions[a].Class != extract.Person || s.doc.Mentions[o].Class != extract.Place {
				continue
			}
			d := s.phrase("visited", a, o, i, i, byDefault)
			if c := s.child(i, "cop"); c >= 0 {
				d.trigger, d.last = c, c
			}
			s.circumstances(i, &d)
			if d.place = -1; due && d.status.Holds() {
				d.status = extract.Threatened
			}
			out = append(out, d)
		}
	}
	return out
}

// errand tells whether a phrase says for what business somebody is somewhere:
// "for talks", "on a visit", "to meet the king".
func (s *sentence) errand(i int) bool {
	return slices.ContainsFunc(s.kids[i], func(k int) bool {
		switch {
		case k < i:
			return false
		case s.is(k, "advcl"), s.is(k, "acl"), s.is(k, "xcomp"):
			return s.infinitive(k) && (s.evokes(k, "met", "agreed_with", "visited") || s.lex.Is("attend", s.lemma(k)))
		}
		return s.preposition(k) == "for" && s.evokes(k, "met") || s.preposition(k) == "on" && s.evokes(k, "visited")
	})
}

// evokes tells whether the token at k has a frame of one of the predicates.
func (s *sentence) evokes(k int, predicates ...string) bool {
	return k >= 0 && slices.ContainsFunc(s.frames(k), func(f lexicon.Frame) bool { return slices.Contains(predicates, f.Predicate) })
}

// errands returns who goes or is somewhere for the meeting at i: "flew to Beirut
// for talks with". Whether they were held nobody says of those who only set out.
func (s *sentence) errands(i int) (who []int, held bool) {
	h := s.head(i)
	if h < 0 || s.preposition(i) != "for" || !s.is(i, "obl") && !s.is(i, "nmod") {
		return nil, false
	}
	if s.cover[h] >= 0 && s.is(i, "nmod") {
		h = s.head(h) // it hangs on the place
	}
	switch {
	case h < 0:
	case s.child(h, "cop") >= 0:
		return s.mentionsOf(s.subject(h)), true
	case s.verb(h) && s.evokes(h, "visited") && !s.passive(h):
		return s.actor(h), false
	}
	return nil, false
}

// comrades returns who is said to fight at whose side: "X, alongside Y, took the
// town", "together with Y, X raided".
func (s *sentence) comrades(i int) []draft {
	if !s.verb(i) || s.passive(i) || !s.hostile(i) && !s.evokes(i, "seized", "clashed_with") {
		return nil
	}
	actors := s.actor(i)
	with := s.under(i, "alongside")
	if k := s.child(i, "nsubj"); k >= 0 {
		with = append(with, s.under(k, "alongside")...)
	}
	for k := 0; k+1 < len(s.tokens); k++ {
		if s.lemma(k) != "together" || s.lemma(k+1) != "with" {
			continue
		}
		if n := s.head(k + 1); n > k && (s.head(n) == i || s.head(n) == s.child(i, "nsubj")) {
			with = append(with, n)
		}
	}
	var out []draft
	for _, k := range with {
		for _, o := range s.mentionsOf(k) {
			for _, a := range actors {
				if a == o || !s.force(a) || !s.force(o) {
					continue
				}
				d := s.phrase("allied_with", a, o, i, i, byDefault)
				s.circumstances(i, &d)
				d.place = -1
				out = append(out, d)
			}
		}
	}
	return out
}

// force tells whether a mention is of a body or a country.
func (s *sentence) force(m int) bool {
	o := &s.doc.Mentions[m]
	return o.Class == extract.Organisation || o.Subclass == "Country"
}
