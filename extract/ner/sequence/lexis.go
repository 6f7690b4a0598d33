package sequence

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// lexis is what the lexicon says of a single word, a small set of bits.
const (
	givenName = 1 << iota
	titleWord // ends a title: "minister"
	titlePart // stands in a longer one: "prime"
	personHead
	organisationHead
	placeHead
	weaponHead
	linkWord // joins the parts of a name: "of", "bin"
	surname
)

// lexis maps folded words to what the lexicon says of them.
func lexis(lex *lexicon.Lexicon) map[string]int {
	out := map[string]int{}
	for g := range lex.Given {
		if !strings.Contains(g, " ") {
			out[g] |= givenName
		}
	}
	for n := range lex.Surnames {
		out[n] |= surname
	}
	for t := range lex.Titles {
		words := strings.Fields(t)
		for i, w := range words {
			bit := titlePart
			if i == len(words)-1 {
				bit = titleWord
			}
			out[w] |= bit
			out[w+"."] |= bit
		}
	}
	bits := map[extract.Class]int{extract.Person: personHead, extract.Organisation: organisationHead, extract.Place: placeHead, extract.Weapon: weaponHead}
	for head, n := range lex.Nominals {
		words := strings.Fields(head)
		w := fold(words[len(words)-1])
		if _, single := lex.Nominals[w]; len(words) > 1 && single {
			continue
		}
		out[w] |= bits[n.Class]
		if !strings.HasSuffix(w, "s") {
			out[w+"s"] |= bits[n.Class]
		}
	}
	for w := range lex.Words["name_link"] {
		out[w] |= linkWord
	}
	return out
}

// casing classes the words by how often they begin with a capital where none
// is called for: from 1, never, to 5, always; rare words have none.
func casing(sentences []Sentence) map[string]int {
	type count struct{ capital, all int }
	counts := map[string]*count{}
	for _, s := range sentences {
		if lettersOf(s.Words) != mixed {
			continue
		}
		for i, w := range s.Words {
			if i == 0 || !hasLetter(s.Words[i-1]) || !hasLetter(w) {
				continue
			}
			f := fold(w)
			c := counts[f]
			if c == nil {
				c = &count{}
				counts[f] = c
			}
			c.all++
			if hasCapital(w) {
				c.capital++
			}
		}
	}
	out := map[string]int{}
	for w, c := range counts {
		if c.all < 3 {
			continue
		}
		share := float64(c.capital) / float64(c.all)
		switch {
		case share < 0.02:
			out[w] = 1
		case share < 0.3:
			out[w] = 2
		case share < 0.7:
			out[w] = 3
		case share < 0.98:
			out[w] = 4
		default:
			out[w] = 5
		}
	}
	return out
}

// Known is a match of the gazetteer in a sentence, words[First:Last].
type Known struct {
	First, Last int
	Class       extract.Class
	Subclass    string
	Kind        lexicon.Kind
	Cue         lexicon.Cue
	// Whole is set where the match fills its tokens: not "US" in "US-led".
	Whole bool
}

// Matches returns a sentence's matches as features. Tokens are those of the
// sentence, text is the document's. A name of several entities counts as the
// first of them.
func Matches(g *lexicon.Gazetteer, text string, tokens []extract.Token) []Known {
	return Features(g.Find(text, tokens, 0), text, tokens)
}

// Features is Matches where the gazetteer has been searched already.
func Features(found []lexicon.Match, text string, tokens []extract.Token) []Known {
	out := make([]Known, 0, len(found))
	for _, m := range found {
		e := m.Entries[0]
		if e.Cue == lexicon.Exact && text[m.Start:m.End] != e.Text {
			continue
		}
		out = append(out, Known{
			First: m.First, Last: m.Last, Class: e.Class, Subclass: e.Subclass, Kind: e.Kind, Cue: e.Cue,
			Whole: m.Start == tokens[m.First].Start && m.End == tokens[m.Last-1].End,
		})
	}
	return out
}

// Prepare brings a tagged document's sentences into the form that Context and
// LabelIn take.
func Prepare(g *lexicon.Gazetteer, d *extract.Document) []Sentence {
	out := make([]Sentence, 0, len(d.Sentences))
	for _, span := range d.Sentences {
		tokens := d.Tokens[span.First:span.Last]
		out = append(out, PrepareSentence(g.Find(d.Text, tokens, 0), d.Text, tokens))
	}
	return out
}

// PrepareSentence is Prepare for the tokens of one sentence, and the
// gazetteer's matches in it.
func PrepareSentence(found []lexicon.Match, text string, tokens []extract.Token) Sentence {
	both := make([]string, 2*len(tokens))
	s := Sentence{Known: Features(found, text, tokens), Words: both[:len(tokens):len(tokens)], Tags: both[len(tokens):]}
	for i := range tokens {
		s.Words[i], s.Tags[i] = tokens[i].Text, tokens[i].Tag
	}
	return s
}
