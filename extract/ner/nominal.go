package ner

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// nominals returns the common noun phrases whose head is in the lexicon.
func (s *sentence) nominals(names []extract.Mention) []extract.Mention {
	inName := make([]bool, len(s.tokens))
	for _, m := range names {
		if m.Span.Start == s.tokens[m.First-s.first].Start && m.Span.End == s.tokens[m.Last-1-s.first].End {
			from := m.First
			if m.Form == extract.Nominal && m.FoundBy == "nominal" {
				from = m.Head // "[the minister]'s Mercedes"
			}
			for i := from; i < m.Last; i++ {
				inName[i-s.first] = true
			}
		}
	}
	var out []extract.Mention
	for i := range s.tokens {
		n, width, ok := s.headNoun(i)
		if !ok || inName[i] || s.idle(i, width, n) || s.sort(i) || s.bracketed(i) {
			continue
		}
		if s.word(i) == "office" && s.tag(i-1) == "POS" && s.lex.Is("office_owner", s.word(i-2)) {
			n.Class, n.Subclass = extract.Organisation, "Government" // "the prosecutor's office"
		}
		if n.Subclass == "Explosive" && s.lemma(i) == "mine" && width == 1 && s.dug(i) {
			n.Class, n.Subclass = extract.Place, "Site"
		}
		if n.Subclass == "ArmedGroup" && s.tag(i) != "NNS" && s.lex.Is("fighter_alone", s.word(i)) {
			n.Class, n.Subclass = extract.Person, "" // one gunman is no group
		}
		next := i + 1
		if phrase, ok := s.phraseHead(next); ok {
			if _, _, head := s.headNoun(next); head || phrase.Class == "" {
				// "fighter jets", "a tank top": its word is the phrase's.
				continue
			}
		}
		compound := s.qualifies(i, next, n) && !inName[next]
		owner := false
		if compound && n.Class == extract.Organisation {
			// "army jets", "a rebel attack": whose they are.
			what, _, head := s.headNoun(next)
			deed := next
			if s.lex.Is("means", s.word(next)) {
				deed++ // "a government air strike"
			}
			owner = head && what.Class == extract.Weapon || !head && deed < len(s.tokens) && s.event(deed) && !s.lex.Is("act_adjective", s.word(i))
		}
		if compound && n.Class != extract.Weapon && !owner {
			// The noun only qualifies the next one: "police station".
			continue
		}
		if next < len(s.tokens) && inName[next] && s.roleBefore(i, next) || s.office(i, names) {
			continue
		}
		from := i + 1 - width
		if n.Class == extract.Place && n.Subclass != "Site" && s.word(next) == "of" && s.namedPlace(next+1, names) {
			// "the town of Chasiv Yar" is Chasiv Yar.
			continue
		}
		switch _, _, head := s.headNoun(next); {
		case owner:
			// The article is the weapon's, or the event's.
		case compound && !owner && head:
			// "a drone attack" speaks of a drone, "a tank commander" of none.
			continue
		case compound && !owner:
			for from > 0 && (s.tag(from-1) == "NN" || s.tag(from-1) == "VBG" && s.modifies(from-1)) && !inName[from-1] {
				from--
			}
		default:
			from = s.approximated(s.share(s.extend(from, inName), i, n.Class))
		}
		m := s.mention(from, i+1)
		m.Class, m.Subclass, m.Form = n.Class, n.Subclass, extract.Nominal
		m.FoundBy, m.Confidence = "nominal", nominal
		if to := s.postmodifier(i+1, n, names); to > i+1 {
			m.Last = s.first + to
			m.End = s.tokens[to-1].End
		}
		out = append(out, m)
	}
	out = append(append(append(out, s.peoples(inName)...), s.bodies(inName)...), s.aged(inName)...)
	return append(out, s.counted(append(names, out...))...)
}

// bracketed tells whether the token at i is an acronym in brackets, whatever
// word it spells: "the Nigerien Armed Forces (FAN)".
func (s *sentence) bracketed(i int) bool {
	return s.word(i-1) == "(" && s.word(i+1) == ")" && !s.caps && len(s.tokens[i].Text) > 1 && s.tokens[i].Text == strings.ToUpper(s.tokens[i].Text)
}

// share returns where a phrase begins that a number of those are taken from:
// "two of its drivers", "one of the army's patrols".
func (s *sentence) share(from, head int, class extract.Class) int {
	if s.tag(head) != "NNS" || from < 2 || from == head || s.word(from-1) != "of" || s.tag(from-2) != "CD" {
		return from
	}
	switch tag := s.tag(from); {
	case class == extract.Weapon && tag != "PRP$": // "one of the rockets" is as good as those
	case tag == "DT", tag == "PRP$", s.proper(from):
		return from - 2
	}
	return from
}

// approximated returns where the phrase begins that has a number at from: "at least
// six soldiers", "about 40 gunmen".
func (s *sentence) approximated(from int) int {
	if from == 0 || s.tag(from) != "CD" {
		return from
	}
	return from - s.lex.Approximation(s.tokens[:from])
}

// phraseHead returns what the noun at i is together with the word before it.
func (s *sentence) phraseHead(i int) (n lexicon.Nominal, ok bool) {
	if strings.HasPrefix(s.tag(i), "NN") {
		n, ok = s.lex.Nominals[s.word(i-1)+" "+s.lemma(i)]
	}
	return n, ok
}

// qualifies tells whether the noun at i stands before another that it only
// qualifies. People and groups in the plural don't ("gunmen shot"), nor does
// anything before a word of quantity ("the embassy dozens of times").
func (s *sentence) qualifies(i, next int, n lexicon.Nominal) bool {
	if !strings.HasPrefix(s.tag(next), "NN") && !s.mistaggedSite(next) || s.lex.Is("finite", s.word(next)) || s.lex.Is("present_day", s.word(next)) || s.dated(next, next+1) && s.tag(next) == "NNP" || s.verbHere(next) || s.lex.Is("plight_noun", s.word(next)) || s.lex.Is("quantity", s.word(next)) && s.tag(next) == "NNS" {
		return false
	}
	plural := s.tag(i) == "NNS" && s.lemma(i) != s.word(i)
	return !plural || n.Class != extract.Person && n.Subclass != "ArmedGroup"
}

// verbHere tells by what follows that the word at i is a verb that the tagger
// took for a noun: "the group plans to bomb", "the President thanks the Army",
// "Should the army retake Bria".
func (s *sentence) verbHere(i int) bool {
	next := s.tag(i + 1)
	switch {
	case next == "TO" && s.lex.Is("threaten", s.lemma(i)):
		return true
	case s.tag(i) == "NNS":
		_, _, head := s.headNoun(i)
		return !head && (next == "DT" || next == "PRP$" || next == "NNP" && s.word(0) == "the" && i == 2)
	case s.tag(i) == "NN" && s.word(0) == "should":
		return s.verb(i) && (next == "DT" || s.proper(i+1))
	}
	return false
}

// verb tells whether the word at i is a verb with a frame.
func (s *sentence) verb(i int) bool {
	return slices.ContainsFunc(s.lex.Frames[s.word(i)], func(f lexicon.Frame) bool { return f.POS == lexicon.Verb })
}

// headNoun tells whether the token at i is a head noun, perhaps with the word
// before it ("border crossing"); width is the words it takes.
func (s *sentence) headNoun(i int) (n lexicon.Nominal, width int, ok bool) {
	if i < 0 || i >= len(s.tokens) {
		return n, 0, false
	}
	lemma := s.lemma(i)
	if !strings.HasPrefix(s.tag(i), "NN") && !s.mistagged(i) {
		return n, 0, false
	}
	if i > 0 {
		n, ok := s.lex.Nominals[s.word(i-1)+" "+lemma]
		if !ok {
			n, ok = s.lex.Nominals[s.word(i-1)+" "+s.word(i)] // "the charge d'affaires"
		}
		if ok {
			return n, 2, n.Class != ""
		}
	}
	if n, ok := s.lex.Nominals[s.word(i)]; ok {
		return n, 1, n.Class != "" // "arms" are no arm of a body
	}
	if n, ok := s.lex.Nominals[lemma]; ok {
		return n, 1, n.Class != ""
	}
	if s.caps || s.tag(i) == "NNP" && s.opener(i) {
		// The lemma of a plural that the tagger took for a singular, or for a name.
		if n, ok := s.nominal(i); ok {
			return n, 1, true
		}
	}
	if at := strings.LastIndexByte(lemma, '-'); at > 0 {
		if n, ok := s.lex.Nominals[lemma[at+1:]]; ok {
			return n, 1, true
		}
	}
	return n, 0, false
}

// dug tells whether the mine at i is one that people dig in: "hid in an abandoned
// mine", "the mine, where miners".
func (s *sentence) dug(i int) bool {
	if strings.HasPrefix(s.tag(i+1), "NN") {
		return false
	}
	k := i - 1
	for ; s.tag(k) == "JJ" || s.tag(k) == "VBN" || s.tag(k) == "DT"; k-- {
		if s.lex.Is("dug_mine", s.word(k)) {
			return true
		}
	}
	return (s.word(k) == "in" || s.word(k) == "inside") && k < i-1 ||
		slices.ContainsFunc(s.tokens, func(t extract.Token) bool { return s.lex.Is("dug_mine_cue", t.Lemma) })
}

// opener tells whether the word at i is a plural with a capital only because a
// sentence begins there: "Drones struck", "Gendarmes were sent".
func (s *sentence) opener(i int) bool {
	return s.sentenceStart(i) && strings.HasSuffix(s.word(i), "s") && (strings.HasPrefix(s.tag(i+1), "VB") || s.tag(i+1) == "MD" || s.tag(i+1) == "RB")
}

// mistagged tells whether only a noun can stand at i, whatever its tag: "the
// embassy dozens of times", "a Hezbollah arms depot near", "a Dutch frigate
// HNLMS".
func (s *sentence) mistagged(i int) bool {
	before, after := s.tag(i-1), s.tag(i+1)
	// "artillery shelled the town" is no artillery shell.
	if strings.HasPrefix(before, "NN") && s.tag(i) != "VBD" && s.tag(i) != "VBN" {
		if n, ok := s.lex.Nominals[s.word(i-1)+" "+s.lemma(i)]; ok && n.Class != extract.Person && n.Class != "" {
			return true
		}
	}
	if s.mistaggedSite(i) {
		return true
	}
	switch tag := s.tag(i); {
	case (tag == "VBN" || tag == "VBD" || tag == "JJ") && (s.lex.Is("victims", s.word(i)) || s.lex.Is("lot", s.word(i))):
		// "the wounded were taken", "two dead", "among the dead, officials said", but not "the wounded, hungry men"
		return (s.word(i-1) == "the" || before == "CD") && !strings.HasPrefix(after, "NN") && after != "JJ" && after != "CC" && (after != "," || s.tag(i+2) != "JJ" && s.tag(i+2) != "VBN")
	case tag == "VBZ":
		// "Fajr-5 rockets reached"
		n, ok := s.lex.Nominals[s.lemma(i)]
		return ok && n.Class == extract.Weapon && strings.HasPrefix(before, "NN") && (after == "VBD" || after == "VBN" || after == "MD")
	case tag != "JJ" && tag != "RB":
		return false
	}
	if s.plighted(i) {
		return true
	}
	if after == "JJ" || strings.HasPrefix(after, "NN") && !s.lex.Is("quantity", s.word(i+1)) && !s.lex.Is("present_day", s.word(i+1)) {
		// "the Dutch frigate HNLMS Tromp"
		n, ok := s.lex.Nominals[s.word(i)]
		return ok && n.Class == extract.Weapon && s.proper(i+1) && (before == "DT" || before == "JJ" || before == "NN")
	}
	if n, ok := s.lex.Nominals[s.word(i-1)+" "+s.word(i)]; ok && n.Class == extract.Person {
		return true // "chief executive"
	}
	if n, ok := s.lex.Nominals[s.word(i)]; ok && n.Class == extract.Person && before == "JJ" && s.nationality(i-1, i) == 1 {
		return true // "a Belgian national asked"
	}
	return before == "DT" || strings.HasPrefix(before, "NN") && s.tag(i) == "JJ"
}

// mistaggedSite tells whether a site that is the same in the plural was taken
// for a verb at i: "THE POLICE BARRACKS".
func (s *sentence) mistaggedSite(i int) bool {
	if s.tag(i) != "VBZ" || s.tag(i-1) != "NN" && s.tag(i-1) != "DT" && s.tag(i-1) != "JJ" {
		return false
	}
	n, ok := s.lex.Nominals[s.word(i)]
	return ok && n.Class == extract.Place
}

// roleBefore tells whether the noun at i is the role of the name after it:
// "commander Abu Mahdi".
func (s *sentence) roleBefore(i, _ int) bool {
	n, _, ok := s.headNoun(i)
	_, title := s.lex.Titles[extract.Fold(s.word(i))]
	return ok && n.Class == extract.Person && title
}

// extend takes in determiners, numbers and modifiers before a head.
func (s *sentence) extend(from int, inName []bool) int {
	for from > 0 && !s.timely(from-1) {
		tag, w := s.tag(from-1), s.word(from-1)
		if inName[from] && inName[from-1] {
			from-- // "an [al-Qaida in Iraq] leader"
			continue
		}
		if strings.Contains(s.doc.Text[s.tokens[from-1].End:s.tokens[from].Start], "*") {
			return from // "**18:40** Officers"
		}
		if s.tag(from) == "CD" && tag != "DT" && tag != "PRP$" && tag != "CD" && !s.lex.Is("determiner", w) && w != "'s" && !(inName[from] && inName[from-1]) {
			return from // "shot dead two men", not "Brigade 208 soldiers"
		}
		switch {
		case tag == "DT" || tag == "PRP$" || tag == "PDT":
			return from - 1
		case tag == "JJ" || tag == "JJR" || tag == "JJS" || tag == "NN" || tag == "NNP" || tag == "NNPS" || tag == "CD" || tag == "ADD":
		case tag == "NNS" && s.labelled(from-1):
			return from
		case tag == "NNS" && (from < 2 || s.tag(from-2) != "VBD"):
		case (tag == "VBN" || tag == "VBG") && s.modifies(from-1):
		case tag == "VBD" && s.lex.Is("captured", w) && (s.tag(from-2) == "CD" || s.tag(from-2) == "DT") && s.tag(from) == "NNS":
		case (tag == "POS" || w == "'s" || w == "'") && from >= 2 && inName[from-2]:
		case tag == "POS" && s.ownerNoun(from-2):
		case tag == "RB" && from < len(s.tokens) && s.tag(from) == "VBN":
		case s.participial(from - 1), tag == "HYPH" && s.hyphened(from-1), from > 2 && s.tag(from-2) == "HYPH" && s.hyphened(from-2):
			// "Saudi-led coalition jets", "U.S.-led coalition jets"
		default:
			return from
		}
		if s.lex.Is("stop", w) && !s.lex.Is("people_adjective", w) && tag != "CD" && tag != "JJ" && tag != "DT" || w == "least" || w == "most" {
			return from
		}
		from--
	}
	return from
}

// hyphened tells whether the hyphen at i joins the words beside it.
func (s *sentence) hyphened(i int) bool {
	return s.tokens[i-1].End == s.tokens[i].Start && s.tokens[i].End == s.tokens[i+1].Start
}

// labelled tells whether the people at i are called what the noun after them
// says: "called the assailants terrorists".
func (s *sentence) labelled(i int) bool {
	n, _, ok := s.headNoun(i)
	return ok && (n.Class == extract.Person || n.Subclass == "ArmedGroup") && s.tag(i+1) == "NNS" && s.tag(i-1) == "DT"
}

// timely tells whether the word at i ends what says when, and no modifier of the
// noun after it: "last [month] Indian commandos", "in [1987] gunmen", "November [20]
// two warships", "within the [hour] commandos".
func (s *sentence) timely(i int) bool {
	w := s.word(i)
	digits := strings.Trim(w, "0123456789") == ""
	switch tag := s.tag(i); {
	case tag == "CD" && digits && s.lex.Is("month", s.word(i-1)):
		return s.tag(i-2) != "CD" || len(w) == 4
	case tag == "CD" && digits && len(w) == 4 && (w[:2] == "19" || w[:2] == "20"):
		return s.tag(i-1) == "IN" || s.word(i-1) == ","
	case !s.lex.Is("time_unit", s.lemma(i)):
		return false
	case tag == "NNS":
		return s.tag(i-1) == "CD" || s.tag(i-1) == "JJ"
	}
	return w == "hour" || s.lex.Is("time_lead", s.word(i-1))
}

// ownerNoun tells whether a head noun stands at i, as in "the group's leader".
func (s *sentence) ownerNoun(i int) bool {
	n, width, ok := s.headNoun(i)
	return ok && n.Class != "" && !s.idle(i, width, n)
}

// owns tells whether an apostrophe follows a mention.
func (s *sentence) owns(m extract.Mention) bool { return s.tag(m.Last-s.first) == "POS" }

// modifies tells whether a participle belongs to the noun after it rather than
// to a verb before it.
func (s *sentence) modifies(i int) bool {
	if strings.Contains(s.word(i), "-") {
		return true
	}
	switch s.tag(i - 1) {
	case "DT", "CD", "JJ", "IN", "PRP$", "POS", "":
		return s.tag(i) == "VBN" || s.tag(i-1) != "IN" && s.tag(i-1) != ""
	}
	return false
}

// postmodifier takes in "at/in/of NAME" after a site's head, which tells which
// one it is: "the U.S. base at al-Tanf".
func (s *sentence) postmodifier(i int, n lexicon.Nominal, names []extract.Mention) int {
	role := false
	switch {
	case n.Class == extract.Person && s.word(i) == "of" && s.word(i+1) == "the" && s.lex.Is("nation_noun", s.word(i+2)) && s.lex.Is("ruler", s.lemma(i-1)):
		return i + 3 // "the President of the Republic"
	case n.Class == extract.Person && s.word(i) == "of" && s.word(i+1) == "state" && s.lemma(i-1) == "head":
		return i + 2
	case n.Class == extract.Person && s.word(i) == "of":
		_, role = s.lex.Titles[extract.Fold(s.lemma(i-1))]
		if !role {
			return i
		}
	case s.lex.Is("government", s.lemma(i-1)) && s.word(i) == "of":
		role = true
	case n.Class != extract.Place || n.Subclass == "Country":
		return i
	case s.word(i) == "at", s.word(i) == "in", s.word(i) == "of":
	default:
		return i
	}
	next := i + 1
	for moved := true; moved; {
		// "of the", "of Iraqi Prime Minister": what stands before the name.
		switch n := s.titleAt(next, len(s.tokens)); {
		case s.word(next) == "the", s.participial(next):
			next++ // "of the Iran-backed Houthis"
		case n > 0 && (role || s.word(i) == "of") && s.proper(next+n):
			next += n
		case n > 0 && role:
			next++
		default:
			moved = false
			for _, m := range names {
				if last := m.Last - s.first; m.First-s.first == next && m.Subclass == "Country" && s.word(i) == "of" && s.titleAt(last, len(s.tokens)) > 0 {
					next, moved = last, true
					break
				}
			}
		}
	}
	for _, m := range names {
		if m.Form == extract.Name && m.First-s.first == next && (role || m.Class == extract.Place || s.word(i) == "of" && m.Class == extract.Person) && s.word(m.Last-s.first) != "'s" {
			end := m.Last - s.first
			to := end
			for (s.tag(to) == "JJ" || strings.HasPrefix(s.tag(to), "NN")) && !s.proper(to) {
				to++
			}
			if _, _, ok := s.headNoun(to - 1); ok && to > end {
				// "a colonel of the Soviet army", "the leader of the JNIM rebel coalition"
				for end = to; s.lex.Is("commonplace", s.word(end-1)+" "+s.word(end)); {
					end++ // "the Zamfara police command"
				}
			} else if strings.HasPrefix(s.tag(end), "NN") && !s.proper(end) {
				return i
			}
			if s.word(end) == "'s" || s.word(end) == "’s" {
				return i // "the commander of the Iranian navy's fleet"
			}
			return end
		}
	}
	return i
}

// namedPlace tells whether a place's name starts at i.
func (s *sentence) namedPlace(i int, names []extract.Mention) bool {
	if s.word(i) == "the" {
		i++
	}
	for _, m := range names {
		if m.First-s.first == i && m.Class == extract.Place {
			return true
		}
	}
	return s.proper(i)
}

// personalPronouns are those that may stand for an entity.
var personalPronouns = map[string]bool{
	"he": true, "him": true, "his": true, "himself": true, "she": true, "her": true, "hers": true, "herself": true,
	"it": true, "its": true, "itself": true, "they": true, "them": true, "their": true, "themselves": true,
	"we": true, "us": true, "our": true, "ourselves": true,
}

// pronouns returns the pronouns that may stand for an entity; coreference
// gives them their class or drops them.
func (s *sentence) pronouns() []extract.Mention {
	var out []extract.Mention
	for i, t := range s.tokens {
		if personalPronouns[strings.ToLower(t.Text)] && t.Text != "US" {
			m := s.mention(i, i+1)
			m.Form, m.FoundBy, m.Confidence = extract.Pronoun, "pronoun", pronoun
			out = append(out, m)
		}
	}
	return out
}
