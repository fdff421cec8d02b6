package neo4j

import (
	"context"
	"slices"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/kg"
)

// refreshed is how many stale nodes one transaction recomputes.
const refreshed = 1000

// refresh recomputes what the batches, or a load that was killed, left stale:
// facts, figures and quotes first, so that an entity that goes has nothing
// left on it.
func (l *loader) refresh(ctx context.Context) error {
	for _, step := range []struct {
		label, key string
		f          func(t *transaction, keys []string) error
	}{
		{graph.FactLabel, "id", l.refreshFacts},
		{graph.MetricLabel, "id", l.refreshMetrics},
		{graph.QuoteLabel, "id", l.refreshQuotes},
		{graph.SiteLabel, "domain", l.refreshSites},
		{"Entity", "key", l.refreshEntities},
	} {
		for more := true; more; {
			err := l.write(ctx, func(t *transaction) error {
				keys, err := t.stale(step.label, step.key)
				if more = len(keys) > 0; !more || err != nil {
					return err
				}
				return step.f(t, keys)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// stale returns the keys of some stale nodes.
func (t *transaction) stale(label, key string) (keys []string, err error) {
	err = t.read(someStale(label, key), map[string]any{"limit": refreshed}, func(row []any) {
		keys = append(keys, row[0].(string))
	})
	return keys, err
}

// supports reads the evidence of nodes.
func (t *transaction) supports(label string, keys []string) (map[string][]graph.Support, error) {
	all := map[string][]graph.Support{}
	err := t.read(readEvidence(label), map[string]any{"keys": keys}, func(row []any) {
		key := row[0].(string)
		e := evidenceOf(row[4].(map[string]any))
		all[key] = append(all[key], e.Support(row[1].(string), text(row[2]), text(row[3])))
	})
	return all, err
}

// evidenceOf rebuilds what a fold needs of evidence from its properties.
func evidenceOf(properties map[string]any) graph.Evidence {
	e := graph.Evidence{Modality: kg.Modality(text(properties["modality"])), Bound: kg.Bound(text(properties["bound"]))}
	e.Confidence, _ = properties["confidence"].(float64)
	if value, ok := properties["value"].(float64); ok {
		e.Value = &value
	}
	for _, name := range graph.EvidenceQualifiers() {
		if v := properties[name]; v != nil {
			if e.Qualifiers == nil {
				e.Qualifiers = kg.Qualifiers{}
			}
			e.Qualifiers[name] = v
		}
	}
	return e
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

// without returns the keys that the map has nothing of, sorted.
func without[V any](keys []string, has map[string][]V) (none []string) {
	for _, k := range keys {
		if len(has[k]) == 0 {
			none = append(none, k)
		}
	}
	slices.Sort(none)
	return none
}

func (l *loader) refreshFacts(t *transaction, keys []string) error {
	supports, err := t.supports(graph.FactLabel, keys)
	if err != nil {
		return err
	}
	var rows, derived []map[string]any
	err = t.read(readFacts, map[string]any{"keys": keys}, func(row []any) {
		f := graph.FactClaim{ID: row[0].(string), Subject: row[1].(string), Predicate: kg.Predicate(row[2].(string)),
			Object: row[3].(string), Identity: map[string]string{}}
		for i, name := range []string{"title", "round", "product", "on"} {
			if s := text(row[4+i]); s != "" {
				f.Identity[name] = s
			}
		}
		if len(supports[f.ID]) == 0 { // its relationship goes, of whatever type
			derived = append(derived, map[string]any{"key": f.ID, "subject": f.Subject, "object": f.Object, "type": ""})
			return
		}
		rows = append(rows, factRow(f, graph.FoldSupport(supports[f.ID], l.copies)))
	})
	if err != nil {
		return err
	}
	if err := t.run(deleteDerived(), "rows", append(derived, rows...)); err != nil {
		return err
	}
	if err := t.runKeys(deleteFacts, "keys", without(keys, supports)); err != nil {
		return err
	}
	if err := t.run(putFacts, "rows", rows); err != nil {
		return err
	}
	return t.run(putDerived, "rows", rows)
}

func (l *loader) refreshMetrics(t *transaction, keys []string) error {
	supports, err := t.supports(graph.MetricLabel, keys)
	if err != nil {
		return err
	}
	var rows []map[string]any
	err = t.read(readMetrics, map[string]any{"keys": keys}, func(row []any) {
		m := graph.MetricClaim{ID: row[0].(string), Subject: row[1].(string), Kind: kg.Kind(row[2].(string)), Unit: row[3].(string)}
		if len(supports[m.ID]) > 0 {
			rows = append(rows, metricRow(m, graph.FoldSupport(supports[m.ID], l.copies)))
		}
	})
	if err != nil {
		return err
	}
	if err := t.runKeys(deleteMetrics, "keys", without(keys, supports)); err != nil {
		return err
	}
	return t.run(putMetrics, "rows", rows)
}

// refreshQuotes deletes the quotes that no document has any more; nothing of
// the others changes with their evidence.
func (l *loader) refreshQuotes(t *transaction, keys []string) error {
	return t.runKeys(refreshQuotes, "keys", keys)
}

// refreshSites deletes the sites that no document is from any more.
func (l *loader) refreshSites(t *transaction, keys []string) error {
	return t.runKeys(refreshSites, "keys", keys)
}

func (l *loader) refreshEntities(t *transaction, keys []string) error {
	folds := map[string]*graph.EntityFold{}
	for _, key := range keys {
		folds[key] = &graph.EntityFold{}
	}
	err := t.read(readMentions, map[string]any{"keys": keys}, func(row []any) {
		folds[row[0].(string)].Add(texts(row[1]), numbers(row[2]), graph.SeenAt(text(row[3]), text(row[4])))
	})
	if err != nil {
		return err
	}
	var rows []map[string]any
	var gone []string
	for _, key := range keys {
		if folds[key].Documents == 0 {
			gone = append(gone, key)
			continue
		}
		rows = append(rows, map[string]any{"key": key, "node": folds[key].Row(key, l.opts.KnownOf(key)).Properties()})
	}
	if err := t.runKeys(deleteEntities, "keys", gone); err != nil {
		return err
	}
	return t.run(putEntities, "rows", rows)
}

// numbers turns a list of integers of the driver's into one of Go's.
func numbers(list any) []int64 {
	elements, _ := list.([]any)
	out := make([]int64, len(elements))
	for i, e := range elements {
		out[i], _ = e.(int64)
	}
	return out
}
