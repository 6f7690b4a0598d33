package parse

import (
	"strings"

	"sitrep/extract"
)

// adverb is an expression of time that the parser does not see: where it
// stands says little about the sentence's structure, and much misleads.
type adverb struct {
	first, last int // from the sentence's first token
	head        int // the last token of the expression itself
}

// adverbs takes out "on Saturday", "last week" and the like, with the
// preposition before and a comma after an opening one. What qualifies a noun
// ("Saturday's attack", "the 2019 attack") stays.
func (r *reduction) adverbs(times []extract.TimeMention) []adverb {
	var out []adverb
	t := r.doc.Tokens
	end := r.first + len(r.fold)
	for _, e := range times {
		first, last := e.First, e.Last
		if r.fold[last-1-r.first] >= 0 {
			continue // in a dateline
		}
		next := ""
		if last < end {
			next = t[last].Tag
		}
		// "had on Thursday blacklisted Maung"
		perfect := first-2 >= r.first && t[first-2].Lemma == "have" && strings.HasPrefix(next, "VB")
		if perfect && next == "VBD" {
			t[last].Tag = "VBN"
		}
		if next == "POS" || next == "NN" || next == "NNS" || next == "JJ" || next == "VBN" && !perfect && last+1 < end && strings.HasPrefix(t[last+1].Tag, "NN") {
			continue
		}
		prep := false
		if first > r.first {
			switch p := &t[first-1]; p.Lemma {
			case "on", "in", "at", "by", "since", "during", "until", "of":
				prep = p.Tag == "IN" && p.Lemma != "of"
				if p.Lemma == "of" {
					continue
				}
			case "the", "a", "this", "that", "after", "before", "from", "to", "between", "and", "or":
				continue
			default:
				if strings.HasPrefix(p.Tag, "JJ") || p.Tag == "DT" || p.Tag == "CD" {
					continue
				}
			}
		}
		if prep {
			first--
		} else if strings.HasPrefix(next, "NNP") {
			continue // "Monday Mosul fell" is rarer than a name with a day in it
		}
		a := adverb{first: first - r.first, last: last - r.first, head: last - 1 - r.first}
		if prep {
			r.hang(first, last-1, "case")
		}
		for k := e.First; k < last; k++ {
			r.fold[k-r.first] = a.head
		}
		if first == r.first && last < end && t[last].Text == "," {
			r.hang(last, last-1, "punct")
			a.last++
		}
		out = append(out, a)
	}
	return out
}

// place hangs the adverbs on the verbs that they date: an opening one on the
// root, another on the nearest verb above the words before it, and after a
// comma on the verb that governs that one's clause.
func (r *reduction) place(adverbs []adverb, root int) {
	for _, a := range adverbs {
		at := root
		if a.first > 0 {
			at = r.clauseVerb(a, root)
		}
		t := r.tok(a.head)
		t.Head, t.Rel = -1, "obl"
		if at >= 0 && at != a.head {
			r.attach(a.head, at, "obl")
		}
	}
}

func (r *reduction) clauseVerb(a adverb, root int) int {
	k, comma := a.first-1, false
	for ; k >= 0 && (r.tok(k).Rel == "punct" || r.fold[k] >= 0 && r.tok(k).Head < 0); k-- {
		comma = comma || r.tok(k).Text == ","
	}
	if k < 0 {
		return root
	}
	verb := -1
	for steps := 0; steps <= len(r.fold); steps++ {
		if strings.HasPrefix(r.tok(k).Tag, "VB") && !strings.HasPrefix(r.tok(k).Rel, "aux") && r.tok(k).Rel != "cop" && r.tok(k).Rel != "amod" && r.tok(k).Rel != "case" {
			if verb = k; !comma {
				return k
			}
			if rel := r.tok(k).Rel; rel == "acl:relcl" || rel == "advcl" || rel == "acl" {
				comma = false // the clause before the comma is closed
			} else {
				return k
			}
		}
		h := r.tok(k).Head
		if h < 0 {
			break
		}
		k = h - r.first
	}
	if verb >= 0 {
		return verb
	}
	return root
}
