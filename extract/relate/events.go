package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// Confidence of a statement by how it was drawn, before its mentions' own
// counts; set so that on the development gold the share that is right is about
// what the product says.
const (
	byVerb    = 0.94
	byNoun    = 0.9
	byPhrase  = 0.96
	byDefault = 0.85 // an argument found by a role further down the frame's list
)

// events returns the drafts whose trigger is the token at i.
func (s *sentence) events(i int) []draft {
	if d, ok := s.memo[i]; ok {
		return d
	}
	if s.running[i] {
		return nil
	}
	s.running[i] = true
	var out []draft
	for _, f := range s.frames(i) {
		for _, d := range s.apply(f, i) {
			if !slices.ContainsFunc(out, func(o draft) bool {
				return o.predicate == d.predicate && o.subject == d.subject && o.object == d.object
			}) {
				out = append(out, d)
			}
		}
	}
	out = append(out, s.implied(i, out)...)
	out = append(out, s.confessed(i, out)...)
	out = append(out, s.journeys(i)...)
	out = append(out, s.comrades(i)...)
	if len(out) == 0 {
		s.incident(i)
		s.retold(i)
	}
	out = s.specific(out)
	delete(s.running, i)
	s.memo[i] = out
	return out
}

// specific drops a predicate where a sub-predicate says the same.
func (s *sentence) specific(in []draft) []draft {
	return slices.DeleteFunc(slices.Clone(in), func(d draft) bool {
		return slices.ContainsFunc(in, func(o draft) bool {
			def := s.lex.Ontology.Predicate(o.predicate)
			// Whom the police seize they arrest.
			if d.predicate == "abducted" && o.predicate == "arrested" && o.object == d.object && d.trigger == o.trigger {
				return true
			}
			// "shipped howitzers to Chad": they are Chad's now.
			if d.predicate == "deployed_to" && o.predicate == "supplied" && o.object == d.object && d.trigger == o.trigger {
				return true
			}
			return def != nil && def.Parent == d.predicate && o.subject == d.subject && o.object == d.object
		})
	})
}

// apply fills a frame's roles from the tree.
func (s *sentence) apply(f lexicon.Frame, i int) []draft {
	def := s.lex.Ontology.Predicate(f.Predicate)
	instrument := s.instrument(f, i)
	subjects, sure := s.fill(f.Subject, i, f, s.actors(def))
	objects, sureObject := s.fill(f.Object, i, f, def.Object)
	// "Both host websites": they do so apart, as where only a partner of some
	// class would make it a meeting ("both spoke").
	apart := f.POS == lexicon.Verb && !s.reciprocal(i) && (slices.Contains(f.Object, "obj") && s.object(i) >= 0 || strings.Contains(f.Object[0], ":") || f.Predicate == "agreed_with" && f.With == "" && s.child(i, "obj") >= 0 && !s.papers(s.child(i, "obj")))
	// "held separate talks": not with each other.
	separate := slices.ContainsFunc(s.kids[i], func(k int) bool { return s.lemma(k) == "separate" || s.lemma(k) == "separately" })
	if def.Symmetric && len(objects) == 0 && !apart {
		v := i
		if f.POS == lexicon.Noun {
			v = s.lightVerb(i)
		}
		if v >= 0 && !s.passive(v) {
			if both := s.delegations(s.subject(v)); len(both) > 1 {
				subjects, objects = both[:1], both[1:]
			}
		}
	}
	if !separate && (slices.Contains(f.Subject, "between") || def.Symmetric && len(subjects) > 1 && len(objects) == 0 && !apart) {
		if len(subjects) > 1 {
			objects, subjects = subjects[1:], subjects[:1]
		}
	}
	if def.Symmetric && len(subjects) < 2 && len(objects) == 0 && !apart && !separate {
		head := -1
		if len(subjects) == 1 {
			head = s.doc.Mentions[subjects[0]].Head - s.first
		} else if f.POS == lexicon.Verb && !s.passive(i) {
			head = s.subject(i) // "the Greek and Turkish sides agreed"
		}
		for _, both := range [][]int{s.parties(head), s.sides(head)} {
			if len(both) > 1 {
				subjects, objects = both[:1], both[1:]
			}
		}
	}
	setOut := false
	if f.Predicate == "met" && f.POS == lexicon.Noun && len(subjects) == 0 && len(objects) > 0 {
		if who, held := s.errands(i); len(who) > 0 {
			subjects, setOut = who, !held
		}
	}
	if len(subjects) == 0 && len(objects) > 0 && f.POS == lexicon.Noun {
		for _, m := range s.partaker(i, def) {
			if s.fits(&s.doc.Mentions[m], s.actors(def)) && !slices.Contains(objects, m) {
				subjects = append(subjects, m)
			}
		}
	}
	if f.POS == lexicon.Verb && (f.Predicate == "accused" || f.Predicate == "demanded") && len(objects) > 0 {
		for _, k := range s.kids[i] {
			if n := s.gapped(k, i); n >= 0 {
				objects = append(objects, s.mentionsOf(n)...)
			}
		}
	}
	if !def.Symmetric && s.reciprocal(i) {
		if len(subjects) == 0 {
			subjects = s.eachOf(i)
		}
		objects = subjects
	}
	pair := f.POS == lexicon.Verb && (def.Symmetric && !apart || s.reciprocal(i)) && s.bothOf(i)
	if pair {
		if a, b := s.earlierPair(i); a >= 0 && !(s.bodiesOnly(i) && s.doc.Mentions[a].Class == extract.Person) && s.fits(&s.doc.Mentions[a], def.Subject) && s.fits(&s.doc.Mentions[b], def.Object) {
			pair = false
			subjects, objects = []int{a}, []int{b}
			if !def.Symmetric {
				subjects, objects = []int{a, b}, []int{a, b}
			}
		} else if len(objects) > 0 && !s.reciprocal(i) {
			pair = false
		}
	}
	// "the navy's boat rescued two men": its owner acts.
	if len(subjects) == 0 && len(objects) > 0 && f.POS == lexicon.Verb && f.Subject[0] == "subj" && !s.lex.Is("own_motion", f.Predicate) && !slices.Contains(s.actors(def), string(extract.Weapon)) {
		for _, m := range s.actor(i) {
			if s.doc.Mentions[m].Class != extract.Weapon {
				continue
			}
			for _, o := range s.owner(m) {
				if s.fits(&s.doc.Mentions[o], def.Subject) && !slices.Contains(objects, o) {
					subjects, instrument = append(subjects, o), m
				}
			}
		}
	}
	// A weapon stands in for an actor that nobody names.
	weaponSubject := false
	if len(subjects) == 0 && instrument >= 0 && !s.somebody(f, i) && s.fits(&s.doc.Mentions[instrument], s.actors(def)) {
		subjects, weaponSubject = []int{instrument}, true
	}
	if pair && s.needed(f, i, instrument) {
		d := couple{draft: draft{predicate: f.Predicate, subject: -1, object: -1, instrument: -1, trigger: i, last: i, by: -1, place: -1, confidence: byResumption}, mutual: !def.Symmetric, bodies: s.bodiesOnly(i)}
		s.circumstances(i, &d.draft)
		s.couples = append(s.couples, d)
		return nil
	}
	if len(subjects) == 0 || len(objects) == 0 || !s.needed(f, i, instrument) {
		return nil
	}
	base := draft{predicate: f.Predicate, instrument: instrument, trigger: i, last: i, by: -1, place: -1, confidence: byVerb}
	if f.POS == lexicon.Noun {
		base.confidence = byNoun
	}
	if !sure || !sureObject {
		base.confidence = min(base.confidence, byDefault)
	}
	if f.With != "" && f.With != lexicon.Intransitive {
		k := s.companion(i, f.With)
		base.trigger, base.last = min(i, k), max(i, k)
		if s.is(k, "obl") || s.is(k, "case") || s.infinitive(k) {
			base.trigger, base.last = i, i
		}
	}
	if f.Subject[0] == "self" {
		// Who somebody is stays so, whoever reports what he did.
		if base.status = s.local(i); base.status == extract.Asserted {
			base.status = s.qualified(i)
		}
	} else {
		s.circumstances(i, &base)
	}
	// "demonstrated to demand": by doing the one they did the other.
	if h := s.head(i); f.Predicate == "demanded" && f.POS == lexicon.Verb && base.status == extract.Threatened && s.purpose(i) && h >= 0 && s.verb(h) && s.local(i) == extract.Threatened {
		base.status, base.by = s.status(h)
	}
	// "is trying to find out whether": who tries to is at it.
	if h := s.head(i); f.Predicate == "investigated" && strings.HasPrefix(f.Object[0], "suspect") && base.status == extract.Threatened && h >= 0 && s.is(i, "xcomp") && s.lex.Is("attempt", s.lemma(h)) {
		base.status, base.by = s.status(h)
	}
	// "is expected in Paris": who is awaited has yet to come.
	if f.Predicate == "visited" && s.lex.Is("awaited", f.Lemma) && base.status.Holds() {
		base.status = extract.Threatened
	}
	if (f.With == "#aid_noun" || f.Predicate == "supplied") && base.status.Holds() {
		// Aid that is promised is yet to come; what is stopped is no more.
		if s.lex.Is("aid_promise", f.Lemma) {
			base.status = extract.Threatened
		} else if s.lex.Is("aid_refusal", f.Lemma) {
			base.status = extract.Denied
		}
	}
	var out []draft
	for _, a := range subjects {
		for _, o := range objects {
			if a == o || s.civil(f.Predicate, i, a, o) || f.Predicate == "leads" && f.POS == lexicon.Noun && !s.heads(i, o) {
				continue
			}
			if s.striking(f, a) || f.Predicate == "bombed" && s.lex.Is("bomb_mount", s.lemma(s.doc.Mentions[o].Head-s.first)) && slices.Contains(f.Object, "to") {
				continue
			}
			if f.POS == lexicon.Verb && f.Predicate == "clashed_with" && s.lone(a) && s.lone(o) {
				continue // "the minister clashed with the governor over rates"
			}
			d := base
			d.subject, d.object = a, o
			if !s.fits(&s.doc.Mentions[a], def.Subject) {
				d.predicate = def.Parent
			}
			if d.instrument == o {
				d.instrument = -1
			}
			if weaponSubject {
				d.instrument = a
			}
			if s.absent(a) || s.absent(o) || base.last > base.trigger && f.With != "" && f.With != lexicon.Intransitive && s.negligible(s.companion(i, f.With)) {
				d.status = extract.Denied
			} else if d.status.Holds() && (setOut || s.scheduled(&d)) {
				d.status = extract.Threatened
			}
			s.ahead(&d)
			// A place after a place that is attacked says where that lies.
			if t := &s.doc.Mentions[o]; d.place >= 0 && (slices.Contains(objects, d.place) || s.lex.Is("hostile", d.predicate) && t.Class == extract.Place && s.doc.Mentions[d.place].First >= t.Last) {
				d.place = -1
			}
			out = append(out, d)
			out = append(out, s.owners(d, def)...)
			out = append(out, s.contrasted(d, def)...)
		}
	}
	return out
}

// civil tells whether who is sent somewhere is no force that is deployed, nor what
// carries them: "children were sent to schools", "victims were rushed to hospital",
// "helicopters flew the wounded to the capital".
func (s *sentence) civil(predicate string, i, a, o int) bool {
	if predicate != "deployed_to" {
		return false
	}
	who, where := &s.doc.Mentions[a], &s.doc.Mentions[o]
	if s.lex.Is("shelter", s.lemma(where.Head-s.first)) || who.Class == extract.Person && s.unarmed(who) {
		return true
	}
	if k := s.child(i, "obj"); k >= 0 && s.cover[k] >= 0 && s.cover[k] != a {
		load := &s.doc.Mentions[s.cover[k]]
		return load.Class == extract.Person && s.unarmed(load)
	}
	return false
}

// unarmed tells whether people are civilians, or out of the fight: "two wounded
// soldiers".
func (s *sentence) unarmed(m *extract.Mention) bool {
	noun := s.lemma(m.Head - s.first)
	return s.lex.Is("civilian", noun) || s.lex.Is("captive", noun) || slices.ContainsFunc(s.tokens[m.First-s.first:m.Last-s.first], func(t extract.Token) bool {
		w := strings.ToLower(t.Text)
		return s.lex.Is("victims", w) || s.lex.Is("captured", w)
	})
}

// somebody tells whether a verb has an actor of its own, though of no mention.
func (s *sentence) somebody(f lexicon.Frame, i int) bool {
	if f.POS != lexicon.Verb || f.Subject[0] != "subj" || s.passive(i) {
		return false
	}
	k := s.child(i, "nsubj")
	return k >= 0 && strings.HasPrefix(s.tokens[k].Tag, "NN") && s.lex.Nominals[s.lemma(k)].Class == extract.Person
}

// heads tells whether the bearer of the role noun at i leads what mention o
// names: "Iranian commanders" do not lead Iran, nor does "Iran's army chief".
func (s *sentence) heads(i, o int) bool {
	m := &s.doc.Mentions[o]
	if c := s.cover[i]; c >= 0 && s.branch(m, &s.doc.Mentions[c]) {
		return false
	}
	k := m.Head - s.first
	qualifies := m.Subclass == "Country" && k < i && s.rel(k) != "nmod:poss" && (m.Last-s.first >= len(s.tokens) || s.tokens[m.Last-s.first].Tag != "POS")
	return !qualifies || s.tokens[i].Tag != "NNS" && s.lex.Is("ruler", s.lemma(i))
}

// needed tells whether the roles that a frame cannot do without are filled.
func (s *sentence) needed(f lexicon.Frame, i, instrument int) bool {
	for _, role := range f.Instrument {
		switch {
		case strings.HasSuffix(role, "!") && instrument < 0:
			return false
		case strings.HasSuffix(role, "*"):
			if !slices.ContainsFunc(s.role(strings.TrimSuffix(role, "*"), i, f), func(m int) bool { return s.doc.Mentions[m].Class != extract.Place }) {
				return false
			}
		}
	}
	return true
}

// actors returns the classes that may be the subject of a predicate or of its
// parent: a tank does not fire at somebody, but it attacks.
func (s *sentence) actors(def *extract.PredicateDef) []string {
	if p := s.lex.Ontology.Predicate(def.Parent); p != nil {
		return append(slices.Clone(def.Subject), p.Subject...)
	}
	return def.Subject
}

// fill returns the mentions in the first of the roles that any fits; sure is
// false where an earlier role was there but did not fit.
func (s *sentence) fill(roles []string, i int, f lexicon.Frame, classes []string) (out []int, sure bool) {
	sure = true
	for n, role := range roles {
		for _, m := range s.role(role, i, f) {
			// Strikes in a country say where, not at whom.
			where := role != "system" && m >= 0 && s.doc.Mentions[m].Form == extract.Nominal && s.lex.Is("hostile", f.Predicate) && s.lex.Is("computer_system", s.lemma(s.doc.Mentions[m].Head-s.first)) && len(s.systems(i)) > 0 || role == "in" && m >= 0 && s.doc.Mentions[m].Subclass == "Country" && s.lex.Is("hostile", f.Predicate)
			if m >= 0 && !where && s.fits(&s.doc.Mentions[m], classes) && !slices.Contains(out, m) {
				out = append(out, m)
			} else if m >= 0 && s.lex.Is("hostile", f.Predicate) {
				out = append(out, s.manned(m, classes)...)
			}
		}
		if len(out) > 0 {
			return out, sure
		}
		if n > 0 {
			sure = false
		}
	}
	return nil, sure
}

// manned returns whose the position is from which somebody fires: "from UNITA
// trenches", "rebel batteries opened up".
func (s *sentence) manned(m int, classes []string) []int {
	if s.doc.Mentions[m].Class != extract.Place || !s.lex.Is("emplacement", s.lemma(s.doc.Mentions[m].Head-s.first)) {
		return nil
	}
	return slices.DeleteFunc(s.owner(m), func(o int) bool { return !s.fits(&s.doc.Mentions[o], classes) })
}

// lone tells whether a mention is one person, whose battles are of words.
func (s *sentence) lone(m int) bool {
	p := &s.doc.Mentions[m]
	return p.Class == extract.Person && !strings.HasSuffix(s.tokens[p.Head-s.first].Tag, "S")
}

// striking tells whether an actor strikes by staying away from work, or attacks with
// words: "the strike by dockers", "came under attack from backbenchers".
func (s *sentence) striking(f lexicon.Frame, a int) bool {
	who := s.lemma(s.doc.Mentions[a].Head - s.first)
	return f.POS == lexicon.Noun && f.Lemma == "strike" && f.With == "" && s.lex.Is("worker", who) ||
		(f.Lemma == "come" || f.POS == lexicon.Noun) && s.lex.Is("hostile", f.Predicate) && s.lex.Is("debater", who)
}
