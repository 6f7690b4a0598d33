package ner

import (
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
	"sitrep/extract/ner/sequence"
)

// names returns the sentence's names, those whose class it does not tell, and
// what the model makes of these.
func (s *sentence) names(learnt []sequence.Name) (found, unknown, guesses []extract.Mention) {
	known := s.known()
	for _, run := range s.runs(known) {
		for _, m := range s.classify(run, known) {
			if m.Class == "" {
				unknown = append(unknown, m)
			} else {
				found = append(found, m)
			}
		}
	}
	found = append(found, s.designators(known)...)
	found = append(found, s.units()...)
	for _, k := range known {
		if k.used {
			continue
		}
		found = append(found, k.mention)
		if k.mention.Form == extract.Nominal || s.composed(k.from, k.to) {
			found = append(found, s.nationalities(k.from, k.to)...)
		}
	}
	found, guesses = s.consult(learnt, found, unknown)
	found, guesses = slices.DeleteFunc(found, s.common), slices.DeleteFunc(guesses, s.common)
	found = s.joined(found)
	for i := range found {
		s.identify(&found[i])
		s.takeHead(&found[i])
	}
	for i := range guesses {
		s.identify(&guesses[i])
	}
	return append(found, s.parts()...), unknown, guesses
}

// common tells whether what the model took for a name is none: a letter and a
// number that no weapon goes by ("the U-17 final"), or a sentence's first word
// that is a head noun in the plural ("Jets dropped bombs").
func (s *sentence) common(m extract.Mention) bool {
	if m.FoundBy != "model" {
		return false
	}
	i, last := m.First-s.first, m.Last-s.first-1
	if m.Class == extract.Weapon && shortCode(s.tokens[last].Text) && !s.isDesignator(last) && !s.weaponContext(i, last+1, false) {
		return true
	}
	if m.Last-m.First != 1 || !s.sentenceStart(i) || !strings.HasPrefix(s.tag(i), "NN") {
		return false
	}
	_, as := s.nominal(i)
	return as && pluralForm(s.word(i))
}

// nationalities returns the countries within a description or a longer name:
// "the [Saudi]-led coalition", "the [U.S.] Navy".
func (s *sentence) nationalities(from, to int) []extract.Mention {
	var out []extract.Mention
	last := to - 1
	if k := s.stateOf(from, to); k > 0 {
		from, last = k, to
	}
	for _, g := range s.lex.Gazetteer.Find(s.doc.Text, s.tokens[from:last], from) {
		for _, e := range g.Entries {
			if g.First > from && s.word(g.First-1) == "of" {
				break
			}
			if e.Kind == lexicon.Demonym || e.Subclass == "Country" {
				m := s.mention(g.First, g.Last)
				m.Span = g.Span
				m.Class, m.Subclass, m.Key, m.Form, m.FoundBy, m.Confidence = e.Class, e.Subclass, e.ID, extract.Name, "gazetteer", sureName
				m.Adjective = e.Kind == lexicon.Demonym
				out = append(out, m)
				break
			}
		}
	}
	return out
}

// composed tells whether a name is only a nationality and what it has, "the
// U.S. Navy", "the Turkish Embassy": the country is then a mention of its own.
func (s *sentence) composed(from, to int) bool {
	if s.stateOf(from, to) > 0 {
		return true
	}
	if s.word(from) == "royal" {
		from++
	}
	width := s.nationality(from, to-1)
	rest := to - from - width
	if width == 0 || rest < 1 || rest > 2 {
		return false
	}
	n, ok := s.nominal(to - 1)
	if rest == 2 {
		n, ok = s.lex.Nominals[s.word(to-2)+" "+s.word(to-1)]
		ok = ok && s.word(to-2) != "national"
	}
	return ok && (n.Class == extract.Organisation || n.Subclass == "Site")
}

// stateOf returns where the country's name starts that ends the name of a body
// of its state, or 0: "the Armed Forces of [Ukraine]".
func (s *sentence) stateOf(from, to int) int {
	for k := max(from+2, to-4); k < to; k++ {
		at := k - 1
		if s.word(at) == "the" {
			at--
		}
		if at <= from || s.word(k) == "the" || s.word(at) != "of" || s.nationality(k, to) != to-k {
			continue
		}
		for h := from; h < at; h++ {
			n, ok := s.nominal(h)
			if phrase, both := s.lex.Nominals[s.word(h-1)+" "+s.word(h)]; both && h > from {
				n, ok = phrase, true
			}
			if ok && n.Class == extract.Organisation && (n.Subclass == "Military" || n.Subclass == "Police" || n.Subclass == "Government") {
				return k
			}
		}
		return 0
	}
	return 0
}

// takeHead makes a name's small-letter head noun part of it: "Katyusha
// rockets", "Makhmour camp", "Syunik province"; not that of what it merely
// belongs to ("Israeli jets", "Taliban fighters", "a Kabul hospital").
func (s *sentence) takeHead(m *extract.Mention) {
	if m.Form != extract.Name || m.Class != extract.Weapon && m.Class != extract.Place || m.Subclass == "Country" || s.caps && m.Class == extract.Place && m.Key == "" {
		return
	}
	last := m.Last - s.first
	if m.End != s.tokens[last-1].End || s.isHead(last-1) && m.Class == extract.Place {
		return
	}
	to, n, ok := s.headAfter(last)
	if ok && m.Class == extract.Weapon && to == last+1 && s.lex.Is("craft_noun", s.lemma(last)) {
		n.Class = m.Class // "J-16 fighter"
	}
	if !ok || n.Class != m.Class {
		return
	}
	if n.Class == extract.Place {
		if s.lex.Is("unnamed_site", s.lemma(to-1)) || n.Subclass == "City" || n.Subclass == "Country" || m.Subclass == "Region" && n.Subclass == "Site" {
			return
		}
		if n.Subclass == "Site" && m.Subclass != "Site" && !s.bearsName(m.First-s.first, to) {
			return
		}
	}
	m.Last, m.Head, m.End = s.first+to, s.first+to-1, s.tokens[to-1].End
	if n.Subclass == "Rocket" && m.Subclass == "Artillery" || n.Subclass == "Artillery" && m.Subclass == "Rocket" {
		// "Grad rockets" are not the launcher they are fired from.
		m.Subclass, m.Key = n.Subclass, ""
		for _, e := range s.lex.Gazetteer.Lookup(s.doc.Text[m.Start:s.tokens[to-2].End] + " " + s.lemma(to-1)) {
			if e.Class == m.Class && e.Subclass == m.Subclass {
				m.Key = e.ID
			}
		}
	}
	if n.Class == extract.Place && n.Subclass != m.Subclass {
		// Another thing than the place whose name it bears.
		m.Subclass, m.Key, m.FoundBy = n.Subclass, "", "pattern"
	}
}

// headAfter returns the end and the class of the head noun in small letters
// that follows a name, with at most two words between ("Natanz nuclear site").
func (s *sentence) headAfter(last int) (to int, n lexicon.Nominal, ok bool) {
	for to := last + 1; to <= min(last+3, len(s.tokens)); to++ {
		if tag := s.tag(to - 1); !strings.HasPrefix(tag, "NN") && tag != "JJ" && (tag != "VBZ" || !s.mistagged(to-1)) || !s.caps && capitalised(s.tokens[to-1].Text) {
			break
		}
		n, width, ok := s.headNoun(to - 1)
		if ok && width <= to-last && (!strings.HasPrefix(s.tag(to), "NN") || capitalised(s.tokens[to].Text)) {
			return to, n, true
		}
	}
	return 0, n, false
}

// bearsName tells whether a site goes by the name before its noun, as one of a
// kind: "the Goris road", but not "a Goris road", "Goris roads", "his Goris
// home".
func (s *sentence) bearsName(from, to int) bool {
	if s.tag(to-1) == "NNS" || s.lex.Is("unnamed_site", s.lemma(to-1)) {
		return false
	}
	switch s.tag(from - 1) {
	case "DT":
		return s.word(from-1) == "the"
	case "CD", "JJ", "PRP$":
		return false
	}
	return true
}

// parts returns the parts of countries and regions: "southern Lebanon",
// "north-eastern Syria".
func (s *sentence) parts() []extract.Mention {
	var out []extract.Mention
	for i := range s.tokens {
		if !s.lex.Is("direction", s.word(i)) || i+1 >= len(s.tokens) {
			continue
		}
		for _, g := range s.lex.Gazetteer.Find(s.doc.Text, s.tokens[i+1:min(i+4, len(s.tokens))], i+1) {
			e := g.Entries[0]
			if g.First != i+1 || e.Class != extract.Place || e.Kind != lexicon.Proper || e.Subclass != "Country" && e.Subclass != "Region" || g.End != s.tokens[g.Last-1].End {
				break
			}
			if !capitalised(s.tokens[i+1].Text) {
				break
			}
			m := s.mention(i, g.Last)
			m.Class, m.Subclass, m.Form, m.FoundBy, m.Confidence = extract.Place, "Region", extract.Name, "pattern", sureName
			out = append(out, m)
			break
		}
	}
	return out
}

// units returns the military units that a number names, in texts without small
// letters too: "159TH COMBAT AVIATION BRIGADE".
func (s *sentence) units() []extract.Mention {
	var out []extract.Mention
	for i := range s.tokens {
		if !ordinalNumber(s.word(i)) {
			continue
		}
		for to := i + 2; to <= min(i+5, len(s.tokens)); to++ {
			if !capitalised(s.tokens[to-1].Text) || s.lex.Is("stop", s.word(to-1)) {
				break
			}
			n, ok := s.nominal(to - 1)
			if !ok || n.Subclass != "Military" || to < len(s.tokens) && capitalised(s.tokens[to].Text) && s.isUnit(to) || s.goesOn(to) {
				continue
			}
			m := s.mention(i, to)
			m.Class, m.Subclass, m.Form, m.FoundBy, m.Confidence = n.Class, n.Subclass, extract.Name, "pattern", headedName
			out = append(out, m)
			break
		}
	}
	return out
}

// goesOn tells whether a unit's name goes on for two words from i: "24th Marine
// [Amphibious Unit]".
func (s *sentence) goesOn(i int) bool {
	if i+1 >= len(s.tokens) || !capitalised(s.tokens[i].Text) || !capitalised(s.tokens[i+1].Text) {
		return false
	}
	return (s.tag(i) == "JJ" || strings.HasPrefix(s.tag(i), "NN")) && s.isUnit(i+1)
}

func (s *sentence) isUnit(i int) bool {
	n, ok := s.nominal(i)
	return ok && n.Subclass == "Military"
}

// ordinalNumber tells whether a word is a number such as 24th.
func ordinalNumber(w string) bool {
	return w != "" && unicode.IsDigit(rune(w[0])) && strings.TrimRight(w, "stndrh") != w && strings.Trim(w, "0123456789stndrh") == ""
}

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
			// "the port of Hodeidah": a shorter name may stand inside.
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
		}
		if e.Class == extract.Person && to-from > 1 {
			// "Sheikh Ahmed Yassin": the title is no part of the name.
			if n := s.titleAt(from, to); n > 0 && n < to-from {
				m.Title = s.phrase(from, from+n)
				from += n
				m.Start, m.First = s.tokens[from].Start, s.first+from
			}
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
	for n := min(3, to-i); n > 0; n-- {
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
	lower := !capitalised(s.afterParticle(surface))
	if lower && capitalised(e.Text) {
		return false
	}
	if e.Kind == lexicon.Demonym && strings.HasSuffix(s.tag(to-1), "S") && g.End == s.tokens[to-1].End {
		// "Iraqis" are people, found as a nominal would be.
		return false
	}
	if e.Kind == lexicon.Demonym && s.sentenceStart(from) && (s.tag(to) == "DT" || s.tag(to) == "PRP$") {
		return false // "Polish the floor"
	}
	if e.Class == extract.Place && s.teamAt(from) || s.date(from, to) || e.Class == extract.Weapon && s.elsewhere(from, to) {
		return false
	}
	if to-from == 1 && e.Kind == lexicon.Proper {
		// A piece of a hyphenated token stands for itself only in a compound
		// such as "Iraq-based" or "US-Iran".
		whole := g.Span == s.tokens[from].Span
		if !whole && e.Class == extract.Person {
			return false
		}
		if e.Class == extract.Place && s.partOfPerson(from) {
			return false
		}
	}
	if s.word(from) == "the" && to-from > 1 && !s.caps && !capitalised(s.tokens[from+1].Text) {
		return false // "The sun rose"
	}
	if e.Cue != lexicon.Context {
		return true
	}
	switch e.Class {
	case extract.Weapon:
		return s.weaponContext(from, to, e.Subclass == "Ship")
	case extract.Organisation:
		return s.organisationContext(e, from, to)
	case extract.Place:
		return s.placeContext(e, from, to)
	}
	return false
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
	case "", `"`, "“", "``", "-", "--", "–", "—", ":", "•", "*":
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
	if i > 0 && capitalised(s.tokens[i-1].Text) && s.lex.Given[extract.Fold(s.word(i-1))] && len(s.lex.Gazetteer.Lookup(s.word(i-1))) == 0 {
		return true
	}
	if s.lex.Is("place_given", s.word(i)) {
		return s.namesake(i)
	}
	given := s.lex.Given[extract.Fold(s.word(i))]
	return given && s.tag(i+1) == "NNP" && s.proper(i+1) && len(s.lex.Gazetteer.Lookup(s.word(i+1))) == 0 && !s.isHead(i+1)
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
