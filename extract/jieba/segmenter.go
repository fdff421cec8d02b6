package jieba

import (
	"path/filepath"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yanyiwu/gojieba"
)

// Segmenter cuts text into words. It holds some 200 MB outside Go's heap, so
// a program wants one, for all its goroutines, and closes it.
type Segmenter struct {
	mu    sync.RWMutex // held for reading while cutting, so that Close waits
	once  sync.Once    // loads the dictionaries
	paths [len(Files)]string
	jieba *gojieba.Jieba // nil before the first use and after Close
	tags  tags
}

// New finds the dictionary files in [Dir]. They are loaded (about a second) by
// whoever first asks for a word. The error names each missing file.
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
	s := &Segmenter{}
	for i, name := range Files {
		s.paths[i] = filepath.Join(dir, name)
	}
	s.tags.files = []string{s.paths[0], s.paths[2]}
	return s, nil
}

func (s *Segmenter) load() {
	s.once.Do(func() { s.jieba = gojieba.NewJieba(s.paths[:]...) })
}

// Cut returns the words of text, which joined are text again (with U+FFFD for
// bytes that are no UTF-8). White space and punctuation are words too. It may
// be called by many goroutines at once. After Close the text is one word.
func (s *Segmenter) Cut(text string) []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.load()
	text = strings.ToValidUTF8(text, "\uFFFD")
	if s.jieba == nil {
		return whole(text)
	}
	// Text goes to C as a string that ends at the first NUL.
	piece, rest, more := strings.Cut(text, "\x00")
	words := s.cut(piece)
	for more {
		piece, rest, more = strings.Cut(rest, "\x00")
		words = append(words, "\x00")
		words = append(words, s.cut(piece)...)
	}
	return words
}

func (s *Segmenter) cut(piece string) []string {
	if piece == "" {
		return nil
	}
	found := s.jieba.Tokenize(piece, gojieba.DefaultMode, false)
	words := make([]string, len(found))
	for i, w := range found {
		words[i] = w.Str
	}
	return joinLatin(words)
}

// joinLatin puts Latin words and numbers together again, which the
// dictionaries do not know. Unknown Chinese stays cut into characters: a guess
// would glue function words to what stands beside them (丁于, 等融).
func joinLatin(words []string) []string {
	out := words[:0]
	for i := 0; i < len(words); {
		k := i + 1
		if isLatin(words[i]) {
			for k < len(words) && isLatin(words[k]) {
				k++
			}
		}
		if k == i+1 {
			out = append(out, words[i])
		} else {
			out = append(out, strings.Join(words[i:k], ""))
		}
		i = k
	}
	return out
}

// isLatin reports whether a word consists of ASCII letters and digits.
func isLatin(word string) bool {
	for _, r := range word {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return word != ""
}

func whole(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// Tag returns the part of speech that the dictionary gives to a word ("v", "n",
// "nr" for a person's name), and "" for what it does not have.
func (s *Segmenter) Tag(word string) string { return s.tags.of(word) }

// Word is a word and its part of speech ("v", "n", "nr" for a person's name; "x"
// where none is known).
type Word struct{ Text, Tag string }

// Tagged returns the words that [Segmenter.Cut] gave with their parts of speech.
// Of characters that stand alone it guesses words that the dictionaries do not
// have.
func (s *Segmenter) Tagged(words []string) []Word {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.load()
	guessed := s.guess(words)
	out := make([]Word, 0, len(words))
	for i := 0; i < len(words); {
		end := singles(words, i)
		if end < i+2 || s.jieba == nil {
			out = append(out, s.word(words[i]))
			i++
			continue
		}
		for i < end {
			w := guessed[0]
			guessed = guessed[1:]
			out = append(out, s.word(w))
			i += utf8.RuneCountInString(w)
		}
	}
	return out
}

func (s *Segmenter) word(text string) Word {
	tag := s.tags.of(text)
	if tag == "" {
		tag = unknown
	}
	return Word{text, tag}
}

// singles returns the end of the single characters that begin at a word.
func singles(words []string, i int) int {
	for i < len(words) && isCharacter(words[i]) {
		i++
	}
	return i
}

// isCharacter reports whether a word is one that cppjieba makes guesses of
// together with its neighbours.
func isCharacter(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && r > unicode.MaxASCII && r != '，' && r != '。' // where cppjieba begins anew
}

// guess returns the words that may be made of all runs of two or more single
// characters. The runs go to C at once, with marks between them.
func (s *Segmenter) guess(words []string) []string {
	if s.jieba == nil {
		return nil
	}
	const mark = "\n"
	var runs strings.Builder
	for i := 0; i < len(words); i++ {
		end := singles(words, i)
		if end < i+2 {
			continue
		}
		for _, w := range words[i:end] {
			runs.WriteString(w)
		}
		runs.WriteString(mark)
		i = end
	}
	var out []string
	for _, w := range s.jieba.Tokenize(runs.String(), gojieba.DefaultMode, true) {
		if w.Str != mark {
			out = append(out, w.Str)
		}
	}
	return out
}

// Close frees the dictionaries, once those who are cutting are done. Closing
// twice does nothing.
func (s *Segmenter) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.once.Do(func() {}) // nothing loads any more
	if s.jieba != nil {
		s.jieba.Free()
		s.jieba = nil
	}
}
