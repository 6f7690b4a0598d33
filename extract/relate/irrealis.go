package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// clausal is the status that the form of its own clause gives a verb: a
// question, an inverted condition, or an infinitive that stands for a future.
func (s *sentence) clausal(i int) extract.Status {
	switch h := s.head(i); {
	case !s.verb(i):
		return extract.Asserted
	case s.staged(i):
		return extract.Threatened
	case s.asked(i), s.inverted(i), s.awaited(i), s.provided(i), s.subjunctive(i), s.seeming(i):
		return extract.Threatened
	// "demanded that NATO, which leads the mission, send", "Free the hostages!"
	case s.bare(i) && s.child(i, "nsubj") < 0 && (s.rel(i) == "parataxis" || s.rel(i) == "root"):
		return extract.Threatened
	// "would rather die than attack"
	case s.bare(i) && s.marked(i, "than"):
		return extract.Denied
	case s.excessive(i) && !s.lex.Is("hinder", s.lemma(i)), s.marked(i, "before") && s.caseOf(i, "ever"), s.marked(i, "before") && s.lemma(max(0, s.child(i, "aux"))) == "could":
		return extract.Denied
	// "did everything but seize the airport"
	case i > 0 && s.lemma(i-1) == "but" && s.bare(i) && s.child(i, "nsubj") < 0 && !(h >= 0 && s.lemma(h) == "help"):
		return extract.Denied
	// The style of headlines: "Envoy to visit Kyiv".
	case h < 0 && s.infinitive(i) && s.child(i, "nsubj", "nsubj:pass") >= 0:
		return extract.Threatened
	// "is going to attack"
	case h >= 0 && s.is(i, "xcomp") && s.infinitive(i) && s.lemma(h) == "go" && s.tokens[h].Tag == "VBG":
		return extract.Threatened
	}
	return extract.Asserted
}

// excessive tells whether an infinitive says what something is too much for: "came
// too late to arrest", "too weak to attack".
func (s *sentence) excessive(i int) bool {
	h := s.head(i)
	if h < 0 || h > i || !s.infinitive(i) {
		return false
	}
	for k := max(0, h-1); k+1 < i; k++ {
		if tag := s.tokens[k+1].Tag; s.lemma(k) == "too" && (strings.HasPrefix(tag, "JJ") || strings.HasPrefix(tag, "RB")) && (s.head(k+1) == h || k+1 == h) {
			return true
		}
	}
	return false
}

// premised tells whether h only supposes what it leads to: "if it turns out
// that", "suppose that".
func (s *sentence) premised(h int) bool {
	if s.lex.Is("condition", s.lemma(h)) && s.tokens[h].Tag == "VB" {
		return true
	}
	return slices.ContainsFunc(s.kids[h], func(c int) bool {
		return c < h && s.rel(c) == "mark" && s.lemma(c) != "whether" && s.lex.Is("condition", s.lemma(c))
	})
}

// seeming tells whether a clause is one of comparison or fear: "as though Iran
// attacked it", "as if", "lest Iran seize it".
func (s *sentence) seeming(i int) bool {
	// Parsers don't know "lest".
	for k := i - 1; k > max(0, i-maxProviso) && !s.verb(k); k-- {
		if s.lemma(k) == "lest" {
			return true
		}
	}
	first := s.leftmost(i)
	for k := max(0, first-1); k < i; k++ {
		if l := s.lemma(k); l == "lest" && s.child(i, "nsubj") > k || (l == "though" || l == "if") && k > 0 && s.lemma(k-1) == "as" && (s.head(k) == i || s.head(k-1) == i) {
			return true
		}
	}
	return false
}

// bare tells whether a verb is a base form that nothing governs, neither "to"
// nor an auxiliary.
func (s *sentence) bare(i int) bool {
	return s.tokens[i].Tag == "VB" && strings.EqualFold(s.tokens[i].Text, s.lemma(i)) && !s.lex.Is("invariant", s.lemma(i)) && !s.infinitive(i) && s.child(i, "aux", "aux:pass", "cop") < 0
}

// subjunctive tells whether a base form says what ought to be: "essential that
// Serbia release the officers", "insisted that Japan stop and release".
func (s *sentence) subjunctive(i int) bool {
	if !s.bare(i) {
		return false
	}
	if h := s.head(i); s.is(i, "conj") && h >= 0 && s.child(i, "nsubj") < 0 {
		return s.tokens[h].Tag == "VBD" || s.tokens[h].Tag == "VBZ"
	}
	subj := s.child(i, "nsubj")
	return subj >= 0 && subj < i && s.marked(i, "that") && !strings.HasSuffix(s.tokens[subj].Tag, "S")
}

// asked tells whether a verb is what a question asks. One for reasons takes
// what happened for granted.
func (s *sentence) asked(i int) bool {
	for n := len(s.tokens) - 1; ; n-- {
		if n < 0 || strings.HasPrefix(s.tokens[n].Tag, "NN") || s.verb(n) {
			return false
		}
		if s.tokens[n].Text == "?" {
			break
		}
	}
	for k := i; k >= 0; k = s.head(k) {
		for _, c := range s.kids[k] {
			if w := s.lemma(c); w == "why" || w == "how" || w == "when" || w == "where" {
				return false
			}
		}
		if h := s.head(k); h >= 0 && !s.is(k, "conj") && !s.is(k, "xcomp") && !s.is(k, "ccomp") && !s.is(k, "parataxis") {
			return false
		}
	}
	return true
}

// inverted tells whether an auxiliary before the subject makes a condition:
// "had the army taken the dam, …", "should the raids go on", "were it to fall".
func (s *sentence) inverted(i int) bool {
	subj := s.child(i, "nsubj", "nsubj:pass")
	for _, k := range s.kids[i] {
		if k >= subj {
			return false
		}
		if w := s.lemma(k); s.rel(k) == "aux" && (w == "have" || w == "should" || w == "be" && s.infinitive(i)) {
			return k == 0 || s.tokens[k-1].Tag == "," || s.tokens[k-1].Tag == "CC" || s.tokens[k-1].Tag == "``" || s.is(i, "advcl")
		}
	}
	return false
}

// awaited tells whether a clause in the present tells what is to come or comes
// again and again: "until Russia withdraws", "in case the rebels seize it".
func (s *sentence) awaited(i int) bool {
	if !s.present(i) && !s.bare(i) {
		return false
	}
	// "whenever the rebels attack", "as long as they attack"
	if h := s.head(i); h >= 0 && h < i && s.is(i, "advcl") && s.lex.Is("awaiting", s.lemma(h)) {
		return true
	}
	return slices.ContainsFunc(s.kids[i], func(k int) bool {
		return k < i && (s.rel(k) == "mark" || s.rel(k) == "advmod" || s.rel(k) == "obl" || s.rel(k) == "obl:unmarked") && s.lex.Is("awaiting", s.lemma(k)) &&
			(s.lemma(k) != "long" || k > 0 && s.tokens[k-1].Tag == "IN" || s.child(k, "advmod") >= 0) // not "has long fought"
	})
}

// present tells whether a verb is in the present, or in the perfect or the passive
// of the present: "until they leave", "until they have left", "are freed".
func (s *sentence) present(i int) bool {
	finite := func(k int) bool {
		return s.tokens[k].Tag == "VBZ" || s.tokens[k].Tag == "VBP" || strings.EqualFold(s.tokens[k].Text, "are")
	}
	return finite(i) || s.tokens[i].Tag == "VBN" && slices.ContainsFunc(s.kids[i], func(k int) bool {
		return strings.HasPrefix(s.rel(k), "aux") && finite(k)
	})
}

// staged tells whether a phrase before its subject says that a clause tells of
// a tale or a drill: "In the scenario, rebels attacked".
func (s *sentence) staged(i int) bool {
	subj := s.child(i, "nsubj", "nsubj:pass")
	// "a fictitious country shelled"
	if subj >= 0 && slices.ContainsFunc(s.kids[subj], func(c int) bool { return s.is(c, "amod") && s.lex.Is("fictional", s.lemma(c)) }) {
		return true
	}
	return slices.ContainsFunc(s.kids[i], func(k int) bool {
		return k < subj && s.is(k, "obl") && (s.preposition(k) == "in" || s.preposition(k) == "under") && s.lex.Is("tale", s.lemma(k))
	})
}

// maxProviso is how many words a proviso has at most.
const maxProviso = 5

// provided tells whether a phrase before its subject makes a clause a condition,
// or one of what is to come: "provided that Iran frees him", "in the event that",
// "the moment the rebels attack".
func (s *sentence) provided(i int) bool {
	k := s.child(i, "nsubj", "nsubj:pass")
	if k < 0 || k > i {
		return false
	}
	if k = s.leftmost(k); k > 0 && s.lemma(k-1) == "that" {
		k--
	}
	present, phrase := s.present(i), ""
	for n := 1; n <= min(k, maxProviso); n++ {
		phrase = strings.TrimSpace(strings.ToLower(s.tokens[k-n].Text) + " " + phrase)
		if s.lex.Is("proviso", phrase) || present && s.lex.Is("awaiting", phrase) {
			return true
		}
	}
	return false
}

// prevented is the status of a gerund by the word that leads to it: what
// somebody is kept from, decides against or is tried for.
func (s *sentence) prevented(k, h int) extract.Status {
	if s.tokens[k].Tag != "VBG" {
		return extract.Asserted
	}
	lemma := s.lemma(h)
	// "came close to destroying"
	if m := s.child(k, "mark"); m > 0 && s.is(m-1, "advmod") && s.lex.Is("threaten", s.lemma(m-1)) {
		return extract.Threatened
	}
	// "lost interest in attacking", "with a view to seizing"
	if m := s.child(k, "mark"); m > 0 && m-1 != h && !s.verb(m-1) && s.cover[m-1] < 0 && s.among("threaten", m-1) {
		return extract.Threatened
	}
	// "as opposed to attacking"
	if k > 1 && s.lemma(k-2) == "oppose" && s.lemma(k-1) == "to" {
		return extract.Denied
	}
	// "were nowhere near attacking"
	if s.marked(k, "near") && s.negation(h) {
		return extract.Denied
	}
	if lemma == "near" {
		if s.local(h) == extract.Denied {
			return extract.Denied
		}
		return extract.Threatened
	}
	switch {
	// "will not stop the rebels from attacking"
	case s.marked(k, "from") && s.negated(h) && s.among("hinder", h):
		return extract.Threatened
	// "depends on the junta freeing him"
	case s.child(k, "nsubj") >= 0 && s.marked(k, "on", "upon"):
		return extract.Threatened
	// "objected to Kenya sending troops", "the chances of Kenya sending troops"
	case s.child(k, "nsubj") >= 0 && (s.marked(k, "to", "for", "against") && s.lex.Is("objection", lemma) || s.marked(k, "of") && s.lex.Is("promises", lemma)):
		return extract.Threatened
	// "worry about Israel attacking"
	case s.child(k, "nsubj") >= 0 && s.marked(k, "about", "of", "at", "over") && s.lex.Is("unease", lemma):
		return extract.Threatened
	case s.marked(k, "from") && !s.lex.Is("origin", lemma), s.marked(k, "against") && s.lex.Is("choice", lemma), s.marked(k, "instead", "rather", "without"):
		return extract.Denied
	case s.marked(k, "against"), s.marked(k, "on", "to", "of", "about", "for", "at", "in", "with") && s.among("threaten", h):
		return extract.Threatened
	case s.lex.Is("accusal", lemma) && (s.marked(k, "for", "of", "with", "over") || s.marked(k, "to") && s.lex.Is("plea", lemma)):
		if s.local(h) == extract.Denied || s.mistaken(h) {
			return extract.Denied
		}
		return extract.Reported
	}
	return extract.Asserted
}

// contingent tells whether the actor k of a gerund stands in a phrase of what g
// depends on, fears or warns of: "dependent on the junta releasing him".
func (s *sentence) contingent(k, g int) bool {
	switch s.preposition(k) {
	case "on", "upon":
		return s.lex.Is("contingent", s.lemma(g))
	case "to", "for": // "opposed to the rebels seizing it", "in exchange for"
		return s.lex.Is("objection", s.lemma(g))
	case "": // "would not mind the rebels seizing it"
		aux := s.child(g, "aux")
		return s.is(k, "obj") && aux >= 0 && s.tokens[aux].Tag == "MD" && s.lex.Is("conceive", s.lemma(g))
	case "of", "about", "against", "over":
		return s.lex.Is("unease", s.lemma(g)) || s.lex.Is("objection", s.lemma(g)) || s.lex.Is("promises", s.lemma(g)) && !s.eventful(g)
	}
	return false
}

// refuted tells whether h says of the claim or event k that it is not so: "is
// untrue", "it is not true that", "there is no truth in", "found no evidence".
func (s *sentence) refuted(k, h int) bool {
	// "a video said to show an attack was in fact made in May"
	if strings.HasPrefix(s.rel(k), "nsubj") && s.lex.Is("picture", s.lemma(k)) && s.inFact(h) {
		return true
	}
	clause := s.is(k, "ccomp") || s.is(k, "csubj") || s.is(k, "advcl") || s.is(k, "xcomp") && s.lex.Is("report", s.lemma(k)) || s.is(k, "acl") && s.rel(k) != "acl:relcl"
	negated := s.local(h) == extract.Denied
	if o := s.child(h, "obj"); s.is(k, "nsubj") && s.lemma(h) == "have" && o >= 0 && s.lex.Is("evidence", s.lemma(o)) {
		return s.negligible(o) // "have no basis"
	}
	switch lemma := s.lemma(h); {
	case (clause || s.is(k, "nmod")) && s.lex.Is("report", lemma) && !s.verb(h) && s.preposition(h) == "contrary to":
		return true
	// "scoffed at reports that", "cast doubt on claims of"
	case (s.eventPhrase(k) || s.rel(k) == "nsubj:pass") && s.lex.Is("report", s.lemma(k)) && (s.among("doubting", h) || s.is(k, "obl") && s.lex.Is("doubting", s.lemma(max(0, s.child(h, "obj"))))):
		return !negated
	case s.is(k, "nsubj") && s.lex.Is("evidence", lemma) && s.preposition(h) == "without":
		return true
	case s.passive(h) && s.lex.Is("false", strings.ToLower(s.tokens[h].Text)):
		return !negated && s.lex.Is("report", s.lemma(k)) // "was mistaken in saying"
	case s.verb(h) && s.is(k, "nsubj"):
		// "the claim fell apart", "does not hold water"
		if s.lex.Is("report", s.lemma(k)) && (!negated && s.among("crumble", h) || negated && s.among("hold_up", h)) {
			return true
		}
		// "proved false", "turned out to be untrue"
		x := s.child(h, "xcomp", "obj")
		return x >= 0 && !negated && s.lex.Is("false", s.lemma(x))
	case s.verb(h) && s.is(k, "obj") && s.lex.Is("brand", lemma) && s.lex.Is("charge", s.lemma(k)):
		// "called untrue a claim that"
		return !negated && slices.ContainsFunc(s.kids[h], func(c int) bool { return c > h && c != k && s.lex.Is("false", s.lemma(c)) })
	case s.verb(h):
		// "hard to believe that"
		if g := s.head(h); g >= 0 && s.infinitive(h) && s.lex.Is("hard", s.lemma(g)) && s.lex.Is("belief", lemma) {
			negated = s.local(g) != extract.Denied
		}
		// "nothing suggests that", "did not believe that", "nothing to suggest that"
		if g := s.head(h); g >= 0 && s.is(h, "acl") && s.lex.Is("nobody", s.lemma(g)) {
			negated = true
		}
		return (negated || s.is(h, "acl") && s.infinitive(h) && s.nothingThere(h)) && s.is(k, "ccomp") && s.lex.Is("belief", lemma)
	case s.lex.Is("false", lemma):
		return !negated && (clause || s.is(k, "nsubj")) && (!s.lex.Is("implicative", lemma) || s.lex.Is("report", s.lemma(k)) || !s.infinitive(k))
	case s.lex.Is("true", lemma):
		return negated && (clause || s.is(k, "nsubj"))
	case s.lex.Is("evidence", lemma) && (clause || s.is(k, "nmod") || s.is(k, "obl")):
		g := s.head(h)
		return negated || g >= 0 && s.verb(g) && (s.is(h, "obj") || s.is(h, "nsubj")) && s.local(g) == extract.Denied
	}
	return false
}

// disclosed tells whether the clause k is what a sentence says is so, whatever is
// said of who tells it: "what the paper did not print was that".
func (s *sentence) disclosed(k, h int) bool {
	if !s.is(k, "ccomp") || s.lemma(h) != "be" || !s.marked(k, "that") {
		return false
	}
	for w := h - 1; w >= 0; w-- {
		switch l := s.lemma(w); {
		case l == "what":
			return w == 0 || s.tokens[w-1].Tag == "CC" || s.tokens[w-1].Text == ","
		case s.verb(w) && !s.lex.Is("factive", l) && (s.lex.Is("threaten", l) || s.lex.Is("report", l) && s.local(w) != extract.Denied):
			return false
		}
	}
	return false
}

// belied tells whether a clause after a comma says of what was reported before
// that it is not so: ", which was not true", ", a claim that proved false".
func (s *sentence) belied(i int) bool {
	for w := i + 3; w+1 < len(s.tokens); w++ {
		if s.lemma(w) != "which" || s.tokens[w-1].Text != "," && s.tokens[w-2].Text != "," && s.tokens[w-3].Text != "," {
			continue
		}
		if s.tokens[w-1].Text != "," && !s.lex.Is("report", s.lemma(w-1)) {
			continue
		}
		for v := w + 1; v < len(s.tokens) && v <= w+maxProviso && s.tokens[v].Text != ","; v++ {
			if s.lex.Is("false", s.lemma(v)) && s.local(v) != extract.Denied || s.lex.Is("true", s.lemma(v)) && s.local(v) == extract.Denied {
				return true
			}
		}
	}
	return false
}

// inFact tells whether what is said at h sets right what was said before: "was
// in fact taken in Burma".
func (s *sentence) inFact(h int) bool {
	return slices.ContainsFunc(s.kids[h], func(c int) bool {
		return c > 0 && s.lemma(c) == "fact" && s.lemma(c-1) == "in" || s.is(c, "advmod") && s.lex.Is("in_truth", s.lemma(c))
	})
}

// nothingThere tells whether a clause hangs on what is said not to be there,
// wherever the parser hung it: "there is nothing in the logs or the tapes to suggest".
func (s *sentence) nothingThere(v int) bool {
	for g := s.head(v); g >= 0; g = s.head(g) {
		if s.child(g, "expl") >= 0 {
			subj := s.child(g, "nsubj")
			return subj >= 0 && subj < v && (s.lex.Is("nobody", s.lemma(subj)) || s.negligible(subj))
		}
	}
	return false
}

// scheduled tells whether an event lies ahead: its time comes after the day of
// the report, or a verb in the present names a day ("travels to Juba on Friday").
func (s *sentence) scheduled(d *draft) bool {
	if d.time == nil {
		return false
	}
	if p := s.doc.Published; len(p) >= len("2006-01-02") && d.time.From > p[:len("2006-01-02")] {
		// What is told in the past on "3 June" has happened, whatever year that was.
		return !s.narrated(d.trigger) || d.time.From[:4] != p[:4]
	}
	tag := s.tokens[d.trigger].Tag
	return (d.predicate == "visited" || d.predicate == "met") && (tag == "VBZ" || tag == "VBP") && !s.passive(d.trigger)
}

// narrated tells whether an event is told in the past, by its own verb or by the one
// whose clause it goes on from.
func (s *sentence) narrated(i int) bool {
	for v, steps := i, 0; v >= 0 && steps < 4; v, steps = s.along(v), steps+1 {
		if tag := s.tokens[v].Tag; tag == "VBD" || tag == "VBN" && s.child(v, "aux") < 0 && s.child(v, "nsubj") >= 0 {
			return true
		}
		if a := s.child(v, "aux:pass"); a >= 0 && s.tokens[a].Tag == "VBD" {
			return true
		}
	}
	return false
}
