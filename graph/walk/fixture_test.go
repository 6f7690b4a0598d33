package walk

import (
	"context"
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// said is one sentence of a document that says one thing.
type said struct {
	s, p, o    string
	status     extract.Status
	from, to   string
	confidence float64
	by, with   string
}

// report is a document that says some things and names some pairs together.
type report struct {
	id, published string
	says          []said
	pairs         [][2]string
}

// testOntology is a small one of the same shape as the real one.
var testOntology = &extract.Ontology{
	Classes: []extract.ClassDef{
		{Name: "Person"},
		{Name: "Organisation"},
		{Name: "Place"},
		{Name: "Weapon"},
		{Name: "ArmedGroup", Parent: "Organisation", Synonyms: []string{"militia", "rebels"}},
		{Name: "Country", Parent: "Place"},
		{Name: "Site", Parent: "Place", Synonyms: []string{"base", "embassy"}},
		{Name: "Drone", Parent: "Weapon", Synonyms: []string{"UAV"}},
	},
	Predicates: []extract.PredicateDef{
		{Name: "attacked", Event: "attack"},
		{Name: "bombed", Parent: "attacked", Event: "attack"},
		{Name: "fired_at", Parent: "attacked", Event: "attack"},
		{Name: "killed", Event: "killing"},
		{Name: "supports"},
		{Name: "supplied", Parent: "supports"},
		{Name: "part_of"},
		{Name: "located_in"},
		{Name: "leads"},
		{Name: "met", Symmetric: true, Event: "meeting"},
		{Name: "uses"},
		{Name: "co_occurs_with", Symmetric: true},
	},
}

// entityOf makes "militia:Kataib Hezbollah/KH" an entity with an alias. In a
// report, one in lower case has no name and is the report's own.
func entityOf(short string) extract.Entity {
	class, name, ok := strings.Cut(short, ":")
	if !ok {
		panic("an entity without a class: " + short)
	}
	names := strings.Split(name, "/")
	def := testOntology.Class(class)
	e := extract.Entity{Class: extract.Class(class), Name: names[0], Aliases: names[1:]}
	if def.Parent != "" {
		e.Class, e.Subclass = extract.Class(def.Parent), class
	}
	e.ID = extract.EntityID(e.Class, e.Name)
	return e
}

func (r report) document() *extract.Document {
	d := &extract.Document{ID: r.id, Source: "reports/" + r.id + ".txt", Published: r.published}
	entities := map[string]bool{}
	id := func(short string) string {
		if short == "" {
			return ""
		}
		e := entityOf(short)
		if e.Name == strings.ToLower(e.Name) {
			e.ID = extract.LocalEntityID(e.Class, r.id, e.Name)
		}
		if !entities[e.ID] {
			entities[e.ID] = true
			d.Entities = append(d.Entities, e)
		}
		return e.ID
	}
	sentence := func(text string) (int, int) {
		start := len(d.Text)
		d.Text += text + "\n"
		d.Sentences = append(d.Sentences, extract.Sentence{Span: extract.Span{Start: start, End: start + len(text)}})
		return len(d.Sentences) - 1, start
	}
	for _, x := range r.says {
		subject, object := entityOf(x.s), entityOf(x.o)
		n, start := sentence(subject.Name + " " + x.p + " " + object.Name + ".")
		at := start + len(subject.Name) + 1
		s := extract.Statement{
			Subject: id(x.s), Predicate: x.p, Object: id(x.o), Status: x.status, Sentence: n, Confidence: x.confidence,
			AttributedTo: id(x.by), Instrument: id(x.with),
			Trigger:     extract.Span{Start: at, End: at + len(x.p)},
			SubjectSpan: extract.Span{Start: start, End: at - 1},
			ObjectSpan:  extract.Span{Start: at + len(x.p) + 1, End: at + len(x.p) + 1 + len(object.Name)},
		}
		if s.Status == "" {
			s.Status = extract.Asserted
		}
		if s.Confidence == 0 {
			s.Confidence = 0.9
		}
		if x.from != "" {
			s.Time = &extract.Time{From: x.from, To: x.to, Text: "then"}
			if x.to == "" {
				s.Time.To = x.from
			}
		}
		s.ID = extract.StatementID(d.ID, &s)
		d.Statements = append(d.Statements, s)
	}
	for _, pair := range r.pairs {
		n, _ := sentence(entityOf(pair[0]).Name + " and " + entityOf(pair[1]).Name + ".")
		a, b := id(pair[0]), id(pair[1])
		d.Cooccurrences = append(d.Cooccurrences, extract.Cooccurrence{A: min(a, b), B: max(a, b), Sentence: n})
	}
	return d
}

// open builds a store in memory. It takes testing.TB's and rapid.T's methods.
func open(t interface {
	Helper()
	Fatal(...any)
}, reports ...report,
) *store.Store {
	t.Helper()
	ctx := context.Background()
	st, err := store.Open(ctx, store.Memory, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.PutOntology(ctx, graph.OntologyQuads(testOntology)); err != nil {
		t.Fatal(err)
	}
	var docs []store.Document
	for _, r := range reports {
		docs = append(docs, store.Document{ID: r.id, Quads: graph.Quads(r.document())})
	}
	if _, err := st.Put(ctx, docs...); err != nil {
		t.Fatal(err)
	}
	return st
}

const (
	kataib   = "ArmedGroup:Kataib Hezbollah/KH"
	asaib    = "ArmedGroup:Asaib Ahl al-Haq"
	asad     = "Site:Ain al-Asad"
	embassy  = "Site:U.S. Embassy"
	iran     = "Country:Iran"
	iraq     = "Country:Iraq"
	baghdad  = "Place:Baghdad"
	green    = "Place:Green Zone"
	soleiman = "Person:Qasem Soleimani/Soleimani"
	quds     = "Organisation:Quds Force"
	irgc     = "Organisation:IRGC"
	drone    = "Drone:Shahed"
	gunmen   = "ArmedGroup:gunmen"
)

var iraqReports = []report{
	{id: "a", published: "2021-12-20", says: []said{
		{s: kataib, p: "attacked", o: asad, from: "2021-12-18"},
		{s: kataib, p: "bombed", o: embassy, status: extract.Reported, by: iraq},
		{s: kataib, p: "attacked", o: embassy, status: extract.Threatened},
		{s: asaib, p: "attacked", o: asad, status: extract.Denied, by: asaib},
		{s: iran, p: "supplied", o: kataib, confidence: 0.5},
		{s: embassy, p: "located_in", o: green},
		{s: green, p: "located_in", o: baghdad},
		{s: baghdad, p: "located_in", o: iraq},
	}, pairs: [][2]string{{kataib, asad}, {iran, kataib}}},
	{id: "b", says: []said{
		{s: kataib, p: "attacked", o: asad, confidence: 0.7},
		{s: kataib, p: "attacked", o: baghdad},
		{s: soleiman, p: "leads", o: quds},
		{s: quds, p: "part_of", o: irgc},
		{s: irgc, p: "part_of", o: iran},
		{s: iran, p: "part_of", o: irgc}, // a cycle
		{s: soleiman, p: "met", o: asaib},
	}, pairs: [][2]string{{kataib, asad}, {soleiman, iran}}},
}

func line(w Walk) string {
	var b strings.Builder
	for i, n := range w.Nodes {
		if i > 0 {
			b.WriteString(arrow(w.Edges[i-1]))
		}
		b.WriteString(n.Name)
	}
	return b.String()
}

func lines(r Result) []string {
	var all []string
	for _, w := range r.Walks {
		all = append(all, line(w))
	}
	return all
}

func parse(t testing.TB, query string) graph.Query {
	t.Helper()
	q, err := graph.ParseQuery(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return q
}

func run(t testing.TB, st *store.Store, query string, o Options) Result {
	t.Helper()
	r, err := Run(context.Background(), st, parse(t, query), o)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return r
}
