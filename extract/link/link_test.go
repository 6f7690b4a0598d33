package link

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
	for in, want := range map[string]string{
		"KANDAHAR PROVINCE":   "Kandahar Province",
		"MINISTRY OF DEFENCE": "Ministry of Defence",
		"FMLN":                "FMLN",
		"al-Tanf":             "al-Tanf",
		"Camp  Victory":       "Camp Victory",
	} {
		if got := properCase(in); got != want {
			t.Errorf("properCase(%q) is %q, want %q", in, got, want)
		}
	}
}
