// Package sense says of each country, region and city that a text names whether
// it acts in its sentence ("Iran backed", "talks with Turkey") or is where
// something is ("in Iraq", "Damascus, Syria").
package sense

import (
	"context"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// maxSteps bounds the way up a chain of coordinated names.
const maxSteps = 6

// Stage sets the Sense of names of a Country, Region or City. It reads the
// tree, and what coreference made of capitals.
func Stage(lex *lexicon.Lexicon) extract.Stage {
	return extract.Stage{
		Name: "sense", Doc: "tells places that act from places where something is", Requires: []string{"parse", "coreference"},
		Run: func(_ context.Context, d *extract.Document) error {
			r := reading{lex: lex, d: d}
			for i := range d.Mentions {
				m := &d.Mentions[i]
				if m.Form != extract.Name {
					continue
				}
				r.first = d.Sentences[m.Sentence].First
				switch m.Subclass {
				case "Country":
					m.Sense = r.country(i)
				case "Region", "City":
					m.Sense = r.part(m)
				}
			}
			return nil
		},
	}
}

type reading struct {
	lex *lexicon.Lexicon
	d   *extract.Document
	// first is the first token of the sentence that is read.
	first int
}

// part tells of a region or city: it acts only where it says or decides
// something.
func (r reading) part(m *extract.Mention) extract.Sense {
	t := r.d.Tokens[m.Head]
	if t.Head < 0 || t.Rel != "nsubj" {
		return extract.Location
	}
	if verb := r.d.Tokens[t.Head]; strings.HasPrefix(verb.Tag, "VB") && (r.lex.Is("speech", verb.Lemma) || r.lex.Is("state_verb", verb.Lemma)) {
		return extract.Actor
	}
	return extract.Location
}

func (r reading) country(i int) extract.Sense {
	m := &r.d.Mentions[i]
	names := r.lex.Gazetteer.Lookup(r.d.Slice(m.Span))
	if !slices.ContainsFunc(names, func(e lexicon.Entry) bool { return e.Subclass == "Country" }) && len(names) > 0 {
		return extract.Actor // a capital that coreference took for its government
	}
	if word, ok := r.compound(m); ok {
		s, _ := r.lex.Sense("-", extract.Token{Lemma: word})
		return s
	}
	if r.locates(i) {
		return extract.Location
	}
	return r.of(m.Head, maxSteps)
}

// compound returns the word that a name is joined to by a hyphen: "US-led".
func (r reading) compound(m *extract.Mention) (string, bool) {
	t := r.d.Tokens[m.Last-1]
	if m.End >= t.End {
		return "", m.Start > t.Start && m.First == m.Last-1
	}
	rest := strings.ToLower(strings.TrimLeft(r.d.Text[m.End:t.End], "-‐‑–"))
	return rest, rest != "'s" && rest != "’s"
}

// locates tells whether a country only says where the place before it is:
// "Damascus, Syria".
func (r reading) locates(i int) bool {
	m := &r.d.Mentions[i]
	if m.First < 2 || r.d.Tokens[m.First-1].Text != "," {
		return false
	}
	for k := i - 1; k >= max(0, i-3); k-- {
		if o := &r.d.Mentions[k]; o.Last == m.First-1 && o.Form == extract.Name && o.Class == extract.Place {
			return o.Subclass != "Country" && o.Sentence == m.Sentence
		}
	}
	return false
}

// of reads the sense off the token's place in the tree.
func (r reading) of(t, steps int) extract.Sense {
	tok := r.d.Tokens[t]
	if tok.Head < 0 || steps == 0 {
		return extract.Location
	}
	head := r.d.Tokens[tok.Head]
	prep := r.preposition(t)
	role := prep
	rel, _, _ := strings.Cut(tok.Rel, ":")
	switch {
	case tok.Rel == "nmod:poss" || r.possessive(t):
		role = "poss"
	case prep != "":
	case rel == "compound" && r.listed(t, tok.Head):
		return r.of(tok.Head, steps-1) // the first of a list, hung on another
	case rel == "conj", rel == "appos", rel == "flat":
		return r.of(tok.Head, steps-1)
	case tok.Rel == "nsubj:pass":
		role = "passive"
	case rel == "nsubj":
		role = "subj"
	case rel == "obj", rel == "iobj":
		role = "obj"
	case rel == "compound", rel == "amod", rel == "nmod":
		role = "mod"
	}
	s, ok := r.lex.Sense(role, head)
	if !ok {
		return extract.Location
	}
	return s
}

// preposition returns the case marker of a token, or the preposition right
// before it wherever the parser hung that, or "".
func (r reading) preposition(t int) string {
	near := t - 1
	for near >= max(r.first, t-3) && (r.d.Tokens[near].Tag == "DT" || r.d.Tokens[near].Head == t && strings.HasPrefix(r.d.Tokens[near].Tag, "NNP")) {
		near--
	}
	for k := t - 1; k >= max(r.first, t-6); k-- {
		c := r.d.Tokens[k]
		word := strings.ToLower(c.Text)
		if c.Head == t && c.Rel == "case" || k == near && (c.Tag == "IN" || c.Tag == "TO") && r.lex.Senses[word] != nil {
			if k > r.first && word == "to" && r.d.Tokens[k-1].Lemma == "accord" || word == "according" {
				return "according to"
			}
			return word
		}
	}
	return ""
}

// listed tells whether a comma or an "and" stands between two tokens.
func (r reading) listed(from, to int) bool {
	for k := from + 1; k < min(to, from+3); k++ {
		if t := r.d.Tokens[k]; t.Text == "," || t.Tag == "CC" {
			return true
		}
	}
	return false
}

func (r reading) possessive(t int) bool {
	if t+1 >= len(r.d.Tokens) {
		return false
	}
	return r.d.Tokens[t+1].Tag == "POS" && r.d.Tokens[t+1].Start == r.d.Tokens[t].End
}
