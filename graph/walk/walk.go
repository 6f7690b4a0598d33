// Package walk answers questions over a graph: walks in the walk language,
// shortest connections, and the card of one entity.
package walk

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"sitrep/extract"
)

// Options say which evidence counts: an edge without any is no edge. The zero
// value takes all that the text asserts or reports.
type Options struct {
	// Since and Until are ISO 8601 dates, inclusive: YYYY, YYYY-MM or
	// YYYY-MM-DD. They are compared with the statement's time, or with its
	// document's date where the statement has none.
	Since string
	Until string
	// Status lists the statuses that count, or "all"; none means asserted and
	// reported. Co-occurrences have no status, and always count.
	Status []string
	// MinConfidence is in [0, 1].
	MinConfidence float64
	// Document is an ID or a source: only its evidence counts.
	Document string
	// MinWeight is the least normalised pointwise mutual information, in
	// [-1, 1], of a co_occurs_with edge; 0 means no limit.
	MinWeight float64
	// MinCount is the least number of sentences that name both ends of a
	// co_occurs_with edge.
	MinCount int
	// Limit is the greatest number of walks returned; 0 means maxWalks.
	Limit int
	// MaxEvidence is how many events each edge comes with, each with all of its
	// statements; 0 means all.
	MaxEvidence int
	// Brief lists the evidence that MaxEvidence leaves out in short.
	Brief bool
	// NoGrouping counts and shows every statement by itself, also where several
	// tell one event.
	NoGrouping bool
}

// ErrOption marks an option with a value that it may not have.
var ErrOption = errors.New("bad option")

// maxWalks bounds one answer, so that "* -> * -> * -> *" ends.
const maxWalks = 100_000

// Validate returns an error that wraps ErrOption for the first bad value.
func (o Options) Validate() error {
	for _, date := range []struct{ name, value string }{{"since", o.Since}, {"until", o.Until}} {
		if date.value != "" && !isDate(date.value) {
			return fmt.Errorf("%w: %s %q: want a date such as 2021-12-18, 2021-12 or 2021", ErrOption, date.name, date.value)
		}
	}
	if o.Since != "" && o.Until != "" && firstDay(o.Since) > lastDay(o.Until) {
		return fmt.Errorf("%w: since %s is after until %s", ErrOption, o.Since, o.Until)
	}
	for _, s := range o.Status {
		if s != allStatuses && !slices.Contains(extract.Statuses, extract.Status(s)) {
			return fmt.Errorf("%w: status %q: want asserted, reported, threatened, denied or all", ErrOption, s)
		}
	}
	switch {
	case !(o.MinConfidence >= 0 && o.MinConfidence <= 1):
		return fmt.Errorf("%w: min-confidence %v: want a number from 0 to 1", ErrOption, o.MinConfidence)
	case !(o.MinWeight >= -1 && o.MinWeight <= 1):
		return fmt.Errorf("%w: min-weight %v: want a number from -1 to 1", ErrOption, o.MinWeight)
	case o.MinCount < 0:
		return fmt.Errorf("%w: min-count %d: want 0 or more", ErrOption, o.MinCount)
	case o.Limit < 0:
		return fmt.Errorf("%w: limit %d: want 0 or more", ErrOption, o.Limit)
	case o.MaxEvidence < 0:
		return fmt.Errorf("%w: max-evidence %d: want 0 or more", ErrOption, o.MaxEvidence)
	}
	return nil
}

func isDate(s string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// firstDay and lastDay complete a date so that dates compare as strings. 31 is
// good for any month: no date lies between its last day and it.
func firstDay(date string) string {
	return date + "-01-01"[min(len("-01-01"), max(0, len(date)-len("2006"))):]
}

func lastDay(date string) string {
	return date + "-12-31"[min(len("-12-31"), max(0, len(date)-len("2006"))):]
}

const allStatuses = "all"

// statuses returns the statuses that count.
func (o Options) statuses() []extract.Status {
	switch {
	case len(o.Status) == 0:
		return []extract.Status{extract.Asserted, extract.Reported}
	case slices.Contains(o.Status, allStatuses):
		return extract.Statuses
	}
	var statuses []extract.Status
	for _, s := range extract.Statuses {
		if slices.Contains(o.Status, string(s)) {
			statuses = append(statuses, s)
		}
	}
	return statuses
}

func (o Options) limit() int {
	if o.Limit == 0 {
		return maxWalks
	}
	return min(o.Limit, maxWalks)
}

// Result is the answer to a query. Walks are ordered: first the one whose
// weakest edge tells the most events, then the most confident, then the
// shortest, then by IDs; co-occurrences by their weight before their count.
type Result struct {
	Walks []Walk
	// Cut is true where the limit kept walks from being shown.
	Cut bool
}

// Walk is one way through the graph, len(Nodes) == len(Edges)+1.
type Walk struct {
	Nodes []Node `json:"nodes"`
	Edges []Edge `json:"edges"`
}

// Node is an entity.
type Node struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Type is one of the four top classes, Subtype a class below it or empty.
	Type    string `json:"type"`
	Subtype string `json:"subtype"`
}

// Class returns the narrowest class that is known.
func (n Node) Class() string {
	if n.Subtype != "" {
		return n.Subtype
	}
	return n.Type
}

// Edge lies between two nodes of a walk. Forward means that it points from the
// node before it to the node after it; so does every symmetric edge.
type Edge struct {
	Predicate string `json:"predicate"`
	Forward   bool   `json:"forward"`
	// Evidence is the best first, that of one event together; Support counts
	// the events, also what Options.MaxEvidence left out.
	Evidence []Evidence `json:"evidence"`
	Support  int        `json:"support"`
	// More is the evidence that was left out, if Options.Brief asks for it.
	More []Brief `json:"more,omitempty"`
	// Weight is set for co_occurs_with.
	Weight *Weight `json:"weight,omitempty"`
}

// Evidence is one sentence that says so. Statement and Status are empty for a
// co-occurrence, whose sentence says no more than both names.
type Evidence struct {
	Statement  string  `json:"statement"`
	Status     string  `json:"status"`
	Confidence float64 `json:"confidence"`
	Time       *Time   `json:"time"`
	Document   string  `json:"document"`
	Source     string  `json:"source"`
	Title      string  `json:"title,omitempty"`
	Published  string  `json:"published,omitempty"`
	Sentence   string  `json:"sentence"`
	// SentenceNode is the sentence's node in the graph.
	SentenceNode quad.IRI `json:"-"`
	SentenceSpan *Span    `json:"sentence_span,omitempty"`
	Trigger      *Trigger `json:"trigger,omitempty"`
	SubjectSpan  *Span    `json:"subject_span,omitempty"`
	ObjectSpan   *Span    `json:"object_span,omitempty"`
	AttributedTo *Node    `json:"attributed_to,omitempty"`
	Instrument   *Node    `json:"instrument,omitempty"`
	Place        *Node    `json:"place,omitempty"`
	// Event is the event that the statement tells, if others tell it too.
	Event *string `json:"event"`
	// As is what the statement says where it stands beneath another edge, which
	// tells the same event.
	As *Telling `json:"as,omitempty"`
}

// Brief is as much of a piece of evidence as filters look at. Its time is the
// document's date where the statement has none.
type Brief struct {
	Status     string  `json:"status"`
	Confidence float64 `json:"confidence"`
	From       string  `json:"from"`
	To         string  `json:"to"`
	Document   string  `json:"document"`
}

// Telling is what a statement says.
type Telling struct {
	Subject   Node   `json:"subject"`
	Predicate string `json:"predicate"`
	Object    Node   `json:"object"`
}

// Date is when it happened, or when the document says so, or empty.
func (e Evidence) Date() string {
	if e.Time != nil && e.Time.From != "" {
		if e.Time.To != "" && e.Time.To != e.Time.From {
			return e.Time.From + " to " + e.Time.To
		}
		return e.Time.From
	}
	return e.Published
}

// Time is whole days, both inclusive, and the text's own words for them.
type Time struct {
	From string `json:"from"`
	To   string `json:"to"`
	Text string `json:"text"`
}

// Span is a half-open range of bytes of the document's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Trigger is the words that made the statement.
type Trigger struct {
	Span
	Text string `json:"text"`
}
