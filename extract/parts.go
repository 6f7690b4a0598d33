package extract

import (
	"encoding/binary"
	"iter"
	"math"
)

// Parts returns the document's findings part by part, in order: the document
// itself, or the parts of one that RunParts worked on in parts, which are made
// anew for each call. A part has the document's text and entities, and its own
// Range; the numbers of sentences in it count from Before.
func (d *Document) Parts() iter.Seq[*Document] {
	return func(yield func(*Document) bool) {
		if d.parts == nil {
			yield(d)
			return
		}
		for i := range d.parts.packed {
			part := d.part()
			d.parts.unpack(i, part)
			if !yield(part) {
				return
			}
		}
	}
}

// part returns a part of the document without findings.
func (d *Document) part() *Document {
	return &Document{ID: d.ID, Source: d.Source, Title: d.Title, Published: d.Published, Text: d.Text, Entities: d.Entities}
}

// parts are a document's parts while they are not worked on: bytes, a tenth of
// what the structs take. All but ID, source, title, date, text and entities are
// packed. Strings are numbers in a table, as few of them differ.
type parts struct {
	packed  [][]byte
	strings []string
	numbers map[string]int
	buf     []byte
}

func newParts(n int) *parts {
	return &parts{packed: make([][]byte, n), strings: []string{""}, numbers: map[string]int{"": 0}}
}

func (p *parts) pack(i int, d *Document) {
	w := packer{table: p, buf: p.buf[:0]}
	w.span(d.Range)
	w.int(d.Before)
	w.sentences(d)
	w.tokens(d)
	w.int(len(d.Times))
	for _, t := range d.Times {
		w.ints(t.First, t.Last-t.First, t.Sentence)
		w.time(&t.Time)
		w.time(&t.Ahead)
	}
	w.mentions(d.Mentions)
	w.mentions(d.Open)
	w.statements(d.Statements)
	w.statements(d.Incidents)
	w.int(len(d.Cooccurrences))
	for _, c := range d.Cooccurrences {
		w.strings(c.A, c.B)
		w.int(c.Sentence)
	}
	p.buf = w.buf
	p.packed[i] = append([]byte(nil), w.buf...)
}

func (p *parts) unpack(i int, d *Document) {
	r := unpacker{table: p, buf: p.packed[i]}
	d.Range = r.span()
	d.Before = r.int()
	r.sentences(d)
	r.tokens(d)
	d.Times = make([]TimeMention, r.int())
	for i := range d.Times {
		t := &d.Times[i]
		t.First, t.Last, t.Sentence = r.int(), r.int(), r.int()
		t.Last += t.First
		t.Time, t.Ahead = r.time(), r.time()
	}
	d.Mentions = r.mentions()
	d.Open = r.mentions()
	d.Statements = r.statements()
	d.Incidents = r.statements()
	d.Cooccurrences = make([]Cooccurrence, r.int())
	for i := range d.Cooccurrences {
		d.Cooccurrences[i] = Cooccurrence{A: r.string(), B: r.string(), Sentence: r.int()}
	}
}

// packer appends what a part holds to its bytes: numbers as varints, places as
// differences.
type packer struct {
	table *parts
	buf   []byte
	last  int // the end of the span before
}

func (w *packer) int(n int) { w.buf = binary.AppendVarint(w.buf, int64(n)) }

func (w *packer) ints(n ...int) {
	for _, n := range n {
		w.int(n)
	}
}

func (w *packer) float(f float64) {
	w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(f))
}

func (w *packer) string(s string) {
	n, ok := w.table.numbers[s]
	if !ok {
		n = len(w.table.strings)
		w.table.strings = append(w.table.strings, s)
		w.table.numbers[s] = n
	}
	w.int(n)
}

func (w *packer) strings(s ...string) {
	for _, s := range s {
		w.string(s)
	}
}

// own writes a string that stands nowhere else.
func (w *packer) own(s string) {
	w.int(len(s))
	w.buf = append(w.buf, s...)
}

func (w *packer) span(s Span) {
	w.ints(s.Start-w.last, s.End-s.Start)
	w.last = s.End
}

func (w *packer) time(t *Time) { w.strings(t.From, t.To, t.Text) }

func (w *packer) sentences(d *Document) {
	w.int(len(d.Sentences))
	for _, s := range d.Sentences {
		w.span(s.Span)
		w.ints(s.First, s.Last-s.First)
	}
}

// alike packs a string that most often is the one it is compared with.
func (w *packer) alike(s, other string) {
	if s == other {
		w.int(-1)
		return
	}
	w.string(s)
}

func (w *packer) tokens(d *Document) {
	w.int(len(d.Tokens))
	for i, t := range d.Tokens {
		w.span(t.Span)
		w.alike(t.Text, d.Slice(t.Span))
		w.string(t.Tag)
		w.alike(t.Lemma, t.Text)
		// The root's head is no place in the sentence: apart by its relation.
		head := 0
		if t.Head >= 0 {
			head = t.Head - i
			if head <= 0 {
				head--
			}
		}
		w.int(head)
		w.string(t.Rel)
	}
}

func (w *packer) mentions(list []Mention) {
	w.int(len(list))
	for i := range list {
		m := &list[i]
		w.span(m.Span)
		w.strings(string(m.Class), m.Subclass, string(m.Form), string(m.Sense), m.Title, m.Key, m.FoundBy, m.Reason, m.Entity)
		w.ints(m.First, m.Last-m.First, m.Head-m.First, m.Lead, m.Sentence, m.Chain)
		w.ints(m.HeadSpan.Start-m.Start, m.HeadSpan.End-m.Start, m.Number.Start-m.Start, m.Number.End-m.Start)
		w.float(m.Confidence)
		adjective := 0
		if m.Adjective {
			adjective = 1
		}
		w.int(adjective)
	}
}

func (w *packer) statements(list []Statement) {
	w.int(len(list))
	for i := range list {
		s := &list[i]
		w.own(s.ID)
		w.strings(s.Subject, s.Predicate, s.Object, string(s.Status), s.AttributedTo, s.Instrument, s.Place)
		if s.Time == nil {
			w.int(0)
		} else {
			w.int(1)
			w.time(s.Time)
		}
		w.span(s.Trigger)
		w.span(s.SubjectSpan)
		w.span(s.ObjectSpan)
		w.int(s.Sentence)
		w.float(s.Confidence)
	}
}

// unpacker is packer's inverse. It reads only what a packer wrote.
type unpacker struct {
	table *parts
	buf   []byte
	last  int
}

func (r *unpacker) int() int {
	n, size := binary.Varint(r.buf)
	r.buf = r.buf[size:]
	return int(n)
}

func (r *unpacker) float() float64 {
	f := math.Float64frombits(binary.LittleEndian.Uint64(r.buf))
	r.buf = r.buf[8:]
	return f
}

func (r *unpacker) string() string { return r.table.strings[r.int()] }

func (r *unpacker) own() string {
	n := r.int()
	s := string(r.buf[:n])
	r.buf = r.buf[n:]
	return s
}

func (r *unpacker) span() Span {
	start := r.last + r.int()
	r.last = start + r.int()
	return Span{Start: start, End: r.last}
}

func (r *unpacker) time() Time { return Time{From: r.string(), To: r.string(), Text: r.string()} }

func (r *unpacker) sentences(d *Document) {
	d.Sentences = make([]Sentence, r.int())
	for i := range d.Sentences {
		s := &d.Sentences[i]
		s.Span, s.First = r.span(), r.int()
		s.Last = s.First + r.int()
	}
}

func (r *unpacker) alike(other string) string {
	n := r.int()
	if n < 0 {
		return other
	}
	return r.table.strings[n]
}

func (r *unpacker) tokens(d *Document) {
	d.Tokens = make([]Token, r.int())
	for i := range d.Tokens {
		t := &d.Tokens[i]
		t.Span = r.span()
		t.Text = r.alike(d.Slice(t.Span))
		t.Tag = r.string()
		t.Lemma = r.alike(t.Text)
		switch head := r.int(); {
		case head == 0:
			t.Head = -1
		case head < 0:
			t.Head = i + head + 1
		default:
			t.Head = i + head
		}
		t.Rel = r.string()
	}
}

func (r *unpacker) mentions() []Mention {
	out := make([]Mention, r.int())
	for i := range out {
		m := &out[i]
		m.Span = r.span()
		m.Class, m.Subclass, m.Form, m.Sense = Class(r.string()), r.string(), Form(r.string()), Sense(r.string())
		m.Title, m.Key, m.FoundBy, m.Reason, m.Entity = r.string(), r.string(), r.string(), r.string(), r.string()
		m.First, m.Last, m.Head, m.Lead, m.Sentence, m.Chain = r.int(), r.int(), r.int(), r.int(), r.int(), r.int()
		m.HeadSpan.Start, m.HeadSpan.End, m.Number.Start, m.Number.End = m.Start+r.int(), m.Start+r.int(), m.Start+r.int(), m.Start+r.int()
		m.Last += m.First
		m.Head += m.First
		m.Confidence = r.float()
		m.Adjective = r.int() == 1
	}
	return out
}

func (r *unpacker) statements() []Statement {
	out := make([]Statement, r.int())
	for i := range out {
		s := &out[i]
		s.ID = r.own()
		s.Subject, s.Predicate, s.Object, s.Status = r.string(), r.string(), r.string(), Status(r.string())
		s.AttributedTo, s.Instrument, s.Place = r.string(), r.string(), r.string()
		if r.int() != 0 {
			t := r.time()
			s.Time = &t
		}
		s.Trigger, s.SubjectSpan, s.ObjectSpan = r.span(), r.span(), r.span()
		s.Sentence = r.int()
		s.Confidence = r.float()
	}
	return out
}
