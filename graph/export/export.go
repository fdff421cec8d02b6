package export

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/newsgraph/newsgraph/graph"
)

// Rows is a graph as rows, in any order: it calls emit with each and ends at its
// first error. It is called more than once and gives the same each time.
type Rows func(emit func(graph.Row) error) error

// Formats are the names of the formats.
var Formats = []string{"jsonl", "neo4j-csv", "graphml", "cypher"}

// IsFolder reports whether a format is a folder of files.
func IsFolder(format string) bool { return format == "neo4j-csv" }

// writer writes rows, all nodes before the first relationship.
type writer interface {
	write(graph.Row) error
	close() error
}

// Write writes a graph to a stream in a format that is one file.
func Write(w io.Writer, format string, rows Rows) error {
	var out writer
	switch format {
	case "jsonl":
		out = newJSONLines(w)
	case "graphml":
		out = newGraphML(w)
	case "cypher":
		out = newCypher(w)
	default:
		return fmt.Errorf("export: %q is no format of one file", format)
	}
	return ordered(rows, out)
}

// WriteFolder writes a graph in the format neo4j-csv into a folder that is not there
// yet. It appears whole or not at all.
func WriteFolder(folder string, rows Rows) error {
	if _, err := os.Lstat(folder); err == nil {
		return fmt.Errorf("export: %s is there already", folder)
	}
	work := filepath.Clean(folder) + ".writing" // what a killed export left there goes
	if err := os.RemoveAll(work); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := os.MkdirAll(work, 0o755); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer os.RemoveAll(work) //nolint:errcheck // the next export clears it
	if err := ordered(rows, newCSV(work)); err != nil {
		return err
	}
	return os.Rename(work, folder)
}

// ordered writes the nodes, then the relationships.
func ordered(rows Rows, out writer) error {
	for _, nodes := range []bool{true, false} {
		err := rows(func(r graph.Row) error {
			if r.Table.IsNode() != nodes {
				return nil
			}
			return out.write(r)
		})
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	if err := out.close(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// labels returns the labels of a node, as Neo4j has them.
func labels(label string) string {
	if graph.IsEntity(label) {
		return "Entity:" + label
	}
	return label
}
