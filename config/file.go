package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"
)

// findFile returns the file to read, or "" where there is none.
func findFile(explicit string) (string, error) {
	if explicit == "" {
		explicit = os.Getenv(fileVariable)
	}
	if explicit != "" {
		return explicit, nil
	}
	candidates := []string{FileName}
	if dir, err := os.UserConfigDir(); err == nil { // without a home there is just no such folder
		candidates = append(candidates, filepath.Join(dir, "sitrep", FileName))
	}
	for _, path := range candidates {
		_, err := os.Stat(path)
		if err == nil {
			return path, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("%w: %w", ErrConfig, err)
		}
	}
	return "", nil
}

// readFile merges the file, if there is one, and notes each key's line. It
// returns the file's path.
func readFile(v *viper.Viper, explicit string, origin map[string]string) (path string, err error) {
	path, err = findFile(explicit)
	if err != nil || path == "" {
		return "", err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrConfig, err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return "", yamlError(path, err)
	}
	if len(doc.Content) == 0 {
		return "", nil // empty, or comments only
	}
	if err := checkMapping(path, "", doc.Content[0], origin); err != nil {
		return "", err
	}
	v.SetConfigType("yaml")
	if err := v.ReadConfig(bytes.NewReader(raw)); err != nil {
		return "", yamlError(path, errors.Unwrap(err))
	}
	return path, nil
}

// checkMapping finds keys that nobody knows, that stand twice or that have no
// value, and notes the lines of the others.
func checkMapping(path, prefix string, m *yaml.Node, origin map[string]string) error {
	at := func(n *yaml.Node, format string, args ...any) error {
		return fmt.Errorf("%w: %s:%d: %w", ErrConfig, path, n.Line, fmt.Errorf(format, args...))
	}
	if m.Kind == yaml.ScalarNode && m.Tag == "!!null" {
		return nil
	}
	if m.Kind != yaml.MappingNode {
		if prefix == "" {
			return at(m, "expected keys and values, such as \"store: sitrep.db\"")
		}
		return at(m, "%s: expected keys below it, one on each line", strings.TrimSuffix(prefix, "."))
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		k, value := m.Content[i], m.Content[i+1]
		key := prefix + k.Value
		was, known := origin[key]
		switch {
		case !known && isGroup(key):
			if err := checkMapping(path, key+".", value, origin); err != nil {
				return err
			}
		case !known:
			return at(k, "unknown key %q%s", key, didYouMean(key, Keys()))
		case was != "default":
			return at(k, "%s stands twice, also at %s", key, was)
		case value.Kind == yaml.ScalarNode && value.Tag == "!!null":
			return at(k, "%s has no value", key)
		default:
			origin[key] = fmt.Sprintf("%s:%d", path, k.Line)
		}
	}
	return nil
}

func isGroup(name string) bool {
	return slices.ContainsFunc(Keys(), func(key string) bool { return strings.HasPrefix(key, name+".") })
}

// besideFile takes folders that a configuration file names as relative to it.
func besideFile(raw any, file string) any {
	beside := func(item any) any {
		if s, ok := item.(string); ok && s != "" && !filepath.IsAbs(s) {
			return filepath.Join(filepath.Dir(file), s)
		}
		return item
	}
	switch v := raw.(type) {
	case string:
		return beside(v)
	case []any:
		list := slices.Clone(v)
		for i := range list {
			list[i] = beside(list[i])
		}
		return list
	}
	return raw
}

var yamlLine = regexp.MustCompile(`^yaml: (?:(?:unmarshal errors:\s*)?line (\d+): )?(.*)`)

func yamlError(path string, err error) error {
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil && m[1] != "" {
		return fmt.Errorf("%w: %s:%s: %s", ErrConfig, path, m[1], m[2])
	}
	return fmt.Errorf("%w: %s: %w", ErrConfig, path, err)
}
