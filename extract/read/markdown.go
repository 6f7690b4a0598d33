package read

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// splitFrontMatter takes YAML front matter off a Markdown text; what follows
// stays byte for byte. An opening rule that starts no YAML mapping is text.
// The error is a warning, and the line is in the file.
func splitFrontMatter(text string) (p page, line int, err error) {
	block, rest, ok := frontMatter(text)
	if !ok {
		return page{text: text}, 0, nil
	}
	var node yaml.Node
	if err := yaml.Unmarshal([]byte(block), &node); err != nil {
		line, reason := yamlError(err)
		return page{text: text}, line + 1, fmt.Errorf("%w: front matter: %s; it is read as text", ErrMetadata, reason)
	}
	if len(node.Content) == 0 { // only comments, or nothing
		return page{text: rest}, 0, nil
	}
	mapping := node.Content[0]
	if mapping.Kind != yaml.MappingNode {
		return page{text: text}, 0, nil
	}
	p.text = rest
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], mapping.Content[i+1]
		var field *string
		switch strings.ToLower(key.Value) {
		case "title":
			field = &p.title
		case "date":
			field = &p.date
		default:
			continue
		}
		if value.Kind != yaml.ScalarNode {
			line, err = value.Line+1, fmt.Errorf("%w: front matter: %s is not a plain value", ErrMetadata, key.Value)
			continue
		}
		if value.Tag != "!!null" {
			*field = strings.TrimSpace(value.Value)
		}
	}
	return p, line, err
}

// frontMatter cuts the text between an opening line "---" and a closing one,
// "---" or "...".
func frontMatter(text string) (block, rest string, ok bool) {
	first, after, ok := strings.Cut(text, "\n")
	if !ok || strings.TrimRight(first, " \t\r") != "---" {
		return "", "", false
	}
	for at := 0; at < len(after); {
		line, next := after[at:], len(after)
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], at+i+1
		}
		if l := strings.TrimRight(line, " \t\r"); l == "---" || l == "..." {
			return after[:at], after[next:], true
		}
		at = next
	}
	return "", "", false
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?(.*)$`)

// yamlError takes the line out of a message of the YAML library.
func yamlError(err error) (line int, reason string) {
	var te *yaml.TypeError
	msg := err.Error()
	if errors.As(err, &te) && len(te.Errors) > 0 {
		msg = te.Errors[0]
	}
	m := yamlLine.FindStringSubmatch(msg)
	if m == nil {
		return 0, msg
	}
	line, _ = strconv.Atoi(m[1])
	return line, m[2]
}
