// Package ner finds mentions: names from the gazetteer and by their shape and
// surroundings, common noun phrases by their heads, and pronouns.
package ner

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/extract"
	"sitrep/extract/lexicon"
	"sitrep/extract/ner/sequence"
)

// Confidence of a mention by how it was found, until a trained model gives
// its own.
const (
	sureName   = 0.95 // gazetteer, designator
	headedName = 0.85 // typed by its last word, title or given name
	guessName  = 0.55 // typed by its surroundings
	nominal    = 0.8
	pronoun    = 0.6
)

// Recogniser holds the lexicon and the trained model; it is safe for concurrent
// use.
type Recogniser struct {
	lex   *lexicon.Lexicon
	model *sequence.Model
}

// New returns a recogniser over the lexicon, and over a model of names unless
// that is nil.
func New(lex *lexicon.Lexicon, model *sequence.Model) *Recogniser {
	return &Recogniser{lex: lex, model: model}
}

// trim leaves the full stop that a tokeniser took for an abbreviation's out of
// a name: "the Yellow Sea."
func (r *Recogniser) trim(d *extract.Document, m *extract.Mention) {
	last := d.Tokens[m.Last-1].Span
	text := d.Slice(last)
	if m.Form != extract.Name || m.End != last.End || !strings.HasSuffix(text, ".") || strings.Count(text, ".") > 1 || len(text) < 4 || m.End-m.Start < 2 {
		return
	}
	if !r.lex.Is("stopped", strings.ToLower(text)) {
		m.End--
	}
}

// parse tells a mention's determiners, and of a nominal the number and the head.
func parse(d *extract.Document, m *extract.Mention) {
	leading := true
	// "two of its ships" are called ships
	share := m.Form == extract.Nominal && m.First+1 < m.Head && d.Tokens[m.First].Tag == "CD" && d.Tokens[m.First+1].Lemma == "of"
	for t := m.First; t < m.Head; t++ {
		tag := d.Tokens[t].Tag
		leading = leading && (tag == "DT" || tag == "PDT" || tag == "PRP$" || share && t <= m.First+1)
		if leading {
			m.Lead = d.Tokens[t+1].Start - m.Start
		}
		if tag == "CD" && m.Form == extract.Nominal {
			if m.Number.Len() == 0 {
				m.Number.Start = d.Tokens[t].Start
			}
			m.Number.End = d.Tokens[t].End
		}
	}
	if m.Form == extract.Nominal {
		m.HeadSpan = d.Tokens[m.Head].Span
	}
}

// sentence is one sentence under the recogniser's eye.
type sentence struct {
	*Recogniser
	doc    *extract.Document
	index  int
	first  int // of its tokens in the document
	tokens []extract.Token
	// matches are the gazetteer's.
	matches []lexicon.Match
	// caps is set where capitals tell nothing: the whole sentence is in them.
	caps bool
	// titled is set in a headline, where a capital tells as little.
	titled bool
	// blasted is set where one of the last sentences spoke of an explosive.
	blasted bool
	// sides are the nouns of the mentions before that count only with whose they are.
	sides map[string]bool
}

func (r *Recogniser) scan(d *extract.Document, i int) *sentence {
	s := d.Sentences[i]
	tokens := d.Tokens[s.First:s.Last]
	out := &sentence{Recogniser: r, doc: d, index: i, first: s.First, tokens: tokens, caps: shouted(d.Slice(s.Span))}
	out.titled = !out.caps && out.isHeadline()
	return out
}

// shouted tells whether a text holds capitals and hardly a small letter.
func shouted(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			upper++
		} else if unicode.IsLower(r) {
			lower++
		}
	}
	return upper >= 8 && lower*8 <= upper
}

// mention makes a mention of the tokens from:to of the sentence.
func (s *sentence) mention(from, to int) extract.Mention {
	return extract.Mention{
		Span:  extract.Span{Start: s.tokens[from].Start, End: s.tokens[to-1].End},
		First: s.first + from, Last: s.first + to, Head: s.first + to - 1, Sentence: s.index,
	}
}

// word returns the lower-case text of the token at i, or "" outside.
func (s *sentence) word(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return strings.ToLower(s.tokens[i].Text)
}

// tag returns the tag of the token at i, or "" outside.
func (s *sentence) tag(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].Tag
}

// lemma returns the singular or infinitive of the token at i, or "" outside.
func (s *sentence) lemma(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].Lemma
}

// proper tells whether the token at i may be part of a name.
func (s *sentence) proper(i int) bool {
	if i < 0 || i >= len(s.tokens) {
		return false
	}
	t := s.tokens[i]
	switch {
	case !capitalised(t.Text):
		return false
	case s.lex.Is("stop", strings.ToLower(strings.TrimSuffix(t.Text, "."))):
		if s.lex.Is("stop_in_name", strings.ToLower(t.Text)) && !s.caps && s.tag(i-1) == "NNP" && s.tag(i+1) == "NNP" && capitalised(s.tokens[i-1].Text) && capitalised(s.tokens[i+1].Text) && !s.headline() {
			return true // "Zin Mar Aung", "Khin Than Myint"
		}
		// "Prime Minister May"
		return s.lex.Is("month_surname", strings.ToLower(t.Text)) && !s.caps && t.Tag == "NNP" && s.tag(i+1) != "CD" && s.titleBefore(i) != ""
	case strings.HasPrefix(t.Tag, "NNP"):
		return true
	case s.caps, s.titled:
		return false
	case s.sentenceStart(i):
		// A sentence's first word is a name only where the tagger says so, or
		// another name follows.
		if next := i + 1; next < len(s.tokens) && capitalised(s.tokens[next].Text) && !s.lex.Is("stop", s.word(next)) {
			if _, ok := s.lex.Nominals[s.word(i)+" "+s.word(next)]; ok || s.lex.Is("organisation_first", s.word(i)) {
				return true // "Armed Forces of Malawi", "Liwa al-Haqq"
			}
		}
		if s.lex.Is("numbered_body", s.word(i)) && i+1 < len(s.tokens) && digits(s.tokens[i+1].Text) {
			return true // "Brigade 604 fighters"
		}
		return len(t.Text) > 1 && (t.Tag == "NN" || t.Tag == "JJ" || t.Tag == "FW") && s.tag(i+1) == "NNP" && capitalised(s.tokens[i+1].Text)
	}
	return !strings.HasPrefix(t.Tag, "PRP") && t.Tag != "CD" && t.Tag != "IN" && t.Tag != "DT"
}

// prefixes are those that stand before a name without being part of it: "mid-July",
// "pro-Kremlin".
var prefixes = map[string]bool{"mid": true, "pre": true, "pro": true, "non": true, "ex": true}

func capitalised(w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	if unicode.IsUpper(r) {
		return true
	}
	// al-Tanf, d'Ivoire, el-Sisi
	if i := strings.IndexAny(w, "-'’"); i > 0 && i <= 3 && !prefixes[w[:i]] {
		_, mark := utf8.DecodeRuneInString(w[i:])
		r, size = utf8.DecodeRuneInString(w[i+mark:])
	}
	return size > 0 && unicode.IsUpper(r)
}
