package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// role returns the mentions that stand in a role of the trigger at i.
func (s *sentence) role(role string, i int, f lexicon.Frame) []int {
	if role, class, ok := strings.Cut(role, ":"); ok {
		classes := strings.Split(class, "/")
		return slices.DeleteFunc(slices.Clone(s.role(role, i, f)), func(m int) bool { return !s.fits(&s.doc.Mentions[m], classes) })
	}
	if f.POS == lexicon.Noun {
		if out := s.nounRole(role, i); len(out) > 0 {
			return out
		}
		if role == "mod" && f.Subject[0] != "self" {
			return s.nounRole("side", i)
		}
		return s.stray(role, i, f)
	}
	switch role {
	case "subj":
		return s.actor(i)
	case "obj":
		if s.passive(i) {
			var out []int
			for _, k := range s.subjects(i) {
				out = append(out, s.mentionsOf(k)...)
			}
			return out
		}
		// "which the army denies" is no ship.
		if o := s.object(i); o >= 0 && f.Predicate == "denied" && s.lex.Is("charge", s.lemma(o)) {
			return nil
		}
		if out := s.mentionsOf(s.object(i)); out != nil {
			if strings.HasSuffix(s.lemma(s.object(i)), "self") || strings.HasSuffix(s.lemma(s.object(i)), "selves") {
				return nil // "blew himself up"
			}
			return out
		}
		return s.targeted(s.object(i), i, f)
	case "iobj":
		return s.mentionsOf(s.child(i, "iobj"))
	case "event":
		return s.complement(i, f.Predicate == "threatened" || f.Predicate == "denied", func(d draft) int { return d.object })
	case "deed":
		if s.object(i) < 0 && s.child(i, "nsubj:pass") < 0 {
			return nil
		}
		return s.complement(i, false, func(d draft) int { return d.object })
	case "actor":
		return s.complementSubject(i)
	case "debtor":
		return s.debtors(i)
	case "holder":
		return s.holders(i)
	case "aim":
		return s.aim(i)
	case "suspect":
		return s.suspects(i)
	case "purpose":
		return s.dispersed(i)
	case "doer":
		for _, prep := range []string{"in", "into", "under", "during", "from", "by", "after"} {
			for _, k := range append(s.under(i, prep), s.beside(i, prep)...) {
				if s.eventNoun(k) {
					return s.eventActors(k)
				}
			}
		}
		// "died when a bomber blew himself up"
		for _, k := range s.kids[i] {
			if s.is(k, "advcl") && k > i && (s.marked(k, "when", "as", "after") || s.whenever(k)) && s.hostile(k) && !s.passive(k) {
				return s.actor(k)
			}
		}
		return nil
	case "obliged":
		return s.obliged(i)
	case "where":
		return s.where(i)
	}
	if s.lemma(i) == "agree" && s.opinion(i) {
		return nil
	}
	out := s.prepositional(i, role)
	if len(out) == 0 && role == "to" && f.Predicate == "deployed_to" {
		out = s.there(i)
	}
	if len(out) == 0 && role != "of" && role != "by" {
		for _, k := range s.beside(i, role) {
			out = append(out, s.mentionsOf(k)...)
		}
	}
	if len(out) == 0 {
		for _, k := range append(s.under(i, role), s.beside(i, role)...) {
			out = append(out, s.targeted(k, i, f)...)
		}
	}
	if f.With != "" && f.With != lexicon.Intransitive && len(out) == 0 {
		// "claimed responsibility for": the phrase may hang on the noun.
		if k := s.companion(i, f.With); k >= 0 {
			for _, c := range s.coordinated(k) {
				out = append(out, s.prepositional(c, role)...)
			}
		}
	}
	return out
}

// opinion tells whether an agreement is one of views: "agrees with the
// critics", where nothing is agreed on.
func (s *sentence) opinion(v int) bool {
	if s.child(v, "xcomp", "ccomp", "advcl") >= 0 {
		return false
	}
	for _, prep := range []string{"on", "upon", "over", "to", "about"} {
		if len(s.under(v, prep)) > 0 || len(s.beside(v, prep)) > 0 {
			return false
		}
	}
	return true
}

// targeted returns the town or site where targets lie that are not named
// themselves: "bombed targets in Kharkiv".
func (s *sentence) targeted(k, v int, f lexicon.Frame) []int {
	if k < 0 || s.cover[k] >= 0 || !s.lex.Is("target", s.lemma(k)) || !s.lex.Is("hostile", f.Predicate) {
		return nil
	}
	for _, prep := range placePreps {
		for _, n := range append(s.under(k, prep), s.under(v, prep)...) {
			if n < k {
				continue
			}
			return slices.DeleteFunc(s.mentionsOf(n), func(m int) bool {
				return s.doc.Mentions[m].Class != extract.Place || s.doc.Mentions[m].Subclass == "Country"
			})
		}
	}
	return nil
}

// actor returns who does what a verb says: the subject of an active verb, the
// by-phrase of a passive. An event as subject stands for its actor ("a strike
// on X killed Y").
func (s *sentence) actor(v int) []int {
	if s.passive(v) {
		for _, k := range s.under(v, "by") {
			if out := s.agents(k); out != nil {
				return out
			}
		}
		// "a lorry was destroyed and two men were killed by a mine"
		for _, k := range s.kids[v] {
			if cc := s.child(k, "cc"); s.is(k, "conj") && s.verb(k) && s.passive(k) && cc > v && cc < k && !s.parted(v, cc) {
				for _, a := range s.under(k, "by") {
					if out := s.agents(a); out != nil {
						return out
					}
				}
			}
		}
		// "killed or captured by the guards", "armed, trained and funded by Iran"
		for _, k := range s.joined(v) {
			if s.child(k, "nsubj", "nsubj:pass") < 0 && s.passive(k) {
				for _, by := range s.under(k, "by") {
					return s.agents(by)
				}
			}
		}
		for _, k := range s.kids[v] {
			if s.is(k, "conj") && s.verb(k) && k-v <= 3 && s.child(k, "nsubj", "nsubj:pass") < 0 && s.passive(k) {
				if out := s.actor(k); out != nil {
					return out
				}
			}
			// "was killed when gunmen attacked the post"
			if s.is(k, "advcl") && k > v && s.marked(k, "when", "as", "after") || s.is(k, "advcl") && k > v && s.whenever(k) {
				if s.hostile(k) && !s.passive(k) {
					return s.actor(k)
				}
			}
		}
		// "rebels raided the post, and two guards were killed"
		if h := s.head(v); h >= 0 && s.is(v, "conj") && h < v && v-h < maxAftermath && s.assaults(h) && !s.passive(h) && s.harms(v) && s.unqualified(v) {
			return s.actor(h)
		}
		// "taken hostage by gunmen"
		for _, k := range s.beside(v, "by") {
			if s.is(s.head(k), "obj") {
				return s.agents(k)
			}
		}
		for _, k := range append(s.under(v, "in"), s.under(v, "with")...) {
			if s.eventNoun(k) {
				return s.eventActors(k)
			}
		}
		return nil
	}
	var out []int
	for _, k := range s.subjects(v) {
		if k != v {
			out = append(out, s.agents(k)...)
		}
	}
	return out
}

// maxAftermath is how many words may lie between an attack and what it did.
const maxAftermath = 16

// assaults tells whether a verb is one of attack.
func (s *sentence) assaults(v int) bool {
	return slices.ContainsFunc(s.frames(v), func(f lexicon.Frame) bool {
		p := s.lex.Ontology.Predicate(f.Predicate)
		return f.POS == lexicon.Verb && (p.Name == "attacked" || p.Parent == "attacked")
	})
}

// unqualified tells whether a verb's clause says nothing of where or how.
func (s *sentence) unqualified(v int) bool {
	return !slices.ContainsFunc(s.kids[v], func(k int) bool { return s.is(k, "obl") && k > v || s.is(k, "advcl") })
}

// whenever tells whether a clause opens with "when".
func (s *sentence) whenever(v int) bool {
	k := s.child(v, "advmod")
	return k >= 0 && k < v && s.lemma(k) == "when"
}

// agents returns the mentions of a nominal, those of the actors behind it
// where it is an event.
func (s *sentence) agents(k int) []int {
	var out []int
	for _, c := range s.coordinated(k) {
		// "the attack that killed two policemen", "the bombing of a mosque that
		// killed": no place kills.
		if a := s.antecedent(c); a >= 0 && s.relative(c) {
			if m := s.cover[a]; m < 0 {
				c = a
			} else if h := s.head(a); s.doc.Mentions[m].Class == extract.Place && s.is(a, "nmod") && h >= 0 && s.eventNoun(h) {
				c = h
			}
		}
		if m := s.tree.mention(c); m >= 0 {
			out = append(out, m)
		} else if s.eventNoun(c) {
			out = append(out, s.eventActors(c)...)
		}
	}
	return out
}

// eventNoun tells whether a token is a noun that has frames of attack, so that
// what it does its actor does.
func (s *sentence) eventNoun(k int) bool {
	if !strings.HasPrefix(s.tokens[k].Tag, "NN") {
		return false
	}
	for _, f := range s.lex.Frames[s.lemma(k)] {
		if f.POS == lexicon.Noun {
			if f.Predicate == "attacked" {
				return true
			}
			if p := s.lex.Ontology.Predicate(f.Predicate); p != nil && p.Parent == "attacked" {
				return true
			}
		}
	}
	return false
}

// eventActors returns the actor of an event noun, else its weapon.
func (s *sentence) eventActors(k int) []int {
	for _, role := range []string{"by", "poss", "mod", "side"} {
		var out []int
		for _, m := range s.nounRole(role, k) {
			if c := s.doc.Mentions[m].Class; c != extract.Weapon && c != extract.Place || s.doc.Mentions[m].Subclass == "Country" {
				out = append(out, m)
			}
		}
		if out != nil {
			return out
		}
	}
	for _, m := range append(s.modifiers(k), s.prepositional(k, "by")...) {
		if s.doc.Mentions[m].Class == extract.Weapon {
			return []int{m}
		}
	}
	return nil
}

// where returns the place before a relative "where": "the Green Zone, where
// the embassy lies".
func (s *sentence) where(v int) []int {
	for _, k := range s.kids[v] {
		if s.lemma(k) == "where" {
			if m := s.before(k); m >= 0 && s.doc.Mentions[m].Class == extract.Place {
				return []int{m}
			}
			if a := s.antecedent(k); a >= 0 && s.tree.mention(a) >= 0 {
				return []int{s.tree.mention(a)}
			}
		}
	}
	return nil
}

// there returns the nearest place before a verb to which "there" after it points
// back: "left Kosovo alone, but may send soldiers there".
func (s *sentence) there(v int) []int {
	if !slices.ContainsFunc(s.kids[v], func(k int) bool { return k > v && s.lemma(k) == "there" && s.is(k, "advmod") }) {
		return nil
	}
	for k := v - 1; k >= 0; k-- {
		if m := s.cover[k]; m >= 0 && s.doc.Mentions[m].Class == extract.Place && s.doc.Mentions[m].Form != extract.Pronoun {
			if c := &s.doc.Mentions[m]; c.Sense != extract.Actor {
				return []int{m}
			}
		}
	}
	return nil
}

// mentionsOf returns the mentions of a token and of those coordinated with it.
func (s *sentence) mentionsOf(i int) []int {
	var out []int
	for _, c := range s.coordinated(i) {
		if m := s.tree.mention(c); m >= 0 && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// prepositional returns the mentions under a preposition of i.
func (s *sentence) prepositional(i int, prep string) []int {
	var out []int
	for _, k := range s.under(i, prep) {
		out = append(out, s.mentionsOf(k)...)
	}
	return out
}

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
	if v := s.lightVerb(i); v >= 0 && role != "from" && role != "in" && role != "at" && role != "of" {
		return s.prepositional(v, role)
	}
	return nil
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
		return s.mentionsOf(s.subject(i))
	case h < 0:
		return nil
	case !s.verb(h):
		// "Nigeria, with the help of Chad, drove them out"
		if h > i || prep == "with" && !(s.is(h, "nsubj") && s.tokens[h+1].Text == ",") {
			return nil
		}
		return s.mentionsOf(h)
	case prep != "with" && h < i && s.object(h) >= 0:
		return s.mentionsOf(s.object(h))
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

// stray returns the mentions under a preposition that belongs to the event noun
// at i but hangs on a noun of its phrase or on the verb before it: "halted the
// delivery of drones to Chad", "an attack by rebels on the base", "ordered the arrest of the editor by the police".
func (s *sentence) stray(role string, i int, f lexicon.Frame) []int {
	switch role {
	case "by", "on", "against", "to", "at":
	case "with":
		// "an exchange of fire with"
		if !s.lex.Ontology.Predicate(f.Predicate).Symmetric {
			return nil
		}
	case "from":
		if f.Predicate != "withdrew_from" {
			return nil
		}
	default:
		return nil
	}
	var out []int
	for _, prep := range []string{"of", "by", "from", "against"} {
		for _, k := range s.under(i, prep) {
			if m := s.tree.mention(k); role == "at" && (prep != "of" || m < 0 || s.doc.Mentions[m].Class != extract.Weapon) {
				continue // "the launch of a missile at", not "the arrest of X at"
			}
			for _, n := range s.nested(nil, k, role, 1) {
				// Those who attack "on motorcycles" do not attack them.
				out = append(out, slices.DeleteFunc(s.mentionsOf(n), func(m int) bool { return role == "on" && s.doc.Mentions[m].Class == extract.Weapon })...)
			}
		}
	}
	h := s.head(i)
	if out != nil || role == "at" || role == "with" || h < 0 || h > i || !s.verb(h) || !s.is(i, "obj") && !s.is(i, "obl") || role == "by" && s.passive(h) || s.doing(h) {
		return out
	}
	for _, k := range s.kids[h] {
		if k > i && s.is(k, "obl") && s.preposition(k) == role && !s.parted(i, k) {
			out = append(out, s.mentionsOf(k)...)
		}
	}
	return out
}

// parted tells whether a comma or a verb stands between two tokens.
func (s *sentence) parted(i, k int) bool {
	for j := i + 1; j < k; j++ {
		if s.tokens[j].Text == "," || s.verb(j) {
			return true
		}
	}
	return false
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
	// "retaliated with air strikes"
	if h := s.head(i); h >= 0 && s.verb(h) && s.preposition(i) == "with" && s.lex.Is("retaliate", s.lemma(h)) {
		return s.actor(h)
	}
	// "joined in the condemnation of"
	if h := s.head(i); h >= 0 && s.verb(h) && s.preposition(i) == "in" && s.lex.Is("joining", s.lemma(h)) {
		return s.actor(h)
	}
	if out := s.culprits(i); out != nil {
		return out
	}
	// "the attack was carried out by": a reduced relative on the noun itself.
	for _, k := range s.kids[i] {
		if s.is(k, "acl") && s.verb(k) && s.lex.Is("light_actor", s.lemma(k)) {
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
	return nil
}
