package ner

import (
	"strings"

	"sitrep/extract"
)

// bodies returns the bodies that only qualify a noun, but tell whose it is: "an
// [army] patrol", "[Nigeria's army] spokesman", "an [army] truck".
func (s *sentence) bodies(inName []bool) []extract.Mention {
	var out []extract.Mention
	for i := range s.tokens {
		next := i + 1
		if inName[i] || next >= len(s.tokens) || inName[next] || !s.lex.Is("body", s.lemma(i)) && !s.lex.Is("body", s.word(i-1)+" "+s.lemma(i)) {
			continue
		}
		n, width, ok := s.headNoun(i)
		of, _, head := s.headNoun(next)
		if !ok || !head || n.Class != extract.Organisation || of.Class != extract.Person && of.Class != extract.Weapon && !s.lex.Is("detachment", s.lemma(next)) {
			continue
		}
		if _, _, more := s.headNoun(next + 1); more || s.lex.Is("commonplace", s.word(i)+" "+s.lemma(next)) {
			continue
		}
		from := next - width
		if k := from - 2; k >= 0 && s.tag(from-1) == "POS" && inName[k] {
			for from = k; from > 0 && inName[from-1] && s.tag(from-1) != "POS"; {
				from--
			}
		} else if k := from - 1; k >= 0 && inName[k] && s.nationality(k, from) == 1 {
			from = k
		}
		if from == next-width && s.lex.Is("body_of_sorts", s.word(i)) {
			continue // "a police chief", but "[Kenya's police] chief"
		}
		m := s.mention(from, next)
		m.Class, m.Subclass, m.Form = n.Class, n.Subclass, extract.Nominal
		m.FoundBy, m.Confidence = "nominal", nominal
		out = append(out, m)
	}
	return out
}

// mediaWord tells whether a word within a name, not its last, says that it is a
// broadcaster's or a paper's.
func (s *sentence) mediaWord(r run) bool {
	for i := r.from + 1; i < r.to-1; i++ {
		if s.lex.Is("media_word", s.word(i)) {
			return !s.caps && r.to-r.from <= 4 && !s.headline()
		}
	}
	return false
}

// peopled tells whether the noun in small letters at i stands for armed people,
// so that the name before it is the body they belong to.
func (s *sentence) peopled(i int) bool {
	n, _, ok := s.headNoun(i)
	return ok && s.tag(i) == "NNS" && !s.caps && n.Subclass == "ArmedGroup" && s.tokens[i].Text == s.word(i) && !strings.HasPrefix(s.tag(i+1), "NNP")
}

// namedAfter tells whether a place's name, to which the words from at belong,
// only begins a body's: "Kirkuk Now wrote", "Naryn Free, a news site".
func (s *sentence) namedAfter(at int, r run) bool {
	for i := at; i < r.to; i++ {
		if w := s.word(i); s.titleAt(i, r.to) > 0 || s.isHead(i) || s.lex.Is("stop", w) || s.lex.Given[w] || s.lex.Surnames[w] || strings.HasSuffix(s.tag(i), "S") || len(s.lex.Gazetteer.Lookup(w)) > 0 {
			return false
		}
	}
	if n, ok := s.appositive(r.to); ok {
		return n.Class == extract.Organisation && s.tag(r.to+1) == "DT"
	}
	return s.sentenceStart(r.from) && s.speaks(r.to) && !s.headline()
}

// coined tells whether the tokens from:to, after a place's name, are words that
// nobody uses but as a name, so that the whole is one: not "Gaza Talks Resume",
// "Baghdad Thursday", "Jordan Henderson".
func (s *sentence) coined(from, to int) bool {
	if s.caps || s.headline() || s.personal(run{from: from, to: to}) > 0 {
		return false
	}
	for i := from; i < to; i++ {
		w := s.word(i)
		_, noun := s.lex.Nominals[s.lemma(i)]
		_, verb := s.lex.Frames[s.lemma(i)]
		_, title := s.lex.Titles[extract.Fold(w)]
		if len(w) < 4 || s.tag(i) != "NNP" || noun || verb || title || s.isHead(i) || s.event(i) || s.lex.Is("stop", w) || s.lex.Is("no_surname", w) || s.lex.Is("no_name_head", w) || s.lex.Is("person_link", w) ||
			s.lex.Given[extract.Fold(w)] || len(s.lex.Gazetteer.Lookup(w)) > 0 || s.participial(i) {
			return false
		}
	}
	return true
}

// namedBody tells whether a run and the noun in small letters after it are the
// name of an armed body: "the Carlos Patiño front", "ETA's Donosti commando",
// but not "a Shona rebel group", "the Hezbollah cell".
func (s *sentence) namedBody(r run) bool {
	if w := s.word(r.to); r.to-r.from == 1 && (w == "movement" || w == "group") {
		return false // "the Sadr movement": his who is named
	}
	return (s.word(r.from-1) == "the" || s.tag(r.from-1) == "POS") && r.to-r.from <= 3 && r.to < len(s.tokens) && s.tag(r.to) == "NN" && s.lex.Is("fighting_body", s.word(r.to)) &&
		!strings.HasPrefix(s.tag(r.to+1), "NN") && !acronym(s.tokens[r.from].Text) && !s.participial(r.from) && !s.caps
}
