package ner

import (
	"slices"
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
	if s.tag(r.from-1) == "POS" && s.namedBody(r) && slices.ContainsFunc(known, func(k match) bool { return k.to == r.from-1 && k.mention.Class == extract.Organisation }) {
		take(inside, r.from, r.to) // "the FARC's Segovia column"
		n, _ := s.nameHead(r.to)
		m := make(r.from, r.to+1, n.Class, n.Subclass, "pattern", headedName)
		if m.Subclass == "" {
			m.Subclass = "ArmedGroup"
		}
		return []extract.Mention{m}
	}
	// A known name that fills the run stands by itself, with its title.
	for _, k := range inside {
		if k.from == r.from && k.to == r.to {
			if k.mention.Class == extract.Person && title != "" {
				k.mention.Title = title
			}
			if k.mention.Class == extract.Person || title == "" || s.lex.Titles[extract.Fold(title)].Kind == "role" {
				return nil
			}
		}
	}
	if r.to-r.from > 1 && !s.caps && s.titleAt(r.from, r.to) == r.to-r.from && len(inside) == 0 {
		_, post := s.lex.Nominals[strings.ToLower(s.phrase(r.to-2, r.to))]
		if post || s.lex.Nominals[s.word(r.to-1)].Class == extract.Person {
			return nil // "the Foreign Secretary", who is described
		}
	}
	if s.corpsman(r.from, r.to) {
		return nil // "a U.S. Marine", "two Navy SEALs"
	}
	if m, ok := s.realm(r, known); ok {
		take(inside, r.from, m.Last-s.first)
		return []extract.Mention{m}
	}
	if s.shipPrefix(r.from) && r.to-r.from > 1 {
		m := make(r.from, r.to, extract.Weapon, "Ship", "pattern", headedName)
		take(inside, r.from, r.to)
		return []extract.Mention{m}
	}
	if r.to-r.from > 1 && s.lex.Is("no_name_head", s.word(r.to-1)) && !slices.ContainsFunc(inside, func(k *match) bool { return k.to == r.to }) {
		// "the Geneva Conventions", "the Patriot Act": neither a town nor a weapon.
		take(inside, r.from, r.to)
		return nil
	}
	if r.to-r.from > 1 && title == "" && s.lex.Is("media_first", s.word(r.from)) && !s.caps && !(len(inside) > 0 && inside[0].from == r.from && inside[0].to > r.from+1) {
		take(inside, r.from, r.to) // "Radio Mogadishu"
		return []extract.Mention{make(r.from, r.to, extract.Organisation, "Media", "pattern", headedName)}
	}
	if s.mediaWord(r) && title == "" {
		take(inside, r.from, r.to) // "SOS Médias Burundi"
		return []extract.Mention{make(r.from, r.to, extract.Organisation, "Media", "pattern", headedName)}
	}
	if s.dateline(r) && len(inside) == 1 && inside[0].from == r.from && inside[0].mention.Class == extract.Place {
		take(inside, r.from, r.to) // "SAN SALVADOR ATENCO -"
		return []extract.Mention{make(r.from, r.to, extract.Place, "City", "pattern", headedName)}
	}
	head, n, ok := s.headOf(r)
	if of, _, who := s.headNoun(r.from - 2); ok && n.Class == extract.Place && who && of.Class == extract.Person && s.tag(r.from-2) == "NN" && s.word(r.from-1) == "," && (s.lex.Given[extract.Fold(s.word(r.from))] || s.unknown(r.from)) {
		ok = false // "a courier, Khidr Dawood Silo"
	}
	if len(inside) > 0 {
		// "Maritime Security Centre Indian Ocean": where its office is.
		last := inside[len(inside)-1]
		if at := last.from - 1; last.to == r.to && last.entry.Kind == lexicon.Proper && last.mention.Class == extract.Place && len(inside) == 1 && at > r.from && capitalised(s.tokens[at].Text) {
			if body, is := s.nameHead(at); is && body.Class == extract.Organisation {
				head, n, ok = r.to-1, body, true
			}
		}
	}
	if ok && n.Class == extract.Place && r.to-r.from == 2 && s.lex.Given[extract.Fold(s.word(r.from))] && s.lex.Surnames[extract.Fold(s.word(head))] && s.tag(r.from-1) != "DT" && !s.lex.Is("place_prep", s.word(r.from-1)) && (s.speaks(r.to) || s.acting(r.to) || title != "") {
		ok = false // "Heather Mills said"
	}
	if of, _, led := s.headNoun(r.from - 1); ok && led && n.Class == extract.Place && of.Class == extract.Organisation && s.tag(r.from-1) == "NN" && !s.caps && s.tokens[r.from-1].Text == s.word(r.from-1) && len(inside) == 0 {
		ok = false // "the militant group Desert Camp"
	}
	if ok && r.to-r.from == 2 && s.lex.Is("abstract_head", s.word(r.to-1)) && s.lex.Is("abstract_first", s.word(r.from)) {
		ok = false
	}
	if ok && r.to-r.from > 1 && n.Class != extract.Person && !s.postOf(r) {
		from := s.ordinal(r.from)
		m := make(from, r.to, n.Class, n.Subclass, "pattern", headedName)
		m.Head = s.first + head
		take(inside, from, r.to)
		if land := s.country(r.from, r.to); s.lex.Is("government", s.word(head)) && len(land) == 1 {
			// "the UK Government", "the Government of Iraq": described, not named.
			m.Form = extract.Nominal
			return append(land, m)
		}
		if s.composed(from, r.to) {
			return append(s.nationalities(from, r.to), m)
		}
		return []extract.Mention{m}
	}
	if len(inside) > 0 && s.firstWord(r) == extract.Organisation && title == "" && !slices.ContainsFunc(inside, func(k *match) bool {
		return k.from == r.from && k.mention.Start == s.tokens[r.from].Start && (k.to > r.from+1 || r.to == k.to && k.mention.End == s.tokens[r.to-1].End)
	}) {
		take(inside, r.from, r.to) // "Liwa Thuwar al-Raqqa"
		return []extract.Mention{make(r.from, r.to, extract.Organisation, "", "pattern", headedName)}
	}
	if len(inside) == 1 && inside[0].from == r.from && inside[0].mention.Class == extract.Place && s.lex.Is("town_link", s.word(inside[0].to)) && title == "" {
		take(inside, r.from, r.to) // "Bergen aan Zee"
		return []extract.Mention{make(r.from, r.to, extract.Place, "City", "pattern", headedName)}
	}
	if len(inside) > 0 {
		return s.around(r, inside, title, make)
	}
	if r.to-r.from == 1 && s.isHead(r.from) {
		// "Army", "Police": a common noun at a sentence's start or in a heading.
		return nil
	}
	if title != "" || s.namingTitle(r.from, r.to) {
		return []extract.Mention{make(r.from, r.to, extract.Person, "", "pattern", headedName)}
	}
	if n, ok := s.nameHead(r.to); ok && n.Class == extract.Organisation && s.namedBody(r) {
		m := make(r.from, r.to+1, n.Class, n.Subclass, "pattern", headedName)
		if m.Subclass == "" {
			m.Subclass = "ArmedGroup"
		}
		return []extract.Mention{m}
	}
	if class := s.firstWord(r); class != "" {
		return []extract.Mention{make(r.from, r.to, class, "", "pattern", headedName)}
	}
	sure := s.personal(r)
	if _, of, ok := s.headAfter(r.to); ok && sure > 0 && (of.Subclass == "Site" || of.Class == extract.Place && s.word(r.from-1) == "the") && title == "" && r.to-r.from <= 3 && !s.caps {
		sure = 0 // "Molino de Flores prison"
	}
	if (sure > 0 || s.firstName(r)) && !s.lex.Given[extract.Fold(s.word(r.to-1))] && s.peopled(r.to) && title == "" {
		return []extract.Mention{make(r.from, r.to, extract.Organisation, "ArmedGroup", "pattern", guessName)} // "Hashd al-Watani fighters"
	}
	if sure >= headedName {
		return []extract.Mention{make(r.from, r.to, extract.Person, "", "pattern", sure)}
	}
	class, sub, conf := s.surroundings(r)
	if class == "" && (sure > 0 || s.firstName(r)) {
		class, conf = extract.Person, guessName
	}
	return []extract.Mention{make(r.from, r.to, class, sub, "pattern", conf)}
}

// dateline tells whether a run in capitals stands where a dateline's town does.
func (s *sentence) dateline(r run) bool {
	if r.from != 0 || s.caps || r.to-r.from < 2 || r.to-r.from > 4 {
		return false
	}
	switch s.word(r.to) {
	case "-", "--", "–", "—":
		return strings.ToUpper(s.phrase(r.from, r.to)) == s.phrase(r.from, r.to)
	}
	return false
}

// realm returns the country that is named in full, as a state of its kind: "the
// Islamic Republic of Mauritania".
func (s *sentence) realm(r run, known []match) (m extract.Mention, ok bool) {
	for i := r.from; i < r.to; i++ {
		if !s.lex.Is("realm", s.word(i)) || s.word(i+1) != "of" {
			continue
		}
		at := i + 2
		if s.word(at) == "the" {
			at++
		}
		land := slices.IndexFunc(known, func(k match) bool {
			return k.from == at && k.to >= r.to && k.entry.Kind == lexicon.Proper && k.mention.Subclass == "Country"
		})
		if land < 0 {
			return m, false
		}
		k, from := &known[land], r.from
		for from > 0 && capitalised(s.tokens[from-1].Text) && s.word(from-1) != "the" {
			from-- // "The [Islamic] Republic"
		}
		take(within(known, run{from: from, to: k.to}), from, k.to)
		m = s.mention(from, k.to)
		m.Class, m.Subclass, m.Key, m.Form, m.FoundBy, m.Confidence = k.mention.Class, k.mention.Subclass, k.mention.Key, extract.Name, "gazetteer", sureName
		return m, true
	}
	return m, false
}

// postOf tells whether a run is only a post: "the [Force Commander] of UNIFIL".
func (s *sentence) postOf(r run) bool {
	return s.titleAt(r.from, r.to) == r.to-r.from && (s.word(r.to) == "of" || s.word(r.to) == "for" || s.word(r.to) == ",")
}

// country returns the countries that a government's name starts or ends with.
func (s *sentence) country(from, to int) []extract.Mention {
	if to-from == 2 {
		return s.nationalities(from, to)
	}
	if s.word(from+1) != "of" {
		return nil
	}
	var out []extract.Mention
	for _, g := range s.lex.Gazetteer.Find(s.doc.Text, s.tokens[from+2:to], from+2) {
		if e := g.Entries[0]; e.Subclass == "Country" && e.Kind == lexicon.Proper && g.Last == to {
			m := s.mention(g.First, g.Last)
			m.Class, m.Subclass, m.Key, m.Form, m.FoundBy, m.Confidence = e.Class, e.Subclass, e.ID, extract.Name, "gazetteer", sureName
			out = append(out, m)
		}
	}
	return out
}

// around handles a run that holds known names and more.
func (s *sentence) around(r run, inside []*match, title string, make func(int, int, extract.Class, string, string, float64) extract.Mention) []extract.Mention {
	first := inside[0]
	// "Abu Bakr Baghdadi", "General John Georgia": with a title or a given
	// name in front the whole is a person.
	if first.from > r.from || title != "" {
		if title != "" || (s.lex.Given[extract.Fold(s.word(r.from))] || s.lex.Is("place_given", s.word(r.from))) && !overlapsAny(inside, r.from) {
			if first.mention.Class != extract.Person || first.from != r.from {
				take(inside, r.from, r.to)
				return []extract.Mention{make(r.from, r.to, extract.Person, "", "pattern", headedName)}
			}
		}
	}
	if title == "" && len(inside) == 1 && first.to == r.to && first.from > r.from && first.from-r.from <= 2 && first.mention.Class == extract.Person && first.to-first.from > 1 && !s.caps && !s.headline() {
		whole := true
		for i := r.from; i < first.from; i++ {
			_, titled := s.lex.Titles[extract.Fold(s.word(i))]
			whole = whole && s.tag(i) == "NNP" && !titled && !s.isHead(i) && (s.lex.Given[extract.Fold(s.word(i))] || s.unknown(i))
		}
		if whole {
			take(inside, r.from, r.to) // "Abdelkerim Idriss Déby Itno" is another
			return []extract.Mention{make(r.from, r.to, extract.Person, "", "pattern", headedName)}
		}
	}
	if title == "" && len(inside) == 1 && first.from == r.from && first.mention.Class == extract.Place && first.to < r.to && s.coined(first.to, r.to) {
		take(inside, r.from, r.to) // "Termez Aviasnab"
		class, sub, conf := s.surroundings(r)
		if class == extract.Place {
			class, sub = "", ""
		}
		return []extract.Mention{make(r.from, r.to, class, sub, "pattern", conf)}
	}
	if title == "" && len(inside) == 1 && first.to == r.to && first.from > r.from && r.to-r.from <= 3 && first.to-first.from == 1 && s.word(r.from-1) != "the" &&
		(first.mention.Subclass == "City" || first.mention.Subclass == "Region") && !first.mention.Adjective && first.mention.Start == s.tokens[first.from].Start && s.coined(r.from, first.from) {
		take(inside, r.from, r.to) // "Shamsullah Wardak", who is no province
		class, sub, conf := s.surroundings(r)
		return []extract.Mention{make(r.from, r.to, class, sub, "pattern", conf)}
	}
	if title == "" && len(inside) == 1 && first.from == r.from && first.mention.Class == extract.Place && first.to < r.to && r.to-r.from <= 4 && !s.caps && s.namedAfter(first.to, r) {
		take(inside, r.from, r.to)
		return []extract.Mention{make(r.from, r.to, extract.Organisation, "", "pattern", guessName)}
	}
	if first.from == r.from && first.mention.Subclass == "Media" && (s.word(first.to) == "de" || s.word(first.to) == "del") {
		take(inside, r.from, r.to) // "El Diario del Valle"
		return []extract.Mention{make(r.from, r.to, extract.Organisation, "Media", "pattern", headedName)}
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
	if sure := s.personal(r); sure > 0 {
		return []extract.Mention{make(r.from, r.to, extract.Person, "", "pattern", sure)}
	}
	return nil
}

// ordinal takes in a number that begins a unit's name: "24th Mechanized
// Brigade".
func (s *sentence) ordinal(from int) int {
	if from > 0 && (ordinalNumber(s.word(from-1)) || s.unitNumber(from-1)) {
		return from - 1
	}
	return from
}

// headOf finds the head noun of a name: its last word, the one before "of", or
// one that stands first ("Camp Victory", "Task Force Spartan").
func (s *sentence) headOf(r run) (int, lexicon.Nominal, bool) {
	for i := r.from; i < r.to; i++ {
		if w := s.word(i); (w == "of" || w == "for" || w == "on" || w == "in") && i > r.from {
			if n, ok := s.lex.NameHeads[strings.ToLower(s.phrase(i-1, r.to))]; ok {
				return i - 1, n, true // "House of Representatives", no building
			}
			n, ok := s.nameHead(i - 1)
			return i - 1, n, ok
		}
	}
	if r.to-r.from > 1 && digits(s.tokens[r.to-1].Text) {
		n, ok := s.nameHead(r.to - 2)
		return r.to - 2, n, ok // "Patrol Boat 388"
	}
	last, ends := s.nameHead(r.to - 1)
	if n := s.leadingHead(r.from); n > 0 && r.from+n < r.to && !(n == 1 && ends && last.Class == extract.Organisation) {
		head, ok := s.nominal(r.from + n - 1)
		if n > 1 {
			if phrase, both := s.lex.Nominals[s.word(r.from+n-2)+" "+s.word(r.from+n-1)]; both {
				head, ok = phrase, true
			}
		}
		if ok && head.Class != extract.Person {
			return r.to - 1, head, true
		}
	}
	n, ok := s.nameHead(r.to - 1)
	return r.to - 1, n, ok
}

// nameHead returns what a name is that ends in the token at i.
func (s *sentence) nameHead(i int) (lexicon.Nominal, bool) {
	if n, ok := s.lex.NameHeads[s.word(i-1)+" "+s.word(i)]; ok {
		return n, true // "Military District", no plain district
	}
	if n, ok := s.lex.NameHeads[s.word(i)]; ok {
		if same, ok := s.nominal(i); ok && same.Class == n.Class && n.Subclass == "" {
			return same, true // the nominal says more
		}
		return n, true
	}
	return s.nominal(i)
}

// personal tells how sure it is that a run reads like a person's full name, 0
// where it does not: a given name by itself and a surname by itself are only
// signs, since towns, firms and streets are called after people.
func (s *sentence) personal(r run) float64 {
	if r.to-r.from < 2 || r.to-r.from > 6 {
		return 0
	}
	first, last := s.tokens[r.from].Text, s.tokens[r.to-1].Text
	given := s.lex.Given[extract.Fold(first)] || slices.ContainsFunc(strings.Split(first, "-"), func(p string) bool { return s.lex.Given[extract.Fold(p)] })
	surname := s.lex.Surnames[extract.Fold(last)]
	linked := strings.HasPrefix(last, "al-") || strings.HasPrefix(last, "Al-") || strings.HasPrefix(last, "el-")
	if w := s.word(r.from); w == "abu" || w == "umm" {
		linked = s.word(r.from-1) != "in" // "Abu Hafs"
	}
	for i := r.from + 1; i < r.to; i++ {
		linked = linked || s.lex.Is("person_link", s.word(i))
	}
	if linked && !given && s.locating(r.from) {
		return 0 // "near Umm al-Rasas"
	}
	switch {
	case given && surname, len(first) == 2 && first[1] == '.', linked:
		return headedName
	case given, surname && r.to-r.from <= 3 && !acronym(first):
		return guessName
	}
	return 0
}

// locating tells whether the words before i lead to a place: "near", "the
// shelling of".
func (s *sentence) locating(i int) bool {
	w := s.word(i - 1)
	return s.lex.Is("town_prep", w) || w == "at" || w == "of" && s.lex.Is("place_event", s.lemma(i-2))
}

// firstWord returns the class that a name's first word tells: "Liwa al-Haqq",
// "Wadi al-Hajar".
func (s *sentence) firstWord(r run) extract.Class {
	switch w := s.word(r.from); {
	case r.to-r.from < 2:
		// "Tehreek-i-Fath"
		if first, rest, _ := strings.Cut(w, "-"); strings.Contains(rest, "-") && s.lex.Is("organisation_first", first) {
			return extract.Organisation
		}
		if at := strings.LastIndexByte(w, '-'); at > 2 && s.lex.NameHeads[w[at+1:]].Subclass == "Media" && !s.caps && !s.lex.Is("arabic_article", w[:at]) && capitalised(s.tokens[r.from].Text[at+1:]) {
			return extract.Organisation // "Post-Courier"
		}
	case s.lex.Is("organisation_first", w) && len(s.lex.Gazetteer.Lookup(s.phrase(r.from, r.from+2))) > 0:
		// "Los Angeles Movers"
	case s.lex.Is("organisation_first", w):
		return extract.Organisation
	case s.lex.Is("place_first", w):
		return extract.Place
	}
	return ""
}

// firstName tells whether a run is a given name alone: "Melinda called".
func (s *sentence) firstName(r run) bool {
	return r.to == r.from+1 && !s.caps && !acronym(s.tokens[r.from].Text) && s.tag(r.from) == "NNP" && s.lex.Given[extract.Fold(s.tokens[r.from].Text)]
}

// acronym tells whether a word is written as one: "IRGC", "U.N.", "G9".
func acronym(w string) bool {
	letters, digits := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		case r != '.' && r != '-':
			return false
		}
	}
	return letters >= 1 && letters+digits >= 2 && letters <= 6
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
