package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// pronounReach is how far back, in sentences, a pronoun may point; surePronoun
// is the score below which it stays unresolved.
const (
	pronounReach = 2
	surePronoun  = 4
	afarReach    = 3
	maxTried     = 40
	certain      = 100
)

// pronoun resolves a pronoun to the fitting antecedent that scores best; it
// stays unresolved where none does well: an edge missed is better than one
// made up.
func (c *chains) pronoun(i int) {
	m := &c.d.Mentions[i]
	if m.Last-m.First == 2 {
		if n := c.ofTwo(i); n != 0 {
			c.join(i, n, "the former or the latter of two")
		}
		return
	}
	if m.Chain != 0 || c.pleonastic(m) || c.eventive(m) || c.lex.Is("first_person", strings.ToLower(c.d.Text[m.Start:m.End])) {
		return
	}
	p := c.seat(i)
	if p.reflexive || p.possessive && c.lex.Is("idiom_owned", c.lemma(c.predicate(m.Head))) {
		return // "blew himself up", "lost their lives": no more than the verb says
	}
	if c.otherSubject(p) {
		return
	}
	if n := c.fronted(i, p); n != 0 {
		c.join(i, n, "pronoun before the name")
		return
	}
	best, score := 0, surePronoun-1
	tried := 0
	for k := i - 1; k >= 0 && tried < maxTried; k-- {
		a := &c.d.Mentions[k]
		if m.Sentence-a.Sentence > pronounReach {
			break
		}
		if a.Chain == 0 || a.Overlaps(m.Span) {
			continue
		}
		tried++
		// A later mention of the chain wins a tie.
		if s := c.fit(p, k); s > score {
			best, score = a.Chain, s
		}
	}
	if best == 0 {
		if n := c.ahead(i, p); n != 0 {
			c.join(i, n, "pronoun before the name")
		} else if n := c.afar(p); n != 0 {
			c.join(i, n, "pronoun")
		}
		return
	}
	if c.rival(p) > score {
		return
	}
	if ch := c.list[best-1]; ch.gender == 0 {
		ch.gender = pronounGender(p.word)
	}
	c.join(i, best, "pronoun")
}

// ahead returns the chain of what is the subject of a clause around a pronoun
// before it: "In his speech, Putin", "When they left, the rebels"; or 0.
func (c *chains) ahead(i int, p seat) int {
	if p.word == "them" || p.word == "him" {
		return 0
	}
	t := c.d.Tokens[p.mention.Head].Head
	for range maxSpan {
		if t < 0 {
			return 0
		}
		if s := c.child(t, "nsubj"); s > p.mention.Head && !c.breaks(p.mention.Head, s) {
			if n := c.subjectAhead(i, p, s); n != 0 {
				return n
			}
		}
		t = c.d.Tokens[t].Head
	}
	return 0
}

// breaks tells whether another sentence begins between two tokens: "Nor can it be
// moved: Paris would object".
func (c *chains) breaks(from, to int) bool {
	return slices.ContainsFunc(c.d.Tokens[from:to], func(t extract.Token) bool { return t.Text == ":" || t.Text == ";" })
}

// subjectAhead returns the chain of the mention at token s after pronoun i, if it
// agrees, or 0.
func (c *chains) subjectAhead(i int, p seat, s int) int {
	for k := i + 1; k < len(c.d.Mentions) && c.d.Mentions[k].First <= s; k++ {
		a := &c.d.Mentions[k]
		if a.Form == extract.Pronoun || a.Head != s || c.nested(k) {
			continue
		}
		if a.Form == extract.Nominal && a.Chain == 0 {
			c.ownersIn(k)
			c.nominal(k)
		}
		if a.Chain != 0 && a.Chain != p.within {
			if how, ok := c.agrees(p.word, c.list[a.Chain-1]); ok && how > -3 {
				return a.Chain
			}
		}
	}
	return 0
}

// fronted returns the chain of the subject that a phrase with a possessive pronoun
// comes before: "On its website, the group said", whatever came earlier; or 0.
func (c *chains) fronted(i int, p seat) int {
	if !p.possessive {
		return 0
	}
	noun := c.d.Tokens[p.mention.Head].Head
	if noun < p.mention.Head || c.lex.Is("another's", c.d.Tokens[noun].Lemma) {
		return 0
	}
	top := noun
	for range 3 {
		if c.rel(top) != "nmod" {
			break
		}
		top = c.d.Tokens[top].Head
	}
	if top < 0 || c.rel(top) != "obl" || !c.hasCase(top, "in", "on", "at", "from", "through", "via", "during", "with", "under", "for") {
		return 0
	}
	s := c.child(c.d.Tokens[top].Head, "nsubj")
	if first := c.sentenceOf(top).First; s < p.mention.Head || p.mention.Head-first > 6 {
		return 0
	}
	return c.subjectAhead(i, p, s)
}

// seat is where a pronoun stands.
type seat struct {
	word    string
	mention *extract.Mention
	// verb is what the pronoun is an argument of, clause the clause it is in,
	// subject the token that is that clause's subject; -1 for none.
	verb, clause, subject int
	possessive, isSubject bool
	reflexive             bool
	// summoned is set in "accused Chad and summoned its ambassador": whose he is
	// does not summon him.
	summoned bool
	// along is set in "took a boy with them": it stands for the subject.
	along bool
	// taker is the subject of the freeing of whom the pronoun's subject took, or -1.
	taker int
	// speaks is set for the subject of a verb of speech.
	speaks bool
	// relative is set where that subject is a relative clause's: "which gets its".
	relative bool
	// yields is set for the subject of what others are pressed to do, or punished for,
	// after the token marker: "until it withdraws".
	yields bool
	marker int
	// whose tells of whom what follows a possessive is, by where that stands.
	whose whose
	// actor is the chain of that subject, or 0.
	actor int
	// within is the chain of the phrase around it ("his bodyguard").
	within int
	// voice is the chain of the body for which the person speaks in whose words
	// the pronoun is, or 0.
	voice int
}

func (c *chains) seat(i int) seat {
	m := &c.d.Mentions[i]
	t := m.Head
	p := seat{word: strings.ToLower(c.d.Tokens[t].Text), mention: m, verb: c.predicate(t), clause: c.clause(t)}
	p.possessive = strings.HasSuffix(c.d.Tokens[t].Tag, "$") || c.d.Tokens[t].Rel == "nmod:poss"
	p.isSubject = c.rel(t) == "nsubj"
	if next := t + 1; c.rel(t) == "obj" && p.verb == t-1 && next < c.sentenceOf(t).Last && verbal(c.d.Tokens[next].Tag) {
		p.isSubject, p.verb = true, next // "saying it doubted"
	}
	p.reflexive = strings.HasSuffix(p.word, "self") || strings.HasSuffix(p.word, "selves")
	p.along = c.hasCase(t, "with", "behind") && p.verb >= 0 && c.lex.Is("carry_verb", c.d.Tokens[p.verb].Lemma)
	if verb := c.predicate(t); p.possessive && verb >= 0 && c.lex.Is("emissary", c.d.Tokens[verb].Lemma) && c.rel(verb) == "obj" {
		p.summoned = c.lex.Is("summon_verb", c.lemma(c.d.Tokens[verb].Head))
	}
	p.subject = c.subject(p.clause)
	if p.possessive {
		p.whose = c.whose(t)
		p.relative = c.rel(p.clause) == "acl" && p.subject >= 0 && p.subject == c.d.Tokens[p.clause].Head
	}
	p.taker = c.taker(p)
	p.speaks = p.isSubject && c.lex.Is("speech", c.lemma(p.verb))
	if p.marker = c.child(p.verb, "mark"); p.isSubject && p.marker >= 0 && p.marker < t {
		p.yields = c.lex.Is("pressing", c.d.Tokens[p.marker].Lemma) && c.lex.Is("yield_verb", c.d.Tokens[p.verb].Lemma)
		// "shot the chief because he refused"
		p.yields = p.yields || c.d.Tokens[p.marker].Lemma == "because" && c.rel(p.clause) == "advcl" && c.does(c.lemma(c.d.Tokens[p.clause].Head), lexicon.Verb, "strike")
	}
	if p.possessive && p.subject >= 0 && c.d.Tokens[t].Head == p.subject && c.rel(p.clause) == "ccomp" {
		// "denied that its fighters had fled": whose they are is who denied.
		p.subject = c.subject(c.clause(c.d.Tokens[p.clause].Head))
	}
	if p.subject == t || p.isSubject {
		p.subject = -1
	}
	for k := i - 1; p.subject >= 0 && k >= 0 && c.d.Mentions[k].Sentence == m.Sentence; k-- {
		if a := &c.d.Mentions[k]; covers(a, p.subject) && !c.nested(k) {
			p.actor = a.Chain
		}
	}
	if o := c.outer[i]; o >= 0 {
		p.within = c.d.Mentions[o].Chain
	}
	p.voice = c.voice(i, p.clause)
	return p
}

// voice returns the chain that the person belongs to whose speech the clause of
// mention i is in, or 0: "Zentani, the brigade's spokesman, denied that it".
func (c *chains) voice(i, clause int) int {
	for range 4 {
		if clause < 0 {
			return 0
		}
		up := c.d.Tokens[clause].Head
		if up >= 0 && c.rel(clause) == "ccomp" && (c.lex.Is("speech", c.d.Tokens[up].Lemma) || c.lex.Is("state_verb", c.d.Tokens[up].Lemma)) {
			subject := c.subject(up)
			for k := i - 1; k >= 0 && c.d.Mentions[k].Sentence == c.d.Mentions[i].Sentence; k-- {
				if a := &c.d.Mentions[k]; a.Chain != 0 && a.Class == extract.Person && covers(a, subject) && !c.nested(k) {
					if n := c.speaksFor(k); n != 0 {
						return n
					}
					return c.list[a.Chain-1].owner
				}
			}
			return 0
		}
		clause = up
	}
	return 0
}

// taker returns the subject of the freeing of those whom the pronoun's verb took,
// or -1: "ordered [Iran] to free the sailors whom it had detained".
func (c *chains) taker(p seat) int {
	if !p.isSubject || p.clause < 0 || c.rel(p.clause) != "acl" {
		return -1
	}
	whom := c.d.Tokens[p.clause].Head
	if whom < 0 || whom > p.mention.Head || !c.does(c.d.Tokens[p.clause].Lemma, lexicon.Verb, "taking") {
		return -1
	}
	for range 2 {
		if c.rel(whom) == "nmod" || c.rel(whom) == "appos" {
			whom = c.d.Tokens[whom].Head
		}
	}
	verb := c.d.Tokens[whom].Head
	if verb < 0 || !c.does(c.d.Tokens[verb].Lemma, lexicon.Verb, "freeing") {
		return -1
	}
	return c.subject(verb)
}

// otherSubject tells whether a pronoun is the subject of a clause below one
// whose subject is no mention: "the other fell near the square, where it
// damaged two cars". It then most likely stands for that subject.
func (c *chains) otherSubject(p seat) bool {
	if !p.isSubject || p.yields || p.clause < 0 || c.rel(p.clause) != "advcl" && c.rel(p.clause) != "acl" {
		return false
	}
	subject := c.subject(c.clause(c.d.Tokens[p.clause].Head))
	if subject < 0 || c.d.Tokens[subject].Tag == "EX" || strings.HasPrefix(c.d.Tokens[subject].Tag, "PRP") {
		return false
	}
	return !c.covered[subject] && !c.kindOfName(subject, c.sentenceOf(subject).Last)
}

// afar returns the one chain that a pronoun may stand for where nothing near fits, or
// 0: who spoke ("the army said ... It said"), or people who act as a group.
func (c *chains) afar(p seat) int {
	if p.possessive || p.reflexive || c.rival(p) > 0 {
		return 0
	}
	switch {
	case p.word == "it" && p.speaks:
	case p.word == "they" || p.word == "them":
	default:
		return 0
	}
	return c.sole(p.mention, func(n int, ch *chain) bool {
		how, ok := c.agrees(p.word, ch)
		takes, _ := c.takes(p, ch)
		return ok && (how > 0 || how == 0 && p.word == "it") && takes && !ch.none && n != p.within && n != p.actor && n != c.other && c.gap(p.mention, n) <= afarReach &&
			(p.word != "it" || speaks(ch) && ch.told >= 0) && !ch.suffered["killed"]
	})
}

// speaksFor returns the chain of the body, described or named, that follows a person
// after "of" or "for", or 0: "a spokesman for the Israeli military".
func (c *chains) speaksFor(i int) int {
	m := &c.d.Mentions[i]
	if m.Last >= c.d.Sentences[m.Sentence].Last || c.d.Tokens[m.Last].Lemma != "of" && c.d.Tokens[m.Last].Lemma != "for" {
		return 0
	}
	for j := i + 1; j < len(c.d.Mentions) && c.d.Mentions[j].First <= m.Last+2; j++ {
		if n := &c.d.Mentions[j]; n.First > m.Last && n.Chain != 0 && n.Class == extract.Organisation {
			return n.Chain
		}
	}
	return 0
}
