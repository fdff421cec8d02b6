// Package queries holds the saved queries: one Cypher file each, whose first line is
// a comment that says what it answers. In goes a name, out comes the Cypher; a
// new query is a new file. Every query runs on both stores.
package queries

import (
	"embed"
	"strings"
)

//go:embed *.cypher
var files embed.FS

// Cypher returns the saved query of a name, or false.
func Cypher(name string) (string, bool) {
	data, err := files.ReadFile(name + ".cypher")
	return string(data), err == nil
}

// Names returns the names of all saved queries, sorted.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil // an embedded folder is always there
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".cypher"))
	}
	return names
}
