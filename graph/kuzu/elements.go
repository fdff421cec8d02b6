package kuzu

import (
	"context"
	"fmt"

	"github.com/newsgraph/newsgraph/graph"
)

// Digest returns the digest of the graph, equal to that of a Neo4j with the
// same content; see [graph.Digest].
func (s *Store) Digest(ctx context.Context) (string, error) { return graph.DigestOf(s.Elements(ctx)) }

// Elements returns the whole graph.
func (s *Store) Elements(ctx context.Context) graph.Elements {
	return func(yield func(graph.Element) error) error {
		for _, t := range graph.NodeTables() {
			err := s.each(ctx, fmt.Sprintf("MATCH (n:%s) RETURN n AS n", quote(t.Name)), func(row []any) error {
				n := row[0].(graph.Node)
				return yield(graph.Element{Name: n.Label, Properties: n.Properties})
			})
			if err != nil {
				return err
			}
		}
		for _, t := range graph.RelTables() {
			for _, p := range t.Pairs {
				if err := s.relationships(ctx, t.Name, p[0], p[1], yield); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// relationships calls yield with those of a type between nodes of two labels.
func (s *Store) relationships(ctx context.Context, relType, from, to string, yield func(graph.Element) error) error {
	statement := fmt.Sprintf("MATCH (a:%s)-[r:%s]->(b:%s) RETURN a.%s AS f, b.%s AS t, r AS r",
		quote(from), quote(relType), quote(to), quote(graph.KeyOf(from)), quote(graph.KeyOf(to)))
	return s.each(ctx, statement, func(row []any) error {
		r := row[2].(graph.Relationship)
		return yield(graph.Element{Name: r.Type, From: graph.End{Label: from, Key: row[0].(string)},
			To: graph.End{Label: to, Key: row[1].(string)}, Properties: r.Properties})
	})
}

// Versions returns the version of each document that the graph holds.
func (s *Store) Versions(ctx context.Context) (map[string]graph.Version, error) {
	held := map[string]graph.Version{}
	err := s.each(ctx, "MATCH (d:Document) RETURN d.id AS id, d.fetched AS fetched, d.hash AS hash", func(row []any) error {
		id, v := graph.VersionOf(row)
		held[id] = v
		return nil
	})
	return held, err
}

func (s *Store) each(ctx context.Context, statement string, f func(row []any) error) error {
	result, err := s.run(ctx, statement, nil)
	if err != nil {
		return fmt.Errorf("read graph %s: %w", s.path, err)
	}
	defer result.Close()
	for row, err := range result.Rows {
		if err != nil {
			return fmt.Errorf("read graph %s: %w", s.path, err)
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return nil
}
