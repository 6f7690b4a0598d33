package lexicon

import "testing"

func TestPossessivesInNames(t *testing.T) {
	g := newGazetteer()
	g.add(Entry{ID: "place/baghdad", Text: "Baghdad", Class: "Place", Kind: Proper})
	for _, c := range []struct{ name, want string }{
		{"People's Liberation Army", "People ' Liberation Army"},
		{"Kurdistan Workers’ Party", "Kurdistan Workers ' Party"},
		{"Baghdad's Green Zone", ""}, // Baghdad is a name of its own
		{"Lord's", ""},
		{"Islamic State", ""},
	} {
		if got := g.splitClitics(c.name, "Organisation"); got != c.want {
			t.Errorf("%q is split to %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNameHeads(t *testing.T) {
	l := load(t)
	for _, c := range []struct{ head, class, subclass string }{
		{"times", "Organisation", "Media"},
		{"front", "Organisation", "ArmedGroup"},
		{"directorate", "Organisation", "Government"},
		{"heights", "Place", "Region"},
	} {
		if n := l.NameHeads[c.head]; string(n.Class) != c.class || n.Subclass != c.subclass {
			t.Errorf("a name that ends in %q is a %s/%s, want %s/%s", c.head, n.Class, n.Subclass, c.class, c.subclass)
		}
	}
}
