// Package jieba cuts Chinese text into words.
//
// In goes simplified Chinese text in UTF-8; out come its words in order, which
// joined again are the text. The words are those of gojieba's dictionary; what
// it lacks is cut into characters, Latin words and numbers apart.
//
// This is the only package that imports gojieba, a binding to the C++ library
// cppjieba. It reads five dictionary files when it starts and ends the process
// where one is missing, so their being there is checked before:
//
//	dict.go       finds the five files
//	segmenter.go  cuts
package jieba
