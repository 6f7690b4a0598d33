package relate

import (
	"strings"

	"sitrep/extract"
)

// Confidence of "near" and "south of": rule 8 of the ontology.
const nearby = 0.5

// situated reads where a place, a site or a body is: "the base at al-Tanf",
// "Tripoli, Libya", "a village near Mosul", "the court in Taguig".
func (s *sentence) situated(i int, m *extract.Mention) []draft {
	if m.Class != extract.Place && m.Class != extract.Organisation || m.Subclass == "Country" {
		return nil
	}
	out := s.attached(i, m)
	if m.Class != extract.Place {
		return append(out, s.letterhead(i, m)...)
	}
	head, after := m.Head-s.first, m.Last-s.first
	// Whatever the parser hung it on, a place right after a place is where
	// that lies: "stormed the prison in Port-au-Prince".
	if k := after; len(out) == 0 && k+1 < len(s.tokens) {
		if s.tokens[k].Text == "," {
			k = s.sortOf(k + 1)
		}
		if k+1 < len(s.tokens) && s.rel(k) == "case" && s.head(k) > k {
			out = s.within(out, i, m, s.head(k), head)
		}
	}
	out = s.shared(out, m)
	if len(out) == 0 {
		out = s.away(out, i, m)
	}
	if o := s.headed(m); o >= 0 {
		out = append(out, s.phrase("located_in", i, o, after-1, after-1, byPhrase))
	}
	if k := after; m.Form == extract.Name && k+3 < len(s.tokens) && s.tokens[k].Text == "," && s.tokens[k+1].Tag == "DT" {
		if o := s.demonymOf(k + 2); o >= 0 {
			out = append(out, s.phrase("located_in", i, o, k+1, s.doc.Mentions[o].First-s.first, byPhrase))
		}
	}
	if o := s.homeland(m); o >= 0 && len(out) == 0 && s.quartered(o, m) {
		out = append(out, s.phrase("located_in", o, i, s.doc.Mentions[o].First-s.first, m.First-1-s.first, byPhrase))
	} else if o >= 0 && len(out) == 0 {
		out = append(out, s.phrase("located_in", i, o, s.doc.Mentions[o].First-s.first, m.First-1-s.first, byPhrase))
	}
	if k := m.First - s.first - 2; m.Form == extract.Name && k >= 0 && s.tokens[k+1].Tag == "POS" {
		out = s.possessed(out, i, m, k)
	}
	// "Baghdad's airport", "a Kabul hospital"
	for k := m.First - s.first; m.Form == extract.Nominal && m.Subclass == "Site" && k < head; k++ {
		if o := s.cover[k]; o >= 0 && o != i && s.doc.Mentions[o].Last-s.first == k+1 && s.doc.Mentions[o].End == s.tokens[k].End {
			out = s.possessed(out, i, m, k)
		}
	}
	// A nominal may hold the place itself: "the U.S. base at al-Tanf".
	if m.Form == extract.Nominal && m.Last > m.Head+1 {
		if o := s.cover[m.Last-1-s.first]; o >= 0 && o != i {
			if len(out) == 0 && (s.preposition(m.Last-1-s.first) != "of" || s.builtIn(m) && s.settled(&s.doc.Mentions[o])) {
				out = append(out, s.phrase("located_in", i, o, head+1, head+1, byPhrase))
			}
			return out // what follows the comma says where that one is
		}
	}
	// "Y, X" and "Y (X)"
	if after+1 < len(s.tokens) && (s.tokens[after].Text == "," || s.tokens[after].Text == "(") {
		if o := s.cover[after+1]; o >= 0 && s.contains(o, m) && !s.continues(o, m, after) {
			out = append(out, s.phrase("located_in", i, o, after, after, byPhrase))
		}
	}
	return out
}

// letterhead reads where a body writes from, in a line that says nothing else:
// "Gulf Mariners' Club, Muscat, 4 May 2019".
func (s *sentence) letterhead(i int, m *extract.Mention) []draft {
	k := m.Last - s.first
	if m.Form != extract.Name || k+1 >= len(s.tokens) || s.tokens[k].Text != "," || s.cover[k+1] < 0 {
		return nil
	}
	o := s.cover[k+1]
	n := &s.doc.Mentions[o]
	if n.Form != extract.Name || n.Subclass != "City" && n.Subclass != "Country" || n.Adjective {
		return nil
	}
	if after := n.Last - s.first; after < len(s.tokens) && (strings.HasPrefix(s.tokens[after].Tag, "NN") || s.tokens[after].Tag == "POS" || s.tokens[after].Tag == "CC") {
		return nil
	}
	for k := range s.tokens {
		if s.verb(k) || s.tokens[k].Tag == "MD" {
			return nil
		}
	}
	return []draft{s.phrase("located_in", i, o, k, k, byPhrase)}
}

// shared says of the names listed before a place what the phrase after it says:
// "the villages of Tina, Wari and Sola in Mopti region".
func (s *sentence) shared(in []draft, m *extract.Mention) (out []draft) {
	out = in
	if len(in) == 0 || m.Form == extract.Pronoun {
		return out
	}
	for k := m.First - 1 - s.first; k > 0; {
		if word := s.lemma(k); word != "and" && word != "," {
			return out
		}
		if s.lemma(k) == "and" && s.tokens[k-1].Text == "," {
			k--
		}
		o := s.cover[k-1]
		if o < 0 {
			return out
		}
		n := &s.doc.Mentions[o]
		if n.Form != m.Form || n.Form == extract.Nominal && n.Subclass != "Site" || n.Class != extract.Place || n.Subclass == "Country" || n.Subclass != m.Subclass && n.Subclass != "" && m.Subclass != "" {
			return out
		}
		d := in[0]
		d.subject = o
		out, k = append(out, d), n.First-1-s.first
	}
	return out
}

// demonymOf returns the country whose adjective a description of a place has
// that starts at k, or -1: "the Yemeni capital", "a small Turkish town".
func (s *sentence) demonymOf(k int) int {
	found := -1
	for end := min(k+5, len(s.tokens)); k < end; k++ {
		if o := s.cover[k]; o >= 0 && s.doc.Mentions[o].Adjective && s.doc.Mentions[o].Subclass == "Country" && s.doc.Mentions[o].End == s.tokens[k].End {
			found = o
			continue
		}
		tag := s.tokens[k].Tag
		if (s.placeNoun(k) || s.lemma(k) == "capital") && (k+1 >= len(s.tokens) || !strings.HasPrefix(s.tokens[k+1].Tag, "NN")) {
			return found
		}
		if !strings.HasPrefix(tag, "JJ") && !strings.HasPrefix(tag, "NN") {
			return -1
		}
	}
	return -1
}

// homeland returns the country or region that the noun before a place's name says
// it lies in, or -1: "the Turkish town of Karkamış", "the Idlib town of Saraqib",
// "Sudan's capital, Khartoum".
func (s *sentence) homeland(m *extract.Mention) int {
	k := m.First - 1 - s.first
	if m.Form != extract.Name || k < 1 {
		return -1
	}
	of := s.lemma(k) == "of"
	if of || s.lemma(k) == "," && s.lemma(k-1) == "capital" {
		k--
	}
	if !s.placeNoun(k) && !(of && s.lex.Is("town_site", s.lemma(k))) && s.lemma(k) != "capital" {
		return -1
	}
	for steps := 0; k > 0 && steps < 4; steps++ {
		k--
		if s.tokens[k].Tag == "POS" && k > 0 {
			k--
		} else if o := s.cover[k]; o >= 0 && !of && !s.doc.Mentions[o].Adjective {
			return -1
		}
		if o := s.cover[k]; o >= 0 {
			n := &s.doc.Mentions[o]
			if n.Form == extract.Name && n.End == s.tokens[k].End && (n.Subclass == "Country" || of && s.settled(n) && n.Entity != m.Entity) {
				return o
			}
			return -1
		}
		if tag := s.tokens[k].Tag; !strings.HasPrefix(tag, "JJ") && !strings.HasPrefix(tag, "NN") {
			return -1
		}
	}
	return -1
}

// quartered tells whether a place before a noun for a part of a town lies in the town
// that its of-phrase names: "the Villa Fontana quarter of Managua", but "the Damascus
// suburb of Douma".
func (s *sentence) quartered(o int, m *extract.Mention) bool {
	k := m.First - 2 - s.first
	return k > 0 && s.lemma(k+1) == "of" && s.lex.Is("quarter", s.lemma(k)) && s.doc.Mentions[o].Subclass != "Country" &&
		len(s.lex.Gazetteer.Lookup(s.doc.Slice(s.doc.Mentions[o].Span))) == 0 && len(s.lex.Gazetteer.Lookup(s.doc.Slice(m.Span))) > 0
}

// headed returns the country before a place in the head of an entry, or -1:
// "03 June - Benin, W National Park - ...".
func (s *sentence) headed(m *extract.Mention) int {
	comma, after := m.First-1-s.first, m.Last-s.first
	if comma < 1 || after >= len(s.tokens) || s.tokens[comma].Text != "," || !s.dash(after) {
		return -1
	}
	o := s.cover[comma-1]
	if o < 0 || s.doc.Mentions[o].Subclass != "Country" || s.doc.Mentions[o].Adjective {
		return -1
	}
	if before := s.doc.Mentions[o].First - 1 - s.first; before >= 0 && !s.dash(before) {
		return -1
	}
	return o
}

// attached reads the places that hang on a mention in the tree, or follow a
// body that has a seat.
func (s *sentence) attached(i int, m *extract.Mention) (out []draft) {
	head := m.Head - s.first
	if m.Class == extract.Organisation && s.seated(m) {
		if k := m.Last - s.first; k+1 < len(s.tokens) && s.rel(k) == "case" && s.head(k) > k && !s.verb(s.head(k)) {
			return s.within(out, i, m, s.head(k), head)
		}
	}
	// Where another body is said to be only tells where it acts, unless that is
	// said of what it is: "UNIFIL, the UN force in Lebanon".
	if m.Class == extract.Organisation && s.rel(head) != "appos" && s.child(head, "cop") < 0 {
		return nil
	}
	for _, k := range s.kids[head] {
		if s.is(k, "nmod") && k > head {
			out = s.within(out, i, m, k, head)
		}
	}
	return out
}

// seated tells whether a body stays where it is: a court, a ministry or a
// company, not troops, nor reporters told something somewhere.
func (s *sentence) seated(m *extract.Mention) bool {
	head := s.lemma(m.Head - s.first)
	if m.Form == extract.Name && s.lex.Is("seat", head) || m.Form == extract.Nominal && s.lex.Is("stationary", head) {
		return true
	}
	switch m.Subclass {
	case "Government", "Media", "":
		return m.Form == extract.Nominal && s.tokens[m.Head-s.first].Tag != "NNS" && !s.lex.Is("travelling", head)
	case "Company":
		return true
	}
	return false
}

// possessed adds that a place lies in the one that the token at k names as its
// possessor: "Baghdad's Green Zone".
func (s *sentence) possessed(out []draft, i int, m *extract.Mention, k int) []draft {
	if o := s.cover[k]; o >= 0 && o != i {
		n := &s.doc.Mentions[o]
		if n.Class == extract.Place && n.Form == extract.Name && n.Subclass != "Site" && (m.Form == extract.Name || n.Subclass != "Country") {
			out = append(out, s.phrase("located_in", i, o, k, k, byPhrase))
		}
	}
	return out
}

// sortOf returns the token after a description of a place that starts at k:
// ", a town in X".
func (s *sentence) sortOf(k int) int {
	if s.tokens[k].Tag != "DT" {
		return k
	}
	for n := k + 1; n < min(k+6, len(s.tokens)); n++ {
		if s.placeNoun(n) && !strings.HasPrefix(s.tokens[min(n+1, len(s.tokens)-1)].Tag, "NN") {
			return n + 1
		}
		if tag := s.tokens[n].Tag; !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "JJ") && tag != "CD" {
			break
		}
	}
	return k
}

// within adds that mention i lies in or near the places that the nominal at k
// names.
func (s *sentence) within(out []draft, i int, m *extract.Mention, k, head int) []draft {
	prep := s.preposition(k)
	confidence := byPhrase
	switch prep {
	case "in", "inside", "within":
	case "under", "beneath", "over", "across":
		if m.Subclass != "Site" {
			return out
		}
	case "at", "on":
		if m.Class == extract.Organisation && !s.lex.Is("stationary", s.lemma(head)) {
			return out
		}
	case "of":
		// "the Donetsk region of Ukraine", but "the village of Rudare"
		if m.Form == extract.Name && (m.Subclass == "Region" || m.Subclass == "City") {
			if o := s.tree.mention(k); o >= 0 && s.larger(&s.doc.Mentions[o]) {
				break
			}
		}
		if o := s.tree.mention(k); o >= 0 && s.settled(&s.doc.Mentions[o]) && (s.builtIn(m) || s.quarter(k)) {
			break // "the town hall of Narva", "Dahiyeh, a suburb of Beirut"
		}
		if confidence = nearby; m.Class == extract.Organisation || !s.lex.Is("bearing", s.lemma(head)) {
			return out
		}
	case "near", "outside":
		if confidence = nearby; m.Class == extract.Organisation {
			return out
		}
	default:
		return out
	}
	o := s.tree.mention(k)
	if prep == "in" && (s.lex.Is("bearing", s.lemma(k)) || o < 0 && s.lex.Is("province", s.lemma(k))) {
		// "in the north of X", "in the state of X"
		for _, n := range s.under(k, "of") {
			o = s.tree.mention(n)
		}
	}
	// What lies in one place lies in no other: of a list only the first counts,
	// but for several sites, "depots at Beira and Nacala".
	listed := []int{o}
	if k := s.tree.mention(k); k == o && o >= 0 && m.Subclass == "Site" && s.tokens[head].Tag == "NNS" && s.doc.Mentions[o].Form == extract.Name {
		listed = s.following(s.doc.Mentions[o].First-s.first, i)
	}
	for _, o := range listed {
		if o < 0 {
			continue
		}
		// A city is in no site, and only water is bridged.
		n := &s.doc.Mentions[o]
		if (prep == "over" || prep == "across") && n.Subclass != "Water" {
			return out
		}
		if n.Class == extract.Place && n.Form != extract.Pronoun && (n.Subclass != "Site" || m.Subclass == "Site") {
			out = append(out, s.phrase("located_in", i, o, head, head, confidence))
		}
	}
	return out
}

// settled tells whether a place is one that sites lie in.
func (s *sentence) settled(n *extract.Mention) bool {
	return n.Form == extract.Name && (n.Subclass == "City" || n.Subclass == "Region" || n.Class == extract.Place && n.Subclass == "")
}

// builtIn tells whether a site lies in the place that its of-phrase names: "the
// town hall of Narva", not "the port of Hodeidah".
func (s *sentence) builtIn(m *extract.Mention) bool {
	return m.Subclass == "Site" && m.Form == extract.Nominal && !s.lex.Is("named_of", s.lemma(m.Head-s.first))
}

// quarter tells whether the of-phrase at k hangs on a noun for a part of a town.
func (s *sentence) quarter(k int) bool {
	c := s.child(k, "case")
	return c > 0 && s.lex.Is("quarter", s.lemma(c-1))
}

// larger tells whether a place is one that has towns and districts.
func (s *sentence) larger(n *extract.Mention) bool {
	return n.Form == extract.Name && (n.Subclass == "Country" || n.Subclass == "Region")
}

// contains tells whether mention o right after a comma may be where m is: a
// country, or a region for a city or a site.
func (s *sentence) contains(o int, m *extract.Mention) bool {
	n := &s.doc.Mentions[o]
	if n.Form != extract.Name || n.Class != extract.Place || s.qualifier(n) {
		return false
	}
	switch n.Subclass {
	case "Country":
		return true
	case "Region":
		// "Kebbi state, north-western Nigeria"
		return m.Subclass != "Region" || s.lex.Is("direction", strings.ToLower(s.tokens[n.First-s.first].Text))
	case "City":
		return m.Subclass == "Site" || m.Subclass == "City" && m.Form == extract.Name && s.enclosed(n, m)
	}
	return false
}

// province tells whether a region goes by the name of a town too.
func (s *sentence) province(town string) bool {
	for kind := range s.lex.Words["province"] {
		for _, e := range s.lex.Gazetteer.Lookup(town + " " + kind) {
			if e.Subclass == "Region" {
				return true
			}
		}
	}
	return false
}

// enclosed tells whether commas set a name apart that two places share, a town
// and the province named after it: "stormed Fortul, Arauca, before dawn".
func (s *sentence) enclosed(n, m *extract.Mention) bool {
	before, after := m.First-1-s.first, n.Last-s.first
	if before < 0 || s.tokens[before].Tag != "IN" && !s.verb(before) || !s.province(s.doc.Slice(n.Span)) {
		return false
	}
	if after >= len(s.tokens) || s.tokens[after].Tag == "." {
		return true
	}
	return s.tokens[after].Text == "," && after+1 < len(s.tokens) && s.cover[after+1] < 0
}

// qualifier tells whether a name only qualifies what follows it: "Across the
// frontier, Venezuelan soldiers".
func (s *sentence) qualifier(n *extract.Mention) bool {
	k := n.Last - 1 - s.first
	return strings.HasPrefix(s.tokens[k].Tag, "JJ") || s.head(k) > k && (s.is(k, "amod") || s.is(k, "compound") || s.rel(k) == "nmod:poss")
}

// continues tells whether a place after a mark is no place that the one before
// lies in: it goes on as a list ("Mosul, Iraq and Syria"), or is the subject of
// the clause that a fronted one precedes ("If they take Goma, Rwanda will ...").
func (s *sentence) continues(o int, m *extract.Mention, mark int) bool {
	n := &s.doc.Mentions[o]
	after := n.Last - s.first
	if s.tokens[mark].Text == "(" {
		return after >= len(s.tokens) || s.tokens[after].Text != ")"
	}
	if after >= len(s.tokens) {
		return false
	}
	switch s.tokens[after].Text {
	case "and", "or":
		return true
	}
	acts := strings.HasPrefix(s.rel(n.Head-s.first), "nsubj")
	return acts && m.Form == extract.Nominal || (acts || s.verb(after) || s.tokens[after].Tag == "MD") && s.fronted(mark)
}

// fronted tells whether the sentence opens with a clause or a phrase that ends
// at the comma at mark: "As the army moved on Kassala,", "After the fall of Kunduz,".
func (s *sentence) fronted(mark int) bool {
	for k := 0; k < mark; k++ {
		switch tag := s.tokens[k].Tag; {
		case tag == "IN" || tag == "WRB" || tag == "TO" || tag == "MD" || k == 0 && (tag == "VBG" || tag == "VBN" || tag == "VBD"):
			return true
		case tag != "RB" && tag != "CC" && tag != ",":
			return false
		}
	}
	return false
}

// dash tells whether a mark parts the head of an entry from the rest.
func (s *sentence) dash(k int) bool {
	text := s.tokens[k].Text
	return text == ":" || text != "," && text != "(" && isBreak(text)
}
