package relate

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// spoken mends what is said that is taken to qualify how or where it is said:
// "denied by telephone that", "told reporters in Kabul that".
func (t *tree) spoken(v int) {
	n := t.head(v)
	h := t.head(n)
	if h < 0 || t.cover[n] >= 0 || !t.is(n, "obl") || !t.verb(h) || t.child(h, "ccomp") >= 0 || t.child(h, "obj") >= 0 && t.lemma(h) != "tell" || !t.words.Is("speech", t.lemma(h)) && !t.denies(h) {
		return
	}
	for _, k := range t.kids[v] {
		if k < v && t.lemma(k) == "that" && !strings.HasPrefix(t.rel(k), "nsubj") && t.child(v, "nsubj", "nsubj:pass") > k {
			t.own()
			t.tokens[k].Rel = "mark"
			t.attach(v, h, "ccomp")
			return
		}
	}
}

// unchanged mends a passive participle that is taken for an infinitive, as it looks
// like one: "was let out of jail".
func (t *tree) unchanged(be int) {
	v := t.head(be)
	if v < be || t.lemma(be) != "be" || t.tokens[v].Tag != "VB" || !t.words.Is("invariant", t.lemma(v)) {
		return
	}
	t.own()
	t.tokens[v].Tag, t.tokens[be].Rel = "VBN", "aux:pass"
	if s := t.child(v, "nsubj"); s >= 0 {
		t.tokens[s].Rel = "nsubj:pass"
	}
}

// accompanying mends a participle that tells what the speaker does as he speaks,
// taken for what he says or for its verb: "accusing Chad of treachery, the envoy
// said", "urged by Chad to leave, the envoy said", "said the talks were over,
// accusing Chad of treachery".
func (t *tree) accompanying(v int) {
	h := t.head(v)
	if h > v && t.rel(v) == "ccomp" && t.child(v, "nsubj", "nsubj:pass", "aux", "mark") < 0 && (t.tokens[v].Tag == "VBG" || t.passive(v)) {
		t.attach(v, h, "advcl")
		return
	}
	if t.tokens[v].Tag != "VBG" {
		return
	}
	be := t.child(v, "aux", "cop")
	if v < 3 || be < 0 || be > v-3 || t.tokens[v-1].Text != "," || t.lemma(be) != "be" {
		return
	}
	// The word before the comma, or what that hangs on after the auxiliary, is
	// what the subject is.
	p := v - 2
	for g := t.head(p); g > be && g < v; g = t.head(p) {
		p = g
	}
	if t.head(p) != v {
		return
	}
	rel := t.rel(v)
	t.attach(p, h, rel)
	t.handOver(v, p, func(k int) bool { return k < v && k != p })
	t.own()
	t.tokens[be].Rel = "cop"
	if h >= 0 && t.verb(h) && rel == "ccomp" {
		t.attach(v, h, "advcl")
	} else {
		t.attach(v, p, "advcl")
	}
}

// modal mends a verb that is taken for a part of its object after a modal:
// "will free 36 prisoners", "could target ships".
func (t *tree) modal(md int) {
	n, v := t.head(md), md+1
	for v < len(t.tokens) && t.tokens[v].Tag == "RB" {
		v++
	}
	if n <= v || !strings.HasPrefix(t.tokens[n].Tag, "NN") || t.head(v) != n || t.child(n, "cop") >= 0 || !t.doing(v) {
		return
	}
	t.own()
	t.tokens[v].Tag = "VB"
	t.attach(v, t.head(n), t.rel(n))
	t.handOver(n, v, func(k int) bool { return k < v || t.rel(k) == "punct" || t.is(k, "conj") && t.verb(k) })
	t.attach(n, v, "obj")
}

// participle mends a verb that is taken for an adjective though it has a
// subject, or stands after its noun: "gunmen ambushed and killed", "the boat was
// rammed", "rebels armed and trained by Chad".
func (t *tree) participle(v int) {
	subj := t.child(v, "nsubj")
	behind := t.is(v, "amod") && t.head(v) == v-1 && t.cover[v-1] >= 0 && slices.ContainsFunc(t.kids[v], func(k int) bool { return t.is(k, "conj") && t.tokens[k].Tag == "VBN" })
	// "whom Israel trained and armed"
	joined := t.is(v, "conj") && t.head(v) == v-2 && t.tokens[v-2].Tag == "VBD" && t.child(v, "cc") == v-1 && t.child(v, "cop") < 0
	if !behind && !joined && (subj < 0 || subj > v || t.is(v, "amod")) {
		return
	}
	stem := strings.TrimSuffix(t.lemma(v), "ed")
	for _, lemma := range []string{stem, stem + "e", stem[:max(0, len(stem)-1)]} {
		if !slices.ContainsFunc(t.words.Frames[lemma], func(f lexicon.Frame) bool { return f.POS == lexicon.Verb && f.With == "" }) {
			continue
		}
		t.own()
		if t.tokens[v].Lemma, t.tokens[v].Tag = lemma, "VBD"; behind {
			t.tokens[v].Tag, t.tokens[v].Rel = "VBN", "acl"
			return
		}
		if c := t.child(v, "cop"); c >= 0 {
			t.tokens[v].Tag, t.tokens[c].Rel, t.tokens[subj].Rel = "VBN", "aux:pass", "nsubj:pass"
		}
		return
	}
}

// attributed mends the verb of who says so that is taken to qualify him: "..., the
// governor, Omar Said, complained".
func (t *tree) attributed(v int) {
	n := t.head(v)
	if n < 0 || n > v || t.rel(n) != "parataxis" || t.verb(n) || !t.words.Is("report", t.lemma(v)) || t.child(v, "nsubj", "obl:agent") >= 0 {
		return
	}
	t.attach(v, t.head(n), "parataxis")
	t.attach(n, v, "nsubj")
	t.tokens[v].Tag = "VBD"
}

// announced returns the subject of the clause that follows a participle which is
// taken for the sentence's verb, or -1: "Shot down by a jet, the drone had filmed".
func (t *tree) announced(v int) int {
	for w := v + 1; w < len(t.tokens); w++ {
		if n := t.child(w, "nsubj", "nsubj:pass"); n > v && n < w && t.verb(w) {
			if first := t.leftmost(n); t.tokens[first-1].Text == "," && !t.relative(n) && !t.words.Is("report", t.lemma(w)) {
				return n
			}
		}
	}
	return -1
}

// inserted mends the verb after a participle that is put in behind its subject and
// taken to have that: "how marines, mistaking them for smugglers, shot two men".
func (t *tree) inserted(v int) {
	n, h := t.child(v, "nsubj"), t.head(v)
	if n < 0 || n+1 >= v || h < 0 || t.tokens[n+1].Text != "," || v > n+3 || t.child(v, "aux", "mark") >= 0 {
		return
	}
	for _, w := range t.kids[h] {
		if w > v && t.is(w, "conj") && t.tokens[w].Tag == "VBD" && t.tokens[w-1].Text == "," && t.child(w, "nsubj", "nsubj:pass", "cc") < 0 {
			rel := t.rel(v)
			if t.words.Is("report", t.lemma(h)) {
				rel = "ccomp"
			}
			t.attach(w, h, rel)
			t.attach(n, w, "nsubj")
			t.attach(v, n, "acl")
			return
		}
	}
}

// remarked mends who speaks between commas, taken for a clause on the noun
// before: "the suspects, the ministry can confirm, had been paid by".
func (t *tree) remarked(v int) {
	n, h := t.child(v, "nsubj"), t.head(v)
	if n < 0 || n > v || h < 0 || h > v || t.relative(n) || v+1 >= len(t.tokens) || t.tokens[v+1].Text != "," || t.child(v, "obj", "ccomp") >= 0 || !t.words.Is("report", t.lemma(v)) && !t.words.Is("speech", t.lemma(v)) {
		return
	}
	if first := t.leftmost(n); first < 1 || t.tokens[first-1].Text != "," {
		return
	}
	if up := t.head(h); up > v && t.verb(up) {
		t.attach(v, up, "parataxis")
	}
}

// parallel mends a site that is coordinated with the town where another lies: "a
// school near Homs and the barracks of the brigade".
func (t *tree) parallel(k int) {
	h := t.head(k)
	if h < 0 || h > k || !t.is(h, "nmod") || t.cover[h] < 0 || t.cover[k] < 0 || t.child(k, "case") >= 0 {
		return
	}
	g := t.head(h)
	if g < 0 || g > h || t.cover[g] < 0 || t.cover[g] == t.cover[h] {
		return
	}
	a, near, b := &t.doc.Mentions[t.cover[g]], &t.doc.Mentions[t.cover[h]], &t.doc.Mentions[t.cover[k]]
	if near.Class == extract.Place && near.Form == extract.Name && b.Form == extract.Nominal && a.Form == extract.Nominal && a.Class == b.Class && (a.Class != extract.Place || a.Subclass == b.Subclass && near.Subclass != a.Subclass) {
		t.attach(k, g, "conj")
	}
}

// having mends "having captured the town, the rebels", where the auxiliary is
// taken for the verb.
func (t *tree) having(v int) {
	have := v - 1
	t.attach(v, t.head(have), t.rel(have))
	t.attach(have, v, "aux")
	t.handOver(have, v, func(int) bool { return true })
}

// parted mends a perfect tense that an adverbial parts: "has for years trained
// and armed the militia", "have since January carried out raids".
func (t *tree) parted(have int) {
	if t.child(have, "obj") >= 0 {
		return
	}
	for v := have + 2; v < min(have+8, len(t.tokens)); v++ {
		if t.tokens[v].Text == "," && v > have+1 && t.rel(have+1) != "case" {
			return
		}
		if !t.verb(v) {
			continue
		}
		if t.tokens[v].Tag != "VBN" && t.tokens[v].Tag != "VBD" || len(t.under(v, "by")) > 0 {
			return
		}
		for h := t.head(v); h > have; h = t.head(h) {
			if t.verb(h) {
				return
			}
		}
		t.attach(v, t.head(have), t.rel(have))
		t.attach(have, v, "aux")
		t.handOver(have, v, func(int) bool { return true })
		return
	}
}

// preempted mends an object before a comma that is taken for the subject, with
// the subject coordinated: "after freeing the hostages, the rebels left".
func (t *tree) preempted(n int) {
	o := t.head(n)
	if o < 0 || o > n || t.child(n, "cc") >= 0 || !strings.HasPrefix(t.rel(o), "nsubj") {
		return
	}
	v, h := t.leftmost(o)-1, t.head(o)
	if v < 0 || h < n || t.head(v) != h || t.rel(v) != "advcl" || !t.verb(v) || t.child(v, "obj") >= 0 || t.tokens[v].Tag != "VBG" && t.tokens[v].Tag != "VB" {
		return
	}
	if first := t.leftmost(n); t.tokens[first].Text != "," {
		return
	}
	t.attach(n, h, t.rel(o))
	t.attach(o, v, "obj")
}

// taken mends the object of an infinitive that is taken for a second subject: "its
// claim to have tested a missile was".
func (t *tree) taken(v int) {
	n := t.head(v)
	if n < 0 || n > v || !strings.HasPrefix(t.rel(n), "nsubj") || t.head(n) < 0 || t.child(v, "obj") >= 0 {
		return
	}
	for _, o := range t.kids[t.head(n)] {
		if o > v && strings.HasPrefix(t.rel(o), "nsubj") && t.leftmost(o) == v+1 {
			t.attach(o, v, "obj")
			return
		}
	}
}

// sequence mends a verb in the tense of what is said that is taken for what its
// source did: "said he had fired and had been told to", "says it will leave and
// will free them".
func (t *tree) sequence(v int) {
	h := t.head(v)
	if h < 0 || !t.verb(h) || t.child(v, "nsubj", "nsubj:pass") >= 0 {
		return
	}
	// "said rebels had ambushed a bus and taken two hostages"
	if c := t.child(h, "ccomp", "xcomp"); c > h && c < v && t.words.Is("report", t.lemma(h)) && t.child(h, "aux") < 0 && t.child(v, "aux") < 0 && t.harms(v) && (t.tokens[v].Tag == "VBN" || t.tokens[v].Tag == "VBD") && t.tokens[v-1].Text != "," {
		if have := t.child(c, "aux"); have >= 0 && t.lemma(have) == "have" && t.tokens[c].Tag == "VBN" && t.harms(c) {
			t.own()
			t.tokens[v].Tag = "VBN"
			t.attach(v, c, "conj")
			return
		}
	}
	c, a, own := t.child(h, "ccomp"), t.child(v, "aux"), t.child(h, "aux")
	if c < h || c > v || a < 0 || own >= 0 && t.lemma(own) == t.lemma(a) {
		return
	}
	if said := t.child(c, "aux"); said >= 0 && t.lemma(said) == t.lemma(a) && t.tokens[said].Tag == t.tokens[a].Tag {
		t.attach(v, c, "conj")
	}
}

// consequence mends a participle that is taken for what the source did: in
// "the army said rebels shelled the town, wounding a farmer" the rebels did it.
func (t *tree) consequence(v int) {
	h := t.head(v)
	if h >= 0 && h == v-1 && t.passive(h) && t.words.Is("observed", t.lemma(h)) {
		t.own()
		t.tokens[v].Rel = "xcomp" // "was filmed shaking hands"
		return
	}
	if h >= 0 && v > 0 && t.tokens[v-1].Text == "," && t.words.Is("accusal", t.lemma(h)) && t.child(v, "mark", "nsubj") < 0 && t.harms(v) {
		for _, c := range t.kids[h] {
			if h < c && c < v && t.tokens[c].Tag == "VBG" && t.marked(c, "of", "for", "with") && t.harms(c) {
				t.attach(v, c, "advcl") // "accused troops of ambushing a bus, killing nine"
				return
			}
		}
	}
	// "sells fuel to the air force, whose jets have bombed Kani, killing villagers"
	if h >= 0 && h < v && v > 0 && t.tokens[v-1].Text == "," && t.verb(h) && !t.harms(h) && t.harms(v) && t.child(v, "mark", "nsubj") < 0 && !t.words.Is("report", t.lemma(h)) {
		for c := v - 2; c > h; c-- {
			if t.verb(c) && t.rel(c) == "acl:relcl" && t.harms(c) && t.tokens[c].Tag != "VBG" && t.tokens[c].Tag != "VB" {
				t.attach(v, c, "advcl")
				return
			}
		}
	}
	if h < 0 || !t.words.Is("report", t.lemma(h)) || v == 0 || t.tokens[v-1].Text != "," || t.child(v, "mark") >= 0 || t.child(v, "nsubj") >= 0 || !t.harms(v) {
		return
	}
	if c := t.child(h, "ccomp"); c > h && c < v && t.verb(c) && t.harms(c) {
		t.attach(v, c, "advcl")
	}
}

// perpetrated mends a participle that is taken for what an event does: "condemns
// the attack carried out on Monday by rebels".
func (t *tree) perpetrated(v int) {
	h, n := t.head(v), t.child(v, "nsubj")
	if h < 0 || h > n || t.child(v, "aux", "mark", "obj") >= 0 || !t.event(n) || t.child(h, "obj") >= 0 || !t.words.Is("aim", t.lemma(v)) && !t.words.Is("light_actor", t.lemma(v)) || len(t.under(v, "by")) == 0 {
		return
	}
	t.attach(n, h, "obj")
	t.attach(v, n, "acl")
	t.tokens[v].Tag = "VBN"
}

// charge mends a gerund that is taken to qualify the last of those who are accused
// of it: "convicted Sane and his driver of killing".
func (t *tree) charge(v int) {
	n := t.head(v)
	for n >= 0 && t.is(n, "conj") && !t.verb(n) {
		n = t.head(n)
	}
	if n < 0 || !t.is(n, "obj") || !t.marked(v, "of", "for", "with", "over") {
		return
	}
	if g := t.head(n); g >= 0 && t.words.Is("accusal", t.lemma(g)) {
		t.attach(v, g, "advcl")
	}
}

// harms tells whether a verb has a frame of an event that does harm.
func (t *tree) harms(v int) bool {
	return slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && t.words.Is("hostile", f.Predicate)
	})
}

// frees tells whether a verb is one of setting people free.
func (t *tree) frees(v int) bool {
	return slices.ContainsFunc(t.words.Frames[t.lemma(v)], func(f lexicon.Frame) bool {
		return f.POS == lexicon.Verb && f.Predicate == "released"
	})
}

// reduced mends a participle that is taken for the subject with what it
// qualifies below it: "the group, long allied with Iran, could shell".
func (t *tree) reduced(p int) {
	v, subj := t.head(p), t.child(p, "nsubj")
	if v < p || !t.verb(v) || subj < 0 || subj > p || t.child(p, "aux") >= 0 {
		return
	}
	t.attach(subj, v, "nsubj")
	t.attach(p, subj, "acl")
}

// doing tells whether a word may be a verb with frames.
func (t *tree) doing(i int) bool {
	return slices.ContainsFunc(t.words.Frames[t.lemma(i)], func(f lexicon.Frame) bool { return f.POS == lexicon.Verb && f.With == "" })
}

// swallowed returns the subject of a finite verb that an adverbial before it
// has taken in: "in a night raid soldiers freed", "on Thursday rebels seized";
// -1 without one.
func (t *tree) swallowed(v int) int {
	switch t.rel(v) {
	case "root", "ccomp", "parataxis":
	default:
		return -1
	}
	if tag := t.tokens[v].Tag; tag == "VB" && t.child(v, "aux") < 0 || tag == "VBG" && t.child(v, "aux") < 0 || t.infinitive(v) {
		return -1
	}
	j := v - 1
	for j >= 0 && (t.head(j) == v && (t.is(j, "aux") || t.is(j, "advmod")) || t.tokens[j].Text == ")") {
		if t.tokens[j].Text == ")" {
			for j > 0 && t.tokens[j].Text != "(" {
				j--
			}
		}
		j--
	}
	for steps := 0; j >= 0 && steps < 4; steps++ {
		m := t.cover[j]
		if m < 0 || t.doc.Mentions[m].Form == extract.Pronoun {
			return -1
		}
		first := t.doc.Mentions[m].First - t.first
		for first > 0 && t.within(first-1, m) {
			first--
		}
		switch p := first - 1; {
		case p < 0, t.mismatched(first, m), strings.HasPrefix(t.tokens[p].Tag, "NN"), t.tokens[p].Tag == "CD", t.tokens[p].Text == ",", t.tokens[p].Tag == "CC":
			n := t.doc.Mentions[m].Head - t.first
			if h := t.head(n); t.is(n, "conj") && h >= 0 && h < n && t.child(h, "cc") >= 0 && t.child(h, "cc") < h {
				return h // "that either the army or the police opened fire"
			}
			return n
		case t.rel(p) == "case" && t.lemma(p) == "of" && p > 0:
			j = p - 1 // "rebels of the movement"
		case t.rel(p) == "case" && t.village(first, m):
			return t.doc.Mentions[m].Head - t.first
		default:
			return -1
		}
	}
	return -1
}

// suffers tells whether the verb at i, of which headlines leave the auxiliary out,
// says what was done to its subject: "Two soldiers killed in ambush", "mayor gunned
// down by hitmen". What takes an object has one, or is in the passive.
func (t *tree) suffers(i int) bool {
	n := t.child(i, "nsubj")
	told := t.listing(i, n)
	if t.cover[n] < 0 || !told && t.object(i) >= 0 || told && i+1 < len(t.tokens) && t.tokens[i+1].Text != "," && t.child(i, "obj") >= 0 || t.child(i, "ccomp", "aux", "cop", "iobj") >= 0 || t.is(i, "acl") && !told || t.relative(n) {
		return false
	}
	next := i + 1
	if next < len(t.tokens) && (t.rel(next) == "compound:prt" || t.lemma(next) == "dead" || t.tokens[next].Tag == "RP") {
		next++
	}
	if next < len(t.tokens) && t.tokens[next].Tag != "IN" && t.tokens[next].Tag != "." && !strings.ContainsAny(t.tokens[next].Text, ",;:-–—") {
		return false
	}
	agent := slices.ContainsFunc(t.kids[i], func(k int) bool {
		return k > i && t.is(k, "obl") && t.preposition(k) == "by" && t.cover[k] >= 0 && t.doc.Mentions[t.cover[k]].Class != extract.Place
	})
	v := &t.doc.Mentions[t.cover[n]]
	bare := t.tokens[n].Tag == "NN" && v.First-t.first == 0 && v.Form == extract.Nominal && v.Subclass != "ArmedGroup" && v.Subclass != "Police" && t.child(n, "det") < 0 &&
		(v.Class == extract.Place || v.Subclass == "Vehicle" || v.Subclass == "Ship" || t.words.Is("convoy", t.lemma(n)))
	for _, f := range t.words.Frames[t.lemma(i)] {
		if f.POS != lexicon.Verb || f.Subject[0] != "subj" || !strings.HasPrefix(f.Object[0], "obj") || f.With != "" && (next == i+1 || t.lemma(i+1) != f.With) {
			continue
		}
		if (agent || bare && f.With == "" && f.Object[0] == "obj") && t.words.Is("hostile", f.Predicate) {
			return true
		}
		// A bomb kills, and what kills and maims may well have no object.
		if t.words.Is("toll", f.Predicate) && f.Object[0] == "obj" && (v.Class == extract.Weapon || v.Class == extract.Place) == (f.Predicate == "damaged") && t.words.Is("transitive_toll", t.lemma(i)) {
			return true
		}
	}
	return false
}

// listing tells whether a clause taken for a relative one is set apart by a comma as
// a report of its own: "ambushed a convoy, two drivers killed".
func (t *tree) listing(v, n int) bool {
	first := t.leftmost(n)
	return first > 0 && t.tokens[first-1].Text == "," && n == v-1 && !slices.ContainsFunc(t.kids[v], t.relative)
}

// apposite hangs such a clause on the verb before it.
func (t *tree) apposite(v int) {
	if !t.is(v, "acl") {
		return
	}
	up := t.head(v)
	for up >= 0 && !t.verb(up) {
		up = t.head(up)
	}
	if up >= 0 && up < v {
		t.attach(v, up, "parataxis")
	}
}
