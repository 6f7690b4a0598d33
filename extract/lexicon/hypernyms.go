package lexicon

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// addHypernym adds a row of hypernyms.tsv; "-" drops what the noun stood for.
func (l *Lexicon) addHypernym(r row) error {
	noun := strings.ToLower(r.get("noun"))
	if r.get("of") == "-" {
		delete(l.Hypernyms, noun)
		return nil
	}
	for _, w := range r.list("of") {
		l.Hypernyms[noun] = append(l.Hypernyms[noun], strings.Fields(strings.ToLower(w)))
	}
	return nil
}

// addEpithet adds a row of epithets.tsv, whose names must be known; "-" drops
// what the phrase stood for.
func (l *Lexicon) addEpithet(r row) error {
	phrase := strings.ToLower(r.get("phrase"))
	if r.get("names") == "-" {
		delete(l.Epithets, phrase)
		return nil
	}
	for _, name := range r.list("names") {
		entries := l.Gazetteer.Lookup(name)
		i := slices.IndexFunc(entries, func(e Entry) bool { return e.Kind == Proper && e.Class != extract.Person })
		if i < 0 {
			return r.errorf("%s is no known name", name)
		}
		l.Epithets[phrase] = append(l.Epithets[phrase], entries[i].ID)
	}
	return nil
}
