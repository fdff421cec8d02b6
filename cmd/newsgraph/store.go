package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/kuzu"
	"github.com/newsgraph/newsgraph/graph/neo4j"
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

var neo4jSchemes = []string{"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"}

// resolve gives the flags with the file of the data folder where none is named.
// A file that is named is meant, whatever NEO4J_URI says.
func (s storeFlags) resolve(cmd *cobra.Command, data folder) (storeFlags, error) {
	switch {
	case s.path != "" && cmd.Flags().Changed("neo4j"):
		return s, withStatus(statusUsage, errors.New("--neo4j and --graph name two stores"))
	case s.path != "":
		s.uri = ""
	default:
		s.path = data.graph()
	}
	if u, err := url.Parse(s.uri); s.uri != "" && (err != nil || u.Host == "" || !slices.Contains(neo4jSchemes, u.Scheme)) {
		return s, withStatus(statusUsage, fmt.Errorf("%q is no address of a Neo4j, such as bolt://localhost:7687", s.uri))
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
	earlier     []graph.Run // for the embedded store, which is built anew
	run         *graph.Run  // the run that loads; nil: none
}

// load brings the store to the extractions: Neo4j by what they change, the
// embedded one by a new file.
func (s storeFlags) load(ctx context.Context, in loadInput) (*graph.LoadReport, error) {
	if s.uri == "" {
		return s.build(ctx, in)
	}
	store, err := s.openNeo4j(ctx)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	report, err := store.Load(ctx, in.extractions, in.options)
	if err != nil {
		return nil, refused(err)
	}
	if in.run != nil {
		err = store.WriteRun(ctx, *in.run)
	}
	return report, refused(err)
}

// build makes the embedded store anew and reports what differs from the old one.
func (s storeFlags) build(ctx context.Context, in loadInput) (*graph.LoadReport, error) {
	before, err := s.contributions(ctx)
	if err != nil {
		return nil, err
	}
	runs := slices.Clone(in.earlier)
	if in.run != nil {
		runs = append(runs, *in.run)
	}
	report, err := kuzu.Build(ctx, s.path, in.extractions, kuzu.Options{Options: in.options, Runs: runs})
	if err != nil {
		return nil, err
	}
	after, err := s.contributions(ctx)
	if err != nil {
		return nil, err
	}
	report.New, report.Changed, report.Unchanged, report.Withdrawn = 0, 0, 0, 0
	for id, v := range after {
		switch old, known := before[id]; {
		case !known:
			report.New++
		case old.Hash != v.Hash:
			report.Changed++
		default:
			report.Unchanged++
		}
		delete(before, id)
	}
	report.Withdrawn = int64(len(before))
	return report, nil
}

// contributions gives the version of each document that the store holds, and in Neo4j
// with the hash "" that of each that is withdrawn; none if there is no embedded graph,
// or none that can be read.
func (s storeFlags) contributions(ctx context.Context) (map[string]graph.Version, error) {
	if s.uri != "" {
		store, err := s.openNeo4j(ctx)
		if err != nil {
			return nil, err
		}
		defer store.Close()
		held, err := store.Versions(ctx)
		return held, refused(err)
	}
	store, err := kuzu.Open(s.path)
	if errors.Is(err, kuzu.ErrNotExist) || errors.Is(err, kuzu.ErrNotGraph) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer store.Close()
	return store.Versions(ctx)
}

// openEmbedded opens the embedded store for reading.
func (s storeFlags) openEmbedded() (*kuzu.Store, error) {
	store, err := kuzu.Open(s.path)
	if errors.Is(err, kuzu.ErrNotExist) {
		err = fmt.Errorf("there is no graph %s yet: newsgraph run or newsgraph load makes it", s.path)
	}
	return store, withStatus(statusStore, err)
}

// openNeo4j connects to Neo4j as the environment says.
func (s storeFlags) openNeo4j(ctx context.Context) (*neo4j.Store, error) {
	config := neo4j.Config{URI: s.uri, User: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD"), Database: os.Getenv("NEO4J_DATABASE")}
	if file := os.Getenv("NEO4J_PASSWORD_FILE"); config.Password == "" && file != "" {
		password, err := os.ReadFile(file)
		if err != nil {
			return nil, withStatus(statusUsage, fmt.Errorf("read NEO4J_PASSWORD_FILE: %w", err))
		}
		config.Password = strings.TrimRight(string(password), "\r\n")
	}
	if config.User == "" && config.Password != "" {
		config.User = "neo4j" // the server's own default
	}
	store, err := neo4j.Open(ctx, config)
	return store, withStatus(statusStore, err)
}

// refused gives an error of Neo4j the status of a store that cannot be reached
// or refuses, where it is that.
func refused(err error) error {
	if errors.Is(err, neo4j.ErrUnreachable) || errors.Is(err, neo4j.ErrUnauthorized) {
		return withStatus(statusStore, err)
	}
	return err
}
