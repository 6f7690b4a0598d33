package parse

import (
	"slices"

	"sitrep/extract"
)

// appositions hangs what stands between two commas on the mention before it,
// where it says the same in other words or where that lies: "the group's
// leader, Hassan Nasrallah, accused", "Tripoli, Libya, was". Lists are kept.
func (r *reduction) appositions(mentions []extract.Mention, s extract.Sentence) {
	t := r.doc.Tokens
	for i := range mentions {
		a := &mentions[i]
		if i+1 < len(mentions) && mentions[i+1].Last == a.Last && mentions[i+1].Form == extract.Name && a.Class == extract.Place {
			continue // "the base at al-Tanf, Syria": the country is the inner name's
		}
		if r.spokesman(a, mentions, s) || r.named(mentions[i:], s) {
			continue
		}
		if a.Last+2 >= s.Last || t[a.Last].Text != "," || r.fold[a.Head-r.first] >= 0 && a.Form == extract.Name && t[a.Head].Rel != "flat" {
			continue
		}
		for j := range mentions {
			b := &mentions[j]
			if b.Form == extract.Pronoun || b.First <= a.Last || b.Last >= s.Last || b.First > a.Last+4 || !r.begins(a.Last+1, b) || !apposed(a, b) {
				continue
			}
			end := b.Last
			if t[end].Text == "(" {
				for end < s.Last-1 && t[end].Text != ")" {
					end++
				}
				end++
			}
			if end >= s.Last || t[end].Text != "," && t[end].Text != "." || t[end].Text == "," && b.Last == b.Head+1 && end+1 < s.Last && (t[end+1].Text == "and" || t[end+1].Text == "or") && !r.role(a, b) {
				continue
			}
			if t[end].Text == "." && a.Class != extract.Place {
				continue
			}
			r.between(a, b, end)
			break
		}
	}
}

// role tells whether a and b are one, though a list could go on with b: "Omar
// Sane, a captain, and his driver", "the army's chief, Idris Sow, and the envoy".
func (r *reduction) role(a, b *extract.Mention) bool {
	first := r.doc.Tokens[b.First].Lemma
	if b.Form == extract.Name {
		return a.Form == extract.Nominal && !plural(r.doc.Tokens[a.Head].Tag) && r.definite(a) && r.lex.Titles[extract.Fold(b.Title)].Predicate == ""
	}
	return a.Class == extract.Person && a.Form == extract.Name && b.Form == extract.Nominal && (first == "a" || first == "an") && b.First < b.Head
}

// definite tells whether a phrase speaks of one that is known: "the governor",
// "its governor", "Cauca's governor".
func (r *reduction) definite(m *extract.Mention) bool {
	t := r.doc.Tokens[m.First : m.Head+1]
	return t[0].Lemma == "the" || slices.ContainsFunc(t, func(k extract.Token) bool { return k.Tag == "POS" || k.Tag == "PRP$" })
}

// named hangs the names of a plural on it, as many as it says: "the two
// countries, Chad and Niger, signed". mentions begin with the plural.
func (r *reduction) named(mentions []extract.Mention, s extract.Sentence) bool {
	a, t := &mentions[0], r.doc.Tokens
	if a.Form != extract.Nominal || !plural(t[a.Head].Tag) || a.Last != a.Head+1 || a.Last+3 >= s.Last || t[a.Last].Text != "," {
		return false
	}
	var names []*extract.Mention
	at := a.Last
	for j := 1; j < len(mentions) && len(names) < 4; j++ {
		b := &mentions[j]
		if b.First <= at {
			continue
		}
		k := at + 1
		if k < b.First && len(names) > 0 && t[at].Text == "," && t[k].Lemma == "and" {
			k++
		}
		if b.Form != extract.Name || b.Class != a.Class || b.Last >= s.Last || !r.begins(k, b) || b.First > k+3 {
			return false
		}
		last := t[at].Lemma == "and" || t[at+1].Lemma == "and"
		if names, at = append(names, b), b.Last; last || t[at].Text != "," && t[at].Lemma != "and" {
			break
		}
	}
	if len(names) < 2 || t[at].Text != "," || r.counted(a) != len(names) {
		return false
	}
	head := names[0].Head
	r.hang(a.Last, a.Head, "punct")
	r.hang(head, a.Head, "appos")
	for k := a.Last + 1; k <= at; k++ {
		if k == head || r.fold[k-r.first] >= 0 {
			continue
		}
		rel := "det"
		for _, b := range names[1:] {
			if k == b.Head {
				rel = "conj"
			}
		}
		switch {
		case t[k].Text == ",":
			rel = "punct"
		case t[k].Tag == "CC":
			rel = "cc"
		}
		r.hang(k, head, rel)
	}
	return true
}

// spokesman hangs a name on the role that it stands in apposition to, where
// whom that serves stands between: "A spokesman for the army, X, said".
func (r *reduction) spokesman(a *extract.Mention, mentions []extract.Mention, s extract.Sentence) bool {
	t := r.doc.Tokens
	if a.Class != extract.Person || a.Form != extract.Nominal || a.Last+3 >= s.Last || t[a.Last].Lemma != "for" && t[a.Last].Lemma != "of" || r.fold[a.Head-r.first] >= 0 {
		return false
	}
	for i := range mentions {
		o := &mentions[i]
		if o.First <= a.Last || o.First > a.Last+2 || o.Last >= s.Last || t[o.Last].Text != "," {
			continue
		}
		for j := range mentions {
			b := &mentions[j]
			if b.Class != extract.Person || b.Form != extract.Name || b.Last >= s.Last || b.First <= o.Last || b.First > o.Last+4 || !r.begins(o.Last+1, b) || t[b.Last].Text != "," {
				continue
			}
			r.hang(b.Head, a.Head, "appos")
			r.hang(o.Last, a.Head, "punct")
			r.hang(b.Last, a.Head, "punct")
			return true
		}
	}
	return false
}

// begins tells whether mention b starts at token k, but for an article or a
// title.
func (r *reduction) begins(k int, b *extract.Mention) bool {
	for ; k < b.First; k++ {
		if f := r.fold[k-r.first]; f == b.Head-r.first {
			continue
		}
		if tag := r.doc.Tokens[k].Tag; tag != "DT" && tag != "PRP$" && tag != "JJ" {
			return false
		}
	}
	return true
}

// apposed tells whether b may be another word for a, or where a lies.
func apposed(a, b *extract.Mention) bool {
	switch {
	case a.Class == extract.Place && b.Class == extract.Place:
		return b.Form == extract.Name && (b.Subclass == "Country" || b.Subclass == "Region" && a.Subclass != "Region") && a.Subclass != "Country"
	case a.Class == extract.Person && b.Class == extract.Person, a.Class == extract.Organisation && b.Class == extract.Organisation:
		return a.Form != b.Form && a.Form != extract.Pronoun
	}
	return false
}

// between hangs the commas and b's tokens on a, whose phrase ends at them.
func (r *reduction) between(a, b *extract.Mention, end int) {
	if r.fold[b.Head-r.first] < 0 {
		for k := b.First; k < b.Head; k++ {
			if r.fold[k-r.first] < 0 {
				r.hang(k, b.Head, "det")
			}
		}
		rel := "appos"
		if b.Class == extract.Place && a.Class == extract.Place {
			rel = "nmod" // no other name for it: where it lies
		}
		r.hang(b.Head, a.Head, rel)
	}
	for k := a.Last; k < end; k++ {
		if r.fold[k-r.first] < 0 {
			r.hang(k, a.Head, "punct")
		}
	}
	if r.doc.Tokens[end].Text == "," {
		r.hang(end, a.Head, "punct")
	}
}
