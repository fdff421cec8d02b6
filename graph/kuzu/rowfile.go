package kuzu

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/newsgraph/newsgraph/graph"
)

// rowFiles are the Parquet files that rows wait in: one for each node table,
// one for each pair of labels that a relationship joins.
type rowFiles struct {
	folder string
	open   map[rowKey]*rowFile
}

type rowKey struct{ table, from, to string }

type rowFile struct {
	rowKey
	path   string
	table  *graph.Table
	file   *os.File
	writer *parquet.GenericWriter[any]
	row    parquet.Row
}

func newRowFiles(folder string) *rowFiles {
	return &rowFiles{folder: folder, open: map[rowKey]*rowFile{}}
}

func (f *rowFiles) write(r graph.Row) error {
	key := rowKey{r.Table.Name, r.From.Label, r.To.Label}
	file := f.open[key]
	if file == nil {
		var err error
		if file, err = createRowFile(f.folder, key, r.Table); err != nil {
			return err
		}
		f.open[key] = file
	}
	return file.write(r)
}

// close ends all files. Closing again does nothing.
func (f *rowFiles) close() error {
	var errs []error
	for _, file := range f.open {
		if file.writer != nil {
			errs = append(errs, file.writer.Close(), file.file.Close())
			file.writer = nil
		}
	}
	return errors.Join(errs...)
}

// list returns the files, nodes first, as Kuzu needs them, each by name.
func (f *rowFiles) list() []rowFile {
	var list []rowFile
	for _, file := range slices.Collect(maps.Values(f.open)) {
		list = append(list, *file)
	}
	slices.SortFunc(list, func(a, b rowFile) int {
		if a.table.IsNode() != b.table.IsNode() {
			if a.table.IsNode() {
				return -1
			}
			return 1
		}
		return strings.Compare(a.path, b.path)
	})
	return list
}

func createRowFile(folder string, key rowKey, table *graph.Table) (*rowFile, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	path := filepath.Join(folder, strings.Trim(key.table+"-"+key.from+"-"+key.to, "-")+".parquet")
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &rowFile{rowKey: key, path: path, table: table, file: file,
		writer: parquet.NewGenericWriter[any](file, rowSchema(table), parquet.MaxRowsPerRowGroup(rowGroup))}, nil
}

// rowGroup is how many rows a file keeps in memory. With sentences of 300
// bytes 20,000 rows are 6 MB, and few of the files are ever full.
const rowGroup = 20_000

// rowSchema names the columns c00, c01 … because Parquet groups sort theirs by
// name and Kuzu copies by position. Strings are plain: Kuzu 0.11.3 fails on
// the writer's default encoding.
func rowSchema(t *graph.Table) *parquet.Schema {
	group := parquet.Group{}
	text := func() parquet.Node { return parquet.Encoded(parquet.String(), &parquet.Plain) }
	add := func(n parquet.Node) { group[fmt.Sprintf("c%02d", len(group))] = n }
	if !t.IsNode() {
		add(text()) // the keys of the two ends
		add(text())
	}
	for _, c := range t.Columns {
		switch c.Type {
		case graph.String:
			add(parquet.Optional(text()))
		case graph.Int:
			add(parquet.Optional(parquet.Leaf(parquet.Int64Type)))
		case graph.Float:
			add(parquet.Optional(parquet.Leaf(parquet.DoubleType)))
		case graph.Bool:
			add(parquet.Optional(parquet.Leaf(parquet.BooleanType)))
		case graph.Strings:
			add(parquet.Optional(parquet.List(text())))
		case graph.Ints:
			add(parquet.Optional(parquet.List(parquet.Leaf(parquet.Int64Type))))
		}
	}
	return parquet.NewSchema(t.Name, group)
}

func (f *rowFile) write(r graph.Row) error {
	row := f.row[:0]
	if !f.table.IsNode() {
		row = append(row, parquet.ValueOf(r.From.Key).Level(0, 0, 0), parquet.ValueOf(r.To.Key).Level(0, 0, 1))
	}
	for _, v := range r.Values {
		row = appendValue(row, v, nextColumn(row))
	}
	f.row = row
	_, err := f.writer.WriteRows([]parquet.Row{row})
	return err
}

func nextColumn(row parquet.Row) int {
	if len(row) == 0 {
		return 0
	}
	return row[len(row)-1].Column() + 1
}

// appendValue appends a value at the levels of an optional column or list: 0
// is absent, 1 a value, 2 an element of a list.
func appendValue(row parquet.Row, value any, column int) parquet.Row {
	switch v := value.(type) {
	case nil:
		return append(row, parquet.NullValue().Level(0, 0, column))
	case []string:
		return appendElements(row, v, column)
	case []int64:
		return appendElements(row, v, column)
	default:
		return append(row, parquet.ValueOf(v).Level(0, 1, column))
	}
}

func appendElements[E any](row parquet.Row, list []E, column int) parquet.Row {
	for i, v := range list {
		row = append(row, parquet.ValueOf(v).Level(min(i, 1), 2, column))
	}
	return row
}

func (f *rowFile) copyStatement() string {
	if f.table.IsNode() {
		return fmt.Sprintf("COPY %s FROM %s", quote(f.rowKey.table), literal(f.path))
	}
	return fmt.Sprintf("COPY %s FROM %s (from=%s, to=%s)", quote(f.rowKey.table), literal(f.path), literal(f.from), literal(f.to))
}

// literal returns a text as a string of Cypher.
func literal(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}
