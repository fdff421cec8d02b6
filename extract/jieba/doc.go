// Package jieba cuts Chinese text into words.
//
// In goes simplified Chinese text in UTF-8; out come its words in order, which
// joined again are the text. The words are those of gojieba's dictionary; what
// it lacks is cut into characters, Latin words and numbers apart.
//
// The words and the guesses are those of cppjieba, the C++ library that gojieba
// binds (a test compares them); but they are made here, three times as fast as by
// way of C++. Of gojieba only the dictionary files are used, and its own tagger by
// benchmarks.
//
//	dict.go        finds the files
//	dictionary.go  the words in a trie; cuts a text in the most probable way
//	guess.go       guesses words of characters that the dictionary leaves alone
//	segmenter.go   both together
package jieba
