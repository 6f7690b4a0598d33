// Package extract holds the types that every stage of extraction shares, and
// the pipeline that runs the stages. It uses the standard library only.
package extract

import "slices"

// Class is one of the four top classes of the ontology.
type Class string

// The top classes. A Subclass is one of the ontology's names below them.
const (
	Person       Class = "Person"
	Organisation Class = "Organisation"
	Place        Class = "Place"
	Weapon       Class = "Weapon"
)

// Classes lists the top classes in the order that tables show them.
var Classes = []Class{Person, Organisation, Place, Weapon}

// Form says how a mention names its entity.
type Form string

// The forms of a mention: a proper name, a common noun phrase, a pronoun.
const (
	Name    Form = "name"
	Nominal Form = "nominal"
	Pronoun Form = "pronoun"
)

// Sense says what a country, region or city is in its sentence.
type Sense string

// The senses of a name of a Country, Region or City: who does or says
// something, is told it or accused of it; or where something is.
const (
	Actor    Sense = "actor"
	Location Sense = "place"
)

// Status says how the text holds a statement.
type Status string

// The statuses of a statement; see the ontology. Only Asserted and Reported
// ones become plain edges of the graph.
const (
	Asserted   Status = "asserted"
	Reported   Status = "reported"
	Threatened Status = "threatened"
	Denied     Status = "denied"
)

// Statuses lists every status.
var Statuses = []Status{Asserted, Reported, Threatened, Denied}

// Holds tells whether the text holds the statement to be so, if only by
// hearsay, and it may be an edge of the graph.
func (s Status) Holds() bool { return s == Asserted || s == Reported }

// Document is one report on its way through the pipeline. The reader fills
// ID, Source, Title, Published and Text; the stages fill the rest.
type Document struct {
	// ID identifies the report across builds: building a report with the same
	// ID again replaces it.
	ID string
	// Source is the path, or other origin, shown to people.
	Source string
	Title  string
	// Published is the report's ISO 8601 date (YYYY-MM-DD), or empty.
	Published string
	// Text is what every Span counts in; valid UTF-8.
	Text string

	// Range is the part of the text that this is about, and Before how many
	// sentences come before it, where it is a part of a longer document.
	Range  Span
	Before int

	Sentences []Sentence
	Tokens    []Token
	Times     []TimeMention
	Mentions  []Mention
	// Open are names that only the rest of the document can tell the class of:
	// with a class that is a mere guess, or without one. None are left at the
	// end.
	Open       []Mention
	Entities   []Entity
	Statements []Statement
	// Incidents are events of harm that their sentence tells only in part: who
	// was killed but not by whom, who attacked but not what, or that a bomb went
	// off. Subject or Object is empty, or both where the Instrument is named;
	// they have no ID, and no edge in the graph.
	Incidents     []Statement
	Cooccurrences []Cooccurrence

	parts *parts
}

// Slice returns the text of a span.
func (d *Document) Slice(s Span) string { return d.Text[s.Start:s.End] }

// Entity returns the entity with the ID, or nil.
func (d *Document) Entity(id string) *Entity {
	for i := range d.Entities {
		if d.Entities[i].ID == id {
			return &d.Entities[i]
		}
	}
	return nil
}

// Sentence is a sentence's span and its tokens, Document.Tokens[First:Last].
type Sentence struct {
	Span
	First int
	Last  int
}

// Token is a word or mark with its Penn Treebank tag, its lemma (lower case),
// and its place in the sentence's dependency tree: Head is an index into
// Document.Tokens, or -1 at the root, Rel a relation of Universal Dependencies.
type Token struct {
	Span
	Text  string
	Tag   string
	Lemma string
	Head  int
	Rel   string
}

// Mention is a stretch of one sentence that names or points to an entity.
type Mention struct {
	Span
	Class    Class
	Subclass string
	Form     Form
	// Head is the token that carries the class, an index into Document.Tokens.
	Head int
	// First and Last delimit the mention's tokens, Document.Tokens[First:Last].
	First int
	Last  int
	// Lead is how many bytes of determiners it begins with: those of "the
	// general", who is called "general".
	Lead int
	// HeadSpan is the head of a nominal, Number the span of the words in front of
	// it that count ("two", "at least 20"): empty where none do.
	HeadSpan, Number Span
	// Sentence is an index into Document.Sentences.
	Sentence int
	// Adjective is set on a nationality's adjective ("Iraqi" in "Iraqi troops"),
	// which names its country by what it qualifies: see Outward.
	Adjective bool
	// Title is a rank, role or honorific before the name, and not part of it.
	Title string
	// Key is the gazetteer's ID for the mention, or empty.
	Key string
	// Sense is set on names of a Country, Region or City; else empty.
	Sense Sense
	// FoundBy says which recogniser found it: gazetteer, pattern, nominal, model.
	FoundBy    string
	Confidence float64
	// Chain numbers the mentions that stand for one thing, from 1; 0 while
	// unresolved. Reason says why the mention joined its chain; it begins with
	// FirstMention where there was none to join.
	Chain  int
	Reason string
	// Entity is the ID of the entity it stands for, or empty while unresolved.
	Entity string
}

// FirstMention begins the Reason of a mention that is a thing's first.
const FirstMention = "first mention"

// Outward is the form that other programs and scores see. No corpus counts a
// nationality's adjective as the name of a place, nor do readers: it stands
// among the nominals.
func (m *Mention) Outward() Form {
	if m.Adjective {
		return Nominal
	}
	return m.Form
}

// Entity is a node of the graph: all mentions that stand for one thing.
type Entity struct {
	// ID is class/slug, such as person/qasem-soleimani: the same across
	// documents. An entity without a name of its own ("two civilians") holds
	// its document's ID between the two, so that it stays in its document.
	ID       string
	Class    Class
	Subclass string
	Name     string
	Aliases  []string
}

// Time is when something happened: whole days, From and To inclusive, ISO
// 8601 dates; Text is how the report puts it.
type Time struct {
	From string
	To   string
	Text string
}

// TimeMention is an expression of time, Document.Tokens[First:Last]. Its Time
// has no From where nothing says which days are meant. Ahead is what it means of
// an event to come, if that differs: "on Friday" is then the next one.
type TimeMention struct {
	First    int
	Last     int
	Sentence int
	Time     Time
	Ahead    Time
}

// Statement says that Subject did Predicate to Object, as one sentence of the
// document has it. Subject, Object, AttributedTo, Instrument and Place are
// entity IDs; the last three may be empty.
type Statement struct {
	ID        string
	Subject   string
	Predicate string
	Object    string

	Status       Status
	AttributedTo string
	Instrument   string
	Place        string
	// Time is nil where the text gives none.
	Time *Time

	// Trigger, SubjectSpan and ObjectSpan are the evidence in the sentence.
	Trigger     Span
	SubjectSpan Span
	ObjectSpan  Span
	// Sentence is an index into Document.Sentences.
	Sentence   int
	Confidence float64
}

// Cooccurrence is a pair of entities named in one sentence, A < B.
type Cooccurrence struct {
	A        string
	B        string
	Sentence int
}

// Absorb adds another's aliases, for an entity made twice.
func (e *Entity) Absorb(o Entity) {
	for _, a := range o.Aliases {
		if !slices.Contains(e.Aliases, a) && a != e.Name {
			e.Aliases = append(slices.Clip(e.Aliases), a)
		}
	}
}
