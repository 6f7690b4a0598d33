package sequence

import (
	"math/bits"

	"sitrep/extract"
)

// Sense parts the names of one class by how the sentence uses them.
type Sense string

// The senses of a name; all but Plain are Place names.
const (
	Plain       Sense = ""
	Nationality Sense = "nationality" // "Iraqi": qualifies, or stands for people
	Actor       Sense = "actor"       // a country that acts or is acted with
)

// kinds are what the labels tell apart, in the order of their numbers.
var kinds = [...]struct {
	class extract.Class
	sense Sense
}{
	{extract.Person, Plain},
	{extract.Organisation, Plain},
	{extract.Place, Plain},
	{extract.Weapon, Plain},
	{extract.Place, Nationality},
	{extract.Place, Actor},
}

// A label is outside, or the place of a token in a name of a kind.
const (
	outside = 0
	begin   = 0
	inner   = 1
	end     = 2
	single  = 3
	labels  = 1 + 4*len(kinds)
)

func labelOf(kind, place int) int { return 1 + 4*kind + place }
func kindOf(label int) int        { return (label - 1) / 4 }
func placeOf(label int) int       { return (label - 1) % 4 }

func opens(label int) bool {
	return label != outside && (placeOf(label) == begin || placeOf(label) == single)
}

func closes(label int) bool {
	return label != outside && (placeOf(label) == end || placeOf(label) == single)
}

// set is a set of labels, one bit each.
type set uint32

const anything set = 1<<labels - 1

func of(label int) set { return 1 << label }

// place returns the labels of that place in a name of one of the kinds.
func (k kindSet) place(p int) (s set) {
	for b := k; b != 0; b &= b - 1 {
		s |= of(labelOf(bits.TrailingZeros8(uint8(b)), p))
	}
	return s
}

// kindSet is a set of kinds, one bit each.
type kindSet uint8

func kindsOf(n Name) (k kindSet) {
	for i, d := range kinds {
		if d.class == n.Class && d.sense == n.Sense {
			k |= 1 << i
		}
	}
	return k
}

const (
	persons kindSet = 1 << iota
	organisations
	places
	weapons
	nationalities
	actors
	anyKind = 1<<len(kinds) - 1
)

// before lists, for each label and for the end of the sentence, the labels
// that may stand before it; the start of a sentence counts as outside.
var before = func() (out [labels + 1][]int) {
	for l := range labels + 1 {
		for p := range labels {
			within := p != outside && !closes(p)
			switch {
			case l == labels || l == outside || opens(l):
				if !within {
					out[l] = append(out[l], p)
				}
			case within && kindOf(p) == kindOf(l):
				out[l] = append(out[l], p)
			}
		}
	}
	return out
}()
