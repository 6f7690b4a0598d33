package lexicon

import "slices"

// Statesman is of which country somebody is known to be who needs no introduction,
// and which offices that person held there: head, foreign, defence or other.
type Statesman struct {
	Country string // ID
	Offices []string
}

func (l *Lexicon) addStatesmen(r row) error {
	find := func(name string, is func(e Entry) bool) (string, error) {
		entries := l.Gazetteer.Lookup(name)
		i := slices.IndexFunc(entries, is)
		if i < 0 {
			return "", r.errorf("%s is no known name", name)
		}
		return entries[i].ID, nil
	}
	country, err := find(r.get("country"), func(e Entry) bool { return e.Subclass == "Country" })
	if err != nil {
		return err
	}
	for _, name := range r.list("names") {
		id, err := find(name, func(e Entry) bool { return e.Class == "Person" })
		if err != nil {
			return err
		}
		l.Statesmen[id] = Statesman{Country: country, Offices: append(l.Statesmen[id].Offices, r.get("office"))}
	}
	return nil
}
