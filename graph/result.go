package graph

import (
	"iter"
)

// Result is the answer to a query. Rows gives each row once, in the order of
// Columns, and must be ranged over before Close. A value is nil, a bool, int64,
// float64, string, []any, map[string]any, [Node], [Relationship] or [Path].
type Result struct {
	Columns []string
	Rows    iter.Seq2[[]any, error]
	Close   func() error
}

// Node is a node in an answer.
type Node struct {
	Label      string         `json:"label"` // an entity's type, not Entity
	Properties map[string]any `json:"properties"`
}

// Relationship is a relationship in an answer.
type Relationship struct {
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
}

// Path is a path in an answer: one more node than relationships.
type Path struct {
	Nodes         []Node         `json:"nodes"`
	Relationships []Relationship `json:"relationships"`
}

// All reads what is left of the result and closes it.
func (r *Result) All() (rows [][]any, err error) {
	defer func() {
		if closing := r.Close(); err == nil {
			err = closing
		}
	}()
	for row, err := range r.Rows {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}
