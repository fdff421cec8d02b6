// Package value finds and reads the values that a text states: amounts of
// money, percentages, counts, plain numbers, dates and financing rounds.
//
// In goes the folded text of an article (simplified, letters and digits in
// half width) as code points, with its language and day of publication. Out
// come its values in order, none overlapping another; all offsets are indexes
// of code points.
//
// The files in the order in which data passes:
//
//	words.tsv, words.go  the words beside numbers: units, bounds, dates
//	trie.go              finds such a word at a place of the text
//	value.go             what a value is
//	scan.go              goes through the text
//	number.go            reads digits
//	numeral.go           reads Chinese and English numerals
//	quantity.go          joins number, unit and sign, and drops what is no value
//	range.go             joins two numbers to a range
//	context.go           reads bounds, per and second currencies around it
//	round.go             reads financing rounds
//	calendar.go          days and periods, and what a relative date means
//	date.go              reads a date
//	date_zh.go           reads Chinese dates
//	part_zh.go           reads quarters and halves
//	date_en.go           reads English dates
//
// Not values: digits that touch a Latin letter (a model or chip number),
// ordinals, times of day, and a lone 一 or "one" before a classifier or noun.
// A name may still hold a value (三只松鼠); who knows the names drops it.
package value
