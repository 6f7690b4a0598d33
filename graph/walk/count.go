package walk

import (
	"context"
	"sort"

	"sitrep/graph"
	"sitrep/graph/store"

	"github.com/cayleygraph/quad"
)

// Counts says what a graph holds: entities by class, statements by predicate
// and by status, pairs of co-occurring entities once a sentence.
type Counts struct {
	Documents     int            `json:"documents"`
	Quads         int64          `json:"quads"`
	Bytes         int64          `json:"bytes"`
	Entities      map[string]int `json:"entities"`
	Statements    map[string]int `json:"statements"`
	Status        map[string]int `json:"status"`
	Cooccurrences int            `json:"co_occurrences"`
	// Events are those that several statements tell.
	Events int `json:"events"`
}

// Count reads the whole store once.
func Count(ctx context.Context, st *store.Store) (Counts, error) {
	c := Counts{Entities: map[string]int{}, Statements: map[string]int{}, Status: map[string]int{}}
	err := st.Quads(ctx, store.Pattern{}, func(q quad.Quad) error {
		switch q.Predicate {
		case graph.Type:
			if name, ok := graph.ClassName(q.Object); ok {
				if _, entity := graph.EntityID(q.Subject); entity {
					c.Entities[name]++
				} else if q.Object == graph.DocumentClass {
					c.Documents++
				} else if q.Object == graph.EventClass {
					c.Events++
				}
			}
		case graph.Predicate:
			if iri, ok := q.Object.(quad.IRI); ok {
				c.Statements[string(iri)]++
			}
		case graph.Status:
			if s, ok := q.Object.(quad.String); ok {
				c.Status[string(s)]++
			}
		case graph.CoOccursWith:
			c.Cooccurrences++
		}
		return nil
	})
	return c, err
}

// Sum adds up counts.
func Sum(counts map[string]int) int {
	n := 0
	for _, v := range counts {
		n += v
	}
	return n
}

// Keys lists what is counted, the most frequent first.
func Keys(counts map[string]int) []string {
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if counts[keys[i]] != counts[keys[j]] {
			return counts[keys[i]] > counts[keys[j]]
		}
		return keys[i] < keys[j]
	})
	return keys
}
