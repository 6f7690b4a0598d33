package ner

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// corps tells the people of a service from the service that they stand for:
// "Latvian border guards" act as one, an Organisation, while "three border
// guards" and "a marine" are people. "The guards" are what they were before.
func (k *reading) corps(d *extract.Document, found []extract.Mention) {
	for i := range found {
		m := &found[i]
		word := strings.ToLower(d.Tokens[m.Head].Lemma)
		if k.lex.Is("bomber", word) && m.Form == extract.Nominal && m.Class != extract.Organisation {
			k.bomber(d, m, word)
			continue
		}
		if m.Form != extract.Nominal || m.Class != extract.Person && m.Class != extract.Organisation {
			continue
		}
		phrase := word
		if m.Head > m.First {
			phrase = strings.ToLower(d.Tokens[m.Head-1].Text) + " " + word
		}
		class, before := k.bodies[word]
		police := k.lex.Is("police_corps", word) || k.lex.Is("police_corps", phrase)
		if !police && !k.lex.Is("military_corps", word) && !(before && k.bare(d, m)) {
			continue
		}
		switch {
		case before && k.bare(d, m):
		case d.Tokens[m.Head].Tag != "NNS" || k.counted(d, m):
			class = known{class: extract.Person}
		default:
			class = known{class: extract.Organisation, sub: "Military"}
			if police {
				class.sub = "Police"
			}
		}
		m.Class, m.Subclass = class.class, class.sub
		k.bodies[word] = class
	}
}

// bomber tells somebody who carries a bomb from an aircraft that drops some: by
// what the sentence speaks of ("the bomber blew himself up"), or by what the last
// one was.
func (k *reading) bomber(d *extract.Document, m *extract.Mention, word string) {
	s := d.Sentences[m.Sentence]
	class, before := k.bodies[word]
	switch {
	case m.Class == extract.Person: // "a suicide bomber"
		class = known{class: m.Class}
	case slices.ContainsFunc(d.Tokens[s.First:s.Last], func(t extract.Token) bool { return k.lex.Is("bomber_cue", strings.ToLower(t.Text)) }):
		class = known{class: extract.Person}
	case d.Tokens[m.Head].Tag == "NN" && !(before && k.bare(d, m)) && !k.flies(d, m) &&
		!slices.ContainsFunc(d.Tokens[s.First:s.Last], func(t extract.Token) bool { return k.lex.Is("flight_word", t.Lemma) }):
		class = known{class: extract.Person}
	case !before || !k.bare(d, m):
		class = known{class: m.Class, sub: m.Subclass}
	}
	m.Class, m.Subclass = class.class, class.sub
	k.bodies[word] = class
}

// flies tells whether a nation or a model stands in a phrase, as before aircraft:
// "a Russian bomber", "a B-1 bomber".
func (k *reading) flies(d *extract.Document, m *extract.Mention) bool {
	return slices.ContainsFunc(d.Tokens[m.First:m.Head], func(t extract.Token) bool {
		return t.Tag == "NNP" || t.Tag == "JJ" && capitalised(t.Text) || strings.ContainsAny(t.Text, "0123456789")
	})
}

// bare tells whether a phrase is only "the" and its noun.
func (k *reading) bare(d *extract.Document, m *extract.Mention) bool {
	return m.Head == m.First+1 && strings.EqualFold(d.Tokens[m.First].Text, "the")
}

// counted tells whether a phrase says how many they are.
func (k *reading) counted(d *extract.Document, m *extract.Mention) bool {
	return slices.ContainsFunc(d.Tokens[m.First:m.Head], func(t extract.Token) bool {
		return t.Tag == "CD" || k.lex.Is("number", strings.ToLower(t.Text))
	})
}
