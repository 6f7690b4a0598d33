package walk

import (
	"cmp"
	"slices"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// filter says which evidence counts.
type filter struct {
	statuses []extract.Status
	// held are those of the statuses that make plain edges, unheld the others.
	held, unheld  []extract.Status
	since, until  string
	minConfidence float64
	// documents is nil where every document counts.
	documents []store.Ref
	minWeight float64
	minCount  int
	// grouped counts an event once, however many statements tell it.
	grouped bool
}

func (r *reader) newFilter(o Options) (filter, error) {
	if err := o.Validate(); err != nil {
		return filter{}, err
	}
	f := filter{statuses: o.statuses(), minConfidence: o.MinConfidence, minWeight: o.MinWeight, minCount: o.MinCount, grouped: !o.NoGrouping}
	for _, s := range f.statuses {
		if s.Holds() {
			f.held = append(f.held, s)
		} else {
			f.unheld = append(f.unheld, s)
		}
	}
	if o.Since != "" {
		f.since = firstDay(o.Since)
	}
	if o.Until != "" {
		f.until = lastDay(o.Until)
	}
	if o.Document == "" {
		return f, nil
	}
	var err error
	f.documents, err = r.documentsNamed(o.Document)
	return f, err
}

// needsStatements tells whether a plain edge's statement must be read before
// the edge counts.
func (f *filter) needsStatements() bool {
	return len(f.held) < 2 || f.byDocument() || f.minConfidence > 0
}

// byDocument tells whether evidence depends on the document or the date.
func (f *filter) byDocument() bool { return f.since != "" || f.until != "" || f.documents != nil }

// counts tells whether a statement's evidence counts; it has been read.
func (r *reader) counts(f *filter, ref store.Ref) (bool, error) {
	s := r.statements[ref]
	if !slices.Contains(f.statuses, extract.Status(s.text(graph.Status))) || s.number(graph.Confidence) < f.minConfidence {
		return false, nil
	}
	return r.dated(f, s.facts[graph.InDocument], s.text(graph.TimeFrom), s.text(graph.TimeTo))
}

// dated tells whether a document counts, and a time within it.
func (r *reader) dated(f *filter, doc store.Ref, from, to string) (bool, error) {
	if f.documents != nil && !slices.Contains(f.documents, doc) {
		return false, nil
	}
	if f.since == "" && f.until == "" {
		return true, nil
	}
	from, to = cmp.Or(from, to), cmp.Or(to, from)
	if from == "" {
		d, err := r.document(doc)
		if err != nil {
			return false, err
		}
		from, to = d.published, d.published
	}
	return from != "" && (f.since == "" || lastDay(to) >= f.since) && (f.until == "" || firstDay(from) <= f.until), nil
}

// survivors returns those labels of an edge whose evidence counts.
func (r *reader) survivors(f *filter, p *predicate, labels []store.Ref) ([]store.Ref, error) {
	if r.isCoOccurrence(p) {
		if !f.byDocument() {
			return labels, nil
		}
		var kept []store.Ref
		for _, label := range labels {
			s, err := r.sentence(label)
			if err != nil {
				return nil, err
			}
			ok, err := r.dated(f, s.document, "", "")
			if err != nil {
				return nil, err
			}
			if ok {
				kept = append(kept, label)
			}
		}
		return kept, nil
	}
	if !f.needsStatements() {
		return labels, nil
	}
	if err := r.readStatements(labels); err != nil {
		return nil, err
	}
	var kept []store.Ref
	for _, label := range labels {
		ok, err := r.counts(f, label)
		if err != nil {
			return nil, err
		}
		if ok {
			kept = append(kept, label)
		}
	}
	return kept, nil
}
