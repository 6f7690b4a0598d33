package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// whose is what the grammar around a possessive pronoun tells of whom it stands
// for; each is a token, or -1.
type whose struct {
	// notSubject is set where it is not of the subject of its clause: of what one
	// attacks ("shelled its positions") or wants for another ("sought his release").
	notSubject bool
	// asker is the subject that asks another to let: "urged the army to let its
	// doctors in".
	asker int
	// joined is the noun that a conjunction joins: "M23 and its allies".
	joined int
	// taken is who is taken from, or met with harm in, what is theirs, or gets what
	// goes to it: "dragged the men from their homes".
	taken int
}

// whose looks at the noun that possessive t belongs to.
func (c *chains) whose(t int) whose {
	w := whose{asker: -1, joined: -1, taken: -1}
	noun := c.d.Tokens[t].Head
	if noun <= t {
		return w
	}
	if c.rel(noun) == "conj" && c.d.Tokens[noun].Head < t-1 && c.d.Tokens[t-1].Tag == "CC" && (c.d.Tokens[t-2].Text != "," || !c.acting(noun)) {
		w.joined = c.d.Tokens[noun].Head
		return w
	}
	own := strings.EqualFold(c.d.Tokens[t+1].Text, "own")
	top := noun
	for range 3 {
		up := c.d.Tokens[top].Head
		if up < 0 || c.rel(top) != "appos" && (c.rel(top) != "nmod" || !c.hasCase(top, "of", "on", "at", "against")) {
			break
		}
		top = up // "12 of their vehicles", "opened fire on its positions", "shot Omar, their leader"
	}
	verb := c.d.Tokens[top].Head
	if verb < 0 || !strings.HasPrefix(c.d.Tokens[verb].Tag, "VB") || verb > t {
		return w
	}
	v, role := c.d.Tokens[verb].Lemma, c.rel(top)
	object := role == "obj" || c.d.Tokens[top].Rel == "nsubj:pass"
	switch {
	case object && c.lex.Is("want_verb", v) && c.lex.Is("ordeal", c.d.Tokens[noun].Lemma):
		w.notSubject = true
	case own || c.lex.Is("held_people", c.d.Tokens[noun].Lemma):
	case object && c.lex.Is("encroach_verb", v), c.strikes(verb, top, noun),
		role == "obl" && c.lex.Is("close_in_verb", v) && c.hasCase(top, "to", "on", "upon", "into", "through", "toward", "towards"),
		role == "obl" && c.lex.Is("state_land", c.d.Tokens[noun].Lemma) && c.hasCase(top, "across", "into", "over", "through", "onto", "inside"),
		object && c.lex.Is("halt_verb", v) && c.lex.Is("conveyance", c.d.Tokens[noun].Lemma),
		object && c.lex.Is("cut_verb", v) && c.lex.Is("body_part", c.d.Tokens[noun].Lemma):
		w.notSubject = true
	case object && c.lex.Is("aid_verb", v) && c.recipient(verb) >= 0:
		w.taken = c.recipient(verb)
	case object && (c.lex.Is("let_verb", v) || c.lex.Is("aid_verb", v)):
		up := c.d.Tokens[verb].Head
		if up >= 0 && (c.lex.Is("object_control", c.d.Tokens[up].Lemma) && c.lex.Is("let_verb", v) || c.lex.Is("request_verb", c.d.Tokens[up].Lemma)) {
			w.asker = c.subject(up)
		}
	case role == "obl" && c.lex.Is("home", c.d.Tokens[noun].Lemma):
		o := c.child(verb, "obj")
		if o > verb && o < t && (c.hasCase(top, "from") || c.hasCase(top, "in", "inside", "at", "outside", "near", "on") && c.does(v, lexicon.Verb, "harm_to_people")) {
			w.taken = o
		}
	}
	return w
}

// recipient returns who is given something by the verb that a verb is joined to, or
// -1: "sells missiles to Taiwan and trains its marines".
func (c *chains) recipient(verb int) int {
	up := c.d.Tokens[verb].Head
	if c.rel(verb) != "conj" || up < 0 {
		return -1
	}
	if o := c.child(up, "iobj"); o >= 0 {
		return o
	}
	for _, k := range []int{up, c.child(up, "obj")} {
		if o := c.child(k, "obl", "nmod"); o >= 0 && o < verb && c.hasCase(o, "to", "with", "for") {
			return o
		}
	}
	return -1
}

// acting tells whether a verb follows a noun, soon, that it may be the subject of:
// "..., and its garrison in the north would".
func (c *chains) acting(noun int) bool {
	for t := noun + 1; t < min(noun+5, c.sentenceOf(noun).Last) && c.d.Tokens[t].Text != ","; t++ {
		if verbal(c.d.Tokens[t].Tag) {
			return true
		}
	}
	return false
}

// strikes tells whether a verb is an attack whose aim a noun is: its object, or
// what follows its preposition.
func (c *chains) strikes(verb, top, noun int) bool {
	role := c.rel(top)
	return slices.ContainsFunc(c.lex.Frames[c.d.Tokens[verb].Lemma], func(f lexicon.Frame) bool {
		if f.POS != lexicon.Verb || !c.lex.Is("strike", f.Predicate) || f.With != "" && f.With != c.d.Tokens[verb+1].Lemma {
			return false
		}
		if slices.ContainsFunc(f.Instrument, func(r string) bool { return strings.HasSuffix(r, "!") }) {
			return false // "put a bomb on", but also "put him on its list"
		}
		return slices.ContainsFunc(f.Object, func(r string) bool {
			return r == "obj" && role == "obj" || role == "obl" && c.lex.Is("assault", f.Predicate) && c.hasCase(top, r)
		})
	}) || c.lex.Is("fire_noun", c.d.Tokens[top].Lemma) && top != noun && role == "obj"
}

// says tells whether a mention is what stands at a token of whose.
func (w whose) says(a *extract.Mention, t int) bool { return t >= 0 && a.Head == t }
