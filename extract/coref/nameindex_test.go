package coref

import (
	"strings"
	"testing"
)

func TestOtherOrder(t *testing.T) {
	for name, want := range map[string]string{
		"ministry of defence":         "defence ministry",
		"ministry of the interior":    "interior ministry",
		"third brigade":               "3rd brigade",
		"9th division":                "ninth division",
		"front of national salvation": "",
	} {
		if got := otherOrder(strings.Fields(name)); got != want {
			t.Errorf("%q the other way round is %q, want %q", name, got, want)
		}
	}
}
