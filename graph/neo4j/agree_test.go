package neo4j_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/graphtest"
	"github.com/newsgraph/newsgraph/graph/kuzu"
	"github.com/newsgraph/newsgraph/graph/neo4j"
	"github.com/newsgraph/newsgraph/graph/queries"
)

// stores returns both stores with the small corpus in them.
func stores(t *testing.T) (*neo4j.Store, *kuzu.Store) {
	t.Helper()
	server := open(t)
	load(t, server, graph.Options{}, graphtest.Corpus()...)
	path := filepath.Join(t.TempDir(), "graph.kuzu")
	if _, err := kuzu.Build(t.Context(), path, graphtest.Seq(graphtest.Corpus()...), kuzu.Options{}); err != nil {
		t.Fatal(err)
	}
	embedded, err := kuzu.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { embedded.Close() })
	return server, embedded
}

type querier interface {
	Query(ctx context.Context, cypher string, params map[string]any) (*graph.Result, error)
}

// ask returns the columns and the rows of an answer, made comparable: rows
// that are in no order are sorted, and so are lists, because no store says in
// which order it collects.
func ask(t *testing.T, s querier, query string, params map[string]any) (columns []string, rows []string, err error) {
	t.Helper()
	result, err := s.Query(t.Context(), query, params)
	if err != nil {
		return nil, nil, err
	}
	all, err := result.All()
	if err != nil {
		return nil, nil, err
	}
	for _, row := range all {
		line, err := json.Marshal(comparable(row))
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, string(line))
	}
	if !strings.Contains(query, "ORDER BY") {
		slices.Sort(rows)
	}
	return result.Columns, rows, nil
}

func comparable(value any) any {
	switch v := value.(type) {
	case float64: // the last digits of averages differ
		return fmt.Sprintf("%.12g", v)
	case int64:
		if math.Abs(float64(v)) < 1e12 { // 0 and 0.0 are one sum of nothing
			return comparable(float64(v))
		}
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = comparable(v[i])
		}
		return out
	}
	return value
}

// sorted sorts the lists in rows.
func sorted(rows []string) []string {
	var out []string
	for _, row := range rows {
		var values []any
		if json.Unmarshal([]byte(row), &values) != nil {
			return rows
		}
		for _, v := range values {
			if list, ok := v.([]any); ok {
				slices.SortFunc(list, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			}
		}
		out = append(out, fmt.Sprint(values))
	}
	return out
}

func lines(t *testing.T, name string) (all []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "kuzu", "dialect", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
			all = append(all, line)
		}
	}
	return all
}

func TestStoresAgree(t *testing.T) {
	server, embedded := stores(t)
	for _, query := range lines(t, "same.cypher") {
		columns, rows, err := ask(t, server, query, nil)
		if err != nil || len(rows) == 0 {
			t.Errorf("%s\nNeo4j: %d rows, error %v", query, len(rows), err)
			continue
		}
		gotColumns, got, err := ask(t, embedded, query, nil)
		if err != nil {
			t.Errorf("%s\nKuzu: %v", query, err)
			continue
		}
		if strings.Contains(query, "collect(") {
			rows, got = sorted(rows), sorted(got)
		}
		if diff := cmp.Diff(append(columns, rows...), append(gotColumns, got...)); diff != "" {
			t.Errorf("%s\nNeo4j gives -, Kuzu +: %s", query, diff)
		}
	}
}

func TestSavedQueriesAgree(t *testing.T) {
	server, embedded := stores(t)
	for _, name := range queries.Names() {
		query, _ := queries.Cypher(name)
		columns, rows, err := ask(t, server, query, nil)
		if err != nil || len(rows) == 0 {
			t.Errorf("%s: Neo4j: %d rows, error %v", name, len(rows), err)
			continue
		}
		gotColumns, got, err := ask(t, embedded, query, nil)
		if diff := cmp.Diff(append(columns, rows...), append(gotColumns, got...)); diff != "" || err != nil {
			t.Errorf("%s: error %v, Neo4j gives -, Kuzu +: %s", name, err, diff)
		}
	}
}

func TestEmbeddedRefusesWhatItWouldAnswerWrongly(t *testing.T) {
	server, embedded := stores(t)
	for _, line := range lines(t, "refused.cypher") {
		query, _, _ := strings.Cut(line, " // ")
		if _, _, err := ask(t, server, query, nil); err != nil {
			t.Errorf("%s\nNeo4j: %v", query, err)
		}
		if _, rows, err := ask(t, embedded, query, nil); !errors.Is(err, kuzu.ErrRefused) {
			t.Errorf("%s\nKuzu: rows %v, error %v, want it refused", query, rows, err)
		}
	}
}

func TestQueriesOnlyRead(t *testing.T) {
	server, embedded := stores(t)
	before := digest(t, server)
	for _, query := range lines(t, "writes.cypher") {
		if _, rows, err := ask(t, server, query, nil); err == nil {
			t.Errorf("%s\nNeo4j: %d rows, want an error", query, len(rows))
		}
		if _, _, err := ask(t, embedded, query, nil); !errors.Is(err, kuzu.ErrRefused) {
			t.Errorf("%s\nKuzu: error %v, want it refused", query, err)
		}
	}
	after := digest(t, server)
	other, err := embedded.Digest(t.Context())
	if err != nil || after != before || other != before {
		t.Errorf("digests %s before, %s after in Neo4j, %s in Kuzu (error %v)", before, after, other, err)
	}
}
