package kuzu

import (
	"context"
	"fmt"

	"github.com/newsgraph/newsgraph/graph"
)

// Query runs a reading query.
func (s *Store) Query(ctx context.Context, cypher string, params map[string]any) (*graph.Result, error) {
	result, err := s.run(ctx, cypher, params)
	if err != nil {
		return nil, fmt.Errorf("query graph %s: %w", s.path, err)
	}
	return result, nil
}
