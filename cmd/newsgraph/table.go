package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/newsgraph/newsgraph/graph"
)

// formats are the ways to print an answer.
var formats = []string{"table", "csv", "json", "jsonl", "markdown"}

// printResult prints an answer and closes it. csv, json and jsonl are written
// row by row; table and markdown hold all rows to know how wide they are.
func printResult(w io.Writer, r *graph.Result, format string) (rows int, err error) {
	defer func() {
		if closing := r.Close(); err == nil {
			err = closing
		}
	}()
	out := bufio.NewWriter(w)
	switch format {
	case "csv":
		rows, err = printCSV(out, r)
	case "json", "jsonl":
		rows, err = printJSON(out, r, format == "json")
	default:
		rows, err = printTable(out, r, format == "markdown")
	}
	if err != nil {
		return rows, err
	}
	return rows, out.Flush()
}

func printTable(w io.Writer, r *graph.Result, markdown bool) (int, error) {
	t := newTable(r.Columns...)
	n := 0
	for row, err := range r.Rows {
		if err != nil {
			return n, err
		}
		if n == 0 {
			t.SetColumnConfigs(alignment(row))
		}
		cells := make(table.Row, len(row))
		for i, v := range row {
			cells[i] = oneLine(cellText(v))
		}
		t.AppendRow(cells)
		n++
	}
	render := t.Render
	if markdown {
		render = t.RenderMarkdown
	}
	_, err := fmt.Fprintln(w, render())
	return n, err
}

// alignment puts the columns that begin with a number to the right.
func alignment(first []any) []table.ColumnConfig {
	var configs []table.ColumnConfig
	for i, v := range first {
		switch v.(type) {
		case int64, float64:
			configs = append(configs, table.ColumnConfig{Number: i + 1, Align: text.AlignRight, AlignHeader: text.AlignRight})
		}
	}
	return configs
}

// newTable is a table of the program's look.
func newTable(columns ...string) table.Writer {
	t := table.NewWriter()
	style := table.StyleLight
	style.Format.Header = 0 // column names as they are asked for
	t.SetStyle(style)
	header := make(table.Row, len(columns))
	for i, c := range columns {
		header[i] = c
	}
	t.AppendHeader(header)
	return t
}

func printCSV(w io.Writer, r *graph.Result) (int, error) {
	out := csv.NewWriter(w)
	if err := out.Write(r.Columns); err != nil {
		return 0, err
	}
	n := 0
	for row, err := range r.Rows {
		if err != nil {
			return n, err
		}
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = cellText(v)
		}
		if err := out.Write(cells); err != nil {
			return n, err
		}
		n++
	}
	out.Flush()
	return n, out.Error()
}

// printJSON writes one object a row, its names in the order of the columns.
func printJSON(w io.Writer, r *graph.Result, array bool) (int, error) {
	n := 0
	for row, err := range r.Rows {
		if err != nil {
			return n, err
		}
		line, err := rowJSONObject(r.Columns, row)
		if err != nil {
			return n, err
		}
		before := ""
		if array {
			before = ",\n "
			if n == 0 {
				before = "[\n "
			}
		}
		after := "\n"
		if array {
			after = ""
		}
		if _, err := fmt.Fprintf(w, "%s%s%s", before, line, after); err != nil {
			return n, err
		}
		n++
	}
	switch {
	case array && n == 0:
		fmt.Fprintln(w, "[]")
	case array:
		fmt.Fprintln(w, "\n]")
	}
	return n, nil
}

func rowJSONObject(columns []string, row []any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, v := range row {
		if i > 0 {
			b.WriteString(", ")
		}
		name, err := compactJSON(columns[i])
		if err != nil {
			return nil, err
		}
		value, err := compactJSON(v)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", columns[i], err)
		}
		fmt.Fprintf(&b, "%s: %s", name, value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func compactJSON(v any) (string, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// cellText gives a value as one cell: text as it is, null as nothing, numbers
// without exponent up to 15 digits, the rest as JSON.
func cellText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		if v > -1e15 && v < 1e15 {
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	text, err := compactJSON(v)
	if err != nil {
		return fmt.Sprint(v) // a number that JSON cannot hold
	}
	return text
}
