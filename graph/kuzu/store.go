package kuzu

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/big"
	"os"

	"github.com/kuzudb/go-kuzu"

	"github.com/newsgraph/newsgraph/graph"
)

// Errors of [Open], to be told apart with errors.Is.
var (
	// ErrNotExist is returned where no graph was built yet.
	ErrNotExist = os.ErrNotExist
	// ErrNotGraph is returned for a file that Kuzu 0.11.3 did not write, or one
	// that another program is writing.
	ErrNotGraph = errors.New("no Kuzu 0.11.3 database, or locked by a program that writes it")
)

// Store is a built graph, open for reading. It is safe for use by several
// goroutines.
type Store struct {
	path string
	db   *kuzu.Database
}

// Open opens a graph that [Build] made. Several processes may have it open,
// and go on reading it while another one is built.
func Open(path string) (*Store, error) {
	fail := func(err error) (*Store, error) { return nil, fmt.Errorf("open graph %s: %w", path, err) }
	info, err := os.Stat(path)
	if err != nil {
		return fail(err)
	}
	if info.IsDir() {
		return fail(fmt.Errorf("is a folder: %w", ErrNotGraph))
	}
	if f, err := os.Open(path); err != nil {
		return fail(err)
	} else {
		f.Close() //nolint:errcheck // nothing was written
	}
	db, err := kuzu.OpenDatabase(path, config(queryPool, true))
	if err != nil { // it says "status 1" of whatever is wrong
		return fail(ErrNotGraph)
	}
	return &Store{path: path, db: db}, nil
}

// Close closes the graph. All results must be closed before.
func (s *Store) Close() error {
	s.db.Close()
	return nil
}

// run executes a statement of Kuzu's own Cypher as it stands.
func (s *Store) run(ctx context.Context, statement string, params map[string]any) (*graph.Result, error) {
	conn, err := kuzu.OpenConnection(s.db)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, conn.Interrupt)
	answer, err := execute(conn, statement, params)
	if err != nil {
		stop()
		conn.Close()
		return nil, errors.Join(ctx.Err(), err)
	}
	return &graph.Result{
		Columns: answer.GetColumnNames(),
		Rows:    rows(ctx, answer),
		Close: func() error {
			stop()
			answer.Close()
			conn.Close()
			return nil
		},
	}, nil
}

func execute(conn *kuzu.Connection, statement string, params map[string]any) (*kuzu.QueryResult, error) {
	if len(params) == 0 {
		answer, err := conn.Query(statement)
		if err != nil {
			answer.Close()
		}
		return answer, err
	}
	prepared, err := conn.Prepare(statement)
	if err != nil {
		prepared.Close() // it holds the message of the error
		return nil, err
	}
	defer prepared.Close()
	return conn.Execute(prepared, params)
}

func rows(ctx context.Context, answer *kuzu.QueryResult) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for answer.HasNext() {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			tuple, err := answer.Next()
			if err != nil {
				yield(nil, err)
				return
			}
			values, err := tuple.GetAsSlice()
			tuple.Close()
			if err != nil {
				yield(nil, err)
				return
			}
			for i, v := range values {
				values[i] = plain(v)
			}
			if !yield(values, nil) {
				return
			}
		}
	}
}

// plain turns a value of Kuzu's into one of those that [graph.Result] names.
func plain(value any) any {
	switch v := value.(type) {
	case int8:
		return int64(v)
	case int16:
		return int64(v)
	case int32:
		return int64(v)
	case uint8:
		return int64(v)
	case uint16:
		return int64(v)
	case uint32:
		return int64(v)
	case float32:
		return float64(v)
	case *big.Int: // the sum of 64-bit numbers has 128
		if v.IsInt64() {
			return v.Int64()
		}
		return v.String()
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
		return v
	case map[string]any:
		return properties(v)
	case kuzu.Node:
		return graph.Node{Label: v.Label, Properties: properties(v.Properties)}
	case kuzu.Relationship:
		return graph.Relationship{Type: v.Label, Properties: properties(v.Properties)}
	case kuzu.RecursiveRelationship:
		return path(v)
	default:
		return v
	}
}

// properties leaves out what is null, as Neo4j does.
func properties(all map[string]any) map[string]any {
	present := make(map[string]any, len(all))
	for name, v := range all {
		if v != nil {
			present[name] = plain(v)
		}
	}
	return present
}

func path(p kuzu.RecursiveRelationship) graph.Path {
	var out graph.Path
	for _, n := range p.Nodes {
		out.Nodes = append(out.Nodes, plain(n).(graph.Node))
	}
	for _, r := range p.Relationships {
		out.Relationships = append(out.Relationships, plain(r).(graph.Relationship))
	}
	return out
}
