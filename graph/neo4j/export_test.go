package neo4j_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/graph/graphtest"
	"github.com/newsgraph/newsgraph/graph/neo4j"
	"github.com/newsgraph/newsgraph/graph/neo4j/neo4jtest"
	"github.com/newsgraph/newsgraph/kg"
)

// exported is the corpus whose graph the tests below carry over: the one by hand, a
// random one, and texts that try to be something else.
func exported() []*kg.Extraction {
	b := graphtest.Builder{X: &kg.Extraction{V: kg.Version, Document: graphtest.DocumentID(5000), Source: kg.Source{
		URL: "https://hostile.example/", Site: "hostile.example", Published: "2025-01-01", Fetched: "2025-01-02T00:00:00Z",
		Title: "'] DETACH DELETE n; //\\u0027 \\' \"a\",\"b\"\r\n`x`;\n\u202e</data>&amp;\x01",
	}}}
	who := b.Entity(kg.Person, "O'Brien \\u0060; \"丙\", ]]> \t")
	b.Quote(who, "一行\n;\n另一行\\")
	return append(append(graphtest.Corpus(), graphtest.Generate(7, 40)...), b.X)
}

func exportedRows(emit func(graph.Row) error) error {
	_, err := graph.Rows(graphtest.Seq(exported()...), graph.Options{}, emit)
	return err
}

// The file of Cypher builds the graph that a load makes.
func TestExportCypher(t *testing.T) {
	config := server.Empty(t)
	var file bytes.Buffer
	if err := export.Write(&file, "cypher", exportedRows); err != nil {
		t.Fatal(err)
	}
	change(t, config, strings.Split(file.String(), ";\n")...)
	sameGraph(t, config)
}

// neo4j-admin imports the CSV files into the graph that a load makes.
func TestExportCSV(t *testing.T) {
	server.Empty(t) // skips where there is no Neo4j
	folder := filepath.Join(t.TempDir(), "csv")
	if err := export.WriteFolder(folder, exportedRows); err != nil {
		t.Fatal(err)
	}
	sameGraph(t, neo4jtest.Imported(t, folder))
}

func sameGraph(t *testing.T, config neo4j.Config) {
	t.Helper()
	s, err := neo4j.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	got, err := graph.Compare(graphtest.Elements(exported(), graph.Options{}), s.Elements(t.Context()), 5)
	if err != nil || got.Total() > 0 {
		t.Errorf("differences %v, %v", got, err)
	}
}
