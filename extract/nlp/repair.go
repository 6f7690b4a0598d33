package nlp

import "strings"

// repair gives a finite verb its tag where the tagger took it for a participle:
// "Police arrested three men". Participles outnumber such verbs in the
// treebank's web text; in reports of events it is the other way round.
func (p *Processor) repair(words, tags []string) {
	numerals(words, tags)
	fixed(words, tags)
	p.pasts(words, tags)
	thirds(words, tags)
	p.only(words, tags)
	presents(words, tags)
	contents(words, tags)
	given(words, tags)
	for i := 1; i+1 < len(tags); i++ {
		// "attacked the embassy dozens of times": the number is no noun's.
		if tags[i] == "JJ" && tags[i-1] == "DT" && i+2 < len(tags) && tags[i+1] == "NNS" && words[i+2] == "of" && strings.HasSuffix(words[i+1], "s") && i+3 < len(tags) && words[i+3] == "times" {
			tags[i] = "NN"
		}
		// "to free two hostages": no adjective stands before a determiner.
		if tags[i] == "JJ" && words[i-1] == "to" && (tags[i+1] == "DT" || tags[i+1] == "CD" || tags[i+1] == "PRP$") {
			tags[i-1], tags[i] = "TO", "VB"
			continue
		}
		// "struck a hospital overnight", "killed the pilot outright"
		if tags[i] == "NN" && adverbs[words[i]] && !strings.HasPrefix(tags[i+1], "NN") {
			tags[i] = "RB"
		}
		// "a man posing as a guard"
		if tags[i] == "NN" && postposed[words[i]] && strings.HasPrefix(tags[i-1], "NN") {
			tags[i] = "VBG"
		}
		// "must free the crew", "insisted that Chad free its hostages"
		if tags[i] == "JJ" && words[i] == "free" && (tags[i+1] == "DT" || tags[i+1] == "CD" || tags[i+1] == "PRP$") && (tags[i-1] == "MD" || strings.HasPrefix(tags[i-1], "NN") || tags[i-1] == "PRP") {
			tags[i] = "VB"
		}
		// "Fighting has broken out", "Shelling killed"
		if i == 1 && tags[0] == "VBG" && (tags[1] == "VBZ" || tags[1] == "VBD" || tags[1] == "MD" || words[1] == "between") {
			tags[0] = "NN"
		}
		// "found that rebel fighters had": "that" determines no plural.
		if tags[i] == "DT" && words[i] == "that" && strings.HasPrefix(tags[i-1], "VB") && plural(tags[i+1:]) {
			tags[i] = "IN"
		}
		// "will this autumn train a company"
		if tags[i] == "NN" && i > 2 && tags[i-3] == "MD" && (words[i-2] == "this" || words[i-2] == "next") {
			tags[i] = "VB"
		}
		// "The general, who"
		if tags[i] == "JJ" && words[i] == "general" && tags[i-1] == "DT" && (tags[i+1] == "," || tags[i+1] == "VBD" || tags[i+1] == "VBZ") {
			tags[i] = "NN"
		}
		// "Talks between Chad and the rebels (FACT) open here tomorrow"
		if (tags[i] == "JJ" || tags[i] == "NN") && (words[i] == "open" || words[i] == "resume") && (tags[i-1] == "NNS" || tags[i-1] == "NNP" || tags[i-1] == "NNPS" || tags[i-1] == "-RRB-") && (tags[i+1] == "RB" || tags[i+1] == "IN") && !finiteBefore(tags[:i]) {
			tags[i] = "VBP"
		}
		// "Riascos, alleged boss of the gang, was"
		if (tags[i] == "VBD" || tags[i] == "VBN") && supposed[words[i]] && words[i-1] == "," && (tags[i+1] == "NN" || tags[i+1] == "NNS") {
			tags[i] = "JJ"
		}
		// "a mine took the lives"
		if tags[i] == "PRP" && words[i] == "mine" && (tags[i-1] == "DT" || tags[i-1] == "VBN" || strings.HasPrefix(tags[i-1], "JJ") || strings.HasPrefix(tags[i-1], "NN")) {
			tags[i] = "NN"
		}
		// "The rebels burst into the bank"
		if (words[i] == "burst" || words[i] == "burnt") && strings.HasPrefix(tags[i], "NN") && (words[i+1] == "into" || words[i+1] == "in" || words[i+1] == "through") && tags[i-1] != "DT" {
			tags[i] = "VBD"
			if tags[i-1] == "JJ" {
				tags[i-1] = "NNS"
			}
		}
		// "attacked that winter by the rebels"
		if tags[i] == "IN" && words[i] == "that" && seasons[words[i+1]] && i+2 < len(tags) && (tags[i+2] == "IN" || tags[i+2] == "," || tags[i+2] == "." || tags[i+2] == "TO") {
			tags[i] = "DT"
		}
		// "The accused ordered his men", "men of the accused"
		if words[i] == "accused" && strings.EqualFold(words[i-1], "the") && tags[i-1] == "DT" && !strings.HasPrefix(tags[i+1], "NN") && tags[i+1] != "JJ" && tags[i+1] != "CD" {
			tags[i] = "NN"
		}
		// "a raid near Kidal cost the lives of two men"
		if tags[i] == "VB" && words[i] == "cost" && strings.HasPrefix(tags[i-1], "NN") || tags[i] == "VB" && words[i] == "cost" && tags[i-1] == "CD" {
			tags[i] = "VBD"
		}
		// "an attempt to kidnap pupils"
		if tags[i] == "NN" && words[i-1] == "to" && words[i] == "kidnap" {
			tags[i-1], tags[i] = "TO", "VB"
			continue
		}
		// "failed to free inmates"
		if tags[i] == "JJ" && words[i] == "free" && words[i-1] == "to" && i > 1 && strings.HasPrefix(tags[i-2], "VB") && (tags[i+1] == "NNS" || tags[i+1] == "NNP") {
			tags[i-1], tags[i] = "TO", "VB"
			continue
		}
		// "cost two men their lives and injured six"
		if n := tags[i+1]; tags[i] == "VBN" && tags[i-1] == "CC" && (n == "CD" || n == "DT" || n == "PRP$") && pastBefore(words, tags, i-1) {
			tags[i] = "VBD"
			continue
		}
		// "overran two posts, burnt a lorry and", "went after a convoy and torched three
		// vehicles": no adjective stands before a determiner.
		if p.sequel(words, tags, i) {
			tags[i] = "VBD"
			continue
		}
		// "Fighters of the front, armed with rifles, killed fourteen villagers"
		if n := tags[i+1]; tags[i] == "VBN" && tags[i-1] == "," && i > 3 && !participles[words[i]] && (n == "CD" || n == "DT" || n == "PRP$") && p.sentenceVerb(words, tags, i) {
			tags[i] = "VBD"
			continue
		}
		// "The rebels, driven out of the town, fled"
		if participles[words[i]] && tags[i] == "VBD" {
			tags[i] = "VBN"
		}
		if tags[i] != "VBN" || participles[words[i]] || !strings.HasPrefix(tags[i-1], "NN") && tags[i-1] != "PRP" && tags[i-1] != "RB" && tags[i-1] != "RP" {
			continue
		}
		if finiteBefore(tags[:i]) || !opensNounPhrase(words[i+1], tags[i+1]) {
			continue
		}
		tags[i] = "VBD"
	}
}

// plural tells whether a noun phrase in the plural stands first, with its verb.
func plural(tags []string) bool {
	for k, tag := range tags {
		switch {
		case strings.HasPrefix(tag, "JJ"), tag == "NN", tag == "NNP":
		default:
			return (tag == "NNS" || tag == "NNPS") && k+1 < len(tags) && (strings.HasPrefix(tags[k+1], "VB") || tags[k+1] == "MD")
		}
	}
	return false
}

// pastNoun are irregular pasts that are nouns too.
var pastNoun = map[string]bool{"shot": true, "rose": true, "saw": true, "ground": true, "wound": true, "spoke": true, "bit": true, "dove": true, "thought": true, "bound": true, "left": true, "felt": true, "lay": true, "found": true, "lead": true, "led": true, "fire": true, "built": true, "overcast": true}

// sequel tells whether the word at i goes on from a past tense with another: after
// a comma or an "and", before what opens its object.
func (p *Processor) sequel(words, tags []string, i int) bool {
	if tags[i] != "VBN" && tags[i] != "JJ" || tags[i-1] != "," && tags[i-1] != "CC" || participles[words[i]] || words[i] != strings.ToLower(words[i]) {
		return false
	}
	if p.lemmas.lemma(words[i], "VBD") == words[i] || !pastBefore(words, tags, i-1) && (tags[i] == "VBN" || finiteBefore(tags[:i])) {
		return false
	}
	switch tags[i+1] {
	case "DT", "PRP$", "CD":
	case "NNS": // "burned houses and killed cattle"
		if i+3 >= len(tags) || tags[i+2] != "CC" || tags[i+3] != "VBD" && tags[i+3] != "VBN" || tags[i-1] != "," {
			return false
		}
	default:
		return false
	}
	// "The town, captured the same day, fell"
	for k := i + 2; k < min(i+5, len(tags)); k++ {
		if spans[strings.TrimSuffix(words[k], "s")] {
			return false
		}
	}
	return true
}

// adverbs are those that are often taken for nouns.
var adverbs = map[string]bool{"overnight": true, "outright": true, "ashore": true, "inland": true, "upstream": true, "downstream": true, "offshore": true, "amidships": true}

// postposed are participles after their noun that are often taken for its head.
var postposed = map[string]bool{"posing": true, "belonging": true, "wearing": true, "riding": true, "pretending": true, "wielding": true, "brandishing": true, "masquerading": true}

// sentenceVerb tells whether the participle at i, after an aside, is the verb that
// the sentence lacks.
func (p *Processor) sentenceVerb(words, tags []string, i int) bool {
	if !strings.HasPrefix(tags[0], "NN") && tags[0] != "DT" && tags[0] != "CD" {
		return false
	}
	for _, tag := range tags[:i] {
		if tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD" {
			return false
		}
	}
	for k := i + 2; k < min(i+5, len(tags)); k++ {
		if spans[strings.TrimSuffix(words[k], "s")] {
			return false
		}
	}
	for _, w := range words[:i-1] {
		if w == "," {
			return true
		}
	}
	return false
}

// spans are nouns of time.
var spans = map[string]bool{"minute": true, "hour": true, "day": true, "night": true, "morning": true, "week": true, "weekend": true, "month": true, "year": true, "decade": true, "time": true}

// pasts finds past tenses that the tagger took for a noun, an adjective or an
// infinitive: "fighters overran an outpost", "the destroyer shot down a
// missile", "police shot and killed a student". Irregular forms are sure to be
// no other word; others are it where no noun phrase goes on as the sentence does.
func (p *Processor) pasts(words, tags []string) {
	for i := 1; i+1 < len(tags); i++ {
		if words[i] != strings.ToLower(words[i]) || strings.HasSuffix(words[i], "s") || strings.HasSuffix(words[i], "ing") {
			continue
		}
		noun := strings.HasPrefix(tags[i-1], "NN") || tags[i-1] == "-RRB-"
		switch tags[i] {
		case "NN", "VB", "VBP":
		case "IN":
			if !noun || finiteBefore(tags[:i]) {
				continue
			}
		case "JJ":
			// "troops interned 40 men": no adjective stands between a noun and a number.
			if !noun || finiteBefore(tags[clauseStart(words, i):i]) {
				continue
			}
			// Nor is a sentence without a verb: "soldiers led by X detained President Y".
			if n := tags[i+1]; strings.HasSuffix(words[i], "ed") && (n == "CD" || n == "DT" || n == "PRP$" || n == "NNP" && !finiteBefore(tags[clauseStart(words, i):])) {
				tags[i] = "VBD"
			}
		default:
			continue
		}
		if strings.HasSuffix(words[i], "ed") {
			// "artillery shelled Martuni"
			n := tags[i+1]
			if tags[i] == "NN" && noun && (n == "CD" || n == "DT" || n == "PRP$" || n == "NNP") && p.lemmas.lemma(words[i], "VBD") != words[i] {
				tags[i] = "VBD"
			}
			continue
		}
		if base := p.lemmas.lemma(words[i], "VBD"); base == words[i] {
			// "a shell hurt three boys"
			if n := tags[i+1]; invariable[words[i]] && tags[i] == "NN" && noun && (n == "DT" || n == "CD" || n == "PRP$" || words[i+1] == "into") && !finiteBefore(tags[:i]) {
				tags[i] = "VBD"
			}
			continue
		}
		switch {
		case tags[i-1] == "TO" || tags[i-1] == "MD" || tags[i-1] == "DT" || strings.HasPrefix(tags[i-1], "JJ") || tags[i-1] == "PRP$" || tags[i-1] == "IN":
		case tags[i] == "JJ" || tags[i] == "IN":
			if n := tags[i+1]; n == "DT" || n == "CD" || n == "PRP$" || n == "NNP" {
				tags[i] = "VBD"
			}
		case tags[i] != "NN" || opensNounPhrase(words[i+1], tags[i+1]) && tags[i+1] != "NN" && tags[i+1] != "NNS":
			tags[i] = "VBD"
		// "a bomb tore apart a bus": no other verb stands in the clause
		case noun && (tags[i+1] == "RB" || tags[i+1] == "RP" || words[i+1] == "through" || words[i+1] == "into") && !finiteBefore(tags[:i]) && !finiteAhead(words, tags, i+1):
			tags[i] = "VBD"
		// "Kalemie woke on Friday"
		case tags[i-1] == "NNP" && tags[i+1] == "IN" && !pastNoun[words[i]] && !finiteBefore(tags[:i]):
			tags[i] = "VBD"
		case noun && i+2 < len(tags) && tags[i+1] == "CC" && (tags[i+2] == "VBD" || tags[i+2] == "VBN") && !finiteBefore(tags[:i]):
			tags[i] = "VBD"
		}
	}
}

// numerals finds numbers written as a compound, "sixty-eight of them", and
// people of a kind, whatever the tagger makes of them.
func numerals(words, tags []string) {
	for i, w := range words {
		// "an IED attack"
		if len(w) > 1 && len(w) < 7 && strings.HasPrefix(tags[i], "VB") && w == strings.ToUpper(w) && w != strings.ToLower(w) {
			tags[i] = "NNP"
		}
		if strings.HasSuffix(w, "men") && len(w) > 6 && w == strings.ToLower(w) && !strings.HasPrefix(tags[i], "NN") {
			tags[i] = "NNS" // "servicemen"
		}
		ten, one, ok := strings.Cut(strings.ToLower(w), "-")
		if tens[ten] && (ones[one] || !ok) {
			tags[i] = "CD"
		}
	}
}

// seasons are nouns of time that "that" points to.
var seasons = map[string]bool{"winter": true, "summer": true, "spring": true, "autumn": true, "year": true, "month": true, "week": true, "day": true, "night": true, "morning": true, "afternoon": true, "evening": true}

var (
	tens = map[string]bool{"twenty": true, "thirty": true, "forty": true, "fifty": true, "sixty": true, "seventy": true, "eighty": true, "ninety": true}
	ones = map[string]bool{"one": true, "two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true}
)

// thirds finds present tenses that the tagger took for nouns in the plural:
// "Iran, which arms the group", "the rebels, whom Tehran arms,", "the union
// shelters and trains recruits", "Omar, 54, commands the brigade".
func thirds(words, tags []string) {
	openers(words, tags)
	for i := 1; i+1 < len(tags); i++ {
		if tags[i] != "NNS" || words[i] != strings.ToLower(words[i]) || !strings.HasSuffix(words[i], "s") {
			continue
		}
		opens := opensNounPhrase(words[i+1], tags[i+1])
		noun := strings.HasPrefix(tags[i-1], "NN")
		switch prev := tags[i-1]; {
		case prev == "WDT" && (tags[i+1] == "VBD" || tags[i+1] == "VBN" || tags[i+1] == "VBP" || tags[i+1] == "MD"):
			// "the claim that rebels killed"
		case prev == "WP", prev == "WDT" && i > 1 && (tags[i-2] == "," || strings.HasPrefix(tags[i-2], "NN")):
			tags[i] = "VBZ"
		// "whom Chad arms and trains,"
		case rules[words[i]] && prev == "NNP" && i > 1 && (tags[i-2] == "WP" || tags[i-2] == "WDT" || i > 3 && tags[i-2] == "VBZ" && tags[i-4] == "WP") && tags[i+1] == "CC" && i+2 < len(tags) && rules[words[i+2]]:
			tags[i], tags[i+2] = "VBZ", "VBZ"
		case prev == "NNP" && i > 1 && (tags[i-2] == "WP" || tags[i-2] == "WDT") && (tags[i+1] == "," || tags[i+1] == "." || tags[i+1] == "MD" || tags[i+1] == "IN"):
			tags[i] = "VBZ"
		case prev == "CC" && i > 1 && tags[i-2] == "VBZ" && opens:
			tags[i] = "VBZ"
		// "The firm supplies armoured cars"
		case rules[words[i]] && noun && i+2 < len(tags) && (tags[i+1] == "VBD" || tags[i+1] == "VBN") && (tags[i+2] == "NNS" || tags[i+2] == "NN") && !finiteBefore(tags[:i]):
			tags[i], tags[i+1] = "VBZ", "VBN"
		case words[i] == "calls" && noun && (words[i+1] == "on" || words[i+1] == "for") && !finiteBefore(tags[:i]):
			tags[i] = "VBZ" // "The ministry calls on Chad"
		case !rules[words[i]] || !opens || words[i+1] == strings.ToLower(words[i+1]) && (tags[i+1] == "NN" || tags[i+1] == "NNS" || tags[i+1] == "JJ"):
		case prev == "CC" && tags[i+1] != "NNP", (prev == "," || noun) && !finiteBefore(tags[clauseStart(words, i):i]):
			tags[i] = "VBZ"
		}
	}
}

// openers finds plurals that open a sentence where the tagger took them for verbs:
// no such verb stands there before another, or before what belongs to a noun:
// "Reports that the town fell are untrue", "Gendarmes burned a shop", "Legionnaires
// guarding", "Kenyan marines stormed a dhow", "Junta envoys arrived in".
func openers(words, tags []string) {
	for k := 1; k+1 < len(tags); k++ {
		// "said on Monday that officers of the unit", "whom soldiers of the army shot"
		if tags[k] == "VBZ" && words[k+1] == "of" && (words[k-1] == "that" || words[k-1] == "whom" || words[k-1] == "said") && strings.HasSuffix(words[k], "rs") {
			if tags[k] = "NNS"; words[k-1] == "that" {
				tags[k-1] = "IN"
			}
		}
	}
	i := 0
	if len(tags) > 3 && (tags[0] == "NNP" || tags[0] == "NN") && words[1] == strings.ToLower(words[1]) {
		i = 1
	}
	if len(tags) < i+3 || tags[i] != "VBZ" || len(words[i]) < 5 || !strings.HasSuffix(words[i], "s") {
		return
	}
	switch next := tags[i+1]; {
	case i == 0 && (words[1] == "that" || words[1] == "of" || words[1] == "by" || words[1] == "from"), i == 0 && next == "VBG":
		tags[i] = "NNS"
	case next == "VBD" || next == "VBN":
		switch tags[i+2] {
		case "DT", "CD", "PRP$", "PRP", "NNP", "NNPS", "RP", "RB", "IN", "TO", ".":
			tags[i], tags[i+1] = "NNS", "VBD"
		}
	}
}

// clauseStart returns where the clause around i begins that "that" opens, or 0.
func clauseStart(words []string, i int) int {
	for k := i - 1; k > 0; k-- {
		if words[k] == "that" {
			return k
		}
	}
	return 0
}

// rules are the verbs of this kind that open no plural subject before a noun
// phrase: what one who rules or helps does.
var rules = map[string]bool{"arms": true, "backs": true, "commands": true, "finances": true, "funds": true, "heads": true, "hosts": true, "leads": true, "runs": true, "shelters": true, "supplies": true, "supports": true, "trains": true}

// participles are those that read like no past tense.
// supposed are participles that stand before what somebody is held to be.
var supposed = map[string]bool{"alleged": true, "suspected": true, "reputed": true, "presumed": true, "convicted": true, "wanted": true}

var participles = map[string]bool{"driven": true, "taken": true, "stolen": true, "broken": true, "given": true, "hidden": true, "fallen": true, "flown": true, "thrown": true, "shaken": true, "seen": true, "drawn": true, "shown": true, "written": true, "chosen": true, "frozen": true, "torn": true, "beaten": true, "slain": true, "overthrown": true, "withdrawn": true}

// invariable are verbs whose past reads as their infinitive, and as a noun.
var invariable = map[string]bool{"hurt": true, "hit": true, "cut": true, "burst": true, "split": true, "cost": true, "let": true, "set": true, "put": true, "quit": true}

// presents finds what somebody does for others where the tagger took it for a
// noun or a particle: "Iran arms and trains the Houthis", "Egypt and Chad back the
// army". Who does it is a name, or "which"; a determiner or a name follows.
func presents(words, tags []string) {
	for i := 1; i+1 < len(tags); i++ {
		tag, ok := present[words[i]]
		if !ok || tags[i] == tag || strings.HasPrefix(tags[i], "VB") && tags[i] != "VB" {
			continue
		}
		prev := tags[i-1]
		if words[i-1] == "neither" && i > 1 {
			prev = tags[i-2] // "NATO neither arms nor trains the rebels"
		}
		if prev == "PRP" && tag == "VBZ" && singular[words[i-1]] {
			tags[i] = tag // "a militia that it arms and trains"
			continue
		}
		chained := i > 1 && (prev == "," || prev == "CC") && present[words[i-2]] == tag && tags[i-2] == tag
		if !chained && (prev != "NNP" && prev != "NNPS" && prev != "WDT" || finiteBefore(tags[:i])) {
			continue
		}
		last := i
		for last+2 < len(tags) && (tags[last+1] == "CC" || words[last+1] == ",") {
			next := last + 2
			if words[last+1] == "," && tags[next] == "CC" && next+1 < len(tags) {
				next++
			}
			if _, ok := present[words[next]]; !ok && tags[next] != tag {
				break
			}
			last = next
		}
		if last+1 >= len(tags) {
			continue
		}
		if chained && (tags[last+1] == "." || tags[last+1] == ",") {
			tags[i] = tag // "a militia that it funds and trains."
			continue
		}
		if next := tags[last+1]; next != "DT" && next != "PRP$" && next != "NNP" && next != "NNPS" {
			continue
		}
		for k := i; k <= last; k++ {
			if _, ok := present[words[k]]; ok {
				tags[k] = tag
			}
		}
	}
}

// present are verbs whose forms in the present are nouns or particles too, with
// the tags they have as verbs.
var present = map[string]string{
	"arms": "VBZ", "trains": "VBZ", "supplies": "VBZ", "funds": "VBZ", "backs": "VBZ", "aids": "VBZ", "equips": "VBZ", "supports": "VBZ", "finances": "VBZ", "sponsors": "VBZ", "advises": "VBZ",
	"arm": "VBP", "train": "VBP", "fund": "VBP", "back": "VBP", "aid": "VBP", "support": "VBP", "finance": "VBP", "sponsor": "VBP",
}

// singular are the pronouns that a verb in "-s" follows.
var singular = map[string]bool{"it": true, "he": true, "she": true}

// finiteBefore tells whether a finite verb or auxiliary stands in the clause
// before.
func finiteBefore(tags []string) bool {
	for i := len(tags) - 1; i >= 0; i-- {
		switch tags[i] {
		case "VBD", "VBP", "VBZ", "MD", "TO":
			return true
		case "CC", "WP", "WDT", "WRB", ":":
			return false
		}
	}
	return false
}

// finiteAhead tells whether a finite verb stands between i and the next comma.
func finiteAhead(words, tags []string, i int) bool {
	for ; i < len(tags) && words[i] != ","; i++ {
		switch tags[i] {
		case "VBD", "VBP", "VBZ", "MD":
			return true
		}
	}
	return false
}

func opensNounPhrase(word, tag string) bool {
	switch tag {
	case "DT", "CD", "PRP$", "JJ", "NN", "NNS", "NNPS", "PRP", "RP":
		return true
	case "NNP":
		return !weekday[word]
	}
	return false
}

var weekday = map[string]bool{"Monday": true, "Tuesday": true, "Wednesday": true, "Thursday": true, "Friday": true, "Saturday": true, "Sunday": true}

// given gives the given name that is spelt like a verb of saying back to who bears
// it: "killed Said Bouziane", "Cherif and Said Kouachi".
func given(words, tags []string) {
	for i := 1; i+1 < len(tags); i++ {
		if words[i] == "Said" && tags[i] != "NNP" && tags[i+1] == "NNP" && !upper(words[i-1]) && upper(words[i+1]) {
			tags[i] = "NNP"
		}
	}
}

// upper tells whether a word begins with a capital.
func upper(w string) bool { return w != "" && w[0] >= 'A' && w[0] <= 'Z' }
