package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"

	"github.com/spf13/cobra"

	"sitrep/graph/walk"
)

// version is set by the Makefile.
var version = "dev"

func newVersion() *cobra.Command {
	c := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Example: `  sitrep version
  sitrep version --json`,
		Args: cobra.NoArgs,
	}
	format := formatFlag(c, "text", "json")
	c.RunE = func(c *cobra.Command, _ []string) error {
		form, err := format()
		if err != nil {
			return err
		}
		revision := ""
		if info, ok := debug.ReadBuildInfo(); ok {
			for _, s := range info.Settings {
				if s.Key == "vcs.revision" {
					revision = s.Value[:min(12, len(s.Value))]
				}
			}
		}
		platform := runtime.GOOS + "/" + runtime.GOARCH
		if form == "json" {
			return walk.JSON(c.OutOrStdout(), struct {
				Version  string `json:"version"`
				Revision string `json:"revision"`
				Go       string `json:"go"`
				Platform string `json:"platform"`
			}{version, revision, runtime.Version(), platform})
		}
		if revision != "" {
			revision = " " + revision
		}
		_, err = fmt.Fprintf(c.OutOrStdout(), "sitrep %s%s %s %s\n", version, revision, runtime.Version(), platform)
		return err
	}
	return c
}

// fingerprint identifies what extracts: this program and the overlays' files.
// A document extracted under another one counts as changed.
func fingerprint(overlays []string) (string, error) {
	h := sha256.New()
	add := func(path string) error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(h, f)
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	if err := add(self); err != nil {
		return "", err
	}
	for _, dir := range overlays {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			fmt.Fprintln(h, path)
			return add(path)
		})
		if err != nil {
			return "", fmt.Errorf("overlay %s: %w", dir, err)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
