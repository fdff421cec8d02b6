package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/kuzu"
	"github.com/newsgraph/newsgraph/kg"
)

// storeFlags say which store holds the graph.
type storeFlags struct {
	uri  string // of Neo4j; "": the embedded store
	path string // of the embedded store; "": that of the data folder
}

func (s *storeFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.uri, "neo4j", os.Getenv("NEO4J_URI"), "`URI` of a Neo4j (else NEO4J_URI, else the embedded store)")
	cmd.Flags().StringVar(&s.path, "graph", "", "`file` of the embedded store (else graph.kuzu of the data folder)")
}

// resolve gives the flags with the file of the data folder where none is named.
// A file that is named is meant, whatever NEO4J_URI says.
func (s storeFlags) resolve(cmd *cobra.Command, data folder) (storeFlags, error) {
	switch {
	case s.path == "":
		s.path = data.graph()
	case cmd.Flags().Changed("neo4j"):
		return s, withStatus(statusUsage, errors.New("--neo4j and --graph name two stores"))
	default:
		s.uri = ""
	}
	return s, nil
}

func (s storeFlags) String() string {
	if s.uri != "" {
		return "Neo4j at " + s.uri
	}
	return "embedded graph " + s.path
}

// loadInput is what a load puts into a store.
type loadInput struct {
	extractions iter.Seq2[*kg.Extraction, error]
	options     graph.Options
	runs        []graph.Run // all for the embedded store, the last is the new one
}

// load brings the store to the extractions: Neo4j by what they change, the
// embedded one by a new file.
func (s storeFlags) load(ctx context.Context, in loadInput) (*graph.LoadReport, error) {
	return kuzu.Build(ctx, s.path, in.extractions, kuzu.Options{Options: in.options, Runs: in.runs})
}

// openEmbedded opens the embedded store for reading.
func (s storeFlags) openEmbedded() (*kuzu.Store, error) {
	store, err := kuzu.Open(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("there is no graph %s yet: newsgraph run or newsgraph load makes it", s.path)
	}
	return store, withStatus(statusStore, err)
}
