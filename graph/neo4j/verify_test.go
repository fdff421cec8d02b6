package neo4j_test

import (
	"slices"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/graphtest"
	"github.com/newsgraph/newsgraph/graph/neo4j"
)

// Whatever is changed in the database is told, and told apart.
func TestCompareFindsCorruption(t *testing.T) {
	corpus := graphtest.Generate(3, 60)
	for _, test := range graphtest.Corruptions() {
		t.Run(test.Name, func(t *testing.T) {
			config := server.Empty(t)
			s, err := neo4j.Open(t.Context(), config)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			load(t, s, graph.Options{}, corpus...)
			change(t, config, test.Neo4j)
			got, err := graph.Compare(graphtest.Elements(corpus, graph.Options{}), s.Elements(t.Context()), 5)
			test.Check(t, got, err)
		})
	}
}

func TestSchemaFaults(t *testing.T) {
	config := server.Empty(t)
	s, err := neo4j.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	load(t, s, graph.Options{}, graphtest.Generate(3, 5)...)
	if faults, err := s.SchemaFaults(t.Context()); err != nil || len(faults) > 0 {
		t.Fatalf("faults after a load: %v, %v", faults, err)
	}
	change(t, config, "DROP CONSTRAINT fact_id", "DROP INDEX entity_names")
	want := []string{"the constraint fact_id is not there", "the index entity_names is not there"}
	if faults, err := s.SchemaFaults(t.Context()); err != nil || !slices.Equal(faults, want) {
		t.Errorf("faults %v, %v, want %v", faults, err, want)
	}
}

// change runs statements on the database as no part of the program does.
func change(t *testing.T, config neo4j.Config, statements ...string) {
	t.Helper()
	d, err := driver.NewDriverWithContext(config.URI, driver.BasicAuth(config.User, config.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(t.Context())
	for _, statement := range statements {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := driver.ExecuteQuery(t.Context(), d, statement, nil, driver.EagerResultTransformer); err != nil {
			t.Fatalf("%.300s: %v", statement, err)
		}
	}
}
