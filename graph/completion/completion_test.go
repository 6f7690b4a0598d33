package completion

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

var testOntology = &extract.Ontology{
	Classes: []extract.ClassDef{
		{Name: "Person"},
		{Name: "Organisation"},
		{Name: "Place"},
		{Name: "Weapon"},
		{Name: "ArmedGroup", Parent: "Organisation", Synonyms: []string{"militia", "rebels"}},
		{Name: "Country", Parent: "Place"},
		{Name: "Drone", Parent: "Weapon", Synonyms: []string{"UAV"}},
	},
	Predicates: []extract.PredicateDef{
		{Name: "attacked"},
		{Name: "bombed", Parent: "attacked"},
		{Name: "fired_at", Parent: "attacked"},
		{Name: "part_of"},
		{Name: "met", Symmetric: true},
		{Name: "claimed_responsibility"},
		{Name: "co_occurs_with", Symmetric: true},
	},
}

// fill makes a store of entities, each "Class:Name/Alias".
func fill(t testing.TB, entities ...string) *Completer {
	t.Helper()
	ctx := context.Background()
	st, err := store.Open(ctx, store.Memory, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	if err := st.PutOntology(ctx, graph.OntologyQuads(testOntology)); err != nil {
		t.Fatal(err)
	}
	d := &extract.Document{ID: "a", Source: "a.txt", Text: "."}
	for _, short := range entities {
		class, name, _ := strings.Cut(short, ":")
		names := strings.Split(name, "/")
		e := extract.Entity{Class: extract.Class(class), Name: names[0], Aliases: names[1:]}
		if def := testOntology.Class(class); def.Parent != "" {
			e.Class, e.Subclass = extract.Class(def.Parent), class
		}
		e.ID = extract.EntityID(e.Class, e.Name)
		d.Entities = append(d.Entities, e)
	}
	if _, err := st.Put(ctx, store.Document{ID: "a", Quads: graph.Quads(d)}); err != nil {
		t.Fatal(err)
	}
	c, err := New(ctx, st)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func small(t testing.TB) *Completer {
	return fill(t,
		"Organisation:Quds Force", "ArmedGroup:Kataib Hezbollah/KH", "ArmedGroup:Hezbollah", "Country:Iran/Islamic Republic of Iran", "Country:Iraq/Republic of Iraq",
		"Organisation:Iran Air", "Organisation:Iranian Navy/Iran Navy", "Person:José Peña", `Person:Said "the Fox" Ali`, "Place:a->b", "Drone:Shahed",
	)
}

// tried is what a table of tests holds: the text before the cursor, what of it is
// replaced, and the texts that may stand there, to at most as many as are wanted.
type tried struct {
	before, replace string
	want            []string
}

func check(t *testing.T, c *Completer, language string, tests []tried) {
	t.Helper()
	for _, tt := range tests {
		a, err := c.Complete(context.Background(), language, tt.before)
		if err != nil {
			t.Errorf("%q: %v", tt.before, err)
			continue
		}
		got := []string{}
		for _, i := range a.Items {
			got = append(got, i.Text)
		}
		if len(tt.want) > 0 && tt.want[len(tt.want)-1] == "…" {
			n := len(tt.want) - 1
			if len(got) > n {
				got = append(got[:n:n], "…")
			}
		}
		if diff := cmp.Diff(append([]string{}, tt.want...), got); diff != "" || a.Replace != tt.replace {
			t.Errorf("%q replaces %q, want %q (-want +got):\n%s", tt.before, a.Replace, tt.replace, diff)
		}
	}
}

func TestWalk(t *testing.T) {
	check(t, small(t), "walk", []tried{
		// Nodes.
		{"", "", []string{"armed group", "country", "…"}},
		{"mil", "mil", []string{"militia"}},
		{"armed gr", "armed gr", []string{"armed group"}},
		{"hez", "hez", []string{"Hezbollah", "Kataib Hezbollah"}},
		{"Ira", "Ira", []string{"Iran", "Iraq", "Iran Air", "Iranian Navy"}},
		{"JOSE", "JOSE", []string{"José Peña"}},
		{"quds f", "quds f", []string{"Quds Force"}},
		{"kh", "kh", []string{"Kataib Hezbollah"}},
		{"nobody", "nobody", nil},
		{"place/ira", "place/ira", []string{"place/iran", "place/iraq"}},
		{"class:mil", "mil", []string{"militia"}},
		{"class:iran", "iran", nil},
		{"name:dro", "dro", nil},
		// Names that hold signs.
		{"Said", "Said", []string{`"Said \"the Fox\" Ali"`}},
		{"b", "b", []string{`"a->b"`}},
		{`"hez`, `"hez`, []string{`"Hezbollah"`, `"Kataib Hezbollah"`}},
		{`“hez`, `“hez`, []string{`"Hezbollah"`, `"Kataib Hezbollah"`}},
		{`"mil`, `"mil`, nil},
		{`"Said \"the`, `"Said \"the`, []string{`"Said \"the Fox\" Ali"`}},
		// Behind a node.
		{"*", "", []string{" -> ", " <- "}},
		{"* ", "", []string{"-> ", "<- "}},
		{`"Iran"`, "", []string{" -> ", " <- "}},
		{"militia ", "militia ", []string{"militia -> ", "militia <- "}},
		{"Iran ", "Iran ", []string{"Iran -> ", "Iran <- ", "Iran Air", "Iranian Navy"}},
		{"Quds ", "Quds ", []string{"Quds Force", "Quds -> ", "Quds <- "}},
		{"Quds Force -", "-", []string{"-> ", "<- "}},
		{"Quds Force <", "<", []string{"-> ", "<- "}},
		// Predicates.
		{"Iran -> ", "", []string{"attacked", "bombed", "claimed_responsibility", "…"}},
		{"Iran ->att", "att", []string{"attacked"}},
		{"Iran <- b", "b", []string{"bombed"}},
		{"Iran --> Att", "Att", []string{"attacked"}},
		{"Iran → b", "b", []string{"bombed"}},
		{"Iran ← b", "b", []string{"bombed"}},
		{"Iran -> claimed resp", "claimed resp", []string{"claimed_responsibility"}},
		{"Iran -> attacked|b", "b", []string{"bombed"}},
		{"Iran -> attacked | b", "b", []string{"bombed"}},
		{"Iran -> (part_of|m", "m", []string{"met"}},
		{"Iran -> (", "", []string{"attacked", "…"}},
		{"Iran -> (part_of|met)+|b", "b", []string{"bombed"}},
		// Behind a predicate.
		{"Iran -> attacked", "attacked", []string{"attacked -> ", "attacked|", "attacked+ "}},
		{"Iran -> attacked ", "attacked ", []string{"attacked -> ", "attacked|", "attacked+ "}},
		{"Iran <- attacked ", "attacked ", []string{"attacked <- ", "attacked|", "attacked+ "}},
		{"Iran -> (part_of|met)", "", []string{" -> ", "|", "+ "}},
		{"Iran -> part_of+ ", "", []string{"-> ", "|", "+ "}},
		{"Iran -> part_of -", "-", []string{"-> "}},
		// Further on.
		{"Iran -> attacked -> hez", "hez", []string{"Hezbollah", "Kataib Hezbollah"}},
		{"a-b -> part_of+ -> ", "", []string{"armed group", "…"}},
		{`"a->b" -> part_of -> iran <- a`, "a", []string{"attacked"}},
		{`"a -> b`, `"a -> b`, []string{`"a->b"`}},
		{"Iran -> \xff", "", nil},
	})
}

func TestGizmo(t *testing.T) {
	check(t, small(t), "gizmo", []tried{
		// Methods, in the case that is being typed.
		{"", "", []string{"g", "iri", "…"}},
		{"re", "re", []string{"regex"}},
		{"g.", "", []string{"V", "M", "emit", "addNamespace"}},
		{"graph.", "", []string{"V", "M", "emit", "addNamespace"}},
		{"bag.V", "V", nil},
		{"g.V().o", "o", []string{"out", "or", "order", "outPredicates"}},
		{"g.V().O", "O", []string{"Out", "Or", "Order", "OutPredicates"}},
		{"g.V().Out().sav", "sav", []string{"save", "saveR", "saveOpt"}},
		{"g.V().Out().", "", []string{"Out", "In", "Both", "…"}},
		{"g.V().out().", "", []string{"out", "in", "both", "…"}},
		{"g.V()\n  .cou", "cou", []string{"count"}},
		{"g.V().nothing", "nothing", nil},
		{"g.V().hasé", "hasé", nil},
		// Predicates.
		{`g.V().out("`, "", []string{"<attacked>", "<bombed>", "…"}},
		{`g.V().out("att`, "att", []string{"<attacked>", "<attributed_to>"}},
		{`g.V().Out("<fir`, "<fir", []string{"<fired_at>"}},
		{`g.V().in('<fir`, "<fir", []string{"<fired_at>"}},
		{"g.V().both(`<fir", "<fir", []string{"<fired_at>"}},
		{`g.V().has("stat`, "stat", []string{"<status>"}},
		{`g.V().save("<attr`, "<attr", []string{"<attributed_to>"}},
		{`g.V().saveOpt( "<co_`, "<co_", []string{"<co_occurs_with>"}},
		{`g.V().out(["<attacked>", "<bo`, "<bo", []string{"<bombed>"}},
		{`g.V().out(["<attacked>"], "ho`, "ho", nil},
		{`g.V().save("<name>", "na`, "na", nil},
		{`g.V().tag("who").out("<met>").back("w`, "w", []string{"who"}},
		// Nodes.
		{`g.V("hez`, "hez", []string{"<entity/organisation/hezbollah>", "<entity/organisation/kataib-hezbollah>"}},
		{`g.V("<entity/place/ir`, "<entity/place/ir", []string{"<entity/place/iran>", "<entity/place/iraq>"}},
		{`g.V("<entity/place/iran>", "quds`, "quds", []string{"<entity/organisation/quds-force>"}},
		{`g.V("<urn:sitrep:entity/organisation/quds-f`, "<urn:sitrep:entity/organisation/quds-f", []string{"<entity/organisation/quds-force>"}},
		{`g.V("<class/Ar`, "<class/Ar", []string{"<class/ArmedGroup>"}},
		{`g.V("dron`, "dron", []string{"<class/Drone>"}},
		{`g.V().is("iraq`, "iraq", []string{"<entity/place/iraq>"}},
		{`g.V().hasR("<attacked>", "iraq`, "iraq", []string{"<entity/place/iraq>"}},
		{`var who = "iraq`, "iraq", []string{"<entity/place/iraq>"}},
		// Values.
		{`g.V().has("<status>", "`, "", []string{"asserted", "reported", "threatened", "denied"}},
		{`g.V().has("<status>", "asserted", "rep`, "rep", []string{"reported"}},
		{`g.V().has("<status>", ["asserted", "rep`, "rep", []string{"reported"}},
		{`g.V().has("<type>", "<class/Ar`, "<class/Ar", []string{"<class/ArmedGroup>"}},
		{`g.V().has("<type>", "arm`, "arm", []string{"<class/ArmedGroup>"}},
		{`g.V().has("<predicate>", "<b`, "<b", []string{"<bombed>"}},
		{`g.V().has("<name>", "Quds`, "Quds", []string{"Quds Force"}},
		{`g.V().has("<name>", "Said`, "Said", []string{`Said \"the Fox\" Ali`}},
		{`g.V().has("<name>", 'Said`, "Said", []string{`Said "the Fox" Ali`}},
		{`g.V().has("<key>", "peñ`, "peñ", []string{"jose pena"}},
		{`g.V().has("<subject>", "quds`, "quds", []string{"<entity/organisation/quds-force>"}},
		{`g.V().has("<attacked>", "iraq`, "iraq", []string{"<entity/place/iraq>"}},
		{`g.V().has("<time_from>", "ira`, "ira", nil},
		{`g.V().has("<name>", regex("ira`, "ira", nil},
		// Comments, closed strings, brackets.
		{"// g.V().o", "", nil},
		{"/* g.V().o", "", nil},
		{"/*/ g.V().o", "", nil},
		{"// it's\ng.V().o", "o", []string{"out", "or", "order", "outPredicates"}},
		{"/* it's */ g.V().orde", "orde", []string{"order"}},
		{"g.V(\"a\\\"b\").orde", "orde", []string{"order"}},
		{"\"not closed\ng.V().orde", "orde", []string{"order"}},
		{`g.V("http://x").orde`, "orde", []string{"order"}},
		{`g.V().forEach(function(d) { g.V("quds`, "quds", []string{"<entity/organisation/quds-force>"}},
		{`))]}g.V("quds`, "quds", []string{"<entity/organisation/quds-force>"}},
		{`g.emit({a: "x", b: "iraq`, "iraq", []string{"<entity/place/iraq>"}},
	})
}

// Many names of one beginning are cut, and the shortest are still found among
// those looked at.
func TestManyNames(t *testing.T) {
	var entities []string
	for _, a := range "abcdefghij" {
		for _, b := range "abcdefghij" {
			entities = append(entities, "Person:Omar "+string(a)+string(b))
		}
	}
	a, err := fill(t, append(entities, "Person:Omar")...).Complete(context.Background(), "walk", "omar")
	if err != nil || len(a.Items) != MaxItems {
		t.Fatalf("%d items, %v", len(a.Items), err)
	}
	if last := a.Items[2].Text; last != "Omar" {
		t.Errorf("the name itself is not behind the arrows: %q", last)
	}
}

func FuzzComplete(f *testing.F) {
	c := small(f)
	for _, s := range []string{
		`g.V("<entity/place/iran>").out(["<attacked>", "<`, "g.V().", "// x", "/*", "'\\", "`${", "Iran -> (a|b)+ -> ",
		`"Iran \"`, "class: ", "“”", "<-- p <-", "→", "a|b", "\xff\"", "g.V().has(\"<name>\", 'x", `"" -> `,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, before string) {
		for _, language := range []string{"walk", "gizmo"} {
			a, err := c.Complete(context.Background(), language, before)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(before, a.Replace) {
				t.Errorf("%s: %q is not the end of %q", language, a.Replace, before)
			}
			for _, i := range a.Items {
				if i.Text == "" || i.Label == "" {
					t.Errorf("%s: %q gives an empty item", language, before)
				}
			}
		}
	})
}
