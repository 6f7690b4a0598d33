package parse

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// part is a stretch of the sentence that is parsed on its own: who says it
// ("…, the ministry said on Monday"), or a relative clause between commas.
// Both are common in reports and rare in a treebank, and without them a parser
// sees the sentence that the report is about.
type part struct {
	kind  partKind
	words []int // tokens, from the sentence's first
	// verb is the verb of saying or of a condition, or the first word of an
	// according-to phrase; anchor the token that a relative clause hangs on, or
	// the "to" of a condition; aux what opens that.
	verb, anchor, aux int
}

type partKind int

const (
	saying partKind = iota
	according
	relative
	aside
	condition
)

const (
	maxSpeaker = 14 // tokens before a verb of saying
	maxAdjunct = 12 // tokens after it: "in a statement on its website"
)

// parts finds the stretches and takes their tokens out of the sentence. Each
// token is looked at a bounded number of times.
func (r *reduction) parts(mentions []extract.Mention) []part {
	c := clauses{reduction: r, mentions: mentions}
	for k := range r.fold {
		if r.fold[k] < 0 {
			c.shown = append(c.shown, k)
		}
	}
	var out []part
	for i := 0; i < len(c.shown); i++ {
		p, from, to, ok := c.at(i)
		if !ok {
			continue
		}
		p.words = append([]int{}, c.shown[from:to]...)
		out = append(out, p)
		// The commas around it go with it: the one before, and the one after
		// where the sentence goes on with its verb.
		if from > i && c.shown[i] != p.words[0] {
			c.comma(i, p.words[0])
		}
		if p.kind == relative && to < len(c.shown) && c.token(to).Text == "," && !c.quoted(to) || p.kind == aside || (p.kind == saying || p.kind == according) && c.token(to).Text == "," && !c.verbIn(0, i) && i > 0 {
			c.comma(to, p.words[0])
			to++
		}
		c.shown = append(c.shown[:i:i], c.shown[to:]...)
		i--
	}
	r.retag(c.shown)
	for _, p := range out {
		if p.kind == relative {
			r.retag(p.words)
		}
		for _, k := range p.words {
			r.fold[k] = apart
		}
	}
	return out
}

// apart marks a token that is parsed with its part.
const apart = -2

// clauses looks for parts among the tokens that the parser would see.
type clauses struct {
	*reduction
	mentions []extract.Mention
	shown    []int
}

func (c *clauses) token(i int) *extract.Token {
	if i < 0 || i >= len(c.shown) {
		return &extract.Token{}
	}
	return &c.doc.Tokens[c.shown[i]+c.first]
}

// comma leaves out the mark at i.
func (c *clauses) comma(i, head int) {
	c.hang(c.shown[i]+c.first, head+c.first, "punct")
}

func (c *clauses) word(i int) string { return strings.ToLower(c.token(i).Text) }

// at tells whether a part starts at i, and its first and last token; what
// stands between i and from is a comma that goes with it.
func (c *clauses) at(i int) (p part, from, to int, ok bool) {
	if c.word(i) == "according" && c.word(i+1) == "to" {
		return c.according(i)
	}
	if c.token(i).Text == "," && c.word(i+1) == "according" && c.word(i+2) == "to" && !c.verbIn(0, i) {
		if p, from, to, ok = c.according(i + 1); ok && c.token(to).Text == "," {
			return p, from, to, true
		}
	}
	// The comma before a relative clause may close what stands in apposition
	// to a name, and have gone with that.
	if k := c.shown[i] + c.first; i > 0 && c.fold[max(c.shown[i]-1, 0)] >= 0 && c.doc.Tokens[k-1].Text == "," {
		if p, to, ok = c.relative(i - 1); ok {
			return p, i, to, true
		}
	}
	if p, to, ok = c.inverted(i); ok {
		return p, i, to, true
	}
	if i < 1 || !c.pause(i) {
		return p, 0, 0, false
	}
	if p, to, ok = c.saidBy(i); ok {
		return p, i + 1, to, true
	}
	if p, to, ok = c.says(i); ok {
		return p, i + 1, to, true
	}
	if c.token(i).Text == "," {
		if p, to, ok = c.relative(i); ok {
			return p, i + 1, to, true
		}
	}
	if p, to, ok = c.aside(i); ok {
		return p, i + 1, to, true
	}
	return p, 0, 0, false
}

// inverted reads "should the raids go on", "were Kenya to send troops" and "had
// Kenya sent them", which are no questions: at the start of a sentence that has
// another verb, or after what would be.
func (c *clauses) inverted(i int) (p part, to int, ok bool) {
	aux := c.word(i)
	if aux != "should" && aux != "were" && aux != "had" {
		return p, 0, false
	}
	first := i == 0 || i == 1 && (c.token(0).Tag == "CC" || c.token(0).Tag == "RB")
	if next := c.token(i + 1); !first && !c.conditional(i) && !(aux == "should" && i > 2 && (next.Tag == "DT" || strings.HasPrefix(next.Tag, "PRP"))) {
		return p, 0, false
	}
	p = part{kind: condition, verb: -1, anchor: -1, aux: c.shown[i]}
	for k := i + 1; k <= len(c.shown); k++ {
		t := c.token(k)
		if c.stop(k) || t.Text == "," || t.Text == "—" || t.Text == "–" {
			return p, k, p.verb >= 0 && (!first || c.verbIn(k, len(c.shown)))
		}
		if p.verb >= 0 {
			continue
		}
		// "should the army attack Tadmur"
		if next := c.token(k + 1).Tag; aux == "should" && t.Tag == "NN" && c.noun(k-1) && verbal(c.lex, t.Lemma) && (next == "DT" || next == "PRP$" || strings.HasPrefix(next, "NNP")) {
			t.Tag = "VB"
		}
		if t.Tag == "TO" && aux == "were" && k > i+1 {
			p.anchor = c.shown[k]
			continue
		}
		if !strings.HasPrefix(t.Tag, "VB") {
			if t.Tag == "MD" || k == i+1 && !c.noun(k) && t.Tag != "DT" && t.Tag != "PRP$" && t.Tag != "CD" && !strings.HasPrefix(t.Tag, "JJ") {
				return p, 0, false
			}
			continue
		}
		base := t.Tag == "VB" || t.Tag == "VBP"
		if k == i+1 || aux == "were" && (p.anchor < 0 || !base) || aux == "had" && t.Tag != "VBN" && t.Tag != "VBD" || aux == "should" && !base {
			return p, 0, false
		}
		p.verb = c.shown[k]
	}
	return p, 0, false
}

// conditional tells whether what stands before i would be.
func (c *clauses) conditional(i int) bool {
	for k := i - 1; k > 0; k-- {
		switch c.word(k) {
		case ",", ";", "that", "who", "which":
			return false
		case "would", "could", "might", "will", "'d":
			return true
		}
	}
	return false
}

const maxAside = 20

// aside reads "— the branch in the Sahel, led by X —" after the dash at i.
func (c *clauses) aside(i int) (p part, to int, ok bool) {
	if !c.dash(i) || !c.noun(i-1) {
		return p, 0, false
	}
	for k := i + 2; k < min(i+maxAside, len(c.shown)); k++ {
		switch {
		case c.dash(k):
			return part{kind: aside, anchor: c.shown[i-1]}, k, true
		case c.finite(k), c.stop(k):
			return p, 0, false
		}
	}
	return p, 0, false
}

func (c *clauses) dash(i int) bool {
	switch c.token(i).Text {
	case "—", "–", "--":
		return true
	}
	return false
}

func (c *clauses) pause(i int) bool {
	switch c.token(i).Text {
	case ",", "—", "–", "--", "”", "''", "\"", "’":
		return true
	}
	return false
}

func (c *clauses) stop(i int) bool {
	switch c.token(i).Text {
	case "", ".", ";", ":", "!", "?":
		return true
	}
	return false
}

func (c *clauses) finite(i int) bool {
	switch c.token(i).Tag {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

func (c *clauses) isVerb(i int) bool {
	return strings.HasPrefix(c.token(i).Tag, "VB") || c.token(i).Tag == "MD"
}

func (c *clauses) noun(i int) bool {
	t := c.token(i).Tag
	return strings.HasPrefix(t, "NN") || t == "PRP"
}

// verbIn tells whether there is a verb in the range.
func (c *clauses) verbIn(from, to int) bool {
	for k := from; k < to; k++ {
		if c.isVerb(k) {
			return true
		}
	}
	return false
}

// finiteIn tells whether there is a finite verb in the range, or at its start what
// may be one: not in "who, though wounded".
func (c *clauses) finiteIn(from, to int) bool {
	for k := from; k < to; k++ {
		if c.finite(k) || c.isVerb(k) && (k == from || k == from+1 && c.token(from).Tag == "RB") {
			return true
		}
	}
	return false
}

// relative reads ", who leads the group," after the comma at i.
func (c *clauses) relative(i int) (p part, to int, ok bool) {
	w := c.token(i + 1)
	if !(w.Tag == "WDT" || w.Tag == "WP" || w.Tag == "WP$" || w.Tag == "WRB" && w.Lemma == "where") || w.Lemma == "what" {
		return p, 0, false
	}
	anchor := c.anchor(i, w)
	if anchor < 0 {
		return p, 0, false
	}
	p = part{kind: relative, anchor: anchor}
	first := 0 // the first comma after a verb
	for k := i + 2; k < len(c.shown); k++ {
		switch {
		case c.stop(k):
			if first > 0 && !c.verbIn(0, i) {
				return p, first, true
			}
			return p, k, c.verbIn(i+2, k)
		case c.token(k).Text == "," && c.verbIn(i+2, k) && (c.sourced(k) || c.verbIn(0, i) && c.quoted(k)):
			return p, k, true
		case c.token(k).Text == "," && c.finiteIn(i+2, k) && c.verbIn(0, i) && c.resumes(i, k):
			return p, k, true
		// The comma after it may close what stands in apposition within it.
		case c.verbIn(i+2, k) && c.finite(k) && !c.verbIn(0, i) && c.closed(k):
			return p, k, true
		case c.token(k).Text == "," && c.finiteIn(i+2, k):
			if first == 0 {
				first = k
			}
			n := k + 1
			if c.token(n).Tag == "CC" {
				n++
			}
			for c.token(n).Tag == "RB" {
				n++
			}
			// "demanded that NATO, which leads the mission, send a patrol"
			subjunctive := c.token(n).Tag == "VB" && !slices.ContainsFunc(c.shown[i:k], func(j int) bool { return c.tok(j).Tag == "TO" || c.tok(j).Tag == "MD" })
			if c.finite(n) || subjunctive || c.token(n).Tag == "VBN" && !c.verbIn(0, i) {
				return p, k, true
			}
		}
	}
	return p, len(c.shown), c.verbIn(i+2, len(c.shown))
}

// resumes tells whether after the comma at k, which ends a relative clause that
// began at i, the sentence goes on with what its verb asks for or brings about:
// "accused Chad, which hosts them, of arming", "called on Iran, which backs the
// group, to", "shelled the boat, which was fishing, killing two".
func (c *clauses) resumes(i, k int) bool {
	next := c.token(k + 1)
	n := k + 2
	if c.word(k+1) == "not" {
		next, n = c.token(k+2), k+3
	}
	switch {
	case next.Tag == "TO" || next.Lemma == "to":
		return c.token(n).Tag == "VB"
	case next.Lemma == "of", next.Lemma == "for":
		return true
	case next.Tag == "VBG":
		for j := i + 2; j < k; j++ {
			if c.isVerb(j) && c.harmful(j) {
				return false
			}
		}
		return c.harmful(k + 1)
	}
	return false
}

// harmful tells whether a verb may tell what an attack brings about.
func (c *clauses) harmful(i int) bool {
	return slices.ContainsFunc(c.lex.Frames[c.token(i).Lemma], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && f.With == "" && slices.Contains(harms, f.Predicate)
	})
}

// harms are the predicates of what an attack brings about.
var harms = []string{"killed", "wounded", "damaged", "abducted", "seized"}

// closed tells whether the comma before a token went with what stands in
// apposition to a name.
func (c *clauses) closed(k int) bool {
	at := c.shown[k]
	return at > 0 && c.fold[at-1] >= 0 && c.doc.Tokens[at-1+c.first].Text == ","
}

// anchor returns the noun that a relative clause after the comma at i speaks
// of: the nearest before it of the kind that its pronoun asks for.
func (c *clauses) anchor(i int, w *extract.Token) int {
	best, person := -1, false
	for k := range c.mentions {
		m := &c.mentions[k]
		at := m.Head - c.first
		if f := c.fold[at]; f >= 0 {
			at = f
		}
		if at >= c.shown[i] || c.fold[at] != -1 || m.Form == extract.Pronoun || at < best {
			continue
		}
		switch {
		case w.Lemma == "where" && m.Class != extract.Place:
		case (w.Lemma == "who" || w.Lemma == "whom") && m.Class != extract.Person && (m.Class != extract.Organisation || person):
		case w.Lemma == "which" && m.Class == extract.Person:
		default:
			best, person = at, m.Class == extract.Person
		}
	}
	// A name right before the comma of which nothing is known is nearer.
	if best >= 0 && c.shown[i]-best < 24 && (c.token(i-1).Tag != "NNP" || c.known(i-1)) {
		return best
	}
	if c.noun(i - 1) {
		return c.shown[i-1]
	}
	return -1
}

// known tells whether a mention ends at the token.
func (c *clauses) known(i int) bool {
	return slices.ContainsFunc(c.mentions, func(m extract.Mention) bool {
		return m.First-c.first <= c.shown[i] && c.shown[i] < m.Last-c.first
	})
}
