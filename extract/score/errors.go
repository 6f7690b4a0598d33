package score

import (
	"fmt"
	"slices"
	"strings"

	"sitrep/extract"
)

// Errors lists what differs between gold and what was found, a line each: "-"
// before what was missed, "+" before what was found and is not gold.
func Errors(g *Gold, d *extract.Document, symmetric func(string) bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", g.ID)
	switch {
	case g.Event != nil:
		g.Event.errors(&b, d, symmetric)
		return b.String()
	case g.HasFillers:
		fillerErrors(&b, g, d)
		return b.String()
	}
	type key struct {
		extract.Span
		class extract.Class
	}
	found, gold := map[key]bool{}, map[key]bool{}
	for _, m := range d.Mentions {
		found[key{m.Span, m.Class}] = true
	}
	for _, m := range g.Mentions {
		gold[key{m.Span, m.Class}] = true
		if !found[key{m.Span, m.Class}] {
			fmt.Fprintf(&b, "  - mention %s %s %q\n", m.Class, m.Form, g.Text[m.Start:m.End])
		}
	}
	for _, m := range d.Mentions {
		if !gold[key{m.Span, m.Class}] && (len(g.Classes) == 0 || slices.Contains(g.Classes, m.Class)) {
			fmt.Fprintf(&b, "  + mention %s %s %q %s\n", m.Class, m.Outward(), d.Slice(m.Span), m.FoundBy)
		}
	}
	if !g.HasStatements {
		return b.String()
	}
	pairs := New().entities(g, d)
	entityErrors(&b, g, d, pairs)
	name := func(entities []extract.Entity, id string) string {
		for _, e := range entities {
			if e.ID == id {
				return e.Name
			}
		}
		return id
	}
	for _, m := range g.Statements {
		hit := ""
		for i := range d.Statements {
			if f := &d.Statements[i]; f.Predicate == m.Predicate && same(f, &m, pairs, symmetric) {
				hit = string(f.Status)
				if f.Status == m.Status {
					break
				}
			}
		}
		if hit == "" {
			fmt.Fprintf(&b, "  - %s -> %s -> %s [%s]\n", name(g.Entities, m.Subject), m.Predicate, name(g.Entities, m.Object), m.Status)
		} else if hit != string(m.Status) {
			fmt.Fprintf(&b, "  ~ %s -> %s -> %s is %s, found %s\n", name(g.Entities, m.Subject), m.Predicate, name(g.Entities, m.Object), m.Status, hit)
		}
	}
	for i := range d.Statements {
		f := &d.Statements[i]
		ok := false
		for j := range g.Statements {
			ok = ok || g.Statements[j].Predicate == f.Predicate && same(f, &g.Statements[j], pairs, symmetric)
		}
		if !ok {
			fmt.Fprintf(&b, "  + %s -> %s -> %s [%s] %q\n", name(d.Entities, f.Subject), f.Predicate, name(d.Entities, f.Object), f.Status, d.Slice(f.Trigger))
		}
	}
	return b.String()
}

// entityErrors lists the entities without a pair, with what their mentions were
// taken for on the other side, which tells a wrong join from a missing one.
func entityErrors(b *strings.Builder, g *Gold, d *extract.Document, pairs map[string]string) {
	paired := map[string]bool{}
	for _, id := range pairs {
		paired[id] = true
	}
	list := func(sign string, e extract.Entity, mine, theirs []extract.Mention, others []extract.Entity) {
		var as []string
		for _, m := range mine {
			for _, o := range theirs {
				if m.Entity != e.ID || m.Span != o.Span {
					continue
				}
				if n := slices.IndexFunc(others, func(x extract.Entity) bool { return x.ID == o.Entity }); n >= 0 && !slices.Contains(as, others[n].Name) {
					as = append(as, others[n].Name)
				}
			}
		}
		fmt.Fprintf(b, "  %s entity %s %q", sign, e.Class, e.Name)
		if len(as) > 0 {
			fmt.Fprintf(b, " as %q", as)
		}
		b.WriteByte('\n')
	}
	for _, e := range g.Entities {
		if !paired[e.ID] {
			list("-", e, g.Mentions, d.Mentions, d.Entities)
		}
	}
	for _, e := range d.Entities {
		if _, ok := pairs[e.ID]; !ok {
			list("+", e, d.Mentions, g.Mentions, g.Entities)
		}
	}
}
