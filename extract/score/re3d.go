package score

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"

	"sitrep/extract"
)

// re3dConfidence is the least confidence of an annotation that counts, as the
// data's own description advises.
const re3dConfidence = 0.5

var re3dClasses = map[string]extract.Class{
	"Person": extract.Person, "Organisation": extract.Organisation, "Location": extract.Place,
	"Weapon": extract.Weapon, "MilitaryPlatform": extract.Weapon,
}

// ReadRe3d reads a folder with re3d's documents.json and entities.json (one
// JSON object a line; offsets count code points). Of annotations that nest,
// the outermost is kept. Weapons and military platforms are one class here.
func ReadRe3d(dir string) ([]*Gold, error) {
	var out []*Gold
	byID := map[string]*Gold{}
	offsets := map[string][]int{}
	err := eachObject(filepath.Join(dir, "documents.json"), func(b json.RawMessage) error {
		var doc struct {
			ID    string `json:"_id"`
			Title string `json:"title"`
			Text  string `json:"text"`
		}
		if err := json.Unmarshal(b, &doc); err != nil {
			return err
		}
		g := &Gold{}
		g.ID, g.Source, g.Title, g.Text = doc.ID, dir, doc.Title, doc.Text
		g.Classes = extract.Classes
		out = append(out, g)
		byID[doc.ID] = g
		offsets[doc.ID] = codePoints(doc.Text)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = eachObject(filepath.Join(dir, "entities.json"), func(b json.RawMessage) error {
		var e struct {
			Begin      int     `json:"begin"`
			End        int     `json:"end"`
			Type       string  `json:"type"`
			Document   string  `json:"documentId"`
			Confidence float64 `json:"confidence"`
		}
		if err := json.Unmarshal(b, &e); err != nil {
			return err
		}
		g, at := byID[e.Document], offsets[e.Document]
		class, ok := re3dClasses[e.Type]
		if g == nil || !ok || e.Confidence < re3dConfidence || e.Begin < 0 || e.End >= len(at) || e.Begin >= e.End {
			return nil
		}
		g.Mentions = append(g.Mentions, extract.Mention{Span: extract.Span{Start: at[e.Begin], End: at[e.End]}, Class: class, Form: re3dForm(g.Text[at[e.Begin]:at[e.End]])})
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, g := range out {
		g.Mentions = outermost(g.Mentions)
	}
	return out, nil
}

// codePoints maps code point offsets to bytes, the end included.
func codePoints(s string) []int {
	at := make([]int, 0, len(s)+1)
	for i := range s {
		at = append(at, i)
	}
	return append(at, len(s))
}

// eachObject calls fn for every JSON object of a file.
func eachObject(file string, fn func(json.RawMessage) error) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrGold, err)
	}
	defer f.Close()
	dec := json.NewDecoder(f)
	for n := 1; ; n++ {
		var b json.RawMessage
		err := dec.Decode(&b)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = fn(b)
		}
		if err != nil {
			return fmt.Errorf("%w: %s: object %d: %v", ErrGold, file, n, err)
		}
	}
}

// outermost keeps, of mentions that overlap, the longer.
func outermost(in []extract.Mention) []extract.Mention {
	sort.SliceStable(in, func(i, j int) bool {
		if in[i].Start != in[j].Start {
			return in[i].Start < in[j].Start
		}
		return in[i].End > in[j].End
	})
	var out []extract.Mention
	for _, m := range in {
		if n := len(out); n > 0 && out[n-1].Overlaps(m.Span) {
			if m.Len() > out[n-1].Len() {
				out[n-1] = m
			}
			continue
		}
		out = append(out, m)
	}
	return out
}
