package nlp

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"github.com/aaaton/golem/v4"
	"github.com/aaaton/golem/v4/dicts/en"
)

// irregular.tsv holds the verb forms whose dictionary entry is another word
// ("left", "found", "shot"), which golem gives back unchanged.
//
//go:embed irregular.tsv
var irregularTSV string

type lemmatiser struct {
	dict      *golem.Lemmatizer
	irregular map[string]string
}

func newLemmatiser() (*lemmatiser, error) {
	dict, err := golem.New(en.New())
	if err != nil {
		return nil, err
	}
	l := &lemmatiser{dict: dict, irregular: map[string]string{}}
	for line := range strings.Lines(irregularTSV) {
		if form, lemma, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && form[0] != '#' {
			l.irregular[form] = lemma
		}
	}
	return l, nil
}

// lemma returns the lower-case dictionary form of a word with a Penn tag.
func (l *lemmatiser) lemma(word, tag string) string {
	low := strings.ToLower(word)
	switch {
	case strings.HasPrefix(tag, "VB"):
		if v, ok := l.irregular[low]; ok {
			return v
		}
		v := l.dict.LemmaLower(low)
		switch {
		case v == low && tag == "VBG":
			return l.dropEnd(low, "ing")
		case v == low && (tag == "VBD" || tag == "VBN"):
			return l.dropEnd(low, "ed")
		}
		return v
	case tag == "NNS", tag == "NNPS":
		return l.singular(low)
	}
	return low
}

// dropEnd undoes -ing and -ed where golem keeps the word, as that is a noun or
// an adjective too ("building", "meeting") or the verb a rare one ("torched").
func (l *lemmatiser) dropEnd(w, end string) string {
	stem, ok := strings.CutSuffix(w, end)
	if !ok || len(stem) < 2 {
		return w
	}
	if n := len(stem); n > 3 && strings.ContainsRune("lsfz", rune(stem[n-1])) && stem[n-1] == stem[n-2] && l.dict.InDict(stem) {
		return stem // "calling" is no form of "cal"
	} else if n > 3 && stem[n-1] == stem[n-2] && l.dict.InDict(stem[:n-1]) {
		return stem[:n-1]
	}
	if l.dict.InDict(stem) {
		return stem
	}
	if l.dict.InDict(stem + "e") {
		return stem + "e"
	}
	// No verb ends in a doubled n or t: "machinegunned".
	if n := len(stem); n > 5 && strings.ContainsRune("bdgmnprt", rune(stem[n-1])) && stem[n-1] == stem[n-2] {
		return stem[:n-1]
	}
	return w
}

// singular undoes a plural; a word that golem doesn't know loses its s.
func (l *lemmatiser) singular(w string) string {
	if s := l.dict.LemmaLower(w); s != w {
		return s
	}
	if l.dict.InDict(w) {
		return w
	}
	if s, ok := strings.CutSuffix(w, "ies"); ok {
		return s + "y"
	}
	if i := strings.LastIndexByte(w, '-'); i >= 0 {
		return w[:i+1] + l.singular(w[i+1:])
	}
	if strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}

// minCaps is how many letters a sentence needs before "all capitals" means
// that it was sent so, rather than that it is a heading's acronym.
const minCaps = 12

// allCaps tells whether nearly all letters of the words are capitals.
func allCaps(words []string) bool {
	upper, lower := 0, 0
	for _, w := range words {
		for _, r := range w {
			switch {
			case unicode.IsUpper(r):
				upper++
			case unicode.IsLower(r):
				lower++
			}
		}
	}
	return upper >= minCaps && lower*10 <= upper
}

// titled tells whether a sentence is a headline in which each word but the shortest
// has a capital: "Army Retakes State Broadcaster's Building", and no list of names.
func (l *lemmatiser) titled(words []string) bool {
	if words[len(words)-1] == "." || slices.Contains(words, "(") {
		return false
	}
	large, known := 0, 0
	for i, w := range words {
		r := []rune(w)
		low := strings.ToLower(w)
		switch {
		case len(r) < 4 || !unicode.IsLetter(r[0]) || small[low]:
		case !unicode.IsUpper(r[0]):
			return false
		default:
			large++
			if i > 0 && l.known(low) {
				known++
			}
		}
	}
	return large >= minTitle && known >= 2
}

// minTitle is how many words with a capital make a headline.
const minTitle = 4

// small are the longer words that a headline writes without a capital.
var small = map[string]bool{"with": true, "from": true, "after": true, "over": true, "into": true, "amid": true, "near": true, "under": true, "before": true, "during": true, "between": true, "against": true, "across": true, "than": true, "that": true, "outside": true, "inside": true, "around": true, "upon": true, "onto": true}

// truecase gives the words of an all-capitals sentence the case that the
// tagger was trained on: a word of the dictionary is lower case, any other is
// taken for a name.
func (l *lemmatiser) truecase(words []string) {
	for i, w := range words {
		low := strings.ToLower(w)
		switch {
		case i == 0 || !l.known(low):
			words[i] = title(low)
		default:
			words[i] = low
		}
	}
}

func (l *lemmatiser) known(low string) bool {
	if !strings.ContainsFunc(low, unicode.IsLetter) || l.dict.InDict(low) || strings.HasPrefix(low, "'") {
		return true
	}
	for part := range strings.SplitSeq(low, "-") {
		if !l.dict.InDict(part) {
			return false
		}
	}
	return true
}

func title(low string) string {
	parts := strings.Split(low, "-")
	for i, p := range parts {
		if p != "" {
			r := []rune(p)
			r[0] = unicode.ToUpper(r[0])
			parts[i] = string(r)
		}
	}
	return strings.Join(parts, "-")
}
