package ner

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// idle tells whether a head noun can take no part in a statement here: a
// singular that is counted elsewhere but stands bare ("taken hostage", "the
// use of force"), or a word that counts only with a number or an of-phrase
// ("five others", "head of the town's council").
func (s *sentence) idle(i, width int, n lexicon.Nominal) bool {
	w := s.word(i)
	if width == 1 && s.lex.Is("needs_blast", s.lemma(i)) && !s.blast(i) {
		return true
	}
	if s.lex.Is("needs_number", w) && !(s.lex.Is("victims", w) && s.word(i-1) == "the" && !strings.HasPrefix(s.tag(i+1), "NN")) && !s.countedPeople(i) && !s.lex.Is("quantity", s.word(i-1)) && s.word(i-1) != "several" && s.word(i-1) != "many" {
		return true
	}
	if s.lex.Is("idle_phrase", s.word(i-2)+" "+s.word(i-1)+" "+w) || s.lex.Is("idle_phrase", s.word(i-1)+" "+w) || s.lex.Is("needs_end", w) && strings.HasPrefix(s.tag(i+1), "NN") {
		return true // "under the radar", "radar pictures"
	}
	if s.word(i-2) == "in" && s.word(i-1) == "the" && s.word(i+1) == "of" && s.lex.Is("company_idiom", w) {
		return true // "in the company of his brother"
	}
	before := i - width
	for s.tag(before) == "JJ" && s.word(before) != "," && !s.lex.Is("below", s.word(before)) {
		before-- // "the shadowy head of"
	}
	if s.lex.Is("needs_of", w) && !s.headsBody(i) && (s.word(i+1) != "of" || s.word(before) != "the" && s.word(before) != "," && !(s.lex.Is("below", s.word(before)) && s.word(before-1) == ",")) {
		return true
	}
	if width == 1 && s.lex.Is("needs_side", s.lemma(i)) && !s.pointsBack(i) && !s.situated(i) && (s.word(i+1) == "on" || !s.sided(i-1)) {
		return true
	}
	if width == 1 && s.lex.Is("needs_whole", w) && !s.partOfName(i) && !s.nameOwned(i) {
		return true
	}
	if width == 1 && s.lex.Is("needs_name", w) && !s.apposed(i) {
		return true
	}
	if (s.word(i-width) == "no" || s.word(i-width) == "neither") && s.word(i+1) != "of" && (n.Class == extract.Organisation || n.Class == extract.Place) {
		return true // "no group has claimed it"
	}
	if s.lex.Is("quantity", w) && s.word(i+1) == "of" && s.tag(i) == "NN" && n.Class == extract.Organisation && n.Subclass == "" {
		return true // "a group of Yoruba leaders"
	}
	if s.lex.Is("vague_place", s.lemma(i)) && s.tag(i-1) != "NNP" && (s.word(i+1) != "of" || !s.proper(i+2)) {
		return true
	}
	if s.lex.Is("needs_the", w) && (s.word(i-1) != "the" && s.word(i-1) != "both" && !(s.tag(i-1) == "JJ" && s.lex.Is("generic_pair", w)) || s.word(i+1) == "of") {
		return true // "a couple of days", but "an elderly couple"
	}
	if s.figurative(i) || s.lex.Is("plight_noun", w) && (strings.HasPrefix(s.tag(i-1), "NN") || s.plighted(i-1)) {
		return true
	}
	// "took 30 soldiers prisoner"
	if s.tag(i-1) == "NNS" && s.lemma(i) == w && s.lex.Is("captive", w) {
		return true
	}
	if width > 1 || i == 0 || strings.HasSuffix(w, "men") || s.tag(i) != "NN" || s.lex.Is("bare", w) || n.Class == extract.Weapon || s.lemma(i) != w {
		return false
	}
	if strings.HasPrefix(s.tag(i+1), "NN") || s.word(i+1) == "of" && n.Class == extract.Person {
		return false
	}
	if s.telegraphic() && !s.lex.Is("bare_idiom", w) {
		return false
	}
	switch s.tag(i - 1) {
	case "VBN", "VBG":
		return !s.modifies(i - 1)
	case "IN", "VB", "VBD", "VBP", "VBZ", "TO", "RB":
		return true
	}
	return false
}

// telegraphic tells whether a sentence leaves its articles out, as headlines and logs
// do: "Gunmen fire on bus near clinic, driver hurt".
func (s *sentence) telegraphic() bool {
	if s.caps {
		return true
	}
	deed := false
	for i := range s.tokens {
		switch tag := s.tag(i); {
		case tag == "DT", tag == "PRP$", tag == "PRP", tag == "WDT", tag == "WP", tag == "MD", s.lemma(i) == "be", s.lemma(i) == "have":
			return false
		case strings.HasPrefix(tag, "VB") || strings.HasPrefix(tag, "NN"):
			deed = deed || slices.ContainsFunc(s.lex.Frames[s.lemma(i)], func(f lexicon.Frame) bool { return s.lex.Is("hostile", f.Predicate) })
		}
	}
	return deed && len(s.tokens) > 4
}

// situated tells whether several at i are told by the place that follows:
// "positions near Chernihiv".
func (s *sentence) situated(i int) bool {
	if s.lemma(i) == "cell" {
		return s.word(i+1) == "in" && s.proper(i+2)
	}
	return s.tag(i) == "NNS" && (s.word(i+1) == "near" || s.word(i+1) == "around" || s.word(i+1) == "outside") && s.proper(i+2)
}

// plighted tells whether the noun at i stands before what its bearer was taken
// as, whatever the tagger thinks: "A CORPORAL HOSTAGE".
func (s *sentence) plighted(i int) bool {
	n, ok := s.lex.Nominals[s.word(i)]
	return s.tag(i) == "JJ" && s.lex.Is("plight_noun", s.word(i+1)) && ok && n.Class == extract.Person && !s.lex.Is("victims", s.word(i))
}

// pointsBack tells whether a noun at i that counts only where it is said whose
// it is stands with an article for one of which that was said before: "the cell".
func (s *sentence) pointsBack(i int) bool {
	return s.sides[s.lemma(i)] && s.tag(i-1) == "DT" && s.lex.Is("definite", s.word(i-1)) && s.word(i+1) != "of"
}

// countedPeople tells whether a number stands before the noun at i, perhaps with an
// adjective between: "15,000 displaced people", "dozens of elderly people".
func (s *sentence) countedPeople(i int) bool {
	for i--; s.word(i+1) == "people" && (s.tag(i) == "JJ" || s.tag(i) == "VBN"); i-- {
		if w := s.word(i - 1); s.tag(i-1) == "CD" || w == "several" || w == "many" || w == "of" && s.lex.Is("quantity", s.word(i-2)) {
			return true
		}
	}
	return s.tag(i) == "CD"
}

// blast tells whether the sentence speaks of something that explodes, or a
// definite noun at i may point back to that.
func (s *sentence) blast(i int) bool {
	if s.blasted && s.lex.Is("definite", s.word(i-1)) {
		return true
	}
	for k := range s.tokens {
		if s.lex.Is("blast_word", s.lemma(k)) {
			return true
		}
	}
	return false
}

// sided tells whether the word at i says on which side a post or position is:
// "Indian posts", "the rebels' positions".
func (s *sentence) sided(i int) bool {
	if s.tag(i) == "POS" {
		if i--; s.proper(i) {
			return true
		}
	}
	if i < 0 || s.lex.Is("side", s.lemma(i)) || s.lex.Is("body", s.lemma(i)) {
		return i >= 0
	}
	n, _, ok := s.headNoun(i)
	return ok && n.Class == extract.Organisation || s.nationality(i, i+1) == 1 || s.proper(i) && !s.sentenceStart(i)
}

// partOfName tells whether a name, or a body, follows the noun at i after "of":
// "an offshoot of the FARC".
func (s *sentence) partOfName(i int) bool {
	if s.word(i+1) != "of" {
		return false
	}
	k := i + 2
	for s.tag(k) == "DT" || s.tag(k) == "PRP$" || s.tag(k) == "JJ" {
		k++
	}
	n, _, ok := s.headNoun(k)
	return s.proper(k) || ok && n.Class == extract.Organisation
}

// headsBody tells whether the noun at i is told to be somebody by whose it is, and
// is no part of a body: "the agency's head", "its deputy head, Omar Said".
func (s *sentence) headsBody(i int) bool {
	k := i - 1
	for s.lex.Is("below", s.word(k)) || s.lex.Is("incumbency", s.word(k)) {
		k--
	}
	if s.tag(k) == "POS" {
		n, _, ok := s.headNoun(k - 1)
		return ok && (n.Class == extract.Organisation || n.Class == extract.Place)
	}
	return (s.tag(k) == "PRP$" || s.tag(k) == "WP$") && s.word(i+1) == "," && s.proper(i+2)
}

// nameOwned tells whether a name stands before the noun at i as what it is a part
// of, or a pronoun for a body: "an al-Qaeda affiliate", "Islamic State's Sahel
// branch", "its offshoot".
func (s *sentence) nameOwned(i int) bool {
	for i--; s.tag(i) == "JJ" || s.tag(i) == "NN"; i-- {
	}
	return s.proper(i) && !s.sentenceStart(i) || s.tag(i) == "POS" && s.proper(i-1) || s.tag(i) == "PRP$" && s.lex.Is("body_owner", s.word(i))
}

// apposed tells whether the noun at i, with whose it is, stands in commas beside a
// name: "Qadirov, an ally of the president,", "the militia's ally, the Dawn Front,".
func (s *sentence) apposed(i int) bool {
	from := i
	for from > 0 && s.word(from-1) != "," && from > i-6 {
		from--
	}
	if from > 1 && s.word(from-1) == "," && s.proper(from-2) && !s.lex.Is("stop", s.word(from-2)) {
		return true
	}
	to := i + 1
	for s.word(to) == "of" || s.word(to) == "in" || s.word(to) == "the" || s.proper(to) {
		to++
	}
	if s.word(to) != "," {
		return false
	}
	for to++; s.word(to) == "the" || s.titleAt(to, len(s.tokens)) == 1; to++ {
	}
	return s.proper(to)
}

// sort tells whether the noun at i, with an apostrophe after it, only says of
// which sort one thing is: "a farmers' association", "the prosecutor's office".
func (s *sentence) sort(i int) bool {
	if s.tag(i+1) != "POS" {
		return false
	}
	if s.tag(i) != "NNS" {
		return s.lex.Is("office_owner", s.word(i)) && s.word(i+2) == "office"
	}
	for i--; s.tag(i) == "JJ" || s.tag(i) == "NN"; i-- {
	}
	return s.word(i) == "a" || s.word(i) == "an"
}

// figurative tells whether a word that also means a part of anything ("a body of
// evidence", "a battery of tests", "a force for good") means that here: what
// it is of is neither named nor somebody, something or somewhere itself. Arms
// are limbs where they are one person's, or stand beside legs.
func (s *sentence) figurative(i int) bool {
	switch next := s.word(i + 1); {
	case s.tag(i) == "NNS" && s.lex.Is("limb", s.word(i)):
		return s.lex.Is("one_owner", s.word(i-1)) || next == "and" && s.lex.Is("limb", s.word(i+2)) || s.word(i-1) == "and" && s.lex.Is("limb", s.word(i-2))
	case next == "for" && (s.word(i) == "force" || s.word(i) == "vehicle"):
		return s.tag(i+2) == "JJ" || s.tag(i+2) == "NN"
	case next == "of" && s.lemma(i) == "bank":
		// "the banks of the Euphrates"
		k := i + 2
		if s.word(k) == "the" {
			k++
		}
		n, ok := s.nominal(k)
		return ok && n.Subclass == "Water" || slices.ContainsFunc(s.lex.Gazetteer.Lookup(s.word(k)), func(e lexicon.Entry) bool { return e.Subclass == "Water" })
	case next != "of" || !s.lex.Is("part_word", s.lemma(i)):
		return false
	}
	for k := i + 2; k < min(i+8, len(s.tokens)); k++ {
		tag := s.tag(k)
		if s.proper(k) || tag == "CD" || tag == "PRP" || tag == "NNS" && s.lex.Is("quantity", s.word(k)) {
			return false
		}
		if s.caps {
			return false
		}
		if strings.HasPrefix(tag, "NN") {
			if _, _, ok := s.headNoun(k); ok {
				return false
			}
			if !strings.HasPrefix(s.tag(k+1), "NN") && s.tag(k+1) != "POS" {
				return true
			}
		} else if tag != "DT" && tag != "JJ" && tag != "PRP$" && tag != "VBG" && tag != "VBN" && tag != "POS" {
			return false
		}
	}
	return false
}

// event tells whether the noun at i is the trigger of an event.
func (s *sentence) event(i int) bool {
	for _, f := range s.lex.Frames[s.lemma(i)] {
		if f.POS == lexicon.Noun {
			return true
		}
	}
	return false
}
