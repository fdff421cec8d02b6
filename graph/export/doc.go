// Package export writes a graph into the formats that other tools read. In go
// the rows of a graph, out comes one file or a folder of files, the same bytes
// for the same graph.
//
//   - export.go: the formats, and nodes before relationships
//   - jsonl.go: JSON lines, one node or relationship each
//   - csv.go: the files of neo4j-admin database import, with its arguments
//   - graphml.go: GraphML, for Gephi, yEd, NetworkX
//   - cypher.go: Cypher that builds the graph in an empty Neo4j
package export
