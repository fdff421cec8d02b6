package kuzu_test

import (
	"context"
	"path/filepath"
	"testing"

	driver "github.com/kuzudb/go-kuzu"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/graphtest"
	"github.com/newsgraph/newsgraph/graph/kuzu"
)

// Whatever is changed in the file is told, and told apart.
func TestCompareFindsCorruption(t *testing.T) {
	corpus := graphtest.Generate(3, 60)
	path := filepath.Join(t.TempDir(), "graph.kuzu")
	for _, test := range graphtest.Corruptions() {
		t.Run(test.Name, func(t *testing.T) {
			if _, err := kuzu.Build(t.Context(), path, graphtest.Seq(corpus...), kuzu.Options{}); err != nil {
				t.Fatal(err)
			}
			change(t, path, test.Kuzu)
			store, err := kuzu.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close()
			got, err := graph.Compare(graphtest.Elements(corpus, graph.Options{}), store.Elements(context.Background()), 5)
			test.Check(t, got, err)
		})
	}
}

// change runs statements on the file as no part of the program does.
func change(t *testing.T, path string, statements []string) {
	t.Helper()
	db, err := driver.OpenDatabase(path, driver.SystemConfig{BufferPoolSize: 1 << 28, MaxDbSize: 1 << 34, MaxNumThreads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	conn, err := driver.OpenConnection(db)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, s := range statements {
		result, err := conn.Query(s)
		if err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		result.Close()
	}
}
