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
