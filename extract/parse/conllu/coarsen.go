package conllu

import "strings"

// Coarsen merges tokens that the pipeline's tokenizer leaves together: of each
// word between spaces, split gives the pieces, and tokens that share a piece
// become one. Where a piece would cut a token, the word stays as it is. The
// merged token keeps the place in the tree of the part nearest the root; an
// adjectival modifier is tagged JJ ("US-led", "Iranian-backed").
func Coarsen(s Sentence, split func(word string) []string) Sentence {
	group := make([]int, len(s.Tokens)) // the new index of each token
	n := 0
	for first := 0; first < len(s.Tokens); {
		last := first + 1
		for last < len(s.Tokens) && s.Tokens[last-1].Glued {
			last++
		}
		n = s.groupWord(first, last, split, group, n)
		first = last
	}
	if n == len(s.Tokens) {
		return s
	}
	out := Sentence{ID: s.ID, Text: s.Text, Tokens: make([]Token, n)}
	depth := s.depths()
	for first := 0; first < len(s.Tokens); {
		last, top := first+1, first
		form := s.Tokens[first].Form
		for last < len(s.Tokens) && group[last] == group[first] {
			form += s.Tokens[last].Form
			if depth[last] < depth[top] {
				top = last
			}
			last++
		}
		t := s.Tokens[top]
		if last-first > 1 {
			t.Form, t.Lemma = form, strings.ToLower(form)
			t.Glued = s.Tokens[last-1].Glued
			if t.Rel == "amod" {
				t.UPOS, t.XPOS = "ADJ", "JJ"
			}
		}
		if t.Head != Root {
			t.Head = group[t.Head]
		}
		out.Tokens[group[first]] = t
		first = last
	}
	return out
}

// groupWord numbers the tokens of one word, from n on, and returns the next
// number.
func (s *Sentence) groupWord(first, last int, split func(string) []string, group []int, n int) int {
	var word strings.Builder
	ends := map[int]bool{}
	for _, t := range s.Tokens[first:last] {
		word.WriteString(t.Form)
		ends[word.Len()] = true
	}
	pieces := map[int]bool{}
	at := 0
	if last-first > 1 {
		for _, p := range split(word.String()) {
			at += len(p)
			pieces[at] = true
			if !ends[at] {
				pieces = nil
				break
			}
		}
	}
	at = 0
	for i := first; i < last; i++ {
		at += len(s.Tokens[i].Form)
		group[i] = n
		if pieces == nil || pieces[at] || i == last-1 {
			n++
		}
	}
	return n
}

func (s *Sentence) depths() []int {
	out := make([]int, len(s.Tokens))
	for i := range out {
		for h := s.Tokens[i].Head; h != Root; h = s.Tokens[h].Head {
			out[i]++
		}
	}
	return out
}

// Split cuts a word between spaces as the pipeline's tokenizer does: marks off
// both ends, and the clitics 's, 'll, 're, 'm and n't.
func Split(word string) []string {
	var head, tail []string
	for word != "" {
		lower := strings.ToLower(word)
		switch {
		case len(word) > 1 && strings.ContainsRune("$([\"", rune(word[0])):
			head, word = append(head, word[:1]), word[1:]
			continue
		case len(word) > 1 && strings.ContainsRune(",)\"]!;.?:'", rune(word[len(word)-1])) && !abbreviation(word):
			tail, word = append(tail, word[len(word)-1:]), word[:len(word)-1]
			continue
		}
		if cut := clitic(lower); cut > 0 && len(lower) == len(word) {
			head = append(head, word[:cut])
			word = word[cut:]
		}
		head = append(head, word)
		break
	}
	for i := len(tail) - 1; i >= 0; i-- {
		head = append(head, tail[i])
	}
	return head
}

// clitic returns where a clitic ends the word, or 0.
func clitic(lower string) int {
	for _, c := range []string{"'s", "'ll", "'re", "'m", "n't", "’s", "’ll", "’re", "’m", "n’t"} {
		if rest, ok := strings.CutSuffix(lower, c); ok {
			return len(rest)
		}
	}
	return 0
}

// abbreviation tells whether the word keeps its full stop: "U.S.", "Mr.".
func abbreviation(word string) bool {
	if len(word) < 2 || word[len(word)-1] != '.' {
		return false
	}
	stem := word[:len(word)-1]
	letter := func(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
	if len(stem) <= 3 && len(stem) > 1 && stem[0] >= 'A' && stem[0] <= 'Z' && strings.ToLower(stem[1:]) == stem[1:] && letter(stem[1]) {
		return true
	}
	for i := 0; i < len(stem); i += 2 {
		if !letter(stem[i]) || i+1 < len(stem) && stem[i+1] != '.' {
			return false
		}
	}
	return len(stem) > 2
}
