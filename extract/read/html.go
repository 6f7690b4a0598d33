package read

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	readability "github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxElements keeps a hostile page from taking minutes.
const maxElements = 200_000

// mainContent finds a page's article, title and date. Each paragraph, heading
// and list item becomes a line of its own, with a blank line between.
//
// go-readability does it rather than go-trafilatura, whose dependency
// go-dateparser builds its tables at program start: 190 ms and 80 MB in every
// command, whether it reads HTML or not.
func mainContent(text string) (p page, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: the page breaks the HTML reader: %v", ErrUnreadable, r)
		}
	}()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return p, fmt.Errorf("%w: HTML: %w", ErrUnreadable, err)
	}
	date := publishedMeta(doc)
	stamp := timeElement(doc)
	focus(doc)
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	article, err := parser.ParseDocument(doc, &url.URL{})
	if err != nil {
		return p, fmt.Errorf("%w: HTML: %w", ErrUnreadable, err)
	}
	p.title = oneLine(article.Title)
	p.date = date
	if p.date == "" && article.PublishedTime != nil {
		p.date = article.PublishedTime.Format("2006-01-02")
	}
	if p.date == "" {
		p.date = stamp
	}
	node := article.Node
	if node == nil { // a page too plain to hold an article
		node = find(doc, atom.Body)
	}
	if node != nil {
		var b blocks
		b.walk(node)
		b.flush()
		p.text = strings.Join(b.done, "\n\n")
	}
	if p.text == "" {
		return p, fmt.Errorf("%w: no article found on the page", ErrEmpty)
	}
	return p, nil
}

// focus takes away what the page itself marks as not its content. Readability
// weighs elements by their length, so it keeps the clutter around a flash of
// two lines.
func focus(doc *html.Node) {
	body := find(doc, atom.Body)
	if body == nil {
		return
	}
	for _, a := range []atom.Atom{atom.Article, atom.Main} {
		if only := single(body, a); only != nil && strings.TrimSpace(textOf(only)) != "" {
			only.Parent.RemoveChild(only)
			for body.FirstChild != nil {
				body.RemoveChild(body.FirstChild)
			}
			body.AppendChild(only)
			break
		}
	}
	var clutter []*html.Node
	for n := range body.Descendants() {
		switch n.DataAtom {
		case atom.Nav, atom.Aside, atom.Footer, atom.Form:
			clutter = append(clutter, n)
		case atom.Header:
			if n.Parent == body {
				clutter = append(clutter, n)
			}
		}
	}
	for _, n := range clutter {
		n.Parent.RemoveChild(n)
	}
	if strings.TrimSpace(textOf(body)) == "" { // the page keeps its content in such an element
		for _, n := range clutter {
			body.AppendChild(n)
		}
	}
}

// single returns the only element of its kind, or nil.
func single(root *html.Node, a atom.Atom) *html.Node {
	var only *html.Node
	for n := range root.Descendants() {
		if n.DataAtom == a {
			if only != nil {
				return nil
			}
			only = n
		}
	}
	return only
}

func textOf(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

// blocks gathers text by block elements.
type blocks struct {
	done []string
	line strings.Builder
}

func (b *blocks) flush() {
	var lines []string
	for l := range strings.Lines(b.line.String()) {
		if l = oneLine(l); l != "" {
			lines = append(lines, l)
		}
	}
	if len(lines) > 0 {
		b.done = append(b.done, strings.Join(lines, "\n"))
	}
	b.line.Reset()
}

func (b *blocks) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		// A line break in the source is a space; only <br> breaks a line.
		b.line.WriteString(strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' {
				return ' '
			}
			return r
		}, n.Data))
		return
	case n.Type != html.ElementNode && n.Type != html.DocumentNode:
		return
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Iframe, atom.Svg:
		return
	case atom.Br:
		b.line.WriteByte('\n')
		return
	}
	block := n.DataAtom != 0 && !slices.Contains(inline, n.DataAtom)
	if block {
		b.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.walk(c)
	}
	if block {
		b.flush()
	}
}

var inline = []atom.Atom{
	atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn,
	atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.S, atom.Samp,
	atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U, atom.Var, atom.Wbr, atom.Img,
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// dateNames are the meta elements that hold a page's date, best first.
var dateNames = []string{
	"article:published_time", "og:article:published_time", "datepublished",
	"dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
	"publishdate", "publish-date", "pubdate", "publication_date", "parsely-pub-date", "sailthru.date", "date",
}

// publishedMeta returns the date of a page's meta elements as it stands there.
func publishedMeta(doc *html.Node) string {
	best, date := len(dateNames), ""
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Meta {
			continue
		}
		for _, key := range []string{"name", "property", "itemprop"} {
			if i := slices.Index(dateNames, strings.ToLower(attr(n, key))); i >= 0 && i < best {
				if content := strings.TrimSpace(attr(n, "content")); content != "" {
					best, date = i, content
				}
			}
		}
	}
	return date
}

// timeElement returns the date of the first <time> that has a whole one.
func timeElement(doc *html.Node) string {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Time {
			if date, err := ParseDate(attr(n, "datetime")); err == nil {
				return date
			}
		}
	}
	return ""
}

func find(doc *html.Node, a atom.Atom) *html.Node {
	for n := range doc.Descendants() {
		if n.DataAtom == a {
			return n
		}
	}
	return nil
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
