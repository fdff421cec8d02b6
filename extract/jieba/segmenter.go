package jieba

import (
	"errors"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Segmenter cuts text into words. It is read-only, safe for concurrent use, and holds
// some 15 MB.
type Segmenter struct {
	dictionary *dictionary
	guesser    *guesser
}

// New reads the dictionary files in [Dir]. The errors name each missing file, and
// the line of a broken one.
func New() (*Segmenter, error) {
	dir, err := Dir()
	if err != nil {
		return nil, err
	}
	return Open(dir)
}

// Open is [New] with the dictionary files of a folder.
func Open(dir string) (*Segmenter, error) {
	if err := check(dir); err != nil {
		return nil, err
	}
	dictionary, err := readDictionary(filepath.Join(dir, mainFile), filepath.Join(dir, userFile))
	guesser, err2 := readGuesser(filepath.Join(dir, modelFile))
	if err := errors.Join(err, err2); err != nil {
		return nil, err
	}
	return &Segmenter{dictionary, guesser}, nil
}

// breaks reports whether a text is cut anew at a character.
func breaks(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '，', '。', 0:
		return true
	}
	return false
}

// Cut returns the words of text, which joined are text again (with U+FFFD for
// bytes that are no UTF-8). White space and punctuation are words too.
//
// Latin words and numbers, which the dictionaries do not know, stay whole. Unknown
// Chinese is cut into characters: a guess would glue function words to what stands
// beside them (丁于, 等融).
func (s *Segmenter) Cut(text string) []string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	runes := []rune(text)
	words := make([]string, 0, len(runes)/2+1)
	at, start := 0, 0 // of the next word, in bytes and in code points
	latin := false    // the last word is of Latin letters and digits
	s.dictionary.cut(runes, func(end int) {
		size := 0
		isLatin := true
		for _, r := range runes[start:end] {
			size += utf8.RuneLen(r)
			isLatin = isLatin && isAlnum(r)
		}
		word := text[at : at+size]
		if last := len(words) - 1; latin && isLatin {
			words[last] = text[at-len(words[last]) : at+size]
		} else {
			words = append(words, word)
		}
		at, start, latin = at+size, end, isLatin
	})
	return words
}

func isAlnum(r rune) bool {
	return r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// Parts of speech of what the dictionary lacks.
const (
	unknown = "x"
	english = "eng"
	number  = "m"
)

// Tag returns the part of speech that the dictionary gives to a word ("v", "n",
// "nr" for a person's name), and "" for what it does not have.
func (s *Segmenter) Tag(word string) string {
	if tag := s.dictionary.tagOf(word); tag != "" {
		return tag
	}
	latin := len(word) > 1 && strings.IndexFunc(word, func(r rune) bool { return !isAlnum(r) }) < 0
	switch {
	case !latin:
		return ""
	case unicode.IsLetter(rune(word[0])):
		return english
	case strings.ContainsFunc(word, unicode.IsLetter):
		return "" // a number and a word
	}
	return number
}

// Word is a word and its part of speech ("v", "n", "nr" for a person's name; "x"
// where none is known).
type Word struct{ Text, Tag string }

// Tagged returns the words that [Segmenter.Cut] gave with their parts of speech.
// Of characters that stand alone it guesses words that the dictionaries do not
// have.
func (s *Segmenter) Tagged(words []string) []Word {
	out := make([]Word, 0, len(words))
	add := func(text string) {
		tag := s.Tag(text)
		if tag == "" {
			tag = unknown
		}
		out = append(out, Word{text, tag})
	}
	for i := 0; i < len(words); {
		end := singles(words, i)
		if end < i+2 {
			add(words[i])
			i++
			continue
		}
		s.guess([]rune(strings.Join(words[i:end], "")), add)
		i = end
	}
	return out
}

// guess calls yield with the words that may be made of a run of single characters:
// those of the dictionary, and of the characters between them those of the model.
func (s *Segmenter) guess(run []rune, yield func(word string)) {
	alone, start := 0, 0 // where the characters that are no words begin, and the next word
	flush := func(until int) {
		from := alone
		s.guesser.cut(run[alone:until], func(end int) {
			yield(string(run[from : alone+end]))
			from = alone + end
		})
	}
	s.dictionary.cut(run, func(end int) {
		if end > start+1 {
			flush(start)
			yield(string(run[start:end]))
			alone = end
		}
		start = end
	})
	flush(len(run))
}

// singles returns the end of the single characters that begin at a word.
func singles(words []string, i int) int {
	for i < len(words) && isCharacter(words[i]) {
		i++
	}
	return i
}

// isCharacter reports whether a word is one that guesses are made of together with
// its neighbours.
func isCharacter(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && r > unicode.MaxASCII && !breaks(r)
}
