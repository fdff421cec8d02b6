package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"github.com/newsgraph/newsgraph/graph"
)

// Errors of all methods, to be told apart with errors.Is.
var (
	// ErrUnreachable means that no server answers, or not with this database.
	ErrUnreachable = errors.New("the server is not reachable")
	// ErrUnauthorized means that the server refuses the user or the password.
	ErrUnauthorized = errors.New("the server refuses the user or password")
)

// Config says which database to use.
type Config struct {
	URI      string // bolt://host:port or neo4j://host:port
	User     string // empty: no authentication
	Password string
	Database string // empty: the server's default
}

// Store is a connection to a Neo4j database. It is safe for use by several
// goroutines; loads must be one at a time.
type Store struct {
	driver   neo4j.DriverWithContext
	database string
	uri      string
}

// retryTime is how long a managed transaction is tried again. A server that
// was killed took 35 s to be back and have finished it.
const retryTime = 90 * time.Second

// Open connects to the database and checks that it answers.
func Open(ctx context.Context, c Config) (*Store, error) {
	auth := neo4j.NoAuth()
	if c.User != "" {
		auth = neo4j.BasicAuth(c.User, c.Password, "")
	}
	driver, err := neo4j.NewDriverWithContext(c.URI, auth, func(dc *config.Config) {
		dc.MaxTransactionRetryTime = retryTime
	})
	if err != nil {
		return nil, fmt.Errorf("connect to Neo4j at %s: %w", c.URI, err)
	}
	s := &Store{driver: driver, database: c.Database, uri: c.URI}
	if err := s.verify(ctx); err != nil {
		return nil, s.fault("connect to", errors.Join(err, driver.Close(ctx)))
	}
	return s, nil
}

// verify runs a statement: to be connected is not to have that database.
func (s *Store) verify(ctx context.Context) error {
	if err := s.driver.VerifyConnectivity(ctx); err != nil {
		return err
	}
	session := s.session(ctx, neo4j.AccessModeRead)
	defer session.Close(ctx)
	result, err := session.Run(ctx, "RETURN 1", nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// Close ends the connection.
func (s *Store) Close() error {
	return s.driver.Close(context.Background())
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: s.database})
}

// fault says what was being done, and marks an error as one of [ErrUnreachable]
// and [ErrUnauthorized] where it is.
func (s *Store) fault(doing string, err error) error {
	if err == nil {
		return nil
	}
	kind := kindOf(err)
	if kind == nil || errors.Is(err, kind) {
		return fmt.Errorf("%s Neo4j at %s: %w", doing, s.uri, err)
	}
	return fmt.Errorf("%s Neo4j at %s: %w: %w", doing, s.uri, kind, err)
}

func kindOf(err error) error {
	var answer *neo4j.Neo4jError
	var token *neo4j.TokenExpiredError
	var limit *neo4j.TransactionExecutionLimit
	switch {
	case errors.As(err, &token):
		return ErrUnauthorized
	case errors.As(err, &answer):
		switch {
		case strings.HasPrefix(answer.Code, "Neo.ClientError.Security."):
			return ErrUnauthorized
		case answer.Code == "Neo.ClientError.Database.DatabaseNotFound",
			answer.Code == "Neo.TransientError.General.DatabaseUnavailable":
			return ErrUnreachable
		}
		return nil
	case errors.As(err, &limit):
		for _, cause := range limit.Errors {
			if kind := kindOf(cause); kind != nil {
				return kind
			}
		}
		return nil
	case neo4j.IsConnectivityError(err):
		return ErrUnreachable
	}
	return nil
}

// schema returns the statements that make the constraints and indexes. They do
// nothing where those are. The cjk analyzer cuts Chinese into pairs of
// characters: 英伟 finds 英伟达 and nothing else.
func schema() []string {
	statements := append(graph.KeyConstraints(), "CREATE CONSTRAINT tombstone_id IF NOT EXISTS FOR (n:Tombstone) REQUIRE n.id IS UNIQUE",
		"CREATE INDEX document_copy_of IF NOT EXISTS FOR (n:Document) ON (n.copy_of)")
	for _, full := range []struct{ name, label, properties string }{
		{"entity_names", "Entity", "n.name, n.aliases"},
		{"document_titles", "Document", "n.title"},
		{"quote_texts", "Quote", "n.text"},
	} {
		statements = append(statements, fmt.Sprintf(
			"CREATE FULLTEXT INDEX %s IF NOT EXISTS FOR (n:%s) ON EACH [%s] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}",
			full.name, full.label, full.properties))
	}
	return append(statements, "CALL db.awaitIndexes(300)")
}

// ensureSchema makes the constraints and indexes and waits for them.
func (s *Store) ensureSchema(ctx context.Context, counters *graph.Counters) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(ctx)
	for _, statement := range schema() {
		result, err := session.Run(ctx, statement, nil)
		if err != nil {
			return err
		}
		summary, err := result.Consume(ctx)
		if err != nil {
			return err
		}
		counters.Add(countersOf(summary))
	}
	return nil
}

func countersOf(summary neo4j.ResultSummary) graph.Counters {
	c := summary.Counters()
	return graph.Counters{
		NodesCreated: int64(c.NodesCreated()), NodesDeleted: int64(c.NodesDeleted()),
		RelationshipsCreated: int64(c.RelationshipsCreated()), RelationshipsDeleted: int64(c.RelationshipsDeleted()),
		PropertiesSet: int64(c.PropertiesSet()),
		LabelsAdded:   int64(c.LabelsAdded()), LabelsRemoved: int64(c.LabelsRemoved()),
	}
}
