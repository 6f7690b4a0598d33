package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// phrases returns what noun phrases say without a verb: nationality and
// ownership, "X-backed Y", titles and roles, "Y in X" and "Y, X", other names.
func (s *sentence) phrases() []draft {
	var out []draft
	for _, i := range s.mentions {
		m := &s.doc.Mentions[i]
		if m.Form == extract.Pronoun {
			continue
		}
		out = append(out, s.belonging(i, m)...)
		out = append(out, s.taken(i, m)...)
		out = append(out, s.compound(i, m)...)
		out = append(out, s.titled(i, m)...)
		out = append(out, s.situated(i, m)...)
		out = append(out, s.postmodified(i, m)...)
		out = append(out, s.wholes(i, m)...)
		out = append(out, s.alias(i, m)...)
		out = append(out, s.allied(i, m)...)
		out = append(out, s.made(i, m)...)
	}
	return out
}

// phrase makes a draft for a relation within a noun phrase; trigger and last
// are tokens of the sentence.
func (s *sentence) phrase(predicate string, subject, object, trigger, last int, confidence float64) draft {
	return draft{
		predicate: predicate, subject: subject, object: object, instrument: -1, by: -1, place: -1,
		trigger: trigger, last: last, status: extract.Asserted, confidence: confidence,
	}
}

// belonging reads a qualifying name: "Iraqi forces" and "Israel's army" are
// part of their country, "Iraqi soldiers" its members, "Israeli jets" and "the
// embassy's C-RAM" its weapons.
func (s *sentence) belonging(i int, m *extract.Mention) []draft {
	head := m.Head - s.first
	if m.Form == extract.Name && m.Class == extract.Person {
		return s.ownedName(i, m)
	}
	if m.Form != extract.Nominal && m.Class != extract.Weapon {
		return s.named(i, m)
	}
	var out []draft
	for _, o := range s.owner(i) {
		owner := &s.doc.Mentions[o]
		at := owner.First - s.first
		switch m.Class {
		case extract.Weapon:
			if s.attributive(m) {
				continue
			}
			out = append(out, s.phrase("uses", o, i, head, head, byPhrase))
		case extract.Organisation:
			switch {
			case owner.Class == extract.Place && owner.Subclass != "Country":
				if s.seated(m) && s.settled(owner) && m.First < owner.First && s.tokens[min(owner.Last-s.first, head)].Tag != "POS" {
					out = append(out, s.phrase("located_in", i, o, at, at, byPhrase))
				}
			case owner.Class == extract.Person && s.commands(owner, m):
				out = append(out, s.phrase("leads", o, i, head, head, byPhrase))
			case s.unnamed(owner) || s.sideBySide(m) || owner.Adjective && s.abroad(m):
			case owner.Class != extract.Person && !s.merelyFrom(owner, m) && !s.bears(m, owner) && !(owner.Subclass == "Country" && s.ofState(m)):
				out = append(out, s.phrase("part_of", i, o, at, at, byPhrase))
			}
		case extract.Person:
			if owner.Class == extract.Organisation && !s.lex.Is("captive", s.tokens[head].Lemma) || owner.Subclass == "Country" && s.belongs(s.tokens[head]) && !(owner.Adjective && s.lex.Is("enrolled", s.lemma(head))) {
				predicate := "member_of"
				if s.leader(s.tokens[head]) && (s.possessor(o, head) || s.lex.Is("statesman", s.lemma(head))) && !s.branch(owner, m) {
					predicate = "leads"
				}
				out = append(out, s.phrase(predicate, i, o, head, head, byPhrase))
			}
		}
	}
	return out
}

// ownedName reads a possessor before a person's name: "Hezbollah's Khalil Mansour".
func (s *sentence) ownedName(i int, m *extract.Mention) []draft {
	k := m.First - s.first - 2
	if k < 0 || m.Title != "" || s.tokens[k+1].Tag != "POS" || s.cover[k] < 0 {
		return nil
	}
	if o := s.cover[k]; s.doc.Mentions[o].Class == extract.Organisation && s.doc.Mentions[o].Form == extract.Name {
		return []draft{s.phrase("member_of", i, o, k, k+1, byPhrase)}
	}
	return nil
}

// sideBySide tells whether a body is said to be another's ally, so no part of it:
// "its allied militias".
func (s *sentence) sideBySide(m *extract.Mention) bool {
	for k := m.First - s.first; k < m.Head-s.first; k++ {
		if s.lex.Is("allied", strings.ToLower(s.tokens[k].Text)) && s.tokens[k].Tag != "POS" {
			return true
		}
	}
	return s.lex.Is("beside", s.lemma(m.Head-s.first))
}

// abroad tells whether a country's adjective only says where a body's part is: "the
// Malian branch of JNIM".
func (s *sentence) abroad(m *extract.Mention) bool {
	k := m.Head - s.first
	if !s.lex.Is("part", s.lemma(k)) || k+2 >= len(s.tokens) || s.lemma(k+1) != "of" {
		return false
	}
	o := s.phraseAt(k+2, -1)
	return o >= 0 && s.doc.Mentions[o].Class == extract.Organisation
}

// unnamed tells whether an owner is nobody in particular: "the country's police"
// where no country was named, "a Salafist cell".
func (s *sentence) unnamed(owner *extract.Mention) bool {
	if owner.Form == extract.Nominal && !owner.Adjective && owner.Class == extract.Place {
		e := s.entities[owner.Entity]
		return e != nil && e.Name == strings.ToLower(e.Name)
	}
	return owner.Class == extract.Organisation && owner.Form == extract.Name && owner.Subclass == "" && owner.Len() > 0 && owner.Last == owner.First+1 && s.tokens[owner.First-s.first].Tag == "JJ"
}

// attributive tells whether a weapon only says what the noun after it is about:
// "the UN chemical weapons report" gives the UN no weapon, but "a US drone
// attack" a drone.
func (s *sentence) attributive(m *extract.Mention) bool {
	k := m.Last - s.first
	for k < len(s.tokens) && s.tokens[k].Tag == "VBG" {
		k++
	}
	return k < len(s.tokens) && strings.HasPrefix(s.tokens[k].Tag, "NN") && !s.eventNoun(k)
}

// belongs tells whether a role noun says that its bearer is a member of
// something, not merely from there: "Iraqi soldiers", not "German tourists".
func (s *sentence) belongs(t extract.Token) bool {
	for _, f := range s.lex.Frames[t.Lemma] {
		if f.POS == lexicon.Noun && (f.Predicate == "member_of" || f.Predicate == "leads") {
			return true
		}
	}
	return s.leader(t)
}

// enrolled tells whether a person's noun with "of" and a body says that its
// bearer belongs to the body: "aid workers of Caritas", not "supporters of".
func (s *sentence) enrolled(t extract.Token) bool {
	if s.lex.Is("captive", t.Lemma) {
		return false
	}
	for _, f := range s.lex.Frames[t.Lemma] {
		if f.POS == lexicon.Noun && slices.Contains(f.Subject, "self") && f.Predicate != "member_of" && f.Predicate != "leads" && f.Predicate != "part_of" {
			return false
		}
	}
	return true
}

// leader tells whether a role noun says that its bearer leads.
func (s *sentence) leader(t extract.Token) bool {
	return s.lex.Titles[t.Lemma].Predicate == "leads"
}

// merelyFrom tells whether a country's adjective only says where a body is
// from: rebels, companies and newspapers are no part of the state, but where it
// owns them ("Colombia's state oil company").
func (s *sentence) merelyFrom(owner, m *extract.Mention) bool {
	if owner.Subclass != "Country" {
		return false
	}
	if s.tokens[owner.Last-s.first].Tag == "POS" {
		return m.Subclass == "ArmedGroup" && m.Form == extract.Nominal
	}
	return m.Subclass == "ArmedGroup" || m.Subclass == "Media" || m.Subclass == "Company"
}

// bears tells whether what qualifies a body is its own name: "the Wolves gang",
// "the Kivu Dawn movement", not "Hezbollah's group" or "a Hezbollah cell".
func (s *sentence) bears(m, owner *extract.Mention) bool {
	return owner.Form == extract.Name && owner.Subclass != "Country" && owner.Subclass != "Intergovernmental" && owner.Last == m.Head && s.lex.Is("named_body", s.lemma(m.Head-s.first))
}

// commands tells whether forces are somebody's own: "General Haftar's army", "the
// warlord and his fighters", but "the soldier and his unit".
func (s *sentence) commands(owner, m *extract.Mention) bool {
	return (m.Subclass == "Military" || m.Subclass == "ArmedGroup") && !s.lex.Is("own_unit", s.lemma(m.Head-s.first))
}

// branch tells whether a role noun is qualified by a part of the country that
// owns it: "Sudan's army chief" does not lead Sudan.
func (s *sentence) branch(owner, m *extract.Mention) bool {
	k := m.Head - 1 - s.first
	if owner.Subclass != "Country" || k < 0 || m.Head-1 < m.First || s.tokens[k].Tag != "NN" {
		return false
	}
	n, ok := s.lex.Nominals[s.lemma(k)]
	return ok && n.Class == extract.Organisation
}

// possessor tells whether the mention possesses the noun at head ("the
// group's leader") or names what it heads ("Quds Force commander"), rather
// than where its bearer is from ("an Iranian commander").
func (s *sentence) possessor(o, head int) bool {
	m := &s.doc.Mentions[o]
	last := m.Last - s.first
	if last < len(s.tokens) && last < head && (s.tokens[last].Tag == "WP$" || s.tokens[last].Text == "," && s.tokens[last+1].Tag == "WP$") {
		return true // "the LRA, whose leader"
	}
	if m.Form == extract.Pronoun {
		return s.tokens[last-1].Tag == "PRP$" // "its Tawfiq Brigade"
	}
	return last < len(s.tokens) && s.tokens[last].Tag == "POS" || m.Class == extract.Organisation && last == head
}

// named reads a possessor before a named organisation: "Iran's Islamic
// Revolutionary Guard Corps", "the Israeli Defence Ministry".
func (s *sentence) named(i int, m *extract.Mention) []draft {
	if m.Class != extract.Organisation {
		return nil
	}
	var out []draft
	for _, o := range s.owner(i) {
		owner := &s.doc.Mentions[o]
		if k := m.First - 1 - s.first; k >= owner.Last-s.first && (s.lex.Is("beside", s.lemma(k)) || s.lex.Is("allied", s.lemma(k))) {
			continue // "its old rival G-Pep"
		}
		if owner.Subclass == "Country" && m.Subclass == "Company" && s.possessor(o, -1) {
			out = append(out, s.phrase("located_in", i, o, owner.First-s.first, owner.First-s.first, byPhrase))
			continue
		}
		_, capital := s.lex.Capital(s.doc.Slice(owner.Span)) // "Moscow's FSB"
		if s.settled(owner) && !capital && s.possessor(o, -1) && (m.Subclass == "Military" || m.Subclass == "ArmedGroup" || m.Subclass == "Police") {
			out = append(out, s.phrase("located_in", i, o, owner.First-s.first, owner.First-s.first, byPhrase)) // "Misrata's 166 Brigade"
			continue
		}
		if owner.Class == extract.Person && s.commands(owner, m) && s.possessor(o, -1) {
			out = append(out, s.phrase("leads", o, i, owner.First-s.first, owner.First-s.first, byPhrase))
		}
		if owner.Subclass == "Country" && !s.ofState(m) && m.Subclass != "Company" && m.Subclass != "Party" && !s.insurgent(owner, m) && (m.Subclass != "Media" || s.possessor(o, -1)) || owner.Class == extract.Organisation && (s.possessor(o, -1) || s.whose(m.First-s.first, i) == o || !s.trade(owner) && owner.First == m.First && s.lemma(owner.Last-s.first) != "of") {
			at := owner.First - s.first
			out = append(out, s.phrase("part_of", i, o, at, at, byPhrase))
		}
	}
	// "the Armed Forces of Ukraine", "Golden Fleet of Monaco"
	last := m.Last - 1 - s.first
	if o := s.cover[last]; o >= 0 && o != i && s.doc.Mentions[o].Subclass == "Country" && m.First < s.doc.Mentions[o].First && !s.ofState(m) {
		predicate := "part_of"
		if m.Subclass == "Company" {
			predicate = "located_in"
		}
		for k := s.doc.Mentions[o].First - s.first - 1; k > m.First-s.first; k-- {
			if s.lemma(k) == "in" {
				predicate = "located_in" // "the African Union Mission in Somalia"
			}
			if s.lemma(k) != "the" {
				break
			}
		}
		out = append(out, s.phrase(predicate, i, o, last, last, byPhrase))
	}
	return out
}

// insurgent tells whether a body's name says that it fights for the country in
// it rather than is a part of it: "the Sudan Liberation Army", "Lebanon's Hezbollah".
func (s *sentence) insurgent(owner, m *extract.Mention) bool {
	if !m.Contains(owner.Span) {
		return m.Subclass == "ArmedGroup" && !s.lex.Is("state_corps", s.lemma(m.Last-1-s.first))
	}
	for k := m.First - s.first; k < m.Last-s.first; k++ {
		if s.lex.Is("insurgent", s.lemma(k)) {
			return true
		}
	}
	return false
}

// trade tells whether a body is a firm or a paper, whose name others bear too:
// "the Irrawaddy Justice Network".
func (s *sentence) trade(m *extract.Mention) bool {
	return m.Subclass == "Media" || m.Subclass == "Company"
}

// ofState tells whether a mention is a government, which is one with its country.
func (s *sentence) ofState(m *extract.Mention) bool {
	first := m.First - s.first
	if m.Form == extract.Nominal {
		first = m.Head - s.first // "government troops" are none
	}
	for k := first; k <= m.Head-s.first && k < len(s.tokens); k++ {
		if s.lex.Is("government", s.lemma(k)) || k == m.Head-s.first && strings.EqualFold(s.tokens[k].Text, "authorities") {
			return true
		}
	}
	return false
}

// compound reads "Iranian-backed militias" and "US-led coalition": a name that
// is the first half of a hyphenated word of the phrase.
func (s *sentence) compound(i int, m *extract.Mention) []draft {
	var out []draft
	if s.madeBy(m) {
		return nil // "Saudi-funded, Emirati-armed forces"
	}
	for _, o := range s.mentions {
		n := &s.doc.Mentions[o]
		if o == i || n.Form != extract.Name || n.Last > m.Head || n.Last <= m.First-6 || n.First < m.First-6 {
			continue
		}
		if s.favours(n) && s.qualifies(n.Last-1-s.first, i, m) && !s.inner(n.Last-1-s.first, i, m) {
			out = append(out, s.phrase("supports", i, o, n.Last-1-s.first, n.Last-1-s.first, byPhrase))
			continue
		}
		last := s.doc.Tokens[n.Last-1]
		rest, ok := strings.CutPrefix(strings.ToLower(s.doc.Text[min(n.End, last.End):last.End]), "-")
		trigger := n.Last - 1 - s.first
		if !ok {
			// "Iran backed militias", "Iranian - backed": the tokens stand apart.
			k := n.Last - s.first
			for k < len(s.tokens) && (s.tokens[k].Text == "-" || s.tokens[k].Text == "–") {
				k++
			}
			if k == n.Last-s.first || k >= len(s.tokens) {
				continue
			}
			rest, trigger = strings.ToLower(s.tokens[k].Text), k
		}
		if !s.qualifies(trigger, i, m) || s.inner(trigger, i, m) {
			continue
		}
		switch {
		case s.lex.Is("backed", rest):
			predicate := "supports"
			switch rest {
			case "trained":
				predicate = "trains"
			case "armed", "supplied", "equipped":
				predicate = "supplied"
			case "allied", "aligned":
				predicate = "allied_with"
			case "sanctioned", "blacklisted":
				predicate = "sanctioned"
			}
			out = append(out, s.phrase(predicate, o, i, trigger, trigger, byPhrase))
		case s.lex.Is("affiliated", rest):
			out = append(out, s.phrase("part_of", i, o, trigger, trigger, byPhrase))
		case s.lex.Is("led", rest):
			out = append(out, s.phrase("leads", o, i, trigger, trigger, byPhrase))
		case s.lex.Is("made", rest):
			out = append(out, s.phrase("produces", o, i, trigger, trigger, byPhrase))
		case s.lex.Is("owned", rest):
			out = append(out, s.phrase("uses", o, i, trigger, trigger, byPhrase))
		case s.lex.Is("seated", rest):
			out = append(out, s.phrase("located_in", i, o, trigger, trigger, byPhrase))
		}
	}
	return out
}

// made reads "missiles of British make", "a drone of Turkish design".
func (s *sentence) made(i int, m *extract.Mention) []draft {
	k := m.Last - s.first
	if m.Class != extract.Weapon || k+2 >= len(s.tokens) || s.lemma(k) != "of" {
		return nil
	}
	o := s.cover[k+1]
	if o < 0 || o == i {
		return nil
	}
	n := &s.doc.Mentions[o]
	if at := n.Last - s.first; at < len(s.tokens) && n.First-s.first == k+1 && s.lex.Is("make", s.lemma(at)) {
		return []draft{s.phrase("produces", o, i, k, at, byPhrase)}
	}
	return nil
}

// allied reads "the army and allied militias", those named before, and "its
// ally, the RSF".
func (s *sentence) allied(i int, m *extract.Mention) []draft {
	k := m.First - s.first
	if a := k - 1; a > 1 && m.Form == extract.Name {
		if s.lemma(a) == "the" {
			a--
		}
		if s.tokens[a].Text == "," {
			a--
		}
		if o := s.possessing(a); a > 1 && s.lemma(a) == "ally" && o >= 0 {
			return []draft{s.phrase("allied_with", o, i, a, a, byPhrase)}
		}
	}
	// "the army and its allied militias"
	if h := m.Head - s.first; s.tokens[k].Tag == "PRP$" && k+1 < h && s.lex.Is("allied", strings.ToLower(s.tokens[k+1].Text)) && s.cover[k] >= 0 {
		return []draft{s.phrase("allied_with", s.cover[k], i, k+1, k+1, byPhrase)}
	}
	if k > 0 && s.lemma(k-1) == "and" && s.lemma(k) != "ally" && s.lemma(k) != "allied" {
		return nil
	}
	for ; k > 0 && s.lemma(k) != "and"; k-- {
		if k < m.First-s.first-1 {
			return nil
		}
	}
	if k < 1 || k+1 >= len(s.tokens) || !s.lex.Is("allied", strings.ToLower(s.tokens[k+1].Text)) || s.cover[k-1] < 0 {
		return nil
	}
	return []draft{s.phrase("allied_with", s.cover[k-1], i, k+1, k+1, byPhrase)}
}

// possessing returns whose the noun at k is said to be before its adjectives,
// or -1: "its main ally".
func (s *sentence) possessing(k int) int {
	for k--; k > 0; k-- {
		switch tag := s.tokens[k].Tag; {
		case tag == "PRP$":
			return s.cover[k]
		case tag == "POS":
			return s.cover[k-1]
		case !strings.HasPrefix(tag, "JJ") && !strings.HasPrefix(tag, "NN"):
			return -1
		}
	}
	return -1
}

// favours tells whether a name is the second half of "pro-Russian".
func (s *sentence) favours(n *extract.Mention) bool {
	first := s.doc.Tokens[n.First]
	return n.Start > first.Start && strings.EqualFold(strings.TrimRight(s.doc.Text[first.Start:n.Start], "-‐‑–"), "pro")
}

// inner tells whether a name stands in a longer phrase with what qualifies that:
// "the Ugandan-led [African Union] force".
func (s *sentence) inner(k, i int, m *extract.Mention) bool {
	for _, o := range s.mentions {
		n := &s.doc.Mentions[o]
		if o != i && n.Form == extract.Nominal && n.First-s.first <= k && m.Last <= n.Head {
			return true
		}
	}
	return false
}

// qualifies tells whether the token at k qualifies mention i: it stands in the
// phrase, or right before the name.
func (s *sentence) qualifies(k, i int, m *extract.Mention) bool {
	if m.First-s.first <= k && k < m.Last-s.first {
		return m.Form == extract.Nominal || k < m.Head-s.first
	}
	for j := k + 1; j < m.First-s.first; j++ {
		if s.tokens[j].Text == "," && strings.HasPrefix(s.tokens[j-1].Tag, "NN") {
			return false // "two ISIL-held buildings, two vehicles"
		}
		if t := s.tokens[j].Tag; !strings.HasPrefix(t, "JJ") && !strings.HasPrefix(t, "NN") && t != "CD" && t != "," {
			return false
		}
		if s.cover[j] >= 0 && s.cover[j] != i && s.doc.Mentions[s.cover[j]].Form == extract.Name && j+1 < m.First-s.first {
			continue
		}
	}
	return k < m.First-s.first && m.First-s.first-k <= 6
}
