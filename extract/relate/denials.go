package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// denials records who takes back what was told before without saying again what
// it is, beyond what the frames of denial reach: "the army said it had not",
// "called the claim a lie", "a charge Oman rejects", "denied planting it".
func (s *sentence) denials() {
	for i := range s.tokens {
		who, doer, part, about := -1, -1, false, ""
		k, involved, event := s.child(i, "ccomp"), -1, ""
		if k >= 0 && (s.denial(i) && s.local(k) != extract.Denied || s.lex.Is("speech", s.lemma(i)) && s.uninvolved(k)) {
			involved, event = s.involved(k)
		}
		switch {
		case involved >= 0:
			who, doer, part, about = s.source(i, -1), involved, true, event
		case s.lex.Is("speech", s.lemma(i)) && s.contradicts(i):
			who, part = s.source(i, -1), s.lex.Is("partake", s.lemma(k)) && s.child(k, "obj") >= 0
		case s.predicates(i) && s.unsays(i):
			// "None of that is true, the colonel said."
			_, who = s.status(i)
		case s.lex.Is("brand", s.lemma(i)) && s.branded(i):
			who = s.source(i, -1)
		case s.denial(i):
			if who = s.disputer(i); who < 0 && (s.disowns(i) || s.disclaims(i)) {
				who, part = s.source(i, -1), true
			}
		}
		if who < 0 {
			continue
		}
		d := incident{draft: draft{predicate: "denied", subject: who, object: -1, instrument: -1, trigger: i, last: i, by: -1, place: -1, confidence: byResumption}, again: true, part: part}
		if d.status = s.local(i); s.unsays(i) {
			d.status = extract.Asserted
		}
		if doer >= 0 && s.doc.Mentions[doer].Entity != s.doc.Mentions[who].Entity {
			d.doer = s.doc.Mentions[doer].Entity
		}
		d.about = about
		s.addIncident(d)
	}
}

// involved returns who the clause of the predicate at k says had to do with an
// event told before, or -1, and what the event is called, if it is: "the group was
// behind the ambush", "Russia had any hand in it".
func (s *sentence) involved(k int) (actor int, event string) {
	for e := range s.tokens {
		if e != k && !s.beneath(e, k) {
			continue
		}
		event := s.backward(e)
		if s.tokens[e].Tag != "PRP" && event == "" {
			continue
		}
		v, _ := s.partaking(e)
		h := s.head(e)
		if v == k || e == k && s.preposition(e) == "behind" || h == k && e > h && s.lex.Is("culpable", s.lemma(h)) {
			if subj := s.child(k, "nsubj", "nsubj:pass"); subj >= 0 {
				return s.actorMention(subj), event
			}
		}
	}
	return -1, ""
}

// uninvolved tells whether the clause at k says that its subject had nothing to do
// with it.
func (s *sentence) uninvolved(k int) bool {
	o := s.child(k, "obj")
	return s.negated(k) || o >= 0 && (s.negligible(o) || s.voidly(o) || s.lemma(o) == "nothing")
}

// denial tells whether a verb denies.
func (s *sentence) denial(i int) bool {
	return slices.ContainsFunc(s.lex.Frames[s.lemma(i)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && f.Predicate == "denied" && (f.With == "" || s.companion(i, f.With) >= 0)
	})
}

// contradicts tells whether what the verb of saying at i leads to says only that
// it is not so: "it had not", "that is a lie", "the report was false".
func (s *sentence) contradicts(i int) bool {
	k := s.child(i, "ccomp")
	if k < 0 {
		return false
	}
	if s.unsays(k) {
		return true
	}
	if s.lex.Is("false", s.lemma(k)) {
		subj := s.child(k, "nsubj")
		return subj >= 0 && s.charges(subj) && s.local(k) != extract.Denied
	}
	o := s.child(k, "obj")
	switch s.lemma(k) {
	case "do": // "does no such thing", "had done nothing of the kind"
		if o > k && s.lex.Is("such", s.lemma(o)) && (s.voidly(o) || s.negligible(o)) {
			return true
		}
	case "have", "be":
	default:
		if !s.lex.Is("partake", s.lemma(k)) {
			return false
		}
	}
	// "had nothing to do with it", "was not behind it", "took no part in it"
	last := len(s.tokens) - 1
	for last > k && (s.rel(last) == "punct" || s.tokens[last].Tag == ".") {
		last--
	}
	if s.tokens[last].Tag == "PRP" && last > k+2 && last < k+8 && s.tokens[last-1].Tag == "IN" {
		return o >= 0 && (s.lex.Is("part_in", s.lemma(o)) || s.lex.Is("part_noun", s.lemma(o))) && (s.voidly(o) || s.negligible(o) || s.lemma(o) == "nothing") ||
			o < 0 && s.negated(k) || s.lemma(last-1) == "behind" && s.negated(s.head(last))
	}
	return s.negated(k) && !slices.ContainsFunc(s.kids[k], func(c int) bool {
		return c > k && s.tokens[c].Tag != "RB" && s.rel(c) != "punct"
	})
}

// branded tells whether the verb at i calls what is charged false.
func (s *sentence) branded(i int) bool {
	o := s.child(i, "obj")
	return o >= 0 && s.charges(o) && slices.ContainsFunc(append([]int{}, append(s.kids[i], s.kids[o]...)...), func(k int) bool {
		return k > o && s.lex.Is("false", s.lemma(k))
	})
}

// charges tells whether a word stands for what was said before: "it", "the
// report".
func (s *sentence) charges(o int) bool {
	return s.lex.Is("charge", s.lemma(o)) && !s.explained(o)
}

// maxDispute is how many words may stand between "which" and who denies it, and
// the verb.
const maxDispute = 16

// disputer returns who denies the charge or event that a clause after a comma
// hangs on, or -1: ", which the army denied", ", an accusation Oman rejects",
// ", something the Kremlin, as ever, disputes". Parsers seldom see such clauses.
func (s *sentence) disputer(v int) int {
	if s.object(v) > v || s.child(v, "xcomp", "ccomp") > v {
		return -1
	}
	for w := v - 2; w > max(0, v-maxDispute); w-- {
		first := w
		switch {
		case s.lemma(w) == "which", s.lemma(w) == "something":
		case s.lex.Is("charge", s.lemma(w)) && s.tokens[w-1].Tag == "DT":
			first--
		default:
			continue
		}
		if first == 0 || s.tokens[first-1].Text != "," && s.tokens[first-1].Text != "—" && s.tokens[first-1].Text != "–" {
			continue
		}
		who := w + 1
		if l := s.lemma(who); l == "that" || l == "which" {
			who++
		}
		if s.tokens[who].Tag == "DT" && s.cover[who] < 0 {
			who++
		}
		if who < v {
			return s.cover[who]
		}
	}
	return -1
}

// disowns tells whether who denies at i denies to have done what was told
// before: "denied planting it", "denied having a hand in the attack".
func (s *sentence) disowns(i int) bool {
	x := s.child(i, "xcomp")
	if x < 0 || s.tokens[x].Tag != "VBG" {
		return false
	}
	if s.lex.Is("partake", s.lemma(x)) {
		o := s.child(x, "obj")
		if o < 0 || !s.lex.Is("part_in", s.lemma(o)) {
			return false
		}
		for _, k := range slices.Concat(s.under(o, "in"), s.under(x, "in"), s.under(x, "with")) {
			if s.tokens[k].Tag == "PRP" || s.hostile(k) && s.definite(k) {
				return true
			}
		}
		return false
	}
	o := s.child(x, "obj")
	if o < 0 || !s.hostile(x) && !s.among("light_actor", x) {
		return false
	}
	// "denied planting it", "denied having fired the rockets"
	m := s.cover[o]
	return strings.EqualFold(s.tokens[o].Text, "it") || m >= 0 && s.doc.Mentions[m].Class == extract.Weapon && (s.tokens[o].Tag == "PRP" || s.definite(o)) && s.wields(x)
}

// disclaims tells whether who denies at i denies to have to do with what was told
// before: "denied that it had anything to do with it", "deny they had a hand in the attack".
func (s *sentence) disclaims(i int) bool {
	k := s.child(i, "ccomp")
	if k < i || !s.lex.Is("partake", s.lemma(k)) {
		return false
	}
	subj, o := s.child(k, "nsubj"), s.child(k, "obj")
	if subj < 0 || o < 0 || s.cover[subj] < 0 || !slices.ContainsFunc(s.actor(i), func(m int) bool { return s.doc.Mentions[m].Entity == s.doc.Mentions[s.cover[subj]].Entity }) {
		return false
	}
	if !s.lex.Is("part_in", s.lemma(o)) && !s.lex.Is("part_noun", s.lemma(o)) && s.lemma(o) != "anything" {
		return false
	}
	for last := o + 1; last < len(s.tokens); last++ {
		if p := s.preposition(last); (p == "in" || p == "with") && (s.tokens[last].Tag == "PRP" || s.hostile(last) && s.definite(last) && s.targets(last, true) == nil) {
			return true
		}
	}
	return false
}

// wields tells whether the weapon that is the object of a verb is what it is
// done with: "plant a bomb", "fire rockets".
func (s *sentence) wields(x int) bool {
	return slices.ContainsFunc(s.lex.Frames[s.lemma(x)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && slices.ContainsFunc(f.Instrument, patient)
	})
}
