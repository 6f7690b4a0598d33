package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// nounRole is role for a noun trigger. A noun carried by a light verb ("carried
// out an attack on") takes the verb's subject and prepositions too.
func (s *sentence) nounRole(role string, i int) []int {
	if prep, ok := strings.CutSuffix(role, "^"); ok {
		return s.whom(i, prep)
	}
	switch role {
	case "self":
		return s.self(i)
	case "poss":
		if k := s.child(i, "nmod:poss"); k >= 0 {
			return s.mentionsOf(k)
		}
		return nil
	case "agent":
		if len(s.under(i, "of")) > 0 {
			return s.nounRole("poss", i)
		}
		return nil
	case "side":
		return s.side(i)
	case "mod":
		var out []int
		for _, m := range s.modifiers(i) {
			if s.doc.Mentions[m].Form == extract.Name {
				out = append(out, m)
			}
		}
		return out
	case "by":
		if out := s.prepositional(i, "by"); out != nil {
			return out
		}
		// "his death at the hands of the police"
		for _, k := range s.under(i, "at") {
			if s.lemma(k) == "hand" {
				return s.prepositional(k, "of")
			}
		}
		// "the wounding of a monk by army gunfire"
		for _, k := range s.under(i, "by") {
			if s.eventNoun(k) {
				return s.eventActors(k)
			}
		}
		// "there was an attack on X, reportedly by Y"
		if h := s.head(i); h >= 0 && s.lemma(h) == "be" && s.child(h, "expl") >= 0 {
			if out := s.prepositional(h, "by"); out != nil {
				return out
			}
			for _, k := range s.kids[h] {
				if s.rel(k) == "advmod" && s.lex.Is("reportedly", s.lemma(k)) {
					if out := s.prepositional(k, "by"); out != nil {
						return out
					}
				}
			}
		}
		return s.carrier(i)
	case "event":
		return s.complement(i, true, func(d draft) int { return d.object })
	case "actor":
		return s.complementSubject(i)
	case "suspect":
		return s.suspects(i)
	case "captor", "captured":
		return s.captured(i, role)
	case "subj", "obj":
		return nil
	}
	if out := s.both(role, s.prepositional(i, role)); out != nil {
		return out
	}
	// "an attack aimed at", "a raid targeting"
	for _, k := range s.kids[i] {
		if s.is(k, "acl") && s.verb(k) && s.lex.Is("aim", s.lemma(k)) {
			if out := s.prepositional(k, role); out != nil {
				return out
			}
			if out := s.mentionsOf(s.child(k, "obj")); out != nil && (role == "on" || role == "against") {
				return out
			}
			// "an offensive launched by the army against the rebels"
			if role == "on" || role == "against" {
				for _, b := range s.under(k, "by") {
					for _, n := range s.nested(nil, b, role, 1) {
						return s.mentionsOf(n)
					}
				}
			}
		}
	}
	// "clashes broke out between", "talks began with"
	if h := s.head(i); h >= 0 && s.verb(h) && s.is(i, "nsubj") && (role == "between" || s.lex.Is("occur", s.lemma(h))) && role != "of" && role != "in" && role != "at" {
		if out := s.both(role, s.prepositional(h, role)); out != nil {
			return out
		}
	}
	for _, k := range s.kids[i] {
		if s.is(k, "acl") && s.verb(k) && (role == "between" || s.lex.Is("occur", s.lemma(k)) && (role == "by" || role == "on" || role == "with")) {
			if out := s.both(role, s.prepositional(k, role)); out != nil {
				return out
			}
		}
	}
	if role == "on" {
		if out := s.victims(i); out != nil {
			return out
		}
	}
	// "the attack, the third on the pipeline this year, was"
	for _, k := range s.kids[i] {
		if k > i && s.is(k, "appos") && s.cover[k] < 0 && (role == "on" || role == "against" || role == "at") {
			if out := s.prepositional(k, role); out != nil {
				return out
			}
		}
	}
	// "talks between the army and the rebels ended without a deal"
	if h := s.head(i); role == "between" && h >= 0 && s.verb(h) && s.preposition(i) == "without" && s.subject(h) >= 0 {
		if out := s.both(role, append(s.prepositional(s.subject(h), role), s.prepositional(s.subject(h), "of")...)); len(out) > 1 {
			return out
		}
	}
	// "an exchange of fire between"
	if role == "between" {
		for _, k := range s.under(i, "of") {
			if out := s.prepositional(k, role); s.cover[k] < 0 && len(out) > 0 {
				return s.both(role, out)
			}
		}
	}
	if v := s.lightVerb(i); v >= 0 && role != "from" && role != "in" && role != "at" && role != "of" {
		return s.prepositional(v, role)
	}
	return nil
}

// victims returns whom or what a sentence calls the victim, target or scene of the
// event at i: "the market was the scene of a bombing by the army".
func (s *sentence) victims(i int) []int {
	h := s.head(i)
	if h < 0 || s.preposition(i) != "of" || !s.lex.Is("victim_noun", s.lemma(h)) {
		return nil
	}
	if s.child(h, "cop") >= 0 {
		return s.mentionsOf(s.subject(h))
	}
	if a := s.head(h); a >= 0 && s.is(h, "appos") {
		return s.mentionsOf(a)
	}
	return s.mentionsOf(h)
}

// whom returns of whom the phrase that a noun makes with the preposition is
// said: "put X under sanctions", "X is on the blacklist", "with Turkish support
// X advanced".
func (s *sentence) whom(i int, prep string) []int {
	h := s.head(i)
	switch {
	case s.preposition(i) != prep:
		return nil
	case s.child(i, "cop") >= 0:
		k := s.subject(i)
		if out := s.mentionsOf(k); out != nil || k < 0 || !s.lex.Is("fate", s.lemma(k)) {
			return out
		}
		return s.prepositional(k, "of") // "the death of the editor is under investigation"
	case h < 0:
		return nil
	case !s.verb(h):
		// "Nigeria, with the help of Chad, drove them out"
		if first := s.leftmost(i); h > i || prep == "with" && !(strings.HasPrefix(s.rel(h), "nsubj") && (s.tokens[first].Text == "," || first > 0 && s.tokens[first-1].Text == ",")) {
			return nil
		}
		return s.mentionsOf(h)
	case prep != "with" && h < i && s.object(h) >= 0 && s.preposition(i) != "on":
		return s.mentionsOf(s.object(h))
	// "was shot on the orders of": who shot was ordered. "Was retaken by the army
	// with the help of": that was helped.
	case (prep == "on" || prep == "with") && s.passive(h):
		return s.actor(h)
	}
	return s.mentionsOf(s.subject(h))
}

// side returns the body or group before the event noun at i: "a rebel attack".
func (s *sentence) side(i int) []int {
	return slices.DeleteFunc(s.modifiers(i), func(m int) bool {
		o := &s.doc.Mentions[m]
		return o.Class != extract.Organisation || o.Last-s.first > i
	})
}

// both makes sure that what stands under "between" is two.
func (s *sentence) both(role string, out []int) []int {
	if role == "between" && len(out) == 1 {
		return s.partner(out)
	}
	return out
}

// partner adds who is named after the "and" that follows the one found, where
// the parser tore them apart: "a truce between the army and the rebels took hold".
func (s *sentence) partner(out []int) []int {
	k := s.doc.Mentions[out[0]].Last - s.first
	if k >= len(s.tokens) || s.lemma(k) != "and" {
		return out
	}
	for j := k + 1; j < min(k+4, len(s.tokens)); j++ {
		if m := s.cover[j]; m >= 0 && m != out[0] {
			return append(out, m)
		}
	}
	return out
}

// modifiers returns the mentions before a noun that qualify it.
func (s *sentence) modifiers(i int) []int {
	var out []int
	owner := s.child(i, "nmod:poss")
	for _, k := range s.kids[i] {
		if k > i || k < owner || // "Colombian candidate Luis Galán's murder": it is he who is Colombian
			!(s.is(k, "compound") || s.is(k, "amod") || s.is(k, "nmod") && s.preposition(k) == "" && s.rel(k) != "nmod:poss" || s.is(k, "nmod:desc")) {
			continue
		}
		for _, c := range s.coordinated(k) {
			if m := s.cover[c]; m >= 0 && !slices.Contains(out, m) && !s.madeBy(&s.doc.Mentions[m]) {
				out = append(out, m)
			}
		}
		// "a US drone attack": the owner hangs on the weapon.
		for _, m := range s.modifiers(k) {
			if !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// lightVerb returns the verb that carries an event noun as its object or
// passive subject, or -1.
func (s *sentence) lightVerb(i int) int {
	// "the siege that the army laid to", "a blockade imposed by Israel on"
	for _, k := range s.kids[i] {
		if k > i && s.is(k, "acl") && s.verb(k) && s.among("light", k) && (s.bearer(k, i) || s.passive(k)) {
			return k
		}
	}
	if v := s.supposedly(i); v >= 0 {
		return v
	}
	h := s.head(i)
	for h >= 0 && (s.is(i, "conj") || s.is(i, "nmod") && s.preposition(i) == "of" && (s.quantity(h) || s.lex.Is("stretch", s.lemma(h)))) {
		i, h = h, s.head(h)
	}
	if h < 0 || !s.verb(h) || !s.among("light", h) {
		return -1
	}
	if s.is(i, "obj") || s.rel(i) == "nsubj:pass" {
		return h
	}
	return -1
}

// supposedly returns the light verb of an event of which somebody thinks or says
// who did it, or -1: "the raid is believed to have been staged by".
func (s *sentence) supposedly(i int) int {
	h := s.head(i)
	if h < 0 || !strings.HasPrefix(s.rel(i), "nsubj") || !s.verb(h) || !s.lex.Is("report", s.lemma(h)) {
		return -1
	}
	if x := s.child(h, "xcomp"); x > h && s.verb(x) && s.among("light_actor", x) && (s.passive(x) || s.tokens[x].Tag == "VBN") {
		return x
	}
	return -1
}

// bearer tells whether a noun is the object of the relative clause v on it.
func (s *sentence) bearer(v, noun int) bool {
	o := s.object(v)
	return o == noun || o >= 0 && s.rel(v) == "acl:relcl" && s.head(v) == noun && s.relative(o)
}

// backs tells whether a noun is one of arms or help given.
func (s *sentence) backs(i int) bool {
	return slices.ContainsFunc(s.frames(i), func(f lexicon.Frame) bool {
		return f.POS == lexicon.Noun && s.lex.Is("backing", f.Predicate)
	})
}

// carrier returns who carries out an event noun by a light verb.
func (s *sentence) carrier(i int) []int {
	// An event whose actor is another event may come back to itself.
	if s.carried[i] {
		return nil
	}
	s.carried[i] = true
	defer delete(s.carried, i)
	if v := s.lightVerb(i); v >= 0 && s.among("light_actor", v) && !s.hasOwner(i) {
		return s.actor(v)
	}
	// "ruled out talks with", "rejected a truce with": who decides on a dealing
	// is a party to it.
	if h := s.head(i); h >= 0 && s.is(i, "obj") && s.verb(h) && s.dealing(i) && s.lex.Is("dealing_verb", s.lemma(h)) {
		return s.actor(h)
	}
	// "halted the delivery of rockets to Mali"
	if h := s.head(i); h >= 0 && s.verb(h) && (s.is(i, "obj") || s.rel(i) == "nsubj:pass") && s.lex.Is("aid_refusal", s.lemma(h)) && !s.hasOwner(i) && s.backs(i) {
		return s.actor(h)
	}
	// "retaliated with air strikes"
	if h := s.head(i); h >= 0 && s.verb(h) && s.preposition(i) == "with" && s.lex.Is("retaliate", s.lemma(h)) {
		return s.actor(h)
	}
	// "joined in the condemnation of"
	if h := s.head(i); h >= 0 && s.verb(h) && s.preposition(i) == "in" && s.lex.Is("joining", s.lemma(h)) {
		return s.actor(h)
	}
	// "kept the town under siege"
	if h := s.head(i); h >= 0 && s.preposition(i) == "under" && s.verb(h) && (s.object(h) >= 0 || s.passive(h)) && s.lex.Is("keeping", s.lemma(h)) {
		return s.actor(h)
	}
	if out := s.culprits(i); out != nil {
		return out
	}
	// "an ambush in which rebels killed nine men"
	for _, k := range s.kids[i] {
		if s.rel(k) != "acl:relcl" || !s.verb(k) || s.passive(k) || !s.doesHarm(k) || s.child(k, "nsubj") < 0 || s.relative(s.child(k, "nsubj")) {
			continue
		}
		for _, prep := range []string{"in", "with", "by"} {
			for _, w := range s.under(k, prep) {
				if s.relative(w) {
					return slices.DeleteFunc(s.actor(k), func(m int) bool { return s.doc.Mentions[m].Class == extract.Weapon })
				}
			}
		}
	}
	// "the attack was carried out by": a reduced relative on the noun itself.
	for _, k := range s.kids[i] {
		if s.is(k, "acl") && s.verb(k) && s.lex.Is("light_actor", s.lemma(k)) && (s.rel(k) != "acl:relcl" || s.passive(k) || s.bearer(k, i)) {
			return s.actor(k)
		}
	}
	return nil
}

// hasOwner tells whether a name says whose an event is, which another may put off:
// "a court postponed Kenya's deployment".
func (s *sentence) hasOwner(i int) bool {
	k := s.child(i, "nmod:poss")
	return k >= 0 && s.tokens[k].Tag != "PRP$" && s.tree.mention(k) >= 0
}

// self returns whom a role noun names: the person before or after it in
// apposition, the subject it is predicated of, or its own mention.
func (s *sentence) self(i int) []int {
	if m := s.cover[i]; m >= 0 && s.doc.Mentions[m].Form == extract.Name {
		return []int{m}
	}
	h := s.head(i)
	if s.is(i, "appos") && h >= 0 {
		if m := s.tree.mention(h); m >= 0 {
			return []int{m}
		}
	}
	for _, k := range s.kids[i] {
		if s.is(k, "appos") || s.is(k, "flat") {
			if m := s.cover[k]; m >= 0 && m != s.cover[i] {
				return []int{m}
			}
		}
	}
	if s.child(i, "cop") >= 0 {
		return s.mentionsOf(s.subject(i))
	}
	// "was appointed commander of the brigade", "named him head of"
	if p := s.preposition(i); h >= 0 && (s.is(i, "xcomp") || p == "as") && (p == "" || p == "as") && s.verb(h) && s.lex.Is("appoint", s.lemma(h)) {
		of := s.object(h)
		if s.passive(h) || s.lemma(h) == "become" {
			of = s.subject(h)
		}
		if of >= 0 && of != i {
			return s.mentionsOf(of)
		}
	}
	// "its leader is X", "whose commander is X"
	if s.rel(i) == "nsubj" && s.child(h, "cop") >= 0 {
		if m := s.cover[h]; m >= 0 && s.doc.Mentions[m].Form == extract.Name {
			return []int{m}
		}
	}
	// "commander Qasem Soleimani": the role hangs on the name.
	if h >= 0 && h > i && (s.is(i, "compound") || s.is(i, "nmod") || s.is(i, "amod")) {
		if m := s.cover[h]; m >= 0 && s.doc.Mentions[m].Form == extract.Name {
			return []int{m}
		}
	}
	if m := s.cover[i]; m >= 0 {
		return []int{m}
	}
	if _, m := s.opinionOf(i); m >= 0 {
		return []int{m} // "considers X an arm of"
	}
	return nil
}

// doesHarm tells whether the subject of a verb is who does harm, not who suffers it:
// "killed nine men", not "lost their lives".
func (s *sentence) doesHarm(v int) bool {
	return slices.ContainsFunc(s.frames(v), func(f lexicon.Frame) bool {
		return f.Subject[0] == "subj" && s.lex.Is("hostile", f.Predicate)
	})
}
