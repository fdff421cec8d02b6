package english

import (
	"strings"
	"unicode"
)

// Span is a half-open range of code points.
type Span struct{ Start, End int }

// Sentences cuts a text into sentences: at line breaks, behind ? and !, and
// behind the full stops that end one, each with the quotation marks and
// brackets that close there. Spans have no white space at their ends; empty
// ones are left out.
//
// A stop ends a sentence where white space and a capital, a digit, a quotation
// mark or a bracket follow, unless it belongs to an abbreviation that a name or
// number always follows (Mr., No.), to an initial (J. Smith), or to any other
// abbreviation before a word that begins no sentence.
func (w *Words) Sentences(text []rune) []Span {
	var out []Span
	start := 0
	add := func(end int) {
		s := trim(text, Span{start, end})
		if s.Start < s.End {
			out = append(out, s)
		}
		start = end
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			add(i)
			start = i + 1
		case '!', '?', '.', '…':
			end := i + 1
			for end < len(text) && strings.ContainsRune(".!?…", text[end]) {
				end++
			}
			closed := end
			for closed < len(text) && strings.ContainsRune("”\"'’)]", text[closed]) {
				closed++
			}
			if w.ends(text, start, i, end, closed) {
				add(closed)
			}
			i = max(closed, end) - 1
		}
	}
	add(len(text))
	return out
}

// ends reports whether the marks [at, end) with the closing marks up to closed
// end the sentence that began at start.
func (w *Words) ends(text []rune, start, at, end, closed int) bool {
	next := closed
	for next < len(text) && text[next] != '\n' && unicode.IsSpace(text[next]) {
		next++
	}
	if next >= len(text) || text[next] == '\n' {
		return true
	}
	if next == closed {
		return false // inside of a word or an address
	}
	if unicode.IsLower(text[next]) && !mixedCase(text, next) {
		return false // “…?” she said; Inc. said
	}
	if text[at] != '.' || end > at+1 || closed > end {
		return true
	}
	before := wordBefore(text, start, at)
	switch {
	case before == "":
		return true
	case w.titleStop[before] || isInitial(before) && !unicode.IsDigit(text[next]):
		return false
	case w.otherStop[before] || strings.ContainsRune(before, '.'):
		return w.begins(text, next)
	}
	return true
}

// begins reports whether the word at i is one that begins sentences: one that
// is ordinary in lower case, or a quotation mark.
func (w *Words) begins(text []rune, i int) bool {
	if !isLetter(text[i]) {
		return text[i] != '(' && !isDigit(text[i])
	}
	end := i
	for end < len(text) && (isLetter(text[end]) || isApostrophe(text[end])) {
		end++
	}
	word := string(text[i:end])
	return w.function[strings.ToLower(word)] || word == "I"
}

// mixedCase reports whether the word at i is in lower case only at first:
// iPhone, eBay.
func mixedCase(text []rune, i int) bool {
	return i+1 < len(text) && unicode.IsUpper(text[i+1])
}

// wordBefore returns the letters and stops right before a stop.
func wordBefore(text []rune, start, at int) string {
	from := at
	for from > start && (isWordRune(text[from-1]) || text[from-1] == '.' && from-1 > start && isLetter(text[from-2])) {
		from--
	}
	return string(text[from:at])
}

// isInitial reports whether a word is one capital: J of J. Smith.
func isInitial(word string) bool {
	r := []rune(word)
	return len(r) == 1 && unicode.IsUpper(r[0]) && r[0] != 'I'
}

func trim(text []rune, s Span) Span {
	for s.Start < s.End && unicode.IsSpace(text[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && unicode.IsSpace(text[s.End-1]) {
		s.End--
	}
	return s
}
