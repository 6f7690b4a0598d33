package walk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"sitrep/graph"
	"sitrep/graph/store"
)

// Card is what the graph knows about one entity. Out and In are sorted by
// predicate, and hold at most Options.Limit neighbours each; so do the lists.
type Card struct {
	Node
	Aliases []string `json:"aliases"`
	// Resolutions say why its names were taken for one entity.
	Resolutions []Resolution `json:"resolutions"`
	// Out are the statements with the entity as subject, In as object;
	// symmetric predicates stand under Out.
	Out []Group `json:"out"`
	In  []Group `json:"in"`
	// CoOccurring is sorted by weight.
	CoOccurring []Neighbour `json:"co_occurring"`
	// Documents name the entity; the newest first.
	Documents []Document `json:"documents"`
	// Cut is true where the limit left something out.
	Cut bool `json:"cut"`
}

// Group is the statements of one predicate. Total counts the neighbours, also
// those that were left out.
type Group struct {
	Predicate  string      `json:"predicate"`
	Total      int         `json:"total"`
	Neighbours []Neighbour `json:"neighbours"`
}

// Neighbour is the other end of one or more statements, or of co-occurrence.
type Neighbour struct {
	Node     Node       `json:"node"`
	Support  int        `json:"support"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Weight   *Weight    `json:"weight,omitempty"`
}

// Document is a report.
type Document struct {
	ID        string `json:"id"`
	Source    string `json:"source"`
	Title     string `json:"title"`
	Published string `json:"published"`
}

// Entities returns the entities that a term names, in the order of their IDs.
// The error wraps ErrUnknown where there is none, and names the nearest.
func Entities(ctx context.Context, st *store.Store, t graph.Term) ([]Node, error) {
	r, err := newReader(ctx, st)
	if err != nil {
		return nil, err
	}
	found, err := r.known(t)
	if err != nil {
		return nil, err
	}
	var nodes []Node
	for _, n := range found {
		node, err := r.node(n)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, node)
	}
	return nodes, ctx.Err()
}

// Documents returns the IDs of the documents that have an ID or a source. The
// error wraps ErrUnknown where there is none.
func Documents(ctx context.Context, st *store.Store, text string) ([]string, error) {
	r, err := newReader(ctx, st)
	if err != nil {
		return nil, err
	}
	found, err := r.documentsNamed(text)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, n := range found {
		d, err := r.document(n)
		if err != nil {
			return nil, err
		}
		ids = append(ids, d.id)
	}
	return ids, ctx.Err()
}

// Show returns the card of each entity that a term names. Without
// Options.Status it shows statements of every status. Errors are those of Run.
func Show(ctx context.Context, st *store.Store, t graph.Term, o Options) ([]Card, error) {
	if len(o.Status) == 0 {
		o.Status = []string{allStatuses}
	}
	r, err := newReader(ctx, st)
	if err != nil {
		return nil, err
	}
	f, err := r.newFilter(o)
	if err != nil {
		return nil, err
	}
	entities, err := r.known(t)
	if err != nil {
		return nil, err
	}
	var cards []Card
	for _, n := range entities {
		c, err := r.card(&f, n, o)
		if err != nil {
			return nil, err
		}
		cards = append(cards, c)
	}
	return cards, ctx.Err()
}

// known finds the entities that a term names, at least one.
func (r *reader) known(t graph.Term) ([]store.Ref, error) {
	if t.Kind != graph.Word && t.Kind != graph.NameTerm {
		return nil, fmt.Errorf("%w: give the name or id of an entity, not a class or *", ErrOption)
	}
	found, err := r.entities(t)
	if err != nil || len(found) > 0 {
		return found, err
	}
	near, err := r.nearNames(graph.Term{Kind: graph.NameTerm, Text: t.Text})
	if err != nil {
		return nil, err
	}
	return nil, unknown("entity", t.Text, near)
}

func (r *reader) card(f *filter, n store.Ref, o Options) (Card, error) {
	node, err := r.node(n)
	if err != nil {
		return Card{}, err
	}
	c := Card{Node: node, Aliases: []string{}, Resolutions: []Resolution{}, Out: []Group{}, In: []Group{}, CoOccurring: []Neighbour{}, Documents: []Document{}}
	if err := r.names(n, &c); err != nil {
		return Card{}, err
	}
	if err := r.resolutions(n, o, &c); err != nil {
		return Card{}, err
	}
	if err := r.statementsOf(f, n, o, &c); err != nil {
		return Card{}, err
	}
	if err := r.coOccurring(f, n, o, &c); err != nil {
		return Card{}, err
	}
	return c, r.documentsOf(n, o, &c)
}

// names lists every name and alias but the one that heads the card.
func (r *reader) names(n store.Ref, c *Card) error {
	names, err := r.texts(n, graph.Named)
	if err != nil {
		return err
	}
	aliases, err := r.texts(n, graph.Alias)
	if err != nil {
		return err
	}
	all := slices.Concat(names, aliases)
	slices.Sort(all)
	for _, name := range slices.Compact(all) {
		if name != c.Name {
			c.Aliases = append(c.Aliases, name)
		}
	}
	return nil
}

func (r *reader) statementsOf(f *filter, n store.Ref, o Options, c *Card) error {
	oneWay := slices.DeleteFunc(slices.Clone(r.ontology.all), func(p *predicate) bool { return p.symmetric })
	for _, direction := range []struct {
		out        bool
		predicates []*predicate
		to         *[]Group
	}{{true, r.ontology.all, &c.Out}, {false, oneWay, &c.In}} {
		arcs, err := r.arcsAt(f, n, direction.predicates, direction.out)
		if err != nil {
			return err
		}
		if err := r.sortArcs(arcs); err != nil {
			return err
		}
		if err := r.group(f, arcs); err != nil {
			return err
		}
		var routes []route
		for _, a := range arcs {
			routes = append(routes, route{start: n, legs: []leg{{a.to, a}}, forward: []bool{direction.out}})
		}
		if routes, err = r.fold(routes); err != nil {
			return err
		}
		for len(routes) > 0 {
			p := routes[0].legs[0].arc.predicate
			end := slices.IndexFunc(routes, func(r route) bool { return r.legs[0].arc.predicate != p })
			if end < 0 {
				end = len(routes)
			}
			g := Group{Predicate: p.name, Total: end}
			if g.Neighbours, err = r.neighbours(f, routes[:end], o, &c.Cut); err != nil {
				return err
			}
			*direction.to = append(*direction.to, g)
			routes = routes[end:]
		}
	}
	return nil
}

// neighbours describes the ends of routes of one leg, those of the most events
// first, to the limit.
func (r *reader) neighbours(f *filter, routes []route, o Options, cut *bool) ([]Neighbour, error) {
	slices.SortStableFunc(routes, func(a, b route) int {
		return cmp.Compare(len(b.legs[0].arc.events), len(a.legs[0].arc.events))
	})
	if len(routes) > o.limit() {
		routes, *cut = routes[:o.limit()], true
	}
	var all []Neighbour
	for _, route := range routes {
		l := route.legs[0]
		node, err := r.node(l.to)
		if err != nil {
			return nil, err
		}
		e, err := r.edge(f, l.arc, o)
		if err != nil {
			return nil, err
		}
		all = append(all, Neighbour{Node: node, Support: e.Support, Evidence: e.Evidence})
	}
	return all, nil
}

func (r *reader) coOccurring(f *filter, n store.Ref, o Options, c *Card) error {
	p := r.ontology.predicates[string(graph.CoOccursWith)]
	if p == nil {
		return nil
	}
	arcs, err := r.arcsAt(f, n, []*predicate{p}, true)
	if err != nil {
		return err
	}
	if err := r.sortArcs(arcs); err != nil {
		return err
	}
	slices.SortStableFunc(arcs, func(a, b *arc) int {
		return cmp.Or(cmp.Compare(b.weight.NPMI, a.weight.NPMI), cmp.Compare(b.weight.Count, a.weight.Count))
	})
	if len(arcs) > o.limit() {
		arcs, c.Cut = arcs[:o.limit()], true
	}
	for _, a := range arcs {
		node, err := r.node(a.to)
		if err != nil {
			return err
		}
		c.CoOccurring = append(c.CoOccurring, Neighbour{Node: node, Support: len(a.labels), Weight: a.weight})
	}
	return nil
}

func (r *reader) documentsOf(n store.Ref, o Options, c *Card) error {
	refs, err := r.subjects(graph.Mentions, n)
	if err != nil {
		return err
	}
	for _, ref := range refs {
		d, err := r.document(ref)
		if err != nil {
			return err
		}
		c.Documents = append(c.Documents, Document{d.id, d.source, d.title, d.published})
	}
	slices.SortFunc(c.Documents, newest)
	if len(c.Documents) > o.limit() {
		c.Documents, c.Cut = c.Documents[:o.limit()], true
	}
	return nil
}

// newest puts the latest report first.
func newest(a, b Document) int {
	return cmp.Or(cmp.Compare(b.Published, a.Published), cmp.Compare(a.ID, b.ID))
}

// Report is a report with its text, in which all spans count.
type Report struct {
	Document
	Text string `json:"text"`
}

// ReadReport returns a report by its ID. The error wraps ErrUnknown where there
// is none.
func ReadReport(ctx context.Context, st *store.Store, id string) (Report, error) {
	r, err := newReader(ctx, st)
	if err != nil {
		return Report{}, err
	}
	ref, err := r.ref(graph.DocumentIRI(id))
	if err != nil {
		return Report{}, err
	}
	if !ref.known {
		return Report{}, fmt.Errorf("report %q: %w", id, ErrUnknown)
	}
	d, err := r.document(ref.Ref)
	if err != nil {
		return Report{}, err
	}
	texts, err := r.texts(ref.Ref, graph.Text)
	if err != nil {
		return Report{}, err
	}
	report := Report{Document: Document{d.id, d.source, d.title, d.published}}
	if len(texts) > 0 {
		report.Text = texts[0]
	}
	return report, ctx.Err()
}

// Nodes describes entities by their IDs, in their order. Those that the graph
// does not hold are left out.
func Nodes(ctx context.Context, st *store.Store, ids []string) ([]Node, error) {
	r, err := newReader(ctx, st)
	if err != nil {
		return nil, err
	}
	var nodes []Node
	for _, id := range ids {
		n, err := r.ref(graph.EntityIRI(id))
		if err != nil {
			return nil, err
		}
		if !n.known {
			continue
		}
		node, err := r.node(n.Ref)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, node)
	}
	return nodes, ctx.Err()
}
