package coref

import (
	"strings"
	"unicode"

	"sitrep/extract"
)

// nameIndex finds the longer name that a shorter one stands for.
type nameIndex struct {
	// last and first words of persons' names, any word of an organisation's;
	// the value is 0 where two chains share one.
	words    map[string]int
	skeleton map[string]int
}

func newNameIndex() *nameIndex {
	return &nameIndex{words: map[string]int{}, skeleton: map[string]int{}}
}

func (x *nameIndex) put(m map[string]int, key string, n int) {
	if old, ok := m[key]; ok && old != n {
		m[key] = -1
		return
	}
	m[key] = n
}

func (x *nameIndex) add(name string, class extract.Class, n int) {
	words := strings.Fields(name)
	switch {
	case class == extract.Person && len(words) > 1:
		// The surname, with and without its particle, and everything but the
		// first name.
		for i := 1; i < len(words); i++ {
			x.put(x.words, nameKey(class, strings.Join(words[i:], " ")), n)
		}
		x.put(x.words, nameKey(class, words[0]), n)
	case class == extract.Organisation && len(words) > 2:
		for i := 1; i < len(words)-1; i++ {
			x.put(x.words, nameKey(class, strings.Join(words[i:], " ")), n)
			x.put(x.words, nameKey(class, strings.Join(words[:len(words)-i], " ")), n)
		}
	case class == extract.Place && len(words) > 1 || class == extract.Weapon && len(words) > 1:
		x.put(x.words, nameKey(class, strings.Join(words[:len(words)-1], " ")), n)
	}
	if class == extract.Person || class == extract.Place {
		if sk := skeleton(words[len(words)-1]); len(sk) >= 3 {
			x.put(x.skeleton, nameKey(class, sk), n)
		}
	}
}

func (x *nameIndex) find(name string, class extract.Class) (int, string) {
	if n := x.words[nameKey(class, name)]; n > 0 {
		return n, "part of a longer name"
	}
	words := strings.Fields(name)
	if len(words) == 1 && (class == extract.Person || class == extract.Place) {
		if sk := skeleton(name); len(sk) >= 3 && len(name) >= 6 {
			if n := x.skeleton[nameKey(class, sk)]; n > 0 {
				return n, "spelling variant"
			}
		}
	}
	return 0, ""
}

// skeleton is a name without vowels and doubled letters: the same for the
// transliterations Soleimani and Suleimani.
func skeleton(w string) string {
	var b strings.Builder
	var last rune
	for _, r := range w {
		switch {
		case !unicode.IsLetter(r) || strings.ContainsRune("aeiouyw", r):
			continue
		case r == 'q':
			r = 'k'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
