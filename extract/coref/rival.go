package coref

// rival scores the common noun, no mention, that a pronoun would most likely
// stand for: "clear the ground and return it", "the guarantors use their
// influence". Where it does better than any mention, the pronoun stays open.
func (c *chains) rival(p seat) int {
	var tag string
	switch p.word {
	case "it", "its", "itself":
		tag = "NN"
	case "they", "them", "their", "theirs", "themselves":
		tag = "NNS"
	default:
		return 0
	}
	best := 0
	if tag == "NNS" && p.subject >= 0 && (p.possessive || p.reflexive) && c.child(p.subject, "conj") >= 0 {
		return certain // "the regime and its backers must meet their obligations"
	}
	for gap := range 2 {
		n := p.mention.Sentence - gap
		if n < 0 {
			break
		}
		s := c.d.Sentences[n]
		for t := max(s.First, min(s.Last, p.mention.Head)-maxSpan); t < min(s.Last, p.mention.Head); t++ {
			tok := c.d.Tokens[t]
			if p.speaks && (c.inQuotes(t) || c.lex.Is("speechless", tok.Lemma)) {
				continue // "'The claim is absurd,' it said"
			}
			if tok.Tag != tag || c.covered[t] || c.lex.Is("impersonal", tok.Lemma) || c.kindOfName(t, s.Last) || c.above(t, p.mention.Head) {
				continue
			}
			best = max(best, c.rivalScore(p, t, gap))
		}
	}
	return best
}

// kindOfName tells whether a noun only says what the name after it is: "the
// village of Paraskoviivka", "the tanker Calypso Dawn".
func (c *chains) kindOfName(t, last int) bool {
	if t++; t+1 < last && c.d.Tokens[t].Lemma == "of" {
		t++
	}
	return t < last && c.covered[t] && c.d.Tokens[t].Tag == "NNP"
}

// rivalScore scores a noun as fit does a mention, a little lower.
func (c *chains) rivalScore(p seat, t, gap int) int {
	score := 8 - 4*gap
	object := !p.isSubject && !p.possessive && !p.reflexive
	switch c.rel(t) {
	case "nsubj":
		score += 3
		if object || p.possessive && t != p.subject {
			score -= 2
		}
	case "obj":
		score++
		if object && gap == 0 {
			score += 2
		}
	default:
		return 0
	}
	switch own := gap == 0 && t == p.subject; {
	case own && !p.possessive && !p.reflexive:
		return 0
	case own:
		score += 5
	}
	return score
}

// above tells whether token t governs another: "hundreds of them", "lost control of it".
func (c *chains) above(t, other int) bool {
	for range 3 {
		if other = c.d.Tokens[other].Head; other < 0 || other == t {
			return other == t
		}
	}
	return false
}
