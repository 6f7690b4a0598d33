package ner

import (
	"slices"

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

// consult lets the model type what the rules left open or only guessed at, and
// add names that they did not see. Where the rules are sure they stand: they
// know the entity, the model only its class.
func (s *sentence) consult(names []sequence.Name, found, unknown []extract.Mention) (typed, open []extract.Mention) {
	at := func(m *extract.Mention) *sequence.Name {
		for i := range names {
			if n := &names[i]; n.First == m.First-s.first && n.Last == m.Last-s.first {
				return n
			}
		}
		return nil
	}
	for i := range found {
		m := &found[i]
		if n := at(m); n != nil && m.Key == "" && m.Confidence <= guessName && n.Class != m.Class && n.Confidence >= surelyName {
			s.retype(m, n)
		}
	}
	for _, m := range unknown {
		if n := at(&m); n != nil && n.Confidence >= surelyClass {
			s.retype(&m, n)
			found = append(found, m)
			continue
		}
		open = append(open, m)
	}
	for i := range names {
		n := &names[i]
		m := s.mention(n.First, n.Last)
		if n.Confidence < surelyName || n.Sense != sequence.Plain && n.Last-n.First == 1 && s.tag(n.First) == "JJ" ||
			slices.ContainsFunc(found, func(o extract.Mention) bool { return o.Overlaps(m.Span) }) {
			continue
		}
		m.Form = extract.Name
		s.retype(&m, n)
		if i := slices.IndexFunc(open, func(o extract.Mention) bool { return o.Overlaps(m.Span) }); i >= 0 {
			open = slices.Delete(open, i, i+1)
		}
		found = append(found, m)
	}
	return found, open
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
