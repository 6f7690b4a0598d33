package nlp

import "strings"

// only finds the verb of a sentence that else has none, where the tagger took
// it for a participle, an adjective or a noun: "Jets and tanks shelled positions
// of the rebels", "The cell urges masters to wait.", in headlines "Gunmen ambush
// army patrol". What ends in no full stop may well have no verb.
func (p *Processor) only(words, tags []string) {
	verbs := false
	for _, tag := range tags {
		switch tag {
		case "VBD", "VBP", "VBZ", "MD":
			return
		case "VB", "VBN":
			verbs = true
		}
	}
	if !verbs && p.headline(words, tags) || !ends(tags) {
		return
	}
	if i := p.finite(words, tags); i > 0 {
		if tags[i-1] == "JJ" {
			tags[i-1] = "NN" // "The military denied"
		}
		tags[i] = "VBD"
		return
	}
	for i := 1; i+1 < len(tags); i++ {
		if p.third(words, tags, i) {
			if tags[i-1] == "JJ" {
				tags[i-1] = "NN"
			}
			tags[i] = "VBZ"
			return
		}
		// "MSCIO and UKMTO urge masters to wait.", "The rebels belong to the front."
		if w := words[i]; w == strings.ToLower(w) && (tags[i] == "NNP" && tags[i+1] == "NNS" && tags[i-1] == "NNP" || tags[i] == "VBG" && !strings.HasSuffix(w, "ing") && tags[i-1] == "NNS") {
			tags[i] = "VBP"
			return
		}
	}
}

// headline finds the verb of a sentence without any verb form.
func (p *Processor) headline(words, tags []string) bool {
	for i := 1; i+1 < len(tags); i++ {
		if tags[i] == "JJ" && (tags[i-1] == "NNS" || tags[i-1] == "NN" && (tags[i+1] == "NNS" && i+2 < len(tags) && tags[i+2] == "IN" || i == 2 && tags[0] == "DT")) && strings.HasSuffix(words[i], "ed") && opensNounPhrase(words[i+1], tags[i+1]) && p.lemmas.lemma(words[i], "VBD") != words[i] {
			tags[i] = "VBD"
			return true
		}
		if n := tags[i+1]; tags[i] == "NN" && (tags[i-1] == "NNS" || strings.HasSuffix(words[i-1], "men")) && deeds[words[i]] && (opensNounPhrase(words[i+1], n) || strings.HasPrefix(n, "NN") || n == "JJ") {
			tags[i] = "VBP"
			return true
		}
	}
	return false
}

// deeds are verbs of violence whose present reads as a noun.
var deeds = map[string]bool{"ambush": true, "attack": true, "raid": true, "storm": true, "train": true, "shell": true, "bomb": true, "loot": true, "torch": true, "block": true, "target": true, "assault": true, "murder": true, "massacre": true, "rescue": true, "blockade": true}

// finite returns the past tense that a sentence without a finite verb must have,
// or 0: the first that an object follows, else the first one.
func (p *Processor) finite(words, tags []string) int {
	first := 0
	for i := 1; i+1 < len(tags); i++ {
		w := words[i]
		if w != strings.ToLower(w) || participles[w] || resting[w] || words[i+1] == "by" {
			continue
		}
		switch tags[i] {
		case "VBN":
		case "VB":
			// "They let him go"
			if !invariable[w] {
				continue
			}
		case "NN":
			// "Gunmen shot at the station"
			if tags[i-1] != "NNS" || p.lemmas.lemma(w, "VBD") == w || tags[i+1] != "IN" && tags[i+1] != "RP" {
				continue
			}
		default:
			continue
		}
		switch prev := tags[i-1]; {
		case strings.HasPrefix(prev, "NN"), prev == "PRP", prev == "RB", prev == "RBR", prev == "CD", prev == ",", prev == "-RRB-":
		case nounInstead(words, tags, i-1):
		default:
			continue
		}
		next := tags[i+1]
		if opensNounPhrase(words[i+1], next) || next == "VBG" {
			return i
		}
		if first == 0 && (next == "IN" || next == "TO" || next == "RB") {
			first = i
		}
	}
	return first
}

// resting are participles that say how something is, and are no deed.
var resting = map[string]bool{"based": true, "located": true, "situated": true, "armed": true, "known": true, "named": true, "titled": true, "dated": true, "aged": true, "wanted": true, "suspected": true, "accused": true}

// third tells whether a noun in the plural is the present tense of the singular
// noun before it: "The Georgian ministry blames Sandworm".
func (p *Processor) third(words, tags []string, i int) bool {
	w := words[i]
	if tags[i] != "NNS" || w != strings.ToLower(w) || !strings.HasSuffix(w, "s") {
		return false
	}
	instead := nounInstead(words, tags, i-1)
	if tags[i-1] != "NN" && tags[i-1] != "NNP" && !instead {
		return false
	}
	switch tags[i+1] {
	case "DT", "PRP", "PRP$", "CD", "NNP", "NNPS", "NNS", "JJ":
		return true
	}
	return words[i+1] == "alongside" || words[i+1] == "against" || w == "calls" && words[i+1] == "on" || instead && tags[i+1] == "IN"
}

// nounInstead tells whether the adjective at i is a noun where no other follows:
// "the Israeli military", "The Front".
func nounInstead(words, tags []string, i int) bool {
	return tags[i] == "JJ" && i > 0 && (tags[i-1] == "DT" || tags[i-1] == "JJ") &&
		(words[i] == "military" || words[i] == "official" || words[i] != strings.ToLower(words[i]) && !strings.Contains(words[i], "-") && tags[i-1] == "DT")
}

// ends tells whether a sentence ends in a full stop, quotation marks apart.
func ends(tags []string) bool {
	n := len(tags)
	if n > 0 && tags[n-1] == "''" {
		n--
	}
	return n > 0 && tags[n-1] == "."
}

// fixed mends tags of words that are but one part of speech, or are it where
// they stand.
func fixed(words, tags []string) {
	for i, w := range words {
		prev, next := "", ""
		if i > 0 {
			prev = tags[i-1]
		}
		if i+1 < len(tags) {
			next = tags[i+1]
		}
		switch {
		case verbAlone[w] != "" && !strings.HasPrefix(tags[i], "VB"):
			tags[i] = verbAlone[w]
			if prev == "TO" || prev == "MD" {
				tags[i] = "VB"
			}
		case nounAlone[w] && tags[i] == "VBZ":
			tags[i] = "NNS" // "has delivered Anka drones to the army"
		case tags[i] == "AFX" && prev == "DT":
			tags[i] = "NN" // "attacked the post unprovoked"
		case tags[i] == "VB" && i > 1 && words[i-1] == "to" && strings.EqualFold(words[i-2], "according"):
			tags[i-1], tags[i] = "IN", "NN" // "according to police"
		case tags[i] == "JJ" && (w == "official" || w == "military") && prev == "DT" && (next == "," || next == "." || next == "VBD" || next == "VBZ" || next == "MD"):
			tags[i] = "NN" // "said the official"
		case w == "bound" && strings.HasPrefix(prev, "NN") && i+1 < len(words) && words[i+1] == "for":
			tags[i] = "VBN" // "any ship bound for Haifa"
		case w == "thanks" && strings.HasPrefix(tags[i], "NN") && strings.HasPrefix(prev, "NN") && (next == "NNP" || next == "DT" || next == "PRP$"):
			tags[i] = "VBZ"
		case tags[i] == "NNS" && prev == "PRP" && next == "TO" && strings.HasSuffix(words[i-1], "self") && strings.HasSuffix(w, "s"):
			tags[i] = "VBZ" // "Ankara itself plans to"
		case tags[i] == "JJ" && strings.HasSuffix(w, "ed") && i > 1 && words[i-1] == "each" && strings.HasPrefix(tags[i-2], "NN") && (next == "CD" || next == "DT" || next == "PRP$"):
			tags[i] = "VBD" // "Mali and Niger each freed ten men"
		case tags[i] == "VBN" && !participles[w] && !resting[w] && i > 1 && dayAdverb[words[i-1]] && strings.HasPrefix(tags[i-2], "NN") && next != "" && next != "." && words[i+1] != "by":
			tags[i] = "VBD" // "artillery yesterday fired on the town"
		case tags[i] == "NNS" && prev == "NN" && i > 1 && (next == "DT" || next == "PDT" || next == "PRP$") && w == strings.ToLower(w) && strings.HasSuffix(w, "s") && openedBy(words, tags, i-1):
			tags[i] = "VBZ" // "If the army signs an accord"
		}
	}
}

// openedBy tells whether the noun at i with its determiner opens a clause that
// a conjunction begins: "If the army".
func openedBy(words, tags []string, i int) bool {
	for ; i > 0 && (tags[i] == "NN" || tags[i] == "JJ" || tags[i] == "NNP"); i-- {
	}
	return i > 0 && tags[i] == "DT" && (tags[i-1] == "IN" || tags[i-1] == "WRB") && clauseWord[strings.ToLower(words[i-1])]
}

// pastBefore tells whether the last verb before i is a past tense, and no auxiliary.
func pastBefore(words, tags []string, i int) bool {
	for ; i >= 0; i-- {
		if strings.HasPrefix(tags[i], "VB") {
			return tags[i] == "VBD" && words[i] != "was" && words[i] != "were" && words[i] != "had"
		}
	}
	return false
}

var (
	// verbAlone are forms that are no noun.
	verbAlone = map[string]string{"accuse": "VBP", "accuses": "VBZ", "condemn": "VBP", "condemns": "VBZ", "denounce": "VBP", "denounces": "VBZ", "denies": "VBZ", "alleges": "VBZ", "destroys": "VBZ"}
	// nounAlone are nouns in the plural that are no verb.
	nounAlone  = map[string]bool{"drones": true, "missiles": true, "rockets": true, "helicopters": true, "jets": true, "rifles": true, "troops": true, "grenades": true, "howitzers": true}
	dayAdverb  = map[string]bool{"yesterday": true, "today": true, "tonight": true, "then": true}
	clauseWord = map[string]bool{"if": true, "when": true, "whenever": true, "while": true, "unless": true, "until": true, "once": true, "because": true, "although": true, "though": true}
)
