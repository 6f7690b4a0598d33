package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// instrument returns the weapon with which an event is done, or -1.
func (s *sentence) instrument(f lexicon.Frame, i int) int {
	weapon := func(ms []int) int {
		for _, m := range ms {
			if s.doc.Mentions[m].Class == extract.Weapon {
				return m
			}
		}
		return -1
	}
	for _, role := range f.Instrument {
		if strings.HasSuffix(role, "*") {
			continue
		}
		if m := weapon(s.role(strings.TrimSuffix(role, "!"), i, f)); m >= 0 {
			return m
		}
	}
	for _, prep := range []string{"with", "by", "using", "via", "from"} {
		if m := weapon(s.prepositional(i, prep)); m >= 0 {
			return m
		}
	}
	if f.POS == lexicon.Verb {
		for _, k := range s.beside(i, "with") {
			if m := weapon(s.mentionsOf(k)); m >= 0 {
				return m
			}
		}
	}
	if f.POS == lexicon.Noun {
		if m := weapon(s.modifiers(i)); m >= 0 {
			return m
		}
		for _, prep := range []string{"of", "involving"} {
			if m := weapon(s.prepositional(i, prep)); m >= 0 && !slices.Contains(f.Object, prep) {
				return m
			}
		}
		if v := s.lightVerb(i); v >= 0 {
			if m := weapon(s.prepositional(v, "with")); m >= 0 {
				return m
			}
		}
		return -1
	}
	// "attacked the base using drones", "killed in a drone strike"
	for _, k := range s.kids[i] {
		if (s.is(k, "advcl") || s.is(k, "xcomp")) && (s.lemma(k) == "use" || s.lemma(k) == "employ") {
			if m := weapon(s.mentionsOf(s.object(k))); m >= 0 {
				return m
			}
		}
		if s.is(k, "obl") && s.eventNoun(k) {
			if m := weapon(s.modifiers(k)); m >= 0 {
				return m
			}
		}
		if s.is(k, "nsubj") && s.eventNoun(k) {
			if m := weapon(s.modifiers(k)); m >= 0 {
				return m
			}
		}
	}
	return -1
}
