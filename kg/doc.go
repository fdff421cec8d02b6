// Package kg holds what the stages of newsgraph hand to one another: documents
// (what crawl found), extractions (what a document says: entities, facts,
// metrics, quotes) and the ontology that both keep to. It imports the standard
// library only, and every other package imports it.
//
// In: lines of JSON. Out: the same, checked. The files, in the order in which
// data passes:
//
//	document.go    one news article
//	ontology.go    types, predicates, metric kinds, units, modalities, bounds
//	extraction.go  what one document says
//	jsonl.go       documents and extractions as lines of a file
//	file.go        files that are whole or not there
//	validate.go    is an extraction true to its document and the ontology?
//	gold.go        articles annotated by hand
//	compare.go     one gold article beside one extraction: which items pair up
//	mistakes.go    what was missed and what is false, for people to read
//	score.go       precision, recall and F1 over many articles
package kg
