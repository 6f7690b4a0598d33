package gizmo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/cayleygraph/quad"
)

// maxDepth of an emitted value; one that holds itself passes any depth.
const maxDepth = 100

// marshal writes a value of a script, or of the store, as JSON.
func marshal(v any) (json.RawMessage, error) {
	v, err := simplify(v, 0)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// simplify leaves only what JSON has. IRIs become strings in angle brackets,
// as scripts write them.
func simplify(v any, depth int) (any, error) {
	if depth > maxDepth {
		return nil, &ScriptError{Message: fmt.Sprintf("a result nests more than %d deep, or holds itself", maxDepth)}
	}
	switch v := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(v))
		for k, item := range v {
			s, err := simplify(item, depth+1)
			if err != nil {
				return nil, err
			}
			m[k] = s
		}
		return m, nil
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			s, err := simplify(item, depth+1)
			if err != nil {
				return nil, err
			}
			list[i] = s
		}
		return list, nil
	case []map[string]any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = item
		}
		return simplify(list, depth)
	case quad.Value:
		switch native := v.Native().(type) {
		case quad.Value:
			return quad.StringOf(native), nil
		default:
			return simplify(native, depth+1)
		}
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Sprint(v), nil
		}
		return v, nil
	case nil, bool, string, int, int32, int64, uint64, time.Time:
		return v, nil
	}
	return fmt.Sprintf("[%T]", v), nil
}

// plain tells whether a script's last expression is a value to be shown, and
// no path.
func plain(v any) bool {
	switch v.(type) {
	case map[string]any, []any, []map[string]any, quad.Value, bool, string, int, int32, int64, uint64, float64, time.Time:
		return true
	}
	return false
}
