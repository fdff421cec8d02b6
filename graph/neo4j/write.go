package neo4j

import (
	"context"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// transaction counts what its statements change.
type transaction struct {
	ctx      context.Context
	tx       neo4j.ManagedTransaction
	counters graph.Counters
}

// run runs a writing statement over rows; without rows it does nothing.
func (t *transaction) run(statement, param string, rows []map[string]any) error {
	if len(rows) == 0 {
		return nil
	}
	return t.execute(statement, map[string]any{param: rows})
}

func (t *transaction) runKeys(statement, param string, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	return t.execute(statement, map[string]any{param: keys})
}

func (t *transaction) execute(statement string, params map[string]any) error {
	result, err := t.tx.Run(t.ctx, statement, params)
	if err != nil {
		return err
	}
	summary, err := result.Consume(t.ctx)
	if err != nil {
		return err
	}
	t.counters.Add(countersOf(summary))
	return nil
}

// read gives each row of a reading statement to f.
func (t *transaction) read(statement string, params map[string]any, f func(row []any)) error {
	result, err := t.tx.Run(t.ctx, statement, params)
	if err != nil {
		return err
	}
	for result.Next(t.ctx) {
		f(result.Record().Values)
	}
	return result.Err()
}

// write runs f in a managed transaction: f may run again after a lost
// connection, even if the first time was committed.
func (l *loader) write(ctx context.Context, f func(*transaction) error) error {
	counters, err := neo4j.ExecuteWrite(ctx, l.session, func(tx neo4j.ManagedTransaction) (graph.Counters, error) {
		t := transaction{ctx: ctx, tx: tx}
		err := f(&t)
		return t.counters, err
	})
	l.report.Counters.Add(counters)
	return err
}

// changes are the documents of a batch by what is done with them.
type changes struct {
	put, bury   []*graph.Contribution // their contribution goes in; their document goes
	retracted   []string              // documents whose old contribution goes
	unburied    []string              // withdrawn documents that are back
	copyChanged []string              // documents that reprint another one than before, or none
	touched     []map[string]any      // documents fetched again
	tombstones  []map[string]any      // withdrawn documents fetched again
}

// batch loads contributions in one transaction.
func (l *loader) batch(ctx context.Context, contributions []*graph.Contribution) error {
	if len(contributions) == 0 {
		return nil
	}
	for _, c := range contributions {
		if c.Document.CopyOf != "" && !c.Document.Withdrawn {
			l.copies[c.Document.ID] = c.Document.CopyOf
		} else {
			delete(l.copies, c.Document.ID)
		}
	}
	var report graph.LoadReport
	err := l.write(ctx, func(t *transaction) error {
		report = graph.LoadReport{}
		all, err := gate(ctx, t.tx, contributions) // again: a lost answer may have been a commit
		if err != nil {
			return err
		}
		return l.apply(t, l.changes(contributions, all, &report))
	})
	if err != nil {
		return err
	}
	l.report.New += report.New
	l.report.Changed += report.Changed
	l.report.Unchanged += report.Unchanged
	l.report.Withdrawn += report.Withdrawn
	for _, c := range contributions {
		l.handled[c.Document.ID] = true
		l.report.Drop(c.Dropped)
	}
	return nil
}

func (l *loader) changes(contributions []*graph.Contribution, all map[string]held, report *graph.LoadReport) changes {
	var ch changes
	for _, c := range contributions {
		id := c.Document.ID
		h, known := all[id]
		switch l.decide(c, h, known) {
		case skip, keep:
			report.Unchanged++
			continue
		case touch:
			report.Unchanged++
			row := map[string]any{"id": id, "fetched": c.Document.Fetched}
			if h.withdrawn {
				ch.tombstones = append(ch.tombstones, row)
			} else {
				ch.touched = append(ch.touched, row)
			}
			continue
		}
		if known && !h.withdrawn {
			ch.retracted = append(ch.retracted, id)
		}
		if h.copyOf != c.Document.CopyOf || c.Document.Withdrawn {
			ch.copyChanged = append(ch.copyChanged, id)
		}
		switch {
		case c.Document.Withdrawn:
			report.Withdrawn++
			ch.bury = append(ch.bury, c)
		case known && !h.withdrawn:
			report.Changed++
			ch.put = append(ch.put, c)
		default:
			report.New++
			ch.put = append(ch.put, c)
			if h.withdrawn {
				ch.unburied = append(ch.unburied, id)
			}
		}
	}
	return ch
}

// apply writes the changes.
func (l *loader) apply(t *transaction, ch changes) error {
	steps := []func() error{
		func() error { return t.run(touchDocument, "rows", ch.touched) },
		func() error { return t.run(touchTombstone, "rows", ch.tombstones) },
		func() error { return t.runKeys(staleCopies, "ids", ch.copyChanged) }, // while old reprints are still joined
		func() error { return t.runKeys(retractEvidence, "ids", ch.retracted) },
		func() error { return t.runKeys(retractMentions, "ids", ch.retracted) },
		func() error { return t.runKeys(retractSite, "ids", ch.retracted) },
		func() error { return t.runKeys(retractCopy, "ids", ch.retracted) },
		func() error { return t.run(buryDocument, "rows", tombstones(ch.bury)) },
		func() error { return t.runKeys(unbury, "ids", ch.unburied) },
		func() error { return t.run(putDocuments, "rows", documentRows(ch.put)) },
		func() error { return t.run(putSites, "rows", siteRows(ch.put)) },
		func() error { return t.runKeys(putCopies, "ids", documentIDs(ch.put)) },
		func() error { return t.runKeys(putCopied, "ids", documentIDs(ch.put)) },
		func() error { return t.runKeys(staleCopies, "ids", ch.copyChanged) }, // now that new ones are
		func() error { return l.putEntities(t, ch.put) },
		func() error { return l.putFacts(t, ch.put) },
		func() error { return l.putMetrics(t, ch.put) },
		func() error { return l.putQuotes(t, ch.put) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func tombstones(contributions []*graph.Contribution) (rows []map[string]any) {
	for _, c := range contributions {
		rows = append(rows, map[string]any{"id": c.Document.ID, "fetched": c.Document.Fetched, "hash": c.Hash})
	}
	return rows
}

func documentRows(contributions []*graph.Contribution) (rows []map[string]any) {
	for _, c := range contributions {
		rows = append(rows, c.Row().Properties())
	}
	return rows
}

func siteRows(contributions []*graph.Contribution) (rows []map[string]any) {
	for _, c := range contributions {
		if c.Document.Site != "" {
			rows = append(rows, map[string]any{"id": c.Document.ID, "site": c.Document.Site})
		}
	}
	return rows
}

// missing returns which of the keys no node has, sorted, and marks the nodes
// of the others as stale.
func (t *transaction) missing(label, key string, keys []string) ([]string, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	there := map[string]bool{}
	var fresh []string
	err := t.read(find(label, key), map[string]any{"keys": keys}, func(row []any) {
		there[row[0].(string)] = true
		if stale := row[1].(bool); !stale {
			fresh = append(fresh, row[0].(string))
		}
	})
	if err != nil {
		return nil, err
	}
	if err := t.runKeys(markStale(label, key), "keys", fresh); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(keys, func(k string) bool { return there[k] }), nil
}

// putEntities makes the entities that are not there, of what the batch says of
// them, and joins the documents to all of theirs.
func (l *loader) putEntities(t *transaction, contributions []*graph.Contribution) error {
	folds := map[string]*graph.EntityFold{}
	known := map[string]graph.Known{}
	var mentions []map[string]any
	for _, c := range contributions {
		for _, m := range c.Mentions {
			if folds[m.Key] == nil {
				folds[m.Key] = &graph.EntityFold{}
			}
			folds[m.Key].Add(m.Names, m.Times, c.Document.Seen())
			known[m.Key] = m.Known
			mentions = append(mentions, relationRow(m.Row(c.Document.ID)))
		}
	}
	keys, err := t.missing("Entity", "key", slices.Sorted(maps.Keys(folds)))
	if err != nil {
		return err
	}
	var rows []map[string]any
	for _, key := range keys {
		node := folds[key].Row(key, known[key])
		rows = append(rows, map[string]any{"label": node.Table.Name, "node": node.Properties()})
	}
	if err := t.run(createEntities, "rows", rows); err != nil {
		return err
	}
	return t.run(putMentions, "rows", mentions)
}

func relationRow(r graph.Row) map[string]any {
	return map[string]any{"from": r.From.Key, "to": r.To.Key, "properties": r.Properties()}
}

func (l *loader) putFacts(t *transaction, contributions []*graph.Contribution) error {
	claims := map[string]graph.FactClaim{}
	supports := map[string][]graph.Support{}
	var evidence []map[string]any
	for _, c := range contributions {
		d := &c.Document
		for _, f := range c.Facts {
			claims[f.ID] = f
			supports[f.ID] = append(supports[f.ID], f.Evidence.Support(d.ID, d.Published, d.Fetched))
			evidence = append(evidence, relationRow(f.Evidence.Row(graph.FactLabel, f.ID, d.ID)))
		}
	}
	ids, err := t.missing(graph.FactLabel, "id", slices.Sorted(maps.Keys(claims)))
	if err != nil {
		return err
	}
	var rows []map[string]any
	for _, id := range ids {
		rows = append(rows, factRow(claims[id], graph.FoldSupport(supports[id], l.copies)))
	}
	if err := t.run(createFacts, "rows", rows); err != nil {
		return err
	}
	return t.run(putEvidence(graph.FactLabel), "rows", evidence)
}

// factRow is a fact with its ends and its relationship between them.
func factRow(f graph.FactClaim, fold graph.Fold) map[string]any {
	node, _, derived := f.Rows(fold)
	return map[string]any{"key": f.ID, "node": node.Properties(), "subject": f.Subject, "object": f.Object,
		"type": derived.Table.Name, "derived": derived.Properties()}
}

func (l *loader) putMetrics(t *transaction, contributions []*graph.Contribution) error {
	claims := map[string]graph.MetricClaim{}
	supports := map[string][]graph.Support{}
	var evidence []map[string]any
	for _, c := range contributions {
		d := &c.Document
		for _, m := range c.Metrics {
			claims[m.ID] = m
			supports[m.ID] = append(supports[m.ID], m.Evidence.Support(d.ID, d.Published, d.Fetched))
			evidence = append(evidence, relationRow(m.Evidence.Row(graph.MetricLabel, m.ID, d.ID)))
		}
	}
	ids, err := t.missing(graph.MetricLabel, "id", slices.Sorted(maps.Keys(claims)))
	if err != nil {
		return err
	}
	var rows []map[string]any
	for _, id := range ids {
		rows = append(rows, metricRow(claims[id], graph.FoldSupport(supports[id], l.copies)))
	}
	if err := t.run(createMetrics, "rows", rows); err != nil {
		return err
	}
	return t.run(putEvidence(graph.MetricLabel), "rows", evidence)
}

func metricRow(m graph.MetricClaim, fold graph.Fold) map[string]any {
	node, _ := m.Rows(fold)
	return map[string]any{"key": m.ID, "node": node.Properties(), "subject": m.Subject}
}

func (l *loader) putQuotes(t *transaction, contributions []*graph.Contribution) error {
	claims := map[string]graph.QuoteClaim{}
	var evidence []map[string]any
	for _, c := range contributions {
		for _, q := range c.Quotes {
			claims[q.ID] = q
			evidence = append(evidence, relationRow(q.Evidence.Row(graph.QuoteLabel, q.ID, c.Document.ID)))
		}
	}
	ids, err := t.missing(graph.QuoteLabel, "id", slices.Sorted(maps.Keys(claims)))
	if err != nil {
		return err
	}
	var rows []map[string]any
	for _, id := range ids {
		q := claims[id]
		node, _ := q.Rows()
		rows = append(rows, map[string]any{"node": node.Properties(), "subject": q.Speaker})
	}
	if err := t.run(createQuotes, "rows", rows); err != nil {
		return err
	}
	return t.run(putEvidence(graph.QuoteLabel), "rows", evidence)
}
