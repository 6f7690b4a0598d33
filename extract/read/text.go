package read

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// binary refuses what is no text in any encoding that reports come in.
func binary(raw []byte) error {
	control := 0
	for _, c := range raw {
		switch {
		case c == 0:
			return notText(raw)
		case c < ' ' && (c < '\b' || c > '\r') && c != 0x1b:
			control++
		}
	}
	if control*20 > len(raw) || bytes.HasPrefix(raw, []byte("%PDF-")) || bytes.HasPrefix(raw, []byte(`{\rtf`)) {
		return notText(raw)
	}
	return nil
}

func notText(raw []byte) error {
	if bytes.HasPrefix(raw, []byte(`{\rtf`)) {
		return fmt.Errorf("%w: rich text; save it as plain text", ErrBinary)
	}
	if t := http.DetectContentType(raw); t != "application/octet-stream" && !strings.HasPrefix(t, "text/") {
		return fmt.Errorf("%w: %s", ErrBinary, t)
	}
	return ErrBinary
}

// decodeText returns the bytes as text, unchanged if they are UTF-8. Invalid
// UTF-8 is read as Windows-1252 where that makes sense as English text, which
// the error then says; else read is false.
func decodeText(raw []byte, bom bool) (text string, read bool, err error) {
	at := invalidUTF8(raw)
	if at < 0 {
		return string(raw), true, nil
	}
	if !bom && sensible1252(raw) {
		// Every byte sensible1252 lets pass is defined in Windows-1252.
		out, decodeErr := charmap.Windows1252.NewDecoder().Bytes(raw)
		if decodeErr == nil {
			return string(out), true, fmt.Errorf("%w at byte %d: read as Windows-1252", ErrEncoding, at)
		}
	}
	return "", false, fmt.Errorf("%w at byte %d (0x%02X): convert the file to UTF-8", ErrEncoding, at, raw[at])
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(raw []byte) int {
	if utf8.Valid(raw) {
		return -1
	}
	at := 0
	for at < len(raw) {
		r, n := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return at
}

// sensible1252 tells English text in Windows-1252 from damaged UTF-8 and from
// noise: no valid multi-byte UTF-8, no byte that Windows-1252 leaves open, few
// high bytes, and accented letters only inside words.
func sensible1252(raw []byte) bool {
	high := 0
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if c < utf8.RuneSelf {
			continue
		}
		high++
		if r, n := utf8.DecodeRune(raw[i:]); r != utf8.RuneError && n > 1 {
			return false
		}
		r := charmap.Windows1252.DecodeByte(c)
		if r == utf8.RuneError || r >= 0x80 && r < 0xa0 { // open positions decode to C1 controls or U+FFFD
			return false
		}
		if unicode.IsLetter(r) && !inWord(raw, i) {
			return false
		}
	}
	return high*10 <= len(raw)
}

// inWord tells whether the run of high letters around i touches an ASCII
// letter; a French "à" stands alone.
func inWord(raw []byte, i int) bool {
	isHigh := func(j int) bool {
		return raw[j] >= utf8.RuneSelf && unicode.IsLetter(charmap.Windows1252.DecodeByte(raw[j]))
	}
	first, last := i, i
	for first > 0 && isHigh(first-1) {
		first--
	}
	for last < len(raw)-1 && isHigh(last+1) {
		last++
	}
	if first == last && raw[i] == 0xe0 {
		return true
	}
	return first > 0 && asciiLetter(raw[first-1]) || last < len(raw)-1 && asciiLetter(raw[last+1])
}

func asciiLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// decodeHTML decodes a page by its declaration, or by its bytes. The text is
// valid UTF-8; the error, a warning, tells that bytes had to be replaced.
func decodeHTML(raw []byte, bom bool) (string, error) {
	at := invalidUTF8(raw)
	if at < 0 && (bom || beyondASCII(raw)) {
		return string(raw), nil
	}
	e, name, _ := charset.DetermineEncoding(raw, "")
	if bom {
		name = "utf-8"
	}
	if name == "utf-8" {
		if at < 0 {
			return string(raw), nil
		}
		return strings.ToValidUTF8(string(raw), "\uFFFD"), fmt.Errorf("%w at byte %d: such bytes are replaced by U+FFFD", ErrEncoding, at)
	}
	out, err := e.NewDecoder().Bytes(raw)
	text := strings.ToValidUTF8(string(out), "\uFFFD")
	if err != nil {
		return text, fmt.Errorf("%w: decoding as %s: %w", ErrEncoding, name, err)
	}
	if strings.ContainsRune(text, utf8.RuneError) {
		return text, fmt.Errorf("%w: the page is not wholly %s, as it says: such bytes are replaced by U+FFFD", ErrEncoding, name)
	}
	return text, nil
}

// beyondASCII spares DetermineEncoding's guess, which looks at the first
// kilobyte only: a page that is valid UTF-8 and holds more than ASCII is UTF-8
// whatever it declares.
func beyondASCII(raw []byte) bool {
	for _, c := range raw {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}
