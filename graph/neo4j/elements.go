package neo4j

import (
	"context"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// Every node but the runs and the loader's own, and every relationship.
const (
	allNodes = `MATCH (n) WHERE NOT n:Run AND NOT n:Tombstone RETURN labels(n), properties(n)`
	allRels  = `MATCH (a)-[r]->(b) RETURN type(r), labels(a), coalesce(a.key, a.id, a.domain),
		labels(b), coalesce(b.key, b.id, b.domain), properties(r)`
)

// Digest returns the digest of the graph; see [graph.Digest]. It sees what
// others wrote, too: a property, label, node or relationship more or less, or
// a node that a broken load left stale, gives another digest.
func (s *Store) Digest(ctx context.Context) (string, error) { return graph.DigestOf(s.Elements(ctx)) }

// Elements returns the whole graph, and whatever else the database holds.
func (s *Store) Elements(ctx context.Context) graph.Elements {
	return func(yield func(graph.Element) error) error {
		err := s.each(ctx, allNodes, func(row []any) error {
			return yield(graph.Element{Name: labelOf(texts(row[0])), Properties: row[1].(map[string]any)})
		})
		if err != nil {
			return err
		}
		return s.each(ctx, allRels, func(row []any) error {
			from, _ := row[2].(string)
			to, _ := row[4].(string)
			return yield(graph.Element{Name: row[0].(string), From: graph.End{Label: labelOf(texts(row[1])), Key: from},
				To: graph.End{Label: labelOf(texts(row[3])), Key: to}, Properties: row[5].(map[string]any)})
		})
	}
}

func (s *Store) each(ctx context.Context, cypher string, f func(row []any) error) error {
	result, err := s.Query(ctx, cypher, nil)
	if err != nil {
		return err
	}
	defer result.Close()
	for row, err := range result.Rows {
		if err != nil {
			return err
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return nil
}

// labelOf returns the most special label: an entity's type, else the label.
// More labels than a node of ours has are joined.
func labelOf(labels []string) string {
	names := slices.DeleteFunc(slices.Clone(labels), func(l string) bool { return l == "Entity" })
	slices.Sort(names)
	return strings.Join(names, ":")
}

// texts turns a list of strings of the driver's into one of Go's.
func texts(list any) []string {
	elements, _ := list.([]any)
	out := make([]string, len(elements))
	for i, e := range elements {
		out[i], _ = e.(string)
	}
	return out
}
