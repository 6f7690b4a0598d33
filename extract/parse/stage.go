package parse

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// Stage is the stage that gives each token its head and relation. The parser
// sees a shorter sentence than the reader: a name or a date is one word to it,
// and what stands in brackets after a name, or before a dateline's dash, is
// left out. News is full of these, the treebank is not.
func Stage(m *Model, lex *lexicon.Lexicon) extract.Stage {
	return extract.Stage{
		Name: "parse", Doc: "finds the dependency trees", Requires: []string{"tag", "time", "mentions"},
		Run: func(ctx context.Context, d *extract.Document) error {
			mentions, times := d.Mentions, d.Times
			for i, s := range d.Sentences {
				if err := ctx.Err(); err != nil {
					return err
				}
				r := reduction{doc: d, lex: lex, first: s.First, fold: make([]int, s.Last-s.First)}
				for k := range r.fold {
					r.fold[k] = -1
					d.Tokens[s.First+k].Head = -1
				}
				// A body before a dash is no place of a dateline.
				if len(mentions) == 0 || mentions[0].First != s.First || mentions[0].Class == extract.Place {
					r.dateline(s)
				}
				r.label(s, mentions, times)
				r.quotes()
				r.approximations()
				r.perfects()
				r.included()
				own := 0
				for own < len(times) && times[own].Sentence <= i {
					own++
				}
				for _, t := range times[:own] {
					r.into(t.First, t.Last, t.Last-1, "flat")
				}
				adverbs := r.adverbs(times[:own])
				times = times[own:]
				n := 0
				for n < len(mentions) && mentions[n].Sentence <= i {
					n++
				}
				for k := range mentions[:n] {
					if mn := &mentions[k]; mn.Form == extract.Name {
						r.into(mn.First, mn.Last, mn.Head, "flat")
						r.bracket(mn, s.Last)
						r.title(mn, mentions[:k])
					}
				}
				for k := range mentions[:n] {
					if mn := &mentions[k]; mn.Form == extract.Nominal {
						r.nominal(mn)
					}
				}
				r.hearsay()
				r.appositions(mentions[:n], s)
				r.shares()
				parts := r.parts(mentions[:n])
				mentions = mentions[n:]
				r.parse(m, parts, adverbs)
			}
			return nil
		},
	}
}

// reduction is a sentence with the tokens that the parser does not see.
type reduction struct {
	doc   *extract.Document
	lex   *lexicon.Lexicon
	first int
	// fold is, for a token that is left out, the token it hangs on, both from
	// first; -1 for one that stays.
	fold []int
}

// into hangs the tokens first:last on one of them.
func (r *reduction) into(first, last, head int, rel string) {
	if head >= 0 && (strings.HasPrefix(r.doc.Tokens[head].Tag, "VB") || r.doc.Tokens[head].Tag == "MD") && rel == "flat" {
		r.doc.Tokens[head].Tag = "NNP" // "Human Rights Watch"
	}
	if head >= 0 && r.doc.Tokens[head].Tag == "NNS" && last-first == 1 && rel == "flat" {
		r.doc.Tokens[head].Tag = "NNP" // "Algiers"
	}
	if last-first < 2 || r.fold[head-r.first] >= 0 {
		return
	}
	for k := first; k < last; k++ {
		if k != head && r.fold[k-r.first] < 0 {
			r.hang(k, head, rel)
		}
	}
}

func (r *reduction) hang(k, head int, rel string) {
	r.fold[k-r.first] = head - r.first
	r.doc.Tokens[k].Head, r.doc.Tokens[k].Rel = head, rel
}

// maxBracket is how many tokens a bracket after a name may hold to be left out.
const maxBracket = 6

// bracket hangs "(RSF)" or "(24)" on the name before it.
func (r *reduction) bracket(m *extract.Mention, end int) {
	t := r.doc.Tokens
	if m.Last >= end || t[m.Last].Text != "(" && t[m.Last].Text != "[" || r.fold[m.Head-r.first] >= 0 {
		return
	}
	for k := m.Last + 1; k < min(end, m.Last+2+maxBracket); k++ {
		if t[k].Text == ")" || t[k].Text == "]" {
			for j := m.Last; j <= k; j++ {
				rel := "punct"
				if j != m.Last && j != k {
					rel = "appos"
				}
				r.hang(j, m.Head, rel)
			}
			return
		}
	}
}

// nominal hangs a phrase's modifiers on its head; the article stays, so that
// the parser still sees a noun phrase: "the camp" for "the army camp at Tessit".
func (r *reduction) nominal(m *extract.Mention) {
	t := r.doc.Tokens
	if r.fold[m.Head-r.first] >= 0 {
		return
	}
	// What the recogniser knows for a noun is no verb: "pirates", "troops".
	if head := &t[m.Head]; head.Tag == "VBZ" {
		head.Tag = "NNS"
	} else if strings.HasPrefix(head.Tag, "VB") {
		head.Tag = "NN"
	}
	for k := m.First; k < m.Head; k++ {
		if r.fold[k-r.first] >= 0 || t[k].Tag == "DT" && k == m.First {
			continue
		}
		possessed := k+1 < m.Head && t[k+1].Tag == "POS"
		switch tag := t[k].Tag; {
		case tag == "POS" && k > m.First:
			head := k - 1
			if f := r.fold[head-r.first]; f >= 0 && t[head].Rel == "flat" {
				head = f + r.first
			}
			r.hang(k, head, "case")
		case tag == "PRP$" || possessed:
			r.hang(k, m.Head, "nmod:poss")
		case tag == "CD":
			r.hang(k, m.Head, "nummod")
		case tag == "DT" || tag == "PDT" || tag == "IN":
			r.hang(k, m.Head, "det") // "two of the ships"
		case strings.HasPrefix(tag, "NN"):
			r.hang(k, m.Head, "compound")
		default:
			r.hang(k, m.Head, "amod")
		}
	}
	// "at al-Tanf", "of the Quds Force"
	if m.Last > m.Head+1 {
		end := m.Last - 1
		if r.fold[end-r.first] >= 0 {
			return
		}
		r.hang(end, m.Head, "nmod")
		for k := m.Head + 1; k < end; k++ {
			if r.fold[k-r.first] < 0 {
				rel := "case"
				if t[k].Tag == "DT" {
					rel = "det"
				}
				r.hang(k, end, rel)
			}
		}
	}
}

// title hangs a title on the name after it ("General Qasem Soleimani"), and
// whose title it is: "Iraqi Prime Minister X", "Niger's President X".
func (r *reduction) title(m *extract.Mention, before []extract.Mention) {
	if m.Title == "" || r.fold[m.Head-r.first] >= 0 {
		return
	}
	start, first := m.Start-len(m.Title)-1, m.First
	for k := m.First - 1; k >= r.first && r.doc.Tokens[k].Start >= start; k-- {
		if r.fold[k-r.first] < 0 {
			r.hang(k, m.Head, "nmod:desc")
		}
		first = k
	}
	t := r.doc.Tokens
	for i := range before {
		o := &before[i]
		if o.Form != extract.Name || o.Class != extract.Organisation && o.Subclass != "Country" || r.fold[o.Head-r.first] >= 0 || o.Last > first {
			continue
		}
		switch {
		case o.Last == first && first < m.First && !plural(t[o.Head].Tag):
			r.hang(o.Head, m.Head, "compound")
		case o.Last == first-1 && first < m.First && t[first-1].Tag == "POS":
			r.hang(o.Head, m.Head, "nmod:poss")
			r.hang(first-1, o.Head, "case")
		}
	}
}

func plural(tag string) bool { return tag == "NNPS" || tag == "NNS" }

// appositions hangs what stands between two commas on the mention before it,
// where it says the same in other words or where that lies: "the group's
// leader, Hassan Nasrallah, accused", "Tripoli, Libya, was". Lists are kept.
func (r *reduction) appositions(mentions []extract.Mention, s extract.Sentence) {
	t := r.doc.Tokens
	for i := range mentions {
		a := &mentions[i]
		if i+1 < len(mentions) && mentions[i+1].Last == a.Last && mentions[i+1].Form == extract.Name && a.Class == extract.Place {
			continue // "the base at al-Tanf, Syria": the country is the inner name's
		}
		if r.spokesman(a, mentions, s) || r.named(mentions[i:], s) {
			continue
		}
		if a.Last+2 >= s.Last || t[a.Last].Text != "," || r.fold[a.Head-r.first] >= 0 && a.Form == extract.Name && t[a.Head].Rel != "flat" {
			continue
		}
		for j := range mentions {
			b := &mentions[j]
			if b.Form == extract.Pronoun || b.First <= a.Last || b.Last >= s.Last || b.First > a.Last+4 || !r.begins(a.Last+1, b) || !apposed(a, b) {
				continue
			}
			end := b.Last
			if t[end].Text == "(" {
				for end < s.Last-1 && t[end].Text != ")" {
					end++
				}
				end++
			}
			if end >= s.Last || t[end].Text != "," && t[end].Text != "." || t[end].Text == "," && b.Last == b.Head+1 && end+1 < s.Last && (t[end+1].Text == "and" || t[end+1].Text == "or") && !r.role(a, b) {
				continue
			}
			if t[end].Text == "." && a.Class != extract.Place {
				continue
			}
			r.between(a, b, end)
			break
		}
	}
}

// role tells whether a and b are one, though a list could go on with b: "Omar
// Sane, a captain, and his driver", "the army's chief, Idris Sow, and the envoy".
func (r *reduction) role(a, b *extract.Mention) bool {
	first := r.doc.Tokens[b.First].Lemma
	if b.Form == extract.Name {
		return a.Form == extract.Nominal && !plural(r.doc.Tokens[a.Head].Tag) && r.definite(a) && r.lex.Titles[extract.Fold(b.Title)].Predicate == ""
	}
	return a.Class == extract.Person && a.Form == extract.Name && b.Form == extract.Nominal && (first == "a" || first == "an") && b.First < b.Head
}

// definite tells whether a phrase speaks of one that is known: "the governor",
// "its governor", "Cauca's governor".
func (r *reduction) definite(m *extract.Mention) bool {
	t := r.doc.Tokens[m.First : m.Head+1]
	return t[0].Lemma == "the" || slices.ContainsFunc(t, func(k extract.Token) bool { return k.Tag == "POS" || k.Tag == "PRP$" })
}

// named hangs the names of a plural on it, as many as it says: "the two
// countries, Chad and Niger, signed". mentions begin with the plural.
func (r *reduction) named(mentions []extract.Mention, s extract.Sentence) bool {
	a, t := &mentions[0], r.doc.Tokens
	if a.Form != extract.Nominal || !plural(t[a.Head].Tag) || a.Last != a.Head+1 || a.Last+3 >= s.Last || t[a.Last].Text != "," {
		return false
	}
	var names []*extract.Mention
	at := a.Last
	for j := 1; j < len(mentions) && len(names) < 4; j++ {
		b := &mentions[j]
		if b.First <= at {
			continue
		}
		k := at + 1
		if k < b.First && len(names) > 0 && t[at].Text == "," && t[k].Lemma == "and" {
			k++
		}
		if b.Form != extract.Name || b.Class != a.Class || b.Last >= s.Last || !r.begins(k, b) || b.First > k+3 {
			return false
		}
		last := t[at].Lemma == "and" || t[at+1].Lemma == "and"
		if names, at = append(names, b), b.Last; last || t[at].Text != "," && t[at].Lemma != "and" {
			break
		}
	}
	if len(names) < 2 || t[at].Text != "," || r.counted(a) != len(names) {
		return false
	}
	head := names[0].Head
	r.hang(a.Last, a.Head, "punct")
	r.hang(head, a.Head, "appos")
	for k := a.Last + 1; k <= at; k++ {
		if k == head || r.fold[k-r.first] >= 0 {
			continue
		}
		rel := "det"
		for _, b := range names[1:] {
			if k == b.Head {
				rel = "conj"
			}
		}
		switch {
		case t[k].Text == ",":
			rel = "punct"
		case t[k].Tag == "CC":
			rel = "cc"
		}
		r.hang(k, head, rel)
	}
	return true
}

// counted returns how many a plural says there are: "the two countries", "both".
func (r *reduction) counted(m *extract.Mention) int {
	for k := m.First; k < m.Head; k++ {
		switch r.doc.Tokens[k].Lemma {
		case "two", "both":
			return 2
		case "three":
			return 3
		}
	}
	return 0
}

// spokesman hangs a name on the role that it stands in apposition to, where
// whom that serves stands between: "A spokesman for the army, X, said".
func (r *reduction) spokesman(a *extract.Mention, mentions []extract.Mention, s extract.Sentence) bool {
	t := r.doc.Tokens
	if a.Class != extract.Person || a.Form != extract.Nominal || a.Last+3 >= s.Last || t[a.Last].Lemma != "for" && t[a.Last].Lemma != "of" || r.fold[a.Head-r.first] >= 0 {
		return false
	}
	for i := range mentions {
		o := &mentions[i]
		if o.First <= a.Last || o.First > a.Last+2 || o.Last >= s.Last || t[o.Last].Text != "," {
			continue
		}
		for j := range mentions {
			b := &mentions[j]
			if b.Class != extract.Person || b.Form != extract.Name || b.Last >= s.Last || b.First <= o.Last || b.First > o.Last+4 || !r.begins(o.Last+1, b) || t[b.Last].Text != "," {
				continue
			}
			r.hang(b.Head, a.Head, "appos")
			r.hang(o.Last, a.Head, "punct")
			r.hang(b.Last, a.Head, "punct")
			return true
		}
	}
	return false
}

// begins tells whether mention b starts at token k, but for an article or a
// title.
func (r *reduction) begins(k int, b *extract.Mention) bool {
	for ; k < b.First; k++ {
		if f := r.fold[k-r.first]; f == b.Head-r.first {
			continue
		}
		if tag := r.doc.Tokens[k].Tag; tag != "DT" && tag != "PRP$" && tag != "JJ" {
			return false
		}
	}
	return true
}

// apposed tells whether b may be another word for a, or where a lies.
func apposed(a, b *extract.Mention) bool {
	switch {
	case a.Class == extract.Place && b.Class == extract.Place:
		return b.Form == extract.Name && (b.Subclass == "Country" || b.Subclass == "Region" && a.Subclass != "Region") && a.Subclass != "Country"
	case a.Class == extract.Person && b.Class == extract.Person, a.Class == extract.Organisation && b.Class == extract.Organisation:
		return a.Form != b.Form && a.Form != extract.Pronoun
	}
	return false
}

// between hangs the commas and b's tokens on a, whose phrase ends at them.
func (r *reduction) between(a, b *extract.Mention, end int) {
	if r.fold[b.Head-r.first] < 0 {
		for k := b.First; k < b.Head; k++ {
			if r.fold[k-r.first] < 0 {
				r.hang(k, b.Head, "det")
			}
		}
		rel := "appos"
		if b.Class == extract.Place && a.Class == extract.Place {
			rel = "nmod" // no other name for it: where it lies
		}
		r.hang(b.Head, a.Head, rel)
	}
	for k := a.Last; k < end; k++ {
		if r.fold[k-r.first] < 0 {
			r.hang(k, a.Head, "punct")
		}
	}
	if r.doc.Tokens[end].Text == "," {
		r.hang(end, a.Head, "punct")
	}
}

// approximations hangs "at least" and the like on the number after it, for
// their first word is no preposition: "killed up to 16 guards".
func (r *reduction) approximations() {
	t := r.doc.Tokens[r.first : r.first+len(r.fold)]
	for k := 2; k < len(t); k++ {
		if t[k].Tag != "CD" {
			continue
		}
		for _, n := range []int{2, 3} {
			if k < n || !r.lex.Is("approximate", phrase(t[k-n:k])) {
				continue
			}
			for j := k - n; j < k; j++ {
				r.hang(j+r.first, k+r.first, "advmod")
			}
		}
	}
}

// perfects reads "denied having attacked the church" as it would "attacking the
// church": the treebank has few such gerunds.
func (r *reduction) perfects() {
	t := r.doc.Tokens[r.first : r.first+len(r.fold)]
	for k := 1; k+1 < len(t); k++ {
		if p := &t[k+1]; t[k].Tag == "VBG" && t[k].Lemma == "have" && (p.Tag == "VBN" || p.Tag == "VBD" || p.Tag == "VB" && p.Lemma == "hit" || p.Tag == "NN" && p.Lemma == "shot") && p.Lemma != "be" {
			r.hang(k+r.first, k+1+r.first, "aux")
			p.Tag = "VBG"
			if p.Lemma == "shot" {
				p.Lemma = "shoot"
			}
		}
	}
}

// maxHearsay is how many tokens may say what somebody is believed to be.
const maxHearsay = 10

// hearsay hangs what somebody is believed to be on the noun before it, where the
// sentence's verb follows: "Gunmen [believed to be members of ISWAP] killed".
// The parser takes the participle for that verb.
func (r *reduction) hearsay() {
	t := r.doc.Tokens[r.first : r.first+len(r.fold)]
	for k := 1; k+4 < len(t); k++ {
		if !r.lex.Is("hearsay", strings.ToLower(t[k].Text)) || !strings.HasPrefix(t[k-1].Tag, "NN") || !r.lex.Is("hearsay_link", phrase(t[k+1:k+3])) {
			continue
		}
		head, verb := -1, -1
	scan:
		for j := k + 3; j < min(len(t)-1, k+3+maxHearsay); j++ {
			switch tag := t[j].Tag; {
			case tag == "VBD" || tag == "VBZ" || tag == "VBP", (tag == "VBN" || tag == "VB" || tag == "NN" && strings.HasSuffix(t[j].Text, "ed")) && head >= 0 && r.opens(j+1):
				verb = j
				break scan
			case strings.HasPrefix(tag, "NN") || tag == "JJ":
				if head < 0 || head == j-1 {
					head = j
				}
			case tag == "DT" || tag == "IN" || tag == "CD" || tag == "PRP$" || tag == "POS":
			default:
				break scan
			}
		}
		if verb < 0 || head < 0 {
			continue
		}
		if tag := t[verb].Tag; tag != "VBZ" && tag != "VBP" {
			t[verb].Tag = "VBD"
		}
		for j := k + 1; j < verb; j++ {
			switch {
			case j == head || r.fold[j] >= 0:
			case j == k+1:
				r.hang(j+r.first, head+r.first, "mark")
			case j == k+2:
				r.hang(j+r.first, head+r.first, "cop")
			default:
				r.hang(j+r.first, head+r.first, "nmod")
			}
		}
		if r.fold[head] < 0 {
			r.hang(head+r.first, k+r.first, "xcomp")
		}
		noun := k - 1
		if f := r.fold[noun]; f >= 0 {
			noun = f
		}
		r.hang(k+r.first, noun+r.first, "acl")
	}
}

// opens tells whether an object may begin at token k.
func (r *reduction) opens(k int) bool {
	switch t := r.doc.Tokens[r.first+k]; t.Tag {
	case "DT", "CD", "PRP$", "NNP", "NNS":
		return true
	}
	return false
}

// included makes one preposition of ", among them" before who is one of those
// just named: "killed four men, among them a priest".
func (r *reduction) included() {
	t := r.doc.Tokens[r.first : r.first+len(r.fold)]
	for k := 1; k+2 < len(t); k++ {
		if t[k].Lemma == "among" && t[k-1].Text == "," && strings.EqualFold(t[k+1].Text, "them") && !strings.HasPrefix(t[k+2].Tag, "VB") && t[k+2].Tag != "MD" && t[k+2].Tag != "," {
			r.hang(k+1+r.first, k+r.first, "fixed")
		}
	}
}

// phrase returns the tokens' words in lower case.
func phrase(tokens []extract.Token) string {
	words := make([]string, len(tokens))
	for i := range tokens {
		words[i] = strings.ToLower(tokens[i].Text)
	}
	return strings.Join(words, " ")
}

// quotes hangs quotation marks on what follows them: the treebank has few.
func (r *reduction) quotes() {
	for k := range r.fold {
		if r.fold[k] >= 0 || k+1 == len(r.fold) {
			continue
		}
		// ", however," tells the parser nothing.
		if t := r.doc.Tokens[k+r.first : min(len(r.fold)+r.first, k+r.first+3)]; len(t) == 3 && t[0].Text == "," && t[2].Text == "," && r.lex.Is("aside", strings.ToLower(t[1].Text)) && k > 0 {
			for j := range 3 {
				r.hang(k+r.first+j, k-1+r.first, "punct")
			}
			continue
		}
		switch r.doc.Tokens[k+r.first].Text {
		case "“", "”", "\"", "``", "''", "«", "»", "„":
			r.hang(k+r.first, k+1+r.first, "punct")
		}
	}
}

// maxDateline is how many tokens may stand before a dateline's dash.
const maxDateline = 14

// dateline hangs "BAGHDAD, Dec 20 (Wire) - [Text]" on its first token, which the
// parser does not see either: it is no part of the sentence.
func (r *reduction) dateline(s extract.Sentence) {
	t := r.doc.Tokens[s.First:s.Last]
	if len(t) < 6 || !shouted(t[0].Text) {
		return
	}
	for k := 1; k < min(len(t)-3, maxDateline); k++ {
		switch t[k].Text {
		case "-", "—", "–", "--":
			for k = labels(t, k); k >= 0; k-- {
				r.hang(s.First+k, s.First, "parataxis")
			}
			return
		}
		if w := t[k].Tag; len(w) >= 2 && w[:2] == "VB" {
			return
		}
	}
}

// label hangs the places and days that head an entry of a list ("03 June - Mali,
// Gao region - Gunmen attacked", "Thailand. A bomb hit", "Kenya (Garissa): A
// bomb hit") on its first token.
func (r *reduction) label(s extract.Sentence, mentions []extract.Mention, times []extract.TimeMention) {
	t := r.doc.Tokens[s.First:s.Last]
	if r.fold[0] >= 0 {
		return
	}
	place := func(k int) bool {
		for i := range mentions {
			m := &mentions[i]
			if m.First > s.First+k {
				break
			}
			if m.Class == extract.Place && s.First+k < m.Last {
				return true
			}
		}
		return false
	}
	day := func(k int) bool {
		return len(times) > 0 && times[0].First <= s.First+k && s.First+k < times[0].Last
	}
	end, named, bold := -1, false, max(r.bold(t), r.turn(t))
scan:
	for k := 0; k < min(len(t)-3, maxDateline); k++ {
		switch text := t[k].Text; {
		case k == bold:
			end, named = k, true
			break scan
		case k < bold, k == 0 && bullet(text):
		case place(k):
			named = true
		case day(k), text == ",":
		case strings.Trim(text, "-–—") == "" && k > 0:
			if named {
				end = k
			}
		case text == "(" && named, text == ")" && named:
		case text == "." && named && end < 0, text == ":" && named:
			end = k
			break scan
		default:
			break scan
		}
	}
	// "The Gedaref - Kassala road" is no label.
	if end < 0 || end != bold && t[end].Text != ":" && place(end+1) && t[end+1].Tag != "JJ" {
		return
	}
	for k := end; k >= 0; k-- {
		r.hang(s.First+k, s.First, "parataxis")
	}
}

// bold returns the full stop or colon that ends what a sentence begins with in
// Markdown's bold type, "- **5 May, Zliten.** A bomb", or -1.
func (r *reduction) bold(t []extract.Token) int {
	const mark = "**"
	first := 0
	if len(t) > 0 && bullet(t[0].Text) {
		first = 1
	}
	if first >= len(t) || !strings.HasSuffix(strings.TrimSuffix(r.doc.Text[:t[first].Start], " "), mark) {
		return -1
	}
	for k := first; k < min(len(t)-1, maxDateline); k++ {
		if strings.HasPrefix(r.doc.Text[t[k].End:], mark) {
			// "**18:40** Officers say"
			if w := t[k].Text; w == "." || w == ":" || t[k].Tag == "CD" && strings.ContainsAny(w, ":.") {
				return k
			}
			return -1
		}
	}
	return -1
}

// turn returns the colon after whose turn it is in an interview that begins a
// line, "HADDAD: Smugglers fired", "Q (Reuters): Who", or -1.
func (r *reduction) turn(t []extract.Token) int {
	if len(t) == 0 || t[0].Start > 0 && !strings.HasSuffix(strings.TrimRight(r.doc.Text[:t[0].Start], " *"), "\n") {
		return -1
	}
	for k := range min(len(t)-1, maxDateline) {
		switch w := t[k].Text; {
		case w == ":" && k > 0:
			return k
		case k == 0 && (w == "Q" || w == "A") || shouted(w) && unicode.IsUpper(rune(w[0])) || k > 0 && (w == "." || w == "(" || w == ")"):
		case k > 1 && t[k-1].Text == "(":
		default:
			return -1
		}
	}
	return -1
}

func bullet(w string) bool { return w == "-" || w == "*" || w == "•" || w == "–" }

// labels returns the last token of the labels in square brackets after a
// dateline's dash at k: "[Text]", "[Report] [Jane Doe]"; k without any.
func labels(t []extract.Token, k int) int {
	if k+1 < len(t) && t[k+1].Text == t[k].Text {
		k++ // "--"
	}
	for k+2 < len(t) && t[k+1].Text == "[" {
		end := slices.IndexFunc(t[k+1:min(len(t)-1, k+maxDateline)], func(t extract.Token) bool { return t.Text == "]" })
		if end < 0 {
			break
		}
		k += 1 + end
	}
	return k
}

func shouted(w string) bool {
	for _, c := range w {
		if c >= 'a' && c <= 'z' {
			return false
		}
	}
	return len(w) > 2
}

// parse parses what stays, and the parts on their own, and puts the heads back
// in the document's numbers.
func (r *reduction) parse(m *Model, parts []part, adverbs []adverb) {
	root := -1
	var starts, roots []int
	for _, words := range r.halves() {
		top := r.tree(m, r.upright(words))
		if top < 0 {
			continue
		}
		if root < 0 {
			root = top
		} else {
			r.attach(top, root, "parataxis")
		}
		starts, roots = append(starts, words[0]), append(roots, top)
	}
	r.join(m, parts, func(k int) int {
		n, _ := slices.BinarySearch(starts, k+1)
		if len(roots) == 0 {
			return -1
		}
		return roots[max(n-1, 0)]
	})
	r.place(adverbs, root)
	// A dateline's first token hangs on the root, like a parenthesis.
	if r.fold[0] == 0 {
		r.doc.Tokens[r.first].Head, r.doc.Tokens[r.first].Rel = -1, "parataxis"
		if root >= 0 {
			r.attach(0, root, "parataxis")
		}
	}
}

// halves returns the tokens that stay, in the stretches between semicolons that
// are sentences of their own: each is parsed without the others.
func (r *reduction) halves() [][]int {
	var out [][]int
	var words []int
	verb := false // in words
	for k := range r.fold {
		if r.fold[k] != -1 {
			continue
		}
		words = append(words, k)
		if r.tok(k).Text == ";" && verb {
			out, words, verb = append(out, words), nil, false
		}
		verb = verb || r.verbal(k) && r.tok(k).Tag != "VBG" || r.tok(k).Tag == "MD"
	}
	if n := len(out); n > 0 && !verb {
		out[n-1] = append(out[n-1], words...)
		return out
	}
	return append(out, words)
}

// upright returns the tokens of "Among the freed were two nurses" in the order of
// "Two nurses were among the freed", which the parser knows better.
func (r *reduction) upright(words []int) []int {
	if len(words) < 5 || r.tok(words[0]).Lemma != "among" {
		return words
	}
	end := len(words)
	for end > 0 && !unicode.IsLetter(rune(r.tok(words[end-1]).Text[0])) {
		end--
	}
	for n, k := range words[:end] {
		if t := r.tok(k); t.Lemma == "be" && (t.Tag == "VBD" || t.Tag == "VBZ" || t.Tag == "VBP") {
			return slices.Concat(words[n+1:end], words[n:n+1], words[:n], words[end:])
		} else if t.Text == "," {
			break
		}
	}
	return words
}

// tree parses some of the sentence's tokens and returns the root, or -1.
func (r *reduction) tree(m *Model, at []int) int {
	words, tags := make([]string, len(at)), make([]string, len(at))
	for i, k := range at {
		words[i], tags[i] = r.doc.Tokens[k+r.first].Text, r.doc.Tokens[k+r.first].Tag
	}
	root := -1
	for i, a := range m.Parse(words, tags) {
		if a.Head >= 0 {
			r.attach(at[i], at[a.Head], a.Rel)
			continue
		}
		root = at[i]
		r.doc.Tokens[root+r.first].Head, r.doc.Tokens[root+r.first].Rel = -1, a.Rel
	}
	return r.straighten(at, root)
}

// maxShare is how many tokens may say what some of them are.
const maxShare = 8

// shares leaves out what is said by the way of some of those named before a
// comma: "nine farmers, most of them women, were". The parser takes it for the
// clause's subject or the list's next.
func (r *reduction) shares() {
	t := r.doc.Tokens[r.first : r.first+len(r.fold)]
	for k := 1; k+3 < len(t); k++ {
		if t[k].Text != "," || !strings.HasPrefix(t[k-1].Tag, "NN") {
			continue
		}
		q := k + 1
		for q < len(t)-3 && q < k+4 && t[q+1].Lemma != "of" {
			q++
		}
		if q+2 >= len(t) || t[q+1].Lemma != "of" || !strings.EqualFold(t[q+2].Text, "them") || t[q].Tag != "CD" && !r.lex.Is("quantity", strings.ToLower(t[q].Text)) && !r.lex.Is("quantity", t[q].Lemma) {
			continue
		}
		end := q + 3
		for end < len(t) && end-q < maxShare && t[end].Text != "," && t[end].Text != "." && !strings.HasPrefix(t[end].Tag, "VB") && t[end].Tag != "MD" && t[end].Lemma != "by" {
			end++
		}
		if end >= len(t) || end == q+3 || t[end].Text != "," && t[end].Text != "." {
			continue
		}
		head := k - 1
		for n := 0; r.fold[head] >= 0 && n < len(t); n++ {
			head = r.fold[head]
		}
		for j := k; j < end; j++ {
			switch {
			case j == k:
				r.hang(j+r.first, head+r.first, "punct")
			case j == q:
				r.hang(j+r.first, head+r.first, "dep")
			case r.fold[j] < 0:
				r.hang(j+r.first, q+r.first, "dep")
			}
		}
		if t[end].Text == "," {
			r.hang(end+r.first, head+r.first, "punct")
		}
	}
}
