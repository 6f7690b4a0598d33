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
	surePronoun  = 5
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

// ahead returns the chain of the name that is the subject of a clause around a
// pronoun before it: "In his speech, Putin", "Before she left, Okello"; or 0.
func (c *chains) ahead(i int, p seat) int {
	if pronounGender(p.word) == 0 && p.word != "its" {
		return 0
	}
	t := c.d.Tokens[p.mention.Head].Head
	for range maxSpan {
		if t < 0 {
			return 0
		}
		if s := c.child(t, "nsubj"); s > p.mention.Head {
			for k := i + 1; k < len(c.d.Mentions) && c.d.Mentions[k].First <= s; k++ {
				a := &c.d.Mentions[k]
				if a.Form == extract.Name && a.Chain != 0 && covers(a, s) && !c.nested(k) {
					if _, ok := c.agrees(p.word, c.list[a.Chain-1]); ok {
						return a.Chain
					}
				}
			}
		}
		t = c.d.Tokens[t].Head
	}
	return 0
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
	p.reflexive = strings.HasSuffix(p.word, "self") || strings.HasSuffix(p.word, "selves")
	p.along = c.hasCase(t, "with", "behind") && p.verb >= 0 && c.lex.Is("carry_verb", c.d.Tokens[p.verb].Lemma)
	if verb := c.predicate(t); p.possessive && verb >= 0 && c.lex.Is("emissary", c.d.Tokens[verb].Lemma) && c.rel(verb) == "obj" {
		p.summoned = c.lex.Is("summon_verb", c.lemma(c.d.Tokens[verb].Head))
	}
	p.subject = c.subject(p.clause)
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
		if up >= 0 && c.rel(clause) == "ccomp" && c.lex.Is("speech", c.d.Tokens[up].Lemma) || up >= 0 && c.rel(clause) == "ccomp" && c.lex.Is("state_verb", c.d.Tokens[up].Lemma) {
			subject := c.subject(up)
			for k := i - 1; k >= 0 && c.d.Mentions[k].Sentence == c.d.Mentions[i].Sentence; k-- {
				if a := &c.d.Mentions[k]; a.Chain != 0 && a.Class == extract.Person && covers(a, subject) && !c.nested(k) {
					return c.list[a.Chain-1].owner
				}
			}
			return 0
		}
		clause = up
	}
	return 0
}

// otherSubject tells whether a pronoun is the subject of a clause below one
// whose subject is no mention: "the other fell near the square, where it
// damaged two cars". It then most likely stands for that subject.
func (c *chains) otherSubject(p seat) bool {
	if !p.isSubject || p.clause < 0 || c.rel(p.clause) != "advcl" && c.rel(p.clause) != "acl" {
		return false
	}
	subject := c.subject(c.clause(c.d.Tokens[p.clause].Head))
	if subject < 0 || c.d.Tokens[subject].Tag == "EX" || strings.HasPrefix(c.d.Tokens[subject].Tag, "PRP") {
		return false
	}
	return !c.covered[subject]
}

// fit scores mention k as what a pronoun stands for; 0 where it can't be.
func (c *chains) fit(p seat, k int) int {
	a := &c.d.Mentions[k]
	ch := c.list[a.Chain-1]
	agreement, ok := c.agrees(p.word, ch)
	takes, sure := c.takes(p, ch)
	if p.summoned && (a.Chain == p.actor || covers(a, p.subject)) {
		return 0
	}
	if !ok || a.Chain == p.within || a.Chain == c.other || ch.none || !takes {
		return 0
	}
	if sure && (ch.class == extract.Place && ch.subclass != "Country" || ch.class == extract.Weapon) {
		agreement += 3 // "the army retook it"
	}
	if c.d.Tokens[p.mention.Head].Rel == "nsubj" && p.word == "they" && ch.class == extract.Weapon && p.verb >= 0 && c.lex.TakesActor(c.d.Tokens[p.verb].Lemma, "subj") {
		agreement -= 4 // "took two trucks. They killed the drivers"
	}
	amongst := (ch.plural || ch.many) && c.amongst(p, a)
	if amongst {
		agreement += 8
	}
	gap := p.mention.Sentence - a.Sentence
	s := 9 - 4*gap + agreement + c.possesses(p, ch)
	if p.voice == a.Chain && (p.word == "it" || p.word == "its") {
		s += 4
	}
	if g := pronounGender(p.word); g != 0 && g == ch.gender {
		s += 3
	}
	object := !p.isSubject && !p.possessive && !p.reflexive
	if c.isSubject(k) {
		s += 3
		if object && !c.lex.Is("speech", c.d.Tokens[c.predicate(a.Head)].Lemma) {
			s -= 2
		}
	}
	if c.nested(k) || c.d.Sentences[a.Sentence].First < a.First && c.d.Tokens[a.First-1].Text == "(" {
		s -= 4
	}
	if gap == 0 && a.Class != extract.Place && c.rel(a.Head) == "parataxis" && a.First <= c.d.Sentences[a.Sentence].First+1 {
		s += 5 // the label of a list's entry: "**Badr.** Funded by Tehran, it"
	}
	switch c.rel(a.Head) {
	case "nmod", "compound", "amod":
		if !c.nested(k) && pronounGender(p.word) == 0 && c.partial(a) {
			s -= 3
		}
	case "obj":
		s++
		if object && gap == 0 {
			s += 2 // "seized the airport after rebels had attacked it"
		}
	case "appos":
		s--
	}
	if gap == 1 && p.isSubject && c.isSubject(k) && c.rel(c.predicate(a.Head)) == "root" {
		s++ // who the sentence before was about
	}
	if gap > 0 && p.actor != a.Chain {
		return s
	}
	own := covers(a, p.subject) || p.actor != 0 && p.actor == a.Chain
	switch {
	case p.subject >= 0 && own && (p.possessive || p.reflexive) && !c.nested(k):
		s += 5
	case p.subject >= 0 && own && p.along && !c.nested(k):
		s += 7
	case amongst:
	case p.subject >= 0 && own && !p.possessive:
		// "It failed to take it": the object is another.
		return 0
	case p.isSubject && p.clause >= 0:
		up := c.d.Tokens[p.clause].Head
		if c.rel(p.clause) == "acl" && up >= 0 && covers(a, up) {
			// "the soldiers whom it detained"
			return 0
		}
		if up >= 0 && covers(a, c.subject(c.clause(up))) && !c.nested(k) {
			s += 2
		}
	}
	// A possessive is no owner of what it follows in one noun phrase.
	if p.possessive && a.Last == p.mention.First {
		return 0
	}
	return s
}

// amongst tells whether a pronoun after "among" follows what it stands for: "nine
// rebels, among them two women".
func (c *chains) amongst(p seat, a *extract.Mention) bool {
	k := p.mention.First - 1
	if k < 1 || p.word != "them" || a.Sentence != p.mention.Sentence {
		return false
	}
	switch c.d.Tokens[k].Lemma {
	case "among", "amongst", "including":
	case "of":
		for k--; c.d.Tokens[k].Tag == "CD"; k-- {
		}
		k++
	default:
		return false
	}
	return k > 0 && c.d.Tokens[k-1].Text == "," && a.Last <= k-1 && !slices.ContainsFunc(c.d.Tokens[a.Last:k-1], func(t extract.Token) bool { return t.Text == "," })
}

// possesses scores a chain as the owner of what follows "its" by what that is:
// a crew is a ship's, an owner rather a shop's, and members no country's.
func (c *chains) possesses(p seat, ch *chain) int {
	if !p.possessive || p.word != "its" && p.word != "her" {
		return 0
	}
	head := c.d.Tokens[p.mention.Head].Head
	switch owned := c.lemma(head); {
	case c.lex.Is("craft_people", owned), c.lex.Is("craft_people", c.lemma(head-1)):
		if ch.class == extract.Weapon && c.lex.Is("craft", strings.ToLower(ch.subclass)) {
			return 12 // also of one that the subject seized
		}
	case c.lex.Is("site_people", owned):
		if ch.class == extract.Place && ch.subclass == "Site" {
			return 8
		}
	case c.lex.Is("body_people", owned):
		if ch.class == extract.Organisation {
			return 3
		}
		return -3
	}
	return 0
}

// lemma is that of a token, or empty outside.
func (c *chains) lemma(t int) string {
	if t < 0 {
		return ""
	}
	return c.d.Tokens[t].Lemma
}

// partial tells whether a mention is but a part of what another noun says: "the
// report on Syria", but not "a volley of rockets", "the village of Naqoura".
func (c *chains) partial(a *extract.Mention) bool {
	up := c.d.Tokens[a.Head].Head
	if up < 0 || c.d.Tokens[a.Head].Rel == "nmod:poss" {
		return false
	}
	return up > a.First || !c.lex.Is("quantity", c.d.Tokens[up].Lemma) && !c.kindOfName(up, a.Last)
}

// eventive tells whether "it" stands for what happened or was said: "denied
// it", "a role in it". Such an "it" is no entity.
func (c *chains) eventive(m *extract.Mention) bool {
	if m.Head < 0 || !strings.EqualFold(c.d.Tokens[m.Head].Text, "it") {
		return false
	}
	t := c.d.Tokens[m.Head]
	if t.Head < 0 {
		return false
	}
	switch c.rel(m.Head) {
	case "obj":
		return c.lex.Is("proposition_verb", c.d.Tokens[t.Head].Lemma)
	case "nmod", "obl":
		return c.hasCase(m.Head, "about", "under", "during") ||
			c.hasCase(m.Head, "into") && c.lex.Is("inquire_verb", c.d.Tokens[t.Head].Lemma) ||
			c.hasCase(m.Head, "with") && (c.d.Tokens[t.Head].Lemma == "do" || c.d.Tokens[t.Head].Lemma == "nothing") ||
			c.hasCase(m.Head, "in", "of", "for", "behind") && (c.lex.Is("part_noun", c.d.Tokens[t.Head].Lemma) || c.lex.Is("proposition_verb", c.d.Tokens[t.Head].Lemma))
	}
	return false
}

// takes tells whether the verb of which a pronoun is subject or object takes
// a thing of the chain's class there, and whether the verb's frames say so.
func (c *chains) takes(p seat, ch *chain) (ok, sure bool) {
	t := c.d.Tokens[p.mention.Head]
	if p.verb < 0 || p.possessive || !strings.HasPrefix(c.d.Tokens[p.verb].Tag, "VB") {
		return true, false
	}
	verb := c.d.Tokens[p.verb].Lemma
	subject := t.Rel == "nsubj"
	if !subject && c.rel(p.mention.Head) != "obj" && t.Rel != "nsubj:pass" {
		return true, false
	}
	if subject && c.lex.Is("speech", verb) && !speaks(ch) {
		return false, false
	}
	known := false
	for _, f := range c.lex.Frames[verb] {
		def := c.lex.Ontology.Predicate(f.Predicate)
		classes, role, roles := def.Object, "obj", f.Object
		if subject {
			classes, role, roles = def.Subject, "subj", f.Subject
		}
		if f.POS != lexicon.Verb || !slices.Contains(roles, role) {
			continue
		}
		known = true
		if slices.Contains(classes, string(ch.class)) || slices.Contains(classes, ch.subclass) {
			return true, true
		}
	}
	return !known, false
}

// speaks tells whether a thing can say and do.
func speaks(ch *chain) bool {
	return ch.class == extract.Person || ch.class == extract.Organisation || ch.subclass == "Country"
}

// agrees tells whether a pronoun may stand for a chain, by person and number,
// and how well.
func (c *chains) agrees(w string, ch *chain) (int, bool) {
	switch w {
	case "he", "him", "his", "himself":
		return 0, ch.class == extract.Person && !ch.plural && ch.gender != 'f'
	case "she", "her", "hers", "herself":
		if ch.subclass == "Ship" {
			return -1, !ch.plural && !ch.many // a woman is likelier, and her gender counts
		}
		return 0, ch.class == extract.Person && !ch.plural && ch.gender != 'm'
	case "they", "them", "their", "theirs", "themselves":
		switch {
		case (ch.plural || ch.many) && ch.class == extract.Place:
			return -3, ch.subclass == "Site"
		case ch.plural || ch.many:
			return 1, true
		case ch.class != extract.Organisation:
			return 0, false
		case c.lex.Is("plural_head", extract.HeadWord(ch.name)):
			return 1, true // "the Rapid Support Forces"
		case ch.subclass == "ArmedGroup" || ch.subclass == "Police":
			return -1, true
		case ch.subclass == "Intergovernmental" || ch.subclass == "Government":
			return -5, true
		}
		return -3, true
	}
	switch {
	case ch.class == extract.Person || ch.plural:
		return 0, false
	case ch.class == extract.Place && ch.subclass != "Country":
		return -3, true
	case ch.many:
		return -3, true
	case ch.class == extract.Weapon:
		return -2, true
	}
	return 0, true
}

// pleonastic tells whether "it" points to nothing: "it was a week of ...",
// "it is unclear whether ...".
func (c *chains) pleonastic(m *extract.Mention) bool {
	t := c.d.Tokens[m.Head]
	if t.Lemma != "it" && !strings.EqualFold(t.Text, "it") {
		return false
	}
	if t.Rel == "expl" {
		return t.Head < 0 || !c.lex.Is("minded_adjective", c.d.Tokens[t.Head].Lemma) // "It is ready to talk"
	}
	if c.rel(m.Head) != "nsubj" || t.Head < 0 {
		return false
	}
	head := c.d.Tokens[t.Head]
	switch {
	case t.Rel == "nsubj:pass" && (c.lex.Is("report", head.Lemma) || c.lex.Is("presume", head.Lemma)):
		return c.child(t.Head, "ccomp", "csubj") >= 0 || c.thatNear(t.Head) // "it is expected that"
	case c.lex.Is("impersonal", head.Lemma):
		return true
	case strings.HasPrefix(head.Tag, "JJ") && c.lex.Is("minded_adjective", head.Lemma):
		return false // "It is ready to talk"
	case strings.HasPrefix(head.Tag, "JJ"):
		return c.child(t.Head, "ccomp", "xcomp", "csubj", "advcl") >= 0
	case strings.HasPrefix(head.Tag, "NN") && c.child(t.Head, "cop") >= 0 && c.cleft(t.Head):
		return true // "It was the rebels who fired first"
	case strings.HasPrefix(head.Tag, "NN"):
		_, thing := c.lex.Nominals[head.Lemma]
		return !thing && c.child(t.Head, "cop") >= 0 && !c.hasCase(t.Head, "behind") // "it was behind the attack"
	}
	return false
}

// cleft tells whether a relative clause of somebody that acts hangs on noun t:
// "it was [his men] who fired".
func (c *chains) cleft(t int) bool {
	clause := c.child(t, "acl")
	if clause < 0 {
		return false
	}
	who := c.child(clause, "nsubj")
	return who >= 0 && strings.EqualFold(c.d.Tokens[who].Text, "who")
}

// thatNear tells whether "that" stands among the three tokens after t.
func (c *chains) thatNear(t int) bool {
	after := c.d.Tokens[t+1 : min(t+4, c.sentenceOf(t).Last)]
	return slices.ContainsFunc(after, func(t extract.Token) bool { return strings.EqualFold(t.Text, "that") })
}
