package nlp

import "strings"

// repair gives a finite verb its tag where the tagger took it for a participle:
// "Police arrested three men". Participles outnumber such verbs in the
// treebank's web text; in reports of events it is the other way round.
func repair(words, tags []string) {
	for i := 1; i+1 < len(tags); i++ {
		// "to free two hostages": no adjective stands before a determiner.
		if tags[i] == "JJ" && words[i-1] == "to" && (tags[i+1] == "DT" || tags[i+1] == "CD" || tags[i+1] == "PRP$") {
			tags[i-1], tags[i] = "TO", "VB"
			continue
		}
		if tags[i] != "VBN" || !strings.HasPrefix(tags[i-1], "NN") && tags[i-1] != "PRP" && tags[i-1] != "RB" && tags[i-1] != "RP" {
			continue
		}
		if finiteBefore(tags[:i]) || !opensNounPhrase(words[i+1], tags[i+1]) {
			continue
		}
		tags[i] = "VBD"
	}
}

// finiteBefore tells whether a finite verb or auxiliary stands in the clause
// before.
func finiteBefore(tags []string) bool {
	for i := len(tags) - 1; i >= 0; i-- {
		switch tags[i] {
		case "VBD", "VBP", "VBZ", "MD", "TO":
			return true
		case "CC", "WP", "WDT", ":":
			return false
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
