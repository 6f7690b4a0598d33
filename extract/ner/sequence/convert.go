package sequence

import (
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// marks brings a corpus's annotation under this project's conventions: names
// without articles, possessives, titles; nationalities as names; descriptions
// only by the names within. They are in order and don't overlap.
func (r *reader) marks(t *text) []mark {
	var out []mark
	at := 0
	for _, s := range t.Sentences {
		c := converter{reader: r, text: t, tokens: t.Tokens[s.First:s.Last]}
		c.taken = make([]bool, len(c.tokens))
		c.known = Matches(r.lex.Gazetteer, t.Text, c.tokens)
		for ; at < len(t.gold) && t.gold[at].Start < s.End; at++ {
			first, last := touched(c.tokens, t.gold[at].Span)
			if first < last && !c.taken[first] {
				for i := first; i < last; i++ {
					c.taken[i] = true
				}
				c.convert(first, last, t.gold[at].kinds)
			}
		}
		c.rest()
		slices.SortFunc(c.out, func(a, b mark) int { return a.Start - b.Start })
		out = append(out, c.out...)
	}
	return out
}

type converter struct {
	*reader
	text   *text
	tokens []extract.Token
	known  []Known
	taken  []bool
	out    []mark
}

func (c *converter) mark(first, last int, k kindSet) {
	c.out = append(c.out, mark{extract.Span{Start: c.tokens[first].Start, End: c.tokens[last-1].End}, k})
}

// capital tells whether a token may be part of a name by its capital; of a
// compound ("ISIL-held") only the first part may be one.
func (c *converter) capital(i int) bool {
	w := c.tokens[i].Text
	if h := strings.LastIndexByte(w, '-'); h > 0 && !hasCapital(w[h:]) && hasLetter(w[h:]) && c.tokens[i].Tag == "JJ" {
		return false
	}
	return hasCapital(w)
}

func (c *converter) is(list string, i int) bool {
	return c.lex.Is(list, strings.ToLower(c.tokens[i].Text))
}

// at returns the gazetteer's match of just these tokens.
func (c *converter) match(first, last int) (Known, bool) {
	for _, k := range c.known {
		if k.First == first && k.Last == last && k.Whole {
			return k, true
		}
	}
	return Known{}, false
}

// name marks tokens as a name, a country or a nationality as what it is.
func (c *converter) name(first, last int, k kindSet) {
	if k == 0 || first >= last {
		return
	}
	known, ok := c.match(first, last)
	switch {
	case ok && known.Kind == lexicon.Demonym && k&(places|organisations) != 0:
		k = nationalities
		if n := c.lex.Gazetteer.Lookup(c.text.Slice(extract.Span{Start: c.tokens[first].Start, End: c.tokens[last-1].End})); len(n) > 1 || strings.HasPrefix(c.tokens[first].Text, "U") {
			k |= places // "U.S." is both
		}
	case ok && known.Subclass == "Country" && c.text.re3d != nil:
		if k == organisations {
			k = actors
		}
	case ok && known.Subclass == "Country" && k == places:
		k |= actors
	}
	if k == weapons {
		for last < len(c.tokens) && !c.capital(last) && strings.HasPrefix(c.tokens[last].Tag, "NN") {
			n, ok := c.lex.Nominals[c.tokens[last].Lemma]
			if !ok || n.Class != extract.Weapon || c.taken[last] {
				break
			}
			c.taken[last] = true
			last++
		}
	}
	c.mark(first, last, k)
}

// convert marks what the annotation of tokens first to last comes to.
func (c *converter) convert(first, last int, k kindSet) {
	if k == 0 {
		return
	}
	from := first
	for last-first > 1 && (c.is("determiner", first) || c.tokens[first].Tag == "PRP$" || c.tokens[first].Tag == "POS") {
		first++
	}
	for last-first > 1 && (c.tokens[last-1].Tag == "POS" || c.tokens[last-1].Text == "'s" || c.tokens[last-1].Text == "'") {
		last--
	}
	if c.text.re3d == nil {
		if k == persons {
			first = c.afterTitle(first, last)
		}
		c.name(first, last, k)
		return
	}
	switch {
	case strings.HasPrefix(c.tokens[first].Tag, "PRP") || c.is("determiner", first):
		return
	case last-first == 1 && c.common(first):
		c.unknown(first, last)
	case k == persons:
		c.person(from, first, last)
	case c.proper(first, last):
		c.pieces(first, last, k)
	default:
		c.description(first, last, k)
	}
}

// person marks the name at the end of "the Iraqi Prime Minister Haider
// al-Abadi", or before the comma of "Tobias Ellwood, Minister".
func (c *converter) person(from, first, last int) {
	for i := first; i < last; i++ {
		if c.tokens[i].Text == "," {
			c.unknown(i, last)
			last = i
		}
	}
	start := first
	for i := first; i < last; i++ {
		if n := c.titleAt(i, last); n > 0 && i+n < last {
			start = max(start, i+n)
		}
	}
	if n := c.titleAt(start, last); start+n >= last || !c.proper(start, last) || c.roleWord(last-1) {
		c.unknown(first, last)
		return
	}
	c.unknown(first, start)
	c.name(start, last, persons)
}

// common tells whether a word is a common noun all the same: "VBIED", "the
// Coalition".
func (c *converter) common(i int) bool {
	_, ok := c.lex.Nominals[strings.ToLower(c.tokens[i].Text)]
	if !ok {
		_, ok = c.lex.Nominals[c.tokens[i].Lemma]
	}
	return ok
}

// roleWord tells whether a word is a common noun for people: "Spokesman".
func (c *converter) roleWord(i int) bool {
	n, ok := c.lex.Nominals[strings.ToLower(c.tokens[i].Text)]
	return ok && n.Class == extract.Person || c.titleAt(i, i+1) == 1
}

// titleAt returns how many tokens from i on are one title, the longest.
func (c *converter) titleAt(i, last int) int {
	for n := min(5, last-i); n > 0; n-- {
		var words []string
		for _, t := range c.tokens[i : i+n] {
			words = append(words, t.Text)
		}
		if _, ok := c.lex.Titles[extract.Fold(strings.Join(words, " "))]; ok && c.capital(i) {
			return n
		}
	}
	return 0
}

// afterTitle skips the titles in front of a name that others annotated.
func (c *converter) afterTitle(first, last int) int {
	for {
		n := c.titleAt(first, last)
		if n == 0 || first+n >= last || c.lex.Given[extract.Fold(c.tokens[first].Text)] {
			return first
		}
		first += n
	}
}

// proper tells whether tokens are all capitalised, numbers, or links between.
func (c *converter) proper(first, last int) bool {
	if first >= last || !c.capital(last-1) && !hasDigit(c.tokens[last-1].Text) {
		return false
	}
	some := false
	for i := first; i < last; i++ {
		switch {
		case c.capital(i):
			some = true
		case hasDigit(c.tokens[i].Text), !hasLetter(c.tokens[i].Text):
		case c.is("name_link", i) && i > first:
		default:
			return false
		}
	}
	return some
}

// pieces marks a proper name, the parts of "Palmyra, Syria" each by itself.
func (c *converter) pieces(first, last int, k kindSet) {
	if k == places {
		for i := first; i < last; i++ {
			if c.tokens[i].Text == "," {
				c.name(first, i, k)
				first = i + 1
			}
		}
	}
	c.name(first, last, k)
}

// description marks the names within a common noun phrase: the last words of
// "the city of Mosul", "ISIL" in "ISIL fighters", all of "Anbar province".
func (c *converter) description(first, last int, k kindSet) {
	for i := first; i < last; {
		if !c.capital(i) {
			i++
			continue
		}
		end := i + 1
		for j := end; j < last; j++ {
			if c.capital(j) {
				end = j + 1
			} else if !c.is("name_link", j) || j > end+1 {
				break
			}
		}
		c.within(i, end, last, k)
		i = end
	}
}

// within marks the capitalised run first to end of a description that goes on
// to last.
func (c *converter) within(first, end, last int, k kindSet) {
	if known, ok := c.match(first, end); ok {
		kind := kindsOf(Name{Class: known.Class})
		if known.Subclass == "Country" && known.Kind == lexicon.Proper {
			kind = places | actors
		}
		if known.Kind == lexicon.Demonym {
			kind = nationalities
		}
		n, head := c.lex.Nominals[c.tokens[last-1].Lemma]
		if !(kind == places && k == places && head && last == end+1 && (n.Subclass == "Region" || n.Subclass == "Site")) {
			c.mark(first, end, kind)
			return
		}
	}
	if end == first+1 && c.common(first) {
		c.unknown(first, end)
		return
	}
	// A nationality in front: "the French frigate FS Forbin" in capitals.
	if known, ok := c.match(first, first+1); ok && known.Kind == lexicon.Demonym && end == first+1 {
		c.mark(first, end, nationalities)
		return
	}
	head, ok := c.lex.Nominals[c.tokens[last-1].Lemma]
	class := kindsOf(Name{Class: head.Class})
	switch {
	case k == places && end == last:
		c.name(first, end, k)
	case ok && last-end <= 2 && class == k && (k == weapons || k == places && head.Subclass != "City" && head.Subclass != "Country"):
		c.mark(first, last, k)
	default:
		c.unknown(first, end)
	}
}

// unknown marks the capitalised tokens of a stretch as what may be a name,
// known nationalities and countries in it as those.
func (c *converter) unknown(first, last int) {
	for i := first; i < last; i++ {
		if known, ok := c.match(i, i+1); ok && known.Kind == lexicon.Demonym {
			c.name(i, i+1, places)
			continue
		}
		if c.capital(i) || i > first && c.is("name_link", i) {
			c.mark(i, i+1, 0)
		}
	}
}

// rest marks, of the tokens that bear no annotation, the nationalities and,
// in an open corpus, those that may be names.
func (c *converter) rest() {
	shouted := lettersOfTokens(c.tokens) != mixed
	for _, k := range c.known {
		if k.Kind != lexicon.Demonym || !k.Whole || c.taken[k.First] || c.taken[k.Last-1] || !c.capital(k.First) || shouted || k.Cue == lexicon.Context {
			continue
		}
		for i := k.First; i < k.Last; i++ {
			c.taken[i] = true
		}
		kinds := nationalities
		if strings.HasPrefix(c.tokens[k.First].Text, "U") {
			kinds |= places
		}
		c.mark(k.First, k.Last, kinds)
	}
	if !c.text.open {
		return
	}
	for i := range c.tokens {
		if !c.taken[i] && c.nameable(i) {
			c.mark(i, i+1, 0)
		}
	}
}

// nameable tells whether a token without a label may be part of a name.
func (c *converter) nameable(i int) bool {
	t := c.tokens[i]
	switch {
	case c.is("stop", i):
		return false
	case c.capital(i):
		return i > 0 || strings.HasPrefix(t.Tag, "NNP")
	case hasDigit(t.Text), c.is("name_link", i), t.Text == "-", t.Text == "&", t.Text == "'s":
		return i > 0 && i+1 < len(c.tokens) && !c.taken[i-1] && !c.taken[i+1] && c.capital(i-1) && c.capital(i+1)
	}
	return false
}

func lettersOfTokens(tokens []extract.Token) letters {
	var words []string
	for _, t := range tokens {
		words = append(words, t.Text)
	}
	return lettersOf(words)
}

func hasCapital(w string) bool { return strings.ContainsFunc(w, unicode.IsUpper) }
func hasDigit(w string) bool   { return strings.ContainsFunc(w, unicode.IsDigit) }
func hasLetter(w string) bool  { return strings.ContainsFunc(w, unicode.IsLetter) }
