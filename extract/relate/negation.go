package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// negated tells whether a trigger's own dependents deny it: "did not attack",
// "no group attacked", "at no time", "all but took".
func (s *sentence) negated(i int) bool {
	for _, k := range s.kids[i] {
		rel := s.rel(k)
		switch {
		// "supplied nothing", "released no one"
		case rel == "obj" && k > i && s.voidly(k):
			return true
		case s.negation(k):
			if rel == "advmod" || rel == "det" || rel == "mark" || rel == "case" || rel == "aux" || rel == "cc:preconj" || strings.HasPrefix(rel, "nsubj") || rel == "cc" && k < i {
				return true
			}
		// "Few believe", which the parser takes for an adjective's "few"
		case rel == "amod" && k < i && s.lemma(k) == "few" && s.verb(i):
			return true
		case rel == "advmod" && k < i && s.lex.Is("almost", s.lemma(k)) && s.lemma(k+1) != "certainly" && s.lemma(k+1) != "surely" && s.tokens[k+1].Tag != "CD":
			return true
		// "rather than release them"
		case k < i && s.lemma(k) == "rather" && s.lemma(k+1) == "than":
			return true
		// "did not, and never will, attack"
		case rel == "aux" && slices.ContainsFunc(s.kids[k], func(c int) bool {
			return s.negation(c) || s.is(c, "conj") && slices.ContainsFunc(s.kids[c], s.negation)
		}):
			return true
		case rel == "advmod" && s.lex.Is("longer", s.lemma(k)):
			// "no longer", wherever the parser hung its first word
			if k > 0 && s.negation(k-1) {
				return true
			}
		case strings.HasPrefix(rel, "nsubj"):
			if s.lex.Is("nobody", s.lemma(k)) || s.lemma(k) == "few" && s.child(k, "det", "nmod") < 0 || slices.ContainsFunc(s.kids[k], func(c int) bool { return s.rel(c) == "det" && s.negation(c) || s.notOne(c) }) {
				return true
			}
		// "at no time", "under no circumstances"
		case s.is(k, "obl") && s.lex.Is("occasion", s.lemma(k)):
			if slices.ContainsFunc(s.kids[k], func(c int) bool { return s.rel(c) == "det" && s.negation(c) }) {
				return true
			}
		}
	}
	// "at no point", "under no circumstances", whatever the parser hung it on
	for k := i - 1; k > 0; k-- {
		if k > 1 && s.lex.Is("occasion", s.lemma(k)) && s.lemma(k-1) == "no" && s.tokens[k-2].Tag == "IN" {
			return true
		}
		// "nor have they left", "not once has he met"
		if a := s.lemma(k); (a == "have" || a == "do") && (s.lemma(k-1) == "nor" || s.lemma(k-1) == "once" && k > 1 && s.lemma(k-2) == "not") {
			return true
		}
		if s.verb(k) && s.lemma(k) != "do" && s.lemma(k) != "have" || s.tokens[k].Tag == "," || s.tokens[k].Tag == "CC" {
			break
		}
	}
	// "the shell that fell in the yard very nearly killed him"
	if i > 0 && s.verb(i) && s.tokens[i-1].Tag == "RB" && s.lex.Is("almost", s.lemma(i-1)) {
		return true
	}
	// "all but took the town"
	if i > 1 && s.lemma(i-1) == "but" && s.lemma(i-2) == "all" {
		return true
	}
	// "has yet to leave"
	h := s.head(i)
	return h >= 0 && s.is(i, "xcomp") && s.lemma(h) == "have" && slices.ContainsFunc(s.kids[h], func(k int) bool { return s.lemma(k) == "yet" })
}

// notOne tells whether a word begins "not one rocket", "not a single soldier".
func (s *sentence) notOne(c int) bool {
	if s.lemma(c) != "not" || c+1 >= len(s.tokens) {
		return false
	}
	next := s.lemma(c + 1)
	return next == "one" || next == "a"
}

// voidly tells whether an object is nothing or nobody.
func (s *sentence) voidly(k int) bool {
	if l := s.lemma(k); l == "nothing" || l == "nobody" || l == "none" {
		return s.child(k, "amod", "acl", "acl:relcl") < 0
	}
	det := s.child(k, "det")
	return s.lemma(k) == "one" && det >= 0 && s.negation(det)
}

// negation tells whether the word at k denies; "not only" does not, nor "hardly
// had they left".
func (s *sentence) negation(k int) bool {
	if k+1 < len(s.tokens) && s.lemma(k+1) == "have" && s.rel(k+1) == "aux" && s.lemma(k) == "hardly" {
		return false
	}
	return s.lex.Is("negation", strings.ToLower(s.tokens[k].Text)) && (k+1 >= len(s.tokens) || !s.lex.Is("merely", s.lemma(k+1)))
}

// among tells whether the word at h, alone or with its particle, is in a list:
// "call off", "fall short".
func (s *sentence) among(list string, h int) bool {
	if s.lex.Is(list, s.lemma(h)) {
		return true
	}
	for _, k := range s.kids[h] {
		if k > h && (s.rel(k) == "compound:prt" || s.rel(k) == "advmod" || s.rel(k) == "xcomp") && s.lex.Is(list, s.lemma(h)+" "+s.lemma(k)) {
			return true
		}
	}
	return false
}

// mistaken tells whether what h reports is said to be wrong: "falsely accused".
func (s *sentence) mistaken(h int) bool {
	return slices.ContainsFunc(s.kids[h], func(k int) bool { return s.is(k, "advmod") && s.lex.Is("wrongly", s.lemma(k)) })
}

// vain tells whether what h attempts, k, came to nothing: "tried in vain to",
// "tried to free them but never reached them", "the attempt to seize it failed".
func (s *sentence) vain(k, h int) bool {
	// k is the attempt itself, h what became of it.
	if s.lex.Is("attempt", s.lemma(k)) && !s.verb(k) && strings.HasPrefix(s.rel(k), "nsubj") {
		return (s.naught(h) || s.among("fail", h) || s.lex.Is("undone", s.lemma(h))) && s.local(h) != extract.Denied
	}
	// "turned down a call to free him", "reneged on its promise to"
	if !s.verb(k) && s.verb(h) && s.eventPhrase(k) && s.lex.Is("asking", s.lemma(k)) && s.among("unheeded", h) && s.local(h) != extract.Denied {
		return true
	}
	if !s.lex.Is("attempt", s.lemma(h)) || !s.is(k, "xcomp") && !s.is(k, "advcl") && !s.is(k, "acl") {
		return false
	}
	for _, c := range s.kids[h] {
		switch {
		case c != k && s.lex.Is("vain", s.lemma(c)):
			return true
		case s.is(c, "conj") && s.verb(c) && (s.local(c) == extract.Denied || s.among("fail", c)):
			return true
		}
	}
	// The conjunct may hang on what was attempted.
	for _, c := range s.kids[k] {
		if cc := s.child(c, "cc"); s.is(c, "conj") && s.verb(c) && cc >= 0 && s.lemma(cc) == "but" && (s.local(c) == extract.Denied || s.among("fail", c)) {
			return true
		}
	}
	return false
}

// unhindered tells whether k came about as h, which would have kept it from
// that, did not: "did not stop the rebels from attacking", "was unable to avert
// the raid", "too late to prevent".
func (s *sentence) unhindered(k, h int) bool {
	if !s.among("hinder", h) || s.tokens[k].Tag != "VBG" && !s.eventPhrase(k) && s.rel(k) != "nsubj:pass" || len(s.under(h, "by")) > 0 {
		return false
	}
	if s.excessive(h) || s.child(h, "aux") >= 0 && s.tokens[s.child(h, "aux")].Tag == "MD" && s.caseOf(h, "have") {
		return true // "could have been avoided"
	}
	v := h
	switch {
	case s.failing(h) && !s.negated(h):
		if v = s.head(h); s.negated(v) {
			return false
		}
	case !s.negated(h):
		return false
	}
	past := s.preterite(v)
	for _, c := range s.kids[v] {
		switch l := s.lemma(c); {
		case s.is(c, "mark") && s.lex.Is("condition", l), s.is(c, "advmod") && s.lex.Is("almost", l), s.is(c, "aux") && s.tokens[c].Tag == "MD" && l != "could":
			return false
		case s.is(c, "aux") && l == "could", s.is(c, "cop") && s.tokens[c].Tag == "VBD":
			past = true
		}
	}
	return past
}

// undoubted tells whether the clause k is granted, as nobody doubts it or no
// secret is made of it: "there is no doubt that", "nobody disputes that".
func (s *sentence) undoubted(k, h int) bool {
	if !s.verb(k) || !s.is(k, "acl") && !s.is(k, "ccomp") && !s.is(k, "csubj") && !s.is(k, "advcl") || s.rel(k) == "acl:relcl" || !s.lex.Is("doubted", s.lemma(h)) {
		return false
	}
	if !s.verb(h) {
		p := s.preposition(h)
		return p == "beyond" || p == "without" || s.negligible(h)
	}
	subj := s.child(h, "nsubj")
	return s.lemma(h) == "deny" && s.tokens[h].Tag == "VBG" && s.negligible(h) || subj >= 0 && (s.lex.Is("nobody", s.lemma(subj)) || s.negligible(subj) || s.lemma(subj) == "few")
}

// unmentioned tells whether k is so though somebody omits to say it: "forgot to
// mention that", "failed to disclose that".
func (s *sentence) unmentioned(k, h int) bool {
	return s.is(k, "ccomp") && s.marked(k, "that") && s.preterite(k) && s.lex.Is("disclose", s.lemma(h)) && (s.failing(h) && !s.negated(h) || s.negated(h) && !s.passive(h))
}

// took tells whether an infinitive is what somebody needed so long for: "it took
// the rebels two days to seize the town".
func (s *sentence) took(i int) bool {
	h := s.head(i)
	if h < 0 || !s.infinitive(i) || s.lemma(h) != "take" || s.tokens[h].Tag != "VBD" || s.local(h) != extract.Asserted {
		return false
	}
	it := s.child(h, "expl", "nsubj")
	return it >= 0 && s.lemma(it) == "it"
}

// forced tells whether an infinitive is what somebody could not but do: "had no
// choice but to withdraw".
func (s *sentence) forced(i int) bool {
	h := s.head(i)
	if h < 0 || !s.infinitive(i) || !s.caseOf(i, "but") || !s.lex.Is("choices", s.lemma(h)) || !s.negligible(h) {
		return false
	}
	g := s.head(h)
	return g >= 0 && s.lemma(g) == "have" && s.tokens[g].Tag == "VBD" && s.child(g, "aux") < 0
}

// exempted tells whether a relative clause's noun is what somebody is said not
// to be: "was not the one who killed".
func (s *sentence) exempted(h int) bool {
	return s.child(h, "cop") >= 0 && s.local(h) == extract.Denied
}

// unfound tells whether the clause k says what nobody found of its noun: "found
// no house bombed by", "could not name a single farmer whom".
func (s *sentence) unfound(k, h int) bool {
	g := s.head(h)
	if g < 0 || !s.is(k, "acl") || !s.is(h, "obj") || !s.verb(g) || !s.lex.Is("traced", s.lemma(g)) {
		return false
	}
	return s.negligible(h) || s.local(g) == extract.Denied && slices.ContainsFunc(s.kids[h], func(c int) bool { return c < h && s.lex.Is("polar", s.lemma(c)) })
}

// absent tells whether a nominal is said not to be there: "no rebels", "few
// soldiers", "not the police", "none of the guards".
func (s *sentence) absent(m int) bool {
	if m < 0 {
		return false
	}
	k := s.doc.Mentions[m].Head - s.first
	if s.negligible(k) {
		return true
	}
	// "neither the army nor the rebels", wherever the parser hung the word
	if first := s.doc.Mentions[m].First - s.first; first > 0 && (s.lemma(first-1) == "neither" || first > 1 && s.lemma(first-1) == "the" && s.lemma(first-2) == "neither") {
		return true
	}
	h := s.head(k)
	if h < 0 || s.verb(h) {
		return false
	}
	if s.is(k, "nmod") && s.preposition(k) == "of" {
		return s.negligible(h)
	}
	// "no soldiers or civilians", "neither Iran nor Syria"
	cc := s.child(k, "cc")
	return s.is(k, "conj") && cc >= 0 && (s.lemma(cc) == "or" || s.lemma(cc) == "nor") && s.negligible(h)
}

// contrasted returns what an event is said not to be, or to be in its stead, by
// who or what is set against its arguments: "Robbers rather than soldiers killed
// him", "freed the nurse but not the driver", "killed not by soldiers but by robbers".
func (s *sentence) contrasted(d draft, def *extract.PredicateDef) (out []draft) {
	other := func(arg *int, classes []string) {
		old := *arg
		for _, k := range s.kids[s.doc.Mentions[old].Head-s.first] {
			m := s.tree.mention(k)
			if !s.is(k, "conj") || !s.excepted(k) || m < 0 || !s.fits(&s.doc.Mentions[m], classes) {
				continue
			}
			c := d
			*arg = m
			c.subject, c.object = d.subject, d.object
			switch {
			case !s.absent(old):
				c.status = extract.Denied
			case s.lemma(s.child(k, "cc")) == "but" && !s.negligible(k):
				c.status, c.by = s.status(d.trigger)
			default:
				continue
			}
			out = append(out, c)
		}
		*arg = old
	}
	other(&d.subject, def.Subject)
	other(&d.object, def.Object)
	return out
}

func (s *sentence) negligible(k int) bool {
	switch s.lemma(k) {
	case "nobody", "none", "neither", "few":
		return s.child(k, "det") < 0
	}
	for _, c := range s.kids[k] {
		w := s.lemma(c)
		switch {
		case c > k:
		case w == "few" || w == "little":
			if s.rel(c) == "amod" && s.child(k, "det") < 0 && s.child(c, "det") < 0 {
				return true
			}
		case !s.negation(c):
		case s.rel(c) == "det", s.rel(c) == "advmod", s.rel(c) == "cc:preconj", s.rel(c) == "cc":
			return true
		}
	}
	return false
}
