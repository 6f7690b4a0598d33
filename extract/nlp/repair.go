package nlp

import "strings"

// repair gives a finite verb its tag where the tagger took it for a participle:
// "Police arrested three men". Participles outnumber such verbs in the
// treebank's web text; in reports of events it is the other way round.
func (p *Processor) repair(words, tags []string) {
	p.pasts(words, tags)
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
		if tags[i] != "VBN" || !strings.HasPrefix(tags[i-1], "NN") && tags[i-1] != "PRP" && tags[i-1] != "RB" && tags[i-1] != "RP" {
			continue
		}
		if finiteBefore(tags[:i]) || !opensNounPhrase(words[i+1], tags[i+1]) {
			continue
		}
		tags[i] = "VBD"
	}
}

// pasts finds past tenses that the tagger took for a noun or an infinitive:
// "fighters overran an outpost", "the destroyer shot down a missile". Only
// irregular forms are sure to be no other word.
func (p *Processor) pasts(words, tags []string) {
	for i := 1; i+1 < len(tags); i++ {
		if tags[i] != "NN" && tags[i] != "VB" && tags[i] != "VBP" || words[i] != strings.ToLower(words[i]) {
			continue
		}
		if base := p.lemmas.lemma(words[i], "VBD"); base == words[i] || strings.HasSuffix(words[i], "ed") || strings.HasSuffix(words[i], "s") || strings.HasSuffix(words[i], "ing") {
			continue
		}
		switch {
		case tags[i-1] == "TO" || tags[i-1] == "MD" || tags[i-1] == "DT" || strings.HasPrefix(tags[i-1], "JJ") || tags[i-1] == "PRP$" || tags[i-1] == "IN":
		case tags[i] != "NN" || opensNounPhrase(words[i+1], tags[i+1]) && tags[i+1] != "NN" && tags[i+1] != "NNS":
			tags[i] = "VBD"
		}
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
