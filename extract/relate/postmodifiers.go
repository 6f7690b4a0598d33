package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// postmodified reads what the words right after a mention say of it and of the
// next one: "gunners of the 57th Brigade", "a militia loyal to X", "the party,
// led by X". Words and neighbours tell it better than the tree, which often
// hangs such phrases elsewhere.
func (s *sentence) postmodified(i int, m *extract.Mention) []draft {
	out := s.postmodifiedFrom(i, m, m.Last-s.first)
	if m.Form == extract.Nominal && m.Last > m.Head+1 && out == nil {
		// The phrase may be part of the mention: "gunners of the 57th Brigade".
		out = s.postmodifiedFrom(i, m, m.Head+1-s.first)
	}
	return append(out, s.equipped(i, m)...)
}

// equipped reads the arms of those whose body stands between: "police from the
// task force, backed by an armoured vehicle".
func (s *sentence) equipped(i int, m *extract.Mention) []draft {
	k := m.Head + 1 - s.first
	if m.Form != extract.Nominal || k+3 >= len(s.tokens) || s.lemma(k) != "of" && s.lemma(k) != "from" {
		return nil
	}
	o := s.phraseAt(k+1, i)
	if o < 0 || s.doc.Mentions[o].Class != extract.Organisation {
		return nil
	}
	k = s.doc.Mentions[o].Last - s.first
	if k >= len(s.tokens) || !isBreak(s.tokens[k].Text) || m.Last-s.first > k {
		return nil
	}
	return slices.DeleteFunc(s.postmodifiedFrom(i, m, k), func(d draft) bool { return d.predicate != "uses" || d.subject != i })
}

func (s *sentence) postmodifiedFrom(i int, m *extract.Mention, k int) []draft {
	apart := k < len(s.tokens) && isBreak(s.tokens[k].Text)
	if apart {
		k++
	}
	if tag := s.tokens[min(k, len(s.tokens)-1)].Tag; (tag == "WDT" || tag == "WP") && k+2 < len(s.tokens) && s.lemma(k+1) == "be" && !s.loose(k+2) {
		k += 2 // "which is loyal to"
	} else if !apart {
		k = s.past(m, k)
	}
	if k >= len(s.tokens) {
		return nil
	}
	for n := min(s.lex.PostmodifierWidth(strings.ToLower(s.tokens[k].Text)), len(s.tokens)-k-1); n > 0; n-- {
		rows := s.lex.Postmodifiers[s.words(k, k+n)]
		if rows == nil {
			continue
		}
		if n > 1 && !apart && m.Form == extract.Name {
			// "a faction of the Shining Path led by": a name needs nothing to tell it.
			if h := s.narrowed(i); h >= 0 {
				if i = s.cover[h]; i < 0 {
					return nil
				}
				m = &s.doc.Mentions[i]
			}
		}
		if n == 1 && s.loose(k) && (apart && !s.set(m, k) || !s.own(i, m)) {
			return nil
		}
		var out []draft
		for _, o := range s.following(k+n, i) {
			if n == 1 && s.lemma(k) == "from" && s.bound(o) {
				continue
			}
			if p := s.applicable(rows, m, &s.doc.Mentions[o], apart, s.lemma(k)); p != nil {
				d := s.phrase(p.Predicate, i, o, k, k+n-1, byPhrase)
				if p.Back {
					d.subject, d.object = o, i
				}
				d.status = s.hedge(m)
				out = append(out, d)
			}
		}
		return out
	}
	if apart && k-1 == m.Head+1-s.first && s.tokens[k-1].Text == "," {
		return s.of(i, m, k)
	}
	return nil
}

// bound tells whether a place is only where somebody sets out from: "moved a
// company of troops from Juba to Malakal".
func (s *sentence) bound(o int) bool {
	m := &s.doc.Mentions[o]
	k := m.Last - s.first
	return m.Class == extract.Place && k < len(s.tokens) && (s.lemma(k) == "to" || s.lemma(k) == "into")
}

// loose tells whether a token is a preposition, which can tell of much else.
func (s *sentence) loose(k int) bool { return s.tokens[k].Tag == "IN" }

// set tells whether commas set an of-phrase apart after a name: "Sergeant X, of
// the Givati Brigade, was killed".
func (s *sentence) set(m *extract.Mention, k int) bool {
	if m.Form != extract.Name || s.lemma(k) != "of" || s.tokens[k-1].Text != "," {
		return false
	}
	o := s.phraseAt(k+1, -1)
	if o < 0 {
		return false
	}
	end := s.doc.Mentions[o].Last - s.first
	return end >= len(s.tokens) || isBreak(s.tokens[end].Text)
}

// of reads an office whose body follows a comma: "X, commander, 3rd Brigade".
func (s *sentence) of(i int, m *extract.Mention, k int) []draft {
	head := m.Head - s.first
	if m.Class != extract.Person || m.Form != extract.Nominal || s.tokens[head].Tag == "NNS" || s.nameBefore(m) < 0 {
		return nil
	}
	o := s.phraseAt(k, i)
	if o < 0 || s.doc.Mentions[o].Class != extract.Organisation || s.doc.Mentions[o].Form != extract.Name || !s.belongs(s.tokens[head]) {
		return nil
	}
	predicate := "member_of"
	if s.leader(s.tokens[head]) {
		predicate = "leads"
	}
	return []draft{s.phrase(predicate, i, o, head, head, byPhrase)}
}

// past returns where what tells of a mention starts if that is not k itself:
// after a plain "is" of the main clause, or after a field of office ("the
// minister for health of Peru").
func (s *sentence) past(m *extract.Mention, k int) int {
	if k+2 >= len(s.tokens) {
		return k
	}
	if s.lemma(k) == "be" && (s.tokens[k].Tag == "VBZ" || s.tokens[k].Tag == "VBP" || s.tokens[k].Tag == "VBD") && s.head(k) > k && s.rel(s.head(k)) == "root" && s.child(s.head(k), "mark") < 0 && s.tokens[k+1].Tag != "VBG" {
		if s.tokens[k+1].Tag == "RB" && s.lex.PostmodifierWidth(s.lemma(k+1)) == 0 && !s.lex.Is("negation", s.lemma(k+1)) {
			k++ // "is now led by"
		}
		return k + 1
	}
	if w := s.lemma(k); (w == "of" || w == "for") && (m.Class == extract.Person || m.Subclass == "Government") {
		for n := k + 1; n < min(k+5, len(s.tokens)); n++ {
			if s.lemma(n) == "of" && n > k+1 {
				return n
			}
			if tag := s.tokens[n].Tag; s.cover[n] >= 0 || !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "JJ") && tag != "CC" {
				break
			}
		}
	}
	return k
}

// applicable returns the first row that fits two mentions, or nil.
func (s *sentence) applicable(rows []lexicon.Postmodifier, m, o *extract.Mention, apart bool, word string) *lexicon.Postmodifier {
	for r := range rows {
		p := &rows[r]
		def := s.lex.Ontology.Predicate(p.Predicate)
		subject, object := m, o
		if p.Back {
			subject, object = o, m
		}
		if p.First != nil && !s.fits(m, p.First) || p.Second != nil && !s.fits(o, p.Second) || !s.fits(subject, def.Subject) || !s.fits(object, def.Object) {
			continue
		}
		switch p.Predicate {
		case "leads":
			// "the militia of Omar Said", but "a column of the families", "the command of Omar Said"
			if word == "of" && (o.Form != extract.Name || s.lemma(m.Head-s.first) == "command") {
				continue
			}
		case "uses":
			// "rebels supported by U.S. helicopters": whose they are stands there.
			if s.lex.Is("escort", word) && s.weaponOf(o) {
				continue
			}
			// "attacked guards with rifles" says who has them of the attacker.
			if word == "with" && !strings.HasPrefix(s.rel(m.Head-s.first), "nsubj") {
				continue
			}
			// Passengers use no bus.
			if (word == "in" || word == "on" || word == "aboard") && (apart || m.Form == extract.Name || m.Class == extract.Person && !s.belongs(s.tokens[m.Head-s.first])) {
				continue
			}
			// "raided the camp, armed with rifles" is not said of the camp.
			if apart && !p.Back && !strings.HasPrefix(s.rel(m.Head-s.first), "nsubj") {
				continue
			}
		case "member_of":
			if o.Form == extract.Pronoun && s.quantity(m.Head-s.first) {
				continue // "three of them"
			}
			if word == "for" && (o.Form != extract.Name && o.Subclass != "Media" || s.leader(s.tokens[m.Head-s.first])) {
				continue // "asked the minister for troops"
			}
			if t := s.tokens[m.Head-s.first]; m.Form == extract.Nominal && !s.belongs(t) && (o.Class != extract.Organisation || !s.enrolled(t)) || m.Form == extract.Name && word == "with" {
				continue
			}
			if m.Form == extract.Nominal && word != "in" && word != "at" && (s.leader(s.tokens[m.Head-s.first]) || s.office(m)) {
				return &leads
			}
		case "part_of":
			if s.ofState(m) && o.Subclass == "Country" {
				continue // a country and its government are one
			}
			if !p.Back && !s.pointed(o) || o.Subclass == "Country" && m.Subclass == "ArmedGroup" {
				continue
			}
		}
		// "withdrew troops from Mali": where from, not whose.
		if word == "from" && (o.Class == extract.Place || o.Form == extract.Nominal && s.seated(o)) && s.is(m.Head-s.first, "obj") {
			continue
		}
		return p
	}
	return nil
}

// weaponOf tells whether a weapon's phrase says whose it is.
func (s *sentence) weaponOf(o *extract.Mention) bool {
	for k := max(o.First-s.first-1, 0); k < o.Head-s.first; k++ {
		if c := s.cover[k]; s.tokens[k].Tag == "PRP$" || c >= 0 && &s.doc.Mentions[c] != o && s.doc.Mentions[c].Form == extract.Name && s.doc.Mentions[c].Class != extract.Weapon {
			return true
		}
	}
	return false
}

// office tells whether the last two words of a phrase are a leader's office:
// "chief executive", "secretary general".
func (s *sentence) office(m *extract.Mention) bool {
	k := m.Head - s.first
	return m.Head > m.First && s.lex.Titles[s.lemma(k-1)+" "+s.lemma(k)].Predicate == "leads"
}

// leads is what a leader's office says, whatever it says of others.
var leads = lexicon.Postmodifier{Predicate: "leads"}

// own tells whether a preposition after a mention can tell whose it is.
func (s *sentence) own(i int, m *extract.Mention) bool {
	head := m.Head - s.first
	return s.cover[head] == i && !s.lex.Is("captive", s.lemma(head))
}

// following returns the mention of the noun phrase that starts at k, and those
// listed with it: "rifles, grenades and a mortar", "the army and the RSF".
func (s *sentence) following(k, not int) []int {
	o := s.phraseAt(k, not)
	if o < 0 {
		return nil
	}
	out, listed := []int{o}, []int(nil)
	first := &s.doc.Mentions[o]
	for k = first.Last - s.first; k+1 < len(s.tokens); {
		word := s.lemma(k)
		last := word == "and" || word == "or"
		if word == "," && k+2 < len(s.tokens) && (s.lemma(k+1) == "and" || s.lemma(k+1) == "or") {
			last = true
			k++
		}
		if !last && word != "," {
			return out
		}
		if o = s.phraseAt(k+1, not); o < 0 {
			return out
		}
		m := &s.doc.Mentions[o]
		k = m.Last - s.first
		// What a verb follows may be the subject of its own clause.
		if m.Class != first.Class || (m.Subclass == "Country") != (first.Subclass == "Country") || s.opens(o, out[0]) {
			return out
		}
		if listed = append(listed, o); last {
			return append(out, listed...)
		}
	}
	return out
}

// opens tells whether a mention is the subject of the verb after it rather than
// the last of a list that starts with another.
func (s *sentence) opens(o, list int) bool {
	m := &s.doc.Mentions[o]
	k := m.Last - s.first
	if k >= len(s.tokens) || m.Class == extract.Weapon || m.Class == extract.Place && m.Subclass != "Country" || !s.verb(k) && s.tokens[k].Tag != "MD" {
		return false
	}
	return s.head(m.Head-s.first) != s.doc.Mentions[list].Head-s.first
}

// phraseAt returns the mention that the noun phrase starting at k comes down
// to, or -1: "General X", "the Iraqi army's 9th Division", not "Iraqi support".
func (s *sentence) phraseAt(k, not int) int {
	for end := min(k+8, len(s.tokens)); k < end; {
		o := s.cover[k]
		if o < 0 || o == not {
			if tag := s.tokens[k].Tag; tag != "DT" && tag != "PRP$" && tag != "CD" && tag != "POS" && !strings.HasPrefix(tag, "JJ") && !strings.HasPrefix(tag, "NN") && tag != "VBN" {
				return -1
			}
			k++
			continue
		}
		m := &s.doc.Mentions[o]
		next := m.Last - s.first
		if m.Form == extract.Nominal {
			next = max(m.Head+1-s.first, k+1)
		}
		if m.Form == extract.Pronoun && s.tokens[k].Tag == "PRP$" || next < len(s.tokens) && next > k && (strings.HasPrefix(s.tokens[next].Tag, "NN") || s.tokens[next].Tag == "POS" || m.Adjective) {
			k = max(next, k+1)
			continue
		}
		if s.doc.Tokens[m.Last-1].End > m.End && m.Form == extract.Name {
			return -1 // "Iran-backed"
		}
		return o
	}
	return -1
}

// pointed tells whether a mention names its entity or points to it: "the
// army", "its army", not "armed men".
func (s *sentence) pointed(m *extract.Mention) bool {
	if m.Form != extract.Nominal {
		return true
	}
	for k := m.First - s.first; k < m.Head-s.first; k++ {
		if tag := s.tokens[k].Tag; tag == "PRP$" || tag == "POS" || s.lemma(k) == "the" {
			return true
		}
	}
	return false
}

// hedge returns the status of what a phrase says of a mention: "suspected ELN
// gunmen" may be none.
func (s *sentence) hedge(m *extract.Mention) extract.Status {
	for k := m.First - s.first; k < m.Head-s.first; k++ {
		if s.lex.Is("reportedly", strings.ToLower(s.tokens[k].Text)) {
			return extract.Reported
		}
	}
	return extract.Asserted
}

// words returns the tokens from k up to end in small letters.
func (s *sentence) words(k, end int) string {
	if end == k+1 {
		return strings.ToLower(s.tokens[k].Text)
	}
	parts := make([]string, 0, end-k)
	for _, t := range s.tokens[k:end] {
		parts = append(parts, strings.ToLower(t.Text))
	}
	return strings.Join(parts, " ")
}

// isBreak tells whether a mark sets a phrase apart from the noun before it.
func isBreak(mark string) bool {
	return slices.Contains([]string{",", "-", "–", "—", "("}, mark)
}
