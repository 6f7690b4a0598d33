package graph

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"sitrep/extract"
)

// Resolution is why a name that a document uses was taken for an entity. In
// the graph it is one text: "Soleimani": part of a longer name.
type Resolution struct{ Name, Reason string }

func (r Resolution) value() quad.String { return quad.String(strconv.Quote(r.Name) + ": " + r.Reason) }

// ParseResolution reads the object of a Resolved quad.
func ParseResolution(v quad.Value) (r Resolution, ok bool) {
	text, ok := v.(quad.String)
	if !ok {
		return r, false
	}
	quoted, err := strconv.QuotedPrefix(string(text))
	if err != nil {
		return r, false
	}
	if r.Name, err = strconv.Unquote(quoted); err != nil {
		return r, false
	}
	r.Reason, ok = strings.CutPrefix(string(text[len(quoted):]), ": ")
	return r, ok
}

// Calls are the names of one entity in one document as extraction gave it: its
// own, and those that the document uses.
type Calls struct {
	Own   string
	Names []string
}

// CallsIn reads what a document's quads call an entity. One of which they say
// nothing is called by its own name.
func CallsIn(quads []quad.Quad, entity quad.Value) Calls {
	var c Calls
	for _, q := range quads {
		if q.Subject != entity {
			continue
		}
		switch q.Predicate {
		case Resolved:
			if is, ok := ParseResolution(q.Object); ok {
				c.Names = append(c.Names, is.Name)
			}
		case Named:
			c.Own = quad.ToString(q.Object)
		}
	}
	slices.Sort(c.Names)
	if len(c.Names) == 0 {
		c.Names = []string{c.Own}
	}
	return c
}

// named is the names that one document has for one entity.
type named struct {
	keys []string // folded, in the order of their first mentions
	uses []Resolution
	// in are the keys of each sentence.
	in map[int][]string
	// waiting are the sentences of pronouns before the first name.
	waiting []int
	// last is the latest key.
	last string
}

func (n *named) see(sentence int, key string) {
	if n.in == nil {
		n.in = map[int][]string{}
	}
	if !slices.Contains(n.in[sentence], key) {
		n.in[sentence] = append(n.in[sentence], key)
	}
}

// names says what the document calls each entity, and why: by Resolved
// whatever is not simply the entity's name, and, where there are several, by
// Called which of them each sentence that says something has, unless it has the
// entity's own name alone. So a name that was resolved wrongly can be parted
// from the others later. A pronoun goes with the name before it.
func (w *writer) names(d *extract.Document, used map[int]bool) {
	of := make(map[string]*named, len(d.Entities))
	for i := range d.Mentions {
		m := &d.Mentions[i]
		n := of[m.Entity]
		if n == nil {
			n = &named{}
			of[m.Entity] = n
		}
		name := calledBy(d, m)
		key := extract.Fold(name)
		switch {
		case (m.Form == extract.Pronoun || key == "") && n.last == "":
			n.waiting = append(n.waiting, m.Sentence)
			continue
		case m.Form == extract.Pronoun || key == "":
			key = n.last
		case !slices.Contains(n.keys, key):
			n.keys = append(n.keys, key)
			n.uses = append(n.uses, Resolution{name, m.Reason})
		}
		n.last = key
		for _, s := range append(n.waiting, m.Sentence) {
			n.see(s, key)
		}
		n.waiting = nil
	}
	for i := range d.Entities {
		e := &d.Entities[i]
		n := of[e.ID]
		if n == nil || len(n.keys) == 0 || len(n.keys) == 1 && (n.keys[0] == extract.Fold(e.Name) || isNew(n.uses[0])) {
			continue
		}
		iri := EntityIRI(e.ID)
		for _, use := range n.uses {
			w.add(iri, Resolved, use.value(), w.doc)
		}
		if len(n.keys) == 1 {
			continue
		}
		for s := range d.Sentences {
			if !used[s] {
				continue
			}
			if len(n.in[s]) == 1 && n.in[s][0] == extract.Fold(e.Name) {
				continue
			}
			for _, key := range n.in[s] {
				w.add(iri, Called, quad.String(n.uses[slices.Index(n.keys, key)].Name), SentenceIRI(d.ID, s))
			}
		}
	}
}

// isNew tells whether a mention was taken for nothing that was there before.
func isNew(r Resolution) bool { return strings.HasPrefix(r.Reason, "new ") }

// calledBy is a mention's text without what only points: "the general" calls
// somebody "general".
func calledBy(d *extract.Document, m *extract.Mention) string {
	start := m.Start
	for t := m.First; t < m.Last && t < m.Head; t++ {
		if tag := d.Tokens[t].Tag; tag != "DT" && tag != "PDT" && tag != "PRP$" {
			break
		}
		start = d.Tokens[t+1].Start
	}
	return strings.Join(strings.Fields(d.Text[start:m.End]), " ")
}
