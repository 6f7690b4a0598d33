// Package relate draws statements from the dependency trees of sentences: the
// frames of the lexicon say which words express which predicate and where its
// arguments stand.
package relate

import (
	"context"
	"slices"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// Relater holds the lexicon; it is safe for concurrent use.
type Relater struct {
	lex *lexicon.Lexicon
}

// New returns a relater over the lexicon.
func New(lex *lexicon.Lexicon) *Relater { return &Relater{lex: lex} }

// Stage adds the statements of each sentence, in the order of their triggers,
// then those that two sentences make together, and the incidents.
func (r *Relater) Stage() extract.Stage {
	return extract.Stage{
		Name: "relate", Doc: "draws statements from the trees", Requires: []string{"time", "parse", "link"},
		Passes: func(*extract.Document) []extract.Pass {
			r := &reading{Relater: r, refuted: map[extract.Span]string{}}
			return []extract.Pass{r.relate, r.withdraw}
		},
	}
}

// reading is one document being read, part after part.
type reading struct {
	*Relater
	entities map[string]*extract.Entity
	// told are the events of harm of the last sentences, in the order of their
	// triggers, their sentences counted in the whole document.
	told   []extract.Statement
	speech quotation
	// before are the statements of the sentence before, refuted the triggers of
	// events that a later sentence says are not so, with who takes them back.
	before  []extract.Statement
	refuted map[extract.Span]string
}

func (r *reading) relate(ctx context.Context, d *extract.Document) error {
	if r.entities == nil {
		r.entities = make(map[string]*extract.Entity, len(d.Entities))
		for i := range d.Entities {
			r.entities[d.Entities[i].ID] = &d.Entities[i]
		}
	}
	mentions := bySentence(d)
	times := d.Times
	for i := range d.Sentences {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := &sentence{Relater: r.Relater, tree: newTree(r.lex, d, i, mentions[i]), entities: r.entities, memo: map[int][]draft{}}
		for ; len(times) > 0 && times[0].Sentence <= i; times = times[1:] {
			if times[0].Sentence == i && times[0].Time.From != "" {
				s.times = append(s.times, times[0])
			}
		}
		found := s.statements()
		r.speech.quoted(s, found)
		var partial []incident
		for _, in := range s.incidents {
			if st, ok := s.statement(in.draft); ok {
				in.Statement = st
				partial = append(partial, in)
			}
		}
		found = append(found, r.couples(d, s)...)
		found = append(found, r.resume(d, i, found, partial)...)
		found = distinct(found)
		for k := range found {
			r.calibrate(d, mentions[i], &found[k])
		}
		r.refute(s, found)
		r.before = found
		d.Statements = append(d.Statements, found...)
		for _, in := range partial {
			if r.lex.Is("hostile", in.Predicate) && !in.assail {
				d.Incidents = append(d.Incidents, in.Statement)
			}
		}
	}
	return nil
}

// bySentence returns the mentions of each sentence.
func bySentence(d *extract.Document) [][]int {
	out := make([][]int, len(d.Sentences))
	for i := range d.Mentions {
		n := d.Mentions[i].Sentence
		out[n] = append(out[n], i)
	}
	return out
}

// sentence is one sentence being read.
type sentence struct {
	*Relater
	*tree
	entities map[string]*extract.Entity
	times    []extract.TimeMention
	// memo keeps each trigger's drafts, as events complement other triggers.
	memo    map[int][]draft
	running map[int]bool
	// incidents are the events told in part.
	incidents []incident
	// couples are what two did who are named in the sentence before.
	couples []couple
	// carried are the event nouns whose actor is being looked for.
	carried map[int]bool
	// acting are the verbs whose actor is being looked for.
	acting map[int]bool
}

// draft is a statement in the making; arguments are mention indexes, -1 for
// none.
type draft struct {
	predicate       string
	subject, object int
	instrument      int
	// trigger is the token that bears the predicate; last the end of a trigger
	// of several words.
	trigger, last int
	status        extract.Status
	by            int
	confidence    float64
	time          *extract.Time
	place         int
}

// statements returns what the sentence says.
func (s *sentence) statements() []extract.Statement {
	s.running, s.carried, s.acting = map[int]bool{}, map[int]bool{}, map[int]bool{}
	var drafts []draft
	for i := range s.tokens {
		drafts = append(drafts, s.events(i)...)
	}
	s.denials()
	drafts = append(drafts, s.aftermath(drafts)...)
	drafts = s.merge(drafts, s.phrases())
	s.demote(drafts)
	drafts = s.apposed(drafts)
	s.regarded(drafts)
	drafts = slices.DeleteFunc(drafts, s.vacant)
	drafts = s.chiefs(drafts)
	// Who leads something is no mere member of it.
	pair := func(d draft) [2]string {
		return [2]string{s.doc.Mentions[d.subject].Entity, s.doc.Mentions[d.object].Entity}
	}
	leads := map[[2]string]bool{}
	for _, d := range drafts {
		if d.predicate == "leads" {
			leads[pair(d)] = true
		}
	}
	drafts = slices.DeleteFunc(drafts, func(d draft) bool { return d.predicate == "member_of" && leads[pair(d)] })
	var out []extract.Statement
	for _, d := range drafts {
		if st, ok := s.statement(d); ok {
			out = append(out, st)
		}
	}
	return out
}

// merge joins the drafts of clauses and phrases. Where both say the same, the
// clause knows who reports it and whether it is so; but a participle that only
// qualifies a noun ("the party led by X") holds whatever the clause around says.
func (s *sentence) merge(events, phrases []draft) []draft {
	alike := func(a draft) func(draft) bool {
		return func(b draft) bool {
			return a.predicate == b.predicate && (a.subject == b.subject && a.object == b.object || s.mutual(a, b))
		}
	}
	for n := range phrases {
		s.armed(&phrases[n], events)
	}
	phrases = slices.DeleteFunc(phrases, func(p draft) bool {
		return s.handed(&p, events) || slices.ContainsFunc(events, func(e draft) bool {
			if e.predicate == p.predicate && e.trigger == p.trigger && (e.subject == p.subject && s.modifies(p.object, e.object) || e.object == p.object && s.modifies(p.subject, e.subject)) {
				return true
			}
			// "has its headquarters in Lima" is said of who has them.
			if e.predicate != p.predicate || e.object != p.object {
				return false
			}
			// "X, now leader of the rebels, said" is said of X alone.
			role := &s.doc.Mentions[p.subject]
			return e.trigger < p.trigger && p.trigger <= e.last ||
				role.Form == extract.Nominal && role.Head-s.first == e.trigger && (s.doc.Mentions[e.subject].Form == extract.Name || e.subject != p.subject && s.lex.Is("appoint", s.lemma(max(s.head(e.trigger), 0))))
		})
	})
	for _, p := range phrases {
		if s.verb(p.trigger) && (p.trigger == 0 || s.lemma(p.trigger-1) != "be") {
			events = slices.DeleteFunc(events, alike(p))
		}
	}
	return append(events, slices.DeleteFunc(phrases, func(p draft) bool { return slices.ContainsFunc(events, alike(p)) })...)
}

// modifies tells whether a mention only qualifies another, of which a participle
// after both is said: "a force from the 20th Division, backed by tribesmen".
func (s *sentence) modifies(inner, outer int) bool {
	to := s.doc.Mentions[outer].Head - s.first
	for k, n := s.doc.Mentions[inner].Head-s.first, 0; k >= 0 && s.is(k, "nmod") && n < maxSteps; n++ {
		if k = s.head(k); k == to {
			return true
		}
	}
	return false
}

// mutual tells whether two drafts of a symmetric predicate name the same two.
func (s *sentence) mutual(a, b draft) bool {
	return s.lex.Ontology.Predicate(a.predicate).Symmetric && a.subject == b.object && a.object == b.subject
}

// armed turns "Syrian-supplied howitzers" into whom Syria supplied, where the
// sentence says who uses them.
func (s *sentence) armed(p *draft, events []draft) {
	if p.predicate != "supplied" || s.doc.Mentions[p.object].Class != extract.Weapon {
		return
	}
	for _, e := range events {
		if (e.instrument == p.object || e.predicate == "uses" && e.object == p.object) && s.doc.Mentions[e.subject].Class != extract.Weapon {
			p.instrument, p.object = p.object, e.subject
			return
		}
	}
}

// handed tells whether a nationality only says where a weapon is from, since
// the sentence has another use it or be given it: "rebels fired Iranian rockets".
func (s *sentence) handed(p *draft, events []draft) bool {
	if p.predicate != "uses" || !s.doc.Mentions[p.subject].Adjective {
		return false
	}
	return slices.ContainsFunc(events, func(e draft) bool {
		return e.predicate == "supplied" && e.instrument == p.object ||
			e.predicate == "uses" && e.object == p.object && s.doc.Mentions[e.subject].Entity != s.doc.Mentions[p.subject].Entity
	})
}

// statement resolves a draft's mentions to entities; ok is false where the
// ontology does not allow it or it says something of itself.
func (s *sentence) statement(d draft) (extract.Statement, bool) {
	def := s.lex.Ontology.Predicate(d.predicate)
	st := extract.Statement{
		Predicate: d.predicate, Status: d.status,
		Trigger:  extract.Span{Start: s.tokens[d.trigger].Start, End: s.tokens[d.last].End},
		Sentence: s.index, Confidence: d.confidence, Time: d.time,
	}
	sure := 1.0
	if d.subject >= 0 {
		m := &s.doc.Mentions[d.subject]
		// A weapon that acts is its own instrument.
		if d.instrument < 0 && m.Class == extract.Weapon && bearsInstrument(def) {
			d.instrument = d.subject
		}
		if st.Subject, st.SubjectSpan, sure = m.Entity, m.Span, m.Confidence; !s.fits(m, def.Subject) {
			return st, false
		}
	}
	if d.object >= 0 {
		m := &s.doc.Mentions[d.object]
		if st.Object, st.ObjectSpan, sure = m.Entity, m.Span, min(sure, m.Confidence); !s.fits(m, def.Object) {
			return st, false
		}
	}
	if st.Subject == st.Object && st.Subject != "" {
		return st, false
	}
	if d.instrument >= 0 && s.doc.Mentions[d.instrument].Entity != st.Object {
		st.Instrument = s.doc.Mentions[d.instrument].Entity
	}
	if d.by >= 0 {
		st.AttributedTo = s.doc.Mentions[d.by].Entity
	}
	if d.place >= 0 {
		if id := s.doc.Mentions[d.place].Entity; id != st.Object && id != st.Subject {
			st.Place = id
		}
	}
	// Half of what the mentions lack: a doubtful boundary seldom makes a
	// statement wrong.
	st.Confidence *= (1 + sure) / 2
	if d.subject >= 0 && d.object >= 0 {
		st.ID = extract.StatementID(s.doc.ID, &st)
	}
	return st, true
}

// bearsInstrument tells whether weapons may be the subject of a predicate as
// what does the harm, not as what merely lies or is deployed somewhere.
func bearsInstrument(def *extract.PredicateDef) bool {
	return slices.Contains(def.Subject, string(extract.Weapon)) && def.Name != "deployed_to" && def.Name != "same_as" && def.Name != "co_occurs_with"
}

// fits tells whether a mention's entity is of one of the classes.
func (s *sentence) fits(m *extract.Mention, classes []string) bool {
	if e := s.entities[m.Entity]; e != nil {
		return takes(classes, e.Class, e.Subclass)
	}
	return takes(classes, m.Class, m.Subclass)
}

// takes tells whether a class or subclass is one of those. A place of which
// nothing is known is most likely a village.
func takes(classes []string, class extract.Class, sub string) bool {
	if class == extract.Place && sub == "" {
		sub = "City"
	}
	return slices.Contains(classes, string(class)) || sub != "" && slices.Contains(classes, sub)
}

// distinct keeps the first of statements that say the same by the same words,
// and the surer of those that say the same in one sentence.
func distinct(in []extract.Statement) []extract.Statement {
	type key struct {
		subject, predicate, object string
		sentence                   int
	}
	at := map[key]int{}
	out := in[:0]
	for _, st := range in {
		k := key{st.Subject, st.Predicate, st.Object, st.Sentence}
		if i, ok := at[k]; ok {
			if out[i].Status == st.Status {
				continue
			}
			if !out[i].Status.Holds() && st.Status.Holds() || out[i].Trigger == st.Trigger {
				continue
			}
		}
		at[k] = len(out)
		out = append(out, st)
	}
	return out
}
