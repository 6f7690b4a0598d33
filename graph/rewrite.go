package graph

import (
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sitrep/extract"
)

// Rewrite applies decisions to the quads of one document as extraction gave
// them, in any order and without those of States. It is pure, and returns the
// decisions that changed something; without any, the quads are the same slice.
//
// An edge from an entity to itself is left out: only its statement stays.
func (ds *Decisions) Rewrite(doc string, quads []quad.Quad) ([]quad.Quad, []*Decision) {
	r := rewriting{Decisions: ds, id: doc, doc: DocumentIRI(doc), quads: quads}
	for _, entity := range r.mentioned() {
		if id, _ := EntityID(entity); len(ds.splits[id]) > 0 {
			r.split(entity, id)
		}
	}
	if len(ds.merges) > 0 {
		r.merge()
	}
	if len(r.by) == 0 {
		return quads, nil
	}
	r.tidy()
	return r.quads, r.by
}

// rewriting is one document on its way.
type rewriting struct {
	*Decisions
	id    string
	doc   quad.IRI
	quads []quad.Quad
	by    []*Decision
	// of is what each statement and sentence holds by itself, once needed.
	of map[quad.Value]map[quad.IRI]quad.Value
}

// mentioned lists the entities of the document, in order.
func (r *rewriting) mentioned() []quad.Value {
	var found []quad.Value
	for _, q := range r.quads {
		if q.Subject == r.doc && q.Predicate == Mentions {
			found = append(found, q.Object)
		}
	}
	slices.SortFunc(found, func(a, b quad.Value) int { return strings.Compare(quad.StringOf(a), quad.StringOf(b)) })
	return found
}

// parting is how one document's mentions of an entity fall apart.
type parting struct {
	entity quad.Value
	// to is the decision for each name that is split off.
	to map[string]*Decision
	// stays tells whether other names remain.
	stays bool
	// own is the entity's name, which it keeps whatever is split off.
	own string
	// called are the names that each sentence has for the entity.
	called map[quad.Value][]string
}

func (r *rewriting) split(entity quad.Value, id string) {
	p := parting{entity: entity, to: map[string]*Decision{}, called: map[quad.Value][]string{}}
	calls := CallsIn(r.quads, entity)
	p.own = extract.Fold(calls.Own)
	for _, q := range r.quads {
		if q.Subject == entity && q.Predicate == Called {
			p.called[q.Label] = append(p.called[q.Label], extract.Fold(quad.ToString(q.Object)))
		}
	}
	text := map[string]string{}
	for _, name := range calls.Names {
		if d := r.Decisions.split(id, name, r.id); d != nil {
			p.to[extract.Fold(name)], text[extract.Fold(name)] = d, name
		} else {
			p.stays = true
		}
	}
	if len(p.to) == 0 {
		return
	}
	r.index()
	var next []quad.Quad
	for _, q := range r.quads {
		next = append(next, r.part(&p, q)...)
	}
	r.quads = next
	for _, key := range slices.Sorted(maps.Keys(p.to)) {
		d := p.to[key]
		r.by = append(r.by, d)
		other := EntityIRI(d.Other)
		r.add(r.doc, Mentions, other, nil)
		r.add(other, Named, quad.String(text[key]), nil)
		r.add(other, Key, quad.String(key), nil)
		reason := "split by hand from " + d.Entity
		r.add(other, Resolved, Resolution{text[key], because(reason, d)}.value(), r.doc)
	}
}

func because(what string, d *Decision) string {
	if d.Reason == "" {
		return what
	}
	return what + ": " + d.Reason
}

func (r *rewriting) add(s, p, o, label quad.Value) {
	r.quads = append(r.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
}

// index gathers what the statements and sentences hold.
func (r *rewriting) index() {
	if r.of != nil {
		return
	}
	r.of = map[quad.Value]map[quad.IRI]quad.Value{}
	for _, q := range r.quads {
		p, ok := q.Predicate.(quad.IRI)
		if !ok || q.Label != nil {
			continue
		}
		if r.of[q.Subject] == nil {
			r.of[q.Subject] = map[quad.IRI]quad.Value{}
		}
		r.of[q.Subject][p] = q.Object
	}
}

// part returns what becomes of one quad.
func (r *rewriting) part(p *parting, q quad.Quad) []quad.Quad {
	if q.Subject != p.entity && q.Object != p.entity {
		return []quad.Quad{q}
	}
	if q.Subject == p.entity && (q.Label == nil || q.Predicate == Resolved || q.Predicate == Called) {
		return p.fact(q)
	}
	if q.Predicate == Mentions && q.Subject == r.doc {
		if p.stays {
			return []quad.Quad{q}
		}
		return nil
	}
	if q.Predicate == CoOccursWith {
		var pairs []quad.Quad
		for _, is := range p.inSentence(q.Label) {
			pairs = append(pairs, replace(q, p.entity, is))
		}
		return pairs
	}
	statement, role := q.Label, quad.IRI("")
	if statement == nil {
		statement, role = q.Subject, q.Predicate.(quad.IRI)
	}
	if q.Subject == p.entity {
		role = Subject
	} else if role == "" {
		role = Object
	}
	is := r.inRole(p, statement, role)
	if q.Subject == p.entity && q.Object == p.entity {
		q.Object = r.inRole(p, statement, Object)
		q.Subject = is
		return []quad.Quad{q}
	}
	return []quad.Quad{replace(q, p.entity, is)}
}

func replace(q quad.Quad, from, to quad.Value) quad.Quad {
	if q.Subject == from {
		q.Subject = to
	}
	if q.Object == from {
		q.Object = to
	}
	return q
}

// fact parts what is said of the entity itself. The names that are split off
// are its names no more.
func (p *parting) fact(q quad.Quad) []quad.Quad {
	switch q.Predicate {
	case Type:
		var types []quad.Quad
		for _, key := range slices.Sorted(maps.Keys(p.to)) {
			types = append(types, replace(q, p.entity, EntityIRI(p.to[key].Other)))
		}
		if p.stays {
			types = append(types, q)
		}
		return types
	case Resolved:
		if is, _ := ParseResolution(q.Object); p.to[extract.Fold(is.Name)] != nil {
			return nil
		}
	case Called:
		if d := p.to[extract.Fold(quad.ToString(q.Object))]; d != nil {
			q.Subject = EntityIRI(d.Other)
		}
		return []quad.Quad{q}
	case Alias, Key:
		key := extract.Fold(quad.ToString(q.Object))
		if p.to[key] != nil && key != p.own {
			return nil
		}
	}
	if !p.stays {
		return nil
	}
	return []quad.Quad{q}
}

// inSentence returns whom a sentence means, at least one.
func (p *parting) inSentence(sentence quad.Value) []quad.Value {
	var found []quad.Value
	called := p.called[sentence]
	if len(called) == 0 {
		called = []string{p.own}
	}
	for _, key := range called {
		is := p.meant(key)
		if !slices.Contains(found, is) {
			found = append(found, is)
		}
	}
	slices.SortFunc(found, func(a, b quad.Value) int { return strings.Compare(quad.StringOf(a), quad.StringOf(b)) })
	return found
}

// meant returns whom a name means.
func (p *parting) meant(key string) quad.Value {
	if d := p.to[key]; d != nil {
		return EntityIRI(d.Other)
	}
	if p.stays {
		return p.entity
	}
	return EntityIRI(p.to[slices.Min(slices.Collect(maps.Keys(p.to)))].Other)
}

// inRole returns whom a statement means. Where its sentence means several, the
// words of a subject or object tell; else the entity keeps the role, or the
// first of the new ones has it.
func (r *rewriting) inRole(p *parting, statement quad.Value, role quad.IRI) quad.Value {
	sentence := r.of[statement][InSentence]
	among := p.inSentence(sentence)
	if len(among) == 1 {
		return among[0]
	}
	from, to := SubjectStart, SubjectEnd
	if role == Object {
		from, to = ObjectStart, ObjectEnd
	}
	if role == Subject || role == Object {
		key := extract.Fold(r.words(statement, sentence, from, to))
		for _, name := range p.called[sentence] {
			if key == name || strings.HasSuffix(key, " "+name) && !slices.Contains(p.called[sentence], key) {
				return p.meant(name)
			}
		}
	}
	if slices.Contains(among, p.entity) {
		return p.entity
	}
	return among[0]
}

// words returns the text of a statement's argument, empty if it is not inside
// the sentence.
func (r *rewriting) words(statement, sentence quad.Value, from, to quad.IRI) string {
	text, _ := r.of[sentence][Text].(quad.String)
	at, _ := r.of[sentence][Start].(quad.Int)
	start, _ := r.of[statement][from].(quad.Int)
	end, _ := r.of[statement][to].(quad.Int)
	if start, end = start-at, end-at; start < 0 || start > end || int(end) > len(text) {
		return ""
	}
	return string(text[start:end])
}

// merge writes each merged entity as the one that it is. Its name becomes an
// alias; of its classes those stay that fit.
func (r *rewriting) merge() {
	roots := map[quad.Value]quad.Value{}
	for _, entity := range r.mentioned() {
		id, _ := EntityID(entity)
		path := r.path(id)
		if len(path) == 0 {
			continue
		}
		roots[entity] = EntityIRI(path[len(path)-1].Entity)
		for _, d := range path {
			if !slices.Contains(r.by, d) {
				r.by = append(r.by, d)
			}
		}
	}
	if len(roots) == 0 {
		return
	}
	quads := r.quads
	r.quads = make([]quad.Quad, 0, len(quads))
	for _, q := range quads {
		root, merged := roots[q.Subject]
		if merged && q.Label == nil {
			id, _ := EntityID(q.Subject)
			to, _ := EntityID(root)
			switch q.Predicate {
			case Named:
				q.Predicate = Alias
				name := quad.ToString(q.Object)
				r.add(root, Resolved, Resolution{name, because("merged by hand", r.merges[id])}.value(), r.doc)
			case Type:
				if topClass(id) != topClass(to) {
					q.Object = topClass(to)
				}
			}
		}
		if merged {
			q.Subject = root
		}
		if root, ok := roots[q.Object]; ok {
			q.Object = root
		}
		r.quads = append(r.quads, q)
	}
}

// tidy puts pairs into the order of their IDs, and leaves out loops and what
// there is twice.
func (r *rewriting) tidy() {
	seen := make(map[quad.Quad]bool, len(r.quads))
	r.quads = slices.DeleteFunc(r.quads, func(q quad.Quad) bool { return q.Label != nil && q.Subject == q.Object })
	for i, q := range r.quads {
		if q.Predicate == CoOccursWith {
			a, _ := EntityID(q.Subject)
			if b, ok := EntityID(q.Object); ok && a > b {
				r.quads[i].Subject, r.quads[i].Object = q.Object, q.Subject
			}
		}
	}
	r.quads = slices.DeleteFunc(r.quads, func(q quad.Quad) bool {
		twice := seen[q]
		seen[q] = true
		return twice
	})
}
