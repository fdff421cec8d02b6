package english

import (
	"strings"
	"unicode"
)

// Token is a word, a number or a mark of a text. Start and End count code
// points of the text, half-open.
type Token struct {
	Text       string
	Start, End int
}

// Tokens cuts a text into words, numbers and marks; white space parts them and
// is in none. A word keeps what stands inside it (GPT-4o, AT&T, U.S., 1,000,
// 4:30, C++); its full stop belongs to it in an abbreviation of letters with
// stops (U.S.) only: which other stops are part of an abbreviation depends on
// data, see [Words.Sentences]. Of a contraction the second part is a token of
// its own: does n't, we 've, firm 's. A sign before a number stands alone.
func Tokens(text []rune) []Token {
	var out []Token
	for i := 0; i < len(text); {
		if unicode.IsSpace(text[i]) {
			i++
			continue
		}
		end := i + 1
		switch {
		case isLetter(text[i]) || isDigit(text[i]):
			end = wordEnd(text, i)
		case isApostrophe(text[i]) && (i == 0 || isWordRune(text[i-1]) || text[i-1] == '.'):
			end = clitic(text, i)
		case text[i] == '-' && i == 0 && end < len(text) && isLetter(text[end]):
			end = wordEnd(text, end) // behind a name that the caller cut off: -owned
		}
		if cut := contracted(text[i:end]); cut > 0 {
			out = append(out, Token{string(text[i : i+cut]), i, i + cut})
			i += cut
		}
		out = append(out, Token{string(text[i:end]), i, end})
		i = end
	}
	return out
}

// wordEnd returns the end of the word that begins at i.
func wordEnd(text []rune, i int) int {
	start := i
	for i < len(text) {
		switch {
		case isWordRune(text[i]), joins(text, i):
			i++
		case text[i] == '+' && i > start && isLetter(text[i-1]), text[i] == '+' && i > start+1 && text[i-1] == '+':
			i++ // C++, Disney+
		case text[i] == '.' && lettersWithStops(text[start:i+1]):
			i++
		default:
			return i
		}
	}
	return i
}

// joins reports whether the mark at i is inside a word: a hyphen or ampersand
// between letters or digits, a stop between them unless a capitalised word
// follows (one.Two is a missing space), a comma or colon between digits, an
// apostrophe before a letter.
func joins(text []rune, i int) bool {
	if i == 0 || i+1 >= len(text) || !isWordRune(text[i-1]) || !isWordRune(text[i+1]) {
		return false
	}
	before, after := text[i-1], text[i+1]
	switch text[i] {
	case '-', '‑', '_', '&':
		return true
	case '.':
		if isDigit(before) && isDigit(after) || unicode.IsLower(after) {
			return true
		}
		return unicode.IsUpper(after) && (i+2 >= len(text) || !unicode.IsLower(text[i+2])) && unicode.IsUpper(before)
	case ',':
		return isDigit(before) && isDigit(after)
	case ':':
		return isDigit(before) && isDigit(after)
	case '\'', '’':
		return isLetter(before) && isLetter(after)
	}
	return false
}

// lettersWithStops reports whether a word is single letters with a stop behind
// each, two at least: U.S., D.O.R.C.
func lettersWithStops(word []rune) bool {
	if len(word) < 4 || len(word)%2 != 0 {
		return false
	}
	for k, r := range word {
		if k%2 == 0 && !isLetter(r) || k%2 == 1 && r != '.' {
			return false
		}
	}
	return true
}

// clitics are the second parts of contractions, in lower case.
var clitics = []string{"'s", "'re", "'ve", "'ll", "'d", "'m"}

// clitic returns the end of a clitic whose apostrophe stands at i, else i+1.
func clitic(text []rune, i int) int {
	end := i + 1
	for end < len(text) && isLetter(text[end]) {
		end++
	}
	if isClitic(text[i:end]) {
		return end
	}
	return i + 1
}

func isClitic(word []rune) bool {
	lower := strings.ToLower(strings.ReplaceAll(string(word), "’", "'"))
	for _, c := range clitics {
		if lower == c {
			return true
		}
	}
	return false
}

// contracted returns where the second part of a contraction begins in a word,
// or 0: does|n't, we|'ve.
func contracted(word []rune) int {
	for k := 1; k < len(word); k++ {
		if isApostrophe(word[k]) && isClitic(word[k:]) {
			return k
		}
	}
	n := len(word)
	if n > 3 && isApostrophe(word[n-2]) && (word[n-1] == 't' || word[n-1] == 'T') && (word[n-3] == 'n' || word[n-3] == 'N') {
		return n - 3
	}
	return 0
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }
func isLetter(r rune) bool     { return unicode.IsLetter(r) || unicode.IsMark(r) }
func isDigit(r rune) bool      { return r >= '0' && r <= '9' }
func isWordRune(r rune) bool   { return isLetter(r) || isDigit(r) }
