package jieba

import (
	"os"
	"strings"
	"sync"
	"unicode"
)

// tags are the words of the dictionary files with their parts of speech. Asking
// cppjieba for one word costs as much as cutting a clause, and rules ask for
// most words of a text.
type tags struct {
	files []string
	once  sync.Once
	words map[string]uint8 // number of the tag
	names []string         // of the tags
}

// Parts of speech of what the dictionary lacks, as cppjieba gives them.
const (
	unknown = "x"
	english = "eng"
	number  = "m"
)

// of returns a word's part of speech, "" for what is no word.
func (t *tags) of(word string) string {
	t.once.Do(t.load)
	if n, ok := t.words[word]; ok {
		return t.names[n]
	}
	switch {
	case len(word) < 2 || !isLatin(word):
		return ""
	case unicode.IsLetter(rune(word[0])):
		return english
	case strings.ContainsFunc(word, unicode.IsLetter):
		return "" // a number and a word
	}
	return number
}

// load reads the files, the main dictionary before the user's, whose words have
// its tags. A file that cannot be read adds nothing: [Open] found it.
func (t *tags) load() {
	t.words = make(map[string]uint8, 400_000)
	numbers := map[string]uint8{}
	for _, file := range t.files {
		text, _ := os.ReadFile(file)
		for line := range strings.Lines(string(text)) {
			word, tag := entry(strings.TrimRight(line, "\r\n"))
			n, ok := numbers[tag]
			if !ok {
				n = uint8(len(t.names))
				numbers[tag] = n
				t.names = append(t.names, tag)
			}
			t.words[word] = n
		}
	}
}

// entry splits a line of a dictionary: "word frequency tag", "word tag" or "word".
func entry(line string) (word, tag string) {
	word, rest, found := strings.Cut(line, " ")
	if !found {
		return word, unknown
	}
	return word, rest[strings.LastIndexByte(rest, ' ')+1:]
}
