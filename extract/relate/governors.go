package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// light tells whether h only carries the event k, so that its negation and
// modals are the event's.
func (s *sentence) light(k, h int) bool {
	// "there was an attack, reportedly by"
	if s.is(k, "nsubj") && s.lemma(h) == "be" && s.child(h, "expl") >= 0 {
		return true
	}
	// "asked her to have the soldiers freed"
	if s.is(k, "obj") && s.lex.Is("causative", s.lemma(h)) && s.infinitive(h) {
		return true
	}
	// "the murder was never solved": it was done all the same.
	if s.is(k, "nsubj:pass") && !s.verb(k) && s.definite(k) && s.local(h) == extract.Denied && !s.among("carrying", h) {
		return false
	}
	// "the murder must be punished"
	if s.rel(k) == "nsubj:pass" && !s.verb(k) && s.definite(k) && s.lex.Is("ended", s.lemma(h)) && s.local(h) == extract.Threatened {
		return false
	}
	return s.is(k, "xcomp") || s.is(k, "nsubj:pass") || s.is(k, "obj") && s.verb(h) && (s.among("light_actor", h) || s.among("light", h) && s.indefinite(k))
}

// governor is the status that the governor h gives to its dependent k.
func (s *sentence) governor(k, h int) extract.Status {
	clause := s.is(k, "ccomp") || s.is(k, "xcomp") || s.is(k, "acl") || s.is(k, "advcl") && !s.dates(k, h)
	event := s.eventPhrase(k)
	// "called off the visit after an attack": the event is only when or where.
	led := event && !(s.is(k, "obl") && s.lex.Is("setting", s.preposition(k)) && s.lemma(h) != "aim") && !(s.preposition(k) == "in" && s.child(k, "nmod:poss") >= 0)
	subject := !s.verb(k) && s.rel(k) == "nsubj:pass"
	st := extract.Asserted
	negated := s.local(h) == extract.Denied
	switch {
	case s.result(k): // "the shell fell short, killing"
	case s.is(k, "ccomp") && s.lex.Is("factive", s.lemma(h)) && s.among("fail", h): // "forgot that"
	case s.among("fail", h) && (clause && !s.purpose(k) && !(s.is(k, "advcl") && (s.preterite(k) || s.child(k, "nsubj") >= 0)) || led || subject):
		switch {
		case !negated:
			return extract.Denied
		case clause && s.lex.Is("exclude", s.lemma(h)):
			return extract.Threatened // "did not rule out striking"
		case clause:
			return extract.Reported // "did not fail to hit"
		}
		return extract.Asserted
	case s.lemma(h) == "let" && clause && (s.tokens[h].Tag == "VBZ" || s.tokens[h].Tag == "VBP"): // "a law that lets"
		st = extract.Threatened
	case s.lemma(h) == "call" && s.is(k, "obj"): // "what it called an attack"
		if s.rel(h) == "acl:relcl" {
			st = extract.Reported
		}
	case s.lemma(h) == "set" && h+1 < len(s.tokens) && s.lemma(h+1) == "about": // "set about burning"
	case s.is(k, "ccomp") && s.marked(k, "that") && s.preterite(k) && s.lex.Is("speech", s.lemma(h)): // "warned that rebels had struck"
		st = extract.Reported
	case s.among("threaten", h) && (clause && !s.is(k, "advcl") && !s.gerundReport(k) || (led || subject) && s.among("promises", h) && !s.cameTrue(k)):
		st = extract.Threatened
	case s.outcome(h): // "returned to find the temple levelled by"
	case s.is(k, "acl") && s.lemma(h) == "statement" && s.marked(k, "that"), s.among("report", h) && (clause || event && s.lex.Is("alleges", s.lemma(h)) && !s.topic(k, h)), led && s.verb(h) && s.charged(k) && s.lex.Is("accusal", s.lemma(h)):
		st = extract.Reported
	case s.lex.Is("reportedly", s.lemma(h)), event && s.lex.Is("implicate", s.lemma(h)), (event || s.rel(k) == "nsubj:pass") && s.lex.Is("attribute", s.lemma(h)):
		st = extract.Reported
	case st == extract.Asserted && s.voices(k, h):
		st = extract.Reported
	case led && s.indefinite(k) && (s.preposition(k) == "against" && !s.lex.Is("protesting", s.lemma(h)) || s.preposition(k) == "towards" || s.preposition(k) == "toward" || s.lex.Is("notional", s.lemma(h)) && !s.verb(h) && s.lex.Is("notional_of", s.preposition(k)) || s.is(k, "obj") && s.lex.Is("wishing", s.lemma(h))), event && s.lex.Is("insistence", s.lemma(h)) && s.lex.Is("insisted", s.preposition(k)) && !(s.preposition(k) == "on" && s.backs(k)), led && s.preposition(k) == "against" && (s.lex.Is("choice", s.lemma(h)) || s.lemma(h) == "argue"):
		return extract.Threatened
	}
	switch {
	case st == extract.Reported && s.mistaken(h), negated && event && s.lex.Is("implicate", s.lemma(h)):
		return extract.Denied
	// "could not confirm that"
	case st == extract.Reported && negated && s.is(k, "ccomp"):
		if s.lex.Is("factive", s.lemma(h)) {
			return extract.Asserted
		}
		return extract.Threatened
	case negated && (st == extract.Asserted || st == extract.Threatened) && s.is(k, "xcomp"):
		return extract.Denied
	case negated && st == extract.Asserted && s.is(k, "ccomp") && !s.lex.Is("factive", s.lemma(h)):
		return extract.Threatened
	case negated && s.is(k, "acl") && s.rel(k) != "acl:relcl":
		if s.infinitive(k) && s.caseOf(k, "but") {
			return extract.Threatened // "will have no choice but to withdraw"
		}
		return extract.Denied
	}
	return st
}

// brings tells whether the event k is what h brings about, so that it has come
// about if that has: "led to the capture of", "secured the release of".
func (s *sentence) brings(k, h int) bool {
	if s.verb(k) || !s.verb(h) {
		return false
	}
	switch p := s.preposition(k); {
	case s.is(k, "obj"):
		return s.among("brings_about", h)
	case s.is(k, "obl"):
		return (p == "to" || p == "in") && s.lex.Is("leads_to", s.lemma(h)) || p == "about" && s.lemma(h) == "bring"
	}
	return false
}

// follows tells whether h is what comes of the event k, so that this has come
// about whatever becomes of that: "an inquiry into the raid", "revenge for it".
func (s *sentence) follows(k, h int) bool {
	c := s.child(k, "case")
	if s.verb(k) || !(s.is(k, "nmod") && s.lex.Is("sequel", s.lemma(h)) || s.is(k, "obl") && c > 0 && s.lex.Is("sequel", s.lemma(c-1))) {
		return false
	}
	det := s.child(k, "det")
	return det < 0 || s.lemma(det) != "any" && !s.negation(det)
}

// result tells whether a participle after a comma says what came of the clause
// before.
func (s *sentence) result(k int) bool {
	return s.is(k, "advcl") && s.tokens[k].Tag == "VBG" && k > 0 && s.tokens[k-1].Text == "," && s.child(k, "mark", "case", "nsubj") < 0 && s.tolls(k)
}

// voices tells whether somebody says what the clause k says, by whatever verb:
// "replied that", "let slip that", "made clear that".
func (s *sentence) voices(k, h int) bool {
	if !s.is(k, "ccomp") || s.lex.Is("factive", s.lemma(h)) || !s.marked(k, "that") && !s.lex.Is("speech", s.lemma(h)) {
		return false
	}
	// "on the day that rebels attacked"
	if that := s.child(k, "mark"); that > 0 && s.lex.Is("time_unit", s.lemma(that-1)) {
		return false
	}
	if g := s.head(h); g >= 0 && !s.verb(h) && s.is(h, "xcomp") {
		h = g
	}
	subj := s.child(h, "nsubj")
	return s.verb(h) && subj >= 0 && s.actorMention(subj) >= 0
}

// topic tells whether a report is only about the event k: "a report on the
// attack".
func (s *sentence) topic(k, h int) bool {
	p := s.preposition(k)
	if s.lemma(h) == "speak" {
		return p != "of"
	}
	return !s.verb(h) && (p == "on" || p == "about" || p == "into" || p == "in" || p == "after")
}

// charged tells whether the phrase k says what somebody is accused of.
func (s *sentence) charged(k int) bool {
	switch s.preposition(k) {
	case "with": // "arrested them with the help of": that is no charge
		return s.lemma(s.head(k)) == "charge" || !s.backs(k)
	case "of", "for", "over":
		return true
	case "in": // "jailed in the murder of", not "in a raid"
		return s.passive(s.head(k)) && (s.definite(k) || s.child(k, "nmod:poss") >= 0)
	}
	return false
}

// indefinite tells whether the noun at k speaks of an event not known yet.
func (s *sentence) indefinite(k int) bool {
	det := s.child(k, "det")
	return det < 0 && s.child(k, "nmod:poss") < 0 || det >= 0 && !s.lex.Is("definite", s.lemma(det))
}

// setting tells whether the clause k only says when or why h came about, or is
// what h leaves unexplained, so that it holds whatever h is said to be: "refused
// to leave after", "would not say why".
func (s *sentence) setting(k, h int) bool {
	if !s.verb(k) || !s.preterite(k) {
		return false
	}
	word := s.opening(k)
	switch {
	case s.is(k, "ccomp"):
		return s.lex.Is("wherefore", word) && (s.local(h) == extract.Denied || s.failing(h) || s.lex.Is("threaten", s.lemma(h)) && !s.lex.Is("report", s.lemma(h)))
	case s.is(k, "advcl"):
		return s.lex.Is("subordinator", word) && !(s.lex.Is("awaiting", word) && s.supposed(h))
	}
	return false
}

// opening returns the word that opens a clause: "when", "after", or an empty
// string.
func (s *sentence) opening(k int) string {
	for _, c := range s.kids[k] {
		if c < k && (s.rel(c) == "mark" || s.rel(c) == "advmod") {
			return s.lemma(c)
		}
	}
	return ""
}

// failing tells whether h is what somebody declines to do: "declined to say".
func (s *sentence) failing(h int) bool {
	g := s.head(h)
	return g >= 0 && s.is(h, "xcomp") && s.among("fail", g)
}

// supposed tells whether a verb stands in the conditional: "would flee when".
func (s *sentence) supposed(v int) bool {
	return slices.ContainsFunc(s.kids[v], func(k int) bool {
		return s.rel(k) == "aux" && s.lex.Is("conditional", strings.ToLower(s.tokens[k].Text))
	})
}

// dates tells whether a clause only says when its governor h came to pass, and
// is no part of what h reports: "announced a ban a day after gunmen shot".
func (s *sentence) dates(k, h int) bool {
	return s.marked(k, "after", "before", "since") && s.child(h, "ccomp") < 0 && s.child(h, "obj") >= 0
}

// eventPhrase tells whether k is a noun phrase that may bear an event.
func (s *sentence) eventPhrase(k int) bool {
	return !s.verb(k) && (s.is(k, "obj") || s.is(k, "obl") || s.is(k, "nmod"))
}

// cameTrue tells whether a relative clause says what came of an event: "approved
// the strike that killed".
func (s *sentence) cameTrue(k int) bool {
	return slices.ContainsFunc(s.kids[k], func(c int) bool { return s.rel(c) == "acl:relcl" })
}

func (s *sentence) purpose(k int) bool { return s.is(k, "advcl") && s.infinitive(k) }

// gerundReport tells whether "agreed" or "decided" reports what was done
// rather than what may come; only infinitives and that-clauses are yet to come.
func (s *sentence) gerundReport(k int) bool {
	return s.tokens[k].Tag == "VBG" && s.is(k, "acl")
}
