package score

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"sitrep/extract"
)

// iobClasses maps the labels of the corpora to the top classes; a label that
// is not here stands for something outside the ontology.
var iobClasses = map[string]extract.Class{
	"PER": extract.Person, "PERSON": extract.Person, "person": extract.Person, "politician": extract.Person,
	"ORG": extract.Organisation, "ORGANIZATION": extract.Organisation, "corporation": extract.Organisation, "group": extract.Organisation,
	"organisation": extract.Organisation, "politicalparty": extract.Organisation,
	"LOC": extract.Place, "GPE": extract.Place, "LOCATION": extract.Place, "location": extract.Place, "country": extract.Place,
	"product_weapon": extract.Weapon, "weapon": extract.Weapon,
}

// ReadIOB reads sentences in columns, the word first or after an index, the
// tag (B-X, I-X, O) in the column after it; sentences end at empty lines. Each
// block of sentences until a "# newdoc" line, or else 50 of them, is a
// document of one sentence a line.
func ReadIOB(file string, in io.Reader) ([]*Gold, error) {
	var out []*Gold
	var g *Gold
	var text strings.Builder
	var sentence []iobToken
	sentences := 0
	flush := func() {
		if g != nil && text.Len() > 0 {
			g.Text = text.String()
			out = append(out, g)
		}
		g, sentences = nil, 0
		text.Reset()
	}
	end := func() {
		if len(sentence) == 0 {
			return
		}
		if g == nil {
			g = &Gold{NamesOnly: true, Classes: []extract.Class{extract.Person, extract.Organisation, extract.Place}}
			g.ID = fmt.Sprintf("%s#%d", file, len(out)+1)
			g.Source = file
		}
		addSentence(g, &text, sentence)
		sentence = sentence[:0]
		if sentences++; sentences >= 50 {
			flush()
		}
	}
	scan := bufio.NewScanner(in)
	scan.Buffer(make([]byte, 1<<16), 1<<24)
	for n := 1; scan.Scan(); n++ {
		line := strings.TrimRight(scan.Text(), "\r")
		switch {
		case strings.HasPrefix(line, "# newdoc"), strings.HasPrefix(line, "-DOCSTART-"):
			end()
			flush()
		case strings.TrimSpace(line) == "":
			end()
		case strings.HasPrefix(line, "# ") && !strings.Contains(line, "\t"):
		default:
			word, tag, err := IOBLine(line)
			if err != nil {
				return nil, fmt.Errorf("%w: %s:%d: %v", ErrGold, file, n, err)
			}
			sentence = append(sentence, iobToken{word, tag})
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%w: %s: %v", ErrGold, file, err)
	}
	end()
	flush()
	return out, nil
}

type iobToken struct {
	word, tag string
}

// IOBLine returns the word and the tag of a line in columns: the tag (B-X, I-X,
// O), and what stands before it.
func IOBLine(line string) (word, tag string, err error) {
	f := strings.Fields(line)
	for i, c := range f {
		if i > 0 && (c == "O" || strings.HasPrefix(c, "B-") || strings.HasPrefix(c, "I-")) {
			return f[i-1], c, nil
		}
	}
	return "", "", fmt.Errorf("no column holds a tag such as O, B-PER or I-PER")
}

func addSentence(g *Gold, text *strings.Builder, tokens []iobToken) {
	open := -1
	for i, t := range tokens {
		if i > 0 {
			text.WriteByte(' ')
		}
		start := text.Len()
		text.WriteString(t.word)
		prefix, label, _ := strings.Cut(t.tag, "-")
		class, known := iobClasses[label]
		if prefix == "I" && open >= 0 && known && g.Mentions[open].Class == class {
			g.Mentions[open].End = text.Len()
			continue
		}
		open = -1
		if prefix != "O" && known {
			open = len(g.Mentions)
			g.Mentions = append(g.Mentions, extract.Mention{Span: extract.Span{Start: start, End: text.Len()}, Class: class, Form: extract.Name})
			if class == extract.Weapon {
				g.Classes = []extract.Class{extract.Weapon}
			}
		}
	}
	text.WriteByte('\n')
}
