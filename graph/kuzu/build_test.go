package kuzu_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/graphtest"
	"github.com/newsgraph/newsgraph/graph/kuzu"
	"github.com/newsgraph/newsgraph/kg"
)

func build(t testing.TB, extractions []*kg.Extraction, opts kuzu.Options) *kuzu.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph.kuzu")
	if _, err := kuzu.Build(t.Context(), path, graphtest.Seq(extractions...), opts); err != nil {
		t.Fatal(err)
	}
	store, err := kuzu.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

func digest(t testing.TB, s *kuzu.Store) string {
	t.Helper()
	d, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rowsDigest(t testing.TB, extractions []*kg.Extraction, opts graph.Options) string {
	t.Helper()
	var d graph.Digest
	_, err := graph.Rows(graphtest.Seq(extractions...), opts, func(r graph.Row) error { return d.Add(r.Element()) })
	if err != nil {
		t.Fatal(err)
	}
	return d.String()
}

func TestBuildHoldsTheRows(t *testing.T) {
	corpus := graphtest.Generate(1, 200)
	want := rowsDigest(t, corpus, graph.Options{})
	if got := digest(t, build(t, corpus, kuzu.Options{})); got != want {
		t.Errorf("digest of the file %s, of the rows %s", got, want)
	}
	slices.Reverse(corpus)
	if got := digest(t, build(t, corpus, kuzu.Options{})); got != want {
		t.Errorf("digest %s with the extractions in reverse, want %s", got, want)
	}
}
