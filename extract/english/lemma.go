package english

import "strings"

// Lemma returns the base form of an English word in lower case: of a verb its
// infinitive, of a noun its singular, of n't not. A word that has none, or
// whose ending is its own (news, during), is returned as it is.
func (w *Words) Lemma(word string) string {
	if base, ok := w.irregular[word]; ok {
		return base
	}
	if w.base[word] || len(word) < 4 || !isPlain(word) {
		return word
	}
	switch {
	case strings.HasSuffix(word, "ings"):
		return word[:len(word)-1]
	case strings.HasSuffix(word, "ing"):
		return w.verb(word, strings.TrimSuffix(word, "ing"))
	case strings.HasSuffix(word, "ied"):
		return w.first(word, word[:len(word)-3]+"y", word[:len(word)-1])
	case strings.HasSuffix(word, "ed"):
		return w.verb(word, strings.TrimSuffix(word, "ed"))
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return word
	case strings.HasSuffix(word, "ies"):
		return w.first(word, word[:len(word)-3]+"y", word[:len(word)-1])
	case strings.HasSuffix(word, "ves"):
		return w.first(word, word[:len(word)-1], word[:len(word)-3]+"f", word[:len(word)-3]+"fe")
	case strings.HasSuffix(word, "es"):
		if short := word[:len(word)-2]; takesEs(short) && !w.base[word[:len(word)-1]] {
			return short
		}
		return word[:len(word)-1]
	case strings.HasSuffix(word, "s"):
		return word[:len(word)-1]
	}
	return word
}

// takesEs reports whether the plural of a word has an e before its s.
func takesEs(word string) bool {
	for _, end := range []string{"s", "x", "z", "ch", "sh", "o"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// verb returns the infinitive of a form with the ending taken off: stem, stem
// and e (moved), or the stem without its doubled end (planned).
func (w *Words) verb(word, stem string) string {
	if !hasVowel(stem) || len(stem) < 2 {
		return word
	}
	n := len(stem)
	silent := w.base[stem+"e"] && (!w.base[stem] || !isVowel(stem[n-1]) && isVowel(stem[n-2]) && (n < 3 || !isVowel(stem[n-3])))
	switch {
	case silent:
		return stem + "e"
	case w.base[stem]:
		return stem
	case n > 2 && stem[n-1] == stem[n-2] && w.base[stem[:n-1]]:
		return stem[:n-1]
	case strings.HasSuffix(word, "ing"):
		return word // a noun of its own that the list lacks
	case n > 2 && stem[n-1] == stem[n-2] && !strings.ContainsRune("sl", rune(stem[n-1])):
		return stem[:n-1]
	}
	return stem
}

// first returns the first form that the list has, else the first.
func (w *Words) first(word string, forms ...string) string {
	for _, f := range forms {
		if w.base[f] {
			return f
		}
	}
	return forms[0]
}

func isPlain(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return true
}

func hasVowel(s string) bool {
	for i := 0; i < len(s); i++ {
		if isVowel(s[i]) || s[i] == 'y' {
			return true
		}
	}
	return false
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
