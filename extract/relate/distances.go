package relate

import "sitrep/extract"

// away reads how far and in what direction a place is from another: "a base 30
// km south of Erbil", "Wadi Seidna, north of Omdurman".
func (s *sentence) away(out []draft, i int, m *extract.Mention) []draft {
	k := m.Last - s.first
	if m.Subclass == "Region" {
		return out
	}
	told := false
	if n := s.lying(k); n >= 0 {
		k = n
	} else if k+2 < len(s.tokens) && s.tokens[k].Text == "," && s.sortOf(k+1) > k+1 {
		k = s.sortOf(k + 1) // "Gavdos, an islet south of Crete"
	}
	for end := min(k+7, len(s.tokens)-1); k < end; k++ {
		switch word := s.lemma(k); {
		case s.lex.Is("bearing", word), s.lex.Is("distance", word), s.lex.Is("proximity", word):
			told = true
		case told && word == "to" && s.lex.Is("proximity", s.lemma(k-1)):
			// "an outpost close to the village"
			if o := s.phraseAt(k+1, i); o >= 0 && s.doc.Mentions[o].Class == extract.Place && s.doc.Mentions[o].Subclass != "Country" && (s.doc.Mentions[o].Subclass != "Site" || m.Subclass == "Site") {
				out = append(out, s.phrase("located_in", i, o, k-1, k, nearby))
			}
			return out
		case told && (word == "of" || word == "from" || word == "off" || word == "outside"):
			if o := s.phraseAt(k+1, i); o >= 0 && s.doc.Mentions[o].Class == extract.Place && s.doc.Mentions[o].Subclass != "Site" {
				out = append(out, s.phrase("located_in", i, o, k, k, nearby))
			}
			return out
		case len(word) > 2 && word[0] >= '1' && word[0] <= '9' && word[len(word)-1] <= '9':
			return out // a hundred kilometres off is elsewhere
		case s.tokens[k].Tag == "CD", s.tokens[k].Tag == "RB", s.tokens[k].Tag == "TO", word == "," && !told, word == "just", word == "some", word == "about", word == "to", word == "the":
		default:
			return out
		}
	}
	return out
}

// lying returns the token after the verb of a clause that says where the place
// before it is, or -1: ", which lies 20 km north of".
func (s *sentence) lying(k int) int {
	if k+3 < len(s.tokens) && s.tokens[k].Text == "," {
		k++
	}
	if k+2 < len(s.tokens) && s.tokens[k].Tag == "WDT" && s.lex.Is("lie", s.lemma(k+1)) {
		return k + 2
	}
	return -1
}
