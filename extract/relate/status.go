package relate

import (
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
)

// circumstances sets what surrounds an event: its status, who says so, time
// and place.
func (s *sentence) circumstances(i int, d *draft) {
	d.status, d.by = s.status(i)
	d.time = s.timeOf(i)
	d.place = s.placeOf(i)
}

// rank orders statuses: what is denied stays so however it is reported.
var rank = map[extract.Status]int{extract.Asserted: 0, extract.Reported: 1, extract.Threatened: 2, extract.Denied: 3}

// status climbs from a trigger to the root and takes the strongest of what it
// meets: negation, modals, conditions, and governors that deny, threaten or
// report. by is who says so, a mention or -1.
func (s *sentence) status(i int) (st extract.Status, by int) {
	st, by = extract.Asserted, -1
	raise := func(to extract.Status) {
		if rank[to] > rank[st] {
			st = to
		}
	}
	// What a past relative clause tells holds whatever is said of its noun: "will
	// free the man whom it detained"; only reports reach into it.
	happened := false
	weigh := raise
	raise = func(to extract.Status) {
		if !happened || to == extract.Reported {
			weigh(to)
		}
	}
	raise(s.local(i))
	raise(s.clausal(i))
	if !s.verb(i) {
		raise(s.unreal(i))
	}
	for k, h := i, s.head(i); h >= 0; k, h = h, s.head(h) {
		happened = happened || s.rel(k) == "acl:relcl" && s.preterite(k)
		// What only shares a conjunction is not governed by its neighbour.
		if s.is(k, "conj") {
			if !s.ownClause(k) {
				raise(s.local(h))
				raise(s.clausal(h))
			}
			continue
		}
		if s.rel(k) == "parataxis" || s.rel(k) == "root" {
			if s.lex.Is("report", s.lemma(h)) {
				raise(extract.Reported)
				by = s.source(h, by)
			}
			continue
		}
		if s.refuted(k, h) {
			raise(extract.Denied)
		}
		argument := s.is(k, "obj") || s.is(k, "ccomp") || s.is(k, "xcomp") || s.is(k, "acl") && s.rel(k) != "acl:relcl" || s.is(k, "nmod") || s.is(k, "obl") || s.is(k, "advcl") || s.is(k, "nsubj") || s.is(k, "csubj")
		if !argument {
			continue
		}
		raised := s.governor(k, h)
		if p := s.prevented(k, h); rank[p] > rank[raised] {
			raised = p
		}
		raise(raised)
		if s.is(k, "ccomp") || s.is(k, "xcomp") {
			raise(s.clausal(h))
		}
		if raised == extract.Reported || s.lex.Is("report", s.lemma(h)) {
			by = s.source(h, by)
		}
		if s.light(k, h) {
			raise(s.local(h))
		}
	}
	// "said X", with the report's verb below: "…, the ministry said".
	for k, below := i, i; k >= 0; k, below = s.head(k), k {
		for _, c := range s.kids[k] {
			if c != below && s.rel(c) == "parataxis" && s.verb(c) && s.lex.Is("report", s.lemma(c)) && !s.saysMore(c) && !s.apart(i, c) {
				raise(extract.Reported)
				by = s.source(c, by)
			}
			if s.beyond(i, k, c) || s.apart(i, c) {
				continue
			}
			if s.preposition(c) == "according to" || s.rel(c) == "obl" && s.lemma(c) != "" && s.caseOf(c, "according") {
				raise(extract.Reported)
				if m := s.tree.mention(c); m >= 0 {
					by = m
				}
			}
		}
	}
	return st, by
}

// preterite tells whether a verb is in a past tense.
func (s *sentence) preterite(v int) bool {
	if tag := s.tokens[v].Tag; tag == "VBD" || tag == "VBN" && s.child(v, "nsubj") >= 0 && s.child(v, "aux") < 0 {
		return true
	}
	for _, k := range s.kids[v] {
		if s.is(k, "aux") && (s.tokens[k].Tag == "VBD" || s.lemma(k) == "have" && s.tokens[k].Tag != "VB") {
			return true
		}
	}
	return false
}

// beyond tells whether a conjunction parts the trigger at i from c, so that c
// belongs to what follows: "took the town and, according to witnesses, killed".
func (s *sentence) beyond(i, k, c int) bool {
	for _, v := range s.kids[k] {
		if s.is(v, "conj") && v > c {
			if cc := s.child(v, "cc"); cc > i && cc < c {
				return true
			}
		}
	}
	return false
}

// saysMore tells whether a verb of saying has its own complement, so that what
// it is added to is not what is said.
func (s *sentence) saysMore(v int) bool {
	k := s.child(v, "ccomp")
	return k >= 0 && s.verb(k)
}

// apart tells whether a semicolon stands between two tokens: what is said in
// one half of such a sentence is not what is said in the other.
func (s *sentence) apart(i, k int) bool {
	for j := min(i, k); j < max(i, k); j++ {
		if s.tokens[j].Text == ";" {
			return true
		}
	}
	return false
}

func (s *sentence) caseOf(i int, word string) bool {
	for _, k := range s.kids[i] {
		if s.lemma(k) == word || strings.ToLower(s.tokens[k].Text) == word {
			return true
		}
	}
	return false
}

// ownClause tells whether a coordinated verb has a subject of its own.
func (s *sentence) ownClause(k int) bool {
	return s.child(k, "nsubj", "nsubj:pass") >= 0 || !s.verb(k)
}

// light tells whether h only carries the event k, so that its negation and
// modals are the event's.
func (s *sentence) light(k, h int) bool {
	// "there was an attack, reportedly by"
	if s.is(k, "nsubj") && s.lemma(h) == "be" && s.child(h, "expl") >= 0 {
		return true
	}
	return s.is(k, "xcomp") || s.is(k, "nsubj:pass") || s.is(k, "obj") && s.verb(h) && s.lex.Is("light", s.lemma(h))
}

// local is the status that a trigger's own dependents give it.
func (s *sentence) local(i int) extract.Status {
	st := extract.Asserted
	raise := func(to extract.Status) {
		if rank[to] > rank[st] {
			st = to
		}
	}
	for _, k := range s.kids[i] {
		w := strings.ToLower(s.tokens[k].Text)
		rel := s.rel(k)
		switch {
		case (w == "neither" || w == "nor") && rel == "cc" && k < i:
			raise(extract.Denied)
		case s.lex.Is("negation", w) && (rel == "advmod" || rel == "det" || rel == "mark" || rel == "case" || rel == "cc:preconj" || strings.HasPrefix(rel, "nsubj")):
			raise(extract.Denied)
		case rel == "advmod" && k < i && s.lex.Is("almost", w):
			raise(extract.Denied)
		case rel == "aux" && s.lex.Is("modal", w):
			raise(extract.Threatened)
		case rel == "mark" && s.lex.Is("condition", w):
			raise(extract.Threatened)
		case s.lex.Is("reportedly", w) && (rel == "advmod" || rel == "amod"):
			raise(extract.Reported)
		case strings.HasPrefix(rel, "nsubj"):
			// "no group attacked", "nobody claimed"
			for _, c := range s.kids[k] {
				if s.lex.Is("negation", strings.ToLower(s.tokens[c].Text)) && s.rel(c) == "det" {
					raise(extract.Denied)
				}
			}
			if s.lemma(k) == "nobody" || s.lemma(k) == "none" || s.lemma(k) == "neither" || s.lemma(k) == "nothing" {
				raise(extract.Denied)
			}
		}
	}
	// "an attack, reportedly by the militias"
	for _, k := range s.under(i, "by") {
		for _, c := range s.kids[k] {
			if s.lex.Is("reportedly", strings.ToLower(s.tokens[c].Text)) {
				raise(extract.Reported)
			}
		}
	}
	// What is to be has not happened: "is to meet", "are to pull back".
	if s.infinitive(i) && !s.is(i, "xcomp") && !s.is(i, "acl") && !s.outcome(i) {
		for _, k := range s.kids[i] {
			if s.lemma(k) == "be" && (s.rel(k) == "aux" || s.rel(k) == "cop") {
				raise(extract.Threatened)
			}
		}
	}
	// Nor has a purpose ("flew in to attack") or what an infinitive leaves open,
	// but under verbs that say it came about ("managed to seize").
	if h := s.head(i); s.infinitive(i) && h >= 0 && s.child(i, "cop") < 0 && !s.outcome(i) && !s.lex.Is("implicative", s.lemma(h)) && !s.lex.Is("report", s.lemma(h)) && (!s.lex.Is("fail", s.lemma(h)) || s.purpose(i)) {
		raise(extract.Threatened)
	}
	return st
}

// governor is the status that the governor h gives to its dependent k.
func (s *sentence) governor(k, h int) extract.Status {
	lemma := s.lemma(h)
	clause := s.is(k, "ccomp") || s.is(k, "xcomp") || s.is(k, "acl") || s.is(k, "advcl")
	event := s.eventPhrase(k)
	// "called off the visit after an attack": the event is only when or where.
	led := event && !(s.is(k, "obl") && s.lex.Is("setting", s.preposition(k)))
	subject := !s.verb(k) && s.rel(k) == "nsubj:pass"
	st := extract.Asserted
	negated := s.local(h) == extract.Denied
	switch {
	case s.lex.Is("fail", lemma) && (clause && !s.purpose(k) || led || subject):
		if negated {
			return extract.Reported // "did not fail to hit"
		}
		return extract.Denied
	case s.lex.Is("threaten", lemma) && (clause && !s.is(k, "advcl") && !s.gerundReport(k) || (led || subject) && s.lex.Is("promises", lemma) && !s.cameTrue(k)):
		st = extract.Threatened
	case s.lex.Is("report", lemma) && (clause || event && s.lex.Is("alleges", lemma)), led && s.verb(h) && s.preposition(k) != "" && s.lex.Is("accusal", lemma):
		st = extract.Reported
	case s.lex.Is("reportedly", lemma), event && s.lex.Is("implicate", lemma), (event || s.rel(k) == "nsubj:pass") && s.lex.Is("attribute", lemma):
		st = extract.Reported
	}
	if negated && (clause || event) && st == extract.Asserted && s.is(k, "xcomp") {
		return extract.Denied
	}
	if negated && (st == extract.Threatened && s.is(k, "xcomp") || s.is(k, "acl") && s.rel(k) != "acl:relcl") {
		return extract.Denied
	}
	return st
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

// source returns who makes the report that h is, or old where nobody is named.
func (s *sentence) source(h, old int) int {
	if old >= 0 {
		return old
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

// timeOf returns the time of the event at i: of the expressions in its own
// clause the nearest, else one that its governing clauses share.
func (s *sentence) timeOf(i int) *extract.Time {
	best, far := -1, 1<<30
	for n, e := range s.times {
		dist, ok := s.clauseDistance(i, e.First-s.first, e.Last-s.first)
		if !ok {
			continue
		}
		if dist < far {
			best, far = n, dist
		}
	}
	if best < 0 && s.leadTime(i) {
		best = 0
	}
	if best < 0 {
		return nil
	}
	t := s.times[best].Time
	return &t
}

// leadTime tells whether the sentence's first expression of time heads it, as in
// lists of incidents ("9 January, Harem: abduction of ..."; "03 June - Gunmen
// ..."), and so holds for what is said at i. A date with its year before a dash
// is a dateline's.
func (s *sentence) leadTime(i int) bool {
	if len(s.times) == 0 {
		return false
	}
	first, last := s.times[0].First-s.first, s.times[0].Last-s.first
	for k := range first {
		if s.doc.Tokens[s.first+k].Tag != ":" && len(s.tokens[k].Text) > 1 {
			return false
		}
	}
	for k := last; k < min(last+8, i); k++ {
		switch w := s.tokens[k].Text; {
		case w == ":":
			return true
		case strings.Trim(w, "-–—") == "":
			return !strings.ContainsFunc(s.tokens[last-1].Text, unicode.IsDigit) || len(s.tokens[last-1].Text) < 4
		case s.verb(k):
			return false
		}
	}
	return false
}

// clauseDistance tells how far, in tokens, the tokens first:last stand from
// the event, if one of them attaches to it or to a phrase of its clause.
func (s *sentence) clauseDistance(i, first, last int) (int, bool) {
	top := first
	for k := first; k < last; k++ {
		if h := s.head(k); h < first || h >= last {
			top = k
			break
		}
	}
	own := s.clause(i)
	for h, steps := s.head(top), 0; h >= 0 && steps < 8; h, steps = s.head(h), steps+1 {
		if h == i || h == own || h == s.lightVerb(i) {
			d := first - i
			if d < 0 {
				d = -d
			}
			return d, true
		}
		if s.rel(h) == "parataxis" && h == 0 {
			return 0, false // the dateline's
		}
		if s.verb(h) && !s.is(h, "amod") {
			// It belongs to another verb; that shares it only if it is one
			// whose complement the event is.
			if s.governs(h, i) && !s.lex.Is("report", s.lemma(h)) {
				return 100 + first, true
			}
			return 0, false
		}
	}
	return 0, false
}

// clause returns the verb of the clause in which the token at i stands.
func (s *sentence) clause(i int) int {
	if s.verb(i) {
		return i
	}
	for h, k := s.head(i), i; h >= 0; k, h = h, s.head(h) {
		if s.verb(h) {
			if s.is(k, "obj") || s.rel(k) == "nsubj:pass" || s.is(k, "nsubj") || s.is(k, "obl") {
				return h
			}
			return i
		}
	}
	return i
}

// governs tells whether h is an ancestor of i by complements.
func (s *sentence) governs(h, i int) bool {
	for k := i; k >= 0; k = s.head(k) {
		if k == h {
			return true
		}
		if !(s.is(k, "xcomp") || s.is(k, "obj") || s.is(k, "conj") || s.rel(k) == "nsubj:pass" || s.is(k, "ccomp")) {
			return false
		}
	}
	return false
}

// placeOf returns the place of the event at i by its prepositional phrases, or
// -1.
func (s *sentence) placeOf(i int) int {
	heads := []int{i}
	if v := s.lightVerb(i); v >= 0 {
		heads = append(heads, v)
	}
	for _, h := range heads {
		for _, prep := range placePreps {
			for _, k := range s.under(h, prep) {
				if m := s.scene(k); m >= 0 {
					return m
				}
			}
		}
	}
	// "killed X at Y" may read as "X at Y": people and weapons are not told
	// apart by where they are.
	for _, h := range heads {
		if !s.verb(h) {
			continue
		}
		for _, prep := range placePreps {
			for _, k := range s.beside(h, prep) {
				if m := s.scene(k); m >= 0 {
					return m
				}
			}
		}
	}
	return -1
}

var placePreps = []string{"in", "at", "near", "outside", "inside", "on", "over", "off"}

// scene returns the place that the nominal at k names, unless that follows
// another place and says where that one is: "bombed the camp in Iraq".
func (s *sentence) scene(k int) int {
	for _, c := range s.kids[k] {
		if s.rel(c) != "case" || c == 0 {
			continue
		}
		if m := s.cover[c-1]; m >= 0 && s.doc.Mentions[m].Class == extract.Place {
			return -1
		}
		break
	}
	for _, m := range s.mentionsOf(k) {
		if s.doc.Mentions[m].Class == extract.Place {
			return m
		}
	}
	return -1
}
