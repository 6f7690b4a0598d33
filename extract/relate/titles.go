package relate

import (
	"strings"

	"sitrep/extract"
)

// titled reads what stands before a person's title: "US President Donald
// Trump", "Quds Force commander Qasem Soleimani".
func (s *sentence) titled(i int, m *extract.Mention) []draft {
	if m.Class != extract.Person || m.Form != extract.Name || m.Title == "" {
		return nil
	}
	words := strings.Fields(m.Title)
	predicate := ""
	for n := range words {
		if t, ok := s.lex.Titles[extract.Fold(strings.Join(words[n:], " "))]; ok && t.Predicate != "" {
			predicate = t.Predicate
			break
		}
	}
	if predicate == "" {
		return nil
	}
	// "President Gustavo Petro of Colombia"
	if of := m.Last - s.first; of+1 < len(s.tokens) && s.lemma(of) == "of" {
		for k := of + 1; k < min(of+3, len(s.tokens)); k++ {
			if o := s.cover[k]; o >= 0 {
				if n := &s.doc.Mentions[o]; n.Class == extract.Organisation || n.Class == extract.Place && (predicate == "leads" || n.Subclass == "Country") {
					return []draft{s.phrase(predicate, i, o, m.First-s.first-1, m.First-s.first-1, byPhrase)}
				}
				break
			}
		}
	}
	// The title's tokens end right before the name.
	at := m.First - s.first - 1
	first := at
	for first >= 0 && s.tokens[first].Start > m.Start-len(m.Title)-2 {
		first--
	}
	for _, k := range []int{first, first - 1} {
		if k < 0 || s.cover[k] < 0 {
			continue
		}
		o := s.cover[k]
		n := &s.doc.Mentions[o]
		possessive := s.tokens[first].Tag == "POS"
		if n.Last-s.first != first+1 && !(possessive && n.Last-s.first == first) {
			continue
		}
		if n.Class == extract.Organisation || n.Subclass == "Country" || n.Class == extract.Place && predicate == "leads" {
			return []draft{s.phrase(predicate, i, o, at, at, byPhrase)}
		}
	}
	return nil
}

// demote makes members of those who only stand below a leader: "the deputy
// commander of the force".
func (s *sentence) demote(drafts []draft) {
	for n := range drafts {
		d := &drafts[n]
		if d.predicate != "leads" || d.trigger != d.last || s.verb(d.trigger) {
			continue
		}
		for k := d.trigger - 1; k >= max(0, d.trigger-2); k-- {
			if tag := s.tokens[k].Tag; s.lex.Is("below", s.lemma(k)) {
				d.predicate = "member_of"
			} else if !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "JJ") {
				break
			}
		}
	}
}

// aspiring tells whether a role is only wished for: "would-be leader".
func (s *sentence) aspiring(k int) bool {
	return k > 0 && s.lex.Is("aspiring", strings.ToLower(s.tokens[k-1].Text))
}
