// Package kuzu keeps the graph in one file, with no server. In go all
// extractions and out comes a snapshot that is never changed; in go queries in
// Neo4j's Cypher and out come the answers that Neo4j would give.
//
// The files in the order in which data passes:
//
//   - build.go: extractions to a new file in the place of the old
//   - rowfile.go: the Parquet files that rows wait in
//   - store.go: opening, and values of Kuzu's to values of Go
//   - query.go, dialect: a query of Neo4j's to one of Kuzu's, and its answer
//   - elements.go: the whole graph, its hash, and the versions of its documents
package kuzu
