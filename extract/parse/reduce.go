package parse

import (
	"strings"

	"sitrep/extract"
)

// into hangs the tokens first:last on one of them.
func (r *reduction) into(first, last, head int, rel string) {
	if head >= 0 && (strings.HasPrefix(r.doc.Tokens[head].Tag, "VB") || r.doc.Tokens[head].Tag == "MD") && rel == "flat" {
		r.doc.Tokens[head].Tag = "NNP" // "Human Rights Watch"
	}
	if head >= 0 && r.doc.Tokens[head].Tag == "NNS" && last-first == 1 && rel == "flat" {
		r.doc.Tokens[head].Tag = "NNP" // "Algiers"
	}
	if last-first < 2 || r.fold[head-r.first] >= 0 {
		return
	}
	for k := first; k < last; k++ {
		if k != head && r.fold[k-r.first] < 0 {
			r.hang(k, head, rel)
		}
	}
}

func (r *reduction) hang(k, head int, rel string) {
	r.fold[k-r.first] = head - r.first
	r.doc.Tokens[k].Head, r.doc.Tokens[k].Rel = head, rel
}

// bracket hangs "(RSF)" or "(24)" on the name before it.
func (r *reduction) bracket(m *extract.Mention, end int) {
	t := r.doc.Tokens
	if m.Last >= end || t[m.Last].Text != "(" && t[m.Last].Text != "[" || r.fold[m.Head-r.first] >= 0 {
		return
	}
	for k := m.Last + 1; k < min(end, m.Last+2+maxBracket); k++ {
		if t[k].Text == ")" || t[k].Text == "]" {
			for j := m.Last; j <= k; j++ {
				rel := "punct"
				if j != m.Last && j != k {
					rel = "appos"
				}
				r.hang(j, m.Head, rel)
			}
			return
		}
	}
}

// nominal hangs a phrase's modifiers on its head; the article stays, so that
// the parser still sees a noun phrase: "the camp" for "the army camp at Tessit".
func (r *reduction) nominal(m *extract.Mention) {
	t := r.doc.Tokens
	if r.fold[m.Head-r.first] >= 0 {
		return
	}
	// What the recogniser knows for a noun is no verb: "pirates", "troops".
	if head := &t[m.Head]; head.Tag == "VBZ" {
		head.Tag = "NNS"
	} else if strings.HasPrefix(head.Tag, "VB") {
		head.Tag = "NN"
	}
	for k := m.First; k < m.Head; k++ {
		if r.fold[k-r.first] >= 0 || t[k].Tag == "DT" && k == m.First {
			continue
		}
		possessed := k+1 < m.Head && t[k+1].Tag == "POS"
		switch tag := t[k].Tag; {
		case tag == "POS" && k > m.First:
			head := k - 1
			if f := r.fold[head-r.first]; f >= 0 && t[head].Rel == "flat" {
				head = f + r.first
			}
			r.hang(k, head, "case")
		case tag == "PRP$" || possessed:
			r.hang(k, m.Head, "nmod:poss")
		case tag == "CD":
			r.hang(k, m.Head, "nummod")
		case tag == "DT" || tag == "PDT" || tag == "IN":
			r.hang(k, m.Head, "det") // "two of the ships"
		case strings.HasPrefix(tag, "NN"):
			r.hang(k, m.Head, "compound")
		default:
			r.hang(k, m.Head, "amod")
		}
	}
	// "at al-Tanf", "of the Quds Force"
	if m.Last > m.Head+1 {
		end := m.Last - 1
		if r.fold[end-r.first] >= 0 {
			return
		}
		r.hang(end, m.Head, "nmod")
		for k := m.Head + 1; k < end; k++ {
			if r.fold[k-r.first] < 0 {
				rel := "case"
				if t[k].Tag == "DT" {
					rel = "det"
				}
				r.hang(k, end, rel)
			}
		}
	}
}

// title hangs a title on the name after it ("General Qasem Soleimani"), and
// whose title it is: "Iraqi Prime Minister X", "Niger's President X".
func (r *reduction) title(m *extract.Mention, before []extract.Mention) {
	if m.Title == "" || r.fold[m.Head-r.first] >= 0 {
		return
	}
	start, first := m.Start-len(m.Title)-1, m.First
	for k := m.First - 1; k >= r.first && r.doc.Tokens[k].Start >= start; k-- {
		if r.fold[k-r.first] < 0 {
			r.hang(k, m.Head, "nmod:desc")
		}
		first = k
	}
	t := r.doc.Tokens
	for i := range before {
		o := &before[i]
		if o.Form != extract.Name || o.Class != extract.Organisation && o.Subclass != "Country" || r.fold[o.Head-r.first] >= 0 || o.Last > first {
			continue
		}
		switch {
		case o.Last == first && first < m.First && !plural(t[o.Head].Tag):
			r.hang(o.Head, m.Head, "compound")
		case o.Last == first-1 && first < m.First && t[first-1].Tag == "POS":
			r.hang(o.Head, m.Head, "nmod:poss")
			r.hang(first-1, o.Head, "case")
		}
	}
}

func plural(tag string) bool { return tag == "NNPS" || tag == "NNS" }

// counted returns how many a plural says there are: "the two countries", "both".
func (r *reduction) counted(m *extract.Mention) int {
	for k := m.First; k < m.Head; k++ {
		switch r.doc.Tokens[k].Lemma {
		case "two", "both":
			return 2
		case "three":
			return 3
		}
	}
	return 0
}
