package parse

import (
	"slices"
	"strings"
)

// join parses the parts and hangs them on the rest; rootAt returns the root of the
// stretch that a token stands in, or -1.
func (r *reduction) join(m *Model, parts []part, rootAt func(int) int) {
	for _, p := range parts {
		words := p.words
		switch p.kind {
		case according:
			words = words[2:]
		case condition:
			words = r.uninverted(&p)
		}
		top := r.tree(m, words)
		if top < 0 {
			continue
		}
		at := rootAt(p.words[0])
		switch p.kind {
		case relative:
			r.attach(top, p.anchor, "acl:relcl")
			continue
		case condition:
			r.attach(p.aux, p.verb, "aux")
			if p.anchor >= 0 {
				r.attach(p.anchor, p.verb, "mark")
				r.tok(p.verb).Tag = "VB"
			}
			if at >= 0 {
				r.attach(top, at, "advcl")
			}
			continue
		case aside:
			r.attach(top, p.anchor, "appos")
			continue
		case according:
			r.attach(p.verb, top, "case")
			r.attach(p.words[1], p.verb, "fixed")
			if at < 0 {
				continue
			}
			r.attach(top, at, "obl")
		case saying:
			if top != p.verb {
				r.reroot(top, p.verb)
			}
			r.speaker(p)
			if at >= 0 {
				r.attach(p.verb, at, "parataxis")
			}
		}
	}
}

// uninverted returns the words of a condition as those of a plain clause, which
// the parser knows better: "Kenya sent troops".
func (r *reduction) uninverted(p *part) []int {
	v := r.tok(p.verb)
	switch {
	case p.anchor >= 0:
		v.Tag = "VBP"
	case v.Tag == "VBN":
		v.Tag = "VBD"
	}
	return slices.DeleteFunc(slices.Clone(p.words), func(k int) bool { return k == p.aux || k == p.anchor })
}

// attach gives a token its head; both count from the sentence's first.
func (r *reduction) attach(k, head int, rel string) {
	r.doc.Tokens[k+r.first].Head, r.doc.Tokens[k+r.first].Rel = head+r.first, rel
}

// reroot makes the verb of saying the top of its part.
func (r *reduction) reroot(top, verb int) {
	r.doc.Tokens[verb+r.first].Head = -1
	r.attach(top, verb, "nsubj")
}

// speaker makes the noun beside the verb of saying its subject, whatever the
// parser took it for.
func (r *reduction) speaker(p part) {
	noun, sure := -1, false
	var others []int
	for _, k := range p.words {
		t := &r.doc.Tokens[k+r.first]
		if t.Head != p.verb+r.first || !strings.HasPrefix(t.Tag, "NN") && t.Tag != "PRP" && t.Tag != "JJ" || strings.HasPrefix(t.Rel, "obl") || t.Rel == "iobj" {
			continue
		}
		if subject := strings.HasPrefix(t.Rel, "nsubj"); noun < 0 || subject && !sure {
			if noun >= 0 {
				others = append(others, noun)
			}
			noun, sure = k, subject
		} else {
			others = append(others, k)
		}
	}
	if noun < 0 {
		return
	}
	r.attach(noun, p.verb, "nsubj")
	// "the agency UKMTO said": what else stands there names the same.
	for _, k := range others {
		r.attach(k, noun, "appos")
	}
}
