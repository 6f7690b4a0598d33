package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

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
	if s.verb(i) && s.harms(i) {
		if k := s.ascribed(i); k >= 0 {
			raise(extract.Reported)
			by = s.source(k, by)
		}
	}
	if !s.verb(i) {
		raise(s.unreal(i))
		if k, _ := s.imputed(i); k >= 0 {
			raise(extract.Reported)
			by = s.source(k, by)
		}
		if s.supposedly(i) >= 0 {
			raise(extract.Reported)
			by = s.source(s.head(i), by)
		}
		if v, noun := s.partaking(i); v >= 0 {
			raise(extract.Reported)
			if s.negligible(noun) || s.lex.Is("nobody", s.lemma(noun)) || s.local(v) == extract.Denied {
				raise(extract.Denied)
			}
		}
	}
	for k, h := i, s.head(i); h >= 0; k, h = h, s.head(h) {
		if s.rel(k) == "acl:relcl" && s.exempted(h) {
			weigh(extract.Denied)
		}
		if s.unfound(k, h) {
			weigh(extract.Denied)
		}
		// "what they did not say was that rebels had attacked"
		if s.disclosed(k, h) {
			happened = true
			break
		}
		// "tell of tanks shelling the town"
		if g := s.head(h); g >= 0 && s.is(k, "acl") && s.tokens[k].Tag == "VBG" && s.lex.Is("report", s.lemma(g)) && (s.preposition(h) == "of" || s.preposition(h) == "about") {
			raise(extract.Reported)
			by = s.source(g, by)
		}
		if s.imagined(k, h) {
			weigh(extract.Threatened)
		}
		happened = happened || s.rel(k) == "acl:relcl" && s.preterite(k) && !s.cleft(h) || s.fired(k, h) || s.held(k, h) || s.added(k)
		// "declined to comment on reports that rebels had seized it"
		if s.lex.Is("commenting", s.lemma(h)) && !s.verb(k) {
			raise(extract.Reported)
			happened = true
		}
		// Nothing reaches over a semicolon, nor into what is told by the way.
		if s.apart(k, h) && s.child(k, "nsubj", "nsubj:pass") >= 0 || happened && s.aside(k) {
			break
		}
		if s.standing(k) && s.lex.Is("standing_fact", s.lemma(k)) {
			break
		}
		if s.standing(k) || s.setting(k, h) {
			happened = true
			continue
		}
		if s.is(k, "advcl") && s.supposed(h) && s.lex.Is("awaiting", s.opening(k)) {
			raise(extract.Threatened)
		}
		// "did not stop the rebels from attacking", "there is no doubt that"
		if s.follows(k, h) || s.unhindered(k, h) || s.undoubted(k, h) || s.forced(k) || s.unmentioned(k, h) {
			happened = true
			continue
		}
		// What only shares a conjunction is not governed by its neighbour.
		if s.is(k, "conj") {
			if s.gapped(k, h) >= 0 {
				raise(s.prevented(k, h))
				by = s.source(h, by)
			}
			// "did not wait but attacked": the auxiliary does not reach the past.
			if !s.ownClause(k) && !(s.tokens[h].Tag == "VB" && s.tokens[k].Tag == "VBD" && s.child(k, "aux") < 0) {
				raise(s.local(h))
				raise(s.clausal(h))
			}
			continue
		}
		if s.rel(k) == "parataxis" || s.rel(k) == "root" {
			if s.lex.Is("report", s.lemma(h)) && !s.lex.Is("accusal", s.lemma(h)) && !s.apart(k, h) {
				raise(extract.Reported)
				by = s.source(h, by)
			}
			continue
		}
		if g := s.head(h); g >= 0 && s.is(k, "acl") && s.tokens[k].Tag == "VBG" && s.contingent(h, g) {
			raise(extract.Threatened)
		}
		if s.whilst(k, h) {
			continue
		}
		if s.refuted(k, h) || s.vain(k, h) {
			raise(extract.Denied)
		}
		// "will return to Doha, visiting Muscat", "may follow by listing both": what
		// accompanies a plan is planned.
		if by := s.child(k, "mark", "case"); s.is(k, "advcl") && s.tokens[k].Tag == "VBG" && s.child(k, "nsubj") < 0 && (by < 0 || s.lemma(by) == "by") && k > h && s.local(h) == extract.Threatened {
			raise(extract.Threatened)
		}
		// "called for an end to the raids": there are raids.
		if s.ended(k, h) || s.lex.Is("lifting", s.lemma(h)) && (s.is(k, "obj") || s.rel(k) == "nsubj:pass") {
			happened = true
			continue
		}
		argument := s.is(k, "obj") || s.is(k, "ccomp") || s.is(k, "xcomp") || s.is(k, "acl") && s.rel(k) != "acl:relcl" || s.is(k, "nmod") || s.is(k, "obl") || s.is(k, "advcl") || s.is(k, "nsubj") || s.is(k, "csubj")
		if !argument {
			continue
		}
		if happened && s.lex.Is("accusal", s.lemma(h)) {
			continue
		}
		// "will not hesitate to strike" threatens it; who did not hesitate did.
		if s.is(k, "xcomp") && s.lex.Is("hesitant", s.lemma(h)) && s.negated(h) {
			if aux := s.child(h, "aux"); aux >= 0 && s.tokens[aux].Tag == "MD" {
				raise(extract.Threatened)
			}
			continue
		}
		// "(c) let inspectors visit the site", "Let the rebels attack!": that is asked for.
		if (s.is(k, "xcomp") || s.is(k, "ccomp")) && s.lemma(h) == "let" && s.head(h) < 0 && s.child(h, "nsubj", "aux") < 0 {
			raise(extract.Threatened)
		}
		raised := s.governor(k, h)
		if p := s.prevented(k, h); rank[p] > rank[raised] {
			raised = p
		}
		raise(raised)
		if s.is(k, "ccomp") || s.is(k, "xcomp") {
			raise(s.clausal(h))
			if s.premised(h) {
				raise(extract.Threatened)
			}
		}
		if raised == extract.Reported || s.lex.Is("report", s.lemma(h)) || raised == extract.Denied && s.denies(h) {
			by = s.source(h, by)
		}
		if s.light(k, h) {
			raise(s.local(h))
		}
		// "could lead to the release of", "in order to secure the release of"
		if s.brings(k, h) {
			raise(s.local(h))
			raise(s.clausal(h))
		}
	}
	// "said X", with the report's verb below: "…, the ministry said".
	for k, below := i, i; k >= 0; k, below = s.head(k), k {
		for _, c := range s.kids[k] {
			if c != below && s.rel(c) == "parataxis" && s.verb(c) && (s.lex.Is("report", s.lemma(c)) || s.lex.Is("speech", s.lemma(c))) && !s.saysMore(c) && !s.apart(i, c) {
				raise(extract.Reported)
				by = s.source(c, by)
			}
			if s.beyond(i, k, c) || s.apart(i, c) {
				continue
			}
			if s.sourced(c) {
				raise(extract.Reported)
				if m := s.tree.mention(c); m >= 0 {
					by = m
				}
			} else if whose := s.account(c); whose >= 0 {
				raise(extract.Reported)
				if m := s.tree.mention(whose); m >= 0 {
					by = m
				}
			}
		}
	}
	switch {
	case st == extract.Asserted:
		by = -1
	case st == extract.Reported && s.belied(i):
		st = extract.Denied
	}
	return st, by
}

// cleft tells whether a relative clause on h is what the sentence says: "it was
// they who attacked".
func (s *sentence) cleft(h int) bool {
	subj := s.child(h, "nsubj", "expl")
	return s.child(h, "cop") >= 0 && subj >= 0 && s.lemma(subj) == "it"
}

// whilst tells whether the participle k tells what the speaker does as he speaks,
// or what befell him, which nobody reports: "said the talks were over, accusing
// Chad of treachery", "urged by Chad to leave, the envoy said".
func (s *sentence) whilst(k, h int) bool {
	if !s.is(k, "advcl") || s.child(k, "nsubj", "mark", "case", "aux") >= 0 || !s.lex.Is("report", s.lemma(h)) && !s.lex.Is("speech", s.lemma(h)) || s.local(h) != extract.Asserted {
		return false
	}
	return s.tokens[k].Tag == "VBN" && k < h || s.tokens[k].Tag == "VBG" && s.spoken(k) && (k < h || s.tokens[k-1].Text == ",")
}

// imagined tells whether the clause k says what happens in a tale: "a film in
// which China attacked", "the novel opens with a colonel murdering".
func (s *sentence) imagined(k, h int) bool {
	if subj := s.child(h, "nsubj"); subj >= 0 && s.verb(h) && s.lex.Is("invention", s.lemma(subj)) && (s.is(k, "ccomp") || s.is(k, "obl") || s.is(k, "obj") || s.is(k, "advcl") && s.marked(k, "with", "as")) {
		return true
	}
	return s.rel(k) == "acl:relcl" && s.lex.Is("tale", s.lemma(h)) && slices.ContainsFunc(s.kids[k], func(c int) bool {
		return s.relative(c) && s.preposition(c) == "in" || s.lemma(c) == "where"
	})
}

// fired tells whether a participle says what was done with a weapon, whatever
// becomes of that: "the missiles fired at the dam were stopped".
func (s *sentence) fired(k, h int) bool {
	return s.is(k, "acl") && s.tokens[k].Tag == "VBN" && s.passive(k) && s.cover[h] >= 0 && s.doc.Mentions[s.cover[h]].Class == extract.Weapon
}

// ended tells whether the event at k is one whose end h speaks of: "an end to
// the raids", also where the parser hangs it on the verb before.
func (s *sentence) ended(k, h int) bool {
	if s.verb(k) || !s.is(k, "nmod") && !s.is(k, "obl") {
		return false
	}
	if p := s.preposition(k); p != "to" && p != "of" {
		return false
	}
	if s.lex.Is("ending", s.lemma(h)) {
		return true
	}
	c := s.child(k, "case")
	return c > 0 && s.lex.Is("ending", s.lemma(c-1)) && s.head(c-1) == h
}

// preterite tells whether a verb is in a past tense.
func (s *sentence) preterite(v int) bool {
	// "whom the army detained" is often taken for a participle.
	if tag := s.tokens[v].Tag; tag == "VBD" || tag == "VBN" && s.child(v, "aux") < 0 && s.child(v, "nsubj") >= 0 && !s.passive(v) {
		return true
	}
	for _, k := range s.kids[v] {
		if s.is(k, "aux") && (s.tokens[k].Tag == "VBD" || s.lemma(k) == "have" && s.tokens[k].Tag != "VB" && s.tokens[k].Tag != "VBG") {
			return true
		}
	}
	return false
}

// standing tells whether a relative clause set apart by a comma tells in the
// present what is so: "urged NATO, which leads the mission, to send a patrol".
func (s *sentence) standing(v int) bool {
	if s.rel(v) != "acl:relcl" {
		return false
	}
	t := v
	if a := s.child(v, "aux:pass"); a >= 0 && s.child(v, "aux") < 0 {
		t = a // "which is armed by Iran"
	}
	if tag := s.tokens[t].Tag; tag != "VBZ" && tag != "VBP" || s.child(v, "aux") >= 0 && t == v {
		return false
	}
	for k := v - 1; k > 0 && k > v-4; k-- {
		if s.relative(k) {
			return s.tokens[k-1].Text == ","
		}
	}
	return false
}

// held tells whether a participle says how those came to be held who are to be
// freed: "release three officers abducted by the rebels".
func (s *sentence) held(k, h int) bool {
	g := s.head(h)
	return s.rel(k) == "acl" && s.tokens[k].Tag == "VBN" && s.harms(k) && g >= 0 && s.verb(g) && slices.ContainsFunc(s.frames(g), func(f lexicon.Frame) bool { return f.Predicate == "released" })
}

// added tells whether a participle after a comma tells by the way who does what
// to the noun before: "failed to retake the town, held by the rebels since May".
func (s *sentence) added(k int) bool {
	if s.rel(k) != "acl" || s.tokens[k].Tag != "VBN" || len(s.under(k, "by")) == 0 {
		return false
	}
	first := s.leftmost(k)
	return first > 0 && (s.tokens[first-1].Text == "," || s.tokens[first].Text == ",")
}

// aside tells whether k is a relative clause between commas: ", whom the army
// detained last year".
func (s *sentence) aside(k int) bool {
	if s.rel(k) != "acl:relcl" {
		return false
	}
	first := s.leftmost(k)
	return first > 0 && s.tokens[first].Text == "," || first > 0 && s.tokens[first-1].Text == ","
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

// local is the status that a trigger's own dependents give it.
func (s *sentence) local(i int) extract.Status {
	st := extract.Asserted
	raise := func(to extract.Status) {
		if rank[to] > rank[st] {
			st = to
		}
	}
	if s.negated(i) {
		raise(extract.Denied)
		// "asked the rebels not to attack": they might.
		if s.bidden(i) {
			st = extract.Threatened
		}
	}
	for _, k := range s.kids[i] {
		w := strings.ToLower(s.tokens[k].Text)
		rel := s.rel(k)
		switch {
		case rel == "aux" && s.lex.Is("modal", w):
			raise(extract.Threatened)
		case (rel == "mark" || rel == "advmod" && k == 0 && s.tokens[k].Tag == "VB") && s.lex.Is("condition", w):
			raise(extract.Threatened)
		case rel == "advmod" && s.lex.Is("reportedly", w) || rel == "amod" && s.hyphened("reportedly", w):
			raise(extract.Reported)
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
	if h := s.head(i); h >= 0 && s.lemma(h) == "be" && s.infinitive(i) && s.is(i, "xcomp") {
		raise(extract.Threatened)
	}
	if s.forced(i) || s.took(i) {
		return st
	}
	// Nor has a purpose ("flew in to attack") or what an infinitive leaves open,
	// but under verbs that say it came about ("managed to seize").
	if h := s.head(i); s.infinitive(i) && h >= 0 && s.is(i, "xcomp") && s.caseOf(i, "have") && s.lex.Is("held_to", strings.ToLower(s.tokens[h].Text)) {
		raise(extract.Reported) // "is understood to have captured"
	} else if s.infinitive(i) && h >= 0 && s.child(i, "cop") < 0 && !s.outcome(i) && !s.lex.Is("implicative", s.lemma(h)) && !(s.lemma(h) == "have" && s.tokens[h].Tag == "VBD" && s.is(i, "xcomp")) && (!s.lex.Is("report", s.lemma(h)) || s.bidden(i)) && (!s.lex.Is("fail", s.lemma(h)) || s.purpose(i)) {
		raise(extract.Threatened)
	}
	return st
}

// bidden tells whether an infinitive is what somebody is asked or told to do, or
// not to do: "told the rebels to leave", "asked them not to attack".
func (s *sentence) bidden(i int) bool {
	h := s.head(i)
	if h < 0 || !s.infinitive(i) || !s.verb(h) || !s.demands(h) || s.caseOf(i, "have") {
		return false
	}
	if s.child(h, "obj", "iobj", "nsubj:pass") >= 0 {
		return s.lemma(h) != "say"
	}
	return len(s.under(h, "on"))+len(s.under(h, "to"))+len(s.under(h, "upon"))+len(s.under(h, "with")) > 0
}
