// Package extract reads a news article and finds what it says: entities with
// every mention, facts between them, figures and quotes, each with the
// sentence that says so.
//
// In goes a [kg.Document], out comes a [kg.Extraction]. An [Extractor] is made
// once from the lexicon and the rules, which are data (folders lexicon and
// rules; a user's folders extend them and win), and reads any number of
// documents at once; the same document always gives the same extraction.
//
// All matching is done on a folded view of the text that has one code point
// for each of the original, so that one offset serves both; offsets are code
// points of title, line break and text throughout.
//
// The files in the order in which data passes:
//
//	table.go       data files: ours and the user's, rows, errors with places
//	extract.go     the Extractor: loads the data, reads a document, writes it out
//	fold.go        the folded view
//	reading.go     one document while it is read, step by step
//	vocabulary.go  words with their classes
//	mention.go     names: candidates, which of them stay, where else they stand
//	lexicon.go     names that the lexicon knows
//	shapes.go      names by their look: versions, codes, share classes
//	person.go      people by titles, bylines and transliteration
//	organ.go       organs of government with the place before them
//	stocks.go      firms named like words, in rows of shares
//	introduced.go  names by suffix, by introduction, by the words beside them
//	names_en.go    English names in runs of capitalised words
//	learned.go     names that the tagger finds, and what it takes back
//	title.go       job titles
//	identity.go    which names are one entity, and its key
//	identity_steps.go  each reason why two names are one or two
//	sentence.go    sentences (words_en.go: English ones)
//	unit.go        a sentence as units: names, lists, values, words
//	reference.go   该公司, 其 and left-out subjects as what they stand for
//	fact.go        readings of the rules as facts
//	metric.go      readings of the rules as figures
//	bearer.go      whose a figure is
//	segment.go     which part of a firm it is of
//	when.go        which time a figure holds for
//	round.go       which financing round is meant
//	modality.go    how surely it is told, over sentences
//	quote.go       who says what: words of quotes.rules, quotes written out
//	marks.go       what stands in quotation marks
//	quote_zh.go    Chinese quotes: verbs of saying, marks, lines 甲：…
//	speaker_zh.go  who is the subject of a Chinese verb of saying
//	speech_zh.go   where the words behind it begin and end
//	quote_en.go    English quotes
//	learn.go       what a tagger learns from (cluener.go: sentences)
//	examples.go    the examples of the rules, run
//	check.go       faults of a lexicon that loads
//	junk.go        entities that are nothing in the world
//
// Rules are read and matched by package pattern, numbers and dates by package
// value, Chinese words by package jieba; package tagger judges by learned weights.
package extract
