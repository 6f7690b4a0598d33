// Package link makes entities of a document's chains: a gazetteer's identity
// where there is one, else one made of class and name, else a description that
// is known only inside its document.
package link

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// Linker holds the lexicon; it is safe for concurrent use.
type Linker struct {
	lex *lexicon.Lexicon
}

// New returns a linker over the lexicon.
func New(lex *lexicon.Lexicon) *Linker { return &Linker{lex: lex} }

// Stage names each chain's entity and gives it to the chain's mentions.
func (l *Linker) Stage() extract.Stage {
	return extract.Stage{
		Name: "link", Doc: "gives each chain its entity", Requires: []string{"coreference"},
		Passes: func(d *extract.Document) []extract.Pass {
			t := &things{Linker: l, doc: d.ID}
			return []extract.Pass{t.gather, t.give}
		},
	}
}

// demonym tells whether a text only qualifies: "Iraqi" is no alias of Iraq.
func (l *Linker) demonym(text, id string) bool {
	for _, e := range l.lex.Gazetteer.Lookup(text) {
		if e.ID == id && e.Kind == lexicon.Proper {
			return false
		}
	}
	return true
}

// description is a noun phrase without what only points: "the same
// Iranian-backed militias" is "Iranian-backed militias". People keep their
// number, one of a weapon stands for the kind.
func (l *Linker) description(d *extract.Document, m *extract.Mention) string {
	from := m.First
	if from+2 < m.Head && d.Tokens[from].Tag == "CD" && d.Tokens[from+1].Lemma == "of" {
		from += 2 // "two of its ships"
	}
	// "at least six soldiers" are "six soldiers".
	number := from
	for number < m.Head && d.Tokens[number].Tag != "CD" {
		number++
	}
	if d.Tokens[number].Tag == "CD" && l.lex.Approximation(d.Tokens[from:number]) == number-from {
		from = number
	}
	for from < m.Head {
		t := d.Tokens[from]
		w := strings.ToLower(t.Text)
		if !(l.lex.Is("determiner", w) || t.Tag == "PRP$" || t.Tag == "POS" || t.Tag == "CD") || m.Class == extract.Person && (t.Tag == "CD" || l.lex.Is("number", w)) {
			break
		}
		from++
	}
	text := d.Text[d.Tokens[from].Start:d.Tokens[m.Last-1].End]
	if m.Class == extract.Weapon && m.Last == m.Head+1 {
		// Singular: rockets and a rocket are one kind.
		text = d.Text[d.Tokens[from].Start:d.Tokens[m.Head].Start] + singular(d.Tokens[m.Head])
	}
	text = strings.Join(strings.Fields(text), " ")
	if shouted(text) {
		text = strings.ToLower(text)
	}
	return text
}

func singular(t extract.Token) string {
	if t.Tag == "NNS" || t.Tag == "NNPS" {
		return t.Lemma
	}
	return t.Text
}

// located tells whether a site's description says where it is ("the U.S. base
// at al-Tanf"), so that it means the same in every document.
func (l *Linker) located(d *extract.Document, m *extract.Mention) bool {
	return m.Class == extract.Place && m.Last > m.Head+1
}

// properCase gives a name in all capitals the case that names have; acronyms
// and names of mixed case stay.
func (l *Linker) properCase(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if !strings.ContainsRune(s, ' ') && len(s) <= 6 || !shouted(s) {
		return s
	}
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		if i > 0 && l.lex.Is("small_name_word", w) {
			continue
		}
		r, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[size:]
	}
	return strings.Join(words, " ")
}

func shouted(s string) bool {
	return s == strings.ToUpper(s) && strings.IndexFunc(s, unicode.IsLetter) >= 0 && utf8.RuneCountInString(s) > 3
}

// distinct drops the aliases that fold to the name or to one another, and
// those without a capital: they describe.
func distinct(name string, aliases []string) []string {
	seen := map[string]bool{extract.Fold(name): true}
	proper := strings.ContainsFunc(name, unicode.IsUpper)
	var out []string
	for _, a := range aliases {
		k := extract.Fold(a)
		if seen[k] || proper && !strings.ContainsFunc(a, unicode.IsUpper) {
			continue
		}
		seen[k] = true
		out = append(out, a)
	}
	return out
}
