package coref

import (
	"iter"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// sameNoun is the reason of a phrase that repeats what a thing was called.
const sameNoun = "the same noun"

// sameOffice is the reason of a phrase that names a country's institution again.
const sameOffice = "the same institution"

// lately yields the chains that a phrase may point back to with their numbers,
// the latest mentioned first.
func (c *chains) lately(m *extract.Mention) iter.Seq2[int, *chain] {
	return func(yield func(int, *chain) bool) {
		for k := len(c.recent) - 1; k >= 0; k-- {
			n := c.recent[k]
			if c.gap(m, n) > nominalReach || !yield(n, c.list[n-1]) {
				return
			}
		}
	}
}

// sole returns the one chain that fits of those that a phrase may point back to, or
// 0 where there is none or another.
func (c *chains) sole(m *extract.Mention, fits func(n int, ch *chain) bool) int {
	found := 0
	for n, ch := range c.lately(m) {
		if !fits(n, ch) {
			continue
		}
		if found != 0 {
			return 0
		}
		found = n
	}
	return found
}

// gap counts the sentences from a chain's last mention to another mention.
func (c *chains) gap(m *extract.Mention, n int) int {
	return c.before + m.Sentence - c.list[n-1].sentence
}

// antecedent returns the chain that a phrase stands for, or 0: the latest that
// was called by the same noun, else the latest of its kind.
func (c *chains) antecedent(p phrase) (int, string) {
	if n := c.ordinal(p); n != 0 {
		return n, sameNoun
	}
	if p.other || p.none {
		return 0, ""
	}
	for _, test := range []func(phrase, *chain, int) string{c.sameHead, c.sameKind} {
		best, why := 0, ""
		for n, ch := range c.lately(p.mention) {
			if n == p.owner || ch.none || c.around(p, n) || n == p.actor {
				continue
			}
			reason := test(p, ch, c.gap(p.mention, n))
			switch {
			case reason == "", best != 0 && ch.dateline:
				continue
			case best != 0 && c.list[best-1].dateline, best != 0 && ch.owner == best && ch.sentence == c.list[best-1].sentence && ch.name == "":
				best, why = n, reason // "Boko Haram fighters ... the jihadists"
			case reason == sameNoun && ch.name == "" && !subset(p.mods, ch.mods):
				// "The dead commander", but which of two?
				if best != 0 {
					return 0, ""
				}
				best, why = n, reason
			case reason == sameNoun && ch.class == extract.Person && ch.name != "":
				// "The general" is one of two generals only if he acted last.
				switch {
				case best == 0:
					best, why = n, reason
				case ch.sentence+1 < c.list[best-1].sentence:
				case ch.subject == c.list[best-1].subject:
					return 0, ""
				case ch.subject > c.list[best-1].subject:
					best = n
				}
			case reason == sameNoun || ch.subject >= c.before+p.mention.Sentence-1:
				// The latest called so; of those of its kind, the one that acts.
				return n, reason
			case best == 0, c.list[best-1].aside && !ch.aside && ch.sentence == c.list[best-1].sentence:
				best, why = n, reason
			case ch.aside && !c.list[best-1].aside:
			case ch.sentence == c.list[best-1].sentence && ch.name != "":
				return 0, "" // one of two named together
			}
		}
		if best != 0 {
			return best, why
		}
	}
	if n := c.wider(p); n != 0 {
		c.list[n-1].heads[p.head] = true
		return n, "a wider noun for it"
	}
	if n := c.byEpithet(p); n != 0 {
		return n, "known as that"
	}
	if n := c.byDeed(p); n != 0 {
		c.list[n-1].heads[p.head] = true
		return n, "by what was done"
	}
	if n := c.onlyVictims(p); n != 0 {
		return n, "what befell it"
	}
	if n := c.asCounted(p); n != 0 {
		return n, "as many"
	}
	if n := c.onlyGroup(p); n != 0 {
		return n, "the group"
	}
	if n := c.onlyPerson(p); n != 0 {
		c.list[n-1].heads[p.head] = true
		return n, "the one person named"
	}
	if n := c.statesman(p); n != 0 {
		c.describe(n, p)
		return n, "the office of the one person named"
	}
	if n := c.roleOfSpeaker(p); n != 0 {
		c.describe(n, p)
		return n, "the role of the one who spoke"
	}
	return c.inOffice(p)
}

// inOffice returns the chain of the one well-known person named lately, if a
// phrase speaks of a ruler and nothing else is known of that person: "Kadhimi
// survived. The prime minister blamed the militias."
func (c *chains) inOffice(p phrase) (int, string) {
	if !p.definite || p.owner != 0 || p.plural || p.mention.Class != extract.Person || !c.lex.Is("ruler", p.head) {
		return 0, ""
	}
	for w := range p.mods {
		if w != "prime" {
			return 0, ""
		}
	}
	found := 0
	for n, ch := range c.lately(p.mention) {
		if ch.class != extract.Person || ch.name == "" {
			continue
		}
		if (len(ch.titles) > 0 || len(ch.heads) > 0) && !overlap(c.lex, "ruler", ch.titles) && !overlap(c.lex, "ruler", ch.heads) {
			continue // an ambassador
		}
		if found != 0 || ch.key == "" && (ch.subject != c.before+p.mention.Sentence-1 || p.head == "president" || p.head == "leader") || len(ch.titles) > 0 || len(ch.heads) > 0 || c.gap(p.mention, n) > kindReach {
			return 0, ""
		}
		found = n
	}
	if found != 0 {
		c.describe(found, p)
	}
	return found, "the office of the one person named"
}

// around tells whether a chain has a mention that overlaps the phrase's.
func (c *chains) around(p phrase, n int) bool {
	for j := p.index - 1; j >= max(0, p.index-3); j-- {
		if m := &c.d.Mentions[j]; m.Chain == n && m.Overlaps(p.mention.Span) {
			return true
		}
	}
	for j := p.index + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < p.mention.End; j++ {
		if c.d.Mentions[j].Chain == n {
			return true
		}
	}
	return false
}

// sameHead tells why a phrase stands for a chain that its noun was used of.
func (c *chains) sameHead(p phrase, ch *chain, _ int) string {
	if ch.class != p.mention.Class && !c.sameBand(p, ch) && !c.bodyByHead(p, ch) && !(c.lex.Is("of_two_senses", p.head) && ch.name == "" && p.definite && len(p.mods) == 0) {
		return ""
	}
	institution := c.lex.Is("institution", p.head)
	called := ch.heads[p.head] || institution && c.lex.Is(stateArmy, p.head) && c.armsOf(ch)
	if institution && c.lex.Is(stateArmy, p.head) && p.mention.Subclass != "ArmedGroup" && (ch.subclass == "ArmedGroup" || ch.name != "" && c.rebels(ch)) {
		return ""
	}
	if !called && ch.name != "" {
		called = (lastWord(ch.name) == p.head || extract.HeadWord(ch.name) == p.head || ch.endings[p.head]) && ch.class != extract.Person && (!institution || ch.subclass == p.mention.Subclass || ch.subclass == "") ||
			ch.class == extract.Person && c.titled(ch, p.head)
		if called && len(p.mods) > 0 && !subsetOf(p.mods, ch.name) && !subset(p.mods, ch.titles) {
			return ""
		}
		if called && p.owner != 0 && p.owner != ch.owner {
			return ""
		}
	}
	if !called || p.plural != ch.plural && (ch.name == "" || p.plural && !ch.many && ch.class != extract.Organisation) {
		return ""
	}
	if ch.name != "" && !c.fitsName(p, ch) {
		return ""
	}
	if p.mention.Subclass == "City" && ch.name != "" && c.townSince(p, ch) {
		return "" // "the town" is the one that the report has come to
	}
	if institution && ch.name == "" {
		// One army to a country.
		switch {
		case !subset(p.mods, ch.mods) || !subset(ch.mods, p.mods) && !(p.definite && p.owner == 0 && len(p.mods) == 0):
			return ""
		case p.owner == ch.owner, p.owner == 0 && p.definite:
			return sameOffice
		case ch.owner == 0 && p.owner != 0 && (p.owner == c.home() || p.owner == c.only[c.office(p.index)]):
			return sameOffice
		}
		return ""
	}
	if !p.definite && p.plural && p.owner == 0 && (ch.owner == 0 || ch.nations) && len(p.mods) == 0 && len(ch.mods) == 0 && p.number == "" && ch.number == "" && p.mention.First == p.mention.Head && c.lex.Is("chorus", p.head) {
		return "the same noun, of all of them"
	}
	switch {
	case ch.name == "" && !c.pointing(p, ch), !counts(p, ch):
		return ""
	case p.owner != 0 && ch.owner == 0 && ch.subclass == "ArmedGroup" && c.list[p.owner-1].class == extract.Person && c.lex.Is("band", p.head):
		return sameNoun // "men with rifles ... His men"
	case p.owner != 0 && p.owner != ch.owner && (ch.name == "" || !p.definite):
		return ""
	case p.definite:
		return sameNoun
	case p.number != "":
		return "" // "two units" and "two units" are four
	case len(p.mods) > 0 && len(p.mods) == len(ch.mods) && p.owner == ch.owner && p.plural:
		return "same description"
	case p.owner != 0 && p.owner == ch.owner && len(p.mods) == len(ch.mods) && p.plural:
		return "same description"
	}
	return ""
}

// sameBand tells whether armed people called by the phrase's noun may be those
// of a chain, whichever of the two counts them as a group.
func (c *chains) sameBand(p phrase, ch *chain) bool {
	return ch.name == "" && ch.plural && p.plural && ch.heads[p.head] && (c.lex.Is("fighter_alone", p.head) || c.lex.Is("band", p.head))
}

// bodyByHead tells whether a noun that else means people or a place is the head
// of a body's name, or of what a body was called: "the Presidential Guard ... the
// guard", "the prosecutor's office ... the office".
func (c *chains) bodyByHead(p phrase, ch *chain) bool {
	if ch.name == "" && ch.class == extract.Organisation && p.mention.Class == extract.Place && p.definite && p.owner == 0 && len(p.mods) == 0 && ch.heads[p.head] {
		return true
	}
	return ch.name != "" && ch.class == extract.Organisation && p.definite && !p.plural && p.owner == 0 &&
		p.mention.Last == p.mention.First+2 && extract.HeadWord(ch.name) == p.head
}

// counts tells whether a phrase's number fits a chain's.
func counts(p phrase, ch *chain) bool {
	return p.number == "" || p.number == ch.number || p.entire && ch.number == ""
}

// pointing tells whether the modifiers of a phrase say no more than is known of
// a chain without a name, or only what became of it: "the slain commander".
func (c *chains) pointing(p phrase, ch *chain) bool {
	for w := range p.mods {
		if !ch.mods[w] && !c.lex.Is("plight", w) {
			return false
		}
	}
	return true
}

// fitsName tells whether what a phrase says beside its noun fits a chain with a
// name: its owner, and the names in it.
func (c *chains) fitsName(p phrase, ch *chain) bool {
	if p.owner != 0 && ch.owner != 0 && p.owner != ch.owner && (c.list[p.owner-1].subclass == "Country") == ch.nations {
		return false // "Poland's president" is not Ukraine's
	}
	if ch.class == extract.Person {
		for w := range p.mods {
			if !ch.mods[w] && !ch.titles[w] && !c.lex.Is("plight", w) {
				return false // the director, but not the press director
			}
		}
	}
	for k := p.mention.First; k < p.mention.Last; k++ {
		if t := c.d.Tokens[k]; k != p.mention.Head && t.Tag == "NNP" && !c.inOwner(p.index, k) {
			if w := extract.Fold(t.Text); !ch.titles[w] && !ch.heads[w] && !subsetOf(map[string]bool{w: true}, ch.name) {
				return false
			}
		}
	}
	// A name inside that is no owner says which one: "the port of Iquique".
	for j := p.index + 1; j < len(c.d.Mentions) && c.d.Mentions[j].Start < p.mention.End; j++ {
		if in := &c.d.Mentions[j]; in.Form == extract.Name && in.First > p.mention.Head && in.Chain != ch.owner {
			return false
		}
	}
	return true
}

// titled tells whether a person's titles make "the HEAD" them: "Gen." and
// "the general", "Dr." and "the doctor".
func (c *chains) titled(ch *chain, head string) bool {
	if ch.titles[head] {
		return true
	}
	for t := range ch.titles {
		if c.lex.Is(head+"_title", t) {
			return true
		}
	}
	return false
}

// listedMods tells whether all modifiers of a phrase are in a list.
func (c *chains) listedMods(p phrase, list string) bool {
	for w := range p.mods {
		if !c.lex.Is(list, w) {
			return false
		}
	}
	return true
}

// countsMembers tells whether a modifier says how many a body has: "27-nation".
func (c *chains) countsMembers(w string) bool {
	number, noun, ok := strings.Cut(strings.ReplaceAll(w, "-", " "), " ")
	return ok && number != "" && c.lex.Is("member_noun", noun)
}

// alone tells whether nobody but those of a chain attacked anybody lately.
func (c *chains) alone(p phrase, ch *chain) bool {
	for n, other := range c.lately(p.mention) {
		if other != ch && n != p.actor && other.assailed && other.class == extract.Organisation && c.gap(p.mention, n) <= kindReach {
			return false
		}
	}
	return true
}

// unqualified tells whether nothing follows a phrase that says which one it is: "The
// man was found", but not "the man who shot him".
func (c *chains) unqualified(m *extract.Mention) bool {
	if m.Last >= c.d.Sentences[m.Sentence].Last {
		return true
	}
	t := c.d.Tokens[m.Last]
	return verbal(t.Tag) || t.Text == "." || t.Tag == "CC"
}

// befell tells whether a noun says of people what was done to a chain: hostages
// were abducted, suspects arrested, victims killed.
func (c *chains) befell(noun string, ch *chain) bool {
	for predicate := range ch.suffered {
		if c.lex.Is(predicate+"_people", noun) {
			return true
		}
	}
	return false
}

// overlap tells whether one of the words is in a list.
func overlap(lex *lexicon.Lexicon, list string, words map[string]bool) bool {
	for w := range words {
		if lex.Is(list, w) {
			return true
		}
	}
	return false
}

func lastWord(name string) string {
	return name[strings.LastIndexByte(name, ' ')+1:]
}

func subset(a, b map[string]bool) bool {
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

// subsetOf tells whether every modifier is a word of a name.
func subsetOf(mods map[string]bool, name string) bool {
	for k := range mods {
		if !strings.Contains(" "+name+" ", " "+k+" ") {
			return false
		}
	}
	return true
}
