package lexicon

import "strings"

// Intransitive, as a frame's With, says that the verb may have no object.
const Intransitive = "none"

// Part of speech of a frame's trigger.
const (
	Verb = "verb"
	Noun = "noun"
)

// Frame says that a word expresses a predicate, and in which roles its
// arguments stand. Roles are tried in order; the first that is filled by a
// mention of a fitting class counts. The roles are
//
//	subj      the actor of a verb: its subject, or the by-phrase of a passive
//	obj       the patient: its object, or the subject of a passive
//	iobj      the indirect object
//	on, at …  the object of that preposition
//	poss      the possessor of a noun: "Israel's attack", "its attack"
//	agent     the possessor of a noun with an of-phrase: "Israel's killing of"
//	mod       a name before a noun: "the Houthi attack", "the Kabul bombing"
//	self      the noun itself, or whom it stands in apposition to
//	whence    the place that the clause around has somebody take: "took the town after
//	          the army withdrew"
//	where     the place that a relative "where" points to
//	event     the object of the event that the trigger takes as complement
//	deed      like event, but only where that is the verb's object
//	actor     the subject of that event, or who is to do what is asked for
//	aim       whom a threat concerns that does no harm by force
//	holder    whose the object is, if nobody itself: "condemned Iran's conduct"
//	debtor    who is to give what is demanded: "an apology by Rome"
//	system    whose the computers are that it is done to: "hacked the bank's servers"
//	captor    who took the place after the event: "seized the base after a siege"
//	captured  that place
//	suspect   who is said to have done what is investigated: "abuses by the army"
//	cause     the object of the event that is the verb's subject: "the raid on
//	          the camp drew protests from"
//	own       like event, but only of what the actor did himself
//	purpose   whom the clause of purpose drives apart: "fired to disperse the crowd"
//	doer      the actor of the event in which it happens: "died in a raid by"
//	obliged   who must do what the complement says
//	under^ …  of whom the noun's phrase with that preposition is said: "put X
//	          under sanctions"
//
// A role may name the classes that it takes: "obj:Person", "subj:Military/Police",
// or with # a list of words.tsv: "subj:Police/#lawman".
type Frame struct {
	// Lemma is the trigger; With is a particle or object noun that must go
	// with it ("shoot+down", "open+fire", "claim+responsibility"), a list of
	// words ("give+#aid_noun"), a word before the complement's noun
	// ("label+~terrorist"), or Intransitive ("fly+none").
	Lemma     string
	With      string
	POS       string
	Predicate string
	Subject   []string
	Object    []string
	// Instrument lists the roles where a weapon is the instrument, before
	// those that hold for every frame (by, with, using); a role with a "!" must
	// be filled by a weapon, one with a "*" by anything but a place, which is
	// then no instrument.
	Instrument []string
}

// addFrame adds a row of frames.tsv; the predicate "-" drops the lemma's
// frames read so far.
func (l *Lexicon) addFrame(r row) error {
	lemma, with, _ := strings.Cut(r.get("lemma"), "+")
	f := Frame{
		Lemma: lemma, With: with, POS: r.get("pos"), Predicate: r.get("predicate"),
		Subject: r.list("subject"), Object: r.list("object"), Instrument: r.list("instrument"),
	}
	if f.POS != Verb && f.POS != Noun {
		return r.errorf("pos %q is neither verb nor noun", f.POS)
	}
	if f.Predicate == "-" {
		delete(l.Frames, lemma)
		return nil
	}
	if l.Ontology.Predicate(f.Predicate) == nil {
		return r.errorf("%q is no predicate of the ontology", f.Predicate)
	}
	if len(f.Subject) == 0 || len(f.Object) == 0 {
		return r.errorf("%s: a frame needs the roles of its subject and its object", lemma)
	}
	l.Frames[lemma] = append(l.Frames[lemma], f)
	return nil
}
