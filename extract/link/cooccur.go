package link

import (
	"context"
	"slices"

	"sitrep/extract"
)

// maxNamed bounds the pairs of one sentence: a list of names a page long tells
// little about any two of them, and pairs grow with the square.
const maxNamed = 30

// Cooccurrences is the stage that pairs the entities named in one sentence.
func (l *Linker) Cooccurrences() extract.Stage {
	return extract.Stage{
		Name: "co-occurrence", Doc: "pairs the entities named in one sentence", Requires: []string{"link"},
		Run: func(_ context.Context, d *extract.Document) error {
			named := make([][]string, len(d.Sentences))
			for _, m := range d.Mentions {
				if m.Form == extract.Name && len(named[m.Sentence]) < maxNamed && !slices.Contains(named[m.Sentence], m.Entity) {
					named[m.Sentence] = append(named[m.Sentence], m.Entity)
				}
			}
			for i, ids := range named {
				slices.Sort(ids)
				for a := range ids {
					for _, b := range ids[a+1:] {
						d.Cooccurrences = append(d.Cooccurrences, extract.Cooccurrence{A: ids[a], B: b, Sentence: i})
					}
				}
			}
			return nil
		},
	}
}
