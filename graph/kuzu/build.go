package kuzu

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/kuzudb/go-kuzu"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/kg"
)

// Sizes in bytes. Kuzu's own defaults are 80 % of the machine's memory and an
// address space of 8 TB.
const (
	buildPool = 2 << 30  // 150,000 documents took 1.4 GB
	queryPool = 1 << 30  //
	maxDBSize = 64 << 30 // address space, a power of two; 150,000 documents make a file of less than 1 GB
)

// Options are what a snapshot is built with beside the extractions.
type Options struct {
	graph.Options
	Runs []graph.Run // written as nodes
}

// Build writes the graph of all extractions into one file at path, which it
// replaces: the rows go to files in a folder beside it, from there into a new
// database in one transaction, and that is renamed into place, so that a reader
// sees the old graph or the new one. One build a path at a time.
func Build(ctx context.Context, path string, extractions iter.Seq2[*kg.Extraction, error], opts Options) (*graph.LoadReport, error) {
	report, err := build(ctx, path, extractions, opts)
	if err != nil {
		return nil, fmt.Errorf("build graph %s: %w", path, err)
	}
	return report, nil
}

func build(ctx context.Context, path string, extractions iter.Seq2[*kg.Extraction, error], opts Options) (*graph.LoadReport, error) {
	work := path + ".building" // what a killed build left there goes
	if err := errors.Join(os.RemoveAll(work), os.MkdirAll(work, 0o755)); err != nil {
		return nil, err
	}
	defer os.RemoveAll(work) //nolint:errcheck // the next build clears it
	files := newRowFiles(filepath.Join(work, "rows"))
	defer files.close()
	report, err := graph.Rows(extractions, opts.Options, func(r graph.Row) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return files.write(r)
	})
	if err != nil {
		return nil, err
	}
	for _, run := range opts.Runs {
		if err := files.write(run.Row()); err != nil {
			return nil, err
		}
	}
	if err := files.close(); err != nil {
		return nil, err
	}
	fresh := filepath.Join(work, "graph.kuzu")
	if err := copyRows(ctx, fresh, files.list()); err != nil {
		return nil, err
	}
	return report, install(fresh, path)
}

// copyRows makes a database of the files of rows.
func copyRows(ctx context.Context, path string, files []rowFile) error {
	db, err := kuzu.OpenDatabase(path, config(buildPool, false))
	if err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	defer db.Close()
	conn, err := kuzu.OpenConnection(db)
	if err != nil {
		return err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, conn.Interrupt)
	defer stop()
	statements := append(schema(), "BEGIN TRANSACTION")
	for _, f := range files {
		statements = append(statements, f.copyStatement())
	}
	for _, s := range append(statements, "COMMIT", "CHECKPOINT") {
		result, err := conn.Query(s)
		result.Close()
		if err != nil {
			return errors.Join(ctx.Err(), fmt.Errorf("%s: %w", s, err))
		}
	}
	return nil
}

// schema returns the statements that make the tables and the macros.
func schema() []string {
	var statements []string
	for _, t := range graph.NodeTables() {
		statements = append(statements, fmt.Sprintf("CREATE NODE TABLE %s (%s, PRIMARY KEY (%s))",
			quote(t.Name), columnList(t.Columns), quote(t.Key())))
	}
	for _, t := range graph.RelTables() {
		var parts []string
		for _, p := range t.Pairs {
			parts = append(parts, fmt.Sprintf("FROM %s TO %s", quote(p[0]), quote(p[1])))
		}
		if len(t.Columns) > 0 {
			parts = append(parts, columnList(t.Columns))
		}
		statements = append(statements, fmt.Sprintf("CREATE REL TABLE %s (%s)", quote(t.Name), strings.Join(parts, ", ")))
	}
	return append(statements, macros...)
}

// macros are functions of Neo4j's Cypher that Kuzu has under another name.
var macros = []string{
	"CREATE MACRO type(r) AS label(r)",
	"CREATE MACRO toString(x) AS CAST(x, 'STRING')",
	"CREATE MACRO toInteger(x) AS CAST(sign(CAST(x, 'DOUBLE')) * floor(abs(CAST(x, 'DOUBLE'))), 'INT64')", // CAST alone rounds
	"CREATE MACRO toFloat(x) AS CAST(x, 'DOUBLE')",
	"CREATE MACRO head(list) AS list_extract(list, 1)",
	"CREATE MACRO last(list) AS list_extract(list, -1)",
	"CREATE MACRO split(text, separator) AS string_split(text, separator)",
	"CREATE MACRO elementId(x) AS CAST(id(x), 'STRING')",
}

var columnTypes = map[graph.ColumnType]string{
	graph.String: "STRING", graph.Int: "INT64", graph.Float: "DOUBLE", graph.Bool: "BOOL",
	graph.Strings: "STRING[]", graph.Ints: "INT64[]",
}

func columnList(columns []graph.Column) string {
	var parts []string
	for _, c := range columns {
		parts = append(parts, quote(c.Name)+" "+columnTypes[c.Type])
	}
	return strings.Join(parts, ", ")
}

// quote makes a name one that no keyword of Kuzu's can be mistaken for.
func quote(name string) string { return "`" + name + "`" }

// install moves a finished database to where readers look for it.
func install(fresh, path string) error {
	f, err := os.Open(fresh)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

func config(pool uint64, readOnly bool) kuzu.SystemConfig {
	c := kuzu.DefaultSystemConfig()
	c.BufferPoolSize, c.MaxDbSize, c.ReadOnly = pool, maxDBSize, readOnly
	return c
}
