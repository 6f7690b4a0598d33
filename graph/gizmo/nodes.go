package gizmo

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
)

var namedNode = regexp.MustCompile("[\"'`]<(?:urn:sitrep:)?((?:entity|statement|event|document)/[^>\\s]+)>[\"'`]")

// NamedNodes finds the nodes that a script names, as IRIs without brackets. They
// belong into a picture of its answer, which often leads away from them.
func NamedNodes(script string) []string {
	var found []string
	for _, m := range namedNode.FindAllStringSubmatch(script, -1) {
		found = append(found, m[1])
	}
	return found
}

// Nodes finds the nodes in a row: strings in angle brackets, at any depth, in
// the order of the row's keys, as IRIs without brackets.
func Nodes(row Row) []string {
	var value any
	if json.Unmarshal(row, &value) != nil {
		return nil
	}
	return nodesIn(nil, value)
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
