// Package graph says what is written into the graph: in go extractions, out
// come contributions, rows, and the digest of a whole graph. It is pure; the
// stores beneath it say how.
//
// The files in the order in which data passes:
//
//   - schema.go: the nodes, relationships and properties of the graph
//   - identity.go, decision.go: identity.tsv, which routes the keys of the extractions
//   - naming.go: what is known of names, and which entities one means
//   - learn.go: the lines of identity.tsv that documents prove (latest.go: by their current versions)
//   - decide.go: the lines of it that somebody wants, checked
//   - explain.go, history.go: why an entity's names are one thing, and what is said of it over time
//   - contribution.go, ids.go, when.go: an extraction to a document's contribution
//   - fold.go, entity.go: the evidence of many documents to one fact, figure or entity
//   - row.go: contributions and folds to nodes and relationships
//   - snapshot.go: all extractions to all rows
//   - element.go, digest.go: nodes and relationships of a graph to one hash
//   - compare.go: in what two graphs differ
//   - evidence.go: whether sentences stand where it is said
//   - report.go, result.go: what a load and a query give back
//   - queries.go, queries/*.cypher: questions that are asked again and again
package graph
