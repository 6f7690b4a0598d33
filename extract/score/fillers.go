package score

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"sitrep/extract"
)

//go:embed muc.tsv
var mucTable string

//go:embed heads.tsv
var headTable string

var (
	mucRules = mustRules(mucTable, 4)
	heads    = wordLists(mustRules(headTable, 2))
)

// found is an entity in a role of the document's incidents.
type found struct {
	role    string
	entity  string
	strings []string
	// person is set where the strings may be a person's names, of which a part
	// is as good as the whole.
	person bool
}

// fillers scores the entities that a document's statements put in MUC's roles
// against the keys', by their head nouns (Patwardhan and Riloff, 2009) over
// whole documents, without regard to templates (Du, Rush and Cardie, 2021).
func (s *Scores) fillers(g *Gold, d *extract.Document) {
	all := inRoles(d)
	for _, f := range all {
		c := s.Fillers.at(f.role)
		c.Found++
		if slices.ContainsFunc(g.Fillers, f.is) {
			c.Right++
		}
	}
	for _, k := range g.Fillers {
		hit := slices.ContainsFunc(all, func(f found) bool { return f.is(k) })
		if hit || !k.Optional {
			s.Fillers.at(k.Role).Gold++
		}
		if hit {
			s.Fillers.at(k.Role).Recalled++
		}
	}
}

// inRoles returns the entities that statements put in a role, each once, and
// once all that have the same heads: "the guerrillas" of several sentences.
func inRoles(d *extract.Document) []found {
	var out []found
	add := func(role, id string) {
		f := found{role: role, entity: id}
		e := d.Entity(id)
		if e == nil || slices.ContainsFunc(out, func(o found) bool { return o.role == role && o.entity == id }) {
			return
		}
		f.strings = append(f.strings, e.Name)
		for _, m := range d.Mentions {
			if m.Entity != id || m.Form == extract.Pronoun {
				continue
			}
			f.person = f.person || m.Class == extract.Person && m.Form == extract.Name
			if text := d.Slice(m.Span); !slices.Contains(f.strings, text) {
				f.strings = append(f.strings, text)
			}
		}
		if !slices.ContainsFunc(out, func(o found) bool { return o.role == role && slices.ContainsFunc(f.strings, o.has) }) {
			out = append(out, f)
		}
	}
	told := slices.Concat(d.Statements, d.Incidents)
	for i := range told {
		st := &told[i]
		if st.Status == extract.Denied {
			continue
		}
		for _, a := range [][2]string{{"subject", st.Subject}, {"object", st.Object}, {"instrument", st.Instrument}} {
			if role := roleOf(st.Predicate, a[0], d.Entity(a[1])); role != "" {
				add(role, a[1])
			}
		}
	}
	// "FMLN guerrillas": the group that a filler is part of fills the role too.
	for i := range d.Statements {
		st := &d.Statements[i]
		if role := roleOf(st.Predicate, "whole", d.Entity(st.Object)); role != "" && slices.ContainsFunc(out, func(f found) bool { return f.role == role && f.entity == st.Subject }) {
			add(role, st.Object)
		}
	}
	return out
}

func roleOf(predicate, argument string, e *extract.Entity) string {
	if e == nil {
		return ""
	}
	for _, r := range mucRules {
		classes := strings.Split(r[2], "|")
		if r[1] == argument && slices.Contains(strings.Split(r[0], "|"), predicate) && (slices.Contains(classes, string(e.Class)) || slices.Contains(classes, e.Subclass)) {
			return strings.TrimPrefix(r[3], "-")
		}
	}
	return ""
}

// is tells whether a found entity is what a key names.
func (f found) is(k Filler) bool { return f.role == k.Role && slices.ContainsFunc(k.Strings, f.has) }

// has tells whether a string names the found entity: it has the head noun of
// one of its strings or, for people, all words of the one are in the other.
func (f found) has(s string) bool {
	want := core(s)
	return slices.ContainsFunc(f.strings, func(text string) bool {
		have := core(text)
		if len(want) == 0 || len(have) == 0 {
			return false
		}
		return want[len(want)-1] == have[len(have)-1] || f.person && (all(want, have) || all(have, want))
	})
}

func all(words, in []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(in, w) })
}

// core returns a phrase's words up to its head noun, the last: without accents,
// case, articles, plural, and what follows a preposition or comma; what only
// counts ("two sticks of dynamite") gives way to what it counts.
func core(phrase string) []string {
	phrase, _, _ = strings.Cut(phrase, ",")
	words := strings.Fields(extract.Fold(strings.ReplaceAll(phrase, "'S", "")))
	var out []string
	for _, w := range words {
		if heads["end"][w] && len(out) > 0 {
			if w == "of" && heads["count"][out[len(out)-1]] {
				out = out[:0]
				continue
			}
			break
		}
		if !heads["article"][w] {
			out = append(out, singular(w))
		}
	}
	return out
}

// wordLists returns the lists of a table by their name.
func wordLists(rows [][]string) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, r := range rows {
		out[r[0]] = map[string]bool{}
		for _, w := range strings.Split(r[1], "|") {
			out[r[0]][w] = true
		}
	}
	return out
}

// singular strips a plural's ending; heads are compared with each other alone,
// so that it need not be a word.
func singular(w string) string {
	switch {
	case strings.HasSuffix(w, "men"):
		return strings.TrimSuffix(w, "men") + "man"
	case strings.HasSuffix(w, "ies"):
		return strings.TrimSuffix(w, "ies") + "y"
	case strings.HasSuffix(w, "ss") || len(w) < 4:
		return w
	}
	return strings.TrimSuffix(w, "s")
}

// fillerErrors writes the fillers that were missed, and those found that no key
// names.
func fillerErrors(b *strings.Builder, g *Gold, d *extract.Document) {
	every := inRoles(d)
	for _, k := range g.Fillers {
		if !k.Optional && !slices.ContainsFunc(every, func(f found) bool { return f.is(k) }) {
			fmt.Fprintf(b, "  - %s %s\n", k.Role, strings.Join(k.Strings, " | "))
		}
	}
	for _, f := range every {
		if !slices.ContainsFunc(g.Fillers, f.is) {
			fmt.Fprintf(b, "  + %s %s\n", f.role, strings.Join(f.strings, " | "))
		}
	}
}
