package ner

import (
	"strings"

	"sitrep/extract"
)

// known is what a name is known to be, by the surest of its mentions.
type known struct {
	class      extract.Class
	sub        string
	confidence float64
}

// learn remembers what a name tells of the same words elsewhere, of a person's
// surname, of an organisation's initials, of a weapon without its noun.
func (k *reading) learn(d *extract.Document, m *extract.Mention) {
	if m.Form != extract.Pronoun {
		k.learnHead(d, m)
	}
	if m.Form != extract.Name {
		return
	}
	is := known{m.Class, m.Subclass, m.Confidence}
	say := func(name string) {
		if k.names[name].confidence < is.confidence {
			k.names[name] = is
		}
	}
	text := d.Slice(m.Span)
	say(extract.Fold(text))
	if m.Class == extract.Person && m.Last-m.First > 1 {
		surname := d.Tokens[m.Last-1].Text
		k.surname(surname, m.Start)
		say(extract.Fold(surname))
		if article, bare, ok := strings.Cut(surname, "-"); ok && k.lex.Is("arabic_article", strings.ToLower(article)) && capitalised(bare) {
			k.surname(bare, m.Start) // "Menfi", of Mohammed al-Menfi
			say(extract.Fold(bare))
		}
	}
	for t := m.First + 1; m.Class == extract.Person && t < m.Last-1; t++ {
		if w := d.Tokens[t].Text; capitalised(w) && len(w) > 2 && k.names[extract.Fold(w)].confidence == 0 {
			k.names[extract.Fold(w)] = known{m.Class, m.Subclass, guessName} // "Luna", of Hernando Luna Restrepo
		}
	}
	k.shorten(d, m)
	if m.Class == extract.Weapon && m.Last-m.First > 1 && m.Head == m.Last-1 {
		// "a Lancet drone", later "the Lancet"
		say(extract.Fold(d.Text[m.Start:d.Tokens[m.Last-2].End]))
	}
	if i := extract.Initials(text); len(i) > 1 && m.Class == extract.Organisation {
		say(strings.ToLower(i))
	}
}

// shorten remembers what a company, or a body that is nothing else we know, is
// called for short: "Pelita", "Desert Gate", of Desert Gate Mining.
func (k *reading) shorten(d *extract.Document, m *extract.Mention) {
	if m.Class != extract.Organisation || m.Subclass != "" && m.Subclass != "Company" || m.Key != "" || m.Confidence < headedName || m.Last-m.First < 2 || shouted(d.Slice(d.Sentences[m.Sentence].Span)) {
		return
	}
	for to := m.First + 1; to < m.Last; to++ {
		text := d.Text[m.Start:d.Tokens[to-1].End]
		name := extract.Fold(text)
		if _, common := k.lex.Nominals[name]; common || len(name) < 4 || !capitalised(d.Tokens[to-1].Text) || d.Tokens[to-1].Tag != "NNP" || len(k.lex.Gazetteer.Lookup(text)) > 0 {
			continue
		}
		k.shorts[name] = known{m.Class, m.Subclass, m.Confidence}
	}
}

// overrule gives a name the class that the document's clearer mentions of it
// have: that of the model where it saw one sentence alone, that of somebody's
// surname in place of a town ("Scott Dayton ... Dayton served") unless a
// preposition says that it is the place.
func (k *reading) overrule(d *extract.Document, m *extract.Mention) {
	text := d.Slice(m.Span)
	short, shortened := k.shorts[extract.Fold(text)]
	switch is := k.names[extract.Fold(text)]; {
	case m.Form != extract.Name:
	case shortened && m.Key == "" && m.Class != short.class && m.Title == "":
		m.Class, m.Subclass, m.FoundBy, m.Confidence = short.class, short.sub, "pattern", short.confidence
	case m.FoundBy == "model" && is.confidence > m.Confidence:
		m.Class, m.Subclass, m.Confidence = is.class, is.sub, is.confidence
	case m.FoundBy == "pattern" && m.Confidence <= guessName && m.Key == "" && m.Last-m.First == 1 && is.class == extract.Person && is.class != m.Class && is.confidence >= headedName && !(m.First > 0 && (d.Tokens[m.First-1].Tag == "IN" || d.Tokens[m.First-1].Tag == "TO")):
		m.Class, m.Subclass, m.Confidence = is.class, is.sub, is.confidence // "told Kiplagat", whom the text names in full
	case m.FoundBy == "model" && m.Class != extract.Person && m.Last-m.First > 1 && m.Last-m.First < 4 && k.person(d.Tokens[m.Last-1].Text):
		m.Class, m.Subclass, m.FoundBy, m.Confidence = extract.Person, "", "pattern", headedName // "Aibek Djumaliev", where Djumaliev is somebody
	case (m.Subclass == "City" || m.Subclass == "Region") && m.Last-m.First == 1 && k.bearsSurname(text):
		if m.First > 0 && (d.Tokens[m.First-1].Tag == "IN" || d.Tokens[m.First-1].Tag == "TO") {
			return
		}
		m.Class, m.Subclass, m.Key, m.FoundBy, m.Confidence = extract.Person, "", "", "pattern", headedName
	}
}

// person tells whether somebody surely goes by a word, and in full by no name.
func (k *reading) person(word string) bool {
	is := k.names[extract.Fold(word)]
	return is.class == extract.Person && is.confidence >= headedName && !k.bearsSurname(word) && len(k.lex.Gazetteer.Lookup(word)) == 0
}

// surname remembers somebody's last name, and where it is first told.
func (k *reading) surname(word string, at int) {
	if old, ok := k.surnames[word]; !ok || at < old {
		k.surnames[word] = at
	}
}

func (k *reading) bearsSurname(word string) bool {
	_, ok := k.surnames[word]
	return ok
}

// namesake gives the name back to who bears a common noun as surname, once told in
// full: "Alan Butler ... Butler said".
func (k *reading) namesake(d *extract.Document, m *extract.Mention) {
	if m.Form != extract.Nominal || m.Last-m.First != 1 {
		return
	}
	t := d.Tokens[m.First]
	if at, ok := k.surnames[t.Text]; ok && at < m.Start && t.Tag != "NNS" && t.Tag != "NNPS" && !shouted(d.Slice(d.Sentences[m.Sentence].Span)) {
		m.Class, m.Subclass, m.Form, m.FoundBy, m.Confidence = extract.Person, "", extract.Name, "pattern", headedName
	}
}

// bracketed tells whether a mention stands alone in brackets, behind something of
// its sentence.
func bracketed(d *extract.Document, m *extract.Mention) bool {
	return m.First > d.Sentences[m.Sentence].First+1 && m.Last < d.Sentences[m.Sentence].Last && d.Tokens[m.First-1].Text == "(" && d.Tokens[m.Last].Text == ")"
}

// settled returns the names left open that the document tells the class of by
// what it says of the same words elsewhere: part of a person's full name, the
// acronym of a long form, what stands in brackets after a name; else by the
// model's guess.
func (k *reading) settled(d *extract.Document) []extract.Mention {
	taken, ends, initials := map[int]bool{}, map[int]known{}, map[int]string{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		k.namesake(d, m)
		if m.Form != extract.Name {
			continue
		}
		k.overrule(d, m)
		if of := ends[m.First-1]; of.class == extract.Organisation && m.Class == extract.Place && bracketed(d, m) && initials[m.First-1] == d.Slice(m.Span) {
			k.redefined[initials[m.First-1]] = of // "the Danish Refugee Council (DRC)"
		}
		if of, ok := k.redefined[d.Slice(m.Span)]; ok && m.Class == extract.Place {
			m.Class, m.Subclass, m.Key, m.FoundBy, m.Confidence = of.class, of.sub, "", "pattern", headedName
		}
		for t := m.First; t < m.Last; t++ {
			taken[t] = true
		}
		if ends[m.Last].class != extract.Organisation { // "the UN Mission in Chad (UNMC)"
			ends[m.Last] = known{m.Class, m.Subclass, m.Confidence}
			initials[m.Last] = extract.Initials(d.Slice(m.Span))
		}
	}
	var out []extract.Mention
	add := func(m extract.Mention, is known) {
		m.Class, m.Subclass = is.class, is.sub
		out = append(out, m)
		for i := m.First; i < m.Last; i++ {
			taken[i] = true
		}
	}
	for _, m := range d.Open {
		if taken[m.First] {
			continue
		}
		if m.Class != "" { // the model's guess
			k.overrule(d, &m)
			add(m, known{m.Class, m.Subclass, m.Confidence})
		} else if is, ok := k.names[extract.Fold(d.Slice(m.Span))]; ok {
			add(m, is)
		} else if is, ok := k.shorts[extract.Fold(d.Slice(m.Span))]; ok {
			add(m, is)
		}
	}
	for i := range d.Sentences {
		s := k.scan(d, i)
		for t := range s.tokens {
			if taken[s.first+t] {
				continue
			}
			is, ok := ends[s.first+t-1] // the bracket's own index
			ok = ok && t > 1 && (s.word(t-1) == "(" && s.word(t+1) == ")" || s.word(t-1) == "[" && s.word(t+1) == "]") && acronym(s.tokens[t].Text)
			if !ok && s.caps && strings.HasPrefix(s.tag(t), "NN") && !s.lex.Is("stop", s.word(t)) && !s.isHead(t) {
				// Where all is in capitals, a name known from the rest of the text.
				is, ok = k.names[extract.Fold(s.tokens[t].Text)]
				ok = ok && is.class != extract.Place
			}
			if !ok && !s.caps && len(s.tokens[t].Text) > 2 && acronym(s.tokens[t].Text) {
				// "FAN fighters", where the Free Army of the North is known
				is, ok = k.names[strings.ToLower(s.tokens[t].Text)]
				ok = ok && is.class == extract.Organisation
			}
			if !ok && s.lex.Is("month_surname", s.word(t)) && !s.caps && s.tag(t) == "NNP" && (s.speaks(t+1) || s.acting(t+1) || s.tag(t+1) == "POS") {
				// "May gave no date", where a Theresa May is known.
				is, ok = k.names[s.word(t)]
				ok = ok && is.class == extract.Person
			}
			if ok {
				m := s.mention(t, t+1)
				m.Form, m.FoundBy, m.Confidence = extract.Name, "pattern", headedName
				add(m, is)
			}
		}
	}
	return out
}
