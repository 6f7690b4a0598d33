package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// raced mends a participle that is taken for the verb, so that the verb has the noun
// before it for its subject: "two nuns dragged off a bus by rebels were freed".
func (t *tree) raced(w int) {
	v := t.head(w)
	if v < 0 || v > w || !t.verb(v) || t.tokens[v].Tag != "VBD" && t.tokens[v].Tag != "VBN" || t.child(v, "aux", "mark") >= 0 || t.child(w, "mark", "cc") >= 0 || !t.harms(v) {
		return
	}
	subj, n := t.child(v, "nsubj", "nsubj:pass"), t.child(w, "nsubj", "nsubj:pass")
	first := t.child(w, "aux", "cop")
	if subj != v-1 || first < 0 || first > w || first < v+3 || t.tokens[first-1].Text == "," || t.tokens[first-1].Tag == "CC" {
		return
	}
	by := -1
	for k := v + 1; k < first; k++ {
		if t.verb(k) || t.relative(k) || strings.ContainsAny(t.tokens[k].Text, ",;:") {
			return
		}
		if t.lemma(k) == "by" && t.tokens[k].Tag == "IN" && by < 0 {
			by = t.head(k)
		}
	}
	if by < 0 || n >= 0 && n < v {
		return
	}
	t.own()
	t.attach(w, t.head(v), t.rel(v))
	t.attach(subj, w, "nsubj")
	if t.child(w, "aux:pass") >= 0 {
		t.tokens[subj].Rel = "nsubj:pass"
	}
	t.attach(v, subj, "acl")
	t.tokens[v].Tag = "VBN"
	if n >= 0 {
		t.attach(n, v, "obl")
	}
	t.handOver(w, v, func(k int) bool { return k > v && k < first && k != subj })
	t.handOver(v, w, func(k int) bool { return k > first })
	for _, k := range slices.Clone(t.kids[v]) {
		if t.is(k, "obj") {
			t.tokens[k].Rel = "obl" // "off a bus"
		}
	}
	if by > v && by < first {
		t.attach(by, v, "obl:agent")
	}
}

// dubbed mends a participle that names somebody and is taken for the verb: "a gang
// called Nightjar encrypted the files".
func (t *tree) dubbed(v int) {
	h := t.head(v)
	if h < 0 || h > v || t.lemma(h) != "call" && t.lemma(h) != "name" && t.lemma(h) != "dub" || t.child(h, "aux") >= 0 || t.child(v, "obj", "obl") < v {
		return
	}
	n, o := t.child(h, "nsubj"), t.child(h, "obj")
	if n < 0 || n != h-1 || o < h || o > v || t.cover[o] < 0 || t.doc.Mentions[t.cover[o]].Form != extract.Name {
		return
	}
	t.attach(v, t.head(h), t.rel(h))
	t.handOver(h, v, func(k int) bool { return k > v })
	t.attach(n, v, "nsubj")
	t.attach(h, n, "acl")
}

// perished mends a finite verb that is taken for a participle, though nobody can
// be died: "carried off nine men, and some forty people died".
func (t *tree) perished(v int) {
	n := t.head(v)
	if n < 0 || n > v || t.child(v, "nsubj", "aux", "mark") >= 0 || len(t.under(v, "by")) > 0 {
		return
	}
	h := t.head(n)
	if h >= 0 && t.is(n, "conj") && t.child(n, "cc") >= 0 {
		for h >= 0 && !t.verb(h) {
			h = t.head(h)
		}
		if h < 0 {
			return
		}
		t.attach(v, h, "conj")
		t.attach(t.child(n, "cc"), v, "cc")
	} else if h < 0 {
		t.attach(v, -1, "root")
	} else {
		return
	}
	t.tokens[v].Tag = "VBD"
	t.attach(n, v, "nsubj")
}

// riders mends a participle that is taken for the verb of a clause, with the verb
// taken to qualify the participle's object: "after gunmen riding motorbikes
// attacked a post".
func (t *tree) riders(v int) {
	n, mark := t.child(v, "nsubj"), t.child(v, "mark", "advmod")
	if n < 0 || n > v || mark < 0 || mark > n || t.child(v, "aux") >= 0 {
		return
	}
	for w := v + 2; w < len(t.tokens) && w-v < 16; w++ {
		if t.tokens[w].Text == "," {
			return
		}
		if t.tokens[w].Tag != "VBD" && t.tokens[w].Tag != "VBN" || t.rel(w) != "acl" && t.rel(w) != "advcl" || t.child(w, "nsubj", "mark", "aux") >= 0 || len(t.under(w, "by")) > 0 {
			continue
		}
		if !t.beneath(w, v) {
			return
		}
		t.own()
		t.attach(w, t.head(v), "advcl")
		t.attach(mark, w, t.rel(mark))
		t.attach(n, w, "nsubj")
		t.attach(v, n, "acl")
		t.tokens[w].Tag = "VBD"
		return
	}
}

// beneath tells whether a token hangs somewhere below another.
func (t *tree) beneath(k, top int) bool {
	for h := t.head(k); h >= 0; h = t.head(h) {
		if h == top {
			return true
		}
	}
	return false
}

// backed mends a participle between commas that is taken for the sentence's verb,
// with the verb hung on its agent: "Police, backed by helicopters, sealed off".
func (t *tree) backed(v int) {
	n := t.child(v, "nsubj", "nsubj:pass")
	if n < 0 || n > v || t.child(v, "aux") >= 0 {
		return
	}
	for _, a := range t.under(v, "by") {
		w := t.child(a, "acl")
		if w < a || t.rel(w) == "acl:relcl" || t.tokens[w-1].Text != "," || len(t.under(w, "by")) > 0 {
			continue
		}
		t.attach(w, -1, "root")
		t.attach(n, w, "nsubj")
		t.handOver(v, w, func(k int) bool { return k > w })
		t.attach(v, n, "acl")
		t.tokens[w].Tag = "VBD"
		if w+1 < len(t.tokens) && t.rel(w+1) == "case" {
			t.particle(w + 1)
		}
		return
	}
}

// elliptic mends the second of two passives that leaves out the auxiliary:
// "three were killed and six pupils hurt when".
func (t *tree) elliptic(v int) {
	h, n := t.head(v), t.child(v, "nsubj")
	if h < 0 || h > v || n < 0 || n > v || t.child(h, "aux:pass") < 0 || t.child(v, "aux", "obj") >= 0 || t.tokens[v].Tag != "VBD" && t.tokens[v].Tag != "VBN" || !t.harms(v) || !t.harms(h) && !t.frees(h) {
		return
	}
	t.own()
	t.tokens[n].Rel, t.tokens[v].Tag = "nsubj:pass", "VBN"
}
