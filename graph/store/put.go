package store

import (
	"context"
	"fmt"
	"reflect"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"sitrep/graph"
	"sitrep/graph/event"
)

// batchQuads is how many quads make a transaction worth its sync to disk. A
// batch ends with the document that reaches it, so that none is split.
const batchQuads = 5000

// lenient is belt and braces: plans hold no known and no missing quad, since
// Cayley counts a known one's nodes again, and never lets go of them.
var lenient = cgraph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}

// Result counts what a Put did. Unchanged documents had the same digest;
// QuadsAdded and QuadsRemoved count shared facts once.
type Result struct {
	Added        int
	Replaced     int
	Unchanged    int
	QuadsAdded   int
	QuadsRemoved int
}

func (r *Result) add(o Result) {
	r.Added += o.Added
	r.Replaced += o.Replaced
	r.Unchanged += o.Unchanged
	r.QuadsAdded += o.QuadsAdded
	r.QuadsRemoved += o.QuadsRemoved
}

// Put stores documents. One that is there with the same digest is left alone;
// one that changed is replaced: what only it said goes, what others state too
// stays. Each document is stored whole or not at all, several in one
// transaction: give a few hundred at once, as each call syncs to disk.
//
// On an error, also a cancelled context's, the result still counts what is on
// disk: whole batches of the documents, in their order. A document that
// cannot be stored (ErrDocument) keeps the others of its call, from it on, out.
func (s *Store) Put(ctx context.Context, docs ...Document) (Result, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	var done Result
	decisions, err := s.decidedNow(ctx)
	if err != nil {
		return done, s.fail(err)
	}
	p, err := s.newPlan(ctx, decisions)
	if err != nil {
		return done, s.fail(err)
	}
	for _, d := range docs {
		if p.planned[d.ID] || p.quads >= batchQuads {
			if err := p.commit(ctx, &done); err != nil {
				return done, s.fail(err)
			}
			if p, err = s.newPlan(ctx, decisions); err != nil {
				return done, s.fail(err)
			}
		}
		if err := p.put(ctx, d); err != nil {
			// The documents before it are fine: keep them.
			if cerr := p.commit(ctx, &done); cerr != nil {
				return done, s.fail(cerr)
			}
			return done, s.fail(err)
		}
	}
	return done, s.fail(p.commit(ctx, &done))
}

// Remove takes a document and what only it said out of the graph. Removing one
// that is not there does nothing.
func (s *Store) Remove(ctx context.Context, id string) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	p, err := s.newPlan(ctx, nil)
	if err != nil {
		return s.fail(err)
	}
	if err := p.remove(ctx, id); err != nil {
		return s.fail(err)
	}
	return s.fail(p.commit(ctx, &Result{}))
}

// PutOntology stores the ontology, as graph.OntologyQuads gives it, in the
// place of the one before. Storing the same again changes nothing. Where it has
// other classes or types of events, all stored statements are grouped anew.
func (s *Store) PutOntology(ctx context.Context, quads []quad.Quad) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	p, err := s.newPlan(ctx, nil)
	if err != nil {
		return s.fail(err)
	}
	if err := p.exchangeOntology(ctx, quads); err != nil {
		return s.fail(err)
	}
	s.ontology = nil
	return s.fail(p.commit(ctx, &Result{}))
}

// plan gathers the changes of one transaction.
type plan struct {
	r backend
	// decisions apply to the documents that come.
	decisions *graph.Decisions
	// ontology tells what the documents tell of events, and cells gathers that.
	ontology *event.Ontology
	cells    cells
	planned  map[string]bool
	deltas   []cgraph.Delta
	// stated counts, for each fact, the documents that come to state it less
	// those that cease to.
	stated    map[quad.IRI]int
	facts     map[quad.IRI]quad.Quad
	factOrder []quad.IRI
	// quads is the size of what is planned, a measure of the transaction's.
	quads  int
	result Result
}

// newPlan begins a transaction. For whoever holds writing.
func (s *Store) newPlan(ctx context.Context, ds *graph.Decisions) (*plan, error) {
	o, err := s.ontologyNow(ctx)
	return &plan{
		r: s.backend, decisions: ds, ontology: o, cells: cells{},
		planned: map[string]bool{}, stated: map[quad.IRI]int{}, facts: map[quad.IRI]quad.Quad{},
	}, err
}

// put plans a document's arrival or replacement. It changes nothing of the
// plan if it fails.
func (p *plan) put(ctx context.Context, d Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	digest, there, err := stored(ctx, p.r, d.ID)
	if err != nil {
		return err
	}
	if there && d.Digest != "" && digest == d.Digest {
		p.result.Unchanged++
		return nil
	}
	next, err := d.content()
	if err != nil {
		return err
	}
	last := newContent()
	if there {
		if last, err = read(ctx, p.r, d.ID); err != nil {
			return err
		}
		p.result.Replaced++
	} else {
		p.result.Added++
	}
	if p.decisions.Any() {
		next = next.decided(d.ID, p.decisions)
	}
	p.planned[d.ID] = true
	p.replace(last, next.told(d.ID, p.ontology))
	return nil
}

func (p *plan) remove(ctx context.Context, id string) error {
	last, err := read(ctx, p.r, id)
	if err != nil {
		return err
	}
	p.planned[id] = true
	p.replace(last, newContent())
	return nil
}

func (p *plan) replace(last, next *content) {
	for _, q := range next.own.order {
		if !last.own.contains(q) {
			p.change(q, cgraph.Add)
		}
	}
	for _, q := range last.own.order {
		if !next.own.contains(q) {
			p.change(q, cgraph.Delete)
		}
	}
	for _, fact := range next.factOrder {
		p.state(fact, next.facts[fact], +1)
	}
	for _, fact := range last.factOrder {
		p.state(fact, last.facts[fact], -1)
	}
	p.quads += last.size() + next.size()
}

func (p *plan) state(fact quad.IRI, q quad.Quad, n int) {
	if _, ok := p.facts[fact]; !ok {
		p.facts[fact] = q
		p.factOrder = append(p.factOrder, fact)
	}
	p.stated[fact] += n
}

func (p *plan) change(q quad.Quad, a cgraph.Procedure) {
	if q.Predicate == graph.ToldAs {
		p.cells.change(q, a)
	}
	p.deltas = append(p.deltas, cgraph.Delta{Quad: q, Action: a})
	if a == cgraph.Add {
		p.result.QuadsAdded++
	} else {
		p.result.QuadsRemoved++
	}
}

// commit adds what becomes of the facts and events, writes the plan, and counts
// it.
func (p *plan) commit(ctx context.Context, done *Result) error {
	if err := p.settle(ctx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(p.deltas) > 0 {
		if err := p.r.apply(p.deltas); err != nil {
			return err
		}
	}
	done.add(p.result)
	return nil
}

// settle decides which facts and events come and which go.
func (p *plan) settle(ctx context.Context) error {
	if err := p.settleFacts(ctx); err != nil {
		return err
	}
	return p.group(ctx)
}

// settleFacts keeps a fact as long as one document states it.
func (p *plan) settleFacts(ctx context.Context) error {
	var facts []quad.IRI
	var values []quad.Value
	for _, fact := range p.factOrder {
		if p.stated[fact] != 0 {
			facts = append(facts, fact)
			values = append(values, fact)
		}
	}
	if len(facts) == 0 {
		return nil
	}
	refs, err := p.r.refs(ctx, append(values, graph.States))
	if err != nil {
		return err
	}
	states := refs[len(facts)]
	for i, fact := range facts {
		n := p.stated[fact]
		before := 0
		if refs[i] != 0 && states != 0 {
			// Popular facts are stated by every other document: count no
			// further than it matters.
			if before, err = count(ctx, p.r, Pattern{P: states, O: refs[i]}, max(0, -n)+1); err != nil {
				return err
			}
		}
		switch {
		case n > 0 && before == 0:
			p.change(p.facts[fact], cgraph.Add)
		case n < 0 && before+n <= 0:
			p.change(p.facts[fact], cgraph.Delete)
		}
	}
	return nil
}

// exchangeOntology plans the exchange of the ontology: the unlabelled quads of
// the classes and predicates.
func (p *plan) exchangeOntology(ctx context.Context, quads []quad.Quad) error {
	next := newContent()
	terms := map[quad.Value]bool{}
	for _, q := range quads {
		if q.Predicate == graph.Type && (q.Object == graph.ClassClass || q.Object == graph.PredicateClass) {
			terms[q.Subject] = true
		}
	}
	for _, q := range quads {
		if err := Validate(q); err != nil {
			return fmt.Errorf("ontology: %w", err)
		}
		if q.Label != nil || !terms[q.Subject] {
			return fmt.Errorf("ontology: %w: %s is no class and no predicate, or carries a label", ErrQuad, quad.StringOf(q.Subject))
		}
		next.own.add(normal(q))
	}
	last := newContent()
	if err := describeOntology(ctx, p.r, &last.own); err != nil {
		return err
	}
	p.replace(last, next)
	if o := event.ParseOntology(next.own.order); !reflect.DeepEqual(o, p.ontology) {
		p.ontology = o
		return p.retell(ctx)
	}
	return nil
}
