package score

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sitrep/extract/parse/conllu"
)

// ReadAll reads the gold of files and folders, in the order of names. A folder
// that holds entities.json is re3d's, one that holds key-* MUC's. The error names what can't be read.
func ReadAll(paths []string) ([]*Gold, error) {
	var out []*Gold
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrGold, err)
		}
		if !info.IsDir() {
			g, err := readFile(path)
			if err != nil {
				return nil, err
			}
			out = append(out, g...)
			continue
		}
		g, err := readFolder(path)
		if err != nil {
			return nil, err
		}
		if len(g) == 0 {
			return nil, fmt.Errorf("%w: %s holds no gold (.gold, .iob2, .jsonl of PLOVER, re3d's entities.json, MUC's key-*)", ErrGold, path)
		}
		out = append(out, g...)
	}
	return out, nil
}

func readFolder(dir string) ([]*Gold, error) {
	var out []*Gold
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("%w: %w", ErrGold, err)
		}
		var g []*Gold
		switch {
		case e.IsDir():
			return nil
		case e.Name() == "entities.json":
			g, err = ReadRe3d(filepath.Dir(path))
		case isKeys(path):
			g, err = ReadMUC(path)
		case isGold(path):
			g, err = readFile(path)
		}
		out = append(out, g...)
		return err
	})
	return out, err
}

func isGold(path string) bool {
	return slices.Contains([]string{".gold", ".iob", ".iob2", ".bio", ".conll", ".jsonl"}, filepath.Ext(strings.TrimSuffix(path, ".gz")))
}

func readFile(path string) (out []*Gold, err error) {
	switch name := strings.TrimSuffix(path, ".gz"); {
	case filepath.Base(name) == "entities.json", filepath.Base(name) == "documents.json":
		return ReadRe3d(filepath.Dir(path))
	case isKeys(path):
		return ReadMUC(path)
	}
	err = withFile(path, func(in io.Reader) error {
		switch filepath.Ext(strings.TrimSuffix(path, ".gz")) {
		case ".gold":
			g, err := ReadGold(path, in)
			out = []*Gold{g}
			return err
		case ".jsonl":
			out, err = ReadPlover(path, in)
		default:
			out, err = ReadIOB(path, in)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// withFile reads a file, gzipped or not. An error that isn't ErrGold yet gets
// the file's name.
func withFile(path string, read func(io.Reader) error) error {
	in, err := conllu.Open(path)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrGold, err)
	}
	defer in.Close()
	if err := read(in); err != nil && !errors.Is(err, ErrGold) {
		return fmt.Errorf("%w: %s: %w", ErrGold, path, err)
	} else if err != nil {
		return err
	}
	return nil
}
