package neo4j_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/graphtest"
	"github.com/newsgraph/newsgraph/graph/neo4j"
	"github.com/newsgraph/newsgraph/graph/neo4j/neo4jtest"
	"github.com/newsgraph/newsgraph/kg"
)

var server neo4jtest.Server

func TestMain(m *testing.M) {
	code := m.Run()
	if err := server.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, "stop Neo4j:", err)
		code = 1
	}
	os.Exit(code)
}

func open(t testing.TB) *neo4j.Store {
	t.Helper()
	store, err := neo4j.Open(t.Context(), server.Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

func load(t testing.TB, s *neo4j.Store, opts graph.Options, extractions ...*kg.Extraction) *graph.LoadReport {
	t.Helper()
	report, err := s.Load(t.Context(), graphtest.Seq(extractions...), opts)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func digest(t testing.TB, s *neo4j.Store) string {
	t.Helper()
	d, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rowsDigest(t testing.TB, opts graph.Options, extractions ...*kg.Extraction) string {
	t.Helper()
	var d graph.Digest
	_, err := graph.Rows(graphtest.Seq(extractions...), opts, func(r graph.Row) error { return d.Add(r.Element()) })
	if err != nil {
		t.Fatal(err)
	}
	return d.String()
}

func TestLoadHoldsTheRows(t *testing.T) {
	corpus := graphtest.Generate(1, 1200) // more than a page
	want := rowsDigest(t, graph.Options{}, corpus...)
	s := open(t)
	first := load(t, s, graph.Options{}, corpus...)
	if got := digest(t, s); got != want {
		t.Errorf("digest of the database %s, of the rows %s", got, want)
	}
	if first.New != 1200 || first.Counters.NodesCreated != first.Nodes {
		t.Errorf("first load reports %+v", first)
	}

	second := load(t, s, graph.Options{}, corpus...)
	if second.Counters != (graph.Counters{}) || second.Unchanged != 1200 {
		t.Errorf("second load of the same reports %v and changed %+v", second, second.Counters)
	}
	if second.Nodes != first.Nodes || second.Relationships != first.Relationships {
		t.Errorf("second load counts %v, first %v", second, first)
	}
	if got := digest(t, s); got != want {
		t.Errorf("digest %s after the second load, want %s", got, want)
	}

	s = open(t)
	slices.Reverse(corpus)
	load(t, s, graph.Options{}, corpus...)
	if got := digest(t, s); got != want {
		t.Errorf("digest %s with the extractions in reverse, want %s", got, want)
	}
}
