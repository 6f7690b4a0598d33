package ner

import (
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// designators returns names such as AGM-114R that the gazetteer does not know,
// and classes of ships: "Wasp-class assault ship".
func (s *sentence) designators(known []match) []extract.Mention {
	var out []extract.Mention
	for i := range s.tokens {
		if c := s.tokens[i].Text[0]; c < '0' || c > 'Z' {
			continue // neither a capital nor a digit in front
		}
		if s.short(i) && !s.caps && !s.weaponContext(i, i+1, false) {
			continue
		}
		if strings.HasSuffix(s.tokens[i].Text, "-class") && capitalised(s.tokens[i].Text) {
			if _, n, ok := s.headAfter(i + 1); ok && n.Subclass == "Ship" && !slices.ContainsFunc(known, func(k match) bool { return k.mention.Class == extract.Weapon && k.from <= i && i < k.to }) {
				m := s.mention(i, i+1)
				m.Class, m.Subclass, m.Form, m.FoundBy, m.Confidence = n.Class, n.Subclass, extract.Name, "pattern", sureName
				out = append(out, m)
			}
			continue
		}
		if n, ok := s.appositive(i + 1); ok && n.Class == extract.Organisation {
			continue // "M62, a civil society movement"
		}
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
	if s.lex.Is("not_weapon_noun", s.lemma(i+1)) || s.lex.Is("not_weapon_before", s.word(i-1)) {
		return "" // "the M60 motorway", "vitamin C-4"
	}
	text := s.doc.Slice(s.tokens[i].Span)
	for _, d := range s.lex.Designators {
		if d.Pattern.MatchString(text) || d.Pattern.MatchString(strings.TrimSuffix(text, "s")) {
			return d.Subclass
		}
	}
	return ""
}

// weaponContext tells whether an everyday word stands among weapon words, or
// a longer name holds one itself: "Patriot battery".
func (s *sentence) weaponContext(from, to int, ship bool) bool {
	if to-from > 1 && s.lex.Is("weapon_cue", s.lemma(to-1)) {
		return true
	}
	if ship && s.word(from-1) == "the" {
		// Ships take an article, people and towns none: "the Moskva sank".
		if tag := s.tag(to); strings.HasPrefix(tag, "VB") || tag == "MD" || tag == "IN" || tag == "," || tag == "." || tag == "POS" || tag == "CC" || s.lex.Is("ship_verb", s.word(to)) {
			return true
		}
	}
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
	return s.handled(from, to)
}

// oneOf tells whether a maker's name stands for one of what it makes: "a white
// Renault", "his Mercedes", but not "a Renault factory".
func (s *sentence) oneOf(from, to int) bool {
	if strings.HasPrefix(s.tag(to), "NN") || s.tag(to) == "JJ" || s.tag(to) == "POS" || s.caps {
		return false
	}
	i := from - 1
	for s.tag(i) == "JJ" || s.tag(i) == "VBN" {
		i--
	}
	w := s.word(i)
	return w == "a" || w == "an" || s.tag(i) == "PRP$" || s.tag(i) == "POS" || w == "the" && s.word(i-1) != "of" && s.word(i-1) != "by"
}

// elsewhere tells whether a weapon's name is here another's: a town's ("Harpoon,
// Missouri"), the first word of a longer name ("the Tomahawk Grill"), a road's
// or a form's ("the A10", which is a weapon only among weapon words).
func (s *sentence) elsewhere(from, to int) bool {
	if to-from != 1 || s.caps {
		return false
	}
	if s.short(from) {
		return !s.weaponContext(from, to, false)
	}
	if strings.ContainsAny(s.tokens[from].Text, "0123456789-") {
		return false
	}
	if s.word(to) == "," && s.tag(from-1) != "DT" {
		return slices.ContainsFunc(s.lex.Gazetteer.Lookup(s.word(to+1)), func(e lexicon.Entry) bool { return e.Subclass == "Region" && e.Kind == lexicon.Proper })
	}
	if !s.proper(to) || s.tag(to) != "NNP" || s.isDesignator(to) || variant(s.tokens[to].Text) || s.lex.Is("weapon_cue", s.lemma(to)) {
		return false
	}
	n, ok := s.nominal(to)
	return len(s.lex.Gazetteer.Lookup(s.word(to))) == 0 && (!ok || n.Class != extract.Weapon)
}

// short tells whether a token is one capital and one or two digits, as roads,
// classes and paper are numbered too.
func (s *sentence) short(i int) bool {
	w := strings.TrimSuffix(s.tokens[i].Text, "s")
	return len(w) >= 2 && len(w) <= 3 && unicode.IsUpper(rune(w[0])) && strings.Trim(w[1:], "0123456789") == ""
}

// handled tells whether a name with an article, a number or an owner is what
// somebody takes, uses or loses: "bought the Javelin", "two Hawks were shot
// down". A noun after it would make it another's: "the Hunter family".
func (s *sentence) handled(from, to int) bool {
	many := strings.HasSuffix(s.tokens[to-1].Text, "s") && strings.HasSuffix(s.tag(to-1), "S")
	switch tag := s.tag(from - 1); {
	case !many && tag != "DT" && tag != "CD" && tag != "PRP$" && tag != "POS", strings.HasPrefix(s.tag(to), "NN"), s.caps:
		return false
	}
	for i := from - 2; i >= max(0, from-4); i-- {
		if strings.HasPrefix(s.tag(i), "VB") {
			if s.lex.Is("weapon_handling", s.lemma(i)) {
				return true
			}
			break
		}
	}
	if many && s.acting(to) && s.lex.Is("weapon_act", s.lemma(to)) {
		return true // "Scuds landed near Riyadh"
	}
	at := to
	for s.lemma(at) == "be" || s.lemma(at) == "have" {
		at++
	}
	return at > to && s.tag(at) == "VBN" && (s.lex.Is("weapon_verb", s.lemma(at)) || s.lex.Is("weapon_handling", s.lemma(at)))
}

// identify finds a weapon that its sentence told, and that goes by an everyday
// word, in the gazetteer: "the Tunguska fired".
func (s *sentence) identify(m *extract.Mention) {
	if m.Class != extract.Weapon || m.Key != "" || m.Form != extract.Name {
		return
	}
	for _, e := range s.lex.Gazetteer.Lookup(s.doc.Slice(m.Span)) {
		if e.Class == extract.Weapon && (m.Subclass == "" || m.Subclass == e.Subclass) {
			m.Subclass, m.Key = e.Subclass, e.ID
			return
		}
	}
}

// joined makes one name of a weapon's letters and digits and the nickname or
// variant after them: "AH-64E Apache", "Harrier GR9", "M1126 Stryker".
func (s *sentence) joined(found []extract.Mention) []extract.Mention {
	for i := range found {
		m := &found[i]
		if m.Class != extract.Weapon || m.Form != extract.Name || s.caps {
			continue
		}
		last := m.Last - s.first
		if m.End != s.tokens[last-1].End || last >= len(s.tokens) || s.tokens[last].Start != m.End+1 {
			continue
		}
		at := func(o extract.Mention) bool { return o.First == m.Last }
		k := slices.IndexFunc(found, at)
		next := s.tokens[last].Text
		switch {
		case k >= 0 && (found[k].Class != extract.Weapon || !s.isDesignator(last-1) && !s.isDesignator(last) && !variant(next)):
			continue
		case k >= 0:
			m.Last, m.End = found[k].Last, found[k].End
			if m.Key == "" {
				m.Key, m.Subclass = found[k].Key, found[k].Subclass
			}
			found[k].Class = "" // taken up
		case variant(next) && len(m.Key) > 0, s.isDesignator(last-1) && s.proper(last) && s.tag(last) == "NNP" && len(next) > 2 && !s.isHead(last) && len(s.lex.Gazetteer.Lookup(next)) == 0:
			m.Last, m.End = m.Last+1, s.tokens[last].End
		default:
			continue
		}
		m.Head = m.Last - 1
	}
	for i := range found {
		// "an Ilyushin Il-76": its maker's name is the beginning of its own.
		m := &found[i]
		if m.Class != extract.Weapon || m.Form != extract.Name || s.caps || !s.lex.Is("maker", s.word(m.First-s.first-1)) || s.word(m.First-s.first-1) == s.word(m.First-s.first) {
			continue
		}
		if k := slices.IndexFunc(found, func(o extract.Mention) bool {
			return o.Last == m.First && o.Class == extract.Organisation && o.Last-o.First == 1
		}); k >= 0 {
			m.First, m.Start = found[k].First, found[k].Start
			found[k].Class = ""
		}
	}
	return slices.DeleteFunc(found, func(m extract.Mention) bool { return m.Class == "" })
}

// variant tells whether a word is a variant's mark: "GR9", "1A5", "II", "Mk1A".
func variant(w string) bool {
	letters, digits := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		default:
			return false
		}
	}
	return len(w) <= 5 && digits > 0 && letters > 0 && unicode.IsLetter(rune(w[0])) == unicode.IsUpper(rune(w[0])) && !strings.HasSuffix(w, "m") && !strings.HasSuffix(w, "th") || len(w) > 1 && strings.Trim(w, "IVX") == ""
}

// shortCode tells whether a word is one capital, a hyphen and one or two digits.
func shortCode(w string) bool {
	return len(w) >= 3 && len(w) <= 4 && unicode.IsUpper(rune(w[0])) && w[1] == '-' && strings.Trim(w[2:], "0123456789") == ""
}

// shipPrefix tells whether a ship's name begins at i: "USS", "HNoMS"; not the
// given name Iris, nor ITS in a text without small letters.
func (s *sentence) shipPrefix(i int) bool {
	w := s.tokens[i].Text
	return s.lex.Is("ship_prefix", s.word(i)) && len(w) > 1 && unicode.IsUpper(rune(w[1])) && !(s.caps && s.lex.Is("stop", s.word(i)))
}
