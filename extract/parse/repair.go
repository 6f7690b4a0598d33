package parse

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// retag corrects tags where the lexicon knows a verb that the tagger, trained
// on other text, took for something else.
func (r *reduction) retag(shown []int) {
	lex := r.lex
	finite, relative := false, false
	for _, k := range shown {
		// A verb after "that" or "who" is not the sentence's own.
		switch t := &r.doc.Tokens[k+r.first]; t.Tag {
		case "WDT", "WP", "WRB":
			relative = true
		case ",":
			relative = false
		case "VBD", "VBZ", "VBP", "MD":
			finite = finite || !relative
		case "IN":
			relative = relative || t.Lemma == "that"
		}
	}
	// "Should the army attack", "Did Israel bomb"
	asked := len(shown) > 0 && opensQuestion(r.tok(shown[0]))
	mandate := false
	opened := false // "that" opened a clause which has no verb yet
	whom := false   // likewise "whom"
	for i := 0; i+1 < len(shown); i++ {
		t, prev, next := &r.doc.Tokens[shown[i]+r.first], &extract.Token{}, &r.doc.Tokens[shown[i+1]+r.first]
		if i > 0 {
			prev = &r.doc.Tokens[shown[i-1]+r.first]
		}
		word := strings.ToLower(t.Text)
		switch {
		case t.Lemma == "that" && prev.Lemma == "demand":
			mandate = !r.predicated(shown[i+1:])
		case strings.HasPrefix(t.Tag, "VB") || t.Tag == "MD":
			mandate = false
		}
		whom = t.Lemma == "whom" || t.Tag == "WP$" || whom && !strings.HasPrefix(prev.Tag, "VB") && t.Tag != "MD" && t.Lemma != "have" && t.Lemma != "be"
		switch t.Tag {
		case "IN":
			opened = opened || t.Lemma == "that"
		case "VBD", "VBZ", "VBP", "MD":
			opened = false
		}
		switch {
		// "Rwanda denies backing the rebels"
		case strings.HasPrefix(t.Tag, "NN") && i > 0 && lex.Is("finite", word):
			t.Tag, finite = "VBZ", true
		// "neither arms nor trains the rebels"
		case (prev.Lemma == "neither" && i > 1 && !r.predicated(shown[:i]) || prev.Lemma == "nor") && verbal(lex, strings.ToLower(t.Lemma)) && t.Tag != "VB" && r.negatedVerb(shown, i):
			finite = true
			if t.Tag = "VBD"; strings.HasSuffix(word, "s") {
				t.Tag = "VBZ"
			}
		// "The force calls on the pirates", "and demands that China withdraw"
		case t.Tag == "NNS" && i > 0 && addresses(word, next.Lemma) && (prev.Tag == "NN" || strings.HasPrefix(prev.Tag, "NNP") || prev.Tag == "CC" || prev.Tag == "PRP"):
			t.Tag, finite = "VBZ", true
		// "demanded that the minister step down"
		case mandate && t.Tag == "NN" && strings.HasPrefix(prev.Tag, "NN") && (next.Tag == "RB" || next.Tag == "RP" || next.Tag == "IN" || next.Tag == "TO" || opensPhrase(next.Tag, t.Tag)):
			t.Tag, t.Lemma, mandate = "VB", word, false
		case asked && t.Tag == "NN" && verbal(lex, word) && (strings.HasPrefix(prev.Tag, "NN") || prev.Tag == "PRP") && opensPhrase(next.Tag, t.Tag):
			t.Tag, t.Lemma, asked = "VB", word, false
		// "charged with bombing the embassy", "accused of plotting to bomb it"
		case t.Tag == "NN" && prev.Tag == "IN" && gerund(lex, word, next.Lemma == "to") != "" && (opensPhrase(next.Tag, t.Tag) || next.Lemma == "to" || next.Tag == "CC" && i+2 < len(shown) && r.tok(shown[i+2]).Tag == "VBG"):
			t.Tag, t.Lemma = "VBG", gerund(lex, word, next.Lemma == "to")
		// "artillery shelled the town"
		case t.Tag == "NN" && strings.HasPrefix(prev.Tag, "NN") && participle(lex, word) != "" && (next.Tag == "DT" || strings.HasPrefix(next.Tag, "NNP")):
			t.Tag, t.Lemma, finite = "VBD", participle(lex, word), true
		// "The general, visibly irritated, rejected suggestions that"
		case !finite && i > 1 && t.Tag == "VBN" && prev.Tag == "," && strings.HasPrefix(next.Tag, "NN") && i+2 < len(shown) && (r.tok(shown[i+2]).Lemma == "that" || r.tok(shown[i+2]).Lemma == "of") && verbal(lex, t.Lemma):
			t.Tag, finite = "VBD", true
		// "stormed the mosque, shot at worshippers and fled"
		case word == "shot" && t.Tag == "NN" && (prev.Tag == "," || prev.Tag == "CC" || !finite && strings.HasPrefix(prev.Tag, "NN")) && (next.Lemma == "at" || next.Lemma == "dead"):
			t.Tag, t.Lemma, finite = "VBD", "shoot", true
		// "Rebels, the army says, attacked the town"
		case !finite && t.Tag == "VBN" && strings.HasPrefix(prev.Tag, "NN") && shown[i]-shown[i-1] > 1 && opensPhrase(next.Tag, "JJ"):
			t.Tag, finite = "VBD", true
		// "insisted that the army release its prisoners"
		case opened && t.Tag == "NN" && strings.HasPrefix(prev.Tag, "NN") && verbal(lex, t.Lemma) && opensPhrase(next.Tag, t.Tag) && next.Tag != "NNP":
			t.Tag, opened = "VBP", false
		// "from neighbouring Chad", "killed the outgoing minister"
		case (t.Tag == "VBG" || t.Tag == "VBN" || t.Tag == "VB") && lex.Is("attributive", strings.ToLower(t.Text)) && (strings.HasPrefix(next.Tag, "NN") || next.Tag == "JJ"):
			t.Tag, t.Lemma = "JJ", strings.ToLower(t.Text)
		// "Saturday's shooting at the house", "fighting between"
		case t.Tag == "VBG" && (next.Lemma == "between" || prev.Tag == "POS" && next.Tag == "IN"):
			t.Tag, t.Lemma = "NN", strings.ToLower(t.Text)
		// "Having met the king, he flew on"
		case i == 0 && word == "having" && (next.Tag == "VBN" || next.Tag == "VBD"):
			t.Tag, t.Lemma, next.Tag = "VBG", "have", "VBN"
		// "Backing for the marshal came from", "Funding of the militia"
		case t.Tag == "VBG" && i == 0 && (next.Lemma == "for" || next.Lemma == "of") && nounOf(lex, word, "supports"):
			t.Tag, t.Lemma = "NN", word
		// "Fighting flared between"
		case t.Tag == "VBG" && i == 0 && (next.Tag == "VBD" || next.Tag == "VBN") && lex.Is("occur", next.Lemma) && nounOf(lex, strings.ToLower(t.Text), "clashed_with"):
			t.Tag, t.Lemma, next.Tag = "NN", strings.ToLower(t.Text), "VBD"
		// "fresh fighting pitted the army against"
		case t.Tag == "VBG" && (prev.Tag == "JJ" || prev.Tag == "DT") && next.Lemma == "pit" && nounOf(lex, strings.ToLower(t.Text), "clashed_with"):
			t.Tag, t.Lemma, next.Tag = "NN", strings.ToLower(t.Text), "VBD"
		// "after hours of fighting with the rebels"
		case t.Tag == "VBG" && next.Tag == "IN" && (prev.Tag == "IN" || prev.Tag == "JJ" || prev.Tag == "DT") && nounOf(lex, strings.ToLower(t.Text), "clashed_with"):
			t.Tag, t.Lemma = "NN", strings.ToLower(t.Text)
		case prev.Lemma == "to" && (t.Tag == "JJ" || t.Tag == "NN" || t.Tag == "RB") && verbal(lex, strings.ToLower(t.Text)) && opensPhrase(next.Tag, t.Tag):
			prev.Tag, t.Tag, t.Lemma = "TO", "VB", strings.ToLower(t.Text)
		// "Relatives of the officer say that"
		case !finite && t.Tag == "VB" && strings.HasPrefix(prev.Tag, "NN") && (next.Lemma == "that" || opensPhrase(next.Tag, "JJ")) && lex.Is("speech", t.Lemma):
			t.Tag, finite = "VBP", true
		// "said that its commandos captured four men"
		case opened && t.Tag == "VBN" && (strings.HasPrefix(prev.Tag, "NN") || prev.Tag == "PRP") && (next.Tag == "DT" || next.Tag == "PRP$" || next.Tag == "CD" && t.Lemma != "give") && verbal(lex, t.Lemma):
			t.Tag, opened = "VBD", false
		// "four wanted militants"
		case t.Tag == "VBD" && (prev.Tag == "CD" || prev.Tag == "PRP$" || prev.Tag == "DT") && strings.HasPrefix(next.Tag, "NN") && lex.Is("attributive", word):
			t.Tag, t.Lemma = "JJ", word
		// "A drone hit the refinery"
		case !finite && t.Tag == "VB" && strings.HasPrefix(prev.Tag, "NN") && opensPhrase(next.Tag, "JJ"):
			t.Tag, finite = "VBD", true
		// "Chad's offensive against the rebels"
		case t.Tag == "JJ" && next.Tag == "IN" && (prev.Tag == "POS" || prev.Tag == "DT" || prev.Tag == "PRP$") && slices.ContainsFunc(lex.Frames[strings.ToLower(t.Text)], func(f lexicon.Frame) bool { return f.POS == lexicon.Noun }):
			t.Tag, t.Lemma = "NN", strings.ToLower(t.Text)
		// "are alleged to have killed"
		case t.Tag == "JJ" && lex.Is("report", strings.TrimSuffix(strings.ToLower(t.Text), "d")) && next.Lemma == "to" && copula(r, shown[:i]):
			t.Tag, t.Lemma = "VBN", strings.TrimSuffix(strings.ToLower(t.Text), "d")
		// "Nine were wounded"
		case t.Tag == "JJ" && participle(lex, t.Text) != "" && copula(r, shown[:i]):
			t.Tag, t.Lemma = "VBN", participle(lex, t.Text)
		// "Rebels set fire to the mill"
		case !finite && t.Tag == "JJ" && strings.HasPrefix(prev.Tag, "NN") && goesWith(lex, t.Lemma, next.Lemma):
			t.Tag, finite = "VBD", true
		// "The TNLA plans to attack": without another verb, it is the verb.
		case !finite && t.Tag == "NNS" && (next.Tag == "VBG" || next.Lemma == "that") && prev.Tag == "JJ" && prev.Text != strings.ToLower(prev.Text) && (lex.Is("threaten", t.Lemma) || lex.Is("speech", t.Lemma) || lex.Is("fail", t.Lemma)):
			prev.Tag, t.Tag, finite = "NNP", "VBZ", true
		case !finite && t.Tag == "NNS" && strings.HasPrefix(prev.Tag, "NNP") && (verbal(lex, t.Lemma) || lex.Is("threaten", t.Lemma) || lex.Is("speech", t.Lemma)) && (next.Tag == "TO" || next.Tag == "IN" || opensPhrase(next.Tag, t.Tag)):
			t.Tag, finite = "VBZ", true
		// "militants say Hamas plans to bomb the embassy"
		case t.Tag == "NNS" && next.Tag == "TO" && strings.HasPrefix(prev.Tag, "NNP") && i > 1 && lex.Is("threaten", t.Lemma) && r.reports(shown[i-2]):
			t.Tag = "VBZ"
		// "the men whom its police detained", "whose battalions fought in Kursk"
		case whom && t.Tag == "VBN" && (strings.HasPrefix(prev.Tag, "NN") || prev.Tag == "PRP"):
			t.Tag = "VBD"
		// "any ship bound for Haifa"
		case t.Tag == "NN" && word == "bound" && next.Lemma == "for" && strings.HasPrefix(prev.Tag, "NN"):
			t.Tag, t.Lemma = "VBN", "bind"
		// "set the boat ablaze"
		case t.Tag == "NN" && strings.HasPrefix(prev.Tag, "NN") && lex.Is("resultative", word):
			t.Tag = "JJ"
		// "police traded blows with", "the army launched strikes on"
		case t.Tag == "VBZ" && (prev.Tag == "VBN" || prev.Tag == "VBD") && goesWith(lex, prev.Lemma, t.Lemma):
			t.Tag = "NNS"
			if !finite && i > 1 && strings.HasPrefix(r.tok(shown[i-2]).Tag, "NN") {
				prev.Tag, finite = "VBD", true
			}
		// "taught by Wagner mercenaries at a camp"
		case t.Tag == "VBZ" && (next.Tag == "IN" || next.Tag == "," || next.Tag == "CC") && (strings.HasPrefix(prev.Tag, "NNP") || prev.Tag == "JJ") && nominal(lex, t.Lemma) && !verbal(lex, t.Lemma) && !lex.Is("speech", t.Lemma) && !lex.Is("threaten", t.Lemma) && !lex.Is("fail", t.Lemma):
			t.Tag = "NNS"
		// "when an RSF drone slammed into"
		case strings.HasPrefix(t.Tag, "VB") && lex.Nominals[word].Class == extract.Weapon && !verbal(lex, word) && strings.HasPrefix(prev.Tag, "NN") && (next.Tag == "VBD" || next.Tag == "VBN"):
			t.Tag, t.Lemma = "NN", word
			if next.Tag == "VBN" {
				next.Tag = "VBD"
			}
		// "Airstrikes killed": no finite verb stands before another.
		case t.Tag == "VBZ" && next.Tag[0] == 'V' && next.Tag != "VBG" && nominal(lex, t.Lemma) && !verbal(lex, t.Lemma):
			t.Tag = "NNS"
			if next.Tag == "VBN" {
				next.Tag, finite = "VBD", true
			}
		// "Helicopters shelled areas": without another verb, it is the verb.
		case !finite && t.Tag == "JJ" && (strings.HasPrefix(prev.Tag, "NN") || prev.Lemma == "each" || prev.Lemma == "both") && participle(lex, t.Text) != "" && next.Tag != "IN":
			t.Tag, t.Lemma, finite = "VBD", participle(lex, t.Text), true
		}
	}
}

// negatedVerb tells whether the word after the "neither" or "nor" at i-1 is one of
// two verbs that share their object.
func (r *reduction) negatedVerb(shown []int, i int) bool {
	t, next := r.tok(shown[i]), r.tok(shown[i+1])
	if t.Tag != "NNS" && t.Tag != "VBN" && t.Tag != "VBD" && t.Tag != "VBZ" && t.Tag != "JJ" {
		return false
	}
	if next.Lemma == "nor" {
		return true
	}
	return opensPhrase(next.Tag, "JJ") && slices.ContainsFunc(shown[:i], func(k int) bool { return r.tok(k).Lemma == "neither" })
}

// addresses tells whether a word is a verb that asks something of somebody, by
// the word after it.
func addresses(word, next string) bool {
	switch word {
	case "calls":
		return next == "on" || next == "upon"
	case "demands", "insists", "claims":
		return next == "that"
	}
	return false
}

// reports tells whether a token is a finite verb of saying.
func (r *reduction) reports(k int) bool {
	t := r.tok(k)
	return (t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP") && (r.lex.Is("speech", t.Lemma) || r.lex.Is("report", t.Lemma))
}

// predicated tells whether a verb stands among the words.
func (r *reduction) predicated(words []int) bool {
	return slices.ContainsFunc(words, func(k int) bool {
		t := r.tok(k)
		return strings.HasPrefix(t.Tag, "VB") || t.Tag == "MD"
	})
}

// opensQuestion tells whether an auxiliary that opens a sentence asks a question
// or makes a condition.
func opensQuestion(t *extract.Token) bool {
	return t.Tag == "MD" || t.Lemma == "do"
}

// gerund returns the verb of the lexicon whose gerund a word is, or an empty
// string; before an infinitive, one of planning or trying.
func gerund(lex *lexicon.Lexicon, word string, infinitive bool) string {
	stem, ok := strings.CutSuffix(word, "ing")
	if !ok || len(stem) < 3 {
		return ""
	}
	lemmas := []string{stem, stem + "e"}
	if n := len(stem); stem[n-1] == stem[n-2] {
		lemmas = append(lemmas, stem[:n-1])
	}
	for _, lemma := range lemmas {
		if infinitive && lex.Is("threaten", lemma) || !infinitive && verbal(lex, lemma) {
			return lemma
		}
	}
	return ""
}

// nominal tells whether the lexicon knows a noun for somebody, something or an event.
func nominal(lex *lexicon.Lexicon, lemma string) bool {
	_, ok := lex.Nominals[lemma]
	return ok || slices.ContainsFunc(lex.Frames[lemma], func(f lexicon.Frame) bool { return f.POS == lexicon.Noun })
}

// participle returns the verb of the lexicon whose regular participle a word
// is, or an empty string.
func participle(lex *lexicon.Lexicon, word string) string {
	word = strings.ToLower(word)
	for _, end := range []string{"ed", "d"} {
		if stem, ok := strings.CutSuffix(word, end); ok && verbal(lex, stem) {
			return stem
		}
	}
	return ""
}

// copula tells whether the words end with a form of "be", but for adverbs.
func copula(r *reduction, words []int) bool {
	for k := len(words) - 1; k >= 0; k-- {
		if t := r.tok(words[k]); t.Tag != "RB" {
			return t.Lemma == "be"
		}
	}
	return false
}

// goesWith tells whether a verb has a frame with the noun.
func goesWith(lex *lexicon.Lexicon, lemma, noun string) bool {
	return slices.ContainsFunc(lex.Frames[lemma], func(f lexicon.Frame) bool {
		list, ok := strings.CutPrefix(f.With, "#")
		return f.POS == lexicon.Verb && (f.With == noun || ok && lex.Is(list, noun))
	})
}

// nounOf tells whether a noun has a frame of the predicate.
func nounOf(lex *lexicon.Lexicon, noun, predicate string) bool {
	return slices.ContainsFunc(lex.Frames[noun], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Noun && f.Predicate == predicate
	})
}

func verbal(lex *lexicon.Lexicon, lemma string) bool {
	for _, f := range lex.Frames[lemma] {
		if f.POS == lexicon.Verb {
			return true
		}
	}
	return false
}

// opensPhrase tells whether a tag may open the object of a verb that was
// tagged as old; after what reads as a noun, only what no noun phrase goes on with.
func opensPhrase(tag, old string) bool {
	switch tag {
	case "DT", "CD", "PRP$", "PRP", "NNP":
		return true
	case "NN", "NNS", "JJ":
		return old == "JJ" || old == "RB"
	}
	return false
}

// straighten mends trees that no sentence has: a gerund as the adjective of
// the noun that is its object, and a finite verb under the noun that is its
// subject. words are the tokens of one tree, root its root; it returns the root.
func (r *reduction) straighten(words []int, root int) int {
	for n, k := range words {
		r.gerund(words, k)
		r.perfect(words, k)
		r.overPreposition(words, k)
		r.ownDemand(k)
		if k != root {
			r.coordinateVerb(words, k)
			if n > 0 {
				r.subordinate(words, words[n-1], k)
			}
		}
	}
	if root < 0 {
		return root
	}
	if h := r.tok(root).Head; h >= 0 {
		root = h - r.first // a clause took the noun's place
	}
	return r.verbless(words, root)
}

// overPreposition reads "the commander Abu Mahdi at the airport" where the
// parser makes the name part of the noun after the preposition: it takes that
// noun's place, and the noun hangs on it.
func (r *reduction) overPreposition(words []int, k int) {
	t := r.tok(k)
	if t.Rel != "compound" && t.Rel != "flat" && t.Rel != "nmod:desc" && t.Rel != "amod" || t.Head < k+r.first {
		return
	}
	noun := t.Head - r.first
	over := false
	for _, j := range words {
		over = over || k < j && j < noun && r.tok(j).Head == t.Head && r.tok(j).Rel == "case" && r.tok(j).Tag != "POS"
	}
	n := r.tok(noun)
	if !over || n.Head < 0 {
		return
	}
	r.attach(k, n.Head-r.first, n.Rel)
	r.attach(noun, k, "nmod")
	for _, j := range words {
		if j < k && r.tok(j).Head == noun+r.first {
			r.attach(j, k, r.tok(j).Rel)
		}
	}
}

// ownDemand reads "they demand that the troops leave and threaten to attack
// them", "denied that it hit the camp and accused the rebels": nobody demands to
// be threatened, nor does one deny what one accuses another of.
func (r *reduction) ownDemand(k int) {
	t := r.tok(k)
	if t.Rel != "conj" || t.Head < 0 || !r.evokes(t.Lemma, "threatened", "demanded", "accused", "condemned", "denied") {
		return
	}
	h := r.doc.Tokens[t.Head]
	if h.Rel == "ccomp" && h.Head >= 0 && r.evokes(r.doc.Tokens[h.Head].Lemma, "demanded", "denied") {
		r.attach(k, h.Head-r.first, "conj")
	}
}

// evokes tells whether a verb has a frame of one of the predicates.
func (r *reduction) evokes(lemma string, predicates ...string) bool {
	return slices.ContainsFunc(r.lex.Frames[lemma], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && slices.Contains(predicates, f.Predicate)
	})
}

// intransitive tells whether the lexicon knows a verb, and no object of it, so
// that its participle is no passive.
func (r *reduction) intransitive(lemma string) bool {
	known := false
	for _, f := range r.lex.Frames[lemma] {
		if f.POS != lexicon.Verb {
			continue
		}
		if known = true; slices.Contains(f.Object, "obj") || slices.Contains(f.Subject, "obj") {
			return false
		}
	}
	return known
}

// above returns the nearest ancestor of a token that ok takes, or -1.
func (r *reduction) above(k int, ok func(int) bool) int {
	for steps := 0; steps < len(r.fold) && r.tok(k).Head >= 0; steps++ {
		if k = r.tok(k).Head - r.first; ok(k) {
			return k
		}
	}
	return -1
}

// under tells whether a token hangs below another.
func (r *reduction) under(k, head int) bool {
	return r.above(k, func(h int) bool { return h == head }) >= 0
}

func (r *reduction) verbal(k int) bool { return strings.HasPrefix(r.tok(k).Tag, "VB") }

func (r *reduction) tok(k int) *extract.Token { return &r.doc.Tokens[k+r.first] }

// gerund reads "of bombing his trucks", ", wounding nine nurses" where the
// parser reads "wounding nurses" as it would "surviving nurses".
func (r *reduction) gerund(words []int, k int) {
	t := r.tok(k)
	if t.Tag == "VBG" && k > 0 && (t.Rel == "acl" || t.Rel == "advcl" || t.Rel == "nmod" || t.Rel == "appos") && t.Head >= 0 && t.Head < k+r.first && r.tok(k-1).Text == "," {
		// ", killing four men" says what the sentence's verb did.
		if h := r.above(k, func(h int) bool { return h < k && r.finite(words, h) }); h >= 0 {
			r.attach(k, h, "advcl")
		}
		return
	}
	if t.Tag != "VBG" && t.Tag != "VBN" || t.Rel != "amod" && t.Rel != "compound" || t.Head < 0 {
		return
	}
	noun := t.Head - r.first
	if noun <= k || noun >= len(r.fold) {
		return
	}
	verb := t.Tag == "VBG" && k > 0 && r.tok(k-1).Text == ","
	for _, j := range words {
		// An adjective has no auxiliary and no subject.
		if r.tok(j).Head == k+r.first && (r.tok(j).Rel == "aux" || strings.HasPrefix(r.tok(j).Rel, "nsubj")) {
			r.clauseOf(words, k, noun)
			return
		}
	}
	for j := k + 1; j < noun && t.Tag == "VBG"; j++ {
		if tag := r.tok(j).Tag; r.tok(j).Head == t.Head && (tag == "DT" || tag == "CD" || tag == "PRP$" || tag == "PRP") || r.tok(j).Rel == "nmod:poss" {
			verb = true
		}
	}
	if !verb {
		return
	}
	n := r.tok(noun)
	// Its governor is the nearest verb before it, else what the noun hung on.
	if n.Head < 0 {
		return
	}
	h := r.above(noun, func(h int) bool { return h < k && r.verbal(h) })
	if h < 0 {
		h = n.Head - r.first
	}
	r.attach(k, h, "advcl")
	for _, j := range words {
		if j < k && r.tok(j).Head == noun+r.first {
			rel := r.tok(j).Rel
			if rel == "case" {
				rel = "mark"
			}
			r.attach(j, k, rel)
		}
	}
	r.attach(noun, k, "obj")
	// What was coordinated with the noun by another gerund goes with this one.
	for _, j := range words {
		if j > noun && r.tok(j).Head == noun+r.first && r.tok(j).Tag == "VBG" {
			r.attach(j, k, "conj")
		}
	}
}

// perfect reads "to have executed four members", "and arrested its crew" where
// the parser makes the participle an adjective of what is its object: no
// adjective stands before an article, a number or a possessive.
func (r *reduction) perfect(words []int, k int) {
	t := r.tok(k)
	if t.Tag != "VBN" || t.Rel != "amod" || t.Head < 0 || k == 0 {
		return
	}
	noun := t.Head - r.first
	if noun <= k || noun >= len(r.fold) {
		return
	}
	opened := false
	for j := k + 1; j < noun; j++ {
		if tag := r.tok(j).Tag; r.tok(j).Head == t.Head && (tag == "DT" || tag == "CD" || tag == "PRP$") {
			opened = true
		}
	}
	prev := slices.Index(words, k) - 1
	if !opened || prev < 0 {
		return
	}
	n := r.tok(noun)
	switch p := r.tok(words[prev]); {
	case p.Lemma == "have" && n.Head == words[prev]+r.first && n.Rel == "obj":
		have := words[prev]
		for _, j := range words {
			if r.tok(j).Head == have+r.first && j != noun {
				r.attach(j, k, r.tok(j).Rel)
			}
		}
		if t.Head, t.Rel = p.Head, p.Rel; p.Head < 0 {
			t.Rel = "root"
		}
		r.attach(have, k, "aux")
		r.attach(noun, k, "obj")
	case p.Tag == "CC" && n.Rel == "conj":
		h := r.above(noun, func(h int) bool { return h < k && r.verbal(h) })
		if h < 0 {
			return
		}
		t.Tag = "VBD"
		r.attach(k, h, "conj")
		r.attach(words[prev], k, "cc")
		r.attach(noun, k, "obj")
		for _, j := range words {
			if j > noun && r.tok(j).Head == noun+r.first && strings.HasPrefix(r.tok(j).Tag, "VB") {
				r.attach(j, k, r.tok(j).Rel)
			}
		}
	}
}

// coordinateVerb reads "stormed the palace and detained the president" where
// the parser coordinates the second verb with the first one's object.
func (r *reduction) coordinateVerb(words []int, k int) {
	t := r.tok(k)
	if t.Tag != "VBN" && t.Tag != "VBD" || t.Rel != "conj" || t.Head < 0 || !strings.HasPrefix(r.doc.Tokens[t.Head].Tag, "NN") {
		return
	}
	object := false
	for _, j := range words {
		if r.tok(j).Head != k+r.first {
			continue
		}
		switch rel := r.tok(j).Rel; {
		case strings.HasPrefix(rel, "nsubj"), rel == "obl:agent", strings.HasPrefix(rel, "aux"):
			return
		case (rel == "obj" || rel == "xcomp") && j > k:
			object = true
		}
	}
	if !object {
		return
	}
	if h := r.above(k, r.verbal); h >= 0 && h < k {
		r.attach(k, h, "conj")
		t.Tag = "VBD"
	}
}

// subordinate reads "after Ethiopian troops withdrew" where the parser takes
// the troops for the object of a preposition; noun stands right before the verb k.
func (r *reduction) subordinate(words []int, noun, k int) {
	t, n := r.tok(k), r.tok(noun)
	if t.Tag != "VBD" && t.Tag != "VBZ" && t.Tag != "VBP" || !strings.HasPrefix(n.Tag, "NN") && n.Tag != "PRP" || !strings.HasPrefix(n.Rel, "nmod") && !strings.HasPrefix(n.Rel, "obl") {
		return
	}
	mark := -1
	for _, j := range words {
		switch {
		case r.tok(j).Head == k+r.first && strings.HasPrefix(r.tok(j).Rel, "nsubj"):
			return
		case r.tok(j).Head == noun+r.first && r.tok(j).Rel == "case" && r.lex.Is("subordinator", r.tok(j).Lemma):
			mark = j
		}
	}
	if mark < 0 || n.Head < 0 || n.Head == k+r.first {
		return
	}
	h := r.above(noun, func(h int) bool { return h != k && r.verbal(h) })
	if h < 0 || h >= mark || r.under(h, k) {
		return
	}
	r.attach(k, h, "advcl")
	r.attach(noun, k, "nsubj")
	r.attach(mark, k, "mark")
}

// finite tells whether the token is a finite verb or has an auxiliary.
func (r *reduction) finite(words []int, k int) bool {
	switch r.tok(k).Tag {
	case "VBD", "VBZ", "VBP":
		return true
	case "VB", "VBN", "VBG":
		for _, j := range words {
			if r.tok(j).Head == k+r.first && strings.HasPrefix(r.tok(j).Rel, "aux") {
				return true
			}
		}
	}
	return false
}

// clauseOf puts the verb at k in the place of the noun that is its object.
func (r *reduction) clauseOf(words []int, k, noun int) {
	n := r.tok(noun)
	t := r.tok(k)
	t.Head, t.Rel = n.Head, n.Rel
	if n.Head < 0 {
		t.Rel = "root"
	}
	r.attach(noun, k, "obj")
	for _, j := range words {
		if j < k && r.tok(j).Head == noun+r.first {
			r.attach(j, k, r.tok(j).Rel)
		}
	}
}

// verbless makes a finite verb the root of a tree whose root is a noun without
// a copula: "Chad moved soldiers to the border".
func (r *reduction) verbless(words []int, root int) int {
	if tag := r.tok(root).Tag; !strings.HasPrefix(tag, "NN") && tag != "PRP" {
		return root
	}
	verb, pass := -1, false
	anyFinite := false
	subject := map[int]bool{}
	aux := map[int]bool{}
	object := map[int]bool{}
	agent := map[int]bool{}
	passive := map[int]bool{}
	for _, k := range words {
		t := r.tok(k)
		h := t.Head - r.first
		switch {
		case t.Head == root+r.first && (t.Rel == "cop" || strings.HasPrefix(t.Rel, "nsubj") || t.Rel == "case" || t.Rel == "expl"):
			return root
		case strings.HasPrefix(t.Rel, "nsubj"):
			subject[h] = true
		case strings.HasPrefix(t.Rel, "aux"):
			aux[h] = aux[h] || t.Tag != "TO"
			passive[h] = passive[h] || t.Rel == "aux:pass"
		case t.Rel == "mark" && t.Tag == "TO":
			subject[h] = true
		case t.Rel == "obj" || t.Rel == "xcomp" || t.Rel == "ccomp":
			object[h] = true
		case t.Rel == "obl:agent":
			agent[h] = true
		}
		if t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP" || t.Tag == "MD" {
			anyFinite = true
		}
	}
	for _, k := range words {
		t := r.tok(k)
		if k <= root || subject[k] || !strings.HasPrefix(t.Tag, "VB") || t.Tag == "VBG" || strings.HasPrefix(t.Rel, "aux") || t.Rel == "cop" {
			continue
		}
		finite := t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP" || aux[k] || t.Tag == "VB" && !anyFinite ||
			t.Tag == "VBN" && !anyFinite && !agent[k] && (object[k] || r.intransitive(t.Lemma) || k+1 < len(r.fold) && goesWith(r.lex, t.Lemma, r.tok(k+1).Lemma) && r.tok(k+1).Lemma != "by")
		if finite {
			verb, pass = k, passive[k]
			break
		}
	}
	if verb < 0 {
		return r.coordinate(words, root)
	}
	r.tok(verb).Head, r.tok(verb).Rel = -1, "root"
	if r.tok(verb).Tag == "VBN" && !aux[verb] || r.tok(verb).Tag == "VB" {
		r.tok(verb).Tag = "VBD"
	}
	rel := "nsubj"
	if pass {
		rel = "nsubj:pass"
	}
	for _, k := range words {
		if k > verb && r.tok(k).Head == root+r.first {
			r.attach(k, verb, r.tok(k).Rel)
		}
	}
	r.attach(root, verb, rel)
	return verb
}

// coordinate reads "X and Y were taken" where the parser coordinates X with
// what Y does.
func (r *reduction) coordinate(words []int, root int) int {
	for _, k := range words {
		t := r.tok(k)
		if t.Head != root+r.first || t.Rel != "conj" || !strings.HasPrefix(t.Tag, "VB") {
			continue
		}
		cc, subject := -1, -1
		for _, j := range words {
			switch {
			case r.tok(j).Head != k+r.first || j > k:
			case r.tok(j).Rel == "cc":
				cc = j
			case strings.HasPrefix(r.tok(j).Rel, "nsubj"):
				subject = j
			}
		}
		if cc < 0 || subject < cc || cc == 0 || r.tok(cc-1).Text == "," {
			return root
		}
		t.Head, t.Rel = -1, "root"
		r.attach(root, k, r.tok(subject).Rel)
		r.attach(subject, root, "conj")
		r.attach(cc, subject, "cc")
		return k
	}
	return root
}
