package export

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// arrayDelimiter stands between the elements of a list; no text of the news has it.
const arrayDelimiter = "\x1f"

// argsFile holds the arguments of the import: neo4j-admin database import full
// @import.args, run in the folder. The first is the name of the database.
const argsFile = "import.args"

// csvFolder writes one file for each label and one for each type of relationship
// between two labels, and the arguments that import them.
type csvFolder struct {
	folder string
	files  map[string]*csvFile // by name
}

type csvFile struct {
	file *os.File
	out  *bufio.Writer
	csv  *csv.Writer
	arg  string
	line []string
}

func newCSV(folder string) *csvFolder { return &csvFolder{folder, map[string]*csvFile{}} }

func (c *csvFolder) write(r graph.Row) error {
	name := r.Table.Name
	if !r.Table.IsNode() {
		name += "-" + r.From.Label + "-" + r.To.Label
	}
	f := c.files[name]
	if f == nil {
		var err error
		if f, err = createCSV(filepath.Join(c.folder, name+".csv"), r); err != nil {
			return err
		}
		c.files[name] = f
	}
	f.line = f.line[:0]
	if !r.Table.IsNode() {
		f.line = append(f.line, r.From.Key, r.To.Key)
	}
	for _, v := range r.Values {
		f.line = append(f.line, csvValue(v))
	}
	return f.csv.Write(f.line)
}

// createCSV begins a file with its header and its argument.
func createCSV(path string, r graph.Row) (*csvFile, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	out := bufio.NewWriter(file)
	f := &csvFile{file: file, out: out, csv: csv.NewWriter(out)}
	var header []string
	if r.Table.IsNode() {
		f.arg = "--nodes=" + labels(r.Table.Name) + "=" + filepath.Base(path)
	} else {
		f.arg = "--relationships=" + r.Table.Name + "=" + filepath.Base(path)
		header = append(header, ":START_ID("+r.From.Label+")", ":END_ID("+r.To.Label+")")
	}
	for i, column := range r.Table.Columns {
		if r.Table.IsNode() && i == 0 {
			header = append(header, column.Name+":ID("+r.Table.Name+")")
			continue
		}
		header = append(header, column.Name+":"+csvTypes[column.Type])
	}
	return f, f.csv.Write(header)
}

var csvTypes = map[graph.ColumnType]string{
	graph.String: "string", graph.Int: "long", graph.Float: "double", graph.Bool: "boolean",
	graph.Strings: "string[]", graph.Ints: "long[]",
}

// csvValue writes a value; what is absent is empty.
func csvValue(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []string:
		return strings.Join(v, arrayDelimiter)
	case []int64:
		texts := make([]string, len(v))
		for i, n := range v {
			texts[i] = strconv.FormatInt(n, 10)
		}
		return strings.Join(texts, arrayDelimiter)
	}
	return fmt.Sprint(value)
}

func (c *csvFolder) close() error {
	args := []string{"neo4j", "--multiline-fields=true", "--array-delimiter=U+001F", "--id-type=string"}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		f := c.files[name]
		args = append(args, f.arg)
		f.csv.Flush()
		errs = append(errs, f.csv.Error(), f.out.Flush(), f.file.Close())
	}
	errs = append(errs, os.WriteFile(filepath.Join(c.folder, argsFile), []byte(strings.Join(args, "\n")+"\n"), 0o644))
	return errors.Join(errs...)
}
