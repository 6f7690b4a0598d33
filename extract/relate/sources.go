package relate

import "sitrep/extract"

// sourced tells whether a phrase names the source of what is said: "according
// to the army", "per the army".
func (s *sentence) sourced(k int) bool {
	p := s.preposition(k)
	// "by all accounts", "on this account"
	if det := s.child(k, "det"); det >= 0 && s.is(k, "obl") && (p == "by" || p == "on") && s.lex.Is("account", s.lemma(k)) && s.lex.Is("whichever", s.lemma(det)) {
		return true
	}
	return p == "according to" || p == "per" && s.actorMention(k) >= 0 || s.rel(k) == "obl" && s.caseOf(k, "according")
}

// account returns whose account is followed, "by the army's account", "in the
// words of the army", or -1.
func (s *sentence) account(k int) int {
	if p := s.preposition(k); !s.is(k, "obl") || p != "by" && p != "in" && p != "on" || !s.lex.Is("account", s.lemma(k)) {
		return -1
	}
	if w := s.child(k, "nmod:poss"); w >= 0 {
		return w
	}
	for _, w := range s.under(k, "of") {
		return w
	}
	return -1
}

// source returns who makes the report that h is, or old where nobody is named.
func (s *sentence) source(h, old int) int {
	if old >= 0 || s.toBlame(h) {
		return old // who is to blame says nothing
	}
	if s.verb(h) {
		if s.passive(h) {
			for _, k := range s.under(h, "by") {
				if m := s.tree.mention(k); m >= 0 {
					return m
				}
			}
			return -1
		}
		if subj := s.child(h, "nsubj"); subj >= 0 {
			if whose := s.authors(subj); s.cover[subj] < 0 && len(whose) > 0 {
				return whose[0]
			}
			return s.actorMention(subj)
		}
		if s.is(h, "conj") || s.is(h, "xcomp") || s.is(h, "advcl") {
			if subj := s.subject(h); subj >= 0 {
				return s.actorMention(subj)
			}
		}
	}
	return -1
}

// actorMention returns the mention of a token if it can speak.
func (s *sentence) actorMention(i int) int {
	m := s.tree.mention(i)
	if m < 0 {
		return -1
	}
	if c := s.doc.Mentions[m]; c.Class == extract.Weapon || c.Class == extract.Place && c.Subclass != "Country" && c.Subclass != "City" {
		return -1
	}
	return m
}
