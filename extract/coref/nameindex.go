package coref

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// nameIndex finds the name that a shorter one, or another spelling, stands for.
type nameIndex struct {
	*lexicon.Lexicon
	// words holds the parts of names that stand for the whole; the value is -1
	// where two chains share one.
	words map[string]int
	// ceded are surnames' chains that yield to another bearer's.
	ceded map[string]int
	// weak holds further parts of names, for where words has nothing.
	weak map[string]int
	// before is what a name that two chains share stood for last.
	before map[string]int
	// spelled holds names, and surnames, by their consonants.
	spelled map[string][]spelled
}

type spelled struct {
	words []string
	chain int
}

// maxSpelled bounds the names that are compared by letters.
const maxSpelled = 8

func newNameIndex(lex *lexicon.Lexicon) *nameIndex {
	return &nameIndex{Lexicon: lex, words: map[string]int{}, weak: map[string]int{}, ceded: map[string]int{}, before: map[string]int{}, spelled: map[string][]spelled{}}
}

func (x *nameIndex) put(key string, n int) {
	if old, ok := x.words[key]; ok && old != n && x.ceded[key] != old {
		x.before[key] = old
		n = -1
	}
	x.words[key] = n
}

func (x *nameIndex) putWeak(key string, n int) {
	if old, ok := x.weak[key]; ok && old != n {
		n = -1
	}
	x.weak[key] = n
}

// cede makes the surname of a relative, just added, that of whoever else is
// named by it: "Karra", after "his brother, Hamza Karra", is still Yusuf.
func (x *nameIndex) cede(name string, n int) {
	key := nameKey(extract.Person, lastWord(name))
	switch {
	case x.words[key] == n:
		x.ceded[key] = n
	case x.words[key] < 0 && x.before[key] > 0:
		x.words[key] = x.before[key]
	}
}

// add indexes a name under what it may be shortened to.
func (x *nameIndex) add(name string, class extract.Class, n int) {
	words := strings.Fields(name)
	last := len(words) - 1
	switch class {
	case extract.Person:
		// The given name, the surname with and without its particle, and all
		// but the given name.
		for i := 1; i <= last; i++ {
			x.put(nameKey(class, strings.Join(words[i:], " ")), n)
		}
		if last > 0 {
			x.put(nameKey(class, words[0]), n)
			x.spell(class, words[last:], n)
		}
		for i := 1; i < last; i++ {
			// "Luna", of Hernando Luna Restrepo
			x.putWeak(nameKey(class, words[i]), n)
		}
		// "Joseph L. Votel" is Joseph Votel.
		if full := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return len(w) == 1 }); len(full) > 1 && len(full) <= last {
			x.put(nameKey(class, strings.Join(full, " ")), n)
		}
	case extract.Organisation:
		if v := otherOrder(words); v != "" {
			x.put(nameKey(class, v), n)
		}
		// "U.S. Central Command" without its country, "Redut Brigade" without
		// its kind, "Islamic Movement of Uzbekistan" without its place, "Carlos
		// Patino Front" by its noun; but not "Central Command" for "Air Forces
		// Central Command".
		if last > 1 && x.Gazetteer.Lookup(words[0]) != nil {
			x.put(nameKey(class, strings.Join(words[1:], " ")), n)
		}
		if last > 1 {
			x.put(nameKey(class, strings.Join(words[:last], " ")), n)
		}
		if last > 0 && x.Gazetteer.Lookup(words[0]) == nil {
			x.putWeak(nameKey(class, words[0]), n) // "Pelita", of Pelita Bulk Carriers
		}
		if head := extract.HeadWord(name); last > 0 && !x.Is("no_short_name", head) {
			x.put(nameKey(class, head), n)
		}
		for i := 2; i < last; i++ {
			if x.Is("name_link", words[i]) || x.Is("place_prep", words[i]) {
				x.put(nameKey(class, strings.Join(words[:i], " ")), n)
			}
		}
	default:
		if last > 0 && x.Is("ship_prefix", words[0]) {
			x.put(nameKey(class, strings.Join(words[1:], " ")), n) // "MV Golden Heron"
		}
		if last > 0 {
			x.put(nameKey(class, strings.Join(words[:last], " ")), n)
		}
	}
	if class != extract.Weapon {
		x.spell(class, x.bare(words), n)
	}
}

// otherOrder writes a body's name the other way round: "ministry of defence" and
// "defence ministry", "third brigade" and "3rd brigade"; "" where there is none.
func otherOrder(words []string) string {
	ordinals := [...]string{"first", "1st", "second", "2nd", "third", "3rd", "fourth", "4th", "fifth", "5th", "sixth", "6th", "seventh", "7th", "eighth", "8th", "ninth", "9th", "tenth", "10th"}
	if i := slices.Index(ordinals[:], words[0]); i >= 0 && len(words) > 1 {
		return ordinals[i^1] + " " + strings.Join(words[1:], " ")
	}
	if len(words) > 2 && words[1] == "of" && (words[0] == "ministry" || words[0] == "department") {
		rest := words[2:]
		if rest[0] == "the" {
			rest = rest[1:]
		}
		return strings.Join(rest, " ") + " " + words[0]
	}
	return ""
}

// bare drops the Arabic article from a name: al-Tanf, at-Tanf, Tanf.
func (x *nameIndex) bare(words []string) []string {
	out := words[:0:0]
	for i, w := range words {
		if !x.Is("arabic_article", w) || i == len(words)-1 {
			out = append(out, w)
		}
	}
	return out
}

func (x *nameIndex) spell(class extract.Class, words []string, n int) {
	key := nameKey(class, skeleton(words))
	if list := x.spelled[key]; len(list) < maxSpelled && !slices.ContainsFunc(list, func(s spelled) bool { return s.chain == n && slices.Equal(s.words, words) }) {
		x.spelled[key] = append(list, spelled{words, n})
	}
}

// find returns the chain that a name shortens or spells otherwise, and the
// reason; 0 where there is none, or more than one.
func (x *nameIndex) find(name string, class extract.Class) (int, string) {
	if n := x.words[nameKey(class, name)]; n != 0 {
		return max(n, 0), "part of a longer name"
	}
	if n := x.weak[nameKey(class, name)]; n > 0 {
		return n, "part of a longer name"
	}
	if class == extract.Weapon {
		return 0, ""
	}
	words := x.bare(strings.Fields(name))
	found := 0
	for _, s := range x.spelled[nameKey(class, skeleton(words))] {
		if !sameSpelling(words, s.words) {
			continue
		}
		if found != 0 && found != s.chain {
			return 0, ""
		}
		found = s.chain
	}
	return found, "another spelling of the name"
}

// sameSpelling tells whether two names, without their articles, are spellings
// of one. Words of few consonants must agree to the letter.
func sameSpelling(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && (len(a[i]) < 5 || consonants(a[i]) < 3 || !alike(a[i], b[i])) {
			return false
		}
	}
	return true
}
