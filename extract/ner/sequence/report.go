package sequence

import (
	"fmt"
	"io"
	"maps"
	"strings"

	"sitrep/extract"
	"sitrep/extract/score"
)

// row is a line of a report: a class of a corpus, or all of them.
type row struct {
	Corpus     string      `json:"corpus"`
	Capitals   bool        `json:"capitals"`
	Class      string      `json:"class"`
	Exact      score.Count `json:"exact"`
	Overlap    score.Count `json:"overlap"`
	OwnExact   score.Count `json:"own_exact"`
	OwnOverlap score.Count `json:"own_overlap"`
	Speed      int         `json:"tokens_per_cpu_second"`
}

// rows are the classes of a corpus, the three without the weapons where it has
// some, and all.
func (r *Result) rows() []row {
	var out []row
	add := func(class string, pick func(score.Counts) score.Count) {
		w := row{Corpus: r.Corpus, Capitals: r.Capitals, Class: class, Exact: pick(r.Exact), Overlap: pick(r.Overlap), OwnExact: pick(r.OwnExact), OwnOverlap: pick(r.OwnOverlap)}
		if class == "all" && r.Spent > 0 {
			w.Speed = int(float64(r.Tokens) / r.Spent.Seconds())
		}
		if w.Exact.Gold+w.Exact.Found > 0 {
			out = append(out, w)
		}
	}
	for _, class := range extract.Classes {
		add(string(class), func(c score.Counts) score.Count {
			if n := c[string(class)]; n != nil {
				return *n
			}
			return score.Count{}
		})
	}
	if r.Exact[string(extract.Weapon)] != nil {
		add("all but weapons", func(c score.Counts) score.Count {
			c = maps.Clone(c)
			delete(c, string(extract.Weapon))
			return c.Total()
		})
	}
	add("all", score.Counts.Total)
	return out
}

// Rows are the lines of all results, for programs.
func Rows(results []Result) any {
	var out []row
	for i := range results {
		out = append(out, results[i].rows()...)
	}
	return out
}

// Report writes results as a Markdown table, in per cent; speed is in tokens
// per CPU second.
func Report(out io.Writer, results []Result) error {
	var b strings.Builder
	b.WriteString("| corpus | class | names | P | R | F1 | overlap F1 | own F1 | own overlap | tokens/s |\n")
	b.WriteString("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for i := range results {
		for _, r := range results[i].rows() {
			name, speed := r.Corpus, ""
			if r.Capitals {
				name += ", capitals"
			}
			if r.Speed > 0 {
				speed = fmt.Sprint(r.Speed)
			}
			fmt.Fprintf(&b, "| %s | %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %s |\n", name, r.Class, r.Exact.Gold,
				r.Exact.Precision(), r.Exact.Recall(), r.Exact.F1(), r.Overlap.F1(), r.OwnExact.F1(), r.OwnOverlap.F1(), speed)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}
