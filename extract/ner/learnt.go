package ner

import (
	"cmp"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/ner/sequence"
)

// How sure the model must be to add a name of its own, to name the class of one
// that the rules only guessed at, and to put a longer name in place of those
// that the rules found within. Chosen on re3d's CENTCOM, UNER test and CrossNER
// politics dev, with a model that had seen none of them.
const (
	surelyName   = 0.5
	surelyClass  = 0.7
	surelyLonger = 0.6
)

// consult lets the model type what the rules only guessed at, add names that
// they did not see, and join what they took for several. Guesses are what it
// says of the names they left open, for where the rest of the document does not
// tell. On the span of a name that the rules are sure of they stand: they know
// the entity, the model only its class.
func (s *sentence) consult(names []sequence.Name, found, unknown []extract.Mention) (typed, guesses []extract.Mention) {
	for i := range names {
		n := &names[i]
		if s.breakOff(n); n.First >= n.Last || n.Class == extract.Weapon && !slices.ContainsFunc(s.tokens[n.First:n.Last], func(t extract.Token) bool { return t.Text != strings.ToLower(t.Text) || digits(t.Text) }) {
			continue // "bulk carrier"
		}
		if n.Last-n.First > 1 && s.participial(n.First) {
			// "Syrian-supplied howitzers" are none by name, the "Emirati-backed
			// Giants Brigades" are without their backer.
			if n.First++; !capitalised(s.tokens[n.First].Text) {
				continue
			}
		}
		if s.word(n.First+1) == "of" && s.sentenceStart(n.First) && s.describes(n.First, n.First+1) {
			// "Militants of JNIM"
			if n.First += 2; s.word(n.First) == "the" {
				n.First++
			}
			if n.First >= n.Last {
				continue
			}
		}
		if _, kind := s.nominal(n.First); kind && n.Last-n.First > 1 && s.tokens[n.First].Text == s.word(n.First) && capitalised(s.tokens[n.First+1].Text) {
			n.First++ // "the bank [Credo Union]"
		}
		n.First = s.afterOwner(n.First, n.Last, found)
		s.shortenTo(n, found)
		if k := s.nationality(n.First, n.Last-1); k > 0 && n.Last-n.First > k+1 && (ordinalNumber(s.word(n.First+k)) || s.lex.Is("unit_ordinal", s.word(n.First+k)) || s.word(n.First+k) == "royal") && s.isUnit(n.Last-1) {
			n.First += k // "the Lebanese [8th Brigade]"
		}
		m := s.mention(n.First, n.Last)
		same := func(o extract.Mention) bool { return o.First == m.First && o.Last == m.Last }
		if k := slices.IndexFunc(found, same); k >= 0 {
			if o := &found[k]; o.Class == extract.Place && n.Class == extract.Weapon && s.lex.Is("place_verb", s.lemma(n.First-1)) {
				continue // "bombed Tumbun Kura"
			} else if w := s.word(n.First - 1); o.Class == extract.Place && o.FoundBy == "pattern" && (w == "near" || w == "outside" || w == "from" && s.people(n.First-2)) && !strings.HasPrefix(s.tag(n.Last), "NN") {
				continue // "near Piñuña Negro", "a trader from Murdhagan"
			} else if o.Key == "" && o.Confidence <= guessName && n.Class != o.Class && n.Confidence >= surelyClass {
				s.retype(o, n)
			}
			continue
		}
		if s.qualifying(n) || s.descriptive(n) {
			continue
		}
		if s.twoPlaces(n, found) {
			continue
		}
		m.Form = extract.Name
		s.retype(&m, n)
		overlaps := func(o extract.Mention) bool { return o.Overlaps(m.Span) }
		beyond := func(o extract.Mention) bool {
			return overlaps(o) && (o.Class == extract.Weapon || !m.Contains(o.Span) || o.First > m.First && s.situates(o))
		}
		switch {
		case slices.ContainsFunc(found, beyond):
			// The rules see a longer name, or one across its bounds, or a weapon,
			// of whose designators and nouns they know more, or where it is.
		case slices.ContainsFunc(found, overlaps):
			if n.Confidence >= surelyLonger {
				keep := s.composed(n.First, n.Last)
				if k := slices.IndexFunc(found, overlaps); found[k].Class == m.Class && m.Subclass == "" {
					m.Subclass = found[k].Subclass // a ship without her number
				}
				found = slices.DeleteFunc(found, func(o extract.Mention) bool { return overlaps(o) && !(keep && o.Subclass == "Country") })
				found = append(found, m)
			}
		case slices.ContainsFunc(unknown, same):
			if n.Confidence >= surelyName {
				guesses = append(guesses, m)
			}
		case n.Confidence >= surelyName:
			found = append(found, m)
		}
	}
	return found, guesses
}

// people tells whether the word at i is a noun for a person.
func (s *sentence) people(i int) bool {
	n, ok := s.nominal(i)
	return ok && n.Class == extract.Person
}

// twoPlaces tells whether a model's name is that of two places that the rules see:
// "left [Base Hammer] for [Checkpoint 9]".
func (s *sentence) twoPlaces(n *sequence.Name, found []extract.Mention) bool {
	for k := n.First + 1; k < n.Last-1; k++ {
		if s.word(k) != "for" {
			continue
		}
		before := slices.ContainsFunc(found, func(o extract.Mention) bool { return o.Class == extract.Place && o.Last == s.first+k })
		after := slices.ContainsFunc(found, func(o extract.Mention) bool { return o.Class == extract.Place && o.First == s.first+k+1 })
		if before && after {
			return true
		}
	}
	return false
}

// breakOff takes off a model's name the marks at its ends, and a town that only
// a dateline's dash parts from it.
func (s *sentence) breakOff(n *sequence.Name) {
	mark := func(i int) bool { return strings.Trim(s.tokens[i].Text, ",;:-–—") == "" }
	for n.First < n.Last && mark(n.First) {
		n.First++
	}
	for n.First < n.Last && mark(n.Last-1) {
		n.Last--
	}
	quotes := 0
	for k := n.First; k < n.Last; k++ {
		if quote(s.word(k)) && s.word(k) != "'" && s.word(k) != "’" {
			quotes++
		}
	}
	if quotes%2 == 1 && quote(s.word(n.Last)) {
		n.Last++ // Ali Ghaidan "Abu Alaa"
	}
	for k := n.First + 1; k < n.Last-1 && n.First == 0 && !s.caps; k++ {
		if mark(k) && s.tokens[k].Text != "," && s.tokens[k].Start > s.tokens[k-1].End && strings.ToUpper(s.phrase(0, k)) == s.phrase(0, k) {
			n.First = k + 1
			return
		}
	}
}

// afterOwner returns where a name starts once its owner is off, if that is a
// name that we know: "Hamas's [Rafah Brigade]", but the "Lord's Resistance Army".
func (s *sentence) afterOwner(from, to int, found []extract.Mention) int {
	known := func(i int) bool {
		return slices.ContainsFunc(found, func(o extract.Mention) bool { return o.First == s.first+i && o.Last == s.first+to })
	}
	for k := from + 1; k < to-1; k++ {
		if n, ok := s.nominal(k - 1); ok && s.tag(k) == "POS" && n.Class == extract.Organisation && n.Subclass == "Military" {
			return k + 1 // "the Navy's [Fifth Fleet]"
		}
		if s.tag(k) == "POS" && k == from+1 && s.lex.Is("direction", s.word(from)) {
			return k + 1 // "the North's [Academy of Sciences]"
		}
		if s.tag(k) == "POS" && slices.ContainsFunc(found, func(o extract.Mention) bool {
			return o.Last == s.first+k && o.First >= s.first+from && (o.Class == extract.Organisation || o.Subclass == "Country" || o.Class == extract.Place && known(k+1))
		}) {
			return k + 1
		}
	}
	return from
}

// shortenTo takes off a model's name what stands around it: the verb before,
// "blacklist [Raytheon]", what it is accused of or where it sits, "[Kalinga
// Aerospace] of Hyderabad".
func (s *sentence) shortenTo(n *sequence.Name, found []extract.Mention) {
	small := func(i int) bool { return s.tokens[i].Text == s.word(i) && !strings.ContainsAny(s.word(i), "-'’") }
	if s.caps || n.Last-n.First < 2 {
		return
	}
	if s.participial(n.First) && capitalised(s.tokens[n.First+1].Text) {
		n.First++ // "the Barbados-flagged [Ocean Trust]"
	}
	for k := n.Last - 2; k > n.First; k-- {
		if _, _, head := s.headNoun(k); head && small(k) && capitalised(s.tokens[k+1].Text) {
			n.First = k + 1 // "the Basque separatist group [ETA]"
			break
		}
	}
	if n.Last-n.First < 2 {
		return
	}
	if _, verb := s.lex.Frames[s.lemma(n.First)]; verb && small(n.First) && capitalised(s.tokens[n.First+1].Text) {
		n.First++
	}
	if last := n.Last - 1; n.Class == extract.Organisation && small(last) && capitalised(s.tokens[last-1].Text) {
		if who, _, ok := s.headNoun(last); s.lex.Is("acronym_people", s.lemma(last)) || ok && who.Class == extract.Person {
			n.Last-- // "[Barisan Nasional] gunmen", "[Chadian Red Cross] staff"
		}
	}
	if k := s.titleAt(n.First, n.Last); n.Class == extract.Person && k > 0 && n.First+k+1 < n.Last && s.lex.Titles[extract.Fold(s.phrase(n.First, n.First+k))].Kind == "honorific" && !s.lex.Is("naming_title", s.word(n.First)) {
		n.First += k // "Padre [Fonseca Kwiriwi]"
	}
	for k := n.First + 1; k < n.Last-1; k++ {
		head, _ := s.nameHead(k - 1)
		if s.word(k) == "on" && (head.Subclass == "Party" || head.Subclass == "Military" || head.Subclass == "ArmedGroup") {
			n.Last = k // "the [Labour Party] on Utoeya island"
			return
		}
		if s.word(k) != "of" {
			continue
		}
		if s.tag(k+1) == "VBG" && small(k+1) || head.Subclass == "Company" && !s.lex.Is("named_of", s.word(k-1)) && slices.ContainsFunc(found, func(o extract.Mention) bool {
			return o.Subclass == "City" && o.First == s.first+k+1 && o.Last == s.first+n.Last
		}) {
			n.Last = k
			return
		}
	}
}

// participial tells whether a token is a name with what it did: "Iran-backed".
func (s *sentence) participial(i int) bool {
	_, rest, ok := strings.Cut(s.word(i), "-")
	return ok && len(s.word(i)) > len(rest)+1 && (s.lex.Is("backed", rest) || s.lex.Is("led", rest) || s.lex.Is("owned", rest) || s.lex.Is("made", rest) || s.lex.Is("seated", rest) || s.lex.Is("flagged", rest))
}

// qualifying tells whether a name is no name to us: an adjective by itself, a
// people in the plural ("two Iraqis"), an acronym in brackets, whose long form
// tells what it is, a date, or no body at all ("the Warsaw Pact", a law).
func (s *sentence) qualifying(n *sequence.Name) bool {
	last := n.Last - 1
	if s.titled && !slices.ContainsFunc(s.tokens[n.First:n.Last], func(t extract.Token) bool { return strings.HasPrefix(t.Tag, "NNP") }) {
		return true // "[Mob Attacks Church]"
	}
	if s.dated(n.First, n.Last) || n.Class == extract.Organisation && n.Last-n.First > 1 && s.lex.Is("no_body", s.word(last)) {
		return true
	}
	return n.Class != extract.Person && s.corpsman(n.First, n.Last) || n.Last-n.First == 1 && (s.tag(last) == "JJ" || s.word(n.First-1) == "(" && s.word(n.Last) == ")") ||
		n.Sense == sequence.Nationality && strings.HasSuffix(s.tag(last), "S")
}

// descriptive tells whether what the model took for an organisation's name only
// describes one, "[Greek government]", or is somebody's post,
// "[Superior Commander of the Gendarmerie]".
func (s *sentence) descriptive(n *sequence.Name) bool {
	if last := n.Last - 1; n.Class == extract.Place && !s.caps && last > n.First && s.tokens[last].Text == s.word(last) && s.isHead(last) && !s.bearsName(n.First, n.Last) {
		return true // "a [Goma hospital]", one of many
	}
	if n.Class != extract.Organisation || s.caps || n.Last-n.First < 2 {
		return false
	}
	if k := n.First + s.nationality(n.First, n.Last-1); k > n.First && !acronym(s.tokens[n.First].Text) && !slices.ContainsFunc(s.tokens[k:n.Last], func(t extract.Token) bool { return capitalised(t.Text) }) {
		return true
	}
	if s.titleAt(n.First, n.Last) == n.Last-n.First {
		return true // "the Army Chief"
	}
	if s.isHead(n.Last-1) && !slices.ContainsFunc(s.tokens[n.First:n.Last], func(t extract.Token) bool { return capitalised(t.Text) }) {
		return true // "girls' school"
	}
	for i := n.First + 1; i < n.Last; i++ {
		if s.word(i) == "of" && len(s.tokens[i-1].Text) > 1 {
			_, title := s.lex.Titles[extract.Fold(s.word(i-1))]
			return title
		}
	}
	return false
}

// situates tells whether a place says where something is, "at Camp Victory", and
// so is no part of the name before it.
func (s *sentence) situates(m extract.Mention) bool {
	k := m.First - s.first - 1
	return m.Class == extract.Place && s.tag(k) == "IN" && !s.lex.Is("name_link", s.word(k))
}

// dated tells whether tokens lie in an expression of time.
func (s *sentence) dated(from, to int) bool {
	times := s.doc.Times
	at, _ := slices.BinarySearchFunc(times, s.first+from, func(t extract.TimeMention, i int) int { return cmp.Compare(t.Last, i+1) })
	return at < len(times) && times[at].First <= s.first+from && s.first+to <= times[at].Last
}

// retype gives a mention the model's class, and the subclass of its head noun
// where that fits.
func (s *sentence) retype(m *extract.Mention, n *sequence.Name) {
	m.Class, m.Subclass, m.FoundBy, m.Confidence = n.Class, "", "model", n.Confidence
	head, ok := s.nominal(n.Last - 1)
	if phrase, both := s.lex.Nominals[s.word(n.Last-2)+" "+s.word(n.Last-1)]; both && n.Last-n.First > 2 {
		head, ok = phrase, true // "Songo gold mine" explodes as little as a mine does
	}
	switch {
	case ok && head.Class == n.Class:
		m.Subclass = head.Subclass
	case ok && head.Class == extract.Weapon && n.Last-n.First > 1 && s.word(n.Last-1) == s.tokens[n.Last-1].Text:
		m.Class, m.Subclass = head.Class, head.Subclass // "Milan missiles"
	case n.Class == extract.Weapon:
		// "Hai Feng 31, a survey ship"
		if what, ok := s.appositive(n.Last); ok && what.Class == n.Class {
			m.Subclass = what.Subclass
		}
	}
	if n.Class == extract.Person && m.Title == "" {
		m.Title = s.titleBefore(n.First)
	}
}
