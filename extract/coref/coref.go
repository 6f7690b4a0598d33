// Package coref joins the mentions of one document that stand for one thing:
// names that repeat or shorten one another, acronyms and long forms, capitals
// and governments that stand for their country, noun phrases and pronouns that
// point back.
package coref

import (
	"context"
	"slices"
	"strings"
	"sync"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// The reasons of a thing's first mention, which joins it to nothing.
const (
	firstName        = extract.FirstMention + " by name"
	firstDescription = extract.FirstMention + " by description"
)

// Resolver holds the lexicon; it is safe for concurrent use.
type Resolver struct {
	lex *lexicon.Lexicon
}

// New returns a resolver over the lexicon.
func New(lex *lexicon.Lexicon) *Resolver { return &Resolver{lex: lex} }

// Stage gives each mention its chain and the reason for it. A pronoun that
// points to nothing keeps chain 0, and is dropped: it never becomes a node.
func (r *Resolver) Stage() extract.Stage {
	return extract.Stage{
		Name: "coreference", Doc: "joins the mentions that stand for one thing", Requires: []string{"mentions", "parse"},
		Passes: func(*extract.Document) []extract.Pass {
			c := newChains(r)
			return []extract.Pass{c.gather, c.resolve, c.settled}
		},
	}
}

// gather sees which names a part holds, so that a name may point to one that
// comes later.
func (c *chains) gather(_ context.Context, d *extract.Document) error {
	c.formerLatter(d)
	c.enter(d)
	c.tellByDeeds()
	c.capitals()
	c.seeNames()
	c.seeOffices()
	return nil
}

// resolve gives each mention of a part its chain, the names first.
func (c *chains) resolve(ctx context.Context, d *extract.Document) error {
	c.settle.Do(func() {
		c.joinNames()
		c.joinOtherNames()
		c.count()
		c.findOffices()
	})
	c.resolveNames(d.Mentions)
	first := c.enterAfter(d)
	for i := first; i < len(c.d.Mentions); i++ {
		if i%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		switch m := &c.d.Mentions[i]; {
		case m.Form == extract.Name || m.Chain != 0 && m.Form == extract.Nominal:
			c.saw(i)
		case m.Form == extract.Nominal:
			c.ownersIn(i)
			c.nominal(i)
		case m.Form == extract.Pronoun && m.Chain == 0:
			c.pronoun(i)
		}
	}
	c.firstPersons(first)
	c.leave(d)
	d.Mentions = slices.DeleteFunc(d.Mentions, func(m extract.Mention) bool { return m.Chain == 0 })
	return nil
}

// ownersIn resolves the pronouns and possessors in a noun phrase before the phrase
// itself: whose it is decides which one it is ("its fighters", "the court's
// president").
func (c *chains) ownersIn(i int) {
	m := &c.d.Mentions[i]
	for j := i + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < m.End; j++ {
		in := &c.d.Mentions[j]
		switch {
		case in.Form == extract.Nominal && in.Chain == 0 && in.Last < m.Head && c.d.Tokens[in.Last].Tag == "POS":
			c.ownersIn(j)
			c.nominal(j)
		case in.Form != extract.Pronoun:
		default:
			if in.First < m.Head {
				c.other, _ = c.beside(i) // in "Maher, his brother" he is another
			}
			c.pronoun(j)
			c.other = 0
		}
	}
}

// chain is what is known of one thing so far.
type chain struct {
	class    extract.Class
	subclass string
	key      string
	// name is the longest name, folded; empty for a thing without one.
	name string
	// heads are the lemmas of the nouns it was called by, titles the folded
	// titles that it bore, endings the nouns that end its names, if it is no
	// person: the mission of "UN Mission in Liberia".
	heads, titles, endings map[string]bool
	// mods are the modifiers that a thing without a name has, folded.
	mods map[string]bool
	// owner is the chain it belongs to ("Iraq's army"), or 0; nations is set
	// where that is a country's.
	owner   int
	nations bool
	// flag is the country that it is of by that owner, or by whose the owner is
	// ("a Chinese coast guard ship"), or 0.
	flag int
	// number is what a phrase counts ("two", "14"), or empty.
	number string
	// rank is the ordinal that tells it from another of its kind: "second".
	rank   string
	plural bool
	// many is set where a name stands for things in the plural.
	many bool
	// land is set for a country that was named as such, not only by its adjective.
	land bool
	// known is set for a thing without a name that was spoken of as one that is known,
	// told is the sentence in which somebody last said something, or -1.
	known bool
	told  int
	// none is set for what is not there: "no group".
	none   bool
	gender byte // 'm', 'f' or 0
	// sentence is that of its last mention, subject that of the last one that
	// was a subject, counted in the whole document; -1 for none.
	sentence, subject int
	// dateline is set while a town was only named as the place of writing.
	dateline bool
	// since is the sentence of its first mention, or -1.
	since int
	// aside is set where a town was last named only to say where something else
	// is or whose: "near Azaz", "Misrata-based".
	aside bool
	// suffered are the predicates of verbs whose object people were, if any.
	suffered map[string]bool
	// assailed is set of who attacked or took somebody or something.
	assailed bool
}

// chains are those of one document, and the part of it that is being read.
type chains struct {
	*Resolver
	namings
	settle sync.Once
	list   []*chain // chain n is list[n-1]
	// recent holds chain numbers, the latest mentioned last.
	recent []int
	// loose are the chains without a name, the oldest first.
	loose []int
	// byKey is the chain of a gazetteer's ID.
	byKey     map[string]int
	countries census
	// masthead is the chain of the body whose communique the document may be, or 0.
	masthead int
	// other is the chain that the pronoun in hand can't stand for, or 0.
	other int
	// became are the chains that were described before they were named, and what
	// they are part of since.
	became map[int]int
	// offices are the chains of countries' institutions; only tells the country
	// whose institution of some words is the only one spoken of, or -1.
	offices map[landOffice]int
	only    map[string]int

	d *extract.Document
	// before is how many sentences of the document come before d's.
	before int
	// outer is the mention right around each, or -1.
	outer []int
	// covered tells of each token whether a mention holds it.
	covered []bool
	// tail is the end of the part before, to which a pronoun may point.
	tail extract.Document
}

func newChains(r *Resolver) *chains {
	return &chains{Resolver: r, namings: newNamings(), byKey: map[string]int{}, became: map[int]int{}}
}

func (c *chains) open(ch *chain) int {
	ch.sentence, ch.subject, ch.since, ch.told = -1, -1, -1, -1
	if ch.heads == nil {
		ch.heads = map[string]bool{}
	}
	c.list = append(c.list, ch)
	return len(c.list)
}

// join gives mention i its chain, and makes the chain the most recent.
func (c *chains) join(i, n int, reason string) {
	m := &c.d.Mentions[i]
	m.Chain = n
	if m.Reason == "" {
		m.Reason = reason
	}
	ch := c.list[n-1]
	switch {
	case m.Form == extract.Pronoun, m.Form == extract.Nominal && m.Class != ch.class:
		m.Class, m.Subclass = ch.class, ch.subclass
	case ch.subclass == "" && m.Class == ch.class:
		ch.subclass = m.Subclass
	}
	if m.Subclass == "City" {
		ch.dateline = (ch.sentence < 0 || ch.dateline) && c.dateline(m)
	}
	ch.sentence = c.before + m.Sentence
	if ch.since < 0 {
		ch.since = ch.sentence
	}
	if m.Subclass == "City" {
		ch.aside = m.End < c.d.Tokens[m.Last-1].End || c.hasCase(m.Head, "near", "outside")
	}
	if m.Subclass == "Site" {
		ch.aside = m.Form == extract.Name && c.nested(i)
	}
	if up := c.d.Tokens[m.Head].Head; c.isSubject(i) || c.rel(m.Head) == "conj" && up >= 0 && c.rel(up) == "nsubj" {
		ch.subject = ch.sentence
	}
	if ch.class == extract.Person {
		c.suffers(ch, m.Head)
		if verb := c.predicate(m.Head); c.d.Tokens[m.Head].Rel == "nsubj" && !ch.plural && c.lemma(verb) == "command" && !c.doubted(verb) {
			ch.heads["commander"] = true // "Hamza commands the brigade. ... the commander"
		}
	}
	if c.d.Tokens[m.Head].Rel == "nsubj" && c.isSubject(i) && c.lex.Is("speech", c.lemma(c.predicate(m.Head))) {
		ch.told = ch.sentence
	}
	ch.assailed = ch.assailed || (ch.class == extract.Organisation || ch.class == extract.Person && !ch.plural) && c.doing(m.Head, "assault")
	if at := slices.Index(c.recent, n); at >= 0 {
		c.recent = slices.Delete(c.recent, at, at+1)
	}
	c.recent = append(c.recent, n)
	// What was last mentioned long ago is no antecedent any more.
	if len(c.recent) > maxRecent {
		c.recent = slices.Delete(c.recent, 0, len(c.recent)-maxRecent)
	}
}

// suffers keeps what the verb at whose object people stand does to them.
func (c *chains) suffers(ch *chain, t int) {
	for range 3 {
		if c.rel(t) != "conj" || c.d.Tokens[t].Head < 0 || !strings.HasPrefix(c.d.Tokens[c.d.Tokens[t].Head].Tag, "NN") {
			break
		}
		t = c.d.Tokens[t].Head // "a soldier and two civilians were killed"
	}
	role := c.rel(t)
	if verb := c.d.Tokens[t].Head; verb >= 0 && (role == "obj" || role == "nsubj" && c.d.Tokens[t].Rel == "nsubj:pass") {
		for _, f := range c.lex.Frames[c.d.Tokens[verb].Lemma] {
			if f.POS == lexicon.Verb && (f.With == "" || c.near(verb, f.With)) && slices.Contains(f.Object, "obj") {
				if ch.suffered == nil {
					ch.suffered = map[string]bool{}
				}
				ch.suffered[f.Predicate] = true
			}
		}
	}
}

// maxRecent bounds the antecedents tried, so that the time stays linear in the
// document's length.
const maxRecent = 60

// belongs notes whose a thing is, unless that is known.
func (c *chains) belongs(n, owner int) {
	if ch := c.list[n-1]; ch.owner == 0 && owner != 0 && owner != n {
		ch.owner, ch.nations = owner, c.list[owner-1].subclass == "Country"
		if ch.flag = c.list[owner-1].flag; ch.nations {
			ch.flag = owner
		}
	}
}

// saw brings a chain built by names up to date as the text is read.
func (c *chains) saw(i int) {
	m := &c.d.Mentions[i]
	c.join(i, m.Chain, m.Reason)
	ch := c.list[m.Chain-1]
	if ch.subclass == "Country" {
		c.countries.sofar[m.Chain] += 2
		ch.land = ch.land || !strings.HasPrefix(c.d.Tokens[m.Last-1].Tag, "JJ") && m.End == c.d.Tokens[m.Last-1].End
	}
	c.belongs(m.Chain, c.nation(i))
	if m.Form == extract.Nominal {
		ch.heads[c.d.Tokens[m.Head].Lemma] = true
		return
	}
	c.introduced(i)
	c.identifies(i)
	c.heads(m)
	if m.Last-m.First == 1 && m.Key != "" && m.Class == extract.Organisation {
		if w := c.lex.KindNoun(m.Key); w != "" {
			ch.ends(w)
		}
	}
	if m.Last-m.First > 1 && m.Class != extract.Person {
		ch.ends(strings.ToLower(c.d.Slice(m.Span)))
		// "Katyusha rockets", "Camp Victory": also called by their nouns.
		head, first := c.d.Tokens[m.Head], c.d.Tokens[m.First]
		if head.Text == strings.ToLower(head.Text) && (plural(head) || m.Head < m.Last-1 && head.Tag == "NN") {
			ch.heads[head.Lemma] = true
			ch.many = ch.many || plural(head)
		}
		if w := strings.ToLower(first.Text); c.lex.Is("leading_head", w) {
			ch.heads[w] = true
		}
	}
	if m.Title == "" {
		return
	}
	if ch.owner == 0 {
		// "Ethiopian Prime Minister Abiy Ahmed"
		at := m.First - len(strings.Fields(m.Title))
		for j := i - 1; j >= max(0, i-3); j-- {
			if n := &c.d.Mentions[j]; n.Subclass == "Country" && n.Last == at {
				c.belongs(m.Chain, n.Chain)
			}
		}
	}
	if ch.titles == nil {
		ch.titles = map[string]bool{}
	}
	for _, w := range strings.Fields(extract.Fold(m.Title)) {
		ch.titles[w] = true
	}
	if g := c.gendered("title", extract.Fold(m.Title)); g != 0 {
		ch.gender = g
	}
}

// ends keeps the nouns that end a name, in small letters: "2nd Battalion, 14th
// Infantry Regiment" is a battalion.
func (ch *chain) ends(name string) {
	name, _, _ = strings.Cut(name, ",")
	if ch.endings == nil {
		ch.endings = map[string]bool{}
	}
	ch.endings[lastWord(name)], ch.endings[extract.HeadWord(name)] = true, true
}

// nation returns the chain of the country that a name or phrase starts with, or 0:
// "[Azerbaijani] Defence Ministry", "the [Malian] army".
func (c *chains) nation(i int) int {
	m := &c.d.Mentions[i]
	for j := i + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < m.End; j++ {
		if in := &c.d.Mentions[j]; in.Subclass == "Country" && (in.Start == m.Start || in.First == m.First+1 && c.d.Tokens[m.First].Tag == "DT") {
			return in.Chain
		}
	}
	return 0
}
