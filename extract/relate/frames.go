package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// frames returns the frames that the token at i evokes; those that need a
// particle or object noun come with it or not at all, and silence the others
// of the same verb.
func (s *sentence) frames(i int) []lexicon.Frame {
	tag := s.tokens[i].Tag
	pos := ""
	switch {
	case strings.HasPrefix(tag, "VB") && s.rel(i) != "aux" && s.rel(i) != "cop" && s.rel(i) != "case":
		pos = lexicon.Verb
	case strings.HasPrefix(tag, "NN"):
		pos = lexicon.Noun
	default:
		return nil
	}
	lemma := s.lemma(i)
	if pos == lexicon.Verb && lemma == "blow" && s.companion(i, "up") >= 0 && s.laden(s.object(i)) {
		lemma = "detonate"
	}
	figurative := pos == lexicon.Noun && s.figurative(i) || pos == lexicon.Verb && s.wordy(i)
	var plain, with []lexicon.Frame
	for _, f := range s.lex.Frames[lemma] {
		if f.POS != pos || figurative && s.lex.Is("hostile", f.Predicate) {
			continue
		}
		switch {
		case f.With == "", f.With == lexicon.Intransitive && s.object(i) < 0 && !s.passive(i):
			plain = append(plain, f)
		case f.With == lexicon.Intransitive:
		case s.companion(i, f.With) >= 0:
			with = append(with, f)
		}
	}
	if with != nil {
		return with
	}
	return plain
}

// laden tells whether a vehicle is full of explosives, so that it is a bomb: "a car
// packed with explosives", "a lorry rigged with mines".
func (s *sentence) laden(o int) bool {
	if o < 0 || s.cover[o] < 0 || s.doc.Mentions[s.cover[o]].Class != extract.Weapon {
		return false
	}
	return slices.ContainsFunc(s.kids[o], func(k int) bool {
		return s.is(k, "acl") && s.lex.Is("laden", s.lemma(k)) && slices.ContainsFunc(s.under(k, "with"), func(w int) bool {
			return s.cover[w] >= 0 && s.doc.Mentions[s.cover[w]].Subclass == "Explosive"
		})
	})
}

// figurative tells whether the word before a noun makes it no act of force:
// "a hunger strike", "a heart attack", "a court battle".
func (s *sentence) figurative(i int) bool {
	return slices.ContainsFunc(s.kids[i], func(k int) bool {
		return k < i && (s.is(k, "compound") || s.is(k, "amod")) && s.lex.Is("figurative", s.lemma(k))
	})
}

// wordy tells whether what a verb of force is done with is but words: "bombarded the
// council with letters".
func (s *sentence) wordy(i int) bool {
	return slices.ContainsFunc(s.under(i, "with"), func(k int) bool { return s.lex.Is("words_sent", s.lemma(k)) })
}

// companion returns the particle or object noun of a verb, or -1. A with that
// begins with # is a list of words.
func (s *sentence) companion(v int, with string) int {
	if word, ok := strings.CutPrefix(with, "~"); ok {
		return s.labelled(v, word)
	}
	goes := func(lemma string) bool { return lemma == with }
	if list, ok := strings.CutPrefix(with, "#"); ok {
		goes = func(lemma string) bool { return s.lex.Is(list, lemma) }
	}
	for _, k := range s.kids[v] {
		if goes(s.lemma(k)) && (s.rel(k) == "compound:prt" || s.is(k, "obj") || s.is(k, "obl") || s.is(k, "xcomp") || s.is(k, "advmod") || s.is(k, "case") || s.is(k, "nsubj:pass")) {
			return k
		}
		// "barred the general from entering", "warned the guards against helping"
		if s.verb(v) && k > v && s.tokens[k].Tag == "VBG" && (goes(s.lemma(k)) && s.marked(k, "from") && !s.hostile(k) || with == "against" && s.marked(k, with)) {
			return k
		}
		// "came under small-arms and mortar fire"
		if s.verb(v) && s.is(k, "obl") && k > v {
			for _, c := range s.kids[k] {
				if s.is(c, "conj") && s.cover[k] < 0 && goes(s.lemma(c)) {
					return c
				}
			}
		}
		if s.verb(v) && s.is(k, "obj") {
			for _, c := range s.coordinated(k) {
				if goes(s.lemma(c)) || with[0] == '#' && s.lex.Is("aid_form", s.lemma(c)) && slices.ContainsFunc(s.kids[c], func(m int) bool { return m < c && goes(s.lemma(m)) }) {
					return c
				}
			}
		}
		// "gets most of its money from"
		if s.verb(v) && s.is(k, "obj") && s.quantity(k) && s.cover[k] < 0 {
			for _, c := range s.under(k, "of") {
				if goes(s.lemma(c)) && s.cover[c] < 0 {
					return c
				}
			}
		}
		// "stabbed the mayor to death", "took a man into custody"
		if s.verb(v) && (s.is(k, "obj") || s.rel(k) == "nsubj:pass") {
			for _, o := range s.coordinated(k) {
				for _, c := range s.kids[o] {
					if c > o && (s.is(c, "nmod") && s.preposition(c) != "of" || s.is(c, "obj")) && goes(s.lemma(c)) {
						return c
					}
				}
			}
		}
		if s.is(k, "obl") && s.preposition(k) == with && (s.tree.mention(k) >= 0 || s.eventNoun(k)) && !s.passive(v) && s.child(v, "obj") < 0 {
			return k
		}
		// "drove the rebels out of the town"
		if s.verb(v) && k > v && s.is(k, "obl") && s.preposition(k) == "of" {
			for _, c := range s.kids[k] {
				if c < k && goes(s.lemma(c)) && s.is(c, "case") && s.lemma(c) != "of" {
					return c
				}
			}
		}
		// "held the rebels responsible"
		if s.verb(v) && k > v && s.is(k, "obj") && slices.ContainsFunc(s.kids[k], func(c int) bool { return c > k && goes(s.lemma(c)) && s.is(c, "amod") }) {
			return k
		}
		if !s.verb(v) && k < v && goes(s.lemma(k)) && (s.rel(k) == "compound" || s.rel(k) == "amod") {
			return k
		}
	}
	// "the damage that rockets did to the mill"
	if h := s.head(v); s.rel(v) == "acl:relcl" && h >= 0 && goes(s.lemma(h)) && s.bearer(v, h) {
		return h
	}
	// "told the army to leave"
	if with == "to" && s.verb(v) {
		for _, k := range s.kids[v] {
			if (s.is(k, "xcomp") || s.is(k, "ccomp") || s.is(k, "advcl")) && s.infinitive(k) {
				return k
			}
			for _, c := range s.kids[k] {
				if s.is(k, "obj") && s.is(c, "acl") && s.infinitive(c) {
					return c
				}
			}
		}
	}
	// A particle stands right after its verb, whatever the parser made of it:
	// "shot dead his bodyguard".
	if s.verb(v) && v+1 < len(s.tokens) && goes(s.lemma(v+1)) && (s.tokens[v+1].Tag == "JJ" || s.tokens[v+1].Tag == "RP" || s.tokens[v+1].Tag == "RB" || s.tokens[v+1].Tag == "IN" && s.rel(v+1) == "case" && v+2 < len(s.tokens) && s.tokens[v+2].Tag == "IN") {
		return v + 1
	}
	return -1
}

// labelled returns the complement of a verb that the word qualifies, or -1:
// "designated the group a terrorist organisation".
func (s *sentence) labelled(v int, word string) int {
	for _, k := range s.kids[v] {
		if k > v && (s.is(k, "obj") || s.is(k, "xcomp") || s.is(k, "obl")) && slices.ContainsFunc(s.kids[k], func(c int) bool { return c < k && s.lemma(c) == word }) {
			return k
		}
	}
	return -1
}
