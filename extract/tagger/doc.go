// Package tagger finds names that no list and no rule knows, with weights that
// were learned from annotated articles.
//
// In goes a text as code points, with hints of what the caller knows of it; out
// come stretches that may be names, each with a type and a probability. The
// method is a linear-chain conditional random field over units: a Han
// character, a word of Latin letters, a number or a sign.
//
// The files in the order in which data passes:
//
//	unit.go     a text as sentences of units
//	feature.go  units, their neighbours and hints as rows of weights
//	label.go    what a unit can be: a part of a name of a type, or nothing
//	model.go    the weights: a text → candidates
//	lattice.go  sums over all sequences of labels of a sentence
//	file.go     weights to a file and back
//	decide.go   candidates of a whole text → names
//	project.go  names of an article → where they stand, to learn from
//	train.go    examples → a model
package tagger
