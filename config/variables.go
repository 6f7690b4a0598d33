package config

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/hbollon/go-edlib"
	"github.com/spf13/viper"
)

const (
	variablePrefix = "SITREP_"
	fileVariable   = "SITREP_CONFIG"
)

// variable names the variable of a key: SITREP_LOG_LEVEL for log.level.
func variable(key string) string {
	return variablePrefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// bindVariables lets SITREP_* variables overrule the file. An empty one counts
// as unset; an unknown one is an error, since it is mostly a slip.
func bindVariables(v *viper.Viper, origin map[string]string) error {
	known := map[string]string{}
	names := []string{fileVariable}
	for _, key := range Keys() {
		known[variable(key)] = key
		names = append(names, variable(key))
	}
	environment := os.Environ()
	slices.Sort(environment) // the first of several errors is always the same
	for _, kv := range environment {
		name, value, _ := strings.Cut(kv, "=")
		if !strings.HasPrefix(name, variablePrefix) || name == fileVariable || value == "" {
			continue
		}
		key, ok := known[name]
		if !ok {
			return fmt.Errorf("%w: unknown variable %s%s", ErrConfig, name, didYouMean(name, names))
		}
		origin[key] = name
		if err := v.BindEnv(key, name); err != nil {
			return fmt.Errorf("%w: %s: %w", ErrConfig, name, err)
		}
	}
	return nil
}

// didYouMean offers the nearest of the names, or lists all where none is near.
func didYouMean(name string, names []string) string {
	best, distance := "", len(name)/2+1
	for _, n := range names {
		if d := edlib.OSADamerauLevenshteinDistance(strings.ToLower(name), strings.ToLower(n)); d < distance {
			best, distance = n, d
		}
	}
	if best == "" {
		return "; known are " + strings.Join(names, ", ")
	}
	return fmt.Sprintf("; did you mean %s?", best)
}
