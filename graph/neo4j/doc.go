// Package neo4j keeps the graph in a Neo4j server, the store of record. In go
// extractions, contribution by contribution, and only what changed is written;
// in go queries and out come their answers.
//
// The files in the order in which data passes:
//
//   - store.go: connecting, the schema, and which errors mean what
//   - load.go: extractions to contributions, and those that changed to batches
//   - write.go: one batch to one transaction
//   - refresh.go: what the touched facts, figures and entities add up to now
//   - statements.go: the Cypher of the two
//   - query.go: a query to its answer
//   - elements.go: the whole graph, and its hash
//   - check.go: whether constraints and indexes are there
//
// Beside the graph itself a database holds two labels that are the loader's
// own: :Stale marks a node whose evidence changed and whose properties were not
// recomputed yet (a killed load leaves some, the next one ends the work), and
// (:Tombstone {id, fetched, hash}) remembers that a document is withdrawn, so
// that an older version of it is not taken for new.
package neo4j
