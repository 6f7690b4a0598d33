package ner

import (
	"strings"

	"sitrep/extract"
)

// named is what a name tells of its head noun: from the byte at on, "the fund"
// is the Social Relief Fund.
type named struct {
	known
	at int
}

// learnHead remembers the head noun of an organisation's or a place's name.
func (k *reading) learnHead(d *extract.Document, m *extract.Mention) {
	if m.Class != extract.Organisation && m.Class != extract.Place || m.Subclass == "Media" {
		return
	}
	if m.Last-m.First < 2 {
		if w := k.lex.KindNoun(m.Key); m.Form == extract.Name && w != "" && k.heads[w].at == 0 {
			k.heads[w] = named{known{m.Class, m.Subclass, m.Confidence}, m.End} // "MINUSCA", then "the mission"
		}
		return
	}
	w := extract.HeadWord(extract.Fold(d.Slice(m.Span)))
	if first := strings.ToLower(d.Tokens[m.First].Text); m.Subclass == "Country" && k.lex.Is("direction", first) {
		w = first // "the North" is North Korea
	} else if m.Subclass == "Country" {
		return
	}
	if m.Form == extract.Nominal {
		// "the police station", then "the station"
		w = strings.ToLower(d.Tokens[m.Head].Text)
		if _, common := k.lex.Nominals[w]; common || m.Head == m.First {
			return
		}
	}
	if k.lex.Is("no_short_name", w) {
		return
	}
	if old, ok := k.heads[w]; !ok || m.End < old.at {
		k.heads[w] = named{known{m.Class, m.Subclass, m.Confidence}, m.End}
	}
}

// again returns the mentions of what was named before by the head of its name
// alone: "the fund", "the Front". What was taken for something else, though it
// is written as the name's noun is ("the Guards"), is put right in place.
func (k *reading) again(d *extract.Document) []extract.Mention {
	if len(k.heads) == 0 {
		return nil
	}
	at := map[int]*extract.Mention{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		for t := m.First; t < m.Last; t++ {
			if old := at[t]; old == nil || m.Len() < old.Len() {
				at[t] = m
			}
		}
	}
	var out []extract.Mention
	for i := range d.Sentences {
		s := k.scan(d, i)
		for t := 1; t < len(s.tokens); t++ {
			is, ok := k.heads[extract.Fold(s.tokens[t].Text)]
			large := capitalised(s.tokens[t].Text)
			if !ok || is.at > s.tokens[t].Start || s.word(t-1) != "the" || !s.caps && s.proper(t+1) ||
				!large && (!strings.HasPrefix(s.tag(t), "NN") || s.word(t+1) == "of" || strings.HasPrefix(s.tag(t+1), "NN")) {
				continue
			}
			switch m := at[s.first+t]; {
			case !large && is.sub == "Country":
			case m == nil && (large || !s.lex.Is("place_prep", s.word(t-2)) || is.class == extract.Place):
				n := s.mention(t-1, t+1)
				n.Form, n.FoundBy, n.Confidence = extract.Nominal, "nominal", nominal
				if large && !s.caps && !s.lex.Is("described_body", s.word(t)) {
					n = s.mention(t, t+1)
					n.Form, n.FoundBy, n.Confidence = extract.Name, "pattern", headedName
				}
				n.Class, n.Subclass = is.class, is.sub
				out = append(out, n)
			case m != nil && large && m.Last == s.first+t+1 && (m.Class != is.class || m.Form == extract.Name) && m.Last-m.First <= 2 && m.Key == "":
				m.First, m.Start = s.first+t, s.tokens[t].Start
				m.Class, m.Subclass, m.Form = is.class, is.sub, extract.Name
			}
		}
	}
	return out
}

// describe makes a description of what is written like a name but only says
// what kind of body is meant: "the Air Force", "the Ministry".
func (k *reading) describe(d *extract.Document, m *extract.Mention) {
	if m.Form != extract.Name || m.Class != extract.Organisation || m.Key != "" || m.First == d.Sentences[m.Sentence].First {
		return
	}
	if the := d.Tokens[m.First-1]; strings.EqualFold(the.Text, "the") && k.lex.Is("described_body", extract.Fold(d.Slice(m.Span))) {
		m.Form, m.FoundBy, m.Confidence = extract.Nominal, "nominal", nominal
		m.First, m.Start = m.First-1, the.Start
	}
}
