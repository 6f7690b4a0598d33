package relate

import (
	"cmp"
	"slices"

	"sitrep/extract"
)

const (
	// byResumption is the confidence of what two sentences say together.
	byResumption = 0.65
	// resumed is how many sentences back "the murder" or a claim may lead;
	// "the attack" may be a murder only of the sentence before.
	resumed = 2
)

// resume returns what sentence i says together with those before: one tells an
// event without its actor, and another, soon after, who did it: "A bomb went off
// at the bank. The attack was carried out by rebels." "The mayor was shot dead.
// The ELN claimed responsibility." "The army accused rebels of shelling the town.
// They denied it."
func (r *reading) resume(d *extract.Document, i int, found []extract.Statement, partial []incident) []extract.Statement {
	i += d.Before
	r.told = slices.DeleteFunc(r.told, func(st extract.Statement) bool { return i-st.Sentence > resumed })
	tell := func(st extract.Statement) {
		if st.Object != "" && st.Status.Holds() && (r.lex.Is("resumable", st.Predicate) || st.Subject != "" && r.lex.Is("deniable", st.Predicate)) {
			st.Sentence = i
			r.told = append(r.told, st)
		}
	}
	for _, st := range found {
		tell(st)
	}
	for _, in := range partial {
		tell(in.Statement)
	}
	slices.SortStableFunc(r.told, func(a, b extract.Statement) int { return cmp.Compare(a.Trigger.Start, b.Trigger.Start) })
	var out []extract.Statement
	for _, in := range partial {
		if in.assail || in.freed {
			out = append(out, r.onward(d, in, i)...)
			continue
		}
		if in.outcome {
			out = append(out, r.suffered(d, in, i)...)
			continue
		}
		if !in.resumes() {
			continue
		}
		for _, st := range r.earlier(in, i) {
			out = append(out, r.join(d, in, st)...)
		}
	}
	return out
}

// suffered returns who did harm that is told in the sentence after an attack: "The
// rebels shelled Renk. Six people were killed." That says nothing of another side's
// attack, nor of the attackers' own dead.
func (r *reading) suffered(d *extract.Document, in incident, sentence int) []extract.Statement {
	var out []extract.Statement
	for _, st := range r.told {
		p := r.lex.Ontology.Predicate(st.Predicate)
		if sentence-st.Sentence != 1 || st.Subject == "" || p.Name != "attacked" && p.Parent != "attacked" {
			continue
		}
		if len(out) > 0 && st.Trigger != out[0].Trigger {
			return nil
		}
		out = append(out, st)
	}
	for k := range out {
		event := in.Statement
		event.Subject, event.SubjectSpan = out[k].Subject, in.Trigger
		if event.Instrument == "" {
			event.Instrument = out[k].Instrument
		}
		if out[k].Status == extract.Reported {
			event.Status, event.AttributedTo = extract.Reported, cmp.Or(event.AttributedTo, out[k].AttributedTo)
		}
		if event.Time == nil {
			event.Time = out[k].Time
		}
		event.Confidence = byResumption
		out[k] = event
	}
	return r.sound(d, slices.DeleteFunc(out, func(st extract.Statement) bool {
		a, v := r.entities[st.Subject], r.entities[st.Object]
		return a == nil || v == nil || a == v || kin(a.Class, a.Subclass, v.Class, v.Subclass) || in.uniformed && (a.Subclass == "Military" || a.Subclass == "Police")
	}))
}

// onward returns what the actor of the last event goes on to do: "Gunmen raided the
// camp. They opened fire with rifles." "Rebels seized two nuns. They were let go."
func (r *reading) onward(d *extract.Document, in incident, sentence int) []extract.Statement {
	event := in.Statement
	for _, st := range slices.Backward(r.told) {
		if st.Trigger.Start >= in.Trigger.Start && !in.retort || sentence-st.Sentence > 1 || st.Subject == "" || st.Subject == st.Instrument {
			continue
		}
		if p := r.lex.Ontology.Predicate(st.Predicate); in.assail && !in.retort && (p.Name == "attacked" || p.Parent == "attacked") && st.Subject == in.Subject {
			event.Object, event.ObjectSpan = st.Object, in.Trigger
		} else if in.retort && (p.Name == "attacked" || p.Parent == "attacked") && st.Subject != in.Subject && st.Object != "" {
			event.Object, event.ObjectSpan = st.Subject, in.Trigger
		} else if in.freed && (p.Name == "abducted" || p.Name == "arrested") && (st.Object == in.Object || st.Subject == in.Object) {
			// Nobody lets go those who took others: "they" are the others.
			event.Object = st.Object
			event.Subject, event.SubjectSpan = st.Subject, in.Trigger
		} else {
			continue
		}
		if event.Status.Holds() && st.Status == extract.Reported {
			event.Status, event.AttributedTo = extract.Reported, cmp.Or(event.AttributedTo, st.AttributedTo)
		}
		return r.sound(d, []extract.Statement{event})
	}
	return nil
}

// resumes tells whether the incident names the actor of an event told before.
func (in incident) resumes() bool {
	return in.again && in.Subject != "" && in.Object == "" && (in.Status.Holds() || in.of != "")
}

// event is the predicate of the event that an incident speaks of again.
func (in incident) event() string {
	if in.of != "" {
		return in.of
	}
	return in.Predicate
}

// earlier returns the nearest event before an incident of the sentence that may
// be the same, all its objects; none if its actor is known.
func (r *reading) earlier(in incident, sentence int) []extract.Statement {
	is := func(st extract.Statement) bool {
		return st.Predicate == in.about || r.lex.Ontology.Predicate(st.Predicate).Parent == in.about
	}
	// "the ambush" is rather an attack than the abduction told with it.
	named := in.about != "" && slices.ContainsFunc(r.told, is)
	for k := len(r.told) - 1; k >= 0; k-- {
		st := r.told[k]
		if named && !is(st) || st.Trigger.End > in.Trigger.Start || !r.alike(in.event(), st.Predicate) || in.part && !r.lex.Is("resumable", st.Predicate) {
			continue
		}
		back := sentence - st.Sentence
		known := st.Subject != "" && st.Subject != st.Instrument && st.Subject != in.Subject
		// Gunmen of no name may be anybody's.
		if known && (in.blame || in.Predicate == "claimed_responsibility" || in.Status == extract.Reported && in.AttributedTo == in.Subject) && extract.IsLocal(st.Subject) && !extract.IsLocal(in.Subject) {
			known = false
		}
		if in.Predicate == "denied" {
			// Whoever else is said to have done it, he may deny it for them; but
			// nobody denies what he said.
			known = st.Subject != "" && st.AttributedTo == in.Subject || known && !in.part && st.Status != extract.Reported
		}
		if in.of != "" {
			known = st.Object == in.Subject
		}
		// What a report says besides, as a fact, is not what is denied.
		if known && in.Predicate == "denied" && st.Status == extract.Asserted && k > 0 && r.told[k-1].Sentence == st.Sentence {
			continue
		}
		if back > 1 && in.event() == "attacked" && st.Predicate != in.event() || known {
			return nil
		}
		if j := r.cause(k); j >= 0 && in.event() != st.Predicate {
			k, st = j, r.told[j]
		}
		return slices.DeleteFunc(slices.Clone(r.told[:k+1]), func(o extract.Statement) bool {
			one := o.Trigger == st.Trigger && o.Predicate == st.Predicate || in.blame && r.toll(o) && r.toll(st) && o.Sentence == st.Sentence && o.Instrument == st.Instrument
			return !one || o.Subject != st.Subject || o.Object == in.Subject
		})
	}
	return nil
}

// toll tells whether an event is what came of an attack.
func (r *reading) toll(st extract.Statement) bool { return r.lex.Is("toll", st.Predicate) }

// cause returns the attack in the same sentence whose outcome is the event at k,
// or -1: who claims the attack "that hit the bank, killing a guard" claims that
// on the bank.
func (r *reading) cause(k int) int {
	assault := func(p string) bool { return p == "attacked" || r.lex.Ontology.Predicate(p).Parent == "attacked" }
	st := r.told[k]
	if assault(st.Predicate) || !r.lex.Is("resumable", st.Predicate) || st.Predicate == "abducted" {
		return -1
	}
	for j := k - 1; j >= 0 && r.told[j].Sentence == st.Sentence; j-- {
		if o := r.told[j]; assault(o.Predicate) && (o.Subject == st.Subject || st.Subject == "" || o.Subject == o.Instrument) {
			return j
		}
	}
	return -1
}

// alike tells whether what the one predicate tells may be spoken of as the
// other: "the attack" may be any harm, "the murder" only a killing.
func (r *Relater) alike(again, told string) bool {
	if again == "denied" || again == told {
		return true
	}
	return r.lex.Is("resumable", told) && (again == "claimed_responsibility" || again == "attacked") || told == "attacked" && r.lex.Ontology.Predicate(again).Parent == "attacked"
}

// join gives an event the actor of the incident that speaks of it again. Its
// evidence is the incident's sentence, where the trigger stands for the object.
func (r *reading) join(d *extract.Document, in incident, st extract.Statement) []extract.Statement {
	event := in.Statement
	if in.of != "" {
		event.Predicate = in.Predicate
		event.Object, event.ObjectSpan = st.Object, in.Trigger
		return r.sound(d, []extract.Statement{event})
	}
	event.Predicate, event.Object, event.ObjectSpan = st.Predicate, st.Object, in.Trigger
	// "Two shells wrecked a clinic. The attack was blamed on rebels": that on the clinic.
	if st.Predicate == "damaged" && in.Predicate == "attacked" {
		event.Predicate = in.Predicate
	}
	if event.Instrument == "" {
		event.Instrument = st.Instrument
	}
	if event.Place == "" {
		event.Place = st.Place
	}
	if event.Time == nil {
		event.Time = st.Time
	}
	if st.Status == extract.Reported {
		event.Status = extract.Reported
	}
	out := []extract.Statement{event}
	// "The group said it was behind the attack."
	if r.lex.Is("hostile", in.Predicate) && in.Status == extract.Reported && in.AttributedTo == in.Subject && !in.blame {
		claim := in.Statement
		claim.Predicate, claim.Status, claim.AttributedTo, claim.Instrument, claim.Object, claim.ObjectSpan = "claimed_responsibility", extract.Asserted, "", "", st.Object, in.Trigger
		out = append(out, claim)
	}
	if in.Predicate == "claimed_responsibility" || in.Predicate == "denied" {
		out[0].Status, out[0].AttributedTo = extract.Reported, in.Subject
		if in.Predicate == "denied" {
			out[0].Status = extract.Denied
			if st.Subject != "" && st.Subject != st.Instrument && !in.part {
				out[0].Subject, out[0].SubjectSpan = st.Subject, in.Trigger
			}
			if in.doer != "" {
				out[0].Subject, out[0].SubjectSpan = in.doer, in.Trigger
			}
		}
		claim := in.Statement
		claim.Object, claim.ObjectSpan = st.Object, in.Trigger
		if r.lex.Is("hostile", st.Predicate) {
			out = append(out, claim)
		}
	}
	return r.sound(d, out)
}

// sound returns the statements that the ontology allows.
func (r *reading) sound(d *extract.Document, out []extract.Statement) []extract.Statement {
	out = slices.DeleteFunc(out, func(s extract.Statement) bool {
		def, e, o := r.lex.Ontology.Predicate(s.Predicate), r.entities[s.Subject], r.entities[s.Object]
		return e == nil || o == nil || !takes(def.Subject, e.Class, e.Subclass) || !takes(def.Object, o.Class, o.Subclass)
	})
	for i := range out {
		out[i].ID = extract.StatementID(d.ID, &out[i])
	}
	return out
}
