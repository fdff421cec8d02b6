package graphtest

import (
	"strings"
	"testing"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/kg"
)

// Elements is the graph that a load of the extractions makes.
func Elements(extractions []*kg.Extraction, opts graph.Options) graph.Elements {
	return func(yield func(graph.Element) error) error {
		_, err := graph.Rows(Seq(extractions...), opts, func(r graph.Row) error { return yield(r.Element()) })
		return err
	}
}

// Corruption is a change of a stored graph that no load makes, and what is told of it.
type Corruption struct {
	Name  string
	Neo4j string
	Kuzu  []string
	What  map[string]int64 // how many differences of each kind
	Says  string           // part of the first
}

// Corruptions are one change of each sort. Each is made in a graph of its own.
func Corruptions() []Corruption {
	return []Corruption{
		{Name: "nothing", What: map[string]int64{}},
		{Name: "an offset",
			Neo4j: "MATCH (:Fact)-[e:EVIDENCED_BY]->() WITH e ORDER BY e.start_char, elementId(e) LIMIT 1 SET e.start_char = e.start_char + 1000",
			Kuzu:  []string{"MATCH (f:Fact)-[e:EVIDENCED_BY]->(d:Document) WITH f, d ORDER BY f.id, d.id LIMIT 1 MATCH (f)-[e:EVIDENCED_BY]->(d) SET e.start_char = e.start_char + 1000"},
			What:  map[string]int64{graph.Missing: 1, graph.Extra: 1}, Says: "-[:EVIDENCED_BY start_char="},
		{Name: "a derived relationship",
			Neo4j: "MATCH ()-[r:ACQUIRED]->() WITH r ORDER BY r.fact LIMIT 1 DELETE r",
			Kuzu:  []string{"MATCH (a)-[r:ACQUIRED]->(b) WITH r.fact AS f ORDER BY f LIMIT 1 MATCH (a)-[r:ACQUIRED]->(b) WHERE r.fact = f DELETE r"},
			What:  map[string]int64{graph.Missing: 1}, Says: "-[:ACQUIRED fact="},
		{Name: "a count",
			Neo4j: "MATCH (c:Company) WITH c ORDER BY c.key LIMIT 1 SET c.documents = c.documents + 1",
			Kuzu:  []string{"MATCH (c:Company) WITH c ORDER BY c.key LIMIT 1 SET c.documents = c.documents + 1"},
			What:  map[string]int64{graph.Differs: 1}, Says: "): documents is "},
		{Name: "an orphan",
			Neo4j: "CREATE (:Entity:Company {key: 'company:nobody', name: 'Nobody'})",
			Kuzu:  []string{"CREATE (c:Company {key: 'company:nobody', name: 'Nobody'})"},
			What:  map[string]int64{graph.Extra: 1}, Says: "extra: (:Company company:nobody)"},
		{Name: "a fact without evidence",
			Neo4j: "MATCH (f:Fact) WITH f ORDER BY f.id LIMIT 1 MATCH (f)-[e:EVIDENCED_BY]->() WITH e LIMIT 1 DELETE e",
			Kuzu:  []string{"MATCH (f:Fact) WITH f ORDER BY f.id LIMIT 1 MATCH (f)-[e:EVIDENCED_BY]->(d:Document) WITH f, d ORDER BY d.id LIMIT 1 MATCH (f)-[e:EVIDENCED_BY]->(d) DELETE e"},
			What:  map[string]int64{graph.Missing: 1}, Says: "missing: (:Fact "},
	}
}

// Check fails the test unless the differences are those of the corruption.
func (c Corruption) Check(t testing.TB, got graph.Differences, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{graph.Missing, graph.Extra, graph.Differs} {
		if got.Counts[what] != c.What[what] {
			t.Errorf("%d %s, want %d: %v", got.Counts[what], what, c.What[what], got.First)
		}
	}
	if c.Says != "" && (len(got.First) == 0 || !strings.Contains(got.First[0].String(), c.Says)) {
		t.Errorf("told is %v, want %q", got.First, c.Says)
	}
}
