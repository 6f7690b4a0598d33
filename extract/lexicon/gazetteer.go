package lexicon

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/extract"
)

// Kind says which of an entry's names matched.
type Kind string

// The kinds of names in the gazetteer.
const (
	Proper  Kind = "name"    // the name or an alias
	Demonym Kind = "demonym" // "Iraqi": stands for the country, or qualifies
	Seat    Kind = "seat"    // "Kremlin": stands for the country's government
)

// Cue says what a name needs beside itself to count.
type Cue string

// The cues of the gazetteer's files.
const (
	NoCue   Cue = ""
	Exact   Cue = "exact"   // only in exactly this case
	Context Cue = "context" // an everyday word too: only where the context supports it
)

// Entry is one name of one known entity.
type Entry struct {
	// ID is the entity's ID, class/slug.
	ID       string
	Name     string // canonical
	Text     string // this name, as written in the file
	Class    extract.Class
	Subclass string
	Kind     Kind
	Cue      Cue
}

// Gazetteer finds known names in running text. Keys are folded words joined by
// spaces.
type Gazetteer struct {
	entries map[string][]Entry
	// longest is how many words the longest key has that starts with a word.
	longest map[string]int
	// names lists the proper names of each ID, for aliases.
	names map[string][]string
	// overlay is set while a user's rows are read: what a name means there
	// comes before what it means here.
	overlay bool
}

func newGazetteer() *Gazetteer {
	return &Gazetteer{entries: map[string][]Entry{}, longest: map[string]int{}, names: map[string][]string{}}
}

func (g *Gazetteer) add(e Entry) {
	if t, cue, ok := strings.Cut(e.Text, "^"); ok {
		e.Text, e.Cue = t, Cue(cue)
	}
	g.put(extract.Fold(e.Text), e)
	if split := g.splitClitics(e.Text, e.Class); split != "" {
		// "People's Republic" is three tokens in a text, the clitic an empty unit.
		key := ""
		for _, w := range strings.Split(split, " ") {
			key += extract.Fold(w) + " "
		}
		g.put(strings.TrimSuffix(key, " "), e)
	}
	if e.Kind == Proper && extract.Fold(e.Text) != "" && !slices.Contains(g.names[e.ID], e.Text) {
		g.names[e.ID] = append(g.names[e.ID], e.Text)
	}
}

// splitClitics writes a name with its possessives as words of their own, or
// returns "" for a name without any. A known place's possessive, "Iraq's Green
// Zone", is left to the text, unless a weapon goes by it ("David's Sling").
func (g *Gazetteer) splitClitics(name string, class extract.Class) string {
	words := strings.Fields(strings.ReplaceAll(name, "’", "'"))
	found := false
	for i, w := range words[:max(0, len(words)-1)] {
		stem, clitic := strings.CutSuffix(w, "'s")
		if !clitic {
			if stem, clitic = strings.CutSuffix(w, "'"); !clitic {
				continue
			}
		}
		stem = strings.Join(append(slices.Clone(words[:i]), stem), " ")
		if list := g.entries[extract.Fold(stem)]; class != extract.Weapon && len(list) > 0 && (list[0].Class == extract.Place || list[0].Kind == Demonym) {
			return ""
		}
		words[i], found = w[:strings.LastIndexByte(w, '\'')]+" '", true
	}
	if !found {
		return ""
	}
	return strings.Join(words, " ")
}

func (g *Gazetteer) put(key string, e Entry) {
	if strings.TrimSpace(key) == "" {
		return
	}
	for _, old := range g.entries[key] {
		if old.ID == e.ID && old.Kind == e.Kind {
			return
		}
	}
	if g.overlay {
		g.entries[key] = slices.Insert(g.entries[key], 0, e)
	} else {
		g.entries[key] = append(g.entries[key], e)
	}
	first, _, _ := strings.Cut(key, " ")
	g.longest[first] = max(g.longest[first], 1+strings.Count(key, " "))
}

// remove drops every name of an entity, before an overlay's row replaces it.
func (g *Gazetteer) remove(id string) {
	for key, list := range g.entries {
		kept := list[:0]
		for _, e := range list {
			if e.ID != id {
				kept = append(kept, e)
			}
		}
		if len(kept) == 0 {
			delete(g.entries, key)
		} else {
			g.entries[key] = kept
		}
	}
	delete(g.names, id)
}

// Lookup returns the entries of a name, whatever its case.
func (g *Gazetteer) Lookup(name string) []Entry { return g.entries[extract.Fold(name)] }

// KindNoun returns the noun that says what a body with a long form is, of those by
// which it may be called alone, or "": MINUSCA is a mission.
func (l *Lexicon) KindNoun(id string) string {
	for _, name := range l.Gazetteer.Names(id) {
		if w := extract.HeadWord(extract.Fold(name)); strings.Contains(name, " ") && l.Is("acronym_head", w) {
			return w
		}
	}
	return ""
}

// Names returns every proper name of an entity, the canonical one first.
func (g *Gazetteer) Names(id string) []string { return g.names[id] }

// Match is a stretch of text that is a known name: Entries may differ in
// meaning.
type Match struct {
	extract.Span
	// First and Last delimit the tokens that the match lies in.
	First   int
	Last    int
	Entries []Entry
}

// plural returns the weapons that are spoken of by a name's plural: "Javelins",
// which need support from their neighbours, since people and teams are called so
// too; "NLAWs".
func (g *Gazetteer) plural(key string) []Entry {
	one, ok := strings.CutSuffix(key, "s")
	if !ok || len(one) < 4 {
		return nil
	}
	var out []Entry
	for _, e := range g.entries[one] {
		if e.Class != extract.Weapon || e.Subclass == "Ship" || e.Text == strings.ToLower(e.Text) || strings.HasSuffix(one, "s") {
			continue
		}
		if last := e.Text[strings.LastIndexAny(e.Text, " -")+1:]; strings.ToUpper(last) != last {
			e.Cue = Context
		}
		out = append(out, e)
	}
	return out
}

// unit is one folded word: "al-Tanf" is one token of two units.
type unit struct {
	token int
	from  int // in the joined key
	to    int
	span  extract.Span
}

// Find returns, at each place, the longest known name of a sentence's tokens,
// whatever its case; the caller judges by Entry.Cue. Offset is the index of
// the first token.
func (g *Gazetteer) Find(text string, tokens []extract.Token, offset int) []Match {
	units, key := fold(text, tokens)
	var out []Match
	for i := 0; i < len(units); {
		n := 0
		first := key[units[i].from:units[i].to]
		for n = min(max(g.longest[first], g.longest[strings.TrimSuffix(first, "s")]), len(units)-i); n > 0; n-- {
			last := units[i+n-1]
			list := g.entries[key[units[i].from:last.to]]
			if list == nil {
				list = g.plural(key[units[i].from:last.to])
			}
			if list != nil {
				out = append(out, Match{
					Span:  extract.Span{Start: units[i].span.Start, End: last.span.End},
					First: offset + units[i].token, Last: offset + last.token + 1, Entries: list,
				})
				break
			}
		}
		i += max(n, 1)
	}
	return out
}

// fold splits tokens into units and joins their keys by spaces. The possessive
// and other clitics are no part of a name.
func fold(text string, tokens []extract.Token) ([]unit, string) {
	units := make([]unit, 0, len(tokens)+8)
	var key strings.Builder
	for i, t := range tokens {
		if strings.HasPrefix(t.Text, "'") {
			units = append(units, unit{token: i, from: key.Len(), to: key.Len(), span: t.Span})
			key.WriteByte(' ')
			continue
		}
		for _, part := range parts(text, t.Span) {
			k := extract.Fold(text[part.Start:part.End])
			units = append(units, unit{token: i, from: key.Len(), to: key.Len() + len(k), span: part})
			key.WriteString(k)
			key.WriteByte(' ')
		}
	}
	return units, key.String()
}

// parts splits a token at its hyphens.
func parts(text string, s extract.Span) []extract.Span {
	var out []extract.Span
	start := s.Start
	for i := s.Start; i < s.End; {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.Is(unicode.Pd, r) {
			if i > start {
				out = append(out, extract.Span{Start: start, End: i})
			}
			start = i + size
		}
		i += size
	}
	if start < s.End {
		out = append(out, extract.Span{Start: start, End: s.End})
	}
	return out
}
