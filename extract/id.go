package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// idBytes is how much of a SHA-256 an ID keeps: 64 bits, so that a graph of a
// hundred million statements expects less than one collision in a thousand.
const idBytes = 8

// Hash returns 16 hexadecimal digits that identify the parts and their order.
func Hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:idBytes])
}

// StatementID hashes what makes a statement itself: the document, its trigger,
// its arguments and its predicate. Building again gives the same ID.
func StatementID(doc string, s *Statement) string {
	return Hash(doc, fmt.Sprintf("%d-%d", s.Trigger.Start, s.Trigger.End), s.Subject, s.Predicate, s.Object)
}

// EntityID returns the ID of an entity that has a name: class/slug.
func EntityID(c Class, name string) string {
	return strings.ToLower(string(c)) + "/" + Slug(name)
}

// LocalEntityID returns the ID of an entity that is known only inside its
// document: class/document/slug. The document stands there by its file's name,
// for people, and a hash of its ID.
func LocalEntityID(c Class, doc, name string) string {
	file := path.Base(doc)
	if stem := strings.TrimSuffix(file, path.Ext(file)); stem != "" {
		file = stem
	}
	return strings.ToLower(string(c)) + "/" + Slug(file) + "-" + Hash(doc)[:8] + "/" + Slug(name)
}

// IsLocal tells whether an ID was made by LocalEntityID.
func IsLocal(id string) bool { return strings.Count(id, "/") > 1 }

// Fold maps the ways of writing one name to one key: lower case, no accents,
// no full stops or apostrophes, hyphens and other marks as single spaces.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '\'' || r == '’' || r == '‘' || r == '`' || r == 'ʿ' || r == 'ʾ':
		default:
			space = true
		}
	}
	return b.String()
}

// Slug is Fold with hyphens for spaces, safe inside an IRI. A name without a
// letter or digit becomes its hash.
func Slug(s string) string {
	slug := strings.ReplaceAll(Fold(s), " ", "-")
	if slug == "" {
		return Hash(s)
	}
	return slug
}

// Initials returns the capitals that begin a name's words, hyphenated ones
// apart: the acronym that stands for it.
func Initials(name string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' }) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// HeadWord returns the noun that a folded name stands by: its last word, or the
// one before the first preposition ("social relief fund", "un mission in south
// sudan").
func HeadWord(folded string) string {
	words := strings.Fields(folded)
	for i, w := range words {
		switch w {
		case "of", "for", "in", "on", "against", "to":
			if i > 0 {
				return words[i-1]
			}
		}
	}
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
