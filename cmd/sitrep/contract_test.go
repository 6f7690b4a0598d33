package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The contract's JSON, field by field. A pointer is a field that may be null;
// "?" marks one that may be missing. Decoding is strict, so that a field is
// added here when it is added there; every other field must be present.
type (
	contractDocument struct {
		ID            string                 `json:"id"`
		Source        string                 `json:"source"`
		Title         string                 `json:"title"`
		Published     string                 `json:"published"`
		Text          string                 `json:"text"`
		Sentences     []contractSpan         `json:"sentences"`
		Entities      []contractEntity       `json:"entities"`
		Mentions      []contractMention      `json:"mentions"`
		Statements    []contractStatement    `json:"statements"`
		Incidents     []contractIncident     `json:"incidents"`
		Cooccurrences []contractCooccurrence `json:"cooccurrences"`
	}
	contractSpan struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Text  string `json:"text" contract:"?"`
	}
	contractEntity struct {
		ID      string   `json:"id"`
		Type    string   `json:"type"`
		Subtype string   `json:"subtype"`
		Name    string   `json:"name"`
		Aliases []string `json:"aliases"`
	}
	contractMention struct {
		Entity    string        `json:"entity"`
		Type      string        `json:"type"`
		Subtype   string        `json:"subtype"`
		Form      string        `json:"form"`
		Start     int           `json:"start"`
		End       int           `json:"end"`
		Text      string        `json:"text"`
		Title     string        `json:"title" contract:"?"`
		Sense     string        `json:"sense" contract:"?"`
		Head      *contractSpan `json:"head" contract:"?"`
		Modifiers []struct {
			Kind   string `json:"kind"`
			Entity string `json:"entity" contract:"?"`
			Start  int    `json:"start"`
			End    int    `json:"end"`
			Text   string `json:"text"`
		} `json:"modifiers" contract:"?"`
		FoundBy    string  `json:"found_by"`
		Confidence float64 `json:"confidence"`
		Reason     string  `json:"reason" contract:"?"`
	}
	contractTime struct {
		From string `json:"from"`
		To   string `json:"to"`
		Text string `json:"text"`
	}
	contractStatement struct {
		ID           string        `json:"id"`
		Subject      string        `json:"subject"`
		Predicate    string        `json:"predicate"`
		Object       string        `json:"object"`
		Status       string        `json:"status"`
		AttributedTo *string       `json:"attributed_to"`
		Instrument   *string       `json:"instrument"`
		Place        *string       `json:"place"`
		Time         *contractTime `json:"time"`
		Trigger      contractSpan  `json:"trigger"`
		SubjectSpan  contractSpan  `json:"subject_span"`
		ObjectSpan   contractSpan  `json:"object_span"`
		Sentence     int           `json:"sentence"`
		Confidence   float64       `json:"confidence"`
	}
	contractIncident struct {
		Predicate    string        `json:"predicate"`
		Subject      *string       `json:"subject"`
		Object       *string       `json:"object"`
		Status       string        `json:"status"`
		AttributedTo *string       `json:"attributed_to"`
		Instrument   *string       `json:"instrument"`
		Place        *string       `json:"place"`
		Time         *contractTime `json:"time"`
		Trigger      contractSpan  `json:"trigger"`
		Sentence     int           `json:"sentence"`
	}
	contractCooccurrence struct {
		A        string `json:"a"`
		B        string `json:"b"`
		Sentence int    `json:"sentence"`
	}

	contractWalk struct {
		Nodes []contractNode `json:"nodes"`
		Edges []contractEdge `json:"edges"`
	}
	contractNode struct {
		ID      string `json:"id"`
		Name    string `json:"name"`
		Type    string `json:"type"`
		Subtype string `json:"subtype"`
	}
	contractEdge struct {
		Predicate string             `json:"predicate"`
		Forward   bool               `json:"forward"`
		Evidence  []contractEvidence `json:"evidence"`
		Support   int                `json:"support"`
		Weight    *struct {
			Count int     `json:"count"`
			NPMI  float64 `json:"npmi"`
		} `json:"weight" contract:"?"`
	}
	contractEvidence struct {
		Statement    string        `json:"statement"`
		Status       string        `json:"status"`
		Confidence   float64       `json:"confidence"`
		Time         *contractTime `json:"time"`
		Document     string        `json:"document"`
		Source       string        `json:"source"`
		Title        string        `json:"title" contract:"?"`
		Published    string        `json:"published" contract:"?"`
		Sentence     string        `json:"sentence"`
		SentenceSpan *contractSpan `json:"sentence_span" contract:"?"`
		Trigger      *contractSpan `json:"trigger" contract:"?"`
		SubjectSpan  *contractSpan `json:"subject_span" contract:"?"`
		ObjectSpan   *contractSpan `json:"object_span" contract:"?"`
		AttributedTo *contractNode `json:"attributed_to" contract:"?"`
		Instrument   *contractNode `json:"instrument" contract:"?"`
		Place        *contractNode `json:"place" contract:"?"`
		Event        *string       `json:"event"`
		As           *struct {
			Subject   contractNode `json:"subject"`
			Predicate string       `json:"predicate"`
			Object    contractNode `json:"object"`
		} `json:"as" contract:"?"`
	}
)

const contractReport = `{"id":"r1","title":"Baghdad","date":"2021-12-20","text":"Kataib Hezbollah attacked Ain al-Asad air base with rockets on 18 December 2021.\n\nIran supports Kataib Hezbollah. Gen. Qasem Soleimani visited Baghdad. The Café Zürich stood in Baghdad. The Taliban threatened to attack the Green Zone. Turkey said that Hamas bombed Tel Aviv."}
{"id":"r2","text":"Hamas did not attack Tel Aviv."}
`

var (
	entityID    = regexp.MustCompile(`^(person|organisation|place|weapon)/\S+$`)
	isoDay      = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	mayBeEmpty  = func(s string) bool { return s == "" || isoDay.MatchString(s) }
	topClasses  = []string{"Person", "Organisation", "Place", "Weapon"}
	allForms    = []string{"name", "nominal", "pronoun"}
	allStatuses = []string{"asserted", "reported", "threatened", "denied"}
)

func contractFolder(t *testing.T) string {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "reports.jsonl"), []byte(contractReport), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestExtractContract(t *testing.T) {
	var texts []string
	for line := range strings.Lines(contractReport) {
		var in struct{ Text string }
		if err := json.Unmarshal([]byte(line), &in); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, in.Text)
	}
	lines := strings.Split(strings.TrimSuffix(sitrep(t, contractFolder(t), "extract", "--format", "jsonl", "reports.jsonl"), "\n"), "\n")
	if len(lines) != len(texts) {
		t.Fatalf("%d lines for %d documents", len(lines), len(texts))
	}
	predicates, withTime, denied := map[string]bool{}, 0, 0
	for i, line := range lines {
		var d contractDocument
		decodeStrictly(t, line, &d)
		if want := fmt.Sprintf("r%d", i+1); d.ID != want || d.Source != fmt.Sprintf("reports.jsonl#%d", i+1) || d.Text != texts[i] {
			t.Errorf("document %d is %q of %q with text %q", i, d.ID, d.Source, d.Text)
		}
		if want := []string{"2021-12-20", ""}[i]; d.Published != want {
			t.Errorf("document %d was published on %q, want %q", i, d.Published, want)
		}
		checkDocument(t, &d)
		for _, s := range d.Statements {
			predicates[s.Predicate] = true
			if s.Time != nil {
				withTime++
			}
			if s.Status == "denied" {
				denied++
			}
		}
	}
	// Else the checks above would have had little to check.
	if !predicates["attacked"] || !predicates["supports"] || withTime == 0 || denied == 0 {
		t.Errorf("predicates %v, %d statements with a time, %d denied", predicates, withTime, denied)
	}
}

func checkDocument(t *testing.T, d *contractDocument) {
	t.Helper()
	slice := func(what string, start, end int) string {
		if start < 0 || start >= end || end > len(d.Text) || !utf8.ValidString(d.Text[start:end]) {
			t.Fatalf("%s: %s [%d,%d) of %d bytes", d.ID, what, start, end, len(d.Text))
		}
		return d.Text[start:end]
	}
	entities := map[string]contractEntity{}
	known := func(what, id string) {
		if _, ok := entities[id]; !ok {
			t.Errorf("%s: %s is %q, which is no entity of the document", d.ID, what, id)
		}
	}
	for _, e := range d.Entities {
		entities[e.ID] = e
		if !entityID.MatchString(e.ID) || !slices.Contains(topClasses, e.Type) || e.Name == "" {
			t.Errorf("%s: entity %+v", d.ID, e)
		}
	}
	if len(entities) != len(d.Entities) {
		t.Errorf("%s: an entity stands twice", d.ID)
	}
	at := 0
	for _, s := range d.Sentences {
		slice("sentence", s.Start, s.End)
		if s.Start < at {
			t.Errorf("%s: sentence %+v starts before byte %d", d.ID, s, at)
		}
		at = s.End
	}
	for _, m := range d.Mentions {
		if got := slice("mention", m.Start, m.End); got != m.Text {
			t.Errorf("%s: mention %q, the text has %q", d.ID, m.Text, got)
		}
		known("a mention's entity", m.Entity)
		if !slices.Contains(topClasses, m.Type) || !slices.Contains(allForms, m.Form) || m.FoundBy == "" || m.Confidence < 0 || m.Confidence > 1 {
			t.Errorf("%s: mention %+v", d.ID, m)
		}
	}
	for _, s := range d.Statements {
		known("a subject", s.Subject)
		known("an object", s.Object)
		for _, id := range []*string{s.AttributedTo, s.Instrument, s.Place} {
			if id != nil {
				known("a role", *id)
			}
		}
		if s.Sentence < 0 || s.Sentence >= len(d.Sentences) {
			t.Fatalf("%s: statement in sentence %d of %d", d.ID, s.Sentence, len(d.Sentences))
		}
		in := d.Sentences[s.Sentence]
		for what, span := range map[string]contractSpan{"trigger": s.Trigger, "subject": s.SubjectSpan, "object": s.ObjectSpan} {
			if got := slice(what, span.Start, span.End); got != span.Text || span.Start < in.Start || span.End > in.End {
				t.Errorf("%s: %s %+v, the text has %q, the sentence is %+v", d.ID, what, span, got, in)
			}
		}
		if s.ID == "" || s.Predicate == "" || s.Predicate == "co_occurs_with" || !slices.Contains(allStatuses, s.Status) || s.Confidence < 0 || s.Confidence > 1 {
			t.Errorf("%s: statement %+v", d.ID, s)
		}
		if s.Time != nil && (!mayBeEmpty(s.Time.From) || !mayBeEmpty(s.Time.To) || s.Time.From > s.Time.To || s.Time.Text == "") {
			t.Errorf("%s: time %+v", d.ID, s.Time)
		}
	}
	for _, in := range d.Incidents {
		for _, id := range []*string{in.Subject, in.Object, in.AttributedTo, in.Instrument, in.Place} {
			if id != nil {
				known("a role of an incident", *id)
			}
		}
		if got := slice("trigger", in.Trigger.Start, in.Trigger.End); got != in.Trigger.Text || in.Predicate == "" || !slices.Contains(allStatuses, in.Status) {
			t.Errorf("%s: incident %+v, the text has %q", d.ID, in, got)
		}
		if in.Subject != nil && in.Object != nil || in.Subject == nil && in.Object == nil && in.Instrument == nil {
			t.Errorf("%s: incident %+v tells all or nothing", d.ID, in)
		}
	}
	for _, c := range d.Cooccurrences {
		known("a pair's entity", c.A)
		known("a pair's entity", c.B)
		if c.A >= c.B || c.Sentence < 0 || c.Sentence >= len(d.Sentences) {
			t.Errorf("%s: pair %+v", d.ID, c)
		}
	}
}

func TestWalkContract(t *testing.T) {
	dir := contractFolder(t)
	sitrep(t, dir, "build", "reports.jsonl")
	var extracted contractDocument
	decodeStrictly(t, strings.SplitAfter(sitrep(t, dir, "extract", "reports.jsonl"), "\n")[0], &extracted)
	statements := map[string]contractStatement{}
	for _, s := range extracted.Statements {
		statements[s.ID] = s
	}
	weights := 0
	for _, query := range []string{"* -> * -> *", "* <- * <- *", "Iran -> supports -> militia -> attacked -> site", "* -> co_occurs_with -> *"} {
		lines := strings.Split(strings.TrimSuffix(sitrep(t, dir, "walk", "--format", "jsonl", query), "\n"), "\n")
		for _, line := range lines {
			var w contractWalk
			decodeStrictly(t, line, &w)
			if len(w.Nodes) != len(w.Edges)+1 || len(w.Edges) == 0 {
				t.Fatalf("%s: %d nodes, %d edges", query, len(w.Nodes), len(w.Edges))
			}
			for _, n := range w.Nodes {
				if !entityID.MatchString(n.ID) || n.Name == "" || !slices.Contains(topClasses, n.Type) {
					t.Errorf("%s: node %+v", query, n)
				}
			}
			for i, e := range w.Edges {
				if len(e.Evidence) == 0 || e.Support < len(e.Evidence) || e.Predicate == "" {
					t.Errorf("%s: edge %+v", query, e)
				}
				if e.Weight != nil {
					weights++
				}
				for _, ev := range e.Evidence {
					if ev.Document != "r1" && e.Weight != nil {
						continue // the other report holds pairs, but no edge
					}
					if ev.Document != "r1" || ev.Source != "reports.jsonl#1" || !strings.Contains(extracted.Text, ev.Sentence) || ev.Sentence == "" {
						t.Errorf("%s: evidence %+v", query, ev)
					}
					if e.Weight != nil {
						continue // says no more than both names
					}
					subject, object := w.Nodes[i].ID, w.Nodes[i+1].ID
					if !e.Forward {
						subject, object = object, subject
					}
					s, ok := statements[ev.Statement]
					if !ok || s.Subject != subject || s.Object != object || s.Status != ev.Status || (s.Time == nil) != (ev.Time == nil) || s.Time != nil && *s.Time != *ev.Time {
						t.Errorf("%s: evidence %+v of %s -> %s, but the statement is %+v", query, ev, subject, object, s)
					}
				}
			}
		}
	}
	if weights == 0 {
		t.Error("no co-occurrence has a weight")
	}
}

// decodeStrictly decodes one line of JSON into a struct of this file.
func decodeStrictly(t *testing.T, line string, into any) {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	if dec.More() {
		t.Fatalf("more than one value in %s", line)
	}
	var raw any
	dec = json.NewDecoder(bytes.NewReader([]byte(line)))
	if err := dec.Decode(&raw); err != nil {
		t.Fatal(err)
	}
	checkPresent(t, raw, reflect.TypeOf(into).Elem(), "")
}
