// Package conllu reads dependency trees in the CoNLL-U format, and brings
// their tokens nearer to those of the pipeline.
package conllu

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ErrSyntax marks a file that is not valid CoNLL-U, or whose arcs are no tree.
var ErrSyntax = errors.New("not valid CoNLL-U")

// Root is the head of a sentence's root.
const Root = -1

// Sentence is a tree over its tokens.
type Sentence struct {
	ID     string
	Text   string
	Tokens []Token
	// Times is how often a learner meets the sentence in an epoch; 0 is once.
	Times int
}

// Order returns the indices of sentences, each as often as its Times.
func Order(sentences []Sentence) []int {
	var out []int
	for i, s := range sentences {
		for range max(s.Times, 1) {
			out = append(out, i)
		}
	}
	return out
}

// Token is a syntactic word. The parts of a multiword token ("don't") are
// tokens of their own, the range itself and empty nodes are not.
type Token struct {
	Form  string
	Lemma string
	UPOS  string
	XPOS  string
	// Head is an index into Sentence.Tokens, or Root.
	Head int
	Rel  string
	// Glued: no space between this token and the next.
	Glued bool
}

// Words returns the tokens' forms.
func (s *Sentence) Words() []string {
	out := make([]string, len(s.Tokens))
	for i := range s.Tokens {
		out[i] = s.Tokens[i].Form
	}
	return out
}

// Tags returns the tokens' Penn tags (XPOS).
func (s *Sentence) Tags() []string {
	out := make([]string, len(s.Tokens))
	for i := range s.Tokens {
		out[i] = s.Tokens[i].XPOS
	}
	return out
}

// ReadFile reads a file, gzipped if its name ends in .gz.
func ReadFile(path string) ([]Sentence, error) {
	in, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return Read(path, in)
}

// Read reads every sentence. Each is a tree: one root, every token reaches it.
// Errors give name and line, and wrap ErrSyntax unless reading itself failed.
func Read(name string, in io.Reader) ([]Sentence, error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	var (
		out []Sentence
		r   sentenceReader
		n   int
	)
	for lines.Scan() {
		n++
		line := strings.TrimSuffix(lines.Text(), "\r")
		if strings.TrimSpace(line) != "" {
			if err := r.line(line); err != nil {
				return nil, fmt.Errorf("%s:%d: %w: %w", name, n, ErrSyntax, err)
			}
			continue
		}
		if err := r.end(&out); err != nil {
			return nil, fmt.Errorf("%s:%d: %w: %w", name, n, ErrSyntax, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	if err := r.end(&out); err != nil {
		return nil, fmt.Errorf("%s:%d: %w: %w", name, n, ErrSyntax, err)
	}
	return out, nil
}

// sentenceReader gathers one sentence.
type sentenceReader struct {
	s Sentence
	// multiEnd is the last ID of the multiword token being read; multiGlued
	// is whether no space follows it.
	multiEnd   int
	multiGlued bool
}

const columns = 10

func (r *sentenceReader) line(line string) error {
	if comment, ok := strings.CutPrefix(line, "#"); ok {
		if key, value, ok := strings.Cut(comment, "="); ok {
			switch strings.TrimSpace(key) {
			case "sent_id":
				r.s.ID = strings.TrimSpace(value)
			case "text":
				r.s.Text = strings.TrimSpace(value)
			}
		}
		return nil
	}
	col := strings.Split(line, "\t")
	if len(col) != columns {
		return fmt.Errorf("%d columns, want %d separated by tabs", len(col), columns)
	}
	glued := false
	for field := range strings.SplitSeq(col[9], "|") {
		glued = glued || field == "SpaceAfter=No"
	}
	id := col[0]
	if strings.Contains(id, ".") {
		return nil // an empty node
	}
	if first, last, ok := strings.Cut(id, "-"); ok {
		a, err1 := strconv.Atoi(first)
		b, err2 := strconv.Atoi(last)
		if err1 != nil || err2 != nil || a != len(r.s.Tokens)+1 || b < a || r.multiEnd != 0 {
			return fmt.Errorf("range %q is out of place", id)
		}
		r.multiEnd, r.multiGlued = b, glued
		return nil
	}
	n, err := strconv.Atoi(id)
	if err != nil || n != len(r.s.Tokens)+1 {
		return fmt.Errorf("ID %q, want %d", id, len(r.s.Tokens)+1)
	}
	switch {
	case n < r.multiEnd:
		glued = true
	case n == r.multiEnd:
		glued, r.multiEnd = r.multiGlued, 0
	}
	if col[1] == "" {
		return errors.New("the form is empty")
	}
	head, err := strconv.Atoi(col[6])
	if err != nil || head < 0 || head == n {
		return fmt.Errorf("head %q of token %d is no other token's ID", col[6], n)
	}
	r.s.Tokens = append(r.s.Tokens, Token{
		Form: col[1], Lemma: col[2], UPOS: col[3], XPOS: col[4],
		Head: head - 1, Rel: col[7], Glued: glued,
	})
	return nil
}

// end closes the sentence at an empty line or the end of the file.
func (r *sentenceReader) end(out *[]Sentence) error {
	s := r.s
	open := r.multiEnd
	*r = sentenceReader{}
	if len(s.Tokens) == 0 {
		return nil
	}
	if open != 0 {
		return fmt.Errorf("sentence %q ends inside a multiword token", s.ID)
	}
	if err := CheckTree(len(s.Tokens), func(i int) int { return s.Tokens[i].Head }); err != nil {
		return fmt.Errorf("sentence %q: %w", s.ID, err)
	}
	*out = append(*out, s)
	return nil
}

// CheckTree tells what keeps n heads from being a tree with one root: nil if
// nothing does.
func CheckTree(n int, head func(int) int) error {
	roots := 0
	for i := range n {
		h := head(i)
		if h < Root || h >= n {
			return fmt.Errorf("head %d of token %d does not exist", h+1, i+1)
		}
		if h == Root {
			roots++
		}
	}
	if roots != 1 {
		return fmt.Errorf("%d roots, want 1", roots)
	}
	// safe: known to reach the root. A walk that meets its own trail is a cycle.
	const safe = -1
	trail := make([]int, n)
	for i := range n {
		at := i
		for at != Root && trail[at] == 0 {
			trail[at] = i + 1
			at = head(at)
		}
		if at != Root && trail[at] == i+1 {
			return fmt.Errorf("token %d is in a cycle", at+1)
		}
		for at = i; at != Root && trail[at] == i+1; at = head(at) {
			trail[at] = safe
		}
	}
	return nil
}
