package english

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sitrep/extract"
)

// TestStatements holds what the stages between tagging and statements do on
// purpose: what is parsed apart, what trees are mended, and what surrounds an
// event. Each case names statements that must be there and some that may not.
func TestStatements(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	const date = "2024-05-15"
	for _, c := range []struct {
		name, text   string
		want, refuse []string
	}{
		{
			"attribution at the end", "Rebels attacked a police station in Arua, officials said on Tuesday.",
			[]string{"Rebels attacked police station in Arua [reported] by officials"},
			nil,
		},
		{
			"a post between a role and its bearer", "Peru's envoy to the union, Elsa Quispe, visited Bonn. Quispe met Omar Diallo.",
			[]string{"Elsa Quispe member_of Peru [asserted]", "Elsa Quispe visited Bonn [asserted]"},
			[]string{"Peru's envoy visited"},
		},
		{
			"places that head an entry", "Mali - Tessit: gunmen killed four herders.",
			[]string{"gunmen killed four herders [asserted]"},
			[]string{"Mali killed", "Tessit killed"},
		},
		{
			"another name of what is known as two", "Ansar al-Sharia, also known as the Houthis, left Derna.",
			[]string{"Ansar al-Sharia same_as Houthis [asserted]"},
			nil,
		},
		{
			"another name is the same entity", "On Monday Omar Vendrell, also known as Paco Ruidera, attacked a base.",
			[]string{"Omar Vendrell attacked base [asserted]"},
			[]string{"Omar Vendrell same_as"},
		},
		{
			"the verb of saying first", "The army has taken Gao, said Colonel Amadou Diallo, a spokesman for the army.",
			[]string{"army seized Gao [reported] by Amadou Diallo"},
			nil,
		},
		{
			"according to", "Turkey bombed the camp, according to the Kurdish Red Crescent.",
			[]string{"Turkey bombed camp [reported]"},
			[]string{"Turkey bombed camp [asserted]"},
		},
		{
			"a semicolon ends what is said", "Israel bombed a warehouse in Homs; nobody was hurt, the governor said.",
			[]string{"Israel bombed warehouse in Homs [asserted]"},
			nil,
		},
		{
			"a relative clause between commas", "Hezbollah, which is backed by Iran, attacked an outpost on Sunday.",
			[]string{"Iran supports Hezbollah [asserted]", "Hezbollah attacked outpost [asserted] on 2024-05-12"},
			nil,
		},
		{
			"an opening time", "On Monday, gunmen killed a judge in Quetta.",
			[]string{"gunmen killed judge [asserted] at Quetta on 2024-05-13"},
			nil,
		},
		{
			"a participle after a comma", "Militants ambushed a convoy near Ghazni, killing nine soldiers.",
			[]string{"Militants killed nine soldiers [asserted]"},
			nil,
		},
		{
			"a shared subject", "Soldiers stormed the palace and detained the president.",
			[]string{"Soldiers attacked palace [asserted]", "Soldiers arrested president [asserted]"},
			nil,
		},
		{
			"a weapon and its owner", "Israeli jets bombed the airport.",
			[]string{"Israeli jet attacked airport [asserted] with Israeli jet", "Israel bombed airport [asserted] with Israeli jet", "Israel uses Israeli jet [asserted]"},
			nil,
		},
		{
			"an order is no deed", "The president ordered the army to free the hostages.",
			[]string{"army released hostages [threatened]"},
			[]string{"army released hostages [asserted]"},
		},
		{
			"no plan", "Egypt has no plan to attack Sudan.",
			[]string{"Egypt attacked Sudan [denied]"},
			[]string{"Egypt attacked Sudan [asserted]", "Egypt attacked Sudan [threatened]"},
		},
		{
			"a false claim", "The claim that Egypt attacked Sudan is false.",
			nil,
			[]string{"Egypt attacked Sudan [asserted]", "Egypt attacked Sudan [reported]"},
		},
		{
			"a country's army chief", "Sudan's army chief resigned.",
			nil,
			[]string{"Sudan's army chief leads Sudan [asserted]"},
		},
		{
			"the actor in the next sentence", "A bomb exploded at the police station in Cali on Friday. The attack was carried out by guerrillas.",
			[]string{"guerrillas attacked police station in Cali [asserted] with bomb on 2024-05-10"},
			nil,
		},
		{
			"a claim that does not say what for", "Judge Juan Sosa was shot dead in Ibague. Later guerrillas claimed responsibility.",
			[]string{"guerrillas killed Juan Sosa [reported] by guerrillas at Ibague", "guerrillas claimed_responsibility Juan Sosa [asserted]"},
			nil,
		},
		{
			"a claim that nobody makes", "Judge Juan Sosa was shot dead in Ibague. No group claimed responsibility.",
			nil,
			[]string{"group killed Juan Sosa [reported]", "group claimed_responsibility Juan Sosa [asserted]"},
		},
		{
			"an attack whose actor is known", "The army raided the camp. Police were killed elsewhere. The raid was carried out by rebels.",
			nil,
			[]string{"rebels attacked camp [asserted]"},
		},
		{
			"a claim of something else", "Four soldiers were wounded in Leon. The rebels claimed they had left.",
			nil,
			[]string{"rebels claimed_responsibility Four soldiers [asserted]", "rebels wounded Four soldiers [reported]"},
		},
		{
			"involved in", "Two officers were involved in the murder of the priest.",
			[]string{"Two officers killed priest [reported]"},
			[]string{"Two officers killed priest [asserted]"},
		},
	} {
		d := &extract.Document{ID: "case", Text: c.text, Published: date}
		if err := p.Run(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range d.Statements {
			got = append(got, spell(d, &d.Statements[i])...)
		}
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %q lacks %q; it has %q", c.name, c.text, w, got)
			}
		}
		for _, w := range c.refuse {
			if slices.Contains(got, w) {
				t.Errorf("%s: %q says %q", c.name, c.text, w)
			}
		}
	}
}

// spell writes a statement with and without what surrounds it.
func spell(d *extract.Document, s *extract.Statement) []string {
	name := func(id string) string { return d.Entity(id).Name }
	short := fmt.Sprintf("%s %s %s [%s]", name(s.Subject), s.Predicate, name(s.Object), s.Status)
	out := []string{short}
	long := short
	if s.AttributedTo != "" {
		long += " by " + name(s.AttributedTo)
	}
	if s.Instrument != "" {
		long += " with " + name(s.Instrument)
	}
	if s.Place != "" {
		long += " at " + name(s.Place)
	}
	if s.Time != nil {
		long += " on " + s.Time.From
	}
	return append(out, long)
}

// TestIncidents holds which events told in part are kept, as subject,
// predicate, object and instrument.
func TestIncidents(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"Two nuns were murdered in Morazan.", "- killed Two nuns -"},
		{"The explosion was caused by rebels.", ""},
		{"Two bombs exploded overnight.", "- attacked - bomb"},
		{"The murder was committed by soldiers.", "soldiers killed - -"},
		{"The gunmen fired.", ""},
		{"Rebels attacked a convoy.", ""},
		{"The bus left for the coast.", ""},
	} {
		d := &extract.Document{ID: "case", Text: c.text, Published: "2024-05-15"}
		if err := p.Run(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		name := func(id string) string {
			if e := d.Entity(id); e != nil {
				return e.Name
			}
			return "-"
		}
		var got []string
		for _, in := range d.Incidents {
			got = append(got, fmt.Sprintf("%s %s %s %s", name(in.Subject), in.Predicate, name(in.Object), name(in.Instrument)))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%q has the incidents %q, want %q", c.text, got, c.want)
		}
	}
}
