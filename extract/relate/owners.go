package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// owners applies rule 7 of the ontology: what a weapon with an owner does, the
// owner does with it.
func (s *sentence) owners(d draft, def *extract.PredicateDef) []draft {
	m := &s.doc.Mentions[d.subject]
	if m.Class != extract.Weapon {
		return nil
	}
	var out []draft
	if o := s.takenFor(d.subject); o >= 0 && s.fits(&s.doc.Mentions[o], def.Subject) {
		own := d
		own.predicate, own.subject, own.instrument = def.Name, o, d.subject
		if own.status == extract.Asserted {
			own.status = extract.Reported
		}
		out = append(out, own)
	}
	for _, o := range append(s.owner(d.subject), s.shooters(d.subject)...) {
		if o != d.object && s.fits(&s.doc.Mentions[o], def.Subject) {
			own := d
			own.predicate, own.subject, own.instrument = def.Name, o, d.subject
			// "rockets fired by Hezbollah hit Haifa"
			if k := s.shot(d.subject); k >= 0 && def.Name == "attacked" && slices.Contains(s.actor(k), o) {
				// Who launches a drone does not fire at what it hits.
				if m.Subclass != "Drone" {
					own.predicate = s.means(k)
				}
				if st, _ := s.status(k); rank[st] > rank[own.status] && st.Holds() {
					own.status = st
				}
			}
			out = append(out, own)
		}
	}
	return out
}

// shot returns the verb after a weapon that says who sent or laid it ("rockets
// fired by", "a mine planted by"), or -1.
func (s *sentence) shot(m int) int {
	m0 := s.doc.Mentions[m].Head - s.first
	for _, k := range s.kids[m0] {
		if s.is(k, "acl") && s.verb(k) && s.passive(k) && s.means(k) != "" {
			return k
		}
		// "missiles that the Houthis launched"
		if n := s.child(k, "nsubj"); s.rel(k) == "acl:relcl" && s.verb(k) && !s.passive(k) && n > m0 && !s.relative(n) && s.child(k, "obj") <= n && s.means(k) != "" {
			return k
		}
		// "drones, believed to have been launched by"
		if x := s.child(k, "xcomp"); x > k && s.is(k, "acl") && s.lex.Is("report", s.lemma(k)) && s.passive(x) && s.means(x) != "" {
			return x
		}
	}
	return -1
}

// means returns what who sends or lays a weapon does by it, as far as the verb
// at v says; empty if that is none of it.
func (s *sentence) means(v int) string {
	by := ""
	for _, f := range s.lex.Frames[s.lemma(v)] {
		switch {
		case f.POS != lexicon.Verb || f.With != "" || !slices.ContainsFunc(f.Instrument, func(role string) bool { return patient(strings.TrimSuffix(role, "!")) }):
		case f.Predicate == "fired_at", f.Predicate == "bombed" && by == "":
			by = f.Predicate
		}
	}
	return by
}

// shooters returns who is said after a weapon to have sent it: "rockets fired
// by Hezbollah", "drones of the security service".
func (s *sentence) shooters(m int) []int {
	if k := s.shot(m); k >= 0 {
		return s.actor(k)
	}
	at := s.doc.Mentions[m].Head - s.first
	// "It was rebels who fired the rocket that killed"
	if h := s.head(at); h >= 0 && s.is(at, "obj") && s.verb(h) && s.means(h) != "" && s.child(at, "acl:relcl") > at {
		return s.actor(h)
	}
	// "drones flown by the cartel"
	for _, k := range s.kids[at] {
		if s.is(k, "acl") && s.rel(k) != "acl:relcl" && s.verb(k) && s.passive(k) && slices.ContainsFunc(s.lex.Frames[s.lemma(k)], func(f lexicon.Frame) bool { return f.POS == lexicon.Verb && f.Predicate == "uses" }) {
			return s.actor(k)
		}
	}
	out := slices.DeleteFunc(s.prepositional(at, "of"), func(o int) bool { return s.doc.Mentions[o].Class != extract.Organisation })
	// "a torpedo from the submarine": who may be far away sold it.
	return append(out, slices.DeleteFunc(s.prepositional(at, "from"), func(o int) bool {
		from := &s.doc.Mentions[o]
		return from.Class != extract.Weapon && from.Subclass != "ArmedGroup" && from.Subclass != "Military"
	})...)
}

// owner returns the actors named before a weapon, as its owners: "a US drone",
// "the embassy's C-RAM".
func (s *sentence) owner(m int) []int {
	mention := &s.doc.Mentions[m]
	first := s.owned(s.described(mention))
	var out []int
	if o := s.whose(first, m); o >= 0 {
		return []int{o}
	}
	for k := max(first-2, 0); k < mention.Last-s.first; k++ {
		o := s.cover[k]
		if o < 0 || o == m || slices.Contains(out, o) {
			continue
		}
		om := &s.doc.Mentions[o]
		if om.Class == extract.Weapon || om.Class == extract.Person && om.Form == extract.Nominal && s.tokens[min(om.Last-s.first, len(s.tokens)-1)].Tag != "POS" || om.Form == extract.Nominal && om.Contains(mention.Span) {
			continue
		}
		// Before the mention only where nothing but a possessive stands between.
		if om.Last-s.first <= first {
			gap := s.tokens[om.Last-s.first : first]
			owned := len(gap) == 1 && gap[0].Tag == "POS" || len(gap) == 0 && (adjectival(s.tokens[om.Last-1-s.first], om) || om.Form == extract.Pronoun && s.tokens[om.Last-1-s.first].Tag == "PRP$")
			if !owned {
				continue
			}
		} else if mention.Head < om.First {
			continue
		}
		if s.madeBy(om) {
			continue
		}
		out = append(out, o)
	}
	// "Sudan's army chief": Sudan has the army, which has the chief.
	return slices.DeleteFunc(out, func(o int) bool {
		inner := &s.doc.Mentions[o]
		return slices.ContainsFunc(out, func(p int) bool {
			outer := &s.doc.Mentions[p]
			whose := outer.First == inner.Last+1 && s.tokens[inner.Last-s.first].Tag == "POS" && outer.Class == extract.Organisation
			return p != o && (whose || outer.Len() > inner.Len() && outer.Contains(inner.Span))
		})
	})
}

// whose returns the mention that a "whose" before the token at first stands for,
// or -1: "Chad, whose soldiers", "Kony, whose fighters".
func (s *sentence) whose(first, m int) int {
	if first == 0 || s.tokens[first-1].Tag != "WP$" {
		return -1
	}
	if o := s.before(first - 1); o >= 0 && s.doc.Mentions[m].Form == extract.Name && s.doc.Mentions[o].Class == extract.Organisation {
		return o // "the GRU, Russia's military intelligence, whose Unit 29155"
	}
	if a := s.tree.possessor(first - 1); a >= 0 {
		if o := s.tree.mention(a); o >= 0 && o != m && s.doc.Mentions[o].Class != extract.Weapon {
			return o
		}
	}
	return -1
}

// owned takes in the adjectives between a possessor and what it has: "Russia's
// [new Oreshnik] missile", "the army's [elite] Fourth Division".
func (s *sentence) owned(first int) int {
	for k := first; k > 0 && k > first-4; k-- {
		if tag := s.tokens[k-1].Tag; tag == "POS" && k > 1 || tag == "PRP$" {
			return k
		} else if s.cover[k-1] >= 0 && s.doc.Mentions[s.cover[k-1]].End == s.tokens[k-1].End || !strings.HasPrefix(tag, "JJ") && tag != "VBN" && tag != "CD" && tag != "RB" {
			return first
		}
	}
	return first
}

// described returns the first token of the words that say what a named weapon
// is: "the Indian [destroyer INS Mumbai]".
func (s *sentence) described(m *extract.Mention) int {
	first := m.First - s.first
	if m.Form != extract.Name || m.Class != extract.Weapon {
		return first
	}
	for k := first - 1; k >= max(0, first-4) && (s.cover[k] < 0 || s.doc.Mentions[s.cover[k]].Form == extract.Nominal); k-- {
		tag := s.tokens[k].Tag
		if strings.HasPrefix(tag, "NN") && s.lex.Nominals[s.lemma(k)].Class == extract.Weapon {
			first = k
		} else if tag != "NN" && !strings.HasPrefix(tag, "JJ") || first == m.First-s.first {
			break
		} else {
			first = k
		}
	}
	return first
}

// adjectival tells whether a name qualifies the noun after it.
func adjectival(t extract.Token, m *extract.Mention) bool {
	return m.Form == extract.Name && !strings.HasPrefix(t.Rel, "nsubj") && !strings.HasPrefix(t.Rel, "ob") && t.Rel != "iobj"
}

// madeBy tells whether a name is part of a compound like "Iranian-made", which
// says who built a weapon, not who has it.
func (s *sentence) madeBy(m *extract.Mention) bool {
	t := s.doc.Tokens[m.Last-1]
	rest := strings.ToLower(s.doc.Text[min(m.End, t.End):t.End])
	return strings.HasPrefix(rest, "-")
}
