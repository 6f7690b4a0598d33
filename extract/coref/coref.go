// Package coref joins the mentions of one document that stand for one thing:
// names that repeat or shorten one another, acronyms and long forms, noun
// phrases and pronouns that point back.
package coref

import (
	"context"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// Resolver holds the lexicon; it is safe for concurrent use.
type Resolver struct {
	lex *lexicon.Lexicon
}

// New returns a resolver over the lexicon.
func New(lex *lexicon.Lexicon) *Resolver { return &Resolver{lex: lex} }

// Stage gives each mention its chain. A pronoun that points to nothing keeps
// chain 0, and is dropped: it never becomes a node.
func (r *Resolver) Stage() extract.Stage {
	return extract.Stage{
		Name: "coreference", Doc: "joins the mentions that stand for one thing", Requires: []string{"mentions", "parse"},
		Run: func(ctx context.Context, d *extract.Document) error {
			c := newChains(r, d)
			c.names()
			for i := range d.Mentions {
				if i%1000 == 0 && ctx.Err() != nil {
					return ctx.Err()
				}
				switch d.Mentions[i].Form {
				case extract.Name:
					c.sawName(i)
				case extract.Nominal:
					c.nominal(i)
				case extract.Pronoun:
					c.pronoun(i)
				}
			}
			c.appositions()
			d.Mentions = slices.DeleteFunc(d.Mentions, func(m extract.Mention) bool { return m.Chain == 0 })
			return nil
		},
	}
}

// chain is what is known of one thing so far.
type chain struct {
	class    extract.Class
	subclass string
	key      string
	// name is the longest name, folded; empty for a thing without one.
	name string
	// head is the lemma of a nominal chain's head, mods its modifiers' lemmas.
	head string
	mods map[string]bool
	// titles are the folded titles borne, for "the general".
	titles map[string]bool
	plural bool
	// last mention read so far: its index and sentence; -1 before any.
	last, sentence int
	// subject tells whether that mention was a sentence's subject.
	subject bool
	gender  byte // 'm', 'f' or 0
}

type chains struct {
	*Resolver
	d    *extract.Document
	list []*chain // chain n is list[n-1]
	// recent holds chain numbers, the latest mentioned last.
	recent []int
}

func newChains(r *Resolver, d *extract.Document) *chains { return &chains{Resolver: r, d: d} }

func (c *chains) open(ch *chain) int {
	ch.last, ch.sentence = -1, -1
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
	if m.Form == extract.Pronoun {
		m.Class, m.Subclass = ch.class, ch.subclass
	}
	if ch.subclass == "" && m.Class == ch.class {
		ch.subclass = m.Subclass
	}
	ch.last, ch.sentence, ch.subject = i, m.Sentence, isSubject(c.d, m)
	if at := slices.Index(c.recent, n); at >= 0 {
		c.recent = slices.Delete(c.recent, at, at+1)
	}
	c.recent = append(c.recent, n)
	// What was last mentioned long ago is no antecedent any more.
	if len(c.recent) > maxRecent {
		c.recent = slices.Delete(c.recent, 0, len(c.recent)-maxRecent)
	}
}

// maxRecent bounds the antecedents tried, so that the time stays linear in the
// document's length.
const maxRecent = 60

// isSubject tells whether a mention's head is the subject of its clause.
func isSubject(d *extract.Document, m *extract.Mention) bool {
	rel := d.Tokens[m.Head].Rel
	return strings.HasPrefix(rel, "nsubj")
}

func plural(d *extract.Document, m *extract.Mention) bool {
	t := d.Tokens[m.Head]
	return t.Tag == "NNS" || t.Tag == "NNPS" || collective[t.Lemma]
}

// collective nouns take either number.
var collective = map[string]bool{"police": true, "troops": true, "militia": true, "army": true, "military": true, "group": true, "coalition": true}

// sawName brings a chain built by names up to date as the text is read.
func (c *chains) sawName(i int) {
	m := &c.d.Mentions[i]
	if m.Chain == 0 {
		return
	}
	c.join(i, m.Chain, m.Reason)
	if m.Title != "" {
		ch := c.list[m.Chain-1]
		if ch.titles == nil {
			ch.titles = map[string]bool{}
		}
		for _, w := range strings.Fields(extract.Fold(m.Title)) {
			ch.titles[w] = true
		}
		if g := honorific[extract.Fold(m.Title)]; g != 0 {
			ch.gender = g
		}
	}
}

var honorific = map[string]byte{"mr": 'm', "mrs": 'f', "ms": 'f', "miss": 'f', "sir": 'm', "king": 'm', "queen": 'f', "prince": 'm', "princess": 'f'}

// appositions joins "militia commander Abu Mahdi" and "Soleimani, the
// commander": a nominal of the same class right beside a name.
func (c *chains) appositions() {
	for i := range c.d.Mentions {
		m := &c.d.Mentions[i]
		if m.Form != extract.Nominal || m.Class != extract.Person {
			continue
		}
		head := c.d.Tokens[m.Head]
		if head.Head < 0 {
			continue
		}
		for j := max(0, i-4); j < min(len(c.d.Mentions), i+5); j++ {
			n := &c.d.Mentions[j]
			if n.Form != extract.Name || n.Class != m.Class || n.Sentence != m.Sentence || n.Overlaps(m.Span) {
				continue
			}
			if (head.Rel == "appos" && within(n, head.Head)) || (c.d.Tokens[n.Head].Rel == "appos" && within(m, c.d.Tokens[n.Head].Head)) {
				if m.Chain != n.Chain {
					c.merge(m.Chain, n.Chain, "apposition")
				}
				break
			}
		}
	}
}

func within(m *extract.Mention, token int) bool { return m.First <= token && token < m.Last }
