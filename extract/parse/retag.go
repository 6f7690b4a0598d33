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
		// "and forms part of the army", "The court sits in Arusha"
		case (t.Tag == "NNS" && !finite || t.Tag == "NNS" && prev.Tag == "CC") && i > 0 && settles(word, next) && (prev.Tag == "NN" || strings.HasPrefix(prev.Tag, "NNP") || prev.Tag == "CC" || prev.Tag == ","):
			t.Tag, finite = "VBZ", true
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

// settles tells whether a word is a verb that says what something belongs to or where
// it is, by the word after it.
func settles(word string, next *extract.Token) bool {
	switch word {
	case "forms":
		return next.Lemma == "part"
	case "sits", "lies", "stands":
		return next.Lemma == "in" || next.Lemma == "on" || next.Lemma == "at" || next.Lemma == "near"
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
