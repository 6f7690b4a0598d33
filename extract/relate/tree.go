package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// tree is one sentence with its dependencies and what its tokens mention.
// Tokens are indexed from 0 in the sentence.
type tree struct {
	words    *lexicon.Lexicon
	doc      *extract.Document
	index    int
	first    int
	tokens   []extract.Token
	owned    bool // tokens is a copy
	moves    []move
	kids     [][]int
	mentions []int
	// cover is the mention that a token speaks for: the innermost name, else
	// the nominal that it heads or is part of, else a pronoun; -1 without one.
	cover []int
}

func newTree(lex *lexicon.Lexicon, d *extract.Document, index int, mentions []int) *tree {
	s := d.Sentences[index]
	t := &tree{words: lex, doc: d, index: index, first: s.First, tokens: d.Tokens[s.First:s.Last], mentions: mentions}
	t.kids = make([][]int, len(t.tokens))
	t.cover = make([]int, len(t.tokens))
	for i := range t.tokens {
		t.cover[i] = -1
		if h := t.head(i); h >= 0 {
			t.kids[h] = append(t.kids[h], i)
		}
	}
	// Longer first, so that what stands inside wins; a nominal covers its own
	// words but for the names in it.
	for _, pass := range []extract.Form{extract.Nominal, extract.Pronoun, extract.Name} {
		for _, i := range mentions {
			m := &d.Mentions[i]
			if m.Form != pass {
				continue
			}
			for k := m.First; k < m.Last; k++ {
				whole := m.Start <= d.Tokens[k].Start && d.Tokens[k].End <= m.End
				if whole && (pass != extract.Nominal || k <= m.Head) {
					t.cover[k-s.First] = i
				}
			}
		}
	}
	t.mend()
	return t
}

// head returns the index of a token's head in the sentence, or -1.
func (t *tree) head(i int) int {
	h := t.tokens[i].Head
	if h < 0 {
		return -1
	}
	return h - t.first
}

func (t *tree) rel(i int) string   { return t.tokens[i].Rel }
func (t *tree) lemma(i int) string { return t.tokens[i].Lemma }

// is tells whether a token's relation is rel or a subtype of it.
func (t *tree) is(i int, rel string) bool {
	r := t.tokens[i].Rel
	return r == rel || strings.HasPrefix(r, rel) && len(r) > len(rel) && r[len(rel)] == ':'
}

// child returns the first child in any of the relations, or -1.
func (t *tree) child(i int, rels ...string) int {
	for _, k := range t.kids[i] {
		for _, r := range rels {
			if t.is(k, r) {
				return k
			}
		}
	}
	return -1
}

// preposition returns the case markers of a token: "by", "according to".
func (t *tree) preposition(i int) string {
	for n, k := range t.kids[i] {
		if t.rel(k) == "case" && t.tokens[k].Tag != "POS" {
			// "out of Mali": the second one tells.
			if n+1 < len(t.kids[i]) && t.kids[i][n+1] == k+1 && t.rel(k+1) == "case" && t.tokens[k+1].Tag != "POS" {
				k++
			}
			p := strings.ToLower(t.tokens[k].Text)
			for _, f := range t.kids[k] {
				if t.rel(f) == "fixed" {
					p += " " + strings.ToLower(t.tokens[f].Text)
				}
			}
			return p
		}
	}
	return ""
}

// under returns the tokens attached to i as nominals with the preposition, and
// the one whose preposition stands right after i wherever the parser hung it.
func (t *tree) under(i int, prep string) []int {
	var out []int
	for _, k := range t.kids[i] {
		if (t.is(k, "obl") || t.is(k, "nmod") || t.is(k, "advcl") || t.is(k, "acl") || t.is(k, "advmod")) && t.preposition(k) == prep {
			out = append(out, k)
		}
	}
	if len(out) == 0 && i+2 < len(t.tokens) && t.rel(i+1) == "case" && strings.EqualFold(t.tokens[i+1].Text, prep) {
		if k := t.head(i + 1); k > i+1 && !t.is(k, "conj") && t.preposition(k) == prep {
			out = append(out, k)
		}
	}
	return out
}

// beside returns the nominals with the preposition that hang on an argument of
// the verb, where they could as well hang on the verb: "fired rockets at the
// base", "moved soldiers to the border".
func (t *tree) beside(v int, prep string) []int {
	var out []int
	for _, k := range t.kids[v] {
		if k < v && !t.is(k, "nsubj:pass") || !(t.is(k, "obj") || t.is(k, "iobj") || t.is(k, "obl") || t.rel(k) == "nsubj:pass") {
			continue
		}
		for _, c := range t.coordinated(k) {
			// "flew to Manila a day after a trip to Hanoi"
			if t.is(k, "obl") && t.cover[c] < 0 && t.event(c) {
				continue
			}
			out = t.nested(out, c, prep, 3)
		}
	}
	return out
}

// nested adds the nominals with the preposition below a noun.
func (t *tree) nested(out []int, i int, prep string, depth int) []int {
	for _, n := range t.kids[i] {
		if n < i || !t.is(n, "nmod") {
			continue
		}
		if t.preposition(n) == prep {
			out = append(out, n)
		}
		if depth > 1 {
			out = t.nested(out, n, prep, depth-1)
		}
	}
	return out
}

// event tells whether a token is a noun of an event, not one of a state that
// somebody is in ("in custody").
func (t *tree) event(i int) bool {
	return strings.HasPrefix(t.tokens[i].Tag, "NN") && slices.ContainsFunc(t.words.Frames[t.lemma(i)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Noun && !strings.Contains(f.Object[0], "^")
	})
}

// quantity tells whether a token only counts or groups what its of-phrase
// names: "two of the soldiers", "dozens of rebels".
func (t *tree) quantity(i int) bool {
	return t.tokens[i].Tag == "CD" || t.words.Is("quantity", t.lemma(i))
}

// placeNoun tells whether a token only says what kind of place its of-phrase
// names: "the village of Nerkin Hand".
func (t *tree) placeNoun(i int) bool {
	n, ok := t.words.Nominals[t.lemma(i)]
	return ok && n.Class == extract.Place && n.Subclass != "Site" || t.words.Is("place_part", t.lemma(i))
}

// mention returns the mention that a token stands for, or -1: its own, that of
// a relative pronoun's antecedent, or what its of-phrase names if the token
// only counts.
func (t *tree) mention(i int) int { return t.mentionWithin(i, maxSteps) }

// maxSteps bounds the way from a token to the mention it stands for: a
// relative pronoun may point back to a noun that counts it ("dozens of which").
const maxSteps = 8

func (t *tree) mentionWithin(i, steps int) int {
	if i < 0 || steps == 0 {
		return -1
	}
	if t.tokens[i].Tag == "WP$" {
		return t.mentionWithin(t.possessor(i), steps-1)
	}
	if t.relative(i) {
		if a := t.antecedent(i); a >= 0 {
			return t.mentionWithin(t.somebody(i, a), steps-1)
		}
		return t.before(i)
	}
	if t.cover[i] >= 0 {
		return t.named(t.cover[i])
	}
	if t.lemma(i) == "what" {
		return t.so(i, steps)
	}
	if t.quantity(i) || t.placeNoun(i) {
		for _, k := range t.under(i, "of") {
			if m := t.mentionWithin(k, steps-1); m >= 0 {
				return m
			}
		}
	}
	// "blew off both legs of the sergeant"
	if t.words.Is("body_part", t.lemma(i)) {
		for _, k := range append(t.under(i, "of"), t.child(i, "nmod:poss")) {
			if m := t.mentionWithin(k, steps-1); m >= 0 && t.doc.Mentions[m].Class == extract.Person {
				return m
			}
		}
	}
	// "leads the KFOR mission"
	if i > 0 && t.lemma(i) == "mission" && t.cover[i-1] >= 0 {
		if m := &t.doc.Mentions[t.cover[i-1]]; m.Form == extract.Name && m.Subclass == "Military" {
			return t.cover[i-1]
		}
	}
	// "kill the master, Sergei Orlov"
	for _, k := range t.kids[i] {
		if k > i && t.is(k, "appos") && t.cover[k] >= 0 && t.doc.Mentions[t.cover[k]].Form == extract.Name && t.tokens[i+1].Text == "," && !t.event(i) {
			return t.cover[k]
		}
	}
	return -1
}

// so returns what somebody says that the "what" at i is, or -1: "fired what it
// called a missile", "bombed what it described as a camp", "what appeared to be".
func (t *tree) so(i, steps int) int {
	for _, v := range t.kids[i] {
		if !t.is(v, "acl") && !t.is(v, "ccomp") || !t.words.Is("dubbing", t.lemma(v)) {
			continue
		}
		for _, k := range append(t.under(v, "as"), t.child(v, "obj"), t.child(v, "xcomp"), t.child(v, "ccomp")) {
			if k > v && t.lemma(k) != "what" {
				if m := t.mentionWithin(k, steps-1); m >= 0 {
					return m
				}
			}
		}
	}
	return -1
}

// named returns the name that a nominal introduces, where one of its class
// follows at once: "the tanker Calypso Dawn". Else it returns the mention.
func (t *tree) named(m int) int {
	n := &t.doc.Mentions[m]
	if next := n.Last - t.first; n.Form == extract.Nominal && n.Last == n.Head+1 && next < len(t.tokens) && t.cover[next] >= 0 {
		if o := &t.doc.Mentions[t.cover[next]]; o.Form == extract.Name && o.Class == n.Class && o.First == n.Last {
			return t.cover[next]
		}
	}
	return m
}

// coordinated returns a token, those coordinated with it, and those that it
// includes: "five people, including two journalists".
func (t *tree) coordinated(i int) []int {
	if i < 0 {
		return nil
	}
	if all := t.relativised(i); all != nil {
		return all
	}
	if names := t.apposed(i); names != nil {
		return names
	}
	out := []int{i}
	for _, k := range t.kids[i] {
		if t.is(k, "conj") && !t.excepted(k) || k > i && t.is(k, "nmod") && (t.preposition(k) == "including" || t.preposition(k) == "among them") {
			out = append(out, t.coordinated(k)...)
		}
	}
	if one := t.counted(i); one >= 0 {
		out = append(out, t.coordinated(one)...)
	}
	if with := t.jointly(i); with >= 0 {
		out = append(out, t.coordinated(with)...)
	}
	return out
}

// jointly returns who or what is named with the token, or -1: "the mayor along
// with two guards", "frigates, together with a tanker,".
func (t *tree) jointly(i int) int {
	k := i + 1
	if m := t.cover[i]; m >= 0 {
		k = t.doc.Mentions[m].Last - t.first
	}
	if k < len(t.tokens) && t.tokens[k].Text == "," {
		k++
	}
	switch {
	case k+3 < len(t.tokens) && t.lemma(k) == "as" && t.lemma(k+1) == "well" && t.lemma(k+2) == "as":
		k++
	case k+2 >= len(t.tokens) || t.lemma(k) != "along" && t.lemma(k) != "together" || t.lemma(k+1) != "with":
		return -1
	}
	if n := t.head(k + 1); n > k+1 && t.cover[n] >= 0 && n != i {
		return n
	}
	return -1
}

// apposed returns the names that stand in apposition to a plural noun: "two men,
// Philip Khan and Omar Said, were"; nil where there is one at most.
func (t *tree) apposed(i int) []int {
	if t.tokens[i].Tag != "NNS" || t.cover[i] < 0 || i+1 >= len(t.tokens) || t.tokens[i+1].Text != "," {
		return nil
	}
	for _, k := range t.kids[i] {
		if k < i || !t.is(k, "appos") || t.cover[k] < 0 {
			continue
		}
		names := t.coordinated(k)
		for _, n := range names {
			if m := t.cover[n]; m < 0 || t.doc.Mentions[m].Form != extract.Name || t.doc.Mentions[m].Class != t.doc.Mentions[t.cover[i]].Class {
				return nil
			}
		}
		if len(names) > 1 {
			return names
		}
	}
	return nil
}

// counted returns who is said to be one of those that the token names, or -1:
// "a nurse was among those abducted", "one of those killed was a priest".
func (t *tree) counted(i int) int {
	top := i
	switch prep, h := t.preposition(i), t.head(i); {
	case prep == "among":
	case prep == "of" && t.is(i, "nmod") && h >= 0 && t.lemma(h) == "one" && t.lemma(i) == "those":
		top = h
	default:
		return -1
	}
	if t.child(top, "cop") >= 0 {
		return t.child(top, "nsubj")
	}
	if h := t.head(top); h >= 0 && t.is(top, "nsubj") && t.child(h, "cop") >= 0 {
		return h
	}
	return -1
}

// excepted tells whether a nominal is what a coordination leaves out: "every
// town but Tame", "the army but not the police", "the camp rather than the town".
func (t *tree) excepted(k int) bool {
	cc := t.child(k, "cc")
	if cc < 0 || t.verb(k) {
		return false
	}
	switch t.lemma(cc) {
	case "rather", "instead":
		return true
	case "but":
	default:
		return false
	}
	also := t.child(k, "advmod")
	return also < 0 || t.lemma(also) != "also"
}

// chained tells whether nothing but verbs stands between two verbs: "arms,
// trains and funds".
func (t *tree) chained(v, k int) bool {
	for j := v + 1; j < k; j++ {
		if t.tokens[j].Text != "," && t.tokens[j].Tag != "CC" && !t.verb(j) {
			return false
		}
	}
	return true
}

// joined returns the verbs after one that are coordinated with it without a word
// of their own between.
func (t *tree) joined(v int) (out []int) {
	first := v
	for h := t.head(first); t.is(first, "conj") && h >= 0 && t.verb(h); h = t.head(first) {
		first = h
	}
	for k := v + 1; k < min(v+8, len(t.tokens)); k++ {
		h := t.head(k)
		for h > first && t.is(h, "conj") {
			h = t.head(h)
		}
		if t.verb(k) && t.is(k, "conj") && h == first && (k-v <= 2 || t.chained(v, k)) {
			out = append(out, k)
		}
	}
	return out
}

// verb tells whether a token is used as a verb.
func (t *tree) verb(i int) bool { return strings.HasPrefix(t.tokens[i].Tag, "VB") }

// passive tells whether a verb is in the passive: with its auxiliary, as a
// participle that qualifies a noun, or coordinated with such a one.
func (t *tree) passive(v int) bool {
	if t.child(v, "nsubj:pass", "aux:pass", "csubj:pass") >= 0 {
		return true
	}
	if t.tokens[v].Tag != "VBN" && t.tokens[v].Tag != "VBD" {
		return false
	}
	if t.tokens[v].Tag == "VBN" && t.child(v, "aux", "obj") < 0 && t.child(v, "obl:agent") >= 0 {
		return true
	}
	if t.is(v, "acl") && t.rel(v) != "acl:relcl" && t.child(v, "nsubj") < 0 {
		return true
	}
	if t.rel(v) == "amod" {
		return true
	}
	// "Ambushed twice on the road, the column turned back"
	if t.rel(v) == "advcl" && t.tokens[v].Tag == "VBN" && v < t.head(v) && t.child(v, "nsubj", "aux", "obj", "mark") < 0 {
		return true
	}
	if t.child(v, "nsubj", "obj") < 0 && len(t.under(v, "by")) > 0 && t.child(v, "aux") < 0 {
		return true
	}
	if t.is(v, "conj") && t.tokens[v].Tag == "VBN" && t.child(v, "nsubj", "aux", "obj") < 0 {
		if h := t.head(v); h >= 0 && t.verb(h) {
			return t.passive(h)
		}
	}
	return false
}

// subjects returns the subject of a verb with what the parser should have
// coordinated with it: "Two soldiers and a boy were killed".
func (t *tree) subjects(v int) []int {
	s := t.subject(v)
	if s < 0 {
		return nil
	}
	out := []int{s}
	cc := false
	for _, k := range t.kids[v] {
		if k >= v {
			break
		}
		if cc = cc || k > s && t.rel(k) == "cc"; cc && k > s && t.rel(k) == t.rel(s) {
			out = append(out, k)
		}
	}
	return out
}

// subject returns the surface subject of a verb, its own or one that it shares
// by coordination or control; -1 without one. patient is set where that is an
// antecedent or controller known to be the patient.
func (t *tree) subject(v int) int { return t.subjectWithin(v, 6) }

func (t *tree) subjectWithin(v, steps int) int {
	if s := t.child(v, "nsubj", "nsubj:pass"); s >= 0 {
		return s
	}
	// "says it is willing": an "it" that stands for something is no expletive.
	if s := t.child(v, "expl"); s >= 0 && t.cover[s] >= 0 {
		return s
	}
	h := t.head(v)
	if h < 0 && t.tokens[v].Tag == "VBN" && t.leftmost(v) == 0 && t.child(v, "aux") < 0 {
		if s := t.announced(v); s >= 0 {
			return s
		}
	}
	if s := t.swallowed(v); s >= 0 {
		return s
	}
	if h < 0 || steps == 0 {
		return -1
	}
	switch {
	case t.is(v, "conj") && t.verb(h):
		return t.subjectWithin(h, steps-1)
	case t.is(v, "conj"):
		return -1
	case t.is(v, "xcomp"), t.is(v, "advcl"), t.is(v, "ccomp"), t.is(v, "obl"):
		if !t.verb(h) && t.lemma(h) == "only" && t.outcome(v) && t.head(h) >= 0 {
			h = t.head(h)
		}
		if t.is(v, "ccomp") && !t.infinitive(v) || t.is(v, "obl") && t.tokens[v].Tag != "VBG" {
			return -1
		}
		// "urged Iran to withdraw": whom the governor addresses acts.
		if !t.is(v, "advcl") && t.child(h, "obj", "iobj") >= 0 && t.verb(h) && t.infinitive(v) {
			return t.child(h, "obj", "iobj")
		}
		if t.verb(h) && !t.is(v, "advcl") {
			for _, k := range t.under(h, "on") {
				if t.mention(k) >= 0 {
					return k
				}
			}
		}
		// "called on Azerbaijan to withdraw"
		if t.verb(h) && t.infinitive(v) && t.demands(h) {
			if k := t.child(h, "obj", "iobj", "nsubj:pass"); k >= 0 {
				return k
			}
			for _, p := range []string{"on", "upon", "to"} {
				for _, k := range t.under(h, p) {
					return k
				}
			}
		}
		// "accused Egypt of bombing", "blamed Iran for attacking"
		if o := t.child(h, "obj", "nsubj:pass"); o >= 0 && t.tokens[v].Tag == "VBG" && (t.marked(v, "of", "for", "from", "against", "into") || t.marked(v, "with", "over") && t.words.Is("accusal", t.lemma(h))) {
			return o
		}
		// ", suspected of murdering": who is suspected stands before.
		if (t.is(h, "advcl") || t.is(h, "acl")) && t.tokens[h].Tag == "VBN" && t.words.Is("accusal", t.lemma(h)) && t.child(h, "nsubj", "aux") < 0 {
			if m := t.before(h); m >= 0 && t.doc.Mentions[m].Class != extract.Place {
				return t.doc.Mentions[m].Head - t.first
			}
		}
		// "a company accused of arming the rebels"
		if t.tokens[v].Tag == "VBG" && t.is(h, "acl") && t.rel(h) != "acl:relcl" && t.words.Is("accusal", t.lemma(h)) && t.tokens[h].Tag == "VBN" && t.marked(v, "of", "for", "with", "over") {
			return t.head(h)
		}
		// "stopped gunmen kidnapping the bishop"
		if o := t.child(h, "obj"); o >= 0 && o < v && t.is(v, "xcomp") && t.tokens[v].Tag == "VBG" && !t.marked(v, "by", "without", "while", "after", "before") {
			return o
		}
		// "freed by the rebels, the nun was flown out": the same suffered both.
		if t.verb(h) && t.is(v, "advcl") && t.passive(h) && !t.outcome(v) && !(v < h && t.tokens[v].Tag == "VBN" && t.passive(v)) {
			// "a grenade was thrown at the bus, wounding a boy"
			if n := t.child(h, "nsubj:pass"); n >= 0 && t.tokens[v].Tag == "VBG" && v > h && t.cover[n] >= 0 && t.doc.Mentions[t.cover[n]].Class == extract.Weapon && t.harms(v) {
				return n
			}
			return -1
		}
		return t.subjectWithin(h, steps-1)
	case t.is(v, "csubj") && t.infinitive(v):
		// "it is willing to withdraw"
		if k := t.child(h, "expl"); k >= 0 && t.cover[k] >= 0 {
			return k
		}
		return -1
	case t.is(v, "acl") && t.rel(v) != "acl:relcl":
		switch t.tokens[v].Tag {
		case "VBG", "VBN", "VBD":
			// "found the man guilty of bombing": a word for guilt names nobody.
			if g := t.head(h); t.words.Is("accusal", t.lemma(h)) && t.cover[h] < 0 {
				for _, c := range t.kids[h] {
					if c < h && (t.is(c, "compound") || t.is(c, "nsubj")) && t.cover[c] >= 0 {
						return c
					}
				}
				if g >= 0 && t.verb(g) {
					return t.child(g, "obj", "nsubj:pass")
				}
			}
			// "the UK's commitment to supporting": whose it is acts.
			if p := t.child(h, "nmod:poss"); p >= 0 && t.tokens[v].Tag == "VBG" && t.marked(v, "to", "of", "for") && t.cover[h] < 0 {
				return p
			}
			// "accused by its neighbours of harbouring": who is accused acts.
			if g := t.head(h); t.tokens[v].Tag == "VBG" && g >= 0 && t.verb(g) && t.passive(g) && t.marked(v, "of", "for") && t.preposition(h) == "by" && t.words.Is("accusal", t.lemma(g)) {
				return t.child(g, "nsubj:pass", "nsubj")
			}
			// "issued a declaration accusing": it speaks for who issued it.
			if g := t.head(h); t.tokens[v].Tag == "VBG" && g >= 0 && t.verb(g) && t.is(h, "obj") && t.cover[h] < 0 && (len(t.words.Frames[t.lemma(h)]) == 0 || t.words.Is("charge", t.lemma(h)) && t.denies(g)) && !t.quantity(h) {
				return t.subjectWithin(g, steps-1)
			}
			return h
		}
		// "urged the bloc to send": whom the governor addresses acts.
		if g := t.head(h); g >= 0 && t.verb(g) && t.is(h, "obj") && t.demands(g) && t.mention(h) >= 0 {
			return h
		}
		// "a plan by rebels to attack", "Iran's plan to attack"
		for _, k := range t.under(h, "by") {
			return k
		}
		if p := t.child(h, "nmod:poss"); p >= 0 {
			return p
		}
		// "a plan to attack": who plans is who acts.
		if g := t.head(h); g >= 0 && t.verb(g) && t.is(h, "obj") && !t.words.Is("onlooker", t.lemma(g)) {
			return t.subjectWithin(g, steps-1)
		}
	case t.rel(v) == "acl:relcl":
		if t.child(v, "obj") >= 0 || t.passive(v) {
			return h
		}
	}
	return -1
}

// outcome tells whether an infinitive tells what came of it: "was caught, only
// to be freed by a judge", "came home to find".
func (t *tree) outcome(v int) bool {
	if h := t.head(v); h >= 0 && t.words.Is("finding", t.lemma(v)) && t.words.Is("arriving", t.lemma(h)) {
		return true
	}
	for _, k := range t.kids[v] {
		if t.tokens[k].Tag == "TO" {
			return k > 0 && t.lemma(k-1) == "only"
		}
	}
	return false
}

// demands tells whether a verb asks somebody to do what its complement says.
func (t *tree) demands(v int) bool {
	for _, f := range t.words.Frames[t.lemma(v)] {
		if f.Predicate == "demanded" && f.POS == lexicon.Verb && t.goesWith(v, f.With) {
			return true
		}
	}
	return false
}

// denies tells whether a verb denies what its complement says.
func (t *tree) denies(v int) bool {
	for _, f := range t.words.Frames[t.lemma(v)] {
		if f.Predicate == "denied" && f.POS == lexicon.Verb && t.goesWith(v, f.With) {
			return true
		}
	}
	return false
}

// goesWith tells whether a verb has the word that a frame needs, as far as can
// be told before the tree is mended.
func (t *tree) goesWith(v int, with string) bool {
	if with == "" || with == "to" {
		return true
	}
	list, many := strings.CutPrefix(with, "#")
	return slices.ContainsFunc(t.kids[v], func(k int) bool {
		return k > v && (t.lemma(k) == with || many && t.words.Is(list, t.lemma(k)))
	})
}

// marked tells whether a clause opens with one of the words.
func (t *tree) marked(v int, words ...string) bool {
	for _, k := range t.kids[v] {
		if t.is(k, "mark") || t.is(k, "case") {
			for _, w := range words {
				if t.lemma(k) == w {
					return true
				}
			}
		}
	}
	return false
}

func (t *tree) infinitive(v int) bool {
	for _, k := range t.kids[v] {
		// At the start of a sentence it is often taken for a preposition.
		if t.tokens[k].Tag == "TO" || t.rel(k) == "mark" && t.lemma(k) == "to" && t.tokens[v].Tag == "VB" {
			return true
		}
	}
	return false
}

// object returns the object of a verb, or the noun that its relative clause
// qualifies; -1 without one.
func (t *tree) object(v int) int {
	if o := t.child(v, "obj"); o >= 0 {
		return o
	}
	// "gave up the town": what nobody receives anything else with is the object.
	if o := t.child(v, "iobj"); o > v && !t.passive(v) {
		return o
	}
	// A noun is no open clause: the parser means the object.
	if x := t.child(v, "xcomp"); x > v && strings.HasPrefix(t.tokens[x].Tag, "NN") && t.preposition(x) == "" && t.child(x, "cop") < 0 && !t.passive(v) {
		return x
	}
	if t.rel(v) == "acl:relcl" && t.child(v, "nsubj") >= 0 {
		if s := t.child(v, "nsubj"); t.tokens[s].Tag != "WDT" && t.tokens[s].Tag != "WP" && !t.possessed(s) {
			return t.head(v)
		}
	}
	// "the town, which Kyiv said it had taken"
	if h := t.head(v); h >= 0 && t.is(v, "ccomp") && t.rel(h) == "acl:relcl" && t.child(v, "nsubj") >= 0 && !t.passive(v) && t.child(v, "mark") < 0 {
		if w := t.child(h, "obj"); w >= 0 && w < h && (t.tokens[w].Tag == "WDT" || t.tokens[w].Tag == "WP") {
			return t.head(h)
		}
	}
	// "rebels whom Chad arms and trains"
	if h := t.head(v); h >= 0 && h < v && t.is(v, "conj") && t.verb(h) && t.rel(h) == "acl:relcl" && !t.passive(v) && t.child(v, "nsubj", "ccomp", "xcomp") < 0 && t.chained(h, v) {
		if n := t.child(h, "nsubj"); n >= 0 && n < h && !t.relative(n) {
			return t.object(h)
		}
	}
	// "a synagogue that they meant to blow up"
	if h := t.head(v); h >= 0 && t.is(v, "xcomp") && t.infinitive(v) && !t.passive(v) && t.rel(h) == "acl:relcl" && t.verb(h) && t.words.Is("threaten", t.lemma(h)) {
		if n := t.child(h, "nsubj"); n >= 0 && n < h && !t.relative(n) {
			if o := t.child(h, "obj"); o < 0 || o < h {
				return t.head(h)
			}
		}
	}
	// Coordinated verbs share the object that follows the last of them.
	if !t.passive(v) {
		for _, k := range t.joined(v) {
			if t.child(k, "nsubj") < 0 && t.child(k, "obj") >= 0 {
				return t.child(k, "obj")
			}
		}
	}
	return -1
}

// possessed tells whether a noun opens a relative clause as what somebody has, so
// that nothing is left out of the clause: "whose battalions fought".
func (t *tree) possessed(n int) bool {
	k := t.child(n, "nmod:poss")
	return k >= 0 && t.tokens[k].Tag == "WP$"
}
