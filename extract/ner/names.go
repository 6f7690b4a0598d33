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
		if m := &k.mention; m.Subclass == "Military" && k.from > 0 && !k.mention.Adjective && s.regimental(k) {
			m.First, m.Start, m.Key, m.FoundBy = m.First-1, s.tokens[k.from-1].Start, "", "pattern"
		}
		found = append(found, k.mention)
		if k.mention.Form == extract.Nominal || s.composed(k.from, k.to) || s.ofNation(k) {
			found = append(found, s.nationalities(k.from, k.to)...)
		}
	}
	found, guesses = s.consult(learnt, found, unknown)
	found, guesses = slices.DeleteFunc(found, s.common), slices.DeleteFunc(guesses, s.common)
	found = s.battalions(s.joined(found))
	for i := range found {
		s.entitle(&found[i])
		s.identify(&found[i])
		s.takeHead(&found[i])
	}
	for i := range guesses {
		s.identify(&guesses[i])
	}
	found = s.untitled(found)
	for i, n := 0, len(found); i < n; i++ {
		found = append(found, s.missions(&found[i])...)
	}
	return append(found, s.parts()...), unknown, guesses
}

// regimental tells whether a number before a known regiment says which of its
// battalions is meant: "[44] Rashtriya Rifles".
func (s *sentence) regimental(k match) bool {
	last := s.word(k.to - 1)
	return (s.unitNumber(k.from-1) || ordinalNumber(s.word(k.from-1))) && s.lex.Is("regiment", last) && k.mention.Form == extract.Name
}

// agency tells whether a name is only that of whose wire a report is, between a
// dateline and its dash: "SKOPJE, May 4 (Continental News) -".
func (s *sentence) agency(m extract.Mention) bool {
	from, to := m.First-s.first, m.Last-s.first
	if m.Class != extract.Organisation || m.Key != "" || from > 14 || s.word(from-1) != "(" || s.word(to) != ")" {
		return false
	}
	switch s.word(to + 1) {
	case "-", "--", "–", "—":
		return true
	}
	return false
}

// common tells whether what the model took for a name is none: a letter and a
// number that no weapon goes by ("the U-17 final"), an operation, a nationality
// alone, or a sentence's first word that is a head noun in the plural ("Jets dropped bombs").
func (s *sentence) common(m extract.Mention) bool {
	if w := s.word(m.First - s.first - 1); s.lex.Is("platform", strings.ToLower(s.doc.Slice(m.Span))) && (w == "on" || w == "via" || w == "over" || w == "through") {
		return true // "wrote on Facebook"
	}
	if m.Key != "" {
		return false
	}
	i, last := m.First-s.first, m.Last-s.first-1
	if s.lex.Is("no_name", strings.ToLower(s.doc.Slice(m.Span))) {
		return true // "in Urdu", "on Eid al-Adha"
	}
	if _, rank := s.lex.Titles[s.word(last)+"."]; rank && s.word(last+1) == "." {
		return true // "[Navy Capt]. Jeff Davis"
	}
	if s.quotedHonour(i) && m.Class != extract.Organisation {
		return true // "8th Missile Brigade "Alexandru Ioan Cuza""
	}
	if s.lex.Is("no_name_first", s.word(i)) && last > i && m.Class == extract.Place {
		return true // "took part in Exercise Noble Lance"
	}
	if m.FoundBy != "model" {
		return false
	}
	if s.lex.Is("no_name_first", s.word(i)) && last > i && m.Class == extract.Organisation || m.Class == extract.Weapon && s.nationality(i, last+1) == last+1-i {
		return true // "Operation Iron Fist", "[Ukrainian] missiles"
	}
	if m.Class == extract.Weapon && shortCode(s.tokens[last].Text) && !s.isDesignator(last) && !s.weaponContext(i, last+1, false) {
		return true
	}
	if _, phrase := s.phraseHead(last); phrase && last == i+1 && s.sentenceStart(i) && !capitalised(s.tokens[last].Text) {
		return true // "Kamikaze drones hit"
	}
	if m.Last-m.First != 1 || !s.sentenceStart(i) || !strings.HasPrefix(s.tag(i), "NN") {
		return false
	}
	_, as := s.nominal(i)
	return as && pluralForm(s.word(i))
}

// quotedHonour tells whether the quotation that the token at i begins is what the
// unit before it is called after.
func (s *sentence) quotedHonour(i int) bool {
	return quote(s.word(i-1)) && i > 1 && !s.caps && capitalised(s.tokens[i-2].Text) && s.isUnit(i-2)
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

// missions returns the names within that of a body of a union: whose it is, and
// the country that it works in: "[African Union] Mission in [Somalia]". The
// longer name's head is then what stands before the country.
func (s *sentence) missions(m *extract.Mention) (out []extract.Mention) {
	from, to := m.First-s.first, m.Last-s.first
	if m.Class != extract.Organisation || m.Form != extract.Name || to-from < 2 {
		return nil
	}
	add := func(first, last int, fits func(lexicon.Entry) bool) bool {
		entries := s.lex.Gazetteer.Lookup(s.phrase(first, last))
		k := slices.IndexFunc(entries, fits)
		if k < 0 {
			return false
		}
		n, e := s.mention(first, last), entries[k]
		n.Class, n.Subclass, n.Key, n.Form, n.FoundBy, n.Confidence = e.Class, e.Subclass, e.ID, extract.Name, "gazetteer", sureName
		out = append(out, n)
		return true
	}
	union := func(e lexicon.Entry) bool { return e.Subclass == "Intergovernmental" && e.ID != m.Key }
	for width := 1; width < to-from && !add(from, from+width, union); width++ {
	}
	if out == nil || s.tag(to-1) == "POS" {
		return nil
	}
	land := func(e lexicon.Entry) bool { return e.Subclass == "Country" && e.Kind != lexicon.Demonym }
	for first := to - 1; first > max(from+1, to-4); first-- {
		if before := s.word(first - 1); (before == "in" || before == "the" && s.word(first-2) == "in") && add(first, to, land) {
			if m.Head = s.first + first - 2; before == "the" {
				m.Head--
			}
			break
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
	if width == 0 || rest < 1 || rest > 4 {
		return false
	}
	n, ok := s.nominal(to - 1)
	if phrase, both := s.lex.Nominals[s.word(to-2)+" "+s.word(to-1)]; both && rest > 1 || rest == 2 && s.word(to-2) != "national" {
		n, ok = phrase, both
	}
	if rest > 2 || s.word(to-2) == "national" {
		return ok && (n.Subclass == "Military" || n.Subclass == "Police" || n.Subclass == "Government")
	}
	return ok && (n.Class == extract.Organisation || n.Subclass == "Site")
}

// ofNation tells whether a known body's name begins with its nation's: "the
// [U.S.] Treasury".
func (s *sentence) ofNation(k match) bool {
	switch k.entry.Subclass {
	case "Government", "Military", "Police":
		width := s.nationality(k.from, k.to-1)
		return width > 0 && k.to-k.from > width && !s.lex.Is("government", s.word(k.to-1))
	}
	return false
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
	if !ok && m.Class == extract.Weapon && s.lex.Is("craft_noun", s.lemma(last)) && strings.HasPrefix(s.tag(last), "NN") {
		to, n, ok = last+1, lexicon.Nominal{Class: extract.Weapon}, true // "Patriot batteries"
	}
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
		if n, ok := s.nominal(i); s.caps && s.lex.Is("numbered_body", s.word(i)) && ok && digits(s.word(i+1)) && len(s.word(i+1)) < 5 && s.tag(i+2) != "CD" && !s.lex.Is("unit_of_length", s.word(i+2)) {
			m := s.mention(i, i+2) // "UNIT 773"
			m.Class, m.Subclass, m.Form, m.FoundBy, m.Confidence = extract.Organisation, n.Subclass, extract.Name, "pattern", headedName
			out = append(out, m)
			continue
		}
		if !ordinalNumber(s.word(i)) && !s.unitNumber(i) {
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

// battalions makes one name of a battalion's and its regiment's: "2nd Battalion,
// 14th Infantry Regiment".
func (s *sentence) battalions(found []extract.Mention) []extract.Mention {
	for i := range found {
		m := &found[i]
		at := m.Last - s.first
		if m.Class != extract.Organisation || m.Form != extract.Name || !s.lex.Is("battalion_unit", s.word(at-1)) || s.word(at) != "," {
			continue
		}
		k := slices.IndexFunc(found, func(o extract.Mention) bool {
			return o.First == m.Last+1 && o.Class == extract.Organisation && o.Form == extract.Name && s.lex.Is("regiment", s.word(o.Last-s.first-1))
		})
		if k >= 0 {
			m.Last, m.End, m.Subclass = found[k].Last, found[k].End, "Military"
			found[k].Class = ""
		}
	}
	return slices.DeleteFunc(found, func(m extract.Mention) bool { return m.Class == "" })
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

// unitNumber tells whether the token at i numbers the unit whose name follows:
// "118 Infantry Brigade", "77 Brigade".
func (s *sentence) unitNumber(i int) bool {
	w := s.word(i)
	if len(w) == 0 || len(w) > 3 || w == "0" || strings.Trim(w, "0123456789") != "" || s.caps {
		return false
	}
	for to := i + 1; to < min(i+4, len(s.tokens)) && capitalised(s.tokens[to].Text); to++ {
		if n, ok := s.lex.NameHeads[s.word(to)]; ok && n.Subclass == "Military" && s.tag(to) != "NNS" {
			return true
		}
	}
	return false
}
