package english

import (
	"context"
	"testing"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// TestInterview: the label of whose turn it is, and the hour of an entry of a
// live report, are no part of the sentence; what is said in a turn is reported.
func TestInterview(t *testing.T) {
	const briefing = "Excerpts from a briefing by Colonel Hugo Ferrand, spokesman for the French army.\n\nQ: Who fired on the convoy?\n\nFERRAND: Rebels attacked the convoy near Kidal. Our troops killed two fighters.\n\nLater the rebels seized Tessalit."
	cases := []struct{ text, predicate, subject, object, status string }{
		{briefing, "attacked", "Rebels", "convoy", "reported"},
		{briefing, "killed", "troops", "fighters", "reported"},
		{briefing, "part_of", "troops", "French", "asserted"},
		{briefing, "seized", "rebels", "Tessalit", "asserted"},
		{"**09:15** Police have arrested two gunmen in Lyon.\n\n**08:40** NATO, the Western alliance, condemns the raid on the port of Odesa.", "condemned", "NATO", "port of Odesa", "asserted"},
	}
	p := standard(t)
	for _, c := range cases {
		d := &extract.Document{ID: "interview", Text: c.text, Published: "2024-05-15"}
		if err := p.Run(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		e := lexicon.Example{Predicate: c.predicate, Subject: c.subject, Object: c.object, Status: extract.Status(c.status)}
		if !says(d, e) {
			t.Errorf("%s(%s, %s) is not %s in %q", c.predicate, c.subject, c.object, c.status, c.text)
		}
	}
}
