package lexicon

import (
	"strings"

	"sitrep/extract"
)

// Postmodifier says what the words between two mentions say of them: "fighters
// loyal to X" support X.
type Postmodifier struct {
	Predicate string
	// First and Second are the classes that the mentions must have; empty for
	// all that the predicate takes.
	First, Second []string
	// Back is set where the second mention is the subject.
	Back bool
}

// maxPostmodifier is the most words that a postmodifier has.
const maxPostmodifier = 4

// PostmodifierWidth returns the most words that a postmodifier has which starts
// with a word, 0 where none does.
func (l *Lexicon) PostmodifierWidth(word string) int { return l.postmodifiers[word] }

// addPostmodifier adds a row of postmodifiers.tsv; the predicate "-" drops what
// the words said so far.
func (l *Lexicon) addPostmodifier(r row) error {
	words := extract.Fold(r.get("words"))
	if n := len(strings.Fields(words)); n == 0 || n > maxPostmodifier {
		return r.errorf("%q has not 1 to %d words", words, maxPostmodifier)
	}
	p := Postmodifier{Predicate: r.get("predicate"), First: r.list("first"), Second: r.list("second"), Back: r.get("order") == "back"}
	if p.Predicate == "-" {
		delete(l.Postmodifiers, words)
		return nil
	}
	if l.Ontology.Predicate(p.Predicate) == nil {
		return r.errorf("%q is no predicate of the ontology", p.Predicate)
	}
	if order := r.get("order"); order != "forth" && order != "back" {
		return r.errorf("order %q is neither forth nor back", order)
	}
	for _, c := range append(p.First, p.Second...) {
		if l.Ontology.Class(c) == nil {
			return r.errorf("%q is no class of the ontology", c)
		}
	}
	l.Postmodifiers[words] = append(l.Postmodifiers[words], p)
	first := strings.Fields(words)
	l.postmodifiers[first[0]] = max(l.postmodifiers[first[0]], len(first))
	return nil
}
