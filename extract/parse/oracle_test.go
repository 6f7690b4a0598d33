package parse

import (
	"testing"

	"sitrep/extract/parse/conllu"
	"sitrep/extract/perceptron"
)

func TestZZ(t *testing.T) {
	ss, err := conllu.ReadFile("/work/shared/data/ud-ewt/dev.conllu.gz")
	if err != nil {
		t.Fatal(err)
	}
	sys := systemOf(ss)
	var a Attachment
	full := 0
	for i := range ss {
		s := &ss[i]
		ws := &workspace{}
		ws.look(s.Words(), s.Tags(), perceptron.NewClasses(nil, nil))
		g := newGold(s, sys)
		at := int32(0)
		for !ws.final(&ws.states[at]) {
			st := ws.apply(at, g.move(ws, &ws.states[at]), g.rel[max(0, ws.topToken(at))], sys)
			ws.states = append(ws.states, st)
			at = int32(len(ws.states) - 1)
		}
		b := a
		a.Add(s, ws.arcs(at, sys))
		if a.Full-b.Full == len(s.Tokens) {
			full++
		}
	}
	t.Log(a.UAS(), a.LAS(), full, len(ss))
}
