// Package perceptron is an averaged multi-class perceptron over hashed,
// sparse, binary features: the learner and the frozen weights that the tagger
// and the parser share. Scores are sums of integers, so equal inputs give
// equal outputs on every machine.
package perceptron

// Feature is the hash of a feature: its template and its values.
type Feature uint32

const (
	mixPrime   = 0x9e3779b97f4a7c15
	fnvOffset  = 0xcbf29ce484222325
	fnvPrime   = 0x100000001b3
	finalPrime = 0xd6e8feb86659fd93
)

// Atom hashes a string, such as a word or a tag, to a feature's value.
func Atom[S string | []byte](s S) uint64 {
	h := uint64(fnvOffset)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return (h ^ h>>32) * finalPrime
}

// Template starts a chain of Mix by a template's number.
func Template(n uint64) uint64 { return n * fnvPrime * mixPrime }

// Mix adds a value to a hash.
func Mix(h, value uint64) uint64 {
	h = (h ^ value) * mixPrime
	return h ^ h>>32
}

// Of ends a chain of Mix.
func Of(h uint64) Feature { return Feature(h * finalPrime >> 32) }

// Features lists the features of one decision. Templates are numbered in the
// order in which they are added.
type Features struct {
	List     []Feature
	template uint64
}

// Start empties the list; the templates are numbered from first.
func (f *Features) Start(first uint64) {
	f.List, f.template = f.List[:0], first
}

// From numbers the next templates on from n.
func (f *Features) From(n uint64) { f.template = n }

// Some is One where there is something; the template counts all the same.
func (f *Features) Some(a uint64) {
	if a == 0 {
		f.template++
		return
	}
	f.One(a)
}

// One adds the next template's feature for one value, Two for two together,
// and so on.
func (f *Features) One(a uint64) { f.add(Mix(f.next(), a)) }

// Two is a feature of two values.
func (f *Features) Two(a, b uint64) { f.add(Mix(Mix(f.next(), a), b)) }

// Three is a feature of three values.
func (f *Features) Three(a, b, c uint64) { f.add(Mix(Mix(Mix(f.next(), a), b), c)) }

// Four is a feature of four values.
func (f *Features) Four(a, b, c, d uint64) { f.add(Mix(Mix(Mix(Mix(f.next(), a), b), c), d)) }

func (f *Features) next() uint64 {
	f.template++
	return Template(f.template)
}

func (f *Features) add(h uint64) { f.List = append(f.List, Of(h)) }
