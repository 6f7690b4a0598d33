package graph

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func word(s string) Term { return Term{Kind: Word, Text: s} }

func once(names ...string) PredicateTerm { return PredicateTerm{Once: names} }

func repeated(sets ...[]string) PredicateTerm { return PredicateTerm{Repeated: sets} }

func TestParseQuery(t *testing.T) {
	chain := func(a Term, p PredicateTerm, forward bool, b Term) Query {
		return Query{Nodes: []Term{a, b}, Steps: []Step{{Predicate: p, Forward: forward}}}
	}
	for _, c := range []struct {
		text, printed string
		want          Query
	}{
		{"militia -> attacked -> site", "", chain(word("militia"), once("attacked"), true, word("site"))},
		{"militia→attacked→site", "militia -> attacked -> site", chain(word("militia"), once("attacked"), true, word("site"))},
		{"al-Tanf<-attacked<-C-RAM", "al-Tanf <- attacked <- C-RAM", chain(word("al-Tanf"), once("attacked"), false, word("C-RAM"))},
		{"A ← p ← B", "A <- p <- B", chain(word("A"), once("p"), false, word("B"))},
		{"A --> p ---> B", "A -> p -> B", chain(word("A"), once("p"), true, word("B"))},
		{"* -> * -> *", "", chain(Term{Kind: AnyNode}, once("*"), true, Term{Kind: AnyNode})},
		{`"*" -> p -> "a|b -> c"`, "", chain(word("*"), once("p"), true, word("a|b -> c"))},
		{`“Green Zone” -> p -> "say \"no\" \\ yes"`, `Green Zone -> p -> "say \"no\" \\ yes"`, chain(word("Green Zone"), once("p"), true, word(`say "no" \ yes`))},
		{"Abu  Mahdi\tal-Muhandis -> p -> IRGC (Quds+)", "Abu Mahdi al-Muhandis -> p -> IRGC (Quds+)", chain(word("Abu Mahdi al-Muhandis"), once("p"), true, word("IRGC (Quds+)"))},
		{`class:militia -> p -> Name: "Iran"`, "class:militia -> p -> name:Iran", chain(Term{ClassTerm, "militia"}, once("p"), true, Term{NameTerm, "Iran"})},
		{`"class:x" -> p -> name:class:x`, `"class:x" -> p -> name:"class:x"`, chain(word("class:x"), once("p"), true, Term{NameTerm, "class:x"})},
		{"A -> attacked | killed|attacked -> B", "A -> attacked|killed -> B", chain(word("A"), once("attacked", "killed"), true, word("B"))},
		{"A -> part of+ -> B", "A -> part_of+ -> B", chain(word("A"), repeated([]string{"part_of"}), true, word("B"))},
		{"A -> (a|b)+|c -> B", "A -> c|(a|b)+ -> B", chain(word("A"), PredicateTerm{Once: []string{"c"}, Repeated: [][]string{{"a", "b"}}}, true, word("B"))},
		{"A -> ((a|b+)+)+ -> B", "A -> (a|b)+ -> B", chain(word("A"), repeated([]string{"a", "b"}), true, word("B"))},
		{"A -> *+ -> B", "", chain(word("A"), repeated([]string{"*"}), true, word("B"))},
		{`A -> "x|y" -> B`, "", chain(word("A"), once("x|y"), true, word("B"))},
		{"A -> p -> B <- q <- C", "", Query{
			Nodes: []Term{word("A"), word("B"), word("C")},
			Steps: []Step{{once("p"), true}, {once("q"), false}},
		}},
	} {
		got, err := ParseQuery(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.text, diff)
		}
		if c.printed == "" {
			c.printed = c.text
		}
		if got.String() != c.printed {
			t.Errorf("%s: printed %s, want %s", c.text, got, c.printed)
		}
	}
}

func TestParseQueryErrors(t *testing.T) {
	for _, c := range []struct {
		text     string
		column   int
		expected string
		found    string
	}{
		{"", 1, "a name, class, id or *", "the end"},
		{"militia", 8, "-> or <-", "the end"},
		{"militia -> ", 12, "a predicate", "the end"},
		{"militia -> attacked", 20, "|, + or -> and a node after the predicate", "the end"},
		{"militia -> attacked -> ", 24, "a name, class, id or *", "the end"},
		{"A -> p <- B", 8, "-> and a node after the predicate", "<-"},
		{"A -> -> B", 6, "a predicate", "->"},
		{"-> p -> B", 1, "a name, class, id or *", "->"},
		{"A <-> p -> B", 3, "an arrow of one direction, -> or <-", "<-"},
		{"Šabac → a||b → B", 11, "a predicate", "'|'"},
		{"A -> (a|b -> B", 11, "| or )", "->"},
		{"A -> a) -> B", 7, "|, + or -> and a node after the predicate", "')'"},
		{`A -> p -> "B`, 13, `a closing "`, "the end"},
		{`A -> p -> " "`, 11, "a name between the quotes", `'"'`},
		{`A -> p -> "B" C`, 15, "an arrow or the end after the quoted name", "'C'"},
		{`A -> p -> the "B"`, 15, "an arrow, or quotes around the whole name", `'"'`},
		{"A|B -> p -> C", 2, "one name (quote a name that holds |)", "'|'"},
		{"class: -> p -> C", 8, "a class after class:", "->"},
		{`A -> "*" -> C`, 6, "a predicate's name inside the quotes", `'"'`},
		{"\uFFFD \xff -> p -> C", 3, "UTF-8 text", "other bytes"},
		{"A -> " + strings.Repeat("(", 40), 38, "fewer brackets inside one another", "'('"},
		{strings.Repeat("A", maxQuery+1), maxQuery + 1, "the end within 10000 characters", "'A'"},
	} {
		_, err := ParseQuery(c.text)
		var got *SyntaxError
		if !errors.As(err, &got) {
			t.Errorf("%q: error %v, want a SyntaxError", c.text, err)
			continue
		}
		if got.Column != c.column || got.Expected != c.expected || got.Found != c.found {
			t.Errorf("%q: column %d, expected %q, found %q; want %d, %q, %q", c.text, got.Column, got.Expected, got.Found, c.column, c.expected, c.found)
		}
	}
}

func TestCaret(t *testing.T) {
	_, err := ParseQuery("Šabac\t→ a||b → B")
	var syntax *SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatal(err)
	}
	if got, want := syntax.Caret(), "Šabac → a||b → B\n          ^\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestParseParts(t *testing.T) {
	if p, err := ParsePredicate("a|b+"); err != nil || p.String() != "a|b+" {
		t.Errorf("got %s, %v", p, err)
	}
	if _, err := ParsePredicate("a -> b"); err == nil {
		t.Error("an arrow passed as part of a predicate")
	}
	if term, err := ParseTerm("class:site"); err != nil || term != (Term{ClassTerm, "site"}) {
		t.Errorf("got %v, %v", term, err)
	}
	if _, err := ParseTerm("a -> b"); err == nil {
		t.Error("an arrow passed as part of a node")
	}
}

func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{
		"militia -> attacked|killed+ -> *", `"a->b" ← (a|b)+|"c d" ← name:x`, "class:“x\\”” → *+ → \\",
		"A <- p <- B -> q -> C", "a -> (((b+)+|c)+)+ -> d", "A - > p -> B", "\xff", "class:name:\"*\" -> a_b c -> <x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseQuery(text)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("%T is no SyntaxError", err)
			}
			if n := len([]rune(syntax.Query)); syntax.Column < 1 || syntax.Column > n+1 {
				t.Fatalf("column %d of %d", syntax.Column, n)
			}
			return
		}
		if len(q.Nodes) != len(q.Steps)+1 {
			t.Fatalf("%d nodes and %d steps", len(q.Nodes), len(q.Steps))
		}
		printed := q.String()
		again, err := ParseQuery(printed)
		if len([]rune(printed)) > maxQuery {
			return // quotes and escapes can lengthen a query of the greatest length
		}
		if err != nil {
			t.Fatalf("%q printed as %q: %v", text, printed, err)
		}
		if diff := cmp.Diff(q, again); diff != "" {
			t.Fatalf("%q printed as %q: %s", text, printed, diff)
		}
	})
}
