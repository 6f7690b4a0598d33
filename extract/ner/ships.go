package ner

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// ships returns the ships' names that their surroundings tell, whoever or
// wherever else goes by them: "the ferry [Maria Teresa]", "a frigate, the
// [Alsace],", "aboard the [Gulf Trader]", and those told so before. Those it finds
// are told from then on.
func (s *sentence) ships(told map[string]bool) []extract.Mention {
	var out []extract.Mention
	for i := 0; i < len(s.tokens); i++ {
		if !s.proper(i) || s.word(i) == "the" || s.participial(i) || s.caps && !s.unheard(i) {
			continue
		}
		to := s.shipEnd(i)
		if s.shipPrefix(i) && to-i > 1 {
			told[extract.Fold(s.phrase(i+1, to))] = true // "INS Tarmugli", then "the Tarmugli"
		}
		known := s.word(i-1) == "the" && told[extract.Fold(s.phrase(i, to))]
		if !known && (!s.besideCraft(i, to) || !s.mayBeShip(i, to)) {
			if s.proper(i - 1) {
				continue
			}
			i = max(i, to-1)
			continue
		}
		m := s.mention(i, to)
		m.Class, m.Subclass, m.Form, m.FoundBy, m.Confidence = extract.Weapon, "Ship", extract.Name, "pattern", headedName
		told[extract.Fold(s.phrase(i, to))] = true
		out = append(out, m)
		i = to - 1
	}
	return out
}

// shipEnd returns where the name that begins at i ends: "Achilleas B", "Río de
// la Plata", "Tombouctou II".
func (s *sentence) shipEnd(i int) int {
	to := i + 1
	if s.caps {
		for to < len(s.tokens) && s.proper(to) && (s.unheard(to) || len(s.tokens[to].Text) == 1) {
			to++
		}
		return to
	}
	for to < len(s.tokens) {
		next := to
		for next < min(to+3, len(s.tokens)) && s.lex.Is("person_link", s.word(next)) {
			next++
		}
		if w := s.word(next); next == to && len(w) <= 4 && digits(w) && (s.isCraft(i-1) || s.calledCraft(next+1)) && !strings.HasPrefix(s.tag(next+1), "NN") && !strings.HasPrefix(s.tag(next+1), "JJ") {
			return next + 1 // "the tug Mahakam 7"
		}
		if next == to && s.shipPrefix(i) && s.tokens[next].Text == "I" || s.word(next) == "no." && digits(s.word(next+1)) && (s.isCraft(i-1) || s.word(i-1) == "," && s.isCraft(i-2)) {
			return next + 1 + strings.Count(s.word(next), "no.") // "MV Blue Lagoon I", "Jin Sheng No. 2"
		}
		if !s.proper(next) && (next > to || s.tag(next) != "CD" || !capitalised(s.tokens[next].Text)) {
			break
		}
		to = next + 1
	}
	return to
}

// besideCraft tells whether what stands around the tokens from:to says that
// they name a ship.
func (s *sentence) besideCraft(from, to int) bool {
	for s.participial(from - 1) {
		from-- // "the Barbados-flagged [Ocean Trust]"
	}
	if s.isCraft(from-1) || s.word(from) != "" && strings.HasSuffix(s.word(from), "-flagged") {
		return true
	}
	if s.word(from-1) == "," && s.isCraft(from-2) && s.word(to) == "," && !s.caps {
		for k := from - 3; k > max(0, from-6); k-- {
			if w := s.word(k); w == "a" || w == "an" || w == "another" {
				return true // "another boat, Jin Sheng No. 2,"
			}
		}
	}
	if s.word(from-1) != "the" || s.caps {
		return false
	}
	if s.calledCraft(to) {
		return true // "the Hai Xun 06, a patrol ship"
	}
	switch before := s.word(from - 2); {
	case before == ",":
		return s.isCraft(from-3) && !s.speaks(to)
	case before == "aboard", before == "board" && s.word(from-3) == "on":
		return true
	case before == "of":
		return s.lex.Is("ship_people", s.word(from-3))
	case s.lex.Is("ship_taking", s.lemma(from-2)) && strings.HasPrefix(s.tag(from-2), "VB"):
		return true
	}
	return s.tag(to) == "POS" && s.lex.Is("ship_people", s.word(to+1))
}

// calledCraft tells whether what stands before the comma at i is called a ship
// after it: ", a patrol ship".
func (s *sentence) calledCraft(i int) bool {
	n, ok := s.appositive(i)
	return ok && n.Subclass == "Ship" && s.tag(i+1) == "DT"
}

// isCraft tells whether one ship is spoken of by the noun at i.
func (s *sentence) isCraft(i int) bool {
	n, _, ok := s.headNoun(i)
	return ok && n.Subclass == "Ship" && s.tag(i) != "NNS" && (s.caps || !capitalised(s.tokens[i].Text) || s.sentenceStart(i))
}

// unheard tells whether a word in capitals is neither a common word that the
// lexicon knows nor a direction: "THE TANKER [SHIRIN] SOUTH OF".
func (s *sentence) unheard(i int) bool {
	w := s.word(i)
	_, noun := s.lex.Nominals[w]
	_, verb := s.lex.Frames[s.lemma(i)]
	return len(w) > 2 && !noun && !verb && !s.isHead(i) && !s.lex.Is("direction", w) && !s.lex.Is("place_prep", w) && !s.lex.Is("small_word", w) && !s.lex.Is("stop", w)
}

// mayBeShip tells whether nothing speaks against a name's being a ship's: no
// noun that it only qualifies follows, and nobody goes by it who sails or owns
// ships ("the tanker Iran seized", "the ship Captain Diaz commands").
func (s *sentence) mayBeShip(from, to int) bool {
	if strings.HasPrefix(s.tag(to), "NN") && !s.proper(to) || s.isDesignator(from) || s.lex.Is("captain_title", s.word(from)) || s.lex.Is("admiral_title", s.word(from)) {
		return false
	}
	if n, ok := s.nameHead(to - 1); ok && n.Class == extract.Organisation && (n.Subclass != "Media" || !s.isCraft(from-1)) {
		return false
	}
	if _, capital := s.lex.Capital(s.phrase(from, to)); capital && s.acting(to) {
		return false
	}
	return !slices.ContainsFunc(s.matches, func(g lexicon.Match) bool {
		e := g.Entries[0]
		return g.First == from && g.Last == to && e.Cue != lexicon.Context && (e.Class == extract.Organisation || e.Subclass == "Country" || e.Subclass == "Water" || e.Kind == lexicon.Demonym) ||
			g.First == from && e.Kind == lexicon.Demonym
	})
}

// launch puts the ships' names in place of what else was made of their words,
// but for longer names that hold them.
func launch(ships, found []extract.Mention) []extract.Mention {
	for _, ship := range ships {
		if slices.ContainsFunc(found, func(o extract.Mention) bool {
			return o.Contains(ship.Span) && (o.Class == extract.Weapon && o.Form == extract.Name || o.Class == extract.Organisation && o.Len() > ship.Len())
		}) {
			continue
		}
		found = append(adrift([]extract.Mention{ship}, found), ship)
	}
	return found
}

// adrift returns the mentions that overlap no ship's name.
func adrift(ships, mentions []extract.Mention) []extract.Mention {
	return slices.DeleteFunc(mentions, func(m extract.Mention) bool {
		return slices.ContainsFunc(ships, func(ship extract.Mention) bool { return ship.Overlaps(m.Span) })
	})
}
