package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// formerLatter makes pronouns of "the former" and "the latter", and a common
// noun phrase of a number with an article, "the three", where no noun follows.
func (r *Resolver) formerLatter(d *extract.Document) {
	var found []extract.Mention
	for n, s := range d.Sentences {
		for t := s.First; t+1 < s.Last; t++ {
			w := strings.ToLower(d.Tokens[t+1].Text)
			if d.Tokens[t+1].Tag == "CD" && r.lex.Is("number", w) && strings.EqualFold(d.Tokens[t].Text, "the") && t+2 < s.Last && verbal(d.Tokens[t+2].Tag) {
				found = append(found, extract.Mention{
					Span: extract.Span{Start: d.Tokens[t].Start, End: d.Tokens[t+1].End}, Form: extract.Nominal, Class: extract.Person,
					Head: t + 1, First: t, Last: t + 2, Sentence: n, FoundBy: "number", Confidence: 0.8,
					Lead: d.Tokens[t+1].Start - d.Tokens[t].Start, HeadSpan: d.Tokens[t+1].Span,
				})
				continue
			}
			if w != "former" && w != "latter" || !strings.EqualFold(d.Tokens[t].Text, "the") {
				continue
			}
			if t+2 < s.Last && (strings.HasPrefix(d.Tokens[t+2].Tag, "NN") || strings.HasPrefix(d.Tokens[t+2].Tag, "JJ") || d.Tokens[t+2].Tag == "CD") {
				continue // "the former president"
			}
			found = append(found, extract.Mention{
				Span: extract.Span{Start: d.Tokens[t].Start, End: d.Tokens[t+1].End}, Form: extract.Pronoun,
				Head: t + 1, First: t, Last: t + 2, Sentence: n, FoundBy: "pronoun", Confidence: 0.8,
			})
		}
	}
	if len(found) == 0 {
		return
	}
	d.Mentions = append(d.Mentions, found...)
	slices.SortStableFunc(d.Mentions, func(a, b extract.Mention) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
}

// verbal tells whether a tag is that of a verb that may follow its subject.
func verbal(tag string) bool {
	return tag == "MD" || tag == "VBD" || tag == "VBP" || tag == "VBZ"
}

// asMany returns the chain of as many as "the three", phrase p, counts, or 0.
func (c *chains) asMany(p phrase) int {
	for n, ch := range c.lately(p.mention) {
		if ch.number == p.head && ch.plural && ch.class != extract.Place && c.gap(p.mention, n) <= kindReach {
			return n
		}
	}
	return 0
}

// ofTwo returns the chain that "the former" or "the latter", mention i, stands
// for: the first or second of the only two persons, organisations or countries
// named before it in its sentence or else in the one before; 0 where they are
// more or fewer.
func (c *chains) ofTwo(i int) int {
	m := &c.d.Mentions[i]
	for gap := range 2 {
		named := map[extract.Class][]int{}
		for k := i - 1; k >= 0 && m.Sentence-c.d.Mentions[k].Sentence <= gap; k-- {
			a := &c.d.Mentions[k]
			if a.Sentence != m.Sentence-gap || a.Form == extract.Pronoun || a.Chain == 0 || c.nested(k) || a.Class == extract.Place && a.Subclass != "Country" {
				continue
			}
			if list := named[a.Class]; !slices.Contains(list, a.Chain) {
				named[a.Class] = append([]int{a.Chain}, list...)
			}
		}
		for _, class := range extract.Classes {
			if list := named[class]; len(list) == 2 {
				if strings.EqualFold(c.d.Tokens[m.Head].Text, "former") {
					return list[0]
				}
				return list[1]
			}
		}
	}
	return 0
}
