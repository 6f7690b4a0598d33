package read

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wrap puts an article into the clutter of a news site.
func wrap(head, article string) string {
	return `<!DOCTYPE html><html lang="en"><head>` + head + `<style>p{color:red}</style></head><body>
<header><a href="/">Daily Wire</a><nav><ul><li><a href="/w">World</a></li><li><a href="/p">Politics</a></li></ul></nav></header>
<main>` + article + `</main>
<aside class="related"><h3>Related stories</h3><ul><li><a href="/1">Sale of the season begins</a></li></ul></aside>
<div class="comments"><p>Comment by reader: nonsense!</p></div>
<footer><p>Copyright Daily Wire. <a href="/c">Cookie policy</a></p></footer><script>track("x")</script></body></html>`
}

const articleHTML = `<article><h1>Rockets fall near embassy</h1>
<p>Two rockets fell near the embassy in the
   capital on Saturday, police said, and one of them was <b>intercepted</b> by the site's own air defence battery before it could hit.</p>
<p>Nobody claimed the attack at once.<br>Officials blamed a militia, which has struck at the base dozens of times this year, and said that the second rocket damaged two cars.</p>
<ul><li>One rocket was shot down.</li><li>The other fell near a square.</li></ul>
<p>The ministry of the interior said it had opened an investigation, and that forces were searching the eastern districts, from where the rockets had been fired.</p></article>`

const articleText = `Two rockets fell near the embassy in the capital on Saturday, police said, and one of them was intercepted by the site's own air defence battery before it could hit.

Nobody claimed the attack at once.
Officials blamed a militia, which has struck at the base dozens of times this year, and said that the second rocket damaged two cars.

One rocket was shot down.

The other fell near a square.

The ministry of the interior said it had opened an investigation, and that forces were searching the eastern districts, from where the rockets had been fired.`

func TestHTML(t *testing.T) {
	for name, tt := range map[string]struct {
		head string
		want page
	}{
		"meta": {
			`<title>Rockets fall near embassy | Daily Wire</title><meta property="og:title" content="Rockets fall near embassy"><meta property="article:published_time" content="2021-12-19T23:10:00+03:00">`,
			page{"Rockets fall near embassy", "2021-12-19T23:10:00+03:00", articleText},
		},
		"json-ld": {
			`<title>Rockets fall near embassy</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Rockets fall near embassy","datePublished":"2021-12-19T23:10:00+03:00"}</script>`,
			page{"Rockets fall near embassy", "2021-12-19", articleText},
		},
		"better date wins": {
			`<title>Rockets fall near embassy</title><meta name="date" content="2022-01-01"><meta name="DC.date.issued" content="19 December 2021">`,
			page{"Rockets fall near embassy", "19 December 2021", articleText},
		},
		"no date": {`<title>Rockets fall near embassy</title>`, page{"Rockets fall near embassy", "", articleText}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := mainContent(wrap(tt.head, articleHTML))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(page{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestShortHTML(t *testing.T) {
	got, err := mainContent(wrap(`<title>Flash</title>`, `<article><p>Two rockets fell near the embassy.</p></article>`))
	if err != nil || got.text != "Two rockets fell near the embassy." || got.title != "Flash" {
		t.Errorf("%+v, %v", got, err)
	}
	got, err = mainContent(wrap("", `<time datetime="2021-12-19">Sunday</time><p>Two rockets fell.</p>`))
	if err != nil || !strings.Contains(got.text, "Two rockets fell.") || got.date != "2021-12-19" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := mainContent("<html><body><img src=x></body></html>"); !errors.Is(err, ErrEmpty) {
		t.Errorf("a page without text gave %v", err)
	}
}

func TestHTMLEncodings(t *testing.T) {
	page := func(charset, text string) string {
		return `<html><head><meta charset="` + charset + `"></head><body><p>` + text + `</p></body></html>`
	}
	for name, tt := range map[string]struct {
		raw  string
		bom  bool
		want string
		says string
	}{
		"utf-8":             {page("utf-8", "Malé"), false, "Malé", ""},
		"utf-8, undeclared": {"<p>Malé</p>", false, "Malé", ""},
		"windows-1252":      {page("windows-1252", "Mal\xe9 \x93x\x94"), false, "Malé “x”", ""},
		"undeclared 1252":   {"<p>Mal\xe9</p>", false, "Malé", ""},
		"cyrillic":          {page("windows-1251", "\xca\xe8\xe5\xe2"), false, "Киев", ""},
		"lying, utf-8":      {page("windows-1252", "Malé"), false, "Malé", ""},
		"damaged utf-8":     {page("utf-8", "Malé \xff x"), false, "Malé \uFFFD x", "at byte"},
		"mark":              {page("utf-16", "Male"), true, "Male", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := decodeHTML([]byte(tt.raw), tt.bom)
			if !strings.Contains(got, tt.want) {
				t.Errorf("%q lacks %q", got, tt.want)
			}
			if (err != nil) != (tt.says != "") || err != nil && !strings.Contains(err.Error(), tt.says) {
				t.Errorf("said %v, want %q", err, tt.says)
			}
		})
	}
}
