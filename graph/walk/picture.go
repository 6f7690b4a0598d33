package walk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sitrep/graph"
	"sitrep/graph/store"
)

// Picture is a part of the graph as it is drawn: some nodes, and the edges
// between them.
type Picture struct {
	Nodes []PictureNode
	Links []Link
	// Cut is true where nodes or edges were left out.
	Cut bool
}

// PictureNode is an entity, or another node of the graph, whose ID is its IRI.
type PictureNode struct {
	Node
	// Kind is entity, statement, event, document, sentence, class or predicate,
	// or empty for a node that is none of these.
	Kind string `json:"kind"`
	// Link is set for a statement: the edge that it tells, which is drawn in its
	// place.
	Link *Telling `json:"link,omitempty"`
}

// Link is an edge between two nodes. One between other nodes than entities has
// no evidence.
type Link struct {
	Subject string `json:"subject"`
	Object  string `json:"object"`
	Edge
}

// The bounds of a picture, beyond which nobody sees anything in it.
const (
	MaxPictureNodes = 400
	MaxPictureLinks = 2000
)

// NodeID is how answers name a node: an entity by its ID, any other by its IRI.
func NodeID(v quad.Value) string {
	if id, ok := graph.EntityID(v); ok {
		return id
	}
	return text(v)
}

// NodeIRI is the reverse of NodeID.
func NodeIRI(id string) quad.IRI {
	switch class, rest, _ := strings.Cut(id, "/"); class {
	case "person", "organisation", "place", "weapon":
		if rest != "" {
			return graph.EntityIRI(id)
		}
	}
	return quad.IRI(id)
}

// Draw returns the nodes that IDs name (see NodeID) and the edges between them,
// in a fixed order. A statement brings its subject, its object and the edge that
// it tells; an event those of its statements. IDs that the graph does not hold
// are left out.
func Draw(ctx context.Context, st *store.Store, ids []string, o Options) (Picture, error) {
	d, err := newDrawing(ctx, st, o)
	if err != nil {
		return Picture{}, err
	}
	for _, id := range ids {
		if err := d.add(id); err != nil {
			return Picture{}, err
		}
	}
	for _, n := range slices.Clone(d.order) {
		if err := d.links(n); err != nil {
			return Picture{}, err
		}
	}
	return d.picture, ctx.Err()
}

// Neighbourhood returns an entity, its neighbours, and the edges between it and
// them: the best of each predicate first, to the limit.
func Neighbourhood(ctx context.Context, st *store.Store, id string, o Options) (Picture, error) {
	d, err := newDrawing(ctx, st, o)
	if err != nil {
		return Picture{}, err
	}
	n, err := d.r.ref(NodeIRI(id))
	if err != nil || !n.known {
		return Picture{}, cmp.Or(err, unknown("node", id, nil))
	}
	if err := d.node(n.Ref); err != nil {
		return Picture{}, err
	}
	arcs, err := d.arcs(n.Ref, func(*arc) bool { return true })
	if err != nil {
		return Picture{}, err
	}
	for _, ref := range d.nearest(arcs, o.limit()) {
		if err := d.node(ref); err != nil {
			return Picture{}, err
		}
	}
	if err := d.linkAll(n.Ref, arcs); err != nil {
		return Picture{}, err
	}
	return d.picture, ctx.Err()
}

// drawing gathers a picture.
type drawing struct {
	r       *reader
	f       filter
	o       Options
	has     map[store.Ref]bool
	order   []store.Ref
	linked  map[linkKey]bool
	picture Picture
}

type linkKey struct {
	subject, object store.Ref
	predicate       string
}

func newDrawing(ctx context.Context, st *store.Store, o Options) (*drawing, error) {
	r, err := newReader(ctx, st)
	if err != nil {
		return nil, err
	}
	d := &drawing{r: r, o: o, has: map[store.Ref]bool{}, linked: map[linkKey]bool{}}
	d.picture.Nodes, d.picture.Links = []PictureNode{}, []Link{}
	d.f, err = r.newFilter(o)
	return d, err
}

// add draws the node that an ID names.
func (d *drawing) add(id string) error {
	n, err := d.r.ref(NodeIRI(id))
	if err != nil || !n.known {
		return err
	}
	return d.node(n.Ref)
}

// node draws a node once, and what a statement or event brings along.
func (d *drawing) node(n store.Ref) error {
	if d.has[n] {
		return nil
	}
	if len(d.picture.Nodes) >= MaxPictureNodes {
		d.picture.Cut = true
		return nil
	}
	d.has[n] = true
	d.order = append(d.order, n)
	described, err := d.describe(n)
	if err != nil {
		return err
	}
	d.picture.Nodes = append(d.picture.Nodes, described)
	switch described.Kind {
	case kindStatement:
		return d.statement(n)
	case kindEvent:
		told, err := d.r.objects(n, graph.Includes)
		if err != nil {
			return err
		}
		for _, s := range told {
			if err := d.statement(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// statement draws both ends of a statement. Its edge follows, as they are
// drawn together.
func (d *drawing) statement(s store.Ref) error {
	if err := d.r.readStatements([]store.Ref{s}); err != nil {
		return err
	}
	for _, end := range []quad.IRI{graph.Subject, graph.Object} {
		if ref, ok := d.r.statements[s].facts[end]; ok {
			if err := d.node(ref); err != nil {
				return err
			}
		}
	}
	return nil
}

const (
	kindEntity    = "entity"
	kindStatement = "statement"
	kindEvent     = "event"
)

// kinds are told by what the IRIs begin with.
var kinds = []struct{ prefix, kind string }{
	{"entity/", kindEntity},
	{"statement/", kindStatement},
	{"event/", kindEvent},
	{"document/", "document"},
	{"sentence/", "sentence"},
	{"class/", "class"},
}

func (d *drawing) describe(n store.Ref) (PictureNode, error) {
	v, err := d.r.value(n)
	if err != nil {
		return PictureNode{}, err
	}
	p := PictureNode{}
	for _, k := range kinds {
		if strings.HasPrefix(text(v), k.prefix) {
			p.Kind = k.kind
		}
	}
	if d.r.ontology.byRef[n] != nil {
		p.Kind = "predicate"
	}
	if p.Kind == kindEntity {
		p.Node, err = d.r.node(n)
		return p, err
	}
	p.ID, p.Name = text(v), text(v)
	named := graph.Named
	switch p.Kind {
	case "document":
		named = graph.Title
		if p.Name, _ = graph.DocumentID(v); p.Name == "" {
			p.Name = p.ID
		}
	case "sentence":
		named = graph.Text
	case kindStatement:
		t, err := d.telling(n)
		if err != nil || t == nil {
			return p, err
		}
		p.Link, p.Name = t, t.Subject.Name+" "+t.Predicate+" "+t.Object.Name
		return p, nil
	}
	names, err := d.r.texts(n, named)
	if len(names) > 0 {
		p.Name = names[0]
	}
	return p, err
}

// telling is what a statement says, nil where it is no statement after all.
func (d *drawing) telling(n store.Ref) (*Telling, error) {
	if err := d.r.readStatements([]store.Ref{n}); err != nil {
		return nil, err
	}
	facts := d.r.statements[n].facts
	p := d.r.ontology.byRef[facts[graph.Predicate]]
	subject, there := facts[graph.Subject]
	object, too := facts[graph.Object]
	if !there || !too || p == nil {
		return nil, nil
	}
	s, err := d.r.node(subject)
	if err != nil {
		return nil, err
	}
	o, err := d.r.node(object)
	return &Telling{s, p.name, o}, err
}

// links draws the edges between a node and those that are drawn.
func (d *drawing) links(n store.Ref) error {
	v, err := d.r.value(n)
	if err != nil {
		return err
	}
	if _, ok := graph.StatementID(v); ok {
		return nil // the edge that it tells is drawn in its place
	}
	if _, ok := graph.EntityID(v); !ok {
		return d.plainLinks(n)
	}
	arcs, err := d.arcs(n, func(a *arc) bool { return d.has[a.to] })
	if err != nil {
		return err
	}
	return d.linkAll(n, arcs)
}

// sidedArc is an arc that leaves a node, or enters it.
type sidedArc struct {
	*arc
	out bool
}

// arcs returns the wanted arcs of a node, with their events: those that leave it
// first, each way in the order of predicates and IDs.
func (d *drawing) arcs(n store.Ref, wanted func(*arc) bool) ([]sidedArc, error) {
	var all []sidedArc
	for _, out := range []bool{true, false} {
		arcs, err := d.r.arcsAt(&d.f, n, d.r.ontology.all, out)
		if err != nil {
			return nil, err
		}
		arcs = slices.DeleteFunc(arcs, func(a *arc) bool { return !wanted(a) })
		if err := d.r.sortArcs(arcs); err != nil {
			return nil, err
		}
		if err := d.r.group(&d.f, arcs); err != nil {
			return nil, err
		}
		for _, a := range arcs {
			all = append(all, sidedArc{a, out})
		}
	}
	return all, nil
}

// linkAll draws those of a node's arcs that lead to what is drawn.
func (d *drawing) linkAll(n store.Ref, arcs []sidedArc) error {
	for _, a := range arcs {
		if !d.has[a.to] {
			continue
		}
		if err := d.link(n, a.arc, a.out); err != nil {
			return err
		}
	}
	return nil
}

func (d *drawing) link(n store.Ref, a *arc, out bool) error {
	from, to := n, a.to
	if !out {
		from, to = to, from
	}
	if a.predicate.symmetric && text(d.r.values[to]) < text(d.r.values[from]) {
		from, to = to, from
	}
	key := linkKey{from, to, a.predicate.name}
	if d.linked[key] || d.full() {
		return nil
	}
	d.linked[key] = true
	e, err := d.r.edge(&d.f, a, d.o)
	if err != nil {
		return err
	}
	e.Forward = true
	d.picture.Links = append(d.picture.Links, Link{NodeID(d.r.values[from]), NodeID(d.r.values[to]), e})
	return nil
}

func (d *drawing) full() bool {
	full := len(d.picture.Links) >= MaxPictureLinks
	d.picture.Cut = d.picture.Cut || full
	return full
}

// plainLinks draws the quads from a node that is no entity to those that are drawn.
func (d *drawing) plainLinks(n store.Ref) error {
	var edges []store.Edge
	var refs []store.Ref
	err := d.r.store.Edges(d.r.ctx, store.Pattern{S: n}, func(e store.Edge) error {
		if d.has[e.O] && e.O != n {
			edges = append(edges, e)
			refs = append(refs, e.P, e.O)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := d.r.load(refs); err != nil {
		return err
	}
	slices.SortFunc(edges, func(a, b store.Edge) int {
		return strings.Compare(text(d.r.values[a.P])+text(d.r.values[a.O]), text(d.r.values[b.P])+text(d.r.values[b.O]))
	})
	for _, e := range edges {
		key := linkKey{n, e.O, text(d.r.values[e.P])}
		if d.linked[key] || d.full() {
			continue
		}
		d.linked[key] = true
		d.picture.Links = append(d.picture.Links, Link{
			NodeID(d.r.values[n]), NodeID(d.r.values[e.O]),
			Edge{Predicate: key.predicate, Forward: true, Evidence: []Evidence{}},
		})
	}
	return nil
}

// nearest picks where the arcs of a node lead, to what most events tell of first.
func (d *drawing) nearest(arcs []sidedArc, limit int) []store.Ref {
	support := map[store.Ref]int{}
	var found []store.Ref
	for _, a := range arcs {
		if support[a.to] == 0 {
			found = append(found, a.to)
		}
		support[a.to] += len(a.events)
	}
	slices.SortStableFunc(found, func(a, b store.Ref) int { return support[b] - support[a] })
	if len(found) > limit {
		found, d.picture.Cut = found[:limit], true
	}
	return found
}

// EdgeBetween returns one edge with all of its evidence. The error wraps
// ErrUnknown where there is none.
func EdgeBetween(ctx context.Context, st *store.Store, subject, by, object string, o Options) (Link, error) {
	d, err := newDrawing(ctx, st, o)
	if err != nil {
		return Link{}, err
	}
	p := d.r.ontology.predicates[by]
	s, err := d.r.ref(NodeIRI(subject))
	if err != nil {
		return Link{}, err
	}
	to, err := d.r.ref(NodeIRI(object))
	if err != nil {
		return Link{}, err
	}
	missing := fmt.Errorf("edge %s -> %s -> %s: %w", subject, by, object, ErrUnknown)
	if p == nil || !s.known || !to.known {
		return Link{}, missing
	}
	arcs, err := d.r.arcsAt(&d.f, s.Ref, []*predicate{p}, true)
	if err != nil {
		return Link{}, err
	}
	arcs = slices.DeleteFunc(arcs, func(a *arc) bool { return a.to != to.Ref })
	if len(arcs) == 0 {
		return Link{}, missing
	}
	if err := d.r.group(&d.f, arcs); err != nil {
		return Link{}, err
	}
	e, err := d.r.edge(&d.f, arcs[0], o)
	e.Forward = true
	return Link{subject, object, e}, err
}
