package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// qualified is the status that its adjectives give to a noun: "a planned attack",
// "a would-be assassin", "a foiled raid".
func (s *sentence) qualified(k int) extract.Status {
	for _, c := range s.kids[k] {
		if c > k || !s.is(c, "amod") && !s.is(c, "compound") {
			continue
		}
		switch word := strings.ToLower(s.tokens[c].Text); {
		case s.hyphened("undone", word):
			return extract.Denied
		case s.lex.Is("unreal", s.lemma(c)), s.hyphened("unreal", word):
			if !s.realised(k) {
				return extract.Threatened
			}
		}
	}
	return extract.Asserted
}

// hyphened tells whether an adjective is in a list, also at a compound's end:
// "long-feared".
func (s *sentence) hyphened(list, word string) bool {
	return s.lex.Is(list, word) || s.lex.Is(list, word[strings.LastIndexByte(word, '-')+1:])
}

// realised tells whether the event at k is said to have come about, whatever it
// was before: "launched its planned assault", "the feared attack came at dawn".
func (s *sentence) realised(k int) bool {
	h := s.head(k)
	if h < 0 || !s.verb(h) || s.local(h) != extract.Asserted || s.clausal(h) != extract.Asserted {
		return false
	}
	past := s.preterite(h) || s.passive(h) && s.tokens[max(0, s.child(h, "aux:pass"))].Tag == "VBD"
	return past && (s.is(k, "nsubj") && s.among("came_about", h) || (s.is(k, "obj") || s.rel(k) == "nsubj:pass") && s.among("carry_out", h))
}

// unreal is the status that a noun of an event has by the words around it: "a
// planned attack", "an attack on the port would", "pending a truce".
func (s *sentence) unreal(k int) extract.Status {
	if st := s.qualified(k); st != extract.Asserted {
		return st
	}
	// "Hopes for a truce faded", whatever the tree makes of the first word.
	if c := s.child(k, "case"); c > 0 && s.lex.Is("promises", s.lemma(c-1)) {
		switch s.lemma(c) {
		case "for", "on", "about":
			return extract.Threatened
		}
	}
	if s.aimedAt(k) {
		return extract.Threatened
	}
	h := s.head(k)
	switch p := s.preposition(k); {
	case (s.lex.Is("ahead_of", p) || p == "of" && h >= 0 && s.lemma(h) == "ahead") && (s.indefinite(k) || !s.hostile(k)):
		return extract.Threatened
	case s.lex.Is("instead_of", p), p == "from" && h >= 0 && s.verb(h) && s.indefinite(k) && s.among("hinder", h):
		return extract.Denied // "saved the town from an attack"
	case s.rel(k) == "nsubj:pass" && s.lex.Is("whispered", s.lemma(h)) && s.local(h) == extract.Asserted:
		return extract.Reported
	case h >= 0 && s.is(k, "nsubj"):
		return s.foretold(k, h)
	case h < 0 || !s.verb(h):
		return extract.Asserted
	case s.is(k, "obl") && (p == "under" || p == "into" || p == "to") && s.lex.Is("put_under", s.lemma(h)):
		if st := s.clausal(h); rank[st] > rank[s.local(h)] {
			return st
		}
		return s.local(h)
	case s.is(k, "obj") && s.local(h) == extract.Threatened && !s.among("carry_out", h):
		// "would regard an attack as", "will repel any attack"
		if det := s.child(k, "det"); det >= 0 && !s.lex.Is("definite", s.lemma(det)) {
			return extract.Threatened
		}
	}
	return extract.Asserted
}

// foretold is the status of an event by what its clause says of it: "an attack
// would", "the visit fell through", "a truce is months away".
func (s *sentence) foretold(k, h int) extract.Status {
	if s.unhindered(k, h) {
		return extract.Asserted // "could have been avoided"
	}
	st := s.local(h)
	copular := s.child(h, "cop") >= 0
	switch {
	case s.lex.Is("unreal", s.lemma(h)):
		return extract.Threatened
	// "an attack remains an option", "is on the table", "seems remote"
	case copular && s.lex.Is("optional", s.lemma(h)), slices.ContainsFunc(s.kids[h], func(c int) bool {
		return c > k && (s.lex.Is("copular", s.lemma(h)) && s.lex.Is("optional", s.lemma(c)) || s.is(c, "xcomp") && s.lex.Is("unreal", s.lemma(c)))
	}):
		return extract.Threatened
	case st != extract.Denied && (s.among("come_to_nothing", h) || s.naught(h)), copular && s.lex.Is("undone", strings.ToLower(s.tokens[h].Text)):
		return extract.Denied
	case !s.verb(h):
	case (s.among("occur", h) || s.among("came_about", h)) && st == extract.Denied:
		return extract.Denied
	case st != extract.Denied && s.among("fail", h):
		if x := s.child(h, "xcomp"); x > h && s.among("came_about", x) {
			return extract.Denied
		}
	}
	// "is set for Monday", "cannot be excluded"
	if s.lemma(h) == "set" && s.tokens[h].Tag != "VBD" && h+1 < len(s.tokens) && s.lemma(h+1) == "for" || h > 0 && s.lex.Is("came_about", s.lemma(h)) && s.lemma(h-1) == "to" || st == extract.Denied && s.among("excluded", h) {
		return extract.Threatened
	}
	if st != extract.Threatened || s.definite(k) && s.among("ended", h) {
		return extract.Asserted
	}
	// "the withdrawal is to begin on Sunday"; "the capture of the town would be a
	// disaster", not "would later be condemned"
	if s.among("occur", h) || s.among("came_about", h) && s.infinitive(h) || s.supposed(h) && s.child(h, "advmod") < 0 {
		return extract.Threatened
	}
	det := s.child(k, "det")
	if det >= 0 && !s.lex.Is("definite", s.lemma(det)) || det < 0 && s.child(k, "nmod:poss") < 0 {
		return extract.Threatened
	}
	return extract.Asserted
}

// aimedAt tells whether an event is what somebody is said to want or have to do:
// "the aim is the capture of", "what they fear is an attack on".
func (s *sentence) aimedAt(k int) bool {
	if s.child(k, "cop") < 0 && !s.is(k, "xcomp") && !s.is(k, "nsubj") && !s.is(k, "obj") {
		return false
	}
	h := k
	if s.child(k, "cop") < 0 {
		if h = s.head(k); h < 0 || !s.lex.Is("copular", s.lemma(h)) {
			return false
		}
	}
	return slices.ContainsFunc(s.kids[h], func(c int) bool {
		if c == k || c > k || !s.is(c, "nsubj") && !s.is(c, "csubj") && !s.is(c, "advcl") {
			return false
		}
		what := s.child(c, "acl")
		return s.lex.Is("aims", s.lemma(c)) || s.verb(c) && s.among("threaten", c) && s.lemma(s.leftmost(c)) == "what" || s.lemma(c) == "what" && what >= 0 && s.among("threaten", what)
	})
}

// naught tells whether a verb says that something came to nothing.
func (s *sentence) naught(h int) bool {
	return slices.ContainsFunc(s.under(h, "to"), func(c int) bool { return s.lex.Is("naught", s.lemma(c)) })
}
