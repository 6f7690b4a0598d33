package relate

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Fit gives back the shares that the examples have, by feature and by the sums
// of features.
func TestFit(t *testing.T) {
	var examples []Example
	add := func(n, right int, features ...string) {
		for i := range n {
			examples = append(examples, Example{Features: append([]string{"any"}, features...), Right: i < right})
		}
	}
	add(200, 180, "verb")
	add(200, 100, "noun")
	add(100, 50, "noun", "far")
	add(2, 0, "rare")
	w := Fit(examples)
	chance := func(features ...string) float64 {
		sum := w["any"]
		for _, f := range features {
			sum += w[f]
		}
		return 1 / (1 + math.Exp(-sum))
	}
	for _, tt := range []struct {
		features []string
		want     float64
	}{{[]string{"verb"}, 0.9}, {[]string{"noun"}, 0.5}, {[]string{"noun", "far"}, 0.5}} {
		if got := chance(tt.features...); math.Abs(got-tt.want) > 0.03 {
			t.Errorf("%v: %.2f, want about %.2f", tt.features, got, tt.want)
		}
	}
	// Two wrong ones are too few to rule the third out.
	if got := chance("rare"); got < 0.15 || got > 0.6 {
		t.Errorf("a rare feature: %.2f", got)
	}
	if diff := cmp.Diff(w, Fit(examples)); diff != "" {
		t.Errorf("learnt twice: %s", diff)
	}
}
