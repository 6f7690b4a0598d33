package ner

import (
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// surroundings types a name by the words beside it; an empty class where they
// don't tell.
func (s *sentence) surroundings(r run) (extract.Class, string, float64) {
	short := acronym(s.tokens[r.from].Text) && r.to-r.from == 1 && !s.caps
	if to, n, ok := s.headAfter(r.to); ok && r.to-r.from <= 3 && n.Class != extract.Person {
		switch {
		case !short && r.to-r.from == 1 && s.sentenceStart(r.from) && !s.caps && !(s.unknown(r.from) && n.Subclass == "ArmedGroup" && s.tag(to-1) == "NN"):
			// "Aid trucks": no name, most likely.
		case s.lex.Is("government", s.lemma(to-1)) && !short:
			return extract.Person, "", guessName // "the Bush administration"
		case n.Class == extract.Organisation && !short && (r.to-r.from == 1 || s.tag(r.to-1) == "JJ") && s.tag(to-1) == "NNS":
			// "Shona rebels": as likely a people as a group.
		case n.Class != extract.Place, n.Subclass != "Site":
			return n.Class, n.Subclass, guessName
		case !short && !s.caps && s.bearsName(r.from, to):
			return n.Class, n.Subclass, guessName
		}
	}
	if short && len(s.tokens[r.from].Text) >= 3 && s.lex.Is("acronym_people", s.lemma(r.to)) && strings.HasPrefix(s.tag(r.to), "NN") {
		return extract.Organisation, "", guessName // "SOG men"
	}
	if r.to-r.from <= 2 && !s.caps && s.unknown(r.from) && s.unknown(r.to-1) && s.lex.Is("office_people", s.lemma(r.to)) && strings.HasPrefix(s.tag(r.to), "NN") && s.tokens[r.to].Text == s.word(r.to) {
		return extract.Organisation, "", guessName // "Atic agents", "FundaRedes director"
	}
	if n, _, ok := s.headNoun(r.from - 1); ok && n.Class != extract.Person && (!s.caps || n.Class == extract.Weapon) {
		if w := s.word(r.from - 1); r.to-r.from > 1 && s.lex.Given[extract.Fold(s.word(r.from))] && (s.lex.Is("fighter_alone", w) || s.lex.Is("bomber", w)) {
			return extract.Person, "", headedName // "the hijacker Ahmed Sabri"
		}
		// "the tanker Calypso Dawn", "the group Ansar", "drone maker Zala Aero"
		return n.Class, n.Subclass, headedName
	}
	if class, sub, conf := s.introduced(r, short); class != "" {
		return class, sub, conf
	}
	before := s.word(r.from - 1)
	if before == "of" || before == "the" && s.word(r.from-2) == "of" {
		at := r.from - 2
		if before == "the" {
			at--
		}
		if n, ok := s.nominal(at); ok && before == "of" && n.Class == extract.Place && n.Subclass != "Site" {
			return extract.Place, n.Subclass, headedName
		}
		if n, ok := s.nominal(at); ok && n.Class == extract.Organisation && (s.tag(at) == "NNS" || n.Subclass == "ArmedGroup" && pluralForm(s.word(at))) {
			// "gunmen of the G9": what armed people belong to.
			return extract.Organisation, n.Subclass, headedName
		}
		if s.lex.Is("kin", s.lemma(at)) && !short {
			return extract.Person, "", headedName
		}
	}
	if n, ok := s.appositive(r.to); ok && (n.Class != extract.Person || !s.lex.Is("town_prep", before) && before != "at") {
		return n.Class, n.Subclass, headedName
	}
	if s.lemma(r.to) == "be" && s.acting(r.to) && !short && s.role(r.to+1) {
		return extract.Person, "", headedName // "Djumaliev is the director of"
	}
	if before == "as" && s.word(r.from-2) == "known" && !short {
		if n, _, ok := s.headNoun(r.from - 3); ok {
			return n.Class, n.Subclass, headedName
		}
	}
	if (before == "themselves" || before == "itself") && s.lex.Is("naming", s.word(r.from-2)) && !short {
		return extract.Organisation, "", headedName // "hackers calling themselves Ghost Heron"
	}
	if s.lex.Is("naming", before) && !short {
		if n, _, ok := s.headNoun(r.from - 2); ok && (s.caps || !capitalised(s.tokens[r.from-2].Text)) {
			if s.tag(r.from-2) == "NN" && s.lex.Is("fighter_alone", s.word(r.from-2)) {
				return extract.Person, "", headedName // "a sniper named Zaur"
			}
			return n.Class, n.Subclass, headedName // "a man called Fine Boy"
		}
	}
	if (before == "them" || before == "," && s.word(r.from-2) == "them") && !short {
		at := r.from - 2
		if before == "," {
			at--
		}
		if w := s.word(at); (w == "among" || w == "of" && s.word(at-1) == "one") && r.to-r.from > 1 {
			return extract.Person, "", headedName // "five guards, among them Yurley Paba"
		}
	}
	if class, sub, ok := s.aliasKind(r.from); ok && !short {
		return class, sub, headedName
	}
	if before == "," && !short {
		// "his bodyguard, Íñigo Peñaranda"
		if n, _, ok := s.headNoun(r.from - 2); ok && n.Class == extract.Person && s.tag(r.from-2) == "NN" {
			return extract.Person, "", headedName
		}
	}
	if before == "the" && s.word(r.from-2) == "," && (s.word(r.to) == "," || s.word(r.to) == "." || s.word(r.to) == ")") {
		// "Morocco's intelligence service, the DGED,", "a patrol ship, the Mizuki."
		at := r.from - 3
		if n, width, ok := s.headNoun(at); ok && s.tag(at) == "NN" && (n.Class == extract.Organisation || n.Subclass == "Ship") && s.oneThing(at-width) {
			return n.Class, n.Subclass, headedName
		}
	}
	if w := s.word(r.to); (w == "," && s.tag(r.to+2) != "POS" || w == "(" && s.word(r.to+2) == ")") && r.to+1 < len(s.tokens) {
		if next := s.lex.Gazetteer.Lookup(s.tokens[r.to+1].Text); len(next) > 0 && next[0].Class == extract.Place && next[0].Kind == lexicon.Proper && next[0].Cue != lexicon.Context {
			return extract.Place, "City", headedName
		}
	}
	if short {
		if letters := len(s.tokens[r.from].Text); letters >= 3 && (s.speaks(r.to) || before == "the" && s.acting(r.to)) {
			return extract.Organisation, "", guessName
		}
		return "", "", guessName
	}
	many := r.to-r.from >= 2 && r.to-r.from <= 4 && !s.caps
	switch {
	case many && s.harmed(r):
		return extract.Person, "", guessName
	case many && before == "by" && (s.lex.Is("led", s.word(r.from-2)) || s.lex.Is("led", s.lemma(r.from-2))),
		many && before == "to" && s.word(r.from-2) == "according":
		return extract.Person, "", guessName
	case (s.tag(r.from-1) == "DT" || s.tag(r.from-1) == "CD") && s.lex.Is("shoot_verb", s.lemma(r.from-2)):
		return extract.Weapon, "", guessName
	case many && s.word(r.to) == "," && s.word(r.to+1) == "of" && (s.word(r.to+2) == "the" || s.proper(r.to+2)) && s.word(r.from-1) != "the" && !s.locating(r.from):
		return extract.Person, "", guessName // "Tian Junli, of the Southern Command,"
	case s.word(r.to) == "," && (s.word(r.to+1) == "who" || s.word(r.to+1) == "whom" || s.word(r.to+1) == "whose") && !s.caps:
		return extract.Person, "", headedName
	case s.speaks(r.to) && s.word(r.to+1) == "its" && s.personal(r) == 0:
		return extract.Organisation, "", guessName // "Omega Médias said its reporter"
	case s.speaks(r.to) && r.to-r.from >= 2 && r.to-r.from <= 4:
		return extract.Person, "", guessName
	case r.to-r.from <= 2 && s.listed(r):
		return extract.Place, "", guessName
	case (before == "in" || before == "at" || before == "near" || before == "outside" || before == "around" || before == "towards" || before == "toward" || before == "off") && r.to-r.from <= 3:
		return extract.Place, "", guessName
	case r.to-r.from <= 3 && before == "of" && s.locating(r.from):
		return extract.Place, "", guessName
	case r.to-r.from <= 2 && (before == "on" && s.event(r.from-2) && s.lex.Is("strike_noun", s.lemma(r.from-2)) || s.lex.Is("place_verb", s.lemma(r.from-1)) && strings.HasPrefix(s.tag(r.from-1), "VB")):
		return extract.Place, "", guessName
	case s.word(r.to) == "," && s.tag(r.to+1) == "CD" && s.word(r.to+2) == ",":
		return extract.Person, "", headedName
	}
	return "", "", guessName
}

// introduced types a name by the words that lead to it, which say what somebody
// goes by, whose something is, whom somebody spoke to, and where somebody went;
// an empty class where they don't.
func (s *sentence) introduced(r run, short bool) (extract.Class, string, float64) {
	at, width := r.from-1, r.to-r.from
	if quote(s.word(at)) {
		at-- // known as "Chirimoya"
	}
	before := s.word(at)
	switch {
	case before == ":" && width >= 2 && width <= 4 && s.lex.Is("credit", s.word(at-1)) && s.sentenceStart(at-1) && !s.caps:
		return extract.Person, "", guessName // "Contact: Nyakuoth Gai"
	case before == "," && at < r.from-1 && s.proper(at-1) && width <= 3 && !s.caps && s.aliasEnds(r.to) && !s.speaks(at-2) && !s.speaks(at-3):
		return extract.Person, "", guessName // Hugo Barrios, "El Pollo"
	case before == "of" && at == r.from-1 && s.lex.Is("body_member", s.lemma(at-1)) && !short && s.personal(r) == 0 && !s.caps && (width > 1 || s.unknown(r.from)):
		return extract.Organisation, "", guessName // "a member of Hefazat-e-Millat"
	case before == "of" && at == r.from-1 && width <= 2 && !short && s.lex.Is("place_people", s.lemma(at-1)) && !s.caps:
		return extract.Place, "", guessName // "villagers of Yahidne"
	case width <= 2 && !short && !s.caps && s.lex.Is("bullet", s.word(r.from-1)) && s.word(r.to) == ":" && len(s.word(r.to+1)) > 0 && !unicode.IsDigit(rune(s.word(r.to + 1)[0])) && s.tag(r.from) == "NNP" && s.unknown(r.from) && s.unknown(r.to-1):
		return extract.Place, "", guessName // "* Sinune: two men"
	case width == 1 && site(s.tokens[r.from].Text):
		return extract.Organisation, "Media", guessName
	case before == "as" && s.lex.Is("identified", s.word(at-1)) && !short:
		if s.word(at-1) != "known" || at+1 < r.from {
			return extract.Person, "", headedName // "identified as"
		}
	case before == "as" && s.lex.Is("identified", s.word(s.verbBefore(at))) && !short:
		// "named him as", "identified the group as"
		n, _, ok := s.headNoun(at - 1)
		if w := s.word(at - 1); ok || strings.HasPrefix(s.tag(at-1), "NN") || w == "it" || w == "they" || w == "them" {
			return n.Class, n.Subclass, headedName
		}
		return extract.Person, "", headedName
	case before == "is" && s.lemma(at-1) == "name" && (s.lex.Is("naming_adjective", s.word(at-2)) || s.word(at-2) == "whose") && !short:
		return extract.Person, "", headedName // "whose real name is"
	case s.caps:
	case before == "by" && s.lex.Is("owned", s.word(at-1)) && s.word(at-1) != "held" && s.personal(r) == 0:
		return extract.Organisation, "", guessName // "a bus operated by Tawakal Express"
	case before == "to" && s.word(at-1) == "belonging" && s.personal(r) == 0:
		return extract.Organisation, "", guessName
	case s.lemma(at) == "tell" && width == 1 && s.unknown(r.from) && (s.word(r.to) == "." || s.word(r.to) == "," || s.word(r.to) == "that"):
		return extract.Organisation, "Media", guessName // "he told Hespress."
	case width >= 2 && width <= 4 && s.lex.Is("person_object", s.lemma(at)) && strings.HasPrefix(s.tag(at), "VB") && at == r.from-1:
		return extract.Person, "", guessName // "met Lahpai Seng Raw"
	case s.tag(at) == "DT" && before == "the" && s.lemma(at-1) == "tell" && width <= 3 && s.unknown(r.to-1) && (s.word(r.to) == "." || s.word(r.to) == "," || s.word(r.to) == "that"):
		return extract.Organisation, "Media", guessName // "told the Weekly Zimbo that"
	case width <= 2 && !short && at == r.from-1 && s.unknown(r.from) && s.unknown(r.to-1) && s.lex.Is("place_object", s.lemma(at)) && (s.tag(at) == "VBD" || s.tag(at) == "VBN" || s.tag(at) == "VBZ" || s.tag(at) == "VB") && s.tag(r.to) != "POS" && !strings.HasPrefix(s.tag(r.to), "NN"):
		return extract.Place, "", guessName // "entered Manguredjipa"
	case width <= 2 && !short && (before == "over" || before == "above") && at == r.from-1 && s.lex.Is("over_verb", s.lemma(s.verbBefore(at))) && !strings.HasPrefix(s.tag(r.to), "NN") && s.tag(r.to) != "POS":
		return extract.Place, "", guessName // "circled over Harsha"
	case width <= 3 && !short && (before == "to" || before == "into" || before == "from" || before == "towards") && s.moving(at) && !strings.HasPrefix(s.tag(r.to), "NN"):
		return extract.Place, "", guessName // "fled to Ann"
	case width <= 2 && !short && before == "from" && s.tag(r.to) != "POS":
		if n, _, ok := s.headNoun(at - 1); ok && n.Class == extract.Person {
			return extract.Place, "", guessName // "a trader from Sethergund"
		}
	case width <= 2 && !short && s.lex.Is("hit_verb", s.lemma(at)) && strings.HasPrefix(s.tag(at), "VB") && at == r.from-1 && s.byWeapon(at) && s.tag(r.to) != "POS":
		return extract.Place, "", guessName // "a drone struck Hpasawng"
	}
	return "", "", 0
}

// site tells whether a word is the address of a site: "Kidal.info".
func site(w string) bool {
	name, domain, ok := strings.Cut(w, ".")
	switch domain {
	case "com", "org", "net", "info", "news", "tv":
		return ok && len(name) > 2
	}
	return false
}

// aliasEnds tells whether the quotation ends at i, and nobody says it.
func (s *sentence) aliasEnds(i int) bool {
	if s.word(i) == "," {
		i++
	}
	return quote(s.word(i)) && !strings.HasPrefix(s.tag(i+1), "PRP") && !s.speaks(i+1) && !s.proper(i+1)
}

// unknown tells whether a token is a word that neither the lexicon nor the model
// knows as anybody's name or as a common word.
func (s *sentence) unknown(i int) bool {
	w := extract.Fold(s.tokens[i].Text)
	return !s.lex.Given[w] && !s.lex.Surnames[w] && len(s.lex.Gazetteer.Lookup(w)) == 0 && (s.model == nil || !s.model.Common(w))
}

// moving tells whether the verb of going stands before the preposition at i:
// "fled with her sons [to]".
func (s *sentence) moving(i int) bool {
	for k := i - 1; k >= max(0, i-5); k-- {
		if strings.HasPrefix(s.tag(k), "VB") {
			return s.lex.Is("motion_verb", s.lemma(k))
		}
		if s.tag(k) == "," || s.tag(k) == "." {
			return false
		}
	}
	return false
}

// verbBefore returns where the verb stands of whose object the token at i is the
// end, or -1: "[named] one of them as".
func (s *sentence) verbBefore(i int) int {
	for k := i - 1; k >= max(0, i-4); k-- {
		if strings.HasPrefix(s.tag(k), "VB") {
			return k
		}
	}
	return -1
}

// byWeapon tells whether what does the verb at i is a weapon: "the drone had
// struck".
func (s *sentence) byWeapon(i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		if n, _, ok := s.headNoun(k); ok {
			return n.Class == extract.Weapon
		}
		if s.isDesignator(k) || slices.ContainsFunc(s.matches, func(g lexicon.Match) bool { return g.Last == k+1 && g.Entries[0].Class == extract.Weapon }) {
			return true
		}
		if s.lemma(k) != "have" && s.tag(k) != "RB" {
			return false
		}
	}
	return false
}

// listed tells whether a run is one of a list that a preposition or a verb for
// places leads: "raided Shinkafi, [Anka] and Gusau".
func (s *sentence) listed(r run) bool {
	if s.speaks(r.to) || s.acting(r.to) || strings.HasPrefix(s.tag(r.to), "NN") || s.tag(r.to) == "POS" || s.word(r.to+1) == "who" || s.word(r.to+1) == "the" {
		return false
	}
	and := s.word(r.to) == "and"
	i := r.from - 1
	for ; i > max(0, r.from-12); i-- {
		w := s.word(i)
		and = and || w == "and" || w == "or"
		if w != "and" && w != "or" && w != "," && !s.proper(i) {
			break
		}
	}
	near := false // a place that is known stands beside
	for k := i + 1; k < min(r.to+2, len(s.tokens)); k++ {
		near = near || (k < r.from || k > r.to) && s.isPlaceName(k, false)
	}
	if i < 0 || i == r.from-1 || !and || s.word(i+1) == "," || s.titleAt(i+1, r.from) > 0 {
		return false
	}
	return near && s.lex.Is("town_prep", s.word(i)) || s.lex.Is("place_verb", s.lemma(i)) && strings.HasPrefix(s.tag(i), "VB")
}

// teamAt tells whether a place's name at i only begins that of a team: "New
// England Patriots".
func (s *sentence) teamAt(i int) bool {
	if s.caps {
		return false
	}
	to := i + 1
	for s.proper(to) {
		to++
	}
	last := to - 1
	if last == i || to-i > 4 || !strings.HasPrefix(s.tag(last), "NN") || !strings.HasSuffix(s.word(last), "s") || !s.proper(i) || s.isHead(last) {
		return false
	}
	// The place takes all but the last word: not "London St Pancras".
	place := s.lex.Gazetteer.Lookup(s.phrase(i, last))
	if len(place) == 0 || place[0].Class != extract.Place || place[0].Kind != lexicon.Proper {
		return false
	}
	w := s.word(last)
	return !s.lex.Is("people_adjective", strings.TrimSuffix(w, "s")) && !s.lex.Is("stop", w) &&
		!slices.ContainsFunc(s.lex.Gazetteer.Lookup(w), func(e lexicon.Entry) bool {
			return e.Kind == lexicon.Demonym || e.Class == extract.Place || e.Class == extract.Person
		})
}

// acting tells whether a finite verb follows at i.
func (s *sentence) acting(i int) bool {
	switch s.tag(i) {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

// harmed tells whether a name is the object of a verb that is done to people
// alone: "arrested Nazar Khel", "Nazar Khel was shot dead".
func (s *sentence) harmed(r run) bool {
	if strings.HasPrefix(s.tag(r.from-1), "VB") && s.takesPerson(s.lemma(r.from-1)) {
		return true
	}
	at := r.to
	for s.lemma(at) == "be" || s.lemma(at) == "have" {
		at++
	}
	return at > r.to && s.tag(at) == "VBN" && s.takesPerson(s.lemma(at))
}

// takesPerson tells whether a verb's object is always a person.
func (s *sentence) takesPerson(verb string) bool {
	for _, f := range s.lex.Frames[verb] {
		if f.POS != lexicon.Verb || f.With != "" || len(f.Object) == 0 {
			continue
		}
		switch f.Predicate {
		case "killed", "wounded", "arrested", "abducted", "released":
			return true
		}
		return false
	}
	return false
}

// appositive returns what a name is called after the comma at i: "Marten Kask,
// envoy of the European Union", "Dar al-Salam, a village".
func (s *sentence) appositive(i int) (n lexicon.Nominal, ok bool) {
	if s.word(i) != "," {
		return n, false
	}
	i++
	article := s.tag(i) == "DT" || s.tag(i) == "PRP$"
	if article {
		i++
	}
	for end := i + 5; i < min(end, len(s.tokens)); i++ {
		switch tag := s.tag(i); {
		case tag == "NN" && !strings.HasPrefix(s.tag(i+1), "NN") && s.tag(i+1) != "POS":
			n, _, ok := s.headNoun(i)
			if !ok {
				n, ok = s.nominal(i)
			}
			if !ok && article {
				n, ok = s.lex.NameHeads[s.word(i)]
				ok = ok && n.Class == extract.Organisation && s.lex.Is("league_noun", s.word(i)) // "a grocers' league"
			}
			if s.lex.Is("fighter_alone", s.word(i)) && n.Subclass == "ArmedGroup" {
				n.Class, n.Subclass = extract.Person, "" // ", a rebel"
			}
			return n, ok && (article || n.Class == extract.Person && s.word(i+1) == "of")
		case tag == "POS", tag == "NN", tag == "JJ", tag == "NNS" && (s.tag(i+1) == "NN" || s.tag(i+1) == "POS"), strings.HasPrefix(tag, "NNP"), tag == "VBN" && article:
		default:
			return n, false
		}
	}
	return n, false
}

// role tells whether somebody's role in something stands at i, as what they are:
// "the firm's director", "a fellow of", but not "a goat trainer".
func (s *sentence) role(i int) bool {
	if tag := s.tag(i); tag != "DT" && tag != "PRP$" {
		return false
	}
	whose := s.tag(i) == "PRP$"
	for end := i + 5; i < min(end, len(s.tokens)); i++ {
		if s.tag(i) == "NN" && s.tag(i+1) != "POS" && !strings.HasPrefix(s.tag(i+1), "NN") {
			n, _, ok := s.headNoun(i)
			return ok && n.Class == extract.Person && (whose || s.tag(i+1) == "IN")
		}
		whose = whose || s.tag(i) == "POS"
	}
	return false
}

func pluralForm(w string) bool { return strings.HasSuffix(w, "s") || strings.HasSuffix(w, "men") }

// speaks tells whether a verb of saying follows at i.
func (s *sentence) speaks(i int) bool {
	return s.lex.Is("speech", s.lemma(i)) && strings.HasPrefix(s.tag(i), "VB")
}

// aliasKind tells of what kind the name at i is by the words before it that make it
// another name of somebody or something: "a thief nicknamed 'Razor'", "Marco Ruz,
// alias 'El Largo'".
func (s *sentence) aliasKind(i int) (extract.Class, string, bool) {
	if i > 0 && (quote(s.word(i-1)) || s.word(i-1) == "'") {
		i--
	}
	for from := i - 1; from > 0 && from >= i-6; from-- {
		if !s.lex.AliasPhrase(s.tokens[from:i]) {
			continue
		}
		for k := from; k < i; k++ {
			switch {
			case s.lex.Is("person_alias", s.word(k)):
				return extract.Person, "", true
			case s.lex.Is("body_alias", s.word(k)):
				return extract.Organisation, "", true
			}
		}
		for from > 0 && (s.word(from-1) == "," || s.word(from-1) == "(") {
			from--
		}
		if n, _, ok := s.headNoun(from - 1); ok {
			return n.Class, n.Subclass, true
		}
		first := from
		for first > 0 && s.proper(first-1) {
			first--
		}
		return extract.Person, "", from-first >= 2 && s.lex.Given[extract.Fold(s.tokens[first].Text)]
	}
	return "", "", false
}

// oneThing tells whether the words before a noun, back from i, say whose or which
// one thing it is: "Morocco's", "a", "its Syrian".
func (s *sentence) oneThing(i int) bool {
	for s.tag(i) == "JJ" || s.tag(i) == "NN" {
		i--
	}
	return s.tag(i) == "POS" || s.tag(i) == "PRP$" || s.tag(i) == "DT"
}
