package relate

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// complement returns the arguments that pick takes from the events which the
// trigger at i has as complement: "threatened to attack X", "condemned the
// attack on X", "responsibility for".
// Only hostile events are threatened or denied: who vows to help does not
// threaten, and an arms delivery denied is only a delivery that was not.
func (s *sentence) complement(i int, hostile bool, pick func(draft) int) []int {
	var out []int
	events := s.complements(i, 4)
	if e := s.spokenOf(i); e >= 0 {
		events = append(events, e)
	}
	// "his army would bomb Faya, he warned"
	if h := s.head(i); hostile && len(events) == 0 && s.verb(i) && s.rel(i) == "parataxis" && h >= 0 && s.local(h) == extract.Threatened && s.lex.Is("threaten", s.lemma(i)) {
		events = []int{h}
		// "the town could be taken by rebels, she warned": she does not threaten it.
		if who := s.actor(h); len(who) > 0 && s.doc.Mentions[who[0]].Class != extract.Place && !s.same(who[0], s.actor(i)) {
			return nil
		}
	}
	for _, e := range events {
		if hostile && !s.hostile(e) || s.spoken(e) {
			continue
		}
		// "rejected the attack on the mayor" denies nothing.
		if s.is(e, "obj") && s.head(e) == i && s.lex.Is("rebuff", s.lemma(i)) {
			continue
		}
		for _, d := range s.events(e) {
			// "denied firing the rockets": they are no target.
			if hostile && !s.lex.Is("hostile", d.predicate) {
				continue
			}
			if m := pick(d); !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
		if len(out) == 0 {
			for _, m := range s.targets(e, hostile) {
				if !slices.Contains(out, m) {
					out = append(out, m)
				}
			}
		}
	}
	return out
}

// causes returns the objects of the events that are the subject of the verb at i:
// "the killing of two nuns drew condemnation from".
func (s *sentence) causes(i int) []int {
	var out []int
	for _, k := range s.subjects(i) {
		if s.spoken(k) {
			continue
		}
		for _, d := range s.events(k) {
			if s.lex.Is("hostile", d.predicate) && !slices.Contains(out, d.object) {
				out = append(out, d.object)
			}
		}
		if len(out) == 0 {
			out = s.targets(k, true)
		}
	}
	return out
}

// avowed returns the objects of the deeds that somebody says he did himself:
// "boasted of having shot the mayor", "admitted that its men had burned the hut".
func (s *sentence) avowed(i int) []int {
	actors := s.actor(i)
	var out []int
	for _, e := range s.complements(i, 4) {
		if !s.hostile(e) || s.spoken(e) || s.passive(e) {
			continue
		}
		for _, d := range s.events(e) {
			if s.lex.Is("hostile", d.predicate) && s.same(d.subject, actors) && !slices.Contains(out, d.object) {
				out = append(out, d.object)
			}
		}
	}
	return out
}

// same tells whether a mention is of the entity of one of the others, or of what
// belongs to it: "its men".
func (s *sentence) same(m int, others []int) bool {
	return slices.ContainsFunc(others, func(o int) bool {
		if s.doc.Mentions[m].Entity == s.doc.Mentions[o].Entity {
			return true
		}
		return slices.ContainsFunc(s.owner(m), func(w int) bool { return s.doc.Mentions[w].Entity == s.doc.Mentions[o].Entity })
	})
}

// hostile tells whether the trigger at i does harm.
func (s *sentence) hostile(i int) bool {
	for _, f := range s.frames(i) {
		if s.lex.Is("hostile", f.Predicate) {
			return true
		}
	}
	return false
}

// spoken tells whether the trigger at i only speaks of something: who claims an
// attack "in a call to" a newspaper did not attack that.
func (s *sentence) spoken(i int) bool {
	frames := s.frames(i)
	return len(frames) > 0 && !slices.ContainsFunc(frames, func(f lexicon.Frame) bool { return !s.lex.Is("speech_act", f.Predicate) })
}

// targets returns the objects of an event whose actor nobody names, so that it
// makes no statement of its own.
func (s *sentence) targets(i int, hostile bool) []int {
	for _, f := range s.frames(i) {
		if slices.Contains(f.Object, "event") || hostile && !s.lex.Is("hostile", f.Predicate) {
			continue
		}
		def := s.lex.Ontology.Predicate(f.Predicate)
		if out, _ := s.fill(f.Object, i, f, def.Object); out != nil {
			return out
		}
	}
	// "two guards were killed in an attack claimed by"
	if v := s.head(i); hostile && v >= 0 && s.verb(v) && s.eventNoun(i) && s.harms(v) && (s.is(i, "obl") || s.is(i, "nsubj")) {
		for _, f := range s.frames(v) {
			if s.lex.Is("hostile", f.Predicate) {
				out, _ := s.fill(f.Object, v, f, s.lex.Ontology.Predicate(f.Predicate).Object)
				return out
			}
		}
	}
	// "an attack that killed two policemen"
	for _, k := range s.kids[i] {
		if s.rel(k) == "acl:relcl" && s.eventNoun(i) && s.hostile(k) && !s.passive(k) {
			return s.mentionsOf(s.object(k))
		}
	}
	return nil
}

// complements returns the triggers below i by complement relations.
func (s *sentence) complements(i, depth int) []int {
	if depth == 0 {
		return nil
	}
	var out []int
	for _, k := range s.kids[i] {
		if !(s.is(k, "obj") || s.rel(k) == "nsubj:pass" && !s.lex.Is("light_actor", s.lemma(i)) || s.is(k, "xcomp") || s.is(k, "ccomp") || s.is(k, "conj") && depth < 4 || s.is(k, "acl") && s.rel(k) != "acl:relcl" || (s.is(k, "obl") || s.is(k, "nmod") || s.is(k, "advcl")) && s.governed(k)) {
			continue
		}
		// "denied that they fled and threatened to burn": a clause of its own.
		if s.is(k, "conj") && s.verb(k) && s.spoken(k) {
			continue
		}
		if len(s.frames(k)) > 0 {
			out = append(out, k)
		}
		out = append(out, s.complements(k, depth-1)...)
	}
	return out
}

// governed tells whether a nominal stands under a preposition that leads to an
// event: "responsibility for", "involvement in", "warned of".
func (s *sentence) governed(k int) bool {
	switch s.preposition(k) {
	case "for", "in", "into", "of", "with", "against", "over", "to", "from", "behind":
		return true
	case "at", "by": // "voiced horror at the shelling", "was appalled by it"
		h := s.head(k)
		o := s.child(h, "obj")
		return s.lex.Is("outrage", s.lemma(h)) || s.lex.Is("appalled", s.lemma(h)) || o >= 0 && s.lex.Is("outrage", s.lemma(o))
	}
	return s.marked(k, "to", "of", "for", "from", "that", "in", "against")
}

// aim returns whom a threat concerns that does no harm by force: "threatened to
// cut ties with Iran", "threatened action against the union". What belongs to
// somebody is not threatened with what he does to it.
func (s *sentence) aim(i int) []int {
	for _, k := range s.kids[i] {
		if s.is(k, "obj") {
			return s.concerned(k)
		}
		if !s.is(k, "xcomp") || !s.verb(k) {
			continue
		}
		if o := s.object(k); o >= 0 {
			if out := s.mentionsOf(o); out != nil {
				if s.child(o, "nmod:poss") >= 0 {
					return nil
				}
				return out
			}
			if out := s.concerned(o); out != nil {
				return out
			}
		}
		return s.concerned(k)
	}
	return nil
}

// concerned returns the mentions of the first phrase below i that says whom it
// concerns.
func (s *sentence) concerned(i int) []int {
	for _, prep := range []string{"against", "with", "to", "on", "in"} {
		if out := s.prepositional(i, prep); out != nil {
			return out
		}
	}
	return nil
}

// obliged returns who must do what the complement of a verb of saying says:
// "said that Sudan must return the ship".
func (s *sentence) obliged(i int) []int {
	k := s.child(i, "ccomp")
	if h := s.head(i); k < 0 && h >= 0 && h < i && s.rel(i) == "parataxis" {
		k = h // "Iran must free the crew, the envoy said"
	}
	if k < 0 {
		return nil
	}
	// Neither "must have left" nor "must be safe" asks for anything.
	due := false
	for _, a := range s.kids[k] {
		if s.is(a, "aux") && s.lemma(a) == "have" {
			return nil
		}
		due = due || s.rel(a) == "aux" && s.lex.Is("obligation", s.lemma(a))
	}
	// "insisted that Iran release them"
	due = due || s.lex.Is("mandative", s.lemma(i)) && s.tokens[k].Tag == "VB" && s.child(k, "aux") < 0
	if subj := s.child(k, "nsubj"); subj >= 0 && due && s.verb(k) && !s.passive(k) {
		return s.mentionsOf(subj)
	}
	return nil
}

// doomed returns who will suffer for it, as the complement of a verb of saying
// has it: "said the South would pay a terrible price".
func (s *sentence) doomed(i int) []int {
	k := s.child(i, "ccomp")
	if h := s.head(i); k < 0 && h >= 0 && h < i && s.rel(i) == "parataxis" {
		k = h
	}
	if k < 0 || !s.verb(k) || s.passive(k) {
		return nil
	}
	aux, n := s.child(k, "aux"), s.child(k, "nsubj")
	if aux < 0 || n < 0 || s.tokens[aux].Tag != "MD" || s.lemma(aux) != "will" && s.lemma(aux) != "would" && s.lemma(aux) != "shall" || s.negated(k) {
		return nil
	}
	o := s.object(k)
	if !s.lex.Is("rue", s.lemma(k)) && (o < 0 || !s.lex.Is("pay_for_it", s.lemma(k)) || !s.lex.Is("penance", s.lemma(o))) && (s.lemma(k) != "pay" || len(s.under(k, "for")) == 0 || o >= 0) {
		return nil
	}
	for _, m := range s.mentionsOf(n) {
		if !s.same(m, s.actor(i)) {
			return []int{m}
		}
	}
	return nil
}

// complementSubject returns the subject of the clause that i governs:
// "demanded that the US withdraw".
func (s *sentence) complementSubject(i int) []int {
	// "demanded an admission by Kuwait that its troops had crossed"
	if o := s.child(i, "obj"); o >= 0 && s.verb(i) && !s.passive(i) && s.tree.mention(o) < 0 {
		if out := append(s.prepositional(o, "by"), s.prepositional(i, "by")...); out != nil {
			return out
		}
	}
	for _, k := range s.kids[i] {
		if s.is(k, "ccomp") || s.is(k, "xcomp") || s.is(k, "acl") {
			if subj := s.child(k, "nsubj", "nsubj:pass"); subj >= 0 {
				return s.mentionsOf(subj)
			}
		}
	}
	return nil
}

// gapped returns whom else the verb h accuses or addresses in a clause that leaves
// it out, or -1: "accuses Niger of negligence, and Chad of bombing it", "called on
// Niger to leave, and on Chad to free them".
func (s *sentence) gapped(k, h int) int {
	n := s.child(k, "nsubj")
	if !s.is(k, "conj") || k < h || n < 0 || !s.verb(k) || s.child(k, "cc") < 0 || s.child(k, "aux") >= 0 {
		return -1
	}
	switch {
	case s.tokens[k].Tag == "VBG" && s.marked(k, "of", "for") && s.lex.Is("accusal", s.lemma(h)),
		s.infinitive(k) && s.marked(k, "on", "upon", "to") && s.leftmost(n) > 0 && s.tokens[s.leftmost(n)-1].Tag == "IN" && s.demands(h):
		return n
	}
	return -1
}

// holders returns whose the object of the verb at i is, where that is nobody
// itself: "condemned the regime's conduct", "denounced the policy of Iran".
func (s *sentence) holders(i int) []int {
	o := s.child(i, "obj", "nsubj:pass")
	if o < 0 {
		for _, k := range s.under(i, "into") {
			o = k
		}
	}
	if o < 0 || s.tree.mention(o) >= 0 || s.eventful(o) {
		return nil
	}
	if k := s.child(o, "nmod:poss"); k >= 0 {
		return s.mentionsOf(k)
	}
	if s.lex.Is("conduct", s.lemma(o)) || s.lex.Is("fate", s.lemma(o)) {
		if out := s.prepositional(o, "of"); out != nil {
			return out
		}
		return s.prepositional(o, "by")
	}
	return nil
}

// eventful tells whether a token has a noun's frames.
func (s *sentence) eventful(k int) bool {
	return slices.ContainsFunc(s.lex.Frames[s.lemma(k)], func(f lexicon.Frame) bool { return f.POS == lexicon.Noun })
}

// debtors returns who is to give what the verb at i demands as its object or
// calls for: "demanded an apology by Rome", "called for talks with the junta".
func (s *sentence) debtors(i int) []int {
	asked := s.under(i, "for")
	// Who calls a raid a crime asks nobody for it.
	if o := s.child(i, "obj"); o >= 0 && !s.passive(i) && !s.lex.Is("brand", s.lemma(i)) {
		asked = append(asked, o)
	}
	for _, o := range asked {
		if s.tree.mention(o) >= 0 {
			continue
		}
		// The parser may hang on the verb what belongs to its object.
		within := func(prep string) []int {
			return append(s.prepositional(o, prep), s.prepositional(i, prep)...)
		}
		switch {
		case len(within("by")) > 0:
			return within("by")
		case s.dealing(o):
			return s.prepositional(o, "with")
		// "demanding independence from Lagos", "the extradition of two men from Chad"
		case s.lex.Is("severance", s.lemma(o)):
			if out := within("from"); out != nil {
				return out
			}
			for _, k := range s.under(o, "of") {
				for _, n := range s.nested(nil, k, "from", 2) {
					return s.mentionsOf(n)
				}
			}
			return nil
		// "demanded the withdrawal of US forces"
		case s.withdrawal(o), s.lex.Is("duty", s.lemma(o)):
			if out := s.prepositional(o, "of"); out != nil {
				return out
			}
			if out := s.nounRole("poss", o); out != nil {
				return out
			}
			return s.nounRole("mod", o)
		}
	}
	return nil
}

// withdrawal tells whether a noun is that of forces leaving.
func (s *sentence) withdrawal(i int) bool {
	return slices.ContainsFunc(s.lex.Frames[s.lemma(i)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Noun && f.Predicate == "withdrew_from"
	})
}

// toBlame tells whether a verb says that its subject is to blame.
func (s *sentence) toBlame(v int) bool {
	be := s.child(v, "aux", "cop")
	return s.lemma(v) == "blame" && s.infinitive(v) && be >= 0 && s.lemma(be) == "be" && s.child(v, "nsubj") >= 0
}
