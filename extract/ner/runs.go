package ner

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

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
		if to := s.ofName(i); to > 0 {
			out = append(out, run{from: i, to: to})
			i = to
			continue
		}
		if !s.proper(i) {
			i++
			continue
		}
		to := i + 1
		if i > 0 && !s.caps && capitalised(s.tokens[i-1].Text) && slices.ContainsFunc(s.matches, func(g lexicon.Match) bool {
			return g.First == i-1 && g.Last > i && g.Entries[0].Kind == lexicon.Proper && g.Entries[0].Class == extract.Place
		}) {
			i-- // "New York Times", though "new" is no name
		}
		for to < len(s.tokens) {
			if s.proper(to) {
				to++
				continue
			}
			if n := s.inserted(to); n > 0 {
				to += n
				continue
			}
			if n := s.missionTo(i, to, known); n > 0 {
				to = n
				break
			}
			if s.caps && s.namesHead(i, to, known) > 0 {
				to = s.namesHead(i, to, known)
				continue
			}
			next := to
			for next < min(to+3, len(s.tokens)) && (s.lex.Is("name_link", s.word(next)) || s.lex.Is("town_link", s.word(next)) || s.linksForeign(i, next)) {
				next++
			}
			if next == to || !s.proper(next) || !s.joins(i, to, next) || s.owned(i, to, next, known) {
				break
			}
			to = next + 1
		}
		if s.word(to) != "" && s.lex.Is("patronymic", s.word(to)) && to-i >= 2 && !s.caps {
			to++ // "Bolot Temirov uulu"
		}
		if s.numbered(i, to) || s.shipPrefix(i) && to < len(s.tokens) && (s.tokens[to].Text == "I" || to == i+1 && digits(s.tokens[to].Text) && !s.caps) {
			to++ // "MV Blue Lagoon I", "CCG 3104"
		}
		if s.caps {
			i = s.leadIn(i)
		}
		if s.caps && to == i+1 && s.initial(i) && to < len(s.tokens) && strings.HasPrefix(s.tag(to), "NN") && s.unheard(to) {
			to++ // "R. ILANKO"
		}
		out = append(out, s.cut(run{from: i, to: to}, known)...)
		i = to
	}
	return out
}

// initial tells whether the token at i is one letter and its full stop.
func (s *sentence) initial(i int) bool {
	w := s.tokens[i].Text
	return len(w) == 2 && w[1] == '.'
}

// numbered tells whether the token at i is the number of what the name from:i is
// one of, and no count or year: "Patrol Boat [388]", "Checkpoint [9]".
func (s *sentence) numbered(from, i int) bool {
	if i >= len(s.tokens) || s.caps || !digits(s.tokens[i].Text) || len(s.tokens[i].Text) > 5 || s.dated(i, i+1) {
		return false
	}
	next := s.tag(i + 1)
	if s.lex.Is("numbered_body", s.word(from)) || s.lex.Is("numbered_body", s.word(i-1)) {
		return next != "CD" && s.word(i+1) != "%" // "Unit 910", "Brigada Mixta 14 soldiers"
	}
	if len(s.tokens[i].Text) > 4 || !s.isHead(i-1) || strings.HasSuffix(s.tag(i-1), "S") {
		return false
	}
	return (next != "NN" || i-from > 1) && next != "NNS" && !strings.HasPrefix(next, "NNP") && !strings.HasPrefix(next, "JJ") && next != "CD" && !s.sentenceStart(i-1)
}

// linksForeign tells whether the token at i joins the parts of a body's name,
// which starts at from, in the tongue of that name: "Forum [voor] Democratie".
func (s *sentence) linksForeign(from, i int) bool {
	return !s.caps && s.lex.Is("foreign_link", s.word(i)) && s.lex.Is("organisation_first", s.word(from)) && s.tokens[i].Text == s.word(i)
}

func digits(w string) bool { return w != "" && strings.Trim(w, "0123456789") == "" }

// namingTitle tells whether the tokens from:to are a title and the one name that
// is not used without it: "Haji Dadkhoda".
func (s *sentence) namingTitle(from, to int) bool {
	return to-from == 2 && s.lex.Is("naming_title", s.word(from)) && !s.caps
}

// missionTo returns the end of the country at which the mission of a union works
// that the tokens from:to name, or 0: "European Union Training Mission [in the
// Central African Republic]".
func (s *sentence) missionTo(from, to int, known []match) int {
	if s.word(to) != "in" || !s.lex.Is("mission_head", s.word(to-1)) {
		return 0
	}
	at := to + 1
	if s.word(at) == "the" {
		at++
	}
	land := slices.IndexFunc(known, func(k match) bool {
		return k.from == at && k.entry.Kind == lexicon.Proper && k.mention.Subclass == "Country"
	})
	if land < 0 || !slices.ContainsFunc(known, func(k match) bool { return k.from == from && k.to < to && k.mention.Subclass == "Intergovernmental" }) {
		return 0
	}
	return known[land].to
}

// inserted returns how many tokens stand between the parts of a name that are
// no words of it: the full stop of "Joseph L. Votel", the nickname of
// "Richard "Tex" Coe", the possessive of "People's Liberation Army".
func (s *sentence) inserted(i int) int {
	if s.word(i) == "." && len(s.tokens[i-1].Text) == 1 && s.proper(i-1) && s.proper(i+1) && s.tokens[i].Start == s.tokens[i-1].End {
		return 1
	}
	if w := s.word(i); (w == "'s" || w == "'" || w == "’s" || w == "’") && s.lex.Is("common_owner", s.word(i-1)) && s.proper(i+1) {
		return 1 // "People's Liberation Army"
	}
	if s.tag(i) == "POS" && s.word(i) == "'" && i > 1 && s.proper(i-2) && !s.caps && s.proper(i+1) && s.nationality(i-1, i) == 0 {
		if n, ok := s.nameHead(i + 1); ok && n.Class == extract.Organisation && !s.proper(i+2) {
			return 1 // "Northern Rivers Tribes' Army"
		}
	}
	if s.word(i) == "." && s.tokens[i].Start == s.tokens[i-1].End && s.proper(i+1) {
		if t, ok := s.lex.Titles[extract.Fold(s.phrase(i-1, i+1))]; ok && t.Kind == "rank" {
			return 1 // "Brig. Gen."
		}
	}
	if s.tag(i) == "POS" && i > 1 && (s.word(i-2) == "st." || s.word(i-2) == "st" || s.word(i-2) == "saint") && s.proper(i+1) && s.isHead(i+1) {
		return 1 // "St. Mary's Church"
	}
	if !quote(s.word(i)) || !s.lex.Given[s.word(i-1)] {
		return 0
	}
	for end := i + 2; end <= i+3; end++ {
		if quote(s.word(end)) && s.proper(end+1) {
			return end + 1 - i
		}
	}
	return 0
}

func quote(w string) bool {
	switch w {
	case `"`, "“", "”", "``", "''", "‘", "’":
		return true
	}
	return false
}

// ofName returns the end of a name in capitals that starts with its head, or 0:
// "MINISTRY OF FOREIGN AFFAIRS".
func (s *sentence) ofName(i int) int {
	if !s.caps || !s.lex.Is("of_head", s.word(i)) || s.word(i+1) != "of" {
		return 0
	}
	to := i + 2
	if first := to + strings.Count(s.word(to), "the"); first < len(s.tokens) && s.event(first) {
		return 0 // "ACCUSED THE ARMY OF THE KILLINGS"
	}
	for n := 0; to < len(s.tokens) && n < 6; n++ {
		tag := s.tag(to)
		noun := strings.HasPrefix(tag, "NN") || tag == "JJ"
		link := (s.word(to) == "of" || s.word(to) == "and" || s.word(to) == "the") && strings.HasPrefix(s.tag(to+1), "NN")
		if !noun && !link || s.lex.Is("stop", s.word(to)) && !link {
			break
		}
		to++
	}
	if to == i+2 {
		return 0
	}
	return to
}

// namesHead returns the end of the head noun that a name in capitals takes in,
// or 0: "SARPOSA PRISON", but not "TALIBAN CELLS", "U.S. TROOPS".
func (s *sentence) namesHead(from, to int, known []match) int {
	for _, k := range known {
		if k.from < to && from < k.to {
			return 0
		}
	}
	for next := to + 1; next <= min(to+2, len(s.tokens)); next++ {
		n, width, ok := s.headNoun(next - 1)
		if ok && width <= next-to && s.tag(next-1) != "NNS" && (n.Class == extract.Place || n.Class == extract.Organisation) && !s.lex.Is("unnamed_site", s.lemma(next-1)) {
			return next
		}
		if !strings.HasPrefix(s.tag(next-1), "NN") {
			return 0
		}
	}
	return 0
}

// leadIn takes in what stands before a name in capitals and is no name by
// itself: a leading head ("TASK FORCE SPARTAN"), the given name after a title
// ("COL. MARK DOYLE").
func (s *sentence) leadIn(from int) int {
	for n := longestLead; n > 0; n-- {
		if s.leadingHead(from-n) == n {
			return from - n
		}
	}
	for i := from - 1; i >= max(1, from-2); i-- {
		if !strings.HasPrefix(s.tag(i), "NN") || s.titleBefore(i+1) != "" {
			break
		}
		if s.titleBefore(i) != "" || s.word(i-1) == "." && i > 1 && s.titleBefore(i-1) != "" {
			return i
		}
	}
	return from
}

// longestLead is the number of words of the longest leading head.
const longestLead = 3

// leadingHead returns how many words the head noun takes that starts a name at
// i, or 0: "Camp Victory", "Forward Operating Base Hammer".
func (s *sentence) leadingHead(i int) int {
	for n := min(longestLead, len(s.tokens)-i); n > 0 && i >= 0; n-- {
		if s.lex.Is("leading_head", strings.ToLower(s.phrase(i, i+n))) {
			return n
		}
	}
	return 0
}

// joins tells whether the words between two parts of a name join them: those
// of persons' names do, "of" and the like only after an organisation's or a
// site's head ("Ministry of Defence").
func (s *sentence) joins(from, to, next int) bool {
	for i := to; i < next; i++ {
		if s.lex.Is("person_link", s.word(i)) || s.lex.Is("town_link", s.word(i)) || s.linksForeign(from, i) {
			continue
		}
		switch s.word(i) {
		case "on":
			n, ok := s.nominal(to - 1)
			if !ok || n.Class != extract.Organisation {
				return false
			}
			switch n.Subclass {
			case "Military", "Police", "ArmedGroup", "Party", "Company":
				return false // "the 7th Brigade on the Khardali road"
			}
		case "of", "for", "the":
			if !s.isHead(to-1) || s.describes(from, to) || s.caps && s.areaNoun(to-1) {
				return false
			}
		case "and":
			// Ministry of Defence and Armed Forces Logistics
			if !s.hasOf(from, to) || s.lex.Is("realm", s.word(from)) || s.lex.Is("realm", s.word(from+1)) || s.lex.Is("realm", s.word(from+2)) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// owned tells whether an of-phrase says what the body before it is part of, or
// where it is, and is no part of its name: "the Eastern Division of the [SDF]",
// "Pelagos Shipping of [Piraeus]".
func (s *sentence) owned(from, to, next int, known []match) bool {
	if to-s.ordinal(from) < 2 || s.word(to) != "of" {
		return false
	}
	n, ok := s.nameHead(to - 1)
	if s.lex.Is("detachment", s.word(to-1)) || ok && n.Subclass == "Military" {
		return s.bodyAhead(next) || acronym(s.tokens[next].Text) || slices.ContainsFunc(known, func(k match) bool {
			return k.from == next && (k.mention.Class == extract.Organisation || k.mention.Adjective)
		})
	}
	return ok && n.Subclass == "Company" && next == to+1 && !s.lex.Is("named_of", s.word(to-1)) && slices.ContainsFunc(known, func(k match) bool {
		return k.from == next && k.mention.Subclass == "City"
	})
}

// bodyAhead tells whether a body's name with a head of its own begins at i: the
// "Western Command of the [Armed Forces]".
func (s *sentence) bodyAhead(i int) bool {
	for ; i < len(s.tokens) && (s.proper(i) || ordinalNumber(s.word(i))); i++ {
		if of, ok := s.nominal(i); ok && of.Class == extract.Organisation {
			return true
		}
		if of, ok := s.lex.Nominals[s.word(i)+" "+s.word(i+1)]; ok && of.Class == extract.Organisation {
			return true
		}
	}
	return false
}

// areaNoun tells whether a word only says what kind of place its of-phrase
// names: "THE EASTERN CITY OF SAN MIGUEL".
func (s *sentence) areaNoun(i int) bool {
	n, ok := s.nominal(i)
	return ok && n.Class == extract.Place && n.Subclass != "Site"
}

// describes tells whether a run is only a sentence's first word, a common noun
// in the plural: "Fighters of the Ta'ang National Liberation Army".
func (s *sentence) describes(from, to int) bool {
	if to-from != 1 {
		return false
	}
	w := s.word(from)
	_, as := s.lex.Nominals[w]
	_, singular := s.lex.Nominals[s.lemma(from)]
	return (s.caps || s.sentenceStart(from)) && (singular && s.lemma(from) != w || as && strings.HasSuffix(w, "s"))
}

func (s *sentence) hasOf(from, to int) bool {
	for i := from; i < to; i++ {
		if s.word(i) == "of" || s.word(i) == "for" {
			return !s.isHead(to-1) && to-i <= 2
		}
	}
	return false
}

// isHead tells whether the token at i is a head noun of places, organisations
// or weapons.
func (s *sentence) isHead(i int) bool {
	n, ok := s.nominal(i)
	if !ok && i >= 0 && i < len(s.tokens) && !s.caps && capitalised(s.tokens[i].Text) {
		n, ok = s.nameHead(i)
	}
	return ok && n.Class != extract.Person
}

func (s *sentence) nominal(i int) (lexicon.Nominal, bool) {
	w := s.word(i)
	n, ok := s.lex.Nominals[w]
	if !ok {
		n, ok = s.lex.Nominals[strings.TrimSuffix(w, "s")]
	}
	return n, ok && n.Class != ""
}

// cut takes leading nationalities and titles off a run.
func (s *sentence) cut(r run, known []match) []run {
	var out []run
	if w := s.word(r.from - 1); s.word(r.from) == "class" && r.to-r.from > 1 && (ordinalNumber(w) || s.lex.Is("ordinal", w)) {
		r.from++ // "Sgt. 1st Class [Adam Smith]"
	}
	for r.from < r.to {
		if n := s.titleAt(r.from, r.to); n > 0 && r.from+n < r.to && s.tag(r.from+n) != "POS" && !s.eponymous(r.from, r.to) && !(r.title == "" && s.namingTitle(r.from, r.to)) {
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
		if n := demonymAt(known, r.from, r.to); n > 0 && r.from+n+1 < r.to && (s.lex.Is("unit_ordinal", s.word(r.from+n)) || s.word(r.from+n) == "royal") && s.isUnit(r.to-1) {
			r.from += n // "the Yugoslav Third Army"
			continue
		}
		if r.from+1 < r.to && s.participial(r.from) {
			r.from++ // "the Emirati-backed Giants Brigades"
			continue
		}
		break
	}
	// A title in the middle ends one name and begins the next.
	for i := r.from + 1; i < r.to; i++ {
		if s.lex.Is("organisation_first", s.word(r.from)) {
			break // "Fiscalía General del Estado"
		}
		if n := s.titleAt(i, r.to); n > 0 && i+n < r.to && s.tag(i+n) != "POS" && s.lex.Titles[extract.Fold(s.phrase(i, i+n))].Kind != "honorific" && (!s.isHead(i-1) || strings.Contains(s.phrase(i, i+n), ".")) {
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
			if s.word(i+n-1) == "general" && i+n < to && s.lex.Is("general_body", s.word(i+n)) {
				continue // "the General Staff", the "Army General Staff"
			}
			return n
		}
	}
	return 0
}

// eponymous tells whether a title at the start of a run belongs to the name of
// what is called after its bearer: "Imam Khomeini Hospital".
func (s *sentence) eponymous(from, to int) bool {
	n, ok := s.nameHead(to - 1)
	return ok && to-from > 2 && (n.Class == extract.Place || n.Class == extract.Organisation) && s.lex.Is("eponym_title", s.word(from))
}

func demonymAt(known []match, from, to int) int {
	for _, k := range known {
		if k.from == from && k.to <= to && k.entry.Kind == lexicon.Demonym {
			return k.to - k.from
		}
	}
	return 0
}

// entitle gives a person's name all the titles before it: "[Chief of Staff
// General] X", "[Secretary of State] X".
func (s *sentence) entitle(m *extract.Mention) {
	if m.Class != extract.Person || m.Form != extract.Name {
		return
	}
	from := m.First - s.first
	for title := s.titleBefore(from); title != "" && from > 0; title = s.titleBefore(from) {
		if s.lex.Titles[extract.Fold(title)].Kind == "honorific" && from < m.First-s.first {
			break
		}
		from -= len(strings.Fields(title))
	}
	if title := s.doc.Text[s.tokens[max(from, 0)].Start:s.tokens[m.First-s.first].Start]; len(title)-1 > len(m.Title) {
		m.Title = strings.TrimSpace(title)
	}
}

// untitled takes out what was held for a name but ends in the title of the next,
// "[US Secretary of State] X", and leaves the country that it starts with.
func (s *sentence) untitled(found []extract.Mention) []extract.Mention {
	var lands []extract.Mention
	found = slices.DeleteFunc(found, func(m extract.Mention) bool {
		ends := slices.ContainsFunc(found, func(n extract.Mention) bool {
			return n.Class == extract.Person && n.First == m.Last && strings.Contains(n.Title, " ") && strings.HasSuffix(s.doc.Slice(m.Span), n.Title)
		})
		if ends && m.Class == extract.Person {
			lands = append(lands, s.nationalities(m.First-s.first, m.Last-s.first)...)
		}
		return ends && m.Class == extract.Person
	})
	return append(found, lands...)
}

// office tells whether the noun at i begins a title of several words before a
// name: "[Secretary] of State X" speaks of nobody but X.
func (s *sentence) office(i int, names []extract.Mention) bool {
	n := s.titleAt(i, len(s.tokens))
	if n < 2 || s.word(i+1) != "of" {
		return false
	}
	return slices.ContainsFunc(names, func(m extract.Mention) bool {
		return m.Class == extract.Person && m.First-s.first >= i+n && m.Start-len(m.Title)-2 < s.tokens[i].Start && m.Title != ""
	})
}

// titleBefore returns the title that ends right before the token at i, in any
// case: "militia commander", "Gen.".
func (s *sentence) titleBefore(i int) string {
	for n := min(4, i); n > 0; n-- {
		if t, ok := s.lex.Titles[extract.Fold(s.phrase(i-n, i))]; ok && (t.Kind != "honorific" || n == 1) {
			if strings.Contains(s.phrase(i-n, i), ",") {
				continue
			}
			return s.phrase(i-n, i)
		}
	}
	return ""
}
