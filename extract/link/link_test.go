package link

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

func linker(t *testing.T) *Linker {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	return New(lex)
}

func TestDistinct(t *testing.T) {
	for _, c := range []struct {
		name    string
		aliases []string
		want    []string
	}{
		{"Islamic State", []string{"ISIS", "islamic state", "I.S.I.S.", "Daesh"}, []string{"ISIS", "Daesh"}},
		{"Goma airport", []string{"Goma Airport", "the airport"}, nil},
		{"sarin", []string{"sarin gas"}, []string{"sarin gas"}},
	} {
		if d := cmp.Diff(c.want, distinct(c.name, c.aliases)); d != "" {
			t.Errorf("aliases of %s (-want +got):\n%s", c.name, d)
		}
	}
}

func TestProperCase(t *testing.T) {
	l := linker(t)
	for in, want := range map[string]string{
		"KANDAHAR PROVINCE":   "Kandahar Province",
		"MINISTRY OF DEFENCE": "Ministry of Defence",
		"FMLN":                "FMLN",
		"al-Tanf":             "al-Tanf",
		"Camp  Victory":       "Camp Victory",
	} {
		if got := l.properCase(in); got != want {
			t.Errorf("properCase(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestSpelling(t *testing.T) {
	l := linker(t)
	for _, c := range []struct {
		class    extract.Class
		in, want string
	}{
		{extract.Person, "Muhammad Deif", "person/mohammed-deif"},
		{extract.Person, "Mohamed Deif", "person/mohammed-deif"},
		{extract.Person, "Ahmad as-Sabri", "person/ahmed-al-sabri"},
		{extract.Person, "Olha Marchenko", "person/olha-marchenko"},
		{extract.Person, "Joseph L. Votel", "person/joseph-votel"},
		{extract.Person, "John B. Smith", "person/john-b-smith"},
		{extract.Place, "At-Tall", "place/al-tall"},
		{extract.Organisation, "Muhammad Brigade", "organisation/muhammad-brigade"},
	} {
		if got := extract.EntityID(c.class, l.spelling(c.class, c.in)); got != c.want {
			t.Errorf("the ID of %s is %s, want %s", c.in, got, c.want)
		}
	}
}
