package conllu

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
)

// ReadWords reads sentences from a file of one token a line, the word in the
// first column, sentences apart by empty lines; gzipped if its name ends in
// .gz.
func ReadWords(path string) ([][]string, error) {
	in, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var out [][]string
	var words []string
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if field := strings.Fields(lines.Text()); len(field) > 0 {
			words = append(words, field[0])
			continue
		}
		if len(words) > 0 {
			out, words = append(out, words), nil
		}
	}
	if len(words) > 0 {
		out = append(out, words)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

// Open opens a file, through gzip if its name ends in .gz.
func Open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil || !strings.HasSuffix(path, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return unzipped{z, f}, nil
}

type unzipped struct {
	*gzip.Reader
	file *os.File
}

func (u unzipped) Close() error { return u.file.Close() }
