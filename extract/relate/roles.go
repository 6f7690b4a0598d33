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
		return slices.DeleteFunc(slices.Clone(s.role(role, i, f)), func(m int) bool {
			return !s.fits(&s.doc.Mentions[m], classes) && !s.listed(&s.doc.Mentions[m], classes)
		})
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
		if s.mined(i) >= 0 && !s.passive(i) {
			return s.mentionsOf(s.subject(i))
		}
		if s.passive(i) && !s.receives(i) {
			var out []int
			for _, k := range s.subjects(i) {
				if a := s.antecedent(k); s.relative(k) && a >= 0 && s.identified(a) != a {
					k = s.identified(a)
				}
				out = append(out, s.mentionsOf(k)...)
			}
			return append(out, s.withHim(i, f)...)
		}
		// "which the army denies" is no ship.
		if o := s.object(i); o >= 0 && f.Predicate == "denied" && s.lex.Is("charge", s.lemma(o)) {
			return nil
		}
		if out := s.mentionsOf(s.identified(s.object(i))); out != nil {
			if strings.HasSuffix(s.lemma(s.object(i)), "self") || strings.HasSuffix(s.lemma(s.object(i)), "selves") {
				return nil // "blew himself up"
			}
			return out
		}
		return s.targeted(s.object(i), i, f)
	case "iobj":
		// "the rebels were given rifles by Chad"
		if s.receives(i) {
			var out []int
			for _, k := range s.subjects(i) {
				out = append(out, s.mentionsOf(k)...)
			}
			return out
		}
		return s.mentionsOf(s.child(i, "iobj"))
	case "doomed":
		return s.doomed(i)
	case "event":
		// "what it called a massacre of": who says so speaks by the way.
		if first := s.leftmost(i); f.With == "#vile" && (s.lemma(first) == "what" || first > 0 && s.lemma(first-1) == "what") {
			return nil
		}
		return s.complement(i, f.Predicate == "threatened" || f.Predicate == "denied" || f.With == "#vile", func(d draft) int { return d.object })
	case "deed":
		if s.object(i) < 0 && s.child(i, "nsubj:pass") < 0 && s.spokenOf(i) < 0 {
			return nil
		}
		return s.complement(i, false, func(d draft) int { return d.object })
	case "cause":
		return s.causes(i)
	case "own":
		return s.avowed(i)
	case "actor":
		if o := s.object(i); f.Predicate == "clashed_with" && o >= 0 && s.eventNoun(o) {
			return s.eventActors(o)
		}
		return s.complementSubject(i)
	case "debtor":
		return s.debtors(i)
	case "holder":
		return s.holders(i)
	case "aim":
		return s.aim(i)
	case "suspect":
		return s.suspects(i)
	case "system":
		return s.systems(i)
	case "purpose":
		return s.dispersed(i)
	case "doer":
		for _, prep := range []string{"in", "into", "under", "during", "from", "by", "after", "to"} {
			for _, k := range append(s.under(i, prep), s.beside(i, prep)...) {
				if e := s.assault(k); e >= 0 {
					return s.eventActors(e)
				}
			}
		}
		// "died of wounds received in an ambush by"
		for _, k := range append(s.under(i, "of"), s.under(i, "from")...) {
			if a := s.child(k, "acl"); a > k && s.lex.Is("injury", s.lemma(k)) {
				if out := s.role("doer", a, f); out != nil {
					return out
				}
			}
		}
		// "died when a bomber blew himself up"
		for _, k := range s.kids[i] {
			if s.is(k, "advcl") && k > i && (s.marked(k, "when", "as", "after") || s.whenever(k)) && s.hostile(k) && (!s.passive(k) || len(s.under(k, "by")) > 0) {
				return s.actor(k)
			}
		}
		return s.opponents(i)
	case "obliged":
		return s.obliged(i)
	case "where":
		return s.where(i)
	case "whence":
		return s.whence(i)
	}
	if s.lemma(i) == "agree" && s.opinion(i) {
		return nil
	}
	out := s.prepositional(i, role)
	if len(out) == 0 && s.strands(i, role) {
		for _, k := range s.subjects(i) {
			out = append(out, s.mentionsOf(k)...)
		}
		return out
	}
	if len(out) == 0 && role == "to" && f.Predicate == "deployed_to" {
		out = s.there(i)
	}
	if f.With != "" && f.With != lexicon.Intransitive && len(out) == 0 {
		// "claimed responsibility for": the phrase may hang on the noun.
		if k := s.companion(i, f.With); k >= 0 {
			for _, c := range s.coordinated(k) {
				out = append(out, s.prepositional(c, role)...)
			}
			// "brought charges of murder and arms smuggling against him"
			for j := k + 1; role == "against" && len(out) == 0 && j < len(s.tokens) && !(s.verb(j) && s.tokens[j].Tag != "VBG"); j++ {
				if s.preposition(j) == role && s.beneath(j, k) {
					out = s.mentionsOf(j)
				}
			}
		}
	}
	if len(out) == 0 && role != "of" && role != "by" {
		for _, k := range s.beside(i, role) {
			if h := s.cover[s.head(k)]; (role == "at" || s.is(s.head(k), "obl")) && h >= 0 && s.doc.Mentions[h].Class == extract.Place {
				continue // "a school at Grubori", "around the palace in Niamey" say where that is
			}
			out = append(out, s.mentionsOf(k)...)
		}
	}
	if len(out) == 0 {
		for _, k := range append(s.under(i, role), s.beside(i, role)...) {
			out = append(out, s.targeted(k, i, f)...)
		}
	}
	return out
}

// strands tells whether a passive leaves the preposition without an object, as its
// subject is that: "were shot at by the guards", "was set upon".
func (s *sentence) strands(v int, prep string) bool {
	k := v + 1
	if !s.passive(v) || k >= len(s.tokens) || s.lemma(k) != prep || s.subject(v) < 0 {
		return false
	}
	if h := s.head(k); s.rel(k) == "case" && h > k && s.tokens[k+1].Tag != "IN" {
		return false
	}
	return k+1 == len(s.tokens) || !strings.HasPrefix(s.tokens[k+1].Tag, "NN") && s.tokens[k+1].Tag != "DT" && s.tokens[k+1].Tag != "PRP$" && s.tokens[k+1].Tag != "CD"
}

// systems returns whose the computers or files are that a verb is done to: "broke into
// the network of the ministry", "defaced the bank's website".
func (s *sentence) systems(v int) []int {
	var out []int
	for _, k := range slices.Concat([]int{s.child(v, "obj", "nsubj:pass")}, s.under(v, "into"), s.under(v, "from"), s.under(v, "on")) {
		for _, c := range s.coordinated(k) {
			if !s.lex.Is("computer_system", s.lemma(c)) {
				continue
			}
			out = append(out, s.prepositional(c, "of")...)
			out = append(out, s.prepositional(c, "at")...)
			for _, n := range s.kids[c] {
				if n < c && (s.rel(n) == "nmod:poss" || s.is(n, "compound")) && s.cover[n] >= 0 && s.cover[n] != s.cover[c] {
					out = append(out, s.cover[n])
				}
			}
		}
	}
	return out
}

// listed tells whether a mention's head is in one of the lists of words among
// the classes that a role takes: "#lawman".
func (s *sentence) listed(m *extract.Mention, classes []string) bool {
	return slices.ContainsFunc(classes, func(c string) bool {
		list, ok := strings.CutPrefix(c, "#")
		return ok && s.lex.Is(list, s.lemma(m.Head-s.first))
	})
}

// receives tells whether the subject of a passive is who is given its object.
func (s *sentence) receives(v int) bool {
	return s.passive(v) && s.child(v, "obj") > v && s.child(v, "nsubj:pass") >= 0 && s.gives(v)
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
// themselves, or the body whose they are: "bombed targets in Kharkiv".
func (s *sentence) targeted(k, v int, f lexicon.Frame) []int {
	if k < 0 || s.cover[k] >= 0 || !s.lex.Is("target", s.lemma(k)) || !s.lex.Is("hostile", f.Predicate) && f.Predicate != "withdrew_from" {
		return nil
	}
	// "hit positions of the guerrillas": those are attacked.
	for _, n := range s.under(k, "of") {
		if out := slices.DeleteFunc(s.mentionsOf(n), func(m int) bool { return s.doc.Mentions[m].Class != extract.Organisation }); len(out) > 0 {
			return out
		}
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

// maxAftermath is how many words may lie between an attack and what it did.
const maxAftermath = 16

// mentionsOf returns the mentions of a token and of those coordinated with it.
func (s *sentence) mentionsOf(i int) []int {
	if out := s.enumerated(i); out != nil {
		return out
	}
	var out []int
	for _, c := range s.coordinated(i) {
		if m := s.tree.mention(c); m >= 0 && !slices.Contains(out, m) {
			out = append(out, m)
		}
		// "hundreds of rifles and grenades", "the villages of Bab and Tal"
		if c >= 0 && s.cover[c] < 0 && (s.quantity(c) || s.placeNoun(c) && s.tokens[c].Tag == "NNS") && !s.relative(c) {
			for _, k := range s.under(c, "of") {
				for _, o := range s.coordinated(k) {
					if m := s.tree.mention(o); o != k && m >= 0 && !slices.Contains(out, m) {
						out = append(out, m)
					}
				}
			}
		}
	}
	return out
}

// enumerated returns the names after a colon that "the following" or "the following
// companies" at i announces: "Canada sanctioned the following: X; Y and Z."
func (s *sentence) enumerated(i int) []int {
	if i < 0 || s.lemma(i) != "following" && (i == 0 || s.lemma(i-1) != "following" && s.lemma(i-1) != "follow") && strings.ToLower(s.tokens[i].Text) != "following" {
		return nil
	}
	var out []int
	colon := false
	for k := i + 1; k+1 < len(s.tokens); k++ {
		colon = colon || s.tokens[k].Text == ":"
		switch s.tokens[k].Text {
		case ":", ";", ",", "and":
			m := s.cover[k+1]
			if m < 0 && s.tokens[k+1].Tag == "DT" && k+2 < len(s.tokens) {
				m = s.cover[k+2]
			}
			if colon && m >= 0 && s.doc.Mentions[m].Form == extract.Name && !slices.Contains(out, m) {
				out = append(out, m)
			}
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

// stray returns the mentions under a preposition that belongs to the event noun
// at i but hangs on a noun of its phrase or on the verb before it: "halted the
// delivery of drones to Chad", "an attack by rebels on the base", "ordered the arrest of the editor by the police".
func (s *sentence) stray(role string, i int, f lexicon.Frame) []int {
	switch role {
	case "by", "on", "against", "to", "at":
	case "for":
		// "calls by the bishops for the police to leave"
		if f.Predicate != "demanded" {
			return nil
		}
	case "of":
		if out := s.inverse(i); len(out) > 0 {
			return out
		}
		// "the massacre at Tlatelolco of students by"
		for _, prep := range []string{"at", "in", "near", "on", "outside"} {
			for _, k := range s.under(i, prep) {
				if c := s.cover[k]; c < 0 || s.doc.Mentions[c].Class != extract.Place || s.doc.Mentions[c].Form != extract.Name {
					continue
				}
				for _, n := range s.nested(nil, k, "of", 1) {
					if out := slices.DeleteFunc(s.mentionsOf(n), func(m int) bool { return s.doc.Mentions[m].Class != extract.Person }); len(out) > 0 {
						return out
					}
				}
			}
		}
		return nil
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
			depth := 1
			if role == "by" && prep == "of" {
				depth = 3 // "the demolition of the homes of two men by"
			}
			for _, n := range s.nested(nil, k, role, depth) {
				if role == "by" && s.eventNoun(n) { // "the wounding of a monk by army gunfire"
					out = append(out, s.eventActors(n)...)
				}
				// Those who attack "on motorcycles" do not attack them.
				out = append(out, slices.DeleteFunc(s.mentionsOf(n), func(m int) bool { return role == "on" && s.doc.Mentions[m].Class == extract.Weapon })...)
			}
		}
	}
	h := s.head(i)
	// "the arrest of a banker, long sought, by the army surprised his family"
	if out == nil && role == "by" && h >= 0 && s.verb(h) && s.is(i, "nsubj") {
		for _, k := range s.kids[h] {
			if i < k && k < h && s.is(k, "obl") && s.preposition(k) == "by" {
				out = append(out, s.mentionsOf(k)...)
			}
		}
	}
	if out != nil || role == "at" || role == "with" && s.preposition(i) != "for" || h < 0 || h > i || !s.verb(h) || !s.is(i, "obj") && !s.is(i, "obl") || role == "by" && s.passive(h) || s.doing(h) {
		return out
	}
	for _, k := range s.kids[h] {
		if k > i && s.is(k, "obl") && s.preposition(k) == role && !s.parted(i, k) {
			out = append(out, s.mentionsOf(k)...)
		}
	}
	return out
}

// inverse returns what follows the doer of the event noun at i: "the kidnapping by
// gunmen of two priests". "Gunmen of the ELN" are those of a body.
func (s *sentence) inverse(i int) []int {
	var out []int
	for _, k := range s.under(i, "by") {
		by := s.tree.mention(k)
		for _, n := range s.nested(nil, k, "of", 1) {
			out = append(out, slices.DeleteFunc(s.mentionsOf(n), func(m int) bool {
				o := &s.doc.Mentions[m]
				return by < 0 || s.doc.Mentions[by].Form != extract.Name && (o.Class == extract.Organisation || o.Subclass == "Country")
			})...)
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

// withHim returns those who came to harm with the subject of a passive: "was killed
// with his wife and a bodyguard".
func (s *sentence) withHim(v int, f lexicon.Frame) []int {
	if f.Predicate != "killed" && f.Predicate != "wounded" {
		return nil
	}
	return slices.DeleteFunc(s.prepositional(v, "with"), func(m int) bool { return s.doc.Mentions[m].Class != extract.Person })
}
