package coref

import (
	"strings"

	"sitrep/extract"
)

// setsApart tells whether a token is a mark that an apposition stands after.
func (c *chains) setsApart(t int) bool {
	switch c.d.Tokens[t].Text {
	case ",", "-", "--", "–", "—":
		return true
	}
	return false
}

// naming tells whether the words between a description and a name lead from the
// one to the other: "a gang calling itself the Falcons", but not "the court named
// Ali Reza".
func (c *chains) naming(m, n *extract.Mention) bool {
	from, to := m.Last, n.First
	if to <= from || to-from > 3 || !c.lex.Is("naming", strings.ToLower(c.d.Tokens[from].Text)) ||
		c.d.Tokens[from].Tag == "VBD" && (n.Class != m.Class || c.definite(m)) {
		return false
	}
	for k := from + 1; k < to; k++ {
		if t := c.d.Tokens[k]; t.Lemma != "as" && t.Lemma != "the" && !strings.HasPrefix(t.Tag, "PRP") && t.Tag != "``" && t.Text != "\"" && t.Text != "'" {
			return false
		}
	}
	return true
}

// goesBy tells whether a name is given as what a description is called.
func (c *chains) goesBy(m, n *extract.Mention) bool {
	switch {
	case c.naming(m, n):
		return true
	case n.Class != m.Class && !c.lex.Is("any_kind", c.d.Tokens[m.Head].Lemma):
		return false
	case n.First > m.Last:
		return c.lex.AliasPhrase(c.d.Tokens[m.Last:n.First])
	}
	return m.First > n.Last && c.lex.AliasPhrase(c.d.Tokens[n.Last:m.First]) // "Ruz, known as the Engineer"
}

// anyKind tells whether a description beside a name may be of whatever class the
// name has: "Algeria, a neighbour,", "the militia's ally, the Northern Front".
func (c *chains) anyKind(m, n *extract.Mention) bool {
	if !c.lex.Is("any_kind", c.d.Tokens[m.Head].Lemma) || plural(c.d.Tokens[m.Head]) {
		return false
	}
	return c.goesBy(m, n) || n.Last+1 == m.First && c.setsApart(n.Last) || n.First > m.Last && n.First <= m.Last+2 && c.setsApart(m.Last)
}

// enclosed tells whether name j stands in commas or dashes after description i and
// the name that this is of, so that it can only say which one is meant.
func (c *chains) enclosed(i, j int) bool {
	m, n := &c.d.Mentions[i], &c.d.Mentions[j]
	if n.First <= m.Last || plural(c.d.Tokens[m.Head]) || m.First == m.Head || c.nested(j) || n.Class == extract.Place && !c.placeOf(m, n) {
		return false
	}
	end := c.andOf(i)
	first := n.First - len(strings.Fields(n.Title))
	if first > end+1 && strings.EqualFold(c.d.Tokens[first-1].Text, "the") {
		first--
	}
	return first == end+1 && c.setsApart(end) && c.ends(n.Last, m.Sentence) && !c.listed(n.Last) && !c.speaking(n.Last) && !c.speaking(n.Last+1) && !c.inRow(j)
}

// ends tells whether token t ends an apposition: a mark that sets it apart, or the
// end of its sentence.
func (c *chains) ends(t, sentence int) bool {
	return t >= c.d.Sentences[sentence].Last || c.setsApart(t) || c.d.Tokens[t].Text == "." || c.d.Tokens[t].Text == ";"
}

// andOf returns where description i ends with the names that follow it after "of",
// "in" or "at": "a wing of Hamas in Gaza".
func (c *chains) andOf(i int) int {
	m := &c.d.Mentions[i]
	end := m.Last
	for j := i + 1; j < min(len(c.d.Mentions), i+6); j++ {
		n := &c.d.Mentions[j]
		if n.Sentence != m.Sentence || n.First < end {
			continue
		}
		if t := c.d.Tokens[end]; !c.lex.Is("posting", t.Lemma) || n.First != end+1 && !(n.First == end+2 && c.d.Tokens[end+1].Tag == "DT") {
			break
		}
		end = n.Last
	}
	return end
}

// inRow tells whether name j is one of several in a row: another name or noun
// phrase and a conjunction follow.
func (c *chains) inRow(j int) bool {
	n := &c.d.Mentions[j]
	if n.Last >= len(c.d.Tokens) || c.d.Tokens[n.Last].Text != "," {
		return false
	}
	for k := j + 1; k < min(len(c.d.Mentions), j+5); k++ {
		if o := &c.d.Mentions[k]; o.Sentence == n.Sentence && o.First > n.Last && o.First <= n.Last+2 {
			if t := o.Last; t < len(c.d.Tokens) && (c.listed(t) || o.Form == extract.Name && c.d.Tokens[t].Text == ",") {
				return true
			}
		}
	}
	return false
}

// inBrackets tells whether name n is an acronym alone in brackets after a
// description.
func (c *chains) inBrackets(m, n *extract.Mention) bool {
	if n.First != m.Last+1 || n.Last >= len(c.d.Tokens) || m.Class != extract.Organisation || plural(c.d.Tokens[m.Head]) || m.First == m.Head {
		return false
	}
	text := c.d.Slice(n.Span)
	return c.d.Tokens[m.Last].Text == "(" && c.d.Tokens[n.Last].Text == ")" && len(text) > 1 && text == strings.ToUpper(text)
}

// afterName tells whether only a mark that sets it apart, and perhaps a closing
// quotation mark, parts description m from the name, ending at token t, before it.
func (c *chains) afterName(t int, m *extract.Mention) bool {
	marks := 0
	for k := t; k < m.First; k++ {
		switch w := c.d.Tokens[k].Text; {
		case c.setsApart(k):
			marks++
		case marks == 1 && k == m.First-1 && c.lex.Is("apposed_adverb", c.d.Tokens[k].Lemma):
			// "Ruz, now a citizen of Serbia"
		case w != "'" && w != "''" && w != "\"":
			return false
		}
	}
	return marks == 1 && m.First-t <= 3
}

// oneMore tells whether a phrase begins as an apposition that says what kind of
// thing something is: "a town", "another faction".
func (c *chains) oneMore(m *extract.Mention) bool {
	w := strings.ToLower(c.d.Tokens[m.First].Text)
	return c.lex.Is("article", w) || w == "another" && m.First < m.Head
}

// placed tells whether a definite phrase says which place the one named before it
// is, and ends there: "In Kharkiv, Ukraine's second city, a drone".
func (c *chains) placed(m, n *extract.Mention) bool {
	end := m.Last
	return m.Class == extract.Place && n.Class == extract.Place && (m.Subclass == n.Subclass || n.Subclass == "") && m.Subclass != "Country" && m.First < m.Head &&
		n.Last+1 == m.First && c.setsApart(n.Last) && c.definite(m) && !plural(c.d.Tokens[m.Head]) && c.ends(end, m.Sentence) && !c.listed(end)
}

// andSomebody tells whether another person follows a description that is set apart
// on both sides: "Karim, Mali's army chief, and Moussa Diarra".
func (c *chains) andSomebody(i int) bool {
	m := &c.d.Mentions[i]
	if m.Class != extract.Person || m.Last+1 >= len(c.d.Tokens) || c.d.Tokens[m.Last].Text != "," || c.d.Tokens[m.Last+1].Tag != "CC" {
		return false
	}
	for k := i + 1; k < min(len(c.d.Mentions), i+4); k++ {
		if n := &c.d.Mentions[k]; n.Form == extract.Name && n.Class == extract.Person && n.First-len(strings.Fields(n.Title)) == m.Last+2 {
			return true
		}
	}
	return false
}

// placeOf tells whether a place's name can say which one a description means: "closed
// a crossing, Kuznica", but not "a base, Syria".
func (c *chains) placeOf(m, n *extract.Mention) bool {
	return c.lex.Is("article", strings.ToLower(c.d.Tokens[m.First].Text)) && n.Subclass != "Country" && n.Subclass != "Region" && (n.Subclass == "" || n.Subclass == m.Subclass)
}

// besideBody tells whether name i is said to be a body: "Rada, a militia in Tripoli",
// but not "killed Rada, a militia said".
func (c *chains) besideBody(i int) bool {
	n := &c.d.Mentions[i]
	if i+1 >= len(c.d.Mentions) {
		return false
	}
	m := &c.d.Mentions[i+1]
	return m.Form == extract.Nominal && m.Class == extract.Organisation && m.Sentence == n.Sentence && m.First == n.Last+1 && c.setsApart(n.Last) &&
		c.oneMore(m) && !plural(c.d.Tokens[m.Head]) && m.Last < len(c.d.Tokens) && !verbal(c.d.Tokens[m.Last].Tag) && !c.listed(m.Last)
}

// beside returns the chain of a name that a phrase stands in apposition to:
// "Soleimani, the commander", "Colombia's state oil company, Ecopetrol". The
// reason is empty where the phrase only types the name after it.
func (c *chains) beside(i int) (int, string) {
	m := &c.d.Mentions[i]
	for j := max(0, i-4); j < min(len(c.d.Mentions), i+6); j++ {
		n := &c.d.Mentions[j]
		if n.Form != extract.Name || n.Chain == 0 || n.Class != m.Class && !c.business(m, n) && !c.naming(m, n) && !c.anyKind(m, n) || n.Sentence != m.Sentence || n.Overlaps(m.Span) {
			continue
		}
		if c.goesBy(m, n) {
			// "a man known as Spider", "the rebels, better known as the ADF"
			return n.Chain, "the name it goes by"
		}
		head, name := c.d.Tokens[m.Head], c.d.Tokens[n.Head]
		if m.Class == extract.Place && n.Class == extract.Place && m.Subclass != n.Subclass && !c.enclosed(i, j) {
			continue // "the base at al-Tanf, Syria"
		}
		if n.Last < m.First && c.opensClause(m) {
			continue // "Backed by Wagner, a unit of the army seized the town"
		}
		switch {
		case c.afterName(n.Last, m) && c.oneMore(m) && !plural(head), c.placed(m, n):
			// "the Segunda Marquetalia, a dissident group"
			return n.Chain, "apposition"
		case c.enclosed(i, j):
			// "a branch of al-Qaeda, the Sahel Front,"
			return n.Chain, "apposition"
		case c.inBrackets(m, n):
			// "the country's oil company (PDVSA)"
			return n.Chain, "acronym in brackets"
		case c.afterName(c.andHome(j), m) && !plural(head) && (!c.listed(m.Last) || c.andSomebody(i)) && (c.roleOf(m) || m.Class == extract.Organisation && c.definite(m) && !c.lex.Is("institution", head.Lemma) && m.First < m.Head),
			c.andPost(i) < n.First && c.d.Tokens[c.andPost(i)].Text == "," && n.First-c.andPost(i)-1 == len(strings.Fields(n.Title)) && !plural(head) && (!c.listed(n.Last) || c.another(j)) && !c.speaking(n.Last) && m.Class == extract.Person && c.definite(m):
			// "Kemal Aydin, commander of the brigade", "its governor, Majid Noor"
			return n.Chain, "apposition"
		case n.Last+3 == m.First && c.d.Tokens[n.Last].Text == "," && c.d.Tokens[n.Last+1].Tag == "CD" && c.d.Tokens[n.Last+2].Text == "," && !plural(head):
			// "Viktor Zhdanov, 54, a former colonel"
			return n.Chain, "apposition"
		case n.First == m.Last && m.Last == m.Head+1 && !plural(head):
			if head.Head >= 0 && covers(n, head.Head) {
				return n.Chain, ""
			}
			return n.Chain, "the noun before the name"
		case head.Rel == "appos" && head.Head >= 0 && covers(n, head.Head),
			name.Rel == "appos" && name.Head >= 0 && covers(m, name.Head):
			if plural(head) && n.Class != extract.Organisation {
				continue // "U.S. ships USS Hopper and USS Mahan"
			}
			return n.Chain, "apposition"
		}
	}
	return 0, ""
}

// opensClause tells whether a phrase is the subject of a verb that no comma parts
// it from, so that the comma before it ends what comes before.
func (c *chains) opensClause(m *extract.Mention) bool {
	verb := c.predicate(m.Head)
	if c.rel(m.Head) != "nsubj" || verb < m.Last || !strings.HasPrefix(c.d.Tokens[verb].Tag, "VB") {
		return false
	}
	for t := m.Last; t < verb; t++ {
		if c.setsApart(t) {
			return false
		}
	}
	return true
}

// business tells whether a phrase for a site says what the organisation before
// it is: "Canyon Ridge Arms, a shop in Arizona".
func (c *chains) business(m, n *extract.Mention) bool {
	return m.Class == extract.Place && n.Class == extract.Organisation && n.Last+1 == m.First && c.d.Tokens[n.Last].Text == "," && c.lex.Is("business_site", c.d.Tokens[m.Head].Lemma)
}

// another tells whether a second description with its name follows name j:
// "Estonia's envoy, Mari Kask, and her Latvian counterpart, Janis Ozols,".
func (c *chains) another(j int) bool {
	n := &c.d.Mentions[j]
	if c.d.Tokens[n.Last].Text != "," {
		return false
	}
	for k := j + 1; k+1 < min(len(c.d.Mentions), j+5); k++ {
		if m := &c.d.Mentions[k]; m.First == n.Last+2 && m.Form == extract.Nominal && m.Class == extract.Person {
			if end := c.andPost(k); c.d.Tokens[end].Text == "," {
				for _, o := range c.d.Mentions[k+1 : min(len(c.d.Mentions), k+4)] {
					if o.First == end+1 && o.Form == extract.Name && o.Class == extract.Person {
						return true
					}
				}
			}
		}
	}
	return false
}

// speaking tells whether a verb of speech follows at once, so that the name
// before is who says what comes before the comma: "wounded its driver, Okello said".
func (c *chains) speaking(t int) bool {
	return t < len(c.d.Tokens) && (c.d.Tokens[t].Tag == "VBD" || c.d.Tokens[t].Tag == "VBZ") && c.lex.Is("speech", c.d.Tokens[t].Lemma)
}

// listed tells whether what ends before token t is but one of a list: a
// conjunction follows.
func (c *chains) listed(t int) bool {
	if t < len(c.d.Tokens) && c.d.Tokens[t].Text == "," {
		t++
	}
	return t < len(c.d.Tokens) && c.d.Tokens[t].Tag == "CC"
}

// andHome returns where name j ends with the place that its bearer is of: "Piero
// Landi of Italy".
func (c *chains) andHome(j int) int {
	n := &c.d.Mentions[j]
	if j+1 < len(c.d.Mentions) && c.d.Tokens[min(n.Last, len(c.d.Tokens)-1)].Lemma == "of" {
		if home := &c.d.Mentions[j+1]; home.Class == extract.Place && home.First == n.Last+1 && home.Form == extract.Name {
			return home.Last
		}
	}
	return n.Last
}

// andPost returns where description i ends with the place or the body where its
// bearer is posted: "Iran's ambassador to Pakistan", "the commander in Goma".
func (c *chains) andPost(i int) int {
	m := &c.d.Mentions[i]
	if m.Class != extract.Person || m.Last+1 >= len(c.d.Tokens) || !c.lex.Is("posting", c.d.Tokens[m.Last].Lemma) {
		return m.Last
	}
	for j := i + 1; j < min(len(c.d.Mentions), i+4); j++ {
		at := &c.d.Mentions[j]
		bare := at.First == m.Last+1 || at.First == m.Last+2 && c.d.Tokens[m.Last+1].Lemma == "the"
		if bare && (at.Class == extract.Place || at.Class == extract.Organisation) && at.Last < len(c.d.Tokens) && c.d.Tokens[at.Last].Text == "," {
			return at.Last
		}
	}
	return m.Last
}

// besideNoun returns the chain of the description without a name that an indefinite
// one stands in apposition to, or 0: "The suspect, a 22-year-old Dane, was arrested".
func (c *chains) besideNoun(i int) int {
	m := &c.d.Mentions[i]
	head := c.d.Tokens[m.Head]
	if i == 0 || head.Rel != "appos" || plural(head) || !c.lex.Is("article", strings.ToLower(c.d.Tokens[m.First].Text)) || !c.ends(c.andOf(i), m.Sentence) || c.listed(m.Last) {
		return 0
	}
	for j := i - 1; j >= max(0, i-3); j-- {
		n := &c.d.Mentions[j]
		if n.Form == extract.Nominal && n.Chain != 0 && n.Class == m.Class && n.Head == head.Head && n.Last+1 == m.First && c.setsApart(n.Last) && !plural(c.d.Tokens[n.Head]) && c.definite(n) {
			return n.Chain
		}
	}
	return 0
}
