package extract

// Ontology is what the graph may say: its classes and its predicates. Data in
// extract/lexicon; also stored in the graph, so that a graph explains itself.
type Ontology struct {
	Classes    []ClassDef
	Predicates []PredicateDef
}

// ClassDef is a class, its parent (empty for a top class), and the words by
// which a walk may also name it.
type ClassDef struct {
	Name     string
	Parent   string
	Synonyms []string
}

// PredicateDef is a predicate, its parent (empty for most), and the classes
// that its subject and object may have. Event is the type of event that it
// tells of, empty for a state: statements may tell one event if their types are
// equal.
type PredicateDef struct {
	Name      string
	Parent    string
	Subject   []string
	Object    []string
	Symmetric bool
	Event     string
}

// Class returns the definition of a class, or nil.
func (o *Ontology) Class(name string) *ClassDef {
	for i := range o.Classes {
		if o.Classes[i].Name == name {
			return &o.Classes[i]
		}
	}
	return nil
}

// Predicate returns the definition of a predicate, or nil.
func (o *Ontology) Predicate(name string) *PredicateDef {
	for i := range o.Predicates {
		if o.Predicates[i].Name == name {
			return &o.Predicates[i]
		}
	}
	return nil
}
