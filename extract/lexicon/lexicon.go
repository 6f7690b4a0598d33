// Package lexicon holds what sitrep knows as data: names, head nouns, titles,
// cues, frames and the ontology. Files in data/ are embedded; a user's folders
// of the same layout overlay them, a later row winning.
package lexicon

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sitrep/extract"
)

//go:embed data
var embedded embed.FS

// Lexicon is loaded once and only read afterwards.
type Lexicon struct {
	Ontology  *extract.Ontology
	Gazetteer *Gazetteer
	// Nominals are head nouns by lemma, "border crossing" among them.
	Nominals map[string]Nominal
	// NameHeads are the last words of names, which say what a name is of.
	NameHeads map[string]Nominal
	// Titles are ranks, roles and honorifics by folded form.
	Titles map[string]Title
	// Confidence holds the weights by which a statement's features tell how
	// likely it is right; see relate.Fit.
	Confidence map[string]float64
	// Given and Surnames hold folded names of people.
	Given    map[string]bool
	Surnames map[string]bool
	// Spellings maps a folded given name to the spelling that IDs are made of.
	Spellings map[string]string
	// Designators recognise weapons by their letters and digits.
	Designators []Designator
	// Words are lists of words by the list's name, such as "report" or
	// "negation"; see data/words.tsv.
	Words map[string]map[string]bool
	// Frames say which words express which predicate, by lemma.
	Frames map[string][]Frame
	// Postmodifiers say what the words between two mentions say of them.
	Postmodifiers map[string][]Postmodifier
	// Senses say, by how a place's name stands, when it acts; see Sense.
	Senses map[string][]SenseRule
	// Hypernyms say of a noun which others, each of one or more words, it may
	// stand for; see data/hypernyms.tsv.
	Hypernyms map[string][][]string
	// Epithets hold the IDs that a description is known to stand for.
	Epithets map[string][]string
	// Statesmen say by a person's ID whose they are.
	Statesmen map[string]Statesman
	// Examples say how each predicate is meant.
	Examples []Example
	// demonyms and capitals map folded words to a country's ID.
	capitals map[string]string
	// postmodifiers is the most words of those that start with a word.
	postmodifiers map[string]int
}

// Nominal is a head noun that makes a noun phrase a mention; one without a
// class makes it none: "tank top".
type Nominal struct {
	Class    extract.Class
	Subclass string
}

// Title is what stands before a name, or "TITLE of X" between two.
type Title struct {
	Kind      string // rank, role, honorific
	Predicate string // leads, member_of or empty
}

// Designator is a pattern such as AGM-114 with the class of what it names.
type Designator struct {
	Pattern  *regexp.Regexp
	Subclass string
}

// Load reads the embedded files, then each overlay folder. Errors wrap ErrData
// and name file and line.
func Load(overlays ...string) (*Lexicon, error) {
	l := &Lexicon{
		Ontology: &extract.Ontology{}, Gazetteer: newGazetteer(),
		Nominals: map[string]Nominal{}, NameHeads: map[string]Nominal{}, Titles: map[string]Title{}, Given: map[string]bool{}, Surnames: map[string]bool{}, Spellings: map[string]string{},
		Words: map[string]map[string]bool{}, Frames: map[string][]Frame{}, Postmodifiers: map[string][]Postmodifier{}, Confidence: map[string]float64{}, Senses: map[string][]SenseRule{}, Hypernyms: map[string][][]string{}, Epithets: map[string][]string{}, Statesmen: map[string]Statesman{}, capitals: map[string]string{}, postmodifiers: map[string]int{},
	}
	base, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	if err := l.read(base); err != nil {
		return nil, err
	}
	l.Gazetteer.overlay = true
	for _, dir := range overlays {
		info, err := os.Stat(dir)
		if err != nil || !info.IsDir() {
			return nil, fmt.Errorf("%w: overlay %s is no folder that can be read", ErrData, dir)
		}
		if err := l.read(os.DirFS(dir)); err != nil {
			return nil, fmt.Errorf("overlay %s: %w", dir, err)
		}
	}
	return l, nil
}

// Capital returns the ID of the country whose capital a name is.
func (l *Lexicon) Capital(name string) (string, bool) {
	id, ok := l.capitals[extract.Fold(name)]
	return id, ok
}

// Is tells whether a word is on the named list.
func (l *Lexicon) Is(list, word string) bool { return l.Words[list][word] }

// maxAlias is how many tokens may say that a name is another one's.
const maxAlias = 8

// AliasPhrase tells whether the tokens between two names say that they are
// one's: ", also known as".
func (l *Lexicon) AliasPhrase(between []extract.Token) bool {
	if len(between) == 0 || len(between) > maxAlias {
		return false
	}
	var words []string
	for _, t := range between {
		if w := strings.ToLower(strings.Trim(t.Text, ",(\"'`“”‘’")); w != "" && w != "the" && (len(words) == 0 || !l.Is("possessive", w)) {
			words = append(words, w)
		}
	}
	return l.Is("alias_phrase", strings.Join(words, " "))
}

// maxApproximation is how many words may say that a number is only about so:
// "no fewer than".
const maxApproximation = 3

// Approximation counts the tokens at the end of those before a number which say that
// it is only about so: 2 of "killed at least", 0 where none does.
func (l *Lexicon) Approximation(before []extract.Token) int {
	for n := min(maxApproximation, len(before)); n > 0; n-- {
		words := make([]string, n)
		for k, t := range before[len(before)-n:] {
			words[k] = strings.ToLower(t.Text)
		}
		if l.Is("approximate", strings.Join(words, " ")) {
			return n
		}
	}
	return 0
}

// loaders say how each file is read, in order; all are optional in an overlay.
var loaders = []struct {
	pattern string
	columns []string
	load    func(l *Lexicon, r row) error
}{
	{"ontology/classes.tsv", []string{"name", "parent", "synonyms"}, (*Lexicon).addClass},
	{"ontology/predicates.tsv", []string{"name", "parent", "subject", "object", "symmetric"}, (*Lexicon).addPredicate},
	{"countries.tsv", []string{"name", "id", "aliases", "demonyms", "capital", "capital_aliases", "seat"}, (*Lexicon).addCountry},
	{"gazetteer/*.tsv", []string{"name", "class", "subclass", "id", "aliases", "cue"}, (*Lexicon).addName},
	{"nominals*.tsv", []string{"head", "class", "subclass", "plural"}, (*Lexicon).addNominal},
	{"name_heads.tsv", []string{"head", "class", "subclass"}, (*Lexicon).addNameHead},
	{"titles.tsv", []string{"title", "kind", "predicate"}, (*Lexicon).addTitle},
	{"given_names.tsv", []string{"name"}, (*Lexicon).addGiven},
	{"surnames.tsv", []string{"name"}, (*Lexicon).addSurname},
	{"spellings.tsv", []string{"name", "variants"}, (*Lexicon).addSpelling},
	{"designators.tsv", []string{"prefix", "pattern", "subclass"}, (*Lexicon).addDesignator},
	{"words.tsv", []string{"list", "words"}, (*Lexicon).addWords},
	{"frames.tsv", []string{"lemma", "pos", "predicate", "subject", "object"}, (*Lexicon).addFrame},
	{"postmodifiers.tsv", []string{"words", "first", "predicate", "second", "order"}, (*Lexicon).addPostmodifier},
	{"confidence.tsv", []string{"feature", "weight"}, (*Lexicon).addConfidence},
	{"senses.tsv", []string{"role", "governor", "sense"}, (*Lexicon).addSense},
	{"hypernyms.tsv", []string{"noun", "of"}, (*Lexicon).addHypernym},
	{"epithets.tsv", []string{"phrase", "names"}, (*Lexicon).addEpithet},
	{"statesmen.tsv", []string{"country", "office", "names"}, (*Lexicon).addStatesmen},
	{"examples.tsv", []string{"predicate", "subject", "object", "status", "sentence"}, (*Lexicon).addExample},
}

func (l *Lexicon) read(fsys fs.FS) error {
	for _, loader := range loaders {
		files, err := fs.Glob(fsys, loader.pattern)
		if err != nil {
			return err
		}
		slices.Sort(files)
		for _, f := range files {
			err := readTable(fsys, path.Clean(f), loader.columns, func(r row) error { return loader.load(l, r) })
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

func (l *Lexicon) addClass(r row) error {
	def := extract.ClassDef{Name: r.get("name"), Parent: r.get("parent"), Synonyms: r.list("synonyms")}
	if def.Parent != "" && l.Ontology.Class(def.Parent) == nil {
		return r.errorf("class %s stands under %s, which is not there", def.Name, def.Parent)
	}
	if old := l.Ontology.Class(def.Name); old != nil {
		*old = def
		return nil
	}
	l.Ontology.Classes = append(l.Ontology.Classes, def)
	return nil
}

func (l *Lexicon) addPredicate(r row) error {
	def := extract.PredicateDef{
		Name: r.get("name"), Parent: r.get("parent"),
		Subject: r.list("subject"), Object: r.list("object"), Symmetric: r.get("symmetric") == "yes",
		Event: r.get("event"),
	}
	for _, c := range append(slices.Clone(def.Subject), def.Object...) {
		if l.Ontology.Class(c) == nil {
			return r.errorf("predicate %s takes class %s, which is not there", def.Name, c)
		}
	}
	if old := l.Ontology.Predicate(def.Name); old != nil {
		*old = def
		return nil
	}
	l.Ontology.Predicates = append(l.Ontology.Predicates, def)
	return nil
}

// class checks a class and its subclass.
func (l *Lexicon) class(r row) (extract.Class, string, error) {
	c, sub := r.get("class"), r.get("subclass")
	if !slices.Contains(extract.Classes, extract.Class(c)) {
		return "", "", r.errorf("%q is none of the classes %v", c, extract.Classes)
	}
	if sub != "" {
		def := l.Ontology.Class(sub)
		if def == nil || def.Parent != c {
			return "", "", r.errorf("%q is no subclass of %s", sub, c)
		}
	}
	return extract.Class(c), sub, nil
}

// addName adds a gazetteer row; the class "-" removes an entity.
func (l *Lexicon) addName(r row) error {
	name, cue, _ := strings.Cut(r.get("name"), "^")
	if r.get("class") == "-" {
		for _, e := range slices.Clone(l.Gazetteer.Lookup(name)) {
			l.Gazetteer.remove(e.ID)
		}
		return nil
	}
	class, sub, err := l.class(r)
	if err != nil {
		return err
	}
	// The name's own cue is the name's alone; the row's context is its aliases' too.
	shared := NoCue
	if cue == "" {
		cue = r.get("cue")
		if Cue(cue) == Context {
			shared = Context
		}
	}
	switch Cue(cue) {
	case NoCue, Exact, Context:
	default:
		return r.errorf("cue %q is none of exact, context", cue)
	}
	id := strings.ToLower(string(class)) + "/"
	if r.get("id") != "" {
		id += r.get("id")
	} else {
		id += extract.Slug(name)
	}
	if len(l.Gazetteer.Names(id)) > 0 {
		l.Gazetteer.remove(id)
	}
	e := Entry{ID: id, Name: name, Class: class, Subclass: sub, Kind: Proper}
	for i, text := range append([]string{name}, r.list("aliases")...) {
		e.Text, e.Cue = text, shared
		if i == 0 {
			e.Cue = Cue(cue)
		}
		l.Gazetteer.add(e)
	}
	return nil
}

func (l *Lexicon) addCountry(r row) error {
	name, cue, _ := strings.Cut(r.get("name"), "^")
	slug := r.get("id")
	if slug == "" {
		slug = extract.Slug(name)
	}
	e := Entry{ID: "place/" + slug, Name: name, Text: name, Class: extract.Place, Subclass: "Country", Kind: Proper, Cue: Cue(cue)}
	if len(l.Gazetteer.Names(e.ID)) > 0 {
		l.Gazetteer.remove(e.ID)
	}
	l.Gazetteer.add(e)
	e.Cue = NoCue
	for _, group := range []struct {
		kind  Kind
		names []string
	}{{Proper, r.list("aliases")}, {Demonym, r.list("demonyms")}, {Seat, r.list("seat")}} {
		for _, n := range group.names {
			e.Text, e.Kind = n, group.kind
			l.Gazetteer.add(e)
		}
	}
	if c := r.get("capital"); c != "" {
		capital, cue, _ := strings.Cut(c, "^")
		city := Entry{ID: extract.EntityID(extract.Place, capital), Name: capital, Class: extract.Place, Subclass: "City", Kind: Proper}
		for _, n := range append([]string{c}, r.list("capital_aliases")...) {
			city.Text, city.Cue = n, Cue(cue)
			l.Gazetteer.add(city)
			n, _, _ = strings.Cut(n, "^")
			l.capitals[extract.Fold(n)] = e.ID
		}
	}
	return nil
}

// addNominal adds a head noun; the class "-" makes a phrase none.
func (l *Lexicon) addNominal(r row) error {
	var n Nominal
	if r.get("class") != "-" {
		class, sub, err := l.class(r)
		if err != nil {
			return err
		}
		n = Nominal{Class: class, Subclass: sub}
	}
	l.Nominals[strings.ToLower(r.get("head"))] = n
	if p := r.get("plural"); p != "" {
		l.Nominals[strings.ToLower(p)] = n
	}
	return nil
}

func (l *Lexicon) addNameHead(r row) error {
	class, sub, err := l.class(r)
	if err != nil {
		return err
	}
	l.NameHeads[strings.ToLower(r.get("head"))] = Nominal{Class: class, Subclass: sub}
	return nil
}

func (l *Lexicon) addTitle(r row) error {
	l.Titles[extract.Fold(r.get("title"))] = Title{Kind: r.get("kind"), Predicate: r.get("predicate")}
	return nil
}

func (l *Lexicon) addGiven(r row) error {
	l.Given[extract.Fold(r.get("name"))] = true
	return nil
}

func (l *Lexicon) addSurname(r row) error {
	l.Surnames[extract.Fold(r.get("name"))] = true
	return nil
}

func (l *Lexicon) addSpelling(r row) error {
	for _, v := range r.list("variants") {
		l.Spellings[extract.Fold(v)] = extract.Fold(r.get("name"))
	}
	return nil
}

func (l *Lexicon) addDesignator(r row) error {
	p := r.get("pattern")
	if p == "" {
		p = regexp.QuoteMeta(r.get("prefix")) + `[- ]?\d+[A-Za-z0-9-]*`
	}
	re, err := regexp.Compile("^(?:" + p + ")$")
	if err != nil {
		return r.errorf("pattern %q: %v", p, err)
	}
	l.Designators = append(l.Designators, Designator{Pattern: re, Subclass: r.get("subclass")})
	return nil
}

func (l *Lexicon) addWords(r row) error {
	list := l.Words[r.get("list")]
	if list == nil {
		list = map[string]bool{}
		l.Words[r.get("list")] = list
	}
	for _, w := range r.list("words") {
		list[strings.ToLower(w)] = true
	}
	return nil
}

func (l *Lexicon) addConfidence(r row) error {
	w, err := strconv.ParseFloat(r.get("weight"), 64)
	if err != nil {
		return fmt.Errorf("weight %q is no number", r.get("weight"))
	}
	l.Confidence[r.get("feature")] = w
	return nil
}
