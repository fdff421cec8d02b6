package graph

import (
	"cmp"
	"errors"
	"iter"
	"maps"
	"slices"

	"github.com/newsgraph/newsgraph/kg"
)

// Version tells which of several versions of one document is current: the one
// fetched last, of those fetched at one time the one with the greatest hash.
type Version struct {
	Fetched string // RFC 3339
	Hash    string // of the contribution
}

// Version returns the version of the document that the contribution is of.
func (c *Contribution) Version() Version { return Version{c.Document.Fetched, c.Hash} }

// VersionOf reads a row of a store's answer: a document's id, when it was fetched, and
// the hash of its contribution.
func VersionOf(row []any) (id string, v Version) {
	id, _ = row[0].(string)
	v.Fetched, _ = row[1].(string)
	v.Hash, _ = row[2].(string)
	return id, v
}

// Compare orders versions of one document; the greater is current.
func (v Version) Compare(w Version) int {
	return cmp.Or(cmp.Compare(instant(v.Fetched), instant(w.Fetched)), cmp.Compare(v.Fetched, w.Fetched),
		cmp.Compare(v.Hash, w.Hash))
}

// maxFaults bounds how many broken lines one error lists.
const maxFaults = 100

// Rows gives the whole graph of the extractions as rows: every node and every
// relationship once, the same set in whatever order the extractions come. A
// document's own rows come first, then what the documents add up to.
//
// It ranges over the extractions twice, to find the current version of each
// document and to read those, and keeps no sentence in memory. An error of the
// extractions stops it before the first row, all of them joined; an error of
// emit stops it at once.
func Rows(extractions iter.Seq2[*kg.Extraction, error], opts Options, emit func(Row) error) (*LoadReport, error) {
	report := &LoadReport{}
	current, err := currentVersions(extractions, opts)
	if err != nil {
		return nil, err
	}
	s := snapshot{opts: opts, emit: emit, copies: Copies{}, documents: map[string]bool{}, sites: map[string]bool{},
		entities: map[string]*EntityFold{}, facts: map[string]*factFold{}, metrics: map[string]*metricFold{},
		quotes: map[string]bool{}}
	for x, err := range extractions {
		if err != nil {
			return nil, err
		}
		c := Contribute(x, opts)
		if _, done := s.documents[x.Document]; done || current[x.Document].Version != c.Version() {
			report.Older++
			continue
		}
		report.Drop(c.Dropped)
		s.documents[x.Document] = !c.Document.Withdrawn
		if c.Document.Withdrawn {
			report.Withdrawn++
			continue
		}
		report.New++
		if err := s.add(c); err != nil {
			return nil, err
		}
	}
	if err := s.finish(); err != nil {
		return nil, err
	}
	report.Nodes, report.Relationships = s.nodes, s.relationships
	report.Counters.NodesCreated, report.Counters.RelationshipsCreated = s.nodes, s.relationships
	return report, nil
}

// Current returns the current version of each document, with the hash "" where it is
// withdrawn. Its error joins those of the extractions.
func Current(extractions iter.Seq2[*kg.Extraction, error], opts Options) (map[string]Version, error) {
	versions, err := currentVersions(extractions, opts)
	current := make(map[string]Version, len(versions))
	for id, v := range versions {
		if v.withdrawn {
			v.Hash = ""
		}
		current[id] = v.Version
	}
	return current, err
}

// currentVersion is the greatest version of a document.
type currentVersion struct {
	Version
	withdrawn bool
}

// currentVersions finds the current version of each document.
func currentVersions(extractions iter.Seq2[*kg.Extraction, error], opts Options) (map[string]currentVersion, error) {
	current := map[string]currentVersion{}
	var faults []error
	for x, err := range extractions {
		if err != nil {
			faults = append(faults, err)
			if len(faults) == maxFaults {
				break
			}
			continue
		}
		c := Contribute(x, opts)
		if old, ok := current[x.Document]; !ok || c.Version().Compare(old.Version) > 0 {
			current[x.Document] = currentVersion{c.Version(), c.Document.Withdrawn}
		}
	}
	return current, errors.Join(faults...)
}

// snapshot is the state of one [Rows].
type snapshot struct {
	opts      Options
	emit      func(Row) error
	copies    Copies
	documents map[string]bool // all that were seen; whether they are in the graph
	sites     map[string]bool
	entities  map[string]*EntityFold
	facts     map[string]*factFold
	metrics   map[string]*metricFold
	quotes    map[string]bool

	nodes, relationships int64
}

type factFold struct {
	claim    FactClaim // its evidence left out
	supports []Support
}

type metricFold struct {
	claim    MetricClaim // its evidence left out
	supports []Support
}

func (s *snapshot) put(rows ...Row) error {
	for _, r := range rows {
		if r.Table.IsNode() {
			s.nodes++
		} else {
			s.relationships++
		}
		if err := s.emit(r); err != nil {
			return err
		}
	}
	return nil
}

// add emits the rows that one document alone makes and remembers the rest.
func (s *snapshot) add(c *Contribution) error {
	d := &c.Document
	rows := []Row{c.Row()}
	if d.CopyOf != "" {
		s.copies[d.ID] = d.CopyOf
	}
	if d.Site != "" {
		s.sites[d.Site] = true
		rows = append(rows, relRow(FromType, End{DocumentLabel, d.ID}, End{SiteLabel, d.Site}))
	}
	for _, m := range c.Mentions {
		rows = append(rows, m.Row(d.ID))
		if s.entities[m.Key] == nil {
			s.entities[m.Key] = &EntityFold{}
		}
		s.entities[m.Key].Add(m.Names, m.Times, d.Seen())
	}
	for _, f := range c.Facts {
		rows = append(rows, f.Evidence.Row(FactLabel, f.ID, d.ID))
		if s.facts[f.ID] == nil {
			s.facts[f.ID] = &factFold{claim: FactClaim{f.ID, f.Subject, f.Predicate, f.Object, f.Identity, Evidence{}}}
		}
		s.facts[f.ID].supports = append(s.facts[f.ID].supports, f.Evidence.Support(d.ID, d.Published, d.Fetched))
	}
	for _, m := range c.Metrics {
		rows = append(rows, m.Evidence.Row(MetricLabel, m.ID, d.ID))
		if s.metrics[m.ID] == nil {
			s.metrics[m.ID] = &metricFold{claim: MetricClaim{m.ID, m.Subject, m.Kind, m.Unit, When{}, Evidence{}}}
		}
		s.metrics[m.ID].supports = append(s.metrics[m.ID].supports, m.Evidence.Support(d.ID, d.Published, d.Fetched))
	}
	for _, q := range c.Quotes {
		rows = append(rows, q.Evidence.Row(QuoteLabel, q.ID, d.ID))
		if !s.quotes[q.ID] {
			s.quotes[q.ID] = true
			node, said := q.Rows()
			rows = append(rows, node, said)
		}
	}
	return s.put(rows...)
}

// finish emits what the documents add up to.
func (s *snapshot) finish() error {
	for _, key := range slices.Sorted(maps.Keys(s.entities)) {
		if err := s.put(s.entities[key].Row(key, s.opts.KnownOf(key))); err != nil {
			return err
		}
	}
	for _, domain := range slices.Sorted(maps.Keys(s.sites)) {
		if err := s.put(nodeRow(SiteLabel, domain)); err != nil {
			return err
		}
	}
	for _, document := range slices.Sorted(maps.Keys(s.copies)) {
		original := s.copies[document]
		if !s.documents[original] {
			continue
		}
		if err := s.put(relRow(CopyOfType, End{DocumentLabel, document}, End{DocumentLabel, original})); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.facts)) {
		f := s.facts[id]
		node, ends, derived := f.claim.Rows(FoldSupport(f.supports, s.copies))
		if err := s.put(node, ends[0], ends[1], derived); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.metrics)) {
		m := s.metrics[id]
		node, has := m.claim.Rows(FoldSupport(m.supports, s.copies))
		if err := s.put(node, has); err != nil {
			return err
		}
	}
	return nil
}
