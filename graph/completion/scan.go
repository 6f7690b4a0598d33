package completion

import "strings"

// scanned is where the cursor stands in a script.
type scanned struct {
	comment bool
	// quote is the mark of the string that is open, 0 if none is; text is what it
	// holds so far, as it is written.
	quote byte
	text  string
	// method is the call whose argument it is, and before the arguments before
	// it: strings as they are written, of others nothing.
	method string
	before []string
}

// call is a bracket that is open: that of a call's arguments, or of a list in
// them, whose strings all stand for one argument.
type call struct {
	method string
	args   []string
	last   string // the argument that is being written
	list   bool
}

// scan reads a script up to the cursor: strings, comments and brackets.
func scan(script string) scanned {
	calls := []call{{}}
	for i := 0; i < len(script); {
		top := &calls[len(calls)-1]
		ch := script[i]
		switch {
		case ch == '"' || ch == '\'' || ch == '`':
			end, closed := stringEnd(script, i)
			if !closed {
				return scanned{quote: ch, text: script[i+1:], method: top.method, before: top.args}
			}
			top.last = strings.TrimSuffix(script[i+1:end], string(ch))
			i = end
			continue
		case strings.HasPrefix(script[i:], "//"):
			end := strings.IndexByte(script[i:], '\n')
			if end < 0 {
				return scanned{comment: true}
			}
			i += end
		case strings.HasPrefix(script[i:], "/*"):
			end := strings.Index(script[i+2:], "*/")
			if end < 0 {
				return scanned{comment: true}
			}
			i += 2 + end + 1
		case ch == '(':
			calls = append(calls, call{method: lastWord(strings.TrimRight(script[:i], " \t\r\n"))})
		case ch == '[' || ch == '{':
			inside := call{list: true}
			if ch == '[' {
				inside.method, inside.args = top.method, top.args
			}
			calls = append(calls, inside)
		case (ch == ')' || ch == ']' || ch == '}') && len(calls) > 1:
			calls = calls[:len(calls)-1]
		case ch == ',' && !top.list:
			top.args = append(top.args, top.last)
			top.last = ""
		}
		i++
	}
	return scanned{}
}

// stringEnd is where the string that begins at start ends. One that is not closed
// on its line ends there, unless the text does too: then it is open.
func stringEnd(script string, start int) (end int, closed bool) {
	for i := start + 1; i < len(script); i++ {
		switch ch := script[i]; {
		case ch == '\\':
			i++
		case ch == script[start]:
			return i + 1, true
		case ch == '\n' && script[start] != '`':
			return i, true
		}
	}
	return len(script), false
}
