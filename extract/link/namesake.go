package link

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// trades are the lists of nouns and titles by which namesakes are told apart
// where no nationality does it.
var trades = []string{"military", "press", "medicine", "law", "clergy", "politics", "business"}

// qualify keeps what mention i says of a person that tells them from namesakes:
// the first country that stands with them ("Iranian general Ali Hosseini"), and
// the first trade.
func (l *Linker) qualify(x *thing, d *extract.Document, i int) {
	m := &d.Mentions[i]
	from, to := m.First, m.Head
	switch m.Form {
	case extract.Name:
		from, to = before(d, m), m.First
	case extract.Nominal:
		to++
	}
	for j := max(0, i-4); x.country == "" && j < len(d.Mentions) && d.Mentions[j].First < to; j++ {
		if n := &d.Mentions[j]; n.Subclass == "Country" && n.Form == extract.Name && n.First >= from && n.Last <= to && n.Key != "" {
			x.country = n.Key[strings.IndexByte(n.Key, '/')+1:]
		}
	}
	for t := from; t < to && x.trade == ""; t++ {
		x.trade = l.trade(d.Tokens[t])
	}
}

// qualifier tells bearers of a common name apart across documents: by country,
// else by trade; empty for a name that is rare, and for one of whom nothing is
// said.
func (l *Linker) qualifier(x *thing, e extract.Entity) string {
	if e.Class != extract.Person || !l.common(e.Name) {
		return ""
	}
	for _, q := range []string{x.country, x.trade} {
		if q != "" {
			return " " + q
		}
	}
	return ""
}

// before returns where the words begin that stand right before a name and say
// what its bearer is.
func before(d *extract.Document, m *extract.Mention) int {
	const longest = 5
	from, least := m.First, max(d.Sentences[m.Sentence].First, m.First-longest)
	for from > least {
		t := d.Tokens[from-1]
		if !strings.HasPrefix(t.Tag, "NN") && !strings.HasPrefix(t.Tag, "JJ") && t.Tag != "POS" {
			break
		}
		from--
	}
	return from
}

// trade returns the trade that a noun or rank tells of, or "".
func (l *Linker) trade(t extract.Token) string {
	w := extract.Fold(t.Text)
	for _, trade := range trades {
		if l.lex.Is("trade_"+trade, t.Lemma) || l.lex.Is("trade_"+trade, w) {
			return trade
		}
	}
	if l.lex.Titles[w].Kind == "rank" {
		return "military"
	}
	return ""
}

// spelling writes a name in the spelling that IDs are made of: one for the
// ways in which a given name, or the Arabic article before a hyphen, is
// transliterated, and without a middle initial, unless the name is common.
func (l *Linker) spelling(class extract.Class, name string) string {
	if class != extract.Person && class != extract.Place {
		return name
	}
	words := strings.Fields(name)
	for i, w := range words {
		if article, rest, ok := strings.Cut(w, "-"); ok && l.lex.Is("arabic_article", strings.ToLower(article)) {
			words[i] = "al-" + rest
			continue
		}
		if s, ok := l.lex.Spellings[extract.Fold(w)]; ok && class == extract.Person {
			words[i] = s
		}
	}
	if n := len(words); class == extract.Person && n > 2 && !l.common(name) {
		middle := slices.DeleteFunc(slices.Clone(words[1:n-1]), func(w string) bool { return len(extract.Fold(w)) == 1 })
		words = append(append(words[:1:1], middle...), words[n-1])
	}
	return strings.Join(words, " ")
}

// common tells whether a name is made of words that very many bear.
func (l *Linker) common(name string) bool {
	for _, w := range strings.Fields(extract.Fold(name)) {
		if len(w) > 1 && !l.lex.Is("common_name", w) && !l.lex.Is("name_link", w) {
			return false
		}
	}
	return true
}
