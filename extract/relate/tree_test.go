package relate

import (
	"testing"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// A wrong tree may make "some" the antecedent of the "which" in its own
// of-phrase; looking for what it stands for must end.
func TestMentionEnds(t *testing.T) {
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := &extract.Document{
		Text: "some of which burned",
		Tokens: []extract.Token{
			{Text: "some", Lemma: "some", Tag: "DT", Head: -1, Rel: "root"},
			{Text: "of", Lemma: "of", Tag: "IN", Head: 2, Rel: "case"},
			{Text: "which", Lemma: "which", Tag: "WDT", Head: 3, Rel: "nmod"},
			{Text: "burned", Lemma: "burn", Tag: "VBD", Head: 0, Rel: "acl:relcl"},
		},
		Sentences: []extract.Sentence{{First: 0, Last: 4}},
	}
	tr := newTree(lex, d, 0, nil)
	tr.kids[0] = append(tr.kids[0], 2)
	for i := range d.Tokens {
		if m := tr.mention(i); m != -1 {
			t.Errorf("token %d stands for mention %d, want none", i, m)
		}
	}
}
