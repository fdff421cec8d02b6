package neo4j

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// Query runs a reading query; the server refuses to write for it. Rows are
// fetched as they are read, so an error of the server may come with a row.
func (s *Store) Query(ctx context.Context, cypher string, params map[string]any) (*graph.Result, error) {
	session := s.session(ctx, neo4j.AccessModeRead)
	result, err := session.Run(ctx, cypher, params)
	var columns []string
	if err == nil {
		columns, err = result.Keys()
	}
	if err == nil {
		result.Peek(ctx) // so that what is wrong from the start is told here
		err = result.Err()
	}
	if err != nil {
		return nil, s.fault("query", errors.Join(err, session.Close(ctx)))
	}
	return &graph.Result{
		Columns: columns,
		Rows:    s.rows(ctx, result),
		Close:   func() error { return s.fault("end a query of", session.Close(ctx)) },
	}, nil
}

func (s *Store) rows(ctx context.Context, result neo4j.ResultWithContext) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for result.Next(ctx) {
			if !yield(plainList(result.Record().Values), nil) {
				return
			}
		}
		if err := result.Err(); err != nil {
			yield(nil, s.fault("query", err))
		}
	}
}

// plain turns a value of the driver's into one of those that [graph.Result]
// names; times become texts.
func plain(value any) any {
	switch v := value.(type) {
	case nil, bool, int64, float64, string:
		return v
	case []any:
		return plainList(v)
	case map[string]any:
		return plainMap(v)
	case neo4j.Node:
		return graph.Node{Label: labelOf(v.Labels), Properties: plainMap(v.Props)}
	case neo4j.Relationship:
		return graph.Relationship{Type: v.Type, Properties: plainMap(v.Props)}
	case neo4j.Path:
		return plainPath(v)
	default:
		return fmt.Sprint(v)
	}
}

func plainList(list []any) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = plain(v)
	}
	return out
}

func plainMap(properties map[string]any) map[string]any {
	out := make(map[string]any, len(properties))
	for name, v := range properties {
		out[name] = plain(v)
	}
	return out
}

func plainPath(p neo4j.Path) graph.Path {
	var out graph.Path
	for _, n := range p.Nodes {
		out.Nodes = append(out.Nodes, plain(n).(graph.Node))
	}
	for _, r := range p.Relationships {
		out.Relationships = append(out.Relationships, plain(r).(graph.Relationship))
	}
	return out
}
