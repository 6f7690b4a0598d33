package ner

import (
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// match is a gazetteer's match and the mention it makes.
type match struct {
	mention extract.Mention
	entry   lexicon.Entry
	from    int // tokens of the sentence
	to      int
	used    bool // taken up by a longer name
}

// known returns the gazetteer's names that the context bears out.
func (s *sentence) known() []match { return s.bornOutOf(s.matches, nil) }

func (s *sentence) bornOutOf(found []lexicon.Match, out []match) []match {
	for _, g := range found {
		k, ok := s.bornOut(g)
		if ok {
			out = append(out, k)
		} else if g.Last-g.First > 1 {
			// "the port of Hodeidah", "Russian military police": a shorter name may
			// stand inside.
			out = s.bornOutOf(s.lex.Gazetteer.Find(s.doc.Text, s.tokens[g.First:g.Last-1], g.First), out)
			out = s.bornOutOf(s.lex.Gazetteer.Find(s.doc.Text, s.tokens[g.First+1:g.Last], g.First+1), out)
		}
	}
	return out
}

// bornOut returns the first of a match's meanings that the context supports.
func (s *sentence) bornOut(g lexicon.Match) (match, bool) {
	from, to := g.First, g.Last
	for _, e := range g.Entries {
		if !s.supports(e, g, from, to) {
			continue
		}
		m := s.mention(from, to)
		m.Span = g.Span
		m.Class, m.Subclass, m.Key, m.Form = e.Class, e.Subclass, e.ID, extract.Name
		m.FoundBy, m.Confidence, m.Adjective = "gazetteer", sureName, e.Kind == lexicon.Demonym
		if s.described(e, from, to) {
			m.Form = extract.Nominal
		}
		if e.Cue == lexicon.Context {
			m.Confidence = headedName
			if e.Subclass == "Vehicle" && s.oneOf(from, to) {
				m.First = s.first + s.extend(from, make([]bool, len(s.tokens)))
				m.Start, m.Form, m.Key, m.FoundBy, m.Confidence = s.doc.Tokens[m.First].Start, extract.Nominal, "", "nominal", nominal
			}
		}
		if last := s.tokens[to-1]; e.Class == extract.Organisation && to-from > 1 && m.End < last.End && m.Start == s.tokens[from].Start && s.suffixed(m.End, last) {
			m.End, m.Key, m.FoundBy = last.End, "", "pattern" // "Rapid Action Battalion-7"
		}
		if article, _, ok := strings.Cut(s.tokens[from].Text, "-"); ok && m.Start == s.tokens[from].Start+len(article)+1 && s.lex.Is("arabic_article", strings.ToLower(article)) && article != "US" {
			m.Start = s.tokens[from].Start // "al-Busayrah", known as Busayrah
		}
		if e.Class == extract.Person && to-from > 1 {
			// "Sheikh Ahmed Yassin": the title is no part of the name.
			if n := s.titleAt(from, to); n > 0 && n < to-from {
				m.Title = s.phrase(from, from+n)
				from += n
				m.Start, m.First = s.tokens[from].Start, s.first+from
			}
		}
		if e.Class == extract.Place && to-from > 1 && s.word(from) == "the" && slices.ContainsFunc(s.lex.Gazetteer.Lookup(s.phrase(from+1, to)), func(o lexicon.Entry) bool { return o.ID == e.ID }) {
			from++ // "The Philippines"
			m.Start, m.First = s.tokens[from].Start, s.first+from
		}
		return match{mention: m, entry: e, from: from, to: to}, true
	}
	return match{}, false
}

// described tells whether a known name is written as a description, "the
// Israeli military": an organisation's nationality and head nouns in small
// letters. It is then a nominal with the nationality as a name inside. Places
// and weapons ("Goma airport", "Merkava tank") take such a noun into the name.
func (s *sentence) described(e lexicon.Entry, from, to int) bool {
	if to-from < 2 || e.Class != extract.Organisation || !s.isHead(to-1) {
		return false
	}
	if s.caps {
		words := strings.Fields(e.Text)
		return words[len(words)-1] == strings.ToLower(words[len(words)-1])
	}
	if s.tokens[to-1].Text != s.word(to-1) {
		return false
	}
	return s.nationality(from, to-1) > 0 || strings.Contains(s.tokens[from].Text, "-")
}

// nationality returns how many tokens a country's name or demonym takes at i,
// or 0: "Iraqi", "South Korean".
func (s *sentence) nationality(i, to int) int {
	for n := min(3, min(to, len(s.tokens))-i); n > 0; n-- {
		for _, e := range s.lex.Gazetteer.Lookup(s.phrase(i, i+n)) {
			if e.Kind == lexicon.Demonym || e.Subclass == "Country" {
				return n
			}
		}
	}
	return 0
}

// supports tells whether an entry is what the text means here.
func (s *sentence) supports(e lexicon.Entry, g lexicon.Match, from, to int) bool {
	surface := s.doc.Slice(g.Span)
	if e.Cue == lexicon.Exact && !s.caps && undotted(surface) != undotted(e.Text) {
		return false
	}
	if s.caps && g.Span == s.tokens[from].Span && !s.nameTag(from, e) && !(e.Cue == lexicon.Exact && s.word(from-1) == "the" && !s.lex.Is("stop", s.word(to))) {
		return false
	}
	if e.Subclass == "Company" && slices.ContainsFunc(g.Entries, func(o lexicon.Entry) bool { return o.Subclass == "Vehicle" }) && s.oneOf(from, to) {
		return false // "a stolen Toyota"
	}
	if end := s.tokens[to-1].End; e.Class == extract.Organisation && to-from > 1 && g.End < end && s.doc.Text[g.End] == '-' && !s.suffixed(g.End, s.tokens[to-1]) && e.Subclass == "Media" {
		return false // "The Australian-born suspect"
	}
	if last := s.tokens[to-1].Text; e.Subclass == "Company" && to-from > 1 && !s.caps && g.End == s.tokens[to-1].End && last == strings.ToLower(last) && strings.HasSuffix(strings.ToLower(e.Text), last) && !strings.HasSuffix(e.Text, last) {
		return false // "the Syrian air force" is of no airline
	}
	if e.Class == extract.Organisation && s.corpsman(from, to) {
		return false // "two US Marines"
	}
	lower := !capitalised(s.afterParticle(surface))
	if lower && capitalised(e.Text) {
		return false
	}
	// "visited Russia today" is no visit to a broadcaster.
	if to-from > 1 && !s.caps && s.lex.Is("stop", s.tokens[to-1].Text) && !strings.HasSuffix(e.Text, s.tokens[to-1].Text) {
		return false
	}
	if e.Kind == lexicon.Demonym && strings.HasSuffix(s.tag(to-1), "S") && g.End == s.tokens[to-1].End {
		// "Iraqis" are people, found as a nominal would be.
		return false
	}
	if _, noun := s.lex.Nominals[strings.ToLower(surface)]; e.Kind == lexicon.Demonym && (noun || g.End == s.tokens[to-1].End && s.compatriot(from, to)) {
		return false // "a Frenchman", "an Iraqi was"
	}
	if e.Kind == lexicon.Demonym && len(surface) > len([]rune(surface)) && len(e.Text) == len([]rune(e.Text)) && s.lex.Given[extract.Fold(surface)] {
		return false // "Germán", who is no German
	}
	if e.Kind == lexicon.Demonym && s.sentenceStart(from) && (s.tag(to) == "DT" || s.tag(to) == "PRP$") {
		return false // "Polish the floor"
	}
	if e.Class == extract.Organisation && to-from > 1 && s.word(to-1) == "military" {
		// "Russian military police" and "the Israeli military court" are others.
		if n, _, ok := s.headNoun(to); ok && (n.Class == extract.Organisation || n.Class == extract.Place) && !s.lex.Is("detachment", s.word(to)) {
			return false
		}
	}
	if e.Class == extract.Place && s.teamAt(from) || s.date(from, to) || e.Class == extract.Weapon && s.elsewhere(from, to) {
		return false
	}
	if to-from == 1 && e.Kind == lexicon.Proper {
		// A piece of a hyphenated token stands for itself only in a compound
		// such as "Iraq-based" or "US-Iran".
		whole := g.Span == s.tokens[from].Span
		if !whole && (e.Class == extract.Person || s.coupled(from, g)) {
			return false
		}
		if e.Class == extract.Place && s.partOfPerson(from) {
			return false
		}
	}
	if s.word(from) == "the" && to-from > 1 && !s.caps && (!capitalised(s.tokens[from+1].Text) || to-from == 2 && s.proper(to) && s.tag(to) == "NNP") {
		return false // "The sun rose"
	}
	if e.Cue != lexicon.Context {
		return true
	}
	switch e.Class {
	case extract.Weapon:
		return s.weaponContext(from, to, e.Subclass == "Ship") || e.Subclass == "Vehicle" && s.oneOf(from, to)
	case extract.Organisation:
		return s.organisationContext(e, from, to)
	case extract.Place:
		return s.placeContext(e, from, to)
	}
	return false
}

// corpsman tells whether some of a corps are spoken of by the tokens from:to, and
// not the corps: "a U.S. Marine", "two Green Berets", but not "a Marine base".
func (s *sentence) corpsman(from, to int) bool {
	before := from - 1
	if s.caps || !s.lex.Is("corpsman", s.word(to-1)) || strings.HasPrefix(s.tag(to), "NN") || s.tag(before) != "CD" && !s.lex.Is("one_of", s.word(before)) && !s.lex.Is("number", s.word(before)) {
		return false
	}
	from += s.nationality(from, to-1)
	return to-from == 1 || to-from == 2 && s.lex.Nominals[s.word(from)+" "+s.lemma(to-1)].Class != ""
}

// date tells whether a month and a day that a group goes by too are the date:
// "November 17", unless they do something, or have members.
func (s *sentence) date(from, to int) bool {
	if to-from != 2 || !s.lex.Is("month", s.word(from)) && !s.lex.Is("month", s.word(to-1)) || s.tag(from) != "CD" && s.tag(to-1) != "CD" {
		return false
	}
	if n, _, ok := s.headNoun(to); ok && n.Class != extract.Weapon && n.Class != extract.Place {
		return false // "the November 17 group"
	}
	before := s.word(from - 1)
	if before == "the" {
		before = s.word(from - 2)
	}
	if before == "of" || before == "by" {
		at := from - 2
		if s.word(from-1) == "the" {
			at--
		}
		if n, _, ok := s.headNoun(at); ok && n.Class != extract.Place {
			return false // "members of November 17"
		}
		return before == "of" || s.tag(at) != "VBN"
	}
	return s.tag(from-1) == "IN" || !s.speaks(to) && !s.acting(to)
}

// nameTag tells whether a word in a text without small letters can be a name:
// there "IS", "UP" and "HIT" are mostly verbs and particles.
func (s *sentence) nameTag(i int, e lexicon.Entry) bool {
	tag := s.tag(i)
	if s.lex.Is("stop", s.word(i)) || s.lex.Is("small_word", s.word(i)) {
		return false
	}
	return strings.HasPrefix(tag, "NN") || (tag == "JJ" || tag == "FW") && e.Cue != lexicon.Exact
}

// afterParticle drops the particle that a name may start with in small letters:
// "al Qaeda".
func (s *sentence) afterParticle(name string) string {
	if first, rest, ok := strings.Cut(name, " "); ok && s.lex.Is("person_link", first) {
		return rest
	}
	return name
}

// sentenceStart tells whether capitals mean nothing at i: the first word of a
// sentence, of a quotation, or after a dateline's dash.
func (s *sentence) sentenceStart(i int) bool {
	switch s.word(i - 1) {
	case "", `"`, "“", "``", "-", "--", "–", "—", ":", "•", "*", "|", "·", "▪", "■", "►", "‣", "◦":
		return true
	}
	return false
}

// partOfPerson tells whether a single name stands beside a given name or
// after a title, and so is somebody's.
func (s *sentence) partOfPerson(i int) bool {
	if s.caps {
		return false
	}
	if i > 0 && capitalised(s.tokens[i-1].Text) && !s.dayOf(i-1) && s.lex.Given[extract.Fold(s.word(i-1))] && len(s.lex.Gazetteer.Lookup(s.word(i-1))) == 0 {
		return true
	}
	if s.lex.Is("place_given", s.word(i)) {
		return s.namesake(i)
	}
	given := s.lex.Given[extract.Fold(s.word(i))]
	return given && s.tag(i+1) == "NNP" && s.proper(i+1) && len(s.lex.Gazetteer.Lookup(s.word(i+1))) == 0 && !s.isHead(i+1)
}

// suffixed tells whether the last word of a name goes on with a hyphen and what
// tells it from the name without: a number, a letter, another name.
func (s *sentence) suffixed(from int, last extract.Token) bool {
	rest := strings.TrimLeft(s.doc.Text[from:last.End], "-–")
	if len(rest) == last.End-from || rest == "" {
		return false
	}
	return digits(rest) || unicode.IsUpper([]rune(rest)[0]) && !s.lex.Is("stop", strings.ToLower(rest))
}

// coupled tells whether the piece of a hyphenated token that a match fills is
// coupled with another name that we don't know, so that the whole is a third:
// "[CPC]-F", "CE-[VRAEM]", but not "[Paris]-based", "[US]-Iran".
func (s *sentence) coupled(i int, g lexicon.Match) bool {
	t := s.tokens[i]
	if s.caps || g.Last-g.First != 1 {
		return false
	}
	rest := strings.Trim(s.doc.Text[t.Start:g.Start]+s.doc.Text[g.End:t.End], "-–")
	if rest == "" || !unicode.IsUpper([]rune(rest)[0]) || strings.ContainsAny(rest, "-–/'’") {
		return false
	}
	entries := s.lex.Gazetteer.Lookup(rest)
	if _, n, ok := s.headAfter(i + 1); ok && n.Subclass == "Site" && len(entries) > 0 && entries[0].Class == extract.Place && g.Entries[0].Class == extract.Place {
		return entries[0].Subclass != "Country" && s.bearsName(i, i+2) // "the Abuja-Kaduna railway"
	}
	return len(entries) == 0 && (s.model == nil || !s.model.Common(rest))
}

// dayOf tells whether the word at i is the month after a day: "13 [Jan.] Gao".
func (s *sentence) dayOf(i int) bool {
	return s.lex.Is("month", strings.TrimSuffix(s.word(i), ".")) && (s.tag(i-1) == "CD" || strings.HasSuffix(s.word(i), "."))
}

// namesake tells whether a place's name that people bear too is somebody's at
// i: just one more word follows, which reads like a surname, and nothing
// before it leads to a place. "Jordan Henderson", not "Georgia Tech scientists".
func (s *sentence) namesake(i int) bool {
	next := i + 1
	if s.caps || s.tag(next) != "NNP" || !s.proper(next) || s.proper(next+1) || strings.HasPrefix(s.tag(next+1), "NN") || s.isHead(next) || s.event(next) || acronym(s.tokens[next].Text) {
		return false
	}
	if w := s.word(i - 1); w == "the" || s.lex.Is("place_prep", w) && w != "from" && w != "to" {
		return false
	}
	for _, e := range s.lex.Gazetteer.Lookup(s.word(next)) {
		if e.Class == extract.Place || e.Class == extract.Organisation {
			return false
		}
	}
	_, title := s.lex.Titles[extract.Fold(s.word(next))]
	_, common := s.nominal(next)
	return !title && !common && !s.lex.Is("no_surname", s.word(next)) && len(s.lex.Gazetteer.Lookup(s.phrase(i, next+1))) == 0
}

func undotted(s string) string { return strings.ReplaceAll(s, ".", "") }
