package extract

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf8"
)

// The JSON form of a document that other programs rely on: field names stay,
// fields may be added. Offsets are bytes in text.
type (
	jsonSpan struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Text  string `json:"text,omitempty"`
	}
	jsonEntity struct {
		ID      string   `json:"id"`
		Type    Class    `json:"type"`
		Subtype string   `json:"subtype"`
		Name    string   `json:"name"`
		Aliases []string `json:"aliases"`
	}
	jsonMention struct {
		Entity  string `json:"entity"`
		Type    Class  `json:"type"`
		Subtype string `json:"subtype"`
		Form    Form   `json:"form"`
		Start   int    `json:"start"`
		End     int    `json:"end"`
		Text    string `json:"text"`
		Title   string `json:"title"`
		// Sense is "actor" or "place", of names of countries, regions and cities.
		Sense Sense `json:"sense,omitempty"`
		// Head and Modifiers are those of a common noun phrase.
		Head       *jsonSpan      `json:"head,omitempty"`
		Modifiers  []jsonModifier `json:"modifiers,omitempty"`
		FoundBy    string         `json:"found_by"`
		Confidence float64        `json:"confidence"`
		Reason     string         `json:"reason,omitempty"`
	}
	// jsonModifier is what stands before the head: a number, a nationality, or
	// another name, with the entity that it stands for.
	jsonModifier struct {
		Kind   string `json:"kind"`
		Entity string `json:"entity,omitempty"`
		Start  int    `json:"start"`
		End    int    `json:"end"`
		Text   string `json:"text"`
	}
	jsonTime struct {
		From string `json:"from"`
		To   string `json:"to"`
		Text string `json:"text"`
	}
	jsonStatement struct {
		ID           string    `json:"id"`
		Subject      string    `json:"subject"`
		Predicate    string    `json:"predicate"`
		Object       string    `json:"object"`
		Status       Status    `json:"status"`
		AttributedTo *string   `json:"attributed_to"`
		Instrument   *string   `json:"instrument"`
		Place        *string   `json:"place"`
		Time         *jsonTime `json:"time"`
		Trigger      jsonSpan  `json:"trigger"`
		SubjectSpan  jsonSpan  `json:"subject_span"`
		ObjectSpan   jsonSpan  `json:"object_span"`
		Sentence     int       `json:"sentence"`
		Confidence   float64   `json:"confidence"`
	}
	jsonIncident struct {
		Predicate    string    `json:"predicate"`
		Subject      *string   `json:"subject"`
		Object       *string   `json:"object"`
		Status       Status    `json:"status"`
		AttributedTo *string   `json:"attributed_to"`
		Instrument   *string   `json:"instrument"`
		Place        *string   `json:"place"`
		Time         *jsonTime `json:"time"`
		Trigger      jsonSpan  `json:"trigger"`
		Sentence     int       `json:"sentence"`
	}
	jsonCooccurrence struct {
		A        string `json:"a"`
		B        string `json:"b"`
		Sentence int    `json:"sentence"`
	}
)

// Encode writes the document as one line of JSON, piece by piece: that of a long
// document is many times its text.
func (d *Document) Encode(w io.Writer) error {
	e := newEncoder(w)
	e.raw("{")
	for _, f := range []struct{ name, value string }{{"id", d.ID}, {"source", d.Source}, {"title", d.Title}, {"published", d.Published}, {"text", d.Text}} {
		e.raw(`"` + f.name + `":`)
		e.text(f.value)
		e.raw(",")
	}
	e.list("sentences")
	for part := range d.Parts() {
		for _, s := range part.Sentences {
			e.item(jsonSpan{Start: s.Start, End: s.End})
		}
	}
	e.list("entities")
	for _, n := range d.Entities {
		e.item(jsonEntity{ID: n.ID, Type: n.Class, Subtype: n.Subclass, Name: n.Name, Aliases: append([]string{}, n.Aliases...)})
	}
	e.list("mentions")
	for part := range d.Parts() {
		for i := range part.Mentions {
			e.item(part.mention(i))
		}
	}
	e.list("statements")
	for part := range d.Parts() {
		for i := range part.Statements {
			e.item(part.statement(&part.Statements[i]))
		}
	}
	e.list("incidents")
	for part := range d.Parts() {
		for i := range part.Incidents {
			e.item(part.incident(&part.Incidents[i]))
		}
	}
	e.list("cooccurrences")
	for part := range d.Parts() {
		for _, c := range part.Cooccurrences {
			e.item(jsonCooccurrence{A: c.A, B: c.B, Sentence: part.Before + c.Sentence})
		}
	}
	e.raw("]}\n")
	return e.err
}

func (d *Document) mention(i int) jsonMention {
	m := &d.Mentions[i]
	o := jsonMention{
		Entity: m.Entity, Type: m.Class, Subtype: m.Subclass, Form: m.Outward(), Start: m.Start, End: m.End,
		Text: d.Slice(m.Span), Title: m.Title, Sense: m.Sense, FoundBy: m.FoundBy, Confidence: round(m.Confidence), Reason: m.Reason,
	}
	if m.HeadSpan.Len() == 0 {
		return o
	}
	head := d.span(m.HeadSpan)
	o.Head = &head
	if n := m.Number; n.Len() > 0 {
		o.Modifiers = append(o.Modifiers, jsonModifier{Kind: "number", Start: n.Start, End: n.End, Text: d.Slice(n)})
	}
	// What lies within stands after it.
	for j := i + 1; j < len(d.Mentions) && d.Mentions[j].Start < m.HeadSpan.Start; j++ {
		n := &d.Mentions[j]
		if n.Form != Name || n.End > m.HeadSpan.Start {
			continue
		}
		kind := "affiliation"
		if n.Adjective || n.Subclass == "Country" {
			kind = "nationality"
		}
		o.Modifiers = append(o.Modifiers, jsonModifier{Kind: kind, Entity: n.Entity, Start: n.Start, End: n.End, Text: d.Slice(n.Span)})
	}
	return o
}

func (d *Document) statement(s *Statement) jsonStatement {
	o := jsonStatement{
		ID: s.ID, Subject: s.Subject, Predicate: s.Predicate, Object: s.Object, Status: s.Status,
		AttributedTo: optional(s.AttributedTo), Instrument: optional(s.Instrument), Place: optional(s.Place),
		Trigger: d.span(s.Trigger), SubjectSpan: d.span(s.SubjectSpan), ObjectSpan: d.span(s.ObjectSpan),
		Sentence: d.Before + s.Sentence, Confidence: round(s.Confidence),
	}
	o.Time = s.Time.json()
	return o
}

func (d *Document) incident(s *Statement) jsonIncident {
	return jsonIncident{
		Predicate: s.Predicate, Subject: optional(s.Subject), Object: optional(s.Object), Status: s.Status,
		AttributedTo: optional(s.AttributedTo), Instrument: optional(s.Instrument), Place: optional(s.Place),
		Time: s.Time.json(), Trigger: d.span(s.Trigger), Sentence: d.Before + s.Sentence,
	}
}

// encoder writes an object's lists item by item. After an error it writes
// nothing more.
type encoder struct {
	w    io.Writer
	json *json.Encoder
	buf  bytes.Buffer
	// open tells that a list is open, next that it has an item already.
	open, next bool
	err        error
}

func newEncoder(w io.Writer) *encoder {
	e := &encoder{w: w}
	e.json = json.NewEncoder(&e.buf)
	e.json.SetEscapeHTML(false)
	return e
}

func (e *encoder) raw(s string) {
	if e.err == nil {
		_, e.err = io.WriteString(e.w, s)
	}
}

// value writes a value; from and less are the bytes of it to leave out.
func (e *encoder) value(v any, from, less int) {
	if e.err != nil {
		return
	}
	e.buf.Reset()
	if e.err = e.json.Encode(v); e.err == nil {
		b := e.buf.Bytes()
		_, e.err = e.w.Write(b[from : len(b)-1-less]) // 1: a line break
	}
}

// textPiece is how many bytes of a string are escaped at once.
const textPiece = 64 << 10

func (e *encoder) text(s string) {
	e.raw(`"`)
	for len(s) > 0 {
		n := min(len(s), textPiece)
		for n < len(s) && !utf8.RuneStart(s[n]) {
			n--
		}
		e.value(s[:n], 1, 1)
		s = s[n:]
	}
	e.raw(`"`)
}

func (e *encoder) list(name string) {
	if e.open {
		e.raw("],")
	}
	e.raw(`"` + name + `":[`)
	e.open, e.next = true, false
}

func (e *encoder) item(v any) {
	if e.next {
		e.raw(",")
	}
	e.next = true
	e.value(v, 0, 0)
}

func (d *Document) span(s Span) jsonSpan {
	return jsonSpan{Start: s.Start, End: s.End, Text: d.Slice(s)}
}

func (t *Time) json() *jsonTime {
	if t == nil {
		return nil
	}
	return &jsonTime{From: t.From, To: t.To, Text: t.Text}
}

func optional(id string) *string {
	if id == "" {
		return nil
	}
	return &id
}

// round keeps three decimals: more would only claim a precision that
// confidence does not have.
func round(c float64) float64 { return float64(int(c*1000+0.5)) / 1000 }
