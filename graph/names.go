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

// naming gathers, part after part, what a document calls its entities.
type naming struct {
	doc      *extract.Document
	entities map[string]*named
}

// named is the names that one document has for one entity.
type named struct {
	keys []string // folded, in the order of their first mentions
	uses []Resolution
	// in are the keys of the sentences that say something.
	in []calling
	// waiting are the sentences of pronouns before the first name.
	waiting []int
	// last is the latest key.
	last string
}

// calling is what a sentence calls an entity.
type calling struct {
	sentence int
	keys     []string
}

func (n *named) see(sentence int, key string) {
	last := len(n.in) - 1
	if last < 0 || n.in[last].sentence != sentence {
		n.in = append(n.in, calling{sentence, []string{key}})
	} else if c := &n.in[last]; !slices.Contains(c.keys, key) {
		c.keys = append(c.keys, key)
	}
}

func newNaming(d *extract.Document) *naming {
	return &naming{doc: d, entities: make(map[string]*named, len(d.Entities))}
}

// read takes in a part, of whose sentences those in used say something. A
// pronoun goes with the name before it.
func (t *naming) read(part *extract.Document, used map[int]bool) {
	for i := range part.Mentions {
		m := &part.Mentions[i]
		n := t.entities[m.Entity]
		if n == nil {
			n = &named{}
			t.entities[m.Entity] = n
		}
		sentence := part.Before + m.Sentence
		name := strings.Join(strings.Fields(part.Text[m.Start+m.Lead:m.End]), " ")
		key := extract.Fold(name)
		switch {
		case (m.Form == extract.Pronoun || key == "") && n.last == "":
			if used[m.Sentence] {
				n.waiting = append(n.waiting, sentence)
			}
			continue
		case m.Form == extract.Pronoun || key == "":
			key = n.last
		case !slices.Contains(n.keys, key):
			n.keys = append(n.keys, key)
			n.uses = append(n.uses, Resolution{name, m.Reason})
		}
		n.last = key
		for _, s := range n.waiting {
			n.see(s, key)
		}
		n.waiting = nil
		if used[m.Sentence] {
			n.see(sentence, key)
		}
	}
}

// names says what the document calls each entity, and why: by Resolved
// whatever is not simply the entity's name, and, where there are several, by
// Called which of them each sentence that says something has, unless it has the
// entity's own name alone. So a name that was resolved wrongly can be parted
// from the others later.
func (w *writer) names(t *naming) {
	for i := range t.doc.Entities {
		e := &t.doc.Entities[i]
		n, own := t.entities[e.ID], extract.Fold(e.Name)
		if n == nil || len(n.keys) == 0 || len(n.keys) == 1 && (n.keys[0] == own || isNew(n.uses[0])) {
			continue
		}
		iri := EntityIRI(e.ID)
		for _, use := range n.uses {
			w.add(iri, Resolved, use.value(), w.doc)
		}
		if len(n.keys) == 1 {
			continue
		}
		for _, c := range n.in {
			if len(c.keys) == 1 && c.keys[0] == own {
				continue
			}
			for _, key := range c.keys {
				w.add(iri, Called, quad.String(n.uses[slices.Index(n.keys, key)].Name), SentenceIRI(t.doc.ID, c.sentence))
			}
		}
	}
}

// isNew tells whether a mention was taken for nothing that was there before.
func isNew(r Resolution) bool { return strings.HasPrefix(r.Reason, extract.FirstMention) }
