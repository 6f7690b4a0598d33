package ner

import (
	"slices"
	"strconv"
	"strings"

	"sitrep/extract"
)

// counted returns the people that a bare number stands for: "killing four of
// them", "wounded at least 30 and", "Two were killed", "a third was wounded".
// Such a number counts only where something is done to it that is done to
// people, or before a noun that tells nothing of its own, "two of our heroes were
// wounded": everything else is counted without a noun too. So stand "those killed".
func (s *sentence) counted(names []extract.Mention) []extract.Mention {
	inName := map[int]bool{}
	for _, m := range names {
		for t := m.First; t < m.Last; t++ {
			inName[t-s.first] = true
		}
	}
	var out []extract.Mention
	for i := range s.tokens {
		if inName[i] {
			continue
		}
		from, to := i, i+1
		switch number := s.tag(i) == "CD" || s.word(i) == "several" || s.word(i) == "some"; {
		case number && s.harm() && s.word(i+1) == "of" && s.word(i+2) == "them":
			to = i + 3
		case s.word(i) == "those" && s.tag(i+1) != "NNS" && (s.lex.Is("captured", s.word(i+1)) || s.lex.Is("victims", s.word(i+1)) || s.lex.Is("casualty_verb", s.lemma(i+1)) && strings.HasPrefix(s.tag(i+1), "VB")) && !strings.HasPrefix(s.tag(i+2), "NN"):
			to = i + 2 // "those killed included a monk"
		case s.tag(i) == "CD" && s.lex.Is("casualty_verb", s.lemma(s.beforeNumber(i))) && s.active(s.beforeNumber(i)) && s.bareAfter(to):
		case (s.tag(i) == "CD" || s.oneMore(i)) && s.suffers(to) && s.opens(i):
			if s.oneMore(i) {
				from--
			}
		case s.tag(i) == "CD" && s.opens(i) && s.word(i+1) == "of" && s.tag(i+2) == "PRP$" && s.tag(i+3) == "NNS" && s.suffers(i+4):
			if _, _, known := s.headNoun(i + 3); known {
				continue
			}
			to = i + 4 // "two of our heroes were wounded"
		default:
			continue
		}
		m := s.mention(from, to)
		m.Head = s.first + i
		m.Class, m.Form, m.FoundBy, m.Confidence = extract.Person, extract.Nominal, "number", nominal
		out = append(out, m)
	}
	return out
}

// harm tells whether the sentence speaks of harm to people.
func (s *sentence) harm() bool {
	return slices.ContainsFunc(s.tokens, func(t extract.Token) bool {
		return s.lex.Is("casualty_verb", t.Lemma) || s.lex.Is("victims", strings.ToLower(t.Text))
	})
}

// beforeNumber returns where the word stands that a number's "at least" or
// "about" follows.
func (s *sentence) beforeNumber(i int) int {
	for i--; s.lex.Is("number_lead", s.word(i)); i-- {
	}
	if s.lex.Is("further", s.word(i)) && (s.word(i-1) == "a" || s.word(i-1) == "some") {
		i -= 2 // "injuring a further nine"
	}
	return i
}

// active tells whether the verb at i has an object: "was killed 12 km away" has none.
func (s *sentence) active(i int) bool {
	return s.tag(i) != "VBN" || s.lemma(i-1) == "have"
}

// bareAfter tells whether what a number counts is left out: no noun follows at i.
func (s *sentence) bareAfter(i int) bool {
	switch s.tag(i) {
	case "", ".", ",", "CC", ":":
		return s.word(i) != "/" && !(s.tag(i) == "CC" && s.tag(i+1) == "CD" && strings.HasPrefix(s.tag(i+2), "NN"))
	case "IN":
		return s.word(i) != "of" && s.word(i) != "than"
	case "WRB":
		return true
	}
	return false
}

// suffers tells whether the verb that begins at i is a passive one of harm: "were
// also wounded", "had been killed".
func (s *sentence) suffers(i int) bool {
	helped := false
	for k := i; k < i+5; k++ {
		switch {
		case s.lemma(k) == "be":
			helped = true
		case s.lemma(k) == "have", s.tag(k) == "RB", s.tag(k) == "MD":
		default:
			return helped && s.tag(k) == "VBN" && s.lex.Is("casualty_verb", s.lemma(k))
		}
	}
	return false
}

// oneMore tells whether "a third" stands at i for one more.
func (s *sentence) oneMore(i int) bool {
	return s.word(i-1) == "a" && s.lex.Is("ordinal", s.word(i))
}

// opens tells whether a clause begins with the number at i.
func (s *sentence) opens(i int) bool {
	k := i - 1
	if s.oneMore(i) {
		k--
	}
	for s.lex.Is("number_lead", s.word(k)) {
		k--
	}
	switch s.tag(k) {
	case "", ",", "CC", ":":
		return true
	}
	return s.word(k) == "that" || s.lex.Is("speech", s.lemma(k))
}

// aged returns the people whom only their age describes: "the 57-year-old was a
// founder", but not "the 57-year-old cleric".
func (s *sentence) aged(inName []bool) []extract.Mention {
	var out []extract.Mention
	for i := 1; i < len(s.tokens); i++ {
		if inName[i] || !strings.HasSuffix(s.word(i), "-year-old") || s.tag(i-1) != "DT" && s.tag(i-1) != "PRP$" {
			continue
		}
		switch tag := s.tag(i + 1); {
		case strings.HasPrefix(tag, "VB"), tag == "MD", tag == ".", tag == ",", tag == "IN", tag == "WP", tag == "POS", tag == "CC", tag == "":
		default:
			continue
		}
		if next := s.tag(i + 1); (next == "," || next == "CC") && (s.tag(i+2) == "JJ" || s.tag(i+2) == "CD") {
			continue // "a 600-year-old, crumbling mosque"
		}
		if age, err := strconv.Atoi(strings.TrimSuffix(s.word(i), "-year-old")); err != nil || age > oldest {
			continue
		}
		m := s.mention(i-1, i+1)
		m.Class, m.Form, m.FoundBy, m.Confidence = extract.Person, extract.Nominal, "number", nominal
		out = append(out, m)
	}
	return out
}

// oldest is the age of people at most.
const oldest = 110
