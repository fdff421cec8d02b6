package graph

import "fmt"

// LoadReport is what a load did.
type LoadReport struct {
	New       int64 // documents by what was done with them
	Changed   int64
	Unchanged int64
	Withdrawn int64 // tombstones that took a document away, or stand for one never loaded
	Older     int64 // versions that another version of the same document supersedes

	Nodes         int64 // in the graph afterwards, runs left out
	Relationships int64

	Counters Counters         // what the store itself counted
	Dropped  []Drop           // the first of what the ontology does not hold
	Reasons  map[string]int64 // how much was dropped for each reason
}

// Counters are the changes that a store counted. A load that found nothing to
// do has the zero value.
type Counters struct {
	NodesCreated, NodesDeleted                 int64
	RelationshipsCreated, RelationshipsDeleted int64
	PropertiesSet                              int64
	LabelsAdded, LabelsRemoved                 int64
}

// Add adds the changes of another statement.
func (c *Counters) Add(d Counters) {
	c.NodesCreated += d.NodesCreated
	c.NodesDeleted += d.NodesDeleted
	c.RelationshipsCreated += d.RelationshipsCreated
	c.RelationshipsDeleted += d.RelationshipsDeleted
	c.PropertiesSet += d.PropertiesSet
	c.LabelsAdded += d.LabelsAdded
	c.LabelsRemoved += d.LabelsRemoved
}

// String gives the report in one line.
func (r *LoadReport) String() string {
	var dropped int64
	for _, n := range r.Reasons {
		dropped += n
	}
	return fmt.Sprintf("%d documents new, %d changed, %d unchanged, %d withdrawn; %d nodes, %d relationships; %d dropped",
		r.New, r.Changed, r.Unchanged, r.Withdrawn, r.Nodes, r.Relationships, dropped)
}

// maxListed bounds the list of what was dropped; Reasons counts all.
const maxListed = 1000

// Drop counts what did not reach the graph.
func (r *LoadReport) Drop(drops []Drop) {
	if r.Reasons == nil && len(drops) > 0 {
		r.Reasons = map[string]int64{}
	}
	for _, d := range drops {
		r.Reasons[d.What+": "+d.Reason]++
		if len(r.Dropped) < maxListed {
			r.Dropped = append(r.Dropped, d)
		}
	}
}

// Run is one nightly run, written as a node that stands outside the digest.
type Run struct {
	ID                string // UTC start time
	Started, Finished string // RFC 3339
	Rules             string // hash of lexicon, rules and tagger
	New, Changed      int64  // documents, as in [LoadReport]
	Unchanged         int64
	Withdrawn         int64
}

// Row returns the run's node.
func (r Run) Row() Row {
	return nodeRow(RunLabel, r.ID, r.Started, r.Finished, r.Rules, r.New, r.Changed, r.Unchanged, r.Withdrawn)
}
