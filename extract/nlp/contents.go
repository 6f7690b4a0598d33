package nlp

import "strings"

// contents finds the "that" of what is said where the tagger took it for a
// relative pronoun, as a day, whom it is told to or where it is said stands
// between: "said on Monday that rebels had", "told Reuters that rebels had".
func contents(words, tags []string) {
	said, at := false, 0
	for i := 1; i+1 < len(words); i++ {
		switch {
		case strings.HasPrefix(tags[i], "VB") && speech[words[i]]:
			said, at = true, i
		case words[i] != "that":
		case tags[i] == "IN":
			active(words, tags, said, at)
			said = false
		case said && tags[i] == "WDT" && i+2 < len(words) && tags[i+1] == "VBZ" && finiteTag(tags[i+2]):
			tags[i], tags[i+1], said = "IN", "NNS", false // "told us that soldiers had"
		case said && tags[i] == "WDT" && !strings.HasPrefix(tags[i+1], "VB") && tags[i+1] != "MD" && tags[i+1] != "RB" &&
			(strings.HasPrefix(tags[i-1], "NNP") || tags[i-1] == "PRP" || tags[i-1] == "CD" || weekday[words[i-1]] || saidIn[words[i-1]]):
			active(words, tags, said, at)
			tags[i], said = "IN", false
		}
	}
}

// active gives a verb of saying that was taken for a participle its tense: "denied
// by telephone that his men had".
func active(words, tags []string, said bool, at int) {
	if said && tags[at] == "VBN" && words[at+1] == "by" && !strings.HasPrefix(tags[at-1], "VB") {
		tags[at] = "VBD"
	}
}

func finiteTag(tag string) bool {
	return tag == "VBD" || tag == "VBP" || tag == "VBZ" || tag == "MD"
}

// speech are forms of verbs of saying that a that-clause follows.
var speech = map[string]bool{"said": true, "says": true, "say": true, "told": true, "tells": true, "added": true, "announced": true, "reported": true, "confirmed": true, "claimed": true, "wrote": true, "stated": true, "warned": true, "insisted": true, "denied": true, "testified": true, "ruled": true, "informed": true, "assured": true, "admitted": true, "revealed": true, "disclosed": true, "explained": true, "declared": true, "alleged": true, "complained": true, "stressed": true, "reiterated": true, "acknowledged": true}

// saidIn are nouns for where or to whom something is said.
var saidIn = map[string]bool{"statement": true, "report": true, "interview": true, "letter": true, "speech": true, "broadcast": true, "video": true, "conference": true, "message": true, "leaflet": true, "briefing": true, "reporters": true, "journalists": true, "parliament": true, "telephone": true, "phone": true, "radio": true, "television": true, "communique": true, "communiqué": true, "today": true, "yesterday": true, "night": true, "morning": true, "evening": true, "afternoon": true, "week": true, "month": true, "court": true, "lawmakers": true, "deputies": true, "correspondent": true, "hearing": true}
