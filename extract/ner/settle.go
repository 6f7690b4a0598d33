package ner

import (
	"strings"

	"sitrep/extract"
)

// known is what the document tells of a name's words.
type known struct {
	class      extract.Class
	sub        string
	confidence float64
}

// evidence is what the document's surest mention says of each name, by its
// folded text, and of the parts of it that stand for it elsewhere: a person's
// surname, an organisation's initials, a weapon's name without its noun.
func evidence(d *extract.Document) map[string]known {
	out := map[string]known{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Form != extract.Name {
			continue
		}
		k := known{m.Class, m.Subclass, m.Confidence}
		say := func(name string) {
			if out[name].confidence < k.confidence {
				out[name] = k
			}
		}
		text := d.Slice(m.Span)
		say(extract.Fold(text))
		if m.Class == extract.Person && m.Last-m.First > 1 {
			say(extract.Fold(d.Tokens[m.Last-1].Text))
		}
		if m.Class == extract.Weapon && m.Last-m.First > 1 && m.Head == m.Last-1 {
			// "a Lancet drone", later "the Lancet"
			say(extract.Fold(d.Text[m.Start:d.Tokens[m.Last-2].End]))
		}
		if i := extract.Initials(text); len(i) > 1 && m.Class == extract.Organisation {
			say(strings.ToLower(i))
		}
	}
	return out
}

// settle types the names left open by what the document says of the same
// words elsewhere: part of a person's full name, the acronym of a long form,
// what stands in brackets after a name; else by the model's guess. What stays
// open is dropped. Where the model took the class of a name from one sentence
// alone, a clearer one overrules it.
func (r *Recogniser) settle(d *extract.Document, open, guesses []extract.Mention) []extract.Mention {
	r.surnames(d)
	exact := evidence(d)
	taken, ends := map[int]bool{}, map[int]known{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Form != extract.Name {
			continue
		}
		if k := exact[extract.Fold(d.Slice(m.Span))]; m.FoundBy == "model" && k.confidence > m.Confidence {
			m.Class, m.Subclass, m.Confidence = k.class, k.sub, k.confidence
		}
		for t := m.First; t < m.Last; t++ {
			taken[t] = true
		}
		ends[m.Last] = known{m.Class, m.Subclass, m.Confidence}
	}
	var out []extract.Mention
	add := func(m extract.Mention, k known) {
		m.Class, m.Subclass = k.class, k.sub
		out = append(out, m)
		for i := m.First; i < m.Last; i++ {
			taken[i] = true
		}
	}
	for _, m := range open {
		if taken[m.First] {
			continue
		}
		if k, ok := exact[extract.Fold(d.Slice(m.Span))]; ok {
			add(m, k)
		}
	}
	for _, m := range guesses {
		if !taken[m.First] {
			add(m, known{m.Class, m.Subclass, m.Confidence})
		}
	}
	for i := range d.Sentences {
		s := r.scan(d, i)
		for t := range s.tokens {
			if taken[s.first+t] {
				continue
			}
			k, ok := ends[s.first+t-1] // the bracket's own index
			ok = ok && s.word(t-1) == "(" && s.word(t+1) == ")" && acronym(s.tokens[t].Text)
			if !ok && s.caps && strings.HasPrefix(s.tag(t), "NN") && !s.lex.Is("stop", s.word(t)) && !s.isHead(t) {
				// Where all is in capitals, a name known from the rest of the text.
				k, ok = exact[extract.Fold(s.tokens[t].Text)]
				ok = ok && k.class != extract.Place
			}
			if !ok && s.lex.Is("month_surname", s.word(t)) && !s.caps && s.tag(t) == "NNP" && (s.speaks(t+1) || s.acting(t+1) || s.tag(t+1) == "POS") {
				// "May gave no date", where a Theresa May is known.
				k, ok = exact[s.word(t)]
				ok = ok && k.class == extract.Person
			}
			if ok {
				m := s.mention(t, t+1)
				m.Form, m.FoundBy, m.Confidence = extract.Name, "pattern", headedName
				add(m, k)
			}
		}
	}
	return out
}

// surnames takes a town's name for a person's where the document has somebody
// of that surname and no preposition says that it is the place: "Scott Dayton
// ... Dayton served".
func (r *Recogniser) surnames(d *extract.Document) {
	people := map[string]bool{}
	for _, m := range d.Mentions {
		if m.Form == extract.Name && m.Class == extract.Person && m.Last-m.First > 1 {
			people[d.Tokens[m.Last-1].Text] = true
		}
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Form != extract.Name || m.Subclass != "City" || m.Last-m.First > 1 || !people[d.Slice(m.Span)] {
			continue
		}
		if m.First > 0 && (d.Tokens[m.First-1].Tag == "IN" || d.Tokens[m.First-1].Tag == "TO") {
			continue
		}
		m.Class, m.Subclass, m.Key, m.FoundBy, m.Confidence = extract.Person, "", "", "pattern", headedName
	}
}
