package kuzu

import (
	"context"
	"fmt"

	"github.com/newsgraph/newsgraph/graph"
)

// Digest returns the digest of the graph, equal to that of a Neo4j with the
// same content; see [graph.Digest].
func (s *Store) Digest(ctx context.Context) (string, error) {
	var d graph.Digest
	for _, t := range graph.NodeTables() {
		err := s.each(ctx, fmt.Sprintf("MATCH (n:%s) RETURN n AS n", quote(t.Name)), func(row []any) {
			n := row[0].(graph.Node)
			d.Node(n.Label, n.Properties)
		})
		if err != nil {
			return "", err
		}
	}
	for _, t := range graph.RelTables() {
		for _, p := range t.Pairs {
			statement := fmt.Sprintf("MATCH (a:%s)-[r:%s]->(b:%s) RETURN a.%s AS f, b.%s AS t, r AS r",
				quote(p[0]), quote(t.Name), quote(p[1]), quote(keyOf(p[0])), quote(keyOf(p[1])))
			err := s.each(ctx, statement, func(row []any) {
				r := row[2].(graph.Relationship)
				d.Relationship(r.Type, graph.End{Label: p[0], Key: row[0].(string)}, graph.End{Label: p[1], Key: row[1].(string)}, r.Properties)
			})
			if err != nil {
				return "", err
			}
		}
	}
	return d.String(), nil
}

func keyOf(label string) string {
	for _, t := range graph.NodeTables() {
		if t.Name == label {
			return t.Key()
		}
	}
	return ""
}

func (s *Store) each(ctx context.Context, statement string, f func(row []any)) error {
	result, err := s.run(ctx, statement, nil)
	if err != nil {
		return fmt.Errorf("digest of graph %s: %w", s.path, err)
	}
	defer result.Close()
	for row, err := range result.Rows {
		if err != nil {
			return fmt.Errorf("digest of graph %s: %w", s.path, err)
		}
		f(row)
	}
	return nil
}
