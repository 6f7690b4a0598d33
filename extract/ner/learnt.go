package ner

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/ner/sequence"
)

// How sure the model must be to add a name of its own, or to name the class of
// one that the rules only guessed at or left open. Chosen on the development
// sets of extract/ner/sequence.
const (
	surelyName  = 0.7
	surelyClass = 0.5
)

// learnt are the model's names in each sentence of a document.
func (r *Recogniser) learnt(d *extract.Document) [][]sequence.Name {
	out := make([][]sequence.Name, len(d.Sentences))
	if r.model == nil {
		return out
	}
	sentences := sequence.Prepare(r.lex.Gazetteer, d)
	doc := r.model.Context(sentences)
	for i, s := range sentences {
		out[i] = r.model.LabelIn(doc, s.Words, s.Tags, s.Known, nil)
	}
	return out
}

// consult lets the model type what the rules only guessed at, and add names
// that they did not see; guesses are what it says of the names they left open,
// for where the rest of the document does not tell. Where the rules are sure
// they stand: they know the entity, the model only its class.
func (s *sentence) consult(names []sequence.Name, found, unknown []extract.Mention) (typed, guesses []extract.Mention) {
	for i := range names {
		n := &names[i]
		m := s.mention(n.First, n.Last)
		same := func(o extract.Mention) bool { return o.First == m.First && o.Last == m.Last }
		if k := slices.IndexFunc(found, same); k >= 0 {
			if o := &found[k]; o.Key == "" && o.Confidence <= guessName && n.Class != o.Class && n.Confidence >= surelyName {
				s.retype(o, n)
			}
			continue
		}
		if s.qualifying(n) {
			continue
		}
		m.Form = extract.Name
		s.retype(&m, n)
		overlaps := func(o extract.Mention) bool { return o.Overlaps(m.Span) }
		switch {
		case slices.ContainsFunc(unknown, same):
			if n.Confidence >= surelyClass {
				guesses = append(guesses, m)
			}
		case n.Confidence >= surelyName && !slices.ContainsFunc(found, overlaps) && !slices.ContainsFunc(unknown, overlaps):
			found = append(found, m)
		}
	}
	return found, guesses
}

// qualifying tells whether a name is no name to us: an adjective by itself, a
// people in the plural ("two Iraqis"), an acronym in brackets, whose long form
// tells what it is.
func (s *sentence) qualifying(n *sequence.Name) bool {
	last := n.Last - 1
	return n.Last-n.First == 1 && (s.tag(last) == "JJ" || s.word(n.First-1) == "(" && s.word(n.Last) == ")") ||
		n.Sense == sequence.Nationality && strings.HasSuffix(s.tag(last), "S")
}

// retype gives a mention the model's class, and the subclass of its head noun
// where that fits.
func (s *sentence) retype(m *extract.Mention, n *sequence.Name) {
	m.Class, m.Subclass, m.FoundBy, m.Confidence = n.Class, "", "model", n.Confidence
	if head, ok := s.nominal(n.Last - 1); ok && head.Class == n.Class {
		m.Subclass = head.Subclass
	}
	if n.Class == extract.Person && m.Title == "" {
		m.Title = s.titleBefore(n.First)
	}
}
