package answer

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"sitrep/graph/gizmo"
)

// tableRows is how many rows a table is laid out by; after them the next begins.
const tableRows = 1000

// columns gathers rows, since only all of them tell which columns there are.
type columns struct {
	// write takes a header and rows as long as it.
	write func(header []string, rows [][]string) error
	// most is after how many rows they are written; 0 waits for the end.
	most  int
	rows  []map[string]string
	flush func() error
}

// valueColumn is where a row stands that has no columns of its own.
const valueColumn = "value"

func (c *columns) row(row gizmo.Row) error {
	cells := map[string]string{}
	var object map[string]json.RawMessage
	if json.Unmarshal(row, &object) == nil && object != nil {
		for key, value := range object {
			cells[key] = cell(value)
		}
	} else {
		cells[valueColumn] = cell(row)
	}
	c.rows = append(c.rows, cells)
	if len(c.rows) == c.most {
		return c.out()
	}
	return nil
}

// cell is a string without its quotes, any other value as JSON.
func cell(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil && string(value) != "null" {
		return text
	}
	return string(value)
}

// out writes the rows. The columns are in the order of their names, with the
// path's end, where the row comes from, last.
func (c *columns) out() error {
	if len(c.rows) == 0 {
		return nil
	}
	names := map[string]bool{}
	for _, row := range c.rows {
		for name := range row {
			names[name] = true
		}
	}
	header := slices.Sorted(maps.Keys(names))
	if i := slices.Index(header, "id"); i >= 0 {
		header = append(slices.Delete(header, i, i+1), "id")
	}
	rows := make([][]string, len(c.rows))
	for i, row := range c.rows {
		rows[i] = make([]string, len(header))
		for j, name := range header {
			rows[i][j] = row[name]
		}
	}
	c.rows = nil
	return c.write(header, rows)
}

func (c *columns) end(context.Context) ([]string, error) {
	if err := c.out(); err != nil {
		return nil, err
	}
	return nil, c.flush()
}
