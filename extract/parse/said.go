package parse

import "slices"

// speech tells whether a token is a verb of saying.
func (c *clauses) speech(i int) bool {
	t := c.token(i)
	// "..., local monitors report."
	if t.Tag == "NN" && c.token(i-1).Tag == "NNS" && c.stop(i+1) && c.lex.Is("speech", t.Lemma) {
		t.Tag = "VBP"
	}
	return c.isVerb(i) && t.Tag != "VBG" && t.Tag != "VB" && c.lex.Is("speech", t.Lemma)
}

// says reads ", the ministry said on Monday" after the comma at i.
func (c *clauses) says(i int) (p part, to int, ok bool) {
	k, nouns := i+1, false
	for ; k < i+1+maxSpeaker && !c.speech(k); k++ {
		switch t := c.token(k); {
		case c.isVerb(k) && t.Tag != "VBN" && t.Tag != "VBG", c.stop(k), c.pause(k), t.Tag == "WDT", t.Tag == "WP", t.Tag == "TO":
			return p, 0, false
		case t.Tag == "IN" && (!nouns || t.Lemma == "that" || t.Lemma == "if" || t.Lemma == "because"), t.Tag == "RB" && !nouns, t.Tag == "CC" && !nouns:
			return p, 0, false
		case t.Tag == "WRB":
			return p, 0, false
		}
		nouns = nouns || c.noun(k)
	}
	if !nouns || !c.speech(k) {
		return p, 0, false
	}
	to, ok = c.adjuncts(k)
	if !ok || !c.verbIn(0, i) && !c.inserted(to) {
		return p, 0, false
	}
	return part{kind: saying, verb: c.shown[k]}, to, true
}

// inserted tells whether what says it stands between a subject and its verb:
// "Rebels, the army said, took the town".
func (c *clauses) inserted(to int) bool {
	if c.token(to).Text != "," {
		return false
	}
	for k := to + 1; k < to+4 && !c.stop(k); k++ {
		if c.finite(k) || c.token(k).Tag == "VBN" {
			return true
		}
		if c.token(k).Tag != "RB" {
			return false
		}
	}
	return false
}

// adjuncts tells where the phrase of the verb of saying at k ends, if nothing
// that could be what is said follows it before the next comma.
func (c *clauses) adjuncts(k int) (to int, ok bool) {
	told := c.token(k).Lemma == "tell"
	for j := k + 1; j <= k+1+maxAdjunct; j++ {
		t := c.token(j)
		switch {
		case c.stop(j), t.Text == ",", t.Text == "—", t.Text == "–", t.Text == "”", t.Text == "\"", t.Text == "''":
			return j, true
		case j == k+1 && !told && t.Tag != "IN" && t.Tag != "RB" && t.Tag != "TO" && t.Tag != "RP":
			return 0, false
		case t.Lemma == "that" || c.isVerb(j) && t.Tag != "VBN" && t.Tag != "VBG" || t.Tag == "WP" || t.Tag == "CC" && c.finite(j+1):
			return 0, false
		}
	}
	return 0, false
}

// saidBy reads ", said Colonel X, the army's spokesman" after the comma at i.
func (c *clauses) saidBy(i int) (p part, to int, ok bool) {
	if !c.speech(i + 1) {
		return p, 0, false
	}
	later := !c.verbIn(0, i)
	t := c.token(i + 2)
	if !c.noun(i+2) && t.Tag != "DT" && t.Tag != "JJ" && t.Tag != "PRP$" && t.Tag != "CD" || t.Lemma == "that" || t.Tag == "PRP" {
		return p, 0, false
	}
	for k := i + 2; ; k++ {
		switch {
		case later && c.inserted(k):
			return part{kind: saying, verb: c.shown[i+1]}, k, true
		case later && c.stop(k):
			return p, 0, false
		case c.stop(k):
			return part{kind: saying, verb: c.shown[i+1]}, k, true
		case c.isVerb(k) && c.token(k).Tag != "VBN" && c.token(k).Tag != "VBG", k > i+2+2*maxSpeaker:
			return p, 0, false
		case !later && c.token(k).Text == "," && (c.token(k+1).Tag == "VBG" || c.token(k+1).Tag == "IN" || c.token(k+1).Tag == "CC" || c.pause(k+1)),
			c.token(k).Text == "—", c.token(k).Text == "“":
			return part{kind: saying, verb: c.shown[i+1]}, k, true
		}
	}
}

// according reads "according to Y" wherever it stands, with what stands in
// apposition to Y at the sentence's end.
func (c *clauses) according(i int) (p part, from, to int, ok bool) {
	p = part{kind: according, verb: c.shown[i]}
	// "in which, according to the ministry, shells fell": between commas, what
	// stands before it wants more.
	wanting := i > 1 && c.token(i-1).Text == "," && slices.Contains([]string{"WDT", "WP", "IN", "MD"}, c.token(i-2).Tag)
	for k := i + 2; k < i+2+2*maxSpeaker; k++ {
		switch {
		case c.stop(k):
			return p, i, k, k > i+2
		case c.token(k).Text == "," && (i == 0 || wanting || c.finite(k+1) || c.token(k+1).Tag == "VBN" && !c.verbIn(0, i) || c.token(k+1).Tag == "CC" || c.token(k+1).Tag == "VBG" || c.token(k+1).Tag == "IN"):
			return p, i, k, k > i+2
		}
	}
	return p, 0, 0, false
}

// quoted tells whether who says it stands between the comma at i and the next:
// ", he said, killing".
func (c *clauses) quoted(i int) bool {
	_, to, ok := c.says(i)
	return ok && c.token(to).Text == ","
}

// sourced tells whether after the comma at i the sentence ends with who says it.
func (c *clauses) sourced(i int) bool {
	if c.word(i+1) == "according" {
		return true
	}
	_, to, ok := c.saidBy(i)
	if !ok {
		_, to, ok = c.says(i)
	}
	return ok && c.stop(to)
}
