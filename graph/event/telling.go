package event

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"sitrep/extract"
	"sitrep/graph"
)

// Telling is what one statement tells of an event, by the report that it stands
// in and nothing else. Nodes and terms are as in the graph, without brackets.
type Telling struct {
	Statement quad.IRI `json:"-"`
	// With are the statements of the same words about the weapon alone: "Israeli
	// jets struck X" says that Israel did and that jets did.
	With []quad.IRI `json:"with,omitempty"`

	Document  quad.IRI `json:"document"`
	Sentence  quad.IRI `json:"sentence"`
	Predicate string   `json:"predicate"`
	Subject   Argument `json:"subject"`
	Object    Argument `json:"object"`
	// Means is the class of the instrument, and Instrument its entity.
	Instrument string `json:"instrument,omitempty"`
	Means      string `json:"means,omitempty"`
	// Places are the place of the event, then what that lies in.
	Places []string `json:"places,omitempty"`
	// From and To are the first and last day; empty where none is given.
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Published string `json:"published,omitempty"`
}

// Argument is who did it, or to whom. Count and Head are of a phrase without a
// name; a Count of 0 is not given. Sides are whom it belongs to.
type Argument struct {
	ID    string   `json:"id"`
	Class string   `json:"class"`
	Local bool     `json:"local,omitempty"`
	Count int      `json:"count,omitempty"`
	Head  string   `json:"head,omitempty"`
	Sides []string `json:"sides,omitempty"`
}

// Tellings returns what a document's statements tell of events: those that
// hold, of a predicate with an event type, and with something to compare.
func (o *Ontology) Tellings(doc quad.IRI, quads []quad.Quad) []*Telling {
	r := reading{Ontology: o, doc: doc, of: map[quad.Value]map[quad.IRI][]quad.Value{}}
	held := map[quad.Value]bool{}
	var statements []quad.IRI
	for _, q := range quads {
		p, _ := q.Predicate.(quad.IRI)
		if q.Label != nil {
			continue
		}
		if p == graph.Predicate {
			if s, ok := q.Subject.(quad.IRI); ok && o.predicates[bare(q.Object)].event != "" {
				statements = append(statements, s)
			}
		}
		if p == graph.Status && extract.Status(bare(q.Object)).Holds() {
			held[q.Subject] = true
		}
		of := r.of[q.Subject]
		if of == nil {
			of = map[quad.IRI][]quad.Value{}
			r.of[q.Subject] = of
		}
		of[p] = append(of[p], q.Object)
	}
	statements = slices.DeleteFunc(statements, func(s quad.IRI) bool { return !held[s] })
	if len(statements) == 0 {
		return nil
	}
	slices.Sort(statements)
	r.relations(quads)
	var all []*Telling
	for _, s := range statements {
		all = append(all, r.telling(s))
	}
	return slices.DeleteFunc(r.fold(all), func(t *Telling) bool { return o.cell(t) == "" })
}

// reading is one document being read.
type reading struct {
	*Ontology
	doc quad.IRI
	of  map[quad.Value]map[quad.IRI][]quad.Value
	// sides and in lead from an entity to whom it belongs, and to where it lies.
	sides, in map[quad.Value][]string
}

// relations gathers what the document says of its entities: an armed group is
// part of somebody, and a drone somebody's.
func (r *reading) relations(quads []quad.Quad) {
	r.sides, r.in = map[quad.Value][]string{}, map[quad.Value][]string{}
	add := func(to map[quad.Value][]string, of, what quad.Value) {
		if id := bare(what); !slices.Contains(to[of], id) {
			to[of] = append(to[of], id)
		}
	}
	for _, q := range quads {
		if q.Label == nil {
			continue
		}
		switch q.Predicate {
		case quad.IRI("part_of"), quad.IRI("member_of"):
			add(r.sides, q.Subject, q.Object)
		case quad.IRI("uses"):
			add(r.sides, q.Object, q.Subject)
		case quad.IRI("located_in"):
			add(r.in, q.Subject, q.Object)
		}
	}
	for _, to := range []map[quad.Value][]string{r.sides, r.in} {
		for _, ids := range to {
			slices.Sort(ids)
		}
	}
}

// bare is a node's IRI without its brackets, or a text.
func bare(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return string(v)
	case quad.String:
		return string(v)
	}
	return quad.ToString(v)
}

// one returns the one value that a node's predicate leads to, the least.
func (r *reading) one(s quad.Value, p quad.IRI) string {
	least := ""
	for _, v := range r.of[s][p] {
		if text := bare(v); least == "" || text < least {
			least = text
		}
	}
	return least
}

func (r *reading) class(entity quad.IRI) string {
	var classes []string
	for _, v := range r.of[entity][graph.Type] {
		classes = append(classes, bare(v))
	}
	return r.narrowest(classes)
}

func (r *reading) telling(s quad.IRI) *Telling {
	t := &Telling{
		Statement: s,
		Document:  r.doc,
		Sentence:  quad.IRI(r.one(s, graph.InSentence)),
		Predicate: r.one(s, graph.Predicate),
		Subject:   r.argument(quad.IRI(r.one(s, graph.Subject))),
		Object:    r.argument(quad.IRI(r.one(s, graph.Object))),
		From:      r.one(s, graph.TimeFrom),
		To:        r.one(s, graph.TimeTo),
		Published: r.one(r.doc, graph.Published),
	}
	if with := r.one(s, graph.Instrument); with != "" {
		t.Instrument, t.Means = with, r.class(quad.IRI(with))
	} else if r.top(t.Subject.Class) == weapon {
		t.Instrument, t.Means = t.Subject.ID, t.Subject.Class
	}
	if at := r.one(s, graph.AtPlace); at != "" {
		t.Places = r.around(at, nil)
	} else {
		for _, in := range r.in[quad.IRI(t.Object.ID)] {
			t.Places = r.around(in, t.Places)
		}
	}
	return t
}

func (r *reading) argument(entity quad.IRI) Argument {
	id, _ := graph.EntityID(entity)
	a := Argument{ID: string(entity), Class: r.class(entity), Local: extract.IsLocal(id), Sides: r.sides[entity]}
	if a.Local {
		a.Count, a.Head = phrase(r.one(entity, graph.Named))
	}
	return a
}

// around adds a place and all that it lies in.
func (r *reading) around(place string, to []string) []string {
	if slices.Contains(to, place) {
		return to
	}
	to = append(to, place)
	for _, in := range r.in[quad.IRI(place)] {
		to = r.around(in, to)
	}
	return to
}

// fold puts each statement about a weapon alone under the statement of the same
// words about whoever used it.
func (r *reading) fold(all []*Telling) []*Telling {
	trigger := func(t *Telling) string { return r.one(t.Statement, graph.Start) + "-" + r.one(t.Statement, graph.End) }
	owner := func(w *Telling) *Telling {
		for _, t := range all {
			if t.Subject.ID != w.Subject.ID && t.Instrument == w.Subject.ID && t.Object.ID == w.Object.ID &&
				t.Predicate == w.Predicate && t.Sentence == w.Sentence && trigger(t) == trigger(w) {
				return t
			}
		}
		return nil
	}
	var kept []*Telling
	for _, t := range all {
		if r.top(t.Subject.Class) == weapon {
			if o := owner(t); o != nil {
				o.With = append(o.With, t.Statement)
				continue
			}
		}
		kept = append(kept, t)
	}
	return kept
}

// Quad returns the telling as the graph keeps it; see ParseQuad.
func (o *Ontology) Quad(t *Telling) quad.Quad {
	text, err := json.Marshal(t)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return quad.Quad{Subject: t.Statement, Predicate: graph.ToldAs, Object: quad.String(text), Label: o.cell(t)}
}

// ParseQuad reads a telling from a quad of ToldAs.
func ParseQuad(q quad.Quad) (*Telling, error) {
	t := &Telling{}
	s, ok := q.Subject.(quad.IRI)
	text, isText := q.Object.(quad.String)
	if !ok || !isText {
		return nil, fmt.Errorf("%s of %s: want a text", quad.StringOf(q.Predicate), quad.StringOf(q.Subject))
	}
	t.Statement = s
	if err := json.Unmarshal([]byte(text), t); err != nil {
		return nil, fmt.Errorf("%s of %s: %w", quad.StringOf(q.Predicate), quad.StringOf(q.Subject), err)
	}
	return t, nil
}

const (
	// before is how many days before its report an undated event may have been.
	before = 3
	// week is the longest interval, in days, that tells one event from the next.
	week = 7
)

// days returns the first and last day on which it may have been, counted from
// 1970; ok is false where nothing tells.
func (t *Telling) days() (from, to int, ok bool) {
	if t.From == "" && t.To == "" {
		to, ok = day(t.Published)
		return to - before, to, ok
	}
	from, ok = day(t.From)
	to, until := day(t.To)
	return from, to, ok && until && from <= to
}

func (t *Telling) dated() bool { return t.From != "" }

func day(date string) (int, bool) {
	d, err := time.Parse(time.DateOnly, date)
	return int(d.Unix() / (24 * 60 * 60)), err == nil
}

const cellPrefix = "happening/"

// cell names the set of tellings outside of which no other can be of the same
// event, but for those of the cells around it: what it was done to, with the
// days or, where these need not be the same, the month. It is empty for a
// telling that nothing can be compared with.
func (o *Ontology) cell(t *Telling) quad.IRI {
	kind := o.predicates[t.Predicate]
	var about []string
	switch s, obj := t.Subject, t.Object; {
	case kind.symmetric && (s.Local || obj.Local):
		return ""
	case kind.symmetric:
		about = []string{min(s.ID, obj.ID), max(s.ID, obj.ID)}
	case !obj.Local:
		about = []string{obj.ID}
	case t.From == "":
		return "" // somebody, some day
	case len(t.Places) > 0 && !local(t.Places[0]):
		about = []string{"at", t.Places[0]}
	case !s.Local:
		about = []string{"by", s.ID}
	default:
		return ""
	}
	from, to, ok := t.days()
	if !ok {
		return ""
	}
	bucket := cellPrefix + extract.Hash(append(about, kind.event)...) + "/"
	if !t.Object.Local && o.single(t.Object.Class) && to-from < week {
		return quad.IRI(bucket + date(from).Format("2006-01"))
	}
	if !t.dated() {
		return ""
	}
	return quad.IRI(bucket + t.From + "_" + t.To)
}

func date(day int) time.Time { return time.Unix(int64(day)*24*60*60, 0).UTC() }

func local(entity string) bool {
	id, _ := graph.EntityID(quad.IRI(entity))
	return extract.IsLocal(id)
}

// Around returns the cells on which the events of a cell depend, by how many
// months they are away: itself at 0, alone where its days are its name.
func Around(cell quad.IRI, months int) map[int]quad.IRI {
	at := strings.LastIndexByte(string(cell), '/') + 1
	month, err := time.Parse("2006-01", string(cell[at:]))
	if err != nil {
		return map[int]quad.IRI{0: cell}
	}
	around := map[int]quad.IRI{}
	for i := -months; i <= months; i++ {
		around[i] = cell[:at] + quad.IRI(month.AddDate(0, i, 0).Format("2006-01"))
	}
	return around
}
