package main

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// checkPresent checks that every field of a struct stands in the JSON, but for
// those marked contract:"?", and that only pointers are null.
func checkPresent(t *testing.T, raw any, want reflect.Type, path string) {
	t.Helper()
	if want.Kind() == reflect.Pointer {
		if raw == nil {
			return
		}
		want = want.Elem()
	}
	if raw == nil {
		t.Errorf("%s is null", path)
		return
	}
	switch want.Kind() {
	case reflect.Slice:
		for i, item := range raw.([]any) {
			checkPresent(t, item, want.Elem(), fmt.Sprintf("%s[%d]", path, i))
		}
	case reflect.Struct:
		object := raw.(map[string]any)
		for i := range want.NumField() {
			f := want.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			value, ok := object[name]
			switch {
			case ok:
				checkPresent(t, value, f.Type, path+"."+name)
			case f.Tag.Get("contract") != "?":
				t.Errorf("%s.%s is missing", path, name)
			}
		}
	}
}

// firstDifference shows the first lines in which two texts differ.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d:\n- %s\n+ %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}
