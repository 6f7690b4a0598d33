package repl

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/graph"
	"sitrep/graph/answer"
	"sitrep/graph/completion"
	"sitrep/graph/store"
	"sitrep/graph/tour"
	"sitrep/graph/walk"
)

// command is what may follow a colon.
type command struct {
	name, argument, help string
	// must tells that there is nothing to do without an argument.
	must bool
	run  func(c *console, ctx context.Context, argument string) error
	// complete, if any, completes the argument.
	complete func(c *console, ctx context.Context, before string) (completion.Answer, error)
}

var commands []command

func init() { // not a composite literal, since :help lists what holds it
	commands = []command{
		{name: "help", argument: "[COMMAND]", help: "tell what there is to enter, or about one command", run: (*console).help, complete: completeHelp},
		{name: "examples", argument: "[N]", help: "list queries that have an answer here, or run the Nth", run: (*console).examples},
		{name: "walk", argument: "A -> p -> B", help: "walk the graph; each edge comes with its sentences", must: true, run: (*console).walk, complete: completeWalk},
		{name: "explain", argument: "A -> p -> B", help: "show the Gizmo script that finds the same walks", must: true, run: (*console).explain, complete: completeWalk},
		{name: "show", argument: "NAME", help: "show what the graph knows about an entity", must: true, run: (*console).show, complete: completeEntity},
		{name: "format", argument: "[FORMAT]", help: "write answers as " + strings.Join(formats, ", "), run: (*console).format, complete: completeFormat},
		{name: "limit", argument: "[N]", help: "show at most N rows or walks; 0 shows all", run: (*console).limit},
		{name: "time", argument: "[D]", help: "let a query take so long at most, such as 30s or 2m", run: (*console).time},
		{name: "save", argument: "NAME", help: "keep the last query under a name", must: true, run: (*console).save, complete: completeSaved},
		{name: "load", argument: "[NAME]", help: "run a query that was kept, or list them", run: (*console).load, complete: completeSaved},
		{name: "history", help: "list what was entered, the newest last", run: (*console).showHistory},
		{name: "quit", help: "end", run: func(c *console, _ context.Context, _ string) error { c.quit = true; return nil }},
	}
}

func find(name string) *command {
	for i := range commands {
		if commands[i].name == strings.TrimPrefix(name, ":") {
			return &commands[i]
		}
	}
	return nil
}

// command runs a line that begins with a colon.
func (c *console) command(ctx context.Context, line string) error {
	name, argument, _ := strings.Cut(line, " ")
	argument = strings.TrimSpace(argument)
	cmd := find(name)
	switch {
	case cmd == nil:
		return fmt.Errorf("there is no command %s; :help lists them", name)
	case cmd.must && argument == "":
		return fmt.Errorf("it is :%s %s", cmd.name, cmd.argument)
	case cmd.argument == "" && argument != "":
		return fmt.Errorf(":%s takes nothing more", cmd.name)
	}
	return cmd.run(c, ctx, argument)
}

const helpTop = `Enter a Gizmo script; it runs when it is finished, or after an empty line:
  g.V("<entity/place/iran>").out("<supports>").all()
Or a command:`

const helpKeys = `Keys: Tab completes methods, predicates, classes and names, and again goes
through them; Shift-Tab goes back. Up and Down go through the history, Ctrl-R
searches it. Ctrl-C ends a running query or clears the line, Ctrl-D ends.
`

func (c *console) help(_ context.Context, argument string) error {
	if argument != "" {
		cmd := find(argument)
		if cmd == nil {
			return fmt.Errorf("there is no command %s; :help lists them", argument)
		}
		fmt.Fprintf(c.o.Err, "%s: %s\n", strings.TrimSpace(":"+cmd.name+" "+cmd.argument), cmd.help)
		return nil
	}
	fmt.Fprintln(c.o.Err, helpTop)
	for _, cmd := range commands {
		fmt.Fprintf(c.o.Err, "  %-21s %s\n", ":"+cmd.name+" "+cmd.argument, cmd.help)
	}
	fmt.Fprint(c.o.Err, helpKeys)
	return nil
}

func (c *console) examples(ctx context.Context, argument string) error {
	var found []tour.Example
	err := c.with(ctx, func(st *store.Store) (err error) {
		found, err = tour.Examples(ctx, st)
		return err
	})
	if err != nil {
		return err
	}
	if argument != "" {
		n, err := strconv.Atoi(argument)
		if err != nil || n < 1 || n > len(found) {
			return fmt.Errorf("there are examples 1 to %d", len(found))
		}
		return c.ask(ctx, query{found[n-1].Language, found[n-1].Query})
	}
	for i, e := range found {
		fmt.Fprintf(c.o.Err, "%2d  %s\n", i+1, walk.Clean(e.Title))
		c.print(query{e.Language, e.Query}, "    ")
	}
	if len(found) == 0 {
		c.say("this graph has an answer to none of them")
	}
	return nil
}

// print shows a query as it is entered.
func (c *console) print(q query, indent string) {
	for line := range strings.Lines(q.entry()) {
		fmt.Fprintln(c.o.Err, indent+highlight(c.o.Colour, walk.Clean(strings.TrimRight(line, "\n"))))
	}
}

// entry is what to enter for a query.
func (q query) entry() string {
	if q.language == languageWalk {
		return ":walk " + q.text
	}
	return q.text
}

// ask shows a query that was not typed, and runs it.
func (c *console) ask(ctx context.Context, q query) error {
	c.print(q, "")
	if c.history != nil {
		if _, err := c.history.Write(q.entry()); err != nil {
			return err
		}
	}
	return c.run(ctx, q)
}

func (c *console) walk(ctx context.Context, argument string) error {
	return c.run(ctx, query{languageWalk, argument})
}

func (c *console) explain(ctx context.Context, argument string) error {
	q, err := graph.ParseQuery(argument)
	if err != nil {
		return err
	}
	return c.with(ctx, func(st *store.Store) error {
		script, err := walk.Explain(ctx, st, q, c.walkOptions())
		if err == nil {
			_, err = fmt.Fprintln(c.o.Out, script)
		}
		return err
	})
}

func (c *console) show(ctx context.Context, argument string) error {
	term, err := graph.ParseTerm(argument)
	if err != nil {
		return err
	}
	return c.with(ctx, func(st *store.Store) error {
		cards, err := walk.Show(ctx, st, term, c.walkOptions())
		if err != nil {
			return err
		}
		cut := false
		for i, card := range cards {
			if c.o.Format == answer.JSONL {
				err = walk.JSON(c.o.Out, card)
			} else {
				if i > 0 {
					fmt.Fprintln(c.o.Out)
				}
				err = walk.CardText(c.o.Out, card)
			}
			if err != nil {
				return err
			}
			cut = cut || card.Cut
		}
		if cut {
			c.say("lists are cut at %d; :limit 0 shows all", c.o.Limit)
		}
		return nil
	})
}

// formats are the answer package's; JSON goes by its short name.
var formats = []string{answer.Table, "json", answer.CSV, answer.DOT, answer.NQuads, answer.Text}

func (c *console) format(_ context.Context, argument string) error {
	if argument == "" {
		if c.o.Format == "" {
			c.say("scripts give a table, walks text; :format takes %s", strings.Join(formats, ", "))
		} else {
			c.say("%s", strings.TrimSuffix(c.o.Format, "l"))
		}
		return nil
	}
	if !slices.Contains(formats, argument) {
		return fmt.Errorf("%s is none of %s", argument, strings.Join(formats, ", "))
	}
	if c.o.Format = argument; argument == "json" {
		c.o.Format = answer.JSONL
	}
	return nil
}

func (c *console) limit(_ context.Context, argument string) error {
	if argument == "" {
		c.say("%d", c.o.Limit)
		return nil
	}
	n, err := strconv.Atoi(argument)
	if err != nil || n < 0 {
		return fmt.Errorf("%s is no number of rows; 0 shows all", argument)
	}
	c.o.Limit = n
	return nil
}

func (c *console) time(_ context.Context, argument string) error {
	if argument == "" {
		c.say("%v", c.o.Timeout)
		return nil
	}
	d, err := time.ParseDuration(argument)
	if err != nil || d <= 0 {
		return fmt.Errorf("%s is no time span such as 30s or 2m", argument)
	}
	c.o.Timeout = d
	return nil
}

func (c *console) save(_ context.Context, name string) error {
	if c.last.text == "" {
		return fmt.Errorf("there is no query to keep yet; run one first")
	}
	replaced, err := c.saved.save(name, c.last)
	if err != nil {
		return err
	}
	c.say("%s", map[bool]string{false: "kept as " + name, true: "kept as " + name + ", in place of an older one"}[replaced])
	return nil
}

func (c *console) load(ctx context.Context, name string) error {
	if name != "" {
		q, err := c.saved.load(name)
		if err != nil {
			return err
		}
		return c.ask(ctx, q)
	}
	names := c.saved.names()
	for _, name := range names {
		q, err := c.saved.load(name)
		if err != nil {
			return err
		}
		first, more, _ := strings.Cut(q.entry(), "\n")
		if more != "" {
			first += " …"
		}
		fmt.Fprintf(c.o.Err, "%s  %s\n", name, highlight(c.o.Colour, walk.Clean(first)))
	}
	if len(names) == 0 {
		c.say("nothing is kept yet; :save NAME keeps the last query")
	}
	return nil
}

func (c *console) showHistory(context.Context, string) error {
	if c.history == nil || c.history.Len() == 0 {
		c.say("there is no history")
		return nil
	}
	for i, entry := range c.history.entries {
		lines := strings.Split(entry, "\n")
		fmt.Fprintf(c.o.Err, "%4d  %s\n", i+1, highlight(c.o.Colour, walk.Clean(lines[0])))
		for _, line := range lines[1:] {
			fmt.Fprintf(c.o.Err, "      %s\n", highlight(c.o.Colour, walk.Clean(line)))
		}
	}
	return nil
}

// completeCommand completes the name of a command.
func completeCommand(before string) completion.Answer {
	a := completion.Answer{Replace: before}
	for _, cmd := range commands {
		if name := ":" + cmd.name; strings.HasPrefix(name, before) {
			text := name
			if cmd.argument != "" {
				text += " "
			}
			a.Items = append(a.Items, completion.Item{Text: text, Label: name, Kind: "command", Detail: cmd.help})
		}
	}
	return a
}

func (c *console) completeArgument(ctx context.Context, name, before string) (completion.Answer, error) {
	if cmd := find(name); cmd != nil && cmd.complete != nil {
		return cmd.complete(c, ctx, before)
	}
	return completion.Answer{}, nil
}

func completeWalk(c *console, ctx context.Context, before string) (completion.Answer, error) {
	return c.completeQuery(ctx, languageWalk, before)
}

func completeEntity(c *console, ctx context.Context, before string) (completion.Answer, error) {
	a, err := c.completeQuery(ctx, languageWalk, before)
	a.Items = slices.DeleteFunc(a.Items, func(i completion.Item) bool { return i.Kind != "entity" })
	return a, err
}

// among completes one of a list.
func among(list []string, before, kind string) completion.Answer {
	a := completion.Answer{Replace: before}
	for _, text := range list {
		if strings.HasPrefix(text, before) {
			a.Items = append(a.Items, completion.Item{Text: text, Label: text, Kind: kind})
		}
	}
	return a
}

func completeFormat(_ *console, _ context.Context, before string) (completion.Answer, error) {
	return among(formats, before, "format"), nil
}

func completeSaved(c *console, _ context.Context, before string) (completion.Answer, error) {
	return among(c.saved.names(), before, "query"), nil
}

func completeHelp(_ *console, _ context.Context, before string) (completion.Answer, error) {
	var names []string
	for _, cmd := range commands {
		names = append(names, cmd.name)
	}
	return among(names, before, "command"), nil
}
