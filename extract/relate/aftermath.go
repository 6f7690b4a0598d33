package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// byAftermath is the confidence of what came of an attack that the sentence tells
// elsewhere.
const byAftermath = 0.78

// aftermath returns who did the harm that the sentence tells without a doer, where
// it tells an attack before: "Rebels shelled the camp; two nurses were killed",
// "10 May - gunmen raided the post, one guard dead, three hurt".
// What the sentence tells no attack for may be what came of one told in the
// sentence before.
func (s *sentence) aftermath(events []draft) []draft {
	for i := range s.tokens {
		s.incidents = append(s.incidents, s.fallen(i)...)
	}
	var out []draft
	for n := range s.incidents {
		if in := &s.incidents[n]; s.stated(in.trigger) && !s.verb(in.trigger) && in.object >= 0 && in.subject < 0 && in.status.Holds() {
			for _, m := range s.doers(in.trigger) {
				if s.fits(&s.doc.Mentions[m], s.lex.Ontology.Predicate(in.predicate).Subject) && !s.ownSide(m, in.object) {
					d := in.draft
					d.subject, d.confidence = m, byAftermath
					out = append(out, d)
				}
			}
			if len(out) > 0 && out[len(out)-1].trigger == in.trigger {
				continue
			}
		}
		in := &s.incidents[n]
		if in.object < 0 || in.subject >= 0 || in.instrument >= 0 || in.again || !in.status.Holds() || !s.lex.Is("toll", in.predicate) || !s.verb(in.trigger) && !s.stated(in.trigger) || !s.cameAbout(in.draft) {
			continue
		}
		causes, own := s.cause(in.draft, events)
		if own {
			break // "four militiamen were killed and nine injured"
		}
		head := s.lemma(s.doc.Mentions[in.object].Head - s.first)
		in.uniformed = s.lex.Is("trooper", head) || s.lex.Is("lawman", head)
		in.outcome = !s.combatant(in.object) && s.inThat(in.trigger) || len(causes) == 0 && s.main(in.trigger) && !s.elsewhere(in.trigger) && !s.combatant(in.object) && !slices.ContainsFunc(events, func(e draft) bool { return e.trigger < in.trigger && s.lex.Is("hostile", e.predicate) })
		for _, e := range causes {
			d := in.draft
			d.subject, d.confidence = e.subject, byAftermath
			if d.instrument < 0 {
				d.instrument = e.instrument
			}
			if rank[e.status] > rank[d.status] {
				d.status = e.status
			}
			if d.by < 0 {
				d.by = e.by
			}
			if d.time == nil {
				d.time = e.time
			}
			out = append(out, d)
		}
	}
	return out
}

// inThat tells whether harm is said to have come of an event told before: "in the
// attack", "during the fighting".
func (s *sentence) inThat(i int) bool {
	return slices.ContainsFunc(s.kids[i], func(k int) bool {
		if !s.is(k, "obl") {
			return false
		}
		k = s.oneOf(k)
		return s.definite(k) && (s.eventNoun(k) || s.lex.Is("incident", s.lemma(k))) && len(s.memo[k]) == 0 && s.child(k, "nmod", "acl") < 0
	})
}

// oneOf returns what a number is one of: "in one of the strikes"; else the token.
func (s *sentence) oneOf(k int) int {
	if of := s.under(k, "of"); s.quantity(k) && len(of) == 1 {
		return of[0]
	}
	return k
}

// main tells whether the verb at i is what its sentence tells, or one with it, and
// that of no fight, where both sides kill.
func (s *sentence) main(i int) bool {
	if slices.ContainsFunc(s.kids[i], s.fight) {
		return false
	}
	for s.is(i, "conj") && s.head(i) >= 0 {
		i = s.head(i)
	}
	return s.rel(i) == "root"
}

// combatant tells whether a victim is named by a word for those who attack.
func (s *sentence) combatant(m int) bool {
	return s.lex.Is("attacker", s.lemma(s.doc.Mentions[m].Head-s.first))
}

// elsewhere tells whether harm has a time or place of its own, and so may be of
// another event.
func (s *sentence) elsewhere(i int) bool {
	return slices.ContainsFunc(s.kids[i], func(k int) bool {
		if (s.is(k, "obl") || s.is(k, "advmod")) && s.dated(k) {
			return true
		}
		return s.is(k, "advmod") && s.lex.Is("otherwhen", s.lemma(k)) || s.is(k, "obl") && (s.lex.Is("otherwhen", s.lemma(k)) || s.cover[k] >= 0 && s.doc.Mentions[s.cover[k]].Class == extract.Place && s.doc.Mentions[s.cover[k]].Form == extract.Name)
	})
}

// fallen returns the harm that an adjective or noun alone tells: "one soldier dead,
// three hurt", "; 12 wounded".
func (s *sentence) fallen(i int) []incident {
	t := &s.tokens[i]
	predicate := ""
	switch {
	case s.lex.Is("slain_state", strings.ToLower(t.Text)):
		predicate = "killed"
	case s.lex.Is("hurt_state", strings.ToLower(t.Text)):
		predicate = "wounded"
	default:
		return nil
	}
	if slices.ContainsFunc(s.incidents, func(in incident) bool { return in.trigger == i }) || len(s.memo[i]) > 0 {
		return nil
	}
	// "Among the dead were a pastor and a midwife"
	if one := s.counted(i); one >= 0 {
		var out []incident
		for _, m := range s.mentionsOf(one) {
			if m != s.cover[i] && s.doc.Mentions[m].Class == extract.Person {
				d := draft{predicate: predicate, subject: -1, object: m, instrument: -1, trigger: i, last: i, by: -1, place: -1}
				s.circumstances(i, &d)
				out = append(out, incident{draft: d})
			}
		}
		return out
	}
	who := s.cover[i]
	if who < 0 && i > 0 && !s.verb(i) || who < 0 && i > 0 && s.child(i, "obj", "obl:agent") < 0 {
		who = s.cover[i-1]
	}
	if who < 0 || s.doc.Mentions[who].Class == extract.Weapon || s.doc.Mentions[who].Class == extract.Place || !s.numbered(who) {
		return nil
	}
	d := draft{predicate: predicate, subject: -1, object: who, instrument: -1, trigger: i, last: i, by: -1, place: -1}
	s.circumstances(i, &d)
	return []incident{{draft: d}}
}

// doers returns who brought about the state at i, as its own phrases and clauses say:
// "six wounded in a drone strike by", "two dead when rebels shelled".
func (s *sentence) doers(i int) []int {
	if out := s.prepositional(i, "by"); out != nil {
		return out
	}
	return s.role("doer", i, lexicon.Frame{POS: lexicon.Verb})
}

// stated tells whether a word tells of harm as the state of somebody.
func (s *sentence) stated(i int) bool {
	w := strings.ToLower(s.tokens[i].Text)
	return s.lex.Is("slain_state", w) || s.lex.Is("hurt_state", w)
}

// numbered tells whether a mention is of people whom a report counts, or of one by
// his trade.
func (s *sentence) numbered(m int) bool {
	tag := s.tokens[s.doc.Mentions[m].First-s.first].Tag
	return tag == "CD" || tag == "DT" || s.doc.Mentions[m].Form == extract.Nominal && s.doc.Mentions[m].Class == extract.Person
}

// cameAbout tells whether harm may be what came of an attack: it is no mere
// background of somebody, and has no doer, cause or occasion of its own.
func (s *sentence) cameAbout(d draft) bool {
	i := d.trigger
	if s.rel(i) == "acl:relcl" && !s.consequent(i) && !s.thereupon(i) {
		return false
	}
	if s.verb(i) && !s.passive(i) && !slices.Contains(s.mentionsOf(s.subject(i)), d.object) && s.cover[max(i-1, 0)] != d.object {
		return false
	}
	if h := s.head(i); h >= 0 && s.is(i, "acl") && !s.thereupon(i) && (s.is(h, "nsubj") || s.is(h, "obj") || s.is(h, "iobj") || s.is(h, "nmod")) && !s.fragment(h) {
		return false
	}
	for k := i + 1; k < min(i+6, len(s.tokens)) && s.tokens[k].Text != ","; k++ {
		if s.lemma(k) == "by" {
			return false
		}
	}
	for _, k := range s.kids[i] {
		if s.is(k, "advcl") && k > i && s.tokens[k].Tag != "VBG" {
			return false
		}
		if !s.is(k, "obl") {
			continue
		}
		prep := s.preposition(k)
		if k = s.oneOf(k); s.lex.Is("own_cause", prep) && s.cover[k] < 0 && !s.relative(k) && !s.dated(k) && !(s.definite(k) && (s.eventNoun(k) || s.fight(k) || s.lex.Is("incident", s.lemma(k)))) && !s.lex.Is("outcome_noun", s.lemma(k)) {
			return false
		}
	}
	return true
}

// consequent tells whether a relative clause says what came of what the one before
// tells: "as a result of which", "in consequence of which".
func (s *sentence) consequent(v int) bool {
	for k := max(v-12, 2); k < v; k++ {
		if s.lemma(k) == "which" && s.lemma(k-1) == "of" && s.lex.Is("result_noun", s.lemma(k-2)) {
			return true
		}
	}
	return false
}

// thereupon tells whether a relative clause says what came about in the place that was
// attacked: "hit a school, where six children were hurt".
func (s *sentence) thereupon(v int) bool {
	return s.passive(v) && slices.ContainsFunc(s.kids[v], func(k int) bool { return k < v && k > 0 && s.lemma(k) == "where" && s.tokens[k-1].Text == "," })
}

// fragment tells whether a noun with a participle stands as a clause of its own,
// between marks: "; 11 pilgrims slain".
func (s *sentence) fragment(k int) bool {
	first := s.leftmost(k)
	return first > 0 && strings.ContainsAny(s.tokens[first-1].Text, ",;:–—-")
}

// dated tells whether a token is part of an expression of time.
func (s *sentence) dated(k int) bool {
	return slices.ContainsFunc(s.times, func(e extract.TimeMention) bool { return e.First-s.first <= k && k < e.Last-s.first })
}

// cause returns the drafts of the nearest attack told before an outcome, whose
// doer may have brought it about; own is set where those harmed are of his side.
func (s *sentence) cause(out draft, events []draft) (causes []draft, own bool) {
	near := -1
	for n, e := range events {
		p := s.lex.Ontology.Predicate(e.predicate)
		if p.Name != "attacked" && p.Parent != "attacked" && !s.lex.Is("toll", p.Name) || e.trigger >= out.trigger || e.object == out.object && e.predicate == out.predicate {
			continue
		}
		if near < 0 || e.trigger > events[near].trigger {
			near = n
		}
	}
	if near < 0 || !events[near].status.Holds() {
		return nil, false
	}
	for _, e := range events {
		if e.trigger != events[near].trigger || e.predicate != events[near].predicate || e.object != events[near].object {
			continue
		}
		if s.ownSide(e.subject, out.object) {
			return nil, true
		}
		causes = append(causes, e)
	}
	return causes, false
}

// ownSide tells whether those harmed may be of the attackers' own side.
func (s *sentence) ownSide(doer, victim int) bool {
	a, v := &s.doc.Mentions[doer], &s.doc.Mentions[victim]
	for k := v.First - s.first; k < v.Last-s.first; k++ {
		if m := s.cover[k]; m >= 0 && s.doc.Mentions[m].Entity == a.Entity {
			return true
		}
	}
	return s.lex.Is("attacker", s.lemma(v.Head-s.first)) && a.Subclass != "Military" && a.Subclass != "Police" ||
		kin(a.Class, a.Subclass, v.Class, v.Subclass) || s.lex.Is("lawman", s.lemma(v.Head-s.first)) && a.Subclass == "Police" ||
		s.lex.Is("trooper", s.lemma(v.Head-s.first)) && a.Subclass == "Military"
}

// kin tells whether those of one class may well be of the side of those of another.
func kin(a extract.Class, doer string, v extract.Class, victim string) bool {
	if victim == "ArmedGroup" {
		return a != extract.Weapon && doer != "Military" && doer != "Police" && doer != "Country"
	}
	return a == v && a == extract.Organisation && doer == victim
}
