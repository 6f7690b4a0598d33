// Package config gathers sitrep's settings. Of growing strength: the built-in
// defaults; sitrep.yaml, from the working folder or else from the user's
// configuration folder; SITREP_* variables; flags.
package config

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// ErrConfig marks every error of this package: the user's configuration is
// wrong, and the message says where.
var ErrConfig = errors.New("configuration")

// FileName is the configuration file's name in either folder.
const FileName = "sitrep.yaml"

// Config holds the effective settings, all valid.
type Config struct {
	// Store is the graph's path, or "memory".
	Store string
	// Workers is the number of extracting goroutines; 0 is one a CPU.
	Workers int
	// Date (YYYY-MM-DD, or empty) is for reports that have none.
	Date string
	// Lexicon lists folders that overlay the built-in knowledge, later ones
	// stronger.
	Lexicon []string
	// LogLevel is debug, info, warn or error.
	LogLevel string
	// Color is auto, always or never.
	Color string
	// BuildMaxBytes limits one report, unpacked, in bytes.
	BuildMaxBytes int64
	// WalkLimit is how many walks are shown; 0 is all.
	WalkLimit int
	// GizmoTimeout, GizmoMemory (bytes) and GizmoLimit (rows; 0 is all) bound a
	// Gizmo script.
	GizmoTimeout time.Duration
	GizmoMemory  int64
	GizmoLimit   int
	// ServeListen is the address to listen on, ServeToken what requests must
	// bring (empty: nothing, or a token made up), ServeHosts names of this server.
	ServeListen string
	ServeToken  string
	ServeHosts  []string
	// ServeRows is the most rows of one answer, ServeAtOnce how many queries run
	// at once.
	ServeRows   int
	ServeAtOnce int

	settings []Setting
}

// Setting is one key's effective value and where it came from.
type Setting struct {
	Key   string
	Value string
	// Origin is "default", a file and line ("sitrep.yaml:3"), a variable
	// ("SITREP_STORE") or a flag ("--store").
	Origin string
}

// Origins lists every key with its value and origin, in the documented order.
func (c *Config) Origins() []Setting { return c.settings }

// entry ties a key to its default and to the field that it fills.
type entry struct {
	key   string
	value any
	set   func(raw any) error
	show  func() string
}

// entries is the one list of all keys, in the order that people see.
func (c *Config) entries() []entry {
	return []entry{
		text(&c.Store, "store", "sitrep.db", nonEmpty),
		number(&c.Workers, "workers", 0, 0),
		text(&c.Date, "date", "", emptyOrDay),
		folders(&c.Lexicon, "lexicon"),
		text(&c.LogLevel, "log.level", "info", oneOf("debug", "info", "warn", "error")),
		text(&c.Color, "color", "auto", oneOf("auto", "always", "never")),
		size(&c.BuildMaxBytes, "build.max_bytes", 64<<20, 1),
		number(&c.WalkLimit, "walk.limit", 100, 0),
		duration(&c.GizmoTimeout, "gizmo.timeout", 10*time.Second),
		size(&c.GizmoMemory, "gizmo.memory", 512<<20, 16<<20),
		number(&c.GizmoLimit, "gizmo.limit", 0, 0),
		text(&c.ServeListen, "serve.listen", "127.0.0.1:7677", nonEmpty),
		secret(text(&c.ServeToken, "serve.token", "", anyText)),
		list(&c.ServeHosts, "serve.hosts", "the name of a host", commas, nonEmpty),
		number(&c.ServeRows, "serve.rows", 1000, 1),
		number(&c.ServeAtOnce, "serve.at_once", 4, 1),
	}
}

// Keys lists every key, in the documented order.
func Keys() []string {
	var keys []string
	for _, e := range new(Config).entries() {
		keys = append(keys, e.key)
	}
	return keys
}

// keyAnnotation is where Bind leaves a flag's key.
const keyAnnotation = "sitrep/config-key"

// Bind says that a flag sets a key, where its name alone does not say so: a
// flag called as its key, with dashes for dots and underscores ("log-level"),
// is bound by itself.
func Bind(flags *pflag.FlagSet, flag, key string) error {
	return flags.SetAnnotation(flag, keyAnnotation, []string{key})
}

// Load reads the configuration. flags may be nil. explicitFile, else the
// variable SITREP_CONFIG, names a file to read instead of the usual ones. Every
// error wraps ErrConfig and names the file and line, the variable or the flag.
func Load(flags *pflag.FlagSet, explicitFile string) (*Config, error) {
	c := &Config{}
	entries := c.entries()
	v := viper.New()
	origin := map[string]string{}
	for _, e := range entries {
		v.SetDefault(e.key, e.value)
		origin[e.key] = "default"
	}
	file, err := readFile(v, explicitFile, origin)
	if err != nil {
		return nil, err
	}
	if err := bindVariables(v, origin); err != nil {
		return nil, err
	}
	if err := bindFlags(v, flags, origin); err != nil {
		return nil, err
	}
	for _, e := range entries {
		raw := v.Get(e.key)
		from := origin[e.key]
		if e.key == "lexicon" && strings.HasPrefix(from, file+":") {
			raw = besideFile(raw, file)
		}
		if err := e.set(raw); err != nil {
			return nil, fmt.Errorf("%w: %s: %s: %w", ErrConfig, from, e.key, err)
		}
		c.settings = append(c.settings, Setting{Key: e.key, Value: e.show(), Origin: from})
	}
	return c, nil
}

func bindFlags(v *viper.Viper, flags *pflag.FlagSet, origin map[string]string) error {
	if flags == nil {
		return nil
	}
	var err error
	flags.Visit(func(f *pflag.Flag) { // only those that were given
		key := keyOf(f)
		if _, known := origin[key]; !known || err != nil {
			return
		}
		origin[key] = "--" + f.Name
		err = v.BindPFlag(key, f)
	})
	return err
}

func keyOf(f *pflag.Flag) string {
	if keys := f.Annotations[keyAnnotation]; len(keys) > 0 {
		return keys[0]
	}
	for _, key := range Keys() {
		if f.Name == strings.NewReplacer(".", "-", "_", "-").Replace(key) {
			return key
		}
	}
	return ""
}
