package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// fit scores mention k as what a pronoun stands for; 0 where it can't be.
func (c *chains) fit(p seat, k int) int {
	a := &c.d.Mentions[k]
	ch := c.list[a.Chain-1]
	verb := c.predicate(a.Head)
	said := c.lex.Is("speech", c.lemma(verb))
	agreement, ok := c.agrees(p.word, ch)
	takes, sure := c.takes(p, ch)
	if p.summoned && (a.Chain == p.actor || covers(a, p.subject)) {
		return 0
	}
	if !ok || a.Chain == p.within || a.Chain == c.other || ch.none || c.quoted(p, a) {
		return 0
	}
	switch {
	case !takes && !p.speaks && c.d.Tokens[p.mention.Head].Rel == "nsubj" && ch.class == extract.Weapon && c.lex.Is("manned", strings.ToLower(ch.subclass)):
		agreement -= 2 // ships do what their crews do
	case !takes:
		agreement -= 6
	}
	agreement += c.selected(p, ch)
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
	if a.Form == extract.Pronoun && c.clash(p.word, strings.ToLower(c.d.Slice(a.Span))) {
		agreement -= 5
	}
	if p.word == "they" && p.isSubject && ch.name == "" && ch.subclass == "ArmedGroup" && c.does(c.lemma(p.verb), lexicon.Verb, "raiding") {
		agreement += 3 // "Pirates boarded a ship ... They took it"
	}
	if c.demands(p, a) {
		return 0
	}
	if ch.subclass == "Media" && !c.isSubject(k) && said {
		agreement -= 4 // "told CNN"
	}
	gap := p.mention.Sentence - a.Sentence
	s := 9 - 4*gap + agreement + c.possesses(p, ch)
	if p.voice == a.Chain && (p.isSubject && p.word == "it" || p.word == "its") {
		s += 8
	}
	if g := pronounGender(p.word); g != 0 && g == ch.gender {
		s += 3
	}
	object := !p.isSubject && !p.possessive && !p.reflexive
	if c.isSubject(k) && !amongst {
		s += 3
		if object && !said {
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
	case "obl":
		if object && gap == 0 && c.rel(p.clause) == "advcl" && verb == c.d.Tokens[p.clause].Head && c.hasCase(a.Head, "on", "at", "upon") {
			s += 3 // "fired on the driver after mistaking him"
		}
	case "appos":
		s--
	}
	if p.speaks && gap == 0 && c.isSubject(k) && c.rel(verb) == "ccomp" {
		s -= 2 // "denied that the rebels had shot it down; it was fog, it said"
	}
	telling := c.lex.Is("telling_verb", c.lemma(p.verb))
	if (p.speaks || p.isSubject && telling) && gap > 0 && c.isSubject(k) && said {
		s += 2 // "the general said. ... he added"
	}
	if gap > 0 && !p.speaks && !telling && c.isSubject(k) && c.rel(verb) == "parataxis" && said {
		s -= 2 // "..., the ministry said." is seldom whom the next sentence is about
	}
	if gap == 1 && p.isSubject && c.isSubject(k) && c.rel(verb) == "root" {
		s++ // who the sentence before was about
	}
	if gap == 0 && p.yields && a.Last <= p.marker && !c.nested(k) && speaks(ch) && c.pressed(p, a) {
		s += 6 // "vowed to attack Kenya until it withdraws"
	}
	if gap == 0 && p.taker >= 0 && covers(a, p.taker) {
		s += 5 // "told Iran to free the sailors whom it had detained"
	}
	if gap > 0 && p.actor != a.Chain {
		return s
	}
	if p.isSubject && p.clause >= 0 && c.rel(p.clause) == "conj" && c.isSubject(k) && verb == c.d.Tokens[p.clause].Head {
		s += 2 // "said that the bridge was hit and that it still stood"
	}
	own := covers(a, p.subject) || p.actor != 0 && p.actor == a.Chain
	if p.possessive && gap == 0 && (p.whose.says(a, p.whose.joined) || p.whose.says(a, p.whose.asker) || p.whose.says(a, p.whose.taken)) {
		return s + 9
	}
	switch {
	case own && p.possessive && p.whose.notSubject:
		s -= 10
	case own && p.possessive && (p.whose.taken >= 0 || p.whose.joined >= 0 || p.whose.asker >= 0):
	case p.subject >= 0 && own && (p.possessive || p.reflexive) && !c.nested(k):
		s += 5
		if p.relative {
			s += 4 // "the plant, which gets its water"
		}
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
			if c.rel(p.clause) == "ccomp" && c.rel(c.clause(up)) == "acl" && covers(a, c.d.Tokens[c.clause(up)].Head) {
				s += 4 // "a ship that said it had been hit"
			}
		}
	}
	if p.possessive {
		// "a patrol of its brigade", "Delvaux, his counsel"
		if noun := c.d.Tokens[p.mention.Head].Head; c.d.Tokens[noun].Head == a.Head && (c.rel(noun) == "appos" || c.rel(noun) == "nmod" && c.hasCase(noun, "of")) {
			return 0
		} else if c.rel(noun) == "nmod" && c.d.Tokens[noun].Head == a.Head {
			s += 3 // "shot a man at his prayers"
		}
	}
	// A possessive is no owner of what it follows in one noun phrase.
	if p.possessive && a.Last == p.mention.First {
		return 0
	}
	return s
}

// quoted tells whether a mention stands within the words of another that a pronoun's
// clause brings: "'We ask the army to stop,' it said".
func (c *chains) quoted(p seat, a *extract.Mention) bool {
	if !p.isSubject || p.verb < 0 || a.Sentence != p.mention.Sentence || !c.lex.Is("speech", c.d.Tokens[p.verb].Lemma) {
		return false
	}
	return c.inQuotes(a.First) && !c.inQuotes(p.mention.First)
}

// inQuotes tells whether a token stands in direct speech within its sentence.
func (c *chains) inQuotes(t int) bool {
	quotes := 0
	for k := c.sentenceOf(t).First; k < t; k++ {
		if tok := c.d.Tokens[k]; strings.ContainsAny(tok.Text, "\"“”«»„") || tok.Tag == "``" {
			quotes++
		}
	}
	return quotes%2 == 1
}

// pressed tells whether a mention is the aim of what will be done until, or if, the
// pronoun does something else: "attacks on the group unless it".
func (c *chains) pressed(p seat, a *extract.Mention) bool {
	verb := c.d.Tokens[p.clause].Head
	t := a.Head
	for range 3 {
		up := c.d.Tokens[t].Head
		if up < 0 || c.d.Tokens[t].Rel == "nsubj" && (t == a.Head || c.covered[t]) {
			return false
		}
		if up == verb {
			return t != a.Head || c.rel(t) == "obj" || c.rel(t) == "obl" || c.d.Tokens[t].Rel == "nsubj:pass"
		}
		t = up
	}
	return false
}

// clash tells whether one of two pronouns is "it" and the other "they": a writer
// does not change between them for one thing.
func (c *chains) clash(a, b string) bool {
	one, many := strings.HasPrefix(a, "it") || strings.HasPrefix(b, "it"), strings.HasPrefix(a, "the") || strings.HasPrefix(b, "the")
	return one && many
}

// demands tells whether a mention is who demands what the pronoun is to do:
// "Paris demands that it withdraw".
func (c *chains) demands(p seat, a *extract.Mention) bool {
	if !p.isSubject || p.clause < 0 || c.rel(p.clause) != "ccomp" {
		return false
	}
	up := c.d.Tokens[p.clause].Head
	return up >= 0 && c.lex.Is("demand_that", c.d.Tokens[up].Lemma) && covers(a, c.subject(up))
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
		for k--; k > 0 && (c.d.Tokens[k].Tag == "CD" || c.lex.Is("some", c.d.Tokens[k].Lemma) || c.d.Tokens[k].Tag == "DT"); k-- {
		}
		k++
	default:
		return false
	}
	return k > 0 && c.d.Tokens[k-1].Text == "," && a.Last <= k-1 && !slices.ContainsFunc(c.d.Tokens[a.Last:k-1], func(t extract.Token) bool { return t.Text == "," })
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
	if c.d.Tokens[up].Tag == "CD" || c.hasCase(a.Head, "of") && c.does(c.d.Tokens[up].Lemma, lexicon.Noun, "harm_to_people") {
		return false // "193 of its staff", "the arrest of three journalists"
	}
	return up > a.First || !c.lex.Is("quantity", c.d.Tokens[up].Lemma) && !c.kindOfName(up, a.Last)
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
	if subject && c.lex.Is("speech", verb) && (!speaks(ch) || ch.name == "" && overlap(c.lex, "mute_body", ch.heads)) {
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
	together := ch.class == extract.Person && ch.name == "" && overlap(c.lex, "collective", ch.heads) // "his family"
	switch w {
	case "they", "them", "their", "theirs", "themselves":
	default:
		if together {
			return 0, false
		}
	}
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
		case ch.plural || ch.many || together:
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
		return -6, true
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
