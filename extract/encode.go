package extract

import (
	"encoding/json"
	"io"
)

// The JSON form of a document that other programs rely on: field names stay,
// fields may be added. Offsets are bytes in text.
type (
	jsonDocument struct {
		ID            string             `json:"id"`
		Source        string             `json:"source"`
		Title         string             `json:"title"`
		Published     string             `json:"published"`
		Text          string             `json:"text"`
		Sentences     []jsonSpan         `json:"sentences"`
		Entities      []jsonEntity       `json:"entities"`
		Mentions      []jsonMention      `json:"mentions"`
		Statements    []jsonStatement    `json:"statements"`
		Cooccurrences []jsonCooccurrence `json:"cooccurrences"`
	}
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
		Entity     string  `json:"entity"`
		Type       Class   `json:"type"`
		Subtype    string  `json:"subtype"`
		Form       Form    `json:"form"`
		Start      int     `json:"start"`
		End        int     `json:"end"`
		Text       string  `json:"text"`
		Title      string  `json:"title"`
		Sense      Sense   `json:"sense,omitempty"`
		FoundBy    string  `json:"found_by"`
		Confidence float64 `json:"confidence"`
		Reason     string  `json:"reason,omitempty"`
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
	jsonCooccurrence struct {
		A        string `json:"a"`
		B        string `json:"b"`
		Sentence int    `json:"sentence"`
	}
)

// Encode writes the document as one line of JSON.
func (d *Document) Encode(w io.Writer) error {
	j := jsonDocument{
		ID: d.ID, Source: d.Source, Title: d.Title, Published: d.Published, Text: d.Text,
		Sentences: make([]jsonSpan, 0, len(d.Sentences)), Entities: make([]jsonEntity, 0, len(d.Entities)),
		Mentions: make([]jsonMention, 0, len(d.Mentions)), Statements: make([]jsonStatement, 0, len(d.Statements)),
		Cooccurrences: make([]jsonCooccurrence, 0, len(d.Cooccurrences)),
	}
	for _, s := range d.Sentences {
		j.Sentences = append(j.Sentences, jsonSpan{Start: s.Start, End: s.End})
	}
	for _, e := range d.Entities {
		j.Entities = append(j.Entities, jsonEntity{ID: e.ID, Type: e.Class, Subtype: e.Subclass, Name: e.Name, Aliases: append([]string{}, e.Aliases...)})
	}
	for _, m := range d.Mentions {
		j.Mentions = append(j.Mentions, jsonMention{
			Entity: m.Entity, Type: m.Class, Subtype: m.Subclass, Form: m.Outward(), Start: m.Start, End: m.End,
			Text: d.Slice(m.Span), Title: m.Title, Sense: m.Sense, FoundBy: m.FoundBy, Confidence: round(m.Confidence), Reason: m.Reason,
		})
	}
	for _, s := range d.Statements {
		o := jsonStatement{
			ID: s.ID, Subject: s.Subject, Predicate: s.Predicate, Object: s.Object, Status: s.Status,
			AttributedTo: optional(s.AttributedTo), Instrument: optional(s.Instrument), Place: optional(s.Place),
			Trigger: d.span(s.Trigger), SubjectSpan: d.span(s.SubjectSpan), ObjectSpan: d.span(s.ObjectSpan),
			Sentence: s.Sentence, Confidence: round(s.Confidence),
		}
		if s.Time != nil {
			o.Time = &jsonTime{From: s.Time.From, To: s.Time.To, Text: s.Time.Text}
		}
		j.Statements = append(j.Statements, o)
	}
	for _, c := range d.Cooccurrences {
		j.Cooccurrences = append(j.Cooccurrences, jsonCooccurrence(c))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(j)
}

func (d *Document) span(s Span) jsonSpan {
	return jsonSpan{Start: s.Start, End: s.End, Text: d.Slice(s)}
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
