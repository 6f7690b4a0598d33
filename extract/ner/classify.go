package ner

import (
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// classify turns a run into mentions: the known names in it where they tell
// more, else one name typed by its last word, its title, its given name or its
// surroundings; a mention without a class where nothing tells.
func (s *sentence) classify(r run, known []match) []extract.Mention {
	inside := within(known, r)
	title := r.title
	if title == "" {
		title = s.titleBefore(r.from)
	}
	make := func(from, to int, class extract.Class, sub string, by string, conf float64) extract.Mention {
		m := s.mention(from, to)
		m.Class, m.Subclass, m.Form, m.FoundBy, m.Confidence = class, sub, extract.Name, by, conf
		if class == extract.Person {
			m.Title = title
		}
		return m
	}
	// A known name that fills the run stands by itself, with its title.
	for _, k := range inside {
		if k.from == r.from && k.to == r.to {
			if k.mention.Class == extract.Person {
				k.mention.Title = title
			}
			if k.mention.Class == extract.Person || title == "" || s.lex.Titles[extract.Fold(title)].Kind == "role" {
				return nil
			}
		}
	}
	head, n, ok := s.headOf(r)
	if ok && r.to-r.from > 1 && n.Class != extract.Person {
		from := s.ordinal(r.from)
		m := make(from, r.to, n.Class, n.Subclass, "pattern", headedName)
		m.Head = s.first + head
		take(inside, from, r.to)
		return []extract.Mention{m}
	}
	if len(inside) > 0 {
		return s.around(r, inside, title, make)
	}
	if r.to-r.from == 1 && s.isHead(r.from) {
		// "Army", "Police": a common noun at a sentence's start or in a heading.
		return nil
	}
	switch {
	case title != "":
		return []extract.Mention{make(r.from, r.to, extract.Person, "", "pattern", headedName)}
	case s.personal(r):
		return []extract.Mention{make(r.from, r.to, extract.Person, "", "pattern", headedName)}
	}
	class, sub, conf := s.surroundings(r)
	return []extract.Mention{make(r.from, r.to, class, sub, "pattern", conf)}
}

// around handles a run that holds known names and more.
func (s *sentence) around(r run, inside []*match, title string, make func(int, int, extract.Class, string, string, float64) extract.Mention) []extract.Mention {
	first := inside[0]
	// "Abu Bakr Baghdadi", "General John Georgia": with a title or a given
	// name in front the whole is a person.
	if first.from > r.from || title != "" {
		if title != "" || s.lex.Given[extract.Fold(s.word(r.from))] && !overlapsAny(inside, r.from) {
			if first.mention.Class != extract.Person || first.from != r.from {
				take(inside, r.from, r.to)
				return []extract.Mention{make(r.from, r.to, extract.Person, "", "pattern", headedName)}
			}
		}
	}
	// Otherwise the known names stand, and what is left between is tried by
	// itself.
	var out []extract.Mention
	at := r.from
	for _, k := range inside {
		if k.mention.Class == extract.Person && k.from == r.from {
			k.mention.Title = title
		}
		if k.from > at {
			out = append(out, s.rest(run{from: at, to: k.from}, make)...)
		}
		at = max(at, k.to)
	}
	if at < r.to {
		out = append(out, s.rest(run{from: at, to: r.to}, make)...)
	}
	return out
}

// rest types what a known name leaves of a run.
func (s *sentence) rest(r run, make func(int, int, extract.Class, string, string, float64) extract.Mention) []extract.Mention {
	for r.from < r.to && !s.proper(r.from) {
		r.from++
	}
	for r.to > r.from && !s.proper(r.to-1) {
		r.to--
	}
	if r.from >= r.to || s.isHead(r.to-1) || s.titleAt(r.from, r.to) == r.to-r.from {
		return nil
	}
	if s.personal(r) {
		return []extract.Mention{make(r.from, r.to, extract.Person, "", "pattern", headedName)}
	}
	return nil
}

// ordinal takes in a number that begins a unit's name: "24th Mechanized
// Brigade".
func (s *sentence) ordinal(from int) int {
	if from > 0 && unicode.IsDigit(rune(s.tokens[from-1].Text[0])) && strings.TrimRight(s.word(from-1), "stndrh") != s.word(from-1) {
		return from - 1
	}
	return from
}

// headOf finds the head noun of a name: its last word, the one before "of", or
// one that stands first ("Camp Victory", "Task Force Spartan").
func (s *sentence) headOf(r run) (int, lexicon.Nominal, bool) {
	for i := r.from; i < r.to; i++ {
		if w := s.word(i); (w == "of" || w == "for") && i > r.from {
			n, ok := s.nominal(i - 1)
			return i - 1, n, ok
		}
	}
	if n, ok := s.nominal(r.to - 1); ok {
		return r.to - 1, n, ok
	}
	for i := r.from; i < min(r.from+2, r.to-1); i++ {
		if s.lex.Is("leading_head", s.word(i)) {
			n, ok := s.nominal(i)
			return r.to - 1, n, ok
		}
	}
	return r.to - 1, lexicon.Nominal{}, false
}

// personal tells whether a run reads like a person's full name.
func (s *sentence) personal(r run) bool {
	if r.to-r.from < 2 || r.to-r.from > 6 {
		return false
	}
	for i := r.from; i < r.to; i++ {
		if w := s.tokens[i].Text; s.lex.Is("person_link", strings.ToLower(w)) && i > r.from {
			return true
		}
	}
	first := s.tokens[r.from].Text
	if s.lex.Given[extract.Fold(first)] {
		return true
	}
	if len(first) == 2 && first[1] == '.' {
		return true
	}
	for _, p := range strings.Split(first, "-") {
		if s.lex.Given[extract.Fold(p)] {
			return true
		}
	}
	last := s.tokens[r.to-1].Text
	return strings.HasPrefix(last, "al-") || strings.HasPrefix(last, "Al-") || strings.HasPrefix(last, "el-")
}

// surroundings types a name by the words beside it; an empty class where they
// don't tell.
func (s *sentence) surroundings(r run) (extract.Class, string, float64) {
	after := strings.ToLower(s.lemma(r.to))
	if n, ok := s.lex.Nominals[after]; ok && r.to-r.from <= 3 && strings.HasPrefix(s.tag(r.to), "NN") && n.Class != extract.Person {
		switch {
		case n.Class == extract.Place && n.Subclass != "Site":
			return n.Class, n.Subclass, guessName
		case n.Class == extract.Organisation:
			return n.Class, n.Subclass, guessName
		case n.Class == extract.Weapon:
			return n.Class, n.Subclass, guessName
		}
	}
	if n, _, ok := s.headNoun(r.from - 1); ok && n.Class != extract.Person && strings.HasPrefix(s.tag(r.from-1), "NN") && !s.caps {
		// "the tanker Calypso Dawn", "the group Ansar", "drone maker Zala Aero"
		return n.Class, n.Subclass, headedName
	}
	if s.word(r.from-1) == "of" {
		if n, ok := s.nominal(r.from - 2); ok && n.Class == extract.Place && n.Subclass != "Site" {
			return extract.Place, n.Subclass, headedName
		}
	}
	if s.word(r.to) == "," && r.to+1 < len(s.tokens) {
		if next := s.lex.Gazetteer.Lookup(s.tokens[r.to+1].Text); len(next) > 0 && next[0].Class == extract.Place && next[0].Kind == lexicon.Proper {
			return extract.Place, "City", headedName
		}
	}
	if r.to-r.from == 1 && acronym(s.tokens[r.from].Text) && !s.caps {
		return "", "", guessName
	}
	before := s.word(r.from - 1)
	switch {
	case s.speaks(r.to) && r.to-r.from >= 2 && r.to-r.from <= 4:
		return extract.Person, "", guessName
	case (before == "in" || before == "near" || before == "outside" || before == "around" || before == "towards" || before == "toward") && r.to-r.from <= 3:
		return extract.Place, "", guessName
	case s.word(r.to) == "," && s.tag(r.to+1) == "CD" && s.word(r.to+2) == ",":
		return extract.Person, "", headedName
	}
	return "", "", guessName
}

// speaks tells whether a verb of saying follows at i.
func (s *sentence) speaks(i int) bool {
	return s.lex.Is("speech", s.lemma(i)) && strings.HasPrefix(s.tag(i), "VB")
}

func acronym(w string) bool {
	letters := 0
	for _, r := range w {
		if unicode.IsUpper(r) {
			letters++
		} else if r != '.' && r != '-' && !unicode.IsDigit(r) {
			return false
		}
	}
	return letters >= 2 && letters <= 6
}

func within(known []match, r run) []*match {
	var out []*match
	for i := range known {
		if k := &known[i]; k.from < r.to && r.from < k.to {
			out = append(out, k)
		}
	}
	return out
}

// take marks the known names that a longer name covers.
func take(inside []*match, from, to int) {
	for _, k := range inside {
		if k.from >= from && k.to <= to {
			k.used = true
		}
	}
}

func overlapsAny(inside []*match, i int) bool {
	for _, k := range inside {
		if k.from <= i && i < k.to {
			return true
		}
	}
	return false
}

// settle types the names left open by what the document says of the same
// words elsewhere: part of a person's full name, the acronym of a long form.
// What stays open is dropped.
func (r *Recogniser) settle(d *extract.Document, open []extract.Mention) []extract.Mention {
	type known struct {
		class extract.Class
		sub   string
	}
	exact := map[string]known{}
	for _, m := range d.Mentions {
		if m.Form != extract.Name {
			continue
		}
		text := d.Slice(m.Span)
		exact[extract.Fold(text)] = known{m.Class, m.Subclass}
		if m.Class == extract.Person && m.Last-m.First > 1 {
			exact[extract.Fold(d.Tokens[m.Last-1].Text)] = known{m.Class, m.Subclass}
		}
		if i := initials(text); len(i) > 1 && m.Class == extract.Organisation {
			exact[strings.ToLower(i)] = known{m.Class, m.Subclass}
		}
	}
	var out []extract.Mention
	for _, m := range open {
		k, ok := exact[extract.Fold(d.Slice(m.Span))]
		if !ok && m.First > 0 && acronym(d.Slice(m.Span)) && d.Tokens[m.First-1].Text == "(" {
			k, ok = known{class: extract.Organisation}, true
		}
		if ok {
			m.Class, m.Subclass = k.class, k.sub
			out = append(out, m)
		}
	}
	return out
}

// initials returns the capitals that begin the words of a name.
func initials(name string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' }) {
		for _, r := range w {
			if unicode.IsUpper(r) {
				b.WriteRune(r)
			}
			break
		}
	}
	return b.String()
}
