// Package graphtest makes extractions for the tests of the graph and its
// stores. In goes a seed or nothing, out come extractions of invented firms.
//
//   - builder.go: an extraction by hand
//   - corpus.go: a small corpus by hand, where every case of the graph stands
//   - generate.go: large random corpora, the same for the same seed
//   - corrupt.go: changes of a stored graph that no load makes, and what is told of them
package graphtest
