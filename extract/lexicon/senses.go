package lexicon

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// SenseRule says what a name of a place is that depends on one of its
// governors; see data/senses.tsv.
type SenseRule struct {
	Governors []string
	Sense     extract.Sense
}

func (l *Lexicon) addSense(r row) error {
	sense := extract.Sense(r.get("sense"))
	if sense != extract.Actor && sense != extract.Location {
		return r.errorf("sense %q is none of actor, place", sense)
	}
	for _, g := range r.list("governor") {
		if list, ok := strings.CutPrefix(g, "#"); ok && l.Words[list] == nil {
			return r.errorf("%q is no list of words.tsv", list)
		}
	}
	for _, role := range r.list("role") {
		l.Senses[role] = append(l.Senses[role], SenseRule{r.list("governor"), sense})
	}
	return nil
}

// Sense returns what a place's name is in a role under the token that it
// depends on, by the last row that fits; false where none does.
func (l *Lexicon) Sense(role string, governor extract.Token) (extract.Sense, bool) {
	rules := l.Senses[role]
	for i := len(rules) - 1; i >= 0; i-- {
		if slices.ContainsFunc(rules[i].Governors, func(g string) bool { return l.governs(g, role, governor) }) {
			return rules[i].Sense, true
		}
	}
	return "", false
}

func (l *Lexicon) governs(g, role string, t extract.Token) bool {
	switch {
	case g == "*":
		return true
	case g == "@event":
		return slices.ContainsFunc(l.Frames[t.Lemma], func(f Frame) bool { return f.POS == Noun })
	case g == "@actor":
		return strings.HasPrefix(t.Tag, "VB") && l.TakesActor(t.Lemma, role)
	case strings.HasPrefix(g, "#"):
		return l.Words[g[1:]][t.Lemma]
	case g[0] >= 'A' && g[0] <= 'Z':
		n := l.Nominals[t.Lemma]
		return strings.HasPrefix(t.Tag, "NN") && (string(n.Class) == g || n.Subclass == g)
	}
	return t.Lemma == g
}

// TakesActor tells whether every predicate that a verb may express takes a
// country, and no city, in the role: subj, obj, or a preposition.
func (l *Lexicon) TakesActor(verb, role string) bool {
	if role == "passive" {
		role = "obj"
	}
	found := false
	for _, f := range l.Frames[verb] {
		def := l.Ontology.Predicate(f.Predicate)
		roles, classes := f.Subject, def.Subject
		if role != "subj" {
			roles, classes = f.Object, def.Object
		}
		if f.POS != Verb || !slices.Contains(roles, role) {
			continue
		}
		if !slices.Contains(classes, "Country") || slices.Contains(classes, "City") || slices.Contains(classes, "Place") {
			return false
		}
		found = true
	}
	return found
}
