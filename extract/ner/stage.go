package ner

import (
	"context"
	"slices"

	"sitrep/extract"
	"sitrep/extract/lexicon"
	"sitrep/extract/ner/sequence"
)

// Stage finds mentions sentence by sentence, then types the names left open by
// what the rest of the document says of the same words.
func (r *Recogniser) Stage() extract.Stage {
	return extract.Stage{
		Name: "mentions", Doc: "finds names, common noun phrases and pronouns", Requires: []string{"tag"},
		Passes: func(*extract.Document) []extract.Pass {
			k := &reading{Recogniser: r, context: sequence.NewContext(), names: map[string]known{}, shorts: map[string]known{}, redefined: map[string]known{}, surnames: map[string]int{}, ships: map[string]bool{}, heads: map[string]named{}, bodies: map[string]known{}, sides: map[string]bool{}}
			return []extract.Pass{k.observe, k.find, k.settle}
		},
	}
}

// blastReach is how many sentences back "the device" may speak of an explosive.
const blastReach = 3

// reading is what the sentences of one document tell of one another's names.
type reading struct {
	*Recogniser
	context *sequence.Context
	// names are classes by the folded names that bear them.
	names map[string]known
	// shorts are classes by the folded words that longer names begin with.
	shorts map[string]known
	// redefined are classes by the acronyms that the text gives to bodies, and that
	// are places' elsewhere.
	redefined map[string]known
	// surnames are last words of people's names, as they are written, with the byte
	// where they are first told.
	surnames map[string]int
	// heads are the head nouns of names, folded.
	heads map[string]named
	// bodies are what the nouns for the people of a service last stood for.
	bodies map[string]known
	// ships are the folded names of ships.
	ships map[string]bool
	// sides are the nouns, of those that count only with whose they are, that did.
	sides map[string]bool
	// quiet counts the sentences since one spoke of an explosive.
	quiet int
	// sentences and the gazetteer's matches in them are those of the part that
	// was prepared last: a short document's are not prepared again.
	sentences []sequence.Sentence
	matches   [][]lexicon.Match
	part      *extract.Document
}

// prepare brings a part's sentences into the form that the model takes.
func (k *reading) prepare(d *extract.Document) {
	if k.part == d {
		return
	}
	k.part, k.sentences, k.matches = d, k.sentences[:0], k.matches[:0]
	for _, s := range d.Sentences {
		tokens := d.Tokens[s.First:s.Last]
		found := k.lex.Gazetteer.Find(d.Text, tokens, 0)
		k.sentences = append(k.sentences, sequence.PrepareSentence(found, d.Text, tokens))
		k.matches = append(k.matches, found)
	}
}

// observe gathers what the sentences tell of one another: to the model, and of
// ships, which may be told so later than they are named.
func (k *reading) observe(_ context.Context, d *extract.Document) error {
	k.prepare(d)
	for i := range d.Sentences {
		s := k.scan(d, i)
		s.matches = k.matches[i]
		s.ships(k.ships)
	}
	if k.model != nil {
		k.model.Observe(k.context, k.sentences)
	}
	return nil
}

// find adds the mentions of each sentence.
func (k *reading) find(ctx context.Context, d *extract.Document) error {
	var unsure []extract.Mention
	k.prepare(d)
	for i := range d.Sentences {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := k.scan(d, i)
		s.matches, s.blasted, s.sides = k.matches[i], k.quiet < blastReach, k.sides
		var learnt []sequence.Name
		if k.model != nil {
			p := &k.sentences[i]
			learnt = k.model.LabelIn(k.context, p.Words, p.Tags, p.Known, nil)
		}
		names, unknown, guessed := s.names(learnt)
		ships := s.ships(k.ships)
		names, unknown, guessed = launch(ships, names), adrift(ships, unknown), adrift(ships, guessed)
		d.Open, unsure = append(d.Open, unknown...), append(unsure, guessed...)
		found := slices.DeleteFunc(resolveOverlaps(append(names, s.nominals(names)...), s.owns), s.agency)
		found = s.unmade(found)
		k.corps(d, found)
		for _, m := range found {
			if noun := d.Tokens[m.Head].Lemma; m.Form == extract.Nominal && k.lex.Is("needs_side", noun) {
				k.sides[noun] = true
			}
		}
		k.quiet++
		if slices.ContainsFunc(found, func(m extract.Mention) bool { return m.Subclass == "Explosive" }) {
			k.quiet = 0
		}
		found = append(found, s.pronouns()...)
		d.Mentions = append(d.Mentions, found...)
	}
	d.Open = append(d.Open, unsure...)
	k.part, k.sentences, k.matches = nil, nil, nil
	for i := range d.Mentions {
		k.learn(d, &d.Mentions[i])
	}
	return nil
}

// settle types the names left open, and puts the mentions in order.
func (k *reading) settle(_ context.Context, d *extract.Document) error {
	d.Mentions = append(d.Mentions, k.settled(d)...)
	d.Mentions = append(d.Mentions, k.again(d)...)
	d.Open = nil
	for i := range d.Mentions {
		k.trim(d, &d.Mentions[i])
		k.describe(d, &d.Mentions[i])
		parse(d, &d.Mentions[i])
	}
	slices.SortStableFunc(d.Mentions, func(a, b extract.Mention) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	return nil
}
