package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// titled reads what stands before a person's title: "US President Donald
// Trump", "Quds Force commander Qasem Soleimani".
func (s *sentence) titled(i int, m *extract.Mention) []draft {
	if m.Class != extract.Person || m.Form != extract.Name || m.Title == "" {
		return nil
	}
	predicate := s.rank(m.Title)
	// The title's tokens end right before the name, perhaps after an office:
	// "police chief General X".
	at := m.First - s.first - 1
	first := at
	for first >= 0 && s.tokens[first].Start > m.Start-len(m.Title)-2 {
		first--
	}
	if first > 0 && s.cover[first] < 0 {
		if t, ok := s.lex.Titles[strings.ToLower(s.tokens[first].Text)]; ok && t.Kind == "role" && t.Predicate != "" {
			predicate = t.Predicate
			first--
		}
	}
	if predicate == "" {
		return nil
	}
	// "EU foreign policy chief X", "Hamas political bureau member X": what a
	// part of the body does.
	if first > 0 && s.cover[first] < 0 && s.tokens[first].Tag != "POS" {
		k, partly := first, predicate
		for ; k > max(0, first-3) && s.cover[k] < 0 && (strings.HasPrefix(s.tokens[k].Tag, "JJ") || strings.HasPrefix(s.tokens[k].Tag, "NN")); k-- {
			if s.lex.Is("unstately", s.lemma(k)) {
				break
			}
			if s.tokens[k].Tag == "NN" || s.tokens[k].Tag == "NNP" {
				partly = "member_of"
			}
		}
		if k > 0 && k < first && s.tokens[k].Tag == "POS" {
			k-- // "Syria's interim president X"
		}
		if o := s.cover[k]; o >= 0 && k < first && s.doc.Mentions[o].Last-s.first == k+1 && s.tokens[k].End == s.doc.Mentions[o].End &&
			(s.doc.Mentions[o].Class == extract.Organisation || s.doc.Mentions[o].Subclass == "Country") {
			return []draft{s.phrase(partly, i, o, at, at, byPhrase)}
		}
	}
	// "President Gustavo Petro of Colombia"
	if of := m.Last - s.first; of+1 < len(s.tokens) && s.lemma(of) == "of" {
		o := s.phraseAt(of+1, i)
		if o < 0 && s.cover[of+1] >= 0 && !s.doc.Mentions[s.cover[of+1]].Adjective {
			o = s.cover[of+1]
		}
		if o >= 0 {
			if n := &s.doc.Mentions[o]; n.Class == extract.Organisation || n.Class == extract.Place && (predicate == "leads" || n.Subclass == "Country") {
				return []draft{s.phrase(predicate, i, o, m.First-s.first-1, m.First-s.first-1, byPhrase)}
			}
		}
	}
	// "Army Chief X": the body is part of the title.
	for k := max(first+1, 0); k < at; k++ {
		if o := s.cover[k]; o >= 0 && s.doc.Mentions[o].Class == extract.Organisation {
			return []draft{s.phrase(predicate, i, o, at, at, byPhrase)}
		}
	}
	for _, k := range []int{first, first - 1} {
		if k < 0 || s.cover[k] < 0 {
			continue
		}
		o := s.cover[k]
		n := &s.doc.Mentions[o]
		possessive := s.tokens[first].Tag == "POS"
		// "Lagos State Governor X": "State" is of the place and of the title.
		within := k == first && n.Last-s.first > first+1 && n.Last-s.first <= at
		if n.Last-s.first != first+1 && !within && !(possessive && n.Last-s.first == first) {
			continue
		}
		if body, _, two := strings.Cut(strings.ToLower(m.Title), " "); two && n.Subclass == "Country" {
			if s.lex.Is("unstately", body) {
				return nil // "Libyan militia leader X"
			}
			if predicate == "leads" && s.service(body) {
				predicate = "member_of" // "Norwegian army chief X": of the army, not of Norway
			}
		}
		if n.Class == extract.Organisation || n.Subclass == "Country" || n.Class == extract.Place && predicate == "leads" {
			return []draft{s.phrase(predicate, i, o, at, at, byPhrase)}
		}
	}
	return nil
}

// service tells whether a word before "chief" says what is led.
func (s *sentence) service(word string) bool {
	return s.lex.Nominals[word].Class == extract.Organisation && !s.lex.Is("rulers", word) || s.lex.Is("service", word)
}

// rank returns what titles say of their bearer: the first that leads, else the
// first that says anything ("Chief of Staff General").
func (s *sentence) rank(titles string) (predicate string) {
	words := strings.Fields(titles)
	for n := 0; n < len(words); {
		end := len(words)
		for ; end > n; end-- {
			t, ok := s.lex.Titles[extract.Fold(strings.Join(words[n:end], " "))]
			if !ok {
				continue
			}
			if t.Predicate == "leads" {
				return t.Predicate
			}
			if predicate == "" {
				predicate = t.Predicate
			}
			break
		}
		n = max(end, n+1)
	}
	return predicate
}

// demote makes members of those who only stand below a leader, "the deputy
// commander of the force", and leaders of those whose office has two words that
// say so: "the secretary general".
func (s *sentence) demote(drafts []draft) {
	for n := range drafts {
		d := &drafts[n]
		if d.predicate == "member_of" && d.trigger > 0 && d.trigger == d.last && !s.verb(d.trigger) && s.lex.Titles[s.lemma(d.trigger-1)+" "+s.lemma(d.trigger)].Predicate == "leads" &&
			!(s.service(s.lemma(d.trigger-1)) && s.doc.Mentions[d.object].Subclass == "Country") {
			d.predicate = "leads"
		}
		if d.predicate != "leads" || d.trigger != d.last || s.verb(d.trigger) {
			continue
		}
		if s.lex.Is("peer", s.lemma(d.trigger)) && !s.peerLeads(d.trigger) {
			d.predicate = "member_of"
			continue
		}
		// "EU foreign ministers", "leaders of the African Union": of its members.
		if s.doc.Mentions[d.object].Subclass == "Intergovernmental" && s.tokens[d.trigger].Tag == "NNS" {
			d.predicate = "member_of"
			continue
		}
		// "the army chief of Somalia": of the army, not of Somalia.
		if h := s.doc.Mentions[d.subject].Head - s.first; h > 0 && d.trigger > h && s.doc.Mentions[d.object].Subclass == "Country" && s.doc.Mentions[d.subject].Form == extract.Nominal && s.service(s.lemma(h-1)) {
			d.predicate = "member_of"
			continue
		}
		for k := d.trigger - 1; k >= max(0, d.trigger-2); k-- {
			if tag := s.tokens[k].Tag; s.lex.Is("below", s.lemma(k)) {
				d.predicate = "member_of"
			} else if !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "JJ") {
				break
			}
		}
	}
}

// peerLeads tells whether whose counterpart somebody is leads, as the last role
// told before says: "the negotiator and his Serbian counterpart" only belong.
func (s *sentence) peerLeads(k int) bool {
	alone := s.lemma(k) == "counterpart"
	for k--; k >= 0; k-- {
		if t, ok := s.lex.Titles[s.lemma(k)]; ok && t.Predicate != "" {
			return t.Predicate == "leads"
		}
		if s.lex.Nominals[s.lemma(k)].Class == extract.Person && s.belongs(s.tokens[k]) {
			return s.leader(s.tokens[k])
		}
	}
	return alone
}

// vacant tells whether a role is only wished for, or held no more: "would-be
// leader", "a former commander of the Taliban", "Iraq's former defence minister".
func (s *sentence) vacant(d draft) bool {
	if d.predicate != "leads" && d.predicate != "member_of" || s.verb(d.trigger) {
		return false
	}
	k := d.trigger
	if m := &s.doc.Mentions[d.subject]; m.Form == extract.Name {
		if first := m.First - s.first; k > first && s.former(first) || strings.HasPrefix(strings.ToLower(s.tokens[first].Text), "ex-") {
			return true
		}
	}
	if k > 0 && d.predicate == "leads" && s.lex.Is("aspiring", strings.ToLower(s.tokens[k-1].Text)) {
		return true
	}
	return s.former(k)
}

// former tells whether one of the qualifiers before the token at k says that an
// office is held no more.
func (s *sentence) former(k int) bool {
	for n := k - 5; k > max(0, n); {
		k--
		if word := strings.ToLower(s.tokens[k].Text); s.lex.Is("former", word) || strings.HasPrefix(word, "ex-") {
			return true
		}
		if tag := s.tokens[k].Tag; !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "JJ") && tag != "POS" && tag != "HYPH" {
			return false
		}
	}
	return false
}

// chiefs drops the body that only says what kind of chief somebody is, where he is
// chief of a place: "the police chief of Ramadi" leads Ramadi's.
func (s *sentence) chiefs(drafts []draft) []draft {
	of := map[int]bool{}
	for _, d := range drafts {
		m := &s.doc.Mentions[d.object]
		if d.predicate == "leads" && !s.verb(d.trigger) && m.Class == extract.Place && m.Subclass != "Country" && m.First-s.first > d.trigger {
			of[d.trigger] = true
		}
	}
	return slices.DeleteFunc(drafts, func(d draft) bool {
		m := &s.doc.Mentions[d.object]
		return d.predicate == "leads" && of[d.trigger] && m.Form == extract.Nominal && m.Class == extract.Organisation && m.Last-s.first <= d.trigger
	})
}

// apposed says of a name what is said of the description that stands beside it,
// where nothing tied the two before: "Piero Landi of Italy, commander of KFOR",
// "two leaders of the group, X and Y".
func (s *sentence) apposed(drafts []draft) []draft {
	for n := range drafts {
		d := &drafts[n]
		if d.predicate != "leads" && d.predicate != "member_of" {
			continue
		}
		m := &s.doc.Mentions[d.subject]
		if m.Class != extract.Person || m.Form != extract.Nominal {
			continue
		}
		if o := s.nameBefore(m); o >= 0 {
			d.subject = o
			continue
		}
		if o := s.nameAfter(m); o >= 0 {
			d.subject = o
			continue
		}
		if after := m.Last - s.first; s.tokens[m.Head-s.first].Tag == "NNS" && after < len(s.tokens) && isBreak(s.tokens[after].Text) {
			for _, o := range s.following(after+1, d.subject) {
				if p := &s.doc.Mentions[o]; p.Class == extract.Person && p.Form == extract.Name {
					named := *d
					named.subject = o
					drafts = append(drafts, named)
				}
			}
		}
	}
	return drafts
}

// nameAfter returns the person's name set apart after a description that ends
// with a place or a body, or -1: "the rebels' commander in Goma, Col. X, said",
// "the leader of the opposition Freedom Party, X, said".
func (s *sentence) nameAfter(m *extract.Mention) int {
	k := m.Last - s.first
	if s.tokens[m.Head-s.first].Tag == "NNS" || k+3 >= len(s.tokens) || s.tokens[k].Tag != "IN" {
		return -1
	}
	for o := s.phraseAt(k+1, -1); ; o = s.phraseAt(k+1, -1) {
		if o < 0 || s.doc.Mentions[o].Class != extract.Place && s.doc.Mentions[o].Class != extract.Organisation {
			return -1
		}
		if k = max(k+1, s.doc.Mentions[o].Last-s.first); k+1 >= len(s.tokens) {
			return -1
		}
		if s.tokens[k].Text == "(" && k+3 < len(s.tokens) && s.tokens[k+2].Text == ")" {
			k += 3 // "the Sudan Liberation Movement (SLM), X"
		}
		if s.tokens[k].Text == "," {
			break
		}
		if s.tokens[k].Tag != "IN" && s.tokens[k].Tag != "POS" {
			return -1
		}
	}
	o := s.phraseAt(k+1, -1)
	if o < 0 {
		return -1
	}
	p := &s.doc.Mentions[o]
	if end := p.Last - s.first; p.Class == extract.Person && p.Form == extract.Name && end < len(s.tokens) && isBreak(s.tokens[end].Text) {
		return o
	}
	return -1
}

// nameBefore returns the person's name that a mark sets apart from the
// description after it, or -1.
func (s *sentence) nameBefore(m *extract.Mention) int {
	k := m.First - 1 - s.first
	if k < 1 || !isBreak(s.tokens[k].Text) || s.tokens[m.Head-s.first].Tag == "NNS" {
		return -1
	}
	o := s.cover[k-1]
	if o < 0 {
		return -1
	}
	// "X of Italy, commander"
	if p := &s.doc.Mentions[o]; p.Class != extract.Person && p.First-s.first >= 2 {
		at := p.First - 1 - s.first
		if s.lemma(at) == "the" {
			at--
		}
		if at < 1 || s.lemma(at) != "of" || s.cover[at-1] < 0 {
			return -1
		}
		o = s.cover[at-1]
	}
	// "After meeting X, the commander left": only what is closed again, or
	// has no article, describes.
	end := m.Last - s.first
	closed := end >= len(s.tokens) || isBreak(s.tokens[end].Text) || s.tokens[end].Tag == "." || s.tokens[end].Text == ")"
	if p := &s.doc.Mentions[o]; p.Class == extract.Person && p.Form == extract.Name && (closed || m.First == m.Head) {
		return o
	}
	return -1
}
