package parse

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// Stage is the stage that gives each token its head and relation. The parser
// sees a shorter sentence than the reader: a name or a date is one word to it,
// and what stands in brackets after a name, or before a dateline's dash, is
// left out. News is full of these, the treebank is not.
func Stage(m *Model, lex *lexicon.Lexicon) extract.Stage {
	return extract.Stage{
		Name: "parse", Doc: "finds the dependency trees", Requires: []string{"tag", "time", "mentions"},
		Run: func(ctx context.Context, d *extract.Document) error {
			mentions, times := d.Mentions, d.Times
			for i, s := range d.Sentences {
				if err := ctx.Err(); err != nil {
					return err
				}
				r := reduction{doc: d, lex: lex, first: s.First, fold: make([]int, s.Last-s.First)}
				for k := range r.fold {
					r.fold[k] = -1
					d.Tokens[s.First+k].Head = -1
				}
				// A body before a dash is no place of a dateline.
				if len(mentions) == 0 || mentions[0].First != s.First || mentions[0].Class == extract.Place {
					r.dateline(s)
				}
				r.label(s, mentions, times)
				r.quotes()
				r.approximations()
				r.perfects()
				r.included()
				own := 0
				for own < len(times) && times[own].Sentence <= i {
					own++
				}
				for _, t := range times[:own] {
					r.into(t.First, t.Last, t.Last-1, "flat")
				}
				adverbs := r.adverbs(times[:own])
				times = times[own:]
				n := 0
				for n < len(mentions) && mentions[n].Sentence <= i {
					n++
				}
				for k := range mentions[:n] {
					if mn := &mentions[k]; mn.Form == extract.Name {
						r.into(mn.First, mn.Last, mn.Head, "flat")
						r.bracket(mn, s.Last)
						r.title(mn, mentions[:k])
					}
				}
				for k := range mentions[:n] {
					if mn := &mentions[k]; mn.Form == extract.Nominal {
						r.nominal(mn)
					}
				}
				r.hearsay()
				r.appositions(mentions[:n], s)
				r.shares()
				parts := r.parts(mentions[:n])
				mentions = mentions[n:]
				r.parse(m, parts, adverbs)
			}
			return nil
		},
	}
}

// reduction is a sentence with the tokens that the parser does not see.
type reduction struct {
	doc   *extract.Document
	lex   *lexicon.Lexicon
	first int
	// fold is, for a token that is left out, the token it hangs on, both from
	// first; -1 for one that stays.
	fold []int
}

// maxBracket is how many tokens a bracket after a name may hold to be left out.
const maxBracket = 6

// maxHearsay is how many tokens may say what somebody is believed to be.
const maxHearsay = 10

// maxDateline is how many tokens may stand before a dateline's dash.
const maxDateline = 14

// parse parses what stays, and the parts on their own, and puts the heads back
// in the document's numbers.
func (r *reduction) parse(m *Model, parts []part, adverbs []adverb) {
	root := -1
	var starts, roots []int
	for _, words := range r.halves() {
		top := r.tree(m, r.upright(words))
		if top < 0 {
			continue
		}
		if root < 0 {
			root = top
		} else {
			r.attach(top, root, "parataxis")
		}
		starts, roots = append(starts, words[0]), append(roots, top)
	}
	r.join(m, parts, func(k int) int {
		n, _ := slices.BinarySearch(starts, k+1)
		if len(roots) == 0 {
			return -1
		}
		return roots[max(n-1, 0)]
	})
	r.place(adverbs, root)
	// A dateline's first token hangs on the root, like a parenthesis.
	if r.fold[0] == 0 {
		r.doc.Tokens[r.first].Head, r.doc.Tokens[r.first].Rel = -1, "parataxis"
		if root >= 0 {
			r.attach(0, root, "parataxis")
		}
	}
}

// halves returns the tokens that stay, in the stretches between semicolons that
// are sentences of their own: each is parsed without the others.
func (r *reduction) halves() [][]int {
	var out [][]int
	var words []int
	verb := false // in words
	for k := range r.fold {
		if r.fold[k] != -1 {
			continue
		}
		words = append(words, k)
		if r.tok(k).Text == ";" && verb {
			out, words, verb = append(out, words), nil, false
		}
		verb = verb || r.verbal(k) && r.tok(k).Tag != "VBG" || r.tok(k).Tag == "MD"
	}
	if n := len(out); n > 0 && !verb {
		out[n-1] = append(out[n-1], words...)
		return out
	}
	return append(out, words)
}

// upright returns the tokens of "Among the freed were two nurses" in the order of
// "Two nurses were among the freed", which the parser knows better.
func (r *reduction) upright(words []int) []int {
	if len(words) < 5 || r.tok(words[0]).Lemma != "among" {
		return words
	}
	end := len(words)
	for end > 0 && !unicode.IsLetter(rune(r.tok(words[end-1]).Text[0])) {
		end--
	}
	for n, k := range words[:end] {
		if t := r.tok(k); t.Lemma == "be" && (t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP") {
			return slices.Concat(words[n+1:end], words[n:n+1], words[:n], words[end:])
		} else if t.Text == "," {
			break
		}
	}
	return words
}

// tree parses some of the sentence's tokens and returns the root, or -1.
func (r *reduction) tree(m *Model, at []int) int {
	words, tags := make([]string, len(at)), make([]string, len(at))
	for i, k := range at {
		words[i], tags[i] = r.doc.Tokens[k+r.first].Text, r.doc.Tokens[k+r.first].Tag
	}
	root := -1
	for i, a := range m.Parse(words, tags) {
		if a.Head >= 0 {
			r.attach(at[i], at[a.Head], a.Rel)
			continue
		}
		root = at[i]
		r.doc.Tokens[root+r.first].Head, r.doc.Tokens[root+r.first].Rel = -1, a.Rel
	}
	return r.straighten(at, root)
}

// maxShare is how many tokens may say what some of them are.
const maxShare = 8

// shares leaves out what is said by the way of some of those named before a
// comma: "nine farmers, most of them women, were". The parser takes it for the
// clause's subject or the list's next.
func (r *reduction) shares() {
	t := r.doc.Tokens[r.first : r.first+len(r.fold)]
	for k := 1; k+3 < len(t); k++ {
		if t[k].Text != "," || !strings.HasPrefix(t[k-1].Tag, "NN") {
			continue
		}
		q := k + 1
		for q < len(t)-3 && q < k+4 && t[q+1].Lemma != "of" {
			q++
		}
		if q+2 >= len(t) || t[q+1].Lemma != "of" || !strings.EqualFold(t[q+2].Text, "them") || t[q].Tag != "CD" && !r.lex.Is("quantity", strings.ToLower(t[q].Text)) && !r.lex.Is("quantity", t[q].Lemma) {
			continue
		}
		end := q + 3
		for end < len(t) && end-q < maxShare && t[end].Text != "," && t[end].Text != "." && !strings.HasPrefix(t[end].Tag, "VB") && t[end].Tag != "MD" && t[end].Lemma != "by" {
			end++
		}
		if end >= len(t) || end == q+3 || t[end].Text != "," && t[end].Text != "." {
			continue
		}
		head := k - 1
		for n := 0; r.fold[head] >= 0 && n < len(t); n++ {
			head = r.fold[head]
		}
		for j := k; j < end; j++ {
			switch {
			case j == k:
				r.hang(j+r.first, head+r.first, "punct")
			case j == q:
				r.hang(j+r.first, head+r.first, "dep")
			case r.fold[j] < 0:
				r.hang(j+r.first, q+r.first, "dep")
			}
		}
		if t[end].Text == "," {
			r.hang(end+r.first, head+r.first, "punct")
		}
	}
}
