package ner

import (
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// names returns the sentence's names, and those whose class it does not tell.
func (s *sentence) names() (found, unknown []extract.Mention) {
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
	for _, k := range known {
		if k.used {
			continue
		}
		found = append(found, k.mention)
		if k.mention.Form == extract.Nominal {
			found = append(found, s.nationalities(k)...)
		}
	}
	for i := range found {
		s.takeHead(&found[i])
	}
	return append(found, s.parts()...), unknown
}

// nationalities returns the demonyms within a description.
func (s *sentence) nationalities(k match) []extract.Mention {
	var out []extract.Mention
	for i := k.from; i < k.to-1; i++ {
		for _, e := range s.lex.Gazetteer.Lookup(s.tokens[i].Text) {
			if e.Kind == lexicon.Demonym || e.Subclass == "Country" {
				m := s.mention(i, i+1)
				m.Class, m.Subclass, m.Key, m.Form, m.FoundBy, m.Confidence = e.Class, e.Subclass, e.ID, extract.Name, "gazetteer", sureName
				out = append(out, m)
				break
			}
		}
	}
	return out
}

// takeHead makes a name's small-letter head noun part of it: "Katyusha
// rockets", "Makhmour camp", "Syunik province"; not that of what it merely
// belongs to ("Israeli jets", "Taliban fighters").
func (s *sentence) takeHead(m *extract.Mention) {
	if m.Form != extract.Name || m.Class != extract.Weapon && m.Class != extract.Place || m.Subclass == "Country" || s.caps && m.Class == extract.Place && m.Key == "" {
		return
	}
	last := m.Last - s.first
	if m.End != s.tokens[last-1].End || s.isHead(last-1) && m.Class == extract.Place {
		return
	}
	for to := last + 1; to <= min(last+3, len(s.tokens)); to++ {
		if tag := s.tag(to - 1); tag != "NN" && tag != "NNS" && tag != "JJ" || !s.caps && capitalised(s.tokens[to-1].Text) {
			return
		}
		n, width, ok := s.headNoun(to - 1)
		if !ok || strings.HasPrefix(s.tag(to), "NN") || n.Class != m.Class || width > to-last {
			continue
		}
		if n.Class == extract.Place && (n.Subclass == "City" || n.Subclass == "Country" || m.Subclass == "Region" && n.Subclass == "Site") {
			return
		}
		m.Last, m.Head, m.End = s.first+to, s.first+to-1, s.tokens[to-1].End
		if n.Class == extract.Place && n.Subclass != m.Subclass {
			// Another thing than the place whose name it bears.
			m.Subclass, m.Key, m.FoundBy = n.Subclass, "", "pattern"
		}
		return
	}
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

// match is a gazetteer's match and the mention it makes.
type match struct {
	mention extract.Mention
	entry   lexicon.Entry
	from    int // tokens of the sentence
	to      int
	used    bool // taken up by a longer name
}

// known returns the gazetteer's names that the context bears out.
func (s *sentence) known() []match {
	var out []match
	for _, g := range s.lex.Gazetteer.Find(s.doc.Text, s.tokens, s.first) {
		from, to := g.First-s.first, g.Last-s.first
		for _, e := range g.Entries {
			if !s.supports(e, g, from, to) {
				continue
			}
			m := s.mention(from, to)
			m.Span = g.Span
			m.Class, m.Subclass, m.Key, m.Form = e.Class, e.Subclass, e.ID, extract.Name
			m.FoundBy, m.Confidence = "gazetteer", sureName
			if s.described(from, to) {
				m.Form = extract.Nominal
			}
			if e.Cue == lexicon.Context {
				m.Confidence = headedName
			}
			out = append(out, match{mention: m, entry: e, from: from, to: to})
			break
		}
	}
	return out
}

// described tells whether a known name is written as a description, "the
// Israeli military": its last word is a head noun in small letters. It is then
// a nominal with the nationality as a name inside.
func (s *sentence) described(from, to int) bool {
	return to-from > 1 && !s.caps && s.isHead(to-1) && s.tokens[to-1].Text == s.word(to-1)
}

// supports tells whether an entry is what the text means here.
func (s *sentence) supports(e lexicon.Entry, g lexicon.Match, from, to int) bool {
	surface := s.doc.Slice(g.Span)
	if e.Cue == lexicon.Exact && !s.caps && undotted(surface) != undotted(e.Text) {
		return false
	}
	if s.caps && to-from == 1 && (strings.HasPrefix(s.tag(from), "PRP") || s.lex.Is("stop", s.word(from))) {
		return false
	}
	lower := !capitalised(surface)
	if lower && capitalised(e.Text) {
		return false
	}
	if e.Kind == lexicon.Demonym && strings.HasSuffix(s.tag(to-1), "S") && g.End == s.tokens[to-1].End {
		// "Iraqis" are people, found as a nominal would be.
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
	if e.Cue == lexicon.Context {
		if e.Class == extract.Weapon {
			return s.weaponContext(from, to)
		}
		return e.Class == extract.Place && !s.partOfPerson(from) && (!s.sentenceStart(from) || s.tag(from) == "NNP")
	}
	return true
}

func (s *sentence) sentenceStart(i int) bool { return i == 0 || s.word(i-1) == `"` }

// partOfPerson tells whether a single name stands beside a given name or
// after a title, and so is somebody's.
func (s *sentence) partOfPerson(i int) bool {
	if s.caps {
		return false
	}
	if i > 0 && capitalised(s.tokens[i-1].Text) && s.lex.Given[extract.Fold(s.word(i-1))] && len(s.lex.Gazetteer.Lookup(s.word(i-1))) == 0 {
		return true
	}
	given := s.lex.Given[extract.Fold(s.word(i))]
	return given && s.tag(i+1) == "NNP" && s.proper(i+1) && len(s.lex.Gazetteer.Lookup(s.word(i+1))) == 0 && !s.isHead(i+1)
}

// weaponContext tells whether an everyday word stands among weapon words.
func (s *sentence) weaponContext(from, to int) bool {
	for i := to; i < min(to+3, len(s.tokens)); i++ {
		if s.lex.Is("weapon_cue", s.lemma(i)) || s.isDesignator(i) {
			return true
		}
		if s.tag(i) != "NN" && s.tag(i) != "NNS" && s.tag(i) != "NNP" && s.tag(i) != "NNPS" && s.tag(i) != "JJ" {
			break
		}
	}
	for i := from - 1; i >= max(0, from-3); i-- {
		if s.lex.Is("weapon_cue", s.lemma(i)) || s.lex.Is("weapon_verb", s.lemma(i)) || s.isDesignator(i) {
			return true
		}
	}
	return false
}

func undotted(s string) string { return strings.ReplaceAll(s, ".", "") }

// designators returns names such as AGM-114R that the gazetteer does not know.
func (s *sentence) designators(known []match) []extract.Mention {
	var out []extract.Mention
	for i := range s.tokens {
		if !s.isDesignator(i) || slices.ContainsFunc(known, func(k match) bool { return k.from <= i && i < k.to && k.mention.End >= s.tokens[i].End }) {
			continue
		}
		m := s.mention(i, i+1)
		m.Class, m.Subclass, m.Form = extract.Weapon, s.designator(i), extract.Name
		m.FoundBy, m.Confidence = "pattern", sureName
		out = append(out, m)
	}
	return out
}

func (s *sentence) isDesignator(i int) bool { return s.designator(i) != "" }

// designator returns the weapon subclass that a token's letters and digits
// name, or "".
func (s *sentence) designator(i int) string {
	if i < 0 || i >= len(s.tokens) || !strings.ContainsFunc(s.tokens[i].Text, unicode.IsDigit) || !strings.ContainsFunc(s.tokens[i].Text, unicode.IsUpper) {
		return ""
	}
	text := s.doc.Slice(s.tokens[i].Span)
	for _, d := range s.lex.Designators {
		if d.Pattern.MatchString(text) {
			return d.Subclass
		}
	}
	return ""
}

// run is a stretch of tokens that may form a name.
type run struct {
	from, to int
	title    string
}

// runs returns the maximal stretches of capitalised words, with the words that
// join them, cut after a title and around a known name that fills its place.
func (s *sentence) runs(known []match) []run {
	var out []run
	for i := 0; i < len(s.tokens); {
		if !s.proper(i) {
			i++
			continue
		}
		to := i + 1
		for to < len(s.tokens) {
			if s.proper(to) {
				to++
				continue
			}
			next := to
			for next < min(to+3, len(s.tokens)) && s.lex.Is("name_link", s.word(next)) {
				next++
			}
			if next == to || !s.proper(next) || !s.joins(i, to, next) {
				break
			}
			to = next + 1
		}
		out = append(out, s.cut(run{from: i, to: to}, known)...)
		i = to
	}
	return out
}

// joins tells whether the words between two parts of a name join them: those
// of persons' names do, "of" and the like only after an organisation's or a
// site's head ("Ministry of Defence").
func (s *sentence) joins(from, to, next int) bool {
	for i := to; i < next; i++ {
		if s.lex.Is("person_link", s.word(i)) {
			continue
		}
		switch s.word(i) {
		case "of", "for", "the":
			if !s.isHead(to - 1) {
				return false
			}
		case "and":
			// Ministry of Defence and Armed Forces Logistics
			if !s.hasOf(from, to) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func (s *sentence) hasOf(from, to int) bool {
	for i := from; i < to; i++ {
		if s.word(i) == "of" || s.word(i) == "for" {
			return s.isHead(to-1) == false && to-i <= 2
		}
	}
	return false
}

// isHead tells whether the token at i is a head noun of places, organisations
// or weapons.
func (s *sentence) isHead(i int) bool {
	n, ok := s.nominal(i)
	return ok && n.Class != extract.Person
}

func (s *sentence) nominal(i int) (lexicon.Nominal, bool) {
	w := s.word(i)
	if n, ok := s.lex.Nominals[w]; ok {
		return n, true
	}
	n, ok := s.lex.Nominals[strings.TrimSuffix(w, "s")]
	return n, ok
}

// cut takes leading nationalities and titles off a run.
func (s *sentence) cut(r run, known []match) []run {
	var out []run
	for r.from < r.to {
		if n := s.titleAt(r.from, r.to); n > 0 && r.from+n < r.to {
			title := s.doc.Text[s.tokens[r.from].Start:s.tokens[r.from+n-1].End]
			if r.title != "" {
				title = r.title + " " + title
			}
			r = run{from: r.from + n, to: r.to, title: title}
			continue
		}
		if n := demonymAt(known, r.from, r.to); n > 0 && r.from+n < r.to && r.title == "" && s.titleAt(r.from+n, r.to) > 0 {
			r.from += n
			continue
		}
		break
	}
	// A title in the middle ends one name and begins the next.
	for i := r.from + 1; i < r.to; i++ {
		if n := s.titleAt(i, r.to); n > 0 && i+n < r.to && s.lex.Titles[extract.Fold(s.phrase(i, i+n))].Kind != "honorific" && !s.isHead(i-1) {
			out = append(out, run{from: r.from, to: i, title: r.title})
			return append(out, s.cut(run{from: i, to: r.to}, known)...)
		}
	}
	return append(out, r)
}

func (s *sentence) phrase(from, to int) string {
	return s.doc.Text[s.tokens[from].Start:s.tokens[to-1].End]
}

// titleAt returns how many tokens the longest title at i takes, at most four.
func (s *sentence) titleAt(i, to int) int {
	for n := min(4, to-i); n > 0; n-- {
		if _, ok := s.lex.Titles[extract.Fold(s.phrase(i, i+n))]; ok {
			return n
		}
	}
	return 0
}

func demonymAt(known []match, from, to int) int {
	for _, k := range known {
		if k.from == from && k.to <= to && k.entry.Kind == lexicon.Demonym {
			return k.to - k.from
		}
	}
	return 0
}

// titleBefore returns the title that ends right before the token at i, in any
// case: "militia commander", "Gen.".
func (s *sentence) titleBefore(i int) string {
	for n := min(4, i); n > 0; n-- {
		if t, ok := s.lex.Titles[extract.Fold(s.phrase(i-n, i))]; ok && (t.Kind != "honorific" || n == 1) {
			if s.word(i-1) == "," || s.word(i-n) == "," {
				continue
			}
			return s.phrase(i-n, i)
		}
	}
	return ""
}
