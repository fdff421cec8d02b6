package kuzu

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/kuzu/dialect"
)

// ErrRefused is returned for a query that the embedded store would answer
// otherwise than Neo4j, or that does more than read. The error says what and
// where.
var ErrRefused = errors.New("the embedded store cannot answer this")

// Query runs a reading query in Neo4j's Cypher and answers as Neo4j does; see
// package dialect. A query can end the process: programs that must live on run
// it in another.
func (s *Store) Query(ctx context.Context, cypher string, params map[string]any) (*graph.Result, error) {
	fail := func(err error) (*graph.Result, error) { return nil, fmt.Errorf("query graph %s: %w", s.path, err) }
	query, err := dialect.Translate(cypher)
	if err != nil {
		return fail(fmt.Errorf("%w: %w", ErrRefused, err))
	}
	params, err = query.Parameters(params)
	if err != nil {
		return fail(fmt.Errorf("%w: %w", ErrRefused, err))
	}
	result, err := s.run(ctx, query.Text, params)
	if err != nil {
		return fail(err)
	}
	return &graph.Result{
		Columns: query.Names(result.Columns),
		Rows:    s.arranged(query, result),
		Close:   result.Close,
	}, nil
}

// arranged gives the rows in the order of the columns that were asked for.
func (s *Store) arranged(query dialect.Query, result *graph.Result) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for row, err := range result.Rows {
			if err != nil {
				yield(nil, fmt.Errorf("query graph %s: %w", s.path, err))
				return
			}
			if !yield(query.Row(result.Columns, row), nil) {
				return
			}
		}
	}
}
