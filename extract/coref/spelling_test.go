package coref

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAlike(t *testing.T) {
	for _, pair := range []string{
		"soleimani suleimani", "kadhimi kazemi", "houthi huthi", "mosul mossul", "hussein husayn", "hussein hosein",
		"mohammed muhammad", "mohammed mohamed", "zelensky zelenskyy", "fallujah falluja", "qadhafi gadhafi", "tawfik taufik",
	} {
		a, b, _ := strings.Cut(pair, " ")
		if !alike(a, b) {
			t.Errorf("%s and %s are spellings of one name", a, b)
		}
		if skeleton([]string{a}) != skeleton([]string{b}) {
			t.Errorf("%s and %s have two keys, %s and %s", a, b, skeleton([]string{a}), skeleton([]string{b}))
		}
	}
	for _, pair := range []string{
		"hassan hussein", "samir samar", "bashir bashar", "karim karam", "nasser nasrallah", "brown bryan", "larsen larson", "m23 m24",
	} {
		if a, b, _ := strings.Cut(pair, " "); alike(a, b) {
			t.Errorf("%s and %s are two names", a, b)
		}
	}
}

// Names that are alike are so both ways, and lie under one key.
func TestAlikeIsSymmetric(t *testing.T) {
	word := rapid.StringMatching(`[adehiklmnoqsuwyz]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if alike(a, b) != alike(b, a) {
			t.Fatalf("%s and %s are alike one way only", a, b)
		}
		if alike(a, b) && skeleton([]string{a}) != skeleton([]string{b}) {
			t.Fatalf("%s and %s are alike, but have the keys %s and %s", a, b, skeleton([]string{a}), skeleton([]string{b}))
		}
	})
}
