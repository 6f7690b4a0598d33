package parse

import (
	"testing"

	"sitrep/extract/parse/conllu"
)

func TestAttachment(t *testing.T) {
	s := conllu.Sentence{Tokens: []conllu.Token{
		{Form: "He", Head: 2, Rel: "nsubj:pass"},
		{Form: "was", Head: 2, Rel: "aux:pass"},
		{Form: "shot", Head: Root, Rel: "root"},
		{Form: "dead", Head: 2, Rel: "xcomp"},
	}}
	right := []Arc{{2, "nsubj:pass"}, {2, "aux:pass"}, {Root, "root"}, {2, "xcomp"}}
	with := func(i int, a Arc) []Arc {
		out := append([]Arc(nil), right...)
		out[i] = a
		return out
	}
	for name, c := range map[string]struct {
		arcs           []Arc
		uas, las, base float64
	}{
		"all right":      {right, 100, 100, 100},
		"wrong subtype":  {with(0, Arc{2, "nsubj"}), 100, 75, 100},
		"wrong relation": {with(3, Arc{2, "obj"}), 100, 75, 75},
		"wrong head":     {with(3, Arc{1, "xcomp"}), 75, 75, 75},
		"wrong root":     {with(2, Arc{3, "root"}), 75, 75, 75},
	} {
		var a Attachment
		a.Add(&s, c.arcs)
		if a.UAS() != c.uas || a.LAS() != c.las || a.BaseLAS() != c.base || a.Tokens != 4 {
			t.Errorf("%s: UAS %v, LAS %v, base %v of %d tokens; want %v, %v, %v of 4", name, a.UAS(), a.LAS(), a.BaseLAS(), a.Tokens, c.uas, c.las, c.base)
		}
	}
	var none Attachment
	if none.UAS() != 0 || none.LAS() != 0 {
		t.Error("a score of nothing is not 0")
	}
}
