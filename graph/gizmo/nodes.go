package gizmo

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
)

var namedNode = regexp.MustCompile("[\"'`]<(?:urn:sitrep:)?((?:entity|statement|event|document)/[^>\\s]+)>[\"'`]")

// Nodes gathers what a picture of a script's answer shows, each node once, as it
// comes: those that the script names, those that its paths come by, and those of
// its rows, which often lead away from the others.
type Nodes struct {
	// IDs are as walk.Draw takes them.
	IDs []string
	has map[string]bool
}

// NodesOf begins with the nodes that a script names.
func NodesOf(script string) *Nodes {
	n := &Nodes{has: map[string]bool{}}
	for _, m := range namedNode.FindAllStringSubmatch(script, -1) {
		n.Add(m[1])
	}
	return n
}

// Add adds a node by its IRI without brackets, and returns its ID.
func (n *Nodes) Add(iri string) (id string) {
	id = strings.TrimPrefix(iri, "entity/")
	if !n.has[id] {
		n.has[id] = true
		n.IDs = append(n.IDs, id)
	}
	return id
}

// AddRow adds the nodes of a row, and returns their IDs, each once: strings in angle
// brackets, at any depth, in the order of the row's keys.
func (n *Nodes) AddRow(row Row) (ids []string) {
	var value any
	if json.Unmarshal(row, &value) != nil {
		return nil
	}
	for _, iri := range nodesIn(nil, value) {
		if id := n.Add(iri); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func nodesIn(found []string, v any) []string {
	switch v := v.(type) {
	case string:
		if len(v) > 2 && v[0] == '<' && v[len(v)-1] == '>' {
			found = append(found, v[1:len(v)-1])
		}
	case []any:
		for _, item := range v {
			found = nodesIn(found, item)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			found = nodesIn(found, v[key])
		}
	}
	return found
}
