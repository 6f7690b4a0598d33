package parse

import (
	"strings"

	"sitrep/extract"
)

// approximations hangs "at least" and the like on the number after it, for
// their first word is no preposition: "killed up to 16 guards".
func (r *reduction) approximations() {
	t := r.doc.Tokens[r.first : r.first+len(r.fold)]
	for k := 2; k < len(t); k++ {
		if t[k].Tag != "CD" {
			continue
		}
		// "between 40 and 60 fighters"
		if k > 2 && t[k-1].Lemma == "and" && t[k-2].Tag == "CD" && t[k-3].Lemma == "between" && k+1 < len(t) && (t[k+1].Tag == "NNS" || t[k+1].Tag == "JJ") {
			for j := k - 3; j < k; j++ {
				r.hang(j+r.first, k+r.first, "advmod")
			}
		}
		// An adverb alone is read well as it is.
		if n := r.lex.Approximation(t[:k]); n > 1 {
			for j := k - n; j < k; j++ {
				r.hang(j+r.first, k+r.first, "advmod")
			}
		}
	}
}

// perfects reads "denied having attacked the church" as it would "attacking the
// church": the treebank has few such gerunds.
func (r *reduction) perfects() {
	t := r.doc.Tokens[r.first : r.first+len(r.fold)]
	for k := 1; k+1 < len(t); k++ {
		if p := &t[k+1]; t[k].Tag == "VBG" && t[k].Lemma == "have" && (p.Tag == "VBN" || p.Tag == "VBD" || p.Tag == "VB" && p.Lemma == "hit" || p.Tag == "NN" && p.Lemma == "shot") && p.Lemma != "be" {
			r.hang(k+r.first, k+1+r.first, "aux")
			p.Tag = "VBG"
			if p.Lemma == "shot" {
				p.Lemma = "shoot"
			}
		}
	}
}

// hearsay hangs what somebody is believed to be on the noun before it, where the
// sentence's verb follows: "Gunmen [believed to be members of ISWAP] killed".
// The parser takes the participle for that verb.
func (r *reduction) hearsay() {
	t := r.doc.Tokens[r.first : r.first+len(r.fold)]
	for k := 1; k+4 < len(t); k++ {
		if !r.lex.Is("hearsay", strings.ToLower(t[k].Text)) || !strings.HasPrefix(t[k-1].Tag, "NN") || !r.lex.Is("hearsay_link", phrase(t[k+1:k+3])) {
			continue
		}
		head, verb := -1, -1
	scan:
		for j := k + 3; j < min(len(t)-1, k+3+maxHearsay); j++ {
			switch tag := t[j].Tag; {
			case tag == "VBD" || tag == "VBZ" || tag == "VBP", (tag == "VBN" || tag == "VB" || tag == "NN" && strings.HasSuffix(t[j].Text, "ed")) && head >= 0 && r.opens(j+1):
				verb = j
				break scan
			case strings.HasPrefix(tag, "NN") || tag == "JJ":
				if head < 0 || head == j-1 {
					head = j
				}
			case tag == "DT" || tag == "IN" || tag == "CD" || tag == "PRP$" || tag == "POS":
			default:
				break scan
			}
		}
		if verb < 0 || head < 0 {
			continue
		}
		if tag := t[verb].Tag; tag != "VBZ" && tag != "VBP" {
			t[verb].Tag = "VBD"
		}
		for j := k + 1; j < verb; j++ {
			switch {
			case j == head || r.fold[j] >= 0:
			case j == k+1:
				r.hang(j+r.first, head+r.first, "mark")
			case j == k+2:
				r.hang(j+r.first, head+r.first, "cop")
			default:
				r.hang(j+r.first, head+r.first, "nmod")
			}
		}
		if r.fold[head] < 0 {
			r.hang(head+r.first, k+r.first, "xcomp")
		}
		noun := k - 1
		if f := r.fold[noun]; f >= 0 {
			noun = f
		}
		r.hang(k+r.first, noun+r.first, "acl")
	}
}

// opens tells whether an object may begin at token k.
func (r *reduction) opens(k int) bool {
	switch t := r.doc.Tokens[r.first+k]; t.Tag {
	case "DT", "CD", "PRP$", "NNP", "NNS":
		return true
	}
	return false
}

// included makes one preposition of ", among them" before who is one of those
// just named: "killed four men, among them a priest".
func (r *reduction) included() {
	t := r.doc.Tokens[r.first : r.first+len(r.fold)]
	for k := 1; k+2 < len(t); k++ {
		if t[k].Lemma == "among" && t[k-1].Text == "," && strings.EqualFold(t[k+1].Text, "them") && !strings.HasPrefix(t[k+2].Tag, "VB") && t[k+2].Tag != "MD" && t[k+2].Tag != "," {
			r.hang(k+1+r.first, k+r.first, "fixed")
		}
	}
}

// phrase returns the tokens' words in lower case.
func phrase(tokens []extract.Token) string {
	words := make([]string, len(tokens))
	for i := range tokens {
		words[i] = strings.ToLower(tokens[i].Text)
	}
	return strings.Join(words, " ")
}

// quotes hangs quotation marks on what follows them: the treebank has few.
func (r *reduction) quotes() {
	for k := range r.fold {
		if r.fold[k] >= 0 || k+1 == len(r.fold) {
			continue
		}
		// ", however," tells the parser nothing.
		if t := r.doc.Tokens[k+r.first : min(len(r.fold)+r.first, k+r.first+3)]; len(t) == 3 && t[0].Text == "," && t[2].Text == "," && r.lex.Is("aside", strings.ToLower(t[1].Text)) && k > 0 {
			for j := range 3 {
				r.hang(k+r.first+j, k-1+r.first, "punct")
			}
			continue
		}
		switch r.doc.Tokens[k+r.first].Text {
		case "“", "”", "\"", "``", "''", "«", "»", "„":
			r.hang(k+r.first, k+1+r.first, "punct")
		}
	}
}
