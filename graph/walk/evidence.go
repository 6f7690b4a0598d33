package walk

import (
	"cmp"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"sitrep/graph"
	"sitrep/graph/store"
)

// statement is a statement's node, as far as the store holds it.
type statement struct {
	facts map[quad.IRI]store.Ref
	r     *reader
}

type document struct {
	id, source, title, published string
}

type sentence struct {
	document store.Ref
	text     string
	start    int
}

// readStatements fetches statements that are not known yet, and the values of
// their literals in one batch.
func (r *reader) readStatements(refs []store.Ref) error {
	var literals []store.Ref
	for _, ref := range refs {
		if r.statements[ref] != nil {
			continue
		}
		facts, err := r.facts(ref)
		if err != nil {
			return err
		}
		s := &statement{facts, r}
		r.statements[ref] = s
		literals = slices.AppendSeq(append(literals, ref), maps.Values(facts))
	}
	return r.load(literals)
}

// facts reads all that a node's own quads say, of each predicate one.
func (r *reader) facts(ref store.Ref) (map[quad.IRI]store.Ref, error) {
	var predicates, objects []store.Ref
	err := r.store.Edges(r.ctx, store.Pattern{S: ref}, func(e store.Edge) error {
		predicates = append(predicates, e.P)
		objects = append(objects, e.O)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := r.load(predicates); err != nil {
		return nil, err
	}
	facts := make(map[quad.IRI]store.Ref, len(objects))
	for i, p := range predicates {
		if iri, ok := r.values[p].(quad.IRI); ok {
			facts[iri] = objects[i]
		}
	}
	return facts, nil
}

func (s *statement) text(p quad.IRI) string { return text(s.r.values[s.facts[p]]) }

func (s *statement) number(p quad.IRI) float64 { return number(s.r.values[s.facts[p]]) }

func number(v quad.Value) float64 {
	switch v := v.(type) {
	case quad.Float:
		return float64(v)
	case quad.Int:
		return float64(v)
	}
	return 0
}

func (s *statement) span(from, to quad.IRI) *Span {
	_, ok := s.facts[to]
	if !ok {
		return nil
	}
	return &Span{int(s.number(from)), int(s.number(to))}
}

func (r *reader) document(ref store.Ref) (*document, error) {
	if d := r.documents[ref]; d != nil {
		return d, nil
	}
	v, err := r.value(ref)
	if err != nil {
		return nil, err
	}
	d := &document{id: text(v)}
	if id, ok := graph.DocumentID(v); ok {
		d.id = id
	}
	for _, fact := range []struct {
		predicate quad.IRI
		to        *string
	}{{graph.Source, &d.source}, {graph.Title, &d.title}, {graph.Published, &d.published}} {
		texts, err := r.texts(ref, fact.predicate)
		if err != nil {
			return nil, err
		}
		if len(texts) > 0 {
			*fact.to = texts[0]
		}
	}
	r.documents[ref] = d
	return d, nil
}

func (r *reader) sentence(ref store.Ref) (*sentence, error) {
	if s := r.sentences[ref]; s != nil {
		return s, nil
	}
	facts, err := r.facts(ref)
	if err != nil {
		return nil, err
	}
	said, start := facts[graph.Text], facts[graph.Start]
	if err := r.load([]store.Ref{said, start}); err != nil {
		return nil, err
	}
	s := &sentence{document: facts[graph.InDocument], text: text(r.values[said]), start: int(number(r.values[start]))}
	r.sentences[ref] = s
	return s, nil
}

func (r *reader) isCoOccurrence(p *predicate) bool { return p.name == string(graph.CoOccursWith) }

// evidence describes the labels of an edge, the best first.
func (r *reader) evidence(p *predicate, labels []store.Ref) ([]Evidence, error) {
	all := make([]Evidence, 0, len(labels))
	if !r.isCoOccurrence(p) {
		if err := r.readStatements(labels); err != nil {
			return nil, err
		}
	}
	for _, label := range labels {
		e := Evidence{Confidence: 1}
		in, doc := label, label
		var err error
		if r.isCoOccurrence(p) {
			s, err := r.sentence(label)
			if err != nil {
				return nil, err
			}
			doc = s.document
		} else {
			if e, err = r.describe(label); err != nil {
				return nil, err
			}
			s := r.statements[label]
			in, doc = s.facts[graph.InSentence], s.facts[graph.InDocument]
		}
		if err := r.locate(&e, in, doc); err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Evidence) int {
		return cmp.Or(
			cmp.Compare(b.Confidence, a.Confidence),
			cmp.Compare(a.Status, b.Status),
			compareBool(a.Date() == "", b.Date() == ""),
			cmp.Compare(a.Date(), b.Date()),
			cmp.Compare(a.Document, b.Document),
			cmp.Compare(a.start(), b.start()),
			cmp.Compare(a.Statement, b.Statement),
		)
	})
	return all, nil
}

func (e Evidence) start() int {
	if e.SentenceSpan == nil {
		return 0
	}
	return e.SentenceSpan.Start
}

// maxBrief bounds what is listed of one edge; who filters so many by time finds
// some of them in any window that holds one.
const maxBrief = 10_000

// brief describes those labels of an arc that are not shown.
func (r *reader) brief(a *arc, shown []store.Ref) ([]Brief, error) {
	has := make(map[store.Ref]bool, len(shown))
	for _, label := range shown {
		has[label] = true
	}
	rest := slices.DeleteFunc(slices.Clone(a.labels), func(label store.Ref) bool { return has[label] })
	rest = rest[:min(len(rest), maxBrief)]
	pairs := r.isCoOccurrence(a.predicate)
	if !pairs {
		if err := r.readStatements(rest); err != nil {
			return nil, err
		}
	}
	all := make([]Brief, len(rest))
	for i, label := range rest {
		b, doc := Brief{Confidence: 1}, label
		if pairs {
			s, err := r.sentence(label)
			if err != nil {
				return nil, err
			}
			doc = s.document
		} else {
			s := r.statements[label]
			from, to := s.text(graph.TimeFrom), s.text(graph.TimeTo)
			b = Brief{Status: s.text(graph.Status), Confidence: s.number(graph.Confidence), From: cmp.Or(from, to), To: cmp.Or(to, from)}
			doc = s.facts[graph.InDocument]
		}
		d, err := r.document(doc)
		if err != nil {
			return nil, err
		}
		b.Document = d.id
		if b.From == "" {
			b.From, b.To = d.published, d.published
		}
		all[i] = b
	}
	slices.SortFunc(all, func(a, b Brief) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.From, b.From), cmp.Compare(a.Document, b.Document))
	})
	return all, nil
}

// describe turns a statement, already read, into evidence.
func (r *reader) describe(ref store.Ref) (Evidence, error) {
	s := r.statements[ref]
	e := Evidence{
		Status:      s.text(graph.Status),
		Confidence:  s.number(graph.Confidence),
		SubjectSpan: s.span(graph.SubjectStart, graph.SubjectEnd),
		ObjectSpan:  s.span(graph.ObjectStart, graph.ObjectEnd),
	}
	e.Statement, _ = graph.StatementID(r.values[ref])
	if event := r.eventOf(ref); event != ref {
		v, err := r.value(event)
		if err != nil {
			return Evidence{}, err
		}
		if id, ok := graph.EventID(v); ok {
			e.Event = &id
		}
	}
	if span := s.span(graph.Start, graph.End); span != nil {
		e.Trigger = &Trigger{*span, s.text(graph.TriggerText)}
	}
	if t := (Time{s.text(graph.TimeFrom), s.text(graph.TimeTo), s.text(graph.TimeText)}); t != (Time{}) {
		e.Time = &t
	}
	for _, role := range []struct {
		predicate quad.IRI
		to        **Node
	}{{graph.AttributedTo, &e.AttributedTo}, {graph.Instrument, &e.Instrument}, {graph.AtPlace, &e.Place}} {
		if n, ok := s.facts[role.predicate]; ok {
			node, err := r.node(n)
			if err != nil {
				return Evidence{}, err
			}
			*role.to = &node
		}
	}
	return e, nil
}

// locate adds the sentence and the document.
func (r *reader) locate(e *Evidence, in, doc store.Ref) error {
	var none store.Ref
	if doc != none {
		d, err := r.document(doc)
		if err != nil {
			return err
		}
		e.Document, e.Source, e.Title, e.Published = d.id, d.source, d.title, d.published
	}
	if in != none {
		s, err := r.sentence(in)
		if err != nil {
			return err
		}
		e.Sentence = s.text
		v, err := r.value(in)
		if err != nil {
			return err
		}
		e.SentenceNode, _ = v.(quad.IRI)
		e.SentenceSpan = &Span{s.start, s.start + len(s.text)}
	}
	return nil
}
