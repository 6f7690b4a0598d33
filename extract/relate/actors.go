package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// actor returns who does what a verb says: the subject of an active verb, the
// by-phrase of a passive. An event as subject stands for its actor ("a strike
// on X killed Y"). Verbs of one sentence may point to one another for it: one whose
// actor is being looked for has none.
func (s *sentence) actor(v int) []int {
	if s.acting[v] {
		return nil
	}
	s.acting[v] = true
	defer delete(s.acting, v)
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
				if s.hostile(k) && (!s.passive(k) || len(s.under(k, "by")) > 0) {
					return s.actor(k)
				}
			}
		}
		// "two men were killed and a boy was wounded when jets hit the clinic"
		if s.tolls(v) {
			for _, k := range s.kids[v] {
				if s.is(k, "conj") && s.verb(k) && s.passive(k) && s.tolls(k) && s.child(v, "advcl") < 0 && s.occasion(k) {
					return s.actor(k)
				}
			}
		}
		// "rebels raided the post, and two guards were killed"
		if h := s.head(v); h >= 0 && s.is(v, "conj") && h < v && v-h < maxAftermath && s.assaults(h) && !s.passive(h) && s.harms(v) && s.unqualified(v) {
			return s.actor(h)
		}
		// "taken hostage by gunmen", "ambushed on the road to Kidal by rebels"
		for _, k := range s.beside(v, "by") {
			if h := s.head(k); s.is(h, "obj") || h > v && !s.eventNoun(h) {
				return s.agents(k)
			}
		}
		for _, k := range append(s.under(v, "in"), s.under(v, "with")...) {
			if e := s.assault(k); e >= 0 {
				return s.eventActors(e)
			}
		}
		if out := s.opponents(v); out != nil {
			return out
		}
		// "six men were killed and a captain wounded in a clash with rebels"
		for _, k := range s.kids[v] {
			if s.is(k, "conj") && s.verb(k) && s.tolls(v) && s.tolls(k) && s.tokens[k].Tag != "VBG" {
				if out := s.opponents(k); out != nil {
					return out
				}
			}
		}
		// "three were killed by a mine and nine wounded", "the crew was detained by the
		// navy, and its boat impounded"
		if h := s.head(v); h >= 0 && s.is(v, "conj") && s.verb(h) && s.passive(h) && (s.tolls(h) && s.tolls(v) && s.unqualified(v) || s.child(v, "aux") < 0 && s.child(v, "nsubj:pass") >= 0 && len(s.under(h, "by")) > 0) {
			return s.actor(h)
		}
		return nil
	}
	if m := s.mined(v); m >= 0 {
		return append([]int{m}, s.shooters(m)...)
	}
	var out []int
	for _, k := range s.subjects(v) {
		if k != v {
			out = append(out, s.agents(k)...)
		}
	}
	return out
}

// mined returns the mine that somebody comes upon, or -1: in "their lorry hit a
// mine" it is the mine that does the harm.
func (s *sentence) mined(v int) int {
	o := s.object(v)
	if o < 0 || s.lemma(v) != "hit" && s.lemma(v) != "strike" && s.lemma(v) != "trigger" {
		return -1
	}
	m := s.tree.mention(o)
	if m < 0 || s.doc.Mentions[m].Subclass != "Explosive" || !s.indefinite(o) {
		return -1
	}
	return m
}

// opponents returns those at whose hands or in a fight with whom somebody comes
// to harm, as the phrases of a verb say.
func (s *sentence) opponents(v int) []int {
	for _, k := range append(s.under(v, "at"), s.beside(v, "at")...) {
		if s.lemma(k) == "hand" {
			return s.prepositional(k, "of")
		}
	}
	if !s.tolls(v) {
		return nil
	}
	for _, k := range append(s.under(v, "in"), s.under(v, "during")...) {
		if s.fight(k) {
			return append(s.prepositional(k, "with"), s.stray("with", k, lexicon.Frame{POS: lexicon.Noun, Predicate: "clashed_with"})...)
		}
	}
	return nil
}

// fight tells whether a noun is one of clashes.
func (s *sentence) fight(k int) bool {
	return slices.ContainsFunc(s.frames(k), func(f lexicon.Frame) bool { return f.POS == lexicon.Noun && f.Predicate == "clashed_with" })
}

// tolls tells whether a verb is one of what comes of attacks.
func (s *sentence) tolls(v int) bool {
	return slices.ContainsFunc(s.frames(v), func(f lexicon.Frame) bool { return s.lex.Is("toll", f.Predicate) })
}

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

// occasion tells whether a verb has a clause that says when it came about.
func (s *sentence) occasion(v int) bool {
	return slices.ContainsFunc(s.kids[v], func(k int) bool {
		return s.is(k, "advcl") && k > v && (s.marked(k, "when", "as", "after") || s.whenever(k)) && s.hostile(k)
	})
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
		if e := s.assault(c); e >= 0 {
			c = e
		}
		if m := s.tree.mention(c); m >= 0 {
			out = append(out, m)
		} else if s.eventNoun(c) {
			out = append(out, s.eventActors(c)...)
		} else if c >= 0 && s.lex.Is("emplacement", s.lemma(c)) {
			out = append(append(out, s.modifiers(c)...), s.prepositional(c, "of")...) // "rebel positions fired on"
		} else {
			out = append(out, s.authors(c)...)
		}
	}
	return out
}

// authors returns whose words a nominal is: "a resolution adopted by the council
// calls on", "a statement from the ministry accused", "the court's ruling".
func (s *sentence) authors(c int) []int {
	if c < 0 || !s.lex.Is("utterance", s.lemma(c)) {
		return nil
	}
	for k := len(s.kids[c]) - 1; k >= 0; k-- {
		v := s.kids[c][k]
		if v < c || !s.is(v, "acl") || !s.passive(v) {
			continue
		}
		for _, j := range s.kids[v] {
			if by := s.prepositional(j, "by"); s.is(j, "conj") && by != nil {
				return by // "drafted by Chad and adopted by the council"
			}
		}
		if by := s.prepositional(v, "by"); by != nil {
			return by
		}
	}
	for _, prep := range []string{"by", "from", "of"} {
		if out := s.prepositional(c, prep); out != nil {
			return out
		}
	}
	return s.nounRole("poss", c)
}

// assault returns the event noun of attack that a nominal is, or that a relative
// pronoun speaks of, or -1: "the attack that killed two policemen", "the bombing
// of a mosque that killed", "an ambush on a convoy in which six died". No place
// kills, and nobody is killed in a convoy but by what befell it.
func (s *sentence) assault(k int) int {
	if a := s.antecedent(k); s.relative(k) && a >= 0 {
		within := s.preposition(k) == "in"
		for k = a; k >= 0 && s.cover[k] >= 0 && !s.eventNoun(k); k = s.head(k) {
			c := s.doc.Mentions[s.cover[k]].Class
			struck := c == extract.Weapon && s.tokens[k].Tag == "NNS" && (s.preposition(k) == "on" || s.preposition(k) == "against")
			if !s.is(k, "nmod") || c != extract.Place && !struck && !(within && c != extract.Person) {
				return -1
			}
		}
	}
	if k >= 0 && s.eventNoun(k) {
		return k
	}
	return -1
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

// whence returns the place that a clause around the verb at v has somebody take, besiege
// or attack, so that who leaves leaves that: "took the town after the army withdrew",
// "from al Shabaab, whose fighters had pulled out".
func (s *sentence) whence(v int) []int {
	if len(s.under(v, "from")) > 0 || len(s.under(v, "of")) > 0 {
		return nil
	}
	for c, h := v, s.head(v); h >= 0; c, h = h, s.head(h) {
		if !s.verb(h) {
			continue
		}
		if c != v && !s.is(c, "obl") && !s.is(c, "obj") && !s.is(c, "conj") && !s.is(c, "nmod") || c == v && (!s.is(c, "advcl") || !s.marked(c, "after", "before", "when", "as", "once", "while") && !s.whenever(c)) {
			return nil
		}
		var out []int
		for _, d := range s.events(h) {
			o := &s.doc.Mentions[d.object]
			if (s.lex.Is("taking_of", d.predicate) || d.predicate == "attacked" && d.status.Holds()) && o.Class == extract.Place && o.Subclass != "Country" && !slices.Contains(out, d.object) {
				out = append(out, d.object)
			}
		}
		if len(out) > 0 || !s.is(h, "conj") {
			return out
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
