// Package english knows what reading English needs to know of the language:
// words, sentences, base forms, and which words are ordinary, name people or
// name places.
//
// In goes a text as code points, out come spans in code points: [Tokens] and
// [Words.Sentences]. [Words] answers for single words. It knows no firm, no
// product and no person; its data are lists of the language, embedded.
//
// The files in the order in which data passes:
//
//	token.go     a text as words, numbers and marks
//	sentence.go  tokens as sentences: which full stops end one
//	lemma.go     a word's base form: irregular.tsv, else regular endings
//	words.go     the lists: words.txt, given.txt, family.txt, places.txt
package english
