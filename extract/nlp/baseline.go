package nlp

import (
	"context"
	"strings"
	"sync"

	"github.com/jdkato/prose/v2"

	"sitrep/extract"
)

// proseModel is loaded once: it takes 0.4 s and 106 MB.
var proseModel = sync.OnceValue(func() *prose.Model {
	doc, err := prose.NewDocument("", prose.WithSegmentation(false))
	if err != nil {
		return nil
	}
	return doc.Model
})

var proseClasses = map[string]extract.Class{"PERSON": extract.Person, "GPE": extract.Place, "LOCATION": extract.Place, "ORGANIZATION": extract.Organisation, "ORG": extract.Organisation}

// Baseline is a stage that finds names by prose's own recogniser: what sitrep's
// is measured against, never used to build a graph.
func Baseline() extract.Stage {
	return extract.Stage{
		Name: "mentions", Doc: "finds names by prose's recogniser", Requires: []string{"tag"},
		Run: func(ctx context.Context, d *extract.Document) error {
			model := proseModel()
			for i, s := range d.Sentences {
				if err := ctx.Err(); err != nil {
					return err
				}
				d.Mentions = append(d.Mentions, baselineNames(d, i, s, model)...)
			}
			return nil
		},
	}
}

func baselineNames(d *extract.Document, index int, s extract.Sentence, model *prose.Model) (out []extract.Mention) {
	defer func() { _ = recover() }()
	text := d.Slice(s.Span)
	// A name that ends the text is lost unless something follows.
	doc, err := prose.NewDocument(text+" .", prose.WithSegmentation(false), prose.UsingModel(model))
	if err != nil {
		return nil
	}
	at := 0
	for _, e := range doc.Entities() {
		class, ok := proseClasses[e.Label]
		from := strings.Index(text[at:], e.Text)
		if !ok || from < 0 {
			continue
		}
		span := extract.Span{Start: s.Start + at + from, End: s.Start + at + from + len(e.Text)}
		at += from + len(e.Text)
		m := extract.Mention{Span: span, Class: class, Form: extract.Name, FoundBy: "prose", Confidence: 0.5, Sentence: index, First: -1}
		for k := s.First; k < s.Last; k++ {
			if d.Tokens[k].Overlaps(span) {
				if m.First < 0 {
					m.First = k
				}
				m.Last, m.Head = k+1, k
			}
		}
		if m.First >= 0 {
			out = append(out, m)
		}
	}
	return out
}
