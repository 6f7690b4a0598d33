package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// suspects returns who is said to have done what the trigger at i looks into:
// "investigate crimes by the militia", "a probe into abuses committed by troops".
func (s *sentence) suspects(i int) []int {
	deeds := append(s.under(i, "into"), s.under(i, "of")...)
	if o := s.child(i, "obj", "nsubj:pass"); o >= 0 {
		deeds = append(deeds, o)
	}
	// "looking into whether the company paid rebels"
	for _, k := range s.kids[i] {
		if (s.is(k, "ccomp") || s.is(k, "advcl") || s.is(k, "xcomp")) && (s.marked(k, "whether", "if") || s.lex.Is("wherefore", s.opening(k))) {
			if out := s.actor(k); out != nil {
				return out
			}
		}
	}
	for _, k := range deeds {
		for _, c := range append(s.coordinated(k), i) {
			if out := s.prepositional(c, "by"); c != i && out != nil {
				return out
			}
			for _, v := range s.kids[c] {
				if s.is(v, "acl") && s.verb(v) && s.passive(v) {
					if out := s.prepositional(v, "by"); out != nil {
						return out
					}
				}
			}
		}
	}
	return nil
}

// dispersed returns whom the clause of purpose of the trigger at i drives apart.
func (s *sentence) dispersed(i int) []int {
	for _, k := range s.kids[i] {
		if (s.is(k, "advcl") || s.is(k, "xcomp")) && s.infinitive(k) && s.lex.Is("disperse", s.lemma(k)) {
			return s.mentionsOf(s.object(k))
		}
	}
	return nil
}

// dealing tells whether a noun is one of meetings and agreements.
func (s *sentence) dealing(k int) bool {
	return slices.ContainsFunc(s.lex.Frames[s.lemma(k)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Noun && (f.Predicate == "met" || f.Predicate == "agreed_with")
	})
}

// partaking returns the verb and the noun by which somebody has to do with the
// event at i: "had no part in", "played a role in", "had nothing to do with".
func (s *sentence) partaking(i int) (verb, noun int) {
	h := s.head(i)
	if h < 0 || s.preposition(i) != "in" && s.preposition(i) != "with" {
		return -1, -1
	}
	if s.verb(h) && s.lemma(h) == "do" && s.head(h) >= 0 {
		h = s.head(h)
	}
	if !s.verb(h) {
		if g := s.head(h); g >= 0 && s.is(h, "obj") && s.lex.Is("partake", s.lemma(g)) && s.lex.Is("part_in", s.lemma(h)) {
			return g, h
		}
		return -1, -1
	}
	if o := s.child(h, "obj"); o >= 0 && s.lex.Is("partake", s.lemma(h)) && s.lex.Is("part_in", s.lemma(o)) {
		return h, o
	}
	return -1, -1
}

// culprits returns who is said to be behind an event: "the group responsible
// for the raid", "officers were involved in the murder", "the attack was
// attributed to rebels".
func (s *sentence) culprits(i int) []int {
	h := s.head(i)
	// "The group was behind the attack", "the group behind the attack"
	if s.preposition(i) == "behind" {
		if h >= 0 && s.is(i, "obl") && s.lemma(h) == "be" {
			return s.actor(h)
		}
		if k := s.child(i, "nsubj"); k >= 0 {
			return s.agents(k)
		}
		if h >= 0 && s.is(i, "nmod") {
			return s.agents(h)
		}
		if out := s.supposedTo(i); out != nil {
			return out
		}
	}
	if h < 0 {
		return nil
	}
	// "Algeria was to blame for the attack"
	if s.toBlame(h) && s.preposition(i) == "for" {
		return s.agents(s.child(h, "nsubj"))
	}
	// "the attack was blamed on rebels"
	if s.lemma(h) == "blame" && s.rel(i) == "nsubj:pass" {
		return s.prepositional(h, "on")
	}
	if _, on := s.imputed(i); on != nil {
		return on
	}
	// "the bombing is the work of a gang"
	if s.is(i, "nsubj") && s.lex.Is("authorship", s.lemma(h)) && s.child(h, "cop") >= 0 {
		return s.prepositional(h, "of")
	}
	if s.verb(h) && s.lex.Is("attribute", s.lemma(h)) && (s.is(i, "obj") || s.rel(i) == "nsubj:pass") {
		if out := s.prepositional(h, "to"); out != nil {
			return out
		}
		return s.prepositional(i, "to")
	}
	if v, _ := s.partaking(i); v >= 0 {
		return s.actor(v)
	}
	// "is accused of an attack on", "was jailed for the murder of"
	if s.verb(h) && s.lex.Is("accusal", s.lemma(h)) && s.passive(h) {
		switch s.preposition(i) {
		case "of", "for", "with", "over", "in":
			for _, k := range s.subjects(h) {
				return s.mentionsOf(k)
			}
		}
	}
	// "blamed herders for the attack on Bokkos, in which a pastor died"
	if s.verb(h) && s.lex.Is("accusal", s.lemma(h)) && !s.passive(h) && s.preposition(i) == "for" && (s.child(i, "acl:relcl") >= 0 || i < h) {
		return s.mentionsOf(s.child(h, "obj"))
	}
	if !s.lex.Is("culprit", s.lemma(h)) && !s.lex.Is("implicate", s.lemma(h)) || s.preposition(i) == "" {
		return nil
	}
	if k := s.child(h, "nsubj", "nsubj:pass"); k >= 0 {
		return s.agents(k)
	}
	if out := s.supposedTo(h); out != nil {
		return out
	}
	// "those involved in", "the group responsible for"
	if a := s.head(h); a >= 0 && (s.is(h, "acl") || s.is(h, "amod")) {
		return s.agents(a)
	}
	return nil
}

// supposedTo returns who is thought to be what the predicate at i says: "is believed to be
// behind it", "was thought to be responsible for it".
func (s *sentence) supposedTo(i int) []int {
	v := s.head(i)
	if v < 0 || !s.is(i, "xcomp") || !s.verb(v) || !s.marked(i, "to") || !s.passive(v) || !s.lex.Is("report", s.lemma(v)) {
		return nil
	}
	return s.agents(s.subject(v))
}

// imputed returns the verb of a clause on the event at i that says who is held to be
// behind it or claims it, and who that is: "an attack that Kyiv blamed on Moscow",
// "the shelling of the town, attributed to rebels", "a raid claimed by the ELN"; or -1.
func (s *sentence) imputed(i int) (int, []int) {
	clauses := slices.Clone(s.kids[i])
	for _, k := range s.kids[i] {
		if k > i && s.is(k, "nmod") {
			clauses = append(clauses, s.kids[k]...)
		}
	}
	for _, k := range clauses {
		if !s.is(k, "acl") || !s.verb(k) || s.spokenOf(k) != i || s.local(k) == extract.Denied {
			continue
		}
		var out []int
		switch {
		case s.lemma(k) == "blame", s.lemma(k) == "pin":
			out = s.prepositional(k, "on")
		case s.lex.Is("attribute", s.lemma(k)):
			out = s.prepositional(k, "to")
		case s.lemma(k) == "claim":
			out = s.actor(k)
		}
		if out != nil {
			return k, out
		}
	}
	return -1, nil
}

// spokenOf returns the event noun that a clause is about, as what is said or claimed
// in it, or -1: "an ambush on a patrol claimed by the ELN", "the raid that Mali denied".
func (s *sentence) spokenOf(v int) int {
	if !s.is(v, "acl") || !s.verb(v) {
		return -1
	}
	if s.rel(v) == "acl:relcl" || !s.passive(v) {
		o := s.child(v, "obj", "nsubj:pass")
		if o < 0 || o > v || !s.relative(o) && s.lemma(o) != "that" {
			return -1
		}
	}
	h := s.head(v)
	for s.is(h, "nmod") && !s.hostile(h) && s.head(h) >= 0 {
		h = s.head(h)
	}
	if s.verb(h) || !s.hostile(h) {
		return -1
	}
	return h
}

// ascribed returns the verb that says whose the event is in which, or by which, the
// harm of the verb at v was done, or -1: "were killed in a raid claimed by the ELN".
func (s *sentence) ascribed(v int) int {
	phrases := s.under(v, "in")
	if s.passive(v) {
		if len(s.under(v, "by")) > 0 {
			phrases = s.under(v, "by")
		}
	} else if k := s.subject(v); k >= 0 {
		phrases = append(phrases, k)
	}
	for _, k := range phrases {
		if e := s.assault(k); e >= 0 && e != v && !s.authored(e) {
			if by, _ := s.imputed(e); by >= 0 {
				return by
			}
		}
	}
	return -1
}

// authored tells whether a phrase of the event noun at i says whose it is.
func (s *sentence) authored(i int) bool {
	return len(s.under(i, "by")) > 0 || s.child(i, "nmod:poss") >= 0
}

// partaker returns who takes part in an event that an adverbial phrase speaks
// of without saying who, as he does or suffers what the clause says: "after
// talks with Oman, Iran said", "in a raid on the camp, rebels killed".
func (s *sentence) partaker(i int, def *extract.PredicateDef) []int {
	// "after hours of fighting"
	if h := s.head(i); h >= 0 && s.is(i, "nmod") && s.preposition(i) == "of" && s.preposition(h) != "" && s.cover[h] < 0 {
		i = h
	}
	v, prep := s.head(i), s.preposition(i)
	// "praised the deal after talks with": the phrase hangs on the object.
	if v >= 0 && s.is(i, "nmod") && s.is(v, "obj") && prep != "in" && prep != "on" && prep != "at" {
		if v = s.head(v); v >= 0 && s.verb(v) && s.lex.Is("partaking", prep) {
			return s.partakes(v, prep, def)
		}
		return nil
	}
	if v < 0 || !s.verb(v) || !s.is(i, "obl") || !s.lex.Is("partaking", prep) {
		return nil
	}
	return s.partakes(v, prep, def)
}

// suffering tells whether a verb says what befalls its subject: "two guards died in an
// attack on a mine".
func (s *sentence) suffering(v int) bool {
	return slices.ContainsFunc(s.frames(v), func(f lexicon.Frame) bool { return f.Subject[0] == "doer" })
}

// captured returns who took a place after the event at i, or the place, as the role
// asks: "seized the base after a two-week siege".
func (s *sentence) captured(i int, role string) []int {
	v := s.head(i)
	if v >= 0 && s.is(i, "nmod") && s.is(v, "obj") {
		v = s.head(v)
	}
	if v < 0 || !s.verb(v) || s.preposition(i) != "after" && s.preposition(i) != "following" || !slices.ContainsFunc(s.frames(v), func(f lexicon.Frame) bool { return f.Predicate == "seized" }) {
		return nil
	}
	if role == "captor" {
		return s.actor(v)
	}
	return s.role("obj", v, lexicon.Frame{POS: lexicon.Verb, Predicate: "seized"})
}

// partakes returns who takes part in the event of a predicate in a phrase with
// the preposition, by what the verb says.
func (s *sentence) partakes(v int, prep string, def *extract.PredicateDef) []int {
	switch {
	case def.Name == "visited", def.Name == "met", def.Name == "agreed_with":
		if s.passive(v) {
			return nil
		}
		return s.actor(v)
	case def.Name == "clashed_with":
		var out []int
		if !s.passive(v) || len(s.under(v, "by")) > 0 {
			out = s.actor(v)
		}
		if out == nil && s.passive(v) {
			for _, k := range s.subjects(v) {
				out = append(out, s.mentionsOf(k)...)
			}
		}
		// One man alone clashes with nobody.
		return slices.DeleteFunc(out, func(m int) bool {
			c := &s.doc.Mentions[m]
			return c.Class == extract.Person && !strings.HasSuffix(s.tokens[c.Head-s.first].Tag, "S")
		})
	case s.lex.Is("hostile", def.Name) && (prep == "in" || prep == "during") && s.harms(v) && !s.passive(v) && !s.suffering(v):
		return s.actor(v)
	}
	return nil
}
