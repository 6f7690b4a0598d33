package relate

import (
	"slices"

	"sitrep/extract"
)

// implied returns the events that a claim, a denial, an accusation or a threat
// speaks of without saying whose they are: "the RSF denied involvement in the
// kidnapping", "blamed Israel for the strike", "threatened attacks on". Who
// claims, denies or threatens is the actor, who is accused too.
func (s *sentence) implied(i int, drafts []draft) []draft {
	var out []draft
	done := map[string]bool{}
	for _, d := range drafts {
		actor, status, by := d.subject, extract.Asserted, d.subject
		switch d.predicate {
		case "claimed_responsibility":
			status = extract.Reported
		case "denied":
			status = extract.Denied
		case "threatened":
			status, by = extract.Threatened, -1
		case "accused":
			actor, status = d.object, extract.Reported
		default:
			continue
		}
		if d.status == extract.Denied {
			continue // who does not claim it neither did nor denied it
		}
		if done[d.predicate] && d.predicate != "accused" {
			continue
		}
		done[d.predicate] = true
		if d.predicate == "accused" && d.status == extract.Asserted {
			s.fingered(i, actor, by)
		}
		for _, e := range s.complements(i, 4) {
			if d.predicate == "threatened" {
				out = append(out, s.boded(e, d)...)
			}
			if len(s.memo[e]) > 0 || s.verb(e) && s.subject(e) >= 0 && !s.reciprocal(i) || s.others(e, i, actor) || !s.verb(e) && d.predicate == "accused" && s.elses(e, actor) {
				continue
			}
			if d.predicate == "accused" && d.status == extract.Asserted {
				s.blamed(e, actor, by)
			}
			for _, f := range s.frames(e) {
				def := s.lex.Ontology.Predicate(f.Predicate)
				penalty := d.predicate == "threatened" && f.Predicate == "sanctioned"
				if slices.Contains(f.Object, "event") || !s.lex.Is("hostile", f.Predicate) && !s.lex.Is("backing", f.Predicate) && !penalty || !s.fits(&s.doc.Mentions[actor], def.Subject) {
					continue
				}
				objects, _ := s.fill(f.Object, e, f, def.Object)
				if penalty && len(objects) == 0 && s.preposition(e) == "with" && d.object >= 0 {
					objects = []int{d.object} // "threatened Chad with sanctions"
				}
				for _, o := range objects {
					if o == actor || o == by && !s.reciprocal(i) {
						continue
					}
					ev := draft{predicate: f.Predicate, subject: actor, object: o, instrument: s.instrument(f, e), trigger: e, last: e, status: status, by: by, confidence: byNoun, time: s.timeOf(e), place: s.placeOf(e)}
					if d.status == extract.Threatened {
						ev.status = extract.Threatened
					}
					out = append(out, ev)
				}
			}
		}
	}
	return out
}

// boded returns what a threat says will be done to somebody, not by whom: "warned the
// miners that they would be killed".
func (s *sentence) boded(e int, threat draft) []draft {
	if !s.verb(e) || !s.passive(e) || len(s.under(e, "by")) > 0 || len(s.memo[e]) > 0 {
		return nil
	}
	var out []draft
	for _, f := range s.frames(e) {
		def := s.lex.Ontology.Predicate(f.Predicate)
		if !s.lex.Is("hostile", f.Predicate) || f.Subject[0] != "subj" || !s.fits(&s.doc.Mentions[threat.subject], def.Subject) {
			continue
		}
		objects, _ := s.fill(f.Object, e, f, def.Object)
		for _, o := range objects {
			if s.doc.Mentions[o].Entity != s.doc.Mentions[threat.subject].Entity {
				out = append(out, draft{predicate: f.Predicate, subject: threat.subject, object: o, instrument: s.instrument(f, e), trigger: e, last: e, status: extract.Threatened, by: -1, confidence: byNoun, time: s.timeOf(e), place: s.placeOf(e)})
			}
		}
	}
	return out
}

// elses tells whether the phrase of an event noun names somebody else as its doer: "were
// charged over the kidnapping of a judge by gunmen".
func (s *sentence) elses(e, actor int) bool {
	by := s.prepositional(e, "by")
	return len(by) > 0 && !s.same(actor, by) && !slices.Contains(by, actor)
}

// confessed returns the claims of those who say that they are behind an event, and
// the accusations of those who say that others are: "the group said it was behind
// the raid", "Mali said Algeria was responsible for it".
func (s *sentence) confessed(i int, drafts []draft) []draft {
	var out []draft
	h := s.head(i)
	if s.verb(i) || s.preposition(i) != "behind" && (s.preposition(i) != "for" || h < 0 || !s.lex.Is("culprit", s.lemma(h)) && !s.toBlame(h)) {
		return nil
	}
	for _, d := range drafts {
		if d.status == extract.Reported && d.by >= 0 && s.lex.Is("hostile", d.predicate) {
			if s.doc.Mentions[d.by].Entity != s.doc.Mentions[d.subject].Entity {
				// "Mali said Algeria was behind the raid": it accuses Algeria.
				if s.child(i, "nsubj") >= 0 || h >= 0 && s.child(h, "nsubj") >= 0 {
					d.predicate, d.status, d.subject, d.object, d.by, d.instrument, d.place = "accused", extract.Asserted, d.by, d.subject, -1, -1, -1
					out = append(out, d)
				}
				continue
			}
			d.predicate, d.status, d.by, d.instrument, d.place = "claimed_responsibility", extract.Asserted, -1, -1, -1
			out = append(out, d)
		}
	}
	return out
}

// others tells whether the way from an event up to the trigger at i leads
// through a clause about somebody or something else than the actor: "denied
// that the delay has to do with the arrest".
func (s *sentence) others(e, i, actor int) bool {
	for k := s.head(e); k >= 0 && k != i; k = s.head(k) {
		if subj := s.child(k, "nsubj", "nsubj:pass"); subj >= 0 {
			m := s.tree.mention(subj)
			return m < 0 && !s.eventful(subj) || m >= 0 && s.doc.Mentions[m].Entity != s.doc.Mentions[actor].Entity
		}
	}
	return false
}
