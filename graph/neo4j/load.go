package neo4j

import (
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/kg"
)

// Sizes of what is read and written at a time. Of 1,000 to 20,000 rows a
// transaction only 20,000 were slower than the rest.
const (
	pageDocuments = 1000 // documents that one look at the database decides about
	batchRows     = 2500 // rows of one write transaction
	maxFaults     = 100  // broken lines that one error lists
)

// Load puts the extractions into the graph: documents that the database holds
// as they are cost one look, those that changed replace their own contribution,
// withdrawn ones go. Of several versions of one document the one fetched last
// is taken, whichever comes first; one fetched at the same time as that in the
// database, but read otherwise since, replaces it.
//
// Documents are committed in batches, so an error leaves whole documents; the
// same load again ends the work. Broken lines of the extractions are left out
// and returned as one error after everything else was loaded.
func (s *Store) Load(ctx context.Context, extractions iter.Seq2[*kg.Extraction, error], opts graph.Options) (*graph.LoadReport, error) {
	l := loader{store: s, opts: opts, report: &graph.LoadReport{}, copies: graph.Copies{}, handled: map[string]bool{}}
	faults, err := l.load(ctx, extractions)
	if err != nil {
		return nil, s.fault("load into", err)
	}
	return l.report, errors.Join(faults...)
}

// loader is the state of one [Store.Load].
type loader struct {
	store   *Store
	session neo4j.SessionWithContext
	opts    graph.Options
	report  *graph.LoadReport
	copies  graph.Copies    // of all documents of the database that reprint another
	handled map[string]bool // documents that this load has met
}

func (l *loader) load(ctx context.Context, extractions iter.Seq2[*kg.Extraction, error]) (faults []error, err error) {
	if err := l.store.ensureSchema(ctx, &l.report.Counters); err != nil {
		return nil, err
	}
	l.session = l.store.session(ctx, neo4j.AccessModeWrite)
	defer l.session.Close(ctx)
	if err := l.readCopies(ctx); err != nil {
		return nil, err
	}
	var page []*graph.Contribution
	for x, err := range extractions {
		if err != nil {
			if faults = append(faults, err); len(faults) == maxFaults {
				break
			}
			continue
		}
		page = append(page, graph.Contribute(x, l.opts))
		if len(page) == pageDocuments {
			if err := l.page(ctx, page); err != nil {
				return nil, err
			}
			page = page[:0]
		}
	}
	if err := l.page(ctx, page); err != nil {
		return nil, err
	}
	if err := l.refresh(ctx); err != nil {
		return nil, err
	}
	return faults, l.count(ctx)
}

// held is what the database holds of a document.
type held struct {
	version   graph.Version
	copyOf    string
	withdrawn bool
}

// What is to be done with a version of a document.
type action int

const (
	skip    action = iota // another version is newer
	keep                  // it is there as it is
	touch                 // it is there, fetched earlier
	create                // it is not there
	replace               // another version is there
)

// decide compares a contribution with what the database holds of its document.
// Of two versions fetched at one time the greater is current where one load
// brings both; a load that brings one alone has read the document anew.
func (l *loader) decide(c *graph.Contribution, h held, known bool) action {
	v := c.Version()
	switch {
	case !known:
		return create
	case v == h.version:
		return keep
	case v.Hash == h.version.Hash && v.Compare(h.version) > 0:
		return touch
	case v.Hash == h.version.Hash:
		return keep
	case v.Compare(h.version) > 0:
		return replace
	case v.Fetched == h.version.Fetched && !l.handled[c.Document.ID]:
		return replace
	}
	return skip
}

// page loads the contributions whose documents are new or changed.
func (l *loader) page(ctx context.Context, page []*graph.Contribution) error {
	page = l.latest(page)
	if len(page) == 0 {
		return nil
	}
	all, err := neo4j.ExecuteRead(ctx, l.session, func(tx neo4j.ManagedTransaction) (map[string]held, error) {
		return gate(ctx, tx, page)
	})
	if err != nil {
		return err
	}
	var batch []*graph.Contribution
	rows := 0
	for _, c := range page {
		h, known := all[c.Document.ID]
		switch l.decide(c, h, known) {
		case skip:
			l.report.Older++
			continue
		case keep:
			l.report.Unchanged++
			l.handled[c.Document.ID] = true
			continue
		}
		batch = append(batch, c)
		rows += 1 + len(c.Mentions) + len(c.Facts) + len(c.Metrics) + len(c.Quotes)
		if rows >= batchRows {
			if err := l.batch(ctx, batch); err != nil {
				return err
			}
			batch, rows = batch[:0], 0
		}
	}
	return l.batch(ctx, batch)
}

// latest leaves of several versions of one document the greatest.
func (l *loader) latest(page []*graph.Contribution) []*graph.Contribution {
	at := map[string]int{}
	var kept []*graph.Contribution
	for _, c := range page {
		i, twice := at[c.Document.ID]
		switch {
		case !twice:
			at[c.Document.ID] = len(kept)
			kept = append(kept, c)
			continue
		case c.Version().Compare(kept[i].Version()) > 0:
			kept[i] = c
		}
		l.report.Older++
	}
	return kept
}

// gate reads what the database holds of the documents.
func gate(ctx context.Context, tx neo4j.ManagedTransaction, contributions []*graph.Contribution) (map[string]held, error) {
	all := map[string]held{}
	result, err := tx.Run(ctx, gateStatement, map[string]any{"ids": documentIDs(contributions)})
	if err != nil {
		return nil, err
	}
	for result.Next(ctx) {
		v := result.Record().Values
		hash, known := v[1].(string)
		if !known {
			continue
		}
		copyOf, _ := v[3].(string)
		all[v[0].(string)] = held{graph.Version{Fetched: v[2].(string), Hash: hash}, copyOf, v[4].(bool)}
	}
	return all, result.Err()
}

func documentIDs(contributions []*graph.Contribution) []string {
	ids := make([]string, 0, len(contributions))
	for _, c := range contributions {
		ids = append(ids, c.Document.ID)
	}
	return slices.Sorted(slices.Values(ids))
}

// readCopies reads which documents reprint others.
func (l *loader) readCopies(ctx context.Context) error {
	return l.store.each(ctx, `MATCH (d:Document) WHERE d.copy_of IS NOT NULL RETURN d.id, d.copy_of`, func(row []any) error {
		l.copies[row[0].(string)] = row[1].(string)
		return nil
	})
}

// Versions returns the version of each document that the database holds, and with
// the hash "" that of each that is withdrawn.
func (s *Store) Versions(ctx context.Context) (map[string]graph.Version, error) {
	held := map[string]graph.Version{}
	err := s.each(ctx, `MATCH (d:Document) RETURN d.id AS id, d.fetched AS fetched, d.hash AS hash
		UNION ALL MATCH (t:Tombstone) RETURN t.id AS id, t.fetched AS fetched, "" AS hash`, func(row []any) error {
		id, v := graph.VersionOf(row)
		held[id] = v
		return nil
	})
	return held, err
}

// count reads how large the graph is now, from the store's own counts.
func (l *loader) count(ctx context.Context) error {
	return l.store.each(ctx, `MATCH (n) WITH count(n) AS nodes
		CALL () { MATCH (n:Run) RETURN count(n) AS runs }
		CALL () { MATCH (n:Tombstone) RETURN count(n) AS tombstones }
		CALL () { MATCH ()-[r]->() RETURN count(r) AS relationships }
		RETURN nodes - runs - tombstones, relationships`, func(row []any) error {
		l.report.Nodes, l.report.Relationships = row[0].(int64), row[1].(int64)
		return nil
	})
}

// WriteRun writes a run's node, which stands outside the digest.
func (s *Store) WriteRun(ctx context.Context, run graph.Run) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(ctx)
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		result, err := tx.Run(ctx, `MERGE (r:Run {id: $run.id}) SET r = $run`, map[string]any{"run": run.Row().Properties()})
		if err != nil {
			return nil, err
		}
		return result.Consume(ctx)
	})
	return s.fault("write a run into", err)
}
