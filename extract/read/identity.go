package read

import (
	"fmt"
	"hash/maphash"

	"sitrep/extract"
)

// stdinID names a document from standard input by its text: the same text
// again replaces itself.
func stdinID(text string) string { return "stdin-" + extract.Hash(text)[:8] }

// seen remembers the run's documents by hashes: 16 bytes each, whatever their
// length.
type seen struct {
	seed maphash.Seed
	text map[uint64]uint64 // by the ID's hash
}

func newSeen() *seen {
	return &seen{seed: maphash.MakeSeed(), text: map[uint64]uint64{}}
}

// name returns the ID under which a document is kept: its own or, where
// another text has that already, one with ~2, ~3 and so on. It is empty for a
// document that was there before. The error says so.
func (s *seen) name(id, text string) (string, error) {
	hash := maphash.String(s.seed, text)
	as := id
	for n := 2; ; n++ {
		key := maphash.String(s.seed, as)
		have, taken := s.text[key]
		if taken && have == hash {
			return "", fmt.Errorf("%w of document %q, with the same text: read once", ErrDuplicate, as)
		}
		if !taken {
			s.text[key] = hash
			if as != id {
				return as, fmt.Errorf("%w of document %q, with another text: kept as %q", ErrDuplicate, id, as)
			}
			return as, nil
		}
		as = fmt.Sprintf("%s~%d", id, n)
	}
}
