package parse

import (
	"strings"

	"sitrep/extract/parse/conllu"
)

// Attachment counts tokens by how rightly they were attached, punctuation
// included.
type Attachment struct {
	Tokens int
	// Heads have the right head; Full have the right relation too; Base have
	// the right relation up to its subtype (nsubj for nsubj:pass).
	Heads int
	Full  int
	Base  int
}

// Add counts one sentence. There must be one arc per token.
func (a *Attachment) Add(s *conllu.Sentence, arcs []Arc) {
	for i, t := range s.Tokens {
		a.Tokens++
		if arcs[i].Head != t.Head {
			continue
		}
		a.Heads++
		if arcs[i].Rel == t.Rel {
			a.Full++
		}
		got, _, _ := strings.Cut(arcs[i].Rel, ":")
		want, _, _ := strings.Cut(t.Rel, ":")
		if got == want {
			a.Base++
		}
	}
}

// UAS and LAS are the unlabelled and labelled attachment scores, percentages.
func (a *Attachment) UAS() float64 { return percent(a.Heads, a.Tokens) }

// LAS counts full relations.
func (a *Attachment) LAS() float64 { return percent(a.Full, a.Tokens) }

// BaseLAS counts relations without subtypes, as CoNLL 2018 did.
func (a *Attachment) BaseLAS() float64 { return percent(a.Base, a.Tokens) }

func percent(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(n) / float64(of)
}
