// Package graph turns documents into quads and holds the walk language's
// syntax. It knows the shape of the graph; graph/store knows how it is kept.
package graph

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// Base is what a short IRI is resolved against where the graph leaves sitrep:
// the store and queries hold <entity/place/iran>, exported N-Quads hold
// <urn:sitrep:entity/place/iran>.
const Base = "urn:sitrep:"

// Predicates of the graph's own, beside those of the ontology.
const (
	Type  = quad.IRI("type")
	Named = quad.IRI("name")
	Alias = quad.IRI("alias")
	// Key is a name or alias as extract.Fold writes it: what look-ups use.
	Key            = quad.IRI("key")
	SubclassOf     = quad.IRI("subclass_of")
	SubpredicateOf = quad.IRI("subpredicate_of")
	Synonym        = quad.IRI("synonym")

	Subject      = quad.IRI("subject")
	Predicate    = quad.IRI("predicate")
	Object       = quad.IRI("object")
	Status       = quad.IRI("status")
	AttributedTo = quad.IRI("attributed_to")
	Instrument   = quad.IRI("instrument")
	AtPlace      = quad.IRI("place")
	TimeFrom     = quad.IRI("time_from")
	TimeTo       = quad.IRI("time_to")
	TimeText     = quad.IRI("time_text")
	Confidence   = quad.IRI("confidence")
	InDocument   = quad.IRI("document")
	InSentence   = quad.IRI("sentence")
	Start        = quad.IRI("start")
	End          = quad.IRI("end")
	TriggerText  = quad.IRI("trigger")
	SubjectStart = quad.IRI("subject_start")
	SubjectEnd   = quad.IRI("subject_end")
	ObjectStart  = quad.IRI("object_start")
	ObjectEnd    = quad.IRI("object_end")

	Text      = quad.IRI("text")
	Source    = quad.IRI("source")
	Title     = quad.IRI("title")
	Published = quad.IRI("published")
	Digest    = quad.IRI("digest")
	Mentions  = quad.IRI("mentions")
	States    = quad.IRI("states")

	CoOccursWith = quad.IRI("co_occurs_with")

	// Resolved says by which name a report calls an entity, and why it was taken
	// for the entity (see Resolution); its label is the report.
	Resolved = quad.IRI("resolved")
	// Called is the name that a sentence has for an entity, where the sentence's
	// report has several; its label is the sentence.
	Called = quad.IRI("called")
)

// Predicates of events that several statements tell.
const (
	// Includes leads from an event to each statement that tells it; its label is
	// the statement's Cell.
	Includes = quad.IRI("includes")
	// EventType is the type of event that a predicate tells of.
	EventType = quad.IRI("event_type")
	// ToldAs is what a statement tells of an event, for comparing it with other
	// statements (see graph/event); its label is the Cell.
	ToldAs = quad.IRI("told_as")
)

// Predicates of what was decided by hand; see Decision. The quads of the
// decisions themselves carry the label ByHand.
const (
	ByHand     = quad.IRI("by_hand")
	Kept       = quad.IRI("kept")
	MergedWith = quad.IRI("merged")
	SplitFrom  = quad.IRI("split_from")
	SplitOff   = quad.IRI("split_off")
	Within     = quad.IRI("within")
	Reason     = quad.IRI("reason")

	// DecidedBy leads from a report to a decision that changed its quads;
	// Extracted and Rewritten hold those quads before and after, as N-Quads.
	DecidedBy = quad.IRI("decided_by")
	Extracted = quad.IRI("extracted")
	Rewritten = quad.IRI("rewritten")
)

// Classes of the nodes that are no entities.
const (
	DocumentClass  = quad.IRI("class/Document")
	SentenceClass  = quad.IRI("class/Sentence")
	StatementClass = quad.IRI("class/Statement")
	ClassClass     = quad.IRI("class/Class")
	PredicateClass = quad.IRI("class/Predicate")
	// SymmetricClass marks a predicate that holds both ways.
	SymmetricClass = quad.IRI("class/SymmetricPredicate")
	MergeClass     = quad.IRI("class/Merge")
	SplitClass     = quad.IRI("class/Split")
	EventClass     = quad.IRI("class/Event")
)

const (
	entityPrefix    = "entity/"
	classPrefix     = "class/"
	documentPrefix  = "document/"
	sentencePrefix  = "sentence/"
	statementPrefix = "statement/"
	factPrefix      = "fact/"
	decisionPrefix  = "decision/"
	eventPrefix     = "event/"
)

// EntityIRI, ClassIRI, PredicateIRI, DocumentIRI, SentenceIRI and StatementIRI
// name the graph's nodes. Whatever an ID holds, the IRI is valid: bytes that
// an IRI may not hold are percent-encoded.
func EntityIRI(id string) quad.IRI { return quad.IRI(entityPrefix + escapePath(id)) }

// ClassIRI names a class or subclass of the ontology.
func ClassIRI(name string) quad.IRI { return quad.IRI(classPrefix + escapePath(name)) }

// PredicateIRI names a predicate of the ontology.
func PredicateIRI(name string) quad.IRI { return quad.IRI(escapePath(name)) }

// DocumentIRI names a document by its ID.
func DocumentIRI(id string) quad.IRI { return quad.IRI(documentPrefix + escapePath(id)) }

// SentenceIRI names the n-th sentence of a document, counted from 0.
func SentenceIRI(doc string, n int) quad.IRI {
	return quad.IRI(sentencePrefix + escapePath(doc) + "/" + strconv.Itoa(n))
}

// StatementIRI names a statement by its ID.
func StatementIRI(id string) quad.IRI { return quad.IRI(statementPrefix + escapePath(id)) }

// EventIRI names an event by its ID.
func EventIRI(id string) quad.IRI { return quad.IRI(eventPrefix + escapePath(id)) }

// EventID returns the ID behind an event's IRI.
func EventID(v quad.Value) (id string, ok bool) { return cut(v, eventPrefix) }

// EntityID returns the ID behind an entity's IRI; ok is false for another node.
func EntityID(v quad.Value) (id string, ok bool) { return cut(v, entityPrefix) }

// ClassName returns the name behind a class's IRI.
func ClassName(v quad.Value) (name string, ok bool) { return cut(v, classPrefix) }

// DocumentID returns the ID behind a document's IRI.
func DocumentID(v quad.Value) (id string, ok bool) { return cut(v, documentPrefix) }

// StatementID returns the ID behind a statement's IRI.
func StatementID(v quad.Value) (id string, ok bool) { return cut(v, statementPrefix) }

func cut(v quad.Value, prefix string) (string, bool) {
	iri, ok := v.(quad.IRI)
	if !ok {
		return "", false
	}
	rest, ok := strings.CutPrefix(string(iri), prefix)
	if !ok {
		return "", false
	}
	id, err := url.PathUnescape(rest)
	if err != nil {
		return rest, true
	}
	return id, true
}

// escapePath percent-encodes what RFC 3987 does not allow in a path, '%' and ':'
// themselves, so that the result never reads as an IRI with a scheme, and
// beyond ASCII all but letters, marks and digits.
func escapePath(s string) string {
	const upperHex = "0123456789ABCDEF"
	var b strings.Builder
	for i, size := 0, 0; i < len(s); i += size {
		var r rune
		r, size = utf8.DecodeRuneInString(s[i:])
		plain := unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
		if r < utf8.RuneSelf {
			plain = r > ' ' && r < 0x7f && !strings.ContainsRune("<>\"{}|\\^`%:?#[]", r)
		}
		if plain {
			b.WriteString(s[i : i+size])
			continue
		}
		for _, c := range []byte(s[i : i+size]) {
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		}
	}
	return b.String()
}
