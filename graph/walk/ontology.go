package walk

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// ontology is what the graph says about its own classes and predicates.
type ontology struct {
	classes    map[store.Ref]*class
	words      map[string]*class
	predicates map[string]*predicate
	// byRef finds a predicate by its node.
	byRef map[store.Ref]*predicate
	// all are the predicates that "*" stands for.
	all []*predicate
}

type class struct {
	ref      store.Ref
	name     string
	parent   *class
	children []*class
	depth    int
}

type predicate struct {
	ref  store.Ref
	name string
	// symmetric edges are stored once and hold both ways.
	symmetric bool
	children  []*predicate
}

func (c *class) top() *class {
	for c.parent != nil {
		c = c.parent
	}
	return c
}

// under returns the class and everything below it.
func (c *class) under() []*class {
	all := []*class{c}
	for _, child := range c.children {
		all = append(all, child.under()...)
	}
	return all
}

func (p *predicate) under() []*predicate {
	all := []*predicate{p}
	for _, child := range p.children {
		all = append(all, child.under()...)
	}
	return all
}

func (r *reader) readOntology() (*ontology, error) {
	o := &ontology{
		classes:    map[store.Ref]*class{},
		words:      map[string]*class{},
		predicates: map[string]*predicate{},
		byRef:      map[store.Ref]*predicate{},
	}
	if err := r.readClasses(o); err != nil {
		return nil, err
	}
	return o, r.readPredicates(o)
}

func (r *reader) readClasses(o *ontology) error {
	refs, err := r.subjectsOf(graph.Type, graph.ClassClass)
	if err != nil {
		return err
	}
	if err := r.load(refs); err != nil {
		return err
	}
	var classes []*class
	for _, ref := range refs {
		if name, ok := graph.ClassName(r.values[ref]); ok {
			c := &class{ref: ref, name: name}
			classes = append(classes, c)
			o.classes[ref] = c
		}
	}
	slices.SortFunc(classes, func(a, b *class) int { return strings.Compare(a.name, b.name) })
	synonyms := map[*class][]string{}
	for _, c := range classes {
		parents, err := r.objects(c.ref, graph.SubclassOf)
		if err != nil {
			return err
		}
		for _, ref := range parents {
			if parent := o.classes[ref]; parent != nil && c.parent == nil && parent.top() != c {
				c.parent = parent
				parent.children = append(parent.children, c)
			}
		}
		if synonyms[c], err = r.texts(c.ref, graph.Synonym); err != nil {
			return err
		}
	}
	for _, c := range classes {
		for p := c.parent; p != nil; p = p.parent {
			c.depth++
		}
		o.name(c, c.name, spaced(c.name))
	}
	// A class's own name goes before another's synonym, and a synonym as it is
	// written before the singular of another.
	for _, c := range classes {
		o.name(c, synonyms[c]...)
	}
	for _, c := range classes {
		for _, s := range append(synonyms[c], spaced(c.name)) {
			o.name(c, singulars(extract.Fold(s))...)
		}
	}
	return nil
}

func (o *ontology) name(c *class, words ...string) {
	for _, w := range words {
		if key := extract.Fold(w); key != "" && o.words[key] == nil {
			o.words[key] = c
		}
	}
}

// class finds a class by its name or a synonym, in the singular or plural.
func (o *ontology) class(text string) *class {
	key := extract.Fold(strings.TrimPrefix(text, "class/"))
	if c := o.words[key]; c != nil {
		return c
	}
	for _, s := range singulars(key) {
		if c := o.words[s]; c != nil {
			return c
		}
	}
	return nil
}

// spaced writes ArmedGroup as "Armed Group".
func spaced(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// singulars returns what a folded plural may be the plural of, likeliest first.
func singulars(key string) []string {
	var found []string
	for _, rule := range [][2]string{{"ies", "y"}, {"men", "man"}, {"es", ""}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(key, rule[0]); ok && stem != "" {
			found = append(found, stem+rule[1])
		}
	}
	return found
}

func (r *reader) readPredicates(o *ontology) error {
	refs, err := r.subjectsOf(graph.Type, graph.PredicateClass)
	if err != nil {
		return err
	}
	if err := r.load(refs); err != nil {
		return err
	}
	marked, err := r.subjectsOf(graph.Type, graph.SymmetricClass)
	if err != nil {
		return err
	}
	co, err := r.ref(graph.CoOccursWith)
	if err != nil {
		return err
	}
	if co.known && !slices.Contains(refs, co.Ref) {
		refs = append(refs, co.Ref)
	}
	for _, ref := range refs {
		name := text(r.values[ref])
		p := &predicate{ref: ref, name: name, symmetric: slices.Contains(marked, ref)}
		o.predicates[name], o.byRef[ref] = p, p
		if co.known && ref == co.Ref {
			p.symmetric = true
		} else {
			o.all = append(o.all, p)
		}
	}
	slices.SortFunc(o.all, func(a, b *predicate) int { return strings.Compare(a.name, b.name) })
	for _, p := range o.all {
		parents, err := r.objects(p.ref, graph.SubpredicateOf)
		if err != nil {
			return err
		}
		for _, ref := range parents {
			if parent := o.byRef[ref]; parent != nil && !slices.Contains(p.under(), parent) {
				parent.children = append(parent.children, p)
			}
		}
	}
	return nil
}

// Ontology is what the graph says about its own classes and predicates, in the
// order of their names.
type Ontology struct {
	Classes    []OntologyClass     `json:"classes"`
	Predicates []OntologyPredicate `json:"predicates"`
}

// OntologyClass is a class; Parent is empty for the four at the top.
type OntologyClass struct {
	Name     string   `json:"name"`
	Parent   string   `json:"parent"`
	Synonyms []string `json:"synonyms"`
}

// OntologyPredicate is a predicate; co_occurs_with is one of them.
type OntologyPredicate struct {
	Name      string `json:"name"`
	Parent    string `json:"parent"`
	Symmetric bool   `json:"symmetric"`
}

// Detail says in a few words what kind of predicate it is.
func (p OntologyPredicate) Detail() string {
	switch {
	case p.Parent != "":
		return "a kind of " + p.Parent
	case p.Symmetric:
		return "holds both ways"
	}
	return ""
}

// ReadOntology reads the ontology of a graph.
func ReadOntology(ctx context.Context, st *store.Store) (Ontology, error) {
	r, err := newReader(ctx, st)
	if err != nil {
		return Ontology{}, err
	}
	o := Ontology{Classes: []OntologyClass{}, Predicates: []OntologyPredicate{}}
	for ref, c := range r.ontology.classes {
		synonyms, err := r.texts(ref, graph.Synonym)
		if err != nil {
			return o, err
		}
		out := OntologyClass{Name: c.name, Synonyms: slices.Concat([]string{}, synonyms)}
		if c.parent != nil {
			out.Parent = c.parent.name
		}
		o.Classes = append(o.Classes, out)
	}
	parents := map[string]string{}
	for _, p := range r.ontology.predicates {
		for _, child := range p.children {
			parents[child.name] = p.name
		}
	}
	for _, p := range r.ontology.predicates {
		o.Predicates = append(o.Predicates, OntologyPredicate{p.name, parents[p.name], p.symmetric})
	}
	slices.SortFunc(o.Classes, func(a, b OntologyClass) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(o.Predicates, func(a, b OntologyPredicate) int { return strings.Compare(a.Name, b.Name) })
	return o, ctx.Err()
}
