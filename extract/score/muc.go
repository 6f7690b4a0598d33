package score

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Filler is one thing that an answer key of MUC names in a role of a report's
// incidents, by any of its strings.
type Filler struct {
	Role    string
	Strings []string
	// Optional ones are right where they are found and not missed elsewhere.
	Optional bool
}

// fillerSlots are the slots of MUC-4's templates that name a filler. The two
// kinds of perpetrator are one role: which of them a group is the text seldom
// tells.
var fillerSlots = map[string]string{
	"INCIDENT: INSTRUMENT ID": "weapon", "PERP: INDIVIDUAL ID": "perpetrator", "PERP: ORGANIZATION ID": "perpetrator",
	"PHYS TGT: ID": "target", "HUM TGT: NAME": "victim", "HUM TGT: DESCRIPTION": "victim",
}

// isKeys tells whether a path is a file of MUC's answer keys.
func isKeys(path string) bool { return strings.HasPrefix(filepath.Base(path), "key-") }

// ReadMUC reads the reports that a file of MUC-4's answer keys is about; they
// stand in the other files of its folder. A key without its report is an error.
func ReadMUC(keys string) ([]*Gold, error) {
	dir := filepath.Dir(keys)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGold, err)
	}
	texts := map[string]string{}
	for _, e := range entries {
		if e.IsDir() || isKeys(e.Name()) {
			continue
		}
		if err := withFile(filepath.Join(dir, e.Name()), func(in io.Reader) error { return readMessages(in, texts) }); err != nil {
			return nil, err
		}
	}
	var ids []string
	fillers := map[string][]Filler{}
	err = withFile(keys, func(in io.Reader) error {
		ids, err = readKeys(in, fillers)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []*Gold
	for _, id := range ids {
		text, ok := texts[id]
		if !ok {
			return nil, fmt.Errorf("%w: %s: no file beside it holds the report %s", ErrGold, keys, id)
		}
		g := &Gold{HasFillers: true, Fillers: fillers[id]}
		g.ID, g.Source, g.Text = id, keys, text
		out = append(out, g)
	}
	return out, nil
}

var messageHead = regexp.MustCompile(`^(?:DEV|TST\d)-MUC\d-\d{4}\b`)

// readMessages adds the reports of a file by their IDs; each begins with a line
// that gives it.
func readMessages(in io.Reader, texts map[string]string) error {
	id, body := "", strings.Builder{}
	flush := func() {
		if id != "" {
			texts[id] = strings.TrimSpace(body.String()) + "\n"
		}
		body.Reset()
	}
	err := eachLine(in, func(line string) error {
		if h := messageHead.FindString(line); h != "" {
			flush()
			id = h
			return nil
		}
		body.WriteString(line + "\n")
		return nil
	})
	flush()
	return err
}

// slotLine is a line of a template that opens a slot: number, name, value.
var slotLine = regexp.MustCompile(`^\d+\.\s+([A-Z]+(?: TGT)?: [A-Z ]+?)(?:\s{2,}|\s*$)(.*)`)

// readKeys adds the fillers of a file of answer keys by their report, and
// returns the reports' IDs in its order. A report without incidents has a
// template of asterisks.
func readKeys(in io.Reader, fillers map[string][]Filler) ([]string, error) {
	var ids []string
	id, slot, optional := "", "", false
	err := eachLine(in, func(line string) error {
		value := strings.TrimSpace(line)
		switch m := slotLine.FindStringSubmatch(line); {
		case strings.HasPrefix(line, ";"):
			return nil
		case m != nil:
			slot, value = m[1], strings.TrimSpace(m[2])
		case value == "" || line[0] != ' ' && line[0] != '\t':
			slot = ""
			return nil
		}
		switch slot {
		case "MESSAGE: ID":
			id, _, _ = strings.Cut(value, " ")
			if !messageHead.MatchString(id) {
				return fmt.Errorf("%q is no report's ID", value)
			}
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		case "MESSAGE: TEMPLATE":
			optional = strings.Contains(value, "OPTIONAL")
		default:
			if role := fillerSlots[slot]; role != "" && strings.Contains(value, `"`) {
				if id == "" {
					return fmt.Errorf("a slot stands before any MESSAGE: ID")
				}
				f := Filler{Role: role, Strings: quoted(value), Optional: optional || strings.HasPrefix(value, "?")}
				fillers[id] = addFiller(fillers[id], f)
			}
		}
		return nil
	})
	if err == nil && len(ids) == 0 {
		err = errors.New("no MESSAGE: ID, so no answer keys of MUC")
	}
	return ids, err
}

// addFiller adds a filler, to the one of its role that shares a string with it
// where there is one: templates repeat what several incidents have in common.
func addFiller(all []Filler, f Filler) []Filler {
	f.Strings = slices.DeleteFunc(f.Strings, func(s string) bool { return strings.Trim(s, "- ") == "" })
	if len(f.Strings) == 0 {
		return all
	}
	for i := range all {
		o := &all[i]
		if o.Role != f.Role || !slices.ContainsFunc(f.Strings, func(s string) bool { return slices.Contains(o.Strings, s) }) {
			continue
		}
		for _, s := range f.Strings {
			if !slices.Contains(o.Strings, s) {
				o.Strings = append(o.Strings, s)
			}
		}
		o.Optional = o.Optional && f.Optional
		return all
	}
	return append(all, f)
}

// quoted returns the strings between quotes; \" is a quote inside one.
func quoted(value string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(value, `"`)
		if !ok {
			return out
		}
		end := 0
		for end < len(rest) && (rest[end] != '"' || end > 0 && rest[end-1] == '\\') {
			end++
		}
		out = append(out, strings.TrimSpace(strings.ReplaceAll(rest[:end], `\"`, "")))
		value = rest[min(end+1, len(rest)):]
	}
}

func eachLine(in io.Reader, do func(string) error) error {
	scan := bufio.NewScanner(in)
	scan.Buffer(make([]byte, 1<<16), 1<<24)
	for n := 1; scan.Scan(); n++ {
		if err := do(strings.TrimRight(scan.Text(), "\r")); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return scan.Err()
}
